//! Text that was meant as an item or a heading of its section, as a source note, a list or a table. Each is reported.

use super::body_reader::{BodyReader, Item};
use crate::diagnostics::codes;
use crate::markdown::{self, Reference};
use crate::model::*;
use std::ops::Range;

impl BodyReader<'_> {
    /// A list item of a gather that starts with the address of a work and has no `(Publisher, date)` behind it.
    pub(super) fn check_link_note(&mut self, item: &Item, link: &Reference) {
        let address = self.tree.address(self.body, link);
        if self.role != SectionRole::Prose || !markdown::is_web(address) {
            return;
        }
        let message = "a source note has (Publisher, date) behind its link, so this is an item without a source";
        let help = match self.body[item.range.start..].starts_with(['[', '<']) {
            true => "write `[Title](address) (Publisher, 2026-06-04) what it says`, or — before what it says where neither is known".to_string(),
            false => format!("write `[Title]({address}) (Publisher, 2026-06-04) what it says`"),
        };
        let span = self.span(&self.first_line(item));
        self.report.add(&codes::NEAR_FORM, span, message, help);
    }

    /// `- [[ann-reed]]: text` or `**[[ann-reed]]** text` where a heading names the actor.
    pub(super) fn is_perspective_without_heading(&mut self, range: &Range<usize>) -> bool {
        let words = self.slice(range);
        let is_named = words.trim_start_matches('*').starts_with("[[");
        if self.role != SectionRole::Perspectives || self.perspective.is_some() || !is_named {
            return false;
        }
        let first = words.lines().next().unwrap_or_default().trim_end();
        let message =
            "a perspective starts with a heading that names the actor, so this is held by nobody";
        let help = "write `### [[actor]]`, and the text below it";
        let at = range.start..range.start + first.len();
        self.report.add(&codes::NEAR_FORM, self.span(&at), message, help);
        true
    }

    /// A heading of the third level in a section whose entries are list items.
    pub(super) fn check_heading_of_item(&mut self, words: &Range<usize>) {
        let text = self.slice(words).trim_end();
        let (what, form) = match self.role {
            SectionRole::Tensions if self.wiki_links(words).len() > 1 => {
                ("a tension", "`- [[one side]] × [[other side]]: the question?`")
            }
            SectionRole::Questions if text.ends_with('?') => ("a question", "`- The question?`"),
            SectionRole::Forecasts if text.contains("(due::") => {
                ("a forecast", "`- 2026-06-04: text (due:: 2027)`")
            }
            _ => return,
        };
        let message = format!("{what} is a list item, so this is a heading of the editors");
        let help = format!("write {form}");
        self.report.add(&codes::NEAR_FORM, self.span(words), message, help);
    }

    /// Lines of a paragraph that all start with the mark of a list or of a table.
    pub(super) fn check_lines(&mut self, range: &Range<usize>) {
        let words = self.slice(range).trim_end();
        let count = words.lines().count();
        let all = |is_marked: fn(&str) -> bool| count > 1 && words.lines().all(is_marked);
        let (message, help) = if all(|line| line.trim_start().starts_with('|')) {
            (
                "a table has a line of dashes below its head, so this is text",
                "write `|---|---|` as its second line",
            )
        } else if all(|line| {
            let rest = line.trim_start().strip_prefix('-');
            rest.is_some_and(|rest| rest.starts_with(char::is_alphabetic))
        }) {
            ("a list has a space behind its marks, so this is text", "write `- ` before each item")
        } else {
            return;
        };
        let first = words.lines().next().unwrap_or_default().trim_end();
        let at = range.start..range.start + first.len();
        self.report.add(&codes::NEAR_FORM, self.span(&at), message, help);
    }
}
