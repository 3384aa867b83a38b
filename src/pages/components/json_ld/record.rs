//! Records for machines: the site, topics, questions, entities, sources, publishers, figures.

use super::{Facts, holder, iso, licence, publisher_of_site};
use crate::model::*;
use crate::pages::components::notice::words_of;
use crate::pages::components::source_line::safe_url;
use crate::pages::components::text::Page;
use crate::pages::components::typeset::Typeset;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The site as a whole, on its home page.
pub fn home(page: &Page) -> Facts {
    let site = page.site();
    Facts::default().node(json!({
        "@type": "WebSite",
        "@id": "index.html",
        "name": site.config.title.typeset(),
        "description": site.config.description.typeset(),
        "inLanguage": site.config.language,
        "publisher": publisher_of_site(site),
        "license": licence(site),
        "dateModified": iso(page.ctx.indexes.changes.last().map(|e| e.date)),
    }))
}

pub fn topic(page: &Page, id: TopicId) -> Facts {
    let (site, topic) = (page.site(), page.site().topic(id));
    let last = page.ctx.indexes.topic(id).changes.last().map(|e| e.date);
    Facts::default().node(json!({
        "@type": "CollectionPage",
        "@id": page.href(Target::Topic(id)),
        "name": topic.title.typeset(),
        "description": topic.summary.typeset(),
        "about": {"@type": "Thing", "name": topic.question.typeset()},
        "inLanguage": site.config.language,
        "dateModified": iso(last),
    }))
}

pub fn question(page: &Page, id: BlockId) -> Facts {
    let site = page.site();
    let BlockKind::Question { asked, .. } = site.block(id).kind else {
        panic!("a question was expected")
    };
    let is_answer = |c: &&BlockId| site.block(**c).kind == BlockKind::Part(Part::Answer);
    let answers: Vec<Value> = site
        .children(id)
        .iter()
        .filter(is_answer)
        .map(|c| json!({"@type": "Answer", "text": words_of(page, *c)}))
        .collect();
    Facts::default().node(json!({
        "@type": "Question",
        "name": words_of(page, id),
        "dateCreated": iso(asked),
        "inLanguage": site.config.language,
        "acceptedAnswer": answers,
        "isPartOf": {"@id": page.href(site.target_of(site.block(id).doc))},
    }))
}

pub fn entity(page: &Page, id: EntityId) -> Facts {
    let entity = page.site().entity(id);
    let mut node = holder(page, id);
    node["@id"] = json!(page.href(Target::Entity(id)));
    // the others are old addresses
    node["alternateName"] =
        json!(entity.aliases.iter().filter(|a| a.contains(char::is_uppercase)).collect::<Vec<_>>());
    node["sameAs"] = json!(safe_url(entity.url.as_deref()));
    Facts::default().node(node)
}

pub fn source(page: &Page, id: SourceId) -> Facts {
    let (site, source) = (page.site(), page.site().source(id));
    let author = |a: &Author| match a {
        Author::Person { .. } => json!({"@type": "Person", "name": a.shown()}),
        Author::Literal(name) => json!({"@type": "Organization", "name": name}),
    };
    let publisher = source.publisher.map(|p| {
        let name = site.publisher(p).name.typeset();
        json!({"@type": "Organization", "name": name, "url": page.href(Target::Publisher(p))})
    });
    Facts::default().node(json!({
        "@type": source_type(source.kind),
        "@id": page.href(Target::Source(id)),
        "name": source.title.typeset(),
        "author": source.authors.iter().map(author).collect::<Vec<_>>(),
        "datePublished": iso(source.issued),
        "publisher": publisher,
        "url": safe_url(source.url.as_deref()),
        "identifier": source.doi.as_ref().map(|doi| format!("https://doi.org/{doi}")),
        "archivedAt": safe_url(source.archive.as_deref()),
        "inLanguage": source.language,
    }))
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
        SourceType::Book => "Book",
        SourceType::Chapter => "Chapter",
        SourceType::Speech | SourceType::Interview | SourceType::Broadcast => "CreativeWork",
    }
}

pub fn publisher(page: &Page, id: PublisherId) -> Facts {
    let publisher = page.site().publisher(id);
    Facts::default().node(json!({
        "@type": "Organization",
        "@id": page.href(Target::Publisher(id)),
        "name": publisher.name.typeset(),
        "alternateName": publisher.aliases,
    }))
}

/// The measured values of a topic as a data set; nothing where there are none.
pub fn figures(page: &Page, id: TopicId) -> Facts {
    let (site, topic) = (page.site(), page.site().topic(id));
    let all = || page.ctx.indexes.topic(id).figures.iter().map(|f| site.figure(*f));
    if all().next().is_none() {
        return Facts::default();
    }
    let metrics: BTreeSet<&str> = all().map(|f| f.metric.as_str()).collect();
    let days = || all().filter_map(|f| f.as_of);
    let covers = days().min().zip(days().max()).map(|(first, last)| format!("{first}/{last}"));
    Facts::default().node(json!({
        "@type": "Dataset",
        "@id": page.path.rsplit('/').next(),
        "name": topic.title.typeset(),
        "description": topic.question.typeset(),
        "variableMeasured": metrics,
        "temporalCoverage": covers,
        "creator": publisher_of_site(site),
        "license": licence(site),
        "isAccessibleForFree": true,
    }))
}
