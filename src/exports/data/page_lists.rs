//! The lists of records of a page, the newest first as on the page.

use crate::model::*;
use crate::pages::{Page, range_newest_first};
use crate::records::{
    EventRecord, FigureRecord, Mention, PassageTree, SourceSummary, UriReference,
};
use std::collections::BTreeSet;

/// How many of the latest events and mentions a file has that is not a list of them.
const LATEST: usize = 50;

/// Each item once, in order.
pub(super) fn once<T: Ord + Copy>(list: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    list.filter(|item| seen.insert(*item)).collect()
}

pub(super) fn first(list: Option<&Vec<BlockId>>) -> &[BlockId] {
    let list = list.map(Vec::as_slice).unwrap_or_default();
    &list[..list.len().min(LATEST)]
}

pub(super) fn trees<'a>(page: &Page<'a>, list: &[BlockId]) -> Vec<PassageTree<'a>> {
    list.iter().map(|b| page.records().passage_tree(*b)).collect()
}

pub(super) fn newest<'a>(page: &Page<'a>, list: &[BlockId]) -> Vec<PassageTree<'a>> {
    list.iter().rev().map(|b| page.records().passage_tree(*b)).collect()
}

pub(super) fn events<'a>(page: &Page<'a>, list: &[Event]) -> Vec<EventRecord<'a>> {
    list.iter().rev().map(|e| page.records().event(e)).collect()
}

pub(super) fn latest<'a>(page: &Page<'a>, list: &[Event]) -> Vec<EventRecord<'a>> {
    events(page, &list[list.len().saturating_sub(LATEST)..])
}

/// The mentions of one file of a list.
pub(super) fn mentions<'a>(page: &Page<'a>, target: Target, part: u32) -> Vec<Mention<'a>> {
    let refs = page.site().backlinks(target);
    page.records().mentions(&refs[range_newest_first(refs.len(), part)])
}

pub(super) fn latest_mentions<'a>(page: &Page<'a>, target: Target) -> Vec<Mention<'a>> {
    let refs = page.site().backlinks(target);
    page.records().mentions(&refs[..refs.len().min(LATEST)])
}

pub(super) fn sources<'a>(
    page: &Page<'a>,
    list: impl Iterator<Item = SourceId>,
) -> Vec<SourceSummary<'a>> {
    let visible = list.filter(|s| page.site().is_visible(Target::Source(*s)));
    visible.map(|s| page.records().source_summary(s)).collect()
}

pub(super) fn figures<'a>(page: &Page<'a>, list: &[FigureId]) -> Vec<FigureRecord<'a>> {
    let site = page.site();
    let visible = list.iter().filter(|f| site.is_visible(Target::Entity(site.figure(**f).subject)));
    visible.map(|f| page.records().figure(*f)).collect()
}

/// The works that a document cites, in the order of their first citation.
pub(super) fn cited<'a>(page: &Page<'a>, id: DocId) -> Vec<SourceSummary<'a>> {
    let site = page.site();
    sources(page, once(site.blocks_of(id).flat_map(|b| site.cited_in(b))).into_iter())
}

pub(super) fn related(page: &Page, id: DocId) -> Vec<UriReference> {
    let visible = page.site().doc(id).related.iter().filter(|t| page.site().is_visible(**t));
    visible.map(|t| page.records().place(*t)).collect()
}
