//! A source's record as written: CSL variable names (Citation Style Language 1.0.2, "Variables").

use super::fields::Fields;
use super::yaml::Str;
use crate::model::{Author, Source, SourceType};

/// A record, and the names in it that linking resolves.
#[derive(Debug)]
pub struct RawSource {
    pub id: Str,
    pub title: Str,
    pub aliases: Vec<Str>,
    pub publisher: Option<Str>,
    pub reports: Vec<Str>,
    /// The record without publisher and reports.
    pub work: Source,
}

pub(super) fn record(mut f: Fields<'_>) -> RawSource {
    let id = f.need_id("id", "the source key");
    let kind = f.word("type").unwrap_or(SourceType::Webpage);
    let genre = f.text("genre");
    let title = f.need("title");
    let aliases = f.strs("aliases");
    let authors = authors(&mut f);
    let issued = f.date("issued");
    let publisher = f.str("publisher");
    let mut work = Source {
        kind,
        genre,
        aliases: aliases.iter().map(|a| a.text.clone()).collect(),
        authors,
        issued,
        container: f.text("container-title"),
        edition: f.text("edition"),
        number: f.text("number"),
        doi: f.text("DOI"),
        url: f.address("URL"),
        language: f.text("language"),
        recorded: true,
        ..Source::new(&id.text, &title.text, id.span)
    };
    let reports = f.strs("reports");
    work.reliability = f.text("reliability");
    work.note = f.text("note");
    work.summary = f.text("abstract");
    work.accessed = f.date("accessed");
    work.archive = f.address("archive");
    f.done();
    RawSource { id, title, aliases, publisher, reports, work }
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
