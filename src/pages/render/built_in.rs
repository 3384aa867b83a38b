//! The built-in templates and their names.

use crate::content::load::embedded;
use crate::source::SourceFile;

/// The prefix of the names of the built-in templates. A name without it is that of the site's own template, if there is one.
pub(super) const BUILT_IN: &str = "agon/";

/// The built-in templates by their names.
pub(super) fn built_in_templates() -> Vec<(String, SourceFile)> {
    let templates = embedded::templates().into_iter();
    templates.map(|template| (format!("{BUILT_IN}{}", template.path), template)).collect()
}

/// The index of the template that has a name; `None` for a built-in one that the site has replaced.
pub(super) fn find(templates: &[SourceFile], name: &str) -> Option<usize> {
    let Some(path) = name.strip_prefix(BUILT_IN) else {
        return templates.iter().position(|template| template.path == name);
    };
    let original = embedded::templates().into_iter().find(|template| template.path == path)?;
    templates.iter().position(|template| *template == original)
}
