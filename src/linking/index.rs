//! What leads where: backlinks, relations at both ends, children; from visible blocks only.

use crate::model::*;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Fills [`Site::index`].
pub fn collect(site: &mut Site) {
    let mut index = Index {
        to_source: vec![Vec::new(); site.sources.len()],
        to_entity: vec![Vec::new(); site.entities.len()],
        to_doc: vec![Vec::new(); site.docs.len()],
        to_topic: vec![Vec::new(); site.topics.len()],
        to_elsewhere: vec![Vec::new(); site.elsewhere.len()],
        to_publisher: vec![Vec::new(); site.publishers.len()],
        by_publisher: vec![Vec::new(); site.publishers.len()],
        ..Index::default()
    };
    for (r, n) in site.refs.iter().zip(0u32..) {
        let doc = site.block(r.block).doc;
        // A page that leads to itself is no mention of it.
        if !site.block(r.block).visible || r.target == site.target_of(doc) {
            continue;
        }
        match r.target {
            Target::Source(s) => index.to_source[s.index()].push(n),
            Target::Entity(e) => index.to_entity[e.index()].push(n),
            Target::Doc(d) => index.to_doc[d.index()].push(n),
            Target::Topic(t) => index.to_topic[t.index()].push(n),
            Target::Elsewhere(e) => index.to_elsewhere[e.index()].push(n),
            Target::Publisher(p) => index.to_publisher[p.index()].push(n),
            Target::Block(b) => {
                index.to_block.entry(b).or_default().push(n);
                if site.block(b).doc != doc {
                    index.to_doc[site.block(b).doc.index()].push(n);
                }
            }
        }
    }
    // Newest first; undated documents (pages, entities) last; within one document in the order of its text.
    let order = |n: &u32| {
        let r = &site.refs[*n as usize];
        let doc = site.block(r.block).doc;
        let dated = site.doc(doc).date;
        (dated.is_none(), Reverse(dated), doc, r.at)
    };
    let lists = [
        &mut index.to_source,
        &mut index.to_entity,
        &mut index.to_doc,
        &mut index.to_topic,
        &mut index.to_elsewhere,
        &mut index.to_publisher,
    ];
    let mut lists: Vec<&mut Vec<u32>> =
        lists.into_iter().flatten().chain(index.to_block.values_mut()).collect();
    lists.par_iter_mut().with_min_len(16).for_each(|list| list.sort_by_cached_key(order));
    for (relation, n) in site.relations.iter().zip(0u32..) {
        index.relations_from.entry(relation.from).or_default().push(n);
        index.relations_to.entry(relation.to).or_default().push(n);
    }
    for list in index.relations_to.values_mut() {
        list.sort_by_key(|n| (site.block(site.relations[*n as usize].from).date, *n));
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

fn publishers(site: &Site, index: &mut Index) {
    for id in site.source_ids().filter(|s| site.source(*s).visible) {
        if let Some(publisher) = site.source(id).publisher {
            index.by_publisher[publisher.index()].push(id);
        }
    }
    for list in &mut index.by_publisher {
        list.sort_by_key(|s| (Reverse(site.source(*s).issued), site.source(*s).id.clone()));
    }
}

fn actors(site: &Site, index: &mut Index) {
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
