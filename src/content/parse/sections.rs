//! From a Markdown body to sections and blocks: the entry of the reader.

use super::body::{RawBlock, RawBody, RawKind, RawSection};
use super::body_reader::{BodyReader, NoteForms};
use super::validate::{keep, parse_date};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::markdown::{self, AttributeKind, NodeIndex, NodeKind};
use crate::model::locale::Headings;
use crate::model::*;
use crate::source::{FileId, Span, line_start};
use std::ops::Range;
use std::sync::Arc;

/// The most blocks (paragraphs, list items, headings) that a text may have. Each takes about a kilobyte of memory however
/// short it is; of books with numbered verses the longest have 31,000.
const MOST_BLOCKS: usize = 100_000;

/// How many actors can hold one perspective. The page of each names the others.
const MOST_HOLDERS: usize = 100;

/// The most lines and marks of a text, of which Markdown makes pieces.
const MOST_MARKS: usize = 200_000;

/// The most pieces that Markdown may make of a text: blocks, marked words, links, and the words between them.
const MOST_NODES: usize = 400_000;

/// Reads the body that starts at byte `start` of a file. Of a text with more than [`MOST_BLOCKS`], [`MOST_MARKS`] or
/// [`MOST_NODES`] it keeps nothing. `gather` allows source notes of the second form.
pub(super) fn read(
    file: FileId,
    text: &str,
    start: usize,
    notes: NoteForms,
    headings: &Headings,
    report: &mut Report,
) -> RawBody {
    let body = &text[start..];
    let nothing = RawBody { start: start as u32, ..RawBody::default() };
    // Markdown makes a piece of each, and keeps all of them while it reads.
    let mut marks = body.bytes().enumerate().filter(|(_, byte)| is_mark(*byte));
    if body.len() > MOST_MARKS
        && let Some((at, _)) = marks.nth(MOST_MARKS)
    {
        report.push(too_many(
            MOST_MARKS,
            "lines and marks",
            Span::new(file, start + at..start + at + 1),
        ));
        return nothing;
    }
    let tree = markdown::parse(body);
    if let Some(node) = tree.nodes.get(MOST_NODES) {
        let at = start + node.start as usize;
        report.push(too_many(MOST_NODES, "pieces", Span::new(file, at..start + node.range().end)));
        return nothing;
    }
    let mut reader = BodyReader {
        file,
        body,
        base: start,
        tree: &tree,
        notes,
        headings,
        role: SectionRole::Prose,
        perspective: None,
        last: None,
        out: RawBody { start: start as u32, ..RawBody::default() },
        report,
    };
    reader.open_section(SectionRole::Prose, None, None, None);
    let mut level = 1;
    for node in tree.roots() {
        if reader.is_full() {
            break;
        }
        reader.root(node, &mut level);
    }
    if let Some(block) = reader.out.blocks.get(MOST_BLOCKS) {
        let found = too_many(MOST_BLOCKS, "paragraphs, list items and headings", block.content);
        report.push(found);
        return nothing;
    }
    reader.close_section();
    reader.collect_refs();
    reader.out.html = reader.html_pieces();
    reader.check();
    let mut out = reader.out;
    out.blocks.shrink_to_fit();
    RawBody { tree: Arc::new(tree), ..out }
}

/// Whether Markdown can make a piece of a byte.
fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        b'\n' | b'*' | b'_' | b'~' | b'`' | b'[' | b']' | b'<' | b'&' | b'|' | b'^' | b'$' | b'\\'
    )
}

/// That a text has more of what is read than is allowed; `first` is the first beyond it.
fn too_many(most: usize, what: &str, first: Span) -> Diagnostic {
    let message = format!("the text has more than {most} {what}, the most that agon reads");
    let help = "split it into several, or put it under static/ and link to it";
    Diagnostic::at(&codes::UNREADABLE, first, message).help(help)
}

impl BodyReader<'_> {
    /// Whether the text has more blocks than are read.
    fn is_full(&self) -> bool {
        self.out.blocks.len() > MOST_BLOCKS
    }

    fn root(&mut self, index: NodeIndex, level: &mut u8) {
        let range = self.tree.node(index).range();
        match self.tree.node(index).kind {
            NodeKind::Heading => {
                let found = self.tree.level(index);
                self.heading_order(found, *level, &range);
                let is_in_order = found <= *level + 1;
                *level = found.max(2);
                let words = self.tree.inline_range(index).unwrap_or(range.end..range.end);
                match found {
                    0..=2 => self.heading(index, &words),
                    _ => {
                        let level = self.level_of_perspective(found, &words, is_in_order);
                        self.subheading(index, level, &words);
                    }
                }
            }
            NodeKind::Footnote => {}
            NodeKind::List => {
                if self.role == SectionRole::Prose {
                    self.check_misplaced_items(index);
                }
                let start = self.tree.first_number(index);
                for (item, nth) in self.tree.children(index).zip(0..) {
                    if self.is_full() {
                        break;
                    }
                    self.item(item, ListPlace { start, nth });
                }
            }
            _ => self.leaf(index, range),
        }
    }

    fn heading_order(&mut self, found: u8, before: u8, range: &Range<usize>) {
        let (message, help, level) = match found {
            1 => (
                "the text has a heading of level 1".to_string(),
                "the title is the only one; write ## for a section",
                2,
            ),
            n if n > before + 1 => (
                format!("a heading of level {n} follows one of level {before}"),
                "go down one level at a time",
                before + 1,
            ),
            _ => return,
        };
        let words = self.slice(range);
        let span = self.span(&(range.start..range.start + words.trim_end().len()));
        let problem = Diagnostic::at(&codes::HEADING_ORDER, span, message).help(help);
        let hashes = words.len() - words.trim_start_matches('#').len();
        self.report.push(match hashes == usize::from(found) {
            true => {
                let place = self.span(&(range.start..range.start + hashes));
                problem.fix(place, "#".repeat(level.into()))
            }
            false => problem,
        });
    }

    fn heading(&mut self, index: NodeIndex, text: &Range<usize>) {
        self.close_section();
        let words = text.start..self.tree.words_end(self.body, text);
        let role = self.headings.role(self.slice(&words));
        self.check_unsorted(self.span(&words), self.slice(&words));
        if role == SectionRole::Prose {
            self.check_heading(&words);
        }
        if role != SectionRole::Prose && self.out.sections.iter().any(|s| s.role == role) {
            let message = format!("the section \"{}\" occurs twice", self.slice(&words));
            self.report.add(&codes::DUPLICATE_SECTION, self.span(&words), message, "join the two");
        }
        let anchor = self.tree.attributes_of(index).find_map(|a| a.id()).map(|id| self.span(&id));
        self.open_section(role, Some(self.span(&words)), Some(index), anchor);
    }

    fn open_section(
        &mut self,
        role: SectionRole,
        heading: Option<Span>,
        node: Option<NodeIndex>,
        anchor: Option<Span>,
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
        self.report.add(&codes::EMPTY_SECTION, span, "there is nothing under this heading", help);
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
        if self.role == SectionRole::Observations
            && let Some(kind) = ObservationKind::parse(self.slice(text).trim_end_matches(':'))
        {
            let message =
                "an observation is a list item that starts with its kind, so this is text";
            let help = format!("write `- **{}:** text` in place of the heading", kind.label());
            self.report.add(&codes::NEAR_FORM, self.span(text), message, help);
        }
        self.check_heading_of_item(text);
        if self.role != SectionRole::Perspectives || level != 3 {
            self.push(RawKind::Subheading { level }, index, text.clone(), None);
            return;
        }
        let mut actors = self.wiki_links(text);
        if actors.len() > MOST_HOLDERS {
            let message = format!("a perspective is held by at most {MOST_HOLDERS} actors");
            let help = "give the group a file under content/entities/ and name that";
            self.report.add(&codes::WRONG_FORM, self.span(text), message, help);
            actors.truncate(MOST_HOLDERS);
        }
        if actors.is_empty() {
            let message = "a perspective's heading names who holds it";
            let found = Diagnostic::at(&codes::WRONG_FORM, self.span(text), message)
                .help("write `### [[actor]]` with the entity's slug or name");
            let words = self.slice(text);
            let is_name = !words.is_empty() && !words.contains(['[', ']', ',', '(', '^', '*', ':']);
            self.report.push(match is_name {
                true => found.fix(self.span(text), format!("[[{words}]]")),
                false => found,
            });
        }
        self.push(RawKind::Perspective(actors), index, text.clone(), None);
        self.perspective = Some(self.out.blocks.len() as u32 - 1);
    }

    fn leaf(&mut self, index: NodeIndex, range: Range<usize>) {
        if let Some(id) = self.tree.attributes_of(index).next()
            && id.kind == AttributeKind::LoneId
        {
            self.lone_id(id.id().unwrap_or_default());
            return;
        }
        self.check_leaf(index, &range);
        let mut range = range;
        // Without its indentation a block of code would read as a paragraph.
        if self.tree.is_indented_code(index) {
            range.start = line_start(self.body, range.start);
        }
        let date = self.editor_date(index);
        self.push(RawKind::Prose, index, range, date);
        self.push_nested(index, self.out.blocks.len() as u32 - 1);
    }

    /// `^id` on a line of its own belongs to the block before it.
    fn lone_id(&mut self, id: Range<usize>) {
        let id = self.span(&id);
        match self.last.map(|last| &mut self.out.blocks[last as usize]) {
            Some(last) if last.id.is_none() => last.id = Some(id),
            _ => self.report.add(
                &codes::BAD_BLOCK_ID,
                id,
                "the id belongs to no block",
                "write it below the block that it names, one id for each block",
            ),
        }
    }

    /// The day of `> [!EDITOR] 2026-11-20`, a remark of the editors with a date of its own.
    fn editor_date(&mut self, node: NodeIndex) -> Option<Date> {
        if self.tree.node(node).kind != NodeKind::Quotation {
            return None;
        }
        let callout = self.tree.callout(node)?;
        if !self.slice(&callout.kind).eq_ignore_ascii_case("editor") {
            return None;
        }
        let title = self.str(&callout.title);
        if title.text.is_empty() {
            let message = "an editor's note needs its date";
            let help = "write the day behind it: `> [!EDITOR] 2026-11-20`";
            self.report.add(&codes::BAD_ITEM_DATE, self.span(&callout.kind), message, help);
            return None;
        }
        keep(parse_date(&title, &codes::BAD_ITEM_DATE), self.report)
    }
}

#[cfg(test)]
mod tests {
    use crate::content::parse;
    use crate::diagnostics::{Report, codes};
    use crate::source::{Files, SourceFile};

    /// How many headings of perspectives are wrong.
    fn wrong_headings(holders: usize) -> usize {
        let names: Vec<String> = (0..holders).map(|n| format!("[[actor-{n}]]")).collect();
        let heading = names.join(", ");
        let body = format!(
            "---\ntitle: Pay\n---\n## Perspectives\n### {heading}\nPay must rise [@daily].\n"
        );
        let path = "content/topics/wages/threads/pay.md".to_string();
        let mut report = Report::default();
        parse::parse(&Files::new(vec![SourceFile { path, body }]), &mut report);
        report.iter().filter(|found| found.code == &codes::WRONG_FORM).count()
    }

    #[test]
    fn perspective_is_held_by_a_hundred_actors_at_most() {
        assert_eq!([0, 1, 100, 101].map(wrong_headings), [1, 0, 0, 1]);
    }
}
