//! Mistakes while they are typed.

use super::client::{Editor, abilities};
use crate::support::folder::{Folder, tree};
use serde_json::json;

const TOPIC: &str = "content/topics/parking-minimums/topic.md";
const ABOUT: &str = "content/pages/about.md";

/// What is wrong without being advice: that depends on the day.
fn slips(editor: &Editor) -> Vec<String> {
    let advice = ["A504", "A505", "A508", "A509", "A510", "A511", "A503"];
    let all =
        editor.told.iter().flat_map(|(path, list)| list.iter().map(move |l| format!("{path}:{l}")));
    all.filter(|l| !advice.iter().any(|code| l.contains(code))).collect()
}

#[test]
fn diagnostics_follow_typing() {
    let site = Folder::started();
    let before = tree(site.root());
    let mut editor = Editor::start(site.root());
    let good = site.read(ABOUT);
    let bad = format!("{good}\nSee [[who-needs-the-space]] and [@nothing-like-it].\n");
    editor.open(ABOUT, &good);
    editor.settle();
    assert_eq!(slips(&editor), Vec::<String>::new());
    editor.rewrite(ABOUT, &bad);
    editor.wait_for(ABOUT);
    let line = good.lines().count() + 1;
    let expected = [
        format!(
            "{ABOUT}:{line}:6-{line}:25 A201 nothing is called \"who-needs-the-space\"; did you mean \"who-needs-the-spaces\"?"
        ),
        format!("{ABOUT}:{line}:34-{line}:49 A205 no source has the key \"nothing-like-it\""),
    ];
    assert_eq!(slips(&editor), expected);
    editor.rewrite(ABOUT, &good);
    editor.wait_for(ABOUT);
    assert_eq!(slips(&editor), Vec::<String>::new());
    assert_eq!(tree(site.root()), before, "nothing is written");
}

#[test]
fn diagnostics_of_other_files_follow_and_closing_restores() {
    let site = Folder::started();
    site.put("content/pages/other.md", "---\ntitle: Other\n---\nSee [[a-page]].\n");
    site.put("content/pages/a-page.md", "---\ntitle: A page\n---\nWords.\n");
    let mut editor = Editor::start(site.root());
    // an address that is named by its title alone
    site.put("content/pages/other.md", "---\ntitle: Other\n---\nSee [[The one]].\n");
    editor.open("content/pages/a-page.md", "---\ntitle: The one\n---\nWords.\n");
    editor.say("workspace/didChangeWatchedFiles", json!({"changes": []}));
    editor.settle();
    assert_eq!(slips(&editor), Vec::<String>::new());
    editor.rewrite("content/pages/a-page.md", "---\ntitle: The other one\n---\nWords.\n");
    editor.settle();
    let told = ["content/pages/other.md:3:6-3:13 A201 nothing is called \"The one\""];
    assert!(
        slips(&editor).len() == 1 && slips(&editor)[0].starts_with(told[0]),
        "{:?}",
        slips(&editor)
    );
    site.put("content/pages/a-page.md", "---\ntitle: The one\n---\nWords.\n");
    editor.close("content/pages/a-page.md");
    editor.settle();
    assert_eq!(slips(&editor), Vec::<String>::new());
}

#[test]
fn unsaved_new_file_is_read() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    editor.open(ABOUT, &format!("{}\n[[a-new-page]]\n", site.read(ABOUT)));
    editor.settle();
    assert_eq!(slips(&editor).len(), 1, "{:?}", slips(&editor));
    editor.open("content/pages/a-new-page.md", "---\ntitle: New\n---\nWords.\n");
    editor.settle();
    assert_eq!(slips(&editor), Vec::<String>::new());
}

#[test]
fn columns_use_the_negotiated_encoding() {
    let site = Folder::started();
    let text = format!("{}\nÉté 😀😀 [[nobody-at-all]] é [[no-one-either]]\n", site.read(ABOUT));
    let line = text.lines().count() - 1;
    for (encoding, columns) in [("utf-16", [11, 31]), ("utf-8", [17, 38])] {
        let mut said = abilities();
        said["general"]["positionEncodings"] = json!(["utf-16", encoding]);
        let mut editor = Editor::start_with(site.root(), said);
        assert_eq!(editor.offered["capabilities"]["positionEncoding"], encoding);
        editor.open(ABOUT, &text);
        editor.settle();
        let starts: Vec<String> =
            slips(&editor).iter().map(|l| l.split('-').next().unwrap().to_string()).collect();
        assert_eq!(starts, columns.map(|c| format!("{ABOUT}:{line}:{c}")));
        // the first emoji and the space before it are taken away, as the editor counts them
        let width = if encoding == "utf-8" { 4 } else { 2 };
        let start = if encoding == "utf-8" { 5 } else { 3 };
        let range = json!({"start": {"line": line, "character": start}, "end": {"line": line, "character": start + 1 + width}});
        editor.change(ABOUT, json!({"range": range, "text": ""}));
        editor.settle();
        let starts: Vec<String> =
            slips(&editor).iter().map(|l| l.split('-').next().unwrap().to_string()).collect();
        assert_eq!(
            starts,
            columns.map(|c| format!("{ABOUT}:{line}:{}", c - 1 - width)),
            "{encoding}"
        );
    }
}

#[test]
fn crlf_lines_are_counted() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    let text = "---\r\ntitle: A\r\nsumary: B\r\n---\r\nWords.\r\n\r\n[[nobody]]\r\n";
    editor.open(ABOUT, text);
    editor.settle();
    let places: Vec<String> = slips(&editor)
        .iter()
        .map(|l| l.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(places, [format!("{ABOUT}:2:0-2:6 A102"), format!("{ABOUT}:6:2-6:8 A201")]);
}

#[test]
fn opened_subfolder_finds_its_site() {
    let site = Folder::started();
    let mut editor = Editor::start(&site.at("content/topics/parking-minimums"));
    let text = site.read(TOPIC).replacen("question:", "qestion:", 1);
    let uri = super::client::uri(&site.at(TOPIC));
    let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
    // told under the folder's own addresses: the whole site is looked at, the texts of other folders too
    editor.say("textDocument/didOpen", json!({"textDocument": document}));
    editor.wait_for("topic.md");
    assert!(editor.told["topic.md"].iter().any(|l| l.contains("A102")), "{:?}", editor.told);
}

#[test]
fn diagnostics_use_the_uri_of_the_editor() {
    let site = Folder::started();
    let bad = format!("{}\n[[nobody]]\n", site.read(ABOUT));
    site.put(ABOUT, &bad);
    let own = "content/pages/%61bout.md";
    let mut editor = Editor::start(site.root());
    editor.settle();
    assert_eq!(editor.told[ABOUT].len(), 1);
    editor.open(own, &bad);
    editor.settle();
    assert_eq!((editor.told.get(ABOUT), editor.told[own].len()), (None, 1));
    editor.close(own);
    editor.settle();
    assert_eq!((editor.told[ABOUT].len(), editor.told.get(own)), (1, None));
}
