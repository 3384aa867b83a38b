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
    let facts = facts(&passage);
    let link = match passage.lasting {
        true => format!(" [#]({})", passage.place.0),
        false => String::new(),
    };
    let label = if label.is_empty() { label } else { format!("{label}: ") };
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
    match &page.site().block(id).kind {
        BlockKind::Observation { kind } => {
            let site = page.site();
            format!("**{}**", site.vocabulary.observations.label(*kind, &site.locale))
        }
        BlockKind::Event | BlockKind::Correction | BlockKind::Forecast => date.unwrap_or_default(),
        BlockKind::Position { .. } => {
            let change = passage.change.map(|change| change.0.word());
            let parts: Vec<String> = date.into_iter().chain(change.map(str::to_string)).collect();
            parts.join(" ")
        }
        BlockKind::Tension { sides } => {
            let sides: Vec<String> = sides.iter().map(|side| names(page, side)).collect();
            format!("**{}**", escape_words(&sides.join(" × ")))
        }
        BlockKind::CrossLink { target } => format!("**{}**", escape_words(&page.ctx.name(*target))),
        BlockKind::Part(BlockPart::Statement(who)) => escape_words(&names(page, who)),
        BlockKind::Part(BlockPart::Shared) => "Shared".to_string(),
        BlockKind::Part(BlockPart::Crux) => "Crux".to_string(),
        BlockKind::Part(BlockPart::Settles) => "Would settle it".to_string(),
        BlockKind::Part(BlockPart::Answer) => "Answer".to_string(),
        BlockKind::Part(BlockPart::Reading) => "Reads as".to_string(),
        BlockKind::Part(BlockPart::Condition) => "Condition".to_string(),
        _ => String::new(),
    }
}

/// The suffix of a passage: status, days, how likely it is.
fn facts(passage: &Passage) -> String {
    let mut facts: Vec<String> = Vec::new();
    facts.extend(passage.status.map(|status| status.0.word().to_string()));
    facts.extend(passage.asked.map(|asked| format!("asked {}", asked.0)));
    facts.extend(passage.due.map(|due| format!("due {}", due.0)));
    facts.extend(passage.since.map(|since| format!("since {}", since.0)));
    facts.extend(passage.last_stated.map(|stated| format!("last stated {}", stated.0)));
    facts.extend(passage.tension.map(|kind| kind.0.to_string()));
    if let Some(forecast) = &passage.forecast {
        facts.extend(forecast.chance.clone());
        match forecast.outcome {
            Some(outcome) => facts.push(outcome.0.word().to_string()),
            None => facts.push(forecast.state.0.word().to_string()),
        }
    }
    match facts.is_empty() {
        true => String::new(),
        false => format!(" ({})", escape_words(&facts.join("; "))),
    }
}

/// The names of entities, as a sentence has them.
pub(super) fn names(page: &Page, entities: &[EntityId]) -> String {
    let names: Vec<String> =
        entities.iter().map(|entity| page.ctx.name(Target::Entity(*entity))).collect();
    names.join(" and ")
}
