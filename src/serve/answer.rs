//! The response to a path: a page with the script added, another file, a range of one, or 404.html.
//!
//! Files come from the [`ServedSite`] alone, so no path leads out of the site.

use super::served_site::ServedSite;
use crate::output::FileBytes;
use crate::source::media::{HTML, kind};
use percent_encoding::percent_decode_str;
use serde_json::json;

const SCRIPT: &str = include_str!("reload.js");
const OVERLAY: &str = include_str!("overlay.html");
const OVERLAY_STYLE: &str = include_str!("overlay.css");

/// The start of the tag that is added to each page; its attributes identify the page.
pub(super) const TAG: &str = "<script src=\"/_agon/reload.js\"";

const NOT_FOUND_PAGE: &str = "404.html";

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    pub status: u16,
    pub kind: &'static str,
    pub header: Option<(&'static str, String)>,
    /// The content security policy of the published site.
    pub policy: Option<String>,
    pub body: Vec<u8>,
}

impl Answer {
    fn new(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> Answer {
        Answer { status, kind, body: body.into(), ..Answer::default() }
    }
}

/// What a path leads to.
enum Resource {
    File(String, FileBytes),
    /// A folder without its slash.
    Folder,
    Missing,
}

pub(super) fn answer(now: &ServedSite, path: &str, query: &str) -> Answer {
    let mut answer = match path {
        "/_agon/reload.js" => Answer::new(200, kind("x.js"), SCRIPT),
        "/_agon/overlay.html" => Answer::new(200, HTML, OVERLAY),
        "/_agon/overlay.css" => Answer::new(200, kind("x.css"), OVERLAY_STYLE),
        "/_agon/state" => Answer::new(200, kind("x.json"), state(now, query)),
        _ => answer_file(now, path),
    };
    answer.policy = now.policy();
    answer
}

fn answer_file(now: &ServedSite, path: &str) -> Answer {
    match find(now, path) {
        Resource::File(name, file) => Answer::new(200, kind(&name), with_script(now, &name, &file)),
        Resource::Folder => {
            // one leading slash only: `//host/` would lead to another host
            let target = format!("/{}/", path.trim_matches('/'));
            Answer { header: Some(("location", target)), ..Answer::new(308, HTML, "") }
        }
        Resource::Missing => match now.file(NOT_FOUND_PAGE) {
            Some(file) => Answer::new(404, HTML, with_script(now, NOT_FOUND_PAGE, &file)),
            None => {
                let page = format!(
                    "<!doctype html>\n<title>agon</title>\n{TAG} data-page=\"\" data-style=\"\"></script>\n"
                );
                Answer::new(503, HTML, page)
            }
        },
    }
}

/// Finds what a path leads to, with or without the path that the site has on its host: 404.html, which is shown
/// anywhere, has links with it.
fn find(now: &ServedSite, path: &str) -> Resource {
    let resource = find_at(now, path);
    let Some(site) = &now.site else { return resource };
    let base = site.base_path();
    match (resource, path.strip_prefix(&base)) {
        (Resource::Missing, Some(rest)) if base != "/" => find_at(now, rest),
        (resource, _) => resource,
    }
}

fn find_at(now: &ServedSite, path: &str) -> Resource {
    let Some(mut path) = decode(path.strip_prefix('/').unwrap_or(path)) else {
        return Resource::Missing;
    };
    let is_folder = path.is_empty() || path.ends_with('/');
    if is_folder {
        path.push_str("index.html");
    }
    match now.file(&path) {
        Some(file) => Resource::File(path, file),
        None if !is_folder && now.has_page(&format!("{path}/index.html")) => Resource::Folder,
        None => Resource::Missing,
    }
}

/// Decodes `%41`; `None` if the result is not UTF-8.
fn decode(path: &str) -> Option<String> {
    Some(percent_decode_str(path).decode_utf8().ok()?.into_owned())
}

/// A file as it is sent: a page gets the script at the start of its head, before all others.
fn with_script(now: &ServedSite, name: &str, file: &[u8]) -> Vec<u8> {
    if !name.ends_with(".html") {
        return file.to_vec();
    }
    let style = now.style();
    let tag =
        format!("{TAG} data-page=\"{}\" data-style=\"{style}\"></script>", digest(file, style));
    let head = file.windows(6).position(|window| window == b"<head>");
    let at = head.map_or(file.len(), |at| at + 6);
    [&file[..at], tag.as_bytes(), &file[at..]].concat()
}

/// The state of an open page, which the page requests after each change: its digest, its problems, and its new HTML if
/// the digest in the query (`page`) is another one.
fn state(now: &ServedSite, query: &str) -> String {
    let (mut path, mut old) = (String::new(), None);
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "path" => path = value.into_owned(),
            "page" => old = Some(value.into_owned()),
            _ => {}
        }
    }
    let (name, file) = match find(now, &path) {
        Resource::File(name, file) => (name, Some(file)),
        _ => (NOT_FOUND_PAGE.to_string(), now.file(NOT_FOUND_PAGE)),
    };
    let style = now.style();
    let (mut page, mut html) = (String::new(), None);
    if let Some(file) = file {
        page = digest(&file, style);
        if old.is_some_and(|old| old != page) {
            html = Some(String::from_utf8_lossy(&with_script(now, &name, &file)).into_owned());
        }
    }
    json!({"page": page, "style": style, "problems": *now.problems, "html": html}).to_string()
}

/// Identifies the content of a page; a new name of the stylesheet does not change it.
fn digest(file: &[u8], style: &str) -> String {
    let mut text = String::from_utf8_lossy(file);
    if !style.is_empty() {
        text = text.replace(style, "").into();
    }
    blake3::hash(text.as_bytes()).to_hex()[..16].to_string()
}

impl Answer {
    /// The range that a `Range` header requests; the whole for several ranges or a malformed one (RFC 9110, 14.2).
    pub(super) fn range(self, range: Option<&str>) -> Answer {
        let size = self.body.len();
        let bounds = match range {
            Some(range) if self.status == 200 => bounds(range, size),
            _ => None,
        };
        let Some((start, end)) = bounds else { return self };
        if start >= size {
            let header = Some(("content-range", format!("bytes */{size}")));
            return Answer { status: 416, header, body: Vec::new(), ..self };
        }
        let header = Some(("content-range", format!("bytes {start}-{}/{size}", end - 1)));
        Answer { status: 206, header, body: self.body[start..end].to_vec(), ..self }
    }
}

fn bounds(range: &str, size: usize) -> Option<(usize, usize)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    match (first.trim(), last.trim()) {
        // the last bytes
        ("", count) => match count.parse::<usize>().ok()? {
            0 => Some((size, size)),
            count => Some((size.saturating_sub(count), size)),
        },
        (first, "") => Some((first.parse().ok()?, size)),
        (first, last) => {
            let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
            if first <= last { Some((first, last.saturating_add(1).min(size))) } else { None }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(range: &str) -> (u16, String, String) {
        let part = Answer::new(200, "x", "abcdef").range(Some(range));
        let place = part.header.map_or(String::new(), |(_, value)| value);
        (part.status, place, String::from_utf8(part.body).unwrap())
    }

    #[test]
    fn range_is_cut_and_malformed_range_gives_the_whole() {
        let part = |place: &str, text: &str| (206, place.to_string(), text.to_string());
        assert_eq!(range("bytes=1-2"), part("bytes 1-2/6", "bc"));
        assert_eq!(range("bytes=4-"), part("bytes 4-5/6", "ef"));
        assert_eq!(range("bytes=-2"), part("bytes 4-5/6", "ef"));
        assert_eq!(range("bytes=0-99"), part("bytes 0-5/6", "abcdef"));
        assert_eq!(range("bytes=6-"), (416, "bytes */6".into(), String::new()));
        assert_eq!(range("bytes=-0"), (416, "bytes */6".into(), String::new()));
        for text in ["bytes=3-1", "bytes=0-1,3-4", "lines=1-2", "bytes=x-y", "bytes=-"] {
            assert_eq!(range(text), (200, String::new(), "abcdef".into()), "{text}");
        }
    }

    #[test]
    fn path_is_decoded_once() {
        assert_eq!(decode("a%20b%C3%A4.html").as_deref(), Some("a bä.html"));
        assert_eq!(decode("%2e%2e/%252e%").as_deref(), Some("../%2e%"));
        assert_eq!(decode("%ff"), None);
        assert_eq!(decode("%ä%+1").as_deref(), Some("%ä%+1"));
    }

    #[test]
    fn waiting_page_is_served_before_the_first_site() {
        let answer = answer(&ServedSite::default(), "/a/b.html", "");
        assert_eq!((answer.status, answer.kind), (503, HTML));
        assert!(String::from_utf8(answer.body).unwrap().contains(TAG));
    }
}
