//! Walks through a built site as a reader would: every link leads somewhere, every page can be reached.

use super::folder::Tree;
use super::html::Page;
use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The address that the site at `root` says it has.
pub(crate) fn base_url(root: &Path) -> String {
    let text = std::fs::read_to_string(root.join("content/site.yaml")).unwrap();
    text.lines().find_map(|l| l.strip_prefix("base_url: ")).expect("a base_url").to_string()
}

/// Whether a file of facts has a record of this page.
fn has_record(facts: &[u8], page: &str) -> bool {
    let key = format!("{{\"page\":{},", serde_json::Value::from(page));
    String::from_utf8_lossy(facts).lines().any(|line| line.starts_with(&key))
}

/// Everything that is wrong with the pages of a built site.
pub(crate) fn complaints(site: &Tree, base_url: &str) -> Vec<String> {
    let html: Vec<_> = site.iter().filter(|(path, _)| path.ends_with(".html")).collect();
    let read = |(path, bytes): &(&String, &Vec<u8>)| {
        (path.to_string(), Page::read(std::str::from_utf8(bytes).expect("a page is UTF-8")))
    };
    let pages: BTreeMap<String, Page> = html.par_iter().map(read).collect();
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages
        .par_iter()
        .map(|(path, page)| (path.as_str(), page.ids().into_iter().collect()))
        .collect();
    let mut found = Vec::new();
    let mut ways: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (path, page) in &pages {
        for (element, address) in page.addresses() {
            match target(path, element, &address, base_url) {
                Way::Outside => {}
                Way::Wrong(why) => found.push(format!("{path} leads to {address}{why}")),
                Way::Inside(to, fragment) => {
                    if !site.contains_key(&to) {
                        found.push(format!("{path} leads to {address}, which does not exist"));
                    } else if fragment.is_some_and(|fragment| match ids.get(to.as_str()) {
                        Some(ids) => !ids.contains(fragment),
                        None => !has_record(&site[&to], fragment),
                    }) {
                        found.push(format!("{path} leads to {address}, but {to} has no such id"));
                    }
                    ways.entry(path).or_default().push(to);
                }
            }
        }
        found.extend(shape(path, page));
    }
    let mut reached = BTreeSet::from(["index.html".to_string()]);
    let mut next = vec!["index.html".to_string()];
    while let Some(path) = next.pop() {
        for to in ways.get(path.as_str()).into_iter().flatten() {
            if reached.insert(to.clone()) {
                next.push(to.clone());
            }
        }
    }
    // Old addresses and pages for frames are what others lead to.
    let found_otherwise = |path: &str| {
        path == "404.html" || path.starts_with("embed/") || pages[path].leads_to().is_some()
    };
    let lost = pages.keys().filter(|path| !reached.contains(*path) && !found_otherwise(path));
    found.extend(lost.map(|path| format!("{path} cannot be reached from index.html")));
    found
}

fn shape(path: &str, page: &Page) -> Vec<String> {
    let mut found = Vec::new();
    let levels = page.heading_levels();
    let first = levels.iter().filter(|level| **level == 1).count();
    if first != 1 {
        found.push(format!("{path} has {first} headings of level 1"));
    }
    if levels.first().is_some_and(|level| *level != 1)
        || levels.windows(2).any(|pair| pair[1] > pair[0] + 1)
    {
        found.push(format!("{path} has headings of the levels {levels:?}"));
    }
    let mut seen = BTreeSet::new();
    found.extend(
        page.ids()
            .iter()
            .filter(|id| !seen.insert(**id))
            .map(|id| format!("{path} has the id {id} twice")),
    );
    found
}

pub(crate) enum Way<'a> {
    Outside,
    Inside(String, Option<&'a str>),
    Wrong(&'static str),
}

/// Where an address leads from a page.
pub(crate) fn target<'a>(path: &str, element: &str, address: &'a str, base_url: &str) -> Way<'a> {
    let base = base_url.trim_end_matches('/');
    let (way, fragment) =
        address.split_once('#').map_or((address, None), |(way, id)| (way, Some(id)));
    if element == "link" && way.starts_with(base) {
        return Way::Outside; // canonical addresses are absolute by their standard
    }
    let own_path = base
        .split_once("://")
        .and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]))
        .unwrap_or("");
    if let (true, Some(inside)) = (path == "404.html", way.strip_prefix(&format!("{own_path}/"))) {
        return Way::Inside(inside.into(), fragment); // shown at any depth, so its addresses start at the root
    }
    if way.starts_with('/') || way == base || way.starts_with(&format!("{base}/")) {
        return Way::Wrong(" by an absolute address");
    }
    if way.split(['/', '?']).next().is_some_and(|first| first.contains(':')) {
        return Way::Outside;
    }
    let mut parts: Vec<&str> = if way.is_empty() { vec![path] } else { path.split('/').collect() };
    parts.pop();
    for part in if way.is_empty() { path } else { way.split('?').next().unwrap_or(way) }.split('/')
    {
        match part {
            ".." if parts.pop().is_none() => return Way::Wrong(", which leaves the site"),
            ".." | "." => {}
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    Way::Inside(percent_decode_str(&path).decode_utf8_lossy().into_owned(), fragment)
}
