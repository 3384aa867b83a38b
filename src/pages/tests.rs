//! Views of small sites, from the texts on.

mod contradictions;
mod debate;
mod definitions;
mod events;
mod foreign;
mod pictures;
mod reading;
mod reasoning;
mod stands;

use super::components::citation_numbers::CitationNumbers;
use super::*;
use crate::content::parse;
use crate::diagnostics::Report;
use crate::linking;
use crate::model::*;
use crate::source::{Files, SourceFile};
use serde_json::Value;

const SITE: &str = "title: T\nbase_url: https://a.example/sub/\nlanguage: en\n";
const TOPIC: &str = "---\ntitle: Wages\nquestion: Why?\nsummary: So.\nstatus: active\n---\n## Where it stands\nText.\n";
const SOURCES: &str = "- {id: a, type: report, title: A, publisher: P, issued: 2026-01}\n- {id: b, type: report, title: B}\n";
const ACTORS: [(&str, &str); 2] = [
    ("content/entities/ann.md", "---\nname: Ann\nkind: person\n---\nAn economist.\n"),
    ("content/entities/bob.md", "---\nname: Bob\nkind: person\n---\nAnother.\n"),
];

/// The view of the page at `path` as JSON.
fn shown(files: &[(&str, &str)], path: &str) -> Value {
    let (site, files) = site_of(files, Day::Today(Date::day(2026, 11, 20)));
    page_of(&Ctx::new(&site, &files), path)
}

fn page_of(ctx: &Ctx, path: &str) -> Value {
    let jobs = plan(ctx);
    let paths: Vec<String> = jobs.iter().map(|j| j.path(ctx)).collect();
    let at =
        paths.iter().position(|p| p == path).unwrap_or_else(|| panic!("no {path} in {paths:#?}"));
    serde_json::to_value(view(ctx, &jobs[at])).unwrap()
}

/// A site of one topic, two actors and these files.
fn site_of(files: &[(&str, &str)], day: Day) -> (Site, Files) {
    let fixed = [
        ("content/site.yaml", SITE),
        ("content/topics/wages/topic.md", TOPIC),
        ("content/sources/s.yaml", SOURCES),
    ];
    let mut texts: Vec<SourceFile> = fixed
        .iter()
        .chain(&ACTORS)
        .chain(files)
        .map(|(path, body)| SourceFile { path: path.to_string(), body: body.to_string() })
        .collect();
    // Of two texts of one path the later one counts.
    texts.reverse();
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    texts.dedup_by(|a, b| a.path == b.path);
    let files = Files::new(texts);
    let mut report = Report::default();
    let raw = parse::parse(&files, &mut report);
    let site = linking::link(raw, &files, Vec::new(), day, &mut report);
    assert!(!report.has_errors(), "{report:?}");
    (site, files)
}

fn gather(date: &str, body: &str) -> String {
    format!("---\ntitle: Of {date}\nkind: gather\ndate: {date}\n---\n{body}")
}

const FIRST: &str = "content/topics/wages/gathers/2026-06-04.md";
const SECOND: &str = "content/topics/wages/gathers/2026-06-11.md";

#[test]
fn a_relation_is_shown_at_both_ends_and_the_earlier_one_quotes_the_later() {
    let first = gather("2026-06-04", "## Notes\n- [@a] Pay rose. More. ^rise\n");
    let second = gather(
        "2026-06-11",
        "## Notes\n- [@b] Pay fell. More. (overtakes:: [[2026-06-04#^rise]]) ^fall\n",
    );
    let files = [(FIRST, first.as_str()), (SECOND, second.as_str())];
    let earlier = shown(&files, "topics/wages/gathers/2026-06-04.html");
    let notice =
        &earlier["body"]["sections"][0]["runs"][0]["items"][0]["text"]["verdicts"]["notices"][0];
    assert_eq!(notice["verb"], "overtaken by");
    assert_eq!(notice["href"], "2026-06-11.html#fall");
    assert_eq!(
        (&notice["sentence"], &notice["date"]["iso"]),
        (&"Pay fell.".into(), &"2026-06-11".into())
    );
    assert_eq!(earlier["since"]["shown"][0]["passage"], "A");
    let later = shown(&files, "topics/wages/gathers/2026-06-11.html");
    let notice = &later["overtook"]["shown"][0]["notices"][0];
    assert_eq!(
        (&notice["verb"], &notice["href"]),
        (&"overtakes".into(), &"2026-06-04.html#rise".into())
    );
    assert_eq!(
        (&notice["title"], &notice["sentence"], &notice["marks"]),
        (
            &"Of 2026-06-04".into(),
            &"Pay rose.".into(),
            &serde_json::json!(["overtaken 11 June 2026"])
        )
    );
    assert_eq!(later["previous"]["href"], "2026-06-04.html");
}

#[test]
fn a_notice_is_said_once_on_a_page_and_referred_to_from_then_on() {
    let first = gather("2026-06-04", "## Notes\n- [@a] Pay rose. ^rise\n- [@b] It did. ^did\n");
    let thread = "---\ntitle: Th\nstatus: active\nopened: 2026-06-01\n---\n## Corrections\n\
        - 2026-06-20: It fell. (corrects:: [[2026-06-04#^rise]], [[2026-06-04#^did]]) ^c-fell\n";
    let files = [(FIRST, first.as_str()), ("content/topics/wages/threads/th.md", thread)];
    let view = shown(&files, "topics/wages/gathers/2026-06-04.html");
    let notes = view["body"]["sections"][0]["runs"][0]["items"].as_array().unwrap();
    let notice = |n: usize| &notes[n]["text"]["verdicts"]["notices"][0];
    assert_eq!((&notice(0)["id"], &notice(0)["first"]), (&"notice-1".into(), &Value::Null));
    assert_eq!((&notice(1)["id"], &notice(1)["first"]), (&Value::Null, &"#notice-1".into()));
    assert_eq!((&notice(0)["by_editors"], &notice(0)["kind"]), (&true.into(), &"corrects".into()));
    assert_eq!(view["since"]["counts"], serde_json::json!([{"kind": "corrects", "count": 2}]));
}

#[test]
fn citations_are_numbered_by_first_appearance_and_listed_once() {
    let text = gather("2026-06-04", "## Text\nOne [@b], two [@a; @b].\n\nThree [@a, p. 3].\n");
    let view = shown(&[(FIRST, &text)], "topics/wages/gathers/2026-06-04.html");
    let items = &view["body"]["sections"][0]["runs"][0]["items"];
    assert_eq!(
        items[0]["html"],
        "<p>One <span class=\"cites\">[<a class=\"cite\" id=\"cite-1\" href=\"#src-1\">1</a>]</span>, two \
         <span class=\"cites\">[<a class=\"cite\" id=\"cite-2\" href=\"#src-2\">2</a>, <a class=\"cite\" href=\"#src-1\">1</a>]</span>.</p>\n"
    );
    let listed: Vec<_> =
        view["body"]["cited"].as_array().unwrap().iter().map(|c| c["id"].clone()).collect();
    assert_eq!(listed, ["b", "a"]);
}

#[test]
fn citation_numbers_do_not_depend_on_the_order_of_rendering() {
    let text =
        gather("2026-06-04", "## Text [@a]\nOne [@b].\n\nTwo [@a; @b].[^1]\n\n[^1]: See [@a].\n");
    let (site, files) = site_of(&[(FIRST, &text)], Day::Today(Date::day(2026, 11, 20)));
    let ctx = Ctx::new(&site, &files);
    let doc = site.topic(TopicId(0)).gathers[0];
    let numbers = CitationNumbers::of_doc(&ctx, doc);
    let page = Page::numbered(&ctx, ctx.tables.paths.doc(doc).to_string(), numbers);
    let blocks: Vec<BlockId> = site.blocks_of(doc).collect();
    let in_order: Vec<String> = blocks.iter().map(|block| page.inline(*block)).collect();
    let mut reversed: Vec<String> = blocks.iter().rev().map(|block| page.inline(*block)).collect();
    reversed.reverse();
    assert_eq!(reversed, in_order);
    let cited: Vec<String> = page.cited().into_iter().map(|source| source.id).collect();
    assert_eq!(cited, ["a", "b"]);
    assert!(in_order[0].contains("id=\"cite-2\""), "{in_order:?}");
    assert!(!in_order[1].contains("id=\"cite-"), "{in_order:?}");
    assert!(!page.copy().inline(blocks[0]).contains("id=\"cite-"));
}

#[test]
fn a_source_shows_the_sentence_that_cites_it_and_the_note_that_summarised_it() {
    let text = gather(
        "2026-06-04",
        "## Notes\n- [@a] A note.\n\n## Text\nFirst. The second cites [@a]. Third. ^here\n",
    );
    let view = shown(&[(FIRST, &text)], "sources/a.html");
    assert_eq!(view["notes"][0]["item"]["html"], "A note.");
    assert_eq!(view["mentions"][0]["sentences"][0]["text"], "The second cites.");
    assert_eq!(
        view["mentions"][0]["sentences"][0]["href"],
        "../topics/wages/gathers/2026-06-04.html#here"
    );
}

#[test]
fn what_is_not_known_of_a_stance_is_said() {
    let thread = |body: &str| {
        format!(
            "---\ntitle: Th\nstatus: active\nopened: 2026-06-01\n---\n## Perspectives\n### [[ann]]\nHolds. (uncited:: yes)\n\n{body}"
        )
    };
    let standing = |body: &str| {
        let text = thread(body);
        let view = shown(
            &[("content/topics/wages/threads/th.md", &text)],
            "topics/wages/perspectives.html",
        );
        view["actors"][0]["standing"].clone()
    };
    let one = standing("- 2026-06-02 first tracked: says so [@a]\n");
    assert_eq!(
        (&one["single"], &one["no_baseline"], &one["uncited"]),
        (&true.into(), &false.into(), &false.into())
    );
    let two = standing(
        "- 2026-06-03 hardened: more so (uncited:: yes)\n- 2026-06-02 softened: less so (uncited:: yes)\n",
    );
    assert_eq!(
        (&two["single"], &two["no_baseline"], &two["uncited"]),
        (&false.into(), &true.into(), &true.into())
    );
}

#[test]
fn gaps_that_confirm_each_other_are_one_streak() {
    let first = gather("2026-06-04", "## Observations\n- **Gap:** Nothing on pay. ^gap\n");
    let second = gather(
        "2026-06-11",
        "## Observations\n- **Gap:** Still nothing. (confirms:: [[2026-06-04#^gap]]) ^gap\n",
    );
    let view = shown(&[(FIRST, &first), (SECOND, &second)], "topics/wages/watch.html");
    assert_eq!((&view["gaps"][0]["streak"], &view["gaps"][0]["days"]), (&2.into(), &7.into()));
    assert_eq!(view["gaps"][1]["streak"], 1);
}

#[test]
fn the_page_for_lost_readers_starts_its_links_from_the_base() {
    assert_eq!(shown(&[], "404.html")["page"]["root"], "/sub/");
    assert_eq!(shown(&[], "topics/wages/index.html")["page"]["root"], "../../");
}

#[test]
fn an_old_address_leads_to_the_new_one() {
    let thread = "---\ntitle: Th\nstatus: active\nopened: 2026-06-01\naliases: [old-name, A title]\n---\n## What\nText.\n";
    let view = shown(
        &[("content/topics/wages/threads/th.md", thread)],
        "topics/wages/threads/old-name.html",
    );
    assert_eq!(view["to"]["href"], "th.html");
}
