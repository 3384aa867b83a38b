//! Search engines, tabs and link previews tell pages by their titles and descriptions.

use crate::support::shipped::pages;
use std::collections::BTreeMap;

/// The text between two marks, the first time.
fn between<'h>(html: &'h str, from: &str, to: &str) -> Option<&'h str> {
    let start = html.find(from)? + from.len();
    let end = html[start..].find(to)?;
    Some(&html[start..start + end])
}

/// The living pages with what is said of each, except those for links from elsewhere.
fn said(find: impl Fn(&str) -> Option<&str>) -> BTreeMap<String, Vec<&'static str>> {
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (path, page) in pages() {
        let kind = page.kind.as_deref().unwrap_or("redirect");
        if kind == "redirect" || kind == "gone" || kind.starts_with("embed-") {
            continue;
        }
        let words = find(&page.html).unwrap_or_default();
        found.entry(words.to_string()).or_default().push(path);
    }
    found
}

fn of_several(said: BTreeMap<String, Vec<&'static str>>) -> Vec<(String, Vec<&'static str>)> {
    said.into_iter().filter(|(words, paths)| words.is_empty() || paths.len() > 1).collect()
}

#[test]
fn every_page_has_a_title_of_its_own() {
    let titles = said(|html| between(html, "<title>", "</title>"));
    assert!(titles.len() > 500, "only {} pages", titles.len());
    let of_several = of_several(titles);
    assert!(of_several.is_empty(), "{of_several:#?}");
}

#[test]
fn every_page_has_a_description_of_its_own() {
    let descriptions = said(|html| between(html, "<meta name=\"description\" content=\"", "\""));
    let of_several = of_several(descriptions);
    assert!(of_several.is_empty(), "{of_several:#?}");
}
