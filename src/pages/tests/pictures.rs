//! Pictures of figures and timelines, and what goes into them.

use super::*;
use serde_json::json;

fn figures(rows: &[&str]) -> Value {
    let rows: String = rows
        .iter()
        .enumerate()
        .map(|(n, row)| {
            let source = if row.contains("source:") { "" } else { "source: a, " };
            format!("- {{id: f{n}, metric: Pay, {source}{row}}}\n")
        })
        .collect();
    shown(&[("content/topics/wages/figures.yaml", rows.as_str())], "topics/wages/figures.html")
}

/// Of each mark: whose it is, its value, side, state, whether it is exact, and which extra strokes it has.
fn marks(chart: &Value) -> Vec<Value> {
    let is = |m: &Value, key: &str| !m[key].is_null();
    let marks = chart["wide"]["marks"].as_array().unwrap().iter();
    let of = |m: &Value| {
        let strokes = [is(m, "stroke"), is(m, "reach"), m["spans"] != json!([])];
        json!([m["subject"], m["value"], m["side_word"], m["status"], m["exact"], strokes])
    };
    marks.map(of).collect()
}

#[test]
fn values_of_several_days_are_drawn_over_time_with_their_doubts() {
    let view = figures(&[
        "subject: ann, side: for, value: 10, unit: '%', as_of: 2026-01-01, status: stated",
        "subject: ann, side: for, value: 30, unit: '%', as_of: 2026-03-01, approximate: true, status: overtaken",
        "subject: bob, side: against, value: 20, upper: 25, unit: '%', as_of: 2026-02, status: disputed, reason: R",
    ]);
    let chart = &view["drawn"][0]["chart"];
    assert_eq!(
        marks(chart),
        [
            json!(["Ann", "10%", "for", "stated", true, [false, false, false]]),
            json!(["Bob", "20–25%", "against", "disputed", true, [true, true, true]]),
            json!(["Ann", "about 30%", "for", "overtaken", false, [true, false, false]]),
        ]
    );
    let lines = chart["wide"]["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 1, "one subject has two values");
    assert_eq!(
        (&chart["first"]["iso"], &chart["last"]["iso"]),
        (&json!("2026-01-01"), &json!("2026-03-01"))
    );
    assert_eq!(chart["wide"]["sources"], json!([{"y": 343, "text": "P"}]));
}

#[test]
fn values_of_one_day_are_rows_with_the_greatest_first_and_two_are_no_picture() {
    let row = |who: &str, value: u8| {
        format!(
            "subject: {who}, side: for, value: {value}, unit: x, as_of: 2026-01-01, status: stated"
        )
    };
    let rows = [row("ann", 1), row("bob", 3), row("ann", 2)];
    let view = figures(&rows.each_ref().map(String::as_str));
    let chart = &view["drawn"][0]["chart"];
    let values: Vec<&Value> =
        chart["wide"]["marks"].as_array().unwrap().iter().map(|m| &m["short"]).collect();
    assert_eq!(
        (values, &chart["dated"]),
        (vec![&json!("3"), &json!("2"), &json!("1")], &json!(false))
    );
    let two = figures(&[&rows[0], &rows[1]]);
    assert_eq!(two["listed"][0]["chart"], Value::Null);
    let one = figures(&[&rows[0]]);
    assert_eq!(one["singles"][0]["value"], "1 x");
}

#[test]
fn a_timeline_has_a_mark_for_each_entry_and_counts_what_it_can_be_filtered_by() {
    let (first, second) = (
        gather("2025-06-04", "## Notes\n- [@a] One.\n"),
        gather("2026-06-11", "## Notes\n- [@b] Two.\n"),
    );
    let event = format!("{second}## Timeline\n- 2026-05-01: Pay rose [@a] ^rise\n");
    let first_path = "content/topics/wages/gathers/2025-06-04.md";
    let view = shown(&[(first_path, &first), (SECOND, &event)], "topics/wages/timeline.html");
    let ids = |list: &Value| {
        let mut ids: Vec<String> =
            list.as_array().unwrap().iter().map(|i| i["id"].as_str().unwrap().into()).collect();
        ids.sort();
        ids
    };
    let months = view["months"].as_array().unwrap();
    let names: Vec<&Value> = months.iter().map(|month| &month["month"]["iso"]).collect();
    assert_eq!(names, ["2026-06", "2026-05", "2025-06"]);
    let mut items = Vec::new();
    for month in months {
        items.extend(month["groups"][0]["items"].as_array().unwrap().clone());
    }
    assert_eq!(ids(&view["chart"]["wide"]["marks"]), ids(&json!(items)));
    assert_eq!(
        view["kinds"],
        json!([{"value": "event", "text": "event", "count": 1}, {"value": "gather", "text": "gather", "count": 2}])
    );
    assert_eq!(
        view["years"],
        json!([{"value": "2026", "text": "2026", "count": 2}, {"value": "2025", "text": "2025", "count": 1}])
    );
}

#[test]
fn eight_events_of_one_day_are_one_group_with_all_its_items() {
    let events: String =
        (1..=8).map(|n| format!("- 2026-05-01: Event {n} [@a] ^e-{n}\n")).collect();
    let text =
        gather("2026-06-11", &format!("## Timeline\n{events}- 2026-04-01: Before [@a] ^before\n"));
    let view = shown(&[(SECOND, &text)], "topics/wages/timeline.html");
    let group = |g: &Value| {
        (g["run"]["kind"].clone(), g["run"]["count"].clone(), g["items"].as_array().unwrap().len())
    };
    let mut groups = Vec::new();
    for month in view["months"].as_array().unwrap() {
        groups.extend(month["groups"].as_array().unwrap().iter().map(group));
    }
    let (none, all) = (Value::Null, (json!("event"), json!(8), 8));
    assert_eq!(groups, [(none.clone(), none.clone(), 1), all, (none.clone(), none, 1)]);
}

#[test]
fn measurement_is_drawn_once_and_says_how_often_it_is_reported() {
    let view = figures(&[
        "subject: ann, value: 10, unit: '%', as_of: 2026-01-01",
        "subject: ann, value: 10, unit: '%', as_of: 2026-01",
        "subject: ann, value: 10, unit: '%', as_of: 2026-03-01",
        "subject: bob, value: 20, unit: '%', as_of: 2026-02-01, measurement: x",
        "subject: bob, value: 21, unit: '%', as_of: 2026-02-02, measurement: x, bound: at most",
        "subject: bob, value: 22, unit: '%', as_of: 2026-04-02, bound: at least, projected: true",
    ]);
    let metric = &view["drawn"][0];
    let mut drawn = Vec::new();
    for mark in metric["chart"]["wide"]["marks"].as_array().unwrap() {
        drawn.push(json!([mark["value"], mark["reports"], mark["exact"], mark["sign"]]));
    }
    assert_eq!(
        drawn,
        [
            json!(["10%", 2, true, ""]),
            json!(["20%", 2, true, ""]),
            json!(["10%", 1, true, ""]),
            json!(["projected at least 22%", 1, false, "≥ "]),
        ]
    );
    let rows = metric["rows"].as_array().unwrap();
    let values: Vec<&Value> = rows.iter().map(|row| &row["value"]).collect();
    let each = ["10%", "10%", "20%", "at most 21%", "10%", "projected at least 22%"];
    assert_eq!(values, each);
    let reports: Vec<&Value> = rows.iter().map(|row| &row["record"]["reports"]).collect();
    assert_eq!(reports, [2, 2, 2, 2, 1, 1]);
}

#[test]
fn one_label_names_what_lies_at_one_point_and_a_line_is_measured_one_way() {
    let view = figures(&[
        "subject: ann, value: 54, unit: points, as_of: 2026-01-01",
        "subject: bob, value: 54, unit: points, as_of: 2026-01-01",
        "subject: ann, value: 60, unit: points, as_of: 2026-03-01, source: b",
    ]);
    let chart = &view["drawn"][0]["chart"];
    assert_eq!(chart["starts_at"], "54");
    let texts = |form: &str| {
        let mut texts = Vec::new();
        for mark in chart[form]["marks"].as_array().unwrap() {
            texts.push(mark["label"]["lines"][0]["text"].clone());
        }
        texts
    };
    assert_eq!(texts("wide"), [Value::Null, json!("Bob"), json!("Ann")]);
    assert_eq!(texts("narrow"), texts("wide"));
    assert_eq!(chart["wide"]["lines"], json!([]), "two sources are two ways to measure");
    let view = figures(&[
        "subject: ann, value: 54, unit: points, as_of: 2026-01-01",
        "subject: bob, value: 54, unit: points, as_of: 2026-01-01",
        "subject: bob, value: 50, unit: points, as_of: 2025-12-01",
    ]);
    let marks = view["drawn"][0]["chart"]["wide"]["marks"].as_array().unwrap();
    let labels: Vec<&Value> = marks.iter().map(|m| &m["label"]["lines"][0]["text"]).collect();
    assert_eq!(labels, [&Value::Null, &json!("Ann, Bob"), &Value::Null]);
}

/// The areas of all labels of a drawing.
fn label_areas(drawing: &Value) -> Vec<[i64; 4]> {
    let mut areas = Vec::new();
    for mark in drawing["marks"].as_array().unwrap() {
        let label = &mark["label"];
        for line in label["lines"].as_array().into_iter().flatten() {
            let width = line["text"].as_str().unwrap().chars().count() as i64 * 7;
            let (x, y) = (label["x"].as_i64().unwrap(), line["y"].as_i64().unwrap());
            let left = match label["anchor"].as_str().unwrap() {
                "start" => x,
                "end" => x - width,
                _ => x - width / 2,
            };
            areas.push([left, y - 11, left + width, y + 4]);
        }
    }
    areas
}

#[test]
fn labels_of_equal_values_near_the_right_edge_stay_apart_and_inside() {
    let mut rows = vec!["subject: ann, value: 1, unit: points, as_of: 2024-01-01".to_string()];
    for day in 1..=24 {
        let who = if day % 2 == 0 { "ann" } else { "bob" };
        rows.push(format!("subject: {who}, value: 54, unit: points, as_of: 2026-06-{day:02}"));
        rows.push(format!("subject: ann, value: {day}, unit: points, as_of: 2026-06-28"));
    }
    let two = figures(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let of_one: Vec<String> = rows.iter().map(|row| row.replace("bob", "ann")).collect();
    let one = figures(&of_one.iter().map(String::as_str).collect::<Vec<_>>());
    for view in [two, one] {
        for form in ["wide", "narrow"] {
            let drawing = &view["drawn"][0]["chart"][form];
            let (width, height) =
                (drawing["width"].as_i64().unwrap(), drawing["height"].as_i64().unwrap());
            let areas = label_areas(drawing);
            assert!(!areas.is_empty());
            for (n, a) in areas.iter().enumerate() {
                let is_inside = a[0] >= 0 && a[1] >= 0 && a[2] <= width && a[3] <= height;
                assert!(is_inside, "{form}: {a:?}");
                for b in &areas[..n] {
                    let is_apart = a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3];
                    assert!(is_apart, "{form}: {a:?} and {b:?}");
                }
            }
            for tick in drawing["days"].as_array().unwrap() {
                let half = tick["text"].as_str().unwrap().chars().count() as i64 * 7 / 2;
                assert!(tick["at"].as_i64().unwrap() + half <= width, "{form}: {tick}");
            }
        }
    }
}
