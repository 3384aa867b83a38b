//! Short ways for texts to which Markdown gives no meaning, or none but wiki links: most notes.
//!
//! Takes a text, says whether it is one line of plain words ([`is_plain`]), or gives its words and links in their order
//! ([`pieces`]). Tests hold both against the parser. Never answers for a text that only the parser can read.

/// What a byte may be: nothing special, a mark, or a mark where several of it stand together.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Plain,
    Mark,
    Run,
}

/// Bytes that Markdown, HTML or typography gives a meaning.
const CLASSES: [Class; 256] = {
    let mut table = [Class::Plain; 256];
    let marks = b"*_[]<>&\\`~|#!\n\r\t^\"'";
    let mut i = 0;
    while i < marks.len() {
        table[marks[i] as usize] = Class::Mark;
        i += 1;
    }
    table[b'-' as usize] = Class::Run;
    table[b'.' as usize] = Class::Run;
    table
};

/// One line without any character that Markdown gives a meaning.
pub fn is_plain(text: &str) -> bool {
    let text = text.trim();
    starts_plain(text) && unmarked(text.as_bytes())
}

/// Whether plain words have no space to tidy: each stands alone, and no mark of a sentence follows one.
pub fn is_tidy(text: &str) -> bool {
    text.trim().as_bytes().windows(2).all(|two| two[0] != b' ' || !b" .,;:?!".contains(&two[1]))
}

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Words(&'a str),
    /// What a wiki link without a label leads to.
    Wiki(&'a str),
}

/// The parts of one line that has wiki links without labels and else plain words; `None` for any other text.
pub fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut rest = text.trim();
    if !(starts_plain(rest) || rest.starts_with("[[")) {
        return None;
    }
    let mut pieces = Vec::with_capacity(8);
    while let Some(open) = rest.bytes().position(|b| CLASSES[b as usize] == Class::Mark) {
        let (words, link) = rest.split_at(open);
        let (target, after) = link.strip_prefix("[[")?.split_once("]]")?;
        // What may follow a bracket in Markdown gives it another meaning.
        if !is_name(target) || !unmarked(words.as_bytes()) || after.starts_with(['(', '[', ':', '{']) {
            return None;
        }
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        pieces.push(Piece::Wiki(target));
        rest = after;
    }
    if !unmarked(rest.as_bytes()) {
        return None;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    Some(pieces)
}

/// The start of a line that is no list, no heading and no table.
fn starts_plain(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '“')
}

fn unmarked(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().all(|(at, byte)| match CLASSES[*byte as usize] {
        Class::Plain => true,
        Class::Mark => false,
        Class::Run if *byte == b'-' => bytes.get(at + 1) != Some(&b'-'),
        Class::Run => !bytes[at..].starts_with(b"..."),
    })
}

/// A link's target of letters and digits, with single spaces and the signs of a path or a block's id between them.
fn is_name(target: &str) -> bool {
    let bytes = target.as_bytes();
    let ends = [bytes.first(), bytes.last()];
    ends.iter().all(|end| end.is_some_and(|b| b.is_ascii_alphanumeric()))
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || b" -/.#^".contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_apart_at_its_wiki_links() {
        use Piece::{Wiki, Words};
        let line = " Actors: [[kimi]], [[Open AI]]; see [[wages/2026-06-04#^o-1]].";
        let parts = [
            Words("Actors: "),
            Wiki("kimi"),
            Words(", "),
            Wiki("Open AI"),
            Words("; see "),
            Wiki("wages/2026-06-04#^o-1"),
            Words("."),
        ];
        assert_eq!(pieces(line), Some(parts.to_vec()));
        assert_eq!(pieces("[[kimi]]"), Some(vec![Wiki("kimi")]));
    }

    #[test]
    fn a_line_with_any_other_mark_is_left_to_the_parser() {
        for text in [
            "*a* [[b]]",
            "a [[b|c]]",
            "a [[b]](c)",
            "a [[b]][c]",
            "a ![[b]]",
            "a [[b]",
            "a [[b]] -- c",
            "a [[b]]...",
            "1. [[b]]",
            "- [[b]]",
            "it's [[b]]",
            "a [[ b]]",
            "a [[b_c]]",
            "[[b]]: c",
            "a [@b] [[c]]",
            "a\n[[b]]",
            "",
        ] {
            assert_eq!(pieces(text), None, "{text}");
        }
    }
}
