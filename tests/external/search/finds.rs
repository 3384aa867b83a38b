//! What is found first, and what choices leave of it.

use super::{ask, index_of, shipped};
use agon::pages::Ctx;
use serde_json::{Value, json};

#[test]
fn choices_narrow_a_search_to_pages_that_have_them_and_near_words_are_offered() {
    let (site, files) = shipped();
    let ctx = Ctx::new(&site, &files);
    let narrowed = json!([
        { "query": "sovereign", "filters": { "kind": "source", "publishers": "think-tank" } },
        { "query": "", "filters": { "actor": "open-source-initiative", "kind": "thread" } },
    ]);
    let answers = ask(&index_of(&ctx), &json!({ "narrow": narrowed, "near": ["sovreignty"] }));
    let sources: Vec<String> = site
        .sources
        .iter()
        .filter(|s| {
            s.publisher.is_some_and(|p| {
                site.publisher(p).kind.base == agon::model::PublisherKind::ThinkTank
            })
        })
        .map(|s| format!("sources/{}.html", s.id))
        .collect();
    let found: Vec<&str> =
        answers["narrow"][0].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(!found.is_empty() && found.iter().all(|f| sources.iter().any(|s| s == f)), "{found:?}");
    let threads = answers["narrow"][1].as_array().unwrap();
    assert!(
        threads
            .contains(&json!("topics/open-weights-definitions/threads/what-counts-as-open.html")),
        "{threads:?}"
    );
    assert!(threads.iter().all(|t| t.as_str().unwrap().contains("/threads/")), "{threads:?}");
    assert_eq!(answers["near"], json!([["sovereignty"]]));
}

/// What readers ask, and the page that they are looking for.
const ASKED: [(&str, &str); 14] = [
    ("OSI position", "entities/open-source-initiative.html"),
    ("what is OSI's position", "entities/open-source-initiative.html"),
    ("Dario Amodei", "entities/dario-amodei.html"),
    ("what counts as open", "topics/open-weights-definitions/threads/what-counts-as-open.html"),
    ("chip export controls", "topics/ai-sovereignty/threads/chips-and-export-controls.html"),
    ("capability gap", "topics/open-vs-closed/threads/capability-gap.html"),
    ("eu ai act", "entities/eu-ai-act.html"),
    ("International AI Safety Report 2026", "sources/international-ai-safety-report-2026.html"),
    ("llama licence", "entities/llama-community-licence.html"),
    ("distilled", "entities/distillation.html"),
    (
        "who pays for open source",
        "topics/open-vs-closed/threads/open-source-legitimacy-and-funding.html",
    ),
    ("is sovereignty attainable?", "topics/ai-sovereignty/threads/is-sovereignty-attainable.html"),
    ("will article 53 require more", "topics/open-weights-definitions/questions/q-article-53.html"),
    ("crossing on SWE-Bench Pro", "topics/open-vs-closed/gathers/2026-06-04.html"),
];

#[test]
fn what_readers_ask_for_is_among_the_first_three() {
    let (site, files) = shipped();
    let index = index_of(&Ctx::new(&site, &files));
    let answers = ask(&index, &json!({ "most": true, "find": ASKED.map(|(query, _)| query) }));
    let first = |answer: &Value| -> Vec<String> {
        answer
            .as_array()
            .into_iter()
            .flatten()
            .take(3)
            .filter_map(|p| p.as_str().map(String::from))
            .collect()
    };
    let answers = answers["find"].as_array().unwrap().iter().map(first);
    let missed: Vec<_> = ASKED
        .iter()
        .zip(answers)
        .filter(|((_, page), found)| !found.iter().any(|f| f == page))
        .collect();
    assert_eq!(missed, Vec::new());
}

#[test]
fn every_question_with_a_lasting_id_is_found_by_its_words_and_pages_with_most_words_where_none_has_all()
 {
    let (site, files) = shipped();
    let ctx = Ctx::new(&site, &files);
    let entries = agon::exports::search::entries(&ctx);
    let questions: Vec<_> =
        entries.iter().filter(|(path, _)| path.contains("/questions/")).collect();
    assert!(questions.len() > 10, "{} questions", questions.len());
    let words: Vec<&str> = questions.iter().map(|(_, entry)| entry.title.as_str()).collect();
    let index = index_of(&ctx);
    let answers = ask(&index, &json!({ "find": words }));
    for ((path, entry), found) in questions.iter().zip(answers["find"].as_array().unwrap()) {
        assert!(
            found.as_array().unwrap().contains(&json!(path)),
            "{} is not found by {}",
            path,
            entry.title
        );
    }
    let asked = ["distillation zyzzyva"];
    assert_eq!(ask(&index, &json!({ "find": asked }))["find"][0], json!([]));
    let most = ask(&index, &json!({ "find": asked, "most": true }));
    assert_eq!(most["find"][0][0], json!("entities/distillation.html"));
}
