//! What is new since the last visit, kept in the reader's browser alone.

use super::driver::{Browser, browser};
use super::server::at;
use serde_json::json;

/// A reader who was here when the newest change was of that day, and went away.
fn came_before(browser: &Browser, day: &str) {
    browser.go(&at("about.html"));
    let old = json!({"base": null, "seen": day, "at": 0}).to_string();
    browser.eval(&format!("localStorage.setItem('agon-visit:/', {})", json!(old)));
}

const LISTED: &str = "return [...document.querySelectorAll('[data-since-list] [data-since]')]
    .filter((e) => e.checkVisibility()).map((e) => e.dataset.since)";
const SHOWN: &str = "return [...document.querySelectorAll('[data-since-list] [data-part]')]
    .filter((e) => e.checkVisibility()).map((e) => e.dataset.part)";

#[test]
fn a_first_visit_is_explained_and_marks_nothing() {
    let browser = browser();
    browser.go(&at("since.html"));
    let shown = browser.eval(SHOWN);
    assert!(shown.as_array().is_some_and(|s| s.contains(&json!("first"))), "{shown}");
    assert_eq!(browser.eval("return document.querySelectorAll('.is-new').length"), json!(0));
}

#[test]
fn a_later_visit_lists_and_marks_what_came_since_and_the_marks_stay_for_the_visit() {
    let browser = browser();
    came_before(&browser, "2026-06-25");
    for _ in 0..2 {
        browser.go(&at("since.html"));
        let listed: Vec<String> =
            serde_json::from_value(browser.eval(LISTED)).expect("days are texts");
        assert!(
            !listed.is_empty() && listed.iter().all(|day| day.as_str() > "2026-06-25"),
            "{listed:?}"
        );
        let marked = "return [...document.querySelectorAll('[data-since]')].every((e) =>
            e.classList.contains('is-new') === (e.dataset.since > '2026-06-25'))";
        assert_eq!(browser.eval(marked), json!(true));
        let words =
            browser.text("return document.querySelector('.is-new .since-mark').textContent");
        assert!(words.contains("since your last visit"), "{words}");
    }
    browser.go(&at("since.html"));
    let before = browser.eval(LISTED).as_array().map_or(0, Vec::len);
    browser.click("[data-part=all]");
    assert!(browser.eval(LISTED).as_array().map_or(0, Vec::len) > before);
}

#[test]
fn who_saw_everything_is_told_so_and_can_be_forgotten() {
    let browser = browser();
    came_before(&browser, "2026-12-31");
    browser.go(&at("since.html"));
    browser.wait("document.querySelector('[data-part=none]')?.checkVisibility()");
    browser.click("[data-part=forget]");
    browser.wait("document.querySelector('[data-part=first]')?.checkVisibility()");
}

#[test]
fn with_storage_blocked_pages_work_and_say_nothing() {
    let browser = browser();
    let block = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})";
    let made = browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": block}));
    browser.go(&at("since.html"));
    let (log, marks) =
        (browser.log(), browser.eval("return document.querySelectorAll('.is-new').length"));
    browser
        .cdp("Page.removeScriptToEvaluateOnNewDocument", json!({"identifier": made["identifier"]}));
    assert_eq!((log, marks), (vec![], json!(0)));
}
