//! JSON Schema of front matter and YAML files, so that any editor's YAML support completes and checks them.
//!
//! Takes a kind of file, gives its schema (draft-07, which editors know best) made from what its reader asks for
//! ([`crate::content::parse::schema`]). A schema refuses what agon's reader refuses: unknown keys and words, missing keys, values
//! of another form. Names of other things (a source's key, a topic) are texts to it. The words of a site's vocabulary are given to it.
//!
//! YAML gives a value a type by its looks: `2026` is a number to it and `yes` may be a truth value, where agon keeps the
//! words. So a text may be any of them. An optional key may be empty, which agon reads as not there.

use crate::content::parse::FileKind;
use crate::content::parse::schema::{RecordSchema, SchemaKey, ValueType};
use crate::model::Vocabulary;
use serde_json::{Map, Value, json};

/// The dialect of the schemas.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// Parts with a slash between them, none of them empty, `.` or `..`; slashes at the ends are passed over.
const PATH: &str = r"^/*(([^/.][^/]*|\.[^/.][^/]*|\.\.[^/]+)/)*[^/]*/*$";

/// The schema of a kind of file: of the whole file, or of the front matter of a Markdown file.
pub fn schema(kind: FileKind, words: &Vocabulary) -> Value {
    let title = format!("agon: {} ({})", kind.name(), kind.pattern());
    let record = mapping(&kind.shape(), words);
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

fn mapping(shape: &RecordSchema, words: &Vocabulary) -> Value {
    let mut out = Map::new();
    out.insert("type".into(), "object".into());
    out.insert("description".into(), shape.what.into());
    let properties = shape.keys.iter().map(|key| (key.name.to_string(), value_schema(key, words)));
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

fn value_schema(key: &SchemaKey, words: &Vocabulary) -> Value {
    let mut schema = form_schema(&key.form, key.needed, words);
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
        object.insert("description".into(), describe(&key.form, words).into());
    }
    schema
}

/// What belongs there, in words.
fn describe(form: &ValueType, vocabulary: &Vocabulary) -> String {
    match form {
        ValueType::Text => "a text".into(),
        ValueType::Date => "a date as precise as it is known: 2026, 2026-06 or 2026-06-28".into(),
        ValueType::IssueDate => {
            "a date as precise as it is known (2026, 2026-06 or 2026-06-28), a range (2024-03/2024-05, \
             2015/..), a season (2021-21 is spring, 2021-24 winter) or an estimate (1984~)"
                .into()
        }
        ValueType::Number => "a plain number, such as 58.6".into(),
        ValueType::Count => "a whole number from 1 up".into(),
        ValueType::Flag => "true or false".into(),
        ValueType::Address => "an address of the web; left out where none is known".into(),
        ValueType::Path => {
            "a path of this site, from its root: topics/wages/threads/prices.html".into()
        }
        ValueType::Id => "an id: lower-case letters, digits and hyphens".into(),
        ValueType::Word(words) => format!("one of: {}", words.join(", ")),
        ValueType::Words(words) => format!("a list of these, or one: {}", words.join(", ")),
        ValueType::Term(list) => format!("one of: {}", vocabulary.words(*list).join(", ")),
        ValueType::Terms(list) => {
            format!("a list of words of `{}` in vocabulary.yaml, or one", list.key())
        }
        ValueType::ByLanguage => "a text, or texts by language: {de: Partei, en: Party}".into(),
        ValueType::Named(_, shape) => format!("words, each with {}", shape.what),
        ValueType::Dates => "a list of dates, or one".into(),
        ValueType::Texts => "a list of texts, or one".into(),
        ValueType::Rule => {
            "an item, or one of all, any, at_least and sum with the rules under it".into()
        }
        ValueType::Data => "any keys and values, for the site's own templates".into(),
        ValueType::Mappings(shape) => shape.what.into(),
        ValueType::TextsOrMappings(shape) => {
            format!("{}: a text, or a mapping that says more", shape.what)
        }
    }
}

fn form_schema(form: &ValueType, needed: bool, vocabulary: &Vocabulary) -> Value {
    match form {
        ValueType::Text if needed => {
            json!({"anyOf": [{"type": "string", "pattern": "\\S"}, {"type": ["number", "boolean"]}]})
        }
        ValueType::Text => text(),
        ValueType::Date => json!({"anyOf": [
            {"type": "string", "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"},
            {"type": "integer", "minimum": 1000, "maximum": 9999},
        ]}),
        ValueType::IssueDate => {
            let date = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?";
            json!({"anyOf": [
                {"type": "string", "pattern": format!("^({date}(~|/\\.\\.|/{date})?|[0-9]{{4}}-2[1-4])$")},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]})
        }
        ValueType::Number => {
            json!({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[+-]?[0-9][0-9_]*(\\.[0-9_]+)?$"}]})
        }
        ValueType::Count => json!({"type": "integer", "minimum": 1}),
        ValueType::Flag => {
            json!({"anyOf": [{"type": "boolean"}, {"enum": ["true", "false", "yes", "no"]}]})
        }
        ValueType::Address => {
            json!({"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/]\\S*$"})
        }
        ValueType::Path => {
            json!({"anyOf": [{"type": "string", "pattern": PATH}, {"type": "number"}]})
        }
        ValueType::Id => {
            json!({"anyOf": [{"type": "string", "pattern": "^[a-z0-9-]+$"}, {"type": "integer", "minimum": 0}]})
        }
        ValueType::Word(words) => json!({"enum": words}),
        ValueType::Words(words) => {
            json!({"anyOf": [{"enum": words}, {"type": "array", "items": or_nothing(json!({"enum": words}))}]})
        }
        ValueType::Term(list) => json!({"enum": vocabulary.words(*list)}),
        ValueType::Terms(list) => list_or_one(or_nothing(match vocabulary.words(*list)[..] {
            // a site that declares none has none
            [] => json!({"not": {}}),
            ref words => json!({"enum": words}),
        })),
        ValueType::ByLanguage => {
            json!({"anyOf": [text(), {"type": "object", "additionalProperties": text()}]})
        }
        ValueType::Named(list, shape) => {
            let of_built_in = mapping(shape, vocabulary);
            let mut of_own = of_built_in.clone();
            if !list.built_in().is_empty() {
                of_own["required"] = json!(["like"]);
            }
            let built_in = list.built_in().into_iter();
            let built_in = built_in.map(|word| (word.to_string(), of_built_in.clone()));
            json!({
                "type": "object",
                "properties": built_in.collect::<Map<String, Value>>(),
                "additionalProperties": of_own,
            })
        }
        ValueType::Dates => list_or_one(form_schema(&ValueType::Date, false, vocabulary)),
        ValueType::Texts => {
            json!({"anyOf": [text(), {"type": "array", "items": or_nothing(text())}]})
        }
        ValueType::Rule => {
            let keys = ["all", "any", "at_least", "sum"];
            json!({"anyOf": [text(), {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "propertyNames": {"enum": keys},
            }]})
        }
        ValueType::Data => json!({"type": "object"}),
        ValueType::Mappings(shape) => list_or_one(mapping(shape, vocabulary)),
        ValueType::TextsOrMappings(shape) => {
            list_or_one(json!({"anyOf": [text(), mapping(shape, vocabulary)]}))
        }
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
