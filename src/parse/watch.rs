//! watch.yaml as written: the topic's search strategy.

use super::fields::Fields;
use super::mapping;
use super::yaml::{Str, Value};
use crate::diag::{Diagnostic, Report, codes};
use crate::files::{FileId, Text};
use crate::model::{Date, Outcome};

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

pub fn read(file: FileId, text: &Text, report: &mut Report) -> RawWatch {
    let mut f = mapping(file, text, "watch.yaml", report);
    let watch = RawWatch {
        keywords: entries(&mut f, "keywords", "term"),
        sources: entries(&mut f, "preferred_sources", "publisher"),
        authors: entries(&mut f, "authors", "who"),
        exclude_domains: entries(&mut f, "exclude_domains", "domain"),
        exclude_terms: entries(&mut f, "exclude_terms", "term"),
        changelog: f
            .each("changelog", "an entry of the changelog", |mut c| {
                let date = c.date("date");
                if date.is_none() && !c.has("date") {
                    let missing =
                        Diagnostic::at(&codes::MISSING_KEY, c.span(), "an entry of the changelog needs the key `date`");
                    c.report.push(missing.help("add `date: 2026-04-25`"));
                }
                let entry = (date, c.need("change").text, c.text("reason"));
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

/// A list whose entries are a text or a mapping with `main` as its chief key.
fn entries(f: &mut Fields<'_>, key: &'static str, main: &'static str) -> Vec<RawEntry> {
    let mut found = Vec::new();
    for node in f.list(key) {
        if let Value::Scalar(text) = node.value {
            let name = Str { text, span: node.span };
            found.push(RawEntry { name, domain: None, since: None, until: None, reason: None, from: None });
            continue;
        }
        let mut e = Fields::new(node, "an entry of the watch list", f.report);
        let domain = if main == "domain" { None } else { e.text("domain") };
        let name = match (e.str(main), &domain) {
            (Some(name), _) => name,
            (None, Some(domain)) => Str { text: domain.clone(), span: e.span() },
            (None, None) => e.need(main),
        };
        found.push(RawEntry {
            name,
            domain,
            since: e.date("since"),
            until: e.date("until"),
            reason: e.text("reason"),
            from: e.str("from"),
        });
        e.done();
    }
    found
}
