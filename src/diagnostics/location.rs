//! Positions for machines: line and column, both from 1, columns in characters.

use crate::source::{Files, Span};
use serde_json::{Map, Value};

/// The start and the end of a span, under the names that a format has for the four numbers.
pub(super) fn region(files: &Files, span: Span, names: [&str; 4]) -> Map<String, Value> {
    let (line, column) = files.position(span.file, span.start);
    let (end_line, end_column) = files.position(span.file, span.end);
    let numbers = [line, column, end_line, end_column];
    names.into_iter().map(String::from).zip(numbers.map(Value::from)).collect()
}
