//! The front matter of a Markdown document: YAML between `---`, TOML between `+++`, or lines
//! `Title: words` above the first empty one.

use super::dates;
use super::input::{DocumentDay, InputBlock, InputBlockKind};
use crate::model::Date;

/// Keys with the day of a document, in lower case.
const DAY_KEYS: [&str; 4] = ["date", "published", "pubdate", "publishdate"];

#[derive(Debug, Default)]
pub(super) struct FrontMatter<'a> {
    /// Where the text after it starts.
    pub end: usize,
    fields: Vec<FrontField<'a>>,
}

/// A line of a front matter.
#[derive(Debug)]
struct FrontField<'a> {
    /// From 1.
    line: usize,
    text: &'a str,
    /// In lower case; empty where the line continues another one.
    name: String,
    value: &'a str,
}

impl<'a> FrontMatter<'a> {
    pub(super) fn read(text: &'a str) -> FrontMatter<'a> {
        let first = text.lines().next().unwrap_or_default().trim_end();
        match first {
            "---" => FrontMatter::between(text, &["---", "..."], ':'),
            "+++" => FrontMatter::between(text, &["+++"], '='),
            _ => FrontMatter::header(text),
        }
        .unwrap_or_default()
    }

    fn between(text: &'a str, ends: &[&str], separator: char) -> Option<FrontMatter<'a>> {
        let mut front = FrontMatter::default();
        for (n, line) in text.split_inclusive('\n').enumerate() {
            front.end += line.len();
            let words = line.trim_end();
            if n > 0 && ends.contains(&words) {
                return Some(front);
            }
            if n > 0 && !words.is_empty() {
                front.fields.push(FrontField::read(n + 1, words, separator));
            }
        }
        None
    }

    /// Lines such as `Title: News` and `Date: 2026-06-04`.
    fn header(text: &'a str) -> Option<FrontMatter<'a>> {
        let mut front = FrontMatter::default();
        for (n, line) in text.split_inclusive('\n').enumerate() {
            let words = line.trim_end();
            if words.is_empty() {
                break;
            }
            let field = FrontField::read(n + 1, words, ':');
            if field.name.is_empty() || !field.name.chars().all(is_of_key) || field.value.is_empty()
            {
                return None;
            }
            front.end += line.len();
            front.fields.push(field);
        }
        let has_title = front.fields.iter().any(|field| field.name == "title");
        (has_title && front.fields.len() > 1).then_some(front)
    }

    /// The title as a heading, and the other lines as paragraphs but for the day.
    pub(super) fn blocks(&self) -> Vec<InputBlock> {
        let mut blocks = Vec::new();
        for field in &self.fields {
            if field.name == "title" {
                let title = unquoted(field.value);
                blocks.insert(0, InputBlock::new(field.line, InputBlockKind::Heading(1), title));
            } else {
                blocks.push(InputBlock::new(field.line, InputBlockKind::Paragraph, field.text));
            }
        }
        blocks
    }

    /// The day that the front matter gives, or the name of the file.
    pub(super) fn day(&self, file: &str) -> Option<DocumentDay> {
        for field in self.fields.iter().filter(|f| DAY_KEYS.contains(&f.name.as_str())) {
            let value = unquoted(field.value);
            let word = value.split([' ', 'T']).next().unwrap_or_default();
            let day = dates::read(value).or_else(|| dates::read(word));
            if let Some(day) = day.filter(|day| day.day > 0) {
                return Some(DocumentDay { day, text: field.text.to_string() });
            }
        }
        day_of_name(file).map(|day| DocumentDay { day, text: String::new() })
    }
}

fn is_of_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

impl<'a> FrontField<'a> {
    fn read(line: usize, text: &'a str, separator: char) -> FrontField<'a> {
        let is_own = text.starts_with(|c: char| c.is_ascii_alphanumeric());
        match text.split_once(separator).filter(|_| is_own) {
            Some((name, value)) => {
                FrontField { line, text, name: name.trim().to_lowercase(), value: value.trim() }
            }
            None => FrontField { line, text, name: String::new(), value: "" },
        }
    }
}

fn unquoted(value: &str) -> &str {
    value.trim_matches(['"', '\''])
}

/// The day at the start or the end of a name: `2026-06-04-news.md`, `news_2026.06.04.md`.
fn day_of_name(file: &str) -> Option<Date> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let start = stem.get(..10).filter(|_| !stem[10..].starts_with(|c: char| c.is_ascii_digit()));
    let end = stem.len().checked_sub(10).and_then(|at| stem.get(at..));
    for part in [start, end].into_iter().flatten() {
        if let Some(date) = Date::parse(&part.replace(['.', '_'], "-")) {
            return Some(date).filter(|date| date.day > 0);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_stand_in_keys_and_names() {
        let day = |text: &str, file: &str| {
            FrontMatter::read(text).day(file).map(|day| day.day.to_string())
        };
        let june = Some("2026-06-04".to_string());
        assert_eq!(day("---\ntitle: A\ndate: 2026-06-04 00:30:00\n---\nB", "a.md"), june);
        assert_eq!(day("+++\ntitle = \"A\"\ndate = 2026-06-04T10:00:00Z\n+++\nB", "a.md"), june);
        assert_eq!(day("Title: A\nDate: June 4, 2026\n\nB", "a.md"), june);
        assert_eq!(day("B", "2026-06-04-news.md"), june);
        assert_eq!(day("B", "#12-2026.06.04.md"), june);
        assert_eq!(day("Title: A\n\nB", "a.md"), None);
        assert_eq!(day("Date: 2026-06-04\nB", "a-2026.md"), None);
        assert_eq!(day("---\ndate: 2026\n---\n", "20260604123.md"), None);
    }
}
