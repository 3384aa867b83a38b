//! The words of a document as they are written, and how a slip in them is reported.

use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;
use crate::source::{Files, Span};
use rayon::prelude::*;
use std::ops::Range;

/// The longest text between brackets that is looked at, in bytes. Many brackets can open before one that closes.
pub(super) const LONGEST: usize = 120;

pub(super) struct CheckedText<'a> {
    pub site: &'a Site,
    pub id: DocId,
    pub body: &'a str,
    pub report: &'a mut Report,
}

/// Checks the texts of all documents, over all cores. Diagnostics are in the order of the documents.
pub(super) fn check_texts(
    site: &Site,
    files: &Files,
    report: &mut Report,
    check: impl Fn(CheckedText) + Sync,
) {
    let ids: Vec<DocId> = site.doc_ids().collect();
    let reports: Vec<Report> = ids
        .par_iter()
        .with_min_len(64)
        .map(|id| {
            let mut report = Report::default();
            let doc = site.doc(*id);
            let body = &files.get(doc.file).body[doc.body as usize..];
            check(CheckedText { site, id: *id, body, report: &mut report });
            report
        })
        .collect();
    report.extend(reports.into_iter().flatten());
}

impl<'a> CheckedText<'a> {
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let doc = self.site.doc(self.id);
        let base = doc.body as usize;
        Span::new(doc.file, base + range.start..base + range.end)
    }

    pub(super) fn is_text(&self, byte: usize) -> bool {
        self.site.doc(self.id).tree.is_text(byte)
    }

    /// Reports a text with what replaces it.
    pub(super) fn near_form(&mut self, at: &Range<usize>, message: &str, fixed: &str) {
        let span = self.span(at);
        let found = Diagnostic::at(&codes::NEAR_FORM, span, message);
        self.report.push(found.fix(span, fixed));
    }

    /// Reports a text that nothing can replace without its author.
    pub(super) fn advise(&mut self, at: &Range<usize>, message: &str, help: &str) {
        let span = self.span(at);
        self.report.add(&codes::NEAR_FORM, span, message, help);
    }

    /// What is between a bracket and its end, if that is near and in the same line.
    pub(super) fn inside(&self, open: usize, close: char) -> Option<&'a str> {
        let rest = &self.body[open + 1..];
        let rest = &rest[..rest.floor_char_boundary(LONGEST)];
        let end =
            rest.find(['[', ']', '(', ')', '\n']).filter(|end| rest[*end..].starts_with(close))?;
        Some(&rest[..end])
    }

    /// The text with the brackets that hold it and nothing else.
    pub(super) fn with_brackets(&self, range: Range<usize>) -> Range<usize> {
        let (before, after) = (&self.body[..range.start], &self.body[range.end..]);
        let is_round = before.ends_with('(') && after.starts_with(')');
        let is_square = before.ends_with('[') && after.starts_with(']');
        match is_round || is_square {
            true => range.start - 1..range.end + 1,
            false => range,
        }
    }
}
