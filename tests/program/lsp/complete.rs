//! What can be written at a place.

use super::client::{Editor, edited};
use crate::support::folder::Folder;
use serde_json::{Value, json};

const THREAD: &str = "content/topics/parking-minimums/threads/who-needs-the-spaces.md";
const GATHER: &str = "content/topics/parking-minimums/gathers/2025-04-07.md";
const ABOUT: &str = "content/pages/about.md";
const SITE: &str = "content/site.yaml";
const WATCH: &str = "content/topics/parking-minimums/watch.yaml";
const TOPIC: &str = "content/topics/parking-minimums";
const SOURCES: &str = "content/sources/example.yaml";
const MORE: &str = "content/sources/more.yaml";

/// Where the cursor stands in the texts below.
const CURSOR: char = '‸';

/// The choices at the cursor, and the text.
fn choices(editor: &mut Editor, path: &str, marked: &str) -> (Vec<Value>, String) {
    let text = marked.replacen(CURSOR, "", 1);
    editor.open(path, &text);
    let position = super::client::position(&text, marked.find(CURSOR).expect("a cursor"));
    let params = json!({"textDocument": {"uri": editor.uri(path)}, "position": position});
    let found = editor.ask("textDocument/completion", params);
    editor.close(path);
    editor.settle();
    (found["items"].as_array().cloned().unwrap_or_default(), text)
}

fn labels(items: &[Value]) -> Vec<&str> {
    items.iter().map(|i| i["label"].as_str().expect("a label")).collect()
}

/// The text after the choice of a label was taken.
fn taken(items: &[Value], label: &str, text: &str) -> String {
    let item = items.iter().find(|i| i["label"] == label);
    let item = item.unwrap_or_else(|| panic!("{label} is not among {:?}", labels(items)));
    edited(text, &[item["textEdit"].clone()])
}

/// A text put in place of the end of a file.
fn ending(site: &Folder, path: &str, words: &str) -> String {
    format!("{}\n{words}", site.read(path).trim_end())
}

#[test]
fn completion_replaces_the_whole_name() {
    let site = Folder::started();
    site.put(
        "content/vocabulary.yaml",
        "observation_kinds:\n  count to repeat: {label: count to repeat, like: gap}\n",
    );
    let mut editor = Editor::start(site.root());
    for (path, written, label, expected) in [
        // sources
        (
            ABOUT,
            "\nIt says so [@‸",
            "council-street-survey",
            "\nIt says so [@council-street-survey]",
        ),
        (
            ABOUT,
            "\nIt says so [@coun‸]",
            "council-street-survey",
            "\nIt says so [@council-street-survey]",
        ),
        (
            ABOUT,
            "\nSo [@gazette-parking-bill; @coun‸], é",
            "council-street-survey",
            "\nSo [@gazette-parking-bill; @council-street-survey], é",
        ),
        (
            ABOUT,
            "\nSo [see @coun‸cil-old, p. 3]",
            "council-street-survey",
            "\nSo [see @council-street-survey, p. 3]",
        ),
        // everything that has a name
        (ABOUT, "\nÉté 😀 [[rob‸", "robin-sample", "\nÉté 😀 [[robin-sample]]"),
        (ABOUT, "\n[[‸]]", "high-street-traders", "\n[[high-street-traders]]"),
        (ABOUT, "\n[[the tr‸]]", "the traders", "\n[[high-street-traders|the traders]]"),
        (ABOUT, "\n[[2025‸", "2025-04-07", "\n[[2025-04-07]]"),
        (ABOUT, "\n[[city‸|money]]", "city-budgets", "\n[[city-budgets|money]]"),
        (ABOUT, "\n[[who‸#^what]]", "who-needs-the-spaces", "\n[[who-needs-the-spaces#^what]]"),
        // blocks
        (THREAD, "\nSee [[2025-04-07#‸", "^n-survey", "\nSee [[2025-04-07#^n-survey]]"),
        (THREAD, "\nSee [[2025-04-07#^n-s‸]]", "^n-survey", "\nSee [[2025-04-07#^n-survey]]"),
        (THREAD, "\nSee [[#^q-w‸", "^q-winter", "\nSee [[#^q-winter]]"),
        (
            GATHER,
            "\n- text (corrects:: [[2025-03-10-initial#^n-c‸",
            "^n-cost",
            "\n- text (corrects:: [[2025-03-10-initial#^n-cost]]",
        ),
        // inline fields
        (GATHER, "\n- text (cor‸", "corrects", "\n- text (corrects:: [["),
        (GATHER, "\n- text (‸", "overtakes", "\n- text (overtakes:: [["),
        (GATHER, "\n- text (status::‸", "partly answered", "\n- text (status:: partly answered)"),
        (GATHER, "\n- text (status:: an‸)", "answered", "\n- text (status:: answered)"),
        (GATHER, "\n- text (definition:: ab‸", "abolition", "\n- text (definition:: abolition)"),
        // sections and what is in them
        (ABOUT, "\n## Op‸", "Open questions", "\n## Open questions"),
        (ABOUT, "\n## ‸", "FAQ", "\n## FAQ"),
        (GATHER, "\n- **Gap‸", "Gap", "\n- **Gap:** "),
        (GATHER, "\n- ‸", "Author to watch", "\n- **Author to watch:** "),
        (GATHER, "\n- Count‸", "Count to repeat", "\n- **Count to repeat:** "),
        (GATHER, "\n- **Noi‸:** Much.", "Noise pattern", "\n- **Noise pattern:** Much."),
        (
            GATHER,
            "\n## Cross-links\n- ‸",
            "parking-minimums",
            "\n## Cross-links\n- [[parking-minimums]] ",
        ),
        (
            THREAD,
            "\n## Perspectives\n### [[robin-sample]]\n- 2025-05 har‸",
            "hardened",
            "\n## Perspectives\n### [[robin-sample]]\n- 2025-05 hardened: ",
        ),
        (
            THREAD,
            "\n## Tensions\n- [[a]] × [[b]]: c\n  - ‸",
            "Crux",
            "\n## Tensions\n- [[a]] × [[b]]: c\n  - Crux: ",
        ),
        (
            THREAD,
            "\n## Tensions\n- [[a]] × [[b]]: c\n  - Kind: fa‸",
            "factual",
            "\n## Tensions\n- [[a]] × [[b]]: c\n  - Kind: factual",
        ),
        (
            THREAD,
            "\n## Open questions\n- Why?\n  - Wo‸",
            "Would settle it",
            "\n## Open questions\n- Why?\n  - Would settle it: ",
        ),
    ] {
        let (items, text) = choices(&mut editor, path, &ending(&site, path, written));
        assert_eq!(taken(&items, label, &text), ending(&site, path, expected), "{written}");
    }
}

#[test]
fn completion_offers_yaml_keys_and_values() {
    let site = Folder::started();
    site.put(
        "content/vocabulary.yaml",
        "entity_kinds:\n  street: {label: street, like: place}\n\
         observation_kinds:\n  count to repeat: {label: count to repeat, like: gap}\n\
         tags:\n  housing: {label: Housing}\n",
    );
    let mut editor = Editor::start(site.root());
    for (path, written, label, expected) in [
        (
            THREAD,
            "---\ntitle: A\nsta‸\n---\nWords.\n",
            "status",
            "---\ntitle: A\nstatus: \n---\nWords.\n",
        ),
        (
            THREAD,
            "---\ntitle: A\nstatus: ‸\n---\nWords.\n",
            "emerging",
            "---\ntitle: A\nstatus: emerging\n---\nWords.\n",
        ),
        (
            THREAD,
            "---\nprovenance: {by: ma‸}\n---\n",
            "machine",
            "---\nprovenance: {by: machine}\n---\n",
        ),
        (
            THREAD,
            "---\nprovenance:\n  rev‸\n---\n",
            "reviewed_by",
            "---\nprovenance:\n  reviewed_by: \n---\n",
        ),
        (
            THREAD,
            "---\nrelated: [parking-minimums, ex‸]\n---\n",
            "parking-minimums-explained",
            "---\nrelated: [parking-minimums, parking-minimums-explained]\n---\n",
        ),
        (
            "content/entities/robin-sample.md",
            "---\nkind: ‸\n---\n",
            "collective",
            "---\nkind: collective\n---\n",
        ),
        (
            "content/entities/robin-sample.md",
            "---\nkind: str‸\n---\n",
            "street",
            "---\nkind: street\n---\n",
        ),
        (THREAD, "---\ntags: [hou‸]\n---\n", "housing", "---\ntags: [housing]\n---\n"),
        (
            "content/vocabulary.yaml",
            "entity_kinds:\n  party:\n    li‸\n",
            "like",
            "entity_kinds:\n  party:\n    like: \n",
        ),
        (
            "content/vocabulary.yaml",
            "sides:\n  yes-vote: {like: f‸}\n",
            "for",
            "sides:\n  yes-vote: {like: for}\n",
        ),
        (
            "content/entities/robin-sample.md",
            "---\naffiliation: [{of: ex‸}]\n---\n",
            "exampleton-builders",
            "---\naffiliation: [{of: exampleton-builders}]\n---\n",
        ),
        (SITE, "title: A\nfe‸", "feeds", "title: A\nfeeds: "),
        (SITE, "policies:\n  methods: ‸\n", "about", "policies:\n  methods: about\n"),
        (SITE, "allow_html: ‸\n", "false", "allow_html: false\n"),
        (SOURCES, "- id: a\n  type: rep‸\n", "report", "- id: a\n  type: report\n"),
        (
            SOURCES,
            "- id: a\n  author:\n    - fa‸\n",
            "family",
            "- id: a\n  author:\n    - family: \n",
        ),
        (
            MORE,
            "- id: a\n  reports: [cou‸]\n",
            "council-street-survey",
            "- id: a\n  reports: [council-street-survey]\n",
        ),
        (
            SOURCES,
            "- id: a\n  publisher: Ex‸\n",
            "Example Gazette",
            "- id: a\n  publisher: Example Gazette\n",
        ),
        (
            WATCH,
            "suggestions:\n  - {from: \"[[2025-04-07#^o-no‸]]\"}\n",
            "^o-noise-deals",
            "suggestions:\n  - {from: \"[[2025-04-07#^o-noise-deals]]\"}\n",
        ),
        (
            WATCH,
            "suggestions:\n  - {outcome: ‸}\n",
            "declined",
            "suggestions:\n  - {outcome: declined}\n",
        ),
        (
            WATCH,
            "keywords:\n  - term: a\n    re‸",
            "reason",
            "keywords:\n  - term: a\n    reason: ",
        ),
    ] {
        let (items, text) = choices(&mut editor, path, written);
        assert_eq!(taken(&items, label, &text), expected, "{written}");
    }
}

#[test]
fn completion_offers_definitions_their_items_and_subjects() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    for (file, before, typed, label, after) in [
        ("facts.yaml", "facts:\n- {subject: ", "park", "parking-bill", "}\n"),
        ("facts.yaml", "facts:\n- {subject: parking-bill, item: ", "", "shops-exempt", "}\n"),
        ("facts.yaml", "verdicts:\n- {definition: ", "ab", "abolition", "}\n"),
        ("figures.yaml", "- id: a\n  definition: ", "", "abolition", "\n"),
        ("definitions.yaml", "- id: a\n  rule: ", "ho", "homes-exempt", "\n"),
        (
            "definitions.yaml",
            "- id: a\n  rule: {all: [homes-exempt, ",
            "sh",
            "shops-exempt",
            "]}\n",
        ),
        ("definitions.yaml", "- id: a\n  rule:\n    any:\n    - ", "sh", "shops-exempt", "\n"),
        ("contradictions.yaml", "- id: a\n  between: [", "bu", "builders-on-the-bill", "]\n"),
        ("contradictions.yaml", "- id: a\n  between: [", "ab", "abolition/parking-bill", "]\n"),
    ] {
        let path = format!("{TOPIC}/{file}");
        let written = format!("{before}{typed}{CURSOR}{after}");
        let (items, text) = choices(&mut editor, &path, &written);
        assert_eq!(taken(&items, label, &text), format!("{before}{label}{after}"), "{written}");
    }
    let (items, text) = choices(&mut editor, &format!("{TOPIC}/definitions.yaml"), "- rule: {at‸");
    assert_eq!(taken(&items, "at_least", &text), "- rule: {at_least: ");
}

#[test]
fn completion_offers_headings_of_the_language_and_reads_sections_by_them() {
    let site = Folder::started();
    site.put(SITE, site.read(SITE).replace("language: en-GB\n", "language: de\n"));
    let mut editor = Editor::start(site.root());
    let (items, text) = choices(&mut editor, THREAD, "---\ntitle: A\n---\n## ‸");
    let expected = [
        "Querverweise",
        "Beobachtungen",
        "Zeitleiste",
        "Prognosen",
        "Standpunkte",
        "Streitpunkte",
        "Offene Fragen",
        "Korrekturen",
        "Kurzfassung",
        "Häufige Fragen",
    ];
    assert_eq!(labels(&items), expected);
    assert_eq!(taken(&items, "Häufige Fragen", &text), "---\ntitle: A\n---\n## Häufige Fragen");
    let question = "---\ntitle: A\n---\n## Offene Fragen\n- Why?\n  - ‸";
    let (items, _) = choices(&mut editor, THREAD, question);
    assert_eq!(labels(&items), ["Would settle it", "Answer"]);
}

#[test]
fn completion_survives_incomplete_records() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    let good = site.read(SOURCES);
    editor.open(SOURCES, &good);
    editor.settle();
    for half in ["- id: a\n  reports: [", "- id: a\n  reports: [cou"] {
        let text = format!("{good}{half}");
        editor.rewrite(SOURCES, &text);
        editor.settle();
        assert!(editor.told[SOURCES].iter().any(|l| l.contains("A101")), "{:?}", editor.told);
        let position = super::client::position(&text, text.len());
        let params = json!({"textDocument": {"uri": editor.uri(SOURCES)}, "position": position});
        let found = editor.ask("textDocument/completion", params);
        let found = labels(found["items"].as_array().unwrap()).contains(&"council-street-survey");
        assert!(found, "after {half:?} the keys of the file are gone");
    }
}

#[test]
fn completion_is_silent_in_prose() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    for (path, written) in [
        (ABOUT, "\nSee (the‸ rule) [x‸"),
        (ABOUT, "\nSee [[about]] and‸"),
        (ABOUT, "\nWrite to me@‸"),
        (ABOUT, "\n(‸"),
        (ABOUT, "\n- an item‸"),
        (GATHER, "\n- **Gap:** No‸"),
        (THREAD, "\n## Perspectives\n- 2025-05 hardened: th‸"),
    ] {
        let (items, _) = choices(&mut editor, path, &ending(&site, path, written));
        assert_eq!(labels(&items), Vec::<&str>::new(), "{written}");
    }
    let (items, _) = choices(&mut editor, SITE, "title: One ‸");
    assert_eq!(labels(&items), Vec::<&str>::new());
}

#[test]
fn completion_sorts_the_own_topic_first() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    let (items, _) = choices(&mut editor, GATHER, &ending(&site, GATHER, "\n[@‸"));
    let shown: Vec<String> = items
        .iter()
        .map(|i| format!("{}: {}", i["label"].as_str().unwrap(), i["detail"].as_str().unwrap()))
        .collect();
    let newest = "gazette-street-survey: Fewer cars than thought, survey finds (article, Example Gazette, 2 April 2025)";
    assert!(shown[..2].contains(&newest.to_string()), "{shown:?}");
    assert!(shown[4].starts_with("institute-cost-of-spaces: "), "{shown:?}");
    assert_eq!(items.len(), 5);
    let (items, _) = choices(&mut editor, GATHER, &ending(&site, GATHER, "\n[[‸"));
    assert_eq!(labels(&items)[..2], ["parking-minimums-explained", "2025-04-07"]);
    let sorts: Vec<&str> = items.iter().map(|i| i["sortText"].as_str().unwrap()).collect();
    assert!(sorts.is_sorted());
}

#[test]
fn completion_filters_long_lists() {
    let site = Folder::started();
    for n in 0..1000 {
        site.put(
            &format!("content/entities/body-{n}.md"),
            format!("---\nname: Body {n}\nkind: organisation\n---\nIt is.\n"),
        );
    }
    let mut editor = Editor::start(site.root());
    let text = ending(&site, ABOUT, "\n[[body 77‸");
    let plain = text.replacen(CURSOR, "", 1);
    editor.open(ABOUT, &plain);
    let position = super::client::position(&plain, text.find(CURSOR).unwrap());
    let params = json!({"textDocument": {"uri": editor.uri(ABOUT)}, "position": position});
    let found = editor.ask("textDocument/completion", params);
    let mut names: Vec<&str> = labels(found["items"].as_array().unwrap());
    names.sort();
    let mut expected: Vec<String> = (0..1000)
        .map(|n| n.to_string())
        .filter(|n| n.starts_with("77"))
        .map(|n| format!("body-{n}"))
        .collect();
    expected.sort();
    assert_eq!(names, expected);
    assert_eq!(found["isIncomplete"], true);
}

#[test]
fn links_are_offered_where_they_can_lead() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    let actors = ["exampleton-builders", "high-street-traders", "robin-sample"];
    let mut entities = [&actors[..], &["parking-bill", "parking-minimum"]].concat();
    entities.sort_unstable();
    for (written, expected) in [
        ("\n## Cross-links\n- [[‸", vec!["city-budgets", "parking-minimums"]),
        ("\n## Perspectives\n### [[‸", actors.to_vec()),
        ("\n## Tensions\n- [[‸", entities.clone()),
        ("\n## Tensions\n- [[robin-sample]] × [[‸", entities),
        ("\n## Observations\n- **Author to watch:** [[‸", actors.to_vec()),
    ] {
        let (items, _) = choices(&mut editor, THREAD, &ending(&site, THREAD, written));
        let mut names: Vec<&str> = Vec::new();
        for item in &items {
            let text = item["textEdit"]["newText"].as_str().expect("a text");
            names.push(text.trim_end_matches(']').split('|').next().unwrap_or(text));
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names, expected, "{written}");
    }
    for written in [
        "\n## Observations\n- **Author to watch:** He who wrote [[‸",
        "\n## Observations\n- **Gap:** [[‸",
        "\n## Cross-links\n- [[parking-minimums]] See [[‸",
        "\n## Tensions\n- [[robin-sample]] × [[high-street-traders]]: On [[‸",
    ] {
        let (items, _) = choices(&mut editor, THREAD, &ending(&site, THREAD, written));
        assert!(labels(&items).contains(&"council-street-survey"), "{written}");
    }
}
