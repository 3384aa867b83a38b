//! The formats of bibliographies.

use super::work::BibliographyContent;
use super::{bibtex, bookmarks, csl, ris};

/// The format of a file, by its name and its first words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BibliographyFormat {
    BibTex,
    Ris,
    CslJson,
    Bookmarks,
}

impl BibliographyFormat {
    pub(super) fn name(self) -> &'static str {
        match self {
            BibliographyFormat::BibTex => "a BibTeX bibliography",
            BibliographyFormat::Ris => "a RIS bibliography",
            BibliographyFormat::CslJson => "a CSL-JSON bibliography",
            BibliographyFormat::Bookmarks => "a browser's bookmarks",
        }
    }

    pub(super) fn detect(name: &str, text: &str) -> Option<BibliographyFormat> {
        let text = text.trim_start();
        let name = name.to_lowercase();
        let start: String = text.chars().take(200).collect();
        if start.to_uppercase().contains("NETSCAPE-BOOKMARK-FILE") {
            Some(BibliographyFormat::Bookmarks)
        } else if name.ends_with(".bib") || text.lines().any(starts_bibtex_entry) {
            Some(BibliographyFormat::BibTex)
        } else if name.ends_with(".ris") || text.lines().any(|l| l.starts_with("TY  - ")) {
            Some(BibliographyFormat::Ris)
        } else if name.ends_with(".json")
            || text.starts_with('{')
            || text.starts_with('[') && text.contains("\"id\"")
        {
            Some(BibliographyFormat::CslJson)
        } else {
            None
        }
    }

    /// # Errors
    /// Where JSON is invalid; the other formats have no invalid files.
    pub(super) fn read(self, text: &str) -> Result<BibliographyContent, serde_json::Error> {
        match self {
            BibliographyFormat::BibTex => Ok(bibtex::read(text)),
            BibliographyFormat::Ris => Ok(ris::read(text)),
            BibliographyFormat::Bookmarks => Ok(bookmarks::read(text)),
            BibliographyFormat::CslJson => csl::read(text),
        }
    }
}

fn starts_bibtex_entry(line: &str) -> bool {
    let entry = line.trim_start().strip_prefix('@').and_then(|l| l.split_once('{'));
    matches!(entry, Some((kind, _)) if kind.trim().chars().all(char::is_alphabetic))
}
