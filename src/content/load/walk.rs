//! Lists the files of a folder, sorted by path whatever order the disk gives. Links are followed where they may be.

use super::links::LinkPolicy;
use super::paths::{Reading, SourceFolder};
use crate::diagnostics::{Diagnostic, Report, codes};
use std::io;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// The files of a folder.
#[derive(Default)]
pub(super) struct FileList {
    /// Paths from the site's root with `/`, sorted, and where each file is on the disk.
    pub files: Vec<(String, PathBuf)>,
    /// Attachments in content/: a text may show or link to them.
    pub attachments: Vec<(String, PathBuf)>,
    /// Whether one of them is reached through a link, so that a file may have several paths.
    pub has_links: bool,
}

/// Lists the files of a folder that are read; the others are reported. A folder that does not exist has none.
pub(super) fn list(root: &Path, folder: SourceFolder, report: &mut Report) -> FileList {
    let top = root.join(folder.name());
    let mut list = FileList::default();
    if std::fs::symlink_metadata(&top).is_err_and(|e| e.kind() == io::ErrorKind::NotFound) {
        return list;
    }
    let links = LinkPolicy::new(root);
    let mut problems = Vec::new();
    let mut entries = WalkDir::new(&top)
        .follow_links(true)
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || reading(folder, e) != Reading::Skipped);
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) => {
                // depth 0 is not marked as a link
                if entry.path_is_symlink() || entry.path().is_symlink() {
                    list.has_links = true;
                    if !links.allows(entry.path()) {
                        problems.push(refused(root, entry.path()));
                        if entry.file_type().is_dir() {
                            entries.skip_current_dir();
                        }
                        continue;
                    }
                }
                if entry.depth() > 0 && reading(folder, &entry) == Reading::Hidden {
                    problems.push(hidden(root, &entry));
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                    continue;
                }
                if entry.file_type().is_dir() {
                    continue;
                }
                match check(root, folder, &entry) {
                    Ok(path) if !folder.accepts(&path) => {
                        list.attachments.push((path, entry.into_path()))
                    }
                    Ok(path) => list.files.push((path, entry.into_path())),
                    Err(problem) => problems.push(*problem),
                }
            }
            Err(error) => {
                list.has_links = true;
                problems.push(unreadable(root, &top, &error));
            }
        }
    }
    list.files.sort();
    list.attachments.sort();
    problems.sort_by(|a, b| a.path.cmp(&b.path));
    report.extend(problems);
    list
}

fn not_a_file(path: &str, message: String) -> Box<Diagnostic> {
    let found = Diagnostic::in_file(&codes::UNREADABLE, path, message);
    Box::new(found.help("check the file's rights and where its links lead"))
}

/// The path of a file that is read, or why it is not read.
fn check(root: &Path, folder: SourceFolder, entry: &DirEntry) -> Result<String, Box<Diagnostic>> {
    let (path, is_utf8) = path_from(root, entry.path());
    if !is_utf8 {
        let found = Diagnostic::in_file(&codes::NOT_UTF8, &path, "the file's name is not UTF-8");
        return Err(Box::new(found.help("rename the file")));
    }
    // no file of an output can be called so
    if path.contains('\\') || path.chars().any(char::is_control) {
        let message = "the file's name has a backslash or a control character";
        let found = Diagnostic::in_file(&codes::BAD_ID, &path, message);
        return Err(Box::new(found.help("rename the file")));
    }
    if entry.depth() == 0 {
        return Err(not_a_file(&path, format!("{path} is not a folder")));
    }
    // a pipe would be waited on for ever
    if !entry.file_type().is_file() {
        return Err(not_a_file(&path, format!("{path} is not a plain file")));
    }
    let is_attachment = folder == SourceFolder::Content && !is_markdown(&path);
    if !folder.accepts(&path) && !is_attachment {
        let extensions = folder.extensions().unwrap_or_default().join(", .");
        let name = folder.name();
        let message = format!("{path} is not published: agon reads .{extensions} files in {name}/");
        let found = match path.rsplit_once('.') {
            Some((stem, _)) if folder == SourceFolder::Content => {
                let found = Diagnostic::in_file(&codes::MISPLACED_FILE, &path, message);
                found.help(format!("rename it to {stem}.md"))
            }
            _ => {
                let found = Diagnostic::in_file(&codes::UNKNOWN_FILE, &path, message);
                found.help("files that are published as they are belong in static/")
            }
        };
        return Err(Box::new(found));
    }
    Ok(path)
}

/// Whether a file is a text under another name than agon's own.
fn is_markdown(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(ending, "markdown" | "mdown" | "mkd" | "MD")
}

fn reading(folder: SourceFolder, entry: &DirEntry) -> Reading {
    folder.reading(&entry.file_name().to_string_lossy())
}

fn hidden(root: &Path, entry: &DirEntry) -> Diagnostic {
    let (path, _) = path_from(root, entry.path());
    let message = format!("{path} is hidden, so it is not published");
    Diagnostic::in_file(&codes::UNKNOWN_FILE, &path, message).help(
        "rename it without the dot, or move it out of static/; of hidden files .well-known/, .nojekyll and .htaccess are published",
    )
}

fn refused(root: &Path, link: &Path) -> Diagnostic {
    let (path, _) = path_from(root, link);
    let message = format!("{path} is a link to a file outside of the site, so it was not followed");
    Diagnostic::in_file(&codes::UNREADABLE, &path, message).help(format!(
        "move the file into the site, or allow the link with `follow_links: [{path}]` in site.yaml"
    ))
}

fn unreadable(root: &Path, top: &Path, error: &walkdir::Error) -> Diagnostic {
    let (path, _) = path_from(root, error.path().unwrap_or(top));
    let message = match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => {
            let (ancestor, _) = path_from(root, ancestor);
            format!("{path} is a link to {ancestor}, which contains it, so it was not followed")
        }
        (None, Some(error)) => format!("{path} cannot be read: {error}"),
        (None, None) => format!("{path} cannot be read"),
    };
    Diagnostic::in_file(&codes::UNREADABLE, &path, message)
        .help("check the file's rights and where its links lead")
}

/// The path from the site's root with `/`, and whether it is UTF-8; if it is not, the path is for messages only.
fn path_from(root: &Path, path: &Path) -> (String, bool) {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    (parts.join("/"), inside.to_str().is_some())
}
