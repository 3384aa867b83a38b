//! The values that records are made of: dates, URLs and words of a fixed vocabulary, each with its JSON Schema.

use crate::model::{Date, IssueDate, Word};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// A date as precise as it is known, in ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IsoDate(pub Date);

impl Serialize for IsoDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.iso())
    }
}

impl JsonSchema for IsoDate {
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

/// A date of publication in EDTF (ISO 8601-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EdtfDate(pub IssueDate);

impl Serialize for EdtfDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_string())
    }
}

impl JsonSchema for EdtfDate {
    fn schema_name() -> Cow<'static, str> {
        "PublicationDate".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A date of publication in EDTF (ISO 8601-2): a range 2024-03/2024-05 or 2015/.., \
                a season 2021-21 (spring) to 2021-24 (winter), an estimate 1984~.",
            "type": "string",
            "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(~|/\\.\\.|/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"
        })
    }
}

/// The URL of a page or a passage, as the file that has the record needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct UriReference(pub String);

impl JsonSchema for UriReference {
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

/// A word of one of the model's vocabularies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VocabularyTerm<W>(pub W);

impl<W: Word> Serialize for VocabularyTerm<W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.word())
    }
}

impl<W: Word> JsonSchema for VocabularyTerm<W> {
    fn schema_name() -> Cow<'static, str> {
        W::NAME.into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": W::words() })
    }
}

/// A word of a vocabulary that sites can add to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct OwnWord<'a>(pub &'a str);

impl JsonSchema for OwnWord<'_> {
    fn schema_name() -> Cow<'static, str> {
        "OwnWord".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A built-in word, or one of the site's vocabulary; then the key with `_like` says which built-in \
                word it acts like.",
            "type": "string"
        })
    }
}
