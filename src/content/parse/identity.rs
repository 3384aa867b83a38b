//! When two records are the same work: the same address, DOI or arXiv number. Never the same title.

use crate::model::Source;

/// One form for all spellings of an address: no scheme, no `www.`, no fragment, no tracking parameters, no closing slash.
/// An arXiv address is the paper's number.
pub fn of_address(address: &str) -> Option<String> {
    let parsed = url::Url::parse(address.trim()).ok()?;
    let host = parsed.host_str()?.trim_start_matches("www.").to_ascii_lowercase();
    let path = parsed.path().trim_end_matches('/');
    if host == "arxiv.org" || host == "export.arxiv.org" {
        let number = path.strip_prefix("/abs/").or_else(|| path.strip_prefix("/pdf/"));
        if let Some(number) = number {
            return Some(of_number(number));
        }
    }
    if host == "doi.org" || host == "dx.doi.org" {
        return Some(of_doi(path));
    }
    let mut query: Vec<String> = parsed
        .query_pairs()
        .filter(|(name, _)| {
            !name.starts_with("utm_")
                && !matches!(&**name, "fbclid" | "gclid" | "mc_cid" | "mc_eid" | "igshid")
        })
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    query.sort();
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    Some(format!("{host}{path}{query}"))
}

/// A DOI without its resolver, in lower case (DOI Handbook: case does not matter).
pub fn of_doi(doi: &str) -> String {
    let low = doi.trim().to_lowercase();
    let bare = low
        .trim_start_matches("https://doi.org/")
        .trim_start_matches("doi:")
        .trim_start_matches('/')
        .trim();
    format!("doi:{bare}")
}

/// An arXiv number without its version; other numbers as they are.
pub fn of_number(number: &str) -> String {
    let low = number.trim().to_lowercase();
    let bare = low.trim_start_matches("arxiv:").trim().trim_end_matches(".pdf");
    let version = bare.rfind('v').filter(|v| {
        *v > 0 && bare[v + 1..].bytes().all(|b| b.is_ascii_digit()) && v + 1 < bare.len()
    });
    let bare = version.map_or(bare, |v| &bare[..v]);
    let looks_arxiv = bare.len() >= 9
        && bare.as_bytes()[4] == b'.'
        && bare.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let looks_arxiv = looks_arxiv || is_old_arxiv(bare);
    if looks_arxiv || low.starts_with("arxiv:") { format!("arxiv:{bare}") } else { low }
}

/// What a source is recognised by: its DOI, its arXiv number, its address.
pub fn of_source(source: &Source) -> impl Iterator<Item = String> {
    let doi = source.doi.as_deref().map(of_doi);
    let number = source.number.as_deref().map(of_number).filter(|number| number.contains(':'));
    let address = source.url.as_deref().and_then(of_address);
    [doi, number, address].into_iter().flatten()
}

/// Whether it is an arXiv number of before April 2007: `hep-th/9901001`, `math.GT/0309136`.
pub fn is_old_arxiv(number: &str) -> bool {
    let Some((archive, digits)) = number.split_once('/') else { return false };
    let archive = archive.split('.').next().unwrap_or(archive);
    (2..=8).contains(&archive.len())
        && archive.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
        && digits.len() == 7
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// A title for comparison: letters and digits only, in lower case.
pub fn title_key(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_address_come_out_the_same() {
        let one = of_address("https://www.Example.org/a/b/?utm_source=x&id=3#top");
        assert_eq!(one.as_deref(), Some("example.org/a/b?id=3"));
        assert_eq!(one, of_address("http://example.org/a/b?id=3"));
        for spelling in [
            "https://arxiv.org/pdf/2604.17413",
            "https://arxiv.org/abs/2604.17413v2",
            "https://www.arxiv.org/pdf/2604.17413.pdf",
        ] {
            assert_eq!(of_address(spelling).as_deref(), Some("arxiv:2604.17413"), "{spelling}");
        }
        assert_eq!(of_number("arXiv:2604.17413"), "arxiv:2604.17413");
        assert_eq!(of_address("https://doi.org/10.1000/XYZ"), Some(of_doi("doi:10.1000/xyz")));
        assert_eq!(of_address("no address"), None);
    }
}
