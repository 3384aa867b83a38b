//! Quotations in letters of another direction than the page's.

use crate::markdown::Slice;
use crate::model::*;
use crate::records::plain_words;

/// The HTML of a block; a quotation whose letters are mostly of the other direction says so, and its language where it
/// cites one source that is written in that direction.
pub(crate) fn directed(site: &Site, block: BlockId, slice: &Slice<'_>, html: String) -> String {
    let Some(rest) = html.strip_prefix("<blockquote>") else { return html };
    let right_to_left = is_mostly_right_to_left(&plain_words(site, block.doc, slice));
    let Some(right_to_left) =
        right_to_left.filter(|found| *found != site.locale.is_right_to_left())
    else {
        return html;
    };
    let dir = if right_to_left { "rtl" } else { "ltr" };
    let mut language = String::new();
    if let [source] = site.cited_in(block)[..]
        && let Some(tag) = &site.source(source).language
        && is_language_tag(tag)
        && is_right_to_left(tag) == right_to_left
    {
        language = format!(" lang=\"{tag}\"");
    }
    format!("<blockquote{language} dir=\"{dir}\">{rest}")
}
