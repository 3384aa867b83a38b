//! A source as an item of CSL-JSON 1.0.2.

use super::parts;
use crate::model::{Author, Date, Word};
use crate::records::source::SourceRecord;
use serde::Serialize;
use serde_json::{Value, json};
use serde_with::skip_serializing_none;

#[skip_serializing_none]
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CslItem<'a> {
    id: &'a str,
    r#type: &'a str,
    genre: Option<&'a str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Value>,
    issued: Option<Value>,
    container_title: Option<&'a str>,
    publisher: Option<&'a str>,
    edition: Option<&'a str>,
    number: Option<&'a str>,
    #[serde(rename = "DOI")]
    doi: Option<&'a str>,
    #[serde(rename = "URL")]
    url: Option<&'a str>,
    accessed: Option<Value>,
    language: Option<&'a str>,
    custom: Option<Value>,
}

/// Returns the item of a source. The official schema has room for the licence of the record in `custom`.
pub(crate) fn csl_json(source: &SourceRecord, licence: Option<&str>) -> Value {
    let work = &source.summary;
    let mut author: Vec<Value> = parts::authors(source).into_iter().map(name).collect();
    if parts::has_more_authors(source) && !author.is_empty() {
        author.push(json!({ "literal": "others" }));
    }
    let item = CslItem {
        id: work.id,
        r#type: work.r#type.0.word(),
        genre: source.genre,
        title: work.title,
        author,
        issued: work.issued.map(|d| date(d.0)),
        container_title: parts::venue(source),
        publisher: work.publisher,
        edition: source.edition,
        number: source.number,
        doi: work.doi,
        url: work.url,
        accessed: source.accessed.map(|d| date(d.0)),
        language: parts::foreign_language(source),
        custom: licence.map(|licence| json!({ "licence-of-this-record": licence })),
    };
    serde_json::to_value(item).expect("texts and numbers are JSON")
}

fn name(author: &Author) -> Value {
    match author {
        Author::Person { family, given: None } => json!({ "family": family }),
        Author::Person { family, given } => json!({ "family": family, "given": given }),
        Author::Literal(name) => json!({ "literal": name }),
    }
}

fn date(date: Date) -> Value {
    let parts = [date.year, date.month.into(), date.day.into()];
    let known: Vec<u16> = parts.into_iter().take_while(|n| *n > 0).collect();
    json!({ "date-parts": [known] })
}
