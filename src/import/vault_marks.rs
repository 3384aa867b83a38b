//! What stands in a note beside its links: comments, headings, ids of blocks and fields, cells of tables.

use super::report::ImportReport;
use super::table_cells::{SURPLUS_CELLS, surplus_cells};
use super::vault::VaultBody;
use super::vault_names::note_headings;
use crate::markdown::{self, AttributeKind};

impl VaultBody<'_> {
    /// Leaves out `%%comment%%`, which is private.
    pub(super) fn comments(&mut self, report: &mut ImportReport) {
        let body = &self.note.body;
        let mut at = 0;
        while let Some(open) = body[at..].find("%%").map(|n| n + at) {
            let Some(close) = body[open + 2..].find("%%").map(|n| n + open + 2) else { break };
            let line = self.note.first_line + self.lines.line(open);
            report.dropped(
                line,
                &body[open + 2..close],
                &format!("a comment of {}", self.note.path),
            );
            self.edits.push((open..close + 2, String::new()));
            at = close + 2;
        }
    }

    /// Headings of a page begin with the second level and leave out none; one without a text below it
    /// becomes a paragraph in bold.
    pub(super) fn headings(&mut self, tree: &markdown::Tree) {
        for heading in note_headings(&self.note.body, tree) {
            let Some(words) = heading.words else {
                self.edits.push((heading.range, String::new()));
                continue;
            };
            let end = heading.range.start + self.note.body[heading.range.clone()].trim_end().len();
            let is_bold = self.note.body[words.clone()].starts_with("**");
            let (before, after) = match heading.level {
                None if is_bold => (String::new(), ""),
                None => ("**".to_string(), "**"),
                Some(level) => (format!("{} ", "#".repeat(level)), ""),
            };
            self.edits.push((heading.range.start..words.start, before));
            self.edits.push((words.end..end, after.to_string()));
        }
    }

    /// Ids of blocks in the letters that last in an address, and fields of Dataview as text.
    pub(super) fn attributes(&mut self, tree: &markdown::Tree, report: &mut ImportReport) {
        for attribute in &tree.attributes {
            let range = attribute.range.start as usize..attribute.range.end as usize;
            let AttributeKind::Field { name, value } = &attribute.kind else {
                let id = slug::slugify(&self.note.body[range.start + 1..range.end]);
                self.edits.push((range.start + 1..range.end, id));
                continue;
            };
            let name = &self.note.body[name.start as usize..name.end as usize];
            let text = format!("the field `{name}` of Dataview has no equal and became text");
            self.report(report, range.start, text);
            let value = value.start as usize..value.end as usize;
            if value.is_empty() {
                self.edits.push((range, String::new()));
                continue;
            }
            self.edits.push((range.start..value.start, format!("{name}: ")));
            self.edits.push((value.end..range.end, String::new()));
        }
    }

    /// Keeps the cells of a row that Markdown would drop.
    pub(super) fn cells(&mut self, tree: &markdown::Tree, report: &mut ImportReport) {
        for (range, words) in surplus_cells(&self.note.body, tree) {
            self.report(report, range.start, SURPLUS_CELLS.to_string());
            self.edits.push((range, words));
        }
    }
}
