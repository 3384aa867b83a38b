//! Reads a site's folder: `content/`, `templates/` and `static/`, in the order of their paths.
//!
//! Takes the site's root, gives every text and file with a digest of all of them ([`Loaded`]). Templates and static
//! files that are in the program come with it unless the site has its own of the same name. Never looks into a text:
//! what it says is for `parse`. No other module reads the site's folder.

pub mod embedded;
mod shelf;
mod walk;

pub use shelf::{Changed, Fresh, Shelf};

use crate::diagnostics::{Code, Diagnostic, Report, codes};
use crate::source::{Artifact, Files, Text};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walk::{Found, is_passed_over, walk};

/// Everything that a build reads.
#[derive(Debug)]
pub struct Loaded {
    /// The texts under `content/`; paths start with `content/`.
    pub files: Files,
    /// The site's templates and the built-in ones; paths are from `templates/`, sorted.
    pub templates: Vec<Text>,
    /// The site's static files and the built-in ones; paths are from `static/`, sorted.
    pub statics: Vec<Artifact>,
    /// Same digest: same version of agon, same files, same troubles with reading them.
    pub digest: [u8; 32],
}

/// The site's folder itself cannot be read; troubles with files in it are diagnostics.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("there is no folder {}; name the site's folder with --root, or start a site with `agon init`", .0.display())]
    Missing(PathBuf),
    #[error("{} is not a folder; name the folder that has content/ in it with --root", .0.display())]
    NotAFolder(PathBuf),
    #[error("{} cannot be read: {}", .0.display(), .1)]
    File(PathBuf, #[source] io::Error),
    #[error("{} is larger than {} MB; split it", .0.display(), LARGEST / 1024 / 1024)]
    TooLarge(PathBuf),
    #[error("the folder {} cannot be read: {}; check its rights", .0.display(), .1)]
    Unreadable(PathBuf, #[source] io::Error),
}

/// The largest file that is read, in bytes. Positions are 32 bits wide and a page of this size helps nobody.
pub const LARGEST: u64 = 32 * 1024 * 1024;

/// The list of published addresses, the one text of content/ that is neither Markdown nor YAML.
pub const ADDRESSES: &str = "content/addresses.txt";

/// Reads the site at `root`. Files that cannot be read or have no place are reported and left out.
///
/// # Errors
/// Where `root` itself is missing or cannot be read.
pub fn load(root: &Path, report: &mut Report) -> Result<Loaded, LoadError> {
    open_root(root)?;
    let mut own = Report::default();
    let content = read_folder(root, Folder::Content, &mut own);
    let templates = read_folder(root, Folder::Templates, &mut own);
    let statics = read_folder(root, Folder::Static, &mut own);

    let mut digest = Digest::new();
    let mut texts = texts(Folder::Content, content, &mut own);
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    let templates = merge(embedded::templates(), own_templates(templates, &mut own), |t| &t.path);
    let statics = merge(embedded::statics(), own_statics(statics), |a| &a.path);
    digest.add_all(
        Folder::Content,
        texts.iter().map(|t| (t.path.as_str(), t.body.as_bytes())).collect(),
    );
    digest.add_all(
        Folder::Templates,
        templates.iter().map(|t| (t.path.as_str(), t.body.as_bytes())).collect(),
    );
    digest.add_all(
        Folder::Static,
        statics.iter().map(|a| (a.path.as_str(), a.bytes.as_slice())).collect(),
    );

    let site_is_told = own.list.iter().any(|d| d.path.as_deref() == Some(SITE));
    if !site_is_told && texts.binary_search_by(|t| t.path.as_str().cmp(SITE)).is_err() {
        own.push(no_site(root));
    }
    digest.add_report(&own);
    report.extend(own);
    Ok(Loaded {
        files: Files::new(texts).with_templates(&templates),
        templates,
        statics,
        digest: digest.finish(),
    })
}

/// One text of the site alone, by its path from the root; `None` where it cannot be read.
pub fn one(root: &Path, path: &str) -> Option<Text> {
    let body = std::fs::read_to_string(root.join(path)).ok()?;
    Some(Text { path: path.to_string(), body })
}

/// Reads one file that stands outside of the site, for what brings it in.
///
/// # Errors
/// Where it cannot be read, is no file, or is larger than [`LARGEST`].
pub fn outside(path: &Path) -> Result<Vec<u8>, LoadError> {
    let unread = |e: io::Error| LoadError::File(path.into(), e);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unread)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unread)?;
    if bytes.len() as u64 > LARGEST {
        return Err(LoadError::TooLarge(path.into()));
    }
    Ok(bytes)
}

/// What makes a folder a site.
const SITE: &str = "content/site.yaml";

fn no_site(root: &Path) -> Diagnostic {
    let found = Diagnostic::in_file(
        &codes::NO_SITE,
        SITE,
        format!("there is no {SITE} in {}", root.display()),
    );
    found.help(
        "run agon in the site's folder, name it with --root, or start a site with `agon init`",
    )
}

/// The site that a file or a folder is in: the nearest folder, itself or above it, with content/site.yaml in it.
pub fn root_of(path: &Path) -> Option<PathBuf> {
    path.ancestors().find(|folder| folder.join(SITE).is_file()).map(Path::to_path_buf)
}

/// Whether a file of this path from the site's root is read as a text of the site.
pub fn is_content(path: &str) -> bool {
    let inside = path.strip_prefix("content/");
    inside.is_some_and(|i| !i.split('/').any(is_passed_over)) && belongs(path, Folder::Content)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Folder {
    Content,
    Templates,
    Static,
}

impl Folder {
    const ALL: [Folder; 3] = [Folder::Content, Folder::Templates, Folder::Static];

    fn name(self) -> &'static str {
        match self {
            Folder::Content => "content",
            Folder::Templates => "templates",
            Folder::Static => "static",
        }
    }
    /// The endings of the files that belong there; `None` for any.
    fn endings(self) -> Option<&'static [&'static str]> {
        match self {
            Folder::Content => Some(&["md", "yaml", "yml"]),
            Folder::Templates => Some(&["html", "xml", "txt", "json"]),
            Folder::Static => None,
        }
    }
}

fn open_root(root: &Path) -> Result<(), LoadError> {
    match std::fs::read_dir(root) {
        Ok(_) => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Err(LoadError::Missing(root.into())),
        Err(e) if e.kind() == io::ErrorKind::NotADirectory => {
            Err(LoadError::NotAFolder(root.into()))
        }
        Err(e) => Err(LoadError::Unreadable(root.into(), e)),
    }
}

/// Path from the site's root and bytes of every file that belongs in a folder; the others are reported.
fn read_folder(root: &Path, folder: Folder, report: &mut Report) -> Vec<(String, Vec<u8>)> {
    let wanted = list(root, folder, report);
    let read: Vec<_> = wanted.into_par_iter().map(|(shown, disk)| (read(&disk), shown)).collect();
    let mut files = Vec::with_capacity(read.len());
    for (result, shown) in read {
        if let Some(bytes) = contents(&shown, result, report) {
            files.push((shown, bytes));
        }
    }
    files
}

/// Path from the site's root and place on the disk of every file that belongs in a folder; the others are reported.
fn list(root: &Path, folder: Folder, report: &mut Report) -> Vec<(String, PathBuf)> {
    let mut wanted = Vec::new();
    for found in walk(root, folder.name()) {
        match found {
            Found::File { shown, disk } => match belongs(&shown, folder) {
                true => wanted.push((shown, disk)),
                false => report.push(unknown(&shown, folder)),
            },
            Found::BadName { shown } => report.push(trouble(
                &codes::NOT_UTF8,
                &shown,
                "the file's name is not UTF-8",
                "rename the file",
            )),
            Found::Trouble { shown, what } => report.push(trouble(
                &codes::UNREADABLE,
                &shown,
                &what,
                "check the file's rights and where its links lead",
            )),
        }
    }
    wanted
}

/// The bytes of a file that was read; what was in the way is reported.
fn contents(shown: &str, result: io::Result<Contents>, report: &mut Report) -> Option<Vec<u8>> {
    let (what, help) = match result {
        Ok(Contents::Bytes(bytes)) => return Some(bytes),
        Ok(Contents::TooLarge(size)) => (
            format!("{shown} has {size} bytes; agon reads files up to {LARGEST} bytes (32 MB)"),
            "split the file, or host it elsewhere and link to it",
        ),
        Err(e) => (format!("{shown} cannot be read: {e}"), "check the file's rights"),
    };
    report.push(trouble(&codes::UNREADABLE, shown, &what, help));
    None
}

fn belongs(shown: &str, folder: Folder) -> bool {
    if shown == ADDRESSES {
        return true;
    }
    let ending = Path::new(shown).extension().and_then(|e| e.to_str());
    folder.endings().is_none_or(|known| ending.is_some_and(|e| known.contains(&e)))
}

fn unknown(shown: &str, folder: Folder) -> Diagnostic {
    let endings = folder.endings().unwrap_or_default().join(", .");
    let what =
        format!("{shown} is not published: agon reads .{endings} files in {}/", folder.name());
    trouble(
        &codes::UNKNOWN_FILE,
        shown,
        &what,
        "files that are published as they are belong in static/",
    )
}

fn trouble(code: &'static Code, shown: &str, what: &str, help: &str) -> Diagnostic {
    Diagnostic::in_file(code, shown, what).help(help)
}

enum Contents {
    Bytes(Vec<u8>),
    TooLarge(u64),
}

fn read(path: &Path) -> io::Result<Contents> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > LARGEST {
        return Ok(Contents::TooLarge(size));
    }
    // one byte more than allowed, so that a file that grows meanwhile is caught too
    let mut bytes = Vec::with_capacity(size as usize + 1);
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    Ok(if size > LARGEST { Contents::TooLarge(size) } else { Contents::Bytes(bytes) })
}

fn texts(folder: Folder, files: Vec<(String, Vec<u8>)>, report: &mut Report) -> Vec<Text> {
    let mut texts = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        match String::from_utf8(bytes) {
            Ok(body) => texts.push(Text { path, body }),
            Err(e) => {
                let at = e.utf8_error().valid_up_to();
                let what = format!(
                    "{path} is not UTF-8: byte {at} (0x{:02x}) is the first that is not",
                    e.as_bytes()[at]
                );
                let help = if folder == Folder::Content {
                    "save the file as UTF-8"
                } else {
                    "save the template as UTF-8"
                };
                report.push(trouble(&codes::NOT_UTF8, &path, &what, help))
            }
        }
    }
    texts
}

fn own_templates(files: Vec<(String, Vec<u8>)>, report: &mut Report) -> Vec<Text> {
    let texts = texts(Folder::Templates, files, report);
    texts
        .into_iter()
        .map(|t| Text { path: inside(t.path, Folder::Templates), body: t.body })
        .collect()
}

fn own_statics(files: Vec<(String, Vec<u8>)>) -> Vec<Artifact> {
    files
        .into_iter()
        .map(|(path, bytes)| Artifact { path: inside(path, Folder::Static), bytes })
        .collect()
}

fn inside(path: String, folder: Folder) -> String {
    path[folder.name().len() + 1..].to_string()
}

/// The built-in files with the site's own in their place, sorted by path.
fn merge<T>(built_in: Vec<T>, own: Vec<T>, path: impl Fn(&T) -> &String) -> Vec<T> {
    let all: BTreeMap<String, T> =
        built_in.into_iter().chain(own).map(|f| (path(&f).clone(), f)).collect();
    all.into_values().collect()
}

struct Digest(blake3::Hasher);

impl Digest {
    fn new() -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(concat!("agon ", env!("AGON_BUILD"), "\n").as_bytes());
        Digest(hasher)
    }
    /// Length before text, so that no two lists of texts run into the same bytes.
    fn text(&mut self, text: &[u8]) {
        self.0.update(&(text.len() as u64).to_le_bytes());
        self.0.update(text);
    }
    fn add_all(&mut self, folder: Folder, files: Vec<(&str, &[u8])>) {
        let hashes: Vec<_> = files.par_iter().map(|(_, bytes)| blake3::hash(bytes)).collect();
        for ((path, bytes), hash) in files.iter().zip(hashes) {
            self.text(folder.name().as_bytes());
            self.text(path.as_bytes());
            self.0.update(&(bytes.len() as u64).to_le_bytes());
            self.0.update(hash.as_bytes());
        }
    }
    /// What could not be read is part of what a build says, so it is part of its input.
    fn add_report(&mut self, report: &Report) {
        for d in &report.list {
            self.text(d.code.as_bytes());
            self.text(d.message.as_bytes());
        }
    }
    fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests;
