//! A source note as other documents write it: a title, who published it and when, and what it says.
//!
//! Takes the words of one item, gives their parts ([`read`]) or nothing where they have no such form. Titles have dashes
//! and parentheses of their own: of the parentheses that could hold the publisher, one with a date or a known name wins.

use super::dates;
use crate::markdown::{self, InlineKind};
use crate::model::Date;

/// What an item says of its work, and the words that remain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub title: String,
    pub url: Option<String>,
    /// A name before the title.
    pub author: Option<String>,
    pub said: Said,
    pub text: String,
    /// Another place where the title could end.
    pub doubt: Option<String>,
}

/// What stands in `(Publisher, 2026-06)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub publisher: Option<String>,
    pub date: Option<Date>,
    /// The date as it was written.
    pub date_words: String,
    /// `arXiv:2604.17413`
    pub number: Option<String>,
    pub doi: Option<String>,
    pub url: Option<String>,
}

/// Reads an item's words (in one line). `known` says whether a name is that of a publisher.
pub fn read(text: &str, known: &dyn Fn(&str) -> bool) -> Option<Found> {
    let text = text.trim();
    if let Some((title, url, rest)) = linked(text).or_else(|| marked(text)) {
        let (said, words) = after_title(rest, url.is_some())?;
        return Some(Found { title, url, said, text: words.to_string(), ..Found::default() });
    }
    if let Some(found) = authored(text) {
        return Some(found);
    }
    in_parentheses(text, known)
}

/// Whether a text starts with a note that gives a date.
pub fn is_dated_note(text: &str) -> bool {
    let line = text.split(". ").next().unwrap_or(text);
    candidates(line).iter().any(|c| inside(&line[c.open + 1..c.close]).date.is_some())
}

/// `[Title](address)` at the start, perhaps stressed or quoted.
fn linked(text: &str) -> Option<(String, Option<String>, &str)> {
    let lead = text.len() - text.trim_start_matches(['*', '_', '"', '“']).len();
    let outline = markdown::outline(&text[lead..]);
    let first = outline.inlines.first().filter(|i| i.range.start == 0)?;
    let InlineKind::Link { address, text: label } = &first.kind else { return None };
    if !markdown::is_web(address) {
        return None;
    }
    let title = markdown::title(&text[lead + label.start..lead + label.end]);
    let quoted = [('"', '"'), ('“', '”')]
        .iter()
        .find_map(|(o, c)| title.trim().strip_prefix(*o)?.strip_suffix(*c));
    let title = quoted.map_or(title.clone(), |t| t.trim_end_matches(',').to_string());
    let rest = text[lead + first.range.end..].trim_start_matches(['*', '_', '"', '”']);
    Some((title.trim().to_string(), Some(address.clone()), rest))
}

/// `**Title**`, `*Title*`, `"Title"` at the start.
fn marked(text: &str) -> Option<(String, Option<String>, &str)> {
    let (open, close) =
        [("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"), ("“", "”"), ("\"", "\"")]
            .into_iter()
            .find(|(o, _)| text.starts_with(o))?;
    let (title, rest) = text[open.len()..].split_once(close)?;
    let title = title.trim_end_matches([',', ':', '.']);
    (!title.is_empty()).then(|| (markdown::title(title), None, rest))
}

/// `Fraser, A., "Title", Journal, 3 June 2026: text`.
fn authored(text: &str) -> Option<Found> {
    let at = text.find(['"', '“']).filter(|n| (1..=80).contains(n))?;
    let author = text[..at].trim_end_matches([',', ':', ' ']);
    let named =
        author.starts_with(char::is_uppercase) && author.len() < text[..at].trim_end().len();
    if !named || author.split_whitespace().count() > 6 {
        return None;
    }
    let (title, _, rest) = marked(&text[at..])?;
    let (said, words) = after_title(rest, false).filter(|(said, _)| said.date.is_some())?;
    Some(Found {
        title,
        author: Some(author.to_string()),
        said,
        text: words.to_string(),
        ..Found::default()
    })
}

/// What follows a title that is marked as one: `(Publisher, date) — text`, `, Publisher, date: text`, ` — text`.
fn after_title(rest: &str, is_linked: bool) -> Option<(Said, &str)> {
    let rest = rest.trim_start();
    if let Some(open) = rest.strip_prefix('(') {
        let close = closing(open)?;
        return Some((inside(&open[..close]), after_dash(&open[close + 1..])));
    }
    let start = rest.trim_start_matches([',', ' ', '—', '–', ':']);
    let start = start.strip_prefix("- ").unwrap_or(start);
    // `Publisher, June 4, 2026` up to the colon, dash or full stop that ends it
    let ends = [": ", " — ", " – ", " - ", ". "]
        .iter()
        .flat_map(|mark| start.match_indices(mark).map(|(n, m)| (n, m.len())));
    let mut ends: Vec<(usize, usize)> =
        ends.chain([(start.len(), 0)]).filter(|(n, _)| *n <= 120).collect();
    ends.sort();
    for (end, len) in ends {
        let words = start[..end].trim_matches(['(', ')', ' ']);
        let said = inside(words);
        if said.date.is_some() {
            return Some((said, start[end + len..].trim()));
        }
    }
    (is_linked && (rest.is_empty() || rest.len() > start.len()))
        .then(|| (Said::default(), start.trim()))
}

struct Candidate {
    open: usize,
    close: usize,
    text: usize,
}

/// Parentheses that are followed by a dash, a colon or the end.
fn candidates(text: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find(" (").map(|n| n + from + 1) {
        let Some(close) = closing(&text[open + 1..]).map(|n| n + open + 1) else { break };
        let rest = &text[close + 1..];
        let next = rest.trim_start();
        let ends = next.is_empty()
            || next.starts_with(['—', '–'])
            || rest.starts_with(':')
            || next.starts_with("-- ")
            || rest.starts_with(" - ");
        if ends {
            found.push(Candidate { open, close, text: text.len() - after_dash(rest).len() });
        }
        from = close + 1;
    }
    found
}

fn in_parentheses(text: &str, known: &dyn Fn(&str) -> bool) -> Option<Found> {
    let all = candidates(text);
    let first = all.first()?;
    // the title is over where its first sentence ends
    let limit = text[first.close..].find(". ").map_or(text.len(), |n| n + first.close);
    let weight = |c: &Candidate| {
        let said = inside(&text[c.open + 1..c.close]);
        let names = said.publisher.as_deref().is_some_and(|p| p.chars().any(char::is_alphabetic));
        let looks = said.publisher.as_deref().is_some_and(|p| {
            p.starts_with(char::is_uppercase)
                || p.split_whitespace().count() == 1 && p.contains('.')
        });
        let is_known = said.publisher.as_deref().is_some_and(known);
        let dated = said.date.is_some() || said.number.is_some() || said.doi.is_some();
        match () {
            () if names && dated => 4,
            () if dated || is_known => 3,
            () if names && looks => 2,
            () if names => 1,
            () => 0,
        }
    };
    let mut fits: Vec<(&Candidate, u8)> =
        all.iter().filter(|c| c.open <= limit).map(|c| (c, weight(c))).collect();
    fits.retain(|(_, w)| *w > 0);
    let &(best, most) = fits.iter().max_by_key(|(c, w)| (*w, usize::MAX - c.open))?;
    let said = inside(&text[best.open + 1..best.close]);
    let words = &text[best.text..];
    let title = text[..best.open].trim();
    let bare_end =
        words.is_empty() && said.date.is_none() && !said.publisher.as_deref().is_some_and(known);
    // words in parentheses at the end of a sentence make no source of it
    if title.is_empty() || bare_end || title.ends_with(['.', ';']) && (words.is_empty() || most < 2)
    {
        return None;
    }
    let other = fits
        .iter()
        .find(|(c, w)| c.open != best.open && *w > 1 && *w >= most)
        .map(|(c, _)| text[c.open..=c.close].to_string());
    Some(Found {
        title: markdown::title(title),
        said,
        text: words.to_string(),
        doubt: other,
        ..Found::default()
    })
}

/// The byte of the parenthesis that closes one that is open.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1;
    text.char_indices().find_map(|(n, c)| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        (depth == 0).then_some(n)
    })
}

fn after_dash(text: &str) -> &str {
    let rest = text.trim_start().trim_start_matches(['—', '–', ':', '.']);
    let rest = rest.strip_prefix("--").or_else(|| rest.strip_prefix("- ")).unwrap_or(rest);
    rest.trim()
}

/// Reads `Publisher, June 4, 2026`: from the end a date, an arXiv number, a DOI or an address; the rest is the publisher.
pub fn inside(text: &str) -> Said {
    let mut said = Said::default();
    let mut parts: Vec<&str> =
        text.split([',', ';']).map(str::trim).filter(|p| !p.is_empty()).collect();
    // where a comma is part of a date, its parts are tried together
    while let Some(last) = parts.last().copied() {
        let pair = (parts.len() > 1).then(|| format!("{}, {last}", parts[parts.len() - 2]));
        let triple = (parts.len() > 2)
            .then(|| format!("{}, {}, {last}", parts[parts.len() - 3], parts[parts.len() - 2]));
        let dated = [(3, triple), (2, pair), (1, Some(last.to_string()))];
        let found = dated
            .into_iter()
            .find_map(|(n, words)| words.and_then(|w| dates::read(&w).map(|d| (n, w, d))));
        if let Some((n, words, date)) = found.filter(|_| said.date.is_none()) {
            (said.date, said.date_words) = (Some(date), words);
            parts.truncate(parts.len() - n);
        } else if let Some(number) = arxiv(last).filter(|_| said.number.is_none()) {
            said.number = Some(number);
            parts.pop();
        } else if let Some(doi) = doi(last).filter(|_| said.doi.is_none()) {
            said.doi = Some(doi);
            parts.pop();
        } else if crate::markdown::is_web(last) && said.url.is_none() {
            said.url = Some(last.to_string());
            parts.pop();
        } else {
            break;
        }
    }
    let name = match parts.first() {
        Some(first) => {
            let start = first.as_ptr() as usize - text.as_ptr() as usize;
            let last = parts.last().unwrap_or(first);
            let end = last.as_ptr() as usize - text.as_ptr() as usize + last.len();
            &text[start..end]
        }
        None => "",
    };
    said.publisher = (!name.is_empty()).then(|| markdown::title(name));
    said
}

/// An arXiv number in the one form that bibliographies have.
pub fn arxiv(text: &str) -> Option<String> {
    let found = crate::linking::of_number(text);
    let number = found.strip_prefix("arxiv:")?;
    let (month, rest) = number.split_once('.')?;
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    (month.len() == 4 && (4..=5).contains(&rest.len()) && digits(month) && digits(rest))
        .then(|| format!("arXiv:{number}"))
}

/// A DOI without its resolver.
pub fn doi(text: &str) -> Option<String> {
    let low = text.trim().to_ascii_lowercase();
    let prefixes = [
        "https://doi.org/",
        "http://doi.org/",
        "https://dx.doi.org/",
        "http://dx.doi.org/",
        "doi.org/",
        "doi:",
    ];
    let start = prefixes.iter().find(|p| low.starts_with(**p)).map_or(0, |p| p.len());
    let bare = text.trim()[start..].trim();
    let (registrant, rest) = bare.split_once('/')?;
    (registrant.starts_with("10.") && registrant.len() > 5 && !rest.is_empty())
        .then(|| bare.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, publisher, date and words.
    fn parts(text: &str) -> Option<[String; 4]> {
        let found = read(text, &|name| name == "The Daily")?;
        let date = found.said.date.map_or(String::new(), |d| d.to_string());
        Some([found.title, found.said.publisher.unwrap_or_default(), date, found.text])
    }

    #[track_caller]
    fn assert_parts(text: &str, expected: [&str; 4]) {
        assert_eq!(parts(text), Some(expected.map(String::from)), "{text}");
    }

    #[test]
    fn a_title_keeps_its_dashes_and_parentheses() {
        assert_parts(
            "Rents rise (The Daily, 2026-05-01) — By a tenth.",
            ["Rents rise", "The Daily", "2026-05-01", "By a tenth."],
        );
        assert_parts(
            "Harbour — the long dispute (part 2) (Port Review, 2026) — A port (small) — is closed.",
            [
                "Harbour — the long dispute (part 2)",
                "Port Review",
                "2026",
                "A port (small) — is closed.",
            ],
        );
        assert_parts(
            "Flats (old) — a guide (The Daily) — What to look for.",
            ["Flats (old) — a guide", "The Daily", "", "What to look for."],
        );
        assert_parts(
            "A model of rents (arXiv, 2604.17413) — Formal.",
            ["A model of rents", "arXiv", "", "Formal."],
        );
        assert_parts(
            "Kerb space counted (Apr 29 2026) — Nobody says by whom.",
            ["Kerb space counted", "", "2026-04-29", "Nobody says by whom."],
        );
        assert_parts(
            "Talks (Union — Reed, Hale et al.) — Notes.",
            ["Talks", "Union — Reed, Hale et al.", "", "Notes."],
        );
        assert_parts(
            "Rents (Reed et al., 20+ authors, June 4, 2026) – Long.",
            ["Rents", "Reed et al., 20+ authors", "2026-06-04", "Long."],
        );
    }

    #[test]
    fn links_and_marked_titles_are_read_in_several_habits() {
        assert_parts(
            "[Rents](https://a.example/r) (The Daily, 2026-05) — Up.",
            ["Rents", "The Daily", "2026-05", "Up."],
        );
        assert_parts(
            "[Rents](https://a.example/r), The Daily, May 1, 2026: Up.",
            ["Rents", "The Daily", "2026-05-01", "Up."],
        );
        assert_parts(
            "[Rents](https://a.example/r) — Up by a tenth.",
            ["Rents", "", "", "Up by a tenth."],
        );
        assert_parts(
            "**Rents rise** (The Daily, 1 May 2026): Up.",
            ["Rents rise", "The Daily", "2026-05-01", "Up."],
        );
        assert_parts(
            "[\"Rents\"](https://a.example/r) - The Daily, 2026 - Up.",
            ["Rents", "The Daily", "2026", "Up."],
        );
        assert_parts(
            "Reed, A., \"Rents\", *The Daily*, 3 June 2026. Up.",
            ["Rents", "The Daily", "2026-06-03", "Up."],
        );
        assert_eq!(
            read("Ann Reed, “Rents,” The Daily, 2026: Up.", &|_| false).unwrap().author.as_deref(),
            Some("Ann Reed")
        );
        assert_eq!(read("He said \"no\" in 2026", &|_| false), None);
        assert_parts(
            "“Rents rise,” The Daily, 1 May 2026. Up.",
            ["Rents rise", "The Daily", "2026-05-01", "Up."],
        );
        assert_eq!(
            read("[Rents](https://a.example/r) — Up.", &|_| false).unwrap().url.as_deref(),
            Some("https://a.example/r")
        );
    }

    #[test]
    fn a_sentence_is_no_note() {
        for text in [
            "Rents rose (again).",
            "Look at the harbour (it is closed)",
            "**Bold** words and more.",
            "See [this](https://a.example) first.",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_and_dois_are_told_apart_from_dates() {
        let said = inside("arXiv, arXiv:2604.17413v2, 2026-04");
        assert_eq!(
            (said.number.as_deref(), said.date.map(|d| d.to_string()).as_deref()),
            (Some("arXiv:2604.17413"), Some("2026-04"))
        );
        assert_eq!(
            inside("Journal of Rents, doi:10.1234/Rents.7").doi.as_deref(),
            Some("10.1234/Rents.7")
        );
    }
}
