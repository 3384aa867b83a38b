//! How it begins and ends, and where there is no site.

use super::client::Editor;
use crate::support::folder::Folder;
use serde_json::{Value, json};

#[test]
fn exit_code_depends_on_shutdown() {
    let site = Folder::started();
    assert_eq!(Editor::start(site.root()).end(), Some(0));
    assert_eq!(Editor::start(site.root()).vanish(), Some(1));
    let mut editor = Editor::start(site.root());
    editor.say("exit", Value::Null);
    assert_eq!(editor.vanish(), Some(1));
}

#[test]
fn messages_that_cannot_be_read_are_skipped() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    for bytes in [
        "Content-Length: 9\r\n\r\nno JSON!!",
        "Content-Length: many\r\n\r\n",
        "Content-Length: 90\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"$/setTrace\"}",
        "no header at all\r\n\r\n",
        "Content-Type: none\r\n\r\n",
    ] {
        editor.send_bytes(bytes.as_bytes());
        editor.settle();
    }
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn requests_after_shutdown_are_refused() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    editor.ask("shutdown", Value::Null);
    assert_eq!(
        editor.refused("workspace/symbol", json!({"query": "a"})),
        "the server is shutting down"
    );
    editor.say("exit", Value::Null);
}

#[test]
fn unknown_methods_are_refused() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    assert_eq!(
        editor.refused("textDocument/inlayHint", json!({})),
        "agon does not answer textDocument/inlayHint"
    );
    let wrong = editor.response("textDocument/hover", json!({"position": "here"}));
    assert_eq!(wrong["error"]["code"], -32602);
    editor.say("textDocument/didChange", json!({"nonsense": true}));
    editor.say("$/setTrace", json!({"value": "off"}));
    editor.settle();
}

#[test]
fn files_outside_of_sites_are_ignored() {
    let folder = Folder::empty();
    let mut editor = Editor::start(folder.root());
    let text = "# A note\n\n[[nobody]] [@nothing]\n";
    editor.open("notes/a.md", text);
    editor.settle();
    assert!(editor.told.is_empty(), "{:?}", editor.told);
    for method in [
        "textDocument/hover",
        "textDocument/definition",
        "textDocument/completion",
        "textDocument/prepareRename",
    ] {
        let at = editor.at("notes/a.md", text, "nobody");
        assert_eq!(editor.ask(method, at), Value::Null, "{method}");
    }
    editor.rewrite("notes/a.md", "");
    editor.close("notes/a.md");
    editor.settle();
}

#[test]
fn saving_site_yaml_opens_a_site() {
    let folder = Folder::empty();
    folder.put("content/pages/about.md", "---\ntitle: About\n---\nWords.\n");
    let mut editor = Editor::start(folder.root());
    editor.open("content/pages/about.md", "---\ntitle: About\n---\n[[nobody]]\n");
    editor.settle();
    assert!(editor.told.is_empty());
    folder.put("content/site.yaml", "title: A\nbase_url: https://a.example/\n");
    editor.say(
        "textDocument/didSave",
        json!({"textDocument": {"uri": editor.uri("content/site.yaml")}}),
    );
    editor.settle();
    assert_eq!(editor.told["content/pages/about.md"].len(), 1, "{:?}", editor.told);
    folder.remove("content/site.yaml");
    editor.say("workspace/didChangeWatchedFiles", json!({"changes": []}));
    editor.settle();
    assert!(editor.told["content/site.yaml"][0].contains("A003"), "{:?}", editor.told);
    editor.open("content/site.yaml", "title: A\nbase_url: https://a.example/\n");
    editor.settle();
    assert_eq!(editor.told.get("content/site.yaml"), None);
}

#[test]
fn watched_files_are_reloaded() {
    let site = Folder::started();
    let mut editor = Editor::start(site.root());
    editor.settle();
    site.put("content/pages/new.md", "---\ntitle: New\n---\n[[nobody]]\n");
    editor.say("workspace/didChangeWatchedFiles", json!({"changes": []}));
    editor.wait_for("content/pages/new.md");
    site.remove("content/pages/new.md");
    editor.say("workspace/didChangeWatchedFiles", json!({"changes": []}));
    editor.settle();
    assert_eq!(editor.told.get("content/pages/new.md"), None);
}
