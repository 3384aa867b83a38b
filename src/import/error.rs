//! Why nothing was imported.

use crate::content::load::LoadError;
use crate::scaffold::NewError;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("there is no content/site.yaml in {}; run agon in the site's folder, name it with --root, or start a site with `agon init`", .0.display())]
    NoSite(PathBuf),
    #[error("{0} is not UTF-8 text, so nothing was written; save it as UTF-8")]
    NotUtf8(PathBuf),
    #[error("{0} is empty, so nothing was written")]
    Empty(PathBuf),
    #[error(
        "{0} looks like no journal, thread or bibliography, so nothing was written; name its shape with --as"
    )]
    Unknown(PathBuf),
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
