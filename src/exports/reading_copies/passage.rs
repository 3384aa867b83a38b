//! One passage of a copy, by its kind.

use super::cited_sources::CitedSources;
use crate::markdown::escape_words;
use crate::model::*;
use crate::pages::Page;
use crate::records::{Passage, PassageKind};
use std::fmt::Write;

/// Adds a passage of a document to a copy.
pub(super) fn add(page: &Page, id: BlockId, sources: &mut CitedSources, out: &mut String) {
    let site = page.site();
    let passage = page.records().passage(id);
    let label = label(page, id, &passage);
    let words = escape_words(&passage.marked_text(&page.site().locale));
    let marks = sources.marks(site, id);
    let facts = facts(page, id, &passage);
    let link = match passage.lasting {
        true => format!(" [#]({})", passage.place.0),
        false => String::new(),
    };
    let colon = site.locale.text(MessageId::ListColon);
    let label = if label.is_empty() { label } else { format!("{label}{colon}") };
    match passage.form {
        PassageKind::Heading => {
            start_part(out);
            let _ = write!(out, "### {words}\n\n");
        }
        PassageKind::Perspective => {
            let names = escape_words(&names(page, site.holders(id)));
            start_part(out);
            let _ = write!(out, "### {names}{facts}{link}\n\n");
        }
        PassageKind::Paragraph => {
            let _ = write!(out, "{words}{marks}{link}\n\n");
        }
        _ => {
            let indent = if is_part_of_an_item(site, id) { "  " } else { "" };
            let _ = writeln!(out, "{indent}- {label}{words}{marks}{facts}{link}");
        }
    }
}

/// Ends what was written with one empty line.
pub(super) fn start_part(out: &mut String) {
    out.truncate(out.trim_end().len());
    out.push_str("\n\n");
}

/// Whether a passage is a part of a tension, a question or a forecast, which are items themselves.
fn is_part_of_an_item(site: &Site, id: BlockId) -> bool {
    let parent = site.block(id).parent.map(|parent| &site.block(parent).kind);
    parent.is_some_and(|kind| !matches!(kind, BlockKind::Perspective { .. }))
}

/// The prefix of an item: its date, its kind, whose statement it is.
fn label(page: &Page, id: BlockId, passage: &Passage) -> String {
    let date = passage.date.map(|date| date.0.to_string());
    let locale = &page.site().locale;
    let text = |id: MessageId| locale.text(id).to_string();
    match &page.site().block(id).kind {
        BlockKind::Observation { kind } => {
            let site = page.site();
            format!("**{}**", site.vocabulary.observations.label(*kind, &site.locale))
        }
        BlockKind::Event | BlockKind::Correction | BlockKind::Forecast => date.unwrap_or_default(),
        BlockKind::Position { .. } => {
            let change = passage.change.map(|change| locale.label(change.0));
            let parts: Vec<String> = date.into_iter().chain(change.map(str::to_string)).collect();
            parts.join(" ")
        }
        BlockKind::Tension { sides } => {
            let sides: Vec<String> = sides.iter().map(|side| names(page, side)).collect();
            format!("**{}**", escape_words(&sides.join(" × ")))
        }
        BlockKind::CrossLink { target } => format!("**{}**", escape_words(&page.ctx.name(*target))),
        BlockKind::Part(BlockPart::Statement(who)) => escape_words(&names(page, who)),
        BlockKind::Part(BlockPart::Shared) => text(MessageId::PartShared),
        BlockKind::Part(BlockPart::Crux) => text(MessageId::PartCrux),
        BlockKind::Part(BlockPart::Settles) => text(MessageId::PartSettles),
        BlockKind::Part(BlockPart::Answer) => text(MessageId::PartAnswer),
        BlockKind::Part(BlockPart::Reading) => text(MessageId::CopyReading),
        BlockKind::Part(BlockPart::Condition) => text(MessageId::ForecastCondition),
        _ => String::new(),
    }
}

/// The suffix of a passage: status, days, how likely it is.
fn facts(page: &Page, id: BlockId, passage: &Passage) -> String {
    let site = page.site();
    let locale = &site.locale;
    let on = |id: MessageId, date: Date| locale.format(id, &[("date", date.to_string().into())]);
    let mut facts: Vec<String> = Vec::new();
    facts.extend(passage.status.map(|status| locale.label(status.0).to_string()));
    facts.extend(passage.asked.map(|day| on(MessageId::QuestionLineAsked, day.0)));
    facts.extend(passage.due.map(|day| on(MessageId::QuestionLineDue, day.0)));
    facts.extend(passage.since.map(|day| on(MessageId::StandsTableSince, day.0)));
    facts.extend(passage.last_stated.map(|day| on(MessageId::PerspectiveLastStated, day.0)));
    facts.extend(tension_kind(site, id));
    if let Some(forecast) = &passage.forecast {
        facts.extend(forecast.chance.clone());
        match forecast.outcome {
            Some(outcome) => facts.push(locale.label(outcome.0).to_string()),
            None => facts.push(locale.label(forecast.state.0).to_string()),
        }
    }
    match facts.is_empty() {
        true => String::new(),
        false => format!(" ({})", escape_words(&facts.join(locale.text(MessageId::ListSemicolon)))),
    }
}

/// What a disagreement is about.
fn tension_kind(site: &Site, tension: BlockId) -> Option<String> {
    if !matches!(site.block(tension).kind, BlockKind::Tension { .. }) {
        return None;
    }
    site.children(tension).iter().find_map(|part| match &site.block(*part).kind {
        BlockKind::Part(BlockPart::Kind(kind)) => {
            Some(site.vocabulary.tensions.shown(*kind, &site.locale))
        }
        _ => None,
    })
}

/// The names of entities, as a sentence has them.
pub(super) fn names(page: &Page, entities: &[EntityId]) -> String {
    let names: Vec<String> =
        entities.iter().map(|entity| page.ctx.name(Target::Entity(*entity))).collect();
    names.join(page.site().locale.text(MessageId::ListAnd))
}
