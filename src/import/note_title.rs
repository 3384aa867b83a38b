//! The title at the start of a source note: a link, or words in bold or quotation marks.

use crate::markdown::{self, ReferenceKind, parse};

/// `[Title](address)` at the start, possibly stressed or quoted.
pub(super) fn linked_title(text: &str) -> Option<(String, Option<String>, &str)> {
    let lead = text.len() - text.trim_start_matches(['*', '_', '"', '“']).len();
    let text = &text[lead..];
    let (address, title, rest) = leading_link(text)?;
    let title = markdown::title(title);
    let mut bare = title.trim();
    for (open, close) in [('"', '"'), ('“', '”')] {
        if let Some(quoted) = bare.strip_prefix(open).and_then(|t| t.strip_suffix(close)) {
            bare = quoted.trim_end_matches(',');
        }
    }
    let rest = rest.trim_start_matches(['*', '_', '"', '”']);
    Some((bare.trim().to_string(), Some(address), rest))
}

/// Whether a text is one link to the web.
pub(super) fn is_linked_title(text: &str) -> bool {
    matches!(leading_link(text.trim()), Some((_, _, rest)) if rest.trim().is_empty())
}

/// The address, the words and what follows a link to the web at the start of a text.
pub(super) fn leading_link(text: &str) -> Option<(String, &str, &str)> {
    let tree = parse(text);
    let link = tree.references.first().filter(|r| r.kind == ReferenceKind::Link)?;
    let range = tree.node(link.node).range();
    let address = tree.address(text, link);
    if range.start > 0 || !markdown::is_web(address) {
        return None;
    }
    let words = tree.inline_range(link.node).unwrap_or(range.end..range.end);
    Some((address.to_string(), &text[words], &text[range.end..]))
}

/// `**Title**`, `*Title*`, `"Title"` at the start.
pub(super) fn marked_title(text: &str) -> Option<(String, Option<String>, &str)> {
    let marks = [("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"), ("“", "”"), ("\"", "\"")];
    let (open, close) = marks.into_iter().find(|(open, _)| text.starts_with(open))?;
    let (title, rest) = text[open.len()..].split_once(close)?;
    let title = title.trim_end_matches([',', ':', '.']);
    if title.is_empty() { None } else { Some((markdown::title(title), None, rest)) }
}
