//! The page of a topic: how long it is, how many stops it has, what a phone shows, where old anchors lead.

use super::driver::browser;
use super::quality::shifts;
use super::server::at;
use serde_json::{Value, json};

const TOPICS: [&str; 3] = ["open-vs-closed", "open-weights-definitions", "ai-sovereignty"];

/// What can be focused and is shown.
const STOPS: &str =
    "return [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')]
    .filter((e) => e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true})).length";
const OVERFLOW: &str = "return document.documentElement.scrollWidth - innerWidth";

#[test]
fn the_page_of_a_topic_is_at_most_4000_px_high_and_has_at_most_150_tab_stops() {
    let browser = browser();
    browser.window(1440, 900);
    let mut wrong = Vec::new();
    for topic in TOPICS {
        browser.go(&at(&format!("topics/{topic}/index.html")));
        let height = browser.eval("return document.documentElement.scrollHeight").as_u64();
        let stops = browser.eval(STOPS).as_u64();
        if height.is_none_or(|height| height > 4000) || stops.is_none_or(|stops| stops > 150) {
            wrong.push(format!("{topic}: {height:?} px, {stops:?} stops"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_pages_of_a_topic_fit_a_phone_and_do_not_shift() {
    let browser = browser();
    let mut wrong = Vec::new();
    for topic in TOPICS {
        for page in ["index", "stands", "background"] {
            let path = format!("topics/{topic}/{page}.html");
            for width in [320, 390, 820, 1440] {
                browser.window(width, 900);
                wrong
                    .extend(shifts(&browser, &path).iter().map(|s| format!("{path} {width}: {s}")));
                let overflow = browser.eval(OVERFLOW).as_i64();
                if overflow.is_none_or(|overflow| overflow > 0) {
                    wrong.push(format!("{path} {width}: {overflow:?} px too wide"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn on_a_phone_each_row_of_the_table_is_a_card_whose_cells_name_their_issue() {
    let browser = browser();
    let shown = "const rows = [...document.querySelectorAll('.stands tbody tr')];
        const seen = (e) => e.getBoundingClientRect().height > 0;
        return [rows.length > 3,
            rows.every((r) => getComputedStyle(r).display === 'block'),
            [...document.querySelectorAll('.stands__cell')].every((c) => seen(c.querySelector('.stands__issue'))),
            [...document.querySelectorAll('.stands__none')].some(seen)]";
    for topic in TOPICS {
        browser.window(390, 900);
        browser.go(&at(&format!("topics/{topic}/stands.html")));
        assert_eq!(browser.eval(shown), json!([true, true, true, false]), "{topic}");
        browser.window(1440, 900);
        browser.go(&at(&format!("topics/{topic}/stands.html")));
        let heads = "return [...document.querySelectorAll('.stands thead th')].every((h) => h.scope === 'col')
            && [...document.querySelectorAll('.stands tbody th')].every((h) => h.scope === 'row')
            && [...document.querySelectorAll('.stands__issue')].every((i) => !i.checkVisibility())";
        assert_eq!(browser.eval(heads), json!(true), "{topic}");
    }
}

#[test]
fn a_link_to_a_passage_at_its_old_place_goes_on_to_it() {
    let browser = browser();
    browser.go(&at("topics/open-vs-closed/index.html#c-kimi-gpt-5-5"));
    browser.wait("location.pathname.endsWith('/background.html')");
    browser.wait("document.readyState === 'complete'");
    let target = browser.eval("return document.querySelector(':target')?.id ?? null");
    assert_eq!(target, Value::from("c-kimi-gpt-5-5"));
}
