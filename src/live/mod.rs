//! A site while it is written: texts come, go and change, and after each change everything is known of the site again.
//!
//! Takes texts ([`Session::set`], [`Session::remove`]), gives a linked site with what is wrong in it ([`Session::link`]).
//! A text is parsed when it comes and not again. What comes out is what a fresh start with the same texts gives; only
//! the numbers of files differ. Never reads the disk.

use crate::diag::Report;
use crate::files::{FileId, Files, Text};
use crate::model::{Day, Site};
use crate::parse::{self, Raw, Read};
use crate::{check, link};
use rayon::prelude::*;
use std::sync::Arc;

/// The texts of a site, each parsed once.
pub struct Session {
    files: Files,
    /// By the number of the file; empty for one that was taken out.
    read: Vec<Arc<Read>>,
}

/// What is known of a site at one moment.
pub struct Known {
    pub files: Files,
    pub site: Site,
    /// What is wrong, as [`Report::sort`] orders it.
    pub report: Report,
}

impl Session {
    /// Parses every text, over all cores.
    pub fn new(files: Files) -> Session {
        let list: Vec<(FileId, &Text)> = files.iter().collect();
        let read: Vec<_> = list.par_iter().with_min_len(16).map(|(id, text)| (*id, parse::one(*id, text))).collect();
        let mut session = Session { read: Vec::new(), files: files.clone() };
        read.into_iter().for_each(|(id, read)| session.put(id, read));
        session
    }

    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Sets the text of a path, whether the path is new or not. Gives whether that changes anything.
    pub fn set(&mut self, text: Text) -> bool {
        if self.files.find(&text.path).is_some_and(|id| self.files.get(id).body == text.body) {
            return false;
        }
        let id = self.files.set(text);
        let read = parse::one(id, self.files.get(id));
        self.put(id, read);
        true
    }

    /// Takes a text out. Gives whether it was there.
    pub fn remove(&mut self, path: &str) -> bool {
        let Some(id) = self.files.remove(path) else { return false };
        self.put(id, Read::default());
        true
    }

    fn put(&mut self, id: FileId, read: Read) {
        let at = id.0 as usize;
        if self.read.len() <= at {
            self.read.resize_with(at + 1, Arc::default);
        }
        self.read[at] = Arc::new(read);
    }

    /// What the texts say, in the order of their paths, before names are looked up. Shares the texts' parts.
    pub fn raw(&self) -> Raw {
        parse::join(self.read().map(|r| r.part.clone()), &self.files, &mut Report::default())
    }

    fn read(&self) -> impl Iterator<Item = &Read> {
        self.files.iter().map(|(id, _)| &*self.read[id.0 as usize])
    }

    /// Links and checks everything. `report` is what was found while the texts were read from the disk, `statics` are
    /// the paths of the files under static/, `day` is the day that the site is for.
    pub fn link(&self, mut report: Report, statics: Vec<String>, day: Day) -> Known {
        self.read().for_each(|r| report.list.extend_from_slice(&r.report.list));
        let raw = parse::join(self.read().map(|r| r.part.clone()), &self.files, &mut report);
        let site = link::link(raw, &self.files, statics, day, &mut report);
        check::check(&site, &mut report);
        report.sort(&self.files);
        Known { files: self.files.clone(), site, report }
    }
}

#[cfg(test)]
mod tests;
