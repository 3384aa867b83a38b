//! Text that nearly has a form that agon reads. Each is reported with what to write instead.

use super::body_reader::{BodyReader, Item, NoteForms};
use super::inline_field::InlineField;
use super::item_parts::part_labels;
use super::text_cursor::{LineCursor, NextPlace};
use super::validate::is_lasting;
use crate::diagnostics::{Diagnostic, codes};
use crate::markdown::{NodeKind, ReferenceKind};
use crate::model::*;
use crate::source::{places_of, places_of_either};
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
        for open in places_of_either(self.body, [b'(', b'[']) {
            if !self.tree.is_text(open) {
                continue;
            }
            let rest = &self.body[open + 1..];
            let Some(colon) = rest.find(|c: char| !c.is_ascii_alphabetic()) else { continue };
            let after = &rest[colon..];
            let name = rest[..colon].to_ascii_lowercase();
            let Some(field) = InlineField::find(&name) else { continue };
            // a full-width colon is one of Chinese and Japanese
            let signs = after.len() - after.trim_start_matches([':', '：']).len();
            let colons = &after[..signs];
            if !after.starts_with([':', '：', '=']) || colons == "::" {
                continue;
            }
            if colons.contains('：') {
                let at = open + 1 + colon;
                let message =
                    format!("the inline field \"{name}\" has a full-width colon, so it is text");
                self.near_form(&(open..at + signs), &message, (at..at + signs, "::"));
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
            let close = if self.body[open..].starts_with('(') { ')' } else { ']' };
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
        for at in places_of(self.body, "^") {
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
        for open in places_of(self.body, "{") {
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
            let brace =
                self.body[..key.start].ends_with('{') && self.body[key.end..].starts_with('}');
            let end = key.end + colon + usize::from(brace);
            let place = item.range.start..end;
            let fixed = format!("[@{}]", self.slice(&key));
            let message = "a source note starts with its source in square brackets, so this is an item without one";
            return self.near_form(&place, message, (place.clone(), &fixed));
        }
        let bare = words.trim_start_matches(['*', '_']);
        let marks = words.len() - bare.len();
        if let Some((key, rest)) = bare.strip_prefix("[@").and_then(|key| key.split_once(']'))
            && marks > 0
            && rest.starts_with(&words[..marks])
        {
            let place = item.range.start..item.range.start + 2 * marks + key.len() + 3;
            let message = "a source note starts with its source, without marks around it, so this is an item without one";
            return self.near_form(&place, message, (place.clone(), &format!("[@{key}]")));
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
        let known = part_labels(self.role).iter().copied();
        let name = known
            .into_iter()
            .find(|part| part.eq_ignore_ascii_case(label.trim_end_matches(['*', '_'])))?;
        let rest = bare.get(label.len() + 1..)?;
        Some((name, words.len() - rest.trim_start_matches(['*', '_']).len()))
    }

    /// Reports words that are a sub-item but for their place; `mark` is what is missing before them.
    pub(super) fn near_part(&mut self, words: &Range<usize>, mark: &str) -> bool {
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
}
