//! The blocks, lists and references of a text as lists of byte ranges: what tools that edit texts work on.

use super::parser::parse;
use super::slice::{Slice, WalkStep};
use super::tree::{AttributeKind, NodeIndex, NodeKind, ReferenceKind, Tree};
use std::ops::Range;

/// A text's structure. Ranges are byte ranges of the text that [`outline`] was given.
#[derive(Debug, Default)]
pub struct Outline {
    pub nodes: Vec<OutlineNode>,
    /// In the order of the text.
    pub inlines: Vec<OutlineInline>,
    /// Code spans and code blocks.
    pub code: Vec<Range<usize>>,
    /// Raw HTML, block or inline.
    pub html: Vec<Range<usize>>,
    pub hard_breaks: Vec<Range<usize>>,
    /// Whether the text has link reference definitions or footnotes.
    pub has_definitions: bool,
    tree: Tree,
}

#[derive(Debug, PartialEq)]
pub enum OutlineNode {
    Heading { level: u8, range: Range<usize>, text: Range<usize> },
    Leaf { kind: LeafKind, range: Range<usize> },
    List { start: Option<u64>, range: Range<usize>, items: Vec<OutlineItem> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeafKind {
    Paragraph,
    Other,
    Footnote,
}

/// A list item: its first paragraph, and the items of the lists right below it.
#[derive(Debug, PartialEq)]
pub struct OutlineItem {
    /// From the first byte of its content to the last of the whole item.
    pub range: Range<usize>,
    /// Its first paragraph; empty for an item that starts with something else.
    pub head: Range<usize>,
    pub items: Vec<OutlineItem>,
}

#[derive(Debug, PartialEq)]
pub struct OutlineInline {
    pub range: Range<usize>,
    pub kind: InlineKind,
}

#[derive(Debug, PartialEq)]
pub enum InlineKind {
    /// The ranges of the keys.
    Cite(Vec<Range<usize>>),
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
    Footnote,
}

/// The attributes of a range of words, with byte ranges in the text.
pub struct NodeAttributes {
    pub fields: Vec<Range<usize>>,
    /// With its `^`.
    pub id: Option<Range<usize>>,
    /// Where the words end.
    pub end: usize,
}

/// Reads the structure of a text.
pub fn outline(text: &str) -> Outline {
    let tree = parse(text);
    let mut out = Outline {
        has_definitions: tree.has_definitions || !tree.footnotes.is_empty(),
        ..Outline::default()
    };
    out.nodes = tree.roots().map(|index| root(&tree, text, index)).collect();
    for (index, node) in tree.nodes.iter().enumerate() {
        let range = node.range();
        match node.kind {
            NodeKind::CodeSpan | NodeKind::Code => out.code.push(range),
            NodeKind::Html | NodeKind::InlineHtml => out.html.push(range),
            NodeKind::HardBreak => out.hard_breaks.push(range),
            NodeKind::Citation
            | NodeKind::WikiLink
            | NodeKind::Link
            | NodeKind::Image
            | NodeKind::FootnoteMark => out.inlines.extend(inline(&tree, text, index as NodeIndex)),
            _ => {}
        }
    }
    Outline { tree, ..out }
}

fn root(tree: &Tree, text: &str, index: NodeIndex) -> OutlineNode {
    let range = tree.node(index).range();
    let kind = match tree.node(index).kind {
        NodeKind::Heading => {
            let words = tree.inline_range(index).unwrap_or(range.end..range.end);
            return OutlineNode::Heading { level: tree.level(index), range, text: words };
        }
        NodeKind::List => {
            let items = tree.children(index).map(|item| outline_item(tree, text, item)).collect();
            return OutlineNode::List { start: tree.first_number(index), range, items };
        }
        NodeKind::Paragraph => LeafKind::Paragraph,
        NodeKind::Footnote => LeafKind::Footnote,
        _ => LeafKind::Other,
    };
    // Without its indentation a block of code would read as a paragraph.
    let start = match tree.is_indented_code(index) {
        true => text[..range.start].rfind('\n').map_or(0, |n| n + 1),
        false => range.start,
    };
    OutlineNode::Leaf { kind, range: start..range.end }
}

fn outline_item(tree: &Tree, text: &str, index: NodeIndex) -> OutlineItem {
    let first = tree.children(index).next().map(|child| tree.node(child));
    let head = match first {
        Some(node) if node.kind == NodeKind::Paragraph => node.range(),
        _ => tree.inline_range(index).unwrap_or(0..0),
    };
    OutlineItem {
        range: tree.item_range(text, index),
        head: head.start..head.start + text[head].trim_end().len(),
        items: tree.sub_items(index).into_iter().map(|i| outline_item(tree, text, i)).collect(),
    }
}

fn inline(tree: &Tree, text: &str, index: NodeIndex) -> Option<OutlineInline> {
    let range = tree.node(index).range();
    let all = &tree.references[tree.references_of(index)];
    let reference = all.first()?;
    let address = || tree.address(text, reference).to_string();
    let kind = match reference.kind {
        ReferenceKind::Citation => InlineKind::Cite(all.iter().map(|r| r.range()).collect()),
        ReferenceKind::WikiLink | ReferenceKind::LabelledWikiLink => {
            InlineKind::Wiki { target: reference.range() }
        }
        ReferenceKind::Link => {
            let words = tree.inline_range(index).unwrap_or(range.end..range.end);
            InlineKind::Link { address: address(), text: words }
        }
        ReferenceKind::Image => InlineKind::Image { address: address() },
        ReferenceKind::FootnoteMark => InlineKind::Footnote,
        ReferenceKind::Email => return None,
    };
    Some(OutlineInline { range, kind })
}

impl Outline {
    /// The fields and the id of a range of words.
    pub fn attributes(&self, text: &str, range: &Range<usize>) -> NodeAttributes {
        let mut out = NodeAttributes { fields: Vec::new(), id: None, end: range.end };
        for attribute in self.tree.attributes_in(range) {
            let place = attribute.range.start as usize..attribute.range.end as usize;
            match attribute.kind {
                AttributeKind::Field { .. } => out.fields.push(place),
                _ => out.id = Some(place),
            }
        }
        out.end = self.tree.words_end(text, range);
        out
    }

    /// The fields and ids of the text as they are written, block by block, of each the id last.
    pub fn all_attributes<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut all: Vec<_> = self.tree.attributes.iter().collect();
        all.sort_by_key(|a| (a.owner, a.id().is_some()));
        all.iter().map(|a| &text[a.range.start as usize..a.range.end as usize]).collect()
    }

    /// Every block, mark and word in order, without the attributes: two texts with the same list come out as the same
    /// page. White space between words counts as one space, in code as it is.
    pub fn skeleton(&self, text: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let mut words = String::new();
        for step in Slice::whole(&self.tree, text).steps() {
            match step {
                WalkStep::Leaf(_, node, piece) if node.kind == NodeKind::Text => {
                    words.push_str(piece)
                }
                _ => {
                    flush(&mut words, &mut out);
                    out.push(self.part(text, step));
                }
            }
        }
        flush(&mut words, &mut out);
        out
    }

    fn part(&self, text: &str, step: WalkStep<'_>) -> String {
        let (index, node, words) = match step {
            WalkStep::Close(node) => return format!("/{:?}", node.kind),
            WalkStep::Open(index, node) => (index, node, ""),
            WalkStep::Leaf(index, node, words) => (index, node, words),
        };
        let mut part = format!("{:?} {words}", node.kind);
        match node.kind {
            NodeKind::Heading => part += &self.tree.level(index).to_string(),
            NodeKind::List => part += &format!("{:?}", self.tree.first_number(index)),
            NodeKind::Code => part += self.tree.text(text, node).lines().next().unwrap_or_default(),
            NodeKind::Table => part += &format!("{:?}", self.tree.tables[node.data as usize]),
            _ => {}
        }
        for reference in &self.tree.references[self.tree.references_of(index)] {
            part += &format!(
                " {} {:?} {:?}",
                self.tree.address(text, reference),
                self.tree.prefix(text, reference),
                self.tree.locator(text, reference)
            );
        }
        part
    }
}

fn flush(words: &mut String, out: &mut Vec<String>) {
    let text = std::mem::take(words);
    let inside = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if inside.is_empty() {
        return;
    }
    let before = if text.starts_with(char::is_whitespace) { " " } else { "" };
    let after = if text.ends_with(char::is_whitespace) { " " } else { "" };
    out.push(format!("{before}{inside}{after}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_that_is_indented_more_than_it_must_be_starts_at_its_words() {
        for text in ["- a\n    - b\n", "   - a\n     - b\n", "1. a\n      1) b\n"] {
            let outline = outline(text);
            let [OutlineNode::List { items, .. }] = outline.nodes.as_slice() else {
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
        let OutlineNode::Heading { level: 2, text: words, .. } = &found.nodes[1] else {
            panic!("{found:?}")
        };
        assert_eq!(&text[words.clone()], "A *b*");
        let OutlineNode::List { items, .. } = &found.nodes[2] else { panic!("{found:?}") };
        let shape: Vec<_> = items
            .iter()
            .map(|i| (&text[i.head.clone()], i.items.len(), &text[i.range.clone()]))
            .collect();
        assert_eq!(shape, [("one [@k]", 1, "one [@k]\n  - sub"), ("two", 0, "two\n\n  more")]);
    }

    #[test]
    fn references_come_in_order_with_their_places() {
        let text = "See [[a b|label]] and [@k; @l, p. 3], [t [a] \\] b](https://x.example) `[@no]` [plain] <https://y.example> ^id";
        let found = outline(text);
        let shape: Vec<String> = found
            .inlines
            .iter()
            .map(|i| match &i.kind {
                InlineKind::Cite(keys) => {
                    format!("cite {:?}", keys.iter().map(|k| &text[k.clone()]).collect::<Vec<_>>())
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
}
