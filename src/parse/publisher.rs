//! publishers.yaml as written.

use super::records;
use super::yaml::Str;
use crate::diag::Report;
use crate::files::{FileId, Text};
use crate::model::{PublisherKind, Warning};

#[derive(Debug)]
pub struct RawPublisher {
    pub id: Option<Str>,
    pub name: Str,
    pub aliases: Vec<Str>,
    pub domains: Vec<Str>,
    pub kind: PublisherKind,
    pub country: Option<String>,
    pub warnings: Vec<Warning>,
}

pub fn read(file: FileId, text: &Text, report: &mut Report) -> Vec<RawPublisher> {
    records(file, text, "a publisher", report, |mut f| {
        let id = f.str("id");
        if let Some(id) = &id {
            super::check_id(id, "the publisher's id", f.report);
        }
        let publisher = RawPublisher {
            id,
            name: f.need("name"),
            aliases: f.strs("aliases"),
            domains: f.strs("domains"),
            kind: f.word("kind").unwrap_or(PublisherKind::Unknown),
            country: f.text("country"),
            warnings: f.each("warnings", "a warning", |mut w| {
                let warning = Warning { since: w.date("since"), kind: w.need("kind").text, text: w.text("text") };
                w.done();
                warning
            }),
        };
        f.done();
        publisher
    })
}
