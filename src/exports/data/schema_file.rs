//! The schema of a kind of file, made from the structs that are written.

use crate::source::OutputFile;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// Returns the schema of `T` as a file.
pub(super) fn schema_file<T: JsonSchema>(path: &str, version: &str) -> OutputFile {
    // What is written, not what could be read: a key that may be missing is left out and never null.
    let settings = SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(RecursiveTransform(without_null));
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("$id".into(), path.rsplit('/').next().unwrap_or_default().into());
    schema.insert("version".into(), version.into());
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    OutputFile { path: path.into(), bytes: (text + "\n").into_bytes() }
}

fn without_null(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|t| t != "null");
        if let [one] = &types[..] {
            let one = one.clone();
            schema.insert("type".into(), one);
        }
    }
    if let Some(Value::Array(any)) = schema.get_mut("anyOf") {
        any.retain(|s| s["type"] != "null");
        if let [Value::Object(one)] = &any[..] {
            let one = one.clone();
            schema.remove("anyOf");
            schema.ensure_object().extend(one);
        }
    }
}
