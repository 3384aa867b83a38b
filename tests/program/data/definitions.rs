//! Definitions over tables as indexes of openness publish them: degrees with links and published sums, and ones and noughts.

use crate::support::folder::{Folder, TODAY, build_at, findings};
use crate::support::golden;
use serde_json::{Value, json};
use std::fs;

const TOPIC: &str = "---\ntitle: Openness\nquestion: Who is open?\nsummary: A trial.\nstatus: active\n---\n## Where it stands\nText.\n";

fn table(name: &str) -> Vec<csv::StringRecord> {
    let path = golden::fixture("openness").join(name);
    let text = fs::read_to_string(path).expect("a table");
    let reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.into_records().map(|row| row.expect("a row")).collect()
}

/// A fact: subject, item, status.
type Fact<'t> = (&'t str, String, &'t str);

fn id(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

/// `[least, most, of]` of each subject by the sum of its items, each of the weight 1.
fn sums(facts: &[Fact], items: &[String], rule: &str) -> Value {
    let site = Folder::empty();
    let mut lines = String::from("facts:\n");
    for (subject, item, status) in facts {
        let slug = id(subject);
        site.put(
            &format!("content/entities/{slug}.md"),
            format!("---\nname: {subject}\nkind: product\n---\nA product.\n"),
        );
        lines += &format!(
            "- {{subject: {slug}, item: {item}, status: {status}, source: openness-index}}\n"
        );
    }
    let weights: Vec<String> = items.iter().map(|item| format!("{item}: 1")).collect();
    let weights = weights.join(", ");
    let definition = format!(
        "- {{id: open, source: openness-index, {rule}, rule: {{sum: {{weights: {{{weights}}}, threshold: 2}}}}}}\n"
    );
    site.put("content/site.yaml", "title: T\nlanguage: en\ndata: pages\n");
    site.put("content/sources/s.yaml", "- {id: openness-index, type: report, title: Index}\n");
    site.put("content/topics/openness/topic.md", TOPIC);
    site.put("content/topics/openness/facts.yaml", lines);
    site.put("content/topics/openness/definitions.yaml", definition);
    let outcome = build_at(site.root(), &site.at("public"), TODAY);
    assert!(outcome.summary.is_some(), "{}", findings(&outcome));
    let page = site.read("public/topics/openness/definitions.json");
    let page: Value = serde_json::from_str(&page).expect("JSON");
    let mut sums = serde_json::Map::new();
    for subject in page["definitions"][0]["subjects"].as_array().expect("subjects") {
        let name = subject["name"].as_str().expect("a name").to_string();
        sums.insert(name, json!([subject["verdict"], subject["score"]]));
    }
    Value::Object(sums)
}

/// The facts of the table of degrees, where `unlinked` is the status of what is closed without a link.
fn degrees<'t>(rows: &'t [csv::StringRecord], unlinked: &'t str) -> (Vec<Fact<'t>>, Vec<String>) {
    let (head, rows) = rows.split_first().expect("a head");
    let mut facts = Vec::new();
    let mut items = Vec::new();
    for (column, name) in head.iter().enumerate() {
        let Some(item) = name.strip_suffix(".class") else { continue };
        items.push(item.to_string());
        for row in rows {
            let status = match (&row[column], &row[column + 1]) {
                ("open", _) => "yes",
                ("partial", _) => "partial",
                (_, "") => unlinked,
                _ => "no",
            };
            facts.push((&row[0], item.to_string(), status));
        }
    }
    (facts, items)
}

#[test]
fn sums_of_degrees_are_the_published_ones() {
    let rows = table("degrees.csv");
    let (facts, items) = degrees(&rows, "no");
    let computed = sums(&facts, &items, "partial: half");
    for row in &rows[1..] {
        let published: f64 = row[row.len() - 1].parse().expect("a sum");
        let verdict = if published >= 2.0 { "met" } else { "not met" };
        assert_eq!(computed[&row[0]], json!([verdict, [published, published, 4.0]]), "{}", &row[0]);
    }
}

#[test]
fn what_was_not_found_makes_a_range_with_the_published_sum_at_its_lower_end() {
    let rows = table("degrees.csv");
    let (facts, items) = degrees(&rows, "undisclosed");
    assert_eq!(
        sums(&facts, &items, "partial: half"),
        json!({
            "Alder": ["met", [3.0, 4.0, 4.0]],
            "Birch": ["cannot be said", [1.5, 2.5, 4.0]],
            "Cedar": ["cannot be said", [0.0, 4.0, 4.0]],
            "Elder": ["met", [3.0, 3.0, 4.0]],
        })
    );
}

#[test]
fn what_is_withheld_is_a_nought_where_the_definition_measures_disclosure() {
    let rows = table("indicators.csv");
    let (head, rows) = rows.split_first().expect("a head");
    let items: Vec<String> = rows.iter().map(|row| id(&row[0])).collect();
    let mut facts = Vec::new();
    for row in rows {
        for (name, cell) in head.iter().zip(row).skip(1) {
            let status = if cell == "1" { "yes" } else { "undisclosed" };
            facts.push((name, id(&row[0]), status));
        }
    }
    assert_eq!(
        sums(&facts, &items, "undisclosed: not met"),
        json!({
            "Alder": ["met", [3.0, 3.0, 4.0]],
            "Birch": ["met", [2.0, 2.0, 4.0]],
            "Cedar": ["not met", [1.0, 1.0, 4.0]],
        })
    );
}
