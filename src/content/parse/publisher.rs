//! publishers.yaml as written.

use super::fields::Fields;
use super::records::records;
use super::yaml::Str;
use crate::diagnostics::Report;
use crate::model::{PublisherKind, PublisherWarning};
use crate::source::{FileId, SourceFile};

#[derive(Debug)]
pub struct RawPublisher {
    pub id: Option<Str>,
    pub name: Str,
    pub aliases: Vec<Str>,
    pub domains: Vec<Str>,
    pub kind: PublisherKind,
    pub country: Option<String>,
    pub warnings: Vec<PublisherWarning>,
}

/// What a publisher is, for messages.
pub(super) const WHAT: &str = "a publisher";

pub fn read(file: FileId, text: &SourceFile, report: &mut Report) -> Vec<RawPublisher> {
    records(file, text, WHAT, report, record)
}

pub(super) fn record(mut f: Fields<'_>) -> RawPublisher {
    let publisher = RawPublisher {
        id: f.id("id", "the publisher's id"),
        name: f.need("name"),
        aliases: f.strs("aliases"),
        domains: f.strs("domains"),
        kind: f.word("kind").unwrap_or(PublisherKind::Unknown),
        country: f.text("country"),
        warnings: f.each("warnings", "a warning", |mut w| {
            let warning = PublisherWarning {
                since: w.date("since"),
                kind: w.need("kind").text,
                text: w.text("text"),
            };
            w.done();
            warning
        }),
    };
    f.done();
    publisher
}
