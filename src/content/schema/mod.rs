//! JSON Schema of front matter and YAML files, so that any editor's YAML support completes and checks them.
//!
//! Takes a kind of file, gives its schema (draft-07, which editors know best) made from what its reader asks for
//! ([`crate::content::parse::shape`]). A schema refuses what agon's reader refuses: unknown keys and words, missing keys, values
//! of another form. Names of other things (a source's key, a topic) are texts to it. Never reads a site.

mod form;

use crate::content::parse::FileKind;
use crate::content::parse::shape::Shape;
use serde_json::{Map, Value, json};

/// The dialect of the schemas.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of a kind of file: of the whole file, or of the front matter of a Markdown file.
pub fn schema(kind: FileKind) -> Value {
    let title = format!("agon: {} ({})", kind.name(), kind.pattern());
    let record = mapping(&kind.shape());
    let whole = match kind.is_list() {
        true => json!({"type": ["array", "null"], "items": record}),
        false => record,
    };
    let mut out = Map::new();
    out.insert("$schema".into(), DRAFT.into());
    out.insert("title".into(), title.into());
    out.extend(whole.as_object().expect("a schema is an object").clone());
    if !kind.is_list() && kind.shape().keys.iter().all(|k| !k.needed) {
        out.insert("type".into(), json!(["object", "null"]));
    }
    Value::Object(out)
}

/// The name of its file.
pub fn file_name(kind: FileKind) -> String {
    format!("{}.schema.json", kind.name())
}

/// A schema as it is written.
pub fn print(schema: &Value) -> String {
    serde_json::to_string_pretty(schema).expect("a value can be written") + "\n"
}

/// The setting of VS Code's YAML extension that gives each YAML file its schema from a folder.
pub fn editor_settings(folder: &str) -> Value {
    let yaml = FileKind::ALL.into_iter().filter(|k| !k.is_markdown());
    let schemas =
        yaml.map(|kind| (format!("./{folder}/{}", file_name(kind)), kind.pattern().into()));
    json!({"yaml.schemas": schemas.collect::<Map<String, Value>>()})
}

fn mapping(shape: &Shape) -> Value {
    let mut out = Map::new();
    out.insert("type".into(), "object".into());
    out.insert("description".into(), shape.what.into());
    let properties = shape.keys.iter().map(|key| (key.name.to_string(), form::form(key)));
    out.insert("properties".into(), properties.collect::<Map<String, Value>>().into());
    out.insert("additionalProperties".into(), false.into());
    let needed: Vec<&str> = shape.keys.iter().filter(|k| k.needed).map(|k| k.name).collect();
    if !needed.is_empty() {
        out.insert("required".into(), json!(needed));
    }
    if !shape.one_of.is_empty() {
        let group = |keys: &Vec<&str>| -> Value {
            let any: Vec<Value> = keys.iter().map(|k| json!({"required": [k]})).collect();
            json!({"anyOf": any})
        };
        out.insert("allOf".into(), shape.one_of.iter().map(group).collect());
    }
    out.into()
}
