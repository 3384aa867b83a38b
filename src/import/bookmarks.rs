//! A browser's bookmark file: the Netscape format that Firefox, Chrome, Safari and Edge export.
//!
//! Source of the format: Microsoft's description "Netscape Bookmark File Format"; times are seconds
//! since 1970.

use super::bibliography_content::{BibliographyContent, Remark};
use super::html::attribute;
use super::text::{LineStarts, flat};
use super::work::Work;
use crate::markdown::is_web;
use crate::model::Date;
use chrono::{DateTime, Datelike};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

/// How many of the folders around a bookmark are kept, the innermost ones.
const MOST_FOLDERS: usize = 20;

/// What the next words belong to.
enum OpenElement {
    Other,
    Folder(String),
    Bookmark(Box<Work>),
    Description,
    /// A bookmark that is not imported, with its description.
    LeftOut,
}

pub(super) fn read(text: &str) -> BibliographyContent {
    let lines = LineStarts::new(text);
    let mut content = BibliographyContent::default();
    let mut folders: Vec<String> = Vec::new();
    let mut open = OpenElement::Other;
    for token in Tokenizer::new_with_emitter(text, DefaultEmitter::<usize>::new_with_span()) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => match &tag.name[..] {
                b"h1" | b"h3" => open = OpenElement::Folder(String::new()),
                b"a" => {
                    let work = bookmark(&tag, lines.line(tag.span.start), &folders);
                    open = OpenElement::Bookmark(Box::new(work));
                }
                b"dd" if matches!(open, OpenElement::LeftOut) => {}
                b"dd" => open = OpenElement::Description,
                b"dt" => open = OpenElement::Other,
                _ => {}
            },
            Token::EndTag(tag) => match (&tag.name[..], &mut open) {
                (b"h1" | b"h3", OpenElement::Folder(name)) => {
                    folders.push(flat(name));
                    open = OpenElement::Other;
                }
                (b"dl", _) => {
                    folders.pop();
                    open = OpenElement::Other;
                }
                (b"a", OpenElement::Bookmark(work)) => {
                    work.title = flat(&work.title);
                    let is_added = add(&mut content, (**work).clone());
                    // the description of what is left out belongs to no other one
                    open = if is_added { OpenElement::Description } else { OpenElement::LeftOut };
                }
                _ => {}
            },
            Token::String(words) => {
                let words = String::from_utf8_lossy(&words.value);
                match (&mut open, content.works.last_mut()) {
                    (OpenElement::Folder(name), _) => name.push_str(&words),
                    (OpenElement::Bookmark(work), _) => work.title.push_str(&words),
                    (OpenElement::Description, Some(work)) => {
                        work.set("note", "note", flat(&words));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    content
}

fn bookmark(tag: &StartTag<usize>, line: usize, folders: &[String]) -> Work {
    let mut work = Work::new(line, "");
    work.put("URL", attribute(tag, "href"));
    work.accessed = attribute(tag, "add_date").and_then(|seconds| day(&seconds));
    // the first heading is the title of the file
    let inner = folders.get(1..).unwrap_or_default();
    let left_out = inner.len().saturating_sub(MOST_FOLDERS);
    let sign = (left_out > 0).then_some("…");
    let folder: Vec<&str> =
        sign.into_iter().chain(inner[left_out..].iter().map(String::as_str)).collect();
    work.set("", "folder", folder.join(" / "));
    work.set("keyword", "tags", attribute(tag, "tags").unwrap_or_default().replace(',', ", "));
    work.set("", "shortcut", attribute(tag, "shortcuturl").unwrap_or_default());
    work.set("", "private", attribute(tag, "private").filter(|p| p == "1").unwrap_or_default());
    work
}

/// Adds a bookmark unless it is private; `javascript:` and `place:` addresses are not works. Returns
/// whether it was added.
fn add(content: &mut BibliographyContent, work: Work) -> bool {
    let address = work.text("URL").unwrap_or_default();
    if work.comments.iter().any(|(name, _)| name == "private") {
        let text = format!("{} {address}", work.title);
        let reason = "a private bookmark, left out".to_string();
        content.dropped.push(Remark { line: work.line, text, reason });
    } else if is_web(address) {
        content.works.push(work);
        return true;
    } else {
        let text = format!("{} {address}", work.title);
        content.remark(work.line, &text, "not an address of the web");
    }
    false
}

fn day(seconds: &str) -> Option<Date> {
    let mut seconds: i64 = seconds.parse().ok().filter(|s| *s > 0)?;
    // some programs count in milliseconds or microseconds
    while seconds > 100_000_000_000 {
        seconds /= 1000;
    }
    let day = DateTime::from_timestamp(seconds, 0)?.date_naive();
    Some(Date::day(u16::try_from(day.year()).ok()?, day.month() as u8, day.day() as u8))
}
