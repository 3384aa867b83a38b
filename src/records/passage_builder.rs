//! Builds the records of passages.

use super::builder::RecordBuilder;
use super::name::{document_kind, document_name};
use super::passage::{DocumentReference, Passage, PassageKind, PassageTree, RelationRecord};
use super::source::source_id;
use super::value::{IsoDate, OwnWord, VocabularyTerm};
use crate::analysis::reasoning::{ClaimId, RelationEnd, is_claim};
use crate::model::*;

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
    let topic = site.topic_of(Target::Block(block))?;
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
