//! What a claim rests on, in one line below it.

use crate::analysis::reasoning::ClaimId;
use crate::model::*;
use crate::pages::components::link::Link;
use crate::pages::components::source_line::source_link;
use crate::pages::components::text::Page;
use serde::Serialize;

/// "5 citations, 1 origin", where that is not plain from the citation alone.
#[derive(Serialize)]
pub struct OriginLine {
    pub citations: usize,
    pub origins: Vec<Link>,
    pub origin_count: usize,
    /// Further sources, or groups of sources that cite each other, that lead to no origin.
    pub untraced: usize,
    /// Whether some of them report only each other.
    pub is_circular: bool,
    /// Other evidence that several of the origins are made of.
    pub shared_ground: Vec<Link>,
}

/// Returns nothing for what cites nothing, and for a single citation of an origin or of a source that leads to none.
pub(crate) fn origin_line(page: &Page, claim: ClaimId) -> Option<OriginLine> {
    let summary = page.ctx.tables.reasoning.evidence.of(claim)?;
    if let [(source, origins)] = &summary.citations[..]
        && (origins.is_empty() || origins == &[*source])
        && summary.loops.is_empty()
    {
        return None;
    }
    let origins = source_links(page, &summary.origins);
    Some(OriginLine {
        citations: summary.citations.len(),
        origin_count: origins.len(),
        origins,
        untraced: summary.untraced.len(),
        is_circular: !summary.loops.is_empty(),
        shared_ground: source_links(page, &summary.shared_ground),
    })
}

/// Links to the sources that have a page.
pub(crate) fn source_links(page: &Page, sources: &[SourceId]) -> Vec<Link> {
    let visible = sources.iter().filter(|s| page.site().is_visible(Target::Source(**s)));
    visible.map(|source| source_link(page, *source)).collect()
}
