//! A source's record as written: CSL variable names (Citation Style Language 1.0.2, "Variables").

use super::fields::Fields;
use super::records::records;
use super::yaml::Str;
use crate::diagnostics::Report;
use crate::model::{Author, Date, SourceType};
use crate::source::{FileId, SourceFile};

#[derive(Debug)]
pub struct RawSource {
    pub id: Str,
    pub kind: SourceType,
    pub genre: Option<String>,
    pub title: Str,
    pub aliases: Vec<Str>,
    pub authors: Vec<Author>,
    pub issued: Option<Date>,
    pub publisher: Option<Str>,
    pub container: Option<String>,
    pub edition: Option<String>,
    pub url: Option<String>,
    pub doi: Option<String>,
    pub number: Option<String>,
    pub language: Option<String>,
    pub reports: Vec<Str>,
    pub reliability: Option<String>,
    pub note: Option<String>,
    pub summary: Option<String>,
    pub accessed: Option<Date>,
    pub archive: Option<String>,
}

/// What a source is, for messages.
pub(super) const WHAT: &str = "a source";

pub fn read(file: FileId, text: &SourceFile, report: &mut Report) -> Vec<RawSource> {
    records(file, text, WHAT, report, record)
}

pub(super) fn record(mut f: Fields<'_>) -> RawSource {
    let source = RawSource {
        id: f.need_id("id", "the source key"),
        kind: f.word("type").unwrap_or(SourceType::Webpage),
        genre: f.text("genre"),
        title: f.need("title"),
        aliases: f.strs("aliases"),
        authors: authors(&mut f),
        issued: f.date("issued"),
        publisher: f.str("publisher"),
        container: f.text("container-title"),
        edition: f.text("edition"),
        number: f.text("number"),
        doi: f.text("DOI"),
        url: f.address("URL"),
        language: f.text("language"),
        reports: f.strs("reports"),
        reliability: f.text("reliability"),
        note: f.text("note"),
        summary: f.text("abstract"),
        accessed: f.date("accessed"),
        archive: f.address("archive"),
    };
    f.done();
    source
}

/// CSL names: `{family, given}`, `{literal}`, or a plain text, which is a literal.
fn authors(f: &mut Fields<'_>) -> Vec<Author> {
    let read = |mut name: Fields<'_>| {
        let family = name.text("family");
        let given = name.text("given");
        let literal = name.text("literal");
        name.require_one(
            &["family", "literal"],
            "write {family: Liang, given: Percy} or {literal: Nature Editorial}",
        );
        name.done();
        match family {
            Some(family) => Some(Author::Person { family, given }),
            None => literal.map(Author::Literal),
        }
    };
    let literal = |name: Str| Some(Author::Literal(name.text));
    f.each_or_text("author", "an author", literal, read).into_iter().flatten().collect()
}
