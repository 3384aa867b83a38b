//! Plain texts of YAML on their way to a page: quotes, dashes and dots as in prose.

use crate::markdown::typographic;

/// The text as a page shows it.
pub(crate) trait Typeset {
    type Set;
    fn typeset(&self) -> Self::Set;
}

impl Typeset for str {
    type Set = String;
    fn typeset(&self) -> String {
        typographic(self).into_owned()
    }
}

impl Typeset for Option<String> {
    type Set = Option<String>;
    fn typeset(&self) -> Option<String> {
        self.as_deref().map(str::typeset)
    }
}

impl Typeset for Vec<String> {
    type Set = Vec<String>;
    fn typeset(&self) -> Vec<String> {
        self.iter().map(|text| text.typeset()).collect()
    }
}
