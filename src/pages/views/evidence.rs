//! What the claims of a topic rest on: each origin with the sources that lead to it and the claims that rest on it.

use crate::analysis::reasoning::{ClaimId, OriginUse, TopicEvidence};
use crate::model::*;
use crate::pages::components::claim_line::{ClaimLine, claim_line};
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::embed_snippet::{Snippet, snippet};
use crate::pages::components::link::Link;
use crate::pages::components::origin_line::source_links;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::source_line::{SourceLine, source_line, source_link};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::embedded::{ConclusionList, Embedded};
use crate::pages::routes::route::PageRoute;
use serde::Serialize;
use std::ops::Range;

/// How many claims of one origin are listed; the rest is in the page's data.
const CLAIMS: usize = 40;

#[derive(Serialize)]
pub struct EvidencePage {
    page: PageHead,
    embed: Option<Snippet>,
    #[serde(flatten)]
    lists: EvidenceLists,
}

/// What the page has, and the small one for frames too.
#[derive(Serialize)]
pub(crate) struct EvidenceLists {
    counts: EvidenceCounts,
    origins: Vec<OriginView>,
    shared_ground: Vec<Link>,
    loops: Vec<Vec<Link>>,
    untraced: Vec<UntracedLine>,
    /// How much the traced sources have in common, in per cent: the corrected covered area.
    covered_area: Option<f64>,
}

/// How much there is of each; for the topic's own page too.
#[derive(Serialize)]
pub(crate) struct EvidenceCounts {
    pub claims: usize,
    pub origins: usize,
    pub untraced: usize,
    pub single_origin_claims: usize,
    /// Origins of which a statement was corrected.
    pub corrected: usize,
}

/// One origin with the claims that rest on it.
#[derive(Serialize)]
struct OriginView {
    id: String,
    source: SourceLine,
    evidence_kind: Option<&'static str>,
    authors: Vec<String>,
    uses: Vec<Link>,
    /// The cited sources that report it, by date.
    reports: Vec<SourceLine>,
    /// Whether it is cited itself.
    is_cited: bool,
    claims: Vec<ClaimLine>,
    total: usize,
    /// Claims that the page leaves to its data.
    more_claims: usize,
    only_here: usize,
    correction: Option<ClaimLine>,
}

/// A cited source that leads to no origin.
#[derive(Serialize)]
struct UntracedLine {
    source: Link,
    claims: usize,
}

pub(crate) fn counts(evidence: &TopicEvidence) -> EvidenceCounts {
    let corrected = evidence.origins.iter().filter(|of_origin| of_origin.correction.is_some());
    EvidenceCounts {
        claims: evidence.claims.len(),
        origins: evidence.origins.len(),
        untraced: evidence.untraced.len(),
        single_origin_claims: evidence.single_origin_claims,
        corrected: corrected.count(),
    }
}

pub(crate) fn evidence(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> EvidencePage {
    let page = Page::new(ctx, route.path(ctx));
    EvidencePage {
        lists: lists(&page, topic, route.entries(ctx)),
        embed: snippet(&page, Embedded::Conclusions(topic, ConclusionList::Evidence)),
        page: PageHead::new(&page, "evidence", ctx.site.topic(topic).title.clone())
            .under(&page, topic)
            .offers(&page, Subject::Evidence, Scope::Topic(topic))
            .pager(route.pager(ctx)),
    }
}

/// With these of the origins; what could not be traced goes with the first.
pub(crate) fn lists(page: &Page, topic: TopicId, shown: Range<usize>) -> EvidenceLists {
    let evidence = page.ctx.tables.reasoning.evidence.topic(topic);
    let untraced = evidence.untraced.iter().map(|(source, claims)| UntracedLine {
        source: source_link(page, *source),
        claims: *claims,
    });
    let is_first = shown.start == 0;
    EvidenceLists {
        counts: counts(evidence),
        origins: evidence.origins[shown].iter().map(|o| origin_view(page, o)).collect(),
        shared_ground: source_links(page, &evidence.shared_ground),
        loops: evidence.loops.iter().map(|members| source_links(page, members)).collect(),
        untraced: if is_first { untraced.collect() } else { Vec::new() },
        covered_area: evidence.covered_area.map(|area| (area * 1000.0).round() / 10.0),
    }
}

fn origin_view(page: &Page, of_origin: &OriginUse) -> OriginView {
    let source = page.site().source(of_origin.origin);
    let reports = of_origin.cited.iter().filter(|cited| **cited != of_origin.origin);
    let claims = of_origin.claims.iter().take(CLAIMS).map(|claim| claim_line(page, *claim));
    OriginView {
        id: format!("origin-{}", source.id),
        source: source_line(page, of_origin.origin),
        evidence_kind: source.evidence().map(Word::word),
        authors: source.authors.iter().map(Author::shown).collect(),
        uses: source_links(page, &source.uses),
        reports: reports.map(|cited| source_line(page, *cited)).collect(),
        is_cited: of_origin.cited.contains(&of_origin.origin),
        claims: claims.collect(),
        total: of_origin.claims.len(),
        more_claims: of_origin.claims.len().saturating_sub(CLAIMS),
        only_here: of_origin.only_here.len(),
        correction: of_origin.correction.map(|block| claim_line(page, ClaimId::Block(block))),
    }
}
