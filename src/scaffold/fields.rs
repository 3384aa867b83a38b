//! Values in new files.

use super::error::NewError;

pub(super) fn slug(title: &str) -> Result<String, NewError> {
    let slug = slug::slugify(title);
    if slug.is_empty() { Err(NewError::NoAddress(title.into())) } else { Ok(slug) }
}

/// A text as a YAML string.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
