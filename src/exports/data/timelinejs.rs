//! Timelines for TimelineJS (knightlab), as its JSON: a title and one slide for each dated thing.
//!
//! Takes a topic, a thread or the site, gives the file. Headlines and texts are HTML there, so words are escaped. Links
//! are whole addresses, because a timeline is shown on other sites; without `base_url` there are none.

use super::credit::{credit, download_page};
use crate::linking::UniqueAnchors;
use crate::markdown::escape;
use crate::model::*;
use crate::pages::{Ctx, Download, Page, Scope, anchor};
use crate::records::event_kind;
use rayon::prelude::*;
use serde::Serialize;

#[derive(Serialize)]
struct Timeline {
    scale: &'static str,
    title: Title,
    events: Vec<Slide>,
}

#[derive(Serialize)]
struct Title {
    unique_id: &'static str,
    autolink: bool,
    text: Text,
}

#[derive(Serialize)]
struct Slide {
    start_date: Start,
    display_date: String,
    unique_id: String,
    group: String,
    autolink: bool,
    text: Text,
}

#[derive(Serialize)]
struct Start {
    year: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<u8>,
}

/// HTML.
#[derive(Serialize)]
struct Text {
    headline: String,
    text: String,
}

pub(super) fn timeline(ctx: &Ctx, what: &Download) -> String {
    let entries = ctx.events_of(what.scope);
    let slides = entries.par_iter().with_min_len(64).map(|event| {
        // a page belongs to one thread
        let page = download_page(ctx, what);
        slide(&page, event)
    });
    let mut events: Vec<Slide> = slides.collect();
    let mut used = UniqueAnchors::default();
    for (event, entry) in events.iter_mut().zip(&entries) {
        event.unique_id = used.insert(anchor(ctx.site, entry)).name;
    }
    let config = &ctx.site.config;
    let (headline, text) = match what.scope {
        Scope::Topic(t) => (ctx.site.topic(t).title.clone(), ctx.site.topic(t).question.clone()),
        Scope::Thread(d) => (ctx.doc_name(d), ctx.site.doc(d).summary.clone().unwrap_or_default()),
        Scope::Site | Scope::Source(_) => {
            (config.title.clone(), config.description.clone().unwrap_or_default())
        }
    };
    let text = format!("<p>{}</p><p>{}</p>", html(&text), html(&credit(ctx)));
    let title = Title {
        unique_id: "title",
        autolink: false,
        text: Text { headline: html(&headline), text },
    };
    let whole = Timeline { scale: "human", title, events };
    serde_json::to_string(&whole).expect("texts and numbers are JSON") + "\n"
}

fn slide(page: &Page, event: &Event) -> Slide {
    let (site, row) = (page.site(), page.records().event(event));
    let date = row.date.0;
    let names: Vec<&str> = row.actors.iter().map(|entity| entity.name.as_str()).collect();
    let locale = &site.locale;
    let comma = locale.text(MessageId::ListComma);
    let who = if names.is_empty() { row.title.clone() } else { names.join(comma) };
    let headline = match page.records().event_label(event) {
        Some(word) => format!("{who}{}{word}", locale.text(MessageId::ListColon)),
        None => who,
    };
    let mut text = format!("<p>{}</p>", html(&row.text));
    if page.ctx.origin().is_some() {
        link(&row.place.0, &row.title, &mut text);
        for id in &row.sources {
            if let Some(source) = site.names.keys.get(*id) {
                link(&page.href(Target::Source(*source)), &site.source(*source).title, &mut text);
            }
        }
    }
    Slide {
        start_date: Start { year: date.year, month: nonzero(date.month), day: nonzero(date.day) },
        display_date: site.locale.date(date),
        unique_id: String::new(),
        group: site.locale.text(event_kind(event.kind)).to_string(),
        autolink: false,
        text: Text { headline: html(&headline), text },
    }
}

fn nonzero(number: u8) -> Option<u8> {
    Some(number).filter(|n| *n > 0)
}

fn link(address: &str, words: &str, out: &mut String) {
    out.push_str("<p><a href=\"");
    escape(address, out);
    out.push_str("\">");
    escape(words, out);
    out.push_str("</a></p>");
}

fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}
