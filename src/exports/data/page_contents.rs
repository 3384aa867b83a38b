//! Collects the data of a page, by its kind.

use super::page_data::{
    DocumentData, GatherYear, GlossaryRecord, MoveGroup, MoveRecord, PageData, StandPart,
    TopicStands,
};
use super::page_lists::{
    cited, events, figures, first, latest, latest_mentions, mentions, newest, once, related,
    sources, trees,
};
use crate::model::*;
use crate::pages::{
    Moves, Order, Page, PageKind, PageRoute, glossary_entries, is_gap, is_open_block,
    moves_of_topic, open_of_debate, range, range_newest_first,
};
use crate::records::{
    SourceSummary, TopicCounts, TopicRecord, UriReference, VocabularyTerm, WatchChangeRecord,
    WatchRecord,
};
use std::ops::Range;

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
    let lists = page.ctx.tables.indexes.topic(topic);
    let (a, b) = lists.pairs[pair as usize];
    let mut perspectives = Vec::new();
    for actor in [a, b] {
        perspectives.extend(index.perspectives.get(&actor).into_iter().flatten().copied());
    }
    perspectives.retain(|p| site.topic_of(Target::Block(*p)) == Some(topic));
    let stands = &page.ctx.tables.reasoning.stands.topic(topic).whole;
    let mut tensions = index.tensions.get(&a).cloned().unwrap_or_default();
    tensions.retain(|t| lists.opponents(*t).contains(&(a, b)));
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
    let mut records = Vec::new();
    for group in groups {
        let mut moves = Vec::new();
        for (position, before) in group.moves {
            moves.push(MoveRecord {
                position: page.records().passage_tree(position.id()),
                before: before.map(|before| page.records().passage_tree(before)),
            });
        }
        let change = VocabularyTerm(group.word);
        records.push(MoveGroup { change, actors: group.actors, moves });
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
