//! One feed as Atom, as JSON Feed 1.1 and as RSS 2.0. Templates write XML and the words of an entry.

use super::xml::{allowed, whole_addresses};
use crate::diagnostics::Diagnostic;
use crate::model::{Date, is_right_to_left};
use crate::pages::render::Renderer;
use crate::pages::{FeedItem, FeedView, Link, When};
use serde::Serialize;
use serde_json::{Value, json};

/// A template failed.
pub type Failure = Box<Diagnostic>;

/// An entry with its words.
#[derive(Serialize)]
struct FeedEntry<'a> {
    item: EntryHead<'a>,
    title: String,
    /// HTML with whole addresses.
    content: String,
    /// The day of its publication as RSS has it (RFC 822).
    pub_date: Option<String>,
}

/// What an entry has beside its words; its passages and texts are in its content.
#[derive(Serialize)]
struct EntryHead<'a> {
    id: &'a str,
    url: &'a str,
    kind: &'a str,
    word: &'a str,
    name: &'a str,
    says: &'a str,
    who: &'a [Link],
    topic: Option<&'a Link>,
    published: Option<&'a str>,
    updated: &'a str,
    author: Option<&'a str>,
    covers: Option<&'a When>,
    summary: Option<&'a str>,
    day: Option<&'a When>,
    correction_count: usize,
}

impl<'a> EntryHead<'a> {
    fn of(item: &'a FeedItem) -> EntryHead<'a> {
        EntryHead {
            id: &item.id,
            url: &item.url,
            kind: item.kind,
            word: item.word,
            name: &item.name,
            says: &item.says,
            who: &item.who,
            topic: item.topic.as_ref(),
            published: item.published.as_deref(),
            updated: &item.updated,
            author: item.author.as_deref(),
            covers: item.covers.as_ref(),
            summary: item.summary.as_deref(),
            day: item.day.as_ref(),
            correction_count: item.correction_count,
        }
    }
}

/// What a feed has beside its entries.
#[derive(Serialize)]
struct FeedHead<'a> {
    scope: &'a str,
    title: &'a str,
    author: &'a str,
    language: &'a str,
    licence: Option<&'a str>,
    home: &'a str,
    root: &'a str,
    atom: &'a str,
    json: &'a str,
    rss: Option<&'a str>,
    description: &'a str,
    updated: &'a str,
    /// The same as RSS has it (RFC 822).
    build_date: Option<String>,
}

impl<'a> FeedHead<'a> {
    fn of(feed: &'a FeedView) -> FeedHead<'a> {
        FeedHead {
            scope: feed.scope,
            title: &feed.title,
            author: &feed.author,
            language: &feed.language,
            licence: feed.licence.as_deref(),
            home: &feed.home,
            root: &feed.root,
            atom: &feed.atom,
            json: &feed.json,
            rss: feed.rss.as_deref(),
            description: &feed.description,
            updated: &feed.updated,
            build_date: rfc_822(&feed.updated),
        }
    }
}

/// The data of the template of a feed.
#[derive(Serialize)]
struct FeedPage<'a> {
    feed: FeedHead<'a>,
    entries: Vec<FeedEntry<'a>>,
}

/// The data of the templates of an entry.
#[derive(Serialize)]
struct EntryPage<'a> {
    item: &'a FeedItem,
    root: &'a str,
}

/// A time such as `2026-06-04T00:00:00Z` in the form of RFC 822. All times of feeds are the start of a day.
fn rfc_822(time: &str) -> Option<String> {
    let (day, _) = time.split_once('T')?;
    Some(format!("{} 00:00:00 +0000", Date::parse(day)?.rfc_822()?))
}

/// The content of an entry in a language: readers of feeds take it for one that is written from left to right.
fn directed(content: String, language: &str) -> String {
    match is_right_to_left(language) {
        true => format!("<div dir=\"rtl\">\n{content}</div>\n"),
        false => content,
    }
}

/// A feed as Atom, as JSON Feed and, where the site has it, as RSS, in the order of its paths.
///
/// # Errors
/// If a template fails.
pub fn files(renderer: &Renderer, feed: &FeedView) -> Result<Vec<Vec<u8>>, Failure> {
    let mut entries = Vec::new();
    for item in &feed.items {
        let entry = EntryPage { item, root: &feed.root };
        let page = item.url.split('#').next().unwrap_or_default();
        let [title, content] =
            renderer.render_each(["feeds/title.txt", "feeds/entry.html"], &entry)?;
        entries.push(FeedEntry {
            item: EntryHead::of(item),
            title: title.split_whitespace().collect::<Vec<_>>().join(" "),
            content: directed(whole_addresses(&content, page), &feed.language),
            pub_date: item.published.as_deref().or(Some(&*item.updated)).and_then(rfc_822),
        });
    }
    let page = FeedPage { feed: FeedHead::of(feed), entries };
    let atom = allowed(renderer.render("feeds/atom.xml", &page)?);
    let mut files = vec![atom.into_bytes(), json_feed(&page).into_bytes()];
    if feed.rss.is_some() {
        files.push(allowed(renderer.render("feeds/rss.xml", &page)?).into_bytes());
    }
    Ok(files)
}

fn json_feed(page: &FeedPage) -> String {
    let feed = &page.feed;
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
    let item = &entry.item;
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
