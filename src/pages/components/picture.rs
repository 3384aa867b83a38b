//! The words of a picture's sidecar file, for the texts that show the picture.

use crate::markdown::{escape, is_web};
use crate::model::*;
use crate::pages::context::typeset::Typeset;

/// Empty texts where there are none.
#[derive(Default)]
pub(crate) struct PictureWords {
    pub alt: String,
    pub caption: String,
    /// Who made it, under which licence, and where it is from; HTML.
    pub credit: String,
}

/// The words of a picture, by its path from the site's root.
pub(crate) fn picture_words(site: &Site, path: &str) -> PictureWords {
    let Some(picture) = site.pictures.get(path) else { return PictureWords::default() };
    let mut credit = Vec::new();
    for text in [&picture.credit, &picture.licence, &picture.source].into_iter().flatten() {
        if !text.trim().is_empty() {
            credit.push(linked(site, text.trim()));
        }
    }
    PictureWords {
        alt: picture.alt.typeset(site.quotation_marks()).unwrap_or_default(),
        caption: picture.caption.clone().unwrap_or_default(),
        credit: credit.join(" · "),
    }
}

/// A text, or a link where it is an address of the web.
fn linked(site: &Site, text: &str) -> String {
    let mut out = String::new();
    if !is_web(text) || text.contains(char::is_whitespace) {
        escape(&text.typeset(site.quotation_marks()), &mut out);
        return out;
    }
    out.push_str("<a href=\"");
    escape(text, &mut out);
    out.push_str("\">");
    let name = text.split_once("://").map_or(text, |(_, name)| name);
    escape(name.trim_end_matches('/'), &mut out);
    out.push_str("</a>");
    out
}
