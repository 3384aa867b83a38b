//! The identifiers of works: arXiv numbers and DOIs, in the forms in which texts and records write them.

use super::text::is_digits;

/// An arXiv number in the one form that bibliographies have: `2401.01234` alone, or after the name
/// `arXiv` also the older `math/0307200`.
pub(super) fn arxiv(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let is_named = text.contains("arxiv");
    for word in text.split(|c: char| c.is_whitespace() || "[](),;".contains(c)) {
        let mut number = word.trim_end_matches(['.', ':']);
        for mark in ["arxiv.org/", "arxiv:", "arxiv."] {
            number = number.rsplit_once(mark).map_or(number, |(_, rest)| rest);
        }
        for mark in ["abs/", "pdf/"] {
            number = number.strip_prefix(mark).unwrap_or(number);
        }
        number = number.trim_end_matches(".pdf");
        if let Some((bare, version)) = number.rsplit_once('v')
            && is_digits(version)
        {
            number = bare;
        }
        let is_new = match number.split_once('.') {
            Some((month, rest)) => {
                month.len() == 4
                    && (4..=5).contains(&rest.len())
                    && is_digits(month)
                    && is_digits(rest)
            }
            None => false,
        };
        let is_old = match number.split_once('/') {
            Some((archive, rest)) => {
                rest.len() == 7
                    && is_digits(rest)
                    && archive.starts_with(|c: char| c.is_ascii_lowercase())
                    && archive.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'.')
            }
            None => false,
        };
        let is_whole = word.len() == text.trim().len();
        if is_new && (is_named || is_whole) || is_old && is_named {
            return Some(format!("arXiv:{number}"));
        }
    }
    None
}

/// A DOI without its resolver and without words behind it: `https://doi.acm.org/10.1145/113`.
pub(super) fn doi(text: &str) -> Option<String> {
    let bare = text.split_whitespace().find(|word| word.contains("10."))?;
    let at = match bare.find("10.") {
        Some(0) => 0,
        _ => bare.find("/10.").or_else(|| bare.find(":10."))? + 1,
    };
    let resolver = bare[..at].to_lowercase();
    let is_resolver = resolver.is_empty() || resolver.contains("doi");
    let (registrant, rest) = bare[at..].split_once('/')?;
    let is_doi = is_resolver && registrant.len() > 5 && !rest.is_empty();
    Some(bare[at..].to_string()).filter(|_| is_doi)
}
