//! Positions: whose words they rest on, and whether anything was stated anew.

use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;
use crate::source::Span;
use std::collections::HashSet;

/// A position of which no source is by its holder, and that does not say who reports it.
pub(super) fn unattributed(site: &Site, report: &mut Report) {
    let names = names_by_actor(site);
    for id in site.block_ids() {
        let block = site.block(id);
        let is_statement =
            matches!(block.kind, BlockKind::Position { change } if change != ChangeWord::Silent);
        let cited = site.cited_in(id);
        if !is_statement || !block.visible || cited.is_empty() || !block.attributed_by().is_empty()
        {
            continue;
        }
        let mut missing = Vec::new();
        for holder in site.holders(id) {
            if !cited.iter().any(|source| speaks_in(site, &names[holder.index()], *source)) {
                missing.push(site.entity(*holder).name.as_str());
            }
        }
        if missing.is_empty() {
            continue;
        }
        let date = block.date.map(|date| format!(" of {}", date.long())).unwrap_or_default();
        let holders = missing.join(" or ");
        let message = format!("no source of the position{date} is by {holders}");
        let field = format!(" (attributed_by:: [@{}])", site.source(cited[0]).id);
        let found = Diagnostic::at(&codes::UNATTRIBUTED, block.content, message);
        report.push(match ends_with_own_words(site, block) {
            true => {
                let help = "say who reports it, or cite the document in which it is stated";
                let end = Span { start: block.content.end, ..block.content };
                found.help(help).fix(end, field)
            }
            false => found.help(format!(
                "write{field} before the items below it, or cite the document in which it is stated"
            )),
        });
    }
}

/// Whether no items are below a block.
fn ends_with_own_words(site: &Site, block: &Block) -> bool {
    let doc = site.doc(block.doc);
    let own = doc.tree.inline_range(block.node);
    own.is_none_or(|own| doc.body as usize + own.end >= block.content.end as usize)
}

/// The names, in small letters, of each actor and of all that belong to it.
fn names_by_actor(site: &Site) -> Vec<HashSet<String>> {
    let mut names: Vec<HashSet<String>> = vec![HashSet::new(); site.entities.len()];
    for id in site.entity_ids() {
        let entity = site.entity(id);
        let own = entity.aliases.iter().chain([&entity.name, &entity.slug]);
        let own: Vec<String> = own.map(|name| name.to_lowercase()).collect();
        for affiliation in &entity.affiliations {
            names[affiliation.of.index()].extend(own.iter().cloned());
        }
        names[id.index()].extend(own);
    }
    names
}

/// Whether one of the names is an author, a speaker or the publisher of a source or of what it reports.
fn speaks_in(site: &Site, names: &HashSet<String>, source: SourceId) -> bool {
    let mut seen = vec![source];
    let mut next = 0;
    while let Some(id) = seen.get(next).copied() {
        next += 1;
        if is_by(site, names, site.source(id)) {
            return true;
        }
        for reported in &site.source(id).reports {
            if !seen.contains(reported) {
                seen.push(*reported);
            }
        }
    }
    false
}

fn is_by(site: &Site, names: &HashSet<String>, source: &Source) -> bool {
    let is_named = |name: &str| names.contains(&name.to_lowercase());
    let mut people = source.authors.iter().chain(source.names.values().flatten());
    let publisher = source.publisher.map(|p| site.publisher(p));
    people.any(|author| is_named(&author.shown()))
        || publisher.is_some_and(|p| is_named(&p.name) || p.aliases.iter().any(|a| is_named(a)))
}

/// A position that is first tracked after another one of its perspective.
pub(super) fn first_again(site: &Site, report: &mut Report) {
    for perspective in site.block_ids().filter(|id| site.perspective(*id).is_some()) {
        let positions = site.positions(perspective);
        let mut firsts = positions.iter().filter(|p| p.change == ChangeWord::FirstTracked);
        let Some(first) = firsts.next() else { continue };
        for again in firsts {
            let message = "this position is first tracked, and so is an earlier one of the actor";
            let span = site.block(again.id()).content;
            report.push(
                Diagnostic::at(&codes::FIRST_AGAIN, span, message)
                    .related(site.block(first.id()).content, "the earlier one")
                    .help("say how it moved: restated, hardened, softened, extended, clarified or reversed"),
            );
        }
    }
}

/// A position that cites only what earlier ones of its perspective cite.
pub(super) fn rereadings(site: &Site, report: &mut Report) {
    for id in site.block_ids().filter(|id| site.position(*id).is_some()) {
        let block = site.block(id);
        if block.visible && site.is_rereading(id) {
            let message = "this cites only what earlier positions cite, so it is not a movement";
            let help = "cite where it was stated anew, or join it with the earlier position";
            report.add(&codes::REREADING, block.content, message, help);
        }
    }
}
