//! The whole site after linking, and the questions that later stages ask of it.

use super::address::{AddressMove, AddressRemoval, PublicAddress};
use super::block::{Block, BlockKind, BlockRef, Relation};
use super::date::Date;
use super::definition::{Definition, Fact, StatedVerdict};
use super::doc::{Doc, Section};
use super::event::EventLog;
use super::ids::{
    BlockId, DefinitionId, DocId, EntityId, FactId, FigureId, PublisherId, RefId, SourceId, Target,
    TopicId, VerdictId,
};
use super::locale::Locale;
use super::measures::Measures;
use super::picture::Picture;
use super::publication::PublicationRecord;
use super::record::{Entity, ExternalTopic, Figure, LedgerEntry, Publisher, Source, Topic};
use super::site_config::SiteConfig;
use super::site_index::{LinkIndex, NameIndex};
use super::vocabulary::Vocabulary;
use super::words::{DataFiles, QuestionStatus, RelationKind};
use crate::markdown::{NodeKind, QuotationMarks, Slice};
use crate::source::{CopiedFile, Files, Span};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Everything that the site knows. Lists are in a fixed order (paths, dates), so that pages come out the same each time.
#[derive(Debug, Default)]
pub struct Site {
    pub config: SiteConfig,
    pub vocabulary: Vocabulary,
    /// The words that readers see, in the site's language.
    pub locale: Arc<Locale>,
    /// The day that the site is built for.
    pub as_of: Option<Date>,
    pub topics: Vec<Topic>,
    pub elsewhere: Vec<ExternalTopic>,
    pub docs: Vec<Doc>,
    pub entities: Vec<Entity>,
    pub sources: Vec<Source>,
    pub publishers: Vec<Publisher>,
    pub figures: Vec<Figure>,
    /// The contradictions that editors recorded, topic by topic.
    pub ledger: Vec<LedgerEntry>,
    pub definitions: Vec<Definition>,
    pub facts: Vec<Fact>,
    pub stated_verdicts: Vec<StatedVerdict>,
    pub names: NameIndex,
    /// What the names in YAML lead to, those that give a record its id or title included.
    pub name_targets: HashMap<Span, Target>,
    /// Addresses that were published, from content/addresses.txt; `None` where the site has no such list.
    pub public: Option<Vec<PublicAddress>>,
    /// When its pages and passages were published first, from content/publications.txt; `None` where the site has no such
    /// record, and for the site of an earlier day.
    pub publications: Option<PublicationRecord>,
    pub gone: Vec<AddressRemoval>,
    pub moved: Vec<AddressMove>,
    /// Files under static/, for relative links.
    pub statics: Vec<String>,
    /// The descriptions of pictures, by the paths of the pictures from the site's root.
    pub pictures: BTreeMap<String, Picture>,
    /// The files of content/ that a text shows or links to, by their paths from the site's root.
    pub attachments: BTreeSet<String>,
    pub index: LinkIndex,
    pub events: EventLog,
}

impl Site {
    /// How measured values are written on its pages.
    pub fn numbers(&self) -> Measures<'_> {
        Measures::of(&self.locale)
    }

    /// The marks that take the place of straight quotation marks in its texts.
    pub fn quotation_marks(&self) -> &QuotationMarks {
        self.locale.quotation_marks()
    }

    /// The same in the title of a source, by its language.
    pub fn source_quotation_marks(&self, id: SourceId) -> &QuotationMarks {
        self.locale.quotation_marks_of(self.source(id).language.as_deref())
    }

    pub fn topic(&self, id: TopicId) -> &Topic {
        &self.topics[id.index()]
    }
    /// How many texts of a topic's documents are left out, see [`Doc::left_out`].
    pub fn left_out_of_topic(&self, id: TopicId) -> u32 {
        let topic = self.topic(id);
        let texts = topic.threads.iter().chain(&topic.articles).map(|doc| self.doc(*doc).left_out);
        self.doc(topic.doc).left_out + texts.sum::<u32>()
    }
    /// The day on which a source was issued.
    pub fn issued(&self, source: Option<SourceId>) -> Option<Date> {
        self.source(source?).issued
    }
    /// The day on which a definition was issued.
    pub fn definition_date(&self, definition: &Definition) -> Option<Date> {
        definition.issued.or_else(|| self.issued(definition.source))
    }
    /// The day from which a fact counts.
    pub fn fact_date(&self, fact: &Fact) -> Option<Date> {
        fact.date.or_else(|| self.issued(fact.source))
    }
    /// The day on which a verdict was stated.
    pub fn verdict_date(&self, verdict: &StatedVerdict) -> Option<Date> {
        verdict.date.or_else(|| self.issued(verdict.source))
    }
    pub fn doc(&self, id: DocId) -> &Doc {
        &self.docs[id.index()]
    }
    pub fn block(&self, id: BlockId) -> &Block {
        &self.doc(id.doc).blocks[id.index as usize]
    }
    pub(crate) fn block_mut(&mut self, id: BlockId) -> &mut Block {
        &mut self.docs[id.doc.index()].blocks[id.index as usize]
    }
    pub fn reference(&self, id: RefId) -> &BlockRef {
        &self.doc(id.doc).refs[id.index as usize]
    }
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.index()]
    }
    pub fn publisher(&self, id: PublisherId) -> &Publisher {
        &self.publishers[id.index()]
    }
    pub fn definition(&self, id: DefinitionId) -> &Definition {
        &self.definitions[id.index()]
    }
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[id.index()]
    }
    pub fn stated_verdict(&self, id: VerdictId) -> &StatedVerdict {
        &self.stated_verdicts[id.index()]
    }
    pub fn figure(&self, id: FigureId) -> &Figure {
        &self.figures[id.index()]
    }

    pub fn doc_ids(&self) -> impl Iterator<Item = DocId> + use<> {
        (0..self.docs.len() as u32).map(DocId)
    }
    pub fn topic_ids(&self) -> impl Iterator<Item = TopicId> + use<> {
        (0..self.topics.len() as u32).map(TopicId)
    }

    /// The topic whose folder has this name.
    pub fn topic_by_slug(&self, slug: &str) -> Option<TopicId> {
        self.topic_ids().find(|id| self.topic(*id).slug == slug)
    }

    pub fn source_ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (0..self.sources.len() as u32).map(SourceId)
    }
    pub fn entity_ids(&self) -> impl Iterator<Item = EntityId> + use<> {
        (0..self.entities.len() as u32).map(EntityId)
    }
    pub fn publisher_ids(&self) -> impl Iterator<Item = PublisherId> + use<> {
        (0..self.publishers.len() as u32).map(PublisherId)
    }
    pub fn block_ids(&self) -> impl Iterator<Item = BlockId> + '_ {
        self.doc_ids().flat_map(|doc| self.doc(doc).block_ids(doc))
    }
    /// Every block, whether it is visible or not.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.docs.iter().flat_map(|doc| &doc.blocks)
    }
    pub fn refs(&self) -> impl Iterator<Item = &BlockRef> {
        self.docs.iter().flat_map(|doc| &doc.refs)
    }
    pub fn relations(&self) -> impl Iterator<Item = &Relation> {
        self.docs.iter().flat_map(|doc| &doc.relations)
    }

    /// The visible blocks of a document, in order.
    pub fn blocks_of(&self, doc: DocId) -> impl Iterator<Item = BlockId> + '_ {
        self.doc(doc).block_ids(doc).filter(|b| self.block(*b).visible)
    }
    /// The visible blocks of one section of a document, in order.
    pub fn blocks_in(&self, doc: DocId, section: &Section) -> impl Iterator<Item = BlockId> + '_ {
        let ids = section.blocks.clone().map(move |index| BlockId { doc, index });
        ids.filter(|b| self.block(*b).visible)
    }
    /// What cites or links to a target: newest documents first, then in the order of their text.
    pub fn backlinks(&self, target: Target) -> &[RefId] {
        self.index.backlinks.get(&target).map(Vec::as_slice).unwrap_or_default()
    }
    /// What belongs to a perspective, tension or question, visible ones in order.
    pub fn children(&self, block: BlockId) -> &[BlockId] {
        self.index.children.get(&block).map(Vec::as_slice).unwrap_or_default()
    }
    /// The block of a document with a lasting id.
    pub fn block_named(&self, doc: DocId, id: &str) -> Option<BlockId> {
        let anchor = |block: &BlockId| &self.block(*block).anchor;
        let mut blocks = self.doc(doc).block_ids(doc);
        blocks.find(|block| anchor(block).lasting && *anchor(block).name == *id)
    }
    /// What a block cites and links to, in order.
    pub fn refs_of(&self, block: BlockId) -> &[BlockRef] {
        let range = &self.block(block).refs;
        &self.doc(block.doc).refs[range.start as usize..range.end as usize]
    }
    /// The sources that a block cites, each once, in order.
    pub fn cited_in(&self, block: BlockId) -> Vec<SourceId> {
        let mut found = Vec::new();
        for r in self.refs_of(block) {
            if let Target::Source(s) = r.target
                && !found.contains(&s)
            {
                found.push(s);
            }
        }
        found
    }
    /// The holders of a perspective or of a block under one; empty for any other block.
    pub fn holders(&self, block: BlockId) -> &[EntityId] {
        let block = self.block(block);
        let parent = block.parent.map(|parent| &self.block(parent).kind);
        match (&block.kind, parent) {
            (BlockKind::Perspective { actors }, _)
            | (_, Some(BlockKind::Perspective { actors })) => actors,
            _ => &[],
        }
    }
    /// The entities that a block is about: those that hold it, that it sets against each other and that it links to.
    pub fn entities_of(&self, block: BlockId) -> Vec<EntityId> {
        let mut entities = self.holders(block).to_vec();
        if let BlockKind::Tension { sides } = &self.block(block).kind {
            entities.extend(sides.iter().flatten());
        }
        for reference in self.refs_of(block) {
            if let Target::Entity(entity) = reference.target {
                entities.push(entity);
            }
        }
        entities
    }
    /// The day that a block waits for: that of an open question, or of a forecast that has not ended.
    pub fn waits_for(&self, block: BlockId) -> Option<Date> {
        let waits = match self.block(block).kind {
            BlockKind::Question { status, .. } => {
                matches!(status, QuestionStatus::Open | QuestionStatus::PartlyAnswered)
            }
            _ => !self.is_ended(block),
        };
        self.block(block).due().filter(|_| waits)
    }
    /// Whether a later passage says what came of a block, by a judgement or otherwise.
    pub fn is_ended(&self, block: BlockId) -> bool {
        self.relations_to(block).any(|relation| relation.kind.ends())
    }
    /// What dated passages say in answer to a question, as far as they are visible.
    pub fn dated_answers(&self, question: BlockId) -> impl Iterator<Item = &Relation> {
        self.relations_to(question).filter(|relation| {
            relation.kind == RelationKind::Answers
                && self.block(relation.from).date.is_some()
                && self.is_visible(Target::Block(relation.from))
        })
    }
    /// What the block says about others and that did not fall with it.
    pub fn relations_from(&self, block: BlockId) -> impl Iterator<Item = &Relation> {
        self.all_relations_from(block).filter(|relation| !relation.lapsed)
    }
    /// What others say about the block and that did not fall with them.
    pub fn relations_to(&self, block: BlockId) -> impl Iterator<Item = &Relation> {
        self.all_relations_to(block).filter(|relation| !relation.lapsed)
    }
    /// What the block says about others, what fell with it included.
    pub fn all_relations_from(&self, block: BlockId) -> impl Iterator<Item = &Relation> {
        self.index.relations_from.get(&block).into_iter().flatten()
    }
    /// What others say about the block, what fell with them included.
    pub fn all_relations_to(&self, block: BlockId) -> impl Iterator<Item = &Relation> {
        self.index.relations_to.get(&block).into_iter().flatten()
    }
    /// What one block says about another, what fell with it included. Looks through the shorter list of the two.
    pub fn relations_between(&self, from: BlockId, to: BlockId) -> impl Iterator<Item = &Relation> {
        let said = self.index.relations_from.get(&from).map_or(&[][..], Vec::as_slice);
        let heard = self.index.relations_to.get(&to).map_or(&[][..], Vec::as_slice);
        let shorter = if said.len() <= heard.len() { said } else { heard };
        shorter.iter().filter(move |relation| relation.from == from && relation.to == to)
    }
    /// The days of a topic that are kept, of those that have come and had something of it, oldest first.
    pub fn snapshots(&self, topic: TopicId) -> impl Iterator<Item = Date> + '_ {
        let topic = self.topic(topic);
        let come = |day: &Date| self.as_of.is_none_or(|today| day.last() <= today.last());
        topic.snapshots.iter().map(|s| s.day).filter(come).filter(|day| self.has_begun(topic, *day))
    }
    /// Whether a topic had a gather, thread or article on a day.
    pub fn has_begun(&self, topic: &Topic, day: Date) -> bool {
        let mut texts = topic.gathers.iter().chain(&topic.threads).chain(&topic.articles);
        texts.any(|d| self.doc(*d).date.is_none_or(|date| date.first() <= day.last()))
    }
    /// Whether a file that is copied from the disk belongs to the site.
    pub fn publishes(&self, file: &CopiedFile) -> bool {
        file.source.starts_with("static/") || self.attachments.contains(&file.source)
    }
    /// Whether static/ has a file at a path from the site's root; it overrides the built-in one.
    pub fn has_static(&self, path: &str) -> bool {
        self.statics.iter().any(|own| own.strip_prefix("static/").unwrap_or(own) == path)
    }
    /// Whether topics and threads have copies as Markdown for reading machines.
    pub fn has_copies(&self) -> bool {
        self.config.llms && self.config.data != DataFiles::Off
    }
    /// Whether something of a date was known on the day that the site is built for.
    pub fn is_known(&self, date: Option<Date>) -> bool {
        match (date, self.as_of) {
            (Some(date), Some(today)) => date.first() <= today,
            _ => true,
        }
    }
    /// Whether a link to it leads to a page on the day that the site is built for.
    pub fn is_visible(&self, target: Target) -> bool {
        match target {
            Target::Topic(t) => self.doc(self.topic(t).doc).visible,
            Target::Doc(d) => self.doc(d).visible,
            Target::Block(b) => self.block(b).visible && self.doc(self.block(b).doc).visible,
            Target::Entity(e) => self.entity(e).visible,
            Target::Source(s) => self.source(s).visible,
            Target::Publisher(p) => self.publisher(p).visible,
            Target::Elsewhere(_) => true,
        }
    }
    /// The day on which a passage was recorded: its own, or that on which its gather was compiled.
    pub fn recorded(&self, block: BlockId) -> Option<Date> {
        let (block, doc) = (self.block(block), self.doc(block.doc));
        if block.date == doc.date { doc.recorded() } else { block.date }
    }
    /// The day of a passage where it is not that of its document.
    pub fn own_day(&self, block: BlockId) -> Option<Date> {
        let day = self.recorded(block);
        day.filter(|_| day != self.doc(block.doc).recorded())
    }
    /// The words of a block.
    pub fn slice<'a>(&'a self, files: &'a Files, id: BlockId) -> Slice<'a> {
        let block = self.block(id);
        let doc = self.doc(block.doc);
        let base = doc.body as usize;
        let source = &files.get(doc.file).body[base..];
        let is_whole =
            !matches!(doc.tree.node(block.node).kind, NodeKind::Item | NodeKind::Heading);
        let slice = match is_whole {
            true => Slice::node(&doc.tree, source, block.node),
            false => Slice::inside(&doc.tree, source, block.node),
        };
        let content = block.content.range();
        Slice { bytes: content.start - base..content.end - base, ..slice }
    }
    /// The words of a section's heading.
    pub fn heading<'a>(
        &'a self,
        files: &'a Files,
        doc: DocId,
        section: &Section,
    ) -> Option<Slice<'a>> {
        let doc = self.doc(doc);
        let source = &files.get(doc.file).body[doc.body as usize..];
        section.node.map(|node| Slice::inside(&doc.tree, source, node))
    }
    /// The text of a document's footnote.
    pub fn footnote<'a>(&'a self, files: &'a Files, doc: DocId, footnote: usize) -> Slice<'a> {
        let doc = self.doc(doc);
        let source = &files.get(doc.file).body[doc.body as usize..];
        Slice::inside(&doc.tree, source, doc.tree.footnotes[footnote].node)
    }
    /// The source text of a block, including fields and ids.
    pub fn raw<'f>(&self, files: &'f Files, block: BlockId) -> &'f str {
        files.slice(self.block(block).content)
    }
}
