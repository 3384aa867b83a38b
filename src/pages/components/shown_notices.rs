//! Which notices a page has shown: it says each of them once, and refers to that from then on.

use std::cell::RefCell;
use std::collections::HashMap;

/// The notices of a page in the order in which it shows them.
#[derive(Default)]
pub(crate) struct ShownNotices {
    /// The number of each by where it leads and how it reads.
    numbers: RefCell<HashMap<(String, &'static str), usize>>,
}

/// The id of a notice, and whether the page has shown it before.
pub(crate) enum FirstNotice {
    Here(String),
    Before(String),
}

impl ShownNotices {
    pub(crate) fn first(&self, href: &str, verb: &'static str) -> FirstNotice {
        let mut numbers = self.numbers.borrow_mut();
        let next = numbers.len() + 1;
        match numbers.insert((href.to_string(), verb), next) {
            None => FirstNotice::Here(format!("notice-{next}")),
            Some(number) => {
                numbers.insert((href.to_string(), verb), number);
                FirstNotice::Before(format!("notice-{number}"))
            }
        }
    }
}
