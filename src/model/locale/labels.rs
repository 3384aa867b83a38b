//! What readers call the words that authors write.

use super::message::Text;
use super::table::Locale;
use crate::model::words::Word;

impl Locale {
    /// The label of a word of a vocabulary, such as `word.trend.growing`.
    ///
    /// # Panics
    /// If the vocabulary has no labels, which a test excludes for those that pages show.
    pub fn label(&self, word: impl Word) -> &str {
        self.labelled(&word.key())
    }

    /// The label of a vocabulary's word by its whole key.
    ///
    /// # Panics
    /// If there is no such label.
    pub fn labelled(&self, key: &str) -> &str {
        let label = self.find(key, None).and_then(Text::plain);
        label.unwrap_or_else(|| panic!("there is no label {key}"))
    }
}
