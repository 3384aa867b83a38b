//! The schema of each kind of file.

use super::fields::schema_of;
use super::file_kind::FileKind;
use super::schema::RecordSchema;
use super::{
    contradiction, definition, doc, fact, figure, picture, publisher, site, source, theme,
    vocabulary, watch,
};

impl FileKind {
    /// What its mapping, or each of its records, is asked for.
    pub fn shape(self) -> RecordSchema {
        match self {
            FileKind::Site => schema_of(self.noun(), site::record),
            FileKind::Vocabulary => schema_of(self.noun(), vocabulary::record),
            FileKind::Theme => schema_of(self.noun(), theme::record),
            FileKind::Elsewhere => schema_of(self.noun(), site::declared),
            FileKind::Sources => schema_of(self.noun(), source::record),
            FileKind::Publishers => schema_of(self.noun(), publisher::record),
            FileKind::Watch => schema_of(self.noun(), watch::record),
            FileKind::Figures => schema_of(self.noun(), figure::record),
            FileKind::Contradictions => schema_of(self.noun(), contradiction::record),
            FileKind::Definitions | FileKind::SharedDefinitions => {
                schema_of(self.noun(), definition::record)
            }
            FileKind::Facts => schema_of(self.noun(), fact::record),
            FileKind::Picture => schema_of(self.noun(), picture::record),
            document => doc::shape(document),
        }
    }
}
