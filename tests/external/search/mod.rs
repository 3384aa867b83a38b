//! The search index of the shipped site, asked through the very script that readers run (`static/js/find.js`, under Node).
//!
//! Takes `content/`; expects what a plain scan of the Markdown files finds. Needs `node`.

mod again;
mod asks;
mod cost;
mod finds;
mod scan;

use crate::programs::{output, program};
use agon::content::load;
use agon::exports::search;
use agon::model::{Date, Day, Site};
use agon::pages::Ctx;
use agon::source::Files;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

const DAY: Day = Day::Today(Date { year: 2026, month: 11, day: 20 });

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The shipped site and its texts.
fn shipped() -> (Site, Files) {
    let mut report = agon::diagnostics::Report::default();
    let loaded = load::load(root(), &mut report).expect("content/ is there");
    (linked(&loaded.files), loaded.files)
}

/// The site of some texts.
fn linked(files: &Files) -> Site {
    let mut report = agon::diagnostics::Report::default();
    let raw = agon::content::parse::parse(files, &mut report);
    agon::linking::link(raw, files, Vec::new(), DAY, &mut report)
}

/// The files of the index by path.
fn index_of(ctx: &Ctx) -> BTreeMap<String, Vec<u8>> {
    let files = Mutex::new(BTreeMap::new());
    let written = search::write(ctx, |file| -> Result<(), std::convert::Infallible> {
        files.lock().unwrap().insert(file.path, file.bytes);
        Ok(())
    });
    written.expect("a map refuses nothing");
    files.into_inner().unwrap()
}

/// What `tests/external/search/ask.js` answers to `asked`, with an index on the disk.
fn ask(index: &BTreeMap<String, Vec<u8>>, asked: &Value) -> Value {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("search")).unwrap();
    for (path, bytes) in index {
        std::fs::write(folder.path().join(path), bytes).unwrap();
    }
    let script = root().join("tests/external/search/ask.js");
    let mut node = program("node");
    node.arg(script).arg(root().join("static/js/find.js")).arg(folder.path().join("search"));
    serde_json::from_str(&output(&mut node, asked.to_string())).expect("ask.js answers in JSON")
}
