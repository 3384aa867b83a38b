//! From a text to its tree: the one place where pulldown-cmark reads content.

use super::attribute;
use super::citation;
use super::tree::{
    BULLETS, Footnote, Node, NodeIndex, NodeKind, Reference, ReferenceKind, Tree, WordRange,
};
use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd,
};
use std::collections::HashMap;
use std::ops::Range;

/// What the callback returns for a bracket that is a citation, so that it arrives as a link with this destination.
const CITATION: &str = "agon-citation:";

/// Reads a text of content. Straight quotes, `--` and `...` become typographic ones.
pub fn parse(source: &str) -> Tree {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_SMART_PUNCTUATION;
    let citation = |link: BrokenLink<'_>| {
        citation::is_citation(&link.reference).then(|| (CITATION.into(), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(source, options, Some(citation));
    let mut builder = TreeBuilder::new(source);
    builder.tree.has_definitions = parser.reference_definitions().iter().next().is_some();
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, range);
    }
    let mut tree = builder.finish();
    attribute::collect(source, &mut tree);
    tree
}

/// Reads a text by CommonMark alone, without any extension.
pub(super) fn parse_commonmark(source: &str) -> Tree {
    parse_with(source, Options::empty())
}

/// Reads a title: words with emphasis, and quotes as they are written.
pub(super) fn parse_title(source: &str) -> Tree {
    parse_with(source, Options::ENABLE_STRIKETHROUGH)
}

/// Reads the quotes, dashes and dots of words that are no Markdown.
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

struct TreeBuilder<'a> {
    source: &'a str,
    tree: Tree,
    nodes: Vec<Node>,
    references: Vec<Reference>,
    pool: String,
    words: Vec<WordRange>,
    tables: Vec<Box<[pulldown_cmark::Alignment]>>,
    open: Vec<NodeIndex>,
    /// Inside of a citation or of a wiki link without a label: its words are its name.
    skipped: usize,
    footnotes: Vec<Footnote>,
    by_label: HashMap<String, usize>,
    marks: Vec<(usize, String)>,
}

impl<'a> TreeBuilder<'a> {
    fn new(source: &'a str) -> Self {
        TreeBuilder {
            source,
            tree: Tree::default(),
            nodes: Vec::new(),
            references: Vec::new(),
            pool: String::new(),
            // 0 means that a node's words are its range.
            words: vec![WordRange::default()],
            tables: Vec::new(),
            open: Vec::new(),
            skipped: 0,
            footnotes: Vec::new(),
            by_label: HashMap::new(),
            marks: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(text) if self.is_in_code() => self.text(NodeKind::CodeText, &text, range),
            Event::Text(text) => self.text(NodeKind::Text, &text, range),
            Event::Code(text) => self.text(NodeKind::CodeSpan, &text, range),
            Event::Html(text) => self.text(NodeKind::Html, &text, range),
            Event::InlineHtml(text) => self.text(NodeKind::InlineHtml, &text, range),
            Event::FootnoteReference(label) => {
                let index = self.reference(ReferenceKind::FootnoteMark, range.clone(), 0);
                self.marks.push((index as usize, label.to_string()));
                self.leaf(NodeKind::FootnoteMark, index, range);
            }
            Event::SoftBreak => self.leaf(NodeKind::SoftBreak, 0, range),
            Event::HardBreak => self.leaf(NodeKind::HardBreak, 0, range),
            Event::Rule => self.leaf(NodeKind::Rule, 0, range),
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn is_in_code(&self) -> bool {
        self.open.last().is_some_and(|open| self.nodes[*open as usize].kind == NodeKind::Code)
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let (kind, data) = match tag {
            Tag::Paragraph => (NodeKind::Paragraph, 0),
            Tag::Heading { level, .. } => (NodeKind::Heading, level as u32),
            Tag::BlockQuote(_) => (NodeKind::Quotation, 0),
            Tag::CodeBlock(CodeBlockKind::Indented) => (NodeKind::Code, 0),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => (NodeKind::Code, self.stored(&info)),
            Tag::HtmlBlock => (NodeKind::HtmlBlock, 0),
            Tag::List(start) => {
                let number = start.and_then(|n| u32::try_from(n).ok());
                (NodeKind::List, number.unwrap_or(BULLETS))
            }
            Tag::Item => (NodeKind::Item, 0),
            Tag::FootnoteDefinition(label) => {
                let index = self.footnotes.len();
                let node = self.nodes.len() as NodeIndex;
                let words = self.stored(&label);
                let label_words = self.words[words as usize];
                self.footnotes.push(Footnote { node, label: label_words, mark: None });
                self.by_label.entry(label.to_string()).or_insert(index);
                (NodeKind::Footnote, index as u32)
            }
            Tag::Table(alignments) => {
                self.tables.push(alignments.into());
                (NodeKind::Table, self.tables.len() as u32 - 1)
            }
            Tag::TableHead => (NodeKind::TableHead, 0),
            Tag::TableRow => (NodeKind::TableRow, 0),
            Tag::TableCell => (NodeKind::TableCell, 0),
            Tag::Emphasis => (NodeKind::Emphasis, 0),
            Tag::Strong => (NodeKind::Strong, 0),
            Tag::Strikethrough => (NodeKind::Strikethrough, 0),
            Tag::Link { dest_url, .. } if &*dest_url == CITATION => return self.citation(range),
            Tag::Link { link_type: LinkType::WikiLink { has_pothole }, .. } => {
                let target = wiki_target(self.source, &range);
                let kind = match has_pothole {
                    true => ReferenceKind::LabelledWikiLink,
                    false => ReferenceKind::WikiLink,
                };
                let index = self.reference(kind, target, 0);
                if !has_pothole {
                    self.skipped = 1;
                    return self.leaf(NodeKind::WikiLink, index, range);
                }
                (NodeKind::WikiLink, index)
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                let kind = match link_type {
                    LinkType::Email => ReferenceKind::Email,
                    _ => ReferenceKind::Link,
                };
                (NodeKind::Link, self.link(kind, &dest_url, &title, &range))
            }
            Tag::Image { dest_url, title, .. } => {
                (NodeKind::Image, self.link(ReferenceKind::Image, &dest_url, &title, &range))
            }
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => (NodeKind::Paragraph, 0),
        };
        self.open.push(self.nodes.len() as NodeIndex);
        self.leaf(kind, data, range);
    }

    fn end(&mut self, _: TagEnd) {
        let index = self.open.pop().expect("pulldown-cmark closes what it opened");
        self.nodes[index as usize].next = self.nodes.len() as NodeIndex;
    }

    fn leaf(&mut self, kind: NodeKind, data: u32, range: Range<usize>) {
        let next = self.nodes.len() as NodeIndex + 1;
        let (start, end) = (range.start as u32, range.end as u32);
        self.nodes.push(Node { kind, data, start, end, next });
    }

    fn text(&mut self, kind: NodeKind, text: &str, range: Range<usize>) {
        let is_source = self.source.get(range.clone()) == Some(text);
        // pulldown-cmark divides words at characters that could have been marks
        if let Some(last) = self.nodes.last_mut()
            && last.kind == NodeKind::Text
            && kind == NodeKind::Text
            && is_source
            && last.data == 0
            && last.end as usize == range.start
        {
            last.end = range.end as u32;
            return;
        }
        let data = if is_source { 0 } else { self.stored(text) };
        self.leaf(kind, data, range);
    }

    /// Keeps words, in the pool unless they are a part of the source; returns their index.
    fn stored(&mut self, text: &str) -> u32 {
        let len = text.len() as u32;
        let offset = (text.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        let is_pooled = offset > self.source.len() || offset + text.len() > self.source.len();
        let start = if is_pooled { self.pool.len() } else { offset } as u32;
        if is_pooled {
            self.pool.push_str(text);
        }
        self.words.push(WordRange { start, len, is_pooled });
        self.words.len() as u32 - 1
    }

    fn reference(&mut self, kind: ReferenceKind, range: Range<usize>, details: u32) -> u32 {
        let node = self.nodes.len() as NodeIndex;
        let (start, end) = (range.start as u32, range.end as u32);
        self.references.push(Reference { kind, node, start, end, details });
        self.references.len() as u32 - 1
    }

    fn link(
        &mut self,
        kind: ReferenceKind,
        address: &str,
        title: &str,
        range: &Range<usize>,
    ) -> u32 {
        let details = self.stored(address);
        self.stored(title);
        self.reference(kind, range.clone(), details)
    }

    fn citation(&mut self, range: Range<usize>) {
        let first = self.references.len() as u32;
        for key in citation::keys(&self.source[range.clone()], range.start) {
            let details = self.words.len() as u32;
            for detail in [key.prefix, key.locator] {
                let detail = detail.unwrap_or(0..0);
                let (start, len) = (detail.start as u32, detail.len() as u32);
                self.words.push(WordRange { start, len, is_pooled: false });
            }
            self.reference(ReferenceKind::Citation, key.key, details);
        }
        self.skipped = 1;
        self.leaf(NodeKind::Citation, first, range);
    }

    fn finish(mut self) -> Tree {
        let order = self.footnote_order();
        let place: HashMap<usize, usize> =
            order.iter().enumerate().map(|(n, old)| (*old, n)).collect();
        for (reference, label) in &self.marks {
            // pulldown-cmark makes a mark only where there is a definition.
            let footnote = self.by_label.get(label).map_or(0, |n| place[n]);
            self.references[*reference].details = footnote as u32;
        }
        for footnote in &self.footnotes {
            let node = &mut self.nodes[footnote.node as usize];
            node.data = place[&(node.data as usize)] as u32;
        }
        Tree {
            footnotes: order.iter().map(|n| self.footnotes[*n]).collect(),
            nodes: self.nodes.into(),
            references: self.references.into(),
            pool: self.pool.into(),
            words: self.words.into(),
            tables: self.tables.into(),
            ..self.tree
        }
    }

    /// The footnotes by their first marks, as indices in the order of their definitions; sets the marks.
    fn footnote_order(&mut self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.footnotes.len());
        for (reference, label) in &self.marks {
            if let Some(&n) = self.by_label.get(label)
                && self.footnotes[n].mark.is_none()
            {
                self.footnotes[n].mark = Some(*reference as u32);
                order.push(n);
            }
        }
        let unmarked = (0..self.footnotes.len()).filter(|n| self.footnotes[*n].mark.is_none());
        order.extend(unmarked.collect::<Vec<_>>());
        order
    }
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
