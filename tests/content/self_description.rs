//! What the pages on methods, corrections and machine text say of the site itself is true of its content.

use crate::{SHIPPED, TEXTS, blocks, cited_in, doc, inventory};
use agon::content::parse::identity;
use agon::model::*;
use std::collections::{BTreeMap, BTreeSet};

fn text(path: &str) -> &'static str {
    let text = TEXTS.iter().find(|t| t.path == path);
    &text.unwrap_or_else(|| panic!("content has {path}")).body
}

fn page(slug: &str) -> &'static str {
    text(&format!("content/pages/{slug}.md"))
}

/// The texts in one kind of folder of a topic: gathers, threads or articles.
fn texts_in(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let part = format!("/{folder}/");
    let inside = TEXTS.iter().filter(move |t| t.path.contains(&part));
    inside.map(|t| (t.path.as_str(), t.body.as_str()))
}

/// The sentences that a page does not have.
fn missing(slug: &str, sentences: &[String]) -> Vec<String> {
    let one_line = page(slug).replace('\n', " ");
    sentences.iter().filter(|s| !one_line.contains(s.as_str())).cloned().collect()
}

fn topics() -> impl Iterator<Item = &'static Topic> {
    SHIPPED.site.topics.iter()
}

fn gathers(topic: &Topic) -> Vec<&'static Doc> {
    topic.gathers.iter().map(|d| SHIPPED.site.doc(*d)).collect()
}

fn count_blocks(is: impl Fn(&BlockKind) -> bool) -> usize {
    SHIPPED.site.docs.iter().flat_map(blocks).filter(|b| is(&b.kind)).count()
}

#[test]
fn methods_explains_every_word_of_the_vocabularies() {
    let methods = page("methods").to_lowercase();
    let vocabularies = [
        ObservationKind::words(),
        ThreadStatus::words(),
        RelationKind::words(),
        ContradictionState::words(),
        EvidenceKind::words(),
        FigureStatus::words(),
        ChangeWord::words(),
        TensionKind::words(),
        QuestionStatus::words(),
        ForecastOutcome::words(),
        DefinitionVerdict::words(),
    ];
    let words = vocabularies.iter().flatten();
    let unexplained: Vec<_> = words.filter(|w| !methods.contains(*w)).collect();
    assert_eq!(unexplained, Vec::<&&str>::new());
}

#[test]
fn the_counts_that_the_pages_state_are_those_of_the_content() {
    let site = &SHIPPED.site;
    let inventory = inventory();
    let works: Vec<&Source> = inventory
        .works
        .iter()
        .map(|key| site.source(*site.names.keys.get(key.as_str()).expect("a recorded work")))
        .collect();
    let with_address = works.iter().filter(|s| s.url.is_some()).count();
    let tensions = count_blocks(|k| matches!(k, BlockKind::Tension { .. }));
    let perspectives = count_blocks(|k| matches!(k, BlockKind::Perspective { .. }));
    let retold = doc("open-source-legitimacy-and-funding");
    let retold_tensions =
        blocks(retold).filter(|b| matches!(b.kind, BlockKind::Tension { .. })).count();
    let retold_perspectives =
        blocks(retold).filter(|b| matches!(b.kind, BlockKind::Perspective { .. })).count();
    let journal = &inventory.journal.totals;
    let stated = [
        ("about", format!("a journal of {} entries", journal.gathers)),
        ("about", format!("They name {} works", works.len())),
        ("about", format!("{with_address} of these have a confirmed address")),
        ("about", format!("the other {} are shown", works.len() - with_address)),
        ("about", format!("{} neighbouring subjects", site.elsewhere.len())),
        ("methods", format!("{} entries in three months", journal.gathers)),
        ("methods", format!("Of the {} source notes in the journal", journal.items)),
        (
            "machine-text",
            format!("Of the {tensions} tensions, {retold_tensions} come from the documents"),
        ),
        ("machine-text", format!("paired the other {}.", tensions - retold_tensions)),
        (
            "machine-text",
            format!("Of the {perspectives} perspectives, {retold_perspectives} come from"),
        ),
    ];
    let wrong: Vec<String> =
        stated.into_iter().flat_map(|(slug, sentence)| missing(slug, &[sentence])).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_note_above_the_tensions_of_each_thread_says_which_are_the_editors() {
    let says = |body: &str| {
        let tensions = body.split("\n## Tensions\n").nth(1).unwrap_or("");
        let above = tensions.split("\n- ").next().unwrap_or("");
        above.contains("> [!EDITOR] ") && above.contains("editors")
    };
    let silent: Vec<&str> =
        texts_in("threads").filter(|(_, body)| !says(body)).map(|(path, _)| path).collect();
    assert_eq!(silent, Vec::<&str>::new());
}

#[test]
fn every_gather_thread_article_and_page_says_how_it_came_about() {
    let folders = ["gathers", "threads", "articles", "pages"];
    let silent: Vec<&str> = folders
        .into_iter()
        .flat_map(texts_in)
        .filter(|(_, body)| !body.contains("\nprovenance: "))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(silent, Vec::<&str>::new());
}

#[test]
fn the_younger_topics_were_compiled_on_one_day_from_the_dates_and_sources_of_the_journal() {
    let journal_topic = inventory().journal.topic;
    let compiled_on = Date::parse("2026-11-20");
    let journal: BTreeMap<&str, BTreeSet<&str>> = topics()
        .filter(|t| t.slug == journal_topic)
        .flat_map(gathers)
        .map(|d| (d.slug.as_str(), cited_in(d)))
        .collect();
    let mut wrong = Vec::new();
    for topic in topics() {
        let expected = if topic.slug == journal_topic { None } else { compiled_on };
        for gather in gathers(topic) {
            let sources = journal.get(gather.slug.as_str());
            let noted = blocks(gather).filter(|b| matches!(b.kind, BlockKind::Note { .. }));
            let noted: BTreeSet<&str> = noted.filter_map(note_source).collect();
            let known = sources.is_some_and(|s| noted.is_subset(s));
            if gather.compiled != expected || !known {
                wrong.push(format!("{}/{}", topic.slug, gather.slug));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

fn note_source(block: &Block) -> Option<&'static str> {
    match block.kind {
        BlockKind::Note { source } => Some(SHIPPED.site.source(source).id.as_str()),
        _ => None,
    }
}

/// The days that a text names: `26 June`, `26 June 2027`, `2026-06-26`; without a year, that of the journal.
fn named_days(text: &str) -> Vec<Date> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let words: Vec<&str> = text.split(|c| !is_word(c)).filter(|w| !w.is_empty()).collect();
    let number = |at: Option<usize>| words.get(at?).and_then(|w| w.parse::<u16>().ok());
    let mut days = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if let Some(iso) = word.get(..10).filter(|iso| iso.starts_with("20")) {
            days.extend(Date::parse(iso));
        }
        let month = (1..=12).find(|month| month_name(*month) == Some(*word));
        let day = number(at.checked_sub(1)).filter(|day| (1..=31).contains(day));
        if let (Some(month), Some(day)) = (month, day) {
            let year = number(Some(at + 1)).filter(|year| *year > 2000).unwrap_or(2026);
            days.push(Date::day(year, month, day as u8));
        }
    }
    days
}

#[test]
fn no_gather_names_a_later_day_outside_an_editors_note() {
    let mut later = Vec::new();
    for (path, body) in texts_in("gathers") {
        let name = path.rsplit('/').next().expect("a file name");
        let day = Date::parse(&name[..10]).expect("a gather is named after its day");
        let body = body.splitn(3, "---\n").nth(2).expect("a body");
        let own: Vec<&str> = body.lines().filter(|line| !line.starts_with('>')).collect();
        let days = named_days(&own.join("\n")).into_iter().filter(|named| named.first() > day);
        later.extend(days.map(|named| format!("{path} names {named}")));
    }
    assert_eq!(later, Vec::<String>::new());
    let days = ["2026-05-03", "2027-06-12", "2026-06-26"].map(|day| Date::parse(day).unwrap());
    assert_eq!(named_days("On 3 May, 12 June 2027 and [[2026-06-26-update#^n]]."), days);
}

#[test]
fn each_work_has_one_record_and_works_are_joined_by_title_only_where_methods_says_so() {
    let site = &SHIPPED.site;
    let mut records: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for source in site.sources.iter().filter(|s| s.recorded) {
        let address = source.url.as_deref().and_then(identity::of_address);
        let doi = source.doi.as_deref().map(identity::of_doi);
        for name in address.into_iter().chain(doi).collect::<BTreeSet<_>>() {
            records.entry(name).or_default().push(&source.id);
        }
    }
    records.retain(|_, ids| ids.len() > 1);
    assert_eq!(records, BTreeMap::new());
    let by_title = [
        "nature-open-weight-in-steps",
        "open-weights-is-not-enough",
        "bfwai-model-releases-april-2026",
    ];
    let with_address: Vec<_> = by_title
        .into_iter()
        .filter(|key| site.source(site.names.keys[*key]).url.is_some())
        .collect();
    assert_eq!(with_address, Vec::<&str>::new());
}

#[test]
fn every_source_whose_language_is_recorded_is_in_english() {
    let languages: BTreeSet<_> =
        SHIPPED.site.sources.iter().filter_map(|s| s.language.as_deref()).collect();
    assert_eq!(languages, BTreeSet::from(["en"]));
}

#[test]
fn every_suggestion_is_listed_with_what_became_of_it() {
    let site = &SHIPPED.site;
    let is_suggestion = |kind: &BlockKind| matches!(kind, BlockKind::Observation { kind } if kind.base.is_suggestion());
    let mut unlisted = Vec::new();
    for topic in topics() {
        let listed: Vec<BlockId> = topic.watch.suggestions.iter().map(|s| s.from).collect();
        for gather in &topic.gathers {
            let ids = site.doc(*gather).block_ids(*gather);
            let suggestions = ids.filter(|id| is_suggestion(&site.block(*id).kind));
            let without = suggestions.filter(|id| !listed.contains(id));
            unlisted.extend(
                without.map(|id| format!("{}: {}", topic.slug, site.block(id).anchor.name)),
            );
        }
    }
    assert_eq!(unlisted, Vec::<String>::new());
}

#[test]
fn each_change_of_a_watch_has_a_reason_and_each_search_term_without_one_is_inferred() {
    let mut unexplained = Vec::new();
    for topic in topics() {
        let changes: BTreeSet<Date> = topic.watch.changelog.iter().map(|c| c.date).collect();
        let without_reason = topic.watch.changelog.iter().filter(|c| c.reason.is_none());
        unexplained.extend(without_reason.map(|c| format!("{}: {}", topic.slug, c.change)));
        for term in &topic.watch.keywords {
            let is_inferred = term.reason.as_deref().is_some_and(|r| r.starts_with("Inferred"));
            if !is_inferred && !term.since.is_some_and(|day| changes.contains(&day)) {
                unexplained.push(format!("{}: {}", topic.slug, term.text));
            }
        }
    }
    assert_eq!(unexplained, Vec::<String>::new());
}
