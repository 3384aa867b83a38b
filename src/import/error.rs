//! Why nothing was imported.

use crate::content::load::LoadError;
use crate::scaffold::NewError;
use std::path::PathBuf;

/// An error for which an import writes nothing.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("there is no content/site.yaml in {}; run agon in the site's folder, name it with --root, or start a site with `agon init`", .0.display())]
    NoSite(PathBuf),
    #[error(
        "{0} is no text in UTF-8, UTF-16 or Windows-1252, so nothing was written; export it as text, best in UTF-8"
    )]
    NotText(PathBuf),
    #[error("{0} is empty, so nothing was written")]
    Empty(PathBuf),
    #[error(
        "{0} was not recognised, so nothing was written. A journal has headings with a day (`## 2026-06-04`, `June 4, 2026`, `20260604`) entries that start with one in bold, or one day for all of it in its front matter (`date: 2026-06-04`) or its name; a thread has two headings such as Perspectives, Tensions, Open questions, Timeline, Sources; a bibliography has entries of BibTeX (`@article{{`), RIS (`TY  - `), CSL-JSON or bookmarks. Name the shape with --as"
    )]
    Unknown(PathBuf),
    #[error(
        "{0} has no entry with a day, so nothing was written; a journal has headings such as `## 2026-06-04`, `June 4, 2026` or `20260604`, entries that start with a day in bold, or one day in its front matter (`date: 2026-06-04`) or its name"
    )]
    NoDay(String),
    #[error("{0} has no notes (`*.md`), so nothing was written")]
    NoNotes(PathBuf),
    #[error("{0} has no entry that can be read as {1}, so nothing was written")]
    NoWork(String, &'static str),
    #[error("{path} cannot be read as JSON, so nothing was written: {source}")]
    Json { path: String, source: serde_json::Error },
    #[error(
        "{path} does not say which topic it belongs to, so nothing was written; name it with --topic{known}"
    )]
    NoTopic { path: String, known: String },
    #[error(
        "\"{0}\" is not a stable URL segment; name the topic in lower-case letters, digits and hyphens"
    )]
    BadTopic(String),
    #[error("\"{0}\" is the name of something else in this site; name another topic with --topic")]
    TakenTopic(String),
    #[error("{0} has no title that can be turned into a URL; write one in its first line")]
    NoTitle(String),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    New(#[from] NewError),
}
