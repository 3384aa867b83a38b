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
