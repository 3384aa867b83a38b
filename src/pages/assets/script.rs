//! Islands: scripts that say in their first line on which pages they run, such as `// island: timeline sources`.
//!
//! Takes static files, gives the islands under names that hold their hash, and every other file as it is. Pages load an
//! island deferred, and only where it names their kind (`all`: everywhere; `none`: a template asks for it by name).

use super::hash::short_hash;
use super::integrity::Integrity;
use crate::source::OutputFile;
use serde::Serialize;

/// A script that improves finished pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Island {
    /// The file's name without its ending.
    pub name: String,
    /// Its path from the site's root.
    pub src: String,
    /// What a browser checks it against, where it is asked to.
    pub integrity: Option<String>,
    /// The kinds of pages it runs on.
    pub pages: Vec<String>,
    /// Whether it runs on every page.
    pub everywhere: bool,
}

const MARK: &str = "// island:";

/// Takes the islands out of the files and gives them back under their lasting names.
pub(super) fn islands(
    files: Vec<OutputFile>,
    integrity: Integrity,
) -> (Vec<Island>, Vec<OutputFile>) {
    let mut islands = Vec::new();
    let mut out = Vec::with_capacity(files.len() + 1);
    for file in files {
        let Some((name, kinds)) = name(&file.path).zip(declared(&file.bytes)) else {
            out.push(file);
            continue;
        };
        let src = format!("js/{name}.{}.js", short_hash(&file.bytes));
        islands.push(Island {
            everywhere: kinds.iter().any(|k| k == "all"),
            pages: kinds.into_iter().filter(|k| k != "all" && k != "none").collect(),
            name: name.to_string(),
            src: src.clone(),
            integrity: integrity.of(&file.bytes),
        });
        out.push(OutputFile { path: src, bytes: file.bytes });
    }
    islands.sort_by(|a, b| a.name.cmp(&b.name));
    (islands, out)
}

fn name(path: &str) -> Option<&str> {
    path.strip_prefix("js/")?.strip_suffix(".js").filter(|name| !name.contains('/'))
}

/// The kinds of pages in the first line.
fn declared(bytes: &[u8]) -> Option<Vec<String>> {
    let line = bytes.split(|b| *b == b'\n').next()?;
    let kinds = std::str::from_utf8(line).ok()?.strip_prefix(MARK)?;
    Some(kinds.split_whitespace().map(str::to_string).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_island_is_named_by_its_hash_and_says_where_it_runs() {
        let file = |path: &str, text: &str| OutputFile { path: path.into(), bytes: text.into() };
        let text = "// island: thread article\n'use strict';\n";
        let plain = [file("js/plain.js", "1"), file("js/lib/cite.js", text), file("cite.js", text)];
        let (islands, out) = islands(
            plain.iter().cloned().chain([file("js/cite.js", text)]).collect(),
            Integrity::Unsaid,
        );
        let src = format!("js/cite.{}.js", short_hash(text.as_bytes()));
        let pages = vec!["thread".into(), "article".into()];
        assert_eq!(
            islands,
            [Island {
                name: "cite".into(),
                src: src.clone(),
                integrity: None,
                pages,
                everywhere: false
            }]
        );
        assert_eq!(out, plain.into_iter().chain([file(&src, text)]).collect::<Vec<_>>());
    }

    #[test]
    fn all_is_everywhere_and_none_is_nowhere() {
        let made = |first: &str| {
            let bytes = format!("// island: {first}\n").into_bytes();
            let island =
                islands(vec![OutputFile { path: "js/a.js".into(), bytes }], Integrity::Unsaid)
                    .0
                    .remove(0);
            (island.everywhere, island.pages)
        };
        assert_eq!(made("all"), (true, vec![]));
        assert_eq!(made("none"), (false, vec![]));
    }
}
