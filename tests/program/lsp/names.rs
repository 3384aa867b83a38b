//! What a name means, where it stands and who names it.

use super::client::{Editor, byte};
use crate::support::folder::Folder;
use serde_json::{Value, json};

const THREAD: &str = "content/topics/parking-minimums/threads/who-needs-the-spaces.md";
const GATHER: &str = "content/topics/parking-minimums/gathers/2025-04-07.md";
const WATCH: &str = "content/topics/parking-minimums/watch.yaml";
const FIGURES: &str = "content/topics/parking-minimums/figures.yaml";
const FACTS: &str = "content/topics/parking-minimums/facts.yaml";
const DEFINITIONS: &str = "content/topics/parking-minimums/definitions.yaml";
const SITE: &str = "content/site.yaml";
const SOURCES: &str = "content/sources/example.yaml";

/// `path: the words there` of a location.
fn words(site: &Folder, editor: &Editor, location: &Value) -> String {
    let path = location["uri"].as_str().unwrap().strip_prefix(&editor.uri("")).unwrap().to_string();
    let text = site.read(&path);
    let range = &location["range"];
    format!("{path}: {}", &text[byte(&text, &range["start"])..byte(&text, &range["end"])])
}

fn hover(site: &Folder, editor: &mut Editor, path: &str, mark: &str) -> String {
    let at = editor.at(path, &site.read(path), mark);
    let found = editor.ask("textDocument/hover", at);
    found["contents"]["value"].as_str().unwrap_or_default().to_string()
}

#[test]
fn hover_describes_the_target() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    for (path, mark, expected) in [
        (
            THREAD,
            "council-street-survey]",
            "**Street survey of parked cars**\n\n*survey, Exampleton Council, 28 March 2025*\n\nExampleton Council\n\nCited 10 times in 4 texts.\n\n\
             Evidence (measurement) of 12 claims.\n\n\
             https://council.example.org/street\\-survey",
        ),
        (
            THREAD,
            "robin-sample]",
            "**Robin Sample**\n\n*person, speaker, Exampleton Builders*\n\nAn invented person who speaks for Exampleton Builders.\n\nMentioned 2 times.",
        ),
        (
            THREAD,
            "n-survey]",
            "**\\^n\\-survey**\n\n*Somebody counted, The survey, 7 April 2025*\n\nAt night 36 per cent of the spaces are empty. This is the first count.\n\n\
             disputed by Somebody counted\n\nconfirmed by Somebody counted\n\ncontradiction \"share\\-in\\-the\\-newspaper\" (value): resolved\n\ncontradiction \"survey\\-of\\-one\\-night\" (fact): explained",
        ),
        (
            THREAD,
            "2025-04-07#",
            "**Somebody counted**\n\n*gather of Parking minimums (an example), 7 April 2025*\n\nA survey of parked cars replaces the guesses of March.\n\nMentioned once.",
        ),
        (
            GATHER,
            "city-budgets",
            "**City budgets**\n\n*topic followed elsewhere*\n\nNot followed here; listed so that cross\\-links can point to it.",
        ),
        (
            SOURCES,
            "Exampleton Council\n  URL",
            "**Exampleton Council**\n\n*publisher, government*\n\nparty to the debate since 1 November 2025: From this day on its reports argue for its own bill. \
             (An invented warning.)\n\n1 source",
        ),
        (
            FIGURES,
            "n-cost]",
            "**\\^n\\-cost**\n\n*A bill and a price, What a space costs, 10 March 2025*\n\nA space in a garage costs 20,000 to 30,000 dollars. Both sides use the figure, for opposite ends.",
        ),
        (
            FACTS,
            "abolition,",
            "**Abolition of parking minimums**\n\n*definition of parking minimum, What a parking space costs, February 2025*\n\n\
             all of: homes exempt available; shops exempt available\n\n\
             Exampleton Parking Bill: met\n\nparking minimum: not met",
        ),
        (
            FACTS,
            "shops-exempt, status: partial",
            "**shops\\-exempt**\n\n*item of definitions*\n\nAsked for by Abolition of parking minimums.\n\n\
             Exampleton Parking Bill, available: yes\n\nparking minimum, available: partial",
        ),
        (
            FACTS,
            "parking-bill, item",
            "**Exampleton Parking Bill**\n\n*law*\n\nAn invented bill that would end parking minimums in Exampleton.\n\n\
             Also: the bill\n\nMentioned once.\n\nAbolition of parking minimums: met",
        ),
        (THREAD, "Whether the spaces", ""),
    ] {
        assert_eq!(hover(&site, &mut editor, path, mark), expected, "{path} {mark}");
    }
    let mut plain = super::client::abilities();
    plain["textDocument"]["hover"]["contentFormat"] = json!(["plaintext"]);
    let mut editor = Editor::start_with(site.root(), plain);
    assert_eq!(
        hover(&site, &mut editor, GATHER, "city-budgets"),
        "City budgets\ntopic followed elsewhere\n\nNot followed here; listed so that cross-links can point to it."
    );
}

#[test]
fn definition_is_found() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    for (path, mark, expected) in [
        (THREAD, "council-street-survey]", "content/sources/example.yaml: council-street-survey"),
        (THREAD, "robin-sample]", "content/entities/robin-sample.md: "),
        (THREAD, "2025-04-07#", "content/topics/parking-minimums/gathers/2025-04-07.md: "),
        (THREAD, "parking-minimums,", "content/topics/parking-minimums/topic.md: "),
        (
            GATHER,
            "n-full-at-night]",
            "content/topics/parking-minimums/gathers/2025-03-10-initial.md: Traders expect that most spaces are full at night. Nobody had counted by then.",
        ),
        (
            WATCH,
            "o-noise-deals]]\"}\nexclude_terms",
            "content/topics/parking-minimums/gathers/2025-04-07.md: Advertisements for parking spaces, all from one address.",
        ),
        (WATCH, "robin-sample,", "content/entities/robin-sample.md: "),
        (GATHER, "city-budgets", "content/site.yaml: city-budgets"),
        (FACTS, "abolition,", "content/topics/parking-minimums/definitions.yaml: abolition"),
        (
            FACTS,
            "homes-exempt, status: no",
            "content/topics/parking-minimums/definitions.yaml: homes-exempt",
        ),
        (FACTS, "parking-bill, item", "content/entities/parking-bill.md: "),
        (SITE, "about]", "content/pages/about.md: "),
        (SOURCES, "Example Gazette\n  URL", "content/publishers.yaml: example-gazette"),
        (SOURCES, "council-street-survey]", "content/sources/example.yaml: council-street-survey"),
    ] {
        let at = editor.at(path, &site.read(path), mark);
        let found = editor.ask("textDocument/definition", at);
        assert_eq!(words(&site, &editor, &found), expected, "{path} {mark}");
    }
}

#[test]
fn references_are_found_in_markdown_and_yaml() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    let mut named = |path: &str, mark: &str, declared: bool| -> Vec<String> {
        let mut at = editor.at(path, &site.read(path), mark);
        at["context"] = json!({"includeDeclaration": declared});
        let found = editor.ask("textDocument/references", at);
        found
            .as_array()
            .unwrap()
            .iter()
            .map(|l| words(&site, &editor, l).rsplit('/').next().unwrap().to_string())
            .collect()
    };
    assert_eq!(
        named(GATHER, "n-survey]", true),
        [
            "contradictions.yaml: n-survey",
            "contradictions.yaml: n-survey",
            "contradictions.yaml: n-survey",
            "figures.yaml: n-survey",
            "2025-04-07.md: n-survey",
            "2025-04-07.md: n-survey",
            "2025-04-07.md: n-survey",
            "who-needs-the-spaces.md: n-survey"
        ]
    );
    assert_eq!(named(GATHER, "n-survey]", false).len(), 7);
    assert_eq!(
        named(WATCH, "robin-sample,", true),
        [
            "robin-sample.md: Robin Sample",
            "2025-03-10-initial.md: robin-sample",
            "who-needs-the-spaces.md: robin-sample",
            "watch.yaml: robin-sample"
        ]
    );
    assert_eq!(
        named(FIGURES, "institute-cost-of-spaces", true),
        [
            "example.yaml: institute-cost-of-spaces",
            "parking-minimums-explained.md: institute-cost-of-spaces",
            "definitions.yaml: institute-cost-of-spaces",
            "facts.yaml: institute-cost-of-spaces",
            "facts.yaml: institute-cost-of-spaces",
            "figures.yaml: institute-cost-of-spaces",
            "2025-03-10-initial.md: institute-cost-of-spaces",
            "who-needs-the-spaces.md: institute-cost-of-spaces"
        ]
    );
}

#[test]
fn references_to_definitions_and_their_items_are_found() {
    let site = Folder::started();
    site.put(
        "content/topics/parking-minimums/contradictions.yaml",
        "- {id: bill, kind: verdict, between: [builders-on-the-bill, abolition/parking-bill]}\n",
    );
    let figures = site.read(FIGURES).replacen("side: none", "definition: abolition", 1);
    site.put(FIGURES, figures);
    let gather = site.read(GATHER).replacen(" ^n-survey", " (definition:: abolition) ^n-survey", 1);
    site.put(GATHER, gather);
    let mut editor = Editor::start(site.root());
    let mut named = |path: &str, mark: &str| -> Vec<String> {
        let mut at = editor.at(path, &site.read(path), mark);
        at["context"] = json!({"includeDeclaration": true});
        let found = editor.ask("textDocument/references", at);
        let places = found.as_array().unwrap().iter().map(|l| words(&site, &editor, l));
        places.map(|words| words.rsplit('/').next().unwrap().to_string()).collect()
    };
    assert_eq!(
        named(DEFINITIONS, "abolition\n"),
        [
            "contradictions.yaml: abolition",
            "definitions.yaml: abolition",
            "facts.yaml: abolition",
            "figures.yaml: abolition",
            "2025-04-07.md: abolition"
        ]
    );
    assert_eq!(
        named(DEFINITIONS, "homes-exempt\n"),
        ["definitions.yaml: homes-exempt", "facts.yaml: homes-exempt", "facts.yaml: homes-exempt"]
    );
    let of_the_bill = named(FACTS, "parking-bill, item");
    let in_yaml = |file: &str| of_the_bill.iter().filter(|place| place.starts_with(file)).count();
    assert_eq!((in_yaml("facts.yaml"), in_yaml("contradictions.yaml")), (3, 1));
}

#[test]
fn symbols_list_sections_ids_and_names() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    let outline = editor
        .ask("textDocument/documentSymbol", json!({"textDocument": {"uri": editor.uri(GATHER)}}));
    let shown: Vec<String> = outline
        .as_array()
        .unwrap()
        .iter()
        .map(|s| {
            let inside: Vec<&str> = s["children"]
                .as_array()
                .unwrap()
                .iter()
                .map(|c| c["name"].as_str().unwrap())
                .collect();
            format!("{}: {}", s["name"].as_str().unwrap(), inside.join(" "))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "The survey: ^n-survey ^n-gazette-survey ^n-letters",
            "Cross-links: ^x-empty",
            "Observations: ^o-pattern-counts ^o-quality-survey ^o-source-council ^o-noise-deals"
        ]
    );
    let mut search = |query: &str| -> Vec<String> {
        let found = editor.ask("workspace/symbol", json!({"query": query}));
        found.as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(
        search("survey"),
        [
            "Street survey of parked cars",
            "Fewer cars than thought, survey finds",
            "^o-kw-survey",
            "^n-survey",
            "^n-gazette-survey",
            "^o-quality-survey",
            "^t-survey"
        ]
    );
    assert_eq!(search("ROBIN"), ["Robin Sample", "^view-robin-sample-exampleton-builders"]);
}
