//! Passages: the pieces that documents are made of, each with its address, its day, its sources and its words.
//!
//! Takes a block, gives a row. Words are plain: no Markdown, no HTML. Never looks at how a page shows them.

use super::words::{Day, Place, Term};
use crate::model::*;
use crate::pages::view::{Page, doc_kind, first_sentence, outcome, words_of};
use schemars::JsonSchema;
use serde::Serialize;

/// One passage of a text: a paragraph, a source note, an event, a position, a question …
#[derive(Serialize, JsonSchema)]
pub struct Passage<'a> {
    /// Its name on its page; the part of `place` after `#`.
    pub id: &'a str,
    /// Where it stands.
    pub place: Place,
    /// Whether its id stays when its words change.
    pub lasting: bool,
    pub form: Form,
    /// The id of the passage that it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<&'a str>,
    /// The heading of its section, where this file is about its document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Its own day, else that of its document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// Its words, without marks.
    pub text: String,
    /// Ids of the sources that it cites; for a note, first the one that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<&'a str>,
    /// Ids of those who hold a position or stand on a side.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<&'a str>,
    /// Ids of the entities that its words link to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<&'a str>,
    /// Of a cross-link: the topic that it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_topic: Option<&'a str>,
    /// Of an observation: its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observation: Option<Term<ObservationKind>>,
    /// Of a suggestion: what became of it, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Term<Outcome>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome_date: Option<Day>,
    /// Of a position: how it relates to the one before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Term<ChangeWord>>,
    /// Of a question: whether it is answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Term<QuestionStatus>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Day>,
    /// Of a question or a forecast: the day by which it can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// Of a tension: what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tension: Option<Term<TensionKind>>,
    /// Of a tension: its sides, each with the ids of one or several entities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<Vec<&'a str>>,
    /// What later passages say of it, and what it says of earlier ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
    /// The document where it stands, where that is not this file's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Document<'a>>,
}

/// What kind of passage it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
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
    Correction,
    /// Of a tension: a side's best statement.
    Statement,
    /// Of a tension: what the sides share.
    Shared,
    /// Of a tension: where they part.
    Crux,
    /// Of a tension or a question: what would settle it.
    WouldSettleIt,
    /// Of a question.
    Answer,
}

/// What one passage says about another.
#[derive(Serialize, JsonSchema)]
pub struct Relation {
    /// As it reads from this end: overtakes, overtaken by …
    pub verb: &'static str,
    pub kind: Term<RelationKind>,
    /// The other passage.
    pub place: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// Its first sentence.
    pub text: String,
}

/// The document where a passage stands.
#[derive(Serialize, JsonSchema)]
pub struct Document<'a> {
    pub title: String,
    /// topic, a kind of gather or article, thread, page or entity.
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<&'a str>,
}

/// A perspective, tension or question with what belongs to it.
#[derive(Serialize, JsonSchema)]
pub struct Whole<'a> {
    #[serde(flatten)]
    pub passage: Passage<'a>,
    /// Its words and positions; its statements, what is shared, the crux; its answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Passage<'a>>,
}

/// A passage on its own page.
pub fn passage<'a>(page: &Page<'a>, id: BlockId) -> Passage<'a> {
    let site = page.site();
    let block = site.block(id);
    let slug = |e: &EntityId| site.entity(*e).slug.as_str();
    let visible = |e: &&EntityId| site.is_visible(Target::Entity(**e));
    let slugs = |list: &[EntityId]| list.iter().filter(visible).map(slug).collect::<Vec<_>>();
    let mut out = Passage {
        id: &block.anchor.name,
        place: Place(page.href(Target::Block(id))),
        lasting: block.anchor.lasting,
        form: form(&block.kind),
        part_of: block.parent.map(|p| &*site.block(p).anchor.name),
        section: None,
        date: block.date.map(Day),
        text: words_of(page, id),
        sources: sources(site, id),
        actors: Vec::new(),
        entities: Vec::new(),
        to_topic: None,
        observation: None,
        outcome: None,
        outcome_date: None,
        change: None,
        status: None,
        asked: None,
        due: None,
        tension: None,
        sides: Vec::new(),
        relations: relations(page, id),
        document: None,
    };
    match &block.kind {
        BlockKind::CrossLink { target } => out.to_topic = topic_id(site, *target),
        BlockKind::Observation { kind } => {
            out.observation = Some(Term(*kind));
            let answer = outcome(site, id);
            out.outcome = answer.map(|o| Term(o.outcome));
            out.outcome_date = answer.and_then(|o| o.date).map(Day);
        }
        BlockKind::Perspective { actors } | BlockKind::Part(Part::Statement(actors)) => {
            out.actors = slugs(actors)
        }
        BlockKind::Position { change, due } => {
            out.due = due.map(Day);
            out.change = Some(Term(*change));
            out.actors = slugs(holders(site, id));
        }
        BlockKind::Tension { sides } => {
            out.sides = sides.iter().map(|side| slugs(side)).collect();
            out.tension =
                site.children(id).iter().find_map(|c| kind_of_tension(site, *c)).map(Term);
        }
        BlockKind::Question { status, asked, due } => {
            out.status = Some(Term(*status));
            out.asked = asked.map(Day);
            out.due = due.map(Day);
        }
        _ => {}
    }
    for r in site.refs_of(id) {
        if let Target::Entity(e) = r.target
            && site.is_visible(r.target)
            && !out.entities.contains(&slug(&e))
        {
            out.entities.push(slug(&e));
        }
    }
    out
}

/// All passages of a document, in order.
pub fn passages<'a>(page: &Page<'a>, id: DocId) -> Vec<Passage<'a>> {
    let (site, doc) = (page.site(), page.site().doc(id));
    let mut out = Vec::with_capacity(doc.blocks.len());
    for section in &doc.sections {
        let heading = section.heading.map(|span| page.words(id, page.ctx.files.slice(span)));
        let shown = site.blocks_in(id, section).filter(|b| kind_of_tension(site, *b).is_none());
        out.extend(shown.map(|b| Passage { section: heading.clone(), ..passage(page, b) }));
    }
    out
}

/// A passage in a list, with the document where it stands.
pub fn located<'a>(page: &Page<'a>, id: BlockId) -> Passage<'a> {
    Passage { document: Some(document(page, page.site().block(id).doc)), ..passage(page, id) }
}

/// A passage in a list with all its parts.
pub fn whole<'a>(page: &Page<'a>, id: BlockId) -> Whole<'a> {
    let site = page.site();
    let parts = site.children(id).iter().filter(|c| kind_of_tension(site, **c).is_none());
    Whole { passage: located(page, id), parts: parts.map(|c| passage(page, *c)).collect() }
}

pub fn document<'a>(page: &Page<'a>, id: DocId) -> Document<'a> {
    let (site, doc) = (page.site(), page.site().doc(id));
    let topic = doc.topic.map(|t| site.topic(t).slug.as_str());
    Document { title: page.ctx.doc_name(id), kind: doc_kind(doc), topic }
}

/// What kind of tension a part says its own to be.
fn kind_of_tension(site: &Site, part: BlockId) -> Option<TensionKind> {
    match site.block(part).kind {
        BlockKind::Part(Part::Kind(kind)) => Some(kind),
        _ => None,
    }
}

/// Who holds a position; nobody where the block is none.
pub fn holders(site: &Site, position: BlockId) -> &[EntityId] {
    match site.block(position).parent.map(|p| &site.block(p).kind) {
        Some(BlockKind::Perspective { actors }) => actors,
        _ => &[],
    }
}

/// The sources that a passage cites, each once; for a note, first the one that it is about.
pub fn sources(site: &Site, id: BlockId) -> Vec<&str> {
    let own = match site.block(id).kind {
        BlockKind::Note { source } => Some(source),
        _ => None,
    };
    let cited = site
        .refs_of(id)
        .iter()
        .filter_map(|r| if let Target::Source(s) = r.target { Some(s) } else { None });
    let mut found = Vec::new();
    for id in own.into_iter().chain(cited).filter_map(|s| shown_source(site, s)) {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// The id of a source that has a page.
pub fn shown_source(site: &Site, id: SourceId) -> Option<&str> {
    Some(site.source(id).id.as_str()).filter(|_| site.is_visible(Target::Source(id)))
}

fn topic_id(site: &Site, target: Target) -> Option<&str> {
    match target {
        Target::Topic(t) => Some(&site.topic(t).slug),
        Target::Elsewhere(e) => Some(&site.elsewhere[e.index()].slug),
        _ => None,
    }
}

fn relations(page: &Page, id: BlockId) -> Vec<Relation> {
    let site = page.site();
    let later = site.relations_to(id).map(|r| (r.kind, r.kind.passive(), r.from));
    let earlier = site.relations_from(id).map(|r| (r.kind, r.kind.word(), r.to));
    let shown = later.chain(earlier).filter(|(.., other)| site.is_visible(Target::Block(*other)));
    let relation = |(kind, verb, other): (RelationKind, &'static str, BlockId)| Relation {
        verb,
        kind: Term(kind),
        place: Place(page.href(Target::Block(other))),
        date: site.block(other).date.map(Day),
        text: first_sentence(page, other),
    };
    shown.map(relation).collect()
}

fn form(kind: &BlockKind) -> Form {
    match kind {
        BlockKind::Prose => Form::Paragraph,
        BlockKind::Item { .. } => Form::Item,
        BlockKind::Subheading { .. } => Form::Heading,
        BlockKind::Note { .. } => Form::Note,
        BlockKind::CrossLink { .. } => Form::CrossLink,
        BlockKind::Observation { .. } => Form::Observation,
        BlockKind::Event => Form::Event,
        BlockKind::Perspective { .. } => Form::Perspective,
        BlockKind::Position { .. } => Form::Position,
        BlockKind::Tension { .. } => Form::Tension,
        BlockKind::Question { .. } => Form::Question,
        BlockKind::Correction => Form::Correction,
        BlockKind::Part(Part::Statement(_)) => Form::Statement,
        BlockKind::Part(Part::Shared) => Form::Shared,
        BlockKind::Part(Part::Crux) => Form::Crux,
        BlockKind::Part(Part::Settles) => Form::WouldSettleIt,
        BlockKind::Part(Part::Answer) => Form::Answer,
        // said of the tension, never a passage of its own
        BlockKind::Part(Part::Kind(_)) => Form::Tension,
    }
}
