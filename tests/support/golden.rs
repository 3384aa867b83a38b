//! Expected texts under `tests/fixtures/`. `UPDATE_GOLDEN=1 cargo test` writes them instead of comparing; read the diff
//! before you commit it.

use super::call::root;
use std::fs;
use std::path::{Path, PathBuf};

/// Lines that a message shows from the first difference on.
const LINES: usize = 20;

/// A file or folder under `tests/fixtures/`.
pub(crate) fn fixture(path: &str) -> PathBuf {
    root().join("tests/fixtures").join(path)
}

/// Whether expected texts are written instead of compared.
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some()
}

/// Compares a text with that of `tests/fixtures/<path>`.
#[track_caller]
pub(crate) fn assert(path: &str, text: &str) {
    if let Some(difference) = difference(&fixture(path), text) {
        panic!("{difference}");
    }
}

/// How a text differs from that of a file, which is written when [`updating`].
pub(crate) fn difference(path: &Path, text: &str) -> Option<String> {
    let expected = fs::read_to_string(path).unwrap_or_default();
    if text == expected {
        return None;
    }
    if updating() {
        fs::write(path, text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        return None;
    }
    let equal = text.lines().zip(expected.lines()).take_while(|(a, b)| a == b).count();
    let excerpt = |text: &str| text.lines().skip(equal).take(LINES).collect::<Vec<_>>().join("\n");
    Some(format!(
        "{} differs from line {} (UPDATE_GOLDEN=1 rewrites it)\n--- expected\n{}\n--- found\n{}",
        path.display(),
        equal + 1,
        excerpt(&expected),
        excerpt(text)
    ))
}
