//! A line of YAML in its parts, for YAML that cannot be read.

use std::ops::Range;

/// A line of YAML in its parts. Offsets are those of the whole text.
#[derive(Clone, Copy)]
pub(super) struct YamlLine<'a> {
    pub start: usize,
    pub text: &'a str,
    /// The key or text after the indentation and the hyphens of list items.
    pub content_start: usize,
    /// The key before the first colon; `None` without one.
    pub key: Option<&'a str>,
    /// The value after that colon, or the whole content.
    pub value: &'a str,
    pub value_start: usize,
}

impl<'a> YamlLine<'a> {
    pub(super) fn new(start: usize, text: &'a str) -> YamlLine<'a> {
        let text = text.trim_end();
        let mut content = text.trim_start();
        while let Some(rest) = content.strip_prefix("- ") {
            content = rest.trim_start();
        }
        let content_start = start + text.len() - content.len();
        let key_end = content.find(':').filter(|end| is_key(&content[..*end]));
        let (key, value) = match key_end {
            Some(end) => (Some(&content[..end]), content[end + 1..].trim_start()),
            None => (None, content),
        };
        let value_start = start + text.len() - value.len();
        YamlLine { start, text, content_start, key, value, value_start }
    }

    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn indentation(&self) -> &'a str {
        &self.text[..self.text.len() - self.text.trim_start().len()]
    }

    pub(super) fn content(&self) -> &'a str {
        &self.text[self.content_start - self.start..]
    }

    /// The column of its key.
    pub(super) fn column(&self) -> usize {
        self.content_start - self.start
    }

    pub(super) fn value_range(&self) -> Range<usize> {
        self.value_start..self.end()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.content().is_empty() || self.content().starts_with('#')
    }
}

pub(super) fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
}
