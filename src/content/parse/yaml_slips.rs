//! The usual slips in YAML that cannot be read: what is wrong, where, and what to write.

use super::yaml_line::{YamlLine, is_key};
use std::ops::Range;

/// A slip, with places as byte ranges of the YAML text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub help: String,
    /// A text that keeps what was written.
    pub fix: Option<(Range<usize>, String)>,
}

impl Slip {
    fn new(range: Range<usize>, message: &str, help: &str) -> Slip {
        Slip { range, message: message.into(), help: help.into(), fix: None }
    }

    fn replace(self, range: Range<usize>, text: impl Into<String>) -> Slip {
        Slip { fix: Some((range, text.into())), ..self }
    }
}

/// The slip at a line that could not be read (counted from 0), or at a line near it.
pub(super) fn slip(text: &str, line: usize) -> Option<Slip> {
    let mut lines = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive('\n') {
        lines.push(YamlLine::new(start, part));
        start += part.len();
    }
    let line = line.min(lines.len().checked_sub(1)?);
    let first_below = lines[line + 1..].iter().find(|line| !line.is_blank());
    let here = lines[line];
    let above = lines[..line].iter().rfind(|line| !line.is_blank()).copied();
    for candidate in [Some(here), above, first_below.copied()].into_iter().flatten() {
        let found = tab(&lines, candidate)
            .or_else(|| no_break_space(candidate))
            .or_else(|| wide_colon(candidate))
            .or_else(|| missing_space(candidate))
            .or_else(|| quoted_value(candidate));
        let found = match found {
            // Next to the line that fails these can be right.
            None if candidate.start == here.start => plain_value(candidate),
            found => found,
        };
        if found.is_some() {
            return found;
        }
    }
    let open = lines[..=line].iter().rev().find_map(|line| open_bracket(*line));
    open.or_else(|| above.and_then(missing_colon))
        .or_else(|| missing_colon(here))
        .or_else(|| above.and_then(|above| continued_text(here, above)))
        .or_else(|| above.and_then(|above| indentation(here, above)))
}

/// Tabs in the indentation of a line and of the lines after it.
fn tab(lines: &[YamlLine<'_>], line: YamlLine<'_>) -> Option<Slip> {
    let has_tab = |line: &YamlLine<'_>| line.indentation().contains('\t');
    if let Some(at) = line.text.find("-\t").filter(|at| line.text[..*at].trim().is_empty()) {
        let range = line.start + at + 1..line.start + at + 2;
        let slip = Slip::new(range.clone(), "a tab follows the hyphen", "write a space there");
        return Some(slip.replace(range, " "));
    }
    let at = line.start + line.indentation().find('\t')?;
    let first = lines.partition_point(|other| other.start < line.start);
    let tabbed: Vec<&YamlLine<'_>> =
        lines[first..].iter().take_while(|line| has_tab(line)).collect();
    let last = tabbed.last()?;
    let mut text = String::new();
    for (n, other) in tabbed.iter().enumerate() {
        if n > 0 {
            text.push('\n');
        }
        text += &other.indentation().replace('\t', "  ");
        text += other.text.trim_start();
    }
    let slip = Slip::new(
        at..at + 1,
        "a tab indents this line",
        "indent with spaces, which is all that YAML reads",
    );
    Some(slip.replace(line.start..last.end(), text))
}

fn no_break_space(line: YamlLine<'_>) -> Option<Slip> {
    let at = line.start + line.indentation().find('\u{a0}')?;
    let indentation = line.start..line.start + line.indentation().len();
    let slip = Slip::new(
        at..at + '\u{a0}'.len_utf8(),
        "a no-break space indents this line",
        "write plain spaces",
    );
    Some(slip.replace(indentation, line.indentation().replace('\u{a0}', " ")))
}

/// `title：Pay` with a colon of Chinese and Japanese.
fn wide_colon(line: YamlLine<'_>) -> Option<Slip> {
    let (key, value) = line.content().split_once('：').filter(|(key, _)| is_key(key))?;
    let colon = line.content_start + key.len();
    let place = colon..line.end() - value.trim_start().len();
    let slip = Slip::new(
        colon..colon + '：'.len_utf8(),
        "this colon is a full-width one",
        "write a plain colon and a space",
    );
    Some(slip.replace(place, ": "))
}

/// `status:active` and `-id: x`.
fn missing_space(line: YamlLine<'_>) -> Option<Slip> {
    let trimmed = line.text.trim_start();
    let hyphen = line.start + line.indentation().len();
    if trimmed.starts_with('-') && trimmed[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        let slip = Slip::new(
            hyphen..hyphen + 1,
            "a space is missing after the hyphen",
            "write a space there",
        );
        return Some(slip.replace(hyphen + 1..hyphen + 1, " "));
    }
    let colon = line.content_start + line.key?.len();
    let is_glued = line.value_start == colon + 1 && !line.value.is_empty();
    if !is_glued || line.value.starts_with("//") {
        return None;
    }
    let slip =
        Slip::new(colon..colon + 1, "a space is missing after the colon", "write a space there");
    Some(slip.replace(colon + 1..colon + 1, " "))
}

/// A value in quotes that are not closed, that end too early, or that have an escape that YAML does not know.
fn quoted_value(line: YamlLine<'_>) -> Option<Slip> {
    let value = line.value;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let open = line.value_start..line.value_start + 1;
    let Some(close) = closing_quote(value, quote) else {
        let help = format!("write another {quote} at the end of the text");
        let slip = Slip::new(open, "the quote is not closed", &help);
        // a typographic mark in place of the straight one
        let end = line.end();
        let start = end
            - value
                .chars()
                .next_back()
                .filter(|c| "”“„’‘«»".contains(*c))
                .map_or(0, char::len_utf8);
        return Some(slip.replace(start..end, quote.to_string()));
    };
    let rest = value[close + 1..].trim_start();
    if rest.is_empty() || rest.starts_with('#') {
        return unknown_escape(line, quote);
    }
    let after = line.end() - rest.len()..line.end();
    if rest == "," {
        let slip = Slip::new(after.clone(), "a comma ends this line", "remove the comma");
        return Some(slip.replace(after, ""));
    }
    let inner = &value[1..value.len() - 1];
    if value.len() > 2 && value.ends_with(quote) && quote == '\'' {
        let slip = Slip::new(
            after,
            "an apostrophe ends the quoted text",
            "write the text in double quotes, or '' for an apostrophe in it",
        );
        return Some(slip.replace(line.value_range(), in_double_quotes(inner)));
    }
    let slip = Slip::new(
        after,
        "words follow a text in quotes",
        "put the whole text in quotes of the other kind",
    );
    Some(slip.replace(line.value_range(), in_single_quotes(value)))
}

/// Where the first quote ends, as a byte offset in the value.
fn closing_quote(value: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    let mut characters = value.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        if is_escaped {
            is_escaped = false;
        } else if quote == '"' && c == '\\' {
            is_escaped = true;
        } else if c == quote {
            let is_doubled = quote == '\'' && characters.peek().is_some_and(|(_, c)| *c == quote);
            if !is_doubled {
                return Some(at);
            }
            characters.next();
        }
    }
    None
}

/// `"C:\files"`: in double quotes a backslash starts one of a few escapes.
fn unknown_escape(line: YamlLine<'_>, quote: char) -> Option<Slip> {
    if quote != '"' {
        return None;
    }
    let mut characters = line.value.char_indices();
    while let Some((at, c)) = characters.next() {
        if c != '\\' {
            continue;
        }
        let (_, escaped) = characters.next()?;
        if !"0abtnvfre \"/\\N_LPxuU\t\n".contains(escaped) {
            let at = line.value_start + at;
            let slip = Slip::new(
                at..at + 1 + escaped.len_utf8(),
                "this backslash starts no escape that YAML knows",
                "put the text in single quotes, in which a backslash is a backslash",
            );
            let close = closing_quote(line.value, quote)?;
            let range = line.value_start..line.value_start + close + 1;
            return Some(slip.replace(range, in_single_quotes(&line.value[1..close])));
        }
    }
    None
}

/// A text without quotes that needs them, for its first character or for a colon in it.
fn plain_value(line: YamlLine<'_>) -> Option<Slip> {
    let (value, start) = (line.value, line.value_start);
    let first = value.chars().next()?;
    let quoted = in_double_quotes(value);
    if "@`%*&!".contains(first) {
        let message = format!("a text without quotes cannot start with {first}");
        let slip = Slip::new(start..start + 1, &message, "put the text in double quotes");
        return Some(slip.replace(line.value_range(), quoted));
    }
    if let Some((_, address)) = value.strip_prefix('[').and_then(|v| v.split_once("]("))
        && let Some(address) = address.strip_suffix(')')
    {
        let slip = Slip::new(
            line.value_range(),
            "a link of Markdown is not read in YAML",
            "write the address alone",
        );
        return Some(slip.replace(line.value_range(), address));
    }
    if let Some(open) = value.find("[@")
        && let Some(length) = value[open..].find(']')
    {
        let citation = &value[open..open + length + 1];
        let at = start + open;
        let message = "a text without quotes cannot start with @";
        let slip = Slip::new(at + 1..at + 2, message, "put the citation in double quotes");
        return Some(slip.replace(at..at + citation.len(), format!("\"{citation}\"")));
    }
    let close = match first {
        '[' => ']',
        '{' => '}',
        '"' | '\'' => return None,
        _ => {
            line.key?;
            let colon =
                start + value.find(": ").or_else(|| value.strip_suffix(':').map(str::len))?;
            let slip = Slip::new(
                colon..colon + 1,
                "a text without quotes cannot have a colon and a space in it",
                "put the text in double quotes",
            );
            return Some(slip.replace(line.value_range(), quoted));
        }
    };
    let end = value.rfind(close)?;
    let rest = &value[end + 1..];
    if rest.trim().is_empty() || rest.trim_start().starts_with(['#', ',', ']', '}']) {
        return None;
    }
    let message = format!("words follow a {}", if first == '[' { "list" } else { "mapping" });
    let slip = Slip::new(
        start + end + 1..line.end(),
        &message,
        "put the text in double quotes if it is one text",
    );
    Some(slip.replace(line.value_range(), quoted))
}

/// `related: [a, b` without its end.
fn open_bracket(line: YamlLine<'_>) -> Option<Slip> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quote = None;
    for (at, c) in line.value.char_indices() {
        match (quote, c) {
            (Some(q), _) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if line.value[..at].ends_with([' ', '[', '{', ',']) => {
                quote = Some(c)
            }
            (None, '[') => open.push((at, ']')),
            (None, '{') => open.push((at, '}')),
            (None, ']' | '}') => {
                open.pop();
            }
            _ => {}
        }
    }
    let starts_flow = line.value.starts_with(['[', '{']);
    let (at, _) = *open.last().filter(|_| starts_flow)?;
    let at = line.value_start + at;
    let closing: String = open.iter().rev().map(|(_, close)| close).collect();
    let help = format!("write {closing} at its end");
    let slip = Slip::new(at..at + 1, "the bracket is not closed", &help);
    // A list over several lines has its end elsewhere.
    if line.value.ends_with([',', '[', '{']) {
        return Some(slip);
    }
    Some(slip.replace(line.end()..line.end(), closing))
}

/// `title Pay rises` and `title = Pay rises`.
fn missing_colon(line: YamlLine<'_>) -> Option<Slip> {
    if line.is_blank() || line.key.is_some() || line.content().contains(": ") {
        return None;
    }
    let content = line.content();
    let (key, rest) = content.split_once(' ')?;
    let is_name = is_key(key) && key.starts_with(|c: char| c.is_ascii_lowercase());
    if !is_name || rest.trim().is_empty() {
        return None;
    }
    let key_end = line.content_start + key.len();
    let slip = Slip::new(
        line.content_start..key_end,
        "this line has no colon after its key",
        "write a colon and a space after the key, or two spaces before the line if it continues the text above",
    );
    let equals = rest.trim_start().strip_prefix('=');
    let value = equals.unwrap_or(rest).trim_start();
    let value_start = line.end() - value.len();
    Some(slip.replace(key_end..value_start, ": "))
}

/// A line of words below a key, which continues its text only if it is indented.
fn continued_text(line: YamlLine<'_>, above: YamlLine<'_>) -> Option<Slip> {
    let is_words = line.key.is_none() && line.content().contains(' ') && !line.is_blank();
    if !is_words || above.value.is_empty() || line.indentation() != above.indentation() {
        return None;
    }
    let slip = Slip::new(
        line.content_start..line.end(),
        "this line has no key",
        "if it continues the text above, write two spaces before it",
    );
    Some(slip.replace(line.start..line.start, "  "))
}

/// A key that is indented otherwise than the one above it.
fn indentation(line: YamlLine<'_>, above: YamlLine<'_>) -> Option<Slip> {
    line.key?;
    above.key?;
    if above.value.is_empty() || line.column() == above.column() {
        return None;
    }
    let (found, expected) = (line.column(), above.column());
    let message = format!("this key is indented by {found}, and the key above it by {expected}");
    let help = format!("indent it by {expected}, or by as much as a key further up");
    let range = line.start..line.start + line.indentation().len();
    let mark = line.start..line.start + line.indentation().len().max(1);
    let slip = Slip::new(mark, &message, &help);
    if line.text.trim_start().starts_with('-') {
        return Some(slip);
    }
    Some(slip.replace(range, " ".repeat(expected)))
}

pub(super) fn in_double_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn in_single_quotes(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests;
