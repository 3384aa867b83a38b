//! What may stand at a key, as JSON Schema.
//!
//! YAML gives a value a type by its looks: `2026` is a number to it and `yes` may be a truth value, where agon keeps the
//! words. So a text may be any of them. An optional key may be empty, which agon reads as not there.

use super::mapping;
use crate::content::parse::shape::{Form, Key};
use serde_json::{Value, json};

/// Parts with a slash between them, none of them empty, `.` or `..`; slashes at the ends are passed over.
const PATH: &str = r"^/*(([^/.][^/]*|\.[^/.][^/]*|\.\.[^/]+)/)*[^/]*/*$";

pub(super) fn form(key: &Key) -> Value {
    let mut schema = one(&key.form, key.needed);
    if !key.needed {
        let said = schema.clone();
        schema = match said.get("anyOf").and_then(Value::as_array) {
            Some(any) => {
                json!({"anyOf": any.iter().cloned().chain([json!({"type": "null"})]).collect::<Vec<_>>()})
            }
            None => json!({"anyOf": [said, {"type": "null"}]}),
        };
    }
    if let Some(object) = schema.as_object_mut() {
        object.insert("description".into(), describe(&key.form).into());
    }
    schema
}

/// What belongs there, in words.
fn describe(form: &Form) -> String {
    match form {
        Form::Text => "a text".into(),
        Form::Date => "a date as precise as it is known: 2026, 2026-06 or 2026-06-28".into(),
        Form::Number => "a plain number, such as 58.6".into(),
        Form::Count => "a whole number from 1 up".into(),
        Form::Flag => "true or false".into(),
        Form::Address => "an address of the web; left out where none is known".into(),
        Form::Path => "a path of this site, from its root: topics/wages/threads/prices.html".into(),
        Form::Id => "an id: lower-case letters, digits and hyphens".into(),
        Form::Word(words) => format!("one of: {}", words.join(", ")),
        Form::Words(words) => format!("a list of these, or one: {}", words.join(", ")),
        Form::Dates => "a list of dates, or one".into(),
        Form::Texts => "a list of texts, or one".into(),
        Form::Mappings(shape) => shape.what.into(),
        Form::TextsOrMappings(shape) => {
            format!("{}: a text, or a mapping that says more", shape.what)
        }
    }
}

fn one(form: &Form, needed: bool) -> Value {
    match form {
        Form::Text if needed => {
            json!({"anyOf": [{"type": "string", "pattern": "\\S"}, {"type": ["number", "boolean"]}]})
        }
        Form::Text => text(),
        Form::Date => json!({"anyOf": [
            {"type": "string", "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"},
            {"type": "integer", "minimum": 1000, "maximum": 9999},
        ]}),
        Form::Number => {
            json!({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[+-]?[0-9][0-9_]*(\\.[0-9_]+)?$"}]})
        }
        Form::Count => json!({"type": "integer", "minimum": 1}),
        Form::Flag => {
            json!({"anyOf": [{"type": "boolean"}, {"enum": ["true", "false", "yes", "no"]}]})
        }
        Form::Address => {
            json!({"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/]\\S*$"})
        }
        Form::Path => json!({"anyOf": [{"type": "string", "pattern": PATH}, {"type": "number"}]}),
        Form::Id => {
            json!({"anyOf": [{"type": "string", "pattern": "^[a-z0-9-]+$"}, {"type": "integer", "minimum": 0}]})
        }
        Form::Word(words) => json!({"enum": words}),
        Form::Words(words) => {
            json!({"anyOf": [{"enum": words}, {"type": "array", "items": or_nothing(json!({"enum": words}))}]})
        }
        Form::Dates => list_or_one(one(&Form::Date, false)),
        Form::Texts => json!({"anyOf": [text(), {"type": "array", "items": or_nothing(text())}]}),
        Form::Mappings(shape) => list_or_one(mapping(shape)),
        Form::TextsOrMappings(shape) => list_or_one(json!({"anyOf": [text(), mapping(shape)]})),
    }
}

fn text() -> Value {
    json!({"type": ["string", "number", "boolean"]})
}

fn or_nothing(schema: Value) -> Value {
    json!({"anyOf": [schema, {"type": "null"}]})
}

fn list_or_one(item: Value) -> Value {
    json!({"anyOf": [{"type": "array", "items": item.clone()}, item]})
}
