//! Source notes: `- [@key] note` and `- [Title](url) (Publisher, date) — note`.

use super::body::{RawKind, RawLinkNote, RawNote};
use super::body_reader::{BodyReader, Item, NoteForms};
use super::identity;
use super::validate::bad_date;
use super::yaml::Str;
use crate::diagnostics::codes;
use crate::markdown::{self, ReferenceKind, Slice};
use crate::model::*;
use crate::source::Span;
use std::ops::Range;

/// What is meant as a date in `Publisher, June 2025` and cannot be read as one: a year, and besides it only the names of
/// months and numbers.
fn unread_date(inside: &str) -> Option<Range<usize>> {
    // `June 3, 2025` has a comma of its own, so the longest end that is meant as a date counts.
    let starts = [0].into_iter().chain(inside.match_indices(',').map(|(i, _)| i + 1));
    let start = starts.into_iter().find(|&n| is_meant_as_date(&inside[n..]))?;
    let said = inside[start..].trim();
    let start = start + inside[start..].len() - inside[start..].trim_start().len();
    Date::parse(said).is_none().then_some(start..start + said.len())
}

fn is_meant_as_date(text: &str) -> bool {
    let (mut words, mut years) = (0, 0);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !is_of_date(word) {
            return false;
        }
        words += 1;
        years += usize::from(is_year(word));
    }
    words > 1 && (1..=2).contains(&years)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && is_number(word) && (word.starts_with("19") || word.starts_with("20"))
}

/// Whether a word is a number, a season or a month, which may be shortened; case does not count.
fn is_of_date(word: &str) -> bool {
    let is_month =
        |month: &str| month.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    is_number(word)
        || SEASONS.iter().any(|season| season.eq_ignore_ascii_case(word))
        || word.len() >= 3 && (1..=12).filter_map(month_name).any(is_month)
}

/// Words that accompany a year where no month is known.
const SEASONS: [&str; 12] = [
    "spring", "summer", "autumn", "fall", "winter", "early", "mid", "late", "q1", "q2", "q3", "q4",
];

impl BodyReader<'_> {
    /// A source note, if the item has the form of one.
    pub(super) fn note(&mut self, item: &Item) -> bool {
        let Some(first) = self.reference_at_start(&item.range) else { return false };
        let reference = &self.tree.references[first as usize];
        let node = self.tree.node(reference.node).range();
        // A page or a second source stays with the words, so that they are shown.
        let mut is_bare = true;
        let (note, end) = match reference.kind {
            ReferenceKind::Citation => {
                is_bare = self.tree.references_of(reference.node).len() == 1
                    && self.tree.prefix(self.body, reference).is_none()
                    && self.tree.locator(self.body, reference).is_none();
                (RawNote::Key(first), node.end)
            }
            ReferenceKind::Link
                if self.notes == NoteForms::All
                    && self.body[node.start..].starts_with(['[', '<']) =>
            {
                let address = self.tree.address(self.body, reference);
                let Some((publisher, date, end)) =
                    self.publisher_and_date(node.end, item.range.end)
                else {
                    self.check_link_note(item, reference);
                    return false;
                };
                if !markdown::is_web(address) {
                    if publisher.is_some() || date.is_some() {
                        self.no_work(address, &node);
                    }
                    return false;
                }
                let words = self.tree.inline_range(reference.node).unwrap_or(node.end..node.end);
                let label = Slice::inside(self.tree, self.body, reference.node);
                let title = Str { text: label.as_written(), span: self.span(&words) };
                let work = identity::of_address(address).unwrap_or_else(|| address.to_string());
                let work = work.into();
                let note = RawLinkNote { title, link: first, work, publisher, date };
                (RawNote::Link(Box::new(note)), end)
            }
            ReferenceKind::Link if self.notes == NoteForms::All => {
                self.check_link_note(item, reference);
                return false;
            }
            _ => return false,
        };
        let words = self.words_from(end, item.range.end);
        let said_from = (self.base + words.start) as u32;
        let content = if is_bare { words } else { item.range.clone() };
        let span = self.span(&node);
        self.push(RawKind::Note(note), item.node, content, None);
        if self.out.blocks.last().is_some_and(|b| b.content.end <= said_from) {
            let help = "write what the source says and why it matters here";
            self.report.add(
                &codes::EMPTY_NOTE,
                span,
                "the note says nothing about its source",
                help,
            );
        }
        true
    }

    /// A link that is presented as a work and is not a web address. What another check reports is left
    /// to it.
    fn no_work(&mut self, address: &str, link: &Range<usize>) {
        if markdown::is_safe(address) && markdown::scheme(address).is_some() {
            let message =
                format!("a source note leads to a web address, and \"{address}\" is none");
            let help = "write it with https://, or give the work a record in content/sources/ and cite its key";
            self.report.add(&codes::BAD_ADDRESS, self.span(link), message, help);
        }
    }

    /// Reads ` (Publisher, 2026-06) — ` after a link; `None` where the item continues as an ordinary one.
    fn publisher_and_date(
        &mut self,
        at: usize,
        end: usize,
    ) -> Option<(Option<Span>, Option<Date>, usize)> {
        let rest = &self.body[at..end];
        let lead = rest.len() - rest.trim_start().len();
        let trimmed = rest.trim_start();
        if trimmed.is_empty() || trimmed.starts_with(['—', '–']) {
            return Some((None, None, at + lead));
        }
        let inside_start = at + lead + 1;
        trimmed.strip_prefix('(')?;
        let mut depth = 0;
        let close = trimmed.char_indices().find_map(|(i, c)| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            (depth == 0).then_some(i)
        })?;
        let inside_end = at + lead + close;
        let inside = &self.body[inside_start..inside_end];
        let (name, date) = match inside.rsplit_once(',') {
            Some((name, last)) if Date::parse(last.trim()).is_some() => {
                (name, Date::parse(last.trim()))
            }
            Some((name, last)) if dates::says_undated(last) => (name, None),
            _ => match Date::parse(inside.trim()) {
                Some(date) => ("", Some(date)),
                None if dates::says_undated(inside) => ("", None),
                None => (inside, None),
            },
        };
        if let Some(said) = unread_date(inside) {
            let said = self.str(&(inside_start + said.start..inside_start + said.end));
            self.report.push(bad_date(&said, &codes::BAD_DATE));
        }
        let name_start = inside_start + (name.len() - name.trim_start().len());
        let publisher = (!name.trim().is_empty())
            .then(|| self.span(&(name_start..name_start + name.trim().len())));
        Some((publisher, date, inside_end + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_as_a_date_and_is_none_is_found() {
        let found = |text: &'static str| unread_date(text).map(|r| &text[r]);
        for date in [
            "2025-13",
            "June 2025",
            "June 3, 2025",
            "3 Sept. 2025",
            "10/2025",
            "2025-6-1",
            "Spring 2025",
            "2025-03/2025-05",
            "March – May 2025",
            "2024–2025",
            "Q3 2025",
        ] {
            assert_eq!(unread_date(date).map(|r| &date[r]), Some(date));
        }
        assert_eq!(found("The Daily, Inc., June 3, 2025 "), Some("June 3, 2025"));
        for fine in [
            "The Daily, 2025-06",
            "2025",
            "The Daily",
            "Area 51, 2025-06-03",
            "Daily 2025, Inc.",
            "May Press",
            "Spring Press, 2025",
            "The Daily, n.d.",
        ] {
            assert_eq!(found(fine), None, "{fine}");
        }
    }
}
