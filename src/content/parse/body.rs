//! From a Markdown body to sections and blocks, as written: nothing is looked up yet.

use super::items;
use super::note::Notes;
use super::yaml::Str;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::markdown::{self, Inline, InlineKind, LeafKind, Node, Outline};
use crate::model::*;
use crate::source::{FileId, Span};
use std::ops::Range;

/// A body as written.
#[derive(Debug, Default)]
pub struct RawBody {
    pub start: u32,
    pub sections: Vec<RawSection>,
    pub blocks: Vec<RawBlock>,
    pub refs: Vec<RawRef>,
    pub footnotes: Vec<(String, Range<u32>)>,
    pub definitions: Vec<(String, String, String)>,
    /// Raw HTML, to be reported unless the site allows it.
    pub html: Vec<Span>,
}

#[derive(Debug)]
pub struct RawSection {
    pub role: SectionRole,
    pub heading: Option<Span>,
    pub anchor: Option<Str>,
    pub blocks: Range<u32>,
}

#[derive(Debug)]
pub struct RawBlock {
    pub kind: RawKind,
    pub section: u32,
    /// The words, after the prefix.
    pub content: Span,
    pub cuts: Box<[Range<u32>]>,
    pub id: Option<Str>,
    pub fields: Vec<RawField>,
    pub refs: Range<u32>,
    pub date: Option<Date>,
    pub parent: Option<u32>,
}

/// What a block is, with names as written.
#[derive(Debug)]
pub enum RawKind {
    Prose,
    Item { start: Option<u64> },
    Subheading { level: u8 },
    Note(RawNote),
    CrossLink(Str),
    Observation(ObservationKind),
    Event,
    Perspective(Vec<Str>),
    Position(ChangeWord),
    Tension(Vec<Vec<Str>>),
    Part(RawPart),
    Question,
    Correction,
}

/// A source note's source: a key, or all that its second form says.
#[derive(Debug)]
pub enum RawNote {
    Key(Str),
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
    Statement(Vec<Str>),
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

/// A citation, wiki link or relative link.
#[derive(Debug)]
pub struct RawRef {
    pub kind: RefKind,
    pub said: Str,
    /// The byte of the block's words where it counts: its own place, for one in a footnote that of the footnote's mark.
    pub at: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefKind {
    Cite,
    Wiki,
    File,
}

/// Reads the body that starts at byte `start` of a file. `gather` allows source notes of the second form.
pub fn read(file: FileId, text: &str, start: usize, notes: Notes, report: &mut Report) -> RawBody {
    let body = &text[start..];
    let outline = markdown::outline(body);
    let mut reader = Reader {
        file,
        body,
        base: start,
        outline: &outline,
        notes,
        role: SectionRole::Prose,
        perspective: None,
        next_inline: 0,
        footnotes_taken: Vec::new(),
        out: RawBody {
            start: start as u32,
            definitions: outline.definitions.clone(),
            ..RawBody::default()
        },
        report,
    };
    reader.check_links();
    reader.open_section(SectionRole::Prose, None, None);
    let mut level = 1;
    for node in &outline.nodes {
        reader.node(node, &mut level);
    }
    reader.close_section();
    reader.take_unmarked_footnotes();
    reader.check_ids();
    reader.out.footnotes = reader.footnotes();
    reader.out.html = reader.html_pieces();
    reader.check_footnotes();
    reader.check_unclosed();
    reader.out
}

/// The state while one body is read.
pub(super) struct Reader<'a> {
    pub file: FileId,
    /// The body; all ranges of the outline are its byte ranges.
    pub body: &'a str,
    pub base: usize,
    pub outline: &'a Outline,
    pub notes: Notes,
    pub role: SectionRole,
    /// The perspective that following blocks belong to.
    pub perspective: Option<u32>,
    pub next_inline: usize,
    /// Indices of the footnotes whose mark was met.
    pub footnotes_taken: Vec<usize>,
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
    /// The inlines that stand in a range.
    pub fn inlines(&self, range: &Range<usize>) -> impl Iterator<Item = &'a Inline> + use<'a> {
        let all = &self.outline.inlines;
        let from = all.partition_point(|i| i.range.start < range.start);
        let end = range.end;
        all[from..].iter().take_while(move |i| i.range.start < end)
    }

    fn node(&mut self, node: &Node, level: &mut u8) {
        match node {
            Node::Heading { level: found, range, text } => {
                self.heading_order(*found, *level, range);
                *level = (*found).max(2);
                match found {
                    0..=2 => self.heading(text),
                    _ => self.subheading(*found, text),
                }
            }
            Node::Leaf { kind: LeafKind::Footnote, .. } => {}
            Node::Leaf { kind, range } => self.leaf(*kind, range),
            Node::List { start, items, .. } => {
                for (n, item) in items.iter().enumerate() {
                    self.item(item, start.map(|s| s + n as u64));
                }
            }
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

    fn heading(&mut self, text: &Range<usize>) {
        self.close_section();
        let tail = markdown::tail(self.body, text.clone(), &self.outline.code);
        let words = text.start..tail.end;
        let role = items::role(self.slice(&words));
        self.check_unsorted(self.span(&words), self.slice(&words));
        if role != SectionRole::Prose && self.out.sections.iter().any(|s| s.role == role) {
            let message = format!("the section \"{}\" stands twice", self.slice(&words));
            self.report.push(
                Diagnostic::at(&codes::DUPLICATE_SECTION, self.span(&words), message)
                    .help("join the two"),
            );
        }
        let anchor = tail.id.map(|i| self.str(&i));
        self.open_section(role, Some(self.span(&words)), anchor);
    }

    fn open_section(&mut self, role: SectionRole, heading: Option<Span>, anchor: Option<Str>) {
        self.role = role;
        self.perspective = None;
        let at = self.out.blocks.len() as u32;
        self.out.sections.push(RawSection { role, heading, anchor, blocks: at..at });
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
        let last = self.out.blocks.len().checked_sub(1).map(|n| &self.out.blocks[n]);
        if let Some(RawBlock {
            kind: RawKind::Subheading { .. } | RawKind::Perspective(_),
            content,
            ..
        }) = last
        {
            let span = *content;
            self.empty(span);
        }
        self.perspective = None;
    }

    fn subheading(&mut self, level: u8, text: &Range<usize>) {
        self.close_perspective();
        let actors: Vec<Str> = self.wiki_targets(text).collect();
        if self.role == SectionRole::Perspectives && level == 3 {
            if actors.is_empty() {
                let help = "write `### [[actor]]` with the entity's slug or name";
                let message = "a perspective's heading names who holds it";
                self.report
                    .push(Diagnostic::at(&codes::WRONG_FORM, self.span(text), message).help(help));
            }
            self.push(RawKind::Perspective(actors), text.clone(), text.clone(), None);
            self.perspective = Some(self.out.blocks.len() as u32 - 1);
        } else {
            self.push(RawKind::Subheading { level }, text.clone(), text.clone(), None);
        }
    }

    /// The targets of the wiki links in a range.
    pub fn wiki_targets(&self, range: &Range<usize>) -> impl Iterator<Item = Str> + '_ {
        self.inlines(range).filter_map(|i| match &i.kind {
            InlineKind::Wiki { target } => Some(self.str(target)),
            _ => None,
        })
    }

    fn leaf(&mut self, kind: LeafKind, range: &Range<usize>) {
        let words = self.slice(range).trim();
        let lone_id = words.strip_prefix('^').is_some_and(|id| !id.contains(char::is_whitespace));
        if kind == LeafKind::Paragraph && lone_id && self.give_id_to_last(range) {
            return;
        }
        self.push(RawKind::Prose, range.clone(), range.clone(), None);
    }

    /// `^id` on a line of its own belongs to the block before it.
    fn give_id_to_last(&mut self, range: &Range<usize>) -> bool {
        let id = range.start + 1..range.start + self.slice(range).trim_end().len();
        let id = self.str(&id);
        match self.out.blocks.last_mut() {
            Some(last) if last.id.is_none() => {
                last.id = Some(id);
                true
            }
            _ => false,
        }
    }

    /// Adds a block. `whole` is the range whose links belong to it, `content` its words.
    pub fn push(
        &mut self,
        kind: RawKind,
        whole: Range<usize>,
        content: Range<usize>,
        date: Option<Date>,
    ) {
        let tail = markdown::tail(self.body, content.clone(), &self.outline.code);
        let end = tail.end.max(content.start);
        let mut cuts: Vec<Range<u32>> = tail.cuts();
        let words = content.start..end;
        let refs = self.take_refs(&whole, &cuts);
        cuts.retain(|c| (c.start as usize) < end);
        let base = self.base as u32;
        let fields = tail
            .fields
            .iter()
            .map(|f| RawField { name: self.str(&f.name), value: self.str(&f.value) })
            .collect();
        self.out.blocks.push(RawBlock {
            kind,
            section: self.out.sections.len() as u32 - 1,
            content: self.span(&words),
            cuts: cuts.into_iter().map(|c| c.start + base..c.end + base).collect(),
            id: tail.id.map(|i| self.str(&i)),
            fields,
            refs,
            date,
            parent: None,
        });
        let at = self.out.blocks.len() - 1;
        if !matches!(self.out.blocks[at].kind, RawKind::Perspective(_)) {
            self.out.blocks[at].parent = self.perspective;
        }
        items::check_fields(&self.out.blocks[at], self.report);
    }
}
