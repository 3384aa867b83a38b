//! Inline fields that are written as lines with a label, `Stance: against it`, or without brackets, `due:: 2026-10`.

use super::body::RawBlock;
use super::body_reader::BodyReader;
use super::inline_field::{FieldValue, InlineField};
use crate::diagnostics::{Diagnostic, codes, suggest};
use crate::model::StatedChance;
use crate::source::places_of;
use std::ops::Range;

/// How sure somebody is, in words that no scale has.
const DEGREES: [&str; 5] = ["low", "medium", "moderate", "high", "very high"];

/// The longest value that is looked at, in bytes.
const LONGEST: usize = 200;

/// `Name: value` in one line.
struct SpeltOutField {
    field: &'static InlineField,
    /// The label as it is written.
    label: String,
    value: String,
    /// From the label to the end of the value.
    place: Range<usize>,
}

impl BodyReader<'_> {
    pub(super) fn check_spelt_out_fields(&mut self) {
        for colon in places_of(self.body, ":") {
            let Some(found) = self.spelt_out_field(colon) else { continue };
            if self.tree.is_text(found.place.start) || self.is_bold_start(&found.place) {
                self.report_spelt_out(found);
            }
        }
    }

    /// `corrects:: [[2026-06-04#^rise]]`: an inline field without brackets, or in those of Chinese and Japanese.
    pub(super) fn check_bare_fields(&mut self) {
        for colons in places_of(self.body, "::") {
            let before = &self.body[..colons];
            let outer = before.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '_');
            let Some(field) = InlineField::find(&before[outer.len()..].to_ascii_lowercase()) else {
                continue;
            };
            let after = &self.body[colons + 2..];
            let after = &after[..after.floor_char_boundary(LONGEST)];
            let line = after.lines().next().unwrap_or_default();
            let is_wide = outer.ends_with('（');
            let words = match line.find("]]").filter(|_| line.trim_start().starts_with("[[")) {
                Some(end) => &line[..end + 2],
                None if is_wide => line.split('）').next().unwrap_or_default(),
                None => line.split(" ^").next().unwrap_or_default(),
            };
            let end = colons + 2 + words.trim_end().len();
            let start = outer.len();
            let is_inside = outer.ends_with(['(', '[', '{', '\\', '`', ':']);
            if words.trim().is_empty() || is_inside || !self.tree.is_text(start) {
                continue;
            }
            let place = match is_wide && self.body[end..].starts_with('）') {
                true => start - '（'.len_utf8()..end + '）'.len_utf8(),
                false => start..end,
            };
            let name = field.name;
            let message = format!("the inline field \"{name}\" has no brackets, so it is text");
            let fixed = format!("({name}:: {})", words.trim());
            self.near_form(&place, &message, (place.clone(), &fixed));
        }
    }

    /// The block that a place is in.
    fn block_at(&self, place: &Range<usize>) -> Option<&RawBlock> {
        let at = self.span(place).start;
        let after = self.out.blocks.partition_point(|block| block.content.start <= at);
        after.checked_sub(1).map(|last| &self.out.blocks[last])
    }

    /// Whether words are meant as the value of a field that few blocks can have, of which this is one.
    pub(super) fn could_say(&self, field: &InlineField, words: &str, place: &Range<usize>) -> bool {
        let is_value = match field.value {
            FieldValue::Phrase => (1..=60).contains(&words.chars().count()),
            FieldValue::Date => words.contains(|c: char| c.is_ascii_digit()),
            FieldValue::Word(_) | FieldValue::Chance => !words.is_empty(),
            _ => false,
        };
        let fits = |block: &RawBlock| field.fits(block);
        is_value && field.is_of_few() && self.block_at(place).is_some_and(fits)
    }

    fn is_bold_start(&self, place: &Range<usize>) -> bool {
        let marks = self.slice(place);
        let marks = marks.len() - marks.trim_start_matches(['*', '_']).len();
        marks > 0 && self.tree.is_text(place.start + marks)
    }

    fn spelt_out_field(&self, colon: usize) -> Option<SpeltOutField> {
        let (before, after) = (&self.body[..colon], &self.body[colon + 1..]);
        if before.ends_with(':') || after.starts_with(':') {
            return None;
        }
        let bare = before.trim_end_matches(['*', '_']);
        let start = bare.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '_');
        let label = &bare[start.len()..];
        if label.is_empty() {
            return None;
        }
        let low = label.to_ascii_lowercase();
        let field = meant_field(&low)?;
        let outer = start.trim_end_matches(['*', '_']);
        let is_bold = outer.len() < start.len();
        let value = &after[..after.floor_char_boundary(LONGEST)];
        let len = value.find('\n').or((value.len() == after.len()).then_some(value.len()))?;
        let words = value[..len].split(" ^").next().unwrap_or_default();
        let value = words.trim_start_matches(['*', '_']).trim();
        let bare_value = value.trim_end_matches('.');
        let place = outer.len()..colon + 1 + words.trim_end().len();
        let is_meant = match field.value {
            // one colon behind a bare name of a relation is reported where its link is known
            FieldValue::Blocks => is_bold && value.starts_with("[[") && value.ends_with("]]"),
            FieldValue::Phrase => (1..=60).contains(&bare_value.chars().count()),
            FieldValue::Chance if low != field.name => {
                StatedChance::parse(bare_value).is_some()
                    || DEGREES.contains(&&*bare_value.to_lowercase())
            }
            FieldValue::Date | FieldValue::Word(_) | FieldValue::YesOrNo | FieldValue::Chance => {
                field.value.starts(&bare_value.to_lowercase())
            }
            FieldValue::Speakers | FieldValue::Sources(_) => {
                field.value.starts(value) && value.ends_with(']')
            }
            FieldValue::Id | FieldValue::Definition => false,
        };
        let is_start = starts_line(outer)
            || (outer.ends_with(". ") || outer.ends_with("? ") || outer.ends_with("] "))
                && label.starts_with(|c: char| c.is_ascii_uppercase());
        (is_meant && is_start).then(|| SpeltOutField {
            field,
            label: label.to_string(),
            value: bare_value.to_string(),
            place,
        })
    }

    fn report_spelt_out(&mut self, found: SpeltOutField) {
        let SpeltOutField { field, label, value, place } = found;
        let at = self.span(&place).start;
        let Some(block) = self.block_at(&place) else { return };
        let (name, content) = (field.name, block.content.start);
        let is_value =
            !matches!(field.value, FieldValue::Chance) || StatedChance::parse(&value).is_some();
        let fits = field.fits(block) && is_value;
        let message = format!("\"{label}: {value}\" is text: a field has brackets and two colons");
        let found = Diagnostic::at(&codes::NEAR_FORM, self.span(&place), message);
        let meant = format!("({name}:: {value})");
        if fits && at > content && self.is_item_start(place.start) {
            let help = format!("write {meant} at the end of the item above, and remove this one");
            self.report.push(found.help(help));
        } else if fits {
            let place = self.span(&place);
            self.report.push(found.fix(place, meant));
        } else if name == "chance" {
            let help = "a forecast says how sure it is by a number or a word of a scale, (chance:: 0.7) or (chance:: likely, ipcc); elsewhere write a sentence";
            self.report.push(found.help(help));
        }
    }

    /// Whether a place is right behind the mark of a list item.
    fn is_item_start(&self, place: usize) -> bool {
        let marks = self.body[..place].trim_end_matches(' ');
        marks.ends_with(['-', '+', '*']) && starts_line(marks)
    }
}

/// The field of a label, or of the word that it stands for.
fn meant_field(label: &str) -> Option<&'static InlineField> {
    InlineField::find(label).or_else(|| suggest::synonyms(label).find_map(InlineField::find))
}

/// Whether nothing but the marks of a list or a quotation is before a place in its line.
fn starts_line(before: &str) -> bool {
    let marks = before.trim_end_matches([' ', '-', '+', '*', '>']);
    marks.is_empty() || marks.ends_with('\n')
}
