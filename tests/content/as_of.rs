//! The shipped content as it was known on the day of each of its gathers: nothing of a later day is shown.

use crate::support::folder::{build_at, date, findings, tree};
use crate::support::html::Page;
use agon::model::Date;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// Works that bear a later date than the gather that cites them, by the day of that gather; their records say so.
const DATED_AFTER_IT_WAS_CITED: [(&str, &str); 1] = [("2026-04-10", " shows 2026-04-13: ")];

#[test]
fn on_the_day_of_each_gather_no_page_shows_anything_later() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let gathers: Vec<String> = tree(&root.join("content/topics"))
        .into_keys()
        .filter(|p| p.contains("/gathers/"))
        .collect();
    let days: BTreeSet<&str> =
        gathers.iter().map(|path| &path.rsplit('/').next().unwrap()[..10]).collect();
    assert!(days.len() > 15, "{days:?}");
    let out = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for day in days {
        let to = out.path().join("public");
        let outcome = build_at(root, &to, day);
        assert!(outcome.summary.is_some(), "as of {day}:\n{}", findings(&outcome));
        let site = tree(&to);
        let texts: Vec<_> = site
            .iter()
            .filter(|(path, _)| !path.starts_with("fonts/") && !path.ends_with(".png"))
            .collect();
        let shown = gathers
            .iter()
            .filter(|g| site.contains_key(&format!("topics/{}.html", g.trim_end_matches(".md"))));
        let until = gathers.iter().filter(|path| recorded(path).as_str() <= day);
        assert_eq!(shown.collect::<Vec<_>>(), until.collect::<Vec<_>>(), "gathers as of {day}");
        let later: Vec<String> =
            texts.par_iter().flat_map(|(path, bytes)| later(path, bytes, date(day))).collect();
        let later = later.into_iter().filter(|what| {
            !DATED_AFTER_IT_WAS_CITED.iter().any(|(on, of)| *on == day && what.contains(of))
        });
        wrong.extend(later.map(|what| format!("as of {day}, {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The day on which a gather came into the record: `compiled:`, else the day that it is named after.
fn recorded(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/topics").join(path);
    let text = std::fs::read_to_string(file).unwrap();
    let compiled = text.lines().find_map(|line| line.strip_prefix("compiled: "));
    compiled.unwrap_or(&path.rsplit('/').next().unwrap()[..10]).to_string()
}

/// What a page shows of a later day: links to later gathers, and dates, except by when something is due and who
/// reviewed the text when.
fn later(path: &str, bytes: &[u8], day: Date) -> Vec<String> {
    let text = std::str::from_utf8(bytes).unwrap();
    let is_later = |said: &str| Date::parse(said).is_some_and(|d| d.first() > day);
    let values = |key| text.split(key).skip(1).filter_map(|rest: &str| rest.split('"').next());
    let names = values("href=\"").map(|href| {
        href.split('#').next().unwrap_or_default().rsplit('/').next().unwrap_or_default()
    });
    let gathers =
        names.chain(values("gathers/")).filter(|name| name.get(..10).is_some_and(is_later));
    let mut found: Vec<String> = gathers.map(|href| format!("{path} leads to {href}")).collect();
    if values("datetime=\"").any(is_later) {
        let dates = Page::read(text)
            .dates()
            .into_iter()
            .filter(|(date, words)| is_later(date) && !is_announced(words));
        found.extend(dates.map(|(date, words)| format!("{path} shows {date}: {}", words.trim())));
    }
    found
}

fn is_announced(words: &str) -> bool {
    ["due", "reviewed by", "Waiting · forecast by"].iter().any(|word| words.contains(word))
}
