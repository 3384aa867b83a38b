//! Stars and tildes of emphasis that are shown as text.

use super::body_reader::BodyReader;
use crate::diagnostics::codes;
use crate::source::places_of;

impl BodyReader<'_> {
    /// Two pairs of stars or tildes round words of one line that are shown to readers.
    pub(super) fn check_emphasis(&mut self) {
        for mark in ["**", "~~"] {
            let other = &mark[..1];
            let mut open: Option<usize> = None;
            for at in places_of(self.body, mark) {
                let (before, after) = (&self.body[..at], &self.body[at + 2..]);
                let is_pair = !before.ends_with(other) && !after.starts_with(other);
                if !is_pair || before.ends_with('\\') || !self.tree.is_text(at) {
                    if let Some(start) = open.take() {
                        self.check_unclosed_bold(start);
                    }
                    continue;
                }
                let Some(start) = open.replace(at) else { continue };
                let words = &self.body[start + 2..at];
                if words.contains('\n') {
                    self.check_unclosed_bold(start);
                    continue;
                }
                if !words.contains(char::is_alphabetic) {
                    continue;
                }
                open = None;
                let place = start..at + 2;
                let message = format!("{mark} is shown as text here");
                let trimmed = words.trim();
                if trimmed.len() == words.len() {
                    let help = "write a space outside of the marks, or put the adjacent punctuation outside";
                    self.report.add(&codes::NEAR_FORM, self.span(&place), message, help);
                } else if trimmed.contains(char::is_whitespace) || trimmed.len() > 2 {
                    let message = message + ": words in bold or struck through touch their marks";
                    let fixed = format!("{mark}{trimmed}{mark}");
                    self.near_form(&place, &message, (place.clone(), &fixed));
                }
            }
            if let Some(start) = open {
                self.check_unclosed_bold(start);
            }
        }
    }

    /// Two stars before a word, without others behind the words that they mark.
    fn check_unclosed_bold(&mut self, start: usize) {
        let (before, after) = (&self.body[..start], &self.body[start..]);
        let is_start = before.is_empty() || before.ends_with([' ', '\n', '(', '[']);
        let is_glued =
            after.strip_prefix("**").is_some_and(|w| w.starts_with(char::is_alphanumeric));
        if is_start && is_glued {
            let message = "the words in bold are not closed, so ** is shown as text";
            let place = self.span(&(start..start + 2));
            self.report.add(&codes::NEAR_FORM, place, message, "write ** where they end");
        }
    }
}
