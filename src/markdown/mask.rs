//! What is looked for in a text before Markdown reads it: comments, math, highlights, inline notes, and emphasis next to
//! Chinese, Japanese and Korean punctuation.
//!
//! Sources of the formats: Obsidian's help ("Comments", "Highlights"), the Pandoc User's Guide ("Math", "Inline notes").

use super::east_asian::{has_east_asian, stand_in};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// How many inline notes are read in each other. What a note cites counts for those round it too, so that the work and
/// the memory grow with the depth.
const DEEPEST_NOTE: usize = 4;

/// A pair of marks round words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MarkPair {
    pub kind: MarkKind,
    pub open: Range<usize>,
    pub close: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// `==words==`
    Highlight,
    /// `^[words]`
    Note,
}

/// A text of the same length in which comments are spaces, dollar signs that start no formula another sign, and marks of
/// punctuation that would keep emphasis from being read a letter.
#[derive(Debug, Default)]
pub(super) struct MaskedText<'a> {
    pub text: Cow<'a, str>,
    pub comments: Vec<Range<usize>>,
    pub marks: Vec<MarkPair>,
    pub has_math: bool,
}

/// The comments of a text.
pub fn comments(source: &str) -> Vec<Range<usize>> {
    mask(source).comments
}

/// Reads a text once.
pub(super) fn mask(source: &str) -> MaskedText<'_> {
    let mut masked = MaskedText { text: Cow::Borrowed(source), ..MaskedText::default() };
    let has_emphasis = source.contains(['*', '~']) && has_east_asian(source);
    if !has_emphasis && !["%%", "<!--", "$", "==", "^["].iter().any(|mark| source.contains(mark)) {
        return masked;
    }
    let mut dollars = Vec::new();
    let mut letters: Vec<(Range<usize>, &str)> = Vec::new();
    let mut paragraph = Paragraph::default();
    let mut open_notes: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        let is_line_start = at == 0 || source[..at].ends_with('\n');
        if is_line_start && let Some(len) = fenced_code(rest) {
            at += len;
            continue;
        }
        at += match rest.as_bytes()[0] {
            b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            b'`' => code_span(paragraph.rest(source, at)),
            b'<' if rest.starts_with("<!--") => {
                let len = rest.find("-->").map_or(rest.len(), |n| n + 3);
                masked.comments.push(at..at + len);
                len
            }
            b'%' if rest.starts_with("%%") => match comment(source, at) {
                Some(len) => {
                    masked.comments.push(at..at + len);
                    len
                }
                None => rest.len() - rest.trim_start_matches('%').len(),
            },
            mark @ (b'*' | b'~') if has_emphasis => {
                let len = rest.len() - rest.trim_start_matches(mark as char).len();
                letters.extend(stand_in(source, at..at + len));
                len
            }
            b'$' => match formula(source, at, paragraph.rest(source, at)) {
                Some(len) => {
                    masked.has_math = true;
                    len
                }
                None => {
                    dollars.push(at);
                    1
                }
            },
            b'=' if rest.starts_with("==") => {
                match highlight(source, at, paragraph.rest(source, at)) {
                    Some(pair) => {
                        masked.marks.push(pair);
                        2
                    }
                    None => rest.len() - rest.trim_start_matches('=').len(),
                }
            }
            b'^' if rest.starts_with("^[") => {
                while open_notes.pop_if(|close| *close < at).is_some() {}
                if let Some(note) = inline_note(source, at, &mut paragraph)
                    && open_notes.len() < DEEPEST_NOTE
                {
                    open_notes.push(note.close.start);
                    masked.marks.push(note);
                }
                2
            }
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
    }
    if !masked.has_math {
        dollars.clear();
    }
    let sign = ["%", "?", ";", "/", "+", "!"].into_iter().find(|sign| !source.contains(sign));
    if sign.is_none() && !dollars.is_empty() {
        masked.has_math = false;
        dollars.clear();
    }
    if !masked.comments.is_empty() || !dollars.is_empty() || !letters.is_empty() {
        let mut text = source.to_string();
        for comment in masked.comments.iter().rev() {
            let blank = |b: u8| if b == b'\n' || b == b'\r' { b as char } else { ' ' };
            let spaces: String = source[comment.clone()].bytes().map(blank).collect();
            text.replace_range(comment.clone(), &spaces);
        }
        for dollar in dollars {
            text.replace_range(dollar..dollar + 1, sign.unwrap_or("$"));
        }
        for (range, letter) in letters {
            text.replace_range(range, letter);
        }
        masked.text = Cow::Owned(text);
    }
    masked
}

/// The length of a fenced block of code that starts a text.
fn fenced_code(text: &str) -> Option<usize> {
    let line = text.lines().next()?;
    let fence = line.trim_start_matches([' ', '>']);
    let mark = fence.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let count = fence.len() - fence.trim_start_matches(mark).len();
    if count < 3 || line.len() - line.trim_start().len() > 3 || fence[count..].contains('`') {
        return None;
    }
    let mut len = text.split_inclusive('\n').next().map_or(0, str::len);
    for line in text.split_inclusive('\n').skip(1) {
        len += line.len();
        let bare = line.trim_matches(|c: char| c.is_whitespace() || c == '>');
        if bare.len() >= count && bare.chars().all(|c| c == mark) {
            break;
        }
    }
    Some(len)
}

/// The length of a code span that starts a part of a paragraph, or of its backticks where none closes it.
fn code_span(paragraph: &str) -> usize {
    let count = paragraph.len() - paragraph.trim_start_matches('`').len();
    let mut at = count;
    while let Some(next) = paragraph[at..].find('`').map(|n| n + at) {
        let run = paragraph.len() - next - paragraph[next..].trim_start_matches('`').len();
        at = next + run;
        if run == count {
            return at;
        }
    }
    count
}

/// The paragraph at a place, looked for once.
#[derive(Default)]
struct Paragraph {
    end: usize,
    /// For each bracket of the paragraph that is closed, where. Filled for the first inline note.
    brackets: HashMap<usize, usize>,
    has_brackets: bool,
}

impl Paragraph {
    /// The text from a place to the next blank line.
    fn rest<'a>(&mut self, source: &'a str, at: usize) -> &'a str {
        if at >= self.end {
            let mut len = 0;
            for line in source[at..].split_inclusive('\n') {
                if len > 0 && line.trim_matches([' ', '\t', '>', '\r', '\n']).is_empty() {
                    break;
                }
                len += line.len();
            }
            *self = Paragraph { end: at + len, ..Paragraph::default() };
        }
        &source[at..self.end]
    }

    /// Where the bracket at a place is closed in its paragraph.
    fn closing_bracket(&mut self, source: &str, open: usize) -> Option<usize> {
        let rest = self.rest(source, open);
        if !self.has_brackets {
            self.has_brackets = true;
            let mut opened = Vec::new();
            for (n, c) in rest.char_indices().filter(|(_, c)| matches!(c, '[' | ']')) {
                if c == '[' {
                    opened.push(open + n);
                } else if let Some(start) = opened.pop() {
                    self.brackets.insert(start, open + n);
                }
            }
        }
        self.brackets.get(&open).copied()
    }
}

/// The length of `%% … %%`; one that starts a line and is not closed hides all that follows.
fn comment(source: &str, at: usize) -> Option<usize> {
    let before = &source[..at];
    let starts_line = before.is_empty() || before.ends_with('\n');
    if !starts_line && !before.ends_with(|c: char| c.is_whitespace() || ".,;:!?)]\"”’".contains(c))
    {
        return None;
    }
    match source[at + 2..].find("%%") {
        Some(len) => Some(len + 4),
        None => starts_line.then_some(source.len() - at),
    }
}

/// The length of `$…$` or `$$…$$` by Pandoc's rules, with what only a formula has in it: two amounts of money are none.
fn formula(source: &str, at: usize, rest: &str) -> Option<usize> {
    if let Some(inside) = rest.strip_prefix("$$") {
        return inside.find("$$").filter(|n| *n > 0).map(|n| n + 4);
    }
    let inside = &rest[1..];
    let len = inside.find('$')?;
    let words = &inside[..len];
    let before = source[..at].chars().next_back();
    let after = inside[len + 1..].chars().next();
    let is_tight = !words.is_empty()
        && !words.starts_with(char::is_whitespace)
        && !words.ends_with(|c: char| c.is_whitespace() || c == '\\')
        && !before.is_some_and(char::is_alphanumeric)
        && !after.is_some_and(char::is_alphanumeric);
    let is_variable =
        words.chars().count() <= 2 && words.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_math = words.contains(['\\', '^', '_', '=', '<', '>', '{'])
        || is_variable
        || words.starts_with(|c: char| c.is_ascii_alphabetic() || c == '(')
            && !words.contains(' ')
            && words.contains(['+', '(', '/', '*']);
    (is_tight && is_math).then_some(len + 2)
}

fn highlight(source: &str, at: usize, rest: &str) -> Option<MarkPair> {
    let inside = &rest[2..];
    let starts = inside.starts_with(|c: char| !c.is_whitespace() && c != '=');
    let is_bound =
        source[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '=');
    let len = inside.find("==")?;
    let after = inside[len + 2..].chars().next();
    let ends = !inside[..len].ends_with(char::is_whitespace)
        && after.is_none_or(|c| !c.is_alphanumeric() && c != '=');
    let close = at + 2 + len;
    (starts && is_bound && ends).then(|| MarkPair {
        kind: MarkKind::Highlight,
        open: at..at + 2,
        close: close..close + 2,
    })
}

fn inline_note(source: &str, at: usize, paragraph: &mut Paragraph) -> Option<MarkPair> {
    if source[..at].ends_with('[') {
        return None;
    }
    let close = paragraph.closing_bracket(source, at + 1).filter(|close| *close > at + 2)?;
    Some(MarkPair { kind: MarkKind::Note, open: at..at + 2, close: close..close + 1 })
}

/// The address that starts a text, without the marks of the sentence behind it.
pub(super) fn bare_address(text: &str) -> Option<&str> {
    let low = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| low.starts_with(scheme))?;
    // before the end is looked for: many schemes without a host would be read to one end
    if !text[scheme.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '[') {
        return None;
    }
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '|' | '"' | '`' | '“' | '”'));
    let mut address = &text[..end.unwrap_or(text.len())];
    let opened = address.matches('(').count();
    let mut closed = address.matches(')').count();
    loop {
        let bare = address
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~', '\'', '’', ']', '…']);
        if !bare.ends_with(')') || closed <= opened {
            return Some(bare);
        }
        closed -= 1;
        address = &bare[..bare.len() - 1];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_become_spaces_and_code_stays() {
        let text = "a %% b\n\nc %% d `%% e %%` <!-- f -->\n```\n%% g %%\n```\n50%% h";
        let masked = mask(text);
        assert_eq!(masked.text, "a     \n\n     d `%% e %%`           \n```\n%% g %%\n```\n50%% h");
        assert_eq!(masked.comments.len(), 2);
        assert_eq!(mask("a\n%%\nprivate").text, "a\n  \n       ");
    }

    #[test]
    fn notes_are_read_in_each_other_to_a_depth() {
        let nested = |depth: usize| format!("{}{}", "^[a ".repeat(depth), "]".repeat(depth));
        assert_eq!(mask(&nested(3)).marks.len(), 3);
        assert_eq!(mask(&nested(50)).marks.len(), DEEPEST_NOTE);
        assert_eq!(mask(&format!("{0} {0}", nested(3))).marks.len(), 6);
    }

    #[test]
    fn money_is_no_formula() {
        for text in
            ["$5 and $10", "US$5/$6 a day", "$GME/$TSLA", "$3k–$4k", "a $ b $ c", "$5 (or A$7)"]
        {
            assert!(!mask(text).has_math, "{text}");
        }
        for text in ["$E=mc^2$", "$x$ of $n$", "$$\\int_0^1 x\\,dx$$", "$f(x)$ costs $5"] {
            assert!(mask(text).has_math, "{text}");
        }
        assert_eq!(mask("$x$ costs $5.").text, "$x$ costs %5.");
    }

    #[test]
    fn an_address_ends_before_the_marks_of_its_sentence() {
        for (text, address) in [
            ("https://a.example/b_c). D", "https://a.example/b_c"),
            ("https://a.example/b_(c), d", "https://a.example/b_(c)"),
            ("HTTP://a.example", "HTTP://a.example"),
        ] {
            assert_eq!(bare_address(text), Some(address));
        }
        assert_eq!(bare_address("https:// x"), None);
    }
}
