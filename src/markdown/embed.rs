//! `![[file|words|300]]`: the form of Obsidian and Quartz in which a text shows a file ("Embed files" in Obsidian's help).

use std::ops::Range;

/// The parts of an embedded file behind its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Embed {
    /// Where its words are in the whole form; empty where there are none.
    pub words: Range<usize>,
    pub width: Option<u32>,
    pub height: Option<u32>,
}

/// The parts of a text that is such a form and nothing else.
pub(super) fn embed(text: &str) -> Option<Embed> {
    let inside = text.strip_prefix("![[")?.strip_suffix("]]")?;
    let start = "![[".len();
    let Some((name, label)) = inside.split_once('|') else {
        return Some(Embed { words: start..start, ..Embed::default() });
    };
    let label_start = start + name.len() + 1;
    let (words, last) = match label.rsplit_once('|') {
        Some((words, last)) => (words, last),
        None => ("", label),
    };
    let (words, (width, height)) = match size(last) {
        Some((width, height)) => (words, (Some(width), height)),
        None => (label, (None, None)),
    };
    // in a table the bar is written `\|`
    let words = words.strip_suffix('\\').unwrap_or(words).trim_end();
    Some(Embed { words: label_start..label_start + words.len(), width, height })
}

/// `300` or `300x200`.
fn size(text: &str) -> Option<(u32, Option<u32>)> {
    let number = |digits: &str| digits.parse::<u32>().ok().filter(|n| *n > 0);
    match text.trim().split_once('x') {
        Some((width, height)) => Some((number(width)?, Some(number(height)?))),
        None => Some((number(text.trim())?, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_size_are_told_apart() {
        for (text, words, width, height) in [
            ("![[a.png]]", "", None, None),
            ("![[a.png|300]]", "", Some(300), None),
            ("![[a.png|300x200]]", "", Some(300), Some(200)),
            ("![[a.png|The quay]]", "The quay", None, None),
            ("![[a.png|The quay|300]]", "The quay", Some(300), None),
            (r"![[a.png\|The quay\|300]]", "The quay", Some(300), None),
            ("![[a.png|Berth 3|in May]]", "Berth 3|in May", None, None),
            ("![[a.png|0]]", "0", None, None),
        ] {
            let found = embed(text).unwrap();
            let said = (&text[found.words], found.width, found.height);
            assert_eq!(said, (words, width, height), "{text}");
        }
        assert_eq!(embed("![a](b.png)"), None);
    }
}
