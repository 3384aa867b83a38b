//! From a Markdown body to sections and blocks, as written: nothing is looked up yet.

use super::items;
use super::note::Notes;
use super::yaml::Str;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::markdown::{self, AttributeKind, NodeIndex, NodeKind, Tree};
use crate::model::*;
use crate::source::{FileId, Span};
use std::ops::Range;
use std::sync::Arc;

/// A body as written. The tree counts its bytes from `start`.
#[derive(Debug, Default)]
pub struct RawBody {
    pub start: u32,
    pub tree: Arc<Tree>,
    pub sections: Vec<RawSection>,
    pub blocks: Vec<RawBlock>,
    /// By block.
    pub refs: Vec<RawRef>,
    /// Raw HTML, to be reported unless the site allows it.
    pub html: Vec<Span>,
}

#[derive(Debug)]
pub struct RawSection {
    pub role: SectionRole,
    pub heading: Option<Span>,
    /// The node of the heading.
    pub node: Option<NodeIndex>,
    pub anchor: Option<Str>,
    pub blocks: Range<u32>,
}

#[derive(Debug)]
pub struct RawBlock {
    pub kind: RawKind,
    pub section: u32,
    pub node: NodeIndex,
    /// The words, after the prefix.
    pub content: Span,
    pub id: Option<Str>,
    pub fields: Vec<RawField>,
    pub date: Option<Date>,
    pub parent: Option<u32>,
}

/// What a block is. Numbers without a name are those of references of the tree.
#[derive(Debug)]
pub enum RawKind {
    Prose,
    Item(ListPlace),
    Subheading { level: u8 },
    Note(RawNote),
    CrossLink(u32),
    Observation(ObservationKind),
    Event,
    Perspective(Vec<u32>),
    Position(ChangeWord),
    Tension(Vec<Vec<u32>>),
    Part(RawPart),
    Question,
    Correction,
}

/// A source note's source: a citation, or all that its second form says.
#[derive(Debug)]
pub enum RawNote {
    Key(u32),
    /// `work` is the address in the one form of all its spellings.
    Link {
        title: Str,
        address: String,
        work: String,
        publisher: Option<Str>,
        date: Option<Date>,
    },
}

#[derive(Debug)]
pub enum RawPart {
    Kind(TensionKind),
    Statement(Vec<u32>),
    Shared,
    Crux,
    Settles,
    Answer,
}

#[derive(Debug)]
pub struct RawField {
    pub name: Str,
    pub value: Str,
}

/// What a block cites or links to, in its own words or in a footnote that it marks.
#[derive(Clone, Copy, Debug)]
pub struct RawRef {
    /// The index of the reference in the tree.
    pub reference: u32,
    pub block: u32,
    /// The byte of the file where it counts: its own place, for one in a footnote that of the footnote's mark.
    pub at: u32,
}

/// Reads the body that starts at byte `start` of a file. `gather` allows source notes of the second form.
pub fn read(file: FileId, text: &str, start: usize, notes: Notes, report: &mut Report) -> RawBody {
    let body = &text[start..];
    let tree = markdown::parse(body);
    let mut reader = Reader {
        file,
        body,
        base: start,
        tree: &tree,
        notes,
        role: SectionRole::Prose,
        perspective: None,
        last: None,
        out: RawBody { start: start as u32, ..RawBody::default() },
        report,
    };
    reader.open_section(SectionRole::Prose, None, None, None);
    let mut level = 1;
    for node in tree.roots() {
        reader.root(node, &mut level);
    }
    reader.close_section();
    reader.collect_refs();
    reader.out.html = reader.html_pieces();
    reader.check();
    let out = reader.out;
    RawBody { tree: Arc::new(tree), ..out }
}

/// The state while one body is read.
pub(super) struct Reader<'a> {
    pub file: FileId,
    /// The body; the tree has its byte ranges.
    pub body: &'a str,
    pub base: usize,
    pub tree: &'a Tree,
    pub notes: Notes,
    pub role: SectionRole,
    /// The perspective that following blocks belong to.
    pub perspective: Option<u32>,
    /// The last block that is not part of another.
    pub last: Option<u32>,
    pub out: RawBody,
    pub report: &'a mut Report,
}

impl<'a> Reader<'a> {
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }
    pub fn str(&self, range: &Range<usize>) -> Str {
        Str { text: self.body[range.clone()].to_string(), span: self.span(range) }
    }
    pub fn slice(&self, range: &Range<usize>) -> &'a str {
        &self.body[range.clone()]
    }

    fn root(&mut self, index: NodeIndex, level: &mut u8) {
        let range = self.tree.node(index).range();
        match self.tree.node(index).kind {
            NodeKind::Heading => {
                let found = self.tree.level(index);
                self.heading_order(found, *level, &range);
                *level = found.max(2);
                let words = self.tree.inline_range(index).unwrap_or(range.end..range.end);
                match found {
                    0..=2 => self.heading(index, &words),
                    _ => self.subheading(index, found, &words),
                }
            }
            NodeKind::Footnote => {}
            NodeKind::List => {
                let start = self.tree.first_number(index);
                for (item, nth) in self.tree.children(index).zip(0..) {
                    self.item(item, ListPlace { start, nth });
                }
            }
            _ => self.leaf(index, range),
        }
    }

    fn heading_order(&mut self, found: u8, before: u8, range: &Range<usize>) {
        let problem = match found {
            1 => Some((
                "a heading of level 1 stands in the text".to_string(),
                "the title is the only one; write ## for a section",
            )),
            n if n > before + 1 => Some((
                format!("a heading of level {n} follows one of level {before}"),
                "go down one level at a time",
            )),
            _ => None,
        };
        if let Some((message, help)) = problem {
            let span = self.span(&(range.start..range.start + self.slice(range).trim_end().len()));
            self.report.push(Diagnostic::at(&codes::HEADING_ORDER, span, message).help(help));
        }
    }

    fn heading(&mut self, index: NodeIndex, text: &Range<usize>) {
        self.close_section();
        let words = text.start..self.tree.words_end(self.body, text);
        let role = items::role(self.slice(&words));
        self.check_unsorted(self.span(&words), self.slice(&words));
        if role != SectionRole::Prose && self.out.sections.iter().any(|s| s.role == role) {
            let message = format!("the section \"{}\" stands twice", self.slice(&words));
            self.report.push(
                Diagnostic::at(&codes::DUPLICATE_SECTION, self.span(&words), message)
                    .help("join the two"),
            );
        }
        let anchor = self.tree.attributes_of(index).find_map(|a| a.id()).map(|id| self.str(&id));
        self.open_section(role, Some(self.span(&words)), Some(index), anchor);
    }

    fn open_section(
        &mut self,
        role: SectionRole,
        heading: Option<Span>,
        node: Option<NodeIndex>,
        anchor: Option<Str>,
    ) {
        self.role = role;
        self.perspective = None;
        let at = self.out.blocks.len() as u32;
        self.out.sections.push(RawSection { role, heading, node, anchor, blocks: at..at });
    }

    fn close_section(&mut self) {
        self.close_perspective();
        let end = self.out.blocks.len() as u32;
        let Some(section) = self.out.sections.last_mut() else { return };
        section.blocks.end = end;
        if section.blocks.is_empty() {
            match section.heading {
                Some(span) => self.empty(span),
                None => drop(self.out.sections.pop()),
            }
        }
    }

    fn empty(&mut self, span: Span) {
        let help = "write what belongs there, or remove the heading";
        self.report.push(
            Diagnostic::at(&codes::EMPTY_SECTION, span, "there is nothing under this heading")
                .help(help),
        );
    }

    /// A perspective or subheading with nothing under it is an empty section too.
    fn close_perspective(&mut self) {
        if let Some(RawBlock {
            kind: RawKind::Subheading { .. } | RawKind::Perspective(_),
            content,
            ..
        }) = self.out.blocks.last()
        {
            let span = *content;
            self.empty(span);
        }
        self.perspective = None;
    }

    fn subheading(&mut self, index: NodeIndex, level: u8, text: &Range<usize>) {
        self.close_perspective();
        if self.role != SectionRole::Perspectives || level != 3 {
            self.push(RawKind::Subheading { level }, index, text.clone(), None);
            return;
        }
        let actors = self.wiki_links(text);
        if actors.is_empty() {
            let help = "write `### [[actor]]` with the entity's slug or name";
            let message = "a perspective's heading names who holds it";
            self.report
                .push(Diagnostic::at(&codes::WRONG_FORM, self.span(text), message).help(help));
        }
        self.push(RawKind::Perspective(actors), index, text.clone(), None);
        self.perspective = Some(self.out.blocks.len() as u32 - 1);
    }

    /// The wiki links in a range.
    pub fn wiki_links(&self, range: &Range<usize>) -> Vec<u32> {
        let all = self.tree.references_in(range);
        let is_wiki = |n: &usize| self.tree.references[*n].kind.is_wiki_link();
        all.filter(is_wiki).map(|n| n as u32).collect()
    }

    /// The first reference of a range if it stands at its start.
    pub fn reference_at_start(&self, range: &Range<usize>) -> Option<u32> {
        let first = self.tree.references_in(range).next()?;
        let node = self.tree.node(self.tree.references[first].node);
        (node.range().start == range.start).then_some(first as u32)
    }

    fn leaf(&mut self, index: NodeIndex, range: Range<usize>) {
        if let Some(id) = self.tree.attributes_of(index).next()
            && id.kind == AttributeKind::LoneId
        {
            self.lone_id(id.id().unwrap_or_default());
            return;
        }
        let mut range = range;
        // Without its indentation a block of code would read as a paragraph.
        if self.tree.is_indented_code(index) {
            range.start = self.body[..range.start].rfind('\n').map_or(0, |n| n + 1);
        }
        self.push(RawKind::Prose, index, range, None);
        self.push_nested(index, self.out.blocks.len() as u32 - 1);
    }

    /// `^id` on a line of its own belongs to the block before it.
    fn lone_id(&mut self, id: Range<usize>) {
        let id = self.str(&id);
        match self.last.map(|last| &mut self.out.blocks[last as usize]) {
            Some(last) if last.id.is_none() => last.id = Some(id),
            _ => self.report.push(
                Diagnostic::at(&codes::BAD_BLOCK_ID, id.span, "the id belongs to no block")
                    .help("write it below the block that it names, one id for each block"),
            ),
        }
    }

    /// Adds a block: a node, or the part of it that is `content`.
    pub fn push(
        &mut self,
        kind: RawKind,
        node: NodeIndex,
        content: Range<usize>,
        date: Option<Date>,
    ) {
        let words = content.start..self.tree.words_end(self.body, &content);
        let mut block = RawBlock {
            kind,
            section: self.out.sections.len() as u32 - 1,
            node,
            content: self.span(&words),
            id: None,
            fields: Vec::new(),
            date,
            parent: self.perspective,
        };
        for attribute in self.tree.attributes_of(node) {
            match &attribute.kind {
                AttributeKind::Field { name, value } => {
                    let [name, value] =
                        [name, value].map(|r| self.str(&(r.start as usize..r.end as usize)));
                    block.fields.push(RawField { name, value });
                }
                _ if block.id.is_none() => block.id = attribute.id().map(|id| self.str(&id)),
                _ => {
                    let span = self.span(&attribute.id().unwrap_or_default());
                    let message = "the block has an id already";
                    self.report.push(
                        Diagnostic::at(&codes::BAD_BLOCK_ID, span, message)
                            .help("keep one of the two"),
                    );
                }
            }
        }
        if matches!(block.kind, RawKind::Perspective(_)) {
            block.parent = None;
        }
        items::check_fields(&block, self.report);
        self.last = Some(self.out.blocks.len() as u32);
        self.out.blocks.push(block);
    }

    /// Adds the items below a node that have an id or a field as blocks of their own.
    pub fn push_nested(&mut self, node: NodeIndex, parent: u32) {
        let last = self.last;
        let range = self.tree.node(node).range();
        let mut owner = node;
        for attribute in self.tree.attributes_in(&range) {
            if attribute.owner <= owner || self.tree.node(attribute.owner).kind != NodeKind::Item {
                continue;
            }
            owner = attribute.owner;
            let content = self.tree.item_range(self.body, owner);
            self.push(RawKind::Item(ListPlace::default()), owner, content, None);
            if let Some(block) = self.out.blocks.last_mut() {
                block.parent = Some(parent);
            }
        }
        self.last = last;
    }
}
