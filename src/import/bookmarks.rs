//! A browser's bookmark file: the Netscape format that Firefox, Chrome, Safari and Edge export.
//!
//! Source of the format: Microsoft's description "Netscape Bookmark File Format"; times are seconds since 1970.

use super::bibliography::{Read, Rest};
use super::works::Work;
use crate::model::Date;
use chrono::{DateTime, Datelike};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

/// What the words belong to that come next.
enum Open {
    Nothing,
    Folder(String),
    Bookmark(Box<Work>, String),
    Description,
}

pub fn read(text: &str) -> Read {
    let mut found = Read::default();
    let mut folders: Vec<String> = Vec::new();
    let mut open = Open::Nothing;
    let (mut at, mut line) = (0, 1);
    for token in Tokenizer::new_with_emitter(text, DefaultEmitter::<usize>::new_with_span()) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let start = tag.span.start.min(text.len()).max(at);
                line += text.as_bytes()[at..start].iter().filter(|b| **b == b'\n').count();
                at = start;
                match &tag.name[..] {
                    b"h1" | b"h3" => open = Open::Folder(String::new()),
                    b"a" => open = bookmark(&tag, line, &folders),
                    b"dd" => open = Open::Description,
                    b"dt" => open = Open::Nothing,
                    _ => {}
                }
            }
            Token::EndTag(tag) => {
                match (&tag.name[..], std::mem::replace(&mut open, Open::Nothing)) {
                    (b"h1" | b"h3", Open::Folder(name)) => folders.push(super::blocks::flat(&name)),
                    (b"dl", _) => drop(folders.pop()),
                    (b"a", Open::Bookmark(mut work, title)) => {
                        work.title = super::blocks::flat(&title);
                        keep(*work, &mut found);
                        open = Open::Description;
                    }
                    (_, other) => open = other,
                }
            }
            Token::String(words) => {
                let words = String::from_utf8_lossy(&words.value).into_owned();
                match &mut open {
                    Open::Folder(name) => name.push_str(&words),
                    Open::Bookmark(_, title) => title.push_str(&words),
                    Open::Description if !words.trim().is_empty() => {
                        if let Some(work) = found.works.last_mut() {
                            work.notes.push(super::blocks::flat(&words));
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    found
}

fn bookmark(tag: &StartTag<usize>, line: usize, folders: &[String]) -> Open {
    let attribute = |key: &str| {
        tag.attributes.get(key.as_bytes()).map(|v| String::from_utf8_lossy(&v.value).into_owned())
    };
    let mut work = Work::new(line, String::new());
    work.url = attribute("href");
    work.accessed = attribute("add_date").as_deref().and_then(day);
    // the first heading is the file's own
    let folder = folders.iter().skip(1).map(String::as_str).collect::<Vec<_>>().join(" / ");
    work.kept.extend((!folder.is_empty()).then(|| format!("folder: {folder}")));
    work.kept.extend(attribute("tags").filter(|t| !t.is_empty()).map(|t| format!("tags: {t}")));
    work.kept.extend(attribute("shortcuturl").map(|t| format!("keyword: {t}")));
    Open::Bookmark(Box::new(work), String::new())
}

/// Bookmarks that lead to no page of the web (`javascript:`, `place:`) are no works.
fn keep(work: Work, found: &mut Read) {
    let address = work.url.clone().unwrap_or_default();
    if crate::markdown::is_web(&address) {
        found.works.push(work);
    } else {
        let words = format!("{} {address}", work.title);
        found.rest.push(Rest::kept(work.line, &words, "leads to no page of the web"));
    }
}

fn day(seconds: &str) -> Option<Date> {
    let seconds: i64 = seconds.parse().ok().filter(|s| *s > 0)?;
    // some programs count in micro- or milliseconds
    let seconds = if seconds > 100_000_000_000_000 {
        seconds / 1_000_000
    } else if seconds > 100_000_000_000 {
        seconds / 1000
    } else {
        seconds
    };
    let day = DateTime::from_timestamp(seconds, 0)?.date_naive();
    Some(Date::day(u16::try_from(day.year()).ok()?, day.month() as u8, day.day() as u8))
}
