//! theme.yaml as written.

use super::fields::Fields;
use super::file_kind::FileKind;
use super::records::mapping;
use super::yaml::Str;
use crate::diagnostics::Report;
use crate::source::{FileId, SourceFile};

/// A theme as it describes itself.
#[derive(Debug, Default)]
pub struct RawTheme {
    pub name: String,
    pub licence: Option<String>,
    /// The least version of agon that it needs: `>=0.1`.
    pub agon: Option<Str>,
    /// Defaults for `site.extra`.
    pub extra: Option<serde_json::Value>,
}

pub(super) fn read(file: FileId, text: &SourceFile, report: &mut Report) -> RawTheme {
    record(mapping(FileKind::Theme, file, text, report))
}

pub(super) fn record(mut f: Fields<'_>) -> RawTheme {
    let theme = RawTheme {
        name: f.need("name").text,
        licence: f.text("licence"),
        agon: f.str("agon"),
        extra: f.data("extra"),
    };
    f.done();
    theme
}
