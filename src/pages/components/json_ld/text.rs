//! A document as an article: its days, its author, its corrections, whether a machine wrote it; its FAQ as questions.

use super::node::{StructuredData, iso, site_publisher};
use crate::model::*;
use crate::pages::components::text::Page;
use crate::pages::context::publication_item::PublicationItem;
use crate::pages::context::typeset::Typeset;
use serde_json::{Value, json};

/// How many corrections a page names.
const CORRECTIONS: usize = 20;

/// A gather, a thread, an article or a page of prose.
pub(crate) fn text(page: &Page, id: DocId) -> StructuredData {
    let (site, doc) = (page.site(), page.site().doc(id));
    let kind = if doc.kind == DocKind::Page { "WebPage" } else { "Article" };
    let publications = &page.ctx.tables.publications;
    let published = iso(publications.text_published(site, id));
    let modified = iso(publications.text_changed(site, id));
    let author = |name: &String| json!({"@type": "Person", "name": name});
    let node = json!({
        "@type": kind,
        "@id": page.href(site.target_of(id)),
        "headline": page.ctx.doc_name(id),
        "description": doc.summary.typeset(site.quotation_marks()),
        "datePublished": published,
        "dateModified": modified,
        "inLanguage": site.config.language,
        "author": doc.author.as_ref().map_or_else(|| site_publisher(site), author),
        "temporalCoverage": iso(doc.compiled.and(doc.date)),
        "isPartOf": doc.topic.map(|t| json!({"@id": page.href(Target::Topic(t))})),
        "digitalSourceType": digital_source(doc.provenance.by),
        "correction": corrections(page, id),
    });
    let nodes = [node].into_iter().chain(faq(page, id));
    StructuredData { published, modified, ..StructuredData::of(nodes) }
}

/// How schema.org says (after IPTC) that a machine wrote a text, or had a part in it.
fn digital_source(by: Writer) -> Option<&'static str> {
    match by {
        Writer::Machine => Some("https://schema.org/TrainedAlgorithmicMediaDigitalSource"),
        Writer::Both => {
            Some("https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource")
        }
        Writer::Person | Writer::Unknown => None,
    }
}

/// What the document corrects in itself, and what later texts correct in it.
fn corrections(page: &Page, id: DocId) -> Vec<Value> {
    let site = page.site();
    let mut found: Vec<BlockId> = Vec::new();
    for block in site.blocks_of(id) {
        found.extend(Some(block).filter(|b| site.block(*b).kind == BlockKind::Correction));
        let later = site.relations_to(block).filter(|r| r.kind == RelationKind::Corrects);
        found.extend(later.map(|r| r.from).filter(|b| site.is_visible(Target::Block(*b))));
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|b| seen.insert(*b));
    let mut nodes = Vec::new();
    for id in found.into_iter().take(CORRECTIONS) {
        let day = site.block(id).date;
        let item = PublicationItem::Passage(id);
        let published = day.map(|day| page.ctx.tables.publications.first(item, day));
        nodes.push(json!({
            "@type": "CorrectionComment",
            "@id": page.href(Target::Block(id)),
            "text": page.records().first_sentence(id),
            "datePublished": iso(published),
        }));
    }
    nodes
}

/// The questions of a FAQ: a heading and the text below it.
fn faq(page: &Page, id: DocId) -> Option<Value> {
    let site = page.site();
    let mut pairs: Vec<(String, Vec<String>)> = Vec::new();
    let sections = site.doc(id).sections.iter().filter(|s| s.role == SectionRole::Faq);
    for block in sections.flat_map(|s| site.blocks_in(id, s)) {
        match (&site.block(block).kind, pairs.last_mut()) {
            (BlockKind::Subheading { .. }, _) => {
                pairs.push((page.records().words_of(block), Vec::new()))
            }
            (_, Some((_, answer))) => answer.push(page.records().words_of(block)),
            (_, None) => {}
        }
    }
    let mut questions: Vec<Value> = Vec::new();
    for (name, answer) in pairs.into_iter().filter(|(_, answer)| !answer.is_empty()) {
        let answer = json!({"@type": "Answer", "text": answer.join(" ")});
        questions.push(json!({"@type": "Question", "name": name, "acceptedAnswer": answer}));
    }
    if questions.is_empty() {
        return None;
    }
    Some(json!({"@type": "FAQPage", "mainEntity": questions}))
}
