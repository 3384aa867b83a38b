//! The sub-items of tensions, questions and forecasts, such as `- Answer: …`.

use super::body::{RawKind, RawPart};
use super::body_reader::{BodyReader, Item};
use super::inline_field::InlineField;
use crate::diagnostics::{codes, suggest};
use crate::model::*;
use std::ops::Range;

impl BodyReader<'_> {
    /// Whether a sub-item of a position says how it is to be read as a forecast.
    pub(super) fn has_forecast_parts(&self, item: &Item) -> bool {
        self.sub_items(item).iter().any(|sub| {
            let words = self.slice(&sub.range);
            let label = &words[..label_end(words).unwrap_or(0)];
            FORECAST_PARTS.iter().any(|part| part.eq_ignore_ascii_case(label.trim()))
        })
    }

    pub(super) fn sub_items(&self, item: &Item) -> Vec<Item> {
        let place = ListPlace::default();
        let range = |node| self.tree.item_range(self.body, node);
        let nodes = self.tree.sub_items(item.node).into_iter();
        nodes.map(|node| Item { node, place, range: range(node) }).collect()
    }

    /// Where an item's own words end and its sub-items start.
    pub(super) fn head_end(&self, item: &Item) -> usize {
        let Some(first) = self.tree.sub_items(item.node).first().copied() else {
            return item.range.end;
        };
        let before = &self.body[item.range.start..self.tree.node(first).start as usize];
        item.range.start + before.trim_end().len()
    }

    /// Words below the sub-items would belong to nothing, so they are an error.
    pub(super) fn text_after_parts(&mut self, item: &Item) {
        let Some(last) = self.sub_items(item).pop() else { return };
        let rest = last.range.end..item.range.end;
        let words = self.slice(&rest).trim();
        if !words.is_empty() {
            let start = rest.end - self.slice(&rest).trim_start().len();
            let message = "text after the sub-items belongs to none of them";
            let span = self.span(&(start..start + words.lines().next().unwrap_or("").len()));
            self.report.add(&codes::WRONG_FORM, span, message, "move it above the first sub-item");
        }
    }

    pub(super) fn parts(&mut self, item: &Item) {
        let parent = self.out.blocks.len() as u32 - 1;
        self.check_part_paragraphs(item);
        self.text_after_parts(item);
        for sub in &self.sub_items(item) {
            let words = self.slice(&sub.range);
            let end = label_end(words).unwrap_or(0);
            let label = words[..end].trim();
            let content =
                self.words_from((sub.range.start + end + 1).min(sub.range.end), sub.range.end);
            let first = self.out.blocks.len() as u32;
            if label.eq_ignore_ascii_case("kind") && self.role == SectionRole::Tensions {
                let word = self.str(&content);
                self.push_part(RawPart::Kind(word), sub, content, parent);
            } else if let Some(part) = self.part(label, sub) {
                self.push_part(part, sub, content, parent);
            } else {
                self.unknown_part(label, sub);
            }
            if self.out.blocks.len() as u32 > first {
                self.push_nested(sub.node, first);
            }
        }
    }

    fn unknown_part(&mut self, label: &str, sub: &Item) {
        let labels = match part_labels(self.role) {
            [] => &FORECAST_PARTS,
            labels => labels,
        };
        let near = suggest::meant(label, labels.iter().copied());
        let hint = near.map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default();
        let message = match label {
            "" => "the sub-item has no label".to_string(),
            _ => format!("there is no sub-item \"{label}\" here{hint}"),
        };
        let mut help = format!("the labels are: {}, each with a colon", labels.join(", "));
        if self.role == SectionRole::Tensions {
            help += "; a side's statement is `- [[side]]: text [@key]`";
        }
        let field = label.trim_matches(['*', '_', ' ']).to_ascii_lowercase();
        if InlineField::find(&field).is_some() {
            help = format!("write ({field}:: …) at the end of the item above, and remove this one");
        }
        let span = self.span(&self.first_line(sub));
        self.report.add(&codes::UNKNOWN_SUB_ITEM, span, message, help);
        self.push_item(sub);
    }

    fn push_part(&mut self, part: RawPart, sub: &Item, content: Range<usize>, parent: u32) {
        self.push(RawKind::Part(part), sub.node, content, None);
        if let Some(block) = self.out.blocks.last_mut() {
            block.parent = Some(parent);
        }
    }

    /// What a sub-item of a tension, a question or a forecast is, by its label.
    fn part(&self, label: &str, sub: &Item) -> Option<RawPart> {
        use SectionRole::{Questions, Tensions};
        match (label.to_lowercase().as_str(), self.role) {
            ("shared", Tensions) => Some(RawPart::Shared),
            ("crux", Tensions) => Some(RawPart::Crux),
            ("would settle it", _) | ("would answer it", Questions) => Some(RawPart::Settles),
            ("answer", Questions) => Some(RawPart::Answer),
            ("reads as", role) if role != Tensions && role != Questions => Some(RawPart::Reading),
            ("condition", role) if role != Tensions && role != Questions => {
                Some(RawPart::Condition)
            }
            (_, Tensions) if label.starts_with("[[") => {
                let sides = self.wiki_links(&(sub.range.start..sub.range.start + label.len()));
                (!sides.is_empty()).then_some(RawPart::Statement(sides))
            }
            _ => None,
        }
    }
}

/// The labels of a tension's sub-items; the others are its sides.
pub const TENSION_PARTS: [&str; 4] = ["Kind", "Shared", "Crux", "Would settle it"];

/// The labels of a question's sub-items.
pub const QUESTION_PARTS: [&str; 2] = ["Would settle it", "Answer"];

/// The labels of a forecast's sub-items.
pub const FORECAST_PARTS: [&str; 3] = ["Reads as", "Condition", "Would settle it"];

/// The labels of the sub-items in a section.
pub(super) fn part_labels(role: SectionRole) -> &'static [&'static str] {
    match role {
        SectionRole::Tensions => &TENSION_PARTS,
        SectionRole::Questions => &QUESTION_PARTS,
        SectionRole::Forecasts => &FORECAST_PARTS,
        _ => &[],
    }
}

/// Where the label before the first `:` ends, if it is short enough to be one.
pub(super) fn label_end(words: &str) -> Option<usize> {
    words.find(':').filter(|n| *n <= 60)
}
