//! A source as readers take it away: four styles, BibTeX, CSL-JSON and RIS.
//!
//! Takes a source of the site, gives lines to copy. Computed for the pages of sources alone; costs microseconds.

mod bibtex;
mod ris;
mod style;
mod work;

use crate::model::*;
use serde::Serialize;
use serde_json::{Value, json};
use work::{Name, Work};

/// What a source's page offers to copy.
#[derive(Serialize)]
pub struct Citations {
    /// Names of styles with their lines of HTML.
    pub styles: Vec<Styled>,
    pub bibtex: String,
    pub csl_json: String,
}

#[derive(Serialize)]
pub struct Styled {
    pub name: &'static str,
    pub html: String,
}

/// Makes a line of one style.
type Style = fn(&Work) -> String;

/// The styles on offer.
const STYLES: [(&str, Style); 4] = [
    ("APA", style::apa),
    ("MLA", style::mla),
    ("Chicago", style::chicago),
    ("Harvard", style::harvard),
];

pub fn citations(site: &Site, id: SourceId) -> Citations {
    let source = site.source(id);
    let work = work(site, source);
    let title = crate::markdown::typographic(&source.title);
    let shown = Work { title: &title, ..work.clone() };
    Citations {
        styles: STYLES.iter().map(|(name, style)| Styled { name, html: style(&shown) }).collect(),
        bibtex: bibtex::bibtex(&source.id, &work),
        csl_json: serde_json::to_string_pretty(&[csl_json(&source.id, &work)])
            .expect("texts and numbers are JSON"),
    }
}

/// An entry of BibTeX, without a line break at its end.
pub fn bibtex_entry(site: &Site, id: SourceId) -> String {
    let source = site.source(id);
    bibtex::bibtex(&source.id, &work(site, source))
}

/// An item of CSL-JSON.
pub fn csl_item(site: &Site, id: SourceId) -> Value {
    let source = site.source(id);
    csl_json(&source.id, &work(site, source))
}

/// A record of RIS; `credit` is what it names as the database that it is from.
pub fn ris_entry(site: &Site, id: SourceId, credit: &str) -> String {
    let source = site.source(id);
    ris::ris(
        &source.id,
        &work(site, source),
        source.archive.as_deref(),
        source.summary.as_deref(),
        credit,
    )
}

fn work<'a>(site: &'a Site, source: &'a Source) -> Work<'a> {
    let day = |d: Date| (d.year, d.month, d.day);
    let language = source.language.as_deref();
    Work {
        kind: source.kind.word(),
        genre: source.genre.as_deref(),
        title: &source.title,
        authors: source.authors.iter().map(name).filter(|n| !is_others(n)).collect(),
        others: source.authors.iter().map(name).any(|n| is_others(&n)),
        issued: source.issued.map(day),
        accessed: source.accessed.map(day),
        publisher: source.publisher.map(|p| site.publisher(p).name.as_str()),
        container: source.container.as_deref(),
        number: source.number.as_deref(),
        url: source.url.as_deref(),
        doi: source.doi.as_deref(),
        foreign: language.filter(|l| !l.starts_with("en")),
    }
}

fn name(author: &Author) -> Name<'_> {
    match author {
        Author::Person { family, given } => {
            Name::Person { family, given: given.as_deref().unwrap_or_default() }
        }
        Author::Literal(name) => Name::Literal(name),
    }
}

/// Whether an author stands for those who are not named.
fn is_others(name: &Name) -> bool {
    matches!(name, Name::Literal("others" | "and others" | "et al." | "et al"))
}

/// An item of CSL-JSON.
fn csl_json(id: &str, work: &Work) -> Value {
    let mut out = serde_json::Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            out.insert(key.to_string(), value);
        }
    };
    let text = |t: Option<&str>| t.map(Value::from);
    let date = |(year, month, day): work::Day| {
        let parts: Vec<u16> =
            [year, month.into(), day.into()].into_iter().take_while(|n| *n > 0).collect();
        json!({ "date-parts": [parts] })
    };
    let author = |n: &Name| match n {
        Name::Person { family, given: "" } => json!({ "family": family }),
        Name::Person { family, given } => json!({ "family": family, "given": given }),
        Name::Literal(name) => json!({ "literal": name }),
    };
    put("id", Some(id.into()));
    put("type", Some(work.kind.into()));
    put("genre", text(work.genre));
    put("title", Some(work.title.into()));
    let others = work.others.then(|| json!({ "literal": "others" }));
    put(
        "author",
        (!work.authors.is_empty()).then(|| work.authors.iter().map(author).chain(others).collect()),
    );
    put("issued", work.issued.map(date));
    put("container-title", text(work.venue()));
    put("publisher", text(work.publisher));
    put("number", text(work.number));
    put("DOI", text(work.doi));
    put("URL", text(work.url));
    put("accessed", work.accessed.map(date));
    put("language", text(work.foreign));
    Value::Object(out)
}

#[cfg(test)]
mod tests;
