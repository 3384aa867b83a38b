//! The site as it was known on its day: what came later is hidden.

use super::later::{self, is_later, later_reference};
use crate::diagnostics::Report;
use crate::model::*;
use std::collections::HashMap;

/// Hides documents, blocks, relations, figures, sources and entities that came after the day.
pub(super) fn hide_what_came_later(site: &mut Site, day: Day, report: &mut Report) {
    let date = day.date();
    let gone: Vec<DocId> = site
        .doc_ids()
        .filter(|d| is_later(site.doc(*d).date.max(site.doc(*d).compiled), date))
        .collect();
    for doc in &gone {
        site.docs[doc.index()].visible = false;
    }
    let later = match day {
        Day::Today(_) => Some(later::report_later(site, date, report)),
        Day::AsKnownOn(_) => None,
    };
    // A text without a date may have been written after the record's last entries.
    let undated_is_known = matches!(day, Day::Today(_)) || !goes_on_after(site, date);
    for doc in site.doc_ids() {
        let living = !matches!(site.doc(doc).kind, DocKind::Gather(_));
        let mut left_out = 0;
        for id in site.doc(doc).block_ids(doc) {
            let block = site.block(id);
            let parent_gone = match block.parent {
                Some(parent) => !site.block(parent).visible,
                None => false,
            };
            let rests_on_later = later_reference(site, id, date).is_some();
            let mut visible = site.doc(doc).visible
                && !is_later(block.date, date)
                && !parent_gone
                && !rests_on_later;
            if visible && living {
                visible = match text_on(site, id, date) {
                    TextOnDay::There => true,
                    TextOnDay::Replaced => false,
                    TextOnDay::Later => {
                        left_out += 1;
                        false
                    }
                    TextOnDay::Unknown => {
                        left_out += u32::from(!undated_is_known);
                        undated_is_known
                    }
                };
            }
            site.block_mut(id).visible = visible;
        }
        site.docs[doc.index()].left_out = left_out;
    }
    hide_emptied(site);
    hide_later_summaries(site, date, undated_is_known);
    for n in 0..site.docs.len() {
        let mut relations = std::mem::take(&mut site.docs[n].relations);
        relations.retain(|r| site.block(r.from).visible && site.block(r.to).visible);
        site.docs[n].relations = relations;
    }
    for n in 0..site.figures.len() {
        let figure = &site.figures[n];
        let stated = match figure.stated_in {
            Some(target) => site.is_visible(target),
            None => true,
        };
        site.figures[n].visible = stated && !is_later(figure.as_of, date);
    }
    hide_later_judgements(site, date);
    hide_later_definitions(site, date);
    hide_later_facts(site, date);
    for topic in &mut site.topics {
        topic.watch.changelog.retain(|c| c.date.first() <= date.last());
        let watch = &mut topic.watch;
        for list in [
            &mut watch.keywords,
            &mut watch.sources,
            &mut watch.authors,
            &mut watch.exclude_domains,
            &mut watch.exclude_terms,
        ] {
            list.retain(|e| !is_later(e.since, date));
            for e in list.iter_mut() {
                e.until = e.until.filter(|u| !is_later(Some(*u), date));
            }
        }
        for s in &mut watch.suggestions {
            if is_later(s.date, date) {
                s.outcome = Outcome::Open;
                s.date = None;
                s.note = None;
            }
        }
    }
    hide_records(site, date);
    if let Some(later) = later {
        later::report_unnamed(site, date, &later, report);
    }
}

/// Contradictions that were found later, and what was made of them later.
fn hide_later_judgements(site: &mut Site, date: Date) {
    for entry in &mut site.ledger {
        entry.visible = !is_later(entry.found, date);
        if is_later(entry.judgement.closed, date) {
            entry.judgement = Judgement::default();
        }
    }
}

/// Finds for each verdict the next one of the same voice on the same: by their days, then as they are written.
fn find_restatements(site: &mut Site) {
    let mut verdicts: Vec<VerdictId> =
        (0..site.stated_verdicts.len() as u32).map(VerdictId).collect();
    verdicts.sort_by_key(|id| site.verdict_date(site.stated_verdict(*id)).map(Date::first));
    let mut last: HashMap<(EntityId, EntityId, DefinitionId), VerdictId> = HashMap::new();
    for id in verdicts {
        let verdict = &mut site.stated_verdicts[id.index()];
        verdict.restated = None;
        if let Some(who) = verdict.who.filter(|_| verdict.visible)
            && let Some(earlier) = last.insert((who, verdict.subject, verdict.definition), id)
        {
            site.stated_verdicts[earlier.index()].restated = Some(id);
        }
    }
}

/// Definitions, facts and verdicts of a later day.
fn hide_later_definitions(site: &mut Site, date: Date) {
    for n in 0..site.definitions.len() {
        let stated = site.definition_date(&site.definitions[n]);
        site.definitions[n].visible = !is_later(stated, date);
    }
    for n in 0..site.facts.len() {
        let stated = site.fact_date(&site.facts[n]);
        site.facts[n].visible = !is_later(stated, date);
    }
    for n in 0..site.stated_verdicts.len() {
        let verdict = &site.stated_verdicts[n];
        let stated = site.verdict_date(verdict);
        let definition = &site.definitions[verdict.definition.index()];
        site.stated_verdicts[n].visible = definition.visible && !is_later(stated, date);
    }
    find_restatements(site);
    let is_shown = |id: &DefinitionId| site.definitions[id.index()].visible;
    for figure in &mut site.figures {
        figure.definition = figure.definition.filter(is_shown);
    }
    let blocks = site.docs.iter_mut().flat_map(|doc| &mut doc.blocks);
    for claim in blocks.filter_map(|block| block.claim.as_mut()) {
        claim.definition = claim.definition.filter(is_shown);
    }
}

/// Warnings of publishers, affiliations and uses of a word that came later, and ends that had not come yet.
fn hide_later_facts(site: &mut Site, date: Date) {
    for publisher in &mut site.publishers {
        publisher.warnings.retain(|w| !is_later(w.since, date));
    }
    let sources = &site.sources;
    for entity in &mut site.entities {
        entity.affiliations.retain(|a| !is_later(a.since, date));
        for affiliation in &mut entity.affiliations {
            affiliation.until = affiliation.until.filter(|until| !is_later(Some(*until), date));
        }
        entity.used_by.retain(|u| {
            let issued = u.source.and_then(|source| sources[source.index()].issued);
            !is_later(u.since, date) && !is_later(issued, date)
        });
    }
}

/// Whether the record has an entry after the day.
fn goes_on_after(site: &Site, date: Date) -> bool {
    site.doc_ids().any(|doc| is_later(site.doc(doc).last_change(), date))
        || site.blocks().any(|block| has_own_day(block) && is_later(block.date, date))
}

/// Whether a block is an entry of a day, whose words are those of that day.
fn has_own_day(block: &Block) -> bool {
    match block.kind {
        BlockKind::Note { .. }
        | BlockKind::Observation { .. }
        | BlockKind::Event
        | BlockKind::Position { .. }
        | BlockKind::Forecast
        | BlockKind::Correction => true,
        BlockKind::Question { asked, .. } => asked.is_some(),
        _ => block.is_editors_note(),
    }
}

/// What is known of a text of a living document on a day.
enum TextOnDay {
    There,
    /// It existed before.
    Replaced,
    Later,
    /// It bears no day, nor does its document.
    Unknown,
}

/// Whether a text of a living document was there on a day. Entries with a day of their own are, and the parts of one.
fn text_on(site: &Site, id: BlockId, date: Date) -> TextOnDay {
    let block = site.block(id);
    let parent = block.parent.map(|parent| site.block(parent));
    let perspective = parent.filter(|p| matches!(p.kind, BlockKind::Perspective { .. }));
    if block.until().is_some_and(|until| until.last() < date.first()) {
        return TextOnDay::Replaced;
    }
    match block.since().or(perspective.and_then(Block::since)) {
        Some(since) if is_later(Some(since), date) => return TextOnDay::Later,
        Some(_) => return TextOnDay::There,
        None if block.until().is_some() => return TextOnDay::There,
        None => {}
    }
    // The heading of a perspective is a name; a part goes with what it is a part of, but an answer comes later.
    let is_name = matches!(block.kind, BlockKind::Perspective { .. });
    let is_part = parent.is_some()
        && perspective.is_none()
        && block.kind != BlockKind::Part(BlockPart::Answer);
    if has_own_day(block) || is_name || is_part {
        return TextOnDay::There;
    }
    let doc = site.doc(block.doc);
    let written = match doc.kind {
        DocKind::Article(_) | DocKind::Gather(_) => doc.last_change(),
        _ => doc.updated,
    };
    match written {
        Some(written) if is_later(Some(written), date) => TextOnDay::Later,
        Some(_) => TextOnDay::There,
        // A page is about the site and not about the debate.
        None if doc.kind == DocKind::Page => TextOnDay::There,
        None => TextOnDay::Unknown,
    }
}

/// A perspective whose positions all came later, an answered question whose answer did.
fn hide_emptied(site: &mut Site) {
    let mut all = std::collections::HashMap::new();
    let mut shown = std::collections::HashMap::new();
    for block in site.blocks() {
        if let Some(parent) = block.parent {
            *all.entry(parent).or_insert(0) += 1;
            *shown.entry(parent).or_insert(0) += u32::from(block.visible);
            if block.kind == BlockKind::Part(BlockPart::Answer) && !block.visible {
                shown.insert(parent, u32::MAX / 2);
            }
        }
    }
    let ids: Vec<BlockId> = site.block_ids().collect();
    for id in ids {
        let answer_gone = shown.get(&id).is_some_and(|s| *s >= u32::MAX / 2);
        let emptied = all.contains_key(&id) && shown.get(&id) == Some(&0);
        let block = site.block_mut(id);
        match &mut block.kind {
            BlockKind::Perspective { .. } if emptied => block.visible = false,
            BlockKind::Question { status, .. } if answer_gone => *status = QuestionStatus::Open,
            _ => {}
        }
    }
}

/// Shows the summary that a document had on the day. The present one is left out if it is later or, where the record goes
/// on, if nothing says when it was written.
fn hide_later_summaries(site: &mut Site, date: Date, undated_is_known: bool) {
    for doc in &mut site.docs {
        let mut history = doc.history.drain(..);
        if let Some(earlier) = history.find(|earlier| earlier.until.last() >= date.first()) {
            doc.summary = Some(earlier.text);
            doc.updated = doc.updated.filter(|updated| !is_later(Some(*updated), date));
            continue;
        }
        drop(history);
        let is_unknown =
            matches!(doc.kind, DocKind::Topic | DocKind::Thread { .. }) && doc.updated.is_none();
        if is_later(doc.updated, date) || (is_unknown && !undated_is_known) {
            doc.left_out += u32::from(doc.summary.take().is_some());
            doc.updated = None;
        }
    }
    for topic in &mut site.topics {
        topic.summary = site.docs[topic.doc.index()].summary.clone().unwrap_or_default();
    }
}

/// Whether a block's document belongs to a topic, and so to a time.
fn is_dated(site: &Site, block: BlockId) -> bool {
    site.doc(block.doc).topic.is_some()
}

/// Sources, publishers and entities are shown while something that is shown names them, or nothing ever does.
fn hide_records(site: &mut Site, date: Date) {
    let mut named_source = vec![false; site.sources.len()];
    let mut shown_source = vec![false; site.sources.len()];
    let mut named_entity = vec![false; site.entities.len()];
    let mut shown_entity = vec![false; site.entities.len()];
    for r in site.refs() {
        let visible = site.block(r.block).visible;
        match r.target {
            Target::Source(s) => {
                named_source[s.index()] = true;
                shown_source[s.index()] |= visible;
            }
            // What an entity's own description or a page mentions says nothing about the day.
            Target::Entity(e) if is_dated(site, r.block) => {
                named_entity[e.index()] = true;
                shown_entity[e.index()] |= visible;
            }
            _ => {}
        }
    }
    for figure in &site.figures {
        shown_entity[figure.subject.index()] |= figure.visible;
        if let Some(source) = figure.source {
            named_source[source.index()] = true;
            shown_source[source.index()] |= figure.visible;
        }
    }
    let mut uses: Vec<(Option<SourceId>, bool)> = Vec::new();
    for fact in &site.facts {
        shown_entity[fact.subject.index()] |= fact.visible;
        uses.push((fact.source, fact.visible));
        uses.push((fact.from, fact.visible));
    }
    uses.extend(site.definitions.iter().map(|d| (d.source, d.visible)));
    for verdict in &site.stated_verdicts {
        shown_entity[verdict.subject.index()] |= verdict.visible;
        uses.push((verdict.source, verdict.visible));
    }
    for (source, visible) in uses {
        if let Some(source) = source {
            named_source[source.index()] = true;
            shown_source[source.index()] |= visible;
        }
    }
    for entity in &site.entities {
        for usage in &entity.used_by {
            let visible = !is_later(usage.since, date);
            if let Some(source) = usage.source {
                named_source[source.index()] = true;
                shown_source[source.index()] |= visible;
            }
        }
        for affiliation in &entity.affiliations {
            shown_entity[affiliation.of.index()] = true;
        }
    }
    for n in 0..site.sources.len() {
        for primary in &site.sources[n].reports {
            named_source[primary.index()] = true;
            shown_source[primary.index()] |=
                shown_source[n] && !is_later(site.source(*primary).issued, date);
        }
    }
    for (n, source) in site.sources.iter_mut().enumerate() {
        source.visible = shown_source[n] || (!named_source[n] && !is_later(source.issued, date));
    }
    for n in 0..site.entities.len() {
        let visible = shown_entity[n] || !named_entity[n];
        site.entities[n].visible = visible;
        let doc = site.entities[n].doc;
        let doc = &mut site.docs[doc.index()];
        doc.visible = visible;
        for block in &mut doc.blocks {
            block.visible &= visible;
        }
    }
    let mut has_source = vec![false; site.publishers.len()];
    let mut has_shown = vec![false; site.publishers.len()];
    for source in &site.sources {
        if let Some(p) = source.publisher {
            has_source[p.index()] = true;
            has_shown[p.index()] |= source.visible;
        }
    }
    for n in 0..site.publishers.len() {
        site.publishers[n].visible = has_shown[n] || !has_source[n];
    }
}
