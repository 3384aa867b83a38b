//! Small sites that show one behaviour each, in `tests/fixtures/sites/<a-sentence>/`.
//!
//! `expected.txt` has parts that start with `== DAY findings`, `== DAY PATH`, `== DAY PATH#ID` or
//! `== DAY PATH lines with WORDS`; below stands what was found, or what that page, that element, those lines of the page
//! say on that day; `== DAY PATH source lines with WORDS` has lines of the file as they are. Rewriting fills the parts and
//! keeps their first lines.

use crate::support::folder::{build_at, findings};
use crate::support::golden;
use crate::support::html::Page;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[test]
fn every_small_site_says_what_its_sentence_promises() {
    let sites = golden::fixture("sites");
    let mut names: Vec<_> = fs::read_dir(&sites).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    let wrong: Vec<String> =
        names.par_iter().filter_map(|name| difference(&sites.join(name))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn difference(site: &Path) -> Option<String> {
    let path = site.join("expected.txt");
    let name = site.file_name().unwrap().display();
    let expected =
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("{name} has no expected.txt: {e}"));
    let found = said(site, expected.lines().filter_map(|line| line.strip_prefix("== ")));
    assert!(found.starts_with("== "), "{name} expects nothing");
    golden::difference(&path, &found)
}

fn said<'a>(site: &Path, parts: impl Iterator<Item = &'a str>) -> String {
    let out = tempfile::tempdir().unwrap();
    let mut days = BTreeMap::new();
    let mut text = String::new();
    for part in parts {
        let (day, what) = part.split_once(' ').expect("a part starts with == DAY PATH");
        let to = out.path().join(day);
        let found = days.entry(day).or_insert_with(|| findings(&build_at(site, &to, day)));
        let says = if what == "findings" { found.clone() } else { page(&to, what) };
        text.push_str(&format!(
            "== {part}\n{}",
            if says.is_empty() { "(nothing)\n" } else { &says }
        ));
    }
    text
}

fn page(out: &Path, what: &str) -> String {
    if let Some((path, words)) = what.split_once(" source lines with ") {
        return lines_with(&fs::read_to_string(out.join(path)).unwrap_or_default(), words);
    }
    if let Some((what, words)) = what.split_once(" lines with ") {
        return lines_with(&page(out, what), words);
    }
    let (path, id) = what.split_once('#').map_or((what, None), |(path, id)| (path, Some(id)));
    let Ok(text) = fs::read_to_string(out.join(path)) else {
        return "(there is no such page)\n".into();
    };
    if !path.ends_with(".html") {
        return text;
    }
    let page = Page::read(&text);
    if let Some(to) = page.leads_to() {
        return format!("(leads to {to})\n");
    }
    page.say(id).unwrap_or_else(|| "(there is no such place)\n".into())
}

fn lines_with(text: &str, words: &str) -> String {
    let lines = text.lines().filter(|line| line.contains(words));
    lines.map(|line| format!("{line}\n")).collect()
}
