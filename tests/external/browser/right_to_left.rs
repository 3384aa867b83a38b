//! A site in Arabic: written from right to left, no wider than a phone, with a menu, a search and charts that work.

use super::driver::{Browser, ENTER, browser};
use super::server::serve;
use crate::support::folder::Folder;
use crate::support::shipped::scratch;
use serde_json::{Value, json};
use std::sync::LazyLock;

const TOPIC: &str = "---\ntitle: الإيجارات والأجور\nquestion: هل تلحق الأجور بالإيجارات؟\nsummary: لا اتفاق بعد.\nstatus: active\n---\n\
    ## ما نتابعه\nنتابع OpenAI (2024) والبنك المركزي.\n";
const THREAD: &str = "---\ntitle: من يدفع الإيجار؟\nstatus: active\nopened: 2025-04-07\n---\n\
    ## أسئلة مفتوحة\n\n- هل ترتفع الإيجارات هذا العام؟ ^q-rents\n\n## التسلسل الزمني\n\n\
    - 2025-04-07: رفع البنك [[European Office (EO)]] سعر الفائدة إلى 12.5 %.\n\n\
    > The bank said so, twice.\n";
const ENTITY: &str = "---\nname: European Office (EO)\nkind: organisation\n---\nمكتب.\n";

/// The site with most constructs of the format, in Arabic as far as agon writes the words, with a topic in Arabic.
static SITE: LazyLock<String> = LazyLock::new(|| {
    let folder = Folder::started();
    folder.replace("content/site.yaml", "language: en-GB", "language: ar");
    folder.put("content/topics/rents/topic.md", TOPIC);
    folder.put("content/topics/rents/threads/who-pays.md", THREAD);
    folder.put("content/entities/european-office.md", ENTITY);
    folder.build();
    let out = scratch("right-to-left");
    let _ = std::fs::remove_dir_all(&out);
    for (path, bytes) in folder.public() {
        let path = out.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    serve(out)
});

fn at(path: &str) -> String {
    format!("{}/{path}", *SITE)
}

const PAGES: [&str; 12] = [
    "index.html",
    "topics/rents/index.html",
    "topics/rents/threads/who-pays.html",
    "topics/parking-minimums/index.html",
    "topics/parking-minimums/timeline.html",
    "topics/parking-minimums/perspectives.html",
    "topics/parking-minimums/figures.html",
    "topics/parking-minimums/sources.html",
    "topics/parking-minimums/questions.html",
    "changes.html",
    "entities/index.html",
    "search.html",
];

#[test]
fn pages_in_arabic_begin_at_the_right_and_are_no_wider_than_a_phone() {
    const LAYOUT: &str = "
        const root = document.documentElement;
        const h1 = document.querySelector('h1');
        const words = document.createRange();
        words.selectNodeContents(h1);
        const main = document.querySelector('main').getBoundingClientRect();
        const wide = [...document.querySelectorAll('body *')].filter((e) => {
            const box = e.getBoundingClientRect();
            return box.width && (box.left < -1 || box.right > innerWidth + 1) && e.checkVisibility() && !e.closest('.hidden, .table-wrap, pre, svg, [popover]');
        });
        return {
            dir: getComputedStyle(root).direction,
            over: root.scrollWidth - root.clientWidth,
            title: Math.round(main.right - words.getBoundingClientRect().right),
            wide: wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 100)),
        }";
    let browser = browser();
    let mut wrong = Vec::new();
    for width in [390, 1280] {
        browser.window(width, 844);
        for path in PAGES {
            browser.go(&at(path));
            let found = browser.eval(LAYOUT);
            let title = found["title"].as_i64().unwrap_or(i64::MAX);
            let is_right =
                found["dir"] == "rtl" && found["over"] == 0 && found["wide"] == json!([]);
            // a title in Latin letters is at the right too, within the margins of the page
            if !is_right || !(-1..=48).contains(&title) {
                wrong.push(format!("{path} {width}: {found}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn menu_of_an_arabic_page_opens_by_keyboard_and_leads_on() {
    let browser = browser();
    browser.window(390, 844);
    browser.go(&at("topics/rents/index.html"));
    browser.tab_to(".menu-button");
    browser.press(ENTER);
    browser.wait("document.querySelector('#site-menu').matches(':popover-open')");
    let inside = "const box = document.querySelector('#site-menu').getBoundingClientRect();
        return box.left >= 0 && box.right <= innerWidth";
    assert_eq!(browser.eval(inside), json!(true));
    browser.tab_to("#site-menu a[href$='parking-minimums/index.html']");
    browser.press(ENTER);
    browser.wait("location.pathname.endsWith('/parking-minimums/index.html')");
}

#[test]
fn search_finds_arabic_words() {
    let browser = browser();
    browser.go(&at("search.html?q=الإيجار"));
    browser.wait("document.querySelector('.results:not([aria-busy]) .result')");
    let links: Value = browser.eval(
        "return [...document.querySelectorAll('.results a')].map((a) => a.getAttribute('href'))",
    );
    let links: Vec<String> = serde_json::from_value(links).expect("addresses are texts");
    assert!(links.iter().any(|link| link.contains("who-pays.html")), "{links:?}");
}

#[test]
fn charts_keep_their_direction_and_their_words_are_inside_and_apart() {
    const OVERLAPS: &str = "
        const found = [];
        for (const svg of document.querySelectorAll('main svg')) {
            if (!svg.checkVisibility()) continue;
            const frame = svg.getBoundingClientRect();
            const texts = [...svg.querySelectorAll('text')].filter((t) => t.checkVisibility() && t.textContent.trim());
            const boxes = texts.map((t) => [t.textContent, t.getBoundingClientRect()]);
            for (const [words, box] of boxes)
                if (box.left < frame.left - 2 || box.right > frame.right + 2) found.push(`outside: ${words}`);
            boxes.forEach(([a, x], n) => boxes.slice(n + 1).forEach(([b, y]) => {
                const wide = Math.min(x.right, y.right) - Math.max(x.left, y.left);
                const high = Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top);
                if (wide > 2 && high > 4) found.push(`over each other: ${a} | ${b}`);
            }));
            if (texts.length && getComputedStyle(svg).direction !== 'ltr') found.push(`direction: ${svg.outerHTML.slice(0, 80)}`);
        }
        return found";
    let browser = browser();
    let mut wrong = Vec::new();
    let mut charts = 0;
    for width in [390, 1280] {
        browser.window(width, 844);
        for path in PAGES {
            browser.go(&at(path));
            charts += count(&browser, "main svg text");
            let found: Vec<String> =
                serde_json::from_value(browser.eval(OVERLAPS)).expect("words are texts");
            wrong.extend(found.iter().map(|what| format!("{path} {width}: {what}")));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(charts > 10, "only {charts} words in charts");
}

fn count(browser: &Browser, css: &str) -> u64 {
    let count = browser.eval(&format!("return document.querySelectorAll('{css}').length"));
    count.as_u64().unwrap_or_default()
}
