//! Quotes, dashes and dots of a plain text as typographers set them.
//!
//! Takes words that are not Markdown (a title, a summary from YAML), gives them as the same words would come out of a
//! text: by the rules of pulldown-cmark's smart punctuation, which a test holds this against. Never reads marks.

use std::borrow::Cow;

/// `"a" -- it's...` becomes `“a” – it’s…`; a text without any of these is not copied.
pub fn typographic(text: &str) -> Cow<'_, str> {
    if !is_touched(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    // Where the single quote that waits for its end stands in `out`, and whether a double one does.
    let (mut single, mut double) = (None, false);
    let mut before: Option<char> = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest[c.len_utf8()..].chars().next();
        let mut taken = c.len_utf8();
        match c {
            '\'' => {
                match single.take_if(|_| closes(before, after)) {
                    Some(at) => out.replace_range(at..at + '’'.len_utf8(), "‘"),
                    None if opens(c, before, after) => single = Some(out.len()),
                    None => {}
                }
                out.push('’');
            }
            '"' if double && closes(before, after) => {
                double = false;
                out.push('”');
            }
            '"' => {
                double |= opens(c, before, after);
                out.push('“');
            }
            '.' if rest.starts_with("...") => {
                taken = 3;
                out.push('…');
            }
            '-' if rest.starts_with("--") => {
                taken = rest.len() - rest.trim_start_matches('-').len();
                dashes(taken, &mut out);
            }
            c => out.push(c),
        }
        before = Some(c);
        rest = &rest[taken..];
    }
    Cow::Owned(out)
}

fn is_touched(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'"' | b'\'' => true,
        b'-' => bytes.get(at + 1) == Some(&b'-'),
        b'.' => bytes[at..].starts_with(b"..."),
        _ => false,
    })
}

/// Whether a quote between these two can begin something.
fn opens(quote: char, before: Option<char>, after: Option<char>) -> bool {
    let after_bracket = quote == '\'' && before.is_some_and(|c| c == ')' || c == ']');
    after.is_some_and(|c| !c.is_whitespace())
        && before.is_none_or(|c| c.is_whitespace() || is_punctuation(c) && !after_bracket)
}

/// Whether a quote between these two can end something.
fn closes(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|c| !c.is_whitespace())
        && after.is_none_or(|c| c.is_whitespace() || is_punctuation(c))
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || ('\u{2010}'..='\u{205e}').contains(&c) || "¡§«¶·»¿".contains(c)
}

/// A run of hyphens in as few dashes as possible: long ones, and short ones for the rest.
fn dashes(count: usize, out: &mut String) {
    let (long, short) = match count % 6 {
        0 | 3 => (count / 3, 0),
        2 | 4 => (0, count / 2),
        1 => (count / 3 - 1, 2),
        _ => (count / 3, 1),
    };
    out.extend(std::iter::repeat_n('—', long));
    out.extend(std::iter::repeat_n('–', short));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::words;

    #[test]
    fn plain_words_are_set_like_those_of_a_text() {
        let texts = [
            r#"It's "open", they say: 'weights' aren't "source"."#,
            r#"The '90s -- and 2020--2026 --- are over..."#,
            r#"("quoted") [it's] 'a "b" c'"#,
            r#""Half open"#,
            r#"a"b" c' d 'e "#,
            r#"OSI's “own” 'words'—'more'..... and so on"#,
            "a ---- b ----- c ------ d ------- e",
            "nothing to set",
        ];
        for text in texts {
            assert_eq!(typographic(text).trim(), words(text, &|_| None), "{text}");
        }
    }
}
