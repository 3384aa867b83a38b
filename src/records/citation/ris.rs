//! A source as a record of RIS: lines of `TAG  - value` with CRLF.

use super::parts;
use crate::model::{Date, DateExtent, NameRole, SourceType, SourceVariable, Word};
use crate::records::source::SourceRecord;

const VARIABLES: [(SourceVariable, &str); 14] = [
    (SourceVariable::Volume, "VL"),
    (SourceVariable::Issue, "IS"),
    (SourceVariable::Volumes, "NV"),
    (SourceVariable::Section, "SE"),
    (SourceVariable::CollectionTitle, "T3"),
    (SourceVariable::PublisherPlace, "CY"),
    (SourceVariable::Issn, "SN"),
    (SourceVariable::Isbn, "SN"),
    (SourceVariable::ShortTitle, "ST"),
    (SourceVariable::ShortContainer, "J2"),
    (SourceVariable::CallNumber, "CN"),
    (SourceVariable::Pmid, "AN"),
    (SourceVariable::Pmcid, "C2"),
    (SourceVariable::Page, "SP"),
];
const NAMES: [(NameRole, &str); 3] =
    [(NameRole::Editor, "A2"), (NameRole::CollectionEditor, "A3"), (NameRole::Translator, "A4")];

/// Returns the record of a source; `credit` names the database that it is from, with its licence.
pub(crate) fn ris(source: &SourceRecord, credit: &str) -> String {
    let work = &source.summary;
    let mut lines = vec![("TY", type_of_reference(work.r#type.0).to_string())];
    lines.push(("ID", source.exported_key().to_string()));
    for author in parts::authors(source) {
        lines.push(("AU", parts::inverted(author)));
    }
    for (role, tag) in NAMES {
        for person in source.names.get(role.word()).into_iter().flatten() {
            lines.push((tag, parts::inverted(person.0)));
        }
    }
    let mut text = |tag, value: Option<&str>| lines.push((tag, value.unwrap_or("").to_string()));
    text("TI", Some(work.title));
    text("T2", parts::venue(source));
    text("PB", work.publisher);
    text("ET", source.edition);
    if let Some(date) = work.issue_date() {
        text("PY", Some(&format!("{:04}", date.first.year)));
        let rest = if date.extent == DateExtent::Exact { String::new() } else { date.long() };
        text("DA", Some(&(slashed(date.first) + &rest)));
    }
    for (variable, tag) in VARIABLES {
        let value = source.variable(variable);
        match value.and_then(|pages| pages.split_once('-')) {
            Some((first, last)) if tag == "SP" => {
                text("SP", Some(first));
                text("EP", Some(last));
            }
            _ => text(tag, value),
        }
    }
    text("M1", source.number);
    text("M3", source.genre);
    text("DO", work.doi);
    text("UR", work.url);
    text("L2", source.archive);
    text("Y2", source.accessed.map(|d| slashed(d.0)).as_deref());
    text("LA", source.language);
    text("N1", source.note);
    text("AB", source.r#abstract);
    for keyword in source.variable(SourceVariable::Keyword).unwrap_or_default().split(", ") {
        text("KW", Some(keyword));
    }
    text("DB", Some(credit));
    let mut out = String::new();
    for (tag, value) in lines {
        let words = value.split(|c: char| c.is_whitespace() || c.is_control());
        let value = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            out += &format!("{tag}  - {value}\r\n");
        }
    }
    out + "ER  - \r\n\r\n"
}

/// The types that citation managers know; `GEN` for what RIS has no type for.
fn type_of_reference(kind: SourceType) -> &'static str {
    match kind {
        SourceType::Newspaper => "NEWS",
        SourceType::Magazine => "MGZN",
        SourceType::Journal | SourceType::Review | SourceType::BookReview => "JOUR",
        SourceType::Preprint => "PREPRINT",
        SourceType::Manuscript => "UNPB",
        SourceType::Report => "RPRT",
        SourceType::Weblog => "BLOG",
        SourceType::Post | SourceType::Webpage => "ELEC",
        SourceType::Dataset => "DATA",
        SourceType::Legislation | SourceType::Regulation | SourceType::Treaty => "STAT",
        SourceType::Bill => "BILL",
        SourceType::LegalCase => "CASE",
        SourceType::Hearing => "HEAR",
        SourceType::Paper => "CPAPER",
        SourceType::Book | SourceType::Collection => "BOOK",
        SourceType::Classic => "CLSWK",
        SourceType::Chapter => "CHAP",
        SourceType::DictionaryEntry => "DICT",
        SourceType::EncyclopediaEntry => "ENCYC",
        SourceType::Thesis => "THES",
        SourceType::Patent => "PAT",
        SourceType::Standard => "STAND",
        SourceType::Software => "COMP",
        SourceType::Map => "MAP",
        SourceType::Film => "MPCT",
        SourceType::Song => "SOUND",
        SourceType::Score => "MUSIC",
        SourceType::Letter => "PCOMM",
        SourceType::Pamphlet => "PAMP",
        SourceType::Periodical => "JFULL",
        SourceType::Image => "FIGURE",
        SourceType::Graphic => "ART",
        _ => "GEN",
    }
}

/// `2026/06/28/`, as precise as it is known: RIS always has three slashes.
fn slashed(date: Date) -> String {
    let part = |n: u8| if n > 0 { format!("{n:02}") } else { String::new() };
    format!("{:04}/{}/{}/", date.year, part(date.month), part(date.day))
}
