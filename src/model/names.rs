//! What names mean, and which document and topic a target belongs to.

use super::doc::DocKind;
use super::ids::{DocId, Target, TopicId};
use super::site::Site;

impl Site {
    /// What a name means in the document `from`: nothing, one thing, or several.
    ///
    /// A name means the thing of that name in the same topic before any other; it is tried as it is written and then in
    /// lower case, which is how titles and aliases are kept.
    pub fn named(&self, from: DocId, name: &str) -> Vec<Target> {
        let exact = self.names.by_name.get(name).filter(|c| !c.is_empty());
        let candidates = exact.or_else(|| self.names.by_name.get(name.to_lowercase().as_str()));
        let Some(candidates) = candidates else { return Vec::new() };
        if candidates.len() > 1
            && let Some(topic) = self.doc(from).topic
        {
            let near: Vec<Target> =
                candidates.iter().copied().filter(|t| self.topic_of(*t) == Some(topic)).collect();
            if !near.is_empty() {
                return near;
            }
        }
        candidates.clone()
    }

    /// The document that a target represents or belongs to.
    pub fn doc_of(&self, target: Target) -> Option<DocId> {
        match target {
            Target::Topic(t) => Some(self.topic(t).doc),
            Target::Doc(d) => Some(d),
            Target::Block(b) => Some(self.block(b).doc),
            Target::Entity(e) => Some(self.entity(e).doc),
            Target::Source(_) | Target::Publisher(_) | Target::Elsewhere(_) => None,
        }
    }

    /// What a link to a document leads to: the document of a topic or an entity represents it.
    pub fn target_of(&self, doc: DocId) -> Target {
        match (&self.doc(doc).kind, self.doc(doc).topic) {
            (DocKind::Entity(e), _) => Target::Entity(*e),
            (DocKind::Topic, Some(t)) => Target::Topic(t),
            _ => Target::Doc(doc),
        }
    }

    /// The topic that a target belongs to.
    pub fn topic_of(&self, target: Target) -> Option<TopicId> {
        match target {
            Target::Topic(t) => Some(t),
            _ => self.doc_of(target).and_then(|d| self.doc(d).topic),
        }
    }
}
