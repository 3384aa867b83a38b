//! The site's own templates and static files that win over built-in ones of the same name.
//!
//! `agon new template` records in a copy what it was made from, so that a later agon can detect whether the built-in file
//! has changed since ([`Standing::Behind`]).

use crate::content::load::embedded;
use crate::source::{OutputFile, SourceFile};
use serde::Serialize;

/// A file of the site that wins over the built-in one.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct TemplateOverride {
    /// From the site's root.
    pub path: String,
    pub standing: OverrideStatus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OverrideStatus {
    /// Made from the built-in file as it is now.
    Current,
    /// Made from a built-in file that has changed since.
    Behind,
    /// It replaces blocks of the built-in file and has the rest from it.
    Extending,
    /// It does not say what it was made from.
    Unknown,
}

impl OverrideStatus {
    pub fn words(self) -> &'static str {
        match self {
            OverrideStatus::Current => "made from the built-in one as it is now",
            OverrideStatus::Behind => "the built-in one has changed since the copy was made",
            OverrideStatus::Extending => "extends the built-in one",
            OverrideStatus::Unknown => "differs from the built-in one; not known since when",
        }
    }
}

/// Takes all templates and static files, built-in ones included, as they were loaded.
pub fn overrides(templates: &[SourceFile], statics: &[OutputFile]) -> Vec<TemplateOverride> {
    let built_in = embedded::templates();
    let own = templates.iter().filter_map(|own| {
        let original = built_in.iter().find(|b| b.path == own.path && b.body != own.body)?;
        let is_extending = own.body.contains(&format!("agon/{}", own.path));
        let standing = match standing(&own.body, &original.body) {
            OverrideStatus::Unknown if is_extending => OverrideStatus::Extending,
            standing => standing,
        };
        Some(TemplateOverride { path: format!("templates/{}", own.path), standing })
    });
    let built_in = embedded::statics();
    let files = statics.iter().filter_map(|own| {
        let original = built_in.iter().find(|b| b.path == own.path && b.bytes != own.bytes)?;
        let standing = match (std::str::from_utf8(&own.bytes), std::str::from_utf8(&original.bytes))
        {
            (Ok(own), Ok(original)) => standing(own, original),
            _ => OverrideStatus::Unknown,
        };
        Some(TemplateOverride { path: format!("static/{}", own.path), standing })
    });
    own.chain(files).collect()
}

/// How a copy stands to the built-in file as it is now.
fn standing(own: &str, original: &str) -> OverrideStatus {
    match embedded::marked(own) {
        Some(mark) if mark == embedded::mark(original) => OverrideStatus::Current,
        Some(_) => OverrideStatus::Behind,
        None => OverrideStatus::Unknown,
    }
}
