//! The nodes of a slice as events of pulldown-cmark, whose writer makes HTML of them.

use super::direction::Directions;
use super::html_tags::{alignment_class, callout_start, list_start};
use super::math::mathml;
use super::quotation_marks::{ENGLISH, QuotationMarks};
use super::reference_renderer::ReferenceRenderer;
use super::slice::{Slice, TreeWalk, WalkStep};
use super::tree::{BULLETS, Node, NodeIndex, NodeKind, Tree};
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

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
pub(super) const NOTHING: &str = "-";

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
    pub slice: Slice<'a>,
    pub tree: &'a Tree,
    pub source: &'a str,
    pub steps: TreeWalk<'a>,
    pub marks: &'a QuotationMarks,
    pub options: EventOptions<'a>,
    /// Whether a paragraph or an isolating element is open that was added, and the step that waits for its start or end.
    is_added: bool,
    waiting: Option<WalkStep<'a>>,
    /// Whether the open paragraph was written as a figure.
    is_figure: bool,
    /// What the end of each open link writes.
    pub closing: Vec<&'static str>,
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
