//! What letters a name has: names differ in no less than their letters do.

/// The letters of a name, each as often as it is there, up to four times. Letters share their places, so that names differ in
/// no less than these do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letters(u128);

impl Letters {
    const PLACES: u32 = 32;
    const MOST_COUNTED: u32 = u128::BITS / Letters::PLACES;

    pub(super) fn new(name: &[char]) -> Letters {
        let mut letters = 0;
        for letter in name {
            let first = *letter as u32 % Letters::PLACES * Letters::MOST_COUNTED;
            let mut bits = first..first + Letters::MOST_COUNTED;
            if let Some(free) = bits.find(|bit| letters & (1 << bit) == 0) {
                letters |= 1 << free;
            }
        }
        Letters(letters)
    }

    /// How many letters are in this and not in the other.
    pub(super) fn beyond(self, other: Letters) -> usize {
        (self.0 & !other.0).count_ones() as usize
    }

    /// The letters that are in both.
    pub(super) fn in_both(self, other: Letters) -> Letters {
        Letters(self.0 & other.0)
    }

    /// The letters that are in one of the two.
    pub(super) fn in_either(self, other: Letters) -> Letters {
        Letters(self.0 | other.0)
    }
}
