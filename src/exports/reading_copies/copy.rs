//! The copy of a topic or a thread: what it is, its words, and its sources.

use super::cited_sources::CitedSources;
use super::passage;
use super::written::typeset;
use crate::markdown::escape_words;
use crate::model::*;
use crate::pages::{Ctx, Page, PageKind, href, is_open_block};
use crate::records::{StandTableRecord, event_kind, with_marks};
use std::fmt::Write;

/// How many of the latest changes a topic's copy has.
const LATEST: usize = 20;

/// The copy of a thread, for a page at `path`.
pub(super) fn thread(ctx: &Ctx, thread: ThreadDoc, path: &str) -> String {
    let page = page_at(ctx, path);
    let (id, doc) = (thread.id(), ctx.site.doc(thread.id()));
    let mut out = head(ctx.site, &ctx.doc_name(id), doc.summary.as_deref());
    let locale = &ctx.site.locale;
    let status = ("status", locale.label(thread.status).into());
    let mut facts = vec![locale.format(MessageId::CopyThread, &[status])];
    facts.extend(thread.opened.map(|day| on(locale, MessageId::CopyOpened, day)));
    facts.extend(doc.updated.map(|day| on(locale, MessageId::CopyUpdated, day)));
    add_facts(&page, Target::Doc(id), &facts, &doc.provenance, &mut out);
    if let Some(topic) = doc.topic {
        let to = page.to(&href::copy(&PageKind::Topic(topic).base(ctx)));
        let link = format!("[{}]({to})", typeset(ctx.site, &ctx.site.topic(topic).title));
        let line = locale.format(MessageId::CopyOfTopic, &[("topic", link.into())]);
        let _ = writeln!(out, "- {line}");
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
    let mut out = head(site, &topic.title, Some(&topic.question));
    if !topic.summary.is_empty() {
        let _ = write!(out, "{}\n\n", typeset(site, &topic.summary));
    }
    let locale = &site.locale;
    let status = ("status", locale.label(topic.status).into());
    let mut facts = vec![locale.format(MessageId::CopyTopic, &[status])];
    let last = lists.gathers.last().and_then(|gather| site.doc(*gather).recorded());
    facts.extend(last.map(|day| on(locale, MessageId::CopyLastGather, day)));
    add_facts(&page, Target::Topic(id), &facts, &doc.provenance, &mut out);
    let mut sources = CitedSources::default();
    add_text(&page, topic.doc, &mut sources, &mut out);
    let table = page.records().stand_table(&ctx.tables.reasoning.stands.topic(id).whole);
    add_stands(site, &table, &mut out);
    let open: Vec<BlockId> =
        lists.questions.iter().rev().copied().filter(|q| is_open_block(site, *q)).collect();
    add_list(&page, MessageId::CopyOpenQuestions, &open, &mut sources, &mut out);
    let tensions: Vec<BlockId> = lists.tensions.iter().rev().copied().collect();
    add_list(&page, MessageId::TopicPageTensions, &tensions, &mut sources, &mut out);
    add_changes(&page, id, &mut out);
    add_texts(&page, MessageId::CopyThreads, &lists.threads, &mut out);
    add_texts(&page, MessageId::CopyArticles, &lists.articles, &mut out);
    finish(&page, &sources, out)
}

/// A page whose addresses are whole ones where the site has one.
fn page_at<'a>(ctx: &'a Ctx<'a>, path: &str) -> Page<'a> {
    match ctx.origin() {
        Some(origin) => Page::abroad(ctx, path, origin),
        None => Page::new(ctx, path.to_string()),
    }
}

/// A day with what happened on it.
fn on(locale: &Locale, id: MessageId, day: Date) -> String {
    locale.format(id, &[("date", day.to_string().into())])
}

fn head(site: &Site, title: &str, summary: Option<&str>) -> String {
    let mut out = format!("# {}\n\n", typeset(site, title));
    if let Some(summary) = summary.filter(|summary| !summary.is_empty()) {
        let _ = write!(out, "> {}\n\n", typeset(site, summary));
    }
    out
}

/// What the copy is of, who wrote it, and under which licence.
fn add_facts(page: &Page, of: Target, facts: &[String], written: &Provenance, out: &mut String) {
    let site = page.site();
    let locale = &site.locale;
    let mut lines = vec![escape_words(&facts.join(locale.text(MessageId::ListComma)))];
    lines.push(locale.format(MessageId::CopyPage, &[("address", page.href(of).into())]));
    lines.extend(site.as_of.map(|today| on(locale, MessageId::CopyAsOf, today)));
    if written.by != Writer::Unknown {
        let by = ("who", locale.label(written.by).into());
        lines.push(escape_words(&match &written.reviewed_by {
            Some(reader) => {
                locale.format(MessageId::CopyReviewed, &[by, ("reader", reader.into())])
            }
            None => locale.format(MessageId::CopyWritten, &[by]),
        }));
    }
    if let Some(licence) = &site.config.licence {
        let licence = ("licence", escape_words(licence).into());
        lines.push(locale.format(MessageId::CopyLicence, &[licence]));
    }
    for line in lines {
        let _ = writeln!(out, "- {line}");
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
fn add_stands(site: &Site, table: &StandTableRecord, out: &mut String) {
    let locale = &site.locale;
    if table.rows.is_empty() {
        return;
    }
    passage::start_part(out);
    let _ = write!(out, "## {}\n\n", locale.text(MessageId::TopicPageStands));
    for row in &table.rows {
        let names: Vec<&str> = row.actors.iter().map(|actor| actor.name.as_str()).collect();
        let _ =
            writeln!(out, "- **{}**", escape_words(&names.join(locale.text(MessageId::ListAnd))));
        for position in &row.positions {
            let mut facts = Vec::new();
            facts.extend(position.since.map(|day| on(locale, MessageId::StandsTableSince, day.0)));
            let last = position.last_stated;
            facts.extend(last.map(|day| on(locale, MessageId::PerspectiveLastStated, day.0)));
            let facts = match facts.is_empty() {
                true => String::new(),
                false => format!(" ({})", facts.join(locale.text(MessageId::ListSemicolon))),
            };
            let words = marked(site, &position.marks, &position.text);
            let _ = writeln!(out, "  - {words}{facts} [#]({})", position.place.0);
        }
        for (issue, stand) in table.issues.iter().zip(&row.stands) {
            if let Some(stand) = stand {
                let words = marked(site, &stand.marks, &stand.text);
                let (issue, closing) = site.quotation_marks().within(&issue.text);
                let issue = escape_words(&(issue + &closing));
                let values = [("issue", issue.into()), ("words", words.into())];
                let line = locale.format(MessageId::CopyOnIssue, &values);
                let _ = writeln!(out, "  - {line} [#]({})", stand.place.0);
            }
        }
    }
}

fn marked(site: &Site, marks: &[String], words: &str) -> String {
    typeset(site, &with_marks(&site.locale, marks, words.to_string()))
}

/// Passages of several documents, each with its parts.
fn add_list(
    page: &Page,
    heading: MessageId,
    blocks: &[BlockId],
    sources: &mut CitedSources,
    out: &mut String,
) {
    if blocks.is_empty() {
        return;
    }
    passage::start_part(out);
    let _ = write!(out, "## {}\n\n", page.site().locale.text(heading));
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
    let locale = &page.site().locale;
    let _ = write!(out, "## {}\n\n", locale.text(MessageId::CopyChanges));
    for event in changes.iter().rev().take(LATEST) {
        let record = page.records().event(event);
        let word = page.records().event_label(event);
        let word = word.map(|word| format!(" ({word})")).unwrap_or_default();
        let words = if record.text.is_empty() { &record.title } else { &record.text };
        let (kind, words) = (locale.text(event_kind(event.kind)), typeset(page.site(), words));
        let _ = writeln!(out, "- {}: {kind}{word}: {words} [#]({})", record.date.0, record.place.0);
    }
}

/// Texts with their summaries; threads lead to their copies.
fn add_texts(page: &Page, heading: MessageId, docs: &[DocId], out: &mut String) {
    if docs.is_empty() {
        return;
    }
    passage::start_part(out);
    let _ = write!(out, "## {}\n\n", page.site().locale.text(heading));
    for id in docs {
        let doc = page.site().doc(*id);
        let path = page.ctx.tables.paths.doc(*id);
        let to = if doc.is_thread() { page.to(&href::copy(path)) } else { page.to(path) };
        let summary = doc.summary.as_deref().map(|s| format!(": {}", typeset(page.site(), s)));
        let name = escape_words(&page.ctx.doc_name(*id));
        let _ = writeln!(out, "- [{name}]({to}){}", summary.unwrap_or_default());
    }
}

fn finish(page: &Page, sources: &CitedSources, mut out: String) -> String {
    let list = sources.list(page);
    if !list.is_empty() {
        passage::start_part(&mut out);
        let heading = page.site().locale.text(MessageId::ListSources);
        let _ = write!(out, "## {heading}\n\n{list}");
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}
