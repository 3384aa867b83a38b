//! Sources in citation managers: CSL-JSON, BibTeX and RIS, each read by a program that agon had no part in.

use super::programs::{pandoc, python};
use crate::support::folder::date;
use crate::support::records::{Built, SHIPPED, SMALL};
use agon::build::pipeline::{Request, Strictness, query};
use agon::model::{Author, Day};
use agon::pages::Scope;
use biblatex::{Bibliography, ChunksExt};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Id, title, authors (`Family, Given` or a name) and year.
type Work = (String, String, Vec<String>, String);

/// The works of a site as its content has them, by id. `others` is the name that stands for further authors: BibTeX has
/// one, CSL-JSON and RIS have none.
fn works(site: &Built, others: Option<&str>) -> Vec<Work> {
    let day = Day::AsKnownOn(date(crate::support::folder::TODAY));
    let request = Request {
        root: site.root.clone(),
        out: "nowhere".into(),
        day,
        drafts: agon::model::Drafts::Hidden,
        strictness: Strictness::Normal,
        output: agon::output::OutputOptions::default(),
    };
    let (_, found) = query(&request, |ctx| {
        let work = |id| {
            let source = ctx.site.source(id);
            let name = |author: &Author| match author {
                Author::Person { family, given: Some(given) } => format!("{family}, {given}"),
                Author::Person { family, given: None } => family.clone(),
                Author::Literal(_) if author.is_et_al() => "others".to_string(),
                Author::Literal(name) => name.clone(),
            };
            let mut authors: Vec<String> = source.authors.iter().map(|a| plain(&name(a))).collect();
            if source.has_more_authors {
                authors.extend(others.map(String::from));
            }
            let year = source.issued.map(|d| d.year.to_string()).unwrap_or_default();
            (source.id.clone(), plain(&source.title), authors, year)
        };
        ctx.sources_of(Scope::Site).into_iter().map(work).collect::<Vec<Work>>()
    })
    .expect("the site can be read");
    sorted(found.expect("the site has no errors"))
}

fn sorted(mut works: Vec<Work>) -> Vec<Work> {
    works.sort();
    assert!(!works.is_empty());
    works
}

fn assert_same(found: Vec<Work>, wanted: &[Work]) {
    let without =
        |a: &[Work], b: &[Work]| a.iter().filter(|w| !b.contains(w)).cloned().collect::<Vec<_>>();
    assert_eq!(without(&found, wanted), without(wanted, &found));
    assert_eq!(found.len(), wanted.len());
}

/// With straight quotes: pandoc sets them its own way.
fn plain(text: &str) -> String {
    text.replace(['‘', '’', '“', '”', '\''], "\"")
}

/// The works in CSL-JSON.
fn csl_works(text: &str) -> Vec<Work> {
    let items: Vec<Value> = serde_json::from_str(text).expect("a list of items");
    let name = |n: &Value| {
        let part = |key: &str| n[key].as_str().map(plain);
        match (part("literal"), part("family"), part("given")) {
            (Some(name), ..) | (None, Some(name), None) => name,
            (None, Some(family), Some(given)) => format!("{family}, {given}"),
            _ => panic!("{n} is no name"),
        }
    };
    let work = |item: &Value| {
        let year = &item["issued"]["date-parts"][0][0];
        let year = year.as_u64().map(|y| y.to_string()).or(year.as_str().map(str::to_string));
        let authors = item["author"].as_array().into_iter().flatten().map(name).collect();
        (
            item["id"].as_str().unwrap().into(),
            plain(item["title"].as_str().unwrap()),
            authors,
            year.unwrap_or_default(),
        )
    };
    sorted(items.iter().map(work).collect())
}

/// What the official schema finds wrong.
fn against_the_schema(items: &Value) -> String {
    let schema: Value =
        serde_json::from_str(include_str!("../../fixtures/csl/csl-data.json")).expect("the schema");
    let script = r#"
import json, sys, jsonschema_rs
given = json.load(sys.stdin)
print([e.message[:200] for e in jsonschema_rs.validator_for(given["schema"]).iter_errors(given["items"])])
"#;
    python(script, &json!({ "schema": schema, "items": items }).to_string()).trim().to_string()
}

#[test]
fn csl_json_keeps_the_official_schema_and_pandoc_reads_the_same_works() {
    for site in [&*SMALL, &*SHIPPED] {
        let text = site.text("sources/index.csl.json");
        assert_eq!(against_the_schema(&site.json("sources/index.csl.json")), "[]");
        assert_same(csl_works(text), &works(site, None));
        assert_same(
            csl_works(&pandoc(&["-f", "csljson", "-t", "csljson"], text)),
            &works(site, None),
        );
    }
    let mut planted = SMALL.json("sources/index.csl.json");
    planted[0]["licence"] = json!("CC BY 4.0");
    assert_ne!(
        against_the_schema(&planted),
        "[]",
        "the schema would find a key that is none of CSL's"
    );
}

#[test]
fn a_citation_style_sets_every_work() {
    for (file, site) in [("sources/index.csl.json", &*SMALL), ("sources/index.csl.json", &*SHIPPED)]
    {
        let path = site.public.join(file);
        let bibliography = format!("--bibliography={}", path.display());
        let args = ["-f", "markdown", "-t", "plain", "--wrap=none", "--citeproc", &bibliography];
        let text = plain(&pandoc(&args, "---\nnocite: '@*'\n---\n"));
        let entries = text.split("\n\n").filter(|e| !e.trim().is_empty()).count();
        assert_eq!(entries, works(site, None).len(), "{text}");
    }
}

#[test]
fn bibtex_is_read_as_the_same_works_by_two_programs() {
    for site in [&*SMALL, &*SHIPPED] {
        let text = site.text("sources/index.bib");
        let parsed = Bibliography::parse(text).unwrap_or_else(|e| panic!("{e}"));
        let found = parsed.iter().map(|entry| {
            let persons = entry.author().unwrap_or_default();
            let name = |p: biblatex::Person| {
                let family = [p.prefix.as_str(), p.name.as_str()].join(" ").trim().to_string();
                plain(&if p.given_name.is_empty() {
                    family
                } else {
                    format!("{family}, {}", p.given_name)
                })
            };
            let year = entry.get("year").map(|y| y.format_verbatim()).unwrap_or_default();
            let title = entry.title().expect("a title").format_verbatim();
            (entry.key.clone(), plain(&title), persons.into_iter().map(name).collect(), year)
        });
        assert_same(sorted(found.collect()), &works(site, Some("others")));
        assert_same(
            csl_works(&pandoc(&["-f", "bibtex", "-t", "csljson"], text)),
            &works(site, Some("others")),
        );
    }
}

#[test]
fn ris_is_read_as_the_same_works() {
    let script = r#"
import json, sys, rispy
found = rispy.loads(sys.stdin.read())
print(json.dumps([[w["id"], w["title"], w.get("authors", []), w.get("year", "")] for w in found]))
"#;
    for site in [&*SMALL, &*SHIPPED] {
        let text = site.text("sources/index.ris");
        let found: Vec<Work> = serde_json::from_str(&python(script, text)).expect("works");
        let plainly = |(id, title, authors, year): Work| {
            (id, plain(&title), authors.iter().map(|a| plain(a)).collect::<Vec<_>>(), year)
        };
        assert_same(sorted(found.into_iter().map(plainly).collect()), &works(site, None));
        assert!(
            text.lines().all(|l| l.is_empty() || l.get(2..6) == Some("  - ")),
            "every line has a tag"
        );
        assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
    }
}

#[test]
fn a_topic_and_a_source_have_their_own_bibliographies() {
    let of = |site: &Built, path: &str| {
        csl_works(site.text(path)).into_iter().map(|w| w.0).collect::<Vec<_>>()
    };
    assert_eq!(
        of(&SMALL, "topics/wages/sources.csl.json"),
        ["office-tables", "reed-model", "tribune-leader"]
    );
    let whole: BTreeMap<String, Value> = SHIPPED
        .json("sources/index.csl.json")
        .as_array()
        .expect("a list")
        .iter()
        .map(|item| (item["id"].as_str().unwrap().to_string(), item.clone()))
        .collect();
    let mut seen = 0;
    for (id, item) in &whole {
        let page = SHIPPED.files.keys().find(|p| p.ends_with(&format!("sources/{id}.csl.json")));
        let path = page.unwrap_or_else(|| panic!("{id} has a file"));
        assert_eq!(SHIPPED.json(path), json!([item]), "{id}");
        let bib = SHIPPED.text(&path.replace(".csl.json", ".bib"));
        assert!(
            SHIPPED
                .text("sources/index.bib")
                .contains(bib.split_once("\n\n").expect("a comment, then the entry").1)
        );
        assert!(
            SHIPPED
                .text("sources/index.ris")
                .contains(SHIPPED.text(&path.replace(".csl.json", ".ris")))
        );
        seen += 1;
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn every_record_says_its_licence() {
    for item in SMALL.json("sources/index.csl.json").as_array().expect("a list") {
        assert_eq!(item["custom"], json!({ "licence-of-this-record": "CC BY 4.0" }));
    }
    let credit = "Wages & prices: a record; licence: CC BY 4.0; as known on 2026-11-20";
    assert!(SMALL.text("sources/index.bib").starts_with(&format!("% {credit}\n")));
    assert_eq!(SMALL.text("sources/index.ris").matches(&format!("DB  - {credit}\r\n")).count(), 5);
}
