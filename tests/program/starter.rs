//! The example of `agon init` uses every construct of the format: whatever an author may write stands there once.

use agon::analysis::checks::check;
use agon::analysis::reasoning::Reasoning;
use agon::content::load::load;
use agon::content::parse::inline_field::INLINE_FIELDS;
use agon::content::parse::{FileKind, parse};
use agon::diagnostics::Report;
use agon::linking::link;
use agon::markdown::{NodeIndex, Tree};
use agon::model::*;
use agon::source::Files;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

struct Starter {
    files: Files,
    site: Site,
    report: Report,
}

static STARTER: LazyLock<Starter> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    agon::scaffold::init(folder.path()).unwrap();
    site_in(folder.path())
});

fn site_in(folder: &Path) -> Starter {
    let mut report = Report::default();
    let loaded = load(folder, &mut report).unwrap();
    let raw = parse(&loaded.files, &mut report);
    let day = Day::Today(Date::day(2026, 11, 20));
    let site = link(raw, &loaded.files, Vec::new(), day, &mut report);
    check(&site, &Reasoning::new(&site, &loaded.files), &mut report);
    Starter { files: loaded.files, site, report }
}

/// The words of a list that nothing uses.
fn missing<W: Word + PartialEq>(used: impl Iterator<Item = W>) -> Vec<&'static str> {
    let used: Vec<W> = used.collect();
    W::ALL.iter().filter(|word| !used.contains(word)).map(|word| word.word()).collect()
}

fn none() -> Vec<&'static str> {
    Vec::new()
}

fn kinds() -> impl Iterator<Item = &'static BlockKind> {
    STARTER.site.blocks().map(|block| &block.kind)
}

#[test]
fn it_has_no_findings_but_advice() {
    let found: Vec<String> = STARTER
        .report
        .iter()
        .filter(|d| d.severity() != agon::diagnostics::Severity::Advice)
        .map(|d| format!("{} {}: {}", d.code, d.file(&STARTER.files), d.message))
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn it_has_every_section_and_kind_of_document() {
    let docs = || STARTER.site.docs.iter();
    let roles = docs().flat_map(|doc| doc.sections.iter().map(|section| section.role));
    assert_eq!(missing::<SectionRole>(roles), none());
    let gathers = docs().filter_map(|doc| match doc.kind {
        DocKind::Gather(kind) => Some(kind),
        _ => None,
    });
    assert_eq!(missing::<GatherKind>(gathers), none());
    let articles = docs().filter_map(|doc| match doc.kind {
        DocKind::Article(kind) => Some(kind),
        _ => None,
    });
    assert_eq!(missing::<ArticleKind>(articles), none());
}

#[test]
fn it_has_every_kind_of_a_vocabulary_and_words_of_its_own() {
    let site = &STARTER.site;
    let words = &site.vocabulary;
    assert_eq!(missing(site.entities.iter().map(|entity| entity.kind.base)), none());
    let observations = kinds().filter_map(|kind| match kind {
        BlockKind::Observation { kind } => Some(kind.base),
        _ => None,
    });
    assert_eq!(missing(observations), none());
    let tensions = kinds().filter_map(|kind| match kind {
        BlockKind::Part(BlockPart::Kind(kind)) => Some(kind.base),
        _ => None,
    });
    assert_eq!(missing(tensions), none());
    assert_eq!(missing(site.figures.iter().map(|figure| figure.side.base)), none());
    // what it declares it uses, or A950 would be found
    for list in VocabularyList::ALL {
        let own = words.words(list).len() - list.built_in().len();
        assert!(own > 0, "{}", list.key());
    }
}

#[test]
fn it_has_every_relation_and_state() {
    let site = &STARTER.site;
    assert_eq!(missing(site.relations().map(|relation| relation.kind)), none());
    let changes = kinds().filter_map(|kind| match kind {
        BlockKind::Position { change } => Some(*change),
        _ => None,
    });
    assert_eq!(missing(changes), none());
    let questions = kinds().filter_map(|kind| match kind {
        BlockKind::Question { status, .. } => Some(*status),
        _ => None,
    });
    assert_eq!(missing(questions), none());
    assert_eq!(missing(site.figures.iter().map(|figure| figure.status)), none());
    assert_eq!(missing(site.figures.iter().filter_map(|figure| figure.bound)), none());
    assert!(!site.ledger.is_empty() && !site.stated_verdicts.is_empty());
    assert!(kinds().any(|kind| *kind == BlockKind::Forecast));
    assert!(site.blocks().any(|block| block.is_editors_note()));
    // notes have small pages only where a site asks for them, as they are many
    assert_eq!(missing(site.config.embeds.iter().copied()), ["notes"]);
}

/// A field for ids under which passages were published before.
const OF_PUBLISHED_SITES: &str = "alias";

#[test]
fn it_has_every_inline_field() {
    let mut texts = String::new();
    for (_, file) in STARTER.files.iter().filter(|(_, file)| file.path.ends_with(".md")) {
        texts += &file.body;
    }
    let unused: Vec<&str> = INLINE_FIELDS
        .iter()
        .map(|field| field.name)
        .filter(|name| *name != OF_PUBLISHED_SITES && !texts.contains(&format!("({name}:: ")))
        .collect();
    assert_eq!(unused, none());
}

/// The forms of Markdown, as the tree calls them.
const FORMS: [&str; 24] = [
    "Paragraph",
    "Heading",
    "Quotation",
    "Code",
    "List",
    "Item",
    "Footnote",
    "Table",
    "Rule",
    "DefinitionList",
    "Emphasis",
    "Strong",
    "Strikethrough",
    "Highlight",
    "InlineNote",
    "Link",
    "Image",
    "Citation",
    "TextCitation",
    "WikiLink",
    "FootnoteMark",
    "TaskMarker",
    "InlineMath",
    "DisplayMath",
];

fn forms(tree: &Tree, nodes: impl Iterator<Item = NodeIndex>, found: &mut BTreeSet<String>) {
    for index in nodes {
        found.insert(format!("{:?}", tree.node(index).kind));
        if tree.callout(index).is_some() {
            found.insert("callout".to_string());
        }
        forms_below(tree, index, found);
    }
}

fn forms_below(tree: &Tree, index: NodeIndex, found: &mut BTreeSet<String>) {
    let below: Vec<NodeIndex> = tree.children(index).collect();
    forms(tree, below.into_iter(), found);
}

#[test]
fn it_has_every_form_of_markdown() {
    let mut found = BTreeSet::new();
    for doc in &STARTER.site.docs {
        let roots: Vec<NodeIndex> = doc.tree.roots().collect();
        forms(&doc.tree, roots.into_iter(), &mut found);
        if !doc.tree.footnotes.is_empty() {
            found.insert("Footnote".to_string());
        }
    }
    let unused: Vec<&str> =
        FORMS.into_iter().chain(["callout"]).filter(|form| !found.contains(*form)).collect();
    assert_eq!(unused, none());
}

/// Keys that the example does without, by file.
const LEFT_OUT: [(FileKind, &[&str]); 13] = [
    // about the machine, the look of the site and addresses that were published
    (
        FileKind::Site,
        &[
            "description",
            "follow_links",
            "output",
            "gone",
            "moved",
            "publish",
            "embeds",
            "llms",
            "menu",
            "logo",
            "favicon",
            "social",
            "theme",
        ],
    ),
    // CSL has more keys than one example can have
    (FileKind::Sources, &[]),
    (FileKind::Entity, &["url", "updated", "related", "summary", "provenance"]),
    (FileKind::Publishers, &["country"]),
    (FileKind::Facts, &[]),
    (FileKind::Page, &["updated", "related", "aliases", "tags", "provenance"]),
    (FileKind::Article, &["updated", "aliases"]),
    (FileKind::Thread, &["aliases"]),
    (FileKind::Gather, &["aliases", "related", "tags"]),
    (FileKind::Topic, &["aliases", "provenance", "snapshots"]),
    (FileKind::Contradictions, &["settles"]),
    (FileKind::Definitions, &[]),
    (FileKind::SharedDefinitions, &[]),
];

#[test]
fn it_has_a_file_of_every_kind_with_nearly_every_key() {
    let mut missing = Vec::new();
    // a site has a theme only where its editor names one
    for kind in FileKind::ALL.into_iter().filter(|kind| *kind != FileKind::Theme) {
        let of_kind = STARTER.files.iter().filter(|(_, f)| FileKind::of(&f.path) == Some(kind));
        let texts: Vec<&str> = of_kind.map(|(_, file)| file.body.as_str()).collect();
        assert!(!texts.is_empty(), "no file is {}", kind.pattern());
        if matches!(kind, FileKind::Sources | FileKind::Definitions | FileKind::SharedDefinitions) {
            continue;
        }
        // of all documents: for a site's own templates, and for texts that are not published yet
        let general = ["extra", "draft"];
        let left_out = LEFT_OUT.iter().find(|(of, _)| *of == kind).map_or(&[][..], |(_, k)| k);
        for key in kind.shape().keys {
            let is_key = |text: &str| {
                text.split([',', '{', '\n', '-']).any(|part| {
                    part.trim_start().strip_prefix(key.name).is_some_and(|r| r.starts_with(':'))
                })
            };
            if !texts.iter().any(|text| is_key(text))
                && !left_out.contains(&key.name)
                && !general.contains(&key.name)
            {
                missing.push(format!("{}: {}", kind.name(), key.name));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn its_pages_say_that_it_is_invented() {
    let about = STARTER.files.find("content/pages/about.md").unwrap();
    assert!(STARTER.files.get(about).body.contains("invented"));
    for topic in &STARTER.site.topics {
        assert!(topic.title.contains("an example") && topic.summary.contains("invented"));
    }
}
