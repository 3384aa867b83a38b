//! From a text to its tree: the one place where pulldown-cmark reads content.

use super::attribute;
use super::citation;
use super::embed::embed;
use super::mask::{MarkKind, MarkPair, bare_address, mask};
use super::quotation_marks::QuotationMark;
use super::quotation_pairs;
use super::tree::{
    BULLETS, Callout, Footnote, Node, NodeIndex, NodeKind, Reference, ReferenceKind, Tree,
    WordRange,
};
use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd,
};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

/// What the callback returns for a bracket that is a citation, so that it arrives as a link with this destination.
const CITATION: &str = "agon-citation:";

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

/// What is read among words.
enum Cut {
    /// The start and the end of a pair of marks.
    Open(usize),
    Close(usize),
    Address,
    /// The key and the locator of a citation.
    Key(Range<usize>, Range<usize>),
}

/// Words that are read when all of a run are known. A long paragraph can have as many as characters.
struct PendingWords {
    /// `None` for those of the source.
    text: Option<Box<str>>,
    mark: Option<QuotationMark>,
    start: u32,
    end: u32,
}

impl PendingWords {
    fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One end of a pair of marks, by its index.
struct MarkEnd {
    place: Range<usize>,
    pair: usize,
    is_open: bool,
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
    /// Whether addresses, keys and marks in words are read.
    is_content: bool,
    /// Whether an inner quotation mark is open.
    has_open_inner: bool,
    /// Highlights and inline notes.
    marks: Vec<MarkPair>,
    /// The ends of [`Self::marks`] that are still to come, the next one last.
    mark_ends: Vec<MarkEnd>,
    callouts: Vec<Callout>,
    /// Words that follow each other, until something else comes.
    pending: Vec<PendingWords>,
    /// Inside of a citation or of a wiki link without a label: its words are its name.
    skipped: usize,
    footnotes: Vec<Footnote>,
    by_label: HashMap<String, usize>,
    footnote_marks: Vec<(usize, String)>,
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
            footnote_marks: Vec::new(),
            is_content: false,
            has_open_inner: false,
            marks: Vec::new(),
            mark_ends: Vec::new(),
            callouts: Vec::new(),
            pending: Vec::new(),
        }
    }

    fn set_marks(&mut self, marks: Vec<MarkPair>) {
        for (pair, MarkPair { open, close, .. }) in marks.iter().enumerate() {
            self.mark_ends.push(MarkEnd { place: open.clone(), pair, is_open: true });
            self.mark_ends.push(MarkEnd { place: close.clone(), pair, is_open: false });
        }
        self.mark_ends.sort_by_key(|end| Reverse(end.place.start));
        self.marks = marks;
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

    fn close(&mut self) {
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

    /// The number of the callout that a quotation is, or 0.
    fn callout(&mut self, range: &Range<usize>) -> u32 {
        let line = self.source[range.clone()].lines().next().unwrap_or_default();
        let words = line.trim_start_matches(['>', ' ']);
        let start = range.start + line.len() - words.len();
        let Some(inside) = words.strip_prefix("[!") else { return 0 };
        let Some(len) = inside.find(']') else { return 0 };
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if !self.is_content || len == 0 || !inside[..len].chars().all(is_word) {
            return 0;
        }
        let kind = start + 2..start + 2 + len;
        let rest = &inside[len + 1..];
        let title = rest.trim_start_matches(['+', '-']).trim();
        // A title with marks of its own stays the first line of the words.
        let is_plain = !title.contains(['[', '*', '`', '_', '@', '<', '^']);
        let title_start = title.as_ptr() as usize - self.source.as_ptr() as usize;
        let (title, end) = match is_plain {
            true => (title_start..title_start + title.len(), range.start + line.len()),
            false => (title_start..title_start, title_start),
        };
        let end = end + usize::from(is_plain && self.source[end..].starts_with('\n'));
        let node = self.nodes.len() as NodeIndex;
        self.callouts.push(Callout { node, kind, title, header: start..end });
        self.callouts.len() as u32
    }

    /// A paragraph that is a callout's first line and nothing else is not shown.
    fn end_header(&mut self, paragraph: &Range<usize>) {
        let Some(callout) = self.callouts.last_mut() else { return };
        let header = &mut callout.header;
        if header.start == paragraph.start
            && header.end <= paragraph.end
            && self.source[header.end..paragraph.end].trim().is_empty()
        {
            header.end = paragraph.end;
        }
    }

    /// Adds the words that were read, with the addresses, keys and marks among them.
    fn flush(&mut self) {
        let pieces = std::mem::take(&mut self.pending);
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
        let range = first.range().start..last.range().end;
        let cuts = self.cuts(&range);
        let mut cuts = cuts.into_iter().peekable();
        let mut read_to = range.start;
        let source = self.source;
        for words in &pieces {
            let piece = words.range();
            let is_plain = words.text.is_none();
            let text = match &words.text {
                Some(text) => text,
                None => &source[piece.clone()],
            };
            let mut at = read_to.max(piece.start);
            while let Some((cut, what)) = cuts.next_if(|(cut, _)| cut.start < piece.end) {
                if cut.start > at && is_plain {
                    self.leaf(NodeKind::Text, 0, at..cut.start);
                }
                at = cut.end.max(at);
                self.cut(cut, what);
            }
            read_to = at;
            if at == piece.start {
                self.words(text, words.mark, piece.clone());
            } else if at < piece.end && is_plain {
                self.leaf(NodeKind::Text, 0, at..piece.end);
            }
        }
    }

    /// What is read in a range of words, in order.
    fn cuts(&mut self, range: &Range<usize>) -> Vec<(Range<usize>, Cut)> {
        let mut cuts = Vec::new();
        while let Some(end) = self.mark_ends.pop_if(|end| end.place.start < range.end) {
            if range.start <= end.place.start && end.place.end <= range.end {
                let cut = if end.is_open { Cut::Open(end.pair) } else { Cut::Close(end.pair) };
                cuts.push((end.place, cut));
            }
        }
        let words = &self.source[range.clone()];
        let is_link = |open: &NodeIndex| {
            let kind = self.nodes[*open as usize].kind;
            matches!(kind, NodeKind::Link | NodeKind::Image | NodeKind::WikiLink)
        };
        if !words.contains(['@', ':']) || self.open.iter().any(is_link) {
            cuts.sort_by_key(|(place, _)| place.start);
            return cuts;
        }
        let mut at = 0;
        while let Some(next) = words[at..].find(['@', 'h', 'H']).map(|n| n + at) {
            let before = words[..next].chars().next_back();
            let is_bound = !before.is_some_and(|c| c.is_alphanumeric() || "/_.@\\".contains(c));
            at = next + 1;
            let start = range.start + next;
            if !is_bound || (next == 0 && self.source[..start].ends_with(['\\', '/'])) {
                continue;
            }
            if let Some(address) = bare_address(&words[next..]) {
                at = next + address.len();
                cuts.push((start..start + address.len(), Cut::Address));
            } else if let Some((key, locator, len)) = citation::in_text(&words[next..]) {
                at = next + len;
                let [key, locator] = [key, locator].map(|r| start + r.start..start + r.end);
                cuts.push((start..start + len, Cut::Key(key, locator)));
            }
        }
        cuts.sort_by_key(|(place, _)| place.start);
        cuts
    }

    fn cut(&mut self, place: Range<usize>, what: Cut) {
        match what {
            Cut::Address => {
                let address = self.source[place.clone()].to_string();
                let index = self.link(ReferenceKind::Link, &address, "", &place);
                self.open.push(self.nodes.len() as NodeIndex);
                self.leaf(NodeKind::Link, index, place.clone());
                self.leaf(NodeKind::Text, 0, place);
                self.close();
            }
            Cut::Key(key, locator) => {
                let details = self.words.len() as u32;
                for detail in [0..0, locator] {
                    let (start, len) = (detail.start as u32, detail.len() as u32);
                    let len = if start as usize == place.start { 0 } else { len };
                    self.words.push(WordRange { start, len, is_pooled: false });
                }
                let index = self.reference(ReferenceKind::TextCitation, key, details);
                self.leaf(NodeKind::TextCitation, index, place);
            }
            Cut::Open(n) => {
                let range = place.start..self.marks[n].close.end;
                let (kind, data) = match self.marks[n].kind {
                    MarkKind::Highlight => (NodeKind::Highlight, 0),
                    MarkKind::Note => {
                        let reference =
                            self.reference(ReferenceKind::FootnoteMark, range.clone(), 0);
                        let label = format!("^[{n}");
                        let index = self.footnotes.len();
                        let node = self.nodes.len() as NodeIndex;
                        self.footnotes.push(Footnote {
                            node,
                            label: WordRange::default(),
                            mark: None,
                        });
                        self.by_label.insert(label.clone(), index);
                        self.footnote_marks.push((reference as usize, label));
                        (NodeKind::InlineNote, index as u32)
                    }
                };
                self.open.push(self.nodes.len() as NodeIndex);
                self.leaf(kind, data, range);
            }
            Cut::Close(n) => {
                let kind = match self.marks[n].kind {
                    MarkKind::Highlight => NodeKind::Highlight,
                    MarkKind::Note => NodeKind::InlineNote,
                };
                let is_open = self.open.last().is_some_and(|open| {
                    let node = &self.nodes[*open as usize];
                    node.kind == kind && node.end as usize == place.end
                });
                match is_open {
                    true => self.close(),
                    false => self.leaf(NodeKind::Text, 0, place),
                }
            }
        }
    }

    fn leaf(&mut self, kind: NodeKind, data: u32, range: Range<usize>) {
        let next = self.nodes.len() as NodeIndex + 1;
        let (start, end) = (range.start as u32, range.end as u32);
        self.nodes.push(Node { kind, data, start, end, next });
    }

    /// What a text of pulldown-cmark is that it made of a straight quotation mark. It makes an opening outer mark of each
    /// that closes nothing, and of a single one a closing mark where it is an apostrophe.
    fn quotation_mark<'e>(
        &mut self,
        text: CowStr<'e>,
        range: &Range<usize>,
    ) -> (Event<'e>, Option<QuotationMark>) {
        let is_straight = matches!(self.source.get(range.clone()), Some("\"" | "'"));
        let mark = match &*text {
            _ if !is_straight => None,
            "“" if is_inches(self.source, range) => return (Event::Text("”".into()), None),
            "“" if closes_quotation(self.source, range) => Some(QuotationMark::OuterClose),
            "“" => Some(QuotationMark::OuterOpen),
            "”" => Some(QuotationMark::OuterClose),
            "‘" => {
                self.has_open_inner = true;
                Some(QuotationMark::InnerOpen)
            }
            "’" if self.has_open_inner && can_close(self.source, range) => {
                self.has_open_inner = false;
                Some(QuotationMark::InnerClose)
            }
            _ => None,
        };
        (Event::Text(text), mark)
    }

    fn words(&mut self, text: &str, mark: Option<QuotationMark>, range: Range<usize>) {
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

/// Whether a straight quotation mark that closes nothing is the sign for inches.
fn is_inches(source: &str, range: &Range<usize>) -> bool {
    source[..range.start].ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a single mark can close a quotation, as pulldown-cmark has it: behind words and before none.
fn can_close(source: &str, range: &Range<usize>) -> bool {
    let before = source[..range.start].chars().next_back();
    let after = source[range.end..].chars().next();
    before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(char::is_alphanumeric)
}

/// Whether a straight quotation mark that closes nothing, as far as pulldown-cmark sees, follows words and is before none.
fn closes_quotation(source: &str, range: &Range<usize>) -> bool {
    let before = source[..range.start].chars().next_back();
    let after = source[range.end..].chars().next();
    let is_behind_words = before.is_some_and(|c| c.is_alphanumeric() || "’'.,!?)]}%".contains(c));
    is_behind_words && !after.is_some_and(char::is_alphanumeric)
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
