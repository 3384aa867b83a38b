//! From a name as it stands in a text to what it means, seen from one document.
//!
//! Takes a document and the words between `[[` and `]]` (without the label), gives every target that they can mean:
//! none is an unknown name, several an ambiguous one. Never reports; that is for the link stage.

use super::*;

/// What a relative link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileTarget {
    Target(Target),
    /// A file under static/, by its path there.
    Static(String),
}

impl Site {
    /// What `text` means in the document `from`.
    ///
    /// `name#^id` is a block of what the name leads to, an empty name the document itself; other headings after `#`
    /// are ignored. A name means the thing of that name in the same topic before any other; it is tried as it is
    /// written and then in lower case, which is how titles and aliases are kept.
    pub fn resolve(&self, from: DocId, text: &str) -> Vec<Target> {
        let (name, block) = match text.split_once('#') {
            Some((name, rest)) => (name.trim(), rest.trim().strip_prefix('^')),
            None => (text.trim(), None),
        };
        let found =
            if name.is_empty() { vec![self.target_of(from)] } else { self.named(from, name) };
        let Some(id) = block else { return found };
        let docs = found.iter().filter_map(|t| self.doc_of(*t));
        docs.filter_map(|d| self.names.anchors.get(d, id.trim())).map(Target::Block).collect()
    }

    fn named(&self, from: DocId, name: &str) -> Vec<Target> {
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

    /// What a relative link in a file leads to: a document of the site, or the path of a file under static/.
    pub fn resolve_file(&self, path: &str, address: &str) -> Option<FileTarget> {
        let address = address.split(['#', '?']).next().unwrap_or(address);
        let mut parts: Vec<&str> = path.split('/').collect();
        parts.pop();
        for part in address.split('/') {
            match part {
                "." | "" => {}
                ".." => drop(parts.pop()?),
                name => parts.push(name),
            }
        }
        let whole = parts.join("/");
        if let Some(doc) = self.names.by_path.get(whole.as_str()) {
            return Some(FileTarget::Target(self.target_of(*doc)));
        }
        let found = [whole.strip_prefix("static/"), Some(address)].into_iter().flatten();
        let mut found = found.filter(|name| self.statics.iter().any(|s| s == name));
        found.next().map(|name| FileTarget::Static(name.to_string()))
    }

    /// The document that a target stands for or in.
    pub fn doc_of(&self, target: Target) -> Option<DocId> {
        match target {
            Target::Topic(t) => Some(self.topic(t).doc),
            Target::Doc(d) => Some(d),
            Target::Block(b) => Some(self.block(b).doc),
            Target::Entity(e) => Some(self.entity(e).doc),
            Target::Source(_) | Target::Publisher(_) | Target::Elsewhere(_) => None,
        }
    }

    /// What a link to a document leads to: a topic's and an entity's document stand for the topic and the entity.
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
