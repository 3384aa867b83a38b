//! Variable-length numbers and sorted lists as printable text that needs no escaping in a script.
//!
//! The digits 0 to 90 are the ASCII characters from `#` to `~` without the backslash. The first 61
//! end a number, the other 30 continue it, so most gaps are one character. `static/js/find.js`
//! decodes them.

/// Number of digits that end a number.
const LAST: u32 = 61;
/// Number of digits that continue a number.
const MORE: u32 = 30;

/// The character of a digit below 91.
fn digit(value: u32) -> char {
    let byte = b'#' + value as u8;
    (if byte >= b'\\' { byte + 1 } else { byte }) as char
}

/// Adds a number.
pub(super) fn number(mut value: u32, out: &mut String) {
    while value >= LAST {
        value -= LAST;
        out.push(digit(LAST + value % MORE));
        value /= MORE;
    }
    out.push(digit(value));
}

/// Adds ascending pages, each with a level below `levels`.
pub(super) fn pages_with_levels(
    pages: impl Iterator<Item = (u32, u32)>,
    levels: u32,
    out: &mut String,
) {
    let mut next = 0;
    for (page, level) in pages {
        number((page - next) * levels + level, out);
        next = page + 1;
    }
}

/// Adds ascending pages as runs: the number of pages before a run, and its length minus 1.
pub(super) fn runs(pages: &[u32], out: &mut String) {
    let mut next = 0;
    for run in pages.chunk_by(|a, b| a + 1 == *b) {
        number(run[0] - next, out);
        number(run.len() as u32 - 1, out);
        next = run[run.len() - 1] + 1;
    }
}

/// FNV-1a with 32 bits, which assigns keys to shards; `static/js/find.js` has it too.
pub(super) fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<u32> {
        let (mut out, mut value, mut weight) = (Vec::new(), 0, 1);
        for byte in text.bytes() {
            let digit = u32::from(byte - b'#') - u32::from(byte > b'\\');
            value += digit * weight;
            weight *= MORE;
            if digit < LAST {
                out.push(value);
                (value, weight) = (0, 1);
            }
        }
        out
    }

    #[test]
    fn numbers_round_trip_and_small_ones_are_one_character() {
        let all = [0, 1, 56, 57, 58, 60, 61, 90, 91, 1890, 1891, 56_790, 1_000_000, 20_000_000];
        let mut text = String::new();
        for n in &all {
            number(*n, &mut text);
        }
        assert_eq!(numbers(&text), all);
        assert!(text.bytes().all(|b| (b'#'..=b'~').contains(&b) && b != b'\\'), "{text}");
        assert_eq!(&text[..6], "#$[]^`");
    }

    #[test]
    fn lists_are_gaps_or_runs() {
        let mut text = String::new();
        pages_with_levels([(0, 3), (1, 0), (10, 2)].into_iter(), 5, &mut text);
        assert_eq!(numbers(&text), [3, 0, 42]);
        text.clear();
        runs(&[2, 3, 4, 9], &mut text);
        assert_eq!(numbers(&text), [2, 2, 4, 0]);
    }
}
