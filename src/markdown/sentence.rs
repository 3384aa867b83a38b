//! The words of a block as a text of its own, and the sentence round a citation.

use std::borrow::Cow;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The text of `content` without the `cuts`, continuation lines moved left to where the block's content starts, so that
/// a list item's words read as Markdown of their own.
pub fn block_text<'a>(text: &'a str, content: Range<usize>, cuts: &[Range<u32>]) -> Cow<'a, str> {
    let slice = &text[content.clone()];
    if cuts.is_empty() && !slice.contains('\n') {
        return Cow::Borrowed(slice);
    }
    let mut kept = String::with_capacity(slice.len());
    let mut at = content.start;
    for cut in cuts {
        let (start, end) = (cut.start as usize, cut.end as usize);
        if end <= at || start >= content.end {
            continue;
        }
        kept.push_str(text[at..start.max(at)].trim_end_matches(' '));
        at = end.min(content.end);
    }
    kept.push_str(&text[at..content.end]);
    let indent = item_indent(text, content.start);
    if indent == 0 || !kept.contains('\n') {
        return Cow::Owned(kept);
    }
    let mut lines = kept.split('\n');
    let mut out = lines.next().unwrap_or_default().to_string();
    for line in lines {
        let lead = line.len() - line.trim_start_matches(' ').len();
        out.push('\n');
        out.push_str(&line[lead.min(indent)..]);
    }
    Cow::Owned(out)
}

/// How far the content of the list item or footnote on the line of `at` is indented; 0 elsewhere.
fn item_indent(text: &str, at: usize) -> usize {
    let line = &text[text[..at].rfind('\n').map_or(0, |n| n + 1)..at];
    let after_space = line.trim_start();
    let lead = line.len() - after_space.len();
    let digits =
        after_space.len() - after_space.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_marker = |c: char| if digits > 0 { c == '.' || c == ')' } else { "-*+".contains(c) };
    // So is what goes on with a footnote's text.
    if after_space.starts_with("[^") && after_space.trim_end().ends_with("]:") {
        return 4;
    }
    match after_space[digits..].strip_prefix(is_marker) {
        Some(rest) => lead + digits + 1 + (rest.len() - rest.trim_start().len()).clamp(1, 4),
        None => 0,
    }
}

/// How many bytes before and after a place are looked at for its sentence. A paragraph of any length costs the same, and
/// nobody reads a longer sentence in a list.
pub const REACH: usize = 600;

/// The sentence (UAX 29) of `text` that holds the byte `at`. A citation after the full stop belongs to the sentence before
/// it. A sentence that reaches further than [`REACH`] is cut between two words.
pub fn sentence(text: &str, at: usize) -> Range<usize> {
    let window = window(text, at);
    let found = sentence_within(&text[window.clone()], at - window.start);
    window.start + found.start..window.start + found.end
}

/// The words round a place, at most [`REACH`] bytes to each side.
fn window(text: &str, at: usize) -> Range<usize> {
    let from = text.floor_char_boundary(at.saturating_sub(REACH));
    let to = text.ceil_char_boundary((at + REACH).min(text.len()));
    let space = |c: char| c.is_whitespace();
    let mut start =
        if from == 0 { 0 } else { text[from..at].find(space).map_or(from, |n| from + n + 1) };
    let mut end =
        if to == text.len() { to } else { text[at..to].rfind(space).map_or(to, |n| at + n) };
    // No half of a link or of code: its marks would be shown, or swallow what stands beside it.
    if from > 0 {
        start += half_at_start(&text[start..at]);
    }
    if to < text.len() {
        end -= (end - at) - half_at_end(&text[at..end]);
    }
    start..end
}

/// The length of what ends in `text` and began before it: `b]] ` of `[[a b]] `.
fn half_at_start(text: &str) -> usize {
    let ticks = ticks(text);
    let skipped = (0..=ticks.len().min(HALVES)).find(|&n| is_paired(&ticks[n..])).unwrap_or(0);
    let from = if skipped == 0 { 0 } else { ticks[skipped - 1].end };
    let mut depth = 0i32;
    for (i, c) in text[from..].char_indices() {
        depth += i32::from(c == '[') - i32::from(c == ']');
        if depth < 0 {
            return from + i + 1 + half_at_start(&text[from + i + 1..]);
        }
    }
    from
}

/// Where in `text` something begins that does not end there: a link or code that goes on behind it.
fn half_at_end(text: &str) -> usize {
    let ticks = ticks(text);
    let kept =
        (0..=ticks.len().min(HALVES)).map(|n| ticks.len() - n).find(|&n| is_paired(&ticks[..n]));
    let end = kept.and_then(|n| ticks.get(n)).map_or(text.len(), |tick| tick.start);
    let mut open = Vec::new();
    for (i, c) in text[..end].char_indices() {
        match c {
            '[' => open.push(i),
            ']' => drop(open.pop()),
            _ => {}
        }
    }
    open.first().copied().unwrap_or(end)
}

/// So many runs of backticks are given up to make the others pairs.
const HALVES: usize = 2;

/// The runs of backticks.
fn ticks(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, _) in text.match_indices('`') {
        match found.last_mut() {
            Some(last) if last.end == i => last.end = i + 1,
            _ => found.push(i..i + 1),
        }
    }
    found
}

/// Whether each code that begins ends too: with as many backticks (CommonMark, "Code spans").
fn is_paired(ticks: &[Range<usize>]) -> bool {
    let Some((first, rest)) = ticks.split_first() else { return true };
    rest.iter().position(|t| t.len() == first.len()).is_some_and(|n| is_paired(&rest[n + 1..]))
}

fn sentence_within(text: &str, at: usize) -> Range<usize> {
    if is_one_sentence(text) {
        return text.len() - text.trim_start().len()..text.trim_end().len();
    }
    let flat: String = flatten(text);
    let bounds: Vec<Range<usize>> =
        join(flat.split_sentence_bound_indices().map(|(i, s)| i..i + s.len()), &flat);
    let Some(found) = bounds.iter().find(|b| b.contains(&at)).cloned() else {
        return 0..text.len();
    };
    let slice = &text[found.clone()];
    let lead = slice.len() - slice.trim_start().len();
    found.start + lead..found.start + slice.trim_end().len()
}

/// Whether nothing in the text can end a sentence before its end, as can be seen without looking up each character's
/// class: no mark that ends one except a full stop before a digit or a small letter, or at the very end.
fn is_one_sentence(text: &str) -> bool {
    let bytes = text.trim_end().as_bytes();
    bytes.iter().enumerate().all(|(i, b)| match b {
        b'.' => {
            bytes.get(i + 1).is_none_or(|next| next.is_ascii_digit() || next.is_ascii_lowercase())
        }
        // Dashes and quotation marks (U+2013 to U+201F) end nothing; other characters above Cyrillic are looked up.
        0xE2 => bytes.get(i + 1) == Some(&0x80) && matches!(bytes.get(i + 2), Some(0x93..=0x9F)),
        0xC2 => bytes.get(i + 1) != Some(&0x85),
        b'?' | b'!' | b'\n' | b'\r' | 0x0B | 0x0C | 0xD6.. => false,
        _ => true,
    })
}

/// Line breaks inside a paragraph do not end a sentence, and citations are no words: spaces stand in for both, so that
/// byte positions stay.
fn flatten(text: &str) -> String {
    let mut out = text.to_string();
    let mut at = 0;
    while let Some(open) = text[at..].find("[@").map(|n| n + at) {
        let Some(len) = text[open..].find(']') else { break };
        out.replace_range(open..=open + len, &" ".repeat(len + 1));
        at = open + len;
    }
    let breaks: Vec<usize> = text.match_indices('\n').map(|(i, _)| i).collect();
    for i in breaks {
        let (before, after) =
            (text[..i].trim_end_matches('\r'), text[i + 1..].trim_start_matches('\r'));
        if !after.starts_with('\n') && !before.ends_with('\n') {
            out.replace_range(before.len()..=i, &" ".repeat(i + 1 - before.len()));
        }
    }
    out
}

/// Joins what the rules split at a dot inside a name or before a bracket: "vs.", "e.g.", "[@a; @b].".
fn join(parts: impl Iterator<Item = Range<usize>>, text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = 0i32;
    for part in parts {
        let inside = open > 0;
        let abbreviated = out.last().is_some_and(|last| {
            let before = text[last.clone()].trim_end();
            ["vs.", "e.g.", "i.e.", "et al.", "approx.", "No.", "Dr."]
                .iter()
                .any(|a| before.ends_with(a))
        });
        for c in text[part.clone()].chars() {
            open += i32::from(c == '[') - i32::from(c == ']');
        }
        match out.last_mut() {
            Some(last) if inside || abbreviated => last.end = part.end,
            _ => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_round_a_citation_is_found() {
        let text = "One is here. Two, vs. three [@a], is\nlong. [@b] Four.";
        let of = |what: &str| &text[sentence(text, text.find(what).unwrap())];
        assert_eq!(of("[@a]"), "Two, vs. three [@a], is\nlong. [@b]");
        assert_eq!(of("[@b]"), of("Two"));
        assert_eq!(of("Four"), "Four.");
        assert_eq!(of("One"), "One is here.");
    }

    #[test]
    fn a_sentence_without_an_end_is_cut_between_words() {
        let text = "word [[ab]] ".repeat(1000);
        let at = text.len() / 2;
        let found = sentence(&text, at);
        assert!(found.contains(&at) && found.len() <= 2 * REACH, "{found:?}");
        assert!(text[..found.start].ends_with(' ') && text[found.end..].starts_with(' '));
        assert_eq!(sentence("short [@a] text", 6), 0..15);
    }

    #[test]
    fn a_sentence_is_not_cut_in_a_link_or_in_code() {
        assert_eq!(half_at_start("b|c]] and `d` [[e]] "), "b|c]]".len());
        assert_eq!(half_at_start("b c` and `d` ``e`f`` "), "b c`".len());
        assert_eq!(half_at_start("and `d` [[e]] "), 0);
        assert_eq!(half_at_end("[[a]] `b` and [[c"), "[[a]] `b` and ".len());
        assert_eq!(half_at_end("[[a]] `b` and `c"), "[[a]] `b` and ".len());
        assert_eq!(half_at_end("key]] `b` and"), "key]] `b` and".len());
    }

    #[test]
    fn what_takes_the_short_way_is_one_sentence_by_the_rules_too() {
        for one in [
            "Up by 82.6% — so “they” say, e.g. here.",
            "No mark",
            "See a.example. ",
            "Zwölf [[a/2026-06-24]].",
        ] {
            let bounds = join(one.split_sentence_bound_indices().map(|(i, s)| i..i + s.len()), one);
            assert_eq!(
                (bounds.len(), &bounds[0], sentence(one, 3)),
                (1, &(0..one.len()), 0..one.trim_end().len()),
                "{one}"
            );
        }
        for several in
            ["One. Two.", "One? Two", "One\n\ntwo", "5.B", "一。二", "One! (Two)", "One\u{2028}two"]
        {
            assert!(!is_one_sentence(several), "{several}");
        }
    }

    #[test]
    fn continuation_lines_of_an_item_move_left_and_cuts_go() {
        let text = "- [@k] first (status:: open)\n  second\n\n      code\n";
        let start = text.find("first").unwrap();
        let cut = text.find('(').unwrap() as u32..text.find(')').unwrap() as u32 + 1;
        assert_eq!(block_text(text, start..text.len() - 1, &[cut]), "first\nsecond\n\n    code");
    }
}
