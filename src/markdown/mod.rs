//! The one door to pulldown-cmark.
//!
//! [`outline`] takes a body and gives its blocks, links, citations, fields and ids with byte ranges; [`html`] takes the
//! words of one block and gives HTML; [`words`] gives them as plain text; [`typographic`] sets the quotes of a plain text. Nothing here knows what a name leads to:
//! that is asked of [`Links`].

mod cite;
mod html;
mod links;
mod outline;
mod plain;
mod sentence;
mod skeleton;
mod tail;
mod typographic;
mod words;

pub use cite::CiteKey;
pub use html::{Form, Html, commonmark, escape, html};
pub use links::{First, Links, Wiki};
pub use outline::{Inline, InlineKind, Item, LeafKind, Node, Outline, outline};
pub use plain::{is_plain, is_tidy};
pub use sentence::{REACH, block_text, sentence};
pub use skeleton::{hard_breaks, skeleton};
pub use tail::{Field, Tail, tail};
pub use typographic::typographic;
pub use words::{title, words};

use pulldown_cmark::{BrokenLink, CowStr, Options};

/// The extensions that content is read with. Straight quotes, `--` and `...` come out as typographers set them.
fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// What the callback answers for a bracket that is a citation, so that it arrives as a link with this destination.
const CITATION: &str = "agon-citation:";

/// Makes `[@key]` a link event; every other bracket stays text.
fn citation_link<'a>(link: &BrokenLink<'_>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    cite::is_citation(&link.reference).then(|| (CITATION.into(), "".into()))
}

/// Links may have these schemes, or none.
pub const SAFE_SCHEMES: [&str; 3] = ["https", "http", "mailto"];

/// The scheme of an address (RFC 3986, section 3.1), in lower case; `None` for a relative one. Control characters and
/// spaces that browsers drop are dropped first.
pub fn scheme(address: &str) -> Option<String> {
    // Most addresses have nothing to drop: the first byte that no scheme has decides.
    let end = address.bytes().position(|b| !(b.is_ascii_alphanumeric() || b"+-.".contains(&b)))?;
    if address.as_bytes()[end].is_ascii_graphic() {
        let is_scheme =
            address.as_bytes()[end] == b':' && address.as_bytes()[0].is_ascii_alphabetic();
        return is_scheme.then(|| address[..end].to_ascii_lowercase());
    }
    let clean: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let (scheme, _) = clean.split_once(':')?;
    let starts_well = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let all_well = scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    (starts_well && all_well).then(|| scheme.to_ascii_lowercase())
}

/// Whether an address is one of the web.
pub fn is_web(address: &str) -> bool {
    matches!(scheme(address).as_deref(), Some("http" | "https"))
}

/// Whether an address names a file of the site, seen from the folder of its text.
pub fn is_file(address: &str) -> bool {
    scheme(address).is_none() && !address.starts_with(['#', '/']) && !address.is_empty()
}

/// Whether a link may be published as it is written.
pub fn is_safe(address: &str) -> bool {
    scheme(address).is_none_or(|s| SAFE_SCHEMES.contains(&s.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_mail_and_relative_links_are_safe() {
        for good in
            ["https://a.example", "mailto:a@b.example", "../x.md", "#a", "a/b:c", "//host/x"]
        {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVa\tScript:x",
            "data:text/html,x",
            "vbscript:x",
            " file:///etc",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
