//! The formats of bibliographies.

use super::bibliography_content::BibliographyContent;
use super::latex::without_escapes;
use super::{bibtex, bookmarks, csl, ris, tagged};

/// The format of a file, by its name and its first words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BibliographyFormat {
    BibTex,
    Ris,
    PubMed,
    WebOfScience,
    CslJson,
    Bookmarks,
}

impl BibliographyFormat {
    pub(super) fn name(self) -> &'static str {
        match self {
            BibliographyFormat::BibTex => "a BibTeX bibliography",
            BibliographyFormat::Ris => "a RIS bibliography",
            BibliographyFormat::PubMed => "a PubMed bibliography",
            BibliographyFormat::WebOfScience => "a Web of Science bibliography",
            BibliographyFormat::CslJson => "a CSL-JSON bibliography",
            BibliographyFormat::Bookmarks => "a browser's bookmarks",
        }
    }

    pub(super) fn detect(name: &str, text: &str) -> Option<BibliographyFormat> {
        let text = text.trim_start();
        let name = name.to_lowercase();
        let start: String = text.chars().take(200).collect();
        if start.to_uppercase().contains("NETSCAPE-BOOKMARK-FILE")
            || text.lines().any(|line| line.trim_start().starts_with("<DT><A HREF="))
        {
            Some(BibliographyFormat::Bookmarks)
        } else if name.ends_with(".nbib") || starts_pubmed(text) {
            Some(BibliographyFormat::PubMed)
        } else if text.lines().take(3).any(|line| line.starts_with("PT ")) {
            Some(BibliographyFormat::WebOfScience)
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

    /// The lines of a file without the escapes of its format.
    pub(super) fn plain_lines(self, text: &str) -> Vec<(usize, String)> {
        let mut lines = Vec::new();
        for (n, line) in text.lines().enumerate().filter(|(_, line)| line.contains("http")) {
            let plain = match self {
                BibliographyFormat::BibTex => {
                    let marked = line.replace(['{', '}'], " ").replace("\\url", " ");
                    without_escapes(&marked)
                }
                BibliographyFormat::Bookmarks => {
                    without_value(line, "ICON_URI=").replace("&amp;", "&")
                }
                // ids of Zotero are addresses
                BibliographyFormat::CslJson => without_value(line, "\"id\":").replace("\\/", "/"),
                _ => line.to_string(),
            };
            lines.push((n + 1, plain));
        }
        lines
    }

    /// # Errors
    /// Where JSON is invalid; the other formats have no invalid files.
    pub(super) fn read(self, text: &str) -> Result<BibliographyContent, serde_json::Error> {
        match self {
            BibliographyFormat::BibTex => Ok(bibtex::read(text)),
            BibliographyFormat::Ris => Ok(ris::read(text)),
            BibliographyFormat::PubMed => Ok(tagged::read_pubmed(text)),
            BibliographyFormat::WebOfScience => Ok(tagged::read_web_of_science(text)),
            BibliographyFormat::Bookmarks => Ok(bookmarks::read(text)),
            BibliographyFormat::CslJson => csl::read(text),
        }
    }
}

fn starts_bibtex_entry(line: &str) -> bool {
    let entry = line.trim_start().strip_prefix('@').and_then(|l| l.split_once('{'));
    matches!(entry, Some((kind, _)) if kind.trim().chars().all(char::is_alphabetic))
}

/// Whether the first line with a tag is that of a record of PubMed.
fn starts_pubmed(text: &str) -> bool {
    let first = text.lines().find_map(tagged::pubmed_tag);
    matches!(first, Some(("PMID", _)))
}

/// A line without the quoted value behind a key.
fn without_value(line: &str, key: &str) -> String {
    let Some((before, rest)) = line.split_once(key) else { return line.to_string() };
    if !rest.trim_start().starts_with('"') {
        return line.to_string();
    }
    let after = rest.split('"').skip(2).collect::<Vec<_>>().join("\"");
    format!("{before} {after}")
}
