//! Definitions and facts, from the texts to the page.

use super::*;
use serde_json::json;

const DEFINITIONS: &str = "- id: strict\n  name: Strict\n  source: a\n  undisclosed: not met\n  rule: {all: [weights.licence in osi, data]}\n- {id: loose, name: Loose, source: b, rule: weights}\n";
const FACTS: &str = "facts:\n\
    - {subject: ann, item: weights, status: yes, source: a, date: 2026-05}\n\
    - {subject: ann, item: weights, aspect: licence, value: Apache 2.0, status: yes, source: a}\n\
    - {subject: ann, item: data, status: yes, source: a, date: 2026-01}\n\
    - {subject: ann, item: data, status: undisclosed, source: a, date: 2026-06}\n\
    - {subject: bob, item: weights, aspect: licence, value: Own licence, status: yes, source: b}\n\
    verdicts:\n\
    - {subject: ann, definition: strict, says: met, who: bob, source: b}\n";
const PAGE: &str = "topics/wages/definitions.html";

fn page_on(day: Date) -> Value {
    let files = [
        ("content/definitions/shared.yaml", DEFINITIONS),
        ("content/topics/wages/facts.yaml", FACTS),
    ];
    let (site, files) = site_of(&files, Day::AsKnownOn(day));
    page_of(&Ctx::new(&site, &files), PAGE)
}

fn words(page: &Value) -> Vec<&Value> {
    let subjects = page["subjects"].as_array().unwrap().iter();
    let cells = subjects.flat_map(|subject| subject["cells"].as_array().unwrap());
    cells.map(|cell| &cell["word"]).collect()
}

#[test]
fn later_fact_replaces_the_earlier_one() {
    let page = page_on(Date::day(2026, 11, 20));
    assert_eq!(words(&page), ["does not", "meets", "cannot be said", "cannot be said"]);
    let deciding = &page["subjects"][0]["cells"][0]["deciding"];
    assert_eq!(deciding.as_array().unwrap().len(), 1);
    assert_eq!(deciding[0]["item"], "data available");
    assert_eq!(deciding[0]["status"], "undisclosed");
    assert_eq!(
        page["counts"],
        json!({"definitions": 2, "subjects": 2, "changing": 1, "unknown": 2})
    );
}

#[test]
fn day_of_the_build_decides_which_fact_counts() {
    let page = page_on(Date::day(2026, 5, 20));
    assert_eq!(words(&page), ["meets", "meets", "cannot be said", "cannot be said"]);
}

#[test]
fn stated_verdict_is_beside_the_computed_one() {
    let page = page_on(Date::day(2026, 11, 20));
    let stated = &page["stated"][0];
    assert_eq!((&stated["says"], &stated["computed"]), (&json!("met"), &json!("not met")));
    assert_eq!(stated["is_at_odds"], true);
}

const CONTRADICTIONS: &str = "topics/wages/contradictions.html";
const FACTS_ALONE: &str = "facts:\n\
    - {subject: ann, item: weights, status: yes, source: a, date: 2026-05}\n\
    - {subject: ann, item: weights, aspect: licence, value: MIT, status: yes, source: a}\n\
    - {subject: ann, item: data, status: yes, source: a, date: 2026-01}\n\
    - {subject: ann, item: data, status: no, source: a, date: 2026-06}\n\
    verdicts:\n";

/// A site with these verdicts on facts that met the strict definition until June.
fn pages_with(verdicts: &str, further: &[(&str, &str)]) -> (Value, Option<Value>) {
    let facts = format!("{FACTS_ALONE}{verdicts}");
    let mut all = vec![
        ("content/definitions/shared.yaml", DEFINITIONS),
        ("content/topics/wages/facts.yaml", facts.as_str()),
    ];
    all.extend(further);
    let (site, files) = site_of(&all, Day::Today(Date::day(2026, 11, 20)));
    let ctx = Ctx::new(&site, &files);
    let has_contradictions = plan(&ctx).iter().any(|job| job.path(&ctx) == CONTRADICTIONS);
    (page_of(&ctx, PAGE), has_contradictions.then(|| page_of(&ctx, CONTRADICTIONS)))
}

/// The finding, and each side with its place and address.
fn shown_sides(contradiction: &Value) -> Value {
    let mut sides = Vec::new();
    for side in contradiction["sides"].as_array().unwrap() {
        let text = if side["text"].is_null() { &side["html"] } else { &side["text"] };
        sides.push(json!([text, side["place"], side["href"]]));
    }
    json!([contradiction["kind"], contradiction["finding"], sides])
}

#[test]
fn verdict_that_the_facts_deny_is_a_contradiction_of_both() {
    let verdict =
        "- {subject: ann, definition: strict, says: met, who: bob, date: 2026-07, source: b}\n";
    let (page, contradictions) = pages_with(verdict, &[]);
    let open = &contradictions.unwrap()["open"];
    assert_eq!(open.as_array().unwrap().len(), 1);
    assert_eq!(
        shown_sides(&open[0]),
        json!([
            "verdict",
            "Ann, Strict: stated as “met”, and by the facts it is “not met”",
            [
                [
                    "Ann, Strict: not met by the facts (data available: no)",
                    "what the facts give",
                    "definitions.html#strict.ann"
                ],
                [
                    "Ann, Strict: met, says Bob",
                    "stated verdict",
                    "definitions.html#stated.strict.ann.bob.2026-07"
                ],
            ]
        ])
    );
    let stated = &page["stated"][0];
    assert_eq!(stated["id"], "stated.strict.ann.bob.2026-07");
    let cell = &page["subjects"][0]["cells"][0];
    assert_eq!(cell["id"], "strict.ann");
    for (marked, other) in [
        (stated, "Ann, Strict: not met by the facts (data available: no)"),
        (cell, "Ann, Strict: met, says Bob"),
    ] {
        let notices = marked["notices"]["verdicts"]["notices"].as_array().unwrap();
        assert_eq!(notices.len(), 1);
        let shown = (&notices[0]["verb"], &notices[0]["sentence"]);
        assert_eq!(shown, (&json!("contradicts"), &json!(other)));
    }
}

#[test]
fn verdict_that_was_true_on_its_day_contradicts_nothing() {
    let verdict = "- {subject: ann, definition: strict, says: met, date: 2026-05-20, source: b}\n";
    let (page, contradictions) = pages_with(verdict, &[]);
    assert!(contradictions.is_none());
    let stated = &page["stated"][0];
    let shown = (&stated["computed"], &stated["computed_then"], &stated["is_at_odds"]);
    assert_eq!(shown, (&json!("not met"), &json!("met"), &json!(false)));
}

#[test]
fn opposite_verdicts_and_the_facts_are_one_contradiction() {
    let verdicts = "- {id: of-bob, subject: ann, definition: strict, says: met, who: bob, date: 2026-07, source: b}\n\
        - {id: of-ann, subject: ann, definition: strict, says: not met, who: ann, date: 2026-08, source: a}\n";
    let (_, contradictions) = pages_with(verdicts, &[]);
    let open = contradictions.unwrap()["open"].clone();
    assert_eq!(open.as_array().unwrap().len(), 1);
    assert_eq!(
        shown_sides(&open[0]),
        json!([
            "verdict",
            "Ann, Strict: stated as “met” and as “not met”, and by the facts it is “not met”",
            [
                [
                    "Ann, Strict: not met by the facts (data available: no)",
                    "what the facts give",
                    "definitions.html#strict.ann"
                ],
                ["Ann, Strict: met, says Bob", "stated verdict", "definitions.html#stated.of-bob"],
                [
                    "Ann, Strict: not met, says Ann",
                    "stated verdict",
                    "definitions.html#stated.of-ann"
                ],
            ]
        ])
    );
}

#[test]
fn later_verdict_of_one_voice_replaces_the_earlier_one() {
    let verdicts = "- {id: first, subject: ann, definition: strict, says: met, who: bob, date: 2026-07, source: b}\n\
        - {id: second, subject: ann, definition: strict, says: not met, who: bob, date: 2026-09, source: b}\n";
    let (page, contradictions) = pages_with(verdicts, &[]);
    assert!(contradictions.is_none());
    let restated: Vec<&Value> =
        page["stated"].as_array().unwrap().iter().map(|stated| &stated["restated"]).collect();
    assert_eq!(restated, [&json!("#stated.second"), &Value::Null]);
}

#[test]
fn judgement_names_the_verdict_by_its_id_and_the_facts_by_definition_and_subject() {
    let verdict = "- {id: of-bob, subject: ann, definition: strict, says: met, who: bob, date: 2026-07, source: b}\n";
    let ledger = "- id: ann-is-strict\n  kind: verdict\n  between: [of-bob, strict/ann]\n  state: explained\n  reason: different definition\n  closed: 2026-08\n  note: Bob means the draft.\n";
    let (page, contradictions) =
        pages_with(verdict, &[("content/topics/wages/contradictions.yaml", ledger)]);
    let contradictions = contradictions.unwrap();
    assert_eq!(
        contradictions["counts"],
        json!({"open": 0, "closed": 1, "explained": 1, "dismissed": 0})
    );
    assert_eq!(contradictions["closed"][0]["id"], "ann-is-strict");
    let notices = &page["stated"][0]["notices"]["others"];
    assert_eq!(notices[0]["href"], "contradictions.html#ann-is-strict");
}

#[test]
fn verdict_in_another_topic_than_its_definition_is_shown_there() {
    let files = [
        ("content/topics/wages/definitions.yaml", DEFINITIONS),
        ("content/topics/prices/topic.md", TOPIC),
        (
            "content/topics/prices/facts.yaml",
            "verdicts:\n- {subject: ann, definition: strict, says: met, source: b}\n",
        ),
    ];
    let page = shown(&files, "topics/prices/definitions.html");
    assert_eq!(page["counts"]["definitions"], 1);
    assert_eq!(page["stated"][0]["computed"], "cannot be said");
}

fn counted(id: &str, value: &str, definition: &str) -> String {
    format!(
        "- {{id: {id}, metric: Open models, subject: ann, definition: {definition}, value: {value}, as_of: 2026-01, source: a}}\n"
    )
}

#[test]
fn figures_under_different_definitions_differ_by_definition_and_not_by_value() {
    let figures = counted("few", "3", "strict") + &counted("many", "9", "loose");
    let (_, contradictions) =
        pages_with("  []\n", &[("content/topics/wages/figures.yaml", figures.as_str())]);
    let open = contradictions.unwrap()["open"].clone();
    assert_eq!(open.as_array().unwrap().len(), 1);
    assert_eq!(
        shown_sides(&open[0]),
        json!([
            "definition",
            "Open models of Ann is counted under Strict and Loose",
            [
                ["Open models, Ann: 3", "figure", "figures.html#few"],
                ["Open models, Ann: 9", "figure", "figures.html#many"],
            ]
        ])
    );
}

#[test]
fn figures_under_one_definition_differ_by_value() {
    let figures = counted("few", "3", "strict") + &counted("many", "9", "strict");
    let (_, contradictions) =
        pages_with("  []\n", &[("content/topics/wages/figures.yaml", figures.as_str())]);
    assert_eq!(contradictions.unwrap()["open"][0]["kind"], "value");
}

/// Two notes on Bob, with a word that two definitions define.
fn senses(second: &str) -> Option<Value> {
    let notes = gather(
        "2026-06-04",
        &format!(
            "## Pay\n- [@a] [[bob]] is open. (definition:: narrow) ^n-a\n\
             - [@b] {second} ^n-b\n"
        ),
    );
    let definitions = "- {id: narrow, name: Narrow, term: open, source: a, rule: data}\n\
        - {id: wide, name: Wide, term: open, source: b, rule: weights}\n";
    let files = [
        (FIRST, notes.as_str()),
        ("content/topics/wages/definitions.yaml", definitions),
        ("content/entities/open.md", "---\nname: Open\nkind: term\n---\nA word.\n"),
    ];
    let (site, files) = site_of(&files, Day::Today(Date::day(2026, 11, 20)));
    let ctx = Ctx::new(&site, &files);
    let is_planned = plan(&ctx).iter().any(|job| job.path(&ctx) == CONTRADICTIONS);
    is_planned.then(|| page_of(&ctx, CONTRADICTIONS))
}

#[test]
fn claims_that_use_a_word_under_two_definitions_are_a_candidate() {
    let page = senses("[[bob]] is not open. (definition:: wide)").unwrap();
    let open = &page["open"][0];
    assert_eq!(
        (&open["kind"], &open["finding"]),
        (&json!("definition"), &json!("One word is used under Narrow and Wide"))
    );
    assert_eq!(open["sides"].as_array().unwrap().len(), 2);
    assert!(senses("[[bob]] is not open. (definition:: narrow)").is_none());
    assert!(senses("[[ann]] is not open. (definition:: wide)").is_none());
}

const SIDED: &str = "- {id: f1, metric: Score, subject: ann, side: for, value: 40, unit: \"%\", source: a}\n\
    - {id: f2, metric: Score, subject: bob, side: against, value: 60, unit: \"%\", source: a}\n\
    - {id: f3, metric: Score, subject: ann, side: for, value: 50, upper: 55, unit: \"%\", source: b}\n\
    - {id: f4, metric: Score, subject: ann, side: gap, value: 5, unit: \"%\", source: b}\n\
    - {id: f5, metric: Height, subject: ann, value: 2, unit: m, source: b}\n";

/// The metrics of the figures page of a site with these definitions and figures of two sides.
fn sided_pages(definitions: &str) -> (Value, Value) {
    let facts = "facts:\n\
        - {subject: ann, item: weights, status: yes, source: a}\n\
        - {subject: ann, item: data, status: no, source: a}\n\
        - {subject: bob, item: weights, status: no, source: a}\n";
    let files = [
        ("content/topics/wages/definitions.yaml", definitions),
        ("content/topics/wages/facts.yaml", facts),
        ("content/topics/wages/figures.yaml", SIDED),
    ];
    let (site, files) = site_of(&files, Day::Today(Date::day(2026, 11, 20)));
    let ctx = Ctx::new(&site, &files);
    (page_of(&ctx, "topics/wages/figures.html"), page_of(&ctx, PAGE))
}

/// The metrics of a page with more than one value.
fn metrics_of(figures: &Value) -> Vec<Value> {
    let lists = ["drawn", "listed"].map(|list| figures[list].as_array().unwrap().clone());
    lists.concat()
}

#[test]
fn values_with_a_side_are_regrouped_under_each_definition() {
    let definitions = "- {id: loose, name: Loose, source: b, rule: weights}\n\
        - {id: strict, name: Strict, version: \"2\", source: a, rule: data}\n\
        - {id: other, name: Other, source: a, rule: archive}\n";
    let (figures, page) = sided_pages(definitions);
    let metrics = metrics_of(&figures);
    let scores = metrics.iter().find(|metric| metric["name"] == "Score").unwrap();
    let mut regroupings = scores["regroupings"].clone();
    let charts: Vec<Value> =
        regroupings.as_array_mut().unwrap().iter_mut().map(|r| r["chart"].take()).collect();
    let value = |id: &str, subject: &str, value: &str, side: &str| json!({"href": format!("#{id}"), "subject": subject, "value": value, "side": {"word": side, "tone": if side == "for" { 1 } else { 2 }}});
    let of_ann = [value("f3", "Ann", "50–55%", "for"), value("f1", "Ann", "40%", "for")];
    let of_bob = [value("f2", "Bob", "60%", "against")];
    assert_eq!(
        regroupings,
        json!([
            {
                "id": format!("{}.loose", scores["id"].as_str().unwrap()),
                "definition": {"href": "definitions.html#loose", "text": "Loose"},
                "groups": [
                    {"word": "meets", "mark": "●", "slug": "met", "count": 2, "range": "40–55%", "values": of_ann},
                    {"word": "does not", "mark": "○", "slug": "not-met", "count": 1, "range": "60%", "values": of_bob},
                ],
                "chart": null,
                "moved": 0,
            },
            {
                "id": format!("{}.strict", scores["id"].as_str().unwrap()),
                "definition": {"href": "definitions.html#strict", "text": "Strict 2"},
                "groups": [
                    {"word": "does not", "mark": "○", "slug": "not-met", "count": 2, "range": "40–55%", "values": of_ann},
                    {"word": "cannot be said", "mark": "◌", "slug": "cannot-be-said", "count": 1, "range": "60%", "values": of_bob},
                ],
                "chart": null,
                "moved": 2,
            },
        ])
    );
    let drawn: Vec<Vec<Value>> = charts
        .iter()
        .map(|chart| {
            let marks = chart["wide"]["marks"].as_array().unwrap().iter();
            marks.map(|mark| json!([mark["subject"], mark["tone"], mark["side_word"]])).collect()
        })
        .collect();
    assert_eq!(
        drawn,
        [
            [json!(["Bob", 2, "does not"]), json!(["Ann", 1, "meets"]), json!(["Ann", 1, "meets"])],
            [
                json!(["Bob", 3, "cannot be said"]),
                json!(["Ann", 2, "does not"]),
                json!(["Ann", 2, "does not"])
            ],
        ]
    );
    let is_single = metrics.iter().all(|metric| metric["name"] != "Height");
    assert!(is_single, "a single value is not regrouped");
    assert_eq!(
        page["figures"],
        json!([
            {"definition": "Loose", "href": "#loose", "met": 2, "not_met": 1, "unknown": 0},
            {"definition": "Strict 2", "href": "#strict", "met": 0, "not_met": 2, "unknown": 1},
        ])
    );
}

#[test]
fn values_are_not_regrouped_under_a_definition_that_decides_none_of_their_subjects() {
    let (figures, page) = sided_pages("- {id: other, name: Other, source: a, rule: archive}\n");
    let metrics = metrics_of(&figures);
    assert!(metrics.iter().all(|metric| metric["regroupings"] == json!([])));
    assert_eq!(page["figures"], json!([]));
}
