//! Views of lists: what comes first, what is counted, what is left out.

use super::*;

const THREAD: &str = "content/topics/wages/threads/prices.md";

fn thread(body: &str) -> String {
    format!("---\ntitle: Prices\nstatus: active\nopened: 2026-01-05\n---\n{body}")
}

const MOVED: &str = "## Perspectives\n### [[ann]]\nPay leads prices. More of it.\n\n- 2026-03-01 first tracked: in a talk [@a]\n
### [[bob]]\nPrices lead pay.\n\n- 2026-02-01 first tracked: in a paper [@b]\n- 2026-05-02 restated: the same again [@a]\n";

fn at<'a>(of: &'a Value, pointer: &str) -> &'a Value {
    of.pointer(pointer).unwrap_or_else(|| panic!("no {pointer} in {of:#}"))
}

#[test]
fn who_rests_on_most_evidence_is_first_among_the_perspectives() {
    let page = shown(&[(THREAD, &thread(MOVED))], "topics/wages/perspectives.html");
    let names: Vec<&str> =
        page["actors"].as_array().unwrap().iter().map(|a| a["slug"].as_str().unwrap()).collect();
    assert_eq!(names, ["bob", "ann"]);
}

#[test]
fn the_topic_says_what_each_actor_holds_and_not_only_that_it_was_said_again() {
    let page = shown(&[(THREAD, &thread(MOVED))], "topics/wages/stands.html");
    let rows = at(&page, "/parts/0/table/rows").as_array().unwrap().iter();
    let held: Vec<(&str, &str)> = rows
        .map(|row| {
            let (name, text) = (at(row, "/actors/0/name"), at(row, "/positions/0/text"));
            (name.as_str().unwrap(), text.as_str().unwrap())
        })
        .collect();
    assert_eq!(held, [("Bob", "Prices lead pay."), ("Ann", "Pay leads prices.")]);
}

#[test]
fn open_questions_stand_before_answered_ones_and_the_last_asked_first() {
    let body = "## Open questions\n- Long ago? ^q-old\n  (status:: answered)\n  - Answer: Yes. [@a]\n
- Who pays? ^q-who\n  (status:: open) (asked:: 2026-01-10)\n\n- How much? ^q-much\n  (status:: partly answered) (asked:: 2026-02-10)\n";
    let page = shown(&[(THREAD, &thread(body))], "questions.html");
    let ids = |list: &str| -> Vec<String> {
        let items = page[list].as_array().unwrap().iter();
        items.map(|q| at(q, "/item/text/id").as_str().unwrap().to_string()).collect()
    };
    assert_eq!(
        (ids("open"), ids("closed")),
        (vec!["prices-q-much".into(), "prices-q-who".into()], vec!["prices-q-old".into()])
    );
}

#[test]
fn a_page_that_leads_to_itself_is_not_mentioned_in_itself() {
    let body = "## What\nA [[prices]] thread, see [[#^here]] and [[wages]]. ^here\n";
    let page = shown(&[(THREAD, &thread(body))], "topics/wages/threads/prices.html");
    assert_eq!(page["mentions"], serde_json::json!([]));
    let topic = shown(&[(THREAD, &thread(body))], "topics/wages/background.html");
    assert_eq!(at(&topic, "/mentions/0/doc/text"), "Prices");
}

#[test]
fn corrections_of_the_record_are_not_counted_as_changes_of_the_debate() {
    let corrections: String =
        (0..40).map(|n| format!("- 2026-06-20: Line {n} was wrong. [@a]\n")).collect();
    let files = [(THREAD, thread(&format!("{MOVED}\n## Corrections\n{corrections}")))];
    let page = shown(&[(files[0].0, &files[0].1)], "index.html");
    assert_eq!(
        at(&page, "/digests/0"),
        &serde_json::json!({
            "topic": {"href": "topics/wages/index.html", "text": "Wages"},
            "month": {"iso": "2026-05"},
            "counts": [{"kind": "position", "count": 1}]
        })
    );
    let moves = page["moves"].as_array().unwrap().iter();
    let moves: Vec<_> = moves
        .map(|m| (at(m, "/kind").as_str().unwrap(), at(m, "/date/iso").as_str().unwrap()))
        .collect();
    assert_eq!(
        moves,
        [("position", "2026-05-02"), ("position", "2026-03-01"), ("position", "2026-02-01")]
    );
    assert_eq!(at(&page, "/moves/1/text"), "Pay leads prices.");
}

#[test]
fn source_is_called_by_its_authors_and_year_with_a_letter_where_two_read_the_same() {
    const SOURCES: &str =
        "- {id: s-a, type: post, title: A, author: Dickson, publisher: x, issued: 2026-02-01}
- {id: s-b, type: post, title: B, author: Dickson, publisher: x, issued: 2026-01-01}
- {id: s-c, type: report, title: C, author: [{family: Reed, given: Ann}, {family: Quill, given: Bob}], issued: 2025}
- {id: s-d, type: report, title: D, author: [{family: Reed, given: Ann}, Quill, Ash], issued: 2025}
- {id: s-e, type: post, title: E, publisher: x}
";
    let body = "## Timeline\n- 2026-03-01: A strike. [@s-a; @s-b; @s-c; @s-d; @s-e]\n";
    let files = [
        ("content/sources/more.yaml", SOURCES),
        ("content/publishers.yaml", "- {id: x, name: The Post, kind: news-agency}\n"),
        (THREAD, &thread(body)),
    ];
    let page = shown(&files, "topics/wages/timeline.html");
    let html = page.to_string();
    let mut names: Vec<&str> = Vec::new();
    for link in html.split("class=\\\"cite\\\" href=\\\"").skip(1) {
        let text = link.split_once('>').expect("a link has words").1;
        names.push(text.split('<').next().expect("a link ends"));
    }
    let labels = [
        "Dickson 2026b",
        "Dickson 2026a",
        "Reed and Quill 2025",
        "Reed et al. 2025",
        "The Post, undated",
    ];
    assert_eq!(names, labels);
}

#[test]
fn title_that_ends_like_a_sentence_is_closed() {
    let sources = "- {id: s-a, type: report, title: \"Who pays?\"}\n- {id: s-b, type: report, title: Wages}\n";
    let body = "## What\nPay rose. [@s-a; @s-b]\n";
    let files = [("content/sources/more.yaml", sources), (THREAD, &thread(body))];
    let page = shown(&files, "topics/wages/threads/prices.html");
    let is_closed = |n: usize| at(&page, &format!("/body/cited/{n}/source/is_closed")).as_bool();
    assert_eq!([is_closed(0), is_closed(1)], [Some(true), Some(false)]);
}
