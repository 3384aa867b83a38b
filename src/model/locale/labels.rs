//! What readers call the words that authors write.

use super::id::MessageId;
use super::message::Text;
use super::table::Locale;
use crate::model::words::LabelledWord;

impl Locale {
    /// The label of a word of a vocabulary, such as `word.trend.growing`.
    ///
    /// # Panics
    /// If the vocabulary has no labels, which a test excludes for those that pages show.
    pub fn label(&self, word: impl LabelledWord) -> &str {
        self.labelled(word.key())
    }

    /// The name of a language by its tag, such as “English (United Kingdom)”; `None` where there is none.
    pub fn language_name(&self, tag: &str) -> Option<String> {
        let mut parts = tag.split('-');
        let name = self.name(&format!("language.{}", parts.next()?.to_lowercase()))?;
        let mut varieties = Vec::new();
        for part in parts {
            let script = format!("language.script.{}", part.to_lowercase());
            let name = self.name(&script).or_else(|| self.region_name(part));
            varieties.push(name.unwrap_or(part));
        }
        if varieties.is_empty() {
            return Some(name.to_string());
        }
        let varieties = varieties.join(self.text(MessageId::ListComma));
        let values = [("language", name.into()), ("variety", varieties.into())];
        Some(self.format(MessageId::LanguageVariety, &values))
    }

    /// The name of a country or region by its code, such as `GB`; `None` where there is none.
    pub fn region_name(&self, code: &str) -> Option<&str> {
        self.name(&format!("region.{}", code.to_lowercase()))
    }

    /// A message without places for values by its key.
    fn name(&self, key: &str) -> Option<&str> {
        MessageId::of(key).map(|id| self.text(id))
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
