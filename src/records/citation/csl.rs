//! A source as an item of CSL-JSON 1.0.2.

use super::parts;
use crate::model::{Author, Date, DateExtent, IssueDate, Word};
use crate::records::source::SourceRecord;
use serde::Serialize;
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use std::collections::BTreeMap;

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
    #[serde(flatten)]
    names: BTreeMap<&'static str, Vec<Value>>,
    issued: Option<Value>,
    container_title: Option<&'a str>,
    publisher: Option<&'a str>,
    edition: Option<&'a str>,
    number: Option<&'a str>,
    #[serde(flatten)]
    variables: BTreeMap<&'static str, Value>,
    #[serde(rename = "DOI")]
    doi: Option<&'a str>,
    #[serde(rename = "URL")]
    url: Option<&'a str>,
    accessed: Option<Value>,
    language: Option<&'a str>,
    note: Option<&'a str>,
    r#abstract: Option<&'a str>,
    custom: Option<Value>,
}

/// Returns the item of a source. The official schema has room for the licence of the record in `custom`.
pub(crate) fn csl_json(source: &SourceRecord, licence: Option<&str>) -> Value {
    let work = &source.summary;
    let mut names = BTreeMap::new();
    for (role, people) in &source.names {
        names.insert(*role, people.iter().map(|person| name(person.0)).collect());
    }
    let mut variables = BTreeMap::new();
    for (variable, text) in &source.variables {
        let value = match (variable.ends_with("-date"), Date::parse(text)) {
            (true, Some(day)) => date(day),
            (true, None) => json!({ "raw": text }),
            (false, _) => json!(text),
        };
        variables.insert(*variable, value);
    }
    let item = CslItem {
        id: source.exported_key(),
        r#type: work.r#type.0.word(),
        genre: source.genre,
        title: work.title,
        author: parts::authors(source).into_iter().map(name).collect(),
        names,
        issued: work.issue_date().map(issue_date),
        container_title: parts::venue(source),
        publisher: work.publisher,
        edition: source.edition,
        number: source.number,
        variables,
        doi: work.doi,
        url: work.url,
        accessed: source.accessed.map(|d| date(d.0)),
        language: source.language,
        note: source.note,
        r#abstract: source.r#abstract,
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
    json!({ "date-parts": [date_parts(date)] })
}

fn date_parts(date: Date) -> Vec<u16> {
    let parts = [date.year, date.month.into(), date.day.into()];
    parts.into_iter().take_while(|n| *n > 0).collect()
}

/// A range has two lists of parts; the second is `[0]` where it has no end, as in Pandoc.
fn issue_date(issued: IssueDate) -> Value {
    let first = date_parts(issued.first);
    match issued.extent {
        DateExtent::Exact => date(issued.first),
        DateExtent::Circa => json!({ "date-parts": [first], "circa": true }),
        DateExtent::Season(season) => {
            json!({ "date-parts": [first], "season": season.number() })
        }
        DateExtent::Until(last) => json!({ "date-parts": [first, date_parts(last)] }),
        DateExtent::Ongoing => json!({ "date-parts": [first, [0]] }),
    }
}
