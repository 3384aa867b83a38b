//! A source as an entry of BibTeX.
//!
//! Takes a key and a work, gives the entry. Characters that TeX would read are escaped; the rest stays UTF-8.

use super::work::*;
use std::fmt::Write;

pub fn bibtex(key: &str, work: &Work) -> String {
    let shelf = work.shelf();
    let kind = match (shelf, work.kind) {
        (Shelf::Article, _) => "article",
        (_, "chapter") => "incollection",
        (Shelf::Part, _) => "inproceedings",
        (_, "book") => "book",
        (_, "report") => "techreport",
        _ => "misc",
    };
    let mut out = format!("@{kind}{{{key}");
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = write!(out, ",\n  {name} = {{{value}}}");
        }
    };
    let author = |name: &Name| match name {
        Name::Person { .. } => escaped(&name.inverted()),
        Name::Literal(name) => format!("{{{}}}", escaped(name)),
    };
    let others = work.others.then(|| "others".to_string());
    field(
        "author",
        &work.authors.iter().map(author).chain(others).collect::<Vec<_>>().join(" and "),
    );
    field("title", &format!("{{{}}}", escaped(work.title)));
    match shelf {
        Shelf::Article => field("journal", &escaped(work.venue().unwrap_or_default())),
        Shelf::Part => field("booktitle", &escaped(work.venue().unwrap_or_default())),
        _ => field("howpublished", &escaped(work.container.unwrap_or_default())),
    }
    let house = if kind == "techreport" { "institution" } else { "publisher" };
    field(house, &escaped(work.publisher.filter(|p| Some(*p) != work.venue()).unwrap_or_default()));
    match work.number.and_then(|n| n.strip_prefix("arXiv:")) {
        Some(number) => {
            field("eprint", number);
            field("archiveprefix", "arXiv");
        }
        None => field("number", &escaped(work.number.unwrap_or_default())),
    }
    if let Some((year, month, day)) = work.issued {
        field("year", &year.to_string());
        field("month", &if month == 0 { String::new() } else { month.to_string() });
        field("day", &if day == 0 { String::new() } else { day.to_string() });
    }
    field("doi", work.doi.unwrap_or_default());
    field("url", &work.url.unwrap_or_default().replace('{', "%7B").replace('}', "%7D"));
    field("urldate", &work.accessed.map(iso).unwrap_or_default());
    field("langid", work.foreign.unwrap_or_default());
    out.push_str("\n}");
    out
}

fn iso((year, month, day): Day) -> String {
    match (month, day) {
        (0, _) => format!("{year:04}"),
        (_, 0) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
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
