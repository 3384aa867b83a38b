//! The pages of the manual on the format are a site: every block of code whose info string names a file is that file. The
//! site builds without any finding, and every construct of the format is in it.

use crate::docs::texts::whole_files;
use crate::support::memory::{Built, site_of};
use agon::model::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The pages of the manual whose files are the site.
const PAGES: [&str; 5] =
    ["format-site", "format-sources", "format-entities", "format-texts", "format-records"];

static MANUAL: LazyLock<Built> =
    LazyLock::new(|| site_of(&whole_files(&PAGES), Day::Today(Date::day(2026, 6, 30))));

/// How often each of some things is there.
fn tally<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut found = BTreeMap::new();
    for name in names {
        *found.entry(name).or_insert(0) += 1;
    }
    found
}

#[test]
fn format_of_the_manual_builds_without_any_finding() {
    let files = &MANUAL.files;
    let found: Vec<String> = MANUAL
        .report
        .iter()
        .map(|d| format!("{} {}: {}", d.code, d.file(files), d.message))
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn it_has_a_file_of_every_place() {
    let place = |doc: &Doc| match doc.kind {
        DocKind::Topic => "topic".to_string(),
        DocKind::Gather(kind) => kind.word().to_string(),
        DocKind::Thread { .. } => "thread".to_string(),
        DocKind::Article(kind) => kind.word().to_string(),
        DocKind::Page => "page".to_string(),
        DocKind::Entity(e) => {
            MANUAL.site.vocabulary.entities.word(MANUAL.site.entity(e).kind).to_string()
        }
    };
    let found: BTreeSet<String> = MANUAL.site.docs.iter().map(place).collect();
    let documents =
        ["essay", "explainer", "gather", "narrative", "page", "thread", "topic", "update"];
    let entities = ["model", "organisation", "person", "term"];
    assert_eq!(found, documents.iter().chain(&entities).map(|n| n.to_string()).collect());
    let yaml: Vec<&str> = MANUAL
        .files
        .iter()
        .map(|(_, t)| t.path.as_str())
        .filter(|p| p.ends_with(".yaml"))
        .collect();
    assert_eq!(
        yaml,
        [
            "content/elsewhere/transport.yaml",
            "content/publishers.yaml",
            "content/site.yaml",
            "content/sources/speeches.yaml",
            "content/sources/wages.yaml",
            "content/topics/wages/contradictions.yaml",
            "content/topics/wages/definitions.yaml",
            "content/topics/wages/facts.yaml",
            "content/topics/wages/figures.yaml",
            "content/topics/wages/watch.yaml",
            "content/vocabulary.yaml",
        ]
    );
}

#[test]
fn it_has_every_kind_of_block() {
    let name = |kind: &BlockKind| match kind {
        BlockKind::Prose => "prose",
        BlockKind::Item { .. } => "item",
        BlockKind::Subheading { .. } => "subheading",
        BlockKind::Note { source } if MANUAL.site.source(*source).recorded => "note by key",
        BlockKind::Note { .. } => "note by address",
        BlockKind::CrossLink { target: Target::Elsewhere(_) } => "cross-link elsewhere",
        BlockKind::CrossLink { .. } => "cross-link",
        BlockKind::Observation { kind } => kind.base.word(),
        BlockKind::Event => "event",
        BlockKind::Perspective { .. } => "perspective",
        BlockKind::Position { change, .. } => change.word(),
        BlockKind::Tension { .. } => "tension",
        BlockKind::Part(BlockPart::Kind(_)) => "kind",
        BlockKind::Part(BlockPart::Statement(_)) => "statement",
        BlockKind::Part(BlockPart::Shared) => "shared",
        BlockKind::Part(BlockPart::Crux) => "crux",
        BlockKind::Part(BlockPart::Settles) => "would settle it",
        BlockKind::Part(BlockPart::Answer) => "answer",
        BlockKind::Question { .. } => "question",
        BlockKind::Forecast => "forecast",
        BlockKind::Part(BlockPart::Reading) => "reading",
        BlockKind::Part(BlockPart::Condition) => "condition",
        BlockKind::Correction => "correction",
    };
    let found: BTreeMap<&str, usize> = tally(MANUAL.site.blocks().map(|b| name(&b.kind)));
    let expected = [
        ("answer", 1),
        ("author to watch", 1),
        ("condition", 1),
        ("correction", 3),
        ("cross-link elsewhere", 1),
        ("crux", 1),
        ("emerging pattern", 1),
        ("emerging theme", 1),
        ("event", 1),
        ("first tracked", 2),
        ("forecast", 2),
        ("gap", 1),
        ("item", 2),
        ("keyword suggestion", 1),
        ("kind", 1),
        ("noise pattern", 1),
        ("note by address", 1),
        ("note by key", 7),
        ("perspective", 2),
        ("prose", 14),
        ("quality signal", 1),
        ("question", 1),
        ("reading", 1),
        ("shared", 1),
        ("softened", 1),
        ("source to watch", 1),
        ("statement", 2),
        ("subheading", 1),
        ("tension", 1),
        ("would settle it", 3),
    ];
    assert_eq!(found, BTreeMap::from(expected));
}

#[test]
fn it_has_every_relation_and_every_field() {
    let relations = tally(MANUAL.site.relations().map(|r| r.kind.word()));
    let every: BTreeMap<&str, usize> = RelationKind::ALL.iter().map(|k| (k.word(), 1)).collect();
    assert_eq!(relations, every);
    let question = MANUAL
        .site
        .blocks()
        .find(|b| matches!(b.kind, BlockKind::Question { .. }))
        .map(|b| &b.kind);
    let (asked, due) = (Date::parse("2026-06-11"), Date::parse("2027-01"));
    let forecast = MANUAL.site.blocks().find(|b| &*b.anchor.name == "p-reed-2026").unwrap();
    let change = ChangeWord::Softened;
    assert_eq!(forecast.kind, BlockKind::Position { change });
    let terms = forecast.forecast().unwrap();
    assert_eq!((terms.due, &terms.by[..]), (Date::parse("2027"), &[][..]));
    assert_eq!(terms.chance, Some(StatedChance::Number(0.7)));
    let judgement = MANUAL.site.blocks().find_map(|b| b.claim.as_ref()?.judgement).unwrap();
    assert_eq!(judgement.outcome, ForecastOutcome::CameTrue);
    assert_eq!(judgement.happened, Date::parse("2026-06"));
    assert_eq!(
        question,
        Some(&BlockKind::Question {
            kind: QuestionKind::Debate,
            status: QuestionStatus::PartlyAnswered,
            asked,
            due
        })
    );
    assert_eq!(MANUAL.site.blocks().filter(|b| b.uncited).count(), 1);
    let claims = MANUAL.site.blocks().filter_map(|b| b.claim.as_deref());
    let fields: Vec<(Option<&str>, Option<&str>)> = claims
        .map(|claim| {
            let from = claim.from.as_ref().map(|from| match from {
                ClaimProvenance::Own => "own",
                ClaimProvenance::Unknown => "unknown",
                ClaimProvenance::Sources(_) => "sources",
            });
            (from, claim.how.map(Word::word))
        })
        .collect();
    let expected = [
        (Some("sources"), Some("reanalyses")),
        (Some("sources"), Some("quotes")),
        (Some("own"), None),
        (Some("unknown"), None),
        (None, None),
        (None, None),
        (None, None),
        (None, None),
        (None, None),
        (None, None),
        (None, None),
        (None, None),
        (None, None),
    ];
    assert_eq!(fields, expected);
    let mut lasting = MANUAL.site.blocks().filter_map(|b| b.claim.as_ref()?.lasting);
    assert_eq!((lasting.next(), lasting.next()), (Some(false), None));
    let options = HalfLifeOptions::default();
    assert_eq!(MANUAL.site.config.half_life, options);
}

#[test]
fn it_links_in_every_way() {
    let name = |target: Target| match target {
        Target::Topic(_) => "topic",
        Target::Doc(_) => "document",
        Target::Block(_) => "block",
        Target::Entity(_) => "entity",
        Target::Source(_) => "source",
        Target::Publisher(_) => "publisher",
        Target::Elsewhere(_) => "elsewhere",
    };
    let found: BTreeSet<&str> = MANUAL.site.refs().map(|r| name(r.target)).collect();
    assert_eq!(found, BTreeSet::from(["block", "document", "elsewhere", "entity", "source"]));
    let thread = MANUAL.site.docs.iter().find(|d| d.is_thread()).expect("the thread");
    let related: Vec<&str> = thread
        .related
        .iter()
        .map(|t| MANUAL.site.doc_of(*t).map_or("", |d| MANUAL.site.doc(d).slug.as_str()))
        .collect();
    assert_eq!(related, ["wage-spiral", "what-is-a-wage"]);
    let writers: BTreeSet<&str> = MANUAL.site.docs.iter().map(|d| d.provenance.by.word()).collect();
    // "person" is the site's default, the others are in front matter
    assert_eq!(writers, BTreeSet::from(["both", "machine", "person"]));
}

/// Where a footnote is marked is where its citation counts.
#[test]
fn a_citation_in_a_footnote_belongs_to_the_sentence_with_its_mark() {
    let thread =
        MANUAL.site.doc_ids().find(|d| MANUAL.site.doc(*d).is_thread()).expect("the thread");
    let what = MANUAL.site.block_named(thread, "what").expect("the block has an id");
    let cited: Vec<&str> =
        MANUAL.site.cited_in(what).into_iter().map(|s| MANUAL.site.source(s).id.as_str()).collect();
    assert_eq!(cited, ["tribune-wages"]);
}

#[test]
fn figures_and_the_watch_list_are_read_whole() {
    let [figure] = &MANUAL.site.figures[..] else {
        panic!("one figure: {:?}", MANUAL.site.figures)
    };
    assert_eq!((figure.value, figure.upper, figure.approximate), (2.0, Some(2.5), true));
    assert_eq!((figure.status, figure.as_of), (FigureStatus::Corrected, Date::parse("2026-05")));
    assert!(figure.source.is_some() && matches!(figure.stated_in, Some(Target::Block(_))));
    let watch = &MANUAL.site.topics[0].watch;
    let lists = [
        &watch.keywords,
        &watch.sources,
        &watch.authors,
        &watch.exclude_domains,
        &watch.exclude_terms,
    ];
    assert_eq!(lists.map(Vec::len), [2, 1, 1, 1, 1]);
    assert_eq!((watch.changelog.len(), watch.suggestions.len()), (1, 4));
}
