//! What claims rest on: origins, the claims that rest on each, and what could not be traced.

use super::builder::RecordBuilder;
use super::source::{SourceSummary, source_id};
use super::value::{UriReference, VocabularyTerm};
use crate::analysis::reasoning::{ClaimId, OriginSummary, OriginUse};
use crate::model::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;

/// What one claim rests on.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Evidence")]
pub(crate) struct EvidenceRecord<'a> {
    /// Ids of the distinct sources that are evidence themselves and that its citations lead to.
    pub origins: Vec<&'a str>,
    /// Ids of the cited sources that lead to none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub untraced: Vec<&'a str>,
    /// How many origins there are at least and at most: what is untraced may be one of those that are known.
    pub at_least: usize,
    pub at_most: usize,
}

/// One origin with the claims that rest on it.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Origin")]
pub(crate) struct OriginRecord<'a> {
    pub source: SourceSummary<'a>,
    pub evidence_kind: Option<VocabularyTerm<EvidenceKind>>,
    /// Ids of other evidence that it is made of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<&'a str>,
    /// Ids of the cited sources that lead to it.
    pub cited: Vec<&'a str>,
    /// The passages and figures that rest on it.
    pub claims: Vec<UriReference>,
    /// How many of them rest on nothing else.
    pub only_here: usize,
    /// The passage that corrects a statement of it.
    pub corrected_by: Option<UriReference>,
}

/// A cited source that leads to no origin.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "UntracedSource")]
pub(crate) struct UntracedRecord<'a> {
    pub source: SourceSummary<'a>,
    /// How many claims cite it.
    pub claims: usize,
}

impl<'a> RecordBuilder<'a, '_> {
    /// What a claim rests on; `None` where it cites nothing.
    pub(crate) fn evidence(&self, claim: ClaimId) -> Option<EvidenceRecord<'a>> {
        let summary: &OriginSummary = self.reasoning.evidence.of(claim)?;
        let range = summary.range();
        Some(EvidenceRecord {
            origins: self.source_ids(&summary.origins),
            untraced: self.source_ids(&summary.untraced.concat()),
            at_least: *range.start(),
            at_most: *range.end(),
        })
    }

    pub(crate) fn origin(&self, of_origin: &OriginUse) -> OriginRecord<'a> {
        let source = self.site.source(of_origin.origin);
        OriginRecord {
            source: self.source_summary(of_origin.origin),
            evidence_kind: source.evidence().map(VocabularyTerm),
            uses: self.source_ids(&source.uses),
            cited: self.source_ids(&of_origin.cited),
            claims: of_origin.claims.iter().map(|claim| self.claim_place(*claim)).collect(),
            only_here: of_origin.only_here.len(),
            corrected_by: of_origin.correction.map(|block| self.place(Target::Block(block))),
        }
    }

    pub(crate) fn untraced(&self, topic: TopicId) -> Vec<UntracedRecord<'a>> {
        let mut untraced = Vec::new();
        for (source, claims) in &self.reasoning.evidence.topic(topic).untraced {
            untraced.push(UntracedRecord { source: self.source_summary(*source), claims: *claims });
        }
        untraced
    }

    /// The URL of a passage or a figure.
    pub(crate) fn claim_place(&self, claim: ClaimId) -> UriReference {
        match claim {
            ClaimId::Block(block) => self.place(Target::Block(block)),
            ClaimId::Figure(figure) => UriReference(self.urls.figure_url(figure)),
        }
    }

    pub(crate) fn source_ids(&self, sources: &[SourceId]) -> Vec<&'a str> {
        sources.iter().filter_map(|source| source_id(self.site, *source)).collect()
    }
}
