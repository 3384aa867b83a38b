//! What a page links to, the ids on it, and the form of it that is compatible with the pages of an earlier site.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};
use percent_encoding::percent_decode_str;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use url::Url;

/// The ids on a page.
pub(super) type PageIds = BTreeSet<String>;

/// The links of a page to other files of the site, in its order, and its ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PageLinks {
    pub links: Vec<SiteLink>,
    pub ids: PageIds,
    /// Where the content of the body begins, in bytes.
    body: usize,
}

/// A link to another file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SiteLink {
    /// From the site's root.
    pub path: String,
    fragment: Option<Fragment>,
    /// The bytes of the address in the page.
    range: Range<usize>,
}

/// The part of a page that a link names.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fragment {
    id: String,
    /// The bytes of the fragment in the page, with its `#`.
    range: Range<usize>,
}

impl PageLinks {
    /// Reads a page.
    pub(super) fn read(path: &str, html: &[u8]) -> PageLinks {
        let mut page = PageLinks::default();
        let emitter = DefaultEmitter::<usize>::new_with_span();
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            let Token::StartTag(tag) = token else { continue };
            if *tag.name == b"body".as_slice() {
                page.body = tag.span.end;
            }
            if let Some(id) = tag.attributes.get(b"id".as_slice()) {
                page.ids.insert(String::from_utf8_lossy(&id.value).into_owned());
            }
            // old addresses lead on by a script and by a refresh
            for key in [b"href".as_slice(), b"src", b"data-to", b"content"] {
                if let Some(value) = tag.attributes.get(key)
                    && let Ok(address) = std::str::from_utf8(&value.value)
                    && let Some(address) = match key {
                        b"content" => address.split_once("url=").map(|(_, address)| address),
                        _ => Some(address),
                    }
                    && let Some((path, id)) = resolve(path, address)
                {
                    let end = value.span.end.min(html.len());
                    let fragment = id.and_then(|id| fragment(html, value.span.start..end, id));
                    let range = address_range(html, value.span.start..end, key == b"content");
                    page.links.push(SiteLink { path, fragment, range });
                }
            }
        }
        // the attributes of one tag can be in any order
        page.links.sort_by_key(|link| link.range.start);
        page
    }

    /// The form of the page for the time in which pages are replaced one by one, if that is another form than its own. It
    /// keeps the ids of the page that it replaces, and its links name no passage that a page of the earlier site lacks.
    ///
    /// `earlier` has the ids of the pages that are replaced, by path.
    pub(super) fn transitional_form(
        &self,
        path: &str,
        html: &[u8],
        earlier: &HashMap<String, PageIds>,
    ) -> Option<Vec<u8>> {
        let replaced = earlier.get(path).into_iter().flatten();
        let lost: Vec<&String> = replaced.filter(|id| !self.ids.contains(*id)).collect();
        let mut early: Vec<Range<usize>> = Vec::new();
        for link in &self.links {
            if let Some(fragment) = &link.fragment
                && link.path != path
                && earlier.get(&link.path).is_some_and(|ids| !ids.contains(&fragment.id))
            {
                early.push(fragment.range.clone());
            }
        }
        if lost.is_empty() && early.is_empty() {
            return None;
        }
        let mut out = html.to_vec();
        for range in early.into_iter().rev() {
            out.drain(range);
        }
        let mut anchors = String::new();
        for id in lost {
            let id = id.replace('&', "&amp;").replace('"', "&quot;");
            anchors += &format!("<a id=\"{id}\"></a>");
        }
        out.splice(self.body..self.body, anchors.into_bytes());
        Some(out)
    }
}

/// The form of a page without links to some others of the site: they lead to the front page.
pub(super) fn without_links(path: &str, html: &[u8], is_removed: impl Fn(&str) -> bool) -> Vec<u8> {
    let front_page = format!("{}index.html", "../".repeat(path.matches('/').count()));
    let mut out = html.to_vec();
    for link in PageLinks::read(path, html).links.into_iter().rev() {
        if link.path != path && is_removed(&link.path) {
            out.splice(link.range, front_page.bytes());
        }
    }
    out
}

/// The bytes of an address within those of its attribute, which begin with its name. A refresh has a time before it.
fn address_range(html: &[u8], attribute: Range<usize>, is_refresh: bool) -> Range<usize> {
    let sign = find(html, attribute.start, |byte| byte == b'=');
    let mut start = find(html, sign + 1, |byte| !byte.is_ascii_whitespace());
    let end = match html.get(start) {
        Some(quote @ (b'"' | b'\'')) => {
            start += 1;
            find(html, start, |byte| byte == *quote)
        }
        _ => find(html, start, |byte| byte == b'>' || byte.is_ascii_whitespace()),
    };
    if is_refresh && let Some(at) = html[start..end].windows(4).position(|bytes| bytes == b"url=") {
        start += at + 4;
    }
    start..end
}

/// The first wanted byte from a place on, or the end.
fn find(html: &[u8], from: usize, is_wanted: impl Fn(u8) -> bool) -> usize {
    let rest = html.get(from..).unwrap_or_default();
    match rest.iter().position(|byte| is_wanted(*byte)) {
        Some(len) => from + len,
        None => html.len(),
    }
}

/// Finds the fragment of a link within the bytes of its attribute.
fn fragment(html: &[u8], attribute: Range<usize>, id: String) -> Option<Fragment> {
    let text = &html[attribute.clone()];
    let start = attribute.start + text.iter().rposition(|byte| *byte == b'#')?;
    let len = html[start..].iter().position(ends_address)?;
    Some(Fragment { id, range: start..start + len })
}

fn ends_address(byte: &u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'>') || byte.is_ascii_whitespace()
}

/// Resolves an address of a page to a path and an id; `None` if it leads out of the site or only to the page itself.
fn resolve(page: &str, address: &str) -> Option<(String, Option<String>)> {
    if address.starts_with('#') {
        return None;
    }
    let mut base = Url::parse("http://site.invalid/").ok()?;
    base.set_path(page);
    let url = base.join(address).ok()?;
    if url.host() != base.host() {
        return None;
    }
    let path = percent_decode_str(url.path().trim_start_matches('/')).decode_utf8().ok()?;
    let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    let id = url.fragment().filter(|fragment| !fragment.is_empty());
    let id = id.map(|fragment| percent_decode_str(fragment).decode_utf8_lossy().into_owned());
    Some((format!("{path}{index}"), id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_resolved_from_the_root_and_external_ones_skipped() {
        let html = "<a href='../b.html?q=1#x'>b</a><a href=../b.html>b</a><img src=\"c.png\"><a href='https://e.example/d.html'>\
            </a><a href='//e.example/'></a><a href='mailto:a@e.example'></a><a href='#own'></a><a href='../'></a><a href=/r/>r</a>\
            <a href='%C3%BC.html'></a>";
        let page = PageLinks::read("t/a.html", html.as_bytes());
        let found: Vec<(&str, Option<&str>)> = page
            .links
            .iter()
            .map(|link| {
                (link.path.as_str(), link.fragment.as_ref().map(|f| &html[f.range.clone()]))
            })
            .collect();
        let expected = [
            ("b.html", Some("#x")),
            ("b.html", None),
            ("t/c.png", None),
            ("index.html", None),
            ("r/index.html", None),
            ("t/ü.html", None),
        ];
        assert_eq!(found, expected);
    }

    fn transitional(path: &str, html: &str, earlier: &[(&str, &[&str])]) -> Option<String> {
        let ids = |ids: &&[&str]| ids.iter().map(|id| id.to_string()).collect();
        let earlier = earlier.iter().map(|(path, list)| (path.to_string(), ids(list))).collect();
        let page = PageLinks::read(path, html.as_bytes());
        let form = page.transitional_form(path, html.as_bytes(), &earlier)?;
        Some(String::from_utf8(form).unwrap())
    }

    #[test]
    fn transitional_form_keeps_the_ids_of_the_page_that_it_replaces() {
        let html = "<body class=x><p id=\"new\">New.</p>";
        let expected = "<body class=x><a id=\"old\"></a><p id=\"new\">New.</p>";
        let earlier: [(&str, &[&str]); 1] = [("a.html", &["old"])];
        assert_eq!(transitional("a.html", html, &earlier).as_deref(), Some(expected));
        let earlier: [(&str, &[&str]); 1] = [("a.html", &["new"])];
        assert_eq!(transitional("a.html", html, &earlier), None);
        assert_eq!(transitional("b.html", html, &[("a.html", &["old"])]), None);
    }

    #[test]
    fn removed_links_lead_to_the_front_page() {
        let html = "<meta http-equiv=refresh content=\"0; url=b.html\"><a href=\"b.html#x\">B</a><a href='../c.html'>C</a>\
            <a href=b.html>B</a><a href=\"a.html\">A</a><a href=\"b.html?q=1&amp;r\">B</a>";
        let expected = "<meta http-equiv=refresh content=\"0; url=../index.html\"><a href=\"../index.html\">B</a>\
            <a href='../c.html'>C</a><a href=../index.html>B</a><a href=\"a.html\">A</a><a href=\"../index.html\">B</a>";
        let is_removed = |path: &str| path != "c.html";
        let form = without_links("t/a.html", html.as_bytes(), is_removed);
        assert_eq!(String::from_utf8(form).unwrap(), expected);
    }

    #[test]
    fn transitional_form_names_no_passage_that_the_earlier_page_lacks() {
        let html = "<body><a class=\"x\" href=\"b.html#new\">B</a><a href='b.html#old'>B</a><a href=c.html#new>C</a>\
            <a href=\"a.html#own\">A</a>";
        let expected = "<body><a class=\"x\" href=\"b.html\">B</a><a href='b.html#old'>B</a><a href=c.html#new>C</a>\
            <a href=\"a.html#own\">A</a>";
        let earlier: [(&str, &[&str]); 2] = [("a.html", &[]), ("b.html", &["old"])];
        assert_eq!(transitional("a.html", html, &earlier).as_deref(), Some(expected));
        let html = "<body><a data-to=\"b.html#new\" href=\"b.html#newer\">B</a>";
        let expected = "<body><a data-to=\"b.html\" href=\"b.html\">B</a>";
        assert_eq!(transitional("a.html", html, &earlier).as_deref(), Some(expected));
    }
}
