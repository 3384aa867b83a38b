//! A work as its citations name it, in the words of a language.

use super::cited_title::CitedTitle;
use super::line::Typeface;
use super::parts::{self, PublicationForm};
use crate::markdown::QuotationMarks;
use crate::model::{Author, Date, IssueDate, Locale, MessageId, SourceType};
use crate::records::source::SourceRecord;

/// The parts of a source, as all styles need them.
pub(super) struct CitedWork<'a> {
    pub kind: SourceType,
    pub form: PublicationForm,
    pub title: CitedTitle,
    /// Those of the title's language.
    pub marks: &'a QuotationMarks,
    pub authors: Vec<&'a Author>,
    pub has_more_authors: bool,
    pub issued: Option<IssueDate>,
    /// The day on which it was read; without one, that of the archived copy.
    pub accessed: Option<Date>,
    pub venue: Option<&'a str>,
    pub imprint: Option<&'a str>,
    pub address: Option<String>,
    pub record: &'a SourceRecord<'a>,
    pub locale: &'a Locale,
}

impl<'a> CitedWork<'a> {
    pub(super) fn new(record: &'a SourceRecord<'a>, locale: &'a Locale) -> CitedWork<'a> {
        let summary = &record.summary;
        let marks = locale.quotation_marks_of(record.language);
        CitedWork {
            kind: summary.r#type.0,
            form: parts::form(summary.r#type.0),
            title: CitedTitle::new(summary.title, marks),
            marks,
            authors: parts::authors(record),
            has_more_authors: record.more_authors,
            issued: summary.issue_date(),
            accessed: record.accessed.map(|d| d.0).or_else(|| parts::archived_on(record)),
            venue: parts::venue(record),
            imprint: parts::imprint(record),
            address: parts::address(record),
            record,
            locale,
        }
    }

    /// The day on which an undated source was read.
    pub(super) fn accessed_undated(&self) -> Option<Date> {
        self.accessed.filter(|_| self.issued.is_none())
    }

    /// The face of the title, which a description has none of.
    pub(super) fn face(&self, face: Typeface) -> Typeface {
        if self.title.is_description { Typeface::Plain } else { face }
    }

    /// The names with "et al." after them.
    pub(super) fn and_others(&self, names: String) -> String {
        self.locale.format(MessageId::CiteNamesEtAl, &[("names", names.into())])
    }

    /// Names with commas between them, and before the last one what a style has there.
    pub(super) fn names(&self, names: &[String], last: MessageId) -> String {
        joined(names, self.locale.text(MessageId::ListComma), self.locale.text(last))
    }

    /// A number with the word of a style before it. `arXiv:2604.17413` says what it is; a bare number does not.
    pub(super) fn numbered(&self, number: &str, id: MessageId) -> String {
        match number.starts_with(|c: char| c.is_ascii_digit()) {
            true => self.locale.format(id, &[("number", number.into())]),
            false => number.to_string(),
        }
    }

    /// An estimated year.
    pub(super) fn circa(&self, date: IssueDate, id: MessageId) -> String {
        self.locale.format(id, &[("date", self.locale.years(date).into())])
    }

    /// Whether it is a page without an author, which some styles list by its publisher.
    pub(super) fn is_listed_by_publisher(&self) -> bool {
        self.authors.is_empty() && self.kind == SourceType::Webpage
    }
}

/// `a, b, & c`.
fn joined(names: &[String], comma: &str, last: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., end] => format!("{}{last}{end}", rest.join(comma)),
    }
}

pub(super) fn cased(work: &CitedWork) -> String {
    match parts::foreign_language(work.record) {
        None if !work.title.is_description => parts::title_case(&work.title.text),
        _ => work.title.text.clone(),
    }
}
