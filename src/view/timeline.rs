//! Everything dated of a topic or of the site, the newest first.

use super::block::unique;
use super::entry::{EntryLine, entry_line};
use super::head::Head;
use super::lists::{Dated, Entry};
use super::split::{Order, pager, range};
use super::text::{Citing, Page};
use super::{Ctx, Job};
use crate::model::*;
use serde::Serialize;
use std::collections::{BTreeSet, HashSet};

#[derive(Serialize)]
pub struct Timeline {
    page: Head,
    /// Whether it runs over all topics.
    whole_site: bool,
    entries: Vec<Item>,
    /// What the entries of this page can be filtered by.
    kinds: Vec<&'static str>,
    years: Vec<u16>,
    actors: Vec<(String, String)>,
}

/// An entry with its anchor, its words as HTML where they are short.
#[derive(Serialize)]
pub struct Item {
    id: String,
    line: EntryLine,
    html: Option<String>,
}

pub fn of_topic(ctx: &Ctx, job: &Job, topic: TopicId) -> Timeline {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let head = Head::new(&page, "timeline", ctx.site.topic(topic).title.clone()).under(&page, topic);
    make(page, head, job, &ctx.lists.topic(topic).timeline)
}

pub fn of_site(ctx: &Ctx, job: &Job) -> Timeline {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let head = Head::new(&page, "timeline", "");
    make(page, head, job, &ctx.lists.timeline)
}

fn make(page: Page, head: Head, job: &Job, entries: &[Entry]) -> Timeline {
    let shown = &entries[range(entries.len(), job.part, Order::ByDate)];
    let whole_site = head.topic.is_none();
    let mut used = HashSet::new();
    let entries_shown: Vec<Item> = shown.iter().rev().map(|e| item(&page, e, &mut used)).collect();
    let kinds: BTreeSet<&'static str> = entries_shown.iter().map(|i| i.line.kind).collect();
    let years: BTreeSet<u16> = entries_shown.iter().map(|i| i.line.year).collect();
    let actors = entries_shown.iter().flat_map(|i| &i.line.actors).map(|a| (a.name.clone(), a.slug.clone()));
    let actors: BTreeSet<(String, String)> = actors.collect();
    Timeline {
        whole_site,
        entries: entries_shown,
        kinds: kinds.into_iter().collect(),
        years: years.into_iter().rev().collect(),
        actors: actors.into_iter().collect(),
        page: head.pager(pager(&job.kind.base(page.ctx), entries.len(), job.part, Order::ByDate)),
    }
}

fn item(page: &Page, entry: &Entry, used: &mut HashSet<String>) -> Item {
    let site = page.site();
    let (anchor, words) = match entry.what {
        Dated::Event(b) | Dated::Position(b) | Dated::Correction(b) => (block_anchor(site, b), Some(b)),
        Dated::Question(b) => (block_anchor(site, b), None),
        Dated::Relation(i) => {
            let relation = &site.relations[i as usize];
            (format!("{}-{}", relation.kind.word(), block_anchor(site, relation.from)), None)
        }
        Dated::Gather(d) | Dated::Article(d) | Dated::Opened(d) | Dated::Updated(d) => (doc_anchor(site, d), None),
        Dated::Watch(_, i) => (format!("watch-{i}"), None),
    };
    Item { id: unique(used, anchor), line: entry_line(page, entry), html: words.map(|b| page.inline(b)) }
}

fn doc_anchor(site: &Site, id: DocId) -> String {
    let doc = site.doc(id);
    let folder = match doc.kind {
        DocKind::Gather(_) => "gather",
        DocKind::Thread { .. } => "thread",
        _ => "article",
    };
    format!("{folder}-{}", doc.slug)
}

fn block_anchor(site: &Site, id: BlockId) -> String {
    format!("{}-{}", site.doc(site.block(id).doc).slug, site.block(id).anchor.name)
}
