//! The files for other tools, as those tools read them: validators, citation managers, calendars, maps of arguments.
//!
//! `tests/data/site/` is a small site with every kind of fact and every awkward character; what its files say stands in
//! `tests/data/expected/` (rewritten by AGON_REWRITE=1). The shipped site is read by the same programs.

#[path = "data/bibliography.rs"]
mod bibliography;
#[path = "data/export.rs"]
mod export;
#[path = "support/folder.rs"]
mod folder;
#[path = "data/lists.rs"]
mod lists;
#[path = "browser/tools.rs"]
mod npm;
#[path = "data/pages.rs"]
mod pages;
#[path = "data/programs.rs"]
mod programs;

use folder::{TODAY, Tree, build_at, findings, tree};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A site with its files as they were built.
pub struct Built {
    pub root: PathBuf,
    pub public: PathBuf,
    pub files: Tree,
}

pub static SMALL: LazyLock<Built> = LazyLock::new(|| built("tests/data/site", "data-small"));
pub static SHIPPED: LazyLock<Built> = LazyLock::new(|| built("", "data-shipped"));

fn built(root: &str, name: &str) -> Built {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let public = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let outcome = build_at(&root, &public, TODAY);
    assert!(outcome.summary.is_some(), "{}", findings(&outcome));
    Built { root, files: tree(&public), public }
}

impl Built {
    pub fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("there is no {path}"));
        std::str::from_utf8(bytes).expect("files are UTF-8")
    }

    pub fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(self.text(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }
}

/// A whole text is the one in `tests/data/expected/`.
pub fn assert_expected(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/expected").join(name);
    if std::env::var_os("AGON_REWRITE").is_some() {
        std::fs::write(&path, found).expect("the expected text can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{name} says now:\n{found}\nand said:\n{expected}\nif that is right: AGON_REWRITE=1"
    );
}
