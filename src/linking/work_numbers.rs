//! DOIs and arXiv numbers where a citation was meant: `(doi:10.1000/wages)`, `arXiv:2604.17413`.

use super::checked_text::{CheckedText, LONGEST, check_texts};
use crate::content::parse::identity::{is_old_arxiv, of_address, of_doi, of_number, of_source};
use crate::diagnostics::Report;
use crate::model::*;
use crate::source::{Files, places_of};
use std::collections::HashMap;
use std::ops::Range;

/// Sources by DOI, arXiv number and address.
pub(super) struct WorkNumbers<'s>(HashMap<String, &'s str>);

impl<'s> WorkNumbers<'s> {
    pub(super) fn new(site: &'s Site) -> Self {
        let mut keys = HashMap::new();
        for source in &site.sources {
            for identity in of_source(source) {
                keys.entry(identity).or_insert(source.id.as_str());
            }
        }
        WorkNumbers(keys)
    }

    /// The key of the source with an address.
    pub(super) fn of_address(&self, address: &str) -> Option<&'s str> {
        self.0.get(&of_address(address)?).copied()
    }

    /// The key of the source whose number is the first in a text.
    pub(super) fn first_in(&self, text: &str) -> Option<&'s str> {
        let number = numbers(text).into_iter().next()?;
        self.0.get(&number.identity).copied()
    }
}

/// A DOI or an arXiv number in a text.
struct WorkNumber {
    /// With `doi:` or `arXiv:` before it.
    range: Range<usize>,
    /// The number alone.
    number: Range<usize>,
    identity: String,
}

pub(super) fn check(site: &Site, known: &WorkNumbers, files: &Files, report: &mut Report) {
    check_texts(site, files, report, |mut text| {
        for found in numbers(text.body) {
            if text.is_text(found.range.start) {
                check_number(&mut text, known, found);
            }
        }
    });
}

fn check_number(text: &mut CheckedText, known: &WorkNumbers, found: WorkNumber) {
    let number = &text.body[found.number];
    let kind = if found.identity.starts_with("doi:") { "DOI" } else { "arXiv number" };
    let range = text.with_brackets(found.range);
    if let Some(key) = known.0.get(&found.identity) {
        if is_cited_near(text.body, &range, key) {
            return;
        }
        let message = format!(
            "the {kind} {number} is that of the source \"{key}\", and only its key cites it"
        );
        return text.near_form(&range, &message, &format!("[@{key}]"));
    }
    // a page can state the number of the site itself
    if text.site.doc(text.id).kind == DocKind::Page {
        return;
    }
    let message = format!("no source has the {kind} {number}, so it cites nothing");
    let help = format!("`agon new source {number}` creates its record; then write [@key]");
    text.advise(&range, &message, &help);
}

/// Whether a key is cited in the line, and close to the place if the line is long.
fn is_cited_near(body: &str, place: &Range<usize>, key: &str) -> bool {
    const FAR: usize = 2000;
    let start = body.floor_char_boundary(place.start.saturating_sub(FAR));
    let end = body.floor_char_boundary((place.end + FAR).min(body.len()));
    let before = body[start..place.start].rsplit('\n').next().unwrap_or_default();
    let after = body[place.end..end].split('\n').next().unwrap_or_default();
    let citation = format!("@{key}");
    [before, after].into_iter().any(|words| words.contains(&citation))
}

/// The DOIs and arXiv numbers of a text, in its order.
fn numbers(text: &str) -> Vec<WorkNumber> {
    let dois = places_of(text, "10.").filter_map(|at| doi_at(text, at));
    let arxiv = places_of(text, ":").filter_map(|at| arxiv_at(text, at));
    let mut all: Vec<WorkNumber> = dois.chain(arxiv).collect();
    all.sort_by_key(|number| number.range.start);
    all
}

/// `10.1000/wages.2026`, with or without `doi:` before it.
fn doi_at(text: &str, at: usize) -> Option<WorkNumber> {
    let rest = first_word(&text[at..]);
    let (registrant, _) = rest[3..].split_once('/')?;
    let is_registrant = |c: char| c.is_ascii_digit() || c == '.';
    if registrant.len() < 4 || !registrant.chars().all(is_registrant) {
        return None;
    }
    let mut end = rest.trim_end_matches(|c: char| ".,;:!?*_'\"”’»]}>".contains(c));
    while end.ends_with(')') && end.matches(')').count() > end.matches('(').count() {
        end = end[..end.len() - 1].trim_end_matches(['.', ',', ';']);
    }
    let number = at..at + end.len();
    if end.ends_with('/') {
        return None;
    }
    let start = start_with(text, at, "doi");
    let before = text[..start].chars().next_back();
    // part of an address or of another number
    if before.is_some_and(|c| c.is_alphanumeric() || "/.-_=:".contains(c)) {
        return None;
    }
    Some(WorkNumber { range: start..number.end, identity: of_doi(end), number })
}

/// `arXiv:2604.17413v2`, `arXiv: hep-th/9901001`, by its colon.
fn arxiv_at(text: &str, colon: usize) -> Option<WorkNumber> {
    let start = start_with(text, colon + 1, "arxiv");
    if start > colon {
        return None;
    }
    let after = &text[colon + 1..];
    let at = colon + 1 + usize::from(after.starts_with(' '));
    let word = first_word(&text[at..]);
    let is_part = |c: char| c.is_ascii_alphanumeric() || "./-".contains(c);
    let end = word.find(|c| !is_part(c)).unwrap_or(word.len());
    let word = word[..end].trim_end_matches('.');
    let identity = of_number(word);
    if !identity.starts_with("arxiv:") && !is_old_arxiv(word) {
        return None;
    }
    let number = at..at + word.len();
    Some(WorkNumber { range: start..number.end, identity, number })
}

/// Where `doi:`, `DOI ` or the like starts right before a place, else the place.
fn start_with(text: &str, at: usize, name: &str) -> usize {
    let before = text[..at].trim_end_matches(' ');
    let before = before.strip_suffix(':').unwrap_or(before);
    let Some(start) = before.len().checked_sub(name.len()) else { return at };
    let is_name = before.get(start..).is_some_and(|word| word.eq_ignore_ascii_case(name));
    let is_word = before.get(..start).is_some_and(|b| !b.ends_with(char::is_alphanumeric));
    if is_name && is_word { start } else { at }
}

/// What is before the first space, if that is near.
fn first_word(text: &str) -> &str {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    text.split(char::is_whitespace).next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn dois_and_arxiv_numbers_are_found_with_what_is_before_them() {
        let found = |text: &str| -> Vec<(String, String)> {
            let numbers = numbers(text).into_iter();
            numbers.map(|n| (text[n.range].to_string(), n.identity)).collect()
        };
        let one = |word: &str, identity: &str| vec![(word.to_string(), identity.to_string())];
        for (text, expected) in [
            ("(doi:10.1000/xyz)", one("doi:10.1000/xyz", "doi:10.1000/xyz")),
            ("See DOI 10.1000/XYZ.", one("DOI 10.1000/XYZ", "doi:10.1000/xyz")),
            (
                "DOI: 10.1016/S0140-6736(20)30183-5, p. 2",
                one("DOI: 10.1016/S0140-6736(20)30183-5", "doi:10.1016/s0140-6736(20)30183-5"),
            ),
            ("(10.1000/xyz)", one("10.1000/xyz", "doi:10.1000/xyz")),
            ("[arXiv:2604.17413v2]", one("arXiv:2604.17413v2", "arxiv:2604.17413")),
            ("arxiv: hep-th/9901001.", one("arxiv: hep-th/9901001", "arxiv:hep-th/9901001")),
            ("by 10.5 to 10.1234 per cent, 10.12/3", Vec::new()),
            ("see arXiv: it has all", Vec::new()),
            ("https://doi.org/10.1000/xyz", Vec::new()),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
