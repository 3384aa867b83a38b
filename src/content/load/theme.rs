//! The theme that a site names: templates and static files between the site's own and the built-in ones.

use super::own::{OwnStatics, read_statics, read_templates};
use crate::diagnostics::{Diagnostic, Report};
use crate::source::SourceFile;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The folder of all themes.
pub(super) const THEMES: &str = "themes";

/// The templates and static files of a theme; empty where the site names none or its folder is missing.
#[derive(Default)]
pub(super) struct Theme {
    /// Paths are `themes/NAME/templates/…`.
    pub templates: Vec<SourceFile>,
    pub statics: OwnStatics,
}

/// The one key of site.yaml that decides which files are read.
#[derive(Deserialize)]
struct ThemeKey {
    theme: Option<String>,
}

/// The name after `theme:` of site.yaml, if a folder can have it.
fn theme_named(site_yaml: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(site_yaml).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let name = serde_yaml::from_str::<ThemeKey>(text).ok()?.theme?;
    (name.chars().all(is_of_folder_name) && !name.starts_with('.') && !name.is_empty())
        .then_some(name)
}

fn is_of_folder_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.".contains(c)
}

/// Reads the files of the theme that a site names.
pub(super) fn read_theme(root: &Path, site_yaml: Option<&[u8]>, report: &mut Report) -> Theme {
    let Some(name) = site_yaml.and_then(theme_named) else { return Theme::default() };
    let folder = root.join(THEMES).join(&name);
    if !folder.is_dir() {
        return Theme::default();
    }
    let prefix = format!("{THEMES}/{name}");
    let mut own = Report::default();
    let mut templates = read_templates(&folder, &mut own);
    for template in &mut templates {
        template.path = format!("{prefix}/templates/{}", template.path);
    }
    let statics = read_statics(&folder, &mut own);
    for found in own.iter() {
        let path = found.path.as_ref().map(|path| format!("{prefix}/{path}"));
        report.push(Diagnostic { path, ..found.clone() });
    }
    Theme { templates, statics }
}

/// The theme.yaml of every theme, with its path from the site's root.
pub(super) fn theme_files(root: &Path) -> Vec<(String, PathBuf)> {
    let Ok(folders) = std::fs::read_dir(root.join(THEMES)) else { return Vec::new() };
    let mut files = Vec::new();
    for folder in folders.flatten() {
        let name = folder.file_name();
        let disk = folder.path().join("theme.yaml");
        if let Some(name) = name.to_str()
            && !name.starts_with('.')
            && disk.is_file()
        {
            files.push((format!("{THEMES}/{name}/theme.yaml"), disk));
        }
    }
    files.sort();
    files
}
