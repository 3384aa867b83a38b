//! Where something stands, as machines want it: line and column, both from 1, columns in characters.

use crate::source::{Files, Span};
use serde_json::{Map, Value};

/// The four numbers of a span under the names of a format.
pub fn region(files: &Files, span: Span, names: [&str; 4]) -> Map<String, Value> {
    let (line, column) = files.position(span.file, span.start);
    let (end_line, end_column) = files.position(span.file, span.end);
    names
        .into_iter()
        .map(String::from)
        .zip([line, column, end_line, end_column].map(Value::from))
        .collect()
}
