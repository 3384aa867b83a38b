//! The six questions that readers bring, each answered within three clicks from the home page or one search: on a desk
//! with a mouse, and on a phone's width with a keyboard alone.

use super::driver::{DOWN, ENTER, Turn, browser};
use super::server::at;
use serde_json::json;

#[derive(Clone, Copy, PartialEq)]
enum Hand {
    Mouse,
    Keyboard,
}

/// A reader on the home page who counts.
struct Reader {
    browser: Turn,
    hand: Hand,
    clicks: u32,
}

impl Reader {
    fn at_home(hand: Hand) -> Reader {
        let browser = browser();
        browser.cdp(
            "Browser.grantPermissions",
            json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}),
        );
        if hand == Hand::Keyboard {
            browser.window(390, 800);
        }
        browser.go(&at("index.html"));
        browser
            .wait("document.readyState === 'complete' && document.querySelector('.site-search')");
        Reader { browser, hand, clicks: 0 }
    }

    /// Presses the key of the search until the search has the focus.
    fn opens_search(&mut self) {
        let has_focus = "return document.activeElement?.type === 'search'";
        for _ in 0..50 {
            self.browser.press("/");
            if self.browser.eval(has_focus) == json!(true) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        panic!("the search does not take the focus");
    }

    /// Follows the link, or presses the button, with these words. What a narrow screen has in its menu costs a click more.
    fn click(&mut self, words: &str) {
        self.clicks += 1;
        match self.hand {
            Hand::Mouse => self.browser.click_words(words),
            Hand::Keyboard => {
                let shown = format!(
                    "return [...document.querySelectorAll('a, button')].some((e) =>
                        e.textContent.trim() === {} && e.checkVisibility())",
                    json!(words)
                );
                if self.browser.eval(&shown) == json!(false) {
                    self.clicks += 1;
                    self.browser.tab_to(".menu-button");
                    self.browser.press(ENTER);
                }
                self.browser.tab_to_words(words);
                self.browser.press(ENTER);
            }
        }
        self.browser.wait("document.readyState === 'complete'");
    }

    /// Takes a value in a choice of a form.
    fn choose(&mut self, css: &str, value: &str) {
        self.clicks += 1;
        let field = format!("document.querySelector({})", json!(css));
        match self.hand {
            Hand::Mouse => self.browser.click(&format!("{css} option[value='{value}']")),
            Hand::Keyboard => {
                self.browser.tab_to(css);
                let choices = self
                    .browser
                    .eval(&format!("return {field}.options.length"))
                    .as_u64()
                    .unwrap_or(0);
                let there = format!("return {field}.value === {}", json!(value));
                (0..choices)
                    .take_while(|_| self.browser.eval(&there) != json!(true))
                    .for_each(|_| self.browser.press(DOWN));
            }
        }
        assert_eq!(self.browser.text(&format!("return {field}.value")), value);
    }

    /// What the page shows at a selector.
    fn reads(&self, css: &str) -> String {
        self.browser.text(&format!(
            "return [...document.querySelectorAll({})].map((e) => e.innerText).join('\\n')",
            json!(css)
        ))
    }
}

/// With the mouse and with the keyboard, in at most three clicks.
fn both(task: impl Fn(&mut Reader)) {
    for hand in [Hand::Mouse, Hand::Keyboard] {
        let mut reader = Reader::at_home(hand);
        task(&mut reader);
        assert!(reader.clicks <= 3, "{} clicks", reader.clicks);
    }
}

#[test]
fn what_is_the_position_of_osi_and_since_when() {
    both(|reader| {
        reader.click("Definitions of open AI");
        reader.click("Perspectives");
        let osi = "section.actor:has(h2 a[href$='entities/open-source-initiative.html'])";
        let said = reader.reads(osi);
        assert!(said.contains("Open Source Initiative"), "{said}");
        let day = reader
            .browser
            .text(&format!("return document.querySelector({} + ' time')?.dateTime", json!(osi)));
        assert!(day.starts_with("202"), "no date in {said}");
    });
}

#[test]
fn what_has_overtaken_the_claim_that_kimi_k2_6_passed_gpt_5_5() {
    both(|reader| {
        reader.opens_search();
        reader.browser.press("Kimi K2.6 GPT-5.5 SWE-Bench Pro");
        reader.browser.press(ENTER);
        let found = ".results a[href*='gathers/2026-06-04.html']";
        reader.browser.wait(&format!("document.querySelector({})", json!(found)));
        reader.clicks += 1;
        match reader.hand {
            Hand::Mouse => reader.browser.click(found),
            Hand::Keyboard => {
                reader.browser.tab_to(found);
                reader.browser.press(ENTER);
            }
        }
        reader.browser.wait("location.pathname.endsWith('gathers/2026-06-04.html')");
        let said = reader.reads("main").to_lowercase();
        assert!(said.contains("overtaken by") && said.contains("minimax m3"), "{said}");
    });
}

#[test]
fn which_sources_speak_on_sovereignty_and_were_published_by_think_tanks() {
    both(|reader| {
        reader.click("AI sovereignty");
        reader.click("Sources");
        reader.choose("form.filter [name=by]", "think-tank");
        let kinds = "const rows = [...document.querySelectorAll('#source-rows tbody tr:not(.list-head)')].filter((r) => r.checkVisibility());
            return [...new Set(rows.map((r) => r.dataset.by))]";
        assert_eq!(reader.browser.eval(kinds), json!(["think-tank"]));
        let empty = "return [...document.querySelectorAll('#source-rows tbody')]
            .filter((b) => ![...b.rows].slice(1).some((r) => r.checkVisibility()) && b.checkVisibility() && b.getBoundingClientRect().height > 0).length";
        assert_eq!(reader.browser.eval(empty), json!(0), "a heading without a source below it");
    });
}

#[test]
fn what_changed_in_june_2026() {
    both(|reader| {
        reader.click("Changes");
        reader.click("June 2026");
        let june = "return document.querySelectorAll('section[aria-labelledby=m-2026-06] li [datetime^=\"2026-06\"]').length";
        assert!(reader.browser.eval(june).as_u64().unwrap_or(0) > 3);
    });
}

#[test]
fn what_does_the_tracker_say_it_cannot_see() {
    both(|reader| {
        reader.click("Open vs closed AI");
        reader.click("Watch");
        let gaps = reader.reads("section[aria-labelledby=gaps] li");
        assert!(gaps.lines().count() > 1 && gaps.contains("Mistral"), "{gaps}");
    });
}

#[test]
fn a_citation_of_the_international_ai_safety_report_is_copied() {
    both(|reader| {
        reader.click("Sources");
        reader.click("International AI Safety Report 2026");
        reader.click("Copy");
        reader.browser.wait("document.getElementById('announce').textContent === 'Copied.'");
        let copied = reader.browser.text("return navigator.clipboard.readText()");
        assert!(copied.contains("International AI Safety Report"), "{copied}");
    });
}
