//! Quotes, dashes and dots of text outside Markdown (a title, a summary in YAML), by the rules for content.

use super::parser::parse_quotes;
use super::slice::{Slice, WalkStep};
use std::borrow::Cow;

/// `"a" -- it's...` becomes `“a” – it’s…`; a text without any of these is not copied.
pub fn typographic(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let has_quotes = bytes.iter().any(|byte| matches!(byte, b'"' | b'\''));
    let has_dashes = bytes.windows(2).any(|pair| pair == b"--" || pair == b"..");
    if !has_quotes && !has_dashes {
        return Cow::Borrowed(text);
    }
    // Every mark of Markdown is escaped; after the bracket nothing starts a block.
    let mut source = String::with_capacity(text.len() + 16);
    source.push('(');
    for c in text.chars() {
        match c {
            '\n' | '\r' => source.push(' '),
            c if c.is_ascii_punctuation() && !"\"'-.".contains(c) => source.extend(['\\', c]),
            c => source.push(c),
        }
    }
    let tree = parse_quotes(&source);
    let mut out = String::with_capacity(text.len() + 8);
    for step in Slice::whole(&tree, &source).steps() {
        if let WalkStep::Leaf(_, _, words) = step {
            out.push_str(words);
        }
    }
    // Spaces at the end are none of Markdown's words.
    out.push_str(&text[text.trim_end().len()..]);
    Cow::Owned(out.split_off(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_get_the_quotes_and_dashes_of_content() {
        for (plain, expected) in [
            (
                r#"It's "open", they say: 'weights' aren't."#,
                "It’s “open”, they say: ‘weights’ aren’t.",
            ),
            ("The '90s -- and 2020--2026 --- are over...", "The ’90s – and 2020–2026 — are over…"),
            (r#"("quoted") [it's] 'a "b" c' "#, "(“quoted”) [it’s] ‘a “b” c’ "),
            (r#""Half open"#, "“Half open"),
            (
                r#"A 13" screen by 5'10". He said "the 13" model" twice."#,
                "A 13” screen by 5’10”. He said “the 13” model” twice.",
            ),
            (r#"A 13"x9" print and "words"."#, "A 13”x9” print and “words”."),
            ("1. *a* -- `b` <i> & [c](d) #", "1. *a* – `b` <i> & [c](d) #"),
        ] {
            assert_eq!(typographic(plain), expected);
        }
        assert!(matches!(typographic("nothing to set"), Cow::Borrowed(_)));
    }
}
