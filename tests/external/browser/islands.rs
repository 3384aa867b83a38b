//! What the scripts add to finished pages: citations in place, filters, sorting, copying, the theme.

use super::driver::{ENTER, ESCAPE, TAB, browser};
use super::server::at;
use serde_json::{Value, json};

const THREAD: &str = "topics/open-vs-closed/threads/open-weight-safety.html";
const TIMELINE: &str = "topics/open-vs-closed/timeline.html";
const OPEN: &str = "document.querySelector('.cite-card:popover-open') !== null";
const CARD: &str = "return document.querySelector('.cite-card:popover-open')?.innerText";

/// The words of the first source in the list, as far as both forms have them.
const FIRST_TITLE: &str = "return document.querySelector('#src-1 a').textContent";

#[test]
fn a_citation_opens_on_focus_closes_on_escape_and_enter_goes_to_the_list_and_back() {
    let browser = browser();
    browser.go(&at(THREAD));
    browser.tab_to("a.cite[href='#src-1']");
    browser.wait(OPEN);
    assert!(browser.text(CARD).contains(&browser.text(FIRST_TITLE)));
    browser.press(ESCAPE);
    browser.wait(&format!("!({OPEN})"));
    assert_eq!(browser.eval("return document.activeElement.hash"), json!("#src-1"));

    browser.press(ENTER);
    browser.wait("location.hash === '#src-1'");
    browser.tab_to("#src-1 .back");
    browser.press(ENTER);
    browser.wait("location.hash.startsWith('#cite-')");
    assert_eq!(browser.eval("return document.querySelector(':target').hash"), json!("#src-1"));
}

#[test]
fn tab_goes_from_a_citation_into_its_card_and_on() {
    let browser = browser();
    browser.go(&at(THREAD));
    browser.tab_to("a.cite");
    browser.wait(OPEN);
    browser.press(TAB);
    assert_eq!(
        browser.eval("return document.activeElement.closest('.cite-card') !== null"),
        json!(true)
    );
    assert_eq!(browser.eval(&format!("return {OPEN}")), json!(true));
    browser.tab_to("main :not(.cite-card *):not(.cite)");
    browser.wait("!document.querySelector('.cite + .cite-card:popover-open')");
}

#[test]
fn a_tap_opens_a_citation_and_a_tap_beside_it_closes_it() {
    let browser = browser();
    browser.window(390, 800);
    browser.go(&at(THREAD));
    browser.tap("a.cite[href='#src-2']");
    browser.wait(OPEN);
    assert_eq!(browser.eval("return location.hash"), json!(""));
    let inside = "const r = document.querySelector('.cite-card').getBoundingClientRect();
        return r.left >= 0 && r.right <= innerWidth && r.height > 20";
    assert_eq!(browser.eval(inside), json!(true));
    browser.tap("h1");
    browser.wait(&format!("!({OPEN})"));
    browser.tap("a.cite[href='#src-2']");
    browser.wait(OPEN);
    browser.tap("a.cite[href='#src-2']");
    browser.wait(&format!("!({OPEN})"));
}

#[test]
fn a_name_opens_its_first_sentence_on_focus_and_tap_and_a_second_tap_follows_it() {
    let browser = browser();
    browser.window(390, 800);
    browser.go(&at(THREAD));
    browser.tab_to("main .block a.entity");
    browser.wait(OPEN);
    assert!(browser.text(CARD).ends_with("Its page"), "{}", browser.text(CARD));
    browser.press(ESCAPE);
    browser.wait(&format!("!({OPEN})"));
    browser.tap("main .block a.entity");
    browser.wait(OPEN);
    assert_eq!(browser.url(), at(THREAD));
    browser.tap("main .block a.entity");
    browser.wait("location.pathname.includes('/entities/')");
}

#[test]
fn a_word_of_the_site_opens_its_meaning() {
    let browser = browser();
    browser.go(&at(THREAD));
    browser.tab_to("main a.term");
    browser.wait(OPEN);
    assert!(browser.text(CARD).starts_with("A page on one clash inside a topic"));
    browser.press(ENTER);
    browser.wait("location.hash === '#thread'");
}

#[test]
fn a_wide_thread_shows_the_source_in_the_margin() {
    let browser = browser();
    browser.window(1600, 900);
    browser.go(&at(THREAD));
    browser.tab_to("a.cite");
    browser.wait(OPEN);
    let apart = "const card = document.querySelector('.cite-card');
        return card.getBoundingClientRect().left - card.closest('p, li, dd').getBoundingClientRect().right >= 0";
    assert_eq!(browser.eval(apart), json!(true));
}

#[test]
fn a_filtered_timeline_is_shared_by_its_address() {
    let browser = browser();
    browser.go(&at(TIMELINE));
    let choose =
        "const s = document.querySelector('form.filter [name=kind]'); s.value = 'position';
        s.dispatchEvent(new Event('change', {bubbles: true}))";
    browser.eval(choose);
    let state = "const all = [...document.querySelectorAll('#timeline .entry')];
        const shown = all.filter((e) => e.checkVisibility());
        return [[...new Set(shown.map((e) => e.dataset.kind))], shown.length, all.length]";
    let filtered = browser.eval(state);
    let counts = |state: &Value| (state[1].as_u64().unwrap_or(0), state[2].as_u64().unwrap_or(0));
    let (shown, all) = counts(&filtered);
    assert_eq!(filtered[0], json!(["position"]));
    assert!(0 < shown && shown < all, "{shown} of {all}");
    let marks = "const marks = [...document.querySelectorAll('svg.strip a')];
        const item = (mark) => document.getElementById(mark.getAttribute('href').slice(1));
        return [marks.some((m) => m.matches('.is-out')),
            marks.every((m) => m.matches('.is-out') !== item(m).checkVisibility())]";
    assert_eq!(
        browser.eval(marks),
        json!([true, true]),
        "the strip goes quiet where the list does"
    );
    let said = browser.text("return document.querySelector('form.filter output').textContent");
    assert_eq!(said, format!("{shown} of {all} shown"));

    browser.wait("location.search === '?kind=position'");
    let address = browser.url();
    assert!(address.ends_with("timeline.html?kind=position"), "{address}");
    browser.go("about:blank");
    browser.go(&address);
    browser.wait("document.querySelector('form.filter [name=kind]').value === 'position'");
    assert_eq!(browser.eval(state), filtered);

    browser.click("form.filter [type=reset]");
    browser.wait(
        "[...document.getElementById('timeline').children].every((e) => e.checkVisibility())",
    );
    assert_eq!(browser.url(), at(TIMELINE));
}

#[test]
fn a_day_of_many_corrections_is_one_line_that_opens_for_who_asks_for_one() {
    let browser = browser();
    browser.go(&at(TIMELINE));
    let seen = "const run = [...document.querySelectorAll('#timeline .run')]
            .find((run) => run.querySelector('summary').textContent.includes('correction'));
        const inside = [...run.querySelectorAll('.entry')];
        return [run.querySelector('summary').textContent.split(' ')[0] === String(inside.length),
            inside.filter((e) => e.checkVisibility({contentVisibilityAuto: true})).length === inside.length,
            inside.some((e) => e.checkVisibility())]";
    assert_eq!(browser.eval(seen), json!([true, false, false]), "folded, and counted");
    let first = browser.text("return document.querySelector('#timeline .run .entry').id");
    browser.go(&format!("{}#{first}", at(TIMELINE)));
    browser.wait("document.querySelector(':target')?.checkVisibility()");
    browser.go(&format!("{}?kind=position", at(TIMELINE)));
    browser.wait("!document.querySelector('#timeline .run').checkVisibility()");
    browser.go(&format!("{}?kind=correction", at(TIMELINE)));
    browser.wait("document.querySelector('#timeline .run details').open");
    assert_eq!(
        browser.eval(seen),
        json!([true, true, true]),
        "open while the list is narrowed to them"
    );
}

#[test]
fn a_timeline_ends_on_the_day_of_a_gather_without_what_was_said_later() {
    let browser = browser();
    browser.go(&format!("{}?until=2026-06-04", at(TIMELINE)));
    browser.wait("document.querySelector('form.filter [name=until]').value === '2026-06-04'");
    let later = "const shown = [...document.querySelectorAll('#timeline [data-since]')]
            .filter((e) => e.checkVisibility());
        return [shown.length > 20, shown.every((e) => e.dataset.since <= '2026-06-04')]";
    assert_eq!(browser.eval(later), json!([true, true]));
}

#[test]
fn a_table_of_sources_is_sorted_by_a_click_and_by_its_address() {
    let browser = browser();
    let path = "topics/ai-sovereignty/sources.html";
    browser.go(&at(path));
    let column = "return [...document.querySelectorAll('table.sortable tbody tr:not(.list-head)')].map((r) => r.cells[0].textContent.trim())";
    let sorted =
        format!("{column}.toSorted(new Intl.Collator('en-GB', {{numeric: true}}).compare)");
    let expected = browser.eval(&sorted);
    assert_ne!(browser.eval(column), expected, "the page's own order is another");
    let headings = "return [...document.querySelectorAll('.list-head')].filter((h) => h.checkVisibility()).length";
    let months = browser.eval(headings).as_u64().unwrap_or(0);
    assert!(months > 3, "{months} headings");
    browser.click("th[data-sort=title] button");
    assert_eq!(browser.eval(column), expected);
    assert_eq!(browser.eval(headings), json!(0), "the months are those of the page's own order");
    assert_eq!(
        browser.eval("return document.querySelector('[data-sort=title]').ariaSort"),
        json!("ascending")
    );
    browser.click("th[data-sort=title] button");
    let down = browser.eval(column);
    assert_eq!(
        browser.eval("return document.querySelector('[data-sort=title]').ariaSort"),
        json!("descending")
    );

    let address = browser.url();
    assert!(address.ends_with("sources.html?sort=-title"), "{address}");
    browser.go("about:blank");
    browser.go(&address);
    browser.wait("document.querySelector('[data-sort=title]').ariaSort === 'descending'");
    assert_eq!(browser.eval(column), down);
}

#[test]
fn a_permalink_copies_its_address_and_says_so() {
    let browser = browser();
    browser.go(&at(THREAD));
    browser.cdp(
        "Browser.grantPermissions",
        json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}),
    );
    browser.tab_to("a.permalink");
    browser.press(ENTER);
    browser.wait("document.getElementById('announce').textContent !== ''");
    assert_eq!(browser.text("return navigator.clipboard.readText()"), browser.url());
    assert!(browser.url().contains(".html#"), "{}", browser.url());
    assert_eq!(
        browser.text("return document.getElementById('announce').textContent"),
        "The address of this passage is copied."
    );
}

#[test]
fn the_theme_is_kept_over_a_reload_and_over_pages() {
    let browser = browser();
    browser.go(&at("index.html"));
    let paper = "return getComputedStyle(document.body).backgroundColor";
    let light = browser.text(paper);
    browser.click(".theme-switch");
    let dark = browser.text(paper);
    assert_ne!(light, dark);
    browser.go(&at(TIMELINE));
    assert_eq!(browser.text(paper), dark);
    assert_eq!(
        browser.eval("return document.querySelector('.theme-switch').ariaPressed"),
        json!("true")
    );
    browser.click(".theme-switch");
    browser.go(&at("index.html"));
    assert_eq!(browser.text(paper), light);
}
