//! What a page says of itself to machines: nodes of JSON-LD in the words of schema.org.
//!
//! Takes a page and what it is about, gives [`Facts`]; the frame of every page (`layout.html`) puts them into one script
//! element that nothing runs, with the breadcrumbs, whose words it has. Addresses are relative to the page, as JSON-LD
//! allows. Repeats no more of a page's text than a machine needs to find it there.

mod claim;
mod record;
mod text;

pub use claim::{of_actor, positions_in};
pub use record::{entity, figures, home, publisher, question, source, topic};
pub use text::text;

use crate::model::*;
use crate::pages::components::page_meta::When;
use crate::pages::components::text::Page;
use serde_json::{Map, Value, json};

/// Nodes as JSON and a text's days.
#[derive(Default)]
pub struct Facts {
    pub nodes: Vec<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
}

impl Facts {
    fn node(mut self, node: Value) -> Facts {
        // nothing in it may end the script element or begin a comment
        self.nodes.push(kept(node).to_string().replace('<', "\\u003c"));
        self
    }

    fn nodes(self, nodes: impl IntoIterator<Item = Value>) -> Facts {
        nodes.into_iter().fold(self, Facts::node)
    }

    /// Both, one after the other.
    pub fn and(mut self, other: Facts) -> Facts {
        self.nodes.extend(other.nodes);
        self
    }
}

/// Without what is not known.
fn kept(value: Value) -> Value {
    let known = |v: &Value| !v.is_null() && v.as_array().is_none_or(|a| !a.is_empty());
    match value {
        Value::Object(map) => {
            let map: Map<_, _> =
                map.into_iter().map(|(k, v)| (k, kept(v))).filter(|(_, v)| known(v)).collect();
            Value::Object(map)
        }
        Value::Array(list) => Value::Array(list.into_iter().map(kept).collect()),
        other => other,
    }
}

fn iso(date: Option<Date>) -> Option<String> {
    date.map(|d| When::from(d).iso)
}

/// What schema.org calls the kind of an entity.
fn entity_type(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Organisation | EntityKind::Collective => "Organization",
        EntityKind::Model => "SoftwareApplication",
        EntityKind::Project => "Project",
        EntityKind::Law => "Legislation",
        EntityKind::Benchmark | EntityKind::Term => "DefinedTerm",
    }
}

/// Who holds or says something, with their page.
fn holder(page: &Page, id: EntityId) -> Value {
    let entity = page.site().entity(id);
    json!({"@type": entity_type(entity.kind), "name": entity.name, "url": page.href(Target::Entity(id))})
}

/// Who publishes the site.
fn publisher_of_site(site: &Site) -> Value {
    let name = site.config.author.as_ref().unwrap_or(&site.config.title);
    json!({"@type": "Organization", "name": name})
}

fn licence(site: &Site) -> Value {
    let named = |name: &String| match name.starts_with("http") {
        true => json!(name),
        false => json!({"@type": "CreativeWork", "name": name}),
    };
    site.config.licence.as_ref().map_or(Value::Null, named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_left_out_and_nothing_ends_the_script() {
        let facts = Facts::default()
            .node(json!({"@type": "Thing", "name": "</script><!--", "url": null, "x": []}));
        assert_eq!(facts.nodes, [r#"{"@type":"Thing","name":"\u003c/script>\u003c!--"}"#]);
    }
}
