//! Passages: the pieces that documents are made of, each with its URL, its date, its sources and its words.

use super::builder::RecordBuilder;
use super::claim_marks::with_marks;
use super::contradiction::ContradictionReference;
use super::evidence::EvidenceRecord;
use super::forecast::ForecastRecord;
use super::name::{document_kind, document_name};
use super::source::source_id;
use super::value::{IsoDate, OwnWord, UriReference, VocabularyTerm};
use crate::analysis::reasoning::{ClaimId, RelationEnd, is_claim};
use crate::model::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;

/// One passage of a text: a paragraph, a source note, an event, a position, a question …
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub(crate) struct Passage<'a> {
    /// Its name on its page; the part of `place` after `#`.
    pub id: &'a str,
    /// Its address.
    pub place: UriReference,
    /// Whether its id stays when its words change.
    pub lasting: bool,
    pub form: PassageKind,
    /// The id of the passage that it is a part of.
    pub part_of: Option<&'a str>,
    /// The heading of its section, where this file is about its document.
    pub section: Option<String>,
    /// Its own day, else that of its document.
    pub date: Option<IsoDate>,
    /// Of a gather that was compiled later: the day on which it was recorded.
    pub recorded: Option<IsoDate>,
    /// "editors" for what is theirs: corrections, remarks, what a tension's sides share and where they part.
    pub voice: Option<&'static str>,
    /// Its words, without marks.
    pub text: String,
    /// What goes with its words wherever they are shown: verdicts, who reports it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// Ids of the sources that it cites; for a note, first the one that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<&'a str>,
    /// What contradicts it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<ContradictionReference<'a>>,
    /// Of a claim that cites anything: what it rests on.
    pub evidence: Option<EvidenceRecord<'a>>,
    /// The id of the definition of its word that it uses.
    pub definition: Option<&'a str>,
    /// Ids of those who hold a position or stand on a side.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<&'a str>,
    /// Ids of the entities that its words link to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<&'a str>,
    /// Of a cross-link: the topic that it leads to.
    pub to_topic: Option<&'a str>,
    /// Of an observation: its kind.
    pub observation: Option<OwnWord<'a>>,
    /// The built-in kind that a kind of the site acts like.
    pub observation_like: Option<VocabularyTerm<ObservationKind>>,
    /// Of a suggestion: what became of it, and when.
    pub outcome: Option<VocabularyTerm<Outcome>>,
    pub outcome_date: Option<IsoDate>,
    /// Of a position that its holder is not on record with: ids of the sources and actors that report it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributed_by: Vec<&'a str>,
    /// Of a perspective: the day from which its text holds, and that on which it was stated last.
    pub since: Option<IsoDate>,
    pub last_stated: Option<IsoDate>,
    /// Of a position: how it relates to the one before it; none where the same document was read again.
    pub change: Option<VocabularyTerm<ChangeWord>>,
    /// Of a question: whether it is one of the debate or a gap of the record.
    pub question_kind: Option<VocabularyTerm<QuestionKind>>,
    /// Of a question: whether it is answered.
    pub status: Option<VocabularyTerm<QuestionStatus>>,
    pub asked: Option<IsoDate>,
    /// Of a question or a forecast: the day by which it can be answered or judged.
    pub due: Option<IsoDate>,
    pub forecast: Option<ForecastRecord<'a>>,
    /// Of a tension: what it is about.
    pub tension: Option<OwnWord<'a>>,
    /// The built-in kind that a kind of the site acts like.
    pub tension_like: Option<VocabularyTerm<TensionKind>>,
    /// Of a tension: its sides, each with the ids of one or several entities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<Vec<&'a str>>,
    /// What later passages say of it, and what it says of earlier ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<RelationRecord>,
    /// The document that contains it, where that is not this file's page.
    pub document: Option<DocumentReference<'a>>,
}

/// What kind of passage it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Form")]
pub(crate) enum PassageKind {
    /// A paragraph, a quotation, code or a table.
    Paragraph,
    /// An item of a list.
    Item,
    /// A heading below those of the sections.
    Heading,
    /// One source with what it says.
    Note,
    CrossLink,
    Observation,
    Event,
    /// What one or several actors hold; its words and positions are parts of it.
    Perspective,
    Position,
    Tension,
    Question,
    /// What somebody expects.
    Forecast,
    Correction,
    /// Of a tension: a side's best statement.
    Statement,
    /// Of a tension: what the sides share.
    Shared,
    /// Of a tension: where they part.
    Crux,
    /// Of a tension, a question or a forecast: what would settle it.
    WouldSettleIt,
    /// Of a question.
    Answer,
    /// Of a forecast: what it means, in a form that can be tested.
    Reading,
    /// Of a forecast: what must hold for it to count.
    Condition,
}

/// What one passage says about another.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Relation")]
pub(crate) struct RelationRecord {
    /// As it reads from this end: overtakes, overtaken by …
    pub verb: &'static str,
    pub kind: VocabularyTerm<RelationKind>,
    /// Whether it holds no longer: the passage that says it was corrected, and the correction does not say the same.
    pub lapsed: bool,
    /// The other passage.
    pub place: UriReference,
    pub date: Option<IsoDate>,
    /// Its first sentence.
    pub text: String,
}

/// The document that contains a passage.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Document")]
pub(crate) struct DocumentReference<'a> {
    pub title: String,
    /// topic, a kind of gather or article, thread, page or entity.
    pub kind: &'static str,
    pub topic: Option<&'a str>,
}

/// A perspective, tension or question with what belongs to it.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Whole")]
pub(crate) struct PassageTree<'a> {
    #[serde(flatten)]
    pub passage: Passage<'a>,
    /// Its words and positions; its statements, what is shared, the crux; its answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Passage<'a>>,
}

impl Passage<'_> {
    /// Its words with its marks before them, for outputs without fields for marks.
    pub(crate) fn marked_text(&self, locale: &Locale) -> String {
        with_marks(locale, &self.marks, self.text.clone())
    }
}

impl<'a> RecordBuilder<'a, '_> {
    /// A passage as its own document has it.
    pub(crate) fn passage(&self, id: BlockId) -> Passage<'a> {
        let site = self.site;
        let block = site.block(id);
        let mut passage = Passage {
            id: &block.anchor.name,
            place: self.place(Target::Block(id)),
            lasting: block.anchor.lasting,
            form: passage_kind(&block.kind),
            part_of: block.parent.map(|p| &*site.block(p).anchor.name),
            section: None,
            date: block.date.map(IsoDate),
            recorded: site.recorded(id).filter(|day| Some(*day) != block.date).map(IsoDate),
            voice: block.is_editorial().then_some("editors"),
            text: self.bare_words(id),
            marks: self.marks(id),
            sources: cited_ids(site, id),
            contradictions: self.contradictions_of(StatementId::Block(id)),
            evidence: self.evidence(ClaimId::Block(id)).filter(|_| is_claim(&block.kind)),
            definition: definition_id(site, block),
            actors: Vec::new(),
            entities: linked_entities(site, id),
            to_topic: None,
            observation: None,
            observation_like: None,
            outcome: None,
            outcome_date: None,
            attributed_by: self.reporter_ids(id),
            since: block.since().map(IsoDate),
            last_stated: None,
            change: None,
            question_kind: None,
            status: None,
            asked: None,
            due: block.due().map(IsoDate),
            forecast: self.forecast(id),
            tension: None,
            tension_like: None,
            sides: Vec::new(),
            relations: self.relations(id),
            document: None,
        };
        match &block.kind {
            BlockKind::CrossLink { target } => passage.to_topic = topic_id(site, *target),
            BlockKind::Observation { kind } => {
                let words = &site.vocabulary.observations;
                passage.observation = Some(OwnWord(words.word(*kind)));
                passage.observation_like = words.like(*kind).map(VocabularyTerm);
                let outcome = outcome(site, id);
                passage.outcome = outcome.map(|o| VocabularyTerm(o.outcome));
                passage.outcome_date = outcome.and_then(|o| o.date).map(IsoDate);
            }
            BlockKind::Perspective { actors } => {
                passage.actors = entity_ids(site, actors);
                let stated = site.last_stated_on(id);
                passage.last_stated = stated.map(IsoDate);
            }
            BlockKind::Part(BlockPart::Statement(actors)) => {
                passage.actors = entity_ids(site, actors);
            }
            BlockKind::Position { change } => {
                passage.change = Some(VocabularyTerm(*change)).filter(|_| !site.is_rereading(id));
                passage.actors = entity_ids(site, site.holders(id));
            }
            BlockKind::Tension { sides } => {
                passage.sides = sides.iter().map(|side| entity_ids(site, side)).collect();
                let (kind, words) = (tension_kind(site, id), &site.vocabulary.tensions);
                passage.tension = kind.map(|kind| OwnWord(words.word(kind)));
                passage.tension_like = kind.and_then(|kind| words.like(kind)).map(VocabularyTerm);
            }
            BlockKind::Question { kind, status, asked, .. } => {
                passage.question_kind = Some(VocabularyTerm(*kind));
                passage.status = Some(VocabularyTerm(*status));
                passage.asked = asked.map(IsoDate);
            }
            _ => {}
        }
        passage
    }

    /// All passages of a document, in order.
    pub(crate) fn passages(&self, id: DocId) -> Vec<Passage<'a>> {
        let doc = self.site.doc(id);
        let mut passages = Vec::with_capacity(doc.blocks.len());
        for section in &doc.sections {
            let heading = self.site.heading(self.files, id, section);
            let heading = heading.map(|words| self.words(id, &words));
            for block in self.site.blocks_in(id, section).filter(|b| !is_kind(self.site, *b)) {
                passages.push(Passage { section: heading.clone(), ..self.passage(block) });
            }
        }
        passages
    }

    /// The plain words of a document's footnotes, in order.
    pub(crate) fn footnotes(&self, id: DocId) -> Vec<String> {
        let count = self.site.doc(id).tree.footnotes.len();
        let mut footnotes = Vec::with_capacity(count);
        for n in 0..count {
            footnotes.push(self.words(id, &self.site.footnote(self.files, id, n)));
        }
        footnotes
    }

    /// A passage as a list has it: with its document.
    pub(crate) fn listed_passage(&self, id: BlockId) -> Passage<'a> {
        let document = Some(self.document_of(self.site.block(id).doc));
        Passage { document, ..self.passage(id) }
    }

    /// A passage as a list has it, with all its parts.
    pub(crate) fn passage_tree(&self, id: BlockId) -> PassageTree<'a> {
        let parts = self.site.children(id).iter().filter(|c| !is_kind(self.site, **c));
        PassageTree {
            passage: self.listed_passage(id),
            parts: parts.map(|c| self.passage(*c)).collect(),
        }
    }

    /// How passages and mentions name their document.
    pub(crate) fn document_of(&self, id: DocId) -> DocumentReference<'a> {
        let doc = self.site.doc(id);
        DocumentReference {
            title: document_name(self.site, id),
            kind: document_kind(doc),
            topic: doc.topic.map(|t| self.site.topic(t).slug.as_str()),
        }
    }

    fn reporter_ids(&self, id: BlockId) -> Vec<&'a str> {
        let site = self.site;
        let mut ids = Vec::new();
        for reporter in self.reporters(id) {
            match reporter {
                Target::Source(source) => ids.extend(source_id(site, source)),
                Target::Entity(entity) => ids.push(site.entity(entity).slug.as_str()),
                _ => {}
            }
        }
        ids
    }

    /// What later passages say of this one, then what this one says of earlier passages.
    fn relations(&self, id: BlockId) -> Vec<RelationRecord> {
        let site = self.site;
        let later = site.all_relations_to(id).map(|r| (r, RelationEnd::Later, r.from));
        let earlier = site.all_relations_from(id).map(|r| (r, RelationEnd::Earlier, r.to));
        let mut relations = Vec::new();
        for (relation, end, other) in later.chain(earlier) {
            if site.is_visible(Target::Block(other)) {
                relations.push(RelationRecord {
                    verb: self.reasoning.evidence.verb(relation, end).word(),
                    kind: VocabularyTerm(relation.kind),
                    lapsed: relation.lapsed,
                    place: self.place(Target::Block(other)),
                    date: site.recorded(other).map(IsoDate),
                    text: self.first_sentence(other),
                });
            }
        }
        relations
    }
}

/// The kind of a tension, which one of its parts states.
fn tension_kind(site: &Site, tension: BlockId) -> Option<Term<TensionKind>> {
    site.children(tension).iter().find_map(|c| match site.block(*c).kind {
        BlockKind::Part(BlockPart::Kind(kind)) => Some(kind),
        _ => None,
    })
}

/// Whether a block only states the kind of its tension, which is a field of the tension's passage.
fn is_kind(site: &Site, block: BlockId) -> bool {
    matches!(site.block(block).kind, BlockKind::Part(BlockPart::Kind(_)))
}

/// What the watch list records as the outcome of a suggestion, as far as it is known on the day of the build.
pub(crate) fn outcome(site: &Site, block: BlockId) -> Option<&SuggestionOutcome> {
    let topic = site.doc(site.block(block).doc).topic?;
    let all = &site.topic(topic).watch.suggestions;
    let outcome = all.get(all.partition_point(|s| s.from < block)).filter(|s| s.from == block)?;
    if site.is_known(outcome.date) { Some(outcome) } else { None }
}

/// The ids of visible entities.
fn entity_ids<'a>(site: &'a Site, entities: &[EntityId]) -> Vec<&'a str> {
    let visible = entities.iter().filter(|e| site.is_visible(Target::Entity(**e)));
    visible.map(|e| site.entity(*e).slug.as_str()).collect()
}

/// The ids of the sources that a passage cites, each once; for a note, first the one that it is about.
pub(crate) fn cited_ids(site: &Site, id: BlockId) -> Vec<&str> {
    let mut sources = Vec::new();
    if let BlockKind::Note { source } = site.block(id).kind {
        sources.push(source);
    }
    sources.extend(site.cited_in(id));
    let mut ids = Vec::new();
    for id in sources.into_iter().filter_map(|s| source_id(site, s)) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The ids of the visible entities that a passage links to, each once.
fn linked_entities(site: &Site, id: BlockId) -> Vec<&str> {
    let mut ids = Vec::new();
    for r in site.refs_of(id) {
        if let Target::Entity(e) = r.target
            && site.is_visible(r.target)
            && !ids.contains(&site.entity(e).slug.as_str())
        {
            ids.push(site.entity(e).slug.as_str());
        }
    }
    ids
}

fn topic_id(site: &Site, target: Target) -> Option<&str> {
    match target {
        Target::Topic(t) => Some(&site.topic(t).slug),
        Target::Elsewhere(e) => Some(&site.elsewhere[e.index()].slug),
        _ => None,
    }
}

fn passage_kind(kind: &BlockKind) -> PassageKind {
    match kind {
        BlockKind::Prose => PassageKind::Paragraph,
        BlockKind::Item(_) => PassageKind::Item,
        BlockKind::Subheading { .. } => PassageKind::Heading,
        BlockKind::Note { .. } => PassageKind::Note,
        BlockKind::CrossLink { .. } => PassageKind::CrossLink,
        BlockKind::Observation { .. } => PassageKind::Observation,
        BlockKind::Event => PassageKind::Event,
        BlockKind::Perspective { .. } => PassageKind::Perspective,
        BlockKind::Position { .. } => PassageKind::Position,
        BlockKind::Tension { .. } => PassageKind::Tension,
        BlockKind::Question { .. } => PassageKind::Question,
        BlockKind::Forecast => PassageKind::Forecast,
        BlockKind::Correction => PassageKind::Correction,
        BlockKind::Part(BlockPart::Statement(_)) => PassageKind::Statement,
        BlockKind::Part(BlockPart::Shared) => PassageKind::Shared,
        BlockKind::Part(BlockPart::Crux) => PassageKind::Crux,
        BlockKind::Part(BlockPart::Settles) => PassageKind::WouldSettleIt,
        BlockKind::Part(BlockPart::Answer) => PassageKind::Answer,
        BlockKind::Part(BlockPart::Reading) => PassageKind::Reading,
        BlockKind::Part(BlockPart::Condition) => PassageKind::Condition,
        BlockKind::Part(BlockPart::Kind(_)) => PassageKind::Tension,
    }
}

fn definition_id<'a>(site: &'a Site, block: &Block) -> Option<&'a str> {
    let definition = block.claim.as_ref()?.definition?;
    Some(&site.definition(definition).id)
}
