//! Text that nearly has a form that agon reads. Each is reported with what to write instead.

use super::body_reader::{BodyReader, Item};
use super::inline_field::InlineField;
use super::items::{self, HEADINGS};
use crate::diagnostics::{Diagnostic, codes, suggest};
use crate::markdown::{NodeIndex, NodeKind, ReferenceKind};
use crate::model::*;
use std::ops::Range;

impl BodyReader<'_> {
    pub(super) fn check_near_misses(&mut self) {
        self.check_single_colons();
        self.check_key_lists();
        self.check_carets();
    }

    fn near_form(&mut self, at: &Range<usize>, message: &str, fix: (Range<usize>, &str)) {
        let (place, text) = fix;
        let near = Diagnostic::at(&codes::NEAR_FORM, self.span(at), message);
        self.report.push(near.fix(self.span(&place), text));
    }

    /// `(disputes: [[…]])`: an inline field with one colon.
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
            if !after.starts_with(':') || after.starts_with("::") {
                continue;
            }
            let close = if mark == "(" { ')' } else { ']' };
            let word = after[1..].split(close).next().unwrap_or_default().trim();
            if field.value.starts(word) {
                let at = open + 1 + colon;
                let message = format!("the inline field \"{name}\" has one colon, so it is text");
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

    /// A block id without the space before it, with one in it, at the wrong end, or beside another.
    fn check_carets(&mut self) {
        for (at, _) in self.body.match_indices('^') {
            let is_attribute =
                self.tree.attributes_in(&(at..at + 1)).iter().any(|a| a.range.start as usize == at);
            if is_attribute || !self.tree.is_text(at) {
                continue;
            }
            let line_start = self.body[..at].rfind('\n').map_or(0, |n| n + 1);
            let before = &self.body[line_start..at];
            let line = self.body[at + 1..].lines().next().unwrap_or_default();
            let word = line.split_whitespace().next().unwrap_or_default();
            let is_id = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '-');
            let rest = line.trim_start()[word.len()..].trim();
            let marker = before.trim_matches(|c: char| c.is_whitespace() || "-*+.>".contains(c));
            let is_start = marker.chars().all(|c| c.is_ascii_digit());
            if !is_id || before.ends_with(['[', '\\']) {
                continue;
            }
            let end = at + 1 + word.len();
            if line.starts_with(' ') {
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
            } else if is_start && !rest.is_empty() && word.len() > 1 {
                let message = "a block id is at the end of its block, so this is text";
                let help = format!("move ^{word} to the end of the paragraph or item");
                self.report.add(&codes::NEAR_FORM, self.span(&(at..end)), message, help);
            }
        }
    }

    /// A heading that is nearly that of a section with a meaning.
    pub(super) fn check_heading(&mut self, words: &Range<usize>) {
        let heading = self.slice(words).trim();
        let known = HEADINGS.iter().map(|(word, _)| *word).filter(|word| word.len() > 5);
        if let [near] = suggest::nearest(heading, known, 1)[..]
            && strsim::damerau_levenshtein(&heading.to_lowercase(), near) <= 2
        {
            let near = near[..1].to_uppercase() + &near[1..];
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
        if let Some(title) = bold.filter(|t| items::role(t) != SectionRole::Prose) {
            let heading = format!("## {}", title.trim_end_matches(':'));
            let message = "this is text in bold; a section starts with a heading";
            return self.near_form(
                &at,
                message,
                (range.start..range.start + words.len(), &heading),
            );
        }
        let is_role = items::role(title) != SectionRole::Prose;
        if (1..=6).contains(&hashes)
            && (hashes > 1 || is_role)
            && title.starts_with(char::is_alphabetic)
        {
            let place = range.start + hashes;
            let message = "a heading has a space behind its #, so this is text";
            return self.near_form(&at, message, (place..place, " "));
        }
        let line = Item { node, place: ListPlace::default(), range: range.clone() };
        if self.form_of(&line) == Some(self.role) {
            let message = "an item of this section starts with `- `, so this is text";
            self.near_form(&at, message, (range.start..range.start, "- "));
        }
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
        let heading = role.label();
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
