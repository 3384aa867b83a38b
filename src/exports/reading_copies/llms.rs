//! `llms.txt` (<https://llmstxt.org>): what a site is and where its texts are as Markdown.

use super::written::typeset;
use crate::markdown::escape_words;
use crate::model::*;
use crate::pages::{Ctx, OPML, Page, PageKind, href};
use std::fmt::Write;

/// The path of the list.
pub(super) const LLMS: &str = "llms.txt";

pub(super) fn llms(ctx: &Ctx) -> String {
    let page = match ctx.origin() {
        Some(origin) => Page::abroad(ctx, LLMS, origin),
        None => Page::new(ctx, LLMS.to_string()),
    };
    let config = &ctx.site.config;
    let mut out = format!("# {}\n\n", typeset(ctx.site, &config.title));
    if let Some(description) = &config.description {
        let _ = write!(out, "> {}\n\n", typeset(ctx.site, description));
    }
    let locale = &ctx.site.locale;
    let _ = writeln!(out, "{}", locale.text(MessageId::LlmsAbout));
    if let Some(licence) = &config.licence {
        let licence = ("licence", escape_words(licence).into());
        let _ = writeln!(out, "\n{}", locale.format(MessageId::CopyLicence, &[licence]));
    }
    for topic in &ctx.tables.indexes.shown {
        add_topic(&page, *topic, &mut out);
    }
    add_rest(&page, &mut out);
    out
}

fn add_topic(page: &Page, id: TopicId, out: &mut String) {
    let ctx = page.ctx;
    let topic = ctx.site.topic(id);
    let title = typeset(ctx.site, &topic.title);
    let to = page.to(&href::copy(&PageKind::Topic(id).base(ctx)));
    let question = typeset(ctx.site, &topic.question);
    let _ = write!(out, "\n## {title}\n\n- [{title}]({to}): {question}\n");
    for thread in &ctx.tables.indexes.topic(id).threads {
        let to = page.to(&href::copy(ctx.tables.paths.doc(*thread)));
        let summary = ctx.site.doc(*thread).summary.as_deref();
        let summary = summary.map(|s| format!(": {}", typeset(ctx.site, s))).unwrap_or_default();
        let _ = writeln!(out, "- [{}]({to}){summary}", escape_words(&ctx.doc_name(*thread)));
    }
}

/// Pages of the site itself, data and feeds.
///
/// "Optional" is the name that the format gives to what may be left out, in every language.
fn add_rest(page: &Page, out: &mut String) {
    let ctx = page.ctx;
    let locale = &ctx.site.locale;
    out.push_str("\n## Optional\n\n");
    for doc in ctx.site.config.nav.iter().filter(|doc| ctx.site.doc(**doc).visible) {
        let to = page.href(Target::Doc(*doc));
        let _ = writeln!(out, "- [{}]({to})", escape_words(&ctx.doc_name(*doc)));
    }
    let data = match ctx.site.config.data {
        DataFiles::Pages => Some((href::SCHEMA, MessageId::LlmsDataOfPages)),
        DataFiles::Packed => Some((href::FACTS_SCHEMA, MessageId::LlmsDataOfTopics)),
        DataFiles::Lists | DataFiles::Off => None,
    };
    if let Some((schema, note)) = data {
        let (to, title) = (page.to(schema), locale.text(MessageId::LlmsSchema));
        let _ = writeln!(out, "- [{title}]({to}): {}", locale.text(note));
    }
    if !ctx.tables.channels.is_empty() {
        let (to, title) = (page.to(OPML), locale.text(MessageId::LlmsFeeds));
        let _ = writeln!(out, "- [{title}]({to}): {}", locale.text(MessageId::LlmsAllFeeds));
    }
    let title = locale.text(MessageId::ListsAllSources);
    let _ = writeln!(out, "- [{title}]({})", page.to("sources/index.html"));
}
