//! Checks of a body that need nothing else of the site: unsafe links, ids, footnotes.

use super::body_reader::BodyReader;
use super::inline_field::ALIAS;
use super::text_cursor::NextPlace;
use super::validate::{address_problem, short_slug};
use crate::diagnostics::{Diagnostic, codes};
use crate::markdown::{self, Node, NodeIndex, NodeKind, Reference, ReferenceKind, Slice, Tree};
use crate::source::{Span, line_end, line_start, places_of, places_of_either};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The heading over text that an import could not sort.
pub const UNSORTED: &str = "Not sorted yet";

impl BodyReader<'_> {
    /// Text that an import could not sort waits for an editor.
    pub(super) fn check_unsorted(&mut self, heading: Span, words: &str) {
        if words == UNSORTED {
            let help = "put each part where it belongs, and remove the heading";
            let found = Diagnostic::at(
                &codes::UNSORTED_TEXT,
                heading,
                "this text was imported and is not sorted yet",
            );
            self.report.push(found.help(help));
        }
    }

    /// Everything that can be checked once the blocks are known.
    pub(super) fn check(&mut self) {
        self.check_links();
        self.check_ids();
        self.check_footnotes();
        self.check_cells();
        self.check_brackets();
        self.check_near_misses();
        self.check_foreign_forms();
        self.check_foreign_notations();
        self.check_line_marks();
        self.check_citations_with_addresses();
        self.check_spelt_out_fields();
        self.check_bare_fields();
        self.check_corrections();
        self.check_emphasis();
        self.check_formulas();
    }

    /// Links lead somewhere, have words, and keep to safe schemes.
    fn check_links(&mut self) {
        let tree = self.tree;
        for reference in tree.references.iter() {
            let node = tree.node(reference.node);
            let is_link = matches!(reference.kind, ReferenceKind::Link | ReferenceKind::Image);
            let address = tree.address(self.body, reference);
            let problem = if is_link && !markdown::is_safe(address) {
                let scheme = markdown::scheme(address).unwrap_or_default();
                let is_path = scheme == "file" || scheme.len() == 1;
                let (message, help) = match is_path {
                    true => (
                        "this is a path of your own disk, which readers do not have".to_string(),
                        "put the file next to the text, and name it by its path from there"
                            .to_string(),
                    ),
                    false => (
                        format!("a link may not use the scheme `{scheme}:`"),
                        format!("the safe schemes are: {}", markdown::SAFE_SCHEMES.join(", ")),
                    ),
                };
                Some((&codes::UNSAFE_LINK, message, help))
            } else if is_link && address.is_empty() {
                let message = "the link leads nowhere".to_string();
                Some((
                    &codes::EMPTY_LINK,
                    message,
                    "write an address between the round brackets".into(),
                ))
            } else if is_link && markdown::is_web(address) && !markdown::has_host(address) {
                let message = format!("the address \"{address}\" has no host");
                Some((&codes::EMPTY_LINK, message, "write it with the name of a site".into()))
            } else if self.is_in_attribute(reference.start)
                || !is_without_words(tree, self.body, reference)
            {
                None
            } else {
                let message = "the link has no words".to_string();
                Some((&codes::EMPTY_LINK, message, "write what readers see of it".into()))
            };
            if let Some((code, message, help)) = problem {
                let span = self.span(&node.range());
                self.report.add(code, span, message, help);
            }
        }
    }

    /// Raw HTML; adjacent lines and tags are one piece.
    pub(super) fn html_pieces(&self) -> Vec<Span> {
        let mut pieces: Vec<Range<usize>> = Vec::new();
        for range in self.tree.nodes.iter().filter(is_html).map(Node::range) {
            match pieces.last_mut() {
                // Windows' line ends come apart.
                Some(last) if self.body[last.end..range.start].trim_matches('\r').is_empty() => {
                    last.end = range.end
                }
                _ => pieces.push(range.clone()),
            }
        }
        pieces
            .iter()
            .map(|p| self.span(&(p.start..p.start + self.slice(p).trim_end().len())))
            .collect()
    }

    /// An id is well-formed and unique in its file.
    fn check_ids(&mut self) {
        let mut seen = HashMap::new();
        let blocks = self.out.blocks.iter().filter_map(|b| b.id);
        let sections = self.out.sections.iter().filter_map(|s| s.anchor);
        let fields = self.out.blocks.iter().flat_map(|b| &b.fields);
        let aliases = fields.filter(|field| self.text(field.name) == ALIAS).map(|f| f.value);
        let mut ids: Vec<Span> = blocks.chain(sections).chain(aliases).collect();
        ids.sort_by_key(|id| id.start);
        for span in ids {
            let id = self.text(span);
            if let Some(problem) = address_problem(id) {
                let message = format!("the block id \"{id}\" {problem}");
                let made = short_slug(id);
                let found = Diagnostic::at(&codes::BAD_BLOCK_ID, span, message);
                self.report.push(
                    found.help("write lower-case letters, digits and hyphens").fix(span, made),
                );
            }
            if let Some(first) = seen.insert(id, span) {
                let message = format!("the block id \"{id}\" occurs twice in this file");
                let found = Diagnostic::at(&codes::DUPLICATE_BLOCK, span, message)
                    .related(first, "first occurrence");
                self.report.push(
                    found.help(
                        "give one of the two another id; links lead to the one that keeps it",
                    ),
                );
                seen.insert(id, first);
            }
        }
    }

    /// A footnote mark without a text. (Without the text, Markdown reads the mark as words.)
    fn check_footnotes(&mut self) {
        let footnotes = self.tree.footnotes.iter();
        let known: HashSet<&str> =
            footnotes.map(|f| self.tree.footnote_label(self.body, f)).collect();
        let mut ends = NextPlace::of(&[']', '\n']);
        for open in places_of(self.body, "[^") {
            let at = open + 2;
            let Some(end) = ends.from(self.body, at) else { continue };
            let label = &self.body[at..end];
            let is_closed = self.body[end..].starts_with(']');
            let is_wiki = self.body[..open].ends_with('[');
            // the cheap questions come first: many labels can end with one bracket
            if is_closed
                && !is_wiki
                && !label.is_empty()
                && !label.contains([' ', '['])
                && !known.contains(label)
                && self.tree.is_text(open)
            {
                let message = format!("the footnote \"{label}\" has no text");
                let help = format!(
                    "write `[^{label}]: …` on a line of its own, or cite a source as [@key]"
                );
                let span = self.span(&(open..end + 1));
                self.report.add(&codes::UNDEFINED_FOOTNOTE, span, message, help);
            }
        }
    }

    /// Formulas that cannot be converted are shown as they are written.
    fn check_formulas(&mut self) {
        for node in &self.tree.nodes {
            let is_block = node.kind == NodeKind::DisplayMath;
            if !is_block && node.kind != NodeKind::InlineMath {
                continue;
            }
            let formula = self.slice(&node.range()).trim_matches('$');
            if let Err(problem) = markdown::mathml(formula, is_block) {
                let message =
                    format!("the formula cannot be read: {}", problem.trim_end_matches('.'));
                let help = "write it in LaTeX, or `\\$` for a dollar sign";
                self.report.add(&codes::BAD_FORMULA, self.span(&node.range()), message, help);
            }
        }
    }

    /// Rows of a table with more cells than its header: Markdown drops them.
    fn check_cells(&mut self) {
        for (index, row) in self.tree.nodes.iter().enumerate() {
            if row.kind != NodeKind::TableRow {
                continue;
            }
            let last = self.tree.children(index as u32).last();
            let cells_end = last.map_or(row.start, |cell| self.tree.node(cell).end);
            let rest = cells_end as usize..row.end as usize;
            if self.slice(&rest).trim_matches(|c: char| c == '|' || c.is_whitespace()).is_empty() {
                continue;
            }
            let start = rest.start
                + self.slice(&rest).find(|c: char| c != '|' && !c.is_whitespace()).unwrap_or(0);
            let span = self.span(&(start..rest.start + self.slice(&rest).trim_end().len()));
            let words = self.slice(&row.range());
            let help = match words.find("[[").is_some_and(|n| words[n..].contains('|')) {
                true => r"write the bar of a wiki link as `\|` in a table",
                false => "add a column to the header, or join two cells",
            };
            let message = "the row has more cells than the header, and Markdown drops them";
            self.report.add(&codes::EXTRA_CELLS, span, message, help);
        }
    }

    /// Brackets that start no link and no citation, which Markdown shows as text.
    fn check_brackets(&mut self) {
        let mut line = LineBrackets::default();
        for at in places_of_either(self.body, [b'[', b']']) {
            match self.body.as_bytes().get(at..at + 2).unwrap_or_default() {
                b"[[" => self.check_opening(at, "wiki link", &mut line),
                b"[@" => self.check_opening(at, "citation", &mut line),
                b"](" | b"][" => self.check_joint(at, &mut line),
                _ => {}
            }
        }
    }

    fn check_opening(&mut self, at: usize, what: &str, line: &mut LineBrackets) {
        if !self.tree.is_text(at) || self.body[..at].ends_with(['\\', '[']) {
            return;
        }
        line.read(self.body, at);
        let end = line.word_end(self.body, at);
        let is_closed = what == "citation" && line.closings.contains_key(&at);
        let has_key = what != "citation" || self.body[at + 2..].starts_with(is_of_key);
        let message = match is_closed {
            true if !has_key => "the citation has no key, so it is shown as text".to_string(),
            true => "the citation has other brackets in it, so it is shown as text".to_string(),
            false => format!("the {what} is not closed, so it is shown as text"),
        };
        let help = if is_closed && !has_key {
            "write the id of the source right behind the @, as in `[@key]`; its title is no key"
        } else if is_closed {
            "write pages and words in it without links: `[@key, p. 3]`"
        } else if line.is_in_table(self.tree, at) {
            r"close it with ]] or ], and write the bar of a wiki link as `\|` in a table"
        } else {
            "close it with ]] or ], or write a backslash before the bracket if it is meant as text"
        };
        self.report.add(&codes::UNCLOSED_LINK, self.span(&(at..end)), message, help);
    }

    /// `](` or `][` between words: the intended link is not a link.
    fn check_joint(&mut self, at: usize, line: &mut LineBrackets) {
        if !self.tree.is_text(at) || !self.tree.is_text(at + 1) || self.body[..at].ends_with('\\') {
            return;
        }
        let (open, close) =
            if self.body[at + 1..].starts_with('(') { ('(', ')') } else { ('[', ']') };
        let rest = &self.body[at + 2..];
        let Some(len) = rest.find([close, open, '\n']).filter(|n| rest[*n..].starts_with(close))
        else {
            return;
        };
        let target = &rest[..len];
        line.read(self.body, at);
        let Some(label) = line.openings.get(&at).copied() else { return };
        if !self.tree.is_text(label) || self.body[..label].ends_with('\\') {
            return;
        }
        let (message, help) = match open {
            '[' if target.starts_with(['^', '@']) => return,
            '[' => (
                format!("no link is defined as \"{target}\", so the brackets are shown as text"),
                format!(
                    "write `[{target}]: address` on a line of its own, or the address in round brackets"
                ),
            ),
            // a template, which has a message of its own
            _ if target.starts_with("{{") => return,
            _ if has_title(target, "\"") => (
                "the title of the link has straight quotes in it, so the link is shown as text"
                    .to_string(),
                "write the title in single quotes: `[words](address 'A \"title\"')`".to_string(),
            ),
            _ if has_title(target, "“„«") => (
                "the title of the link is not in straight quotes, so the link is shown as text"
                    .to_string(),
                "write `[words](address \"title\")`".to_string(),
            ),
            _ if target.contains(' ') => (
                "the address has a space, so the link is shown as text".to_string(),
                "write %20 for each space, or put the address between < and >".to_string(),
            ),
            _ => (
                "the link is shown as text".to_string(),
                "a link can have no other link or citation among its words".to_string(),
            ),
        };
        let span = self.span(&(label..at + 2 + len + 1));
        self.report.add(&codes::NO_LINK, span, message, help);
    }
}

/// Whether an address is followed by a title that starts with one of some quotes.
fn has_title(target: &str, quotes: &str) -> bool {
    let title = target.split_once(' ').map_or("", |(_, title)| title.trim_start());
    title.starts_with(|c| quotes.contains(c))
}

fn is_html(node: &&Node) -> bool {
    matches!(node.kind, NodeKind::Html | NodeKind::InlineHtml)
}

fn is_of_key(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '{'
}

/// The brackets of a line that belong together, found once for all questions about the line.
#[derive(Default)]
struct LineBrackets {
    line: Range<usize>,
    /// By the opening bracket.
    closings: HashMap<usize, usize>,
    /// By the closing bracket.
    openings: HashMap<usize, usize>,
    /// Where the word ends that was looked at last.
    word_end: usize,
    /// The block that was looked at last.
    root: NodeIndex,
}

impl LineBrackets {
    /// Reads the line of a byte.
    fn read(&mut self, body: &str, at: usize) {
        if self.line.contains(&at) {
            return;
        }
        let (start, end) = (line_start(body, at), line_end(body, at));
        *self = LineBrackets { line: start..end, root: self.root, ..LineBrackets::default() };
        let mut open = Vec::new();
        for (n, c) in body[start..end].match_indices(['[', ']']) {
            if c == "[" {
                open.push(start + n);
            } else if let Some(opening) = open.pop() {
                self.closings.insert(opening, start + n);
                self.openings.insert(start + n, opening);
            }
        }
    }

    /// Whether a byte of the line is in a table. Lines are asked about in the order of the text.
    fn is_in_table(&mut self, tree: &Tree, byte: usize) -> bool {
        while let Some(root) = tree.nodes.get(self.root as usize) {
            if root.end as usize > byte {
                return root.kind == NodeKind::Table && root.start as usize <= byte;
            }
            self.root = root.next;
        }
        false
    }

    /// The end of the word that begins with the bracket at a byte.
    fn word_end(&mut self, body: &str, at: usize) -> usize {
        if self.word_end <= at {
            let rest = &body[at..];
            let len = rest.find(|c: char| c.is_whitespace() || c == ']').unwrap_or(rest.len());
            self.word_end = at + len;
        }
        self.word_end.max(at + 2)
    }
}

/// Whether a link is empty: without words and images.
fn is_without_words(tree: &Tree, source: &str, reference: &Reference) -> bool {
    let is_labelled =
        matches!(reference.kind, ReferenceKind::Link | ReferenceKind::LabelledWikiLink);
    let has_image = tree.children(reference.node).any(|n| tree.node(n).kind == NodeKind::Image);
    let words = Slice::inside(tree, source, reference.node).as_written();
    is_labelled && !has_image && words.trim().is_empty()
}
