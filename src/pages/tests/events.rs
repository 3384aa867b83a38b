//! Where each kind of event is listed, and where it is left out on purpose.

use super::*;

/// The earlier day of the diff.
const BEFORE: Date = Date { year: 2026, month: 6, day: 4 };

const THREAD: &str = "content/topics/wages/threads/th.md";

/// A thread with an event of each kind; `x-` are earlier passages of relations.
const THREAD_TEXT: &str = "\
---
title: Th
status: active
opened: 2026-06-01
updated: 2026-06-20
---
## What
[[ann]] said one thing. ^x-rise

[[ann]] said another. ^x-held

[[ann]] said a third. ^x-fixed

## Timeline
- 2026-06-05: [[ann]] went on strike. [@a] ^e-strike

## Perspectives
### [[ann]]
Pay must rise [@a].

- 2026-06-06 first tracked: says so [@a] (disputes:: [[2026-06-04#^n-held]], [[#^x-held]]) ^p-one

## Open questions
- Who pays? ^q-pays (status:: open) (asked:: 2026-06-07)

- How much? ^q-much (status:: answered) (asked:: 2026-06-02)
  - Answer: Ten. [@c]

- What does Bob say? ^q-lost (kind:: gap) (status:: open) (asked:: 2026-06-07)

- Who is Bob? ^q-found (kind:: gap) (status:: answered) (asked:: 2026-06-02)
  - Answer: A baker. [@c]

## Corrections
- 2026-06-08: A plain error. [@a] ^c-plain
- 2026-06-09: A note was wrong. [@a] (corrects:: [[2026-06-04#^n-fixed]], [[#^x-fixed]]) ^c-note
";

const EARLY: &str = "\
## Notes
- [@a] Pay rose. ^n-rise
- [@b] Pay was held. ^n-held
- [@b] Pay was fixed. ^n-fixed

## Text
[[bob]] is here, and so is [@c]. ^first
";

const LATE: &str = "\
## Notes
- [@b] Pay fell. (overtakes:: [[2026-06-04#^n-rise]], [[th#^x-rise]]) ^n-fall
";

/// The kinds of events: how the lists call them, and a part of the address of one.
const KINDS: [(&str, &[&str], &[&str]); 18] = [
    ("gather published", &["gather", "text"], &["2026-06-11"]),
    ("article published", &["article", "opened", "text"], &["essay"]),
    ("thread opened", &["opened", "text"], &["fresh"]),
    ("text updated", &["updated", "text"], &["th.html", "thread-th"]),
    ("occurrence", &["event"], &["e-strike"]),
    ("position stated", &["position"], &["p-one"]),
    ("question asked", &["question", "asked"], &["q-pays"]),
    ("question settled", &["settled", "answered"], &["q-much"]),
    ("gap noted", &["gap", "asked", "question"], &["q-lost"]),
    ("gap closed", &["gap-closed", "settled", "answered"], &["q-found"]),
    ("correction", &["correction"], &["c-plain"]),
    ("correction of a passage", &["correction"], &["c-note"]),
    ("relation, by a passage", &["relation"], &["n-rise", "x-rise", "n-fall"]),
    ("relation, by an item", &["relation"], &["n-held", "x-held"]),
    ("relation, by a correction", &["relation"], &["n-fixed", "x-fixed"]),
    ("watch list changed", &["watch"], &["watch"]),
    ("source noted", &["noted"], &["n-fall"]),
    ("first mentioned", &["first"], &["first"]),
];

const EXPECTED: &str = "
                           timeline activity changes digest moves doc entity source feed diff
gather published              x        x        x       x     x    -     -      -     x    x
article published             x        x        x       x     x    x     -      -     x    x
thread opened                 -        -        x       -     -    x     -      -     x    x
text updated                  -        -        x       -     -    x     -      -     x    x
occurrence                    x        x        -       -     -    -     x      -     -    x
position stated               x        x        x       x     x    x     x      -     x    x
question asked                -        -        x       x     -    x     -      -     x    x
question settled              x        -        x       x     x    x     -      -     x    x
gap noted                     -        -        x       -     -    x     -      -     x    x
gap closed                    -        -        x       -     -    x     -      -     x    x
correction                    x        -        x       -     -    x     -      -     x    x
correction of a passage       x        -        x       -     -    x     -      -     -    -
relation, by a passage        x        x        x       x     x    x     x      x     x    x
relation, by an item          -        -        -       -     -    x     x      x     x    x
relation, by a correction     -        -        -       -     -    x     x      x     x    x
watch list changed            -        -        x       -     -    -     -      -     -    -
source noted                  -        -        -       -     -    -     -      x     -    -
first mentioned               -        -        -       -     -    -     x      x     -    -
";

/// The row of an event in the table.
fn label(kind: EventKind) -> &'static str {
    match kind {
        EventKind::GatherPublished => "gather published",
        EventKind::ArticlePublished => "article published",
        EventKind::ThreadOpened => "thread opened",
        EventKind::TextUpdated => "text updated",
        EventKind::Occurrence => "occurrence",
        EventKind::PositionStated(_) => "position stated",
        EventKind::PositionReread => "position read again",
        EventKind::QuestionAsked => "question asked",
        EventKind::QuestionSettled(_) => "question settled",
        EventKind::GapNoted => "gap noted",
        EventKind::GapClosed(_) => "gap closed",
        EventKind::Correction { relations: false } => "correction",
        EventKind::Correction { relations: true } => "correction of a passage",
        EventKind::Relation { origin: RelationOrigin::Passage, .. } => "relation, by a passage",
        EventKind::Relation { origin: RelationOrigin::Item, .. } => "relation, by an item",
        EventKind::Relation { origin: RelationOrigin::Correction, .. } => {
            "relation, by a correction"
        }
        EventKind::WatchListChanged(_) => "watch list changed",
        EventKind::SourceNoted => "source noted",
        EventKind::FirstMentioned => "first mentioned",
    }
}

const COLUMNS: [EventList; 10] = [
    EventList::Timeline,
    EventList::Activity,
    EventList::Changes,
    EventList::Digest,
    EventList::Moves,
    EventList::DocHistory,
    EventList::EntityHistory,
    EventList::SourceHistory,
    EventList::Feed,
    EventList::Diff,
];

/// The rows of the table without its layout.
fn table(is_in: impl Fn(&str, EventList) -> bool) -> Vec<String> {
    let mut rows = Vec::new();
    for (kind, ..) in KINDS {
        let marks = COLUMNS.map(|list| if is_in(kind, list) { "x" } else { "-" });
        rows.push(format!("{kind} {}", marks.join(" ")));
    }
    rows
}

/// An entry of a list: its kind and its addresses.
type Listed = (String, String);

/// The entries anywhere in a page's data: objects with a kind and one of these fields.
fn listed(value: &Value, fields: &[&str], out: &mut Vec<Listed>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| listed(item, fields, out)),
        Value::Object(object) => {
            if let Some(kind) = object.get("kind").and_then(Value::as_str) {
                let places: Vec<String> =
                    fields.iter().filter_map(|f| value.pointer(f)).map(Value::to_string).collect();
                out.push((kind.into(), places.join(" ")));
            }
            for field in object.values() {
                listed(field, fields, out);
            }
        }
        _ => {}
    }
}

/// What a list really has.
fn entries_of(ctx: &Ctx, before: &Site, list: EventList) -> Vec<Listed> {
    const LINE: [&str; 3] = ["/id", "/href", "/relations/0/href"];
    let (pages, part, fields): (&[&str], &str, &[&str]) = match list {
        EventList::Timeline => (&["topics/wages/timeline.html"], "/months", &LINE),
        EventList::Activity => (&["topics/wages/timeline.html"], "/chart/wide/marks", &LINE),
        EventList::Changes => (&["changes.html"], "/months", &LINE),
        EventList::Moves => (&["index.html"], "/moves", &LINE),
        EventList::DocHistory => (
            &[
                "topics/wages/threads/th.html",
                "topics/wages/threads/fresh.html",
                "topics/wages/articles/essay.html",
            ],
            "/history",
            &["/about/href"],
        ),
        EventList::EntityHistory => {
            (&["entities/ann.html", "entities/bob.html"], "/history", &["/about/href"])
        }
        EventList::SourceHistory => {
            (&["sources/a.html", "sources/b.html", "sources/c.html"], "/history", &["/about/href"])
        }
        EventList::Digest | EventList::Feed | EventList::Diff => (&[], "", &[]),
    };
    let mut out = Vec::new();
    for path in pages {
        listed(page_of(ctx, path).pointer(part).unwrap(), fields, &mut out);
    }
    match list {
        EventList::Digest => {
            let page = page_of(ctx, "index.html");
            for total in page.pointer("/digests/0/counts").unwrap().as_array().unwrap() {
                let mut events: Vec<Event> = ctx.site.events.list(list).collect();
                events.retain(|event| total["kind"] == event.kind.word());
                assert_eq!(total["count"], events.len(), "{total}");
                for event in events {
                    out.push((event.kind.word().into(), anchor(ctx.site, &event)));
                }
            }
        }
        EventList::SourceHistory => {
            // notes are a list of their own
            for path in pages {
                for note in page_of(ctx, path)["notes"].as_array().unwrap() {
                    out.push(("noted".into(), note["place"]["href"].to_string()));
                }
            }
        }
        EventList::Feed => {
            for item in feed(ctx, &ctx.tables.channels[0]).items {
                let corrections = item.corrections.iter();
                out.extend(corrections.map(|one| (one.kind.into(), one.id.clone())));
                out.push((item.kind.into(), item.id));
            }
        }
        EventList::Diff => {
            let page = page_at(ctx, "index.html", DiffPlace::Elsewhere);
            let diff = diff(&page, before, BEFORE, None).diff;
            for group in diff.topics.iter().flat_map(|topic| &topic.groups) {
                for item in &group.items {
                    out.push((group.kind.into(), item.href.clone()));
                }
            }
        }
        _ => {}
    }
    out
}

#[test]
fn each_kind_is_in_the_lists_of_the_table_and_in_no_others() {
    let early = gather("2026-06-04", EARLY);
    let late = gather("2026-06-11", LATE);
    let files = [
        (FIRST, early.as_str()),
        (SECOND, late.as_str()),
        (THREAD, THREAD_TEXT),
        (
            "content/topics/wages/threads/fresh.md",
            "---\ntitle: Fresh\nstatus: active\nopened: 2026-06-10\n---\nText.\n",
        ),
        (
            "content/topics/wages/articles/essay.md",
            "---\ntitle: Essay\nkind: essay\ndate: 2026-06-12\n---\nText.\n",
        ),
        (
            "content/topics/wages/watch.yaml",
            "changelog:\n  - {date: 2026-06-13, change: Added pay}\n",
        ),
        ("content/sources/t.yaml", "- {id: c, type: report, title: C, issued: 2026-06-15}\n"),
    ];
    let (site, texts) = site_of(&files, Day::AsKnownOn(Date::day(2026, 11, 20)));
    let (before, _) = site_of(&files, Day::AsKnownOn(BEFORE));
    let ctx = Ctx::new(&site, &texts);
    let rows = EXPECTED.trim().lines().skip(1);
    let expected: Vec<String> =
        rows.map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect();

    let declared = |kind: &str, list| {
        let mut events = site.events.all.iter().filter(|event| label(event.kind) == kind);
        let event = events.next().unwrap_or_else(|| panic!("no event of kind {kind}"));
        event.kind.is_in(list)
    };
    assert_eq!(table(declared), expected);

    let shown = COLUMNS.map(|list| (list, entries_of(&ctx, &before, list)));
    let actual = |kind: &str, list| {
        let (_, words, places) = KINDS.iter().find(|row| row.0 == kind).unwrap();
        let (_, entries) = shown.iter().find(|column| column.0 == list).unwrap();
        entries.iter().any(|(word, place)| {
            words.contains(&word.as_str()) && places.iter().any(|part| place.contains(part))
        })
    };
    assert_eq!(table(actual), expected);
}

#[test]
fn lists_about_the_debate_have_no_housekeeping() {
    for (kind, class) in [
        (EventKind::ThreadOpened, EventClass::Housekeeping),
        (EventKind::TextUpdated, EventClass::Housekeeping),
        (EventKind::WatchListChanged(0), EventClass::Housekeeping),
        (EventKind::Correction { relations: false }, EventClass::Housekeeping),
        (EventKind::Correction { relations: true }, EventClass::Housekeeping),
        (EventKind::GatherPublished, EventClass::Debate),
        (EventKind::ArticlePublished, EventClass::Debate),
        (EventKind::Occurrence, EventClass::Debate),
        (EventKind::PositionStated(ChangeWord::Hardened), EventClass::Debate),
        (EventKind::QuestionAsked, EventClass::Debate),
        (EventKind::QuestionSettled(QuestionStatus::Moot), EventClass::Debate),
        (EventKind::GapNoted, EventClass::Housekeeping),
        (EventKind::GapClosed(QuestionStatus::Moot), EventClass::Housekeeping),
        (EventKind::SourceNoted, EventClass::Debate),
        (EventKind::FirstMentioned, EventClass::Debate),
    ] {
        assert_eq!(kind.class(), class, "{kind:?}");
        let lists = [EventList::Activity, EventList::Digest, EventList::Moves];
        let is_listed = lists.into_iter().any(|list| kind.is_in(list));
        assert!(class == EventClass::Debate || !is_listed, "{kind:?}");
    }
}
