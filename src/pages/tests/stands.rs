//! Views of who stands where: what makes a stand, the order of the rows, what is left out, what the other pages show of it.

use super::*;

const THREAD: &str = "content/topics/wages/threads/th.md";
const LATER: &str = "content/topics/wages/threads/later.md";
const UNION: (&str, &str) =
    ("content/entities/union.md", "---\nname: Union\nkind: organisation\n---\nOf all crafts.\n");
const PUBLISHERS: (&str, &str) = (
    "content/publishers.yaml",
    "- {name: Union, kind: foundation}\n- {name: P, kind: newspaper}\n",
);

fn thread(body: &str) -> String {
    format!("---\ntitle: Th\nstatus: active\nopened: 2026-06-01\nsummary: S.\n---\n{body}")
}

/// Ann and Bob against the union over one issue; of two more one has no statement and one a stance of Ann alone.
const DEBATE: &str = "## Perspectives\n### [[ann]]\nPay must rise. (stance:: higher pay) (stance:: [[#^ten-when]] at once) [@a]\n\n\
    - 2026-06-02 first tracked: says so [@a]\n\n### [[union]] (since:: 2024)\nPay is too low [@a; @b].\n\n\
    - 2026-06-03 first tracked: in a leaflet [@a]\n\n## Tensions\n\
    - [[ann]], [[bob]] × [[union]]: Must pay rise? [@a] ^ten-rise\n  - [[ann]]: It must [@a] (stance:: it must)\n  \
    - [[bob]]: It should [@b]\n  - [[union]]: By half [@a] (stance:: by half)\n\
    - [[ann]] × [[bob]]: When? ^ten-when\n- [[bob]] × [[union]]: Who pays? ^ten-who\n";

fn files<'a>(debate: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut files = vec![(THREAD, debate), UNION, PUBLISHERS];
    files.extend(more);
    files
}

/// Each row as its names, whom it agrees with and its positions.
fn rows(table: &Value) -> Vec<String> {
    let list = |value: &Value, key: &str| -> String {
        let items = value.as_array().into_iter().flatten();
        items.map(|item| item[key].as_str().unwrap_or("-")).collect::<Vec<_>>().join(", ")
    };
    let mut rows = Vec::new();
    for row in table["rows"].as_array().unwrap() {
        let agrees = list(&row["agrees_with"], "name");
        let agrees = if agrees.is_empty() { agrees } else { format!(" with {agrees}") };
        let positions = list(&row["positions"], "text");
        rows.push(format!("{}{agrees}: {positions}", list(&row["actors"], "name")));
    }
    rows
}

/// Each issue as its question and those on its first, its second and no side.
fn issues(table: &Value) -> Vec<String> {
    let list = |stands: &Value| -> String {
        let stands = stands.as_array().into_iter().flatten().map(|item| {
            let [name, text] = [&item["actors"][0]["name"], &item["stand"]["text"]]
                .map(|value| value.as_str().unwrap_or("-"));
            format!("{name}: {text}")
        });
        stands.collect::<Vec<_>>().join(", ")
    };
    let mut issues = Vec::new();
    for line in table["issues"].as_array().unwrap() {
        issues.push(format!(
            "{} {} | {} | {}",
            line["issue"]["text"].as_str().unwrap(),
            list(&line["sides"][0]),
            list(&line["sides"][1]),
            list(&line["others"])
        ));
    }
    issues
}

#[test]
fn a_stand_is_a_statement_or_a_named_stance_and_issues_without_one_are_left_out() {
    let view = shown(&files(&thread(DEBATE), &[]), "topics/wages/stands.html");
    let table = &view["parts"][0]["table"];
    assert_eq!(
        issues(table),
        [
            "Must pay rise? Ann: it must, Bob: It should | Union: by half | ",
            "When? Ann: at once |  | "
        ]
    );
    assert_eq!(
        rows(table),
        ["Union: Pay is too low.", "Ann: higher pay", "Bob with Ann: ",],
        "institutions first, who agrees after the one they agree with"
    );
}

#[test]
fn a_cell_has_its_passage_its_day_its_side_and_its_roots() {
    let view = shown(&files(&thread(DEBATE), &[]), "topics/wages/stands.html");
    let table = &view["parts"][0]["table"];
    let place = table["issues"][0]["sides"][0][0]["stand"]["place"].as_str().unwrap();
    assert!(place.starts_with("threads/th.html#"), "{place}");
    let mut cell = table["issues"][0]["sides"][0][0]["stand"].clone();
    cell.as_object_mut().unwrap().remove("place");
    assert_eq!(
        cell,
        serde_json::json!({"text": "it must", "date": "2026-01", "side": 0, "origins": 0, "untraced": 1})
    );
    assert_eq!(
        table["rows"][0]["positions"][0],
        serde_json::json!({
            "place": table["rows"][0]["positions"][0]["place"], "text": "Pay is too low.",
            "since": "2024", "last_stated": "2026-06-03", "origins": 0, "untraced": 2
        })
    );
}

#[test]
fn what_several_state_together_is_one_row() {
    let body = "## Perspectives\n### [[ann]], [[bob]]\nPay must rise [@a].\n\n- 2026-06-02 first tracked: say so [@a]\n\n\
        ### [[union]]\nBy half [@b].\n";
    let view = shown(&files(&thread(body), &[]), "topics/wages/stands.html");
    assert_eq!(rows(&view["parts"][0]["table"]), ["Union: By half.", "Ann, Bob: Pay must rise."]);
}

#[test]
fn an_answer_to_a_question_of_another_text_is_a_stand() {
    let asked = thread("## Open questions\n- Who pays? (asked:: 2026-06-01) ^q-who\n");
    let body = "## Perspectives\n### [[ann]]\nThe bank pays [@a]. (answers:: [[th#^q-who]])\n\n\
        - 2026-06-09 first tracked: says so [@a]\n\n### [[bob]]\nNobody [@b].\n";
    let later = thread(body).replace("title: Th", "title: Later");
    let view = shown(&files(&asked, &[(LATER, &later)]), "topics/wages/index.html");
    assert_eq!(rows(&view["stands"]), ["Ann: The bank pays."]);
    assert_eq!(issues(&view["stands"]), ["Who pays?  |  | Ann: The bank pays."]);
}

#[test]
fn an_actor_and_a_pair_have_their_issues_in_rows() {
    let debate = thread(DEBATE);
    let entity = shown(&files(&debate, &[]), "entities/ann.html");
    let lines = &entity["stands"][0]["lines"];
    assert_eq!(lines[0]["stands"][0]["text"], "it must");
    assert_eq!(lines[0]["others"].as_array().unwrap().len(), 2);
    assert_eq!((&lines[1]["issue"]["text"], lines[2].is_null()), (&"When?".into(), true));
    let pair = shown(&files(&debate, &[]), "topics/wages/compare/ann--union.html");
    let cells: Vec<(&Value, &Value)> = pair["stands"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (&line["stands"][0]["text"], &line["stands"][1]["text"]))
        .collect();
    assert_eq!(cells, [(&"it must".into(), &"by half".into()), (&"at once".into(), &Value::Null)]);
}

#[test]
fn the_passages_of_a_topic_are_on_a_page_of_their_own_and_their_old_anchors_lead_there() {
    let body = "## What\nSee [[wages#^where]].\n";
    let topic = TOPIC.replace("Text.", "Text. [@a] ^where");
    let files = [(THREAD, thread(body)), ("content/topics/wages/topic.md", topic)];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let page = shown(&files, "topics/wages/threads/th.html");
    let html = page.pointer("/body/sections/0/runs/0/items/0/html").unwrap().as_str().unwrap();
    assert!(html.contains("href=\"../background.html#where\""), "{html}");
    let index = shown(&files, "topics/wages/index.html");
    assert_eq!(index["background"]["anchors"], serde_json::json!(["s-where-it-stands", "where"]));
    assert_eq!(index["background"]["sections"][0]["href"], "background.html#s-where-it-stands");
    assert_eq!(index["lead"]["html"].as_str().unwrap().split(' ').next(), Some("Text."));
    assert_eq!(index["cited"][0]["id"], "a");
}

const KEYED: &str = "- {id: f1, metric: Rise, subject: ann, value: 1, unit: '%', as_of: 2026-01, source: a}\n\
    - {id: f2, metric: Rise, subject: ann, value: 2, unit: '%', as_of: 2026-02, source: a}\n\
    - {id: f3, metric: Rise, subject: ann, value: 3, unit: '%', as_of: 2026-03, source: a}\n\
    - {id: f4, metric: Rise, subject: ann, value: 4, unit: '%', as_of: 2026-04, source: a}\n\
    - {id: g1, metric: Fall, subject: ann, value: 1, unit: '%', as_of: 2026-01, source: b}\n\
    - {id: g2, metric: Fall, subject: ann, value: 2, unit: '%', as_of: 2026-02, source: b}\n\
    - {id: g3, metric: Fall, subject: ann, value: 3, unit: '%', as_of: 2026-03, source: b}\n";

#[test]
fn the_key_chart_is_the_one_that_is_named_else_that_with_most_measurements() {
    let figures = ("content/topics/wages/figures.yaml", KEYED);
    let page = shown(&[figures], "topics/wages/index.html");
    assert_eq!(page["chart"]["metric"], "Rise");
    let named = TOPIC.replace("status: active", "status: active\nkey_chart: Fall");
    let files = [figures, ("content/topics/wages/topic.md", named.as_str())];
    assert_eq!(shown(&files, "topics/wages/index.html")["chart"]["metric"], "Fall");
}
