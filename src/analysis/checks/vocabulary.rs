//! Words that a site declares and never uses.

use crate::diagnostics::{Report, codes};
use crate::model::*;
use std::collections::HashSet;

/// Adds advice for each declared word that is used nowhere.
pub(super) fn unused(site: &Site, report: &mut Report) {
    let words = &site.vocabulary;
    let mut observations = HashSet::new();
    let mut tensions = HashSet::new();
    for block in site.blocks() {
        match block.kind {
            BlockKind::Observation { kind } => {
                observations.insert(kind);
            }
            BlockKind::Part(BlockPart::Kind(kind)) => {
                tensions.insert(kind);
            }
            _ => {}
        }
    }
    let sides = site.figures.iter().map(|figure| figure.side);
    let sides = sides.chain(site.entities.iter().filter_map(|entity| entity.side)).collect();
    let entities = site.entities.iter().map(|entity| entity.kind).collect();
    let publishers = site.publishers.iter().map(|publisher| publisher.kind).collect();
    of_list(&words.entities, &entities, report);
    of_list(&words.publishers, &publishers, report);
    of_list(&words.observations, &observations, report);
    of_list(&words.tensions, &tensions, report);
    of_list(&words.sides, &sides, report);
    let tags: HashSet<TagId> = site.docs.iter().flat_map(|doc| &doc.tags).copied().collect();
    for id in words.tag_ids() {
        let tag = words.tag(id);
        if let Some(span) = tag.declared.filter(|_| !tags.contains(&id)) {
            advise(&tag.word, span, report);
        }
    }
}

/// A built-in word with another label may be used later.
fn of_list<W: Extensible + std::hash::Hash + Eq>(
    terms: &Terms<W>,
    used: &HashSet<Term<W>>,
    report: &mut Report,
) {
    for (term, row, span) in terms.declared() {
        if terms.like(term).is_some() && !used.contains(&term) {
            advise(&row.word, span, report);
        }
    }
}

fn advise(word: &str, span: crate::source::Span, report: &mut Report) {
    let message = format!("nothing uses the word \"{word}\"");
    report.add(&codes::UNUSED_WORD, span, message, "use it, or remove it from the vocabulary");
}
