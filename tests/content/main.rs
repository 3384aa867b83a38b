//! The shipped `content/` holds all that the reference documents hold (`content/inventory.yaml`), in its own words
//! (`content/runs.bin`), tells a reader of every known error of theirs (`content/errata.yaml`), and `agon check` finds
//! nothing in it that is not explained (`content/known-findings.txt`). What is counted is counted twice: in what the
//! program knows after linking, and in the pages that it builds.

#[path = "../support/mod.rs"]
mod support;

mod as_of;
mod budget;
mod crawl;
mod data;
mod mutations;
mod pages;
mod reasoning;
mod self_description;
mod tasks;
mod titles;
mod tools;
mod words;

use agon::model::*;
use agon::source::SourceFile;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::LazyLock;
use support::memory::{Built, TODAY, site_of};

static TEXTS: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let loaded = agon::content::load::load(root, &mut Default::default())
        .expect("the shipped site can be read");
    loaded.files.iter().map(|(_, text)| text.clone()).collect()
});

static SHIPPED: LazyLock<Built> = LazyLock::new(|| {
    let texts: Vec<(&str, &str)> =
        TEXTS.iter().map(|t| (t.path.as_str(), t.body.as_str())).collect();
    site_of(&texts, TODAY)
});

// What was counted.

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Inventory {
    journal: Journal,
    documents: Vec<Document>,
    articles: BTreeMap<String, usize>,
    works: Vec<String>,
    topics: BTreeMap<String, reasoning::TopicCounts>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Journal {
    topic: String,
    gathers: Vec<Gather>,
    totals: Totals,
    cross_links: BTreeMap<String, usize>,
    observations: BTreeMap<String, usize>,
    changelog: usize,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Gather {
    name: String,
    sections: usize,
    items: usize,
    cross_links: usize,
    observations: usize,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Totals {
    gathers: usize,
    sections: usize,
    items: usize,
    cross_links: usize,
    observations: usize,
}

impl Totals {
    fn of(gathers: &[Gather]) -> Totals {
        let sum = |of: fn(&Gather) -> usize| gathers.iter().map(of).sum();
        Totals {
            gathers: gathers.len(),
            sections: sum(|g| g.sections),
            items: sum(|g| g.items),
            cross_links: sum(|g| g.cross_links),
            observations: sum(|g| g.observations),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    doc: String,
    at_least: BTreeMap<String, usize>,
    cites: Vec<String>,
}

fn inventory() -> Inventory {
    serde_yaml::from_str(include_str!("inventory.yaml")).expect("the inventory can be read")
}

/// What tells a reader of one error of the reference documents.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Erratum {
    /// Corrections, each as `topic#block`.
    #[serde(default)]
    notices: Vec<String>,
    /// Contradictions, each as `topic#id`.
    #[serde(default)]
    entries: Vec<String>,
}

fn errata() -> BTreeMap<String, Erratum> {
    serde_yaml::from_str(include_str!("errata.yaml")).expect("the errata can be read")
}

// What is there.

fn doc(slug: &str) -> &'static Doc {
    let found = SHIPPED.site.docs.iter().find(|d| d.slug == slug && d.visible);
    found.unwrap_or_else(|| panic!("content/ has a document {slug}"))
}

fn blocks(doc: &Doc) -> impl Iterator<Item = &Block> {
    doc.blocks.iter().filter(|b| b.visible)
}

fn count(doc: &Doc, is: impl Fn(&BlockKind) -> bool) -> usize {
    blocks(doc).filter(|b| is(&b.kind)).count()
}

fn gather(doc: &Doc) -> Gather {
    Gather {
        name: doc.slug.clone(),
        sections: doc
            .sections
            .iter()
            .filter(|s| s.role == SectionRole::Prose && s.heading.is_some())
            .count(),
        items: count(doc, |k| matches!(k, BlockKind::Note { .. })),
        cross_links: count(doc, |k| matches!(k, BlockKind::CrossLink { .. })),
        observations: count(doc, |k| matches!(k, BlockKind::Observation { .. })),
    }
}

fn journal(slug: &str) -> Journal {
    let site = &SHIPPED.site;
    let topic = site.topics.iter().find(|t| t.slug == slug).expect("the journal's topic");
    let docs: Vec<&Doc> = topic.gathers.iter().map(|d| site.doc(*d)).collect();
    let gathers: Vec<Gather> = docs.iter().map(|d| gather(d)).collect();
    let mut cross_links = BTreeMap::new();
    let mut observations = BTreeMap::new();
    for block in docs.iter().flat_map(|d| blocks(d)) {
        match &block.kind {
            BlockKind::CrossLink { target: Target::Elsewhere(e) } => {
                *cross_links.entry(site.elsewhere[e.index()].slug.clone()).or_insert(0) += 1;
            }
            BlockKind::Observation { kind } => {
                *observations.entry(kind.base.word().to_string()).or_insert(0) += 1
            }
            _ => {}
        }
    }
    Journal {
        topic: topic.slug.clone(),
        totals: Totals::of(&gathers),
        gathers,
        cross_links,
        observations,
        changelog: topic.watch.changelog.len(),
    }
}

/// How many of a thing a document has; the names are those of the inventory.
fn things(doc: &Doc, name: &str) -> usize {
    let words = |block: &Block| SHIPPED.files.slice(block.content);
    let heading = |s: &Section| s.heading.map_or("", |span| SHIPPED.files.slice(span));
    let section = |b: &Block| &doc.sections[b.section as usize];
    match name {
        "questions" => count(doc, |k| matches!(k, BlockKind::Question { .. })),
        "events" => count(doc, |k| matches!(k, BlockKind::Event)),
        "perspectives" => count(doc, |k| matches!(k, BlockKind::Perspective { .. })),
        "tensions" => count(doc, |k| matches!(k, BlockKind::Tension { .. })),
        "paragraphs" => count(doc, |k| matches!(k, BlockKind::Prose)),
        "narrative paragraphs" => blocks(doc)
            .filter(|b| b.kind == BlockKind::Prose && heading(section(b)) == "Narrative")
            .count(),
        "list items" => count(doc, |k| matches!(k, BlockKind::Item { .. })),
        "bold lead-ins" => blocks(doc)
            .filter(|b| matches!(b.kind, BlockKind::Item { .. }) && words(b).starts_with("**"))
            .count(),
        "question headings" => doc.sections.iter().filter(|s| heading(s).ends_with('?')).count(),
        "summaries" => doc
            .sections
            .iter()
            .filter(|s| s.role == SectionRole::Summary && !s.blocks.is_empty())
            .count(),
        "faq" => {
            let is_question = |b: &&Block| matches!(b.kind, BlockKind::Subheading { .. });
            blocks(doc).filter(is_question).filter(|b| section(b).role == SectionRole::Faq).count()
        }
        "footnotes" => doc.tree.footnotes.len(),
        other => panic!("the inventory counts {other}, which this test does not know"),
    }
}

fn cited_in(doc: &Doc) -> BTreeSet<&'static str> {
    let refs = blocks(doc).flat_map(|b| &doc.refs[b.refs.start as usize..b.refs.end as usize]);
    let sources = refs.filter_map(|r| match r.target {
        Target::Source(source) => Some(SHIPPED.site.source(source).id.as_str()),
        _ => None,
    });
    sources.collect()
}

#[test]
fn the_journal_is_there_gather_by_gather() {
    let expected = inventory().journal;
    assert_eq!(journal(&expected.topic), expected);
}

#[test]
fn the_other_documents_are_there_with_everything_in_them() {
    let mut missing = Vec::new();
    for expected in inventory().documents {
        let doc = doc(&expected.doc);
        for (name, least) in expected.at_least {
            let found = things(doc, &name);
            if found < least {
                missing.push(format!("{}: {found} of {least} {name}", doc.slug));
            }
        }
        let cited = cited_in(doc);
        missing.extend(
            expected
                .cites
                .iter()
                .filter(|k| !cited.contains(k.as_str()))
                .map(|k| format!("{}: {k}", doc.slug)),
        );
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn there_is_an_article_of_each_kind() {
    let mut found = BTreeMap::new();
    for doc in &SHIPPED.site.docs {
        if let DocKind::Article(kind) = doc.kind {
            *found.entry(kind.word().to_string()).or_insert(0) += 1;
        }
    }
    assert_eq!(found, inventory().articles);
}

#[test]
fn every_work_of_the_bibliography_has_a_record_and_is_cited() {
    let site = &SHIPPED.site;
    let works = inventory().works;
    assert_eq!(works.iter().collect::<HashSet<_>>().len(), 134);
    let state = |key: &String| {
        let source = site.names.keys.get(key.as_str()).map(|s| (*s, site.source(*s)));
        match source {
            Some((id, source)) if source.recorded => !site.backlinks(Target::Source(id)).is_empty(),
            _ => false,
        }
    };
    assert_eq!(works.iter().filter(|key| !state(key)).collect::<Vec<_>>(), Vec::<&String>::new());
}

// What `agon check` finds.

/// Findings with their explanations: a line with the code, the file and the message, below it, indented, why it stays.
fn known_findings() -> Vec<String> {
    let text = include_str!("known-findings.txt");
    let lines: Vec<&str> = text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
    for (n, line) in lines.iter().enumerate().filter(|(_, l)| !l.starts_with(' ')) {
        assert!(
            lines.get(n + 1).is_some_and(|next| next.starts_with("    ")),
            "nothing explains: {line}"
        );
    }
    lines.into_iter().filter(|l| !l.starts_with(' ')).map(str::to_string).collect()
}

#[test]
fn what_check_finds_in_the_shipped_content_is_known_and_explained() {
    let files = &SHIPPED.files;
    let mut found: Vec<String> = SHIPPED
        .report
        .iter()
        .map(|d| format!("{} {}: {}", d.code, d.file(files), d.message))
        .collect();
    let mut known = known_findings();
    found.sort();
    known.sort();
    assert_eq!(found, known);
}
