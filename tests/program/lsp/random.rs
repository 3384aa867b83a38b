//! No text takes the server down: the starting site, cut off and changed at random, asked about at random places.

use crate::support::folder::{Folder, tree};
use agon::lsp::{Connection, ShutdownKind, run};
use agon::model::Date;
use lsp_server::{Message, Notification, Request, Response};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{LazyLock, OnceLock};
use std::thread::JoinHandle;

/// The texts of the starting site.
fn texts() -> &'static Vec<(String, String)> {
    static TEXTS: OnceLock<Vec<(String, String)>> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let all = tree(&root().join("content")).into_iter();
        all.map(|(path, bytes)| {
            (format!("content/{path}"), String::from_utf8(bytes).expect("UTF-8"))
        })
        .collect()
    })
}

/// The starting site on the disk.
fn root() -> &'static Path {
    static SITE: LazyLock<Folder> = LazyLock::new(Folder::started);
    SITE.root()
}

/// What is typed: pieces that begin something and do not end it among them.
const PIECES: [&str; 30] = [
    "[",
    "[[",
    "]]",
    "[@",
    "]",
    "#^",
    "^",
    "|",
    "(",
    "corrects:: [[",
    "::",
    ")",
    "---\n",
    "- ",
    "\n",
    "\r\n",
    "\r",
    "  - Kind:",
    "## ",
    "### [[",
    "**",
    "é",
    "😀",
    "\u{feff}",
    "`",
    "```\n",
    "\"",
    "{",
    ": ",
    "\t",
];

#[derive(Clone, Debug)]
enum Edit {
    /// The text up to here.
    Cut(Index),
    Insert(Index, Index),
    Delete(Index, u8),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let index = any::<Index>;
    let edit = prop_oneof![
        index().prop_map(Edit::Cut),
        (index(), index()).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        (index(), index()).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        (index(), any::<u8>()).prop_map(|(at, len)| Edit::Delete(at, len)),
    ];
    prop::collection::vec(edit, 1..8)
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0)
}

/// Range and new words of an edit, and the text after it.
fn apply(text: &str, edit: &Edit) -> (Value, String) {
    let place = |index: &Index| boundary(text, index.index(text.len() + 1));
    let (start, end, words) = match edit {
        Edit::Cut(at) => (place(at), text.len(), ""),
        Edit::Insert(at, piece) => (place(at), place(at), PIECES[piece.index(PIECES.len())]),
        Edit::Delete(at, len) => {
            (place(at), boundary(text, place(at) + *len as usize).max(place(at)), "")
        }
    };
    let after = format!("{}{words}{}", &text[..start], &text[end..]);
    (
        json!({"range": {"start": position(text, start), "end": position(text, end)}, "text": words}),
        after,
    )
}

/// As the protocol counts: lines end with \n, \r\n or \r.
fn position(text: &str, byte: usize) -> Value {
    let before = &text[..byte];
    let ends = |n: &usize| match before.as_bytes()[*n] {
        b'\n' => true,
        b'\r' => text.as_bytes().get(n + 1) != Some(&b'\n'),
        _ => false,
    };
    let breaks: Vec<usize> = (0..before.len()).filter(ends).collect();
    let start = breaks.last().map_or(0, |n| n + 1);
    json!({"line": breaks.len(), "character": before[start..].encode_utf16().count()})
}

struct Client {
    connection: Connection,
    server: JoinHandle<anyhow::Result<ShutdownKind>>,
    next: i32,
    /// What the editor shows as wrong, by the address of the text.
    told: BTreeMap<String, Value>,
}

impl Client {
    /// A server that is shown one text; no folder is open, so the site is found by the file.
    fn start(uri: &str, text: &str) -> Client {
        let (ours, connection) = Connection::memory();
        let server = std::thread::spawn(move || run(&ours, &|| Date::day(2026, 11, 20)));
        let mut client = Client { connection, server, next: 0, told: BTreeMap::new() };
        client.ask("initialize", json!({"processId": null, "rootUri": null, "capabilities": {}}));
        client.say("initialized", json!({}));
        let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
        client.say("textDocument/didOpen", json!({"textDocument": document}));
        client
    }
    fn say(&self, method: &str, params: Value) {
        self.connection
            .sender
            .send(Notification::new(method.into(), params).into())
            .expect("it listens");
    }
    fn ask(&mut self, method: &str, params: Value) -> Response {
        self.next += 1;
        self.connection
            .sender
            .send(Request::new(self.next.into(), method.into(), params).into())
            .expect("it listens");
        loop {
            match self.connection.receiver.recv().expect("it answers") {
                Message::Response(response) => return response,
                Message::Notification(n) if n.method == "textDocument/publishDiagnostics" => {
                    let uri = n.params["uri"].as_str().expect("an address").to_string();
                    self.told.insert(uri, n.params["diagnostics"].clone());
                }
                Message::Request(_) | Message::Notification(_) => {}
            }
        }
    }
    /// Ends it; gives what was wrong at the end.
    fn end(mut self) -> BTreeMap<String, Value> {
        self.ask("workspace/symbol", json!({"query": "no such name"}));
        self.ask("shutdown", Value::Null);
        self.say("exit", Value::Null);
        assert_eq!(self.server.join().expect("no panic").expect("no error"), ShutdownKind::Asked);
        self.told.retain(|_, list| list.as_array().is_some_and(|l| !l.is_empty()));
        self.told
    }
}

fn uri(path: &Path) -> String {
    super::client::uri(path)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_edits_keep_answers_consistent(
        file in any::<Index>(),
        edits in edits(),
        asked in prop::collection::vec(any::<Index>(), 8),
    ) {
        let (path, original) = &texts()[file.index(texts().len())];
        let uri = uri(&root().join(path));
        let mut client = Client::start(&uri, original);
        let mut text = original.clone();
        for (edit, index) in edits.iter().zip(asked.iter().cycle()) {
            let (change, after) = apply(&text, edit);
            client.say("textDocument/didChange", json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": [change]}));
            text = after;
            let at = position(&text, boundary(&text, index.index(text.len() + 1)));
            let place = json!({"textDocument": {"uri": uri}, "position": at});
            let with = |key: &str, value: Value| {
                let mut params = place.clone();
                params[key] = value;
                params
            };
            let mut action = with("context", json!({"diagnostics": []}));
            action["range"] = json!({"start": {"line": 0, "character": 0}, "end": at});
            for (method, params) in [
                ("completion", place.clone()),
                ("hover", place.clone()),
                ("definition", place.clone()),
                ("references", with("context", json!({"includeDeclaration": true}))),
                ("documentSymbol", place.clone()),
                ("codeAction", action.clone()),
                ("prepareRename", place.clone()),
                ("rename", with("newName", json!("another-name"))),
            ] {
                let response = client.ask(&format!("textDocument/{method}"), params);
                // refused is an answer, failed is none
                let answered = match &response.response_result {
                    Ok(_) => true,
                    Err(error) => error.code == lsp_server::ErrorCode::RequestFailed as i32,
                };
                prop_assert!(answered, "{method}: {response:?}\n{text}");
            }
        }
        prop_assert_eq!(client.end(), Client::start(&uri, &text).end(), "{}", text);
    }
}
