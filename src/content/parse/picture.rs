//! The sidecar file of a picture, `quay.jpg.yaml` for `quay.jpg`, as written.

use super::fields::Fields;
use super::file_kind::FileKind;
use super::records::mapping;
use crate::diagnostics::Report;
use crate::model::Picture;
use crate::source::{FileId, SourceFile};

/// The description of a picture.
#[derive(Debug, Default)]
pub struct RawPicture {
    /// The path of the picture from the site's root.
    pub path: String,
    /// The path of the file that describes it.
    pub described_in: String,
    pub picture: Picture,
}

pub(super) fn read(file: FileId, text: &SourceFile, report: &mut Report) -> RawPicture {
    let picture = record(mapping(FileKind::Picture, file, text, report));
    let path = text.path.rsplit_once('.').map_or(text.path.as_str(), |(path, _)| path);
    RawPicture { path: path.to_string(), described_in: text.path.clone(), picture }
}

pub(super) fn record(mut f: Fields<'_>) -> Picture {
    let picture = Picture {
        alt: f.text("alt"),
        caption: f.text("caption"),
        credit: f.text("credit"),
        licence: f.text("licence"),
        source: f.text("source"),
    };
    f.done();
    picture
}
