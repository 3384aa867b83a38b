//! Plain texts of YAML on their way to a page: quotes, dashes and dots as in prose.

use crate::markdown::{QuotationMarks, typographic};

/// The text as a page shows it, with the quotation marks of its language.
pub(crate) trait Typeset {
    type Set;
    fn typeset(&self, marks: &QuotationMarks) -> Self::Set;
}

impl Typeset for str {
    type Set = String;
    fn typeset(&self, marks: &QuotationMarks) -> String {
        typographic(self, marks).into_owned()
    }
}

impl Typeset for Option<String> {
    type Set = Option<String>;
    fn typeset(&self, marks: &QuotationMarks) -> Option<String> {
        self.as_deref().map(|text| text.typeset(marks))
    }
}

impl Typeset for Vec<String> {
    type Set = Vec<String>;
    fn typeset(&self, marks: &QuotationMarks) -> Vec<String> {
        self.iter().map(|text| text.typeset(marks)).collect()
    }
}
