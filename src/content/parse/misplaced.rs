//! Text that was meant as an item or a heading of its section, as a source note, a list or a table. Each is reported.

use super::body_reader::{BodyReader, Item, NoteForms};
use crate::diagnostics::{Diagnostic, codes};
use crate::markdown::{self, NodeIndex, NodeKind, Reference, ReferenceKind};
use crate::model::locale::Headings;
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

    /// The level of a heading, of `#### [[actor]]` that of a perspective.
    pub(super) fn level_of_perspective(
        &mut self,
        level: u8,
        words: &Range<usize>,
        is_in_order: bool,
    ) -> u8 {
        let name = self.slice(&(words.start..self.tree.words_end(self.body, words)));
        let is_named = name.starts_with("[[") && name.ends_with("]]");
        if self.role != SectionRole::Perspectives || level < 4 || !is_named {
            return level;
        }
        let excess = words.start - usize::from(level) + 2..words.start - 1;
        if is_in_order && self.slice(&excess).bytes().all(|b| b == b'#') {
            let message = "an actor's heading in a section Perspectives is one of the third level";
            let found = Diagnostic::at(&codes::HEADING_ORDER, self.span(words), message);
            self.report.push(found.fix(self.span(&excess), ""));
        }
        3
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

    /// Lines of a paragraph that all start with the mark of a table.
    fn check_table_lines(&mut self, range: &Range<usize>) {
        let words = self.slice(range).trim_end();
        let is_row = |line: &str| line.trim_start().starts_with('|');
        if words.lines().count() < 2 || !words.lines().all(is_row) {
            return;
        }
        let message = "a table has a line of dashes below its head, so this is text";
        let help = "write `|---|---|` as its second line";
        let first = words.lines().next().unwrap_or_default().trim_end();
        let at = range.start..range.start + first.len();
        self.report.add(&codes::NEAR_FORM, self.span(&at), message, help);
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
        let near = self.headings.nearest(heading);
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
        if let Some(title) = bold.filter(|t| self.headings.role(t) != SectionRole::Prose) {
            let heading = format!("## {}", title.trim_end_matches(':'));
            let message = "this is text in bold; a section starts with a heading";
            return self.near_form(
                &at,
                message,
                (range.start..range.start + words.len(), &heading),
            );
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
        self.check_table_lines(range);
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
