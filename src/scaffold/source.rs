//! `agon new source`: a record from an identifier's form alone; nothing is fetched and nothing invented.
//!
//! Takes an address, a DOI or an arXiv number, gives a file of its own under content/sources/. The title is left open:
//! the file says so, and so does every check until it is written.

use super::error::NewError;
use super::fields::{quoted, slug};
use crate::linking::{is_old_arxiv, of_address, of_doi, of_number};
use crate::model::{Date, Site, Source};

/// What an identifier is.
#[derive(Debug, PartialEq, Eq)]
enum Identifier {
    Doi(String),
    Arxiv(String),
    Address(url::Url),
}

pub(super) fn render(site: &Site, day: Date, id: &str) -> Result<(String, String), NewError> {
    let id = read(id).ok_or_else(|| NewError::NoIdentifier(id.into()))?;
    let (key, kind, issued, fields) = match &id {
        Identifier::Doi(doi) => (
            slug(&format!("doi {doi}"))?,
            "article-journal",
            None,
            format!("  DOI: {}\n", quoted(doi)),
        ),
        Identifier::Arxiv(number) => {
            let fields = format!(
                "  publisher: arXiv\n  number: \"arXiv:{number}\"\n  URL: https://arxiv.org/abs/{number}\n"
            );
            (slug(&format!("arxiv {number}"))?, "article", issued(number), fields)
        }
        Identifier::Address(address) => {
            let host = address.host_str().unwrap_or_default().trim_start_matches("www.");
            let last = address.path_segments().and_then(|mut s| s.rfind(|part| !part.is_empty()));
            let last = last.unwrap_or_default();
            let words = match last.rsplit_once('.') {
                Some((stem, _)) => stem,
                None => last,
            };
            let publisher = site
                .publishers
                .iter()
                .find(|p| p.domains.iter().any(|d| host == d || host.ends_with(&format!(".{d}"))));
            let publisher = match publisher {
                Some(publisher) => format!("  publisher: {}\n", quoted(&publisher.name)),
                None => "  # publisher:\n".to_string(),
            };
            let fields =
                format!("{publisher}  URL: {}\n  accessed: {day}\n", quoted(address.as_str()));
            (
                slug(&format!("{} {words}", host.split('.').next().unwrap_or(host)))?,
                "webpage",
                None,
                fields,
            )
        }
    };
    if let Some(known) = same_work(site, &id) {
        return Err(NewError::Known(known.id.clone()));
    }
    let key = free_key(site, key);
    let issued = match issued {
        Some(date) => format!("  issued: {date}\n"),
        None => "  # issued:\n".to_string(),
    };
    let title = "title: # write it as the work has it";
    let text = format!("- id: {key}\n  type: {kind}\n  {title}\n  # author: []\n{issued}{fields}");
    Ok((format!("content/sources/{key}.yaml"), text))
}

/// The record of this work, whatever its key is.
fn same_work<'s>(site: &'s Site, id: &Identifier) -> Option<&'s Source> {
    let identity = match id {
        Identifier::Doi(doi) => of_doi(doi),
        Identifier::Arxiv(number) => of_number(number),
        Identifier::Address(address) => of_address(address.as_str())?,
    };
    let sources = site.source_ids().map(|id| site.source(id));
    sources.filter(|source| source.recorded).find(|source| {
        source.doi.as_deref().map(of_doi).as_ref() == Some(&identity)
            || source.number.as_deref().map(of_number).as_ref() == Some(&identity)
            || source.url.as_deref().and_then(of_address).as_ref() == Some(&identity)
    })
}

/// A key that no other work has: the key itself, or with a number.
fn free_key(site: &Site, key: String) -> String {
    let mut free = key.clone();
    let mut number = 2;
    while site.names.keys.contains_key(free.as_str()) {
        free = format!("{key}-{number}");
        number += 1;
    }
    free
}

fn read(id: &str) -> Option<Identifier> {
    let id = id.trim();
    if let Some(number) = of_number(id).strip_prefix("arxiv:") {
        return Some(Identifier::Arxiv(number.into())).filter(|_| is_arxiv(number));
    }
    let low = id.to_ascii_lowercase();
    let mut bare = id;
    for prefix in ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi:"] {
        if low.starts_with(prefix) {
            bare = id[prefix.len()..].trim();
        }
    }
    if bare.starts_with("10.")
        && matches!(bare.split_once('/'), Some((_, rest)) if !rest.is_empty())
    {
        return Some(Identifier::Doi(bare.into()));
    }
    let address = url::Url::parse(id).ok().filter(|a| matches!(a.scheme(), "http" | "https"))?;
    if address.host_str().unwrap_or_default().trim_start_matches("www.") == "arxiv.org" {
        // `/abs/2604.17413`, `/pdf/hep-th/9901001`
        let path = address.path().trim_start_matches('/');
        let number = of_number(path.split_once('/').map_or(path, |(_, number)| number));
        if let Some(number) = number.strip_prefix("arxiv:").filter(|n| is_arxiv(n)) {
            return Some(Identifier::Arxiv(number.into()));
        }
    }
    Some(Identifier::Address(address))
}

fn is_arxiv(number: &str) -> bool {
    if is_old_arxiv(number) {
        return true;
    }
    let Some((month, rest)) = number.split_once('.') else { return false };
    month.len() == 4
        && matches!(rest.len(), 4 | 5)
        && month.bytes().chain(rest.bytes()).all(|b| b.is_ascii_digit())
}

/// An arXiv number begins with the year and month of its first version.
fn issued(number: &str) -> Option<Date> {
    let digits = number.rsplit('/').next().unwrap_or(number);
    let century = if digits >= "91" && digits != number { "19" } else { "20" };
    Date::parse(&format!("{century}{}-{}", &digits[..2], &digits[2..4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifier_kind_is_recognised() {
        let arxiv = Some(Identifier::Arxiv("2604.17413".into()));
        for id in [
            "2604.17413",
            "arXiv:2604.17413v2",
            "https://arxiv.org/pdf/2604.17413v3",
            "https://www.arxiv.org/abs/2604.17413",
        ] {
            assert_eq!(read(id), arxiv, "{id}");
        }
        let doi = Some(Identifier::Doi("10.1234/Wages-1".into()));
        for id in ["10.1234/Wages-1", "doi:10.1234/Wages-1", "https://doi.org/10.1234/Wages-1"] {
            assert_eq!(read(id), doi, "{id}");
        }
        assert_eq!(
            read("https://a.example/b"),
            Some(Identifier::Address("https://a.example/b".parse().unwrap()))
        );
        let old = Some(Identifier::Arxiv("hep-th/9901001".into()));
        for id in
            ["hep-th/9901001", "arXiv:hep-th/9901001v2", "https://arxiv.org/abs/hep-th/9901001"]
        {
            assert_eq!(read(id), old, "{id}");
        }
        assert_eq!(issued("hep-th/9901001").map(Date::iso), Some("1999-01".to_string()));
        assert_eq!(issued("math.gt/0309136").map(Date::iso), Some("2003-09".to_string()));
        for id in ["", "wages", "10.1234", "ftp://a.example/b", "arXiv:wages"] {
            assert_eq!(read(id), None, "{id}");
        }
    }

    #[test]
    fn record_has_only_known_fields() {
        let (site, day) = (Site::default(), Date::day(2026, 6, 4));
        let (path, text) = super::render(&site, day, "2604.17413").unwrap();
        assert_eq!(path, "content/sources/arxiv-2604-17413.yaml");
        assert_eq!(
            text,
            "- id: arxiv-2604-17413\n  type: article\n  title: # write it as the work has it\n  # author: []\n  issued: \
             2026-04\n  publisher: arXiv\n  number: \"arXiv:2604.17413\"\n  URL: https://arxiv.org/abs/2604.17413\n"
        );
        let id = "https://www.gazette.example.org/2026/parking-bill.html?a=b";
        let (path, text) = super::render(&site, day, id).unwrap();
        assert_eq!(path, "content/sources/gazette-parking-bill.yaml");
        assert!(text.ends_with(
            "  # author: []\n  # issued:\n  # publisher:\n  URL: \"https://www.gazette.example.org/2026/parking-bill.html?a=b\"\n  accessed: 2026-06-04\n"
        ));
    }
}
