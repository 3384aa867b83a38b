//! Which files are read, by their paths from the site's root.

use std::path::{Path, PathBuf};

/// What makes a folder a site.
pub(super) const SITE: &str = "content/site.yaml";

/// The list of published addresses.
pub const ADDRESSES: &str = "content/addresses.txt";

/// The record of when pages and passages were published first.
pub const PUBLICATIONS: &str = "content/publications.txt";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceFolder {
    Content,
    Templates,
    Static,
    Locales,
}

impl SourceFolder {
    /// The folder of a text, by its path from the site's root.
    pub(super) fn of(path: &str) -> SourceFolder {
        match path.starts_with("locales/") {
            true => SourceFolder::Locales,
            false => SourceFolder::Content,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            SourceFolder::Content => "content",
            SourceFolder::Templates => "templates",
            SourceFolder::Static => "static",
            SourceFolder::Locales => "locales",
        }
    }

    /// The extensions of its files; `None` for any.
    pub(super) fn extensions(self) -> Option<&'static [&'static str]> {
        match self {
            SourceFolder::Content => Some(&["md", "yaml", "yml"]),
            SourceFolder::Templates => Some(&["html", "xml", "txt", "json"]),
            SourceFolder::Static => None,
            SourceFolder::Locales => Some(&["yaml", "yml"]),
        }
    }

    /// Whether a file of this path from the site's root is read.
    pub(super) fn accepts(self, path: &str) -> bool {
        let Some(extensions) = self.extensions() else { return true };
        let extension = Path::new(path).extension().and_then(|e| e.to_str());
        [ADDRESSES, PUBLICATIONS].contains(&path)
            || extension.is_some_and(|e| extensions.contains(&e))
    }
}

/// Whether a file of this path from the site's root is read as a text of the site.
pub fn is_content(path: &str) -> bool {
    let folders = [SourceFolder::Content, SourceFolder::Locales];
    folders.into_iter().any(|folder| {
        let inside = path.strip_prefix(folder.name()).and_then(|path| path.strip_prefix('/'));
        inside.is_some_and(|path| !path.split('/').any(is_skipped)) && folder.accepts(path)
    })
}

/// Hidden files and folders, and the temporary files of editors.
pub(super) fn is_skipped(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || name.ends_with(".swp")
        || (name.starts_with('#') && name.ends_with('#'))
}

/// Hidden files and folders of static/ that are published: what hosts and standards look for (RFC 8615).
const PUBLISHED_HIDDEN: [&str; 3] = [".well-known", ".nojekyll", ".htaccess"];

/// What becomes of a file or folder by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Read,
    /// Left out without a word: the files of editors and systems.
    Skipped,
    /// Left out, which an author may not expect.
    Hidden,
}

impl SourceFolder {
    /// What becomes of a name right below a folder of this kind, or deeper.
    pub(super) fn reading(self, name: &str) -> Reading {
        if !is_skipped(name) || self == SourceFolder::Static && PUBLISHED_HIDDEN.contains(&name) {
            return Reading::Read;
        }
        let is_of_a_system = [".DS_Store", ".directory", ".localized"].contains(&name)
            || [".git", ".#", "._", ".agon-"].iter().any(|start| name.starts_with(start));
        match self == SourceFolder::Static && name.starts_with('.') && !is_of_a_system {
            true if !name.ends_with(".swp") && !name.ends_with('~') => Reading::Hidden,
            _ => Reading::Skipped,
        }
    }
}

/// The site that a file or a folder is in: the nearest folder, itself or above it, with content/site.yaml in it.
pub fn root_of(path: &Path) -> Option<PathBuf> {
    path.ancestors().find(|folder| folder.join(SITE).is_file()).map(Path::to_path_buf)
}
