//! A source as an entry of BibTeX. Characters that TeX would read are escaped; the rest stays UTF-8.
//!
//! The writer of the `biblatex` crate braces and rewrites values in its own way, so that dates and URLs would not come
//! out as citation managers write them.

use super::parts::{self, PublicationForm};
use crate::model::{
    Author, DateExtent, IssueDate, NameRole, SourceType, SourceVariable, Word, babel_name,
};
use crate::records::source::{AuthorName, SourceRecord};

/// Variables and names with a field of BibLaTeX, apart from the numbers, which depend on the type.
const VARIABLES: [(SourceVariable, &str); 27] = [
    (SourceVariable::Volume, "volume"),
    (SourceVariable::Volumes, "volumes"),
    (SourceVariable::PartNumber, "part"),
    (SourceVariable::ChapterNumber, "chapter"),
    (SourceVariable::Page, "pages"),
    (SourceVariable::Pages, "pagetotal"),
    (SourceVariable::CollectionTitle, "series"),
    (SourceVariable::PublisherPlace, "address"),
    (SourceVariable::Version, "version"),
    (SourceVariable::EventTitle, "eventtitle"),
    (SourceVariable::EventPlace, "venue"),
    (SourceVariable::EventDate, "eventdate"),
    (SourceVariable::ShortTitle, "shorttitle"),
    (SourceVariable::ShortContainer, "shortjournal"),
    (SourceVariable::OriginalTitle, "origtitle"),
    (SourceVariable::OriginalPublisher, "origpublisher"),
    (SourceVariable::OriginalPlace, "origlocation"),
    (SourceVariable::OriginalDate, "origdate"),
    (SourceVariable::Status, "pubstate"),
    (SourceVariable::Issn, "issn"),
    (SourceVariable::Isbn, "isbn"),
    (SourceVariable::Pmid, "pmid"),
    (SourceVariable::Pmcid, "pmcid"),
    (SourceVariable::CallNumber, "library"),
    (SourceVariable::Keyword, "keywords"),
    (SourceVariable::Annote, "annotation"),
    (SourceVariable::Medium, "medium"),
];
const NAMES: [(NameRole, &str); 7] = [
    (NameRole::Editor, "editor"),
    (NameRole::ContainerAuthor, "bookauthor"),
    (NameRole::Translator, "translator"),
    (NameRole::Director, "director"),
    (NameRole::OriginalAuthor, "origauthor"),
    (NameRole::Illustrator, "illustrator"),
    (NameRole::Contributor, "editora"),
];

/// The type of an entry and, for works that share it, the subtype.
fn entry_type(kind: SourceType) -> (&'static str, &'static str) {
    match kind {
        SourceType::Newspaper => ("article", "newspaper"),
        SourceType::Magazine => ("article", "magazine"),
        SourceType::Journal => ("article", ""),
        SourceType::Chapter => ("incollection", ""),
        SourceType::Paper => ("inproceedings", ""),
        SourceType::EncyclopediaEntry => ("inreference", ""),
        SourceType::Book => ("book", ""),
        SourceType::Report => ("techreport", ""),
        SourceType::Thesis => ("thesis", ""),
        SourceType::Pamphlet => ("booklet", ""),
        SourceType::Periodical => ("periodical", ""),
        SourceType::Patent => ("patent", ""),
        SourceType::Manuscript => ("unpublished", ""),
        SourceType::Dataset => ("dataset", ""),
        SourceType::Software => ("software", ""),
        SourceType::Webpage => ("online", ""),
        SourceType::Preprint | SourceType::Document => ("misc", ""),
        kind => ("misc", kind.word()),
    }
}

/// Returns the entry of a source, without a line break at its end.
pub(crate) fn bibtex(source: &SourceRecord) -> String {
    let work = &source.summary;
    let form = parts::form(work.r#type.0);
    let (kind, mut subtype) = entry_type(work.r#type.0);
    // other programs take an entry with an address for a page of the web
    if work.r#type.0 == SourceType::Document && work.url.is_some() {
        subtype = SourceType::Document.word();
    }
    let is_misc = matches!(kind, "misc" | "online" | "dataset" | "software" | "unpublished");
    let (container_field, container) = match form {
        PublicationForm::Article => ("journal", parts::venue(source)),
        PublicationForm::Standalone => ("howpublished", source.container),
        _ => ("booktitle", source.container),
    };
    let publisher_field = match kind {
        "techreport" | "thesis" => "institution",
        // BibTeX's own styles print no publisher there
        _ if is_misc && container.is_none() => "howpublished",
        _ if is_misc => "organization",
        _ => "publisher",
    };
    let publisher = work.publisher.filter(|p| Some(*p) != parts::venue(source));
    let arxiv = source.number.and_then(|n| n.strip_prefix("arXiv:"));
    let mut fields = vec![("author", names(&work.authors, source.more_authors))];
    for (role, field) in NAMES {
        if let Some(people) = source.names.get(role.word()) {
            fields.push((field, names(people, false)));
        }
    }
    fields.extend([
        ("title", format!("{{{}}}", escaped(work.title))),
        (container_field, escaped(container.unwrap_or_default())),
        (publisher_field, escaped(publisher.unwrap_or_default())),
        ("entrysubtype", subtype.to_string()),
        ("type", escaped(source.genre.unwrap_or_default())),
        ("edition", escaped(source.edition.unwrap_or_default())),
    ]);
    let is_article = form == PublicationForm::Article || kind == "periodical";
    let number = source.number.filter(|_| arxiv.is_none());
    for (value, field) in [
        (source.variable(SourceVariable::Issue), if is_article { "number" } else { "issue" }),
        (source.variable(SourceVariable::CollectionNumber), "number"),
        (number, if is_article { "eid" } else { "number" }),
    ] {
        if !fields.iter().any(|(name, value)| *name == field && !value.is_empty()) {
            fields.push((field, escaped(value.unwrap_or_default())));
        }
    }
    if let Some(number) = arxiv {
        fields.extend([("eprint", verbatim(number)), ("archiveprefix", "arXiv".to_string())]);
    }
    for (variable, field) in VARIABLES {
        let value = source.variable(variable).unwrap_or_default();
        let value = match field {
            "eventdate" | "origdate" | "issn" | "isbn" | "pmid" => verbatim(value),
            "pages" => value.split('-').map(escaped).collect::<Vec<_>>().join("--"),
            _ => escaped(value),
        };
        fields.push((field, value));
    }
    fields.extend(dates(work.issue_date()));
    let language = source.language.unwrap_or_default();
    fields.extend([
        ("doi", verbatim(work.doi.unwrap_or_default())),
        ("url", verbatim(work.url.unwrap_or_default())),
        ("urldate", source.accessed.map(|d| d.0.iso()).unwrap_or_default()),
        ("langid", verbatim(babel_name(language).unwrap_or(language))),
        ("note", escaped(source.note.unwrap_or_default())),
        ("abstract", escaped(source.r#abstract.unwrap_or_default())),
    ]);
    let mut out = format!("@{kind}{{{}", key(source));
    for (name, value) in fields {
        if !value.is_empty() {
            out += &format!(",\n  {name} = {{{value}}}");
        }
    }
    out + "\n}"
}

/// A month or a day; none is an empty text.
fn known(part: u8) -> String {
    if part == 0 { String::new() } else { part.to_string() }
}

/// BibTeX's year, month and day. A range, season or estimate also has the date of BibLaTeX.
fn dates(date: Option<IssueDate>) -> Vec<(&'static str, String)> {
    let Some(date) = date else { return Vec::new() };
    let first = date.first;
    match date.extent {
        DateExtent::Exact => vec![
            ("year", first.year.to_string()),
            ("month", known(first.month)),
            ("day", known(first.day)),
        ],
        DateExtent::Season(season) => vec![
            ("date", date.to_string()),
            ("year", first.year.to_string()),
            ("month", season.name().to_string()),
        ],
        _ => vec![("date", date.to_string()), ("year", date.years().replace('–', "--"))],
    }
}

/// The key of the entry; one that BibTeX cannot read gives way to the id.
fn key<'s>(source: &'s SourceRecord) -> &'s str {
    let key = source.exported_key();
    if key.contains(is_special) { source.summary.id } else { key }
}

/// Whether a character cannot be in a key.
fn is_special(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "{},\"#%~\\=()".contains(c)
}

/// A value that is not typeset, such as an address: only what would end it is encoded.
fn verbatim(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    text.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

fn names(people: &[AuthorName], has_more: bool) -> String {
    let mut names: Vec<String> = people.iter().map(|person| name(person.0)).collect();
    if has_more {
        names.push("others".to_string());
    }
    names.join(" and ")
}

fn name(author: &Author) -> String {
    match author {
        Author::Person { .. } => {
            let name = escaped(&parts::inverted(author));
            // the word separates names, in any case and whatever white space is round it
            match name.split_whitespace().any(|word| word.eq_ignore_ascii_case("and")) {
                true => format!("{{{name}}}"),
                false => name,
            }
        }
        Author::Literal(name) => format!("{{{}}}", escaped(name)),
    }
}

fn escaped(text: &str) -> String {
    // BibTeX counts braces also where a backslash precedes them
    let has_pairs = has_pairs_of_braces(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            '{' | '}' if has_pairs => out.extend(['\\', c]),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            c if c.is_control() && !c.is_whitespace() => {}
            // TeX makes a dash of two
            '-' if out.ends_with('-') => out.push_str("{}-"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            c => out.push(c),
        }
    }
    out
}

/// Whether each brace that opens is closed behind it, and each that closes was opened.
fn has_pairs_of_braces(text: &str) -> bool {
    let mut depth = 0;
    for c in text.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}
