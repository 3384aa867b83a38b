//! A site while it is edited: its texts change ([`Session::set_all`]) and the whole is linked again ([`Session::link`]).
//!
//! A text is parsed once. The result is that of a new session with the same texts, except for the numbers of files.
//! The disk is never read.

use crate::analysis::checks;
use crate::analysis::reasoning::Reasoning;
use crate::content::parse::{self, FileContent, ParsedFile, Raw};
use crate::diagnostics::Report;
use crate::exports::{addresses, social_cards};
use crate::linking;
use crate::model::locale::Headings;
use crate::model::{Day, Drafts, Site};
use crate::pages::{Ctx, Tables};
use crate::source::{Asset, FileId, Files, SourceFile};
use rayon::prelude::*;
use std::sync::Arc;

/// The texts of a site, each parsed once.
pub struct Session {
    files: Files,
    /// By the number of the file; empty for one that was removed.
    parsed: Vec<Arc<ParsedFile>>,
    /// The headings of the site's language, by which the documents were read.
    headings: Headings,
    drafts: Drafts,
}

/// A site with what is wrong in it. A clone shares the site.
#[derive(Clone)]
pub struct LinkedSite {
    /// The files that the site was read from.
    pub files: Files,
    /// The site with all names resolved.
    pub site: Arc<Site>,
    /// The conclusions that follow from the site.
    pub reasoning: Arc<Reasoning>,
    /// What is computed once for all pages.
    pub tables: Arc<Tables>,
    /// In the order of [`Report::sort`].
    pub report: Report,
}

impl Session {
    /// Parses every text, over all cores.
    pub fn new(files: Files) -> Session {
        let headings = parse::headings_of(&files);
        let list: Vec<(FileId, &SourceFile)> = files.iter().collect();
        let parsed: Vec<_> = list
            .par_iter()
            .with_min_len(16)
            .map(|(id, text)| (*id, parse::parse_file(*id, text, &headings)))
            .collect();
        let mut session =
            Session { parsed: Vec::new(), files: files.clone(), headings, drafts: Drafts::Hidden };
        for (id, read) in parsed {
            session.insert(id, read);
        }
        session
    }

    /// Whether drafts are part of the site from now on.
    pub fn set_drafts(&mut self, drafts: Drafts) {
        self.drafts = drafts;
    }

    /// The files in their present state.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Sets the templates, so that diagnostics can quote them.
    pub fn set_templates(&mut self, templates: &[SourceFile]) {
        self.files = std::mem::take(&mut self.files).with_templates(templates);
    }

    /// Sets the files that texts can show or link to.
    pub fn set_assets(&mut self, assets: Vec<Asset>) {
        self.files = std::mem::take(&mut self.files).with_assets(assets);
    }

    /// Adds or replaces texts and parses them over all cores. Returns how many of them changed anything.
    pub fn set_all(&mut self, texts: Vec<SourceFile>) -> usize {
        let changed: Vec<SourceFile> =
            texts.into_par_iter().filter(|text| !self.has_text(text)).collect();
        let decides = changed.iter().any(|text| parse::decides_headings(&text.path));
        let ids: Vec<FileId> = changed.into_iter().map(|text| self.files.set(text)).collect();
        self.read(&ids);
        if decides {
            self.renew_headings();
        }
        ids.len()
    }

    fn read(&mut self, ids: &[FileId]) {
        let (files, headings) = (&self.files, &self.headings);
        let parsed: Vec<ParsedFile> = ids
            .par_iter()
            .with_min_len(4)
            .map(|id| parse::parse_file(*id, files.get(*id), headings))
            .collect();
        for (id, read) in ids.iter().zip(parsed) {
            self.insert(*id, read);
        }
    }

    /// Reads the documents again where the headings of the language are others than before.
    fn renew_headings(&mut self) {
        let headings = parse::headings_of(&self.files);
        if headings == self.headings {
            return;
        }
        self.headings = headings;
        let is_document =
            |id: &FileId| matches!(self.parsed[id.0 as usize].part, FileContent::Doc(_));
        let documents: Vec<FileId> =
            self.files.iter().map(|(id, _)| id).filter(is_document).collect();
        self.read(&documents);
    }

    fn has_text(&self, text: &SourceFile) -> bool {
        let Some(id) = self.files.find(&text.path) else { return false };
        self.files.get(id).body == text.body
    }

    /// Adds or replaces a text. Returns whether that changed anything.
    pub fn set(&mut self, text: SourceFile) -> bool {
        self.set_all(vec![text]) > 0
    }

    /// Removes a text. Returns whether it was there.
    pub fn remove(&mut self, path: &str) -> bool {
        let Some(id) = self.files.remove(path) else { return false };
        self.insert(id, ParsedFile::default());
        if parse::decides_headings(path) {
            self.renew_headings();
        }
        true
    }

    fn insert(&mut self, id: FileId, read: ParsedFile) {
        let at = id.0 as usize;
        if self.parsed.len() <= at {
            self.parsed.resize_with(at + 1, Arc::default);
        }
        self.parsed[at] = Arc::new(read);
    }

    /// The raw documents and records, in the order of their paths. They are shared, not copied.
    pub fn raw(&self) -> Raw {
        parse::join_files(self.parts(), &self.files, &mut Report::default())
    }

    fn parts(&self) -> impl Iterator<Item = FileContent> {
        self.files.iter().map(|(id, _)| self.parsed[id.0 as usize].part.clone())
    }

    /// Links and checks everything. `report` has the problems with reading files, `statics` the paths of the files under
    /// static/, `day` is the day that the site is built for.
    pub fn link(&self, mut report: Report, statics: Vec<String>, day: Day) -> LinkedSite {
        for (id, _) in self.files.iter() {
            report.extend(self.parsed[id.0 as usize].report.iter().cloned());
        }
        let mut raw = parse::join_files(self.parts(), &self.files, &mut report);
        raw.drafts = self.drafts;
        let site = linking::link(raw, &self.files, statics, day, &mut report);
        let reasoning = Arc::new(Reasoning::new(&site, &self.files));
        checks::check(&site, &reasoning, &mut report);
        let tables = Arc::new(Tables::new(&site, &self.files, Arc::clone(&reasoning)));
        let site = Arc::new(site);
        let ctx = Ctx::with(&site, &self.files, Arc::clone(&tables));
        addresses::check(&ctx, day, &mut report);
        social_cards::check(&ctx, &mut report);
        report.sort(&self.files);
        LinkedSite { files: self.files.clone(), site, reasoning, tables, report }
    }
}

#[cfg(test)]
mod tests;
