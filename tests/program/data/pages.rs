//! The facts of pages as JSON.

use crate::support::folder::{Folder, TODAY, Tree, build_at, findings};
use crate::support::golden;
use crate::support::records::{SMALL, lost_addresses};

#[test]
fn the_schema_changes_only_with_its_version() {
    // Additions raise the second number of VERSION in src/exports/data/page_file.rs; anything else needs a folder schema/v2.
    golden::assert("records/expected/schema.json", SMALL.text("schema/v1/page.json"));
}

#[test]
fn the_facts_of_each_kind_of_page_are_these() {
    for path in [
        "index",
        "topics/wages/index",
        "topics/wages/gathers/index",
        "topics/wages/gathers/2026-06-10",
        "topics/wages/threads/who-leads",
        "topics/wages/timeline",
        "topics/wages/perspectives",
        "topics/wages/figures",
        "topics/wages/definitions",
        "topics/wages/questions",
        "topics/wages/tensions",
        "topics/wages/watch",
        "topics/wages/questions/q-first",
        "topics/wages/compare/ann-reed--union",
        "sources/tribune-leader",
        "sources/index",
        "publishers/the-tribune",
        "entities/ann-reed",
        "questions",
        "tensions",
    ] {
        let file = SMALL.json(&format!("{path}.json"));
        let text = serde_json::to_string_pretty(&file).expect("JSON") + "\n";
        golden::assert(&format!("records/expected/{}.json", path.replace('/', "-")), &text);
    }
}

#[test]
fn pages_name_their_data_and_their_lists() {
    let page = SMALL.text("topics/wages/sources.html");
    for part in [
        "<link rel=\"alternate\" type=\"application/json\" title=\"Data of this page\" href=\"sources.json\">",
        "<a href=\"sources.json\" type=\"application/json\">This page as data</a>",
        "<a href=\"sources.csl.json\" type=\"application/vnd.citationstyles.csl+json\">Sources as CSL-JSON</a>",
        "<a href=\"sources.bib\" type=\"application/x-bibtex\">Sources as BibTeX</a>",
        "<a href=\"sources.ris\" type=\"application/x-research-info-systems\">Sources as RIS</a>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    for page in ["404.html", "search.html"] {
        assert!(!SMALL.text(page).contains("This page as data"), "{page}");
    }
}

/// The small site with another line than `data: pages` in site.yaml.
pub(super) fn with(line: &str) -> (Folder, Tree) {
    let folder = Folder::of(&crate::support::folder::tree(&SMALL.root));
    folder.replace("content/site.yaml", "data: pages\n", line);
    let outcome = build_at(folder.root(), &folder.at("public"), TODAY);
    assert!(outcome.summary.is_some(), "{}", findings(&outcome));
    let files = folder.public();
    (folder, files)
}

#[test]
fn a_site_can_do_with_its_lists_alone_or_without_any() {
    let ours = |files: &Tree| -> Vec<String> {
        let endings = [".json", ".bib", ".ris", ".argdown", ".csv", ".ics"];
        let all = files
            .keys()
            .filter(|p| endings.iter().any(|e| p.ends_with(e)) && !p.ends_with(".feed.json"));
        all.cloned().collect()
    };
    let (_folder, files) = with("data: lists\n");
    let wanted = [
        "figures.csv",
        "questions.ics",
        "sources/index.bib",
        "sources/index.csl.json",
        "sources/index.ris",
        "tensions.argdown",
        "timeline.timelinejs.json",
        "topics/wages/contradictions.csv",
        "topics/wages/definitions.csv",
        "topics/wages/evidence.csv",
        "topics/wages/figures.csv",
        "topics/wages/forecasts.csv",
        "topics/wages/half-life.csv",
        "topics/wages/questions.ics",
        "topics/wages/sources.bib",
        "topics/wages/sources.csl.json",
        "topics/wages/sources.ris",
        "topics/wages/tensions.argdown",
        "topics/wages/timeline.timelinejs.json",
    ];
    assert_eq!(ours(&files), wanted);
    let same: Vec<&str> = wanted.into_iter().filter(|p| SMALL.files[*p] != files[*p]).collect();
    assert_eq!(same, Vec::<&str>::new(), "the lists are those of a site with everything");
    let html = |files: &Tree, path: &str| String::from_utf8(files[path].clone()).expect("UTF-8");
    assert!(!html(&files, "sources/reed-model.html").contains("For other tools"));
    assert!(html(&files, "sources/index.html").contains("Sources as RIS"));
    let (_folder, files) = with("data: none\n");
    assert_eq!(ours(&files), Vec::<String>::new());
    let pages = files.keys().filter(|p| p.ends_with(".html")).map(|p| html(&files, p));
    let naming: Vec<String> =
        pages.filter(|h| h.contains("application/json") || h.contains("For other tools")).collect();
    assert_eq!(naming, Vec::<String>::new());
}

#[test]
fn every_address_in_the_data_leads_to_a_place_on_a_page() {
    assert_eq!(lost_addresses(&SMALL), Vec::<String>::new());
}

/// The example of docs/records.md.
#[test]
fn edition_reaches_every_output() {
    let record = &SMALL.json("sources/wage-handbook.json")["record"];
    assert_eq!(record["edition"], "2");
    let schema = SMALL.json("schema/v1/page.json");
    assert_eq!(schema["$defs"]["SourceRecord"]["properties"]["edition"]["type"], "string");
    let page = SMALL.text("sources/wage-handbook.html");
    assert!(page.contains("<dt>Edition</dt><dd>2</dd>"), "{page}");
    for citation in [
        "Reed, A. (2024). <em>A handbook of wages</em> (2nd ed.). Office.",
        "Reed, Ann. <em>A Handbook of Wages</em>. 2nd ed., Office, 2024.",
        "Reed, Ann. 2024. <em>A Handbook of Wages</em>. 2nd ed. Office.",
        "Reed, A. (2024) <em>A handbook of wages</em>. 2nd edn. Office.",
    ] {
        assert!(page.contains(citation), "{citation}\n{page}");
    }
    assert_eq!(SMALL.json("sources/wage-handbook.csl.json")[0]["edition"], "2");
    let bibtex = SMALL.text("sources/wage-handbook.bib");
    assert!(bibtex.contains("\n  edition = {2},\n"), "{bibtex}");
    let ris = SMALL.text("sources/wage-handbook.ris");
    assert!(ris.contains("\r\nET  - 2\r\n"), "{ris}");
}
