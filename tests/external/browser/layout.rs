//! How a page of every kind is laid out: its title near the top of a phone, six sizes of type, nothing beside the screen,
//! one menu.

use super::driver::{ENTER, browser};
use super::server::at;
use crate::support::shipped;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A page of every kind, without those for the frames of other sites.
fn pages() -> BTreeMap<&'static str, &'static str> {
    let mut pages = shipped::one_of_every_kind();
    pages.retain(|_, path| !path.starts_with("embed/"));
    pages
}

#[test]
fn narrow_page_of_every_kind_begins_with_its_title() {
    let browser = browser();
    browser.window(390, 844);
    let mut low = Vec::new();
    for (kind, path) in shipped::one_of_every_kind() {
        browser.go(&at(path));
        let top = browser.eval("return document.querySelector('h1').getBoundingClientRect().top");
        if top.as_f64().expect("a page has a title") > 160.0 {
            low.push(format!("{kind} {path}: {top}"));
        }
    }
    assert_eq!(low, Vec::<String>::new());
}

#[test]
fn type_has_six_sizes_and_none_below_14_px() {
    const SIZES: &str = "
        const sizes = new Set();
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let text = texts.nextNode(); text; text = texts.nextNode()) {
            const e = text.parentElement;
            if (!text.data.trim() || e.closest('svg, .hidden') || !e.checkVisibility()) continue;
            sizes.add(Math.round(parseFloat(getComputedStyle(e).fontSize) * 10) / 10);
        }
        return [...sizes]";
    let browser = browser();
    let mut wrong = Vec::new();
    for width in [390, 1440] {
        browser.window(width, 900);
        let mut all: Vec<f64> = Vec::new();
        for (kind, path) in pages() {
            browser.go(&at(path));
            let sizes: Vec<f64> =
                serde_json::from_value(browser.eval(SIZES)).expect("sizes are numbers");
            if let Some(small) = sizes.iter().find(|size| **size < 14.0) {
                wrong.push(format!("{kind} {path} {width}: {small} px"));
            }
            all.extend(sizes);
        }
        all.sort_by(f64::total_cmp);
        all.dedup();
        if all.len() > 6 {
            wrong.push(format!("{width}: {all:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn letters_in_pictures_are_at_least_11_px_on_every_screen() {
    const SIZES: &str = "
        const texts = [...document.querySelectorAll('main svg text')].filter((t) => t.checkVisibility());
        return texts.map((t) => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)";
    let browser = browser();
    let mut small = Vec::new();
    let mut count = 0;
    for width in [320, 390, 820, 1440] {
        browser.window(width, 900);
        for (kind, path) in pages() {
            browser.go(&at(path));
            let sizes: Vec<f64> =
                serde_json::from_value(browser.eval(SIZES)).expect("sizes are numbers");
            count += sizes.len();
            if let Some(size) = sizes.iter().copied().reduce(f64::min).filter(|size| *size < 11.0) {
                small.push(format!("{kind} {path} {width}: {size} px"));
            }
        }
    }
    assert_eq!(small, Vec::<String>::new());
    assert!(count > 100, "only {count} texts");
}

#[test]
fn no_page_is_wider_than_its_screen() {
    let browser = browser();
    let mut wide = Vec::new();
    for width in [320, 390, 820] {
        browser.window(width, 900);
        for (kind, path) in shipped::one_of_every_kind() {
            browser.go(&at(path));
            let over = browser.eval(
                "const root = document.documentElement; return root.scrollWidth - root.clientWidth",
            );
            if over != json!(0) {
                wide.push(format!("{kind} {path} {width}: {over} px"));
            }
        }
    }
    assert_eq!(wide, Vec::<String>::new());
}

#[test]
fn menu_of_a_narrow_page_leads_to_a_page_of_the_topic() {
    let browser = browser();
    browser.window(390, 844);
    browser.go(&at("topics/open-vs-closed/timeline.html"));
    let is_open = "document.querySelector('#site-menu').matches(':popover-open')";
    let is_shown = "return document.querySelector('.site-nav').checkVisibility()";
    assert_eq!(browser.eval(is_shown), json!(false));
    browser.tab_to(".menu-button");
    browser.press(ENTER);
    browser.wait(is_open);
    browser.tab_to("#site-menu .site-nav__pages a[href$='questions.html']");
    browser.press(ENTER);
    browser.wait("location.pathname.endsWith('open-vs-closed/questions.html')");
    assert_eq!(browser.eval(is_shown), json!(false));
}

#[test]
fn key_of_the_search_opens_the_menu_of_a_narrow_page() {
    let browser = browser();
    browser.window(390, 844);
    browser.go(&at("topics/open-vs-closed/timeline.html"));
    browser.press("/");
    browser.wait("document.activeElement?.id === 'site-q'");
}

#[test]
fn permalink_is_within_reach_of_a_finger() {
    let browser = browser();
    browser.window(390, 844);
    let touch = |on: bool| {
        browser.cdp("Emulation.setTouchEmulationEnabled", json!({"enabled": on}));
        let screen = json!({"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": true});
        match on {
            true => browser.cdp("Emulation.setDeviceMetricsOverride", screen),
            false => browser.cdp("Emulation.clearDeviceMetricsOverride", json!({})),
        };
    };
    touch(true);
    browser.go(&at("topics/open-vs-closed/gathers/2026-06-04.html"));
    let found: Value = browser.eval(
        "const link = document.querySelector('main .permalink');
         const style = getComputedStyle(link), box = link.getBoundingClientRect();
         link.scrollIntoView({block: 'center'});
         const seen = link.getBoundingClientRect();
         const at = document.elementFromPoint(seen.left + seen.width / 2, seen.top + seen.height / 2);
         return [matchMedia('(hover: none)').matches, style.opacity, at === link, box.right <= innerWidth, box.width >= 24]",
    );
    touch(false);
    assert_eq!(found, json!([true, "1", true, true, true]));
}
