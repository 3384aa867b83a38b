//! watch.yaml as written: the topic's search strategy.

use super::fields::Fields;
use super::records::mapping;
use super::yaml::Str;
use crate::diagnostics::Report;
use crate::model::{Date, Outcome};
use crate::source::{FileId, SourceFile};

#[derive(Debug, Default)]
pub struct RawWatch {
    pub keywords: Vec<RawEntry>,
    pub sources: Vec<RawEntry>,
    pub authors: Vec<RawEntry>,
    pub exclude_domains: Vec<RawEntry>,
    pub exclude_terms: Vec<RawEntry>,
    pub changelog: Vec<(Date, String, Option<String>)>,
    pub suggestions: Vec<RawSuggestion>,
}

#[derive(Debug)]
pub struct RawEntry {
    /// The term, publisher, author or domain.
    pub name: Str,
    pub domain: Option<String>,
    pub since: Option<Date>,
    pub until: Option<Date>,
    pub reason: Option<String>,
    pub from: Option<Str>,
}

#[derive(Debug)]
pub struct RawSuggestion {
    pub from: Str,
    pub outcome: Outcome,
    pub date: Option<Date>,
    pub note: Option<String>,
}

/// What the file is, for messages.
pub(super) const WHAT: &str = "watch.yaml";

pub fn read(file: FileId, text: &SourceFile, report: &mut Report) -> RawWatch {
    record(mapping(file, text, WHAT, report))
}

pub(super) fn record(mut f: Fields<'_>) -> RawWatch {
    let watch = RawWatch {
        keywords: entries(&mut f, "keywords", "term"),
        sources: entries(&mut f, "preferred_sources", "publisher"),
        authors: entries(&mut f, "authors", "who"),
        exclude_domains: entries(&mut f, "exclude_domains", "domain"),
        exclude_terms: entries(&mut f, "exclude_terms", "term"),
        changelog: f
            .each("changelog", "an entry of the changelog", |mut c| {
                let entry = (c.date("date"), c.need("change").text, c.text("reason"));
                c.require("date", "`date: 2026-04-25`");
                c.done();
                entry.0.map(|d| (d, entry.1, entry.2))
            })
            .into_iter()
            .flatten()
            .collect(),
        suggestions: f.each("suggestions", "an entry of `suggestions`", |mut s| {
            let found = RawSuggestion {
                from: s.need("from"),
                outcome: s.word("outcome").unwrap_or(Outcome::Open),
                date: s.date("date"),
                note: s.text("note"),
            };
            s.done();
            found
        }),
    };
    f.done();
    watch
}

/// A list whose entries are a text or a mapping with `main` as its chief key; a domain alone will do as well.
fn entries(f: &mut Fields<'_>, key: &'static str, main: &'static str) -> Vec<RawEntry> {
    let term = |name: Str| RawEntry {
        name,
        domain: None,
        since: None,
        until: None,
        reason: None,
        from: None,
    };
    f.each_or_text(key, "an entry of the watch list", term, |mut e| {
        let named = e.str(main);
        let domain = if main == "domain" { None } else { e.str("domain") };
        match main {
            "domain" => e.require(main, "`domain: …`"),
            _ => e.require_one(&[main, "domain"], &format!("add `{main}: …`")),
        }
        let entry = RawEntry {
            name: named
                .or(domain.clone())
                .unwrap_or_else(|| Str { text: String::new(), span: e.span() }),
            domain: domain.map(|d| d.text),
            since: e.date("since"),
            until: e.date("until"),
            reason: e.text("reason"),
            from: e.str("from"),
        };
        e.done();
        entry
    })
}
