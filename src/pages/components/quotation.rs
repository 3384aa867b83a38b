//! The language of quotations in letters of another direction than the page's.

use crate::model::*;

/// The HTML of a block; a quotation with a direction of its own says its language where it cites one source that is written
/// in that direction.
pub(crate) fn with_language(site: &Site, block: BlockId, html: String) -> String {
    let Some(rest) = html.strip_prefix("<blockquote dir=\"") else { return html };
    let right_to_left = rest.starts_with("rtl");
    if let [source] = site.cited_in(block)[..]
        && let Some(tag) = &site.source(source).language
        && is_language_tag(tag)
        && is_right_to_left(tag) == right_to_left
    {
        return format!("<blockquote lang=\"{tag}\" dir=\"{rest}");
    }
    html
}
