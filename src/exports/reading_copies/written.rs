//! Words of YAML on their way to a copy.

use crate::markdown::{escape_words, typographic};
use crate::model::Site;

/// Words as the pages show them, with the quotation marks of the site's language, and without marks of Markdown.
pub(super) fn typeset(site: &Site, words: &str) -> String {
    escape_words(&typographic(words, site.quotation_marks()))
}
