//! One feed as Atom and as JSON Feed 1.1. Templates write XML and the words of an entry.

use super::xml::{allowed, whole_addresses};
use crate::diagnostics::Diagnostic;
use crate::pages::render::Renderer;
use crate::pages::{FeedItem, FeedView};
use serde::Serialize;
use serde_json::{Value, json};

/// A template failed.
pub type Failure = Box<Diagnostic>;

/// An entry with its words.
#[derive(Serialize)]
struct FeedEntry<'a> {
    item: &'a FeedItem,
    title: String,
    /// HTML with whole addresses.
    content: String,
}

/// The data of the template of a feed.
#[derive(Serialize)]
struct FeedPage<'a> {
    feed: &'a FeedView,
    entries: Vec<FeedEntry<'a>>,
}

/// The data of the templates of an entry.
#[derive(Serialize)]
struct EntryPage<'a> {
    item: &'a FeedItem,
    root: &'a str,
}

/// A feed as Atom and as JSON Feed, in the order of its paths.
///
/// # Errors
/// If a template fails.
pub fn files(renderer: &Renderer, feed: &FeedView) -> Result<[Vec<u8>; 2], Failure> {
    let mut entries = Vec::new();
    for item in &feed.items {
        let entry = EntryPage { item, root: &feed.root };
        let page = item.url.split('#').next().unwrap_or_default();
        let title = renderer.render("feeds/title.txt", &entry)?;
        entries.push(FeedEntry {
            item,
            title: title.split_whitespace().collect::<Vec<_>>().join(" "),
            content: whole_addresses(&renderer.render("feeds/entry.html", &entry)?, page),
        });
    }
    let page = FeedPage { feed, entries };
    let atom = allowed(renderer.render("feeds/atom.xml", &page)?);
    Ok([atom.into_bytes(), json_feed(&page).into_bytes()])
}

fn json_feed(page: &FeedPage) -> String {
    let feed = page.feed;
    let value = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.json,
        "language": feed.language,
        "authors": [{"name": feed.author, "url": feed.root}],
        "items": page.entries.iter().map(json_item).collect::<Vec<_>>(),
    });
    format!("{value}\n")
}

fn json_item(entry: &FeedEntry) -> Value {
    let item = entry.item;
    let mut value = json!({
        "id": item.id,
        "url": item.url,
        "title": entry.title,
        "summary": item.summary,
        "content_html": entry.content,
        "date_published": item.published,
        "date_modified": item.updated,
        "authors": item.author.as_ref().map(|name| json!([{"name": name}])),
        "tags": item.topic.as_ref().map(|topic| json!([topic.text])),
    });
    if let Value::Object(fields) = &mut value {
        fields.retain(|_, field| !field.is_null());
    }
    value
}
