//! Values that YAML reads otherwise than they are meant: comments, commas and quotation marks in texts without quotes.

use super::yaml::{Str, YamlReader};
use super::yaml_line::is_key;
use super::yaml_slips::in_double_quotes;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::source::Span;

impl YamlReader<'_> {
    /// A comma at the end of a text without quotes, as other languages separate items: `- a,`.
    pub(super) fn check_comma(&self, value: Span, report: &mut Report) {
        let range = value.start as usize - self.base..value.end as usize - self.base;
        let Some(text) = self.text.get(range) else { return };
        if text.ends_with(',') && !text.contains('\n') && text.len() > 1 {
            let message = "the text ends with a comma, which YAML keeps as a part of it";
            let comma = Span { start: value.end - 1, ..value };
            report.push(Diagnostic::at(&codes::COMMA_IN_LIST, comma, message).fix(comma, ""));
        }
    }

    /// `tags: #a #b`, which is a key without a value to YAML.
    pub(super) fn check_lost_value(&self, key: &Str, report: &mut Report) {
        let end = key.span.end as usize - self.base;
        let line = self.text[end..].lines().next().unwrap_or_default();
        let Some(value) = line.strip_prefix(':').map(str::trim) else { return };
        let is_lost = value.starts_with('#')
            && value[1..].starts_with(|c: char| !c.is_whitespace() && c != '#');
        if !is_lost {
            return;
        }
        let start = end + line.len() - line[1..].trim_start().len();
        let span = self.place(start..start + value.len());
        let message = "a # behind a space starts a comment, so this is not the value of the key";
        let words = value.split_whitespace();
        let tags: Option<Vec<&str>> =
            words.map(|word| word.strip_prefix('#').filter(|tag| is_key(tag))).collect();
        let fixed = match tags {
            Some(tags) if key.text == "tags" => format!("[{}]", tags.join(", ")),
            _ => in_double_quotes(value),
        };
        report.push(Diagnostic::at(&codes::LOST_COMMENT, span, message).fix(span, fixed));
    }

    /// `title: “Pay”`: marks of typography are words to YAML.
    pub(super) fn check_typographic_quotes(&self, value: Span, report: &mut Report) {
        let range = value.start as usize - self.base..value.end as usize - self.base;
        let Some(text) = self.text.get(range) else { return };
        let pairs = [('“', '”'), ('„', '“'), ('”', '”'), ('«', '»'), ('»', '«'), ('‘', '’')];
        let inside = |(open, close): (char, char)| {
            let inside = text.strip_prefix(open)?.strip_suffix(close)?;
            (!inside.contains([open, close])).then_some(inside)
        };
        let Some(inside) = pairs.into_iter().find_map(inside) else { return };
        if inside.is_empty() || text.contains('\n') {
            return;
        }
        let message = "these quotation marks are a part of the text; those of YAML are straight";
        let help =
            "write straight ones, or put straight ones around these if they are a part of it";
        let found = Diagnostic::at(&codes::TYPOGRAPHIC_QUOTES, value, message).help(help);
        report.push(found.fix(value, in_double_quotes(inside)));
    }

    /// A `#` behind a space ends a text without quotes: `title: Berth #5 is free`.
    pub(super) fn check_comment(&self, value: Span, report: &mut Report) {
        let range = value.start as usize - self.base..value.end as usize - self.base;
        let Some(rest) = self.text.get(range.end..) else { return };
        // Only a lost comment is read up to the end of its line, which can have thousands of values.
        let comment = rest.trim_start_matches([' ', '\t']);
        let is_quoted = self.text[range.clone()].starts_with(['"', '\'', '|', '>']);
        let is_lost = comment.len() < rest.len()
            && comment.starts_with('#')
            && comment[1..].starts_with(|c: char| !c.is_whitespace() && c != '#');
        if is_lost && !is_quoted && !range.is_empty() {
            let line = rest.lines().next().unwrap_or_default();
            let end = range.end + line.trim_end().len();
            let whole = in_double_quotes(&self.text[range.start..end]);
            let start = range.end + rest.len() - comment.len();
            let span = self.place(start..end);
            let lost = Diagnostic::at(
                &codes::LOST_COMMENT,
                span,
                "a # behind a space starts a comment, so this is not part of the text",
            );
            let place = self.place(range.start..end);
            report.push(lost.fix(place, whole));
        }
    }
}
