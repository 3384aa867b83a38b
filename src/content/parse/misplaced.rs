//! Text that was meant as an item or a heading of its section, as a source note, a list or a table. Each is reported.

use super::body_reader::{BodyReader, Item};
use crate::diagnostics::{Diagnostic, codes};
use crate::markdown::{self, Reference, ReferenceKind};
use crate::model::*;
use std::ops::Range;

impl BodyReader<'_> {
    /// `[@key](address)`: a link with the words `@key`.
    pub(super) fn check_citations_with_addresses(&mut self) {
        for reference in self.tree.references.iter() {
            let place = self.tree.node(reference.node).range();
            let words = self.slice(&place);
            if reference.kind == ReferenceKind::Link
                && words.starts_with("[@")
                && let Some((key, _)) = words.split_once("](")
            {
                let message = "a citation has no address, so this is a link and cites nothing";
                self.near_form(&place, message, (place.clone(), &format!("{key}]")));
            }
        }
    }

    /// A list item of a gather that starts with the address of a work and has no `(Publisher, date)` behind it.
    pub(super) fn check_link_note(&mut self, item: &Item, link: &Reference) {
        let address = self.tree.address(self.body, link);
        let is_citation = self.slice(&self.tree.node(link.node).range()).starts_with("[@");
        if self.role != SectionRole::Prose || !markdown::is_web(address) || is_citation {
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

    /// `- **2026-06-04** restated: text`: an item of an actor whose date is in bold or in other marks.
    pub(super) fn is_marked_date(&mut self, item: &Item) -> bool {
        let words = self.slice(&item.range);
        let bare = words.trim_start_matches(['*', '_', '[', '(']);
        let end = bare.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(bare.len());
        let rest = bare[end..].trim_start_matches([':', '*', '_', ']', ')', ',', ' ']);
        let change = rest.split(':').next().unwrap_or_default().trim_matches(['*', '_']);
        let is_date = bare.len() < words.len() && Date::parse(&bare[..end]).is_some();
        if !is_date || ChangeWord::parse(change).is_none() || !rest.contains(':') {
            return false;
        }
        let place = item.range.start..item.range.start + words.len() - rest.len() + change.len();
        let message = "a position starts with its date, without marks around it";
        let found = Diagnostic::at(&codes::BAD_ITEM_DATE, self.span(&place), message);
        let fixed = format!("{} {change}", &bare[..end]);
        self.report.push(found.fix(self.span(&place), fixed));
        true
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
