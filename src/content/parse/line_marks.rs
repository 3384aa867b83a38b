//! Marks of list items, tasks and headings at the start of a line that Markdown does not read: without a space behind
//! them, with a space of another kind, or other characters than its own.

use super::body_reader::BodyReader;
use crate::model::SectionRole;
use crate::source::line_end;
use std::ops::Range;

/// Characters that show a list elsewhere, and nothing else at the start of a line.
const BULLETS: [char; 6] = ['•', '‣', '◦', '▪', '●', '■'];

/// Characters that start an item or continue a sentence.
const DASHES: [char; 3] = ['–', '—', '−'];

/// Spaces that look as one and are none to Markdown.
const OTHER_SPACES: [char; 4] = ['\u{a0}', '\u{202f}', '\u{2007}', '\u{3000}'];

/// What the start of a line was meant as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineMark {
    /// An item without doubt.
    Item,
    /// An item if a line next to it has the same mark, as which its character counts.
    LikelyItem(char),
    /// A numbered item if a line next to it has the same character behind its number.
    Number(char),
    Task,
}

/// A line whose start is text.
struct MarkedLine {
    mark: LineMark,
    /// The mark and the spaces behind it.
    place: Range<usize>,
    end: usize,
}

impl BodyReader<'_> {
    pub(super) fn check_line_marks(&mut self) {
        let mut run: Vec<MarkedLine> = Vec::new();
        let mut start = 0;
        for line in self.body.split_inclusive('\n') {
            let at = start + line.len() - line.trim_start_matches([' ', '\t']).len();
            let end = start + line.trim_end().len();
            start += line.len();
            let is_text = at < end && self.tree.is_text(at);
            if is_text {
                self.check_heading_mark(at..end);
            }
            let found = is_text.then(|| line_mark(&self.body[at..end])).flatten();
            let found = found.map(|(mark, len)| MarkedLine { mark, place: at..at + len, end });
            let continues = match (&found, run.last()) {
                (Some(found), Some(last)) => found.mark == last.mark,
                _ => false,
            };
            if !continues {
                self.report_run(&run);
                run.clear();
            }
            run.extend(found);
        }
        self.report_run(&run);
    }

    fn report_run(&mut self, run: &[MarkedLine]) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        let is_alone = run.len() == 1;
        if is_alone && matches!(first.mark, LineMark::LikelyItem(_) | LineMark::Number(_)) {
            return;
        }
        let mut fixed = String::new();
        let mut at = first.place.start;
        for line in run {
            fixed += &self.body[at..line.place.start];
            let mark = self.slice(&line.place);
            match line.mark {
                LineMark::Number(_) => fixed += &format!("{mark} "),
                LineMark::Task => fixed += &format!("- {mark}"),
                LineMark::Item | LineMark::LikelyItem(_) => fixed += "- ",
            }
            at = line.place.end;
        }
        fixed += &self.body[at..last.end];
        let message = match first.mark {
            LineMark::Number(_) => "a number of a list has a space behind it, so this is text",
            LineMark::Task => "a task is a list item, so this is text",
            _ => "a list item starts with a hyphen and a space, so this is text",
        };
        let line = first.place.start..line_end(self.body, first.place.start).min(first.end);
        self.near_form(&line, message, (first.place.start..last.end, &fixed));
    }

    /// `##Heading`, also below other lines.
    fn check_heading_mark(&mut self, line: Range<usize>) {
        let words = self.slice(&line);
        let bare = words.trim_start_matches('#');
        let hashes = words.len() - bare.len();
        let title = bare.trim_start_matches(OTHER_SPACES);
        let spaces = bare.len() - title.len();
        let is_role = self.headings.role(title.trim_end()) != SectionRole::Prose;
        if !(1..=6).contains(&hashes)
            || !(hashes > 1 || spaces > 0 || is_role)
            || !title.starts_with(if spaces > 0 {
                char::is_alphanumeric
            } else {
                char::is_alphabetic
            })
        {
            return;
        }
        let place = line.start + hashes..line.start + hashes + spaces;
        let message = "a heading has a space behind its #, so this is text";
        self.near_form(&line, message, (place, " "));
    }
}

/// What the start of a line was meant as, with the length of the mark and the spaces behind it.
fn line_mark(line: &str) -> Option<(LineMark, usize)> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    let words = rest.trim_start_matches([' ', '\t']).trim_start_matches(OTHER_SPACES);
    let len = line.len() - words.len();
    let names_something = ["[@", "[[", "[ ] ", "[x] "].iter().any(|start| words.starts_with(start));
    match first {
        _ if words.is_empty() => None,
        '[' => {
            let is_task = ["[ ] ", "[x] ", "[X] "].iter().any(|start| line.starts_with(start));
            is_task.then_some((LineMark::Task, 0))
        }
        _ if BULLETS.contains(&first) => Some((LineMark::Item, len)),
        _ if DASHES.contains(&first) && names_something => Some((LineMark::Item, len)),
        '–' | '−' if rest.starts_with(' ') => Some((LineMark::LikelyItem('–'), len)),
        '-' | '*' | '+' if names_something || rest.starts_with(OTHER_SPACES) => {
            Some((LineMark::Item, len))
        }
        '-' | '+' if rest.starts_with(char::is_alphabetic) => {
            Some((LineMark::LikelyItem(first), len))
        }
        '0'..='9' => {
            let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let sign = line[digits..].chars().next().filter(|c| matches!(c, '.' | ')'))?;
            let is_glued = line[digits + 1..].starts_with(char::is_alphabetic);
            (is_glued && digits <= 3).then_some((LineMark::Number(sign), digits + 1))
        }
        _ => None,
    }
}
