//! The description of a picture in its sidecar file.

/// A picture as the editors describe it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Words for those who cannot see it; empty for an ornament, `None` where the texts that show it have them.
    pub alt: Option<String>,
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    pub licence: Option<String>,
    /// Where it is from: an address of the web, or words.
    pub source: Option<String>,
}
