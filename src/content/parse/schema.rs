//! The schema of what a reader accepts: the keys of a mapping in their order, with the type of each value.
//!
//! Nothing here is a list of its own. A [`super::fields::Fields`] that was made to describe notes every question that a noun's reader
//! puts to it, so the schema of `agon schema` and the order of `agon fmt` are what is read, and cannot go out of date.

use crate::model::VocabularyList;

/// The keys of a mapping in the order in which its reader asks for them, which is the canonical one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordSchema {
    /// What the mapping is: "a source".
    pub what: &'static str,
    pub keys: Vec<SchemaKey>,
    /// Groups of keys of which one at least must be there.
    pub one_of: Vec<Vec<&'static str>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaKey {
    pub name: &'static str,
    pub form: ValueType,
    /// Whether the key must be there and say something.
    pub needed: bool,
}

/// The type of a value. An empty value counts as missing everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueType {
    Text,
    /// `2026`, `2026-06` or `2026-06-28`.
    Date,
    /// A date, or `2024-03/2024-05`, `2015/..`, `2021-21` (spring), `1984~`.
    IssueDate,
    Number,
    /// A whole number from 1 up.
    Count,
    Flag,
    /// An address of the web.
    Address,
    /// A path of the site, seen from its root.
    Path,
    /// Lower-case letters, digits and hyphens.
    Id,
    /// One of a fixed list.
    Word(Vec<&'static str>),
    /// A list of words of a fixed list, or one.
    Words(Vec<&'static str>),
    /// A word of a list that a site can add to, or a list of such words.
    Term(VocabularyList),
    Terms(VocabularyList),
    /// A text, or one for each of some languages by their tags.
    ByLanguage,
    /// A mapping of words that the author chooses to mappings.
    Named(VocabularyList, RecordSchema),
    /// A list of dates, or one.
    Dates,
    /// A list of texts, or one.
    Texts,
    /// A tree of `all`, `any`, `at_least` and `sum` whose leaves are items.
    Rule,
    /// A mapping of any YAML.
    Data,
    /// A list of mappings, or one.
    Mappings(RecordSchema),
    /// A list whose items are a text or a mapping, or one of them.
    TextsOrMappings(RecordSchema),
}

impl RecordSchema {
    pub(super) fn empty(what: &'static str) -> RecordSchema {
        RecordSchema { what, keys: Vec::new(), one_of: Vec::new() }
    }

    /// Notes a question; the first about a key counts.
    pub(super) fn ask(&mut self, name: &'static str, form: ValueType) {
        if self.key(name).is_none() {
            self.keys.push(SchemaKey { name, form, needed: false });
        }
    }

    pub(super) fn need(&mut self, name: &'static str) {
        if let Some(key) = self.keys.iter_mut().find(|k| k.name == name) {
            key.needed = true;
        }
    }

    pub fn key(&self, name: &str) -> Option<&SchemaKey> {
        self.keys.iter().find(|k| k.name == name)
    }

    /// The place of a key in the canonical order; what is not known comes last.
    pub fn place(&self, name: &str) -> usize {
        self.keys.iter().position(|k| k.name == name).unwrap_or(self.keys.len())
    }
}

impl ValueType {
    /// The schema of the mappings at this place.
    pub fn shape(&self) -> Option<&RecordSchema> {
        match self {
            ValueType::Mappings(shape)
            | ValueType::TextsOrMappings(shape)
            | ValueType::Named(_, shape) => Some(shape),
            _ => None,
        }
    }
}
