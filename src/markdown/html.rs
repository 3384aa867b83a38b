//! From a slice to HTML: its nodes go back to pulldown-cmark's writer as events. Raw HTML comes out as text unless the
//! site allows it; links keep to safe schemes.

use super::address::is_safe;
use super::direction::Directions;
use super::embed::{Embed, embed};
use super::math::mathml;
use super::parser::parse_commonmark;
use super::slice::{Slice, TreeWalk, WalkStep};
use super::tree::{Callout, Node, NodeIndex, NodeKind, Reference, ReferenceKind, Tree};
use super::typography::typographic;
use crate::source::ImageSize;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd,
};

/// Whether raw HTML in the text is shown as text or passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawHtml {
    Escaped,
    Allowed,
}

/// Whether a single paragraph keeps its `<p>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphForm {
    Blocks,
    Inline,
}

/// What a page writes for the references of a text. Everything that is returned is put into the page as it is, except
/// addresses.
pub trait ReferenceRenderer {
    /// The HTML of a citation with the references from `first`, one for each key.
    fn citation(&self, first: u32, keys: &[Reference], out: &mut String);
    /// Whether the page is written from right to left; `None` where directions do not matter.
    fn is_right_to_left(&self) -> Option<bool> {
        None
    }
    /// The HTML of a date, if the text is one.
    fn date(&self, _: &str) -> Option<String> {
        None
    }
    /// The HTML of `@key` among words.
    fn text_citation(&self, reference: u32, key: &Reference, out: &mut String) {
        self.citation(reference, std::slice::from_ref(key), out);
    }
    /// A wiki link, link or image; `None` where it leads nowhere (then only its words are shown).
    fn link(&self, reference: u32) -> Option<LinkTag>;
    /// A picture or another file that is shown; `None` where there is none (then only its words are shown).
    fn image(&self, reference: u32) -> Option<ImageTag>;
    /// The HTML of a footnote's mark.
    fn footnote_mark(&self, reference: u32, out: &mut String);
    /// The address of an item on the page, if it has one.
    fn item_id(&self, _: NodeIndex) -> Option<&str> {
        None
    }
}

/// A file that a text shows: a picture, or a link to what browsers show on a page of its own.
pub struct ImageTag {
    pub href: String,
    /// The same picture for dark pages.
    pub dark: Option<String>,
    pub is_picture: bool,
    /// The picture's own size.
    pub size: Option<ImageSize>,
    /// What a text without words of its own says of the picture to those who cannot see it.
    pub alt: String,
    /// The caption of a figure without one of its own.
    pub caption: String,
    /// The same for its credit; HTML.
    pub credit: String,
}

/// Where a link leads, and what it is called when the author gives no label.
pub struct LinkTag {
    pub href: String,
    pub label: String,
    /// `class` of the link, such as `entity`; empty for none.
    pub class: &'static str,
}

/// Adds the HTML of a slice to `out`.
pub fn html(
    slice: &Slice<'_>,
    form: ParagraphForm,
    raw: RawHtml,
    references: &dyn ReferenceRenderer,
    out: &mut String,
) {
    let start = out.len();
    let paragraphs = match form {
        ParagraphForm::Inline if slice.is_single_paragraph() => OuterParagraphs::Dropped,
        ParagraphForm::Inline => OuterParagraphs::Kept,
        ParagraphForm::Blocks => OuterParagraphs::Added,
    };
    let directions = Directions::new(references.is_right_to_left());
    let isolated = match form {
        ParagraphForm::Inline => directions.of_words(slice),
        ParagraphForm::Blocks => None,
    };
    let is_whole = paragraphs == OuterParagraphs::Dropped;
    if let Some(dir) = isolated.filter(|_| is_whole) {
        out.push_str(&format!("<span dir=\"{dir}\">"));
    }
    let writer = EventWriter {
        slice: slice.clone(),
        paragraphs,
        raw,
        references: Some(references),
        directions,
        isolated: isolated.filter(|_| !is_whole),
        ..EventWriter::new(slice)
    };
    pulldown_cmark::html::push_html(out, writer);
    if form == ParagraphForm::Inline {
        out.truncate(start + out[start..].trim_end().len());
    }
    if isolated.is_some() && is_whole {
        out.push_str("</span>");
    }
}

/// HTML of a text by CommonMark alone, through the same writer.
pub fn commonmark(text: &str, raw: RawHtml) -> String {
    let tree = parse_commonmark(text);
    let mut out = String::new();
    let writer = EventWriter { raw, ..EventWriter::new(&Slice::whole(&tree, text)) };
    pulldown_cmark::html::push_html(&mut out, writer);
    out
}

/// HTML of a tree as pulldown-cmark itself writes it, wiki links by their targets.
pub(crate) fn reference_html(tree: &Tree, source: &str) -> String {
    let mut out = String::new();
    let writer = EventWriter {
        raw: RawHtml::Allowed,
        is_checked: false,
        ..EventWriter::new(&Slice::whole(tree, source))
    };
    pulldown_cmark::html::push_html(&mut out, writer);
    out
}

/// What becomes of the paragraphs right in the slice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OuterParagraphs {
    Kept,
    Dropped,
    /// Words without one, as in a tight item, get one.
    Added,
}

/// What the end of a link writes of which only the words are shown.
const NOTHING: &str = "-";

/// Turns the steps of a walk into events.
struct EventWriter<'a> {
    slice: Slice<'a>,
    tree: &'a Tree,
    source: &'a str,
    steps: TreeWalk<'a>,
    paragraphs: OuterParagraphs,
    /// Whether a paragraph or an isolating element is open that was added, and the step that waits for its start or end.
    is_added: bool,
    waiting: Option<WalkStep<'a>>,
    raw: RawHtml,
    references: Option<&'a dyn ReferenceRenderer>,
    directions: Directions,
    /// The direction of words right in the slice, where they get an element for it.
    isolated: Option<&'static str>,
    /// Whether links are kept to safe schemes.
    is_checked: bool,
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
    fn new(slice: &Slice<'a>) -> Self {
        EventWriter {
            slice: slice.clone(),
            tree: slice.tree,
            source: slice.source,
            steps: slice.steps(),
            paragraphs: OuterParagraphs::Kept,
            is_added: false,
            waiting: None,
            raw: RawHtml::Escaped,
            references: None,
            directions: Directions::new(None),
            isolated: None,
            is_checked: true,
            is_figure: false,
            closing: Vec::new(),
            alignments: &[],
            cell: 0,
            is_head: false,
        }
    }

    fn open(&mut self, index: NodeIndex, node: &'a Node) -> Option<Event<'a>> {
        let dir = self.directions.open(&self.slice, index, node);
        Some(Event::Start(match node.kind {
            NodeKind::Paragraph if self.paragraphs == OuterParagraphs::Dropped => return None,
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
            NodeKind::HtmlBlock if self.raw == RawHtml::Escaped => Tag::Paragraph,
            NodeKind::HtmlBlock => Tag::HtmlBlock,
            NodeKind::Heading => Tag::Heading {
                level: level(node),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            },
            NodeKind::Quotation => {
                if let (Some(callout), Some(names)) = (self.tree.callout(index), self.references) {
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
                self.references?.footnote_mark(reference, &mut out);
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
                let id = self.references.and_then(|r| r.item_id(index));
                if id.is_none() && dir.is_none() {
                    return Some(Event::Start(Tag::Item));
                }
                let id = id.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
                let dir = dir.map(|dir| format!(" dir=\"{dir}\"")).unwrap_or_default();
                return Some(Event::InlineHtml(format!("<li{id}{dir}>").into()));
            }
            NodeKind::Footnote if self.references.is_some() => {
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
                match alignment.and_then(alignment_class).filter(|_| self.references.is_some()) {
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
        self.directions.close(node);
        Some(Event::End(match node.kind {
            NodeKind::Quotation if node.data > 0 && self.references.is_some() => {
                return Some(Event::Html("</aside>\n".into()));
            }
            NodeKind::DefinitionList => TagEnd::DefinitionList,
            NodeKind::Term => TagEnd::DefinitionListTitle,
            NodeKind::Definition => TagEnd::DefinitionListDefinition,
            NodeKind::Highlight => return Some(Event::InlineHtml("</mark>".into())),
            NodeKind::InlineNote => return None,
            NodeKind::Paragraph if self.paragraphs == OuterParagraphs::Dropped => return None,
            NodeKind::Paragraph if std::mem::take(&mut self.is_figure) => return None,
            NodeKind::Paragraph => TagEnd::Paragraph,
            NodeKind::HtmlBlock if self.raw == RawHtml::Escaped => TagEnd::Paragraph,
            NodeKind::HtmlBlock => TagEnd::HtmlBlock,
            NodeKind::Heading => TagEnd::Heading(level(node)),
            NodeKind::Quotation => TagEnd::BlockQuote(None),
            NodeKind::Code => TagEnd::CodeBlock,
            NodeKind::List => TagEnd::List(node.data != super::tree::BULLETS),
            NodeKind::Item => TagEnd::Item,
            NodeKind::Footnote if self.references.is_some() => return None,
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
        let Some(references) = self.references else {
            if self.is_checked && !is_safe(address) {
                self.closing.push(NOTHING);
                return None;
            }
            return Some(self.link_tag(reference.kind, address.into(), title));
        };
        if node.kind == NodeKind::Image {
            self.closing.push(NOTHING);
            let image = references.image(node.data)?;
            let words = self.words(index);
            self.steps.pass_over(node);
            let embed = embed(&self.source[node.range()]);
            return Some(Event::InlineHtml(image_tag(&image, &words, &title, embed).into()));
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
        let references = self.references?;
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
        escape(&typographic(written.trim()), &mut credit);
        let credit = if credit.is_empty() { &tag.credit } else { &credit };
        if caption.is_empty() && credit.is_empty() {
            return None;
        }
        let mut out = String::from("<figure class=\"picture\">\n");
        out.push_str(&image_tag(&tag, &self.words(image), "", embed(&self.source[range])));
        out.push_str("\n<figcaption>");
        escape(&typographic(caption), &mut out);
        if !credit.is_empty() {
            out.push_str(if caption.is_empty() { "" } else { " " });
            out.push_str("<span class=\"picture-credit\">");
            out.push_str(credit);
            out.push_str("</span>");
        }
        out.push_str("</figcaption>\n</figure>\n");
        Some(out)
    }

    /// The words of a node without marks.
    fn words(&self, index: NodeIndex) -> String {
        let mut words = String::new();
        for step in Slice::inside(self.tree, self.source, index).steps() {
            match step {
                WalkStep::Leaf(_, node, text) => match node.kind {
                    NodeKind::SoftBreak | NodeKind::HardBreak => words.push(' '),
                    _ => words.push_str(text),
                },
                _ => continue,
            }
        }
        words
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
            NodeKind::Text | NodeKind::CodeText => Event::Text(words.into()),
            NodeKind::CodeSpan => Event::Code(words.into()),
            NodeKind::TaskMarker => Event::TaskListMarker(node.data == 1),
            NodeKind::InlineMath | NodeKind::DisplayMath => {
                let is_block = node.kind == NodeKind::DisplayMath;
                match mathml(words, is_block) {
                    Ok(mathml) => Event::InlineHtml(mathml.into()),
                    Err(_) => Event::Code(words.into()),
                }
            }
            NodeKind::Html | NodeKind::InlineHtml if self.raw == RawHtml::Escaped => {
                Event::Text(words.into())
            }
            NodeKind::Html => Event::Html(words.into()),
            NodeKind::InlineHtml => Event::InlineHtml(words.into()),
            NodeKind::SoftBreak => Event::SoftBreak,
            NodeKind::HardBreak => Event::HardBreak,
            NodeKind::Rule => Event::Rule,
            NodeKind::FootnoteMark if self.references.is_none() => {
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
        match (node.kind, self.references) {
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
        match (self.isolated, self.directions.of_words(&self.slice)) {
            (Some(dir), _) => Event::InlineHtml(format!("<span dir=\"{dir}\">").into()),
            (None, Some(dir)) => html_event(format!("<p dir=\"{dir}\">")),
            (None, None) => Event::Start(Tag::Paragraph),
        }
    }

    fn added_end(&self) -> Event<'a> {
        match self.isolated {
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
            let is_adding = self.paragraphs == OuterParagraphs::Added || self.isolated.is_some();
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

/// The start of a list of another direction; `first` is the number of a numbered one.
fn list_start(first: Option<u64>, dir: &str) -> String {
    match first {
        None => format!("<ul dir=\"{dir}\">\n"),
        Some(1) => format!("<ol dir=\"{dir}\">\n"),
        Some(first) => format!("<ol start=\"{first}\" dir=\"{dir}\">\n"),
    }
}

/// What an address cannot have.
const IN_ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A picture with its size, or a link to another file.
fn image_tag(image: &ImageTag, words: &str, title: &str, embed: Option<Embed>) -> String {
    let mut out = String::from(if image.is_picture { "<img src=\"" } else { "<a href=\"" });
    escape(&utf8_percent_encode(&image.href, IN_ADDRESS).to_string(), &mut out);
    if image.is_picture {
        out.push_str("\" alt=\"");
        let words = if words.trim().is_empty() { &image.alt } else { words };
        escape(if is_ornament(words) { "" } else { words }, &mut out);
    }
    if !title.is_empty() {
        out.push_str("\" title=\"");
        escape(title, &mut out);
    }
    out.push('"');
    if !image.is_picture {
        out.push('>');
        let path = image.href.split(['?', '#']).next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        let name = percent_decode_str(name).decode_utf8_lossy();
        escape(if words.trim().is_empty() { &name } else { words }, &mut out);
        out.push_str("</a>");
        return out;
    }
    let (width, height) = shown_size(image.size, &embed.unwrap_or_default());
    for (name, value) in [("width", width), ("height", height)] {
        if let Some(value) = value {
            out.push_str(&format!(" {name}=\"{value}\""));
        }
    }
    // Until it is near the screen it is not loaded; its size is known, so nothing moves then.
    out.push_str(" loading=\"lazy\" decoding=\"async\" />");
    let Some(dark) = &image.dark else { return out };
    let mut picture = String::from("<picture><source srcset=\"");
    escape(&utf8_percent_encode(dark, IN_ADDRESS).to_string(), &mut picture);
    picture.push_str("\" media=\"(prefers-color-scheme: dark)\" />");
    picture + &out + "</picture>"
}

/// Whether the words of a picture, `""`, say that it is an ornament.
fn is_ornament(words: &str) -> bool {
    matches!(words.trim(), "\"\"" | "“”")
}

/// The width and the height that a picture gets: as the text says, else its own. A width alone keeps the proportions.
fn shown_size(own: Option<ImageSize>, said: &Embed) -> (Option<u32>, Option<u32>) {
    let Some(width) = said.width else {
        return (own.map(|size| size.width), own.map(|size| size.height));
    };
    let in_proportion = |size: ImageSize| {
        let height = (u64::from(size.height) * u64::from(width)).div_ceil(u64::from(size.width));
        u32::try_from(height).unwrap_or(u32::MAX)
    };
    (Some(width), said.height.or_else(|| own.map(in_proportion)))
}

fn level(node: &Node) -> HeadingLevel {
    HeadingLevel::try_from(node.data as usize).unwrap_or(HeadingLevel::H6)
}

/// The start of a callout with its title: the author's, or the name of its kind. An editor's note has its day.
fn callout_start(source: &str, callout: &Callout, names: &dyn ReferenceRenderer) -> String {
    let kind = source[callout.kind.clone()].to_ascii_lowercase();
    let written = source[callout.title.clone()].trim();
    let class = kind.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let mut title = String::new();
    if kind == "editor" {
        title.push_str("Editor’s note");
        match names.date(written) {
            Some(date) => title += &format!(", {date}"),
            None if written.is_empty() => {}
            None => {
                title.push_str(": ");
                escape(written, &mut title);
            }
        }
    } else if written.is_empty() {
        let name = kind.replace(['-', '_'], " ");
        let mut letters = name.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        title.extend(first);
        title.push_str(letters.as_str());
    } else {
        escape(written, &mut title);
    }
    format!("<aside class=\"callout callout--{class}\">\n<p class=\"callout__title\">{title}</p>\n")
}

fn alignment_class(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::None => None,
        Alignment::Left => Some("align-left"),
        Alignment::Center => Some("align-center"),
        Alignment::Right => Some("align-right"),
    }
}

fn wiki_tag(link: &LinkTag, out: &mut String) {
    out.push_str("<a class=\"");
    out.push_str(link.class);
    out.push_str("\" href=\"");
    escape(&link.href, out);
    out.push_str("\">");
}

/// Escapes the five characters that HTML gives a meaning, as text and in attributes.
pub fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;
    use proptest::prelude::*;

    /// The HTML of pulldown-cmark itself, with wiki links by their targets.
    fn expected(text: &str) -> String {
        let mut out = String::new();
        let options = pulldown_cmark::Options::ENABLE_TABLES
            | pulldown_cmark::Options::ENABLE_FOOTNOTES
            | pulldown_cmark::Options::ENABLE_STRIKETHROUGH
            | pulldown_cmark::Options::ENABLE_SMART_PUNCTUATION;
        pulldown_cmark::html::push_html(&mut out, pulldown_cmark::Parser::new_ext(text, options));
        out
    }

    /// Lines that Markdown gives a meaning, at any indentation.
    fn line() -> impl Strategy<Value = String> {
        let indent =
            prop::sample::select(vec!["", " ", "  ", "   ", "    ", "\t", " \t", "\t\t", "      "]);
        let words = prop::sample::select(vec![
            "word",
            "*em* and **strong**",
            "- item",
            "* item",
            "1. one",
            "2) two",
            "> quoted",
            "> - in a quotation",
            "- > quoted item",
            "- - nested",
            "```",
            "~~~ rust",
            "# heading",
            "---",
            "",
            "| a | b |",
            "|---|:-:|",
            "| *c* | `d` | e |",
            "a mark[^1] and [^note]",
            "[^1]: text",
            "[^note]: more",
            "[link](a.md \"title\")",
            "[ref]",
            "[ref]: /b 'title'",
            "![alt *em*](c.png)",
            "`code ``` x`",
            "<b>html</b>",
            "<div>",
            "&amp; &copy; &#35;",
            "it's \"so\" -- or...",
            "a\\",
            "a  ",
            "~~gone~~",
            "\\*escaped\\*",
            "<me@example.org>",
            "<https://example.org>",
            "===",
            "+ plus",
            "10. ten",
        ]);
        (indent, words).prop_map(|(indent, words)| format!("{indent}{words}"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn a_text_comes_out_as_pulldown_cmark_writes_it(
            lines in prop::collection::vec(line(), 1..14), end in prop::sample::select(vec!["\n", "\r\n"])
        ) {
            let text = lines.join(end);
            prop_assert_eq!(reference_html(&parse(&text), &text), expected(&text));
        }
    }

    struct Targets;
    impl ReferenceRenderer for Targets {
        fn citation(&self, _: u32, keys: &[Reference], out: &mut String) {
            out.push_str(&format!("<cite {}>", keys.len()));
        }
        fn link(&self, reference: u32) -> Option<LinkTag> {
            (reference == 0).then(|| LinkTag {
                href: "../k.html".into(),
                label: "Kimi K2".into(),
                class: "entity",
            })
        }
        fn image(&self, reference: u32) -> Option<ImageTag> {
            (reference == 0).then(|| ImageTag {
                href: "../a b.png".into(),
                dark: None,
                is_picture: true,
                size: Some(ImageSize { width: 400, height: 300 }),
                alt: "A quay".into(),
                caption: String::new(),
                credit: "<a href=\"https://a.example/\">a.example</a>".into(),
            })
        }
        fn footnote_mark(&self, _: u32, out: &mut String) {
            out.push_str("<sup>");
        }
    }

    fn shown(text: &str, form: ParagraphForm) -> String {
        let tree = parse(text);
        let mut out = String::new();
        html(&Slice::whole(&tree, text), form, RawHtml::Escaped, &Targets, &mut out);
        out
    }

    #[test]
    fn references_become_what_the_page_writes_for_them() {
        for (text, expected) in [
            (
                "[[kimi]] *won* [@a; @b].",
                r#"<a class="entity" href="../k.html">Kimi K2</a> <em>won</em> <cite 2>."#,
            ),
            (
                "[[kimi|the *model*]]",
                r#"<a class="entity" href="../k.html">the <em>model</em></a>"#,
            ),
            ("[@a] [[nobody|x]] [[none]] ![y](z.png)", "<cite 1> x none y"),
            (
                "![The *\"old\" quay*](a.png \"A & B\")",
                r#"<img src="../a%20b.png" alt="The “old” quay" title="A &amp; B" width="400" height="300" loading="lazy" decoding="async" />"#,
            ),
            (
                "![[a.png]]",
                r#"<img src="../a%20b.png" alt="A quay" width="400" height="300" loading="lazy" decoding="async" />"#,
            ),
            (
                "![[a.png|The quay|200]]",
                r#"<img src="../a%20b.png" alt="The quay" width="200" height="150" loading="lazy" decoding="async" />"#,
            ),
            (
                "![[a.png|20x20]] after",
                r#"<img src="../a%20b.png" alt="A quay" width="20" height="20" loading="lazy" decoding="async" /> after"#,
            ),
            (
                "![\"\"](a.png) after",
                r#"<img src="../a%20b.png" alt="" width="400" height="300" loading="lazy" decoding="async" /> after"#,
            ),
            ("a[^1]\n\n[^1]: Note", "a<sup>"),
            ("a <b onclick=x>c</b>", "a &lt;b onclick=x&gt;c&lt;/b&gt;"),
            ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
            ("Words (status:: open) here. ^id", "Words here."),
        ] {
            assert_eq!(shown(text, ParagraphForm::Inline), expected);
        }
    }

    #[test]
    fn markdown_of_other_programs_is_read() {
        for (text, expected) in [
            (
                "- [ ] open\n- [x] done",
                "<ul>\n<li><input disabled=\"\" type=\"checkbox\"/>\nopen</li>\n<li><input disabled=\"\" type=\"checkbox\" checked=\"\"/>\ndone</li>\n</ul>",
            ),
            ("a ==b *c*== d == e", "a <mark>b <em>c</em></mark> d == e"),
            ("*a ==b* c==", "<em>a <mark>b</mark></em> c=="),
            ("See @a_b [p. 3], and @c.", "See <cite 1>, and <cite 1>."),
            ("me@example.org and \\@a", "me@example.org and @a"),
            ("a^[a *note*, [@b]] b", "a<sup> b"),
            ("[@{odd key}] a", "<cite 1> a"),
            ("a %%private%% b <!-- private --> c", "a  b  c"),
            ("a\n\n%%\nprivate\n\nprivate\n%%\n\nb", "<p>a</p>\n<p>b</p>"),
            ("Term\n: What it is", "<dl>\n<dt>Term</dt>\n<dd>What it is</dd>\n</dl>"),
            (
                "> [!NOTE]\n> Words",
                "<aside class=\"callout callout--note\">\n<p class=\"callout__title\">Note</p>\n<p>Words</p>\n</aside>",
            ),
            (
                "> [!tip]- A title\n>\n> Words",
                "<aside class=\"callout callout--tip\">\n<p class=\"callout__title\">A title</p>\n<p>Words</p>\n</aside>",
            ),
            (
                "> [!EDITOR] 2026-11-20\n> Words",
                "<aside class=\"callout callout--editor\">\n<p class=\"callout__title\">Editor’s note: 2026-11-20</p>\n<p>Words</p>\n</aside>",
            ),
            (
                "|a|b|\n|:-|-:|\n|c|d|",
                "<table><thead><tr><th class=\"align-left\">a</th><th class=\"align-right\">b</th></tr></thead><tbody>\n<tr><td class=\"align-left\">c</td><td class=\"align-right\">d</td></tr>\n</tbody></table>",
            ),
        ] {
            assert_eq!(shown(text, ParagraphForm::Inline), expected, "{text}");
        }
        let link = shown("[[kimi]] https://b.example/c_d_e, and", ParagraphForm::Inline);
        assert!(link.ends_with(" https://b.example/c_d_e, and"), "{link}");
        let formula = shown("$E=mc^2$ costs $5", ParagraphForm::Inline);
        assert!(formula.starts_with("<math>") && formula.ends_with(" costs $5"), "{formula}");
    }

    #[test]
    fn words_without_a_paragraph_get_one_where_blocks_are_asked_for() {
        let text = "- a *b*\n  - c\n- d\n";
        let tree = parse(text);
        let mut out = String::new();
        html(
            &Slice::inside(&tree, text, 1),
            ParagraphForm::Blocks,
            RawHtml::Escaped,
            &Targets,
            &mut out,
        );
        assert_eq!(out, "<p>a <em>b</em></p>\n<ul>\n<li>c</li>\n</ul>\n");
    }

    #[test]
    fn ten_thousand_footnotes_and_levels_are_read() {
        let mut text = String::new();
        for n in 0..10_000 {
            text += &format!("a[^{n}]\n\n[^{n}]: Note\n\n");
        }
        assert_eq!(parse(&text).footnotes.len(), 10_000);
        let deep = format!("{}x", "> ".repeat(10_000));
        assert!(shown(&deep, ParagraphForm::Blocks).contains('x'));
        let deep = format!("{}x", "- ".repeat(10_000));
        assert!(shown(&deep, ParagraphForm::Blocks).contains('x'));
    }
}
