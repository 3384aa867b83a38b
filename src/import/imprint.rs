//! Where a work was published, as parentheses after its title give it: `(Publisher, 2026-06)`.

use super::dates;
use super::identifiers::{arxiv, doi};
use crate::markdown;
use crate::model::Date;

/// The parts of `(Publisher, 2026-06)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Imprint {
    pub publisher: Option<String>,
    pub date: Option<Date>,
    /// The date in its original form.
    pub date_text: String,
    /// `arXiv:2604.17413`
    pub number: Option<String>,
    pub doi: Option<String>,
    pub url: Option<String>,
}

impl Imprint {
    /// Reads `Publisher, June 4, 2026`: from the end a date, an arXiv number, a DOI or an address; the
    /// rest is the publisher.
    pub(super) fn read(text: &str) -> Imprint {
        let mut imprint = Imprint::default();
        let mut parts: Vec<&str> =
            text.split([',', ';']).map(str::trim).filter(|p| !p.is_empty()).collect();
        while let Some(last) = parts.last().copied() {
            if imprint.date.is_none()
                && let Some((count, date_text, date)) = date_at_end(&parts)
            {
                (imprint.date, imprint.date_text) = (Some(date), date_text);
                parts.truncate(parts.len() - count);
                continue;
            }
            if imprint.number.is_none()
                && let Some(number) = arxiv(last)
            {
                imprint.number = Some(number);
            } else if imprint.doi.is_none()
                && let Some(doi) = doi(last)
            {
                imprint.doi = Some(doi);
            } else if markdown::is_web(last) && imprint.url.is_none() {
                imprint.url = Some(last.to_string());
            } else {
                break;
            }
            parts.pop();
        }
        if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
            let start = first.as_ptr() as usize - text.as_ptr() as usize;
            let end = last.as_ptr() as usize - text.as_ptr() as usize + last.len();
            imprint.publisher = Some(markdown::title(&text[start..end]));
        }
        imprint
    }

    /// Whether anything but a publisher identifies it.
    pub(super) fn is_specific(&self) -> bool {
        self.date.is_some() || self.number.is_some() || self.doi.is_some()
    }

    /// This imprint, completed by another one.
    pub(super) fn or(mut self, other: Imprint) -> Imprint {
        if self.date.is_none() {
            (self.date, self.date_text) = (other.date, other.date_text);
        }
        self.number = self.number.or(other.number);
        self.doi = self.doi.or(other.doi);
        self.publisher = self.publisher.or(other.publisher);
        self
    }
}

/// A date in the last parts, and how many of them it takes: commas can belong to it.
fn date_at_end(parts: &[&str]) -> Option<(usize, String, Date)> {
    for count in (1..=parts.len().min(3)).rev() {
        let text = parts[parts.len() - count..].join(", ");
        if let Some(date) = dates::read(&text) {
            return Some((count, text, date));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imprint_tells_numbers_and_dois_from_dates() {
        let parsed = Imprint::read("arXiv, arXiv:2604.17413v2, 2026-04");
        assert_eq!(
            (parsed.number.as_deref(), parsed.date.map(|d| d.to_string()).as_deref()),
            (Some("arXiv:2604.17413"), Some("2026-04"))
        );
        for (text, number) in [
            ("arXiv preprint arXiv:2401.01234", Some("arXiv:2401.01234")),
            ("arXiv:math/0307200v3", Some("arXiv:math/0307200")),
            ("arXiv:2401.01234v2 [cs.LG]", Some("arXiv:2401.01234")),
            ("https://arxiv.org/pdf/2401.01234.pdf", Some("arXiv:2401.01234")),
            ("10.48550/arXiv.2401.01234", Some("arXiv:2401.01234")),
            ("math/0307200", None),
            ("arXiv", None),
            ("pp. 2401.01234 ff", None),
        ] {
            assert_eq!(arxiv(text).as_deref(), number, "{text}");
        }
        assert_eq!(
            Imprint::read("Journal of Rents, doi:10.1234/Rents.7").doi.as_deref(),
            Some("10.1234/Rents.7")
        );
    }
}
