//! The small pieces that all files of data are made of: days, addresses, and words of a fixed list.
//!
//! Each says in the schema what it may be.

use crate::model::{Date, Word};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// A day as precise as it is known.
#[derive(Clone, Copy)]
pub struct Day(pub Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0.iso())
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A day as precise as it is known: 2026, 2026-06 or 2026-06-28 (ISO 8601).",
            "type": "string",
            "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
        })
    }
}

/// Where something stands, seen from the file that says so.
#[derive(Clone, Serialize)]
pub struct Place(pub String);

impl JsonSchema for Place {
    fn schema_name() -> Cow<'static, str> {
        "Place".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The address of a page, or of a passage on it, relative to this file. The page's own data stand at \
                the same address with .json in place of .html.",
            "type": "string",
            "format": "uri-reference"
        })
    }
}

/// One word of a table of the model.
#[derive(Clone, Copy)]
pub struct Term<W>(pub W);

impl<W: Word> Serialize for Term<W> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.word())
    }
}

impl<W: Word> JsonSchema for Term<W> {
    fn schema_name() -> Cow<'static, str> {
        std::any::type_name::<W>().rsplit("::").next().unwrap_or("Word").to_string().into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": W::words() })
    }
}
