//! The templates and static files that are in the program itself.
//!
//! They have the same types as the site's own files.

use super::paths::is_skipped;
use crate::source::{OutputFile, SourceFile};
use include_dir::{Dir, DirEntry, File, include_dir};

static TEMPLATES: Dir = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATICS: Dir = include_dir!("$CARGO_MANIFEST_DIR/static");

/// The built-in templates; paths are from `templates/`, sorted.
pub fn templates() -> Vec<SourceFile> {
    let body =
        |f: &File| String::from_utf8(f.contents().to_vec()).expect("built-in templates are UTF-8");
    files(&TEMPLATES).into_iter().map(|(path, f)| SourceFile { path, body: body(f) }).collect()
}

/// The built-in styles, scripts and fonts; paths are from `static/`, sorted.
pub fn statics() -> Vec<OutputFile> {
    files(&STATICS)
        .into_iter()
        .map(|(path, f)| OutputFile { path, bytes: f.contents().to_vec() })
        .collect()
}

/// The paths of the built-in static files, from `static/`, sorted.
pub fn static_paths() -> impl Iterator<Item = String> {
    files(&STATICS).into_iter().map(|(path, _)| path)
}

fn files(dir: &'static Dir) -> Vec<(String, &'static File<'static>)> {
    let mut found = Vec::new();
    collect(dir, &mut found);
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn collect(dir: &'static Dir, found: &mut Vec<(String, &'static File<'static>)>) {
    for entry in dir.entries() {
        let path =
            entry.path().to_str().expect("names of built-in files are UTF-8").replace('\\', "/");
        if is_skipped(path.rsplit('/').next().unwrap_or(&path)) {
            continue;
        }
        match entry {
            DirEntry::Dir(d) => collect(d, found),
            DirEntry::File(f) => found.push((path, f)),
        }
    }
}

/// What a copy of a built-in template says it was made from: this word and the text's [`mark`].
const MARK: &str = "agon built-in ";

/// A short name for a built-in text as it is now.
pub fn mark(body: &str) -> String {
    blake3::hash(body.as_bytes()).to_hex()[..16].to_string()
}

/// A built-in template as a site's own copy begins: with a comment that no page shows.
pub fn copy(template: &SourceFile) -> String {
    format!("{{#- {MARK}{} -#}}\n{}", mark(&template.body), template.body)
}

/// A built-in style as a site's own copy begins: with a comment that names its original.
pub fn style_copy(body: &str) -> String {
    format!("/* {MARK}{} */\n{body}", mark(body))
}

/// The mark in a template or style of a site that was made by [`copy`] or [`style_copy`].
pub fn marked(body: &str) -> Option<&str> {
    body.lines().next()?.split_once(MARK)?.1.split_whitespace().next()
}
