//! What follows from the record, on pages.

use super::*;
use serde_json::json;

const EVIDENCE: &str = "- {id: study, type: article-journal, title: A study, issued: 2026-01}\n\
    - {id: survey, type: dataset, title: A survey, uses: [census]}\n\
    - {id: census, type: report, title: A census, root: measurement}\n\
    - {id: wire, type: article-newspaper, title: Wire, reports: [study]}\n\
    - {id: blog, type: post-weblog, title: Blog, reports: [wire]}\n\
    - {id: one, type: webpage, title: One, reports: [two]}\n\
    - {id: two, type: webpage, title: Two, reports: [one]}\n";

fn evidence_of(gathers: &[(&str, &str)], path: &str) -> Value {
    let texts: Vec<String> = gathers.iter().map(|(date, body)| gather(date, body)).collect();
    let paths: Vec<String> =
        gathers.iter().map(|(date, _)| format!("content/topics/wages/gathers/{date}.md")).collect();
    let mut files = vec![("content/sources/evidence.yaml", EVIDENCE)];
    files.extend(paths.iter().map(String::as_str).zip(texts.iter().map(String::as_str)));
    shown(&files, path)
}

#[test]
fn origins_are_listed_with_what_stands_on_them() {
    let body = "## Pay\n- [@wire] Pay rises. ^n-wire\n- [@blog; @wire] It does. ^n-blog\n\
        - [@a] It may. ^n-a\n- [@one] It will. ^n-one\n";
    let page = evidence_of(&[("2026-06-04", body)], "topics/wages/evidence.html");
    let counts = json!({
        "claims": 4, "origins": 1, "untraced": 2, "single_origin_claims": 2, "corrected": 0,
    });
    assert_eq!(page["counts"], counts);
    let origin = &page["origins"][0];
    assert_eq!(origin["source"]["title"], "A study");
    assert_eq!(origin["evidence_kind"], "study");
    let claims: Vec<&str> =
        origin["claims"].as_array().unwrap().iter().map(|c| c["href"].as_str().unwrap()).collect();
    assert_eq!(claims, ["gathers/2026-06-04.html#n-wire", "gathers/2026-06-04.html#n-blog"]);
    let reports: Vec<&str> = origin["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["title"].as_str().unwrap())
        .collect();
    assert_eq!(reports, ["Wire", "Blog"]);
    assert_eq!(page["loops"][0][0]["text"], "One");
}

#[test]
fn claim_names_its_origins_where_its_citation_does_not() {
    let body = "## Pay\n- [@study] Pay rises. ^n-study\n- [@blog; @wire] It does. ^n-blog\n\
        - [@survey; @a] It may. ^n-survey\n- [@wire] It did. (from:: own) ^n-own\n";
    let page = evidence_of(&[("2026-06-04", body)], "topics/wages/gathers/2026-06-04.html");
    let notes = page["body"]["sections"][0]["runs"][0]["items"].as_array().unwrap();
    let origins: Vec<&Value> = notes.iter().map(|note| &note["text"]["origins"]).collect();
    assert_eq!(origins[0], &Value::Null);
    let study = json!([{"href": "../../../sources/study.html", "text": "A study"}]);
    let line = json!({
        "citations": 2, "origins": study, "origin_count": 1, "untraced": 0, "is_circular": false, "shared_ground": [],
    });
    assert_eq!(origins[1], &line);
    let survey = json!([{"href": "../../../sources/survey.html", "text": "A survey"}]);
    let line = json!({
        "citations": 2, "origins": survey, "origin_count": 1, "untraced": 1, "is_circular": false, "shared_ground": [],
    });
    assert_eq!(origins[2], &line);
    assert_eq!(origins[3], &Value::Null);
}

#[test]
fn confirmation_by_the_same_study_is_called_a_repetition_at_both_ends() {
    let gathers = [
        ("2026-06-04", "## Pay\n- [@study] Pay rises. ^n-study\n"),
        ("2026-06-11", "## Pay\n- [@blog] It does. (confirms:: [[2026-06-04#^n-study]]) ^n-blog\n"),
    ];
    let verb = |day: &str| {
        let page = evidence_of(&gathers, &format!("topics/wages/gathers/{day}.html"));
        page["body"]["sections"][0]["runs"][0]["items"][0]["text"]["notices"][0]["verb"].clone()
    };
    assert_eq!((verb("2026-06-04"), verb("2026-06-11")), (json!("repeated by"), json!("repeats")));
}

#[test]
fn forecasts_are_listed_by_state_and_counted_by_speaker() {
    let body = "## Pay\n\
        - [@a] Pay will rise. (by:: [[ann]]) (due:: 2026-06) (chance:: 0.8) ^f-rise\n\
        - [@a] Pay will fall. (by:: [[ann]]) (due:: 2030) ^f-fall\n\
        - [@b] Pay will stop. (due:: 2026-07) ^f-stop\n";
    let later = "## Pay\n- [@b] It rose. (judges:: [[2026-06-04#^f-rise]]) (outcome:: came true) \
        (happened:: 2026-05) ^j-rise\n";
    let page =
        evidence_of(&[("2026-06-04", body), ("2026-08-01", later)], "topics/wages/forecasts.html");
    let counts = json!({"waiting": 1, "overdue": 1, "judged": 1, "revised": 0, "ended": 0});
    assert_eq!(page["counts"], counts);
    let group = |n: usize| (&page["groups"][n]["id"], &page["groups"][n]["items"][0]);
    let ((overdue, _), (waiting, falling), (id, judged)) = (group(0), group(1), group(2));
    assert_eq!((overdue, waiting, id), (&json!("overdue"), &json!("waiting"), &json!("judged")));
    let judged = &judged["forecast"];
    assert_eq!(
        (&judged["outcome"], &judged["chance"], &judged["happened"]["iso"]),
        (&json!("came true"), &json!("80 %"), &json!("2026-05"))
    );
    assert_eq!(falling["claim"]["href"], "gathers/2026-06-04.html#f-fall");
    let ann = &page["records"][0];
    assert_eq!((&ann["who"]["text"], &ann["made"]), (&json!("Ann"), &json!(2)));
    assert_eq!(
        (&ann["came_true"], &ann["decided"], &ann["share"]),
        (&json!(1), &json!(1), &Value::Null)
    );
}

/// Ids of the groups, each with those of its forecasts.
fn forecast_groups(groups: &Value) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for group in groups.as_array().unwrap() {
        let mut hrefs = Vec::new();
        for item in group["items"].as_array().unwrap() {
            let href = item["claim"]["href"].as_str().unwrap();
            hrefs.push(href.rsplit('#').next().unwrap().to_string());
        }
        found.push((group["id"].as_str().unwrap().to_string(), hrefs));
    }
    found
}

#[test]
fn later_forecast_with_the_same_reading_revises_the_earlier_one() {
    let body = "## Forecasts\n\
        - 2026-05-01: Pay rises [@a] (by:: [[ann]]) (due:: 2027) (chance:: 0.6) ^f-a\n\
        \x20 - Reads as: Pay is higher in December.\n\
        - 2026-05-20: It surely does [@a] (by:: [[ann]]) (due:: 2027) (chance:: 0.9) ^f-b\n\
        \x20 - Reads as: Pay is  higher in December.\n\
        - 2026-05-28: It does, again [@a] (by:: [[ann]]) (due:: 2027) (chance:: 0.9) ^f-c\n\
        \x20 - Reads as: pay is higher in December.\n";
    let page = evidence_of(&[("2026-06-04", body)], "topics/wages/forecasts.html");
    let ids = |ids: &[&str]| ids.iter().map(|id| id.to_string()).collect::<Vec<String>>();
    assert_eq!(
        forecast_groups(&page["groups"]),
        [("waiting".to_string(), ids(&["f-b", "f-c"])), ("revised".to_string(), ids(&["f-a"]))]
    );
    let ann = &page["records"][0];
    assert_eq!((&ann["made"], &ann["apart"]), (&json!(2), &json!("1 waiting, 1 revised")));
    let revised = &page["groups"][1]["items"][0]["forecast"];
    assert_eq!(revised["revised_by"]["href"], "gathers/2026-06-04.html#f-b");
    assert_eq!(revised["terms"][0]["label"], "Our reading");
}

#[test]
fn own_forecasts_and_those_without_a_day_are_apart() {
    let body = "## Forecasts\n\
        - 2026-05-01: Pay rises [@a] ^f-own\n\
        - 2026-05-02: Pay falls [@a] (by:: [@a]) ^f-source\n\
        - 2026-05-03: Pay stops [@a] (by:: [[ann]]) ^f-ann\n\
        - 2026-06-01: It did [@b] (judges:: [[2026-06-04#^f-ann]]) (outcome:: came true) ^j-ann\n";
    let page = evidence_of(&[("2026-06-04", body)], "topics/wages/forecasts.html");
    let group = |id: &str, item: &str| (id.to_string(), vec![item.to_string()]);
    assert_eq!(
        forecast_groups(&page["groups"]),
        [group("judged-apart", "f-ann"), group("undated", "f-source")]
    );
    assert_eq!(forecast_groups(&page["own"]["groups"]), [group("own-undated", "f-own")]);
    let records = page["records"].as_array().unwrap();
    let apart: Vec<&Value> = records.iter().map(|record| &record["apart"]).collect();
    assert_eq!(apart, ["1 judged without a day", "1 waiting"]);
}

/// A gather with twelve statements of the study, of which ten are corrected later, six and then four.
fn claims_and_their_ends() -> [(&'static str, String); 3] {
    let statements: Vec<String> =
        (1..=12).map(|n| format!("- [@study] Pay rises in case {n}. ^n{n}\n")).collect();
    let corrections = |numbers: std::ops::RangeInclusive<u32>| {
        let lines: Vec<String> = numbers
            .map(|n| format!("- [@b] Not in case {n}. (corrects:: [[2026-03-04#^n{n}]])\n"))
            .collect();
        format!("## Pay\n{}", lines.concat())
    };
    let first = format!("## Pay\n{}- [@a] The union met. (lasting:: no)\n", statements.concat());
    [("2026-03-04", first), ("2026-04-01", corrections(1..=6)), ("2026-05-06", corrections(7..=10))]
}

#[test]
fn record_is_followed_from_the_statement_to_the_last_gather() {
    let gathers = claims_and_their_ends();
    let gathers: Vec<(&str, &str)> = gathers.iter().map(|(date, body)| (*date, &**body)).collect();
    let page = evidence_of(&gathers, "topics/wages/half-life.html");
    let summary = json!({
        "claims": 12, "corrected": 10, "overtaken": 0,
        "last_look": {"iso": "2026-05-06"},
        "has_curve": true, "least_events": 10,
        "median": "11 weeks", "lower": "11 weeks", "upper": "16 weeks", "level": "95",
        "end": "16 weeks", "conditional_on": null,
    });
    assert_eq!(page["summary"], summary);
    assert_eq!(page["steps"][0]["survival"], 50.0);
    assert_eq!(page["steps"][1]["at_risk"], 6);
    let again: Vec<&str> = page["look_again"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| claim["href"].as_str().unwrap())
        .collect();
    assert_eq!(again, ["gathers/2026-03-04.html#n11", "gathers/2026-03-04.html#n12"]);
    assert_eq!(page["ended"][0]["stood"], "16 weeks");
    assert_eq!(page["ended"][0]["claim"]["verdicts"]["notices"][0]["verb"], "corrected by");
    let left_out = json!({"not_lasting": 1, "living_page": 0, "undated": 10, "year_only": 0});
    assert_eq!(page["left_out"], left_out);
    assert_eq!(page["chart"]["wide"]["times"][0]["at_risk"], 0);
}

#[test]
fn what_ended_after_the_last_gather_stands_and_is_counted() {
    let [first, second, _] = claims_and_their_ends();
    let thread = "---\ntitle: A thread\nopened: 2026-07-01\n---\n## Corrections\n\
        - 2026-07-01: Not in case 7. (corrects:: [[2026-03-04#^n7]])\n";
    let texts = [gather(first.0, &first.1), gather(second.0, &second.1)];
    let files = [
        ("content/sources/evidence.yaml", EVIDENCE),
        ("content/topics/wages/gathers/2026-03-04.md", texts[0].as_str()),
        ("content/topics/wages/gathers/2026-04-01.md", texts[1].as_str()),
        ("content/topics/wages/threads/a-thread.md", thread),
    ];
    let page = shown(&files, "topics/wages/half-life.html");
    assert_eq!((&page["summary"]["corrected"], &page["ended_later"]), (&json!(6), &json!(1)));
    assert_eq!(page["chart"], Value::Null);
}
