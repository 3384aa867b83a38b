//! The search index of the shipped site, asked through the very script that readers run (`static/js/find.js`, under Node).
//!
//! Takes `content/`; expects what a plain scan of the Markdown files finds. Needs `node`.

mod again;
mod cost;
mod finds;
mod scan;

use crate::programs::{output, program};
use agon::content::load;
use agon::exports::search::{self, Recall, Shelf};
use agon::model::{Date, Day, Site};
use agon::pages::Ctx;
use agon::source::{Artifact, Files};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

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

/// An index in memory, and which of its files were made anew.
#[derive(Default)]
struct Index {
    files: Mutex<BTreeMap<String, (search::Hash, Vec<u8>)>>,
    before: BTreeMap<String, (search::Hash, Vec<u8>)>,
    made: Mutex<Vec<String>>,
}

impl Shelf for Index {
    type Error = ();

    fn keep(&self, path: &str, made_of: &search::Hash) -> bool {
        let Some(kept) = self.before.get(path).filter(|(hash, _)| hash == made_of) else {
            return false;
        };
        self.insert(path, kept.clone());
        true
    }

    fn put(&self, file: Artifact, made_of: search::Hash) -> Result<(), ()> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).push(file.path.clone());
        self.insert(&file.path, (made_of, file.bytes));
        Ok(())
    }
}

impl Index {
    fn insert(&self, path: &str, file: (search::Hash, Vec<u8>)) {
        let other =
            self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.into(), file);
        assert!(other.is_none(), "{path} is made twice");
    }

    /// The files by path.
    fn bytes(self) -> BTreeMap<String, Vec<u8>> {
        let files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        files.into_iter().map(|(path, (_, bytes))| (path, bytes)).collect()
    }
}

/// The files of the index by path, made from nothing.
fn index_of(ctx: &Ctx) -> BTreeMap<String, Vec<u8>> {
    let index = Index::default();
    search::build(ctx, &Recall::default(), &index).unwrap();
    index.bytes()
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
