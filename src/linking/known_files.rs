//! The files of a site by paths that are nearly theirs.

use super::day_names::day_of;
use crate::diagnostics::{KnownNames, KnownPaths};
use crate::model::*;
use crate::source::Files;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Documents, files under static/ and attachments. Each index is made when it is first asked.
pub(super) struct KnownFiles<'a> {
    site: &'a Site,
    files: &'a Files,
    /// The paths of files whose names start with a day.
    by_day: OnceLock<HashMap<Date, KnownNames<String>>>,
    /// The others.
    undated: OnceLock<KnownPaths<String>>,
    /// The names of files under static/ and of attachments, without folders.
    file_names: OnceLock<KnownNames<&'a str>>,
    /// The paths of attachments by those names.
    attachments: OnceLock<HashMap<&'a str, Vec<&'a str>>>,
}

impl<'a> KnownFiles<'a> {
    pub(super) fn new(site: &'a Site, files: &'a Files) -> Self {
        KnownFiles {
            site,
            files,
            by_day: OnceLock::new(),
            undated: OnceLock::new(),
            file_names: OnceLock::new(),
            attachments: OnceLock::new(),
        }
    }

    /// The path that is nearest to one that no file has. The file's own name has to be near too, and of a day only files of
    /// that day are.
    pub(super) fn nearest(&self, path: &str) -> Option<&str> {
        let near = match day_of(file_name(path)) {
            Some(day) => {
                let by_day = self.by_day.get_or_init(|| self.by_day());
                by_day.get(&day)?.nearest(path, 1).first().copied()
            }
            None => {
                let undated = || self.paths().filter(|path| day_of(path).is_none());
                self.undated.get_or_init(|| KnownPaths::new(undated())).nearest(path)
            }
        };
        near.map(String::as_str)
    }

    /// The file whose name, without folders, is nearest to a name.
    pub(super) fn nearest_name(&self, name: &str) -> Option<&'a str> {
        let names = || {
            let statics = self.site.statics.iter().map(|path| file_name(path));
            let assets = self.files.assets().iter().map(|asset| file_name(&asset.path));
            KnownNames::new(statics.chain(assets))
        };
        self.file_names.get_or_init(names).nearest(name, 1).first().copied().copied()
    }

    /// The attachments whose paths end with a path.
    pub(super) fn attachments(&self, end: &str) -> Vec<&'a str> {
        let attachments = || {
            let mut by_name: HashMap<&str, Vec<&str>> = HashMap::new();
            for asset in self.files.assets() {
                by_name.entry(file_name(&asset.path)).or_default().push(&asset.path);
            }
            by_name
        };
        let named = self.attachments.get_or_init(attachments).get(file_name(end));
        let ends_so =
            |path: &&&str| path.strip_suffix(end).is_some_and(|folder| folder.ends_with('/'));
        named.into_iter().flatten().filter(ends_so).copied().collect()
    }

    /// The paths of documents and of files under static/. Of attachments another folder's is as likely as the next.
    fn paths(&self) -> impl Iterator<Item = String> {
        let documents = self.site.names.by_path.keys().map(|path| path.to_string());
        let statics = self.site.statics.iter().map(|path| format!("static/{path}"));
        documents.chain(statics)
    }

    fn by_day(&self) -> HashMap<Date, KnownNames<String>> {
        let mut paths: HashMap<Date, Vec<String>> = HashMap::new();
        for path in self.paths() {
            if let Some(day) = day_of(&path) {
                paths.entry(day).or_default().push(path);
            }
        }
        paths.into_iter().map(|(day, paths)| (day, KnownNames::new(paths))).collect()
    }
}

/// The name of a path's file, without folders.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
