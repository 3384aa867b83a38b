//! The contradictions that editors recorded, with their sides resolved.

use super::record_names::{keep, source, wrong_kind};
use super::resolve::NameResolver;
use crate::content::parse::contradiction::RawContradiction;
use crate::content::parse::{Raw, Str};
use crate::diagnostics::{Report, codes};
use crate::model::*;
use std::collections::HashMap;

/// The figures and stated verdicts of a site by the slug of their topic and their id. Of two with one id it is the first
/// figure, else the first verdict.
struct NamedRecords<'a>(HashMap<(&'a str, &'a str), StatementId>);

impl<'a> NamedRecords<'a> {
    fn new(site: &'a Site, figures: &'a [Figure], verdicts: &'a [StatedVerdict]) -> Self {
        let mut records = HashMap::new();
        for (figure, n) in figures.iter().zip(0..) {
            let name = (site.topic(figure.topic).slug.as_str(), figure.id.as_str());
            records.entry(name).or_insert(StatementId::Figure(FigureId(n)));
        }
        for (verdict, n) in verdicts.iter().zip(0..) {
            let Some(id) = verdict.id.as_deref() else { continue };
            let name = (site.topic(verdict.topic).slug.as_str(), id);
            records.entry(name).or_insert(StatementId::Verdict(VerdictId(n)));
        }
        NamedRecords(records)
    }
}

/// The contradictions that editors recorded.
pub(super) fn collect(
    raw: &Raw,
    figures: &[Figure],
    verdicts: &[StatedVerdict],
    resolver: &NameResolver<'_>,
    report: &mut Report,
) -> Vec<LedgerEntry> {
    let site = resolver.site;
    let records = NamedRecords::new(site, figures, verdicts);
    let mut ledger = Vec::new();
    for (slug, list) in &raw.contradictions {
        let Some(topic) = site.topic_by_slug(slug) else { continue };
        for entry in list.iter() {
            ledger.extend(ledger_entry(entry, topic, &records, resolver, report));
        }
    }
    ledger
}

/// A contradiction, or nothing where fewer than two of its sides can be resolved.
fn ledger_entry(
    raw: &RawContradiction,
    topic: TopicId,
    records: &NamedRecords<'_>,
    resolver: &NameResolver<'_>,
    report: &mut Report,
) -> Option<LedgerEntry> {
    let before = report.len();
    let mut sides: Vec<StatementId> = Vec::new();
    for name in &raw.between {
        let side = statement(name, topic, records, resolver, report);
        sides.extend(side.filter(|side| !sides.contains(side)));
    }
    if sides.len() < 2 {
        if report.len() == before {
            let message = format!(
                "the contradiction \"{}\" is between fewer than two statements",
                raw.id.text
            );
            let help = "name both: `between: [\"[[2026-06-11#^n-office]]\", \"[[2026-06-11#^n-tribune]]\"]`";
            report.add(&codes::ONE_SIDED_CONTRADICTION, raw.id.span, message, help);
        }
        return None;
    }
    let mut holds = None;
    if let Some(name) = &raw.holds {
        holds = statement(name, topic, records, resolver, report);
        if holds.is_some_and(|side| !sides.contains(&side)) {
            let message = format!("\"{}\" is not one of the statements under `between`", name.text);
            let help = "name the one of them that holds";
            report.add(&codes::NO_SUCH_SIDE, name.span, message, help);
            holds = None;
        }
    }
    Some(LedgerEntry {
        id: raw.id.text.clone(),
        topic,
        kind: raw.kind,
        sides,
        found: raw.found,
        settles: raw.settles.clone(),
        judgement: Judgement {
            state: raw.state,
            reason: raw.reason,
            holds,
            source: raw.source.as_ref().and_then(|s| source(s, resolver, report)),
            closed: raw.closed,
            note: raw.note.clone(),
            hash: raw.hash.as_ref().map(|hash| (hash.text.clone(), hash.span)),
        },
        span: raw.id.span,
        visible: true,
    })
}

/// What the side of a contradiction names: `[[gather#^id]]` a passage, `@key` a source, `some-id` a figure or a stated verdict of the
/// topic, `topic/some-id` one of another topic, `definition/subject` what the facts give.
fn statement(
    name: &Str,
    topic: TopicId,
    records: &NamedRecords<'_>,
    resolver: &NameResolver<'_>,
    report: &mut Report,
) -> Option<StatementId> {
    let site = resolver.site;
    let text = name.text.trim();
    if text.starts_with('@') {
        return source(name, resolver, report).map(StatementId::Source);
    }
    let (slug, id) = text.split_once('/').unwrap_or((&site.topic(topic).slug, text));
    if let Some(record) = records.0.get(&(slug, id)) {
        return Some(*record);
    }
    if let Some(definition) = site.names.definitions.get(slug)
        && let [Target::Entity(subject)] = site.named(site.topic(topic).doc, id)[..]
    {
        return Some(StatementId::Reading(subject, *definition));
    }
    match keep(resolver.name(site.topic(topic).doc, name), report)? {
        Target::Block(block) => Some(StatementId::Block(block)),
        _ => {
            let message = format!(
                "\"{text}\" is a whole document, and a contradiction is between statements"
            );
            let help = "add the id of a block, such as [[2026-06-11#^n-office]]; or name the id of a figure or of a stated verdict, definition/subject for what the facts give, or @key for what a source's record says";
            report.push(wrong_kind(name, message, help));
            None
        }
    }
}
