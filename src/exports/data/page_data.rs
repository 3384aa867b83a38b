//! The data of each kind of page. Lists have the entries that the page shows, the newest first as there.

use crate::model::*;
use crate::pages::{
    Moves, Order, Page, PageKind, PageRoute, glossary_entries, is_gap, is_open_block,
    moves_of_topic, open_of_debate, opponents, range, range_newest_first,
};
use crate::records::{
    ContradictionRecord, DefinitionRecord, DocumentRecord, EntityRecord, EventRecord, FigureRecord,
    HalfLifeRecord, Mention, OriginRecord, Passage, PassageTree, PublisherRecord, SourceRecord,
    SourceSummary, StandTableRecord, TopicCounts, TopicRecord, TrackRecordRow, UntracedRecord,
    UriReference, VocabularyTerm, WatchChangeRecord, WatchRecord,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many of the latest events and mentions a file has that is not a list of them.
const LATEST: usize = 50;

/// The data of one page, by its kind.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(clippy::large_enum_variant)]
pub(crate) enum PageData<'a> {
    /// The whole site: its topics and what changed last.
    Home {
        topics: Vec<TopicRecord<'a>>,
        latest: Vec<EventRecord<'a>>,
    },
    /// The state of a debate.
    Topic {
        record: TopicRecord<'a>,
        /// The topic's own text.
        passages: Vec<Passage<'a>>,
        threads: Vec<DocumentRecord<'a>>,
        articles: Vec<DocumentRecord<'a>>,
        latest: Vec<EventRecord<'a>>,
        /// Who stands where on its tensions and questions.
        stands: StandTableRecord<'a>,
        sources: Vec<SourceSummary<'a>>,
        /// Other topics that its editor calls related.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        related: Vec<UriReference>,
        mentions: Vec<Mention<'a>>,
    },
    /// The text of a topic.
    Background(DocumentData<'a>),
    /// Who stands where in a topic, and on the issues of each of its texts.
    Stands {
        texts: Vec<StandPart<'a>>,
    },
    /// The gathers of one year of a topic.
    Gathers {
        years: Vec<GatherYear>,
        gathers: Vec<DocumentRecord<'a>>,
    },
    Gather(DocumentData<'a>),
    Thread(DocumentData<'a>),
    Article(DocumentData<'a>),
    Page(DocumentData<'a>),
    /// What happened, of a topic or of the site.
    Timeline {
        entries: Vec<EventRecord<'a>>,
    },
    /// What is new on the site: in the newest months, or in one month.
    Changes {
        entries: Vec<EventRecord<'a>>,
    },
    /// Who holds what in a topic.
    Perspectives {
        perspectives: Vec<PassageTree<'a>>,
    },
    /// The works that a topic or the site cites.
    Sources {
        sources: Vec<SourceSummary<'a>>,
    },
    /// How a topic is searched. Only the list's first file has the strategy and its changes.
    Watch {
        #[serde(skip_serializing_if = "Vec::is_empty")]
        strategy: Vec<WatchRecord<'a>>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        changelog: Vec<WatchChangeRecord<'a>>,
        observations: Vec<Passage<'a>>,
    },
    /// The measured values of a topic.
    Figures {
        figures: Vec<FigureRecord<'a>>,
    },
    /// What the claims of a topic rest on.
    Evidence {
        claims: usize,
        /// Claims that rest on one origin, and on nothing untraced.
        single_origin_claims: usize,
        origins: Vec<OriginRecord<'a>>,
        /// Only the list's first file has them.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        untraced: Vec<UntracedRecord<'a>>,
        /// Ids of sources that only report each other.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        loops: Vec<Vec<&'a str>>,
        /// Ids of what at least two of the origins are made of.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        shared_ground: Vec<&'a str>,
        /// How much the traced sources have in common, from 0 to 1: the corrected covered area.
        covered_area: Option<f64>,
    },
    /// What was forecast in a topic, by its days.
    Forecasts {
        forecasts: Vec<Passage<'a>>,
        records: Vec<TrackRecordRow<'a>>,
    },
    /// How long the claims of a topic held.
    HalfLife {
        half_life: HalfLifeRecord,
    },
    /// What subjects are under the definitions of a topic.
    Definitions {
        definitions: Vec<DefinitionRecord<'a>>,
    },
    /// The statements of a topic that cannot all hold, open ones first.
    Contradictions {
        open: usize,
        closed: usize,
        contradictions: Vec<ContradictionRecord<'a>>,
    },
    /// One work, what was noted of it and who cites it.
    Source {
        record: SourceRecord<'a>,
        notes: Vec<Passage<'a>>,
        mentions: Vec<Mention<'a>>,
    },
    Publisher {
        record: PublisherRecord<'a>,
        sources: Vec<SourceSummary<'a>>,
    },
    /// Who or what the debate is about, with all that is tied to it.
    Entity {
        record: EntityRecord<'a>,
        /// Its description.
        passages: Vec<Passage<'a>>,
        perspectives: Vec<PassageTree<'a>>,
        tensions: Vec<PassageTree<'a>>,
        /// Where it stands on the issues of each topic, and who else does.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        stands: Vec<TopicStands<'a>>,
        figures: Vec<FigureRecord<'a>>,
        mentions: Vec<Mention<'a>>,
    },
    Question {
        question: PassageTree<'a>,
        sources: Vec<SourceSummary<'a>>,
        mentions: Vec<Mention<'a>>,
    },
    /// Two actors side by side.
    Compare {
        actors: [EntityRecord<'a>; 2],
        perspectives: Vec<PassageTree<'a>>,
        tensions: Vec<PassageTree<'a>>,
        /// The issues on which one of the two or both stand somewhere.
        stands: StandTableRecord<'a>,
    },
    /// How the actors of a topic moved: the positions by how each relates to the one before it, a change of mind first.
    Moved {
        /// How many actors hold something, and how many of them have one dated position alone.
        actors: usize,
        spoke_once: usize,
        groups: Vec<MoveGroup<'a>>,
    },
    /// What the editors corrected in a topic, the newest first; `relations` of each say which passages.
    Corrections {
        corrections: Vec<PassageTree<'a>>,
    },
    /// The words that the site uses in a sense of its own.
    Glossary {
        entries: Vec<GlossaryRecord>,
    },
    /// A topic that is followed elsewhere, and what points to it.
    Elsewhere {
        id: &'a str,
        url: Option<&'a str>,
        note: Option<&'a str>,
        mentions: Vec<Mention<'a>>,
    },
    Publishers {
        publishers: Vec<PublisherRecord<'a>>,
    },
    Entities {
        entities: Vec<EntityRecord<'a>>,
    },
    Questions {
        questions: Vec<PassageTree<'a>>,
    },
    Tensions {
        tensions: Vec<PassageTree<'a>>,
    },
}

/// A gather, a thread, an article or a page.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Text")]
pub(crate) struct DocumentData<'a> {
    record: DocumentRecord<'a>,
    /// Everything that it says, in order. A part of a perspective, tension or question names it in `part_of`.
    passages: Vec<Passage<'a>>,
    /// Its footnotes, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    footnotes: Vec<String>,
    /// The works that it cites.
    sources: Vec<SourceSummary<'a>>,
    /// What its editor calls related.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<UriReference>,
    mentions: Vec<Mention<'a>>,
}

/// The positions of a topic with one change word.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MoveGroup")]
pub(crate) struct MoveGroup<'a> {
    change: VocabularyTerm<ChangeWord>,
    /// How many actors moved so.
    actors: usize,
    /// The newest first.
    moves: Vec<MoveRecord<'a>>,
}

/// A position, and the one before it.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Move")]
pub(crate) struct MoveRecord<'a> {
    position: PassageTree<'a>,
    before: Option<PassageTree<'a>>,
}

/// A word with its meaning.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "GlossaryEntry")]
pub(crate) struct GlossaryRecord {
    id: &'static str,
    place: UriReference,
    word: String,
    meaning: String,
}

/// Where an actor stands in one topic.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TopicStands")]
pub(crate) struct TopicStands<'a> {
    /// The id of the topic.
    topic: &'a str,
    table: StandTableRecord<'a>,
}

/// The stand table of one text.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "StandPart")]
pub(crate) struct StandPart<'a> {
    document: DocumentRecord<'a>,
    table: StandTableRecord<'a>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Year")]
pub(crate) struct GatherYear {
    year: u16,
    gathers: usize,
    place: UriReference,
}

/// Returns the data of a page; `None` for pages that have none of their own.
pub(crate) fn page_data<'a>(page: &Page<'a>, route: &PageRoute) -> Option<PageData<'a>> {
    let (site, indexes, records) = (page.site(), &page.ctx.tables.indexes, page.records());
    let part = route.entries(page.ctx);
    Some(match route.kind {
        PageKind::Home => PageData::Home {
            topics: indexes.shown.iter().map(|t| topic_record(page, *t)).collect(),
            latest: latest(page, &indexes.changes),
        },
        PageKind::Topic(t) => topic(page, t),
        PageKind::Background(t) => PageData::Background(document(page, site.topic(t).doc)),
        PageKind::Stands(t) => stands(page, t),
        PageKind::Gathers(t) => {
            let newest = indexes.topic(t).years.last();
            gathers(page, t, newest.map(|(year, _)| *year), route.page_number)
        }
        PageKind::GatherYear(t, year) => gathers(page, t, Some(year), route.page_number),
        PageKind::Gather(d) => PageData::Gather(document(page, d)),
        PageKind::Thread(thread) => PageData::Thread(document(page, thread.id())),
        PageKind::Article(d) => PageData::Article(document(page, d)),
        PageKind::Page(d) => PageData::Page(document(page, d)),
        PageKind::Timeline(t) => {
            PageData::Timeline { entries: events(page, &indexes.topic(t).timeline[part]) }
        }
        PageKind::SiteTimeline => {
            PageData::Timeline { entries: events(page, &indexes.timeline[part]) }
        }
        PageKind::Changes => {
            let latest = indexes.latest_changes();
            PageData::Changes { entries: events(page, &indexes.changes[latest]) }
        }
        PageKind::ChangesOfMonth(month) => {
            let of_month = &indexes.changes[indexes.changes_of(month)];
            PageData::Changes { entries: events(page, &of_month[part]) }
        }
        PageKind::Perspectives(t) => {
            let actors = indexes.topic(t).actors[part].iter().rev();
            let visible = actors.filter(|(entity, _)| site.entity(*entity).visible);
            let blocks = once(visible.flat_map(|(_, blocks)| blocks.iter().copied()));
            PageData::Perspectives { perspectives: trees(page, &blocks) }
        }
        PageKind::TopicSources(t) => {
            let mut sources = Vec::new();
            for (id, cited) in indexes.topic(t).sources[part].iter().rev() {
                let cited = *cited as usize;
                sources.push(SourceSummary { cited, ..records.source_summary(*id) });
            }
            PageData::Sources { sources }
        }
        PageKind::Sources => PageData::Sources {
            sources: sources(page, indexes.sources[part].iter().rev().copied()),
        },
        PageKind::Watch(t) => {
            watch(page, t, route.page_number, &indexes.topic(t).observations[part])
        }
        PageKind::Figures(t) => {
            PageData::Figures { figures: figures(page, &indexes.topic(t).figures) }
        }
        PageKind::Forecasts(t) => {
            let forecasts = &page.ctx.tables.reasoning.forecasts;
            let rows = forecasts.records(t);
            PageData::Forecasts {
                forecasts: forecasts.of_topic(t).map(|f| records.listed_passage(f.block)).collect(),
                records: rows.iter().map(|(who, row)| records.track_record(*who, row)).collect(),
            }
        }
        PageKind::Evidence(t) => evidence(page, t, route.page_number, part),
        PageKind::HalfLife(t) => {
            let half_life = &page.ctx.tables.reasoning.half_life;
            PageData::HalfLife { half_life: records.half_life(half_life.topic(t)) }
        }
        PageKind::Contradictions(t) => contradictions(page, t),
        PageKind::Definitions(t) => {
            PageData::Definitions { definitions: page.records().definitions(t) }
        }
        PageKind::Source(s) => source(page, s, route.page_number),
        PageKind::Publisher(p) => {
            let all = &site.index.by_publisher[p.index()];
            let part = &all[range_newest_first(all.len(), route.page_number)];
            PageData::Publisher {
                record: records.publisher(p),
                sources: sources(page, part.iter().copied()),
            }
        }
        PageKind::Entity(e) => PageData::Entity {
            record: records.entity(e),
            passages: records.passages(site.entity(e).doc),
            perspectives: trees(page, first(site.index.perspectives.get(&e))),
            tensions: trees(page, first(site.index.tensions.get(&e))),
            stands: stands_of_actor(page, e),
            figures: figures(
                page,
                site.index.figures.get(&e).map(Vec::as_slice).unwrap_or_default(),
            ),
            mentions: mentions(page, Target::Entity(e), route.page_number),
        },
        PageKind::Question(question) => {
            let b = question.id();
            let blocks = [b].into_iter().chain(site.children(b).iter().copied());
            let cited = once(blocks.flat_map(|b| site.cited_in(b)));
            PageData::Question {
                question: records.passage_tree(b),
                sources: sources(page, cited.into_iter()),
                mentions: latest_mentions(page, Target::Block(b)),
            }
        }
        PageKind::Compare(t, pair) => compare(page, t, pair),
        PageKind::Elsewhere(e) => {
            let elsewhere = &site.elsewhere[e.index()];
            PageData::Elsewhere {
                id: &elsewhere.slug,
                url: elsewhere.url.as_deref(),
                note: elsewhere.note.as_deref(),
                mentions: mentions(page, Target::Elsewhere(e), route.page_number),
            }
        }
        PageKind::Publishers => PageData::Publishers {
            publishers: indexes.publishers[part].iter().map(|p| records.publisher(*p)).collect(),
        },
        PageKind::Entities => PageData::Entities {
            entities: indexes.entities[part].iter().map(|e| records.entity(*e)).collect(),
        },
        PageKind::TopicQuestions(t) => {
            PageData::Questions { questions: newest(page, &indexes.topic(t).questions[part]) }
        }
        PageKind::TopicTensions(t) => {
            PageData::Tensions { tensions: newest(page, &indexes.topic(t).tensions[part]) }
        }
        PageKind::Questions => {
            PageData::Questions { questions: newest(page, &indexes.questions[part]) }
        }
        PageKind::Tensions => {
            PageData::Tensions { tensions: newest(page, &indexes.tensions[part]) }
        }
        PageKind::Moved(t) => moved(page, t),
        PageKind::Corrections(t) => {
            PageData::Corrections { corrections: newest(page, &indexes.topic(t).corrections) }
        }
        PageKind::Glossary => PageData::Glossary { entries: glossary(page) },
        PageKind::Topics
        | PageKind::Tags
        | PageKind::Tag(_)
        | PageKind::Since
        | PageKind::Search
        | PageKind::Missing
        | PageKind::Redirect(_)
        | PageKind::Gone(_)
        | PageKind::Embed(_) => return None,
    })
}

pub(super) fn evidence<'a>(
    page: &Page<'a>,
    topic: TopicId,
    page_number: u32,
    part: Range<usize>,
) -> PageData<'a> {
    let evidence = page.ctx.tables.reasoning.evidence.topic(topic);
    let records = page.records();
    PageData::Evidence {
        claims: evidence.claims.len(),
        single_origin_claims: evidence.single_origin_claims,
        origins: evidence.origins[part].iter().map(|o| records.origin(o)).collect(),
        untraced: if page_number == 0 { records.untraced(topic) } else { Vec::new() },
        loops: evidence.loops.iter().map(|members| records.source_ids(members)).collect(),
        shared_ground: records.source_ids(&evidence.shared_ground),
        covered_area: evidence.covered_area,
    }
}

fn contradictions<'a>(page: &Page<'a>, topic: TopicId) -> PageData<'a> {
    let ctx = page.ctx;
    let all = &ctx.tables.reasoning.contradictions;
    let counts = all.counts(topic);
    let records = page.records();
    PageData::Contradictions {
        open: counts.open,
        closed: counts.closed,
        contradictions: all.topic(topic).iter().map(|c| records.contradiction(c)).collect(),
    }
}

/// Each item once, in order.
fn once<T: Ord + Copy>(list: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    list.filter(|item| seen.insert(*item)).collect()
}

fn first(list: Option<&Vec<BlockId>>) -> &[BlockId] {
    let list = list.map(Vec::as_slice).unwrap_or_default();
    &list[..list.len().min(LATEST)]
}

fn trees<'a>(page: &Page<'a>, list: &[BlockId]) -> Vec<PassageTree<'a>> {
    list.iter().map(|b| page.records().passage_tree(*b)).collect()
}

fn newest<'a>(page: &Page<'a>, list: &[BlockId]) -> Vec<PassageTree<'a>> {
    list.iter().rev().map(|b| page.records().passage_tree(*b)).collect()
}

fn events<'a>(page: &Page<'a>, list: &[Event]) -> Vec<EventRecord<'a>> {
    list.iter().rev().map(|e| page.records().event(e)).collect()
}

fn latest<'a>(page: &Page<'a>, list: &[Event]) -> Vec<EventRecord<'a>> {
    events(page, &list[list.len().saturating_sub(LATEST)..])
}

/// The mentions of one file of a list.
fn mentions<'a>(page: &Page<'a>, target: Target, part: u32) -> Vec<Mention<'a>> {
    let refs = page.site().backlinks(target);
    page.records().mentions(&refs[range_newest_first(refs.len(), part)])
}

fn latest_mentions<'a>(page: &Page<'a>, target: Target) -> Vec<Mention<'a>> {
    let refs = page.site().backlinks(target);
    page.records().mentions(&refs[..refs.len().min(LATEST)])
}

fn sources<'a>(page: &Page<'a>, list: impl Iterator<Item = SourceId>) -> Vec<SourceSummary<'a>> {
    let visible = list.filter(|s| page.site().is_visible(Target::Source(*s)));
    visible.map(|s| page.records().source_summary(s)).collect()
}

fn figures<'a>(page: &Page<'a>, list: &[FigureId]) -> Vec<FigureRecord<'a>> {
    let site = page.site();
    let visible = list.iter().filter(|f| site.is_visible(Target::Entity(site.figure(**f).subject)));
    visible.map(|f| page.records().figure(*f)).collect()
}

/// The works that a document cites, in the order of their first citation.
fn cited<'a>(page: &Page<'a>, id: DocId) -> Vec<SourceSummary<'a>> {
    let site = page.site();
    sources(page, once(site.blocks_of(id).flat_map(|b| site.cited_in(b))).into_iter())
}

pub(super) fn related(page: &Page, id: DocId) -> Vec<UriReference> {
    let visible = page.site().doc(id).related.iter().filter(|t| page.site().is_visible(**t));
    visible.map(|t| page.records().place(*t)).collect()
}

pub(super) fn topic_record<'a>(page: &Page<'a>, id: TopicId) -> TopicRecord<'a> {
    let index = page.ctx.tables.indexes.topic(id);
    let site = page.site();
    let gaps = index.questions.iter().filter(|q| is_open_block(site, **q) && is_gap(site, **q));
    let counts = TopicCounts {
        gathers: index.gathers.len(),
        threads: index.threads.len(),
        articles: index.articles.len(),
        sources: index.sources.len(),
        actors: index.actors.len(),
        figures: index.figures.len(),
        tensions: index.tensions.len(),
        open_questions: open_of_debate(site, &index.questions).len(),
        open_gaps: gaps.count(),
    };
    page.records().topic(id, counts)
}

fn topic<'a>(page: &Page<'a>, id: TopicId) -> PageData<'a> {
    let (index, records) = (page.ctx.tables.indexes.topic(id), page.records());
    let doc = page.site().topic(id).doc;
    PageData::Topic {
        record: topic_record(page, id),
        passages: records.passages(doc),
        threads: index.threads.iter().map(|d| records.document(*d)).collect(),
        articles: index.articles.iter().map(|d| records.document(*d)).collect(),
        latest: latest(page, &index.changes),
        stands: records.stand_table(&page.ctx.tables.reasoning.stands.topic(id).whole),
        sources: cited(page, doc),
        related: related(page, doc),
        mentions: latest_mentions(page, Target::Topic(id)),
    }
}

fn stands<'a>(page: &Page<'a>, id: TopicId) -> PageData<'a> {
    let mut texts = Vec::new();
    for (doc, table) in &page.ctx.tables.reasoning.stands.topic(id).by_doc {
        let table = page.records().stand_table(table);
        texts.push(StandPart { document: page.records().document(*doc), table });
    }
    PageData::Stands { texts }
}

fn document<'a>(page: &Page<'a>, id: DocId) -> DocumentData<'a> {
    DocumentData {
        record: page.records().document(id),
        passages: page.records().passages(id),
        footnotes: page.records().footnotes(id),
        sources: cited(page, id),
        related: related(page, id),
        mentions: latest_mentions(page, Target::Doc(id)),
    }
}

fn gathers<'a>(page: &Page<'a>, topic: TopicId, year: Option<u16>, part: u32) -> PageData<'a> {
    let index = page.ctx.tables.indexes.topic(topic);
    let (mut years, mut gathers) = (Vec::new(), Vec::new());
    for (number, gathers_of_year) in index.years.iter().rev() {
        let path = PageKind::GatherYear(topic, *number).base(page.ctx);
        let place = UriReference(page.to(&path));
        years.push(GatherYear { year: *number, gathers: gathers_of_year.len(), place });
        if Some(*number) == year {
            let all = &index.gathers[gathers_of_year.clone()];
            let part = &all[range(all.len(), part, Order::ByDate)];
            gathers = part.iter().rev().map(|d| page.records().document(*d)).collect();
        }
    }
    PageData::Gathers { years, gathers }
}

fn source<'a>(page: &Page<'a>, id: SourceId, part: u32) -> PageData<'a> {
    let (site, records) = (page.site(), page.records());
    let refs = site.backlinks(Target::Source(id));
    let (mut notes, mut citations) = (Vec::new(), Vec::new());
    for reference in &refs[range_newest_first(refs.len(), part)] {
        let block = site.reference(*reference).block;
        match site.block(block).kind {
            BlockKind::Note { source } if source == id => notes.push(block),
            _ => citations.push(*reference),
        }
    }
    PageData::Source {
        record: records.source(id),
        notes: once(notes.into_iter()).into_iter().map(|b| records.listed_passage(b)).collect(),
        mentions: records.mentions(&citations),
    }
}

fn watch<'a>(page: &Page<'a>, topic: TopicId, part: u32, observations: &[BlockId]) -> PageData<'a> {
    let records = page.records();
    let (strategy, changelog) =
        if part == 0 { watch_list(page, topic) } else { (Vec::new(), Vec::new()) };
    let observations = observations.iter().rev().map(|b| records.listed_passage(*b)).collect();
    PageData::Watch { strategy, changelog, observations }
}

/// How a topic is searched, and how that changed.
pub(super) fn watch_list<'a>(
    page: &Page<'a>,
    topic: TopicId,
) -> (Vec<WatchRecord<'a>>, Vec<WatchChangeRecord<'a>>) {
    let (site, records) = (page.site(), page.records());
    let mut strategy = Vec::new();
    for (list, entries) in site.topic(topic).watch.lists() {
        let known = entries.iter().filter(|entry| site.is_known(entry.since));
        strategy.extend(known.map(|entry| records.watch_entry(list, entry)));
    }
    (strategy, records.watch_changes(topic))
}

fn compare<'a>(page: &Page<'a>, topic: TopicId, pair: u32) -> PageData<'a> {
    let (site, index) = (page.site(), &page.site().index);
    let (a, b) = page.ctx.tables.indexes.topic(topic).pairs[pair as usize];
    let mut perspectives = Vec::new();
    for actor in [a, b] {
        perspectives.extend(index.perspectives.get(&actor).into_iter().flatten().copied());
    }
    perspectives.retain(|p| site.doc(site.block(*p).doc).topic == Some(topic));
    let stands = &page.ctx.tables.reasoning.stands.topic(topic).whole;
    let mut tensions = index.tensions.get(&a).cloned().unwrap_or_default();
    tensions.retain(|t| {
        site.doc(site.block(*t).doc).topic == Some(topic) && opponents(site, *t).contains(&(a, b))
    });
    PageData::Compare {
        actors: [a, b].map(|e| page.records().entity(e)),
        perspectives: trees(page, &once(perspectives.into_iter())),
        tensions: trees(page, &tensions),
        stands: page.records().stand_table_of(stands, &[a, b]),
    }
}

/// Where an actor stands, topic by topic.
fn stands_of_actor<'a>(page: &Page<'a>, actor: EntityId) -> Vec<TopicStands<'a>> {
    let mut stands = Vec::new();
    for topic in page.ctx.tables.indexes.shown.iter().copied() {
        let table = &page.ctx.tables.reasoning.stands.topic(topic).whole;
        let table = page.records().stand_table_of(table, &[actor]);
        if !table.issues.is_empty() {
            stands.push(TopicStands { topic: &page.site().topic(topic).slug, table });
        }
    }
    stands
}

fn moved<'a>(page: &Page<'a>, topic: TopicId) -> PageData<'a> {
    let Moves { actors, spoke_once, groups } = moves_of_topic(page.ctx, topic);
    let tree = |id: BlockId| page.records().passage_tree(id);
    let mut records = Vec::new();
    for group in groups {
        let moves = group.moves.iter().map(|(position, before)| MoveRecord {
            position: tree(position.id()),
            before: before.map(tree),
        });
        records.push(MoveGroup {
            change: VocabularyTerm(group.word),
            actors: group.actors,
            moves: moves.collect(),
        });
    }
    PageData::Moved { actors, spoke_once, groups: records }
}

fn glossary(page: &Page) -> Vec<GlossaryRecord> {
    let path = page.to(&PageKind::Glossary.base(page.ctx));
    let mut entries = Vec::new();
    for entry in glossary_entries(&page.site().locale) {
        entries.push(GlossaryRecord {
            id: entry.name,
            place: UriReference(format!("{path}#{}", entry.name)),
            word: entry.word,
            meaning: entry.meaning,
        });
    }
    entries
}
