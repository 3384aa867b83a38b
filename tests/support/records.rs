//! `tests/fixtures/records/`: a small site with every kind of fact and every awkward character, and what its files say
//! (`expected/`, golden texts). The shipped site is read in the same way.

use super::folder::{TODAY, Tree, build_at, date, findings, tree};
use agon::build::pipeline::{Request, Strictness, query};
use agon::exports::data::{ExportKind, ExportRequest, export};
use agon::model::Day;
use agon::pages::{Scope, downloads, plan};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A site with its files as they were built.
pub(crate) struct Built {
    pub root: PathBuf,
    pub public: PathBuf,
    pub files: Tree,
}

pub(crate) static SMALL: LazyLock<Built> =
    LazyLock::new(|| built("tests/fixtures/records", "data-small"));
pub(crate) static SHIPPED: LazyLock<Built> = LazyLock::new(|| built("", "data-shipped"));

fn built(root: &str, name: &str) -> Built {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let public = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let outcome = build_at(&root, &public, TODAY);
    assert!(outcome.summary.is_some(), "{}", findings(&outcome));
    Built { root, files: tree(&public), public }
}

impl Built {
    pub(crate) fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("there is no {path}"));
        std::str::from_utf8(bytes).expect("files are UTF-8")
    }

    pub(crate) fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(self.text(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }
}

/// Each page's path with its data.
pub(crate) fn data(site: &Built) -> BTreeMap<String, Value> {
    let beside = |page: &String| page.strip_suffix(".html").map(|stem| format!("{stem}.json"));
    let paths = site.files.keys().filter_map(beside).filter(|p| site.files.contains_key(p));
    paths.map(|p| (p.clone(), site.json(&p))).collect()
}

/// Every address below `key` names in a value, with `#…`.
pub(crate) fn places(value: &Value, key: &str, found: &mut BTreeSet<String>) {
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
pub(crate) fn joined(from: &str, address: &str) -> String {
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

/// The addresses in the data of a site that lead to no page or to no place on it.
pub(crate) fn lost_addresses(site: &Built) -> Vec<String> {
    let mut lost = Vec::new();
    for (path, file) in data(site) {
        let mut found = BTreeSet::new();
        places(&file, "", &mut found);
        assert!(found.len() > 2, "{path} has addresses");
        for address in found {
            let (page, anchor) =
                address.split_once('#').map_or((address.as_str(), None), |(p, a)| (p, Some(a)));
            let there = site.files.get(&joined(&path, page)).map(|b| String::from_utf8_lossy(b));
            let stands = there
                .is_some_and(|html| anchor.is_none_or(|a| html.contains(&format!("id=\"{a}\""))));
            lost.extend((!stands).then(|| format!("{path}: {address}")));
        }
    }
    lost
}

/// Everything that `agon export` can write of a site.
pub(crate) fn exported(site: &Built) -> Vec<(String, Vec<u8>)> {
    let day = Day::AsKnownOn(date(TODAY));
    let request = Request {
        root: site.root.clone(),
        out: "nowhere".into(),
        day,
        drafts: agon::model::Drafts::Hidden,
        strictness: Strictness::Normal,
        output: agon::output::OutputOptions::default(),
    };
    let made = query(&request, |ctx| {
        let none = ExportRequest {
            what: ExportKind::Schema,
            topic: None,
            source: None,
            thread: None,
            page: None,
            format: None,
        };
        let mut found = vec![export(ctx, &none).expect("the schema")];
        for job in plan(ctx) {
            let path = job.path(ctx);
            found.extend(export(
                ctx,
                &ExportRequest { what: ExportKind::Page, page: Some(&path), ..none },
            ));
        }
        for what in downloads(ctx) {
            let wanted = ExportRequest {
                what: ExportKind::List(what.subject),
                format: Some(what.format),
                ..none
            };
            let slug = |doc| ctx.site.doc(doc).slug.clone();
            let (topic, thread, source) = match what.scope {
                Scope::Site => (None, None, None),
                Scope::Topic(t) => (Some(ctx.site.topic(t).slug.clone()), None, None),
                Scope::Thread(d) => (
                    ctx.site.doc(d).topic.map(|t| ctx.site.topic(t).slug.clone()),
                    Some(slug(d)),
                    None,
                ),
                Scope::Source(s) => (None, None, Some(ctx.site.source(s).id.clone())),
            };
            let wanted = ExportRequest {
                topic: topic.as_deref(),
                thread: thread.as_deref(),
                source: source.as_deref(),
                ..wanted
            };
            found.push(export(ctx, &wanted).expect("the file"));
        }
        found.into_iter().map(|file| (file.path, file.bytes)).collect()
    });
    made.expect("the site can be read").1.expect("the site has no errors")
}

/// Files of a build that cannot be exported, or are exported with other bytes.
pub(crate) fn export_differences(site: &Built) -> Vec<String> {
    let made = exported(site);
    let differing = made.iter().filter(|(p, b)| site.files.get(p) != Some(b)).map(|(p, _)| p);
    let written = site.files.keys().filter(|p| p.ends_with(".json") && !p.ends_with(".feed.json"));
    let missing = written.filter(|p| !made.iter().any(|(path, _)| path == *p));
    differing.chain(missing).cloned().collect()
}
