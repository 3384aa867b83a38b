//! The texts of the documentation and the blocks of code in them.

use std::path::{Path, PathBuf};

/// A block of code between two fences.
pub(crate) struct CodeBlock {
    /// The first word behind the fence, such as `yaml`.
    pub language: String,
    /// The rest of the line: the path of a file whose whole text the block is.
    pub path: Option<String>,
    pub text: String,
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The path of a page of the manual by its name.
pub(crate) fn page_path(name: &str) -> PathBuf {
    root().join("docs/content/pages").join(name).with_extension("md")
}

pub(crate) fn page(name: &str) -> String {
    let path = page_path(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The names of all pages of the manual, sorted.
pub(crate) fn page_names() -> Vec<String> {
    let folder =
        std::fs::read_dir(root().join("docs/content/pages")).expect("the manual has pages");
    let mut names: Vec<String> = folder
        .map(|entry| {
            let name = entry.expect("an entry").file_name().into_string().expect("a name in UTF-8");
            name.strip_suffix(".md").expect("a page is Markdown").to_string()
        })
        .collect();
    names.sort();
    names
}

/// README.md, the pages of docs/ for contributors and the pages of the manual: path and text.
pub(crate) fn all() -> Vec<(String, String)> {
    let mut paths = vec!["README.md".to_string()];
    for name in ["contributing", "reasoning", "records", "release"] {
        paths.push(format!("docs/{name}.md"));
    }
    paths.extend(page_names().into_iter().map(|name| format!("docs/content/pages/{name}.md")));
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(root().join(&path)).expect("the text can be read");
            (path, text)
        })
        .collect()
}

/// The blocks of code of a text, in order.
pub(crate) fn code_blocks(text: &str) -> Vec<CodeBlock> {
    let mut blocks: Vec<CodeBlock> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        if let Some(info) = line.strip_prefix("```") {
            is_open = !is_open;
            if is_open {
                let (language, path) = match info.split_once(' ') {
                    Some((language, path)) => (language, Some(path.to_string())),
                    None => (info, None),
                };
                blocks.push(CodeBlock { language: language.into(), path, text: String::new() });
            }
        } else if is_open {
            let block = blocks.last_mut().expect("an open block");
            block.text.push_str(line);
            block.text.push('\n');
        }
    }
    assert!(!is_open, "a block of code is not closed");
    blocks
}

/// Path and text of the files that the pages show as a whole. A later block replaces an earlier one of the same path.
pub(crate) fn whole_files(pages: &[&str]) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for name in pages {
        for block in code_blocks(&page(name)) {
            let Some(path) = block.path else { continue };
            files.retain(|(earlier, _)| *earlier != path);
            files.push((path, block.text));
        }
    }
    files
}
