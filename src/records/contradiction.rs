//! Contradictions: the statements that cannot all hold, and what became of it.

use super::anchor::{reading_anchor, verdict_anchor};
use super::builder::RecordBuilder;
use super::source::source_id;
use super::value::{IsoDate, UriReference, VocabularyTerm};
use crate::analysis::reasoning::{ClaimId, Contradiction, Reopening};
use crate::model::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;

#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Contradiction")]
pub(crate) struct ContradictionRecord<'a> {
    pub id: &'a str,
    pub place: UriReference,
    pub topic: &'a str,
    pub kind: VocabularyTerm<ContradictionKind>,
    /// What became of it, as it counts today.
    pub state: VocabularyTerm<ContradictionState>,
    /// What it was judged to be before a statement changed.
    pub was: Option<VocabularyTerm<ContradictionState>>,
    pub reopened_because: Option<&'static str>,
    /// The day since which all sides are on record.
    pub found: Option<IsoDate>,
    pub closed: Option<IsoDate>,
    pub reason: Option<VocabularyTerm<ContradictionReason>>,
    pub note: Option<&'a str>,
    /// What would settle it.
    pub settles: Option<&'a str>,
    /// The id of the source that shows which side holds.
    pub source: Option<&'a str>,
    /// The passage that closed it without a judgement.
    pub closed_by: Option<UriReference>,
    /// What a rule found; nothing where an editor found it.
    pub finding: Option<String>,
    /// Ids of origins that several sides rest on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shared_origins: Vec<&'a str>,
    /// A hash of what the sides say.
    pub hash: &'a str,
    pub sides: Vec<SideRecord<'a>>,
}

/// One statement of a contradiction.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ContradictionSide")]
pub(crate) struct SideRecord<'a> {
    pub place: UriReference,
    /// The whole passage, the figure, or the day of a source.
    pub text: String,
    pub date: Option<IsoDate>,
    /// Ids of the sources that it cites.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<&'a str>,
    /// Ids of the origins that it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<&'a str>,
    /// Whether it is the side that holds.
    pub holds: bool,
}

/// A contradiction of which a passage or figure is a side.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ContradictionReference")]
pub(crate) struct ContradictionReference<'a> {
    pub id: &'a str,
    pub place: UriReference,
    pub state: VocabularyTerm<ContradictionState>,
}

impl<'a> RecordBuilder<'a, '_> {
    pub(crate) fn contradiction(
        &self,
        contradiction: &'a Contradiction,
    ) -> ContradictionRecord<'a> {
        let judgement = &contradiction.judgement;
        let was = contradiction.reopening.map(|_| VocabularyTerm(judgement.state));
        let (sides, finding) = (contradiction.sides.iter(), contradiction.finding.as_ref());
        ContradictionRecord {
            id: &contradiction.id,
            place: self.contradiction_place(contradiction),
            topic: &self.site.topic(contradiction.topic).slug,
            kind: VocabularyTerm(contradiction.kind),
            state: VocabularyTerm(contradiction.state),
            was,
            reopened_because: contradiction.reopening.map(Reopening::explain),
            found: contradiction.found.map(IsoDate),
            closed: judgement.closed.map(IsoDate),
            reason: judgement.reason.map(VocabularyTerm),
            note: judgement.note.as_deref(),
            settles: contradiction.settles.as_deref(),
            source: judgement.source.and_then(|source| source_id(self.site, source)),
            closed_by: contradiction.closed_by.map(|block| self.place(Target::Block(block))),
            finding: finding.map(|finding| finding.shown(self.site, &self.site.locale)),
            shared_origins: self.source_ids(&contradiction.shared_origins),
            hash: &contradiction.hash,
            sides: sides.map(|side| self.side(contradiction, *side)).collect(),
        }
    }

    /// The contradictions of which a claim is a side, without those that turned out to be none.
    pub(crate) fn contradictions_of(&self, claim: StatementId) -> Vec<ContradictionReference<'a>> {
        let mut references = Vec::new();
        for contradiction in self.reasoning.contradictions.of(claim) {
            references.push(ContradictionReference {
                id: &contradiction.id,
                place: self.contradiction_place(contradiction),
                state: VocabularyTerm(contradiction.state),
            });
        }
        references
    }

    fn contradiction_place(&self, contradiction: &Contradiction) -> UriReference {
        UriReference(self.urls.contradiction_url(contradiction.topic, &contradiction.id))
    }

    pub(crate) fn side(&self, contradiction: &Contradiction, side: StatementId) -> SideRecord<'a> {
        let site = self.site;
        let place_of =
            |anchor: String| UriReference(self.urls.definitions_url(contradiction.topic, &anchor));
        let (place, text, date, sources) = match side {
            StatementId::Block(block) => (
                self.place(Target::Block(block)),
                self.words_of(block),
                site.block(block).date,
                site.cited_in(block),
            ),
            StatementId::Figure(id) => {
                let figure = site.figure(id);
                let subject = &site.entity(figure.subject).name;
                let style = NumberStyle::of(site.locale.tag());
                let digits = style.digits(&figure.digits);
                let value = match &figure.upper_digits {
                    Some(upper) => {
                        let values = [("from", digits.into()), ("to", style.digits(upper).into())];
                        site.locale.format(MessageId::NumberRangeInWords, &values)
                    }
                    None => digits,
                };
                let text = format!("{}, {subject}: {value} {}", figure.metric, figure.unit);
                let sources = figure.source.into_iter().collect();
                (
                    self.claim_place(ClaimId::Figure(id)),
                    text.trim_end().to_string(),
                    figure.as_of,
                    sources,
                )
            }
            StatementId::Source(source) => {
                let issued = site.source(source).issued;
                let text = match site.source(source).issue_date() {
                    Some(issued) => {
                        let date = site.locale.issue_date(issued);
                        site.locale.format(MessageId::SourceIssued, &[("date", date.into())])
                    }
                    None => site.locale.text(MessageId::SourceUndated).to_string(),
                };
                (self.place(Target::Source(source)), text, issued, vec![source])
            }
            StatementId::Verdict(id) => {
                let verdict = site.stated_verdict(id);
                let sources = verdict.source.into_iter().collect();
                let place = place_of(verdict_anchor(site, id));
                (place, self.verdict_words(id), site.verdict_date(verdict), sources)
            }
            StatementId::Reading(subject, definition) => (
                place_of(reading_anchor(site, subject, definition)),
                self.reading_words(subject, definition),
                None,
                self.deciding_sources(subject, definition),
            ),
        };
        let summary = ClaimId::of(side).and_then(|claim| self.reasoning.evidence.of(claim));
        SideRecord {
            place,
            text,
            date: date.map(IsoDate),
            sources: self.source_ids(&sources),
            origins: summary.map(|s| self.source_ids(&s.origins)).unwrap_or_default(),
            holds: contradiction.favours(site, side),
        }
    }
}
