//! facts.yaml as written: what is known of subjects, and which definitions somebody says they meet.

use super::fields::Fields;
use super::file_kind::FileKind;
use super::records::mapping;
use super::yaml::Str;
use crate::diagnostics::Report;
use crate::model::{Date, DefinitionVerdict, FactAspect, FactStatus};
use crate::source::{FileId, SourceFile};

#[derive(Debug, Default)]
pub struct RawFacts {
    pub facts: Vec<RawFact>,
    pub verdicts: Vec<RawVerdict>,
}

#[derive(Debug)]
pub struct RawFact {
    pub subject: Str,
    pub item: Str,
    pub aspect: FactAspect,
    pub value: Option<Str>,
    pub status: FactStatus,
    pub source: Option<Str>,
    pub date: Option<Date>,
    pub note: Option<String>,
    pub from: Option<Str>,
}

#[derive(Debug)]
pub struct RawVerdict {
    pub id: Option<Str>,
    pub subject: Str,
    pub definition: Str,
    pub says: DefinitionVerdict,
    pub who: Option<Str>,
    pub date: Option<Date>,
    pub source: Option<Str>,
    pub note: Option<String>,
}

pub fn read(file: FileId, text: &SourceFile, report: &mut Report) -> RawFacts {
    record(mapping(FileKind::Facts, file, text, report))
}

pub(super) fn record(mut f: Fields<'_>) -> RawFacts {
    let facts = RawFacts {
        facts: f.each("facts", "a fact", |mut f| {
            let fact = RawFact {
                subject: f.need("subject"),
                item: f.need_id("item", "the item"),
                aspect: f.word("aspect").unwrap_or(FactAspect::Available),
                value: f.str("value"),
                status: f.word("status").unwrap_or(FactStatus::Yes),
                source: f.str("source"),
                date: f.date("date"),
                note: f.text("note"),
                from: f.str("from"),
            };
            f.require("status", "`status: yes`, partial, no, undisclosed, disputed or n/a");
            f.require("source", "`source: …`, the key of the source that shows it");
            f.done();
            fact
        }),
        verdicts: f.each("verdicts", "a stated verdict", |mut f| {
            let verdict = RawVerdict {
                id: f.id("id", "the verdict's id"),
                subject: f.need("subject"),
                definition: f.need("definition"),
                says: f.word("says").unwrap_or(DefinitionVerdict::Unknown),
                who: f.str("who"),
                date: f.date("date"),
                source: f.str("source"),
                note: f.text("note"),
            };
            f.require("says", "`says: not met`");
            f.require("source", "`source: …`, the key of the source that says so");
            f.done();
            verdict
        }),
    };
    f.done();
    facts
}
