//! The schema of each kind of file.

use super::fields::schema_of;
use super::file_kind::FileKind;
use super::schema::RecordSchema;
use super::{doc, figure, publisher, site, source, watch};

impl FileKind {
    /// What its mapping, or each of its records, is asked for.
    pub fn shape(self) -> RecordSchema {
        match self {
            FileKind::Site => schema_of(site::WHAT, site::record),
            FileKind::Elsewhere => schema_of(site::ELSEWHERE, site::declared),
            FileKind::Sources => schema_of(source::WHAT, source::record),
            FileKind::Publishers => schema_of(publisher::WHAT, publisher::record),
            FileKind::Watch => schema_of(watch::WHAT, watch::record),
            FileKind::Figures => schema_of(figure::WHAT, figure::record),
            document => doc::shape(document).expect("what is no YAML file is a document"),
        }
    }
}
