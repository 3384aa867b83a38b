//! watch.yaml as written: the topic's search strategy.

use super::fields::Fields;
use super::file_kind::FileKind;
use super::records::mapping;
use super::validate::check_domain;
use super::yaml::Str;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::{Date, Outcome, WatchChange, WatchEntry};
use crate::source::{FileId, SourceFile};

#[derive(Debug, Default)]
pub struct RawWatch {
    pub keywords: Vec<RawEntry>,
    pub sources: Vec<RawEntry>,
    pub authors: Vec<RawEntry>,
    pub exclude_domains: Vec<RawEntry>,
    pub exclude_terms: Vec<RawEntry>,
    pub changelog: Vec<WatchChange>,
    pub suggestions: Vec<RawSuggestion>,
}

/// An entry, and the names in it that linking resolves.
#[derive(Debug)]
pub struct RawEntry {
    /// The term, publisher, author or domain.
    pub name: Str,
    pub from: Option<Str>,
    pub entry: WatchEntry,
}

#[derive(Debug)]
pub struct RawSuggestion {
    pub from: Str,
    pub outcome: Outcome,
    pub date: Option<Date>,
    pub note: Option<String>,
}

pub fn read(file: FileId, text: &SourceFile, report: &mut Report) -> RawWatch {
    record(mapping(FileKind::Watch, file, text, report))
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
                let date = c.date("date");
                let (change, reason) = (c.need("change").text, c.text("reason"));
                c.require("date", "`date: 2026-04-25`");
                c.done();
                date.map(|date| WatchChange { date, change, reason })
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
    let value = f.peek_span(key);
    let entries = f.each_or_text(key, "an entry of the watch list", RawEntry::of_name, |mut e| {
        let named = e.str(main);
        let domain = if main == "domain" { None } else { e.str("domain") };
        match main {
            "domain" => e.require(main, "`domain: …`"),
            _ => e.require_one(&[main, "domain"], &format!("add `{main}: …`")),
        }
        if let Some(domain) = &domain {
            check_domain(domain, e.report);
        }
        let name = named.or_else(|| domain.clone());
        let name = name.unwrap_or_else(|| Str { text: String::new(), span: e.span() });
        let mut entry = RawEntry::of_name(name);
        entry.entry.domain = domain.map(|d| d.text);
        entry.entry.since = e.date("since");
        entry.entry.until = e.date("until");
        e.check_order(("since", entry.entry.since), ("until", entry.entry.until));
        entry.entry.reason = e.text("reason");
        entry.from = e.str("from");
        e.done();
        entry
    });
    if let ("term", [only]) = (main, &entries[..])
        && value == Some(only.name.span)
        && only.name.text.contains(", ")
    {
        let message = format!("`{key}` is one text with commas, so it is one entry");
        let found = Diagnostic::at(&codes::NEAR_FORM, only.name.span, message);
        let list = format!("[{}]", only.name.text);
        f.report.push(found.help("write a list").fix(only.name.span, list));
    }
    if main == "domain" {
        for entry in entries.iter().filter(|entry| !entry.name.text.is_empty()) {
            check_domain(&entry.name, f.report);
        }
    }
    entries
}

impl RawEntry {
    fn of_name(name: Str) -> Self {
        let entry = WatchEntry { text: name.text.clone(), ..WatchEntry::default() };
        RawEntry { name, from: None, entry }
    }
}
