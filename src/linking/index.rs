//! What leads where: backlinks, relations at both ends, children; from visible blocks only.

use crate::model::*;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;

/// Fills [`Site::index`].
pub(super) fn collect(site: &mut Site) {
    let mut index =
        LinkIndex { by_publisher: vec![Vec::new(); site.publishers.len()], ..LinkIndex::default() };
    for doc in site.doc_ids() {
        index.add(site, doc);
    }
    let mut lists: Vec<&mut Vec<RefId>> = index.backlinks.values_mut().collect();
    lists.par_iter_mut().with_min_len(16).for_each(|list| sort_references(site, list));
    for list in index.relations_to.values_mut() {
        sort_relations(site, list);
    }
    let LinkIndex { perspectives, children, .. } = &mut index;
    for list in perspectives.values_mut() {
        sort_perspectives(site, children, list);
    }
    publishers(site, &mut index);
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

/// Everything that a document adds to the index, each with the key of its list.
#[derive(Default)]
struct Contributions {
    references: Vec<(Target, RefId)>,
    relations: Vec<Relation>,
    children: Vec<(BlockId, BlockId)>,
    perspectives: Vec<(EntityId, BlockId)>,
    tensions: Vec<(EntityId, BlockId)>,
}

impl Contributions {
    fn of(site: &Site, doc: DocId) -> Contributions {
        let mut all = Contributions {
            relations: site.doc(doc).relations.clone(),
            ..Contributions::default()
        };
        let own = site.target_of(doc);
        for (reference, index) in site.doc(doc).refs.iter().zip(0..) {
            // A link from a page to itself is not a mention.
            if !site.block(reference.block).visible || reference.target == own {
                continue;
            }
            let id = RefId { doc, index };
            all.references.push((reference.target, id));
            if let Target::Block(block) = reference.target
                && block.doc != doc
            {
                all.references.push((Target::Doc(block.doc), id));
            }
        }
        for id in site.blocks_of(doc) {
            let block = site.block(id);
            all.children.extend(block.parent.map(|parent| (parent, id)));
            match &block.kind {
                BlockKind::Perspective { actors } => {
                    all.perspectives.extend(actors.iter().map(|actor| (*actor, id)));
                }
                BlockKind::Tension { sides } => {
                    let sides: BTreeSet<EntityId> = sides.iter().flatten().copied().collect();
                    all.tensions.extend(sides.into_iter().map(|side| (side, id)));
                }
                _ => {}
            }
        }
        all
    }
}

impl LinkIndex {
    /// Adds what a document contributes; the lists are sorted when all documents are added.
    fn add(&mut self, site: &Site, doc: DocId) {
        let all = Contributions::of(site, doc);
        for (target, id) in all.references {
            self.backlinks.entry(target).or_default().push(id);
        }
        for relation in all.relations {
            self.relations_from.entry(relation.from).or_default().push(relation);
            self.relations_to.entry(relation.to).or_default().push(relation);
        }
        for (parent, id) in all.children {
            self.children.entry(parent).or_default().push(id);
        }
        for perspective in all.perspectives.iter().map(|(_, id)| *id) {
            self.add_rereadings(site, perspective);
        }
        for (actor, id) in all.perspectives {
            self.perspectives.entry(actor).or_default().push(id);
        }
        for (side, id) in all.tensions {
            self.tensions.entry(side).or_default().push(id);
        }
    }

    /// Finds the positions of a perspective that state nothing anew. Its children are known.
    fn add_rereadings(&mut self, site: &Site, perspective: BlockId) {
        let mut known: HashSet<SourceId> = HashSet::new();
        for position in positions(site, &self.children, perspective) {
            let cited = site.cited_in(position);
            if cited.is_empty() {
                continue;
            }
            if cited.iter().all(|source| known.contains(source)) {
                self.rereadings.insert(position);
            } else {
                self.speaking_positions.insert(perspective, position);
            }
            known.extend(cited);
        }
    }

    /// Adds what a document contributes to the lists of blocks, entities and targets, in its place.
    pub fn insert(&mut self, site: &Site, doc: DocId) {
        self.add(site, doc);
        let all = Contributions::of(site, doc);
        for (target, _) in all.references {
            self.backlinks.entry(target).and_modify(|list| sort_references(site, list));
        }
        for relation in all.relations {
            self.relations_to.entry(relation.to).and_modify(|list| sort_relations(site, list));
        }
        for (actor, _) in all.perspectives {
            let Some(list) = self.perspectives.get_mut(&actor) else { continue };
            sort_perspectives(site, &self.children, list);
        }
        for (side, _) in all.tensions {
            self.tensions.entry(side).and_modify(|list| list.sort());
        }
    }

    /// Takes back what a document contributed, as `site` had it when the document was inserted.
    pub fn remove(&mut self, site: &Site, doc: DocId) {
        let all = Contributions::of(site, doc);
        for (target, _) in all.references {
            retain(&mut self.backlinks, target, |id| id.doc != doc);
        }
        for relation in all.relations {
            retain(&mut self.relations_from, relation.from, |other| other.from.doc != doc);
            retain(&mut self.relations_to, relation.to, |other| other.from.doc != doc);
        }
        for (parent, id) in all.children {
            self.children.remove(&parent);
            self.rereadings.remove(&id);
            self.speaking_positions.remove(&parent);
        }
        for (actor, _) in all.perspectives {
            retain(&mut self.perspectives, actor, |id| id.doc != doc);
        }
        for (side, _) in all.tensions {
            retain(&mut self.tensions, side, |id| id.doc != doc);
        }
    }
}

/// Keeps some items of a list, and no empty list.
fn retain<K: Eq + Hash, T>(lists: &mut HashMap<K, Vec<T>>, key: K, is_kept: impl Fn(&T) -> bool) {
    if let Some(list) = lists.get_mut(&key) {
        list.retain(is_kept);
        if list.is_empty() {
            lists.remove(&key);
        }
    }
}

/// Newest first; undated documents (pages, entities) last; within one document in the order of its text.
fn sort_references(site: &Site, list: &mut [RefId]) {
    list.sort_by_cached_key(|id| {
        let dated = site.doc(id.doc).recorded();
        (dated.is_none(), Reverse(dated), id.doc, site.reference(*id).at, id.index)
    });
}

fn sort_relations(site: &Site, list: &mut [Relation]) {
    list.sort_by_key(|relation| (site.recorded(relation.from), *relation));
}

/// By the day of their last position, newest first.
fn sort_perspectives(site: &Site, children: &HashMap<BlockId, Vec<BlockId>>, list: &mut [BlockId]) {
    list.sort_by_cached_key(|id| {
        let last = positions(site, children, *id).last().and_then(|last| site.block(*last).date);
        (Reverse(last), *id)
    });
}

/// The positions of a perspective by date, oldest first.
fn positions(
    site: &Site,
    children: &HashMap<BlockId, Vec<BlockId>>,
    perspective: BlockId,
) -> Vec<BlockId> {
    let children = children.get(&perspective).into_iter().flatten().copied();
    let mut positions: Vec<BlockId> = children.filter(|id| site.position(*id).is_some()).collect();
    positions.sort_by_key(|id| site.block(*id).date);
    positions
}

fn publishers(site: &Site, index: &mut LinkIndex) {
    for id in site.source_ids().filter(|s| site.source(*s).visible) {
        if let Some(publisher) = site.source(id).publisher {
            index.by_publisher[publisher.index()].push(id);
        }
    }
    for list in &mut index.by_publisher {
        list.sort_by_key(|s| (Reverse(site.source(*s).issue_date()), site.source(*s).id.clone()));
    }
}

#[cfg(test)]
mod tests;
