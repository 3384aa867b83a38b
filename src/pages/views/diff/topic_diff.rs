//! What changed in a topic between two days, for its template.

use crate::pages::components::link::{Link, When};
use serde::Serialize;

#[derive(Serialize)]
pub struct TopicDiff {
    pub topic: Link,
    pub groups: Vec<DiffGroup>,
}

/// Entries of one kind by their days. `kind` is one of [`ORDER`].
#[derive(Serialize)]
pub struct DiffGroup {
    pub kind: &'static str,
    pub count: usize,
    pub items: Vec<DiffEntry>,
}

#[derive(Serialize)]
pub struct DiffEntry {
    #[serde(skip)]
    pub kind: &'static str,
    pub date: Option<When>,
    /// The name of the text, or of the source.
    pub title: String,
    pub href: String,
    /// Its sentence; a value for a figure.
    pub says: Option<String>,
    /// A change word, the state of a question, the verb of a relation as the earlier passage has it.
    pub word: Option<String>,
    pub who: Vec<Link>,
    /// What held before: the last position, the last value, the state of the question.
    pub before: Option<DiffPassage>,
    /// The later passage of a relation.
    pub by: Option<DiffPassage>,
    pub sources: Vec<CitedSource>,
}

/// A passage that an entry is compared with.
#[derive(Default, Serialize)]
pub struct DiffPassage {
    pub date: Option<When>,
    pub word: Option<String>,
    pub says: Option<String>,
    pub title: String,
    pub href: Option<String>,
}

#[derive(Serialize)]
pub struct CitedSource {
    pub id: String,
    pub title: String,
    pub href: String,
    /// The address of the work itself.
    pub url: Option<String>,
}
