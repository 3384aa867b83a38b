//! site.yaml as written.

use super::fields::Fields;
use super::mapping;
use super::yaml::Str;
use crate::diag::Report;
use crate::files::{FileId, Text};

#[derive(Debug, Default)]
pub struct RawSite {
    pub title: String,
    pub description: Option<String>,
    pub author: Option<String>,
    pub base_url: Option<String>,
    pub language: Option<String>,
    pub licence: Option<String>,
    pub allow_html: bool,
    pub nav: Vec<Str>,
    pub policies: Vec<(&'static str, Str)>,
    pub feed_entries: Option<u32>,
    pub elsewhere: Vec<RawElsewhere>,
}

#[derive(Debug)]
pub struct RawElsewhere {
    pub id: Str,
    pub title: Option<String>,
    pub url: Option<String>,
    pub note: Option<String>,
}

/// What a page can be named for under `policies`.
pub const POLICIES: [&str; 4] = ["corrections", "machine_text", "methods", "privacy"];

/// What the file is, for messages.
pub(super) const WHAT: &str = "site.yaml";

pub fn read(file: FileId, text: &Text, report: &mut Report) -> RawSite {
    record(mapping(file, text, WHAT, report))
}

pub(super) fn record(mut f: Fields<'_>) -> RawSite {
    let mut site = RawSite {
        title: f.need("title").text,
        description: f.text("description"),
        author: f.text("author"),
        base_url: f.address("base_url"),
        language: f.text("language"),
        licence: f.text("licence"),
        allow_html: f.flag("allow_html"),
        nav: f.strs("nav"),
        ..RawSite::default()
    };
    site.policies = f
        .each("policies", "`policies`", |mut p| {
            let found: Vec<_> = POLICIES.iter().filter_map(|key| p.str(key).map(|s| (*key, s))).collect();
            p.done();
            found
        })
        .into_iter()
        .flatten()
        .collect();
    site.feed_entries = f
        .each("feeds", "`feeds`", |mut p| {
            let entries = p.count("entries");
            p.done();
            entries
        })
        .into_iter()
        .flatten()
        .next();
    site.elsewhere = f.each("elsewhere", "a topic followed elsewhere", |mut e| {
        let found = RawElsewhere {
            id: e.need_id("id", "the id"),
            title: e.text("title"),
            url: e.address("url"),
            note: e.text("note"),
        };
        e.done();
        found
    });
    f.done();
    site
}
