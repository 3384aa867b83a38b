//! The facts of each kind of page, as `kinds.rs` shapes them.
//!
//! Takes a page's job, gives its facts. Lists have the part that the page shows, the newest first as there.

use super::entry::{EntryRow, entry};
use super::kinds::*;
use crate::markdown;
use crate::model::{
    BlockId, BlockKind, Date, DocId, Event, FigureId, RefId, SourceId, Target, TopicId,
    WatchChange, WatchEntry,
};
use crate::pages::{
    Job, Kind, Order, Page, href, is_open_block, opponents, range, range_newest_first,
};
use crate::records::{
    FigureRecord, IsoDate, PassageTree, SourceSummary, TopicCounts, TopicRecord, UriReference,
};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many of the latest changes and mentions a file has that is no list of them.
const LATEST: usize = 50;

/// How a list is ordered that is cut into parts.
pub(crate) fn order(kind: Kind) -> Order {
    match kind {
        Kind::Publishers | Kind::Entities => Order::ByName,
        _ => Order::ByDate,
    }
}

/// The facts of a page; `None` for pages that have none of their own.
pub(crate) fn facts<'a>(page: &Page<'a>, job: &Job) -> Option<Facts<'a>> {
    let (ctx, site, lists) = (page.ctx, page.site(), &page.ctx.indexes);
    let len = job.kind.len(ctx);
    let shown = range(len, job.part, order(job.kind));
    let refs = |all: &'a [RefId]| &all[range_newest_first(all.len(), job.part)];
    let wholes =
        |list: &[BlockId]| list.iter().map(|b| page.records().passage_tree(*b)).collect::<Vec<_>>();
    Some(match job.kind {
        Kind::Home => Facts::Home(Home {
            topics: lists.shown.iter().map(|t| topic_record(page, *t)).collect(),
            latest: latest(page, &lists.changes),
        }),
        Kind::Topic(t) => Facts::Topic(topic(page, t)),
        Kind::Gathers(t) => {
            let year = lists.topic(t).years.last().map(|(year, _)| *year);
            Facts::Gathers(gathers(page, t, year, job.part))
        }
        Kind::GatherYear(t, year) => Facts::Gathers(gathers(page, t, Some(year), job.part)),
        Kind::Gather(d) => Facts::Gather(text(page, d)),
        Kind::Thread(d) => Facts::Thread(text(page, d)),
        Kind::Article(d) => Facts::Article(text(page, d)),
        Kind::Page(d) => Facts::Page(text(page, d)),
        Kind::Timeline(t) => Facts::Timeline(entries(page, &lists.topic(t).timeline[shown])),
        Kind::SiteTimeline => Facts::Timeline(entries(page, &lists.timeline[shown])),
        Kind::Changes => Facts::Changes(entries(page, &lists.changes[shown])),
        Kind::Perspectives(t) => {
            let actors =
                lists.topic(t).actors[shown].iter().rev().filter(|(e, _)| site.entity(*e).visible);
            let blocks = actors.flat_map(|(_, blocks)| blocks.iter().copied());
            Facts::Perspectives(Perspectives { perspectives: wholes(&once(blocks)) })
        }
        Kind::TopicSources(t) => {
            let all = lists.topic(t).sources[shown].iter().rev();
            let row = |(s, cited): &(SourceId, u32)| SourceSummary {
                cited: *cited as usize,
                ..page.records().source_summary(*s)
            };
            Facts::Sources(Sources { sources: all.map(row).collect() })
        }
        Kind::Sources => Facts::Sources(Sources {
            sources: sources(page, lists.sources[shown].iter().rev().copied()),
        }),
        Kind::Watch(t) => {
            Facts::Watch(watch(page, t, job.part, &lists.topic(t).observations[shown]))
        }
        Kind::Figures(t) => {
            Facts::Figures(Figures { figures: figures(page, &lists.topic(t).figures) })
        }
        Kind::Source(s) => {
            let is_note = |i: &&RefId| matches!(site.block(site.reference(**i).block).kind, BlockKind::Note { source } if source == s);
            let (notes, cites): (Vec<&RefId>, Vec<&RefId>) =
                refs(site.backlinks(Target::Source(s))).iter().partition(is_note);
            let notes = once(notes.into_iter().map(|i| site.reference(*i).block));
            let cites: Vec<RefId> = cites.into_iter().copied().collect();
            Facts::Source(Source {
                record: page.records().source(s),
                notes: notes.into_iter().map(|b| page.records().listed_passage(b)).collect(),
                mentions: page.records().mentions(&cites),
            })
        }
        Kind::Publisher(p) => {
            let all = &site.index.by_publisher[p.index()];
            let part = all[range_newest_first(all.len(), job.part)].iter().copied();
            Facts::Publisher(Publisher {
                record: page.records().publisher(p),
                sources: sources(page, part),
            })
        }
        Kind::Entity(e) => {
            let held = site.index.perspectives.get(&e).map_or(&[][..], |p| p);
            let tensions = site.index.tensions.get(&e).map_or(&[][..], |t| t);
            let measured = site.index.figures.get(&e).map_or(&[][..], |f| f);
            Facts::Entity(Entity {
                record: page.records().entity(e),
                passages: page.records().passages(site.entity(e).doc),
                perspectives: wholes(&held[..held.len().min(LATEST)]),
                tensions: wholes(&tensions[..tensions.len().min(LATEST)]),
                figures: figures(page, measured),
                mentions: page.records().mentions(refs(site.backlinks(Target::Entity(e)))),
            })
        }
        Kind::Question(b) => {
            let refs = site.backlinks(Target::Block(b));
            let question = page.records().passage_tree(b);
            let cited = once(
                [b].into_iter()
                    .chain(site.children(b).iter().copied())
                    .flat_map(|b| site.cited_in(b)),
            );
            Facts::Question(Question {
                question,
                sources: sources(page, cited.into_iter()),
                mentions: page.records().mentions(&refs[..refs.len().min(LATEST)]),
            })
        }
        Kind::Compare(t, pair) => Facts::Compare(compare(page, t, pair)),
        Kind::Elsewhere(e) => {
            let record = &site.elsewhere[e.index()];
            Facts::Elsewhere(Elsewhere {
                id: &record.slug,
                url: record.url.as_deref(),
                note: record.note.as_deref(),
                mentions: page.records().mentions(refs(site.backlinks(Target::Elsewhere(e)))),
            })
        }
        Kind::Publishers => {
            let part = lists.publishers[shown].iter();
            Facts::Publishers(Publishers {
                publishers: part.map(|p| page.records().publisher(*p)).collect(),
            })
        }
        Kind::Entities => {
            let part = lists.entities[shown].iter();
            Facts::Entities(Entities {
                entities: part.map(|e| page.records().entity(*e)).collect(),
            })
        }
        Kind::TopicQuestions(t) => Facts::Questions(Questions {
            questions: newest(page, &lists.topic(t).questions[shown]),
        }),
        Kind::TopicTensions(t) => {
            Facts::Tensions(Tensions { tensions: newest(page, &lists.topic(t).tensions[shown]) })
        }
        Kind::Questions => {
            Facts::Questions(Questions { questions: newest(page, &lists.questions[shown]) })
        }
        Kind::Tensions => {
            Facts::Tensions(Tensions { tensions: newest(page, &lists.tensions[shown]) })
        }
        Kind::Since
        | Kind::Search
        | Kind::Missing
        | Kind::Redirect(_)
        | Kind::Gone(_)
        | Kind::Embed(_) => return None,
    })
}

/// Each once, in their order.
fn once<T: Ord + Copy>(list: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    list.filter(|b| seen.insert(*b)).collect()
}

fn newest<'a>(page: &Page<'a>, list: &[BlockId]) -> Vec<PassageTree<'a>> {
    list.iter().rev().map(|b| page.records().passage_tree(*b)).collect()
}

fn entries<'a>(page: &Page<'a>, list: &[Event]) -> Entries<'a> {
    Entries { entries: list.iter().rev().map(|e| entry(page, e)).collect() }
}

fn latest<'a>(page: &Page<'a>, list: &[Event]) -> Vec<EntryRow<'a>> {
    list.iter().rev().take(LATEST).map(|e| entry(page, e)).collect()
}

fn sources<'a>(page: &Page<'a>, list: impl Iterator<Item = SourceId>) -> Vec<SourceSummary<'a>> {
    list.filter(|s| page.site().is_visible(Target::Source(*s)))
        .map(|s| page.records().source_summary(s))
        .collect()
}

fn figures<'a>(page: &Page<'a>, list: &[FigureId]) -> Vec<FigureRecord<'a>> {
    let seen =
        |f: &&FigureId| page.site().is_visible(Target::Entity(page.site().figure(**f).subject));
    list.iter().filter(seen).map(|f| page.records().figure(*f)).collect()
}

/// The works that a document cites, in the order of their first citation.
fn cited<'a>(page: &Page<'a>, id: DocId) -> Vec<SourceSummary<'a>> {
    let site = page.site();
    sources(page, once(site.blocks_of(id).flat_map(|b| site.cited_in(b))).into_iter())
}

fn topic_record<'a>(page: &Page<'a>, id: TopicId) -> TopicRecord<'a> {
    let lists = page.ctx.indexes.topic(id);
    let open = lists.questions.iter().filter(|q| is_open_block(page.site(), **q));
    let counts = TopicCounts {
        gathers: lists.gathers.len(),
        threads: lists.threads.len(),
        articles: lists.articles.len(),
        sources: lists.sources.len(),
        actors: lists.actors.len(),
        figures: lists.figures.len(),
        tensions: lists.tensions.len(),
        open_questions: open.count(),
    };
    page.records().topic(id, counts)
}

fn text<'a>(page: &Page<'a>, id: DocId) -> Text<'a> {
    let (site, doc) = (page.site(), page.site().doc(id));
    let refs = site.backlinks(Target::Doc(id));
    let body = &page.ctx.files.get(doc.file).body;
    let note = |range: &Range<u32>| {
        page.records()
            .words(id, &markdown::block_text(body, range.start as usize..range.end as usize, &[]))
    };
    Text {
        footnotes: doc.footnotes.iter().map(|(_, range)| note(range)).collect(),
        related: related(page, id),
        record: page.records().document(id),
        passages: page.records().passages(id),
        sources: cited(page, id),
        mentions: page.records().mentions(&refs[..refs.len().min(LATEST)]),
    }
}

fn related(page: &Page, id: DocId) -> Vec<UriReference> {
    let all = page.site().doc(id).related.iter().copied();
    all.filter(|t| page.site().is_visible(*t)).map(|t| UriReference(page.href(t))).collect()
}

fn topic<'a>(page: &Page<'a>, id: TopicId) -> Topic<'a> {
    let (site, lists) = (page.site(), page.ctx.indexes.topic(id));
    let doc = site.topic(id).doc;
    let refs = site.backlinks(Target::Topic(id));
    Topic {
        record: topic_record(page, id),
        passages: page.records().passages(doc),
        threads: lists.threads.iter().map(|d| page.records().document(*d)).collect(),
        articles: lists.articles.iter().map(|d| page.records().document(*d)).collect(),
        latest: latest(page, &lists.changes),
        sources: cited(page, doc),
        related: related(page, doc),
        mentions: page.records().mentions(&refs[..refs.len().min(LATEST)]),
    }
}

fn gathers<'a>(page: &Page<'a>, topic: TopicId, year: Option<u16>, part: u32) -> Gathers<'a> {
    let lists = page.ctx.indexes.topic(topic);
    let found = lists
        .years
        .iter()
        .find(|(y, _)| Some(*y) == year)
        .map(|(_, range)| &lists.gathers[range.clone()]);
    let of_year = found.unwrap_or_default();
    let shown = &of_year[range(of_year.len(), part, Order::ByDate)];
    let years = lists.years.iter().rev().map(|(year, range)| Year {
        year: *year,
        gathers: range.len(),
        place: UriReference(page.to(&Kind::GatherYear(topic, *year).base(page.ctx))),
    });
    Gathers {
        years: years.collect(),
        gathers: shown.iter().rev().map(|d| page.records().document(*d)).collect(),
    }
}

fn watch<'a>(page: &Page<'a>, topic: TopicId, part: u32, observations: &[BlockId]) -> Watch<'a> {
    let site = page.site();
    let watch = &site.topic(topic).watch;
    let known =
        |date: Option<Date>| date.zip(site.as_of).is_none_or(|(date, today)| date.first() <= today);
    let seen = |t: &Target| site.is_visible(*t);
    let row = |list: &'static str, e: &'a WatchEntry| WatchRow {
        list,
        text: &e.text,
        domain: e.domain.as_deref(),
        since: e.since.map(IsoDate),
        until: e.until.map(IsoDate),
        reason: e.reason.as_deref(),
        from: e.from.filter(seen).map(|t| UriReference(page.href(t))),
    };
    let change = |c: &'a WatchChange| ChangeRow {
        date: IsoDate(c.date),
        change: &c.change,
        reason: c.reason.as_deref(),
    };
    let all = [
        ("keywords", &watch.keywords),
        ("sources", &watch.sources),
        ("authors", &watch.authors),
        ("exclude_domains", &watch.exclude_domains),
        ("exclude_terms", &watch.exclude_terms),
    ];
    let mut out = Watch {
        strategy: Vec::new(),
        changelog: Vec::new(),
        observations: observations
            .iter()
            .rev()
            .map(|b| page.records().listed_passage(*b))
            .collect(),
    };
    if part == 0 {
        let shown = all.into_iter().flat_map(|(name, list)| list.iter().map(move |e| (name, e)));
        out.strategy =
            shown.filter(|(_, e)| known(e.since)).map(|(name, e)| row(name, e)).collect();
        out.changelog =
            watch.changelog.iter().rev().filter(|c| known(Some(c.date))).map(change).collect();
    }
    out
}

fn compare<'a>(page: &Page<'a>, topic: TopicId, pair: u32) -> Compare<'a> {
    let site = page.site();
    let (a, b) = page.ctx.indexes.topic(topic).pairs[pair as usize];
    let of_topic = |t: &BlockId| site.doc(site.block(*t).doc).topic == Some(topic);
    let held = [a, b]
        .into_iter()
        .flat_map(|e| site.index.perspectives.get(&e).into_iter().flatten().copied());
    let tensions = site.index.tensions.get(&a).into_iter().flatten().copied().filter(of_topic);
    Compare {
        actors: [a, b].map(|e| page.records().entity(e)),
        perspectives: once(held.filter(of_topic))
            .into_iter()
            .map(|p| page.records().passage_tree(p))
            .collect(),
        tensions: tensions
            .filter(|t| opponents(site, *t).contains(&(a, b)))
            .map(|t| page.records().passage_tree(t))
            .collect(),
    }
}

/// The neighbours of one part of a list, as files of data.
pub(crate) fn neighbours(page: &Page, job: &Job) -> Option<super::Parts> {
    let ctx = page.ctx;
    let (kind, total) = match job.kind {
        Kind::Gathers(_) => return None,
        kind => (kind, kind.len(ctx)),
    };
    let count = crate::pages::pages(total);
    if count < 2 {
        return None;
    }
    // The place in reading order, and the part that stands there.
    let turned = |n: u32| if order(kind) == Order::ByDate { (count - n) % count } else { n };
    let here = turned(job.part);
    let base = kind.base(ctx);
    let file = |at: u32| UriReference(page.to(&href::data(&href::part(&base, turned(at)))));
    Some(super::Parts {
        total,
        files: count,
        previous: here.checked_sub(1).map(file),
        next: Some(here + 1).filter(|n| *n < count).map(file),
    })
}
