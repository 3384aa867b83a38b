//! The same bytes wherever they stand: at the root, under a sub-path, on a disk, on paper.

use super::driver::{ENTER, ESCAPE, browser};
use super::server::{SUB, at};
use crate::programs::{output, program};
use crate::support::shipped;
use serde_json::json;

const THREAD: &str = "topics/open-vs-closed/threads/open-weight-safety.html";

/// A reader's way from the home page at `root`: pages in their styles, links, citations, a filter kept in the address.
fn is_whole_at(root: &str) {
    let browser = browser();
    browser.go(&format!("{root}index.html"));
    let styled = "return getComputedStyle(document.body).getPropertyValue('--paper') !== ''";
    assert_eq!(browser.eval(styled), json!(true));
    browser
        .click("main a[href='topics/open-vs-closed/index.html'], .site-nav a[href='topics/open-vs-closed/index.html']");
    browser
        .wait("document.readyState === 'complete' && location.pathname.endsWith('/topics/open-vs-closed/index.html')");
    browser.go(&format!("{root}{THREAD}"));
    browser.tab_to("a.cite");
    browser.wait("document.querySelector('.cite-card:popover-open')");
    browser.press(ESCAPE);
    browser.press(ENTER);
    browser.wait("location.hash.startsWith('#src-')");
    browser.go(&format!("{root}timeline.html?kind=gather"));
    browser.wait("document.querySelector('form.filter.is-on')");
    let change =
        "const s = document.querySelector('form.filter [name=kind]'); s.value = 'position';
        s.dispatchEvent(new Event('change', {bubbles: true}))";
    browser.eval(change);
    assert_eq!(browser.url(), format!("{root}timeline.html?kind=position"));
    assert_eq!(browser.log(), Vec::<String>::new());
}

#[test]
fn the_site_is_whole_at_the_root() {
    is_whole_at(&at(""));
}

#[test]
fn the_site_is_whole_under_a_sub_path() {
    is_whole_at(&at(SUB.trim_start_matches('/')));
}

#[test]
fn the_site_is_whole_from_a_disk() {
    is_whole_at(&format!("file://{}/", shipped::folder().display()));
}

/// The words of a PDF, in reading order, with single spaces.
fn words(pdf: &[u8]) -> String {
    let text = output(program("pdftotext").args(["-", "-"]), pdf);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and digits alone: where lines break and which dash is taken is the printer's business.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn a_printed_thread_has_its_text_and_all_its_sources_and_no_navigation() {
    let browser = browser();
    browser.go(&at(THREAD));
    let titles = "return [...document.querySelectorAll('.cited li > a:first-of-type')].map((a) => a.textContent)";
    let titles: Vec<String> =
        serde_json::from_value(browser.eval(titles)).expect("titles are texts");
    let title = browser.text("return document.querySelector('h1').textContent");
    let footer = browser.text("return document.querySelector('.site-footer nav').innerText");
    let printed = words(&browser.print());
    let paper = letters(&printed);
    let missing: Vec<&String> = titles.iter().filter(|t| !paper.contains(&letters(t))).collect();
    assert_eq!(missing, Vec::<&String>::new());
    assert!(titles.len() > 5 && paper.contains(&letters(&title)));
    assert!(!paper.contains(&letters(&footer)), "the footer's links are printed: {footer}");
}
