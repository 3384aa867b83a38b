//! What is to be changed is sent to the editor, and after it the site holds together.

use super::client::{Editor, edited};
use crate::support::folder::{Folder, TODAY, tree};
use agon::content::parse::FileKind;
use agon::format::format_text;
use agon::model::locale::Headings;
use serde_json::{Value, json};
use std::process::Command;

const TOPIC: &str = "content/topics/parking-minimums/topic.md";
const THREAD: &str = "content/topics/parking-minimums/threads/who-needs-the-spaces.md";
const GATHER: &str = "content/topics/parking-minimums/gathers/2025-04-07.md";
const FACTS: &str = "content/topics/parking-minimums/facts.yaml";
const ABOUT: &str = "content/pages/about.md";

/// Does what the editor would do with an edit: changes texts, then moves files.
fn apply(site: &Folder, editor: &Editor, edit: &Value) {
    let path =
        |uri: &Value| uri.as_str().unwrap().strip_prefix(&editor.uri("")).unwrap().to_string();
    let change = |uri: &Value, edits: &Value| {
        let path = path(uri);
        site.put(&path, edited(&site.read(&path), edits.as_array().unwrap()));
    };
    for (uri, edits) in edit["changes"].as_object().into_iter().flatten() {
        change(&json!(uri), edits);
    }
    for one in edit["documentChanges"].as_array().into_iter().flatten() {
        match one["kind"].as_str() {
            Some("rename") => {
                let text = site.read(&path(&one["oldUri"]));
                site.remove(&path(&one["oldUri"]));
                site.put(&path(&one["newUri"]), text);
            }
            None => change(&one["textDocument"]["uri"], &one["edits"]),
            other => panic!("{other:?} in {edit}"),
        }
    }
}

/// What `agon check` says: the code and the file of every finding.
fn report(site: &Folder) -> Vec<String> {
    let args = ["check", "--format", "json", "--as-of", TODAY];
    let output = Command::new(env!("CARGO_BIN_EXE_agon"))
        .args(args)
        .current_dir(site.root())
        .output()
        .unwrap();
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = found["diagnostics"].as_array().unwrap().iter();
    let mut list: Vec<String> = list.map(|d| format!("{} {}", d["code"], d["line"])).collect();
    list.sort();
    list
}

/// The lines of the site that have a word in them. What was published stays published, whatever it is called now.
fn lines_with(site: &Folder, word: &str) -> usize {
    let mut texts = tree(&site.at("content"));
    texts.remove("addresses.txt");
    texts
        .values()
        .flat_map(|t| std::str::from_utf8(t).unwrap().lines())
        .filter(|l| l.contains(word))
        .count()
}

/// Renames what stands at a mark; gives what the editor was offered as the old name.
fn rename(site: &Folder, path: &str, mark: &str, new: &str) -> String {
    let mut editor = Editor::start(site.root());
    let at = editor.at(path, &site.read(path), mark);
    let prepared = editor.ask("textDocument/prepareRename", at.clone());
    let mut params = at;
    params["newName"] = json!(new);
    let edit = editor.ask("textDocument/rename", params);
    apply(site, &editor, &edit);
    prepared["placeholder"].as_str().unwrap().to_string()
}

#[test]
fn rename_edits_every_reference() {
    for (path, mark, old, new, left) in [
        // from a citation, and from the record itself
        (THREAD, "council-street-survey]", "council-street-survey", "survey-of-2025", 1),
        (
            "content/sources/example.yaml",
            "institute-cost-of-spaces\n",
            "institute-cost-of-spaces",
            "cost",
            1,
        ),
        // from a link, from the block itself, and from YAML
        (THREAD, "n-survey]", "n-survey", "n-count", 0),
        (GATHER, "n-letters\n", "n-letters", "n-mail", 0),
        (
            "content/topics/parking-minimums/watch.yaml",
            "o-noise-deals]]",
            "o-noise-deals",
            "o-noise",
            0,
        ),
        // a topic that is followed elsewhere
        (GATHER, "city-budgets", "city-budgets", "budgets", 0),
        // a publisher's id
        (
            "content/publishers.yaml",
            "example-gazette",
            "example-gazette",
            "gazette-of-exampleton",
            1,
        ),
        // a definition, from a verdict, and an item of it, from a fact
        (FACTS, "abolition,", "abolition", "no-minimums", 0),
        (FACTS, "shops-exempt, status: yes", "shops-exempt", "shops-free", 0),
    ] {
        let site = Folder::started();
        let before = (report(&site), lines_with(&site, old));
        assert!(before.1 > 0);
        assert_eq!(rename(&site, path, mark, new), old);
        assert_eq!(report(&site), before.0, "{mark}");
        // the old name is left as an alias of what has an address of its own, and nowhere else as a whole word
        let whole = [" ", "]", "#^", "\n"]
            .iter()
            .filter(|end| lines_with(&site, &format!("{old}{end}")) > left)
            .count();
        assert_eq!(whole, 0, "{old} is left");
        assert!(lines_with(&site, new) > 0);
    }
}

#[test]
fn rename_of_a_published_block_id_keeps_the_old_one_as_an_alias() {
    let site = Folder::started();
    let page = "topics/parking-minimums/threads/who-needs-the-spaces.html";
    site.put("content/addresses.txt", format!("{page} #q-how-many\n"));
    assert_eq!(rename(&site, THREAD, "q-how-many", "q-spaces"), "q-how-many");
    let thread = site.read(THREAD);
    assert!(thread.contains(" (alias:: q-how-many) ^q-spaces"), "{thread}");
    let found = report(&site);
    assert!(!found.iter().any(|line| line.contains("A70")), "{found:?}");
}

#[test]
fn rename_of_a_document_moves_its_file() {
    for (path, mark, old, new, moved) in [
        (
            TOPIC,
            "who-needs-the-spaces]",
            "who-needs-the-spaces",
            "clash",
            "content/topics/parking-minimums/threads/clash.md",
        ),
        (
            THREAD,
            "parking-minimums-explained]",
            "parking-minimums-explained",
            "the-rule",
            "content/topics/parking-minimums/articles/the-rule.md",
        ),
        (THREAD, "robin-sample]", "robin-sample", "r-sample", "content/entities/r-sample.md"),
        (
            TOPIC,
            "parking-bill|",
            "parking-bill",
            "bill-of-2025",
            "content/entities/bill-of-2025.md",
        ),
        ("content/site.yaml", "about]", "about", "about-us", "content/pages/about-us.md"),
        // from its title
        (
            THREAD,
            "Who needs",
            "who-needs-the-spaces",
            "clash",
            "content/topics/parking-minimums/threads/clash.md",
        ),
    ] {
        let site = Folder::started();
        site.put("content/pages/links.md", "---\ntitle: Links\n---\n[It](../topics/parking-minimums/threads/who-needs-the-spaces.md), [us](about.md).\n");
        let before = report(&site);
        assert_eq!(rename(&site, path, mark, new), old);
        assert_eq!(report(&site), before, "{mark}");
        assert!(site.read(moved).contains(old), "{}", site.read(moved));
        let text = site.read("content/pages/links.md");
        assert_eq!(text.contains("/clash.md"), new == "clash", "{text}");
        assert_eq!(text.contains("(about-us.md)"), new == "about-us", "{text}");
        // the old address leads to the new one
        assert!(site.build().summary.is_some());
        let redirects = tree(&site.at("public"));
        assert!(
            redirects
                .keys()
                .any(|p| p.ends_with(&format!("/{old}.html")) || *p == format!("{old}.html")),
            "{old}"
        );
    }
}

#[test]
fn rename_refuses_breaking_names() {
    let site = Folder::started();
    let before = tree(site.root());
    let mut editor = Editor::start(site.root());
    for (path, mark, new, expected) in [
        (
            THREAD,
            "council-street-survey]",
            "Survey 2025",
            "\"Survey 2025\" would not last in an address; write lower-case letters, digits and hyphens",
        ),
        (
            THREAD,
            "council-street-survey]",
            "gazette-street-survey",
            "with that name, the source key \"gazette-street-survey\" occurs twice",
        ),
        (
            GATHER,
            "n-letters\n",
            "n-survey",
            "with that name, the contradiction \"survey-of-one-night\" is between fewer than two statements",
        ),
        (
            THREAD,
            "robin-sample]",
            "parking-bill",
            "content/entities/parking-bill.md exists already",
        ),
        (
            THREAD,
            "robin-sample]",
            "about",
            "with that name, two things have the slug \"about\", so links to it are ambiguous",
        ),
        (
            THREAD,
            "2025-04-07#",
            "2025-04-08",
            "a gather is named after its day; rename the file if the day is wrong",
        ),
        (
            THREAD,
            "parking-minimums,",
            "parking",
            "a topic is named after its folder; rename the folder and keep the old name as an alias",
        ),
        (
            GATHER,
            "Letters on",
            "letters",
            "this work has no record; write one in content/sources/ first",
        ),
        (
            FACTS,
            "shops-exempt, status: yes",
            "homes-exempt",
            "there is an item \"homes-exempt\" already, and both would become one",
        ),
        (THREAD, "Whether the spaces", "spaces", "there is no id here"),
    ] {
        let mut at = editor.at(path, &site.read(path), mark);
        at["newName"] = json!(new);
        assert_eq!(editor.refused("textDocument/rename", at), expected);
    }
    assert_eq!(tree(site.root()), before);
    // nothing of the trials is left in what is known
    editor.settle();
    assert!(editor.told.values().flatten().all(|l| !l.contains("twice")), "{:?}", editor.told);
    let mut poor = super::client::abilities();
    poor["workspace"]["workspaceEdit"] = json!({});
    let mut editor = Editor::start_with(site.root(), poor);
    let mut at = editor.at(THREAD, &site.read(THREAD), "robin-sample]");
    at["newName"] = json!("r-sample");
    assert_eq!(
        editor.refused("textDocument/rename", at),
        "this editor cannot move files, and the name is that of a file"
    );
}

#[test]
fn rename_edits_unsaved_texts() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    let text = format!("{}\nÉté 😀 [@council-street-survey].\n", site.read(ABOUT));
    editor.open(ABOUT, &text);
    let mut at = editor.at(ABOUT, &text, "council-street-survey]");
    at["newName"] = json!("survey-of-2025");
    let edit = editor.ask("textDocument/rename", at);
    let edits = edit["changes"][editor.uri(ABOUT)].as_array().unwrap().clone();
    assert_eq!(edited(&text, &edits), text.replace("council-street-survey", "survey-of-2025"));
}

#[test]
fn quick_fixes_resolve_their_diagnostic() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    let broken = [
        (ABOUT, "title:", "tite:"),
        (ABOUT, "by: unknown", "by: unknwn"),
        (THREAD, "[[parking-minimum]]", "[[parking-minimun]]"),
        (THREAD, "[@gazette-parking-bill]", "[@gazete-parking-bill]"),
        (THREAD, "#^n-survey]]", "#^n-survy]]"),
        (THREAD, "hardened:", "hardend:"),
        (THREAD, "(status:: open)", "(sttus:: open)"),
        (THREAD, "^q-winter", "^q_Winter"),
        (GATHER, "**Quality signal:**", "**Qualty signal:**"),
        (
            "content/topics/parking-minimums/figures.yaml",
            "subject: parking-minimum",
            "subject: parking-mnimum",
        ),
    ];
    for (path, good, bad) in broken {
        let text = site.read(path);
        assert!(text.contains(good), "{good}");
        let text = text.replacen(good, bad, 1);
        editor.open(path, &text);
        let at = editor.at(path, &text, bad);
        // the mistake is inside of the broken words
        let end = super::client::position(&text, text.find(bad).unwrap() + bad.len());
        let range = json!({"start": at["position"], "end": end});
        let params = json!({"textDocument": at["textDocument"], "range": range, "context": {"diagnostics": []}});
        let actions = editor.ask("textDocument/codeAction", params.clone());
        let actions = actions.as_array().unwrap();
        assert!(!actions.is_empty(), "nothing is offered for {bad}");
        let edits = actions[0]["edit"]["changes"][editor.uri(path)].as_array().unwrap().clone();
        let mended = edited(&text, &edits);
        assert!(
            actions[0]["diagnostics"][0]["code"].is_string() && actions[0]["kind"] == "quickfix"
        );
        editor.rewrite(path, &mended);
        editor.settle();
        let left: Vec<&String> =
            editor.told.get(path).into_iter().flatten().filter(|l| !l.contains(" A5")).collect();
        assert!(left.is_empty(), "{bad}: {left:?}\n{}", actions[0]["title"]);
        editor.close(path);
        // an editor that asks for other kinds is offered none
        let mut other = params;
        other["context"]["only"] = json!(["source.organizeImports"]);
        assert_eq!(editor.ask("textDocument/codeAction", other), json!([]));
    }
}

#[test]
fn formatting_is_that_of_agon_fmt() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    assert_eq!(editor.offered["capabilities"]["documentFormattingProvider"], true);
    let text = format!("{}\n\n\n## Notes\n* Müßig  \n* 😀 two\n\n\n", site.read(THREAD));
    editor.open(THREAD, &text);
    let params = json!({
        "textDocument": {"uri": editor.uri(THREAD)},
        "options": {"tabSize": 2, "insertSpaces": true},
    });
    let edits = editor.ask("textDocument/formatting", params.clone());
    let formatted = edited(&text, edits.as_array().unwrap());
    assert_ne!(formatted, text);
    assert_eq!(formatted, format_text(FileKind::Thread, &text, &Headings::english()));
    editor.rewrite(THREAD, &formatted);
    assert_eq!(editor.ask("textDocument/formatting", params.clone()), json!([]));
    editor.rewrite(THREAD, &text.replacen("title:", "tilte:", 1));
    assert_eq!(editor.ask("textDocument/formatting", params), json!([]), "a text with errors");
}
