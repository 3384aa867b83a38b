//! A source as a record of RIS.
//!
//! Takes a key and a work, gives lines of `TAG  - value` with CRLF. Types are those that citation managers know; what
//! RIS has no type for is `GEN`.

use super::work::*;
use std::fmt::Write;

/// `credit` names the database that the record is from, with its licence.
pub fn ris(
    key: &str,
    work: &Work,
    archive: Option<&str>,
    summary: Option<&str>,
    credit: &str,
) -> String {
    let kind = match work.kind {
        "article-newspaper" => "NEWS",
        "article-magazine" => "MGZN",
        "article-journal" => "JOUR",
        "article" => "UNPB",
        "report" => "RPRT",
        "post-weblog" => "BLOG",
        "post" | "webpage" => "ELEC",
        "dataset" => "DATA",
        "legislation" => "STAT",
        "paper-conference" => "CPAPER",
        "book" => "BOOK",
        "chapter" => "CHAP",
        _ => "GEN",
    };
    let mut out = String::new();
    let mut line = |tag: &str, value: &str| {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            let _ = write!(out, "{tag}  - {value}\r\n");
        }
    };
    line("TY", kind);
    line("ID", key);
    work.authors.iter().for_each(|a| line("AU", &a.inverted()));
    if work.others {
        line("AU", "others");
    }
    line("TI", work.title);
    line("T2", work.venue().unwrap_or_default());
    line("PB", work.publisher.unwrap_or_default());
    if let Some(day) = work.issued {
        line("PY", &format!("{:04}", day.0));
        line("DA", &slashed(day));
    }
    line("M1", work.number.unwrap_or_default());
    line("M3", work.genre.unwrap_or_default());
    line("DO", work.doi.unwrap_or_default());
    line("UR", work.url.unwrap_or_default());
    line("L2", archive.unwrap_or_default());
    line("Y2", &work.accessed.map(slashed).unwrap_or_default());
    line("LA", work.foreign.unwrap_or_default());
    line("AB", summary.unwrap_or_default());
    line("DB", credit);
    out + "ER  - \r\n\r\n"
}

/// `2026/06/28/`, as precise as it is known: RIS always has three strokes.
fn slashed((year, month, day): Day) -> String {
    let part = |n: u8| if n > 0 { format!("{n:02}") } else { String::new() };
    format!("{year:04}/{}/{}/", part(month), part(day))
}
