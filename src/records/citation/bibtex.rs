//! A source as an entry of BibTeX. Characters that TeX would read are escaped; the rest stays UTF-8.
//!
//! The writer of the `biblatex` crate braces and rewrites values in its own way, so that dates and URLs would not come
//! out as citation managers write them.

use super::parts::{self, PublicationForm};
use crate::model::{Author, SourceType};
use crate::records::source::SourceRecord;

/// Returns the entry of a source, without a line break at its end.
pub(crate) fn bibtex(source: &SourceRecord) -> String {
    let work = &source.summary;
    let form = parts::form(work.r#type.0);
    let kind = match (form, work.r#type.0) {
        (PublicationForm::Article, _) => "article",
        (_, SourceType::Chapter) => "incollection",
        (PublicationForm::Part, _) => "inproceedings",
        (_, SourceType::Book) => "book",
        (_, SourceType::Report) => "techreport",
        _ => "misc",
    };
    let mut authors: Vec<String> = parts::authors(source).into_iter().map(name).collect();
    if parts::has_more_authors(source) {
        authors.push("others".to_string());
    }
    let (container_field, container) = match form {
        PublicationForm::Article => ("journal", parts::venue(source)),
        PublicationForm::Part => ("booktitle", parts::venue(source)),
        _ => ("howpublished", source.container),
    };
    let publisher_field = if kind == "techreport" { "institution" } else { "publisher" };
    let publisher = work.publisher.filter(|p| Some(*p) != parts::venue(source));
    let arxiv = source.number.and_then(|n| n.strip_prefix("arXiv:"));
    let mut fields = vec![
        ("author", authors.join(" and ")),
        ("title", format!("{{{}}}", escaped(work.title))),
        (container_field, escaped(container.unwrap_or_default())),
        (publisher_field, escaped(publisher.unwrap_or_default())),
        ("edition", escaped(source.edition.unwrap_or_default())),
    ];
    match arxiv {
        Some(number) => {
            fields.extend([("eprint", number.to_string()), ("archiveprefix", "arXiv".to_string())]);
        }
        None => fields.push(("number", escaped(source.number.unwrap_or_default()))),
    }
    if let Some(date) = work.issued {
        let known = |n: u8| if n == 0 { String::new() } else { n.to_string() };
        fields.push(("year", date.0.year.to_string()));
        fields.extend([("month", known(date.0.month)), ("day", known(date.0.day))]);
    }
    let url = work.url.unwrap_or_default().replace('{', "%7B").replace('}', "%7D");
    fields.extend([
        ("doi", work.doi.unwrap_or_default().to_string()),
        ("url", url),
        ("urldate", source.accessed.map(|d| d.0.iso()).unwrap_or_default()),
        ("langid", parts::foreign_language(source).unwrap_or_default().to_string()),
    ]);
    let mut out = format!("@{kind}{{{}", work.id);
    for (name, value) in fields {
        if !value.is_empty() {
            out += &format!(",\n  {name} = {{{value}}}");
        }
    }
    out + "\n}"
}

fn name(author: &Author) -> String {
    match author {
        Author::Person { .. } => escaped(&parts::inverted(author)),
        Author::Literal(name) => format!("{{{}}}", escaped(name)),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            c => out.push(c),
        }
    }
    out
}
