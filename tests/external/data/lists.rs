//! Timelines, tensions, figures and days, as TimelineJS, Argdown, a spreadsheet and a calendar read them.

use super::programs::{argdown, python};
use crate::support::folder::date;
use crate::support::golden;
use crate::support::records::{Built, SHIPPED, SMALL};
use agon::build::pipeline::{Request, Strictness, query};
use agon::model::{Date, Day};
use agon::pages::{Ctx, Scope};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Something of a site as its content has it.
fn of_content<T>(site: &Built, make: impl FnOnce(&Ctx) -> T) -> T {
    let day = Day::AsKnownOn(date(crate::support::folder::TODAY));
    let request = Request {
        root: site.root.clone(),
        out: "nowhere".into(),
        day,
        drafts: agon::model::Drafts::Hidden,
        strictness: Strictness::Normal,
        output: agon::output::OutputOptions::default(),
    };
    query(&request, make).expect("the site can be read").1.expect("the site has no errors")
}

#[test]
fn a_spreadsheet_reads_every_measured_value() {
    let script = r#"
import csv, io, json, sys
rows = list(csv.DictReader(io.StringIO(sys.stdin.buffer.read().decode(), newline="")))
assert all(None not in r and None not in r.values() for r in rows), "every row has every column"
print(json.dumps([[r[k] for k in ("id", "metric", "subject", "value", "unit", "as_of", "source", "status", "licence")] for r in rows]))
"#;
    for site in [&*SMALL, &*SHIPPED] {
        let text = site.text("figures.csv");
        assert!(text.lines().next().unwrap().starts_with("topic,id,metric,"));
        let found: Vec<[String; 9]> = serde_json::from_str(&python(script, text)).expect("rows");
        let wanted = of_content(site, |ctx| {
            let row = |id| {
                let f = ctx.site.figure(id);
                [
                    f.id.clone(),
                    f.metric.clone(),
                    ctx.site.entity(f.subject).slug.clone(),
                    f.value.to_string(),
                    f.unit.clone(),
                    f.as_of.map(|d| d.iso()).unwrap_or_default(),
                    f.source.map(|s| ctx.site.source(s).id.clone()).unwrap_or_default(),
                    agon::model::Word::word(f.status).to_string(),
                    "CC BY 4.0".to_string(),
                ]
            };
            ctx.figures_of(Scope::Site).into_iter().map(row).collect::<Vec<_>>()
        });
        assert_eq!(found, wanted);
        assert!(!found.is_empty());
    }
}

#[test]
fn a_calendar_reads_every_day_that_is_waited_for() {
    let script = r#"
import json, sys
from icalendar import Calendar
data = sys.stdin.buffer.read()
calendar = Calendar.from_ical(data)
assert not calendar.errors, calendar.errors
assert all(len(line) <= 75 for line in data.split(b"\r\n")) and data.count(b"\n") == data.count(b"\r\n")
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
print(json.dumps([[str(e["UID"]), e.decoded("DTSTART").isoformat(), str(e["SUMMARY"]).split(":")[0], e.decoded("DTSTAMP").isoformat()]
    for e in calendar.walk("VEVENT")]))
"#;
    for site in [&*SMALL, &*SHIPPED] {
        let text = site.text("questions.ics");
        let found: Vec<[String; 4]> = serde_json::from_str(&python(script, text)).expect("events");
        let days = of_content(site, |ctx| {
            let day = |b| ctx.site.waits_for(b).map(Date::last).expect("it waits").iso();
            ctx.due_of(Scope::Site).into_iter().map(day).collect::<Vec<_>>()
        });
        assert_eq!(found.iter().map(|e| e[1].clone()).collect::<Vec<_>>(), days);
        assert_eq!(
            found.iter().map(|e| &e[0]).collect::<BTreeSet<_>>().len(),
            found.len(),
            "every id stands once"
        );
        assert!(text.contains("licence: CC BY 4.0"));
    }
    let small: Vec<[String; 4]> =
        serde_json::from_str(&python(script, SMALL.text("questions.ics"))).expect("events");
    let id = |name: &str| format!("topics/wages/threads/who-leads#{name}@wages.example");
    let stamp = "2026-06-28T00:00:00+00:00".to_string();
    let wanted = [
        [id("q-first"), "2027-01-31".into(), "Question".into(), stamp.clone()],
        [id("f-bread-again"), "2027-01-31".into(), "Forecast".into(), stamp.clone()],
        [id("p-2026"), "2027-12-31".into(), "Forecast".into(), stamp],
    ];
    assert_eq!(small, wanted, "what is answered or confirmed waits no more");
}

/// Statements with their words and tags, and relations as `[kind, from, to]`, each once.
const MAP: &str = r#"
const app = new core.ArgdownApplication();
app.addPlugin(new core.ParserPlugin(), "parse");
app.addPlugin(new core.DataPlugin(), "build");
app.addPlugin(new core.ModelPlugin(), "build");
const read = app.run({ process: ["parse", "build"], input: require("fs").readFileSync(0, "utf8") });
const errors = [...(read.lexerErrors || []), ...(read.parserErrors || []), ...(read.exceptions || [])].map(String);
const statements = Object.values(read.statements || {}).map((s) => [
  s.title, s.members.map((m) => m.text || "").join("").trim(), s.tags || [], (s.data || {}).sources || []]);
const relations = (read.relations || []).map((r) => [r.relationType, r.from.title, r.to.title].join(" | "));
console.log(JSON.stringify({ errors, statements, relations: [...new Set(relations)], front: read.frontMatter,
  headings: (read.sections || []).map((s) => s.title) }));
"#;

#[test]
fn argdown_reads_every_tension_as_statements_that_are_contrary() {
    let small: Value =
        serde_json::from_str(&argdown(MAP, SMALL.text("tensions.argdown"))).expect("a map");
    golden::assert(
        "records/expected/tensions.map.json",
        &(serde_json::to_string_pretty(&small).expect("JSON") + "\n"),
    );
    assert_eq!(small["errors"], json!([]));
    let shipped: Value =
        serde_json::from_str(&argdown(MAP, SHIPPED.text("tensions.argdown"))).expect("a map");
    assert_eq!(
        (&shipped["errors"], &shipped["front"]["licence"]),
        (&json!([]), &json!("CC BY 4.0"))
    );
    let tensions = of_content(&SHIPPED, |ctx| ctx.tensions_of(Scope::Site).len());
    let tagged = |tag: &str| {
        let all = shipped["statements"].as_array().expect("statements");
        all.iter()
            .filter(|s| s[2].as_array().is_some_and(|tags| tags.contains(&json!(tag))))
            .count()
    };
    assert_eq!(
        (tagged("tension"), shipped["headings"].as_array().map(Vec::len)),
        (tensions, Some(tensions))
    );
    assert!(tagged("side") >= 2 * tensions, "every tension has two sides at least");
    let relations = shipped["relations"].as_array().expect("relations");
    assert!(
        relations.len() >= tensions
            && relations.iter().all(|r| r.as_str().unwrap().starts_with("contrary"))
    );
}

#[test]
fn a_timeline_has_what_timelinejs_asks_for() {
    for site in [&*SMALL, &*SHIPPED] {
        let paths: Vec<&String> =
            site.files.keys().filter(|p| p.ends_with(".timelinejs.json")).collect();
        assert!(paths.len() > 2, "the site, its topics and its threads have one");
        for path in paths {
            let timeline = site.json(path);
            let slides = timeline["events"].as_array().expect("a list of slides");
            assert!(
                timeline["title"]["text"]["text"].as_str().unwrap().contains("CC BY 4.0"),
                "{path}"
            );
            let mut ids = BTreeSet::from(["title"]);
            for slide in slides {
                let id = slide["unique_id"].as_str().expect("an id");
                assert!(ids.insert(id), "{path}: {id} occurs twice");
                let part =
                    |key: &str| slide["start_date"].get(key).map(|v| v.as_u64().expect("a number"));
                let (year, month, day) =
                    (part("year").expect("a year"), part("month"), part("day"));
                let iso = [
                    Some(format!("{year:04}")),
                    month.map(|m| format!("{m:02}")),
                    day.map(|d| format!("{d:02}")),
                ];
                let iso = iso.into_iter().flatten().collect::<Vec<_>>().join("-");
                let real = Date::parse(&iso).unwrap_or_else(|| panic!("{path}: {iso} is no day"));
                assert_eq!(slide["display_date"], real.long());
                for key in ["headline", "text"] {
                    assert_safe(slide["text"][key].as_str().expect("a text"));
                }
            }
        }
        let all = site.json("timeline.timelinejs.json")["events"].as_array().map(Vec::len);
        assert_eq!(
            all,
            site.json("timeline.json")["parts"]["total"]
                .as_u64()
                .map(|n| n as usize)
                .or(site.json("timeline.json")["entries"].as_array().map(Vec::len))
        );
    }
}

/// Nothing but paragraphs and links to whole addresses.
fn assert_safe(html: &str) {
    let rest = html.replace("<p>", "").replace("</p>", "").replace("</a>", "");
    for tag in rest.split('<').skip(1) {
        assert!(tag.starts_with("a href=\"https://"), "{html}");
    }
}
