//! Short ways for texts to which Markdown gives no meaning, or none but wiki links and stressed words: most notes.
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
    let line = text.trim();
    !is_indented_code(text) && starts_plain(line) && unmarked(line.as_bytes())
}

/// Whether plain words have no space to tidy: each stands alone, and no mark of a sentence follows one.
pub fn is_tidy(text: &str) -> bool {
    text.trim().as_bytes().windows(2).all(|two| two[0] != b' ' || !b" .,;:?!".contains(&two[1]))
}

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Words(&'a str),
    Emphasis(&'a str),
    Strong(&'a str),
    /// What a wiki link without a label leads to.
    Wiki(&'a str),
}

/// The parts of one line that has wiki links without labels, stressed words and else plain words; `None` for any other text.
pub fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut rest = text.trim();
    if is_indented_code(text) || !(starts_plain(rest) || rest.starts_with(['[', '*'])) {
        return None;
    }
    let mut pieces = Vec::with_capacity(8);
    while let Some(open) = rest.bytes().position(|b| CLASSES[b as usize] == Class::Mark) {
        let (words, marked) = rest.split_at(open);
        let (piece, after) =
            if marked.starts_with('*') { stressed(words, marked)? } else { link(marked)? };
        if !unmarked(words.as_bytes()) {
            return None;
        }
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        pieces.push(piece);
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

fn is_indented_code(text: &str) -> bool {
    text.starts_with("    ")
}

fn link(marked: &str) -> Option<(Piece<'_>, &str)> {
    let (target, after) = marked.strip_prefix("[[")?.split_once("]]")?;
    // What may follow a bracket in Markdown gives it another meaning.
    (is_name(target) && !after.starts_with(['(', '[', ':', '{']))
        .then_some((Piece::Wiki(target), after))
}

/// `*words*` or `**words**` that stand by themselves: a space before, none inside of the stars, no letter after.
fn stressed<'a>(before: &str, marked: &'a str) -> Option<(Piece<'a>, &'a str)> {
    let stars = if marked.starts_with("**") { "**" } else { "*" };
    let (words, after) = marked[stars.len()..].split_once(stars)?;
    let alone = (before.is_empty() || before.ends_with(' '))
        && (after.is_empty() || after.starts_with([' ', ',', '.', ';', ':']));
    let bytes = words.as_bytes();
    let joined = [bytes.first()?, bytes.last()?].iter().all(|b| b.is_ascii_alphanumeric());
    let piece = if stars == "*" { Piece::Emphasis(words) } else { Piece::Strong(words) };
    (alone && joined && unmarked(bytes)).then_some((piece, after))
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
    fn an_indented_line_is_code() {
        assert!(is_plain("words") && !is_plain("    words") && pieces("    [[words]]").is_none());
    }

    #[test]
    fn a_line_comes_apart_at_its_wiki_links() {
        use Piece::{Emphasis, Strong, Wiki, Words};
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
        let parts = [Emphasis("One"), Words(" of "), Strong("78 cases"), Words(".")];
        assert_eq!(pieces("*One* of **78 cases**."), Some(parts.to_vec()));
    }

    #[test]
    fn a_line_with_any_other_mark_is_left_to_the_parser() {
        for text in [
            "a*b*",
            "a **b *c***",
            "a ** b**",
            "a **b**c",
            "* a",
            "***a***",
            "a *b** c",
            "[a]",
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
