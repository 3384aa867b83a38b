//! The facts of a topic, of the sources and of the entities in one file each: JSON Lines, one record on a line.
//!
//! Nothing is in two records: a passage is in that of its text, a source in the file of the sources. What a page's own
//! JSON has beyond that (who cites it, what its sources are called) follows from the records.

use super::page_contents::{self, page_data};
use super::page_data::PageData;
use super::page_file::title;
use super::page_lists::related;
use super::schema_file::schema_file;
use crate::model::*;
use crate::pages::{Ctx, FactsFile, Page, PageKind, PageRoute, href};
use crate::records::{
    DocumentRecord, EntityRecord, IsoDate, Passage, PublisherRecord, SourceRecord, TopicRecord,
    UriReference, WatchChangeRecord, WatchRecord,
};
use crate::source::OutputFile;
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;

/// The version of the schema: the second number counts additions, the first one everything else.
pub const FACTS_VERSION: &str = "1.0";

/// One line of a file of facts: the first one is about the file, each other one is a record.
///
/// What is not known is left out. Words are plain text, without Markdown or HTML. Ids are those of the editors' files
/// and last; addresses are relative to the file that has them.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant)]
pub(super) enum FactsLine<'a> {
    File(FactsHeader<'a>),
    Record(FactsRecord<'a>),
}

/// What the records of a file have in common.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "File")]
pub(super) struct FactsHeader<'a> {
    /// This schema.
    #[serde(rename = "$schema")]
    schema: UriReference,
    /// The version of this schema that the file is made for.
    version: &'static str,
    /// The title of the site.
    site: &'a str,
    home: UriReference,
    /// The id of the topic that all records belong to.
    topic: Option<&'a str>,
    /// The day that the site is made for: all of this is as it was known then.
    as_of: Option<IsoDate>,
    /// The licence of these data.
    licence: Option<&'a str>,
}

/// The facts of one page.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Record")]
pub(super) struct FactsRecord<'a> {
    /// The page that has the same facts for readers. The page names its record by this: `facts.jsonl#` and the value.
    page: UriReference,
    /// What the page is about.
    title: String,
    #[serde(flatten)]
    facts: Facts<'a>,
}

/// The facts of a page: what is its own of them, or all that its JSON would have where nothing is repeated there.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant)]
enum Facts<'a> {
    Own(OwnFacts<'a>),
    Page(PageData<'a>),
}

#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(clippy::large_enum_variant)]
enum OwnFacts<'a> {
    /// A debate that is followed. Its text is a record of its own.
    Topic {
        record: TopicRecord<'a>,
        /// Other topics that its editor calls related.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        related: Vec<UriReference>,
    },
    /// A gather, thread, article or page, or the text of a topic.
    Text {
        record: DocumentRecord<'a>,
        /// Everything that it says, in order. A part of a perspective, tension or question names it in `part_of`.
        passages: Vec<Passage<'a>>,
        /// Its footnotes, in order.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        footnotes: Vec<String>,
        /// What its editor calls related.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        related: Vec<UriReference>,
    },
    /// How a topic is searched. The observations are passages of its gathers.
    WatchList {
        #[serde(skip_serializing_if = "Vec::is_empty")]
        strategy: Vec<WatchRecord<'a>>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        changelog: Vec<WatchChangeRecord<'a>>,
    },
    /// A work that is cited. Passages name it by its id.
    Source {
        record: SourceRecord<'a>,
    },
    Publisher {
        record: PublisherRecord<'a>,
    },
    /// Who or what the debate is about.
    Entity {
        record: EntityRecord<'a>,
        /// Its description.
        passages: Vec<Passage<'a>>,
    },
    /// A topic that is followed elsewhere.
    Elsewhere {
        id: &'a str,
        url: Option<&'a str>,
        note: Option<&'a str>,
    },
}

/// Returns a file of facts.
pub fn facts(ctx: &Ctx, file: FactsFile) -> OutputFile {
    let path = file.path(ctx);
    let page = Page::new(ctx, path.clone());
    let site = ctx.site;
    let mut bytes = Vec::new();
    let header = FactsHeader {
        schema: UriReference(page.to(href::FACTS_SCHEMA)),
        version: FACTS_VERSION,
        site: &site.config.title,
        home: UriReference(page.to("index.html")),
        topic: file.topic().map(|topic| site.topic(topic).slug.as_str()),
        as_of: site.as_of.map(IsoDate),
        licence: site.config.licence.as_deref(),
    };
    write_line(&FactsLine::File(header), &mut bytes);
    for kind in file.pages(ctx) {
        if let Some(facts) = facts_of(&page, &kind) {
            let address = UriReference(page.to(&kind.base(ctx)));
            let record = FactsRecord { page: address, title: title(&page, &kind), facts };
            write_line(&FactsLine::Record(record), &mut bytes);
        }
    }
    OutputFile { path, bytes }
}

/// Returns the schema of a line of every file of facts.
pub fn facts_schema() -> OutputFile {
    schema_file::<FactsLine>(href::FACTS_SCHEMA, FACTS_VERSION)
}

fn write_line(line: &FactsLine, bytes: &mut Vec<u8>) {
    serde_json::to_writer(&mut *bytes, line).expect("texts and numbers are JSON");
    bytes.push(b'\n');
}

/// The facts of a page; `None` for one that only lists what other pages have.
fn facts_of<'a>(page: &Page<'a>, kind: &PageKind) -> Option<Facts<'a>> {
    let (site, records) = (page.site(), page.records());
    let own = match *kind {
        PageKind::Topic(topic) => OwnFacts::Topic {
            record: page_contents::topic_record(page, topic),
            related: related(page, site.topic(topic).doc),
        },
        PageKind::Background(topic) => text(page, site.topic(topic).doc),
        PageKind::Gather(doc) | PageKind::Article(doc) | PageKind::Page(doc) => text(page, doc),
        PageKind::Thread(thread) => text(page, thread.id()),
        PageKind::Watch(topic) => {
            let (strategy, changelog) = page_contents::watch_list(page, topic);
            OwnFacts::WatchList { strategy, changelog }
        }
        PageKind::Source(source) => OwnFacts::Source { record: records.source(source) },
        PageKind::Publisher(publisher) => {
            OwnFacts::Publisher { record: records.publisher(publisher) }
        }
        PageKind::Entity(entity) => OwnFacts::Entity {
            record: records.entity(entity),
            passages: records.passages(site.entity(entity).doc),
        },
        PageKind::Elsewhere(elsewhere) => {
            let elsewhere = &site.elsewhere[elsewhere.index()];
            OwnFacts::Elsewhere {
                id: &elsewhere.slug,
                url: elsewhere.url.as_deref(),
                note: elsewhere.note.as_deref(),
            }
        }
        PageKind::Evidence(topic) => {
            let origins = page.ctx.tables.reasoning.evidence.topic(topic).origins.len();
            return Some(Facts::Page(page_contents::evidence(page, topic, 0, 0..origins)));
        }
        PageKind::Stands(_)
        | PageKind::Figures(_)
        | PageKind::Forecasts(_)
        | PageKind::HalfLife(_)
        | PageKind::Contradictions(_)
        | PageKind::Definitions(_) => {
            let route = PageRoute { kind: kind.clone(), page_number: 0 };
            return page_data(page, &route).map(Facts::Page);
        }
        _ => return None,
    };
    Some(Facts::Own(own))
}

fn text<'a>(page: &Page<'a>, doc: DocId) -> OwnFacts<'a> {
    let records = page.records();
    OwnFacts::Text {
        record: records.document(doc),
        passages: records.passages(doc),
        footnotes: records.footnotes(doc),
        related: related(page, doc),
    }
}
