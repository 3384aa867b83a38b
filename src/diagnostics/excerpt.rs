//! The excerpt of a long line that contains a mark.
//!
//! Takes a line and a range of bytes in it, gives a line that fits a screen with the same range in it ([`cut`]).
//! Never cuts inside a character that a reader sees as one, and says with `…` where it cut.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Lines up to this many characters are shown whole.
const WHOLE: usize = 110;
/// How much of the line is kept before the mark where the line is cut.
const BEFORE: usize = 30;
/// The longest mark; what is longer is shown by its start.
const LONGEST_MARK: usize = 70;
const CUT: &str = "…";

/// A line that fits, and where the mark is in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LineExcerpt {
    pub text: String,
    pub mark: Range<usize>,
}

/// Cuts a long line round the mark. `mark` is a range of bytes in `line`, at characters' borders.
pub(super) fn cut(line: &str, mark: Range<usize>) -> LineExcerpt {
    let graphemes: Vec<(usize, &str)> = line.grapheme_indices(true).collect();
    if graphemes.len() <= WHOLE {
        return LineExcerpt { text: line.to_string(), mark };
    }
    let first = graphemes.partition_point(|(at, _)| *at < mark.start);
    let last = graphemes.partition_point(|(at, _)| *at < mark.end);
    let shown_last = last.min(first + LONGEST_MARK);
    let mut from = first.saturating_sub(BEFORE);
    let mut to = (from + WHOLE).max(shown_last).min(graphemes.len());
    from = from.min(to.saturating_sub(WHOLE).min(first));
    // a cut between words reads better, unless the next space is so near the mark that little would be left
    if from > 0 {
        let space = graphemes[from..first].iter().position(|(_, g)| *g == " ");
        if let Some(n) = space.filter(|n| *n < BEFORE / 2) {
            from += n + 1;
        }
    }
    if to < graphemes.len() {
        let space = graphemes[shown_last..to].iter().rposition(|(_, g)| *g == " ");
        to = space.map(|n| shown_last + n).filter(|at| to - at < BEFORE).unwrap_or(to);
    }
    let head = if from > 0 { CUT } else { "" };
    let tail = if to < graphemes.len() { CUT } else { "" };
    let bytes: Vec<usize> = graphemes.iter().map(|(at, _)| *at).chain([line.len()]).collect();
    let text = format!("{head}{}{tail}", &line[bytes[from]..bytes[to]]);
    let end = if shown_last < last { bytes[shown_last] } else { mark.end };
    let shift = bytes[from];
    LineExcerpt { text, mark: mark.start - shift + head.len()..end - shift + head.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(line: &str, word: &str) -> (String, String) {
        let at = line.find(word).unwrap();
        let excerpt = cut(line, at..at + word.len());
        (excerpt.text[excerpt.mark.clone()].to_string(), excerpt.text)
    }

    #[test]
    fn a_short_line_stays_whole() {
        assert_eq!(
            cut("ein zwölf drei", 4..10),
            LineExcerpt { text: "ein zwölf drei".into(), mark: 4..10 }
        );
    }

    #[test]
    fn a_long_line_is_cut_round_the_mark_between_words() {
        let line =
            format!("{}[[nowhere]] {}", "wörter davor ".repeat(60), "und danach ".repeat(60));
        let (mark, text) = marked(&line, "[[nowhere]]");
        assert_eq!(mark, "[[nowhere]]");
        assert_eq!(
            text,
            "…wörter davor wörter davor [[nowhere]] und danach und danach und danach und danach und danach und danach…"
        );
    }

    #[test]
    fn a_mark_at_either_end_and_a_mark_that_is_too_long_still_fit() {
        let line = format!("first {} last", "x".repeat(900));
        assert_eq!(marked(&line, "first").0, "first");
        assert_eq!(marked(&line, "last").0, "last");
        assert!(marked(&line, "last").1.ends_with(" last"));
        let all = cut(&line, 0..line.len());
        assert!(all.text.chars().count() <= WHOLE + 2);
        assert_eq!(all.mark, 0..LONGEST_MARK);
    }
}
