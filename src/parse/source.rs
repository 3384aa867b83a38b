//! A source's record as written: CSL variable names (Citation Style Language 1.0.2, "Variables").

use super::fields::Fields;
use super::yaml::{Str, Value};
use super::{check_id, records};
use crate::diag::{Diagnostic, Report, codes};
use crate::files::{FileId, Text};
use crate::model::{Author, Date, SourceType};

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

pub fn read(file: FileId, text: &Text, report: &mut Report) -> Vec<RawSource> {
    records(file, text, "a source", report, |mut f| {
        let id = f.need("id");
        check_id(&id, "the source key", f.report);
        let source = RawSource {
            id,
            kind: f.word("type").unwrap_or(SourceType::Webpage),
            genre: f.text("genre"),
            title: f.need("title"),
            aliases: f.strs("aliases"),
            authors: authors(&mut f),
            issued: f.date("issued"),
            publisher: f.str("publisher"),
            container: f.text("container-title"),
            url: f.address("URL"),
            doi: f.text("DOI"),
            number: f.text("number"),
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
    })
}

/// CSL names: `{family, given}`, `{literal}`, or a plain text, which is a literal.
fn authors(f: &mut Fields<'_>) -> Vec<Author> {
    let mut found = Vec::new();
    for node in f.list("author") {
        match node.value {
            Value::Scalar(name) => found.push(Author::Literal(name)),
            Value::Map(_) => {
                let mut name = Fields::new(node, "an author", f.report);
                let family = name.str("family");
                let given = name.text("given");
                let literal = name.text("literal");
                match (family, literal) {
                    (Some(family), _) => found.push(Author::Person { family: family.text, given }),
                    (None, Some(literal)) => found.push(Author::Literal(literal)),
                    (None, None) => {
                        let help = "write {family: Liang, given: Percy} or {literal: Nature Editorial}";
                        let missing =
                            Diagnostic::at(&codes::MISSING_KEY, name.span(), "an author needs `family` or `literal`");
                        name.report.push(missing.help(help));
                    }
                }
                name.done();
            }
            other => {
                let message = format!("an author is a name, and here stands {}", other.kind());
                let help = "write {family: Liang, given: Percy} or {literal: Nature Editorial}";
                f.report.push(Diagnostic::at(&codes::WRONG_TYPE, node.span, message).help(help));
            }
        }
    }
    found
}
