//! What leads where: backlinks, relations at both ends, children; from visible blocks only.

use crate::model::*;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Fills [`Site::index`].
pub(super) fn collect(site: &mut Site) {
    let mut index =
        LinkIndex { by_publisher: vec![Vec::new(); site.publishers.len()], ..LinkIndex::default() };
    for doc in site.doc_ids() {
        backlinks(site, doc, &mut index);
        for relation in &site.doc(doc).relations {
            index.relations_from.entry(relation.from).or_default().push(*relation);
            index.relations_to.entry(relation.to).or_default().push(*relation);
        }
    }
    // Newest first; undated documents (pages, entities) last; within one document in the order of its text.
    let order = |id: &RefId| {
        let dated = site.doc(id.doc).date;
        (dated.is_none(), Reverse(dated), id.doc, site.reference(*id).at)
    };
    let mut lists: Vec<&mut Vec<RefId>> = index.backlinks.values_mut().collect();
    lists.par_iter_mut().with_min_len(16).for_each(|list| list.sort_by_cached_key(order));
    for list in index.relations_to.values_mut() {
        list.sort_by_key(|relation| site.block(relation.from).date);
    }
    for id in site.block_ids() {
        if let Some(parent) = site.block(id).parent.filter(|_| site.block(id).visible) {
            index.children.entry(parent).or_default().push(id);
        }
    }
    publishers(site, &mut index);
    actors(site, &mut index);
    for (figure, n) in site.figures.iter().zip(0..).filter(|(f, _)| f.visible) {
        index.figures.entry(figure.subject).or_default().push(FigureId(n));
    }
    for id in site.source_ids().filter(|s| site.source(*s).visible) {
        for primary in &site.source(id).reports {
            index.reported_by.entry(*primary).or_default().push(id);
        }
    }
    site.index = index;
}

/// Adds the visible references of a document.
fn backlinks(site: &Site, doc: DocId, index: &mut LinkIndex) {
    let own = site.target_of(doc);
    for (reference, n) in site.doc(doc).refs.iter().zip(0..) {
        // A page that leads to itself is no mention of it.
        if !site.block(reference.block).visible || reference.target == own {
            continue;
        }
        let id = RefId { doc, index: n };
        index.backlinks.entry(reference.target).or_default().push(id);
        if let Target::Block(block) = reference.target
            && block.doc != doc
        {
            index.backlinks.entry(Target::Doc(block.doc)).or_default().push(id);
        }
    }
}

fn publishers(site: &Site, index: &mut LinkIndex) {
    for id in site.source_ids().filter(|s| site.source(*s).visible) {
        if let Some(publisher) = site.source(id).publisher {
            index.by_publisher[publisher.index()].push(id);
        }
    }
    for list in &mut index.by_publisher {
        list.sort_by_key(|s| (Reverse(site.source(*s).issued), site.source(*s).id.clone()));
    }
}

fn actors(site: &Site, index: &mut LinkIndex) {
    let mut last: HashMap<BlockId, Option<Date>> = HashMap::new();
    for id in site.block_ids().filter(|b| site.block(*b).visible) {
        let block = site.block(id);
        match &block.kind {
            BlockKind::Position { .. } => {
                if let Some(parent) = block.parent {
                    let newest = last.entry(parent).or_default();
                    *newest = (*newest).max(block.date);
                }
            }
            BlockKind::Perspective { actors } => {
                for actor in actors {
                    index.perspectives.entry(*actor).or_default().push(id);
                }
            }
            BlockKind::Tension { sides } => {
                for side in sides.iter().flatten() {
                    let list = index.tensions.entry(*side).or_default();
                    if list.last() != Some(&id) {
                        list.push(id);
                    }
                }
            }
            _ => {}
        }
    }
    for list in index.perspectives.values_mut() {
        list.sort_by_key(|b| (Reverse(last.get(b).copied().flatten()), *b));
    }
}
