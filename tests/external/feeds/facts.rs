//! JSON-LD in pages, against the terms of schema.org in `tests/schema-org/`.

use crate::support::folder::Tree;
use serde_json::Value;
use std::collections::BTreeMap;

/// The nodes of a page.
pub(super) fn nodes(html: &str) -> Vec<Value> {
    let Some((_, rest)) = html.split_once("<script type=\"application/ld+json\">") else {
        return Vec::new();
    };
    let text = rest.split_once("</script>").expect("the element ends").0;
    let data: Value = serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"));
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().expect("a list of nodes").clone()
}

/// Every type and property is one of schema.org's, and each property belongs to its type. Gives how often each type is
/// used.
pub(super) fn assert_known(files: &Tree) -> BTreeMap<String, usize> {
    let terms: Value = serde_json::from_str(include_str!("../../fixtures/schema-org/terms.json"))
        .expect("the list of terms");
    let (mut wrong, mut used) = (Vec::new(), BTreeMap::new());
    for (path, bytes) in files.iter().filter(|(p, _)| p.ends_with(".html")) {
        for node in nodes(std::str::from_utf8(bytes).expect("a page is UTF-8")) {
            assert!(node["@type"].is_string(), "{path} has a node without a type");
            look(&terms, &node, path, &mut wrong, &mut used);
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    used
}

fn look(
    terms: &Value,
    value: &Value,
    path: &str,
    wrong: &mut Vec<String>,
    used: &mut BTreeMap<String, usize>,
) {
    match value {
        Value::Array(list) => list.iter().for_each(|v| look(terms, v, path, wrong, used)),
        Value::Object(map) => {
            let kind = map.get("@type").and_then(Value::as_str);
            if let Some(kind) = kind {
                *used.entry(kind.to_string()).or_default() += 1;
            }
            for (key, inner) in map {
                let known = key.starts_with('@') || kind.is_some_and(|k| has(terms, k, key));
                wrong.extend((!known).then(|| format!("{path}: {kind:?} has no {key}")));
                let list = terms["digitalSourceType"].as_array().expect("the members");
                let member = key != "digitalSourceType" || list.contains(inner);
                wrong.extend((!member).then(|| format!("{path}: {inner} is no digital source")));
                look(terms, inner, path, wrong, used);
            }
        }
        _ => {}
    }
}

/// Whether a type, or one above it, has a property.
fn has(terms: &Value, kind: &str, property: &str) -> bool {
    let own = &terms["types"][kind];
    let is_in =
        |list: &Value, word: &str| list.as_array().is_some_and(|l| l.iter().any(|v| v == word));
    let above = own["is"].as_array().into_iter().flatten().filter_map(Value::as_str);
    is_in(&own["has"], property) || above.into_iter().any(|parent| has(terms, parent, property))
}

#[test]
fn a_property_belongs_to_its_type_or_one_above_it() {
    let terms: Value =
        serde_json::from_str(include_str!("../../fixtures/schema-org/terms.json")).unwrap();
    assert!(has(&terms, "Claim", "appearance") && has(&terms, "Claim", "name"));
    assert!(!has(&terms, "Person", "datePublished") && !has(&terms, "ClaimReview", "name"));
}
