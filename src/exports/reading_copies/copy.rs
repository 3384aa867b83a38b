//! The copy of a topic or a thread: what it is, its words, and its sources.

use super::cited_sources::CitedSources;
use super::passage;
use crate::markdown::escape_words;
use crate::model::*;
use crate::pages::{Ctx, Page, PageKind, href, is_open_block};
use crate::records::StandTableRecord;
use std::fmt::Write;

/// How many of the latest changes a topic's copy has.
const LATEST: usize = 20;

/// The copy of a thread, for a page at `path`.
pub(super) fn thread(ctx: &Ctx, thread: ThreadDoc, path: &str) -> String {
    let page = page_at(ctx, path);
    let (id, doc) = (thread.id(), ctx.site.doc(thread.id()));
    let mut out = head(&ctx.doc_name(id), doc.summary.as_deref());
    let mut facts = vec![format!("Thread, {}", thread.status.word())];
    facts.extend(thread.opened.map(|day| format!("opened {day}")));
    facts.extend(doc.updated.map(|day| format!("updated {day}")));
    add_facts(&page, Target::Doc(id), &facts.join(", "), &doc.provenance, &mut out);
    if let Some(topic) = doc.topic {
        let to = page.to(&href::copy(&PageKind::Topic(topic).base(ctx)));
        let _ = writeln!(out, "- Topic: [{}]({to})", escape_words(&ctx.site.topic(topic).title));
    }
    let mut sources = CitedSources::default();
    add_text(&page, id, &mut sources, &mut out);
    finish(&page, &sources, out)
}

/// The copy of a topic: its state and further links, for a page at `path`.
pub(super) fn topic(ctx: &Ctx, id: TopicId, path: &str) -> String {
    let page = page_at(ctx, path);
    let (site, lists) = (ctx.site, ctx.tables.indexes.topic(id));
    let (topic, doc) = (site.topic(id), site.doc(site.topic(id).doc));
    let mut out = head(&topic.title, Some(&topic.question));
    if !topic.summary.is_empty() {
        let _ = write!(out, "{}\n\n", escape_words(&topic.summary));
    }
    let mut facts = vec![format!("Topic, {}", topic.status.word())];
    let last = lists.gathers.last().and_then(|gather| site.doc(*gather).recorded());
    facts.extend(last.map(|day| format!("last gather {day}")));
    add_facts(&page, Target::Topic(id), &facts.join(", "), &doc.provenance, &mut out);
    let mut sources = CitedSources::default();
    add_text(&page, topic.doc, &mut sources, &mut out);
    let table = page.records().stand_table(&ctx.tables.reasoning.stands.topic(id).whole);
    add_stands(&table, &mut out);
    let open: Vec<BlockId> =
        lists.questions.iter().rev().copied().filter(|q| is_open_block(site, *q)).collect();
    add_list(&page, "Open questions", &open, &mut sources, &mut out);
    let tensions: Vec<BlockId> = lists.tensions.iter().rev().copied().collect();
    add_list(&page, "Tensions", &tensions, &mut sources, &mut out);
    add_changes(&page, id, &mut out);
    add_texts(&page, "Threads", &lists.threads, &mut out);
    add_texts(&page, "Articles", &lists.articles, &mut out);
    finish(&page, &sources, out)
}

/// A page whose addresses are whole ones where the site has one.
fn page_at<'a>(ctx: &'a Ctx<'a>, path: &str) -> Page<'a> {
    match ctx.origin() {
        Some(origin) => Page::abroad(ctx, path, origin),
        None => Page::new(ctx, path.to_string()),
    }
}

fn head(title: &str, summary: Option<&str>) -> String {
    let mut out = format!("# {}\n\n", escape_words(title));
    if let Some(summary) = summary.filter(|summary| !summary.is_empty()) {
        let _ = write!(out, "> {}\n\n", escape_words(summary));
    }
    out
}

/// What the copy is of, who wrote it, and under which licence.
fn add_facts(page: &Page, of: Target, facts: &str, written: &Provenance, out: &mut String) {
    let site = page.site();
    let _ = writeln!(out, "- {}", escape_words(facts));
    let _ = writeln!(out, "- Page: {}", page.href(of));
    if let Some(today) = site.as_of {
        let _ = writeln!(out, "- As known on {today}");
    }
    if written.by != Writer::Unknown {
        let mut by = format!("Written by: {}", written.by.word());
        if let Some(reader) = &written.reviewed_by {
            let _ = write!(by, ", reviewed by {reader}");
        }
        let _ = writeln!(out, "- {}", escape_words(&by));
    }
    if let Some(licence) = &site.config.licence {
        let _ = writeln!(out, "- Licence: {}", escape_words(licence));
    }
}

/// The whole text of a document, section by section.
fn add_text(page: &Page, id: DocId, sources: &mut CitedSources, out: &mut String) {
    let site = page.site();
    for section in &site.doc(id).sections {
        let is_kind =
            |id: &BlockId| matches!(site.block(*id).kind, BlockKind::Part(BlockPart::Kind(_)));
        let blocks: Vec<BlockId> =
            site.blocks_in(id, section).filter(|block| !is_kind(block)).collect();
        if blocks.is_empty() {
            continue;
        }
        match site.heading(page.ctx.files, id, section) {
            Some(heading) => {
                let words = escape_words(&page.records().words(id, &heading));
                passage::start_part(out);
                let _ = write!(out, "## {words}\n\n");
            }
            None => passage::start_part(out),
        }
        for block in blocks {
            passage::add(page, block, sources, out);
        }
    }
}

/// Who holds what, and their stances on each issue.
fn add_stands(table: &StandTableRecord, out: &mut String) {
    if table.rows.is_empty() {
        return;
    }
    passage::start_part(out);
    out.push_str("## Who stands where\n\n");
    for row in &table.rows {
        let names: Vec<&str> = row.actors.iter().map(|actor| actor.name.as_str()).collect();
        let _ = writeln!(out, "- **{}**", escape_words(&names.join(" and ")));
        for position in &row.positions {
            let mut facts = Vec::new();
            facts.extend(position.since.map(|day| format!("since {}", day.0)));
            facts.extend(position.last_stated.map(|day| format!("last stated {}", day.0)));
            let facts = match facts.is_empty() {
                true => String::new(),
                false => format!(" ({})", facts.join("; ")),
            };
            let words = marked(&position.marks, &position.text);
            let _ = writeln!(out, "  - {words}{facts} [#]({})", position.place.0);
        }
        for (issue, stand) in table.issues.iter().zip(&row.stands) {
            if let Some(stand) = stand {
                let words = marked(&stand.marks, &stand.text);
                let issue = escape_words(&issue.text);
                let _ = writeln!(out, "  - On “{issue}”: {words} [#]({})", stand.place.0);
            }
        }
    }
}

fn marked(marks: &[String], words: &str) -> String {
    match marks.is_empty() {
        true => escape_words(words),
        false => escape_words(&format!("[{}] {words}", marks.join("; "))),
    }
}

/// Passages of several documents, each with its parts.
fn add_list(
    page: &Page,
    heading: &str,
    blocks: &[BlockId],
    sources: &mut CitedSources,
    out: &mut String,
) {
    if blocks.is_empty() {
        return;
    }
    passage::start_part(out);
    let _ = write!(out, "## {heading}\n\n");
    for block in blocks {
        passage::add(page, *block, sources, out);
        for part in page.site().children(*block) {
            if !matches!(page.site().block(*part).kind, BlockKind::Part(BlockPart::Kind(_))) {
                passage::add(page, *part, sources, out);
            }
        }
    }
}

fn add_changes(page: &Page, topic: TopicId, out: &mut String) {
    let changes = &page.ctx.tables.indexes.topic(topic).changes;
    if changes.is_empty() {
        return;
    }
    passage::start_part(out);
    out.push_str("## What changed last\n\n");
    for event in changes.iter().rev().take(LATEST) {
        let record = page.records().event(event);
        let word = record.word.map(|word| format!(" ({word})")).unwrap_or_default();
        let words = if record.text.is_empty() { &record.title } else { &record.text };
        let (kind, words) = (escape_words(record.kind), escape_words(words));
        let _ = writeln!(out, "- {}: {kind}{word}: {words} [#]({})", record.date.0, record.place.0);
    }
}

/// Texts with their summaries; threads lead to their copies.
fn add_texts(page: &Page, heading: &str, docs: &[DocId], out: &mut String) {
    if docs.is_empty() {
        return;
    }
    passage::start_part(out);
    let _ = write!(out, "## {heading}\n\n");
    for id in docs {
        let doc = page.site().doc(*id);
        let path = page.ctx.tables.paths.doc(*id);
        let to = if doc.is_thread() { page.to(&href::copy(path)) } else { page.to(path) };
        let summary = doc.summary.as_deref().map(|s| format!(": {}", escape_words(s)));
        let name = escape_words(&page.ctx.doc_name(*id));
        let _ = writeln!(out, "- [{name}]({to}){}", summary.unwrap_or_default());
    }
}

fn finish(page: &Page, sources: &CitedSources, mut out: String) -> String {
    let list = sources.list(page);
    if !list.is_empty() {
        passage::start_part(&mut out);
        let _ = write!(out, "## Sources\n\n{list}");
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}
