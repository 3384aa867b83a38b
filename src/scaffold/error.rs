//! Errors of `agon init` and `agon new`.

use crate::content::load::LoadError;
use std::io;
use std::path::{Path, PathBuf};

/// Why nothing was created.
#[derive(Debug, thiserror::Error)]
pub enum NewError {
    #[error("nothing was written, since these are in the way:\n{}\nmove them, or name another folder", list(.0))]
    InTheWay(Vec<PathBuf>),
    #[error("cannot write {}: {source}; what was written before it stays", .path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("{} exists already, so nothing was written; {}", .0.display(), other_way(.0))]
    Exists(PathBuf),
    #[error("no topic is called \"{name}\"{hint}")]
    NoTopic { name: String, hint: String },
    #[error("\"{name}\" is no kind of entity here{hint}; content/vocabulary.yaml can add kinds")]
    NoKind { name: String, hint: String },
    #[error("no built-in template is called \"{name}\"{hint}")]
    NoTemplate { name: String, hint: String },
    #[error("\"{0}\" has no letters or digits that an address could be made of; name it otherwise")]
    NoAddress(String),
    #[error(
        "\"{0}\" is not an address, DOI or arXiv number; write https://…, 10.1234/… or 2604.17413"
    )]
    NoIdentifier(String),
    #[error("this work is recorded already; cite it as [@{0}]")]
    Known(String),
    #[error("{path} has the name \"{slug}\" already, so nothing was written; choose another title")]
    Taken { slug: String, path: String },
    #[error(
        "there is no content/site.yaml in {}; run agon in the site's folder, name it with --root, or start a site with `agon init`",
        .0.display()
    )]
    NoSite(PathBuf),
    #[error(transparent)]
    Load(#[from] LoadError),
}

fn other_way(path: &Path) -> &'static str {
    if matches!(path.parent(), Some(folder) if folder.ends_with("gathers")) {
        "continue in it, or write a second one of the day with --kind update"
    } else if path.components().any(|part| part.as_os_str() == "templates") {
        "move it away to get the present built-in one"
    } else {
        "continue in it, or choose another title"
    }
}

fn list(paths: &[PathBuf]) -> String {
    paths.iter().map(|p| format!("  {}", p.display())).collect::<Vec<_>>().join("\n")
}
