//! What is sent for an address: a page with the script, a file, a part of one, or 404.html.
//!
//! Takes the tree and an address, gives an [`Answer`]. Looks into the tree alone, so no address leads out of the site.

use super::Problem;
use crate::files::media::{HTML, kind};
use crate::write::{File, Tree};
use serde_json::json;

const SCRIPT: &str = include_str!("reload.js");
const OVERLAY: &str = include_str!("overlay.html");

/// What is put into each page on the way out; the attributes say what the page is.
pub const TAG: &str = "<script src=\"/_agon/reload.js\"";

#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub kind: &'static str,
    pub header: Option<(&'static str, String)>,
    pub body: Vec<u8>,
}

/// What stands at an address.
enum Found<'t> {
    File(&'t str, &'t File),
    /// A folder without its slash.
    Folder,
    Nothing,
}

pub fn answer(tree: &Tree, problems: &[Problem], path: &str, query: &str) -> Answer {
    let ok = |kind, body: &str| Answer { status: 200, kind, header: None, body: body.into() };
    match path {
        "/_agon/reload.js" => return ok(kind("x.js"), SCRIPT),
        "/_agon/overlay.html" => return ok(HTML, OVERLAY),
        "/_agon/state" => return ok(kind("x.json"), &state(tree, problems, query)),
        _ => {}
    }
    match find(tree, path) {
        Found::File(name, file) => Answer { body: whole(tree, name, file), ..ok(kind(name), "") },
        Found::Folder => {
            // from the same place: another host's name can not come in with the path
            let target = format!("/{}/", path.trim_matches('/'));
            Answer { status: 308, header: Some(("location", target)), ..ok(HTML, "") }
        }
        Found::Nothing => match tree.get("404.html") {
            Some(file) => Answer { status: 404, body: whole(tree, "404.html", file), ..ok(HTML, "") },
            None => {
                let text =
                    format!("<!doctype html>\n<title>agon</title>\n{TAG} data-page=\"\" data-style=\"\"></script>\n");
                Answer { status: 503, ..ok(HTML, &text) }
            }
        },
    }
}

fn find<'t>(tree: &'t Tree, path: &str) -> Found<'t> {
    let Some(path) = decoded(path.strip_prefix('/').unwrap_or(path)) else { return Found::Nothing };
    let get = |path: &str| tree.get_key_value(path).map(|(name, file)| Found::File(name, file));
    let folder = path.is_empty() || path.ends_with('/');
    let found = if folder { get(&format!("{path}index.html")) } else { get(&path) };
    let is_folder = || !folder && tree.contains_key(&format!("{path}/index.html"));
    found.unwrap_or_else(|| if is_folder() { Found::Folder } else { Found::Nothing })
}

/// The bytes behind `%41`; `None` where they are no text.
fn decoded(path: &str) -> Option<String> {
    let bytes = path.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let code = path.get(at + 1..at + 3).filter(|c| bytes[at] == b'%' && c.bytes().all(|b| b.is_ascii_hexdigit()));
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).ok()
}

/// A file as it is sent: as it was built, and a page with the script at the start of its head, before all others.
fn whole(tree: &Tree, name: &str, file: &File) -> Vec<u8> {
    if !name.ends_with(".html") {
        return file.bytes.clone();
    }
    let style = style(tree);
    let tag = format!("{TAG} data-page=\"{}\" data-style=\"{style}\"></script>", digest(file, style));
    let at = file.bytes.windows(6).position(|w| w == b"<head>").map_or(file.bytes.len(), |at| at + 6);
    [&file.bytes[..at], tag.as_bytes(), &file.bytes[at..]].concat()
}

/// What an open page asks after each change: what it would be now, and what is wrong.
fn state(tree: &Tree, problems: &[Problem], query: &str) -> String {
    let path = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "path");
    let file = match find(tree, &path.map_or(String::new(), |(_, path)| path.into_owned())) {
        Found::File(_, file) => Some(file),
        _ => tree.get("404.html").map(|f| &**f),
    };
    let style = style(tree);
    json!({"page": file.map_or(String::new(), |f| digest(f, style)), "style": style, "problems": problems}).to_string()
}

/// The path of the joined stylesheet.
fn style(tree: &Tree) -> &str {
    let prefix = "css/agon.";
    let first = tree.range(prefix.to_string()..).next().map(|(path, _)| path.as_str());
    first.filter(|path| path.starts_with(prefix)).unwrap_or_default()
}

/// Changes with the page, and not with the name of the stylesheet in it.
fn digest(file: &File, style: &str) -> String {
    let text = String::from_utf8_lossy(&file.bytes);
    let text = if style.is_empty() { text } else { text.replace(style, "").into() };
    blake3::hash(text.as_bytes()).to_hex()[..16].to_string()
}

impl Answer {
    /// The part that a `Range` asks for; the whole where it asks for several or is no range (RFC 9110, 14.2).
    pub fn cut(self, range: Option<&str>) -> Answer {
        let Some(range) = range.filter(|_| self.status == 200) else { return self };
        let Some((first, last)) = range.strip_prefix("bytes=").and_then(|r| r.split_once('-')) else { return self };
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
        let made = answer(&Tree::new(), &[], "/a/b.html", "");
        assert_eq!((made.status, made.kind), (503, HTML));
        assert!(String::from_utf8(made.body).unwrap().contains(TAG));
    }
}
