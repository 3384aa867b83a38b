//! Quotes, dashes and dots of text outside Markdown (a title, a summary in YAML), by the rules for content.

use super::parser::parse_quotes;
use super::quotation_marks::QuotationMarks;
use super::slice::{Slice, WalkStep};
use std::borrow::Cow;

/// `"a" -- it's...` becomes `“a” – it’s…`; a text without any of these is not copied.
///
/// Straight quotation marks become those of the language, an apostrophe `’` in each.
pub fn typographic<'t>(text: &'t str, marks: &QuotationMarks) -> Cow<'t, str> {
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
    for step in Slice::whole(&tree, &source).steps_with(marks) {
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
    use crate::markdown::quotation_marks::ENGLISH;
    use proptest::prelude::*;

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
            assert_eq!(typographic(plain, &ENGLISH), expected);
        }
        assert!(matches!(typographic("nothing to set", &ENGLISH), Cow::Borrowed(_)));
    }

    fn german() -> QuotationMarks {
        QuotationMarks::new(("„", "“"), ("‚", "‘"))
    }

    fn french() -> QuotationMarks {
        QuotationMarks::new(("«\u{a0}", "\u{a0}»"), ("“", "”"))
    }

    #[test]
    fn quotation_marks_are_those_of_the_language() {
        for (plain, in_german, in_french) in [
            (r#""A", they say"#, "„A“, they say", "«\u{a0}A\u{a0}», they say"),
            (r#""A 'b' c's d'" it's"#, "„A ‚b‘ c’s d’“ it’s", "«\u{a0}A “b” c’s d’\u{a0}» it’s"),
            (r#"'A "b" c'"#, "‚A „b“ c‘", "“A «\u{a0}b\u{a0}» c”"),
            (r#"l'IA et "l'IA""#, "l’IA et „l’IA“", "l’IA et «\u{a0}l’IA\u{a0}»"),
            ("the '90s and 'the 1990s'", "the ’90s and ‚the 1990s‘", "the ’90s and “the 1990s”"),
            (
                r#""The '90s", Hans' dog"#,
                "„The ’90s“, Hans’ dog",
                "«\u{a0}The ’90s\u{a0}», Hans’ dog",
            ),
            (r#""A 'b c", d' e 'f'"#, "„A ’b c“, d’ e ‚f‘", "«\u{a0}A ’b c\u{a0}», d’ e “f”"),
            (
                r#"die "SUV"s, x"y"z"#,
                "die „SUV“s, x„y“z",
                "die «\u{a0}SUV\u{a0}»s, x«\u{a0}y\u{a0}»z",
            ),
            (r#"A 13" screen by 5'10""#, "A 13” screen by 5’10”", "A 13” screen by 5’10”"),
            ("“A” and ‘b’ and « c »", "“A” and ‘b’ and « c »", "“A” and ‘b’ and « c »"),
        ] {
            assert_eq!(typographic(plain, &german()), in_german);
            assert_eq!(typographic(plain, &french()), in_french);
        }
    }

    proptest! {
        #[test]
        fn nothing_but_quotation_marks_differs_between_languages(
            text in r#"([a-z0-9é «»“”„‘’.,!?()*-]|["'])*"#
        ) {
            let is_other = |c: &char| !"„“”‚‘’«»\u{a0}".contains(*c);
            let in_english: String = typographic(&text, &ENGLISH).chars().filter(is_other).collect();
            for marks in [german(), french()] {
                let found: String = typographic(&text, &marks).chars().filter(is_other).collect();
                prop_assert_eq!(&found, &in_english);
            }
            let typeset = typographic(&text, &german()).into_owned();
            let again = typographic(&typeset, &french());
            prop_assert_eq!(&*again, typeset.as_str());
        }
    }
}
