//! Records for machines: the site, topics, questions, entities, sources, publishers, figures.

use super::node::{StructuredData, entity_node, iso, licence, safe, site_publisher};
use crate::model::*;
use crate::pages::components::text::Page;
use crate::pages::context::typeset::Typeset;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The site as a whole, on its home page.
pub(crate) fn home(page: &Page) -> StructuredData {
    let site = page.site();
    let changes = page.ctx.tables.indexes.changes.iter().copied();
    let modified = page.ctx.tables.publications.last_day(site, changes);
    StructuredData::of([json!({
        "@type": "WebSite",
        "@id": "index.html",
        "name": site.config.title.typeset(site.quotation_marks()),
        "description": site.config.description.typeset(site.quotation_marks()),
        "inLanguage": site.config.language,
        "publisher": site_publisher(site),
        "license": licence(site),
        "dateModified": iso(modified),
    })])
}

pub(crate) fn topic(page: &Page, id: TopicId) -> StructuredData {
    let (site, topic) = (page.site(), page.site().topic(id));
    let changes = page.ctx.tables.indexes.topic(id).changes.iter().copied();
    let last = page.ctx.tables.publications.last_day(site, changes);
    StructuredData::of([json!({
        "@type": "CollectionPage",
        "@id": page.href(Target::Topic(id)),
        "name": topic.title.typeset(site.quotation_marks()),
        "description": topic.summary.typeset(site.quotation_marks()),
        "about": {"@type": "Thing", "name": topic.question.typeset(site.quotation_marks())},
        "inLanguage": site.config.language,
        "dateModified": iso(last),
    })])
}

pub(crate) fn question(page: &Page, question: QuestionBlock) -> StructuredData {
    let (site, id) = (page.site(), question.id());
    let mut answers: Vec<Value> = Vec::new();
    for child in site.children(id) {
        if site.block(*child).kind == BlockKind::Part(BlockPart::Answer) {
            answers.push(json!({"@type": "Answer", "text": page.records().words_of(*child)}));
        }
    }
    StructuredData::of([json!({
        "@type": "Question",
        "name": page.records().words_of(id),
        "dateCreated": iso(question.asked),
        "inLanguage": site.config.language,
        "acceptedAnswer": answers,
        "isPartOf": {"@id": page.href(site.target_of(site.block(id).doc))},
    })])
}

pub(crate) fn entity(page: &Page, id: EntityId) -> StructuredData {
    let record = page.records().entity(id);
    // The other aliases are former addresses.
    let names = record.aliases.iter().filter(|a| a.contains(char::is_uppercase));
    let mut node = entity_node(page, id);
    node["@id"] = json!(record.place);
    node["alternateName"] = names.map(String::as_str).collect();
    node["sameAs"] = json!(safe(record.url));
    StructuredData::of([node])
}

pub(crate) fn source(page: &Page, id: SourceId) -> StructuredData {
    let record = page.records().source(id);
    let summary = &record.summary;
    let mut authors = Vec::new();
    for author in &summary.authors {
        let kind = match author.0 {
            Author::Person { .. } => "Person",
            Author::Literal(_) => "Organization",
        };
        authors.push(json!({"@type": kind, "name": author}));
    }
    let publisher = page.site().source(id).publisher.map(|p| {
        let name = page.site().publisher(p).name.typeset(page.site().quotation_marks());
        json!({"@type": "Organization", "name": name, "url": page.href(Target::Publisher(p))})
    });
    StructuredData::of([json!({
        "@type": source_type(summary.r#type.0),
        "@id": summary.place,
        "name": page.ctx.name(Target::Source(id)),
        "author": authors,
        "datePublished": summary.issued,
        "publisher": publisher,
        "url": safe(summary.url),
        "identifier": summary.doi.map(|doi| format!("https://doi.org/{doi}")),
        "archivedAt": safe(record.archive),
        "inLanguage": record.language,
    })])
}

fn source_type(kind: SourceType) -> &'static str {
    match kind {
        SourceType::Newspaper => "NewsArticle",
        SourceType::Magazine => "Article",
        SourceType::Journal | SourceType::Preprint | SourceType::Paper => "ScholarlyArticle",
        SourceType::Report => "Report",
        SourceType::Post => "SocialMediaPosting",
        SourceType::Weblog => "BlogPosting",
        SourceType::Webpage => "WebPage",
        SourceType::Dataset => "Dataset",
        SourceType::Legislation => "Legislation",
        SourceType::Bill | SourceType::Regulation | SourceType::Treaty => "Legislation",
        SourceType::Book | SourceType::Classic => "Book",
        SourceType::Chapter => "Chapter",
        SourceType::Collection => "Collection",
        SourceType::Thesis => "Thesis",
        SourceType::Software => "SoftwareSourceCode",
        SourceType::Review | SourceType::BookReview => "Review",
        SourceType::Film => "Movie",
        SourceType::Song => "MusicRecording",
        SourceType::Score => "MusicComposition",
        SourceType::Map => "Map",
        SourceType::Manuscript => "Manuscript",
        SourceType::Periodical => "Periodical",
        SourceType::Letter => "Message",
        SourceType::Image | SourceType::Graphic => "VisualArtwork",
        _ => "CreativeWork",
    }
}

pub(crate) fn publisher(page: &Page, id: PublisherId) -> StructuredData {
    let record = page.records().publisher(id);
    StructuredData::of([json!({
        "@type": "Organization",
        "@id": record.place,
        "name": record.name.typeset(page.site().quotation_marks()),
        "alternateName": record.aliases,
    })])
}

/// The measured values of a topic as a data set; nothing where there are none.
pub(crate) fn figures(page: &Page, id: TopicId) -> StructuredData {
    let (site, topic) = (page.site(), page.site().topic(id));
    let all = || page.ctx.tables.indexes.topic(id).figures.iter().map(|f| site.figure(*f));
    if all().next().is_none() {
        return StructuredData::default();
    }
    let metrics: BTreeSet<&str> = all().map(|f| f.metric.as_str()).collect();
    let days = || all().filter_map(|f| f.as_of);
    let covers = days().min().zip(days().max()).map(|(first, last)| format!("{first}/{last}"));
    StructuredData::of([json!({
        "@type": "Dataset",
        "@id": page.path.rsplit('/').next(),
        "name": topic.title.typeset(site.quotation_marks()),
        "description": topic.question.typeset(site.quotation_marks()),
        "variableMeasured": metrics,
        "temporalCoverage": covers,
        "creator": site_publisher(site),
        "license": licence(site),
        "isAccessibleForFree": true,
    })])
}
