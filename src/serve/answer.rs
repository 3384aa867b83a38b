//! What is sent for an address: a page with the script, a file, a part of one, or 404.html.
//!
//! Takes the site and an address, gives an [`Answer`]. Asks the site alone, so no address leads out of it.

use super::served_site::ServedSite;
use crate::output::FileBytes;
use crate::source::media::{HTML, kind};
use percent_encoding::percent_decode_str;
use serde_json::json;

const SCRIPT: &str = include_str!("reload.js");
const OVERLAY: &str = include_str!("overlay.html");

/// What is put into each page on the way out; the attributes say what the page is.
pub(super) const TAG: &str = "<script src=\"/_agon/reload.js\"";

/// The page of what is not there.
const MISSING: &str = "404.html";

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub status: u16,
    pub kind: &'static str,
    pub header: Option<(&'static str, String)>,
    pub body: Vec<u8>,
}

/// What stands at an address.
enum Found {
    File(String, FileBytes),
    /// A folder without its slash.
    Folder,
    Nothing,
}

pub(super) fn answer(now: &ServedSite, path: &str, query: &str) -> Answer {
    let ok = |kind, body: &str| Answer { status: 200, kind, header: None, body: body.into() };
    match path {
        "/_agon/reload.js" => return ok(kind("x.js"), SCRIPT),
        "/_agon/overlay.html" => return ok(HTML, OVERLAY),
        "/_agon/state" => return ok(kind("x.json"), &state(now, query)),
        _ => {}
    }
    match find(now, path) {
        Found::File(name, file) => Answer { body: whole(now, &name, &file), ..ok(kind(&name), "") },
        Found::Folder => {
            // from the same place: another host's name can not come in with the path
            let target = format!("/{}/", path.trim_matches('/'));
            Answer { status: 308, header: Some(("location", target)), ..ok(HTML, "") }
        }
        Found::Nothing => match now.file(MISSING) {
            Some(file) => Answer { status: 404, body: whole(now, MISSING, &file), ..ok(HTML, "") },
            None => {
                let text = format!(
                    "<!doctype html>\n<title>agon</title>\n{TAG} data-page=\"\" data-style=\"\"></script>\n"
                );
                Answer { status: 503, ..ok(HTML, &text) }
            }
        },
    }
}

/// What stands at an address, or at the one that is left when the path is taken away that the site has on its host:
/// 404.html, which is shown at any address, links with it.
fn find(now: &ServedSite, path: &str) -> Found {
    match (at(now, path), now.site.as_ref().map(|site| site.base_path())) {
        (Found::Nothing, Some(base)) if base != "/" => match path.strip_prefix(&base) {
            Some(rest) => at(now, rest),
            None => Found::Nothing,
        },
        (found, _) => found,
    }
}

fn at(now: &ServedSite, path: &str) -> Found {
    let Some(path) = decoded(path.strip_prefix('/').unwrap_or(path)) else { return Found::Nothing };
    let get = |path: String| now.file(&path).map(|file| Found::File(path, file));
    let folder = path.is_empty() || path.ends_with('/');
    let found = if folder { get(format!("{path}index.html")) } else { get(path.clone()) };
    let is_folder = || !folder && now.has_page(&format!("{path}/index.html"));
    found.unwrap_or_else(|| if is_folder() { Found::Folder } else { Found::Nothing })
}

/// Decodes `%41`; `None` if the result is not UTF-8.
fn decoded(path: &str) -> Option<String> {
    Some(percent_decode_str(path).decode_utf8().ok()?.into_owned())
}

/// A file as it is sent: as it is built, and a page with the script at the start of its head, before all others.
fn whole(now: &ServedSite, name: &str, file: &[u8]) -> Vec<u8> {
    if !name.ends_with(".html") {
        return file.to_vec();
    }
    let style = now.style();
    let tag =
        format!("{TAG} data-page=\"{}\" data-style=\"{style}\"></script>", digest(file, style));
    let at = file.windows(6).position(|w| w == b"<head>").map_or(file.len(), |at| at + 6);
    [&file[..at], tag.as_bytes(), &file[at..]].concat()
}

/// What an open page asks after each change: what it would be now, and what is wrong. It says what it is (`page`), so
/// that what it would be comes with the answer where it is another.
fn state(now: &ServedSite, query: &str) -> String {
    let asked = |name: &str| {
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.into_owned())
    };
    let (name, file) = match find(now, &asked("path").unwrap_or_default()) {
        Found::File(name, file) => (name, Some(file)),
        _ => (MISSING.to_string(), now.file(MISSING)),
    };
    let style = now.style();
    let page = file.as_ref().map_or(String::new(), |f| digest(f, style));
    let other = file.filter(|_| asked("page").is_some_and(|old| old != page));
    let html = other.map(|file| String::from_utf8_lossy(&whole(now, &name, &file)).into_owned());
    json!({"page": page, "style": style, "problems": *now.problems, "html": html}).to_string()
}

/// Changes with the page, and not with the name of the stylesheet in it.
fn digest(file: &[u8], style: &str) -> String {
    let text = String::from_utf8_lossy(file);
    let text = if style.is_empty() { text } else { text.replace(style, "").into() };
    blake3::hash(text.as_bytes()).to_hex()[..16].to_string()
}

impl Answer {
    /// The part that a `Range` asks for; the whole where it asks for several or is no range (RFC 9110, 14.2).
    pub(super) fn cut(self, range: Option<&str>) -> Answer {
        let Some(range) = range.filter(|_| self.status == 200) else { return self };
        let Some((first, last)) = range.strip_prefix("bytes=").and_then(|r| r.split_once('-'))
        else {
            return self;
        };
        let size = self.body.len();
        let (start, end) = match (first.trim().parse::<usize>(), last.trim().parse::<usize>()) {
            (Ok(first), Ok(last)) if first <= last => (first, last.saturating_add(1).min(size)),
            (Ok(first), Err(_)) if last.trim().is_empty() => (first, size),
            (Err(_), Ok(count)) if first.trim().is_empty() => {
                (if count == 0 { size } else { size.saturating_sub(count) }, size)
            }
            _ => return self,
        };
        if start >= size {
            let header = Some(("content-range", format!("bytes */{size}")));
            return Answer { status: 416, header, body: Vec::new(), ..self };
        }
        let header = Some(("content-range", format!("bytes {start}-{}/{size}", end - 1)));
        Answer { status: 206, header, body: self.body[start..end].to_vec(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(range: &str) -> (u16, String, String) {
        let whole = Answer { status: 200, kind: "x", header: None, body: b"abcdef".to_vec() };
        let part = whole.cut(Some(range));
        let place = part.header.map_or(String::new(), |(_, value)| value);
        (part.status, place, String::from_utf8(part.body).unwrap())
    }

    #[test]
    fn a_range_is_cut_out_and_what_is_none_gives_the_whole() {
        let part = |place: &str, text: &str| (206, place.to_string(), text.to_string());
        assert_eq!(cut("bytes=1-2"), part("bytes 1-2/6", "bc"));
        assert_eq!(cut("bytes=4-"), part("bytes 4-5/6", "ef"));
        assert_eq!(cut("bytes=-2"), part("bytes 4-5/6", "ef"));
        assert_eq!(cut("bytes=0-99"), part("bytes 0-5/6", "abcdef"));
        assert_eq!(cut("bytes=6-"), (416, "bytes */6".into(), String::new()));
        assert_eq!(cut("bytes=-0"), (416, "bytes */6".into(), String::new()));
        for range in ["bytes=3-1", "bytes=0-1,3-4", "lines=1-2", "bytes=x-y", "bytes=-"] {
            assert_eq!(cut(range), (200, String::new(), "abcdef".into()), "{range}");
        }
    }

    #[test]
    fn an_address_is_decoded_once_and_odd_ones_are_no_error() {
        assert_eq!(decoded("a%20b%C3%A4.html").as_deref(), Some("a bä.html"));
        assert_eq!(decoded("%2e%2e/%252e%").as_deref(), Some("../%2e%"));
        assert_eq!(decoded("%ff"), None);
        assert_eq!(decoded("%ä%+1").as_deref(), Some("%ä%+1"));
    }

    #[test]
    fn before_the_first_site_there_is_a_page_that_waits_for_it() {
        let made = answer(&ServedSite::default(), "/a/b.html", "");
        assert_eq!((made.status, made.kind), (503, HTML));
        assert!(String::from_utf8(made.body).unwrap().contains(TAG));
    }
}
