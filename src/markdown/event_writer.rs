//! The nodes of a slice as events of pulldown-cmark, whose writer makes HTML of them.

use super::address::is_safe;
use super::direction::Directions;
use super::embed::embed;
use super::escape::escape;
use super::html_tags::{alignment_class, callout_start, image_tag, list_start, wiki_tag};
use super::math::mathml;
use super::quotation_marks::{ENGLISH, QuotationMarks};
use super::reference_renderer::ReferenceRenderer;
use super::slice::{Slice, TreeWalk, WalkStep};
use super::tree::{BULLETS, Node, NodeIndex, NodeKind, ReferenceKind, Tree};
use super::typography::typographic;
use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd,
};

/// Whether raw HTML in the text is shown as text or passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawHtml {
    Escaped,
    Allowed,
}

/// What becomes of the paragraphs right in the slice.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OuterParagraphs {
    Kept,
    Dropped,
    /// Words without one, as in a tight item, get one.
    Added,
}

/// What the end of a link writes of which only the words are shown.
const NOTHING: &str = "-";

/// How a slice is written.
pub(super) struct EventOptions<'a> {
    pub(super) paragraphs: OuterParagraphs,
    pub(super) raw: RawHtml,
    pub(super) references: Option<&'a dyn ReferenceRenderer>,
    pub(super) directions: Directions,
    /// The direction of words right in the slice, where they get an element for it.
    pub(super) isolated: Option<&'static str>,
    /// Whether links are kept to safe schemes.
    pub(super) is_checked: bool,
}

impl Default for EventOptions<'_> {
    fn default() -> Self {
        EventOptions {
            paragraphs: OuterParagraphs::Kept,
            raw: RawHtml::Escaped,
            references: None,
            directions: Directions::new(None),
            isolated: None,
            is_checked: true,
        }
    }
}

/// Turns the steps of a walk into events.
pub(super) struct EventWriter<'a> {
    slice: Slice<'a>,
    tree: &'a Tree,
    source: &'a str,
    steps: TreeWalk<'a>,
    marks: &'a QuotationMarks,
    options: EventOptions<'a>,
    /// Whether a paragraph or an isolating element is open that was added, and the step that waits for its start or end.
    is_added: bool,
    waiting: Option<WalkStep<'a>>,
    /// Whether the open paragraph was written as a figure.
    is_figure: bool,
    /// What the end of each open link writes.
    closing: Vec<&'static str>,
    /// The alignments of the open table, and the next cell of its row.
    alignments: &'a [Alignment],
    cell: usize,
    is_head: bool,
}

impl<'a> EventWriter<'a> {
    pub(super) fn new(slice: &Slice<'a>, options: EventOptions<'a>) -> Self {
        let marks = options.references.map_or(&ENGLISH, |references| references.quotation_marks());
        EventWriter {
            slice: slice.clone(),
            tree: slice.tree,
            source: slice.source,
            steps: slice.steps_with(marks),
            marks,
            options,
            is_added: false,
            waiting: None,
            is_figure: false,
            closing: Vec::new(),
            alignments: &[],
            cell: 0,
            is_head: false,
        }
    }

    fn open(&mut self, index: NodeIndex, node: &'a Node) -> Option<Event<'a>> {
        let dir = self.options.directions.open(&self.slice, index, node);
        Some(Event::Start(match node.kind {
            NodeKind::Paragraph if self.options.paragraphs == OuterParagraphs::Dropped => {
                return None;
            }
            NodeKind::Paragraph => match self.figure(index) {
                Some(figure) => {
                    self.steps.pass_over(node);
                    self.is_figure = true;
                    return Some(Event::Html(figure.into()));
                }
                None => match dir {
                    Some(dir) => return Some(html_event(format!("<p dir=\"{dir}\">"))),
                    None => Tag::Paragraph,
                },
            },
            NodeKind::HtmlBlock if self.options.raw == RawHtml::Escaped => Tag::Paragraph,
            NodeKind::HtmlBlock => Tag::HtmlBlock,
            NodeKind::Heading => Tag::Heading {
                level: level(node),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            },
            NodeKind::Quotation => {
                if let (Some(callout), Some(names)) =
                    (self.tree.callout(index), self.options.references)
                {
                    let start = callout_start(self.source, callout, names);
                    return Some(Event::Html(start.into()));
                }
                if let Some(dir) = dir {
                    return Some(html_event(format!("<blockquote dir=\"{dir}\">\n")));
                }
                Tag::BlockQuote(None::<BlockQuoteKind>)
            }
            NodeKind::DefinitionList => Tag::DefinitionList,
            NodeKind::Term => Tag::DefinitionListTitle,
            NodeKind::Definition => Tag::DefinitionListDefinition,
            NodeKind::Highlight => return Some(Event::InlineHtml("<mark>".into())),
            NodeKind::InlineNote => {
                self.steps.pass_over(node);
                let reference = self.tree.references_of(index).start as u32;
                let mut out = String::new();
                self.options.references?.footnote_mark(reference, &mut out);
                return Some(Event::InlineHtml(out.into()));
            }
            NodeKind::Code => Tag::CodeBlock(match node.data {
                0 => CodeBlockKind::Indented,
                _ => CodeBlockKind::Fenced(self.tree.text(self.source, node).into()),
            }),
            NodeKind::List => {
                let first = self.tree.first_number(index);
                match dir {
                    Some(dir) => return Some(html_event(list_start(first, dir))),
                    None => Tag::List(first),
                }
            }
            NodeKind::Item => {
                let id = self.options.references.and_then(|r| r.item_id(index));
                if id.is_none() && dir.is_none() {
                    return Some(Event::Start(Tag::Item));
                }
                let id = id.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
                let dir = dir.map(|dir| format!(" dir=\"{dir}\"")).unwrap_or_default();
                return Some(Event::InlineHtml(format!("<li{id}{dir}>").into()));
            }
            NodeKind::Footnote if self.options.references.is_some() => {
                self.steps.pass_over(node);
                return None;
            }
            NodeKind::Footnote => {
                let footnote = &self.tree.footnotes[node.data as usize];
                Tag::FootnoteDefinition(self.tree.footnote_label(self.source, footnote).into())
            }
            NodeKind::Table => {
                self.alignments = &self.tree.tables[node.data as usize];
                Tag::Table(self.alignments.to_vec())
            }
            NodeKind::TableHead | NodeKind::TableRow => {
                self.cell = 0;
                self.is_head = node.kind == NodeKind::TableHead;
                if self.is_head { Tag::TableHead } else { Tag::TableRow }
            }
            NodeKind::TableCell => {
                let alignment = self.alignments.get(self.cell).copied();
                self.cell += 1;
                // Our own policy forbids the `style` that pulldown-cmark writes.
                match alignment
                    .and_then(alignment_class)
                    .filter(|_| self.options.references.is_some())
                {
                    Some(class) => {
                        let tag = if self.is_head { "th" } else { "td" };
                        return Some(Event::InlineHtml(
                            format!("<{tag} class=\"{class}\">").into(),
                        ));
                    }
                    None => Tag::TableCell,
                }
            }
            NodeKind::Emphasis => Tag::Emphasis,
            NodeKind::Strong => Tag::Strong,
            NodeKind::Strikethrough => Tag::Strikethrough,
            _ => return self.reference(index, node),
        }))
    }

    fn close(&mut self, node: &Node) -> Option<Event<'a>> {
        self.options.directions.close(node);
        Some(Event::End(match node.kind {
            NodeKind::Quotation if node.data > 0 && self.options.references.is_some() => {
                return Some(Event::Html("</aside>\n".into()));
            }
            NodeKind::DefinitionList => TagEnd::DefinitionList,
            NodeKind::Term => TagEnd::DefinitionListTitle,
            NodeKind::Definition => TagEnd::DefinitionListDefinition,
            NodeKind::Highlight => return Some(Event::InlineHtml("</mark>".into())),
            NodeKind::InlineNote => return None,
            NodeKind::Paragraph if self.options.paragraphs == OuterParagraphs::Dropped => {
                return None;
            }
            NodeKind::Paragraph if std::mem::take(&mut self.is_figure) => return None,
            NodeKind::Paragraph => TagEnd::Paragraph,
            NodeKind::HtmlBlock if self.options.raw == RawHtml::Escaped => TagEnd::Paragraph,
            NodeKind::HtmlBlock => TagEnd::HtmlBlock,
            NodeKind::Heading => TagEnd::Heading(level(node)),
            NodeKind::Quotation => TagEnd::BlockQuote(None),
            NodeKind::Code => TagEnd::CodeBlock,
            NodeKind::List => TagEnd::List(node.data != BULLETS),
            NodeKind::Item => TagEnd::Item,
            NodeKind::Footnote if self.options.references.is_some() => return None,
            NodeKind::Footnote => TagEnd::FootnoteDefinition,
            NodeKind::Table => TagEnd::Table,
            NodeKind::TableHead => TagEnd::TableHead,
            NodeKind::TableRow => TagEnd::TableRow,
            NodeKind::TableCell => TagEnd::TableCell,
            NodeKind::Emphasis => TagEnd::Emphasis,
            NodeKind::Strong => TagEnd::Strong,
            NodeKind::Strikethrough => TagEnd::Strikethrough,
            _ => match self.closing.pop() {
                Some("") | None => TagEnd::Link,
                Some("img") => TagEnd::Image,
                Some(NOTHING) => return None,
                Some(closing) => return Some(Event::InlineHtml(closing.into())),
            },
        }))
    }

    /// The start of a link, image or wiki link with words of its own.
    fn reference(&mut self, index: NodeIndex, node: &Node) -> Option<Event<'a>> {
        let reference = &self.tree.references[node.data as usize];
        let address = self.tree.address(self.source, reference);
        let title: CowStr<'a> = self.tree.title(self.source, reference).into();
        let Some(references) = self.options.references else {
            if self.options.is_checked && !is_safe(address) {
                self.closing.push(NOTHING);
                return None;
            }
            return Some(self.link_tag(reference.kind, address.into(), title));
        };
        if node.kind == NodeKind::Image {
            self.closing.push(NOTHING);
            let image = references.image(node.data)?;
            let words = self.picture_words(index);
            self.steps.pass_over(node);
            let embed = embed(&self.source[node.range()]);
            return Some(Event::InlineHtml(
                image_tag(&image, words.as_deref(), &title, embed).into(),
            ));
        }
        let Some(link) = references.link(node.data) else {
            self.closing.push(NOTHING);
            return None;
        };
        if link.class.is_empty() {
            return Some(self.link_tag(ReferenceKind::Link, link.href.into(), title));
        }
        let mut out = String::new();
        wiki_tag(&link, &mut out);
        self.closing.push("</a>");
        Some(Event::InlineHtml(out.into()))
    }

    /// A paragraph that is one picture with a caption: the picture with its caption and credit, from its title (the credit
    /// behind a bar) or else from the picture's own description.
    fn figure(&self, paragraph: NodeIndex) -> Option<String> {
        let references = self.options.references?;
        let mut images = self
            .tree
            .children(paragraph)
            .filter(|child| self.tree.node(*child).kind == NodeKind::Image);
        let (image, None) = (images.next()?, images.next()) else { return None };
        let node = self.tree.node(image);
        let range = node.range();
        for step in Slice::inside(self.tree, self.source, paragraph).steps() {
            if let WalkStep::Leaf(_, leaf, words) = step
                && !range.contains(&leaf.range().start)
                && !words.trim().is_empty()
            {
                return None;
            }
        }
        let reference = &self.tree.references[node.data as usize];
        let title = self.tree.title(self.source, reference);
        let tag = references.image(node.data).filter(|tag| tag.is_picture)?;
        let (caption, written) = title.split_once('|').unwrap_or((title, ""));
        let caption = if caption.trim().is_empty() { &tag.caption } else { caption.trim() };
        let mut credit = String::new();
        escape(&typographic(written.trim(), self.marks), &mut credit);
        let credit = if credit.is_empty() { &tag.credit } else { &credit };
        if caption.is_empty() && credit.is_empty() {
            return None;
        }
        let mut out = String::from("<figure class=\"picture\">\n");
        let words = self.picture_words(image);
        out.push_str(&image_tag(&tag, words.as_deref(), "", embed(&self.source[range])));
        out.push_str("\n<figcaption>");
        escape(&typographic(caption, self.marks), &mut out);
        if !credit.is_empty() {
            out.push_str(if caption.is_empty() { "" } else { " " });
            out.push_str("<span class=\"picture-credit\">");
            out.push_str(credit);
            out.push_str("</span>");
        }
        out.push_str("</figcaption>\n</figure>\n");
        Some(out)
    }

    /// The words of a picture without marks; `None` where they are `""`, which says that it is an ornament.
    fn picture_words(&self, index: NodeIndex) -> Option<String> {
        let inside = Slice::inside(self.tree, self.source, index);
        if matches!(inside.as_written().trim(), "\"\"" | "“”") {
            return None;
        }
        let mut words = String::new();
        for step in inside.steps_with(self.marks) {
            match step {
                WalkStep::Leaf(_, node, text) => match node.kind {
                    NodeKind::SoftBreak | NodeKind::HardBreak => words.push(' '),
                    _ => words.push_str(text),
                },
                _ => continue,
            }
        }
        Some(words)
    }

    fn link_tag(
        &mut self,
        kind: ReferenceKind,
        dest_url: CowStr<'a>,
        title: CowStr<'a>,
    ) -> Event<'a> {
        let id = CowStr::from("");
        let link_type = match kind {
            ReferenceKind::Email => LinkType::Email,
            _ => LinkType::Inline,
        };
        let is_image = kind == ReferenceKind::Image;
        self.closing.push(if is_image { "img" } else { "" });
        Event::Start(match is_image {
            true => Tag::Image { link_type, dest_url, title, id },
            false => Tag::Link { link_type, dest_url, title, id },
        })
    }

    fn leaf(&mut self, index: NodeIndex, node: &'a Node, words: &'a str) -> Event<'a> {
        match node.kind {
            NodeKind::Text | NodeKind::QuotationMark | NodeKind::CodeText => {
                Event::Text(words.into())
            }
            NodeKind::CodeSpan => Event::Code(words.into()),
            NodeKind::TaskMarker => Event::TaskListMarker(node.data == 1),
            NodeKind::InlineMath | NodeKind::DisplayMath => {
                let is_block = node.kind == NodeKind::DisplayMath;
                match mathml(words, is_block) {
                    Ok(mathml) => Event::InlineHtml(mathml.into()),
                    Err(_) => Event::Code(words.into()),
                }
            }
            NodeKind::Html | NodeKind::InlineHtml if self.options.raw == RawHtml::Escaped => {
                Event::Text(words.into())
            }
            NodeKind::Html => Event::Html(words.into()),
            NodeKind::InlineHtml => Event::InlineHtml(words.into()),
            NodeKind::SoftBreak => Event::SoftBreak,
            NodeKind::HardBreak => Event::HardBreak,
            NodeKind::Rule => Event::Rule,
            NodeKind::FootnoteMark if self.options.references.is_none() => {
                let reference = &self.tree.references[node.data as usize];
                let footnote = &self.tree.footnotes[self.tree.footnote_of(reference)];
                Event::FootnoteReference(self.tree.footnote_label(self.source, footnote).into())
            }
            _ => Event::InlineHtml(self.name(index, node).into()),
        }
    }

    /// The HTML of a citation, a wiki link without a label, or a footnote's mark.
    fn name(&self, index: NodeIndex, node: &Node) -> String {
        let mut out = String::new();
        let reference = &self.tree.references[node.data as usize];
        let target = self.tree.address(self.source, reference);
        match (node.kind, self.options.references) {
            (NodeKind::Citation, Some(references)) => {
                let keys = self.tree.references_of(index);
                references.citation(keys.start as u32, &self.tree.references[keys], &mut out);
            }
            (NodeKind::TextCitation, Some(references)) => {
                references.text_citation(node.data, reference, &mut out);
            }
            (NodeKind::TextCitation, None) => escape(&self.source[node.range()], &mut out),
            (NodeKind::FootnoteMark, Some(references)) => {
                references.footnote_mark(node.data, &mut out);
            }
            (NodeKind::WikiLink, Some(references)) => match references.link(node.data) {
                Some(link) => {
                    wiki_tag(&link, &mut out);
                    escape(&link.label, &mut out);
                    out.push_str("</a>");
                }
                None => escape(target, &mut out),
            },
            _ => escape(target, &mut out),
        }
        out
    }
}

impl<'a> EventWriter<'a> {
    /// The start of the element round words that are right in the slice.
    fn added_start(&self) -> Event<'a> {
        match (self.options.isolated, self.options.directions.of_words(&self.slice)) {
            (Some(dir), _) => Event::InlineHtml(format!("<span dir=\"{dir}\">").into()),
            (None, Some(dir)) => html_event(format!("<p dir=\"{dir}\">")),
            (None, None) => Event::Start(Tag::Paragraph),
        }
    }

    fn added_end(&self) -> Event<'a> {
        match self.options.isolated {
            Some(_) => Event::InlineHtml("</span>".into()),
            None => Event::End(TagEnd::Paragraph),
        }
    }
}

impl<'a> Iterator for EventWriter<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            let is_outermost = self.steps.is_outermost();
            let Some(step) = self.waiting.take().or_else(|| self.steps.next()) else {
                return std::mem::take(&mut self.is_added).then(|| self.added_end());
            };
            let is_adding = self.options.paragraphs == OuterParagraphs::Added
                || self.options.isolated.is_some();
            if is_adding && is_outermost && step.is_inline() != self.is_added {
                self.is_added = !self.is_added;
                self.waiting = Some(step);
                return Some(match self.is_added {
                    true => self.added_start(),
                    false => self.added_end(),
                });
            }
            let event = match step {
                WalkStep::Open(index, node) => self.open(index, node),
                WalkStep::Close(node) => self.close(node),
                WalkStep::Leaf(index, node, words) => Some(self.leaf(index, node, words)),
            };
            if event.is_some() {
                return event;
            }
        }
    }
}

fn html_event(html: String) -> Event<'static> {
    Event::Html(html.into())
}

fn level(node: &Node) -> HeadingLevel {
    HeadingLevel::try_from(node.data as usize).unwrap_or(HeadingLevel::H6)
}
