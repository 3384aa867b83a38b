//! The tree of a text, made event by event.

use super::embed::embed;
use super::mask::MarkPair;
use super::quotation_marks::QuotationMark;
use super::quotation_pairs;
use super::tree::{
    BULLETS, Callout, Footnote, Node, NodeIndex, NodeKind, Reference, ReferenceKind, Tree,
    WordRange,
};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

/// What the callback returns for a bracket that is a citation, so that it arrives as a link with this destination.
pub(super) const CITATION: &str = "agon-citation:";

/// Words that are read when all of a run are known. A long paragraph can have as many as characters.
pub(super) struct PendingWords {
    /// `None` for those of the source.
    pub text: Option<Box<str>>,
    pub mark: Option<QuotationMark>,
    start: u32,
    end: u32,
}

impl PendingWords {
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One end of a pair of marks, by its index.
pub(super) struct MarkEnd {
    pub place: Range<usize>,
    pub pair: usize,
    pub is_open: bool,
}

pub(super) struct TreeBuilder<'a> {
    pub source: &'a str,
    pub tree: Tree,
    pub nodes: Vec<Node>,
    pub references: Vec<Reference>,
    pool: String,
    pub words: Vec<WordRange>,
    tables: Vec<Box<[pulldown_cmark::Alignment]>>,
    pub open: Vec<NodeIndex>,
    /// Whether addresses, keys and marks in words are read.
    pub is_content: bool,
    /// Whether an inner quotation mark is open.
    pub has_open_inner: bool,
    /// Highlights and inline notes.
    pub marks: Vec<MarkPair>,
    /// The ends of [`Self::marks`] that are still to come, the next one last.
    pub mark_ends: Vec<MarkEnd>,
    pub callouts: Vec<Callout>,
    /// Words that follow each other, until something else comes.
    pub pending: Vec<PendingWords>,
    /// Inside of a citation or of a wiki link without a label: its words are its name.
    pub skipped: usize,
    pub footnotes: Vec<Footnote>,
    pub by_label: HashMap<String, usize>,
    pub footnote_marks: Vec<(usize, String)>,
}

impl<'a> TreeBuilder<'a> {
    pub(super) fn new(source: &'a str) -> Self {
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
            footnote_marks: Vec::new(),
            is_content: false,
            has_open_inner: false,
            marks: Vec::new(),
            mark_ends: Vec::new(),
            callouts: Vec::new(),
            pending: Vec::new(),
        }
    }

    pub(super) fn set_marks(&mut self, marks: Vec<MarkPair>) {
        for (pair, MarkPair { open, close, .. }) in marks.iter().enumerate() {
            self.mark_ends.push(MarkEnd { place: open.clone(), pair, is_open: true });
            self.mark_ends.push(MarkEnd { place: close.clone(), pair, is_open: false });
        }
        self.mark_ends.sort_by_key(|end| Reverse(end.place.start));
        self.marks = marks;
    }

    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        if starts_words(&event) {
            self.has_open_inner = false;
        }
        let (event, mark) = match event {
            Event::Text(text) => self.quotation_mark(text, &range),
            event => (event, None),
        };
        if self.is_content
            && !self.is_in_code()
            && let Event::Text(text) = &event
        {
            let is_source = self.source.get(range.clone()) == Some(text);
            let (start, end) = (range.start as u32, range.end as u32);
            match self.pending.last_mut() {
                Some(last) if is_source && last.text.is_none() && last.end == start => {
                    last.end = end;
                }
                _ => {
                    let text = (!is_source).then(|| text.as_ref().into());
                    self.pending.push(PendingWords { text, mark, start, end });
                }
            }
            return;
        }
        self.flush();
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(text) if self.is_in_code() => self.text(NodeKind::CodeText, &text, range),
            Event::Text(text) => self.words(&text, mark, range),
            Event::Code(text) => self.text(NodeKind::CodeSpan, &text, range),
            Event::Html(text) => self.text(NodeKind::Html, &text, range),
            Event::InlineHtml(text) => self.text(NodeKind::InlineHtml, &text, range),
            Event::FootnoteReference(label) => {
                let index = self.reference(ReferenceKind::FootnoteMark, range.clone(), 0);
                self.footnote_marks.push((index as usize, label.to_string()));
                self.leaf(NodeKind::FootnoteMark, index, range);
            }
            Event::SoftBreak => self.leaf(NodeKind::SoftBreak, 0, range),
            Event::HardBreak => self.leaf(NodeKind::HardBreak, 0, range),
            Event::Rule => self.leaf(NodeKind::Rule, 0, range),
            Event::TaskListMarker(ticked) => {
                self.leaf(NodeKind::TaskMarker, u32::from(ticked), range);
            }
            Event::InlineMath(text) => self.text(NodeKind::InlineMath, &text, range),
            Event::DisplayMath(text) => self.text(NodeKind::DisplayMath, &text, range),
        }
    }

    fn is_in_code(&self) -> bool {
        self.open.last().is_some_and(|open| self.nodes[*open as usize].kind == NodeKind::Code)
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let (kind, data) = match tag {
            Tag::Paragraph => {
                self.end_header(&range);
                (NodeKind::Paragraph, 0)
            }
            Tag::Heading { level, .. } => (NodeKind::Heading, level as u32),
            Tag::BlockQuote(_) => (NodeKind::Quotation, self.callout(&range)),
            Tag::DefinitionList => (NodeKind::DefinitionList, 0),
            Tag::DefinitionListTitle => (NodeKind::Term, 0),
            Tag::DefinitionListDefinition => (NodeKind::Definition, 0),
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
            Tag::Image { link_type: LinkType::WikiLink { .. }, dest_url, title, .. } => {
                let address = dest_url.strip_suffix('\\').unwrap_or(&dest_url).trim().to_string();
                (NodeKind::Image, self.link(ReferenceKind::Image, &address, &title, &range))
            }
            Tag::Image { dest_url, title, .. } => {
                (NodeKind::Image, self.link(ReferenceKind::Image, &dest_url, &title, &range))
            }
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => (NodeKind::Paragraph, 0),
        };
        self.open.push(self.nodes.len() as NodeIndex);
        self.leaf(kind, data, range);
    }

    fn end(&mut self, _: TagEnd) {
        // A highlight that crosses the end of another node ends with it.
        while let Some(&index) = self.open.last() {
            let is_own = matches!(
                self.nodes[index as usize].kind,
                NodeKind::Highlight | NodeKind::InlineNote
            );
            self.close();
            if !is_own {
                break;
            }
        }
    }

    pub(super) fn close(&mut self) {
        let index = self.open.pop().expect("pulldown-cmark closes what it opened") as usize;
        if self.nodes[index].kind == NodeKind::Image {
            self.cut_embed_words(index);
        }
        self.nodes[index].next = self.nodes.len() as NodeIndex;
        // The marks of a node lie within its parent.
        let parent_end = self.open.last().map(|parent| self.nodes[*parent as usize].end);
        let end = self.nodes[index].end;
        self.nodes[index].end = parent_end.map_or(end, |parent| parent.min(end));
    }

    /// Of `![[file|words|300]]` only the words are text; the file name and the size are not.
    fn cut_embed_words(&mut self, image: usize) {
        let range = self.nodes[image].range();
        let Some(embed) = embed(&self.source[range.clone()]) else { return };
        let end = (range.start + embed.words.end) as u32;
        for node in &mut self.nodes[image + 1..] {
            if embed.words.is_empty() || node.start >= end {
                (node.start, node.end, node.data) = (end, end, 0);
            } else {
                node.end = node.end.min(end);
            }
        }
    }

    pub(super) fn leaf(&mut self, kind: NodeKind, data: u32, range: Range<usize>) {
        let next = self.nodes.len() as NodeIndex + 1;
        let (start, end) = (range.start as u32, range.end as u32);
        self.nodes.push(Node { kind, data, start, end, next });
    }

    pub(super) fn words(&mut self, text: &str, mark: Option<QuotationMark>, range: Range<usize>) {
        match mark {
            Some(mark) => self.leaf(NodeKind::QuotationMark, mark as u32, range),
            None => self.text(NodeKind::Text, text, range),
        }
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
    pub(super) fn stored(&mut self, text: &str) -> u32 {
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

    pub(super) fn finish(mut self) -> Tree {
        self.flush();
        if self.nodes.iter().any(|node| node.kind == NodeKind::QuotationMark) {
            let apostrophe = self.stored("’");
            quotation_pairs::correct(&mut self.nodes, self.source, apostrophe);
        }
        let order = self.footnote_order();
        let place: HashMap<usize, usize> =
            order.iter().enumerate().map(|(n, old)| (*old, n)).collect();
        for (reference, label) in &self.footnote_marks {
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
            callouts: self.callouts.into(),
            ..self.tree
        }
    }

    /// The footnotes by their first marks, as indices in the order of their definitions; sets the marks.
    fn footnote_order(&mut self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.footnotes.len());
        for (reference, label) in &self.footnote_marks {
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

/// Whether a tag begins or ends words between which no quotation reaches.
fn starts_words(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        _ => false,
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
