//! The nodes of JSON-LD that a page has, and the pieces that several kinds of nodes share.

use crate::model::*;
use crate::pages::components::text::Page;
use serde_json::{Map, Value, json};

/// The nodes of a page as JSON, and the dates of its text.
#[derive(Default)]
pub(crate) struct StructuredData {
    pub nodes: Vec<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
}

impl StructuredData {
    /// Adds a node without the keys whose value is null or an empty list.
    pub(super) fn add(&mut self, node: Value) {
        // Nothing in it may end the script element or begin a comment.
        self.nodes.push(without_unknown(node).to_string().replace('<', "\\u003c"));
    }

    pub(super) fn of(nodes: impl IntoIterator<Item = Value>) -> StructuredData {
        let mut data = StructuredData::default();
        for node in nodes {
            data.add(node);
        }
        data
    }

    /// Both, one after the other.
    pub(crate) fn and(mut self, other: StructuredData) -> StructuredData {
        self.nodes.extend(other.nodes);
        self
    }
}

fn without_unknown(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut known = Map::new();
            for (key, value) in map {
                let value = without_unknown(value);
                if !value.is_null() && value != json!([]) {
                    known.insert(key, value);
                }
            }
            Value::Object(known)
        }
        Value::Array(list) => list.into_iter().map(without_unknown).collect(),
        other => other,
    }
}

pub(super) fn iso(date: Option<Date>) -> Option<String> {
    date.map(Date::iso)
}

/// A URL that may be in a link.
pub(super) fn safe(url: Option<&str>) -> Option<&str> {
    url.filter(|url| crate::markdown::is_safe(url))
}

/// The type of an entity in schema.org.
fn entity_type(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Organisation | EntityKind::Collective => "Organization",
        EntityKind::Product => "Product",
        EntityKind::Project => "Project",
        EntityKind::Law => "Legislation",
        EntityKind::Place => "Place",
        EntityKind::Event => "Event",
        EntityKind::Standard | EntityKind::Term => "DefinedTerm",
    }
}

/// An entity by its name, with its page.
pub(super) fn entity_node(page: &Page, id: EntityId) -> Value {
    let entity = page.site().entity(id);
    let url = page.href(Target::Entity(id));
    json!({"@type": entity_type(entity.kind.base), "name": entity.name, "url": url})
}

/// Who publishes the site.
pub(super) fn site_publisher(site: &Site) -> Value {
    let name = site.config.author.as_ref().unwrap_or(&site.config.title);
    json!({"@type": "Organization", "name": name})
}

pub(super) fn licence(site: &Site) -> Value {
    match &site.config.licence {
        None => Value::Null,
        Some(url) if url.starts_with("http") => json!(url),
        Some(name) => json!({"@type": "CreativeWork", "name": name}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structured_data_leaves_out_unknown_values_and_cannot_end_the_script() {
        let node = json!({"@type": "Thing", "name": "</script><!--", "url": null, "x": []});
        let expected = r#"{"@type":"Thing","name":"\u003c/script>\u003c!--"}"#;
        assert_eq!(StructuredData::of([node]).nodes, [expected]);
    }
}
