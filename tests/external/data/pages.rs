//! The facts of pages as JSON, against their schema.

use super::programs::python;
use crate::support::records::{SHIPPED, SMALL, data};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Closes the schema, so that a key it does not name is wrong, and says what is wrong with each file that it gets.
const VALIDATE: &str = r#"
import json, sys, jsonschema_rs
given = json.load(sys.stdin)
schema, files = given["schema"], given["files"]
open_ones = {one["$ref"].split("/")[-1] for one in schema["oneOf"] if "$ref" in one}
for name, part in schema["$defs"].items():
    if "properties" in part and name not in open_ones:
        part["additionalProperties"] = False
schema["unevaluatedProperties"] = False
validator = jsonschema_rs.validator_for(schema)
wrong = {path: [e.message[:200] for e in validator.iter_errors(data)][:3] for path, data in files.items()}
print(json.dumps({path: messages for path, messages in wrong.items() if messages}))
"#;

fn wrong(schema: &Value, files: &BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    let given = json!({ "schema": schema, "files": files });
    serde_json::from_str(&python(VALIDATE, &given.to_string())).expect("files with messages")
}

#[test]
fn every_page_has_its_facts_and_they_are_what_the_schema_says() {
    for site in [&*SMALL, &*SHIPPED] {
        let (schema, files) = (site.json("schema/v1/page.json"), data(site));
        assert_eq!(wrong(&schema, &files), BTreeMap::new());
        let bare: Vec<&String> = site.files.keys().filter(|p| p.ends_with(".html")).collect();
        let bare: Vec<&str> = bare
            .into_iter()
            .filter(|p| !files.contains_key(&p.replace(".html", ".json")))
            .filter(|p| !site.text(p).contains(" has moved</title>"))
            .map(String::as_str)
            .collect();
        // What stands in the frames of other sites has its facts with its full page.
        let (framed, bare): (Vec<&str>, Vec<&str>) =
            bare.into_iter().partition(|p| p.starts_with("embed/"));
        assert_eq!(bare, ["404.html", "search.html", "since.html"], "all other pages hold facts");
        let in_frames = |p: &&String| {
            let is_page = p.starts_with("embed/") && p.ends_with(".html");
            is_page && !site.text(p).contains(" has moved</title>")
        };
        assert_eq!(framed.len(), site.files.keys().filter(in_frames).count());
    }
}

#[test]
fn a_key_that_the_schema_does_not_name_is_found() {
    let schema = SMALL.json("schema/v1/page.json");
    for place in ["", "/record", "/passages/0", "/mentions/0"] {
        let mut file = SMALL.json("topics/wages/gathers/2026-06-10.json");
        let part = file.pointer_mut(place).unwrap_or_else(|| panic!("there is no {place}"));
        part.as_object_mut().expect("an object").insert("planted".into(), json!(1));
        let found = wrong(&schema, &BTreeMap::from([("a.json".into(), file)]));
        assert_eq!(found.len(), 1, "{place}");
    }
}
