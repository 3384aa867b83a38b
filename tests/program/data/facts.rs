//! The facts of a site in one file for each topic, which is what a site has that says nothing of it.

use super::pages::with;
use crate::support::folder::{Folder, Tree};
use crate::support::golden;
use crate::support::records::{SMALL, joined, places};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static PACKED: LazyLock<(Folder, Tree)> = LazyLock::new(|| with("data: packed\n"));

fn text(path: &str) -> &'static str {
    let bytes = PACKED.1.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    std::str::from_utf8(bytes).expect("files are UTF-8")
}

fn lines(path: &str) -> Vec<Value> {
    let line = |line: &str| serde_json::from_str(line).unwrap_or_else(|e| panic!("{path}: {e}"));
    text(path).lines().map(line).collect()
}

/// Every file of facts with its lines.
fn all() -> BTreeMap<&'static str, Vec<Value>> {
    let files = PACKED.1.keys().filter(|path| path.ends_with("facts.jsonl"));
    files.map(|path| (path.as_str(), lines(path))).collect()
}

/// Every record by the page from the site's root.
fn records() -> BTreeMap<String, Value> {
    let mut records = BTreeMap::new();
    for (path, lines) in all() {
        for record in lines.into_iter().skip(1) {
            let page = joined(path, record["page"].as_str().expect("a record names its page"));
            assert_eq!(records.insert(page.clone(), record), None, "{page} has two records");
        }
    }
    records
}

#[test]
fn schema_changes_only_with_its_version() {
    golden::assert("records/expected/facts-schema.json", text("schema/v1/facts.json"));
}

#[test]
fn files_have_these_lines() {
    for path in ["facts", "topics/wages/facts", "sources/facts", "entities/facts"] {
        let pretty = |line: &Value| serde_json::to_string_pretty(line).expect("JSON") + "\n";
        let lines: String = lines(&format!("{path}.jsonl")).iter().map(pretty).collect();
        golden::assert(&format!("records/expected/packed/{}.json", path.replace('/', "-")), &lines);
    }
}

#[test]
fn every_page_that_names_a_record_has_it() {
    let records = records();
    let mut named = BTreeSet::new();
    for (path, bytes) in PACKED.1.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        let Some((_, rest)) = html.split_once("title=\"Data of this page\" href=\"") else {
            continue;
        };
        let address = rest.split('"').next().expect("an attribute ends");
        let (file, record) = address.split_once('#').unwrap_or((address, ""));
        let file = joined(path, file);
        assert!(PACKED.1.contains_key(&file), "{path}: {address}");
        if !record.is_empty() {
            let page = joined(&file, record);
            assert!(records.contains_key(&page), "{path}: {address}");
            named.insert(page);
        }
    }
    assert_eq!(named, records.into_keys().collect::<BTreeSet<_>>(), "and no other record is there");
}

#[test]
fn every_address_leads_to_a_place_on_a_page() {
    let mut lost = Vec::new();
    for (path, lines) in all() {
        let mut found = BTreeSet::new();
        lines.iter().for_each(|line| places(line, "", &mut found));
        for address in found {
            let (page, anchor) = address.split_once('#').unwrap_or((&address, ""));
            let file =
                PACKED.1.get(&joined(path, page)).map(|bytes| String::from_utf8_lossy(bytes));
            let is_there = file.is_some_and(|html| {
                anchor.is_empty() || html.contains(&format!("id=\"{anchor}\""))
            });
            lost.extend((!is_there).then(|| format!("{path}: {address}")));
        }
    }
    assert_eq!(lost, Vec::<String>::new());
}

/// A value with addresses from the site's root in place of those from `file`.
fn rooted(value: &Value, file: &str) -> Value {
    match value {
        Value::String(text) if text.contains(".html") && !text.contains(' ') => {
            joined(file, text).into()
        }
        Value::Array(list) => list.iter().map(|v| rooted(v, file)).collect(),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(k, v)| (k.clone(), rooted(v, file))).collect())
        }
        other => other.clone(),
    }
}

#[test]
fn records_have_what_the_json_of_pages_has() {
    let mut compared = BTreeSet::new();
    for (path, lines) in all() {
        for record in lines.iter().skip(1) {
            let page = joined(path, record["page"].as_str().expect("a page"));
            let beside = page.replace(".html", ".json");
            let own = SMALL.json(&beside);
            assert_eq!(record["title"], own["title"], "{page}");
            for key in ["record", "passages", "footnotes", "related", "strategy", "figures"] {
                if let Some(value) = record.get(key) {
                    let (packed, own) = (rooted(value, path), rooted(&own[key], &beside));
                    assert_eq!(packed, own, "{page} {key}");
                    compared.insert(key);
                }
            }
        }
    }
    assert_eq!(Vec::from_iter(compared), ["figures", "footnotes", "passages", "record", "related"]);
}

#[test]
fn pages_and_sources_have_no_files_of_their_own() {
    let is_own = |path: &&String| {
        path.ends_with(".json") && !path.ends_with(".feed.json") && !path.contains("schema/")
            || path.starts_with("sources/") && !path.starts_with("sources/index.")
    };
    let own: Vec<&String> =
        PACKED.1.keys().filter(is_own).filter(|path| !path.ends_with(".html")).collect();
    let lists = [
        "sources/facts.jsonl",
        "sources/index.csl.json",
        "timeline.timelinejs.json",
        "topics/wages/sources.csl.json",
        "topics/wages/timeline.timelinejs.json",
    ];
    assert_eq!(own, lists);
}
