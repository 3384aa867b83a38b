//! Watch lists: what a topic looks for, and what became of suggestions.

use super::record_names::{keep, wrong_kind};
use super::resolve::NameResolver;
use crate::content::parse::watch::{RawEntry, RawWatch};
use crate::diagnostics::Report;
use crate::model::*;

pub(super) fn read_watch(
    raw: &RawWatch,
    doc: DocId,
    resolver: &NameResolver<'_>,
    report: &mut Report,
) -> TopicWatch {
    let mut changelog = raw.changelog.clone();
    changelog.sort_by_key(|c| c.date);
    let mut plain = |list: &[RawEntry]| {
        list.iter().map(|e| entry(e, None, doc, resolver, report)).collect::<Vec<_>>()
    };
    let keywords = plain(&raw.keywords);
    let exclude_domains = plain(&raw.exclude_domains);
    let exclude_terms = plain(&raw.exclude_terms);
    let mut named = |list: &[RawEntry]| {
        let mut out = Vec::new();
        for e in list {
            // A preferred source may be a publisher that nothing cites yet, known by its domain alone.
            let known = resolver.site.named(doc, &e.name.text);
            let target = match known[..] {
                [target] => {
                    resolver.remember(e.name.span, target);
                    Some(target)
                }
                _ if e.entry.domain.is_some() => None,
                _ => keep(resolver.name(doc, &e.name), report),
            };
            out.push(entry(e, target, doc, resolver, report));
        }
        out
    };
    let sources = named(&raw.sources);
    let authors = named(&raw.authors);
    let mut suggestions = Vec::new();
    for s in raw.suggestions.iter().filter(|s| !s.from.text.is_empty()) {
        match keep(resolver.name(doc, &s.from), report) {
            Some(Target::Block(from))
                if matches!(resolver.site.block(from).kind, BlockKind::Observation { .. }) =>
            {
                suggestions.push(SuggestionOutcome {
                    from,
                    outcome: s.outcome,
                    date: s.date,
                    note: s.note.clone(),
                });
            }
            Some(_) => {
                let help = "name an observation of a gather, such as [[2026-05-27#^watch-liang]]";
                report.push(wrong_kind(
                    &s.from,
                    "this is not a suggestion of a gather".to_string(),
                    help,
                ));
            }
            None => {}
        }
    }
    // The first entry of a block counts; it is looked up by halves.
    suggestions.sort_by_key(|s: &SuggestionOutcome| s.from);
    TopicWatch {
        keywords,
        sources,
        authors,
        exclude_domains,
        exclude_terms,
        changelog,
        suggestions,
    }
}

fn entry(
    e: &RawEntry,
    target: Option<Target>,
    doc: DocId,
    resolver: &NameResolver<'_>,
    report: &mut Report,
) -> WatchEntry {
    let from = e.from.as_ref().and_then(|s| keep(resolver.name(doc, s), report));
    WatchEntry { target, from, ..e.entry.clone() }
}
