//! The search as readers use it: by keyboard from any page to a result, narrowed by every choice, from a disk too.

use super::driver::{Browser, DOWN, ENTER, ESCAPE, UP, browser};
use super::quality::shifts;
use super::server::at;
use crate::support::shipped;
use serde_json::{Value, json};

/// The address of the link that has the focus, from the site's root.
const FOCUSED: &str = "const a = document.activeElement; return a.closest('.results') ? a.getAttribute('href') : a.id";

fn wait_for_results(browser: &Browser) {
    browser.wait("document.querySelector('.results:not([aria-busy]) .result')");
    browser.wait("document.getElementById('search-said').textContent !== ''");
}

/// The links of the results in their order: each page's title, then its passages.
fn links(browser: &Browser) -> Vec<String> {
    let links =
        "return [...document.querySelectorAll('.results a')].map((a) => a.getAttribute('href'))";
    serde_json::from_value(browser.eval(links)).expect("addresses are texts")
}

#[test]
fn arrows_go_through_titles_and_passages_enter_opens_one_and_escape_goes_back_to_the_words() {
    let browser = browser();
    browser.go(&at("topics/open-vs-closed/index.html"));
    browser.press("/");
    browser.press("sovereignty licence");
    browser.press(ENTER);
    browser.wait("location.pathname.endsWith('/search.html')");
    wait_for_results(&browser);
    let links = links(&browser);
    assert!(links.len() > 4, "{links:?}");
    assert_eq!(browser.text(FOCUSED), "q", "the search page begins at its words");
    for link in &links[..3] {
        browser.press(DOWN);
        assert_eq!(browser.text(FOCUSED), *link);
    }
    let seen = "const s = getComputedStyle(document.activeElement);
        return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 && document.activeElement.matches(':focus-visible')";
    assert_eq!(browser.eval(seen), json!(true), "the focus is seen");
    browser.press(UP);
    assert_eq!(browser.text(FOCUSED), links[1]);
    browser.press(ESCAPE);
    assert_eq!(browser.text(FOCUSED), "q");
    assert_eq!(browser.text("return document.getElementById('q').value"), "sovereignty licence");
    browser.press(UP);
    assert_eq!(browser.text(FOCUSED), "q", "nothing stands above the words");
    browser.press(DOWN);
    browser.press(DOWN);
    browser.press(ENTER);
    let (path, anchor) = links[1].split_once('#').unwrap_or((&links[1], ""));
    browser.wait(&format!("location.pathname.endsWith({})", json!(path)));
    assert_eq!(browser.text("return location.hash.slice(1)"), anchor);
    let there =
        "return location.hash === '' || document.getElementById(location.hash.slice(1)) !== null";
    assert_eq!(browser.eval(there), json!(true));
}

#[test]
fn the_last_result_is_the_end_and_more_results_go_on_where_it_was() {
    let browser = browser();
    browser.go(&at("search.html?q=model"));
    wait_for_results(&browser);
    browser.wait("document.querySelectorAll('.result').length === 10");
    let count = links(&browser).len();
    (0..count + 2).for_each(|_| browser.press(DOWN));
    let last = "const all = document.querySelectorAll('.results a'); return document.activeElement === all[all.length - 1]";
    assert_eq!(browser.eval(last), json!(true));
    browser.click("#search-more");
    browser.wait("document.querySelectorAll('.result').length === 20");
    browser.wait("document.activeElement === document.querySelectorAll('.result-title')[10]");
}

#[test]
fn escape_empties_the_words_and_the_lists_are_there_again() {
    let browser = browser();
    browser.go(&at("search.html?q=licence"));
    wait_for_results(&browser);
    assert_eq!(browser.eval("return document.getElementById('search-lists').hidden"), json!(true));
    browser.press(ESCAPE);
    browser.wait("!document.getElementById('search-lists').hidden");
    assert_eq!(links(&browser), Vec::<String>::new());
    assert!(browser.url().ends_with("/search.html"), "{}", browser.url());
}

/// Takes the value of a choice that leaves the most pages but not all; gives value, pages before and after.
fn choose(browser: &Browser, group: &str) -> (String, u64, u64) {
    let count = "Number(/\\d+/.exec(document.getElementById('search-said').textContent.replaceAll(',', '')) ?? 1)";
    let before = browser.eval(&format!("return {count}")).as_u64().unwrap_or(0);
    let select = format!("document.querySelector('#search select[name={group}]')");
    browser.eval(&format!("{select}.focus()"));
    browser.wait(&format!("{select}.options.length > 1"));
    // Values that some of the pages have say so once they are counted; the many have the number of all pages.
    browser.wait(&format!("[...{select}.options].some((o) => / \\([1-9]/.test(o.textContent))"));
    let some = format!(
        "[...{select}.options].filter((o) => o.value).map((o) => [Number(/\\((\\d+)\\)/.exec(o.textContent)?.[1] ?? 0), o])
            .filter(([n]) => n < {before}).reduce((a, b) => (b[0] > a[0] ? b : a))[1]"
    );
    let value = browser.text(&format!(
        "const o = {some}; {select}.value = o.value;
        {select}.dispatchEvent(new Event('change', {{bubbles: true}})); return o.value"
    ));
    browser
        .wait(&format!("new URLSearchParams(location.search).get('{group}') === {}", json!(value)));
    browser.wait(&format!("{count} < {before}"));
    (value, before, browser.eval(&format!("return {count}")).as_u64().unwrap_or(0))
}

#[test]
fn topic_kind_year_publishers_publisher_and_actor_narrow_the_results_and_stay_in_the_address() {
    let browser = browser();
    for group in ["topic", "kind", "year", "publishers", "publisher", "actor"] {
        browser.go(&at("search.html?q=model"));
        wait_for_results(&browser);
        browser.click("#search summary");
        let (value, before, after) = choose(&browser, group);
        assert!(after < before, "{group}={value}: {before} pages, then {after}");
        // Another reader who gets the address sees the same.
        browser.wait("document.querySelector('.results:not([aria-busy]) .result')");
        let found = links(&browser);
        browser.go(&browser.url());
        browser.wait("document.getElementById('search-said').textContent !== ''");
        let same =
            "[...document.querySelectorAll('.results a')].map((a) => a.getAttribute('href'))";
        browser.wait(&format!("JSON.stringify({same}) === {}", json!(json!(found).to_string())));
        assert_eq!(
            browser.text(&format!(
                "return document.querySelector('#search select[name={group}]').value"
            )),
            value
        );
    }
    browser.click("#search button[type=reset]");
    browser.wait("location.search === '' || location.search === '?q='");
}

#[test]
fn a_question_has_its_page_among_the_results() {
    let browser = browser();
    browser.go(&at("search.html?kind=question"));
    wait_for_results(&browser);
    let kinds = "return [...new Set([...document.querySelectorAll('.result-kind')].map((k) => k.textContent))]";
    assert_eq!(browser.eval(kinds), json!(["question"]));
    let first = links(&browser).remove(0);
    let page = shipped::pages().get(&first).and_then(|page| page.kind.as_deref());
    assert_eq!(page, Some("question"), "{first}");
}

#[test]
fn a_word_that_no_page_has_is_corrected_at_once_and_can_be_searched_literally() {
    let browser = browser();
    browser.go(&at("search.html?q=sovreignty%20licence"));
    wait_for_results(&browser);
    let said = "return document.getElementById('search-said').textContent";
    let corrected = "No result for sovreignty licence; showing results for sovereignty licence. ";
    assert!(browser.text(said).starts_with(corrected), "{}", browser.text(said));
    assert!(browser.url().ends_with("?q=sovreignty+licence"), "{}", browser.url());
    browser.wait("document.getElementById('search-status').textContent.startsWith('No result')");
    let link = "return document.querySelector('#search-near a').textContent";
    assert_eq!(browser.text(link), "Search for sovreignty licence literally");
    browser.click("#search-near a");
    browser.wait("document.getElementById('q').value.trim() === '\"sovreignty\" licence'");
    browser.wait("document.getElementById('search-said').textContent.includes('\"sovreignty\"')");
    let said = browser.text(said);
    assert!(said.starts_with("No result for \"sovreignty\" licence"), "{said}");
    assert_eq!(links(&browser), Vec::<String>::new());
    assert_eq!(browser.text(link), "Search without the quotation marks");
    assert_eq!(browser.log(), Vec::<String>::new());
}

#[test]
fn words_that_no_page_has_together_lead_to_pages_with_most_of_them() {
    let browser = browser();
    browser.go(&at("search.html?q=zyzzyva%20licence"));
    wait_for_results(&browser);
    let said = browser.text("return document.getElementById('search-said').textContent");
    assert!(said.starts_with("No page has all of this: zyzzyva licence."), "{said}");
}

#[test]
fn a_phrase_is_looked_for_on_all_pages_of_the_site_at_once() {
    let browser = browser();
    browser.go(&at("search.html?q=%22open+weights%22+-licence"));
    wait_for_results(&browser);
    let said = browser.text("return document.getElementById('search-said').textContent");
    let count = said.strip_suffix(" results").and_then(|count| count.parse::<u32>().ok());
    assert!(count > Some(20), "{said}");
}

#[test]
fn nothing_moves_while_results_come() {
    let browser = browser();
    let mut moved = Vec::new();
    for query in [
        "q=sovereignty",
        "q=sovreignty",
        "q=licence&kind=source",
        "q=%22open+weights%22",
        "q=zyzzyva",
    ] {
        for width in [390, 1440] {
            browser.window(width, 900);
            let path = format!("search.html?{query}");
            moved.extend(
                shifts(&browser, &path).into_iter().map(|m| format!("{path} {width}: {m}")),
            );
        }
    }
    assert_eq!(moved, Vec::<String>::new());
}

#[test]
fn a_result_says_what_became_of_a_claim() {
    let browser = browser();
    for (query, label) in [
        ("kind=gather&claim=corrected", "corrected"),
        ("kind=forecast&claim=forecast-waiting", "forecast, waiting"),
        ("kind=contradiction&claim=contradicted", "contradicted"),
    ] {
        browser.go(&at(&format!("search.html?{query}")));
        wait_for_results(&browser);
        browser.wait(&format!(
            "document.querySelector('.result-passages').textContent.includes({})",
            json!(label)
        ));
    }
}

#[test]
fn the_search_works_from_a_disk_with_choices_and_passages() {
    let browser = browser();
    browser.go(&format!(
        "file://{}/search.html?q=sovereignty&kind=thread",
        shipped::folder().display()
    ));
    wait_for_results(&browser);
    let found = links(&browser);
    assert!(found.iter().all(|link| link.contains("/threads/")) && !found.is_empty(), "{found:?}");
    assert!(
        browser.eval("return document.querySelectorAll('.result-passages mark').length").as_u64()
            > Some(0)
    );
    browser.press(DOWN);
    browser.press(ENTER);
    browser.wait(&format!("location.pathname.endsWith({})", json!(found[0])));
    assert_eq!(browser.log(), Vec::<String>::new());
    assert_ne!(browser.eval("return document.title"), Value::Null);
}
