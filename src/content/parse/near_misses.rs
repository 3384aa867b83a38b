//! Text that nearly has a form that agon reads. Each is reported with what to write instead.

use super::body_reader::{BodyReader, Item, NoteForms};
use super::inline_field::InlineField;
use super::items;
use super::text_cursor::{LineCursor, NextPlace};
use super::validate::is_lasting;
use crate::diagnostics::{Diagnostic, codes, suggest};
use crate::markdown::{NodeIndex, NodeKind, ReferenceKind};
use crate::model::locale::Headings;
use crate::model::*;
use std::ops::Range;

/// The longest text between brackets that is compared with a form, in bytes. What is longer is no slip of the pen, and
/// many brackets that open and one that closes would be read again for each.
const LONGEST_FORM: usize = 200;

/// The first bytes of a text, to the end of a character.
fn start_of(text: &str, longest: usize) -> &str {
    &text[..text.floor_char_boundary(longest)]
}

impl BodyReader<'_> {
    pub(super) fn check_near_misses(&mut self) {
        self.check_single_colons();
        self.check_key_lists();
        self.check_carets();
        self.check_braces();
        self.check_callouts();
        self.check_open_comment();
    }

    /// Reports a near form with the text that replaces a part of it.
    pub(super) fn near_form(
        &mut self,
        at: &Range<usize>,
        message: &str,
        fix: (Range<usize>, &str),
    ) {
        let (place, text) = fix;
        let near = Diagnostic::at(&codes::NEAR_FORM, self.span(at), message);
        self.report.push(near.fix(self.span(&place), text));
    }

    /// `(disputes: [[…]])`: an inline field with one colon, or with an equals sign.
    fn check_single_colons(&mut self) {
        for (open, mark) in self.body.match_indices(['(', '[']) {
            if !self.tree.is_text(open) {
                continue;
            }
            let rest = &self.body[open + 1..];
            let Some(colon) = rest.find(|c: char| !c.is_ascii_alphabetic()) else { continue };
            let after = &rest[colon..];
            let name = rest[..colon].to_ascii_lowercase();
            let Some(field) = InlineField::find(&name) else { continue };
            if !after.starts_with([':', '=']) || after.starts_with("::") {
                continue;
            }
            let spaces = after[1..].len() - after[1..].trim_start_matches(' ').len();
            if spaces > 0 && after[1 + spaces..].starts_with(':') {
                let at = open + 1 + colon;
                let message =
                    format!("the inline field \"{name}\" has a space in its colons, so it is text");
                self.near_form(&(open..at + 2 + spaces), &message, (at..at + 2 + spaces, "::"));
                continue;
            }
            let close = if mark == "(" { ')' } else { ']' };
            let value = start_of(&after[1..], LONGEST_FORM);
            let word = value.split(close).next().unwrap_or_default().trim();
            let place = open + 1..open + 1 + colon;
            if field.value.starts(word) || self.could_say(field, word, &place) {
                let at = open + 1 + colon;
                let sign = if after.starts_with(':') { "one colon" } else { "no colons" };
                let message = format!("the inline field \"{name}\" has {sign}, so it is text");
                self.near_form(&(open..at + 1), &message, (at..at + 1, "::"));
            }
        }
    }

    /// `[@a, @b]`: the second key is read as a part of the first source.
    fn check_key_lists(&mut self) {
        for reference in self.tree.references.iter() {
            let Some(locator) = self.tree.locator(self.body, reference) else { continue };
            if reference.kind != ReferenceKind::Citation {
                continue;
            }
            let is_key =
                |word: &str| word.len() > 1 && word.trim_start_matches('-').starts_with('@');
            if locator.split_whitespace().any(is_key) {
                let end = reference.range().end;
                let place = match self.body[end..].starts_with(',') {
                    true => end..end + 1,
                    false => end..end,
                };
                let at = self.tree.node(reference.node).range();
                let message = "a semicolon separates two sources; the second is not cited";
                self.near_form(&at, message, (place, ";"));
            }
        }
    }

    /// A block id without the space before it, with one in it, at the wrong end, or next to another.
    fn check_carets(&mut self) {
        let mut lines = LineCursor::default();
        let mut spaces = NextPlace::of(&[' ', '\t', '\n', '\r']);
        for (at, _) in self.body.match_indices('^') {
            let is_attribute =
                self.tree.attributes_in(&(at..at + 1)).iter().any(|a| a.range.start as usize == at);
            let line = lines.line(self.body, at);
            let before = &self.body[line.start..at];
            let line = self.body[at + 1..line.end].trim_end_matches('\r');
            if is_attribute
                || line.starts_with(['^', '['])
                || before.ends_with(['[', '\\'])
                || !self.tree.is_text(at)
            {
                continue;
            }
            let word_start = at + 1 + (line.len() - line.trim_start().len());
            let word_end = spaces.from(self.body, word_start).unwrap_or(self.body.len());
            // an id is short, and a long word can have many carets
            if word_end - word_start > LONGEST_FORM {
                continue;
            }
            let word =
                self.body[word_start..word_end].split_whitespace().next().unwrap_or_default();
            let bare = word.trim_end_matches(['.', ',', ';']);
            let is_id = !bare.is_empty() && bare.chars().all(|c| c.is_alphanumeric() || c == '-');
            if !is_id {
                continue;
            }
            let rest = line.trim_start()[word.len()..].trim_start();
            let marker =
                before.trim_start_matches(|c: char| c.is_whitespace() || "-*+.>".contains(c));
            let digits = marker.trim_start_matches(|c: char| c.is_ascii_digit());
            let is_start = digits.chars().all(|c: char| c.is_whitespace() || "-*+.>".contains(c));
            let end = at + 1 + word.len();
            if bare.len() < word.len() {
                if rest.is_empty() && before.ends_with(' ') && is_lasting(bare) {
                    let message = "a block id ends its block, so this is text";
                    let after = at + 1 + bare.len()..end;
                    self.near_form(&(at..end), message, (after, ""));
                }
            } else if rest.is_empty() && before.ends_with(' ') && self.text_follows(end) {
                let message = "a block id ends its block, and more text follows, so this is text";
                let help = format!("move ^{word} to the end of the paragraph or item");
                self.report.add(&codes::NEAR_FORM, self.span(&(at..end)), message, help);
            } else if line.starts_with(' ') {
                if rest.is_empty() && before.ends_with(' ') && word.is_ascii() {
                    let message = "a block id has no space in it, so this is text";
                    self.near_form(&(at..end + 1), message, (at + 1..at + 2, ""));
                }
            } else if rest.is_empty() && before.ends_with(['.', '!', '?', ')', ']', '"', '”', '*'])
            {
                let message = "a space must precede a block id, so this is text";
                self.near_form(&(at..end), message, (at..at, " "));
            } else if rest.starts_with('^') && (before.ends_with(' ') || is_start) {
                let message = "a block has one id, so this one is text";
                let help = "keep one of the two; the other can be removed";
                self.report.add(&codes::NEAR_FORM, self.span(&(at..end)), message, help);
            } else if !rest.is_empty()
                && word.len() > 1
                && (is_start || before.ends_with(' ') && bare.contains('-') && is_lasting(bare))
            {
                let message = "a block id is at the end of its block, so this is text";
                let help = format!("move ^{word} to the end of the paragraph or item");
                self.report.add(&codes::NEAR_FORM, self.span(&(at..end)), message, help);
            }
        }
    }

    /// Whether the next line continues the block.
    fn text_follows(&self, at: usize) -> bool {
        let next = self.body[at..].lines().nth(1).unwrap_or_default().trim();
        !next.is_empty()
            && !next.starts_with(['-', '*', '+', '#', '>', '|', '`', '^'])
            && !next.starts_with(|c: char| c.is_ascii_digit())
    }

    /// `{status:: open}` and `{#id}`.
    fn check_braces(&mut self) {
        let mut ends = NextPlace::of(&['}', '\n']);
        let mut lines = LineCursor::default();
        for (open, _) in self.body.match_indices('{') {
            let end = ends.from(self.body, open).filter(|end| self.body[*end..].starts_with('}'));
            let Some(end) = end.filter(|end| end - open <= LONGEST_FORM) else { continue };
            if !self.tree.is_text(open) {
                continue;
            }
            let inside = &self.body[open + 1..end];
            let after = &self.body[end + 1..lines.line(self.body, end).end];
            let range = open..end + 1;
            let split = inside.split_once("::").or_else(|| inside.split_once(':'));
            if let Some((name, value)) = split
                && let Some(field) = InlineField::find(&name.trim().to_ascii_lowercase())
                && (inside.contains("::")
                    || field.value.starts(value.trim())
                    || self.could_say(field, value.trim(), &range))
            {
                let message =
                    format!("an inline field has round brackets, so \"{}\" is text", name.trim());
                let text = format!("({}:: {})", field.name, value.trim());
                self.near_form(&range, &message, (range.clone(), &text));
            } else if let Some(id) = inside.strip_prefix(['#', '^'])
                && is_lasting(id)
                && after.trim_start().is_empty()
            {
                let message = "a block id is written with ^ and without brackets, so this is text";
                let text = format!("^{id}");
                self.near_form(&range, message, (range.clone(), &text));
            }
        }
    }

    /// `> [!EDTOR] 2026-11-20`
    fn check_callouts(&mut self) {
        let mut lines = LineCursor::default();
        for (open, _) in self.body.match_indices("[!") {
            let line = lines.line(self.body, open);
            let word = start_of(&self.body[open + 2..line.end], 2 * "editor".len());
            let Some(len) = word.find(']') else { continue };
            let kind = word[..len].to_ascii_lowercase();
            let distance = strsim::damerau_levenshtein(&kind, "editor");
            let before = self.body[line.start..open].trim();
            if before.is_empty() || before.contains(|c| c != '>') || !(1..=2).contains(&distance) {
                continue;
            }
            let range = open + 2..open + 2 + len;
            let message =
                format!("the callout \"{}\" is nearly that of an editor's note", &word[..len]);
            self.near_form(&range, &message, (range.clone(), "EDITOR"));
        }
    }

    /// A comment without an end, which hides the rest of the text.
    fn check_open_comment(&mut self) {
        let hidden = self.tree.hidden_in(&(0..self.body.len()));
        let Some(last) = hidden.last().map(|range| range.start as usize..range.end as usize) else {
            return;
        };
        let words = self.slice(&last);
        let close = match words {
            _ if words.starts_with("<!--") => "-->",
            _ if words.starts_with("%%") => "%%",
            _ => return,
        };
        let is_closed = words.len() > 3 && words.trim_end().ends_with(close);
        if is_closed || last.end < self.body.trim_end().len() {
            return;
        }
        let mark = last.start..last.start + words.lines().next().unwrap_or_default().len();
        let message = "the comment is not closed, so nothing after this is published";
        let help = format!("write {close} where it ends");
        self.report.add(&codes::NEAR_FORM, self.span(&mark), message, help);
    }

    /// An item of a gather with its one source at the end: a source note starts with it.
    pub(super) fn check_note_order(&mut self, item: &Item) {
        if self.notes != NoteForms::All || self.role != SectionRole::Prose {
            return;
        }
        let words = self.slice(&item.range);
        if let Some(first) = self.reference_at_start(&item.range)
            && self.tree.references[first as usize].kind == ReferenceKind::TextCitation
        {
            let key = self.tree.references[first as usize].range();
            let colon = usize::from(self.body[key.end..].starts_with(':'));
            let place = item.range.start..key.end + colon;
            let fixed = format!("[@{}]", self.slice(&key));
            let message = "a source note starts with its source in square brackets, so this is an item without one";
            return self.near_form(&place, message, (place.clone(), &fixed));
        }
        let inside = words.strip_prefix("(@").or_else(|| words.strip_prefix("{@"));
        let inside = inside.and_then(|rest| rest.split([')', '}', '\n']).next());
        if let Some(inside) = inside.filter(|inside| inside.len() + 2 < words.len()) {
            let place = item.range.start..item.range.start + inside.len() + 3;
            if self.slice(&place).ends_with([')', '}']) {
                let message = "a source note starts with its source in square brackets, so this is an item without one";
                return self.near_form(&place, message, (place.clone(), &format!("[@{inside}]")));
            }
        }
        let (text, after) = match words.rfind("[@") {
            Some(at) if words.matches('@').count() == 1 => words.split_at(at),
            _ => return,
        };
        let Some((key, rest)) = after.split_once(']') else { return };
        let is_end = rest.trim_start_matches('.').split_whitespace().all(|w| w.starts_with('^'));
        let is_key = !key[2..].contains(|c: char| c.is_whitespace() || c == ';' || c == ',');
        if !is_end || !is_key || text.contains('\n') || text.trim().is_empty() {
            return;
        }
        let message = "a source note starts with its source, so this is an item without one";
        let end = item.range.start + text.len() + key.len() + 1;
        let place = item.range.start..end;
        let moved = format!("{key}] {}", text.trim_end());
        self.near_form(&place, message, (place.clone(), &moved));
    }

    /// The label of a sub-item of this section with which words start, with or without marks of bold.
    fn part_label(&self, words: &str) -> Option<(&'static str, usize)> {
        let bare = words.trim_start_matches(['*', '_']);
        let label = bare.split(':').next()?;
        let known = items::part_labels(self.role).iter().copied();
        let name = known
            .into_iter()
            .find(|part| part.eq_ignore_ascii_case(label.trim_end_matches(['*', '_'])))?;
        let rest = bare.get(label.len() + 1..)?;
        Some((name, words.len() - rest.trim_start_matches(['*', '_']).len()))
    }

    /// Reports words that are a sub-item but for their place; `mark` is what is missing before them.
    fn near_part(&mut self, words: &Range<usize>, mark: &str) -> bool {
        let Some((name, len)) = self.part_label(self.slice(words)) else { return false };
        let owner = match self.role {
            SectionRole::Tensions => "a tension",
            SectionRole::Questions => "a question",
            _ => "a forecast",
        };
        let message = format!(
            "\"{name}\" is a sub-item of {owner}, written as a list item below it; here it belongs to none"
        );
        let place = words.start..words.start + len;
        let label = format!("{mark}{name}:");
        self.near_form(&place, &message, (place.clone(), &label));
        true
    }

    /// `- Answer: …` beside the question, where an indented one belongs to it.
    pub(super) fn is_outdented_part(&mut self, item: &Item) -> bool {
        let Some((name, _)) = self.part_label(self.slice(&item.range)) else { return false };
        let line = self.first_line(item);
        let start = self.tree.node(item.node).start as usize;
        let message = format!("\"{name}\" is a sub-item, and this stands beside the item above");
        let found = Diagnostic::at(&codes::WRONG_FORM, self.span(&line), message);
        let place = self.span(&(start..start));
        self.report.push(found.fix(place, "  "));
        true
    }

    /// `Answer: …` as a line or a paragraph of its question.
    pub(super) fn check_part_paragraphs(&mut self, item: &Item) {
        let tree = self.tree;
        let own = tree.inline_range(item.node).unwrap_or_default();
        let mut at = own.start;
        for (line, nth) in self.slice(&own).split_inclusive('\n').zip(0..) {
            let words = line.trim();
            let start = at + line.len() - line.trim_start().len();
            at += line.len();
            if nth > 0 && self.tree.is_text(start) {
                self.near_part(&(start..start + words.len()), "- ");
            }
        }
        for child in tree.children(item.node).skip(1) {
            if tree.node(child).kind == NodeKind::Paragraph {
                self.near_part(&tree.node(child).range(), "- ");
            }
        }
    }

    /// A heading that is nearly that of a section with a meaning.
    pub(super) fn check_heading(&mut self, words: &Range<usize>) {
        let heading = self.slice(words).trim();
        if heading.starts_with("[[")
            && heading.ends_with("]]")
            && self.body[..words.start].ends_with("## ")
        {
            let level = words.start - 1..words.start - 1;
            let message = "an actor's heading in a section Perspectives is one of the third level";
            return self.near_form(words, message, (level, "#"));
        }
        let known = self.headings.all().filter(|name| name.chars().count() > 5);
        let near = suggest::nearest(heading, known, 1).first().copied();
        // two letters of a short word make another word: in Arabic “the evidence” from “the questions”
        let most = if heading.chars().count() < 8 { 1 } else { 2 };
        let is_near = |name: &&str| {
            strsim::damerau_levenshtein(&heading.to_lowercase(), &name.to_lowercase()) <= most
        };
        let role_elsewhere = Headings::elsewhere(heading);
        let near = near.filter(is_near).or(role_elsewhere.map(|role| self.headings.usual(role)));
        if let Some(near) = near {
            let message = format!(
                "the section \"{heading}\" is not known, so it is read as text; did you mean \"{near}\"?"
            );
            let span = self.span(words);
            let unknown = Diagnostic::at(&codes::UNKNOWN_SECTION, span, message);
            self.report.push(unknown.fix(span, near));
        }
    }

    /// A paragraph or table that was meant as a heading or as items of its section.
    pub(super) fn check_leaf(&mut self, node: NodeIndex, range: &Range<usize>) {
        let words = self.slice(range).trim_end();
        let at =
            range.start..range.start + words.lines().next().unwrap_or_default().trim_end().len();
        if self.tree.node(node).kind == NodeKind::Table {
            return self.check_table(node);
        }
        if self.tree.node(node).kind != NodeKind::Paragraph {
            return;
        }
        let bold =
            words.strip_prefix("**").and_then(|w| w.trim_end_matches(':').strip_suffix("**"));
        let hashes = words.len() - words.trim_start_matches('#').len();
        let title = words[hashes..].lines().next().unwrap_or_default().trim();
        if let Some(title) = bold.filter(|t| self.headings.role(t) != SectionRole::Prose) {
            let heading = format!("## {}", title.trim_end_matches(':'));
            let message = "this is text in bold; a section starts with a heading";
            return self.near_form(
                &at,
                message,
                (range.start..range.start + words.len(), &heading),
            );
        }
        let is_role = self.headings.role(title) != SectionRole::Prose;
        if (1..=6).contains(&hashes)
            && (hashes > 1 || is_role)
            && title.starts_with(char::is_alphabetic)
        {
            let place = range.start + hashes;
            let message = "a heading has a space behind its #, so this is text";
            return self.near_form(&at, message, (place..place, " "));
        }
        if self.near_part(range, "  - ") || self.is_perspective_without_heading(range) {
            return;
        }
        if self.is_note_without_mark(range) {
            let message = "a source note is a list item, so this is a paragraph of the editors";
            return self.near_form(&at, message, (range.start..range.start, "- "));
        }
        let line = Item { node, place: ListPlace::default(), range: range.clone() };
        if self.form_of(&line) == Some(self.role) {
            let message = "an item of this section starts with `- `, so this is text";
            return self.near_form(&at, message, (range.start..range.start, "- "));
        }
        self.check_lines(range);
    }

    /// Whether a paragraph of a gather is a source note but for its hyphen: one source, then what it says.
    fn is_note_without_mark(&self, range: &Range<usize>) -> bool {
        if self.notes != NoteForms::All || self.role != SectionRole::Prose {
            return false;
        }
        let Some(first) = self.reference_at_start(range) else { return false };
        let reference = self.tree.references[first as usize];
        let words = self.slice(&(self.tree.node(reference.node).range().end..range.end));
        reference.kind == ReferenceKind::Citation
            && self.tree.references_of(reference.node).len() == 1
            && words.trim_start().starts_with(char::is_alphanumeric)
    }

    /// Rows that have the form of the section's items.
    fn check_table(&mut self, table: NodeIndex) {
        if !matches!(
            self.role,
            SectionRole::Timeline | SectionRole::Tensions | SectionRole::Perspectives
        ) {
            return;
        }
        for row in self.tree.children(table) {
            let cells = self.slice(&self.tree.node(row).range()).trim_start_matches(['|', ' ']);
            let first = cells.split('|').next().unwrap_or_default().trim();
            let is_item = Date::parse(first).is_some() || first.contains("]] × [[");
            if is_item && self.tree.node(row).kind == NodeKind::TableRow {
                let message = "rows of a table are not read as items of this section";
                let help = "write each as a list item, such as `- 2026-06-24: text`";
                let span = self.span(&self.tree.node(row).range());
                return self.report.add(&codes::NEAR_FORM, span, message, help);
            }
        }
    }

    /// Items in the form of a section with a meaning, in a section without one.
    pub(super) fn check_misplaced_items(&mut self, list: NodeIndex) {
        let mut dated = 0;
        let mut count = 0;
        for node in self.tree.children(list) {
            count += 1;
            let range = self.tree.item_range(self.body, node);
            let item = Item { node, place: ListPlace::default(), range };
            match self.form_of(&item) {
                Some(SectionRole::Timeline) => dated += 1,
                Some(role) => return self.misplaced(&item, role),
                None => {}
            }
            if dated == count && dated == 3 {
                return self.misplaced(&item, SectionRole::Timeline);
            }
        }
    }

    fn misplaced(&mut self, item: &Item, role: SectionRole) {
        let heading = self.headings.usual(role);
        let message =
            format!("this has the form of an item of `## {heading}`, and is not in that section");
        let help = format!("put the list under a heading `## {heading}`");
        let span = self.span(&self.first_line(item));
        self.report.add(&codes::UNKNOWN_SECTION, span, message, help);
    }

    /// The section whose items have the form of this one.
    fn form_of(&self, item: &Item) -> Option<SectionRole> {
        if self.sides(item).is_some() {
            return Some(SectionRole::Tensions);
        }
        let words = self.slice(&item.range);
        let bold = words.strip_prefix("**").and_then(|w| w.split("**").next());
        if bold.is_some_and(|label| {
            ObservationKind::parse(label.trim_end_matches([':', ' '])).is_some()
        }) {
            return Some(SectionRole::Observations);
        }
        let (date, _, after, _) = self.date_prefix(item);
        let has_colon = self.slice(&item.range).contains(':');
        match date {
            Some(_) if ChangeWord::parse(&after.text).is_some() => Some(SectionRole::Perspectives),
            Some(date) if date.month > 0 && after.text.is_empty() && has_colon => match self.role {
                SectionRole::Corrections => Some(SectionRole::Corrections),
                _ => Some(SectionRole::Timeline),
            },
            _ => None,
        }
    }
}
