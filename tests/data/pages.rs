//! The facts of pages as JSON.

use super::programs::python;
use super::{Built, SHIPPED, SMALL, assert_expected};
use crate::folder::{Folder, TODAY, Tree, build_at, findings};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Closes the schema, so that a key it does not name is wrong, and says what is wrong with each file that it gets.
const VALIDATE: &str = r#"
import json, sys, jsonschema_rs
given = json.load(sys.stdin)
schema, files = given["schema"], given["files"]
open_ones = {one["$ref"].split("/")[-1] for one in schema["oneOf"]}
for name, part in schema["$defs"].items():
    if "properties" in part and name not in open_ones:
        part["additionalProperties"] = False
schema["unevaluatedProperties"] = False
validator = jsonschema_rs.validator_for(schema)
wrong = {path: [e.message[:200] for e in validator.iter_errors(data)][:3] for path, data in files.items()}
print(json.dumps({path: messages for path, messages in wrong.items() if messages}))
"#;

fn wrong(schema: &Value, files: &BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    let given = json!({ "schema": schema, "files": files });
    serde_json::from_str(&python(VALIDATE, &given.to_string())).expect("files with messages")
}

/// Each page's path with its data.
fn data(site: &Built) -> BTreeMap<String, Value> {
    let beside = |page: &String| page.strip_suffix(".html").map(|stem| format!("{stem}.json"));
    let paths = site.files.keys().filter_map(beside).filter(|p| site.files.contains_key(p));
    paths.map(|p| (p.clone(), site.json(&p))).collect()
}

#[test]
fn every_page_has_its_facts_and_they_are_what_the_schema_says() {
    for site in [&*SMALL, &*SHIPPED] {
        let (schema, files) = (site.json("schema/v1/page.json"), data(site));
        assert_eq!(wrong(&schema, &files), BTreeMap::new());
        let bare: Vec<&String> = site.files.keys().filter(|p| p.ends_with(".html")).collect();
        let bare: Vec<&str> = bare
            .into_iter()
            .filter(|p| !files.contains_key(&p.replace(".html", ".json")))
            .filter(|p| !site.text(p).contains("http-equiv=\"refresh\""))
            .map(String::as_str)
            .collect();
        // What stands in the frames of other sites has its facts with its full page.
        let (framed, bare): (Vec<&str>, Vec<&str>) =
            bare.into_iter().partition(|p| p.starts_with("embed/"));
        assert_eq!(bare, ["404.html", "search.html", "since.html"], "all other pages hold facts");
        let in_frames = |p: &&String| p.starts_with("embed/") && p.ends_with(".html");
        assert_eq!(framed.len(), site.files.keys().filter(in_frames).count());
    }
}

#[test]
fn a_key_that_the_schema_does_not_name_is_found() {
    let schema = SMALL.json("schema/v1/page.json");
    for place in ["", "/record", "/passages/0", "/mentions/0"] {
        let mut file = SMALL.json("topics/wages/gathers/2026-06-10.json");
        let part = file.pointer_mut(place).unwrap_or_else(|| panic!("there is no {place}"));
        part.as_object_mut().expect("an object").insert("planted".into(), json!(1));
        let found = wrong(&schema, &BTreeMap::from([("a.json".into(), file)]));
        assert_eq!(found.len(), 1, "{place}");
    }
}

#[test]
fn the_schema_changes_only_with_its_version() {
    // Additions raise the second number of VERSION in src/data/mod.rs; anything else needs a folder schema/v2.
    assert_expected("schema.json", SMALL.text("schema/v1/page.json"));
}

#[test]
fn the_facts_of_each_kind_of_page_are_these() {
    for path in [
        "index",
        "topics/wages/index",
        "topics/wages/gathers/index",
        "topics/wages/gathers/2026-06-10",
        "topics/wages/threads/who-leads",
        "topics/wages/timeline",
        "topics/wages/perspectives",
        "topics/wages/figures",
        "topics/wages/questions",
        "topics/wages/tensions",
        "topics/wages/watch",
        "topics/wages/questions/q-first",
        "topics/wages/compare/ann-reed--union",
        "sources/tribune-leader",
        "sources/index",
        "publishers/the-tribune",
        "entities/ann-reed",
        "questions",
        "tensions",
    ] {
        let file = SMALL.json(&format!("{path}.json"));
        let text = serde_json::to_string_pretty(&file).expect("JSON") + "\n";
        assert_expected(&format!("{}.json", path.replace('/', "-")), &text);
    }
}

/// Every address below `key` names in a value, with `#…`.
fn places(value: &Value, key: &str, found: &mut BTreeSet<String>) {
    const KEYS: [&str; 10] = [
        "$schema",
        "page",
        "place",
        "home",
        "about",
        "from",
        "stated_in",
        "previous",
        "next",
        "related",
    ];
    match value {
        Value::String(text) if KEYS.contains(&key) => drop(found.insert(text.clone())),
        Value::Array(list) => list.iter().for_each(|v| places(v, key, found)),
        Value::Object(map) => map.iter().for_each(|(key, v)| places(v, key, found)),
        _ => {}
    }
}

/// The path from the root that a relative address means.
fn joined(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[test]
fn every_address_in_the_data_leads_to_a_page_and_a_place_on_it() {
    for site in [&*SMALL, &*SHIPPED] {
        let mut lost = Vec::new();
        for (path, file) in data(site) {
            let mut found = BTreeSet::new();
            places(&file, "", &mut found);
            assert!(found.len() > 2, "{path} has addresses");
            for address in found {
                let (page, anchor) =
                    address.split_once('#').map_or((address.as_str(), None), |(p, a)| (p, Some(a)));
                let there =
                    site.files.get(&joined(&path, page)).map(|b| String::from_utf8_lossy(b));
                let stands = there.is_some_and(|html| {
                    anchor.is_none_or(|a| html.contains(&format!("id=\"{a}\"")))
                });
                lost.extend((!stands).then(|| format!("{path}: {address}")));
            }
        }
        assert_eq!(lost, Vec::<String>::new());
    }
}

#[test]
fn pages_name_their_data_and_their_lists() {
    let page = SMALL.text("topics/wages/sources.html");
    for part in [
        "<link rel=\"alternate\" type=\"application/json\" title=\"Data of this page\" href=\"sources.json\">",
        "<a href=\"sources.json\" type=\"application/json\">This page as data</a>",
        "<a href=\"sources.csl.json\" type=\"application/vnd.citationstyles.csl+json\">Sources as CSL-JSON</a>",
        "<a href=\"sources.bib\" type=\"application/x-bibtex\">Sources as BibTeX</a>",
        "<a href=\"sources.ris\" type=\"application/x-research-info-systems\">Sources as RIS</a>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    for page in ["404.html", "search.html"] {
        assert!(!SMALL.text(page).contains("This page as data"), "{page}");
    }
}

/// The small site with another line in site.yaml.
fn with(line: &str) -> (Folder, Tree) {
    let folder = Folder::of(&crate::folder::tree(&SMALL.root));
    let site = folder.read("content/site.yaml");
    folder.put("content/site.yaml", site + line);
    let outcome = build_at(folder.root(), &folder.at("public"), TODAY);
    assert!(outcome.summary.is_some(), "{}", findings(&outcome));
    let files = folder.public();
    (folder, files)
}

#[test]
fn a_site_can_do_with_its_lists_alone_or_without_any() {
    let ours = |files: &Tree| -> Vec<String> {
        let endings = [".json", ".bib", ".ris", ".argdown", ".csv", ".ics"];
        let all = files
            .keys()
            .filter(|p| endings.iter().any(|e| p.ends_with(e)) && !p.ends_with(".feed.json"));
        all.cloned().collect()
    };
    let (_folder, files) = with("data: lists\n");
    let wanted = [
        "figures.csv",
        "questions.ics",
        "sources/index.bib",
        "sources/index.csl.json",
        "sources/index.ris",
        "tensions.argdown",
        "timeline.timelinejs.json",
        "topics/wages/figures.csv",
        "topics/wages/questions.ics",
        "topics/wages/sources.bib",
        "topics/wages/sources.csl.json",
        "topics/wages/sources.ris",
        "topics/wages/tensions.argdown",
        "topics/wages/timeline.timelinejs.json",
    ];
    assert_eq!(ours(&files), wanted);
    let same: Vec<&str> = wanted.into_iter().filter(|p| SMALL.files[*p] != files[*p]).collect();
    assert_eq!(same, Vec::<&str>::new(), "the lists are those of a site with everything");
    let html = |files: &Tree, path: &str| String::from_utf8(files[path].clone()).expect("UTF-8");
    assert!(!html(&files, "sources/reed-model.html").contains("For other tools"));
    assert!(html(&files, "sources/index.html").contains("Sources as RIS"));
    let (_folder, files) = with("data: none\n");
    assert_eq!(ours(&files), Vec::<String>::new());
    let pages = files.keys().filter(|p| p.ends_with(".html")).map(|p| html(&files, p));
    let naming: Vec<String> =
        pages.filter(|h| h.contains("application/json") || h.contains("For other tools")).collect();
    assert_eq!(naming, Vec::<String>::new());
}
