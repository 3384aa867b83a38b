//! An editor without a screen: starts `agon lsp`, frames messages as the protocol says, keeps what it was told.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// After so long without a word the server counts as stuck. No test waits for it to pass.
const STUCK: Duration = Duration::from_secs(120);

pub(super) struct Editor {
    child: Child,
    stdin: Option<ChildStdin>,
    messages: Receiver<Value>,
    next: i64,
    root: String,
    /// What the server offered when it was started.
    pub offered: Value,
    /// What is wrong in each text, as it was told last: `3:5-3:9 A201 …`, lines and columns from 0 as the protocol has them.
    pub told: BTreeMap<String, Vec<String>>,
}

/// What most editors say of themselves.
pub(super) fn abilities() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}},
        "workspace": {
            "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename", "delete"]},
            "didChangeWatchedFiles": {"dynamicRegistration": true},
        },
    })
}

impl Editor {
    /// Starts the server with a folder open in the editor.
    pub(super) fn start(folder: &Path) -> Editor {
        Editor::start_with(folder, abilities())
    }

    pub(super) fn start_with(folder: &Path, capabilities: Value) -> Editor {
        let mut child = Command::new(env!("CARGO_BIN_EXE_agon"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("agon starts");
        let (sender, messages) = channel();
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        std::thread::spawn(move || {
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let stdin = child.stdin.take();
        let root = uri(folder);
        let mut editor = Editor {
            child,
            stdin,
            messages,
            next: 0,
            root: root.clone(),
            offered: Value::Null,
            told: BTreeMap::new(),
        };
        let folders = json!([{"uri": root, "name": "site"}]);
        let params = json!({"processId": null, "rootUri": root, "workspaceFolders": folders, "capabilities": capabilities});
        editor.offered = editor.ask("initialize", params);
        editor.say("initialized", json!({}));
        editor
    }

    pub(super) fn uri(&self, path: &str) -> String {
        format!("{}/{path}", self.root)
    }

    fn send(&mut self, message: Value) {
        let text = message.to_string();
        let stdin = self.stdin.as_mut().expect("the server is there");
        write!(stdin, "Content-Length: {}\r\n\r\n{text}", text.len())
            .and_then(|()| stdin.flush())
            .expect("it listens");
    }

    pub(super) fn say(&mut self, method: &str, params: Value) {
        self.send(json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// The whole response to a request.
    pub(super) fn response(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.hear();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
        }
    }

    /// The result of a request that is answered.
    pub(super) fn ask(&mut self, method: &str, params: Value) -> Value {
        let response = self.response(method, params);
        assert!(response.get("error").is_none(), "{method}: {response}");
        response["result"].clone()
    }

    /// What a request is refused with.
    pub(super) fn refused(&mut self, method: &str, params: Value) -> String {
        let response = self.response(method, params);
        response["error"]["message"]
            .as_str()
            .unwrap_or_else(|| panic!("{method} is answered: {response}"))
            .to_string()
    }

    /// The next message; requests of the server are answered with nothing, diagnostics are kept.
    pub(super) fn hear(&mut self) -> Value {
        let message = self.messages.recv_timeout(STUCK).expect("the server says something");
        if message.get("id").is_some() && message.get("method").is_some() {
            self.send(json!({"jsonrpc": "2.0", "id": message["id"], "result": null}));
        }
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let path = params["uri"]
                .as_str()
                .expect("an address")
                .strip_prefix(&format!("{}/", self.root));
            let path = path.expect("a file of the folder").to_string();
            let list: Vec<String> =
                params["diagnostics"].as_array().expect("a list").iter().map(line).collect();
            match list.is_empty() {
                true => drop(self.told.remove(&path)),
                false => drop(self.told.insert(path, list)),
            }
        }
        message
    }

    /// Waits until the server tells of a text by itself.
    pub(super) fn wait_for(&mut self, path: &str) {
        let uri = self.uri(path);
        while self.hear()["params"]["uri"] != uri.as_str() {}
    }

    /// A question, so that everything is told that was to be told before its answer.
    pub(super) fn settle(&mut self) {
        self.ask("workspace/symbol", json!({"query": "no such name anywhere"}));
    }

    pub(super) fn open(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
        self.say("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Replaces the whole text.
    pub(super) fn rewrite(&mut self, path: &str, text: &str) {
        self.change(path, json!({"text": text}));
    }

    pub(super) fn change(&mut self, path: &str, change: Value) {
        let document = json!({"uri": self.uri(path), "version": 2});
        self.say(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": [change]}),
        );
    }

    pub(super) fn close(&mut self, path: &str) {
        let document = json!({"uri": self.uri(path)});
        self.say("textDocument/didClose", json!({"textDocument": document}));
    }

    /// Where a mark of a text stands: the parameters that most requests take.
    pub(super) fn at(&self, path: &str, text: &str, mark: &str) -> Value {
        let byte = text.find(mark).unwrap_or_else(|| panic!("{mark:?} is not in {path}"));
        json!({"textDocument": {"uri": self.uri(path)}, "position": position(text, byte)})
    }

    /// Ends as the protocol asks; gives the exit code.
    pub(super) fn end(mut self) -> Option<i32> {
        self.ask("shutdown", Value::Null);
        self.say("exit", Value::Null);
        self.child.wait().expect("it ends").code()
    }

    /// Goes away without a word; gives the exit code.
    pub(super) fn vanish(mut self) -> Option<i32> {
        drop(self.stdin.take());
        self.child.wait().expect("it ends").code()
    }

    pub(super) fn send_bytes(&mut self, bytes: &[u8]) {
        self.stdin.as_mut().expect("the server is there").write_all(bytes).expect("it listens");
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(stdout: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        stdout.read_line(&mut line).ok().filter(|n| *n > 0)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    stdout.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

pub(super) fn uri(path: &Path) -> String {
    url::Url::from_file_path(path).expect("an absolute path").to_string()
}

/// Line and column of a byte, columns in units of UTF-16.
pub(super) fn position(text: &str, byte: usize) -> Value {
    let start = text[..byte].rfind('\n').map_or(0, |n| n + 1);
    json!({"line": text[..byte].matches('\n').count(), "character": text[start..byte].encode_utf16().count()})
}

/// The byte of such a place.
pub(super) fn byte(text: &str, position: &Value) -> usize {
    let line = position["line"].as_u64().expect("a line") as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut left = position["character"].as_u64().expect("a column") as usize;
    let mut at = start;
    for c in text[start..].chars() {
        if left == 0 {
            break;
        }
        left -= c.len_utf16();
        at += c.len_utf8();
    }
    at
}

/// A text after edits of the protocol.
pub(super) fn edited(text: &str, edits: &[Value]) -> String {
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|e| {
            let range = &e["range"];
            (
                byte(text, &range["start"]),
                byte(text, &range["end"]),
                e["newText"].as_str().expect("words"),
            )
        })
        .collect();
    edits.sort();
    let mut out = text.to_string();
    edits.iter().rev().for_each(|(start, end, words)| out.replace_range(*start..*end, words));
    out
}

fn line(found: &Value) -> String {
    let (start, end) = (&found["range"]["start"], &found["range"]["end"]);
    let place = |at: &Value| format!("{}:{}", at["line"], at["character"]);
    let message =
        found["message"].as_str().expect("a message").lines().next().unwrap_or("").to_string();
    format!("{}-{} {} {message}", place(start), place(end), found["code"].as_str().expect("a code"))
}
