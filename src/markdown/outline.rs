//! From a body to its blocks: headings, leaves, lists with their items, and every link and citation, with byte ranges.

use super::{CITATION, CiteKey, citation_link, cite, extensions};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// A body's structure. Ranges are byte ranges of the text that `outline` was given.
#[derive(Debug, Default)]
pub struct Outline {
    pub nodes: Vec<Node>,
    /// In the order of the text.
    pub inlines: Vec<Inline>,
    /// Code spans and code blocks: no ids and fields in there.
    pub code: Vec<Range<usize>>,
    /// Raw HTML, block or inline.
    pub html: Vec<Range<usize>>,
    /// Footnote definitions by label.
    pub footnotes: Vec<(String, Range<usize>)>,
    /// Link reference definitions: label, address, title.
    pub definitions: Vec<(String, String, String)>,
}

#[derive(Debug, PartialEq)]
pub enum Node {
    Heading { level: u8, range: Range<usize>, text: Range<usize> },
    Leaf { kind: LeafKind, range: Range<usize> },
    List { start: Option<u64>, range: Range<usize>, items: Vec<Item> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeafKind {
    Paragraph,
    Other,
    Footnote,
}

/// A list item: its first paragraph, and the items of a list right below it.
#[derive(Debug, PartialEq)]
pub struct Item {
    /// From the first byte of its content to the last of the whole item.
    pub range: Range<usize>,
    /// Its first paragraph; empty for an item that starts with something else.
    pub head: Range<usize>,
    pub items: Vec<Item>,
}

#[derive(Debug, PartialEq)]
pub struct Inline {
    pub range: Range<usize>,
    pub kind: InlineKind,
}

#[derive(Debug, PartialEq)]
pub enum InlineKind {
    Cite(Vec<CiteKey>),
    /// `[[target|label]]`: the range of the target.
    Wiki {
        target: Range<usize>,
    },
    /// `[text](address)`: the range of the text.
    Link {
        address: String,
        text: Range<usize>,
    },
    Image {
        address: String,
    },
    Footnote(String),
}

enum Frame {
    List { start: Option<u64>, range: Range<usize>, items: Vec<Item> },
    Item { item: Item, head_done: bool },
}

/// Reads the structure of `text`.
pub fn outline(text: &str) -> Outline {
    let mut out = Outline::default();
    let parser = Parser::new_with_broken_link_callback(
        text,
        extensions(),
        Some(|l: BrokenLinkOf| citation_link(&l)),
    );
    out.definitions = parser
        .reference_definitions()
        .iter()
        .map(|(label, def)| {
            (
                label.to_lowercase(),
                def.dest.to_string(),
                def.title.as_ref().map_or(String::new(), |t| t.to_string()),
            )
        })
        .collect();
    out.definitions.sort();
    let mut frames: Vec<Frame> = Vec::new();
    // Leaves (paragraphs, tables, quotations …) are not entered for structure: only how deep they nest is counted.
    let mut leaf_depth = 0usize;
    let mut heading: Option<Range<usize>> = None;
    for (event, range) in parser.into_offset_iter() {
        note_inline(text, &event, &range, &mut out);
        let is_inline = is_inline(&event);
        if let Some(words) = heading.as_mut().filter(|_| is_inline) {
            grow(words, &range);
        }
        if leaf_depth == 0 && is_inline {
            if let Some(Frame::Item { item, head_done: false }) = frames.last_mut() {
                grow(&mut item.head, &range);
            }
            continue;
        }
        match event {
            Event::Start(Tag::List(start)) if leaf_depth == 0 => {
                end_head(&mut frames);
                frames.push(Frame::List { start, range, items: Vec::new() });
            }
            Event::Start(Tag::Item) if leaf_depth == 0 => {
                let item = Item { range: range.end..range.end, head: 0..0, items: Vec::new() };
                frames.push(Frame::Item { item, head_done: false });
            }
            Event::End(TagEnd::Item) if leaf_depth == 0 => {
                let Some(Frame::Item { mut item, .. }) = frames.pop() else {
                    unreachable!("items nest")
                };
                item.range = content_range(text, &range);
                item.head.end = item.head.start + text[item.head.clone()].trim_end().len();
                if let Some(Frame::List { items, .. }) = frames.last_mut() {
                    items.push(item);
                }
            }
            Event::End(TagEnd::List(_)) if leaf_depth == 0 => {
                let Some(Frame::List { start, range, items }) = frames.pop() else {
                    unreachable!("lists nest")
                };
                match frames.last_mut() {
                    Some(Frame::Item { item, .. }) => item.items.extend(items),
                    _ => out.nodes.push(Node::List { start, range, items }),
                }
            }
            Event::Start(tag) if !is_inline => {
                if leaf_depth == 0 {
                    open_leaf(text, &tag, &range, &mut frames, &mut heading, &mut out);
                }
                leaf_depth += 1;
            }
            Event::End(tag) if !is_inline => {
                leaf_depth -= 1;
                if let (TagEnd::Heading(level), Some(words)) = (tag, heading.take()) {
                    let text = if words.is_empty() { range.end..range.end } else { words };
                    out.nodes.push(Node::Heading { level: level_number(level), range, text });
                }
            }
            Event::Rule if leaf_depth == 0 && frames.is_empty() => {
                out.nodes.push(Node::Leaf { kind: LeafKind::Other, range });
            }
            _ => {}
        }
    }
    out
}

type BrokenLinkOf<'a> = pulldown_cmark::BrokenLink<'a>;

fn open_leaf(
    text: &str,
    tag: &Tag<'_>,
    range: &Range<usize>,
    frames: &mut [Frame],
    heading: &mut Option<Range<usize>>,
    out: &mut Outline,
) {
    if matches!(tag, Tag::Heading { .. }) && frames.is_empty() {
        *heading = Some(0..0);
        return;
    }
    if let Tag::FootnoteDefinition(label) = tag {
        out.footnotes.push((label.to_string(), range.clone()));
    }
    match frames.last_mut() {
        Some(Frame::Item { item, head_done }) => {
            if !*head_done && item.head.is_empty() && matches!(tag, Tag::Paragraph) {
                item.head = range.clone();
            }
            *head_done = true;
        }
        _ => {
            let kind = match tag {
                Tag::Paragraph => LeafKind::Paragraph,
                Tag::FootnoteDefinition(_) => LeafKind::Footnote,
                _ => LeafKind::Other,
            };
            // Without its indentation a block of code would read as a paragraph.
            let start = match tag {
                Tag::CodeBlock(CodeBlockKind::Indented) => {
                    text[..range.start].rfind('\n').map_or(0, |n| n + 1)
                }
                _ => range.start,
            };
            out.nodes.push(Node::Leaf { kind, range: start..range.end });
        }
    }
}

fn end_head(frames: &mut [Frame]) {
    if let Some(Frame::Item { head_done, .. }) = frames.last_mut() {
        *head_done = true;
    }
}

fn grow(head: &mut Range<usize>, range: &Range<usize>) {
    *head =
        if head.start == head.end { range.clone() } else { head.start..head.end.max(range.end) };
}

/// An item's range without its marker and what stands before that: a deeper indentation than the list needs.
fn content_range(text: &str, range: &Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let from_marker = slice.trim_start_matches([' ', '\t']);
    let number =
        from_marker.len() - from_marker.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = &from_marker[(number + 1).min(from_marker.len())..];
    let start = range.start + slice.len() - after.trim_start().len();
    let end = range.start + slice.trim_end().len();
    start.min(end)..end
}

fn is_inline(event: &Event<'_>) -> bool {
    let inline_tag = |t: &TagEnd| {
        use TagEnd::*;
        matches!(t, Emphasis | Strong | Strikethrough | Link | Image | Superscript | Subscript)
    };
    match event {
        Event::Start(tag) => inline_tag(&tag.to_end()),
        Event::End(tag) => inline_tag(tag),
        Event::Rule | Event::Html(_) => false,
        _ => true,
    }
}

fn note_inline(text: &str, event: &Event<'_>, range: &Range<usize>, out: &mut Outline) {
    let kind = match event {
        Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => {
            out.code.push(range.clone());
            return;
        }
        Event::Html(_) | Event::InlineHtml(_) => {
            out.html.push(range.clone());
            return;
        }
        Event::FootnoteReference(label) => InlineKind::Footnote(label.to_string()),
        Event::Start(Tag::Image { dest_url, .. }) => {
            InlineKind::Image { address: dest_url.to_string() }
        }
        Event::Start(Tag::Link { link_type, dest_url, .. }) => match link_type {
            _ if &**dest_url == CITATION => {
                InlineKind::Cite(cite::keys(&text[range.clone()], range.start))
            }
            LinkType::WikiLink { .. } => InlineKind::Wiki { target: wiki_target(text, range) },
            LinkType::Email => return,
            LinkType::Autolink => InlineKind::Link {
                address: dest_url.to_string(),
                text: range.start + 1..range.end - 1,
            },
            _ => InlineKind::Link { address: dest_url.to_string(), text: link_text(text, range) },
        },
        _ => return,
    };
    out.inlines.push(Inline { range: range.clone(), kind });
}

/// The target of `[[target|label]]`; in a table cell the bar is written `\|`.
fn wiki_target(text: &str, range: &Range<usize>) -> Range<usize> {
    let inside = text[range.clone()].trim_start_matches('[').trim_end_matches(']');
    let start = range.start + 2;
    let target = inside.split('|').next().unwrap_or(inside);
    let target = target.strip_suffix('\\').unwrap_or(target);
    let lead = target.len() - target.trim_start().len();
    start + lead..start + lead + target.trim().len()
}

fn link_text(text: &str, range: &Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let mut depth = 0;
    let mut escaped = false;
    for (i, c) in slice.char_indices() {
        if escaped || c == '\\' {
            escaped = !escaped;
            continue;
        }
        depth += i32::from(c == '[') - i32::from(c == ']');
        if depth == 0 && c == ']' {
            return range.start + 1..range.start + i;
        }
    }
    range.clone()
}

fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_that_is_indented_more_than_it_must_be_starts_at_its_words() {
        for text in ["- a\n    - b\n", "   - a\n     - b\n", "1. a\n      1) b\n"] {
            let outline = outline(text);
            let [Node::List { items, .. }] = outline.nodes.as_slice() else {
                panic!("{outline:?}")
            };
            assert_eq!(text[items[0].range.clone()].chars().next(), Some('a'), "{text}");
            assert_eq!(&text[items[0].items[0].range.clone()], "b", "{text}");
        }
    }

    #[test]
    fn headings_paragraphs_and_items_come_with_their_ranges() {
        let text = "Lead.\n\n## A *b*\n\n- one [@k]\n  - sub\n- two\n\n  more\n";
        let found = outline(text);
        let shape: Vec<String> = found
            .nodes
            .iter()
            .map(|n| match n {
                Node::Heading { level, text: t, .. } => format!("h{level} {:?}", &text[t.clone()]),
                Node::Leaf { range, .. } => format!("leaf {:?}", &text[range.clone()]),
                Node::List { items, .. } => {
                    let heads: Vec<_> = items
                        .iter()
                        .map(|i| (&text[i.head.clone()], i.items.len(), &text[i.range.clone()]))
                        .collect();
                    format!("list {heads:?}")
                }
            })
            .collect();
        assert_eq!(
            shape,
            [
                r#"leaf "Lead.\n""#,
                r#"h2 "A *b*""#,
                r#"list [("one [@k]", 1, "one [@k]\n  - sub"), ("two", 0, "two\n\n  more")]"#
            ]
        );
    }

    #[test]
    fn links_citations_and_wiki_links_come_in_order_with_their_places() {
        let text = "See [[a b|label]] and [@k; @l, p. 3], [t [a] \\] b](https://x.example) `[@no]` [plain] <https://y.example> ^id";
        let found = outline(text);
        let shape: Vec<String> = found
            .inlines
            .iter()
            .map(|i| match &i.kind {
                InlineKind::Cite(keys) => {
                    format!(
                        "cite {:?}",
                        keys.iter().map(|k| &text[k.key.clone()]).collect::<Vec<_>>()
                    )
                }
                InlineKind::Wiki { target } => format!("wiki {:?}", &text[target.clone()]),
                InlineKind::Link { address, text: t } => {
                    format!("link {address} {:?}", &text[t.clone()])
                }
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(
            shape,
            [
                r#"wiki "a b""#,
                r#"cite ["k", "l"]"#,
                r#"link https://x.example "t [a] \\] b""#,
                r#"link https://y.example "https://y.example""#
            ]
        );
    }

    #[test]
    fn a_block_of_indented_code_keeps_its_indentation() {
        let text = "Words.\n\n    code [[x]]\n      more\n\nEnd.\n";
        let found = outline(text);
        let leaves: Vec<_> = found
            .nodes
            .iter()
            .map(|n| match n {
                Node::Leaf { range, .. } => text[range.clone()].trim_end(),
                _ => "",
            })
            .collect();
        assert_eq!(leaves, ["Words.", "    code [[x]]\n      more", "End."]);
        assert_eq!(found.inlines, []);
    }
}
