//! The types of BibTeX and BibLaTeX, with those of Mendeley, and what each is in a record.

use super::work::Work;
use crate::model::{SourceType, Word};

/// The type of a work by that of its entry; `None` for one without an equal. The texts of `work` are set already.
pub(super) fn source_type(entry_type: &str, subtype: &str, work: &Work) -> Option<SourceType> {
    let is_preprint = matches!(work.text("number"), Some(number) if number.starts_with("arXiv:"));
    let kind = match (entry_type, subtype) {
        ("article" | "suppperiodical", "newspaper") => SourceType::Newspaper,
        ("article" | "suppperiodical", "magazine") => SourceType::Magazine,
        ("article" | "misc" | "online" | "unpublished", _)
            if is_preprint && work.text("container-title").is_none() =>
        {
            SourceType::Preprint
        }
        ("article" | "suppperiodical", _) => SourceType::Journal,
        ("book" | "mvbook" | "collection" | "mvcollection", _) => SourceType::Book,
        ("reference" | "mvreference" | "proceedings" | "mvproceedings", _) => SourceType::Book,
        ("commentary", _) => SourceType::Book,
        ("booklet", _) => SourceType::Pamphlet,
        ("inbook" | "incollection" | "bookinbook" | "book_section", _) => SourceType::Chapter,
        ("suppbook" | "suppcollection", _) => SourceType::Chapter,
        ("inreference" | "encyclopedia_article", _) => SourceType::EncyclopediaEntry,
        ("inproceedings" | "conference", _) => SourceType::Paper,
        ("report" | "techreport" | "manual" | "working_paper", _) => SourceType::Report,
        ("thesis" | "phdthesis" | "mastersthesis", _) => SourceType::Thesis,
        ("newspaper_article", _) => SourceType::Newspaper,
        ("magazine_article", _) => SourceType::Magazine,
        ("computer_program", _) => SourceType::Software,
        ("statute" | "legislation" | "legal", _) => SourceType::Legislation,
        ("case" | "jurisdiction", _) => SourceType::LegalCase,
        ("film" | "video" | "movie", _) => SourceType::Film,
        ("television_broadcast", _) => SourceType::Broadcast,
        ("generic", _) => SourceType::Document,
        ("periodical", _) => SourceType::Periodical,
        ("patent", _) => SourceType::Patent,
        ("unpublished", _) => SourceType::Manuscript,
        ("audio" | "music", _) => SourceType::Song,
        ("artwork" | "image", _) => SourceType::Graphic,
        ("letter", _) => SourceType::Letter,
        ("online" | "electronic" | "www" | "misc", word) if SourceType::parse(word).is_some() => {
            return SourceType::parse(word);
        }
        ("online" | "electronic" | "www" | "web_page", _) => SourceType::Webpage,
        ("misc", _) if work.text("URL").is_none() => SourceType::Document,
        ("misc", _) => SourceType::Webpage,
        (name, _) => return SourceType::parse(name),
    };
    Some(kind)
}

/// The words for a genre that is a type of BibTeX, in the entry's field `type` or as the type of an entry without it.
pub(super) fn genre(entry_type: &str, written: Option<&str>) -> Option<&'static str> {
    match (written, entry_type) {
        (Some("phdthesis"), _) | (None, "phdthesis") => Some("PhD thesis"),
        (Some("mathesis"), _) | (None, "mastersthesis") => Some("Master’s thesis"),
        (Some("techreport"), _) => Some("technical report"),
        _ => None,
    }
}
