//! From a text to its tree: the one place where pulldown-cmark reads content.

use super::attribute;
use super::citation;
use super::mask::mask;
use super::tree::Tree;
use super::tree_builder::{CITATION, TreeBuilder};
use pulldown_cmark::{BrokenLink, CowStr, Options, Parser};
use std::ops::Range;

/// Reads a text of content. `--` and `...` become typographic, and straight quotes marks of the language in which it is
/// shown.
pub fn parse(source: &str) -> Tree {
    let masked = mask(source);
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SMART_PUNCTUATION;
    if masked.has_math {
        options |= Options::ENABLE_MATH;
    }
    let text: &str = &masked.text;
    let citation = |link: BrokenLink<'_>| {
        let is_note = text[..link.span.start].ends_with('^');
        let is_citation = !is_note && citation::is_citation(&link.reference);
        is_citation.then(|| (CITATION.into(), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(text, options, Some(citation));
    let mut builder = TreeBuilder::new(text);
    builder.is_content = true;
    builder.set_marks(masked.marks);
    builder.tree.has_definitions = parser.reference_definitions().iter().next().is_some();
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, range);
    }
    let mut tree = builder.finish();
    attribute::collect(text, &mut tree);
    let headers = tree.callouts.iter().map(|callout| callout.header.clone());
    hide(masked.comments.into_iter().chain(headers).collect(), &mut tree);
    tree
}

/// Adds ranges to the hidden ones of a tree.
fn hide(ranges: Vec<Range<usize>>, tree: &mut Tree) {
    if ranges.is_empty() {
        return;
    }
    let mut all = tree.hidden.to_vec();
    all.extend(ranges.iter().map(|r| r.start as u32..r.end as u32));
    all.sort_by_key(|r| (r.start, r.end));
    let mut merged: Vec<Range<u32>> = Vec::with_capacity(all.len());
    for range in all {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    tree.hidden = merged.into();
}

/// Reads a text by CommonMark alone, without any extension.
pub(super) fn parse_commonmark(source: &str) -> Tree {
    parse_with(source, Options::empty())
}

/// Reads a title: words with emphasis, and quotes as they are written.
pub(super) fn parse_title(source: &str) -> Tree {
    parse_with(source, Options::ENABLE_STRIKETHROUGH)
}

/// Reads the quotes, dashes and dots of text outside Markdown.
pub(super) fn parse_quotes(source: &str) -> Tree {
    parse_with(source, Options::ENABLE_SMART_PUNCTUATION)
}

fn parse_with(source: &str, options: Options) -> Tree {
    let mut builder = TreeBuilder::new(source);
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        builder.event(event, range);
    }
    builder.finish()
}
