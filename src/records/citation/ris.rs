//! A source as a record of RIS: lines of `TAG  - value` with CRLF.

use super::parts;
use crate::model::{Date, SourceType};
use crate::records::source::SourceRecord;

/// Returns the record of a source; `credit` names the database that it is from, with its licence.
pub(crate) fn ris(source: &SourceRecord, credit: &str) -> String {
    let work = &source.summary;
    let mut lines = vec![("TY", type_of_reference(work.r#type.0).to_string())];
    lines.push(("ID", work.id.to_string()));
    for author in parts::authors(source) {
        lines.push(("AU", parts::inverted(author)));
    }
    if parts::has_more_authors(source) {
        lines.push(("AU", "others".to_string()));
    }
    let mut text = |tag, value: Option<&str>| lines.push((tag, value.unwrap_or("").to_string()));
    text("TI", Some(work.title));
    text("T2", parts::venue(source));
    text("PB", work.publisher);
    text("ET", source.edition);
    if let Some(date) = work.issued {
        text("PY", Some(&format!("{:04}", date.0.year)));
        text("DA", Some(&slashed(date.0)));
    }
    text("M1", source.number);
    text("M3", source.genre);
    text("DO", work.doi);
    text("UR", work.url);
    text("L2", source.archive);
    text("Y2", source.accessed.map(|d| slashed(d.0)).as_deref());
    text("LA", parts::foreign_language(source));
    text("AB", source.r#abstract);
    text("DB", Some(credit));
    let mut out = String::new();
    for (tag, value) in lines {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
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
        SourceType::Journal => "JOUR",
        SourceType::Preprint => "UNPB",
        SourceType::Report => "RPRT",
        SourceType::Weblog => "BLOG",
        SourceType::Post | SourceType::Webpage => "ELEC",
        SourceType::Dataset => "DATA",
        SourceType::Legislation => "STAT",
        SourceType::Paper => "CPAPER",
        SourceType::Book => "BOOK",
        SourceType::Chapter => "CHAP",
        SourceType::Speech | SourceType::Interview | SourceType::Broadcast => "GEN",
    }
}

/// `2026/06/28/`, as precise as it is known: RIS always has three slashes.
fn slashed(date: Date) -> String {
    let part = |n: u8| if n > 0 { format!("{n:02}") } else { String::new() };
    format!("{:04}/{}/{}/", date.year, part(date.month), part(date.day))
}
