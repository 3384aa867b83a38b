//! The direction of writing, by the letters of a text.

/// Blocks of letters that are written from right to left.
const RIGHT_TO_LEFT: [(char, char); 6] = [
    ('\u{0590}', '\u{08ff}'),
    ('\u{fb1d}', '\u{fdff}'),
    ('\u{fe70}', '\u{fefe}'),
    ('\u{10800}', '\u{10fff}'),
    ('\u{1e800}', '\u{1efff}'),
    ('\u{200f}', '\u{200f}'),
];

/// Whether a letter is written from right to left; `None` for what takes the direction of its surroundings, such as
/// digits and punctuation.
fn is_right_to_left(letter: char) -> Option<bool> {
    let is_strong = letter.is_alphabetic() || letter == '\u{200f}';
    is_strong.then(|| RIGHT_TO_LEFT.iter().any(|(first, last)| (*first..=*last).contains(&letter)))
}

/// Whether a text has letters of the other direction than the page that it is on, so that it can disturb the order of
/// the words around it.
pub fn has_other_direction(text: &str, right_to_left: bool) -> bool {
    if text.is_ascii() && !right_to_left {
        return false;
    }
    text.chars().filter_map(is_right_to_left).any(|letter| letter != right_to_left)
}

/// The direction of most letters of a text; `None` where it has none, or as many of both.
pub fn is_mostly_right_to_left(text: &str) -> Option<bool> {
    let (mut right_to_left, mut all) = (0_usize, 0_usize);
    for letter in text.chars().filter_map(is_right_to_left) {
        right_to_left += usize::from(letter);
        all += 1;
    }
    match (right_to_left * 2).cmp(&all) {
        std::cmp::Ordering::Greater => Some(true),
        std::cmp::Ordering::Less => Some(false),
        std::cmp::Ordering::Equal => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_disturbs_a_page_of_the_other_direction() {
        for text in ["Émile (2024)", "12 %", "日本", "“?”", ""] {
            assert!(!has_other_direction(text, false), "{text}");
        }
        for text in ["البنك (2024)", "The البنك", "עברית"] {
            assert!(has_other_direction(text, false), "{text}");
        }
        assert!(has_other_direction("شركة OpenAI", true));
        assert!(!has_other_direction("شركة (2024)", true));
    }

    #[test]
    fn most_letters_decide_on_the_direction_of_a_text() {
        assert_eq!(is_mostly_right_to_left("OpenAI: قالت الشركة إنها ستنتظر"), Some(true));
        assert_eq!(is_mostly_right_to_left("They said البنك"), Some(false));
        assert_eq!(is_mostly_right_to_left("12 %"), None);
    }
}
