//! What a reader asks for, written down: the keys of a mapping in their order, with what may stand at each.
//!
//! Nothing here is a list of its own. A [`Fields`] that was made to describe notes every question that a noun's reader
//! puts to it, so the schema of `agon schema` and the order of `agon fmt` are what is read, and cannot go out of date.

use super::fields::Fields;
use crate::diagnostics::Report;

/// The keys of a mapping in the order in which its reader asks for them, which is the canonical one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What the mapping is: "a source".
    pub what: &'static str,
    pub keys: Vec<Key>,
    /// Groups of keys of which one at least must be there.
    pub one_of: Vec<Vec<&'static str>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub name: &'static str,
    pub form: Form,
    /// Whether the key must be there and say something.
    pub needed: bool,
}

/// What may stand at a key. An empty value counts as none everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    /// `2026`, `2026-06` or `2026-06-28`.
    Date,
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
    /// A list of dates, or one.
    Dates,
    /// A list of texts, or one.
    Texts,
    /// A list of mappings, or one.
    Mappings(Shape),
    /// A list whose items are a text or a mapping, or one of them.
    TextsOrMappings(Shape),
}

impl Shape {
    /// What a reader asks for: it is run on nothing, and its questions are kept.
    pub(super) fn of<T>(what: &'static str, read: impl FnOnce(Fields<'_>) -> T) -> Shape {
        let mut unsaid = Report::default();
        let (fields, asked) = Fields::describing(what, &mut unsaid);
        read(fields);
        asked.take()
    }

    pub(super) fn empty(what: &'static str) -> Shape {
        Shape { what, keys: Vec::new(), one_of: Vec::new() }
    }

    /// Notes a question; the first about a key counts.
    pub(super) fn ask(&mut self, name: &'static str, form: Form) {
        if self.key(name).is_none() {
            self.keys.push(Key { name, form, needed: false });
        }
    }

    pub(super) fn need(&mut self, name: &'static str) {
        if let Some(key) = self.keys.iter_mut().find(|k| k.name == name) {
            key.needed = true;
        }
    }

    pub fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|k| k.name == name)
    }

    /// The place of a key in the canonical order; what is not known comes last.
    pub fn place(&self, name: &str) -> usize {
        self.keys.iter().position(|k| k.name == name).unwrap_or(self.keys.len())
    }
}

impl Form {
    /// The shape of the mappings that may stand there.
    pub fn shape(&self) -> Option<&Shape> {
        match self {
            Form::Mappings(shape) | Form::TextsOrMappings(shape) => Some(shape),
            _ => None,
        }
    }
}
