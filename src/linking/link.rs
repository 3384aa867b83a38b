//! The steps of linking, in order.

use super::work_numbers::WorkNumbers;
use super::{
    attachments, bare_names, blocks, day, docs, drafts, events, hashtags, index, lapses, names,
    numbered_references, pictures, publishers, records, relations, sources, stances, vocabulary,
    work_numbers,
};
use crate::content::parse::{FileKind, Raw};
use crate::diagnostics::{Diagnostic, Report, Severity, codes};
use crate::model::{Day, Site};
use crate::source::Files;
use std::collections::HashSet;

/// Links everything. `statics` are the paths under static/, for relative links; `day` is the day the site is built for.
pub fn link(raw: Raw, files: &Files, statics: Vec<String>, day: Day, report: &mut Report) -> Site {
    let unread = UnreadFiles::of(files, report);
    let before = report.len();
    let mut site = Site { as_of: Some(day.date()), statics, ..Site::default() };
    site.public = raw.public.as_deref().cloned();
    if let Day::Today(_) = day {
        site.publications = raw.publications.as_deref().cloned();
    }
    site.gone.clone_from(&raw.site.gone);
    site.moved.clone_from(&raw.site.moved);
    let is_of_vocabulary = |d: &&Diagnostic| d.file(files) == FileKind::Vocabulary.pattern();
    let mut errors = report.iter().filter(|d| d.severity() == Severity::Error);
    site.vocabulary.is_incomplete = errors.any(|d| is_of_vocabulary(&d));
    vocabulary::collect(&raw, &mut site, report);
    publishers::collect(&raw, &mut site, report);
    let merged = sources::collect(&raw, &mut site, files, report);
    docs::collect(&raw, &mut site, report);
    names::collect(&raw, &mut site, files, report);
    blocks::collect(&raw, &mut site, files, &merged, report);
    records::collect(&raw, &mut site, files, report);
    relations::collect(&raw, &mut site, files, report);
    stances::check(&site, files, report);
    bare_names::check(&site, files, report);
    let numbers = WorkNumbers::new(&site);
    work_numbers::check(&site, &numbers, files, report);
    numbered_references::check(&site, &numbers, files, report);
    hashtags::check(&site, files, report);
    drafts::hide(&mut site, raw.drafts, files, report);
    pictures::collect(&raw, &mut site, files, report);
    drop(raw);
    unread.spare_what_follows(before, files, report);
    day::hide_what_came_later(&mut site, day, report);
    lapses::mark(&mut site);
    attachments::collect(&mut site, files, report);
    index::collect(&mut site);
    events::collect(&mut site);
    site
}

/// Files that could not be read: the names that they have are not known, so links to those are not reported.
struct UnreadFiles {
    /// The letters and digits of the files' paths and texts.
    words: Vec<String>,
    /// Those of the paths alone.
    paths: Vec<String>,
    /// The ids that invalid ones are to be replaced by.
    corrected: HashSet<String>,
    /// Whether the text of one is not there at all.
    is_text_missing: bool,
}

impl UnreadFiles {
    fn of(files: &Files, report: &Report) -> Self {
        let unreadable = [
            &codes::NOT_UTF8,
            &codes::UNREADABLE,
            &codes::YAML_SYNTAX,
            &codes::DUPLICATE_KEY,
            &codes::NO_FRONT_MATTER,
        ];
        let invalid =
            report.iter().filter(|d| [&codes::BAD_ID, &codes::BAD_BLOCK_ID].contains(&d.code));
        let corrected = invalid.filter_map(|d| Some(d.fix.as_ref()?.text.clone())).collect();
        let (words, paths) = (Vec::new(), Vec::new());
        let mut unread = UnreadFiles { words, paths, corrected, is_text_missing: false };
        for diagnostic in report.iter().filter(|d| unreadable.contains(&d.code)) {
            let path = diagnostic.file(files);
            unread.words.push(letters(path));
            unread.paths.push(letters(path));
            match diagnostic.span {
                Some(span) => unread.words.push(letters(&files.get(span.file).body)),
                None => unread.is_text_missing |= path.starts_with("content/"),
            }
        }
        unread
    }

    /// Drops the errors that only follow from it. They come back, if they are real, once the file can be read.
    fn spare_what_follows(self, before: usize, files: &Files, report: &mut Report) {
        let found = report.split_off(before);
        report.extend(found.into_iter().filter(|d| !self.explains(d, files)));
    }

    /// Whether a diagnostic may only follow from a file that could not be read: what it names is in one of them.
    fn explains(&self, d: &Diagnostic, files: &Files) -> bool {
        let names = [&codes::UNKNOWN_TARGET, &codes::UNKNOWN_SOURCE, &codes::WRONG_KIND];
        let places = [&codes::UNKNOWN_BLOCK, &codes::UNKNOWN_FRAGMENT];
        let is_place = places.contains(&d.code);
        let Some(span) = d.span.filter(|_| is_place || names.contains(&d.code)) else {
            return false;
        };
        let said = files.slice(span).trim_matches(['"', '\'', '[', ']']);
        let id = said.rsplit(['#', '^', '@']).next().unwrap_or(said);
        let name = letters(said.split(['#', '|']).next().unwrap_or(said));
        // the places of a text that was not read are in that text alone
        let words = if is_place { &self.paths } else { &self.words };
        self.is_text_missing
            || self.corrected.contains(id)
            || !name.is_empty() && words.iter().any(|words| words.contains(&name))
    }
}

/// A text without what a slip can put between its letters.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::parse;
    use crate::model::Date;
    use crate::source::SourceFile;

    /// For how many unknown names of each text the nearest name was found.
    fn suggestions(texts: usize, names: usize) -> Vec<usize> {
        let mut files = vec![SourceFile {
            path: "content/sources/s.yaml".into(),
            body: "- {id: office-tables, type: report, title: A}\n".into(),
        }];
        for text in 0..texts {
            let mut body = format!("---\ntitle: Of {text}\n---\n");
            for name in 0..names {
                body += &format!("Pay rose [@ofice-tables{name:03}].\n\n");
            }
            files.push(SourceFile { path: format!("content/pages/p{text:03}.md"), body });
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let files = Files::new(files);
        let mut report = Report::default();
        let raw = parse::parse(&files, &mut report);
        link(raw, &files, Vec::new(), Day::Today(Date::day(2026, 11, 20)), &mut report);
        let mut found = vec![0; texts];
        for diagnostic in report.iter().filter(|d| d.code == &codes::UNKNOWN_SOURCE) {
            let path = diagnostic.file(&files);
            let text: usize = path["content/pages/p".len()..path.len() - 3].parse().unwrap();
            found[text] += usize::from(diagnostic.fix.is_some());
        }
        found
    }

    #[test]
    fn nearest_names_are_looked_for_in_the_first_texts_and_so_in_each_run() {
        let found = suggestions(40, 30);
        let mut expected = vec![30; 33];
        expected.push(10);
        expected.resize(40, 0);
        assert_eq!(found, expected);
        assert_eq!(suggestions(40, 30), expected);
        assert_eq!(suggestions(2, 130), [100, 100]);
    }
}
