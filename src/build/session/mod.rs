//! A site while it is written: texts come, go and change, and after each change everything is known of the site again.
//!
//! Takes texts ([`Session::set`], [`Session::remove`]), gives a linked site with what is wrong in it ([`Session::link`]).
//! A text is parsed when it comes and not again. What comes out is what a fresh start with the same texts gives; only the numbers of
//! files differ. Never reads the disk.

use crate::analysis::checks;
use crate::content::parse::{self, Part, Raw, Read};
use crate::diagnostics::Report;
use crate::linking;
use crate::model::{Day, Site};
use crate::source::{FileId, Files, Text};
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
        let read: Vec<_> = list
            .par_iter()
            .with_min_len(16)
            .map(|(id, text)| (*id, parse::one(*id, text)))
            .collect();
        let mut session = Session { read: Vec::new(), files: files.clone() };
        read.into_iter().for_each(|(id, read)| session.put(id, read));
        session
    }

    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Sets the templates, so that what is wrong in one can be shown.
    pub fn set_templates(&mut self, templates: &[Text]) {
        self.files = std::mem::take(&mut self.files).with_templates(templates);
    }

    /// Sets texts, whether their paths are new or not, and parses them over all cores. Gives how many changed.
    pub fn set_all(&mut self, texts: Vec<Text>) -> usize {
        let same =
            |t: &Text| self.files.find(&t.path).is_some_and(|id| self.files.get(id).body == t.body);
        let other: Vec<Text> = texts.into_par_iter().filter(|t| !same(t)).collect();
        let ids: Vec<FileId> = other.into_iter().map(|text| self.files.set(text)).collect();
        let files = &self.files;
        let read: Vec<Read> =
            ids.par_iter().with_min_len(4).map(|id| parse::one(*id, files.get(*id))).collect();
        let count = ids.len();
        ids.into_iter().zip(read).for_each(|(id, read)| self.put(id, read));
        count
    }

    /// Sets the text of a path, whether the path is new or not. Gives whether that changes anything.
    pub fn set(&mut self, text: Text) -> bool {
        self.set_all(vec![text]) > 0
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
        parse::join(self.parts(), &self.files, &mut Report::default())
    }

    fn parts(&self) -> impl Iterator<Item = Part> {
        self.files.iter().map(|(id, _)| self.read[id.0 as usize].part.clone())
    }

    /// Links and checks everything. `report` is what was found while the texts were read from the disk, `statics` are
    /// the paths of the files under static/, `day` is the day that the site is for.
    pub fn link(&self, report: Report, statics: Vec<String>, day: Day) -> Known {
        let mut linked = Report::default();
        let raw = parse::join(self.parts(), &self.files, &mut linked);
        // what linking spares depends on what could not be read
        let mut found = self.with_parsed(report);
        found.extend(linked);
        let site = linking::link(raw, &self.files, statics, day, &mut found);
        checks::check(&site, &mut found);
        found.sort(&self.files);
        Known { files: self.files.clone(), site, report: found }
    }

    /// Adds what was found in each text by itself.
    fn with_parsed(&self, mut report: Report) -> Report {
        for (id, _) in self.files.iter() {
            report.list.extend_from_slice(&self.read[id.0 as usize].report.list);
        }
        report
    }
}

#[cfg(test)]
mod tests;
