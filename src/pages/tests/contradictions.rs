//! Statements that cannot all hold, from the texts to the page.

use super::*;
use serde_json::json;

const NOTES: &str = "## Pay\n- [@a] Pay rises by 2 to 2.5 per cent. ^n-a\n\
    - [@b] Pay rises by 1.8 per cent. ^n-b\n";
const OFFICE: &str = "- {id: office, metric: Rise, subject: ann, value: 2, upper: 2.5, unit: \"%\", as_of: 2026-05, source: b, stated_in: \"[[2026-06-04#^n-a]]\"}\n";
const TRIBUNE: &str = "- {id: tribune, metric: rise, subject: ann, value: 1.8, unit: \"%\", as_of: 2026-05, source: b, stated_in: \"[[2026-06-04#^n-b]]\"}\n";
const FIGURES: &str = "content/topics/wages/figures.yaml";
const LEDGER: &str = "content/topics/wages/contradictions.yaml";
const PAGE: &str = "topics/wages/contradictions.html";

/// The page of a site with these figures and further files.
fn page_with(figures: &str, further: &[(&str, &str)]) -> Value {
    let notes = gather("2026-06-04", NOTES);
    let mut files = vec![(FIRST, notes.as_str()), (FIGURES, figures)];
    files.extend(further);
    shown(&files, PAGE)
}

fn has_page(figures: &str) -> bool {
    let notes = gather("2026-06-04", NOTES);
    let files = [(FIRST, notes.as_str()), (FIGURES, figures)];
    let (site, files) = site_of(&files, Day::Today(Date::day(2026, 11, 20)));
    let ctx = Ctx::new(&site, &files);
    plan(&ctx).iter().any(|job| job.path(&ctx) == PAGE)
}

fn figure(id: &str, value: &str, as_of: &str) -> String {
    format!(
        "- {{id: {id}, metric: Rise, subject: ann, value: {value}, unit: \"%\", as_of: {as_of}}}\n"
    )
}

#[test]
fn values_of_one_month_that_exclude_each_other_are_open() {
    let page = page_with(&format!("{OFFICE}{TRIBUNE}"), &[]);
    assert_eq!(page["counts"], json!({"open": 1, "closed": 0, "explained": 0, "dismissed": 0}));
    let open = &page["open"][0];
    assert_eq!(open["finding"], "Rise of Ann is 2 to 2.5% and 1.8% at the same time");
    assert_eq!((&open["kind"], &open["days"]), (&json!("value"), &json!(169)));
    let texts: Vec<&Value> =
        open["sides"].as_array().unwrap().iter().map(|side| &side["text"]).collect();
    assert_eq!(texts, ["Rise, Ann: 2–2.5%", "rise, Ann: 1.8%"]);
}

#[test]
fn values_that_rounding_or_time_explains_are_no_contradiction() {
    assert!(!has_page(&format!("{OFFICE}{}", figure("b", "2.3", "2026-05"))));
    assert!(!has_page(&(figure("a", "2", "2026-05") + &figure("b", "3", "2026-06"))));
    assert!(!has_page(&(figure("a", "2", "2026-05") + &figure("b", "1.8", "2026-05"))));
}

#[test]
fn printed_digits_make_a_contradiction_of_what_rounding_would_explain() {
    assert!(has_page(&(figure("a", "2.0", "2026-05") + &figure("b", "1.8", "2026-05"))));
}

#[test]
fn dates_of_different_precision_are_said_to_be() {
    let page = page_with(&(figure("a", "2", "2026") + &figure("b", "3", "2026-06")), &[]);
    let expected = "Rise of Ann is 2% and 3% at the same time (dates of different precision)";
    assert_eq!(page["open"][0]["finding"], expected);
}

#[test]
fn three_firsts_are_one_entry() {
    let notes = gather(
        "2026-06-04",
        "## Pay\n- [@a] [[ann]] wrote the first open model of wages. ^n-1\n\
         - [@b] [[bob]] made the first open model of wages. ^n-2\n\
         - [@c] [[cleo]] is the author of the first open model of wages. ^n-3\n",
    );
    let files = [
        (FIRST, notes.as_str()),
        ("content/entities/cleo.md", "---\nname: Cleo\nkind: person\n---\nA third.\n"),
        ("content/sources/c.yaml", "- {id: c, type: report, title: C}\n"),
    ];
    let page = shown(&files, PAGE);
    assert_eq!(page["open"].as_array().unwrap().len(), 1);
    assert_eq!(page["open"][0]["kind"], "first");
    assert_eq!(page["open"][0]["sides"].as_array().unwrap().len(), 3);
}

#[test]
fn many_values_are_cut_and_the_one_that_holds_is_shown() {
    let values: String =
        (0..40).map(|n| figure(&format!("f{n}"), &(10 + 2 * n).to_string(), "2026-05")).collect();
    let page = page_with(&values, &[]);
    let sides = |list: &Value| list["sides"].as_array().unwrap().len();
    let open = &page["open"][0];
    assert_eq!((sides(open), &open["more"], &open["more_sides"]), (24, &json!(38), &json!(16)));
    let ids: Vec<String> = (0..40).map(|n| format!("f{n}")).collect();
    let ledger = format!(
        "- {{id: rise, kind: value, between: [{}], state: resolved, for: f39, source: a, closed: 2026-06-28}}\n",
        ids.join(", ")
    );
    let page = page_with(&values, &[(LEDGER, &ledger)]);
    let closed = &page["closed"][0];
    assert_eq!((sides(closed), &closed["more_sides"]), (25, &json!(15)));
    assert_eq!(closed["sides"][24]["holds"], true);
}

#[test]
fn correction_by_a_later_note_closes_the_contradiction() {
    let later =
        gather("2026-06-11", "## Pay\n- [@a] It was 2 to 2.5. (corrects:: [[2026-06-04#^n-b]])\n");
    let page = page_with(&format!("{OFFICE}{TRIBUNE}"), &[(SECOND, later.as_str())]);
    assert_eq!(page["counts"], json!({"open": 0, "closed": 1, "explained": 0, "dismissed": 0}));
    let closed = &page["closed"][0];
    assert_eq!((&closed["state"], &closed["reason"]), (&json!("resolved"), &json!("revision")));
    assert_eq!(closed["closed"]["iso"], "2026-06-11");
    assert_eq!(closed["sides"][0]["holds"], true);
    assert_eq!(closed["sides"][1]["holds"], false);
}

#[test]
fn both_statements_are_marked_and_lead_to_the_contradiction() {
    let notes = gather(
        "2026-06-04",
        "## Pay\n- [@a] Pay rises. (contradicts:: [[2026-06-04#^n-b]]) ^n-a\n- [@b] Pay falls. ^n-b\n",
    );
    let page = shown(&[(FIRST, notes.as_str())], "topics/wages/gathers/2026-06-04.html");
    let notes = page["body"]["sections"][0]["runs"][0]["items"].as_array().unwrap();
    for (note, other) in notes.iter().zip(["Pay falls.", "Pay rises."]) {
        let notices = note["text"]["verdicts"]["notices"].as_array().unwrap();
        assert_eq!(notices.len(), 1);
        assert_eq!(
            (&notices[0]["kind"], &notices[0]["verb"]),
            (&json!("contradicts"), &json!("contradicts"))
        );
        assert_eq!(notices[0]["sentence"], other);
        let href = notices[0]["href"].as_str().unwrap();
        assert!(href.starts_with("../contradictions.html#fact-"), "{href}");
    }
}

#[test]
fn two_values_of_one_origin_are_shown_as_a_repetition() {
    let figures = format!("{OFFICE}{}", TRIBUNE.replace("source: b", "source: origin"))
        .replace("source: b,", "source: report,");
    let sources = "- {id: origin, type: dataset, title: Tables}\n- {id: report, type: webpage, title: Report, reports: [origin]}\n";
    let page = page_with(&figures, &[("content/sources/o.yaml", sources)]);
    assert_eq!(page["open"][0]["shared_origins"][0]["text"], "Tables");
}

fn judged(hash: &str) -> String {
    format!(
        "- id: rise-in-may\n  kind: value\n  between: [office, tribune]\n  state: explained\n  reason: different measure\n  closed: 2026-06-28\n  note: Bonuses are in one of them.\n{hash}"
    )
}

#[test]
fn judgement_silences_the_rule_and_is_open_again_when_a_statement_changes() {
    let figures = format!("{OFFICE}{TRIBUNE}");
    let page = page_with(&figures, &[(LEDGER, &judged(""))]);
    assert_eq!(page["counts"], json!({"open": 0, "closed": 1, "explained": 1, "dismissed": 0}));
    assert_eq!(page["closed"][0]["id"], "rise-in-may");
    let page = page_with(&figures, &[(LEDGER, &judged("  hash: \"000000000000\"\n"))]);
    let open = &page["open"][0];
    assert_eq!((&open["was"], &open["state"]), (&json!("explained"), &json!("open")));
    assert_eq!(open["reopening"], "a statement changed since");
}

#[test]
fn past_knows_no_later_judgement() {
    let notes = gather("2026-06-04", NOTES);
    let figures = format!("{OFFICE}{TRIBUNE}");
    let ledger = judged("");
    let files = [(FIRST, notes.as_str()), (FIGURES, &figures), (LEDGER, &ledger)];
    let (site, files) = site_of(&files, Day::AsKnownOn(Date::day(2026, 6, 20)));
    let page = page_of(&Ctx::new(&site, &files), PAGE);
    let open = &page["open"][0];
    assert_eq!((&open["state"], &open["note"]), (&json!("open"), &Value::Null));
}

#[test]
fn false_alarm_is_kept_and_marks_nothing() {
    let ledger = "- {id: rise, kind: value, between: [office, tribune], state: not one, reason: different subject, closed: 2026-06-28}\n";
    let page = page_with(&format!("{OFFICE}{TRIBUNE}"), &[(LEDGER, ledger)]);
    assert_eq!(page["counts"], json!({"open": 0, "closed": 0, "explained": 0, "dismissed": 1}));
    let notes = gather("2026-06-04", NOTES);
    let figures = format!("{OFFICE}{TRIBUNE}");
    let files = [(FIRST, notes.as_str()), (FIGURES, &figures), (LEDGER, ledger)];
    let table = shown(&files, "topics/wages/figures.html");
    let notices = json!({"verdicts": null, "others": []});
    assert_eq!(table["singles"][0]["notices"], notices);
}
