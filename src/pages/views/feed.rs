//! The data of one feed. Addresses are whole.

use crate::analysis::reasoning::RelationEnd;
use crate::markdown::ParagraphForm;
use crate::model::*;
use crate::pages::components::block::{Ids, Text, text};
use crate::pages::components::change_list::{ChangeList, changes};
use crate::pages::components::link::{Link, When, actors, link};
use crate::pages::components::notice::{first_sentence, passage, words_of};
use crate::pages::components::page_meta::ProvenanceLine;
use crate::pages::components::question::{QuestionView, question};
use crate::pages::components::section::{Body, body};
use crate::pages::components::text::Page;
use crate::pages::context::feed_channel::{FeedChannel, FeedEntry};
use crate::pages::context::page_context::Ctx;
use crate::pages::context::publication_item::PublicationItem;
use crate::pages::context::typeset::Typeset;
use crate::pages::urls::alias::first_path;
use crate::pages::urls::href;
use crate::records::document_kind;
use serde::Serialize;

#[derive(Serialize)]
pub struct FeedView {
    /// site, topic, thread, actor or tag.
    pub scope: &'static str,
    /// The name of what it is about, and that of the site.
    pub title: String,
    pub author: String,
    pub language: String,
    pub licence: Option<String>,
    pub home: String,
    /// The site's own address, with a slash at its end.
    pub root: String,
    pub atom: String,
    pub json: String,
    /// The feed as RSS, where the site has it.
    pub rss: Option<String>,
    pub description: String,
    pub updated: String,
    pub items: Vec<FeedItem>,
}

/// One entry. Ids are made of the first address of a passage, so that they outlast its renaming.
#[derive(Serialize)]
pub struct FeedItem {
    pub id: String,
    pub url: String,
    /// text, position, correction, corrections, asked, settled or relation.
    pub kind: &'static str,
    /// The kind of a text, a change word, the state of a question, the [`RelationState`] of a relation.
    pub word: &'static str,
    /// The name of the document that records it.
    pub name: String,
    /// What it says in one sentence, or the passage that a relation is about.
    pub says: String,
    pub who: Vec<Link>,
    pub topic: Option<Link>,
    pub published: Option<String>,
    pub updated: String,
    pub author: Option<String>,
    /// Of a gather that was compiled later: the day that it covers.
    pub covers: Option<When>,
    pub summary: Option<String>,
    /// The passage; of a relation the later one.
    pub passage: Option<Text>,
    /// The earlier passage of a relation.
    pub about: Option<EarlierPassage>,
    pub question: Option<QuestionView>,
    /// The corrections of a day, which are one entry, and that day.
    pub corrections: Vec<FeedItem>,
    pub correction_count: usize,
    pub day: Option<When>,
    /// The whole text of a document, and what later texts say of it.
    pub body: Option<Body>,
    pub since: Option<ChangeList>,
    pub provenance: ProvenanceLine,
}

impl FeedItem {
    /// An entry of a day, without its words.
    fn on(date: Date) -> FeedItem {
        FeedItem {
            id: String::new(),
            url: String::new(),
            kind: "",
            word: "",
            name: String::new(),
            says: String::new(),
            who: Vec::new(),
            topic: None,
            published: Some(timestamp(date)),
            updated: timestamp(date),
            author: None,
            covers: None,
            summary: None,
            passage: None,
            about: None,
            question: None,
            corrections: Vec::new(),
            correction_count: 0,
            day: None,
            body: None,
            since: None,
            provenance: ProvenanceLine::default(),
        }
    }
}

#[derive(Serialize)]
pub struct EarlierPassage {
    pub place: Link,
    pub html: String,
    /// The day of the passage.
    pub date: Option<When>,
}

pub fn feed(ctx: &Ctx, channel: &FeedChannel) -> FeedView {
    let site = ctx.site;
    let origin = href::origin(site).expect("only a site with an address has feeds");
    let own_title = site.config.title.typeset(site.quotation_marks());
    let title = match ctx.feed_name(channel.subject) {
        Some(name) => format!("{name} · {own_title}"),
        None => own_title.clone(),
    };
    let [atom, json] = href::feeds(&channel.page).map(|path| format!("{origin}/{path}"));
    let rss = channel.has_rss.then(|| format!("{origin}/{}", href::rss(&channel.page)));
    let items: Vec<FeedItem> =
        channel.entries.iter().map(|entry| entry_item(ctx, channel, entry)).collect();
    FeedView {
        scope: channel.scope(),
        description: site
            .config
            .description
            .typeset(site.quotation_marks())
            .unwrap_or_else(|| title.clone()),
        author: site.config.author.clone().unwrap_or(own_title),
        title,
        language: site.config.language.clone(),
        licence: site.config.licence.clone(),
        home: format!("{origin}/{}", channel.page),
        root: format!("{origin}/"),
        atom,
        json,
        rss,
        updated: items.iter().map(|item| item.updated.clone()).max().unwrap_or_default(),
        items,
    }
}

/// A date as feeds want it (RFC 3339): the start of the first day that it can mean.
fn timestamp(date: Date) -> String {
    format!("{}T00:00:00Z", date.first())
}

fn entry_item(ctx: &Ctx, channel: &FeedChannel, entry: &FeedEntry) -> FeedItem {
    let origin = href::origin(ctx.site).expect("only a site with an address has feeds");
    match entry {
        FeedEntry::Event(event) => item(ctx, origin, event),
        FeedEntry::Corrections(date, events) => {
            let corrections: Vec<FeedItem> = events.iter().map(|e| item(ctx, origin, e)).collect();
            let updated = corrections.iter().map(|item| item.updated.clone()).max();
            let url = format!("{origin}/{}", channel.page);
            FeedItem {
                id: format!("{url}#corrections-{}", date.iso()),
                url,
                kind: "corrections",
                day: Some(When::from(*date)),
                provenance: ProvenanceLine::new(ctx.site, &ctx.site.doc(events[0].doc).provenance),
                correction_count: corrections.len(),
                corrections,
                updated: updated.unwrap_or_else(|| timestamp(*date)),
                ..FeedItem::on(*date)
            }
        }
    }
}

/// The path and the id under which a passage or document was published first.
fn first_place<'a>(
    page: &'a Page,
    doc: DocId,
    block: Option<BlockId>,
) -> (String, Option<&'a str>) {
    let site = page.site();
    let anchor = block.map(|block| match site.doc(doc).aliases_of(block.index).next() {
        Some(alias) => alias,
        None => &*site.block(block).anchor.name,
    });
    (first_path(site, &page.ctx.tables.paths, doc), anchor)
}

/// The address under which a passage or document was published first.
fn first_url(page: &Page, doc: DocId, block: Option<BlockId>) -> String {
    match first_place(page, doc, block) {
        (path, Some(anchor)) => format!("{}#{anchor}", page.to(&path)),
        (path, None) => page.to(&path),
    }
}

fn item(ctx: &Ctx, origin: &str, event: &Event) -> FeedItem {
    let site = ctx.site;
    let doc = site.doc(event.doc);
    let page = Page::abroad(ctx, ctx.tables.paths.doc(event.doc), origin);
    let publications = &ctx.tables.publications;
    let published = PublicationItem::of(site, event);
    let url = page.href(event.block.map_or(site.target_of(event.doc), Target::Block));
    let mut item = FeedItem {
        id: first_url(&page, event.doc, event.block),
        url,
        kind: event.kind.word(),
        word: document_kind(doc),
        name: page.ctx.doc_name(event.doc),
        topic: doc.topic.map(|topic| link(&page, Target::Topic(topic))),
        author: doc.author.clone(),
        provenance: ProvenanceLine::new(ctx.site, &doc.provenance),
        ..FeedItem::on(publications.first(published, event.date))
    };
    if let Some(changed) = publications.changed(published) {
        item.updated = timestamp(changed).max(item.updated);
    }
    match event.block {
        Some(block) => {
            item.says = first_sentence(&page, block);
            item.passage = Some(text(&page, &Ids::own(), block, ParagraphForm::Inline));
            of_passage(&page, event, block, &mut item);
        }
        None => {
            item.kind = "text";
            let text = PublicationItem::Document(event.doc);
            item.published = doc.recorded().map(|day| timestamp(publications.first(text, day)));
            if let Some(changed) = publications.changed(text) {
                item.updated = timestamp(changed).max(item.updated);
            }
            item.covers = doc.compiled.and(doc.date).map(When::from);
            item.summary = doc.summary.typeset(site.quotation_marks());
            item.body = Some(body(&page, event.doc));
            item.since = changes(&page, event.doc).0;
        }
    }
    item
}

fn of_passage(page: &Page, event: &Event, block: BlockId, item: &mut FeedItem) {
    match (event.kind, event.subject) {
        (EventKind::PositionStated(change), _) => {
            item.word = change.word();
            item.who = actors(page, page.site().holders(block));
        }
        (EventKind::Relation { kind, .. }, Some(Target::Block(earlier))) => {
            let (path, anchor) = first_place(page, earlier.doc, Some(earlier));
            let about =
                format!("{}/{}", path.trim_end_matches(".html"), anchor.unwrap_or_default());
            item.id = format!("{}/{}/{about}", item.id, kind.word());
            let evidence = &page.ctx.tables.reasoning.evidence;
            let verb = evidence.event_verb(page.site(), event, RelationEnd::Later);
            item.word = verb.unwrap_or_else(|| kind.passive(false)).state().word();
            item.says = passage(page, earlier);
            let place = link(page, Target::Block(earlier));
            let date = page.site().recorded(earlier).map(When::from);
            item.about = Some(EarlierPassage { place, html: page.inline(earlier), date });
        }
        (EventKind::QuestionAsked | EventKind::GapNoted, _) => {
            of_question(page, block, "asked", "asked".into(), item)
        }
        (EventKind::QuestionSettled(status) | EventKind::GapClosed(status), _) => {
            of_question(page, block, "settled", status.slug(), item);
        }
        _ => {}
    }
}

/// A question is asked once, and each state that it comes to is an entry of its own.
fn of_question(
    page: &Page,
    block: BlockId,
    kind: &'static str,
    state: String,
    item: &mut FeedItem,
) {
    let Some(asked) = page.site().question(block) else { return };
    item.kind = kind;
    item.id = format!("{}/{state}", item.id);
    if let Some(path) = page.ctx.tables.paths.question(block) {
        item.url = page.to(path);
    }
    item.word = asked.status.word();
    item.says = words_of(page, block);
    item.question = Some(question(page, &Ids::own(), asked));
    item.passage = None;
}
