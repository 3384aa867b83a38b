//! The direction of writing, by the letters of a text: that of words, and which paragraphs, items, lists and quotations
//! have another one than what is around them.

use super::slice::{Slice, WalkStep};
use super::tree::{Node, NodeIndex, NodeKind};

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
    // no letter before the Hebrew ones is written from right to left
    let may_be_other = |c: &char| right_to_left || *c >= '\u{590}';
    let mut letters = text.chars().filter(may_be_other).filter_map(is_right_to_left);
    letters.any(|letter| letter != right_to_left)
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

/// The `dir` of an element round a slice before its first list or other block within, where most of its letters have
/// another direction than the page.
pub fn slice_direction(slice: &Slice<'_>, right_to_left: bool) -> Option<&'static str> {
    Directions::new(Some(right_to_left)).of_words(slice)
}

/// The directions of the open elements.
pub(super) struct Directions {
    /// Whether the page is written from right to left; `None` where directions do not matter.
    page: Option<bool>,
    /// The same of the elements that are open, the outermost first.
    open: Vec<bool>,
}

impl Directions {
    pub(super) fn new(page: Option<bool>) -> Directions {
        Directions { page, open: Vec::new() }
    }

    /// The `dir` of an element that starts, where most of its letters have another direction than what is around it.
    pub(super) fn open(
        &mut self,
        slice: &Slice<'_>,
        index: NodeIndex,
        node: &Node,
    ) -> Option<&'static str> {
        let page = self.page.filter(|_| has_direction(node.kind))?;
        let around = self.open.last().copied().unwrap_or(page);
        // a callout has a title in the language of the page
        if node.kind == NodeKind::Quotation && node.data > 0 {
            self.open.push(around);
            return None;
        }
        let is_same = around == page && !has_other_direction(&slice.source[node.range()], page);
        let own = if is_same {
            around
        } else {
            let inside = Slice::inside(slice.tree, slice.source, index);
            is_mostly_right_to_left(&words(&inside)).unwrap_or(around)
        };
        self.open.push(own);
        (own != around).then(|| name(own))
    }

    pub(super) fn close(&mut self, node: &Node) {
        if has_direction(node.kind) {
            self.open.pop();
        }
    }

    /// The `dir` of the words of a slice before its first list or other block within.
    pub(super) fn of_words(&self, slice: &Slice<'_>) -> Option<&'static str> {
        let page = self.page?;
        if !has_other_direction(&slice.source[slice.bytes.clone()], page) {
            return None;
        }
        is_mostly_right_to_left(&words(slice)).filter(|own| *own != page).map(name)
    }
}

fn has_direction(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Paragraph | NodeKind::Item | NodeKind::List | NodeKind::Quotation)
}

fn name(right_to_left: bool) -> &'static str {
    if right_to_left { "rtl" } else { "ltr" }
}

/// The words of a slice without names of works, code and addresses.
fn words(slice: &Slice<'_>) -> String {
    let mut out = String::new();
    for step in slice.steps() {
        if let WalkStep::Leaf(_, node, text) = step
            && node.kind == NodeKind::Text
        {
            out.push_str(text);
        }
    }
    out
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
