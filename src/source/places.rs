//! Where marks stand in a text. Checks read a text once for each mark, so these searches are those of memchr.

use memchr::memmem;

/// The places of a mark, from the first on; none overlaps another.
pub(crate) fn places_of<'t>(text: &'t str, mark: &'t str) -> impl Iterator<Item = usize> + 't {
    memmem::find_iter(text.as_bytes(), mark)
}

/// The places of two ASCII characters, in the order of the text.
pub(crate) fn places_of_either(text: &str, marks: [u8; 2]) -> impl Iterator<Item = usize> + '_ {
    memchr::memchr2_iter(marks[0], marks[1], text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_standard_library() {
        for text in ["", "*", "**", "***a**", "ü**ü****", "[[a]](b)", "[^1] and [^ü]", "a:b::c"]
        {
            for mark in ["**", "[^", ":", "::", "ü"] {
                let expected: Vec<usize> = text.match_indices(mark).map(|(at, _)| at).collect();
                assert_eq!(places_of(text, mark).collect::<Vec<_>>(), expected, "{mark} in {text}");
            }
            let expected: Vec<usize> = text.match_indices(['[', ']']).map(|(at, _)| at).collect();
            assert_eq!(places_of_either(text, [b'[', b']']).collect::<Vec<_>>(), expected);
        }
    }
}
