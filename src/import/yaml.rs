//! YAML values in agon's style: lists and maps inside of a record in one line.

use super::text::flat;
use crate::model::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// One line `name: value`, with a line break at its end.
pub(super) fn field(name: &str, value: impl Serialize) -> String {
    to_string(&BTreeMap::from([(name, value)]))
}

/// An item of a list, with a line break at its end.
pub(super) fn list_item(value: impl Serialize) -> String {
    to_string(&[value])
}

fn to_string(value: &impl Serialize) -> String {
    let options = serde_yaml::ser_options! {
        prefer_block_scalars: false, compact_list_indent: false, yaml_12: true, no_lang_directive: true
    };
    serde_yaml::to_string_with_options(value, options).expect("texts and lists are YAML values")
}

/// A text without line breaks and control characters.
pub(super) fn one_line(text: &str) -> String {
    flat(&text.replace(char::is_control, " "))
}

/// One line `name: date`; a year alone is a number.
pub(super) fn date_field(name: &str, date: Date) -> String {
    if date.month == 0 { field(name, date.year) } else { field(name, date.to_string()) }
}
