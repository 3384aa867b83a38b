//! What citations are put together from: the venue, the names, the dates and the title of a source.

use crate::model::{Author, Date, NameRole, SourceType, SourceVariable, Word, month_name};
use crate::records::source::SourceRecord;

/// How a source is published, which decides which of its titles is set in italics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PublicationForm {
    /// In a newspaper, a magazine, a journal, a weblog.
    Article,
    /// In a volume.
    Part,
    /// A report, a book, a law.
    Volume,
    /// A page, a post, a dataset, a preprint, a speech.
    Standalone,
}

pub(super) fn form(kind: SourceType) -> PublicationForm {
    match kind {
        SourceType::Newspaper
        | SourceType::Magazine
        | SourceType::Journal
        | SourceType::Weblog
        | SourceType::Review
        | SourceType::BookReview => PublicationForm::Article,
        SourceType::Chapter
        | SourceType::Paper
        | SourceType::Entry
        | SourceType::DictionaryEntry
        | SourceType::EncyclopediaEntry => PublicationForm::Part,
        SourceType::Report
        | SourceType::Book
        | SourceType::Legislation
        | SourceType::Thesis
        | SourceType::Classic
        | SourceType::Collection
        | SourceType::Pamphlet
        | SourceType::Periodical
        | SourceType::Standard
        | SourceType::Patent => PublicationForm::Volume,
        _ => PublicationForm::Standalone,
    }
}

/// Whether styles give only the year where they would give the day.
pub(super) fn is_dated_by_year(kind: SourceType) -> bool {
    matches!(
        kind,
        SourceType::Journal
            | SourceType::Preprint
            | SourceType::Report
            | SourceType::Dataset
            | SourceType::Book
            | SourceType::Chapter
            | SourceType::Legislation
    )
}

/// The authors.
pub(super) fn authors<'a>(source: &SourceRecord<'a>) -> Vec<&'a Author> {
    source.summary.authors.iter().map(|a| a.0).collect()
}

/// The title of what it appeared in. Many records of articles name the newspaper as the publisher and nothing else.
pub(super) fn venue<'a>(source: &SourceRecord<'a>) -> Option<&'a str> {
    match form(source.summary.r#type.0) {
        PublicationForm::Article => source.container.or(source.summary.publisher),
        _ => source.container,
    }
}

/// The publisher, unless it is the venue or the only author.
pub(super) fn imprint<'a>(source: &SourceRecord<'a>) -> Option<&'a str> {
    let publisher = source.summary.publisher?;
    if form(source.summary.r#type.0) == PublicationForm::Article
        || source.container == Some(publisher)
    {
        return None;
    }
    match authors(source)[..] {
        [Author::Literal(name)] if name == publisher => None,
        _ => Some(publisher),
    }
}

/// The language where it is not English.
pub(super) fn foreign_language<'a>(source: &SourceRecord<'a>) -> Option<&'a str> {
    source.language.filter(|l| !l.starts_with("en"))
}

/// `2nd ed.` for the edition `2`, with the abbreviation of a style; words that say what they are stay as they are.
pub(super) fn edition(source: &SourceRecord, abbreviation: &str) -> Option<String> {
    let edition = source.edition?;
    let Ok(number) = edition.parse::<u32>() else {
        let is_whole = ["edition", "ed.", "edn."].iter().any(|end| edition.ends_with(end));
        return Some(if is_whole { edition.into() } else { format!("{edition} {abbreviation}") });
    };
    let suffix = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    Some(format!("{number}{suffix} {abbreviation}"))
}

/// `pp. 3–9` or `p. 3`; `None` without pages.
pub(super) fn pages(source: &SourceRecord) -> Option<String> {
    let pages = source.variable(SourceVariable::Page)?.replace('-', "–");
    let is_range = pages.contains(['–', ',']);
    Some(format!("{} {pages}", if is_range { "pp." } else { "p." }))
}

/// The names of editors, `Ann Reed and Kim Hale`.
pub(super) fn editors(source: &SourceRecord) -> Option<String> {
    let editors = source.names.get(NameRole::Editor.word())?;
    let names: Vec<String> = editors.iter().map(|name| name.0.shown()).collect();
    Some(names.join(" and "))
}

/// Where the source is found: the DOI before the URL.
pub(super) fn address(source: &SourceRecord) -> Option<String> {
    match source.summary.doi {
        Some(doi) => Some(format!("https://doi.org/{doi}")),
        None => source.summary.url.map(str::to_string),
    }
}

/// The day on which an archived copy was made, from the timestamp in its address (`…/20260628101500/…`), as the Wayback
/// Machine and archives with its software write it.
pub(super) fn archived_on(source: &SourceRecord) -> Option<Date> {
    let parts = source.archive?.split('/');
    let digits = |part: &&str| part.len() >= 8 && part.bytes().take(8).all(|b| b.is_ascii_digit());
    let stamp = parts.filter(digits).find(|part| part.len() == 8 || part.len() >= 14)?;
    Date::parse(&format!("{}-{}-{}", &stamp[..4], &stamp[4..6], &stamp[6..8]))
}

/// `Liang, Percy`.
pub(super) fn inverted(author: &Author) -> String {
    match author {
        Author::Person { family, given: Some(given) } => format!("{family}, {given}"),
        other => other.shown(),
    }
}

/// `Liang, P. Q.`, with `gap` between the initials.
pub(super) fn initials(author: &Author, gap: &str) -> String {
    let Author::Person { family, given: Some(given) } = author else { return author.shown() };
    let mut names = Vec::new();
    for name in given.split_whitespace() {
        let parts = name.split('-').filter_map(|part| part.chars().next());
        let initials: Vec<String> = parts.map(|c| format!("{}.", c.to_uppercase())).collect();
        names.push(initials.join("-"));
    }
    format!("{family}, {}", names.join(gap))
}

/// `28 June`, `June` or nothing.
pub(super) fn day_month(date: Date) -> String {
    match month_name(date.month) {
        None => String::new(),
        Some(name) if date.day == 0 => name.to_string(),
        Some(name) => format!("{} {name}", date.day),
    }
}

/// `June 28`, `June` or nothing.
pub(super) fn month_day(date: Date) -> String {
    match month_name(date.month) {
        None => String::new(),
        Some(name) if date.day == 0 => name.to_string(),
        Some(name) => format!("{name} {}", date.day),
    }
}

/// `17 Apr. 2026`: months of more than four letters are abbreviated.
pub(super) fn short_date(date: Date) -> String {
    let name = match month_name(date.month) {
        None => return date.year.to_string(),
        Some("September") => "Sept.".to_string(),
        Some(name) if name.len() > 4 => format!("{}.", &name[..3]),
        Some(name) => name.to_string(),
    };
    match date.day {
        0 => format!("{name} {}", date.year),
        day => format!("{day} {name} {}", date.year),
    }
}

/// Words that stay small inside of a title.
const SMALL: [&str; 41] = [
    "a", "about", "after", "against", "among", "an", "and", "as", "at", "before", "between", "but",
    "by", "down", "during", "for", "from", "in", "into", "like", "near", "nor", "of", "off", "on",
    "onto", "or", "over", "per", "so", "than", "the", "through", "to", "under", "up", "via", "vs",
    "with", "within", "yet",
];

/// An English title with capitals, as MLA and Chicago write it. Words that have capitals already stay as they are.
pub(super) fn title_case(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut starts = true;
    for word in title.split_inclusive(' ') {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let keeps = !starts && SMALL.contains(&bare) || bare.chars().any(char::is_uppercase);
        if keeps || bare.is_empty() {
            out.push_str(word);
        } else {
            capitalise(word, &mut out);
        }
        starts = word.trim_end().ends_with([':', '?', '!', '.', '–', '—']);
    }
    out
}

/// A word and the parts after its hyphens with a capital each.
fn capitalise(word: &str, out: &mut String) {
    for (n, part) in word.split('-').enumerate() {
        if n > 0 {
            out.push('-');
        }
        let first = part.char_indices().find(|(_, c)| c.is_alphabetic());
        match first {
            Some((at, c))
                if part[..at].chars().all(|c| !c.is_alphanumeric())
                    && (n == 0 || !SMALL.contains(&part.trim())) =>
            {
                out.push_str(&part[..at]);
                out.extend(c.to_uppercase());
                out.push_str(&part[at + c.len_utf8()..]);
            }
            _ => out.push_str(part),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_case_keeps_small_words_and_names() {
        let title = "can open-weights models ever catch up with closed ones? the case of iPhone-like 2nd tiers: a view";
        let wanted = "Can Open-Weights Models Ever Catch up with Closed Ones? The Case of iPhone-like 2nd Tiers: A View";
        assert_eq!(title_case(title), wanted);
        assert_eq!(title_case(""), "");
    }

    #[test]
    fn initials_keep_hyphens() {
        let author = Author::Person { family: "Fam".into(), given: Some("Ann-Marie Lee".into()) };
        assert_eq!(initials(&author, " "), "Fam, A.-M. L.");
        assert_eq!(initials(&author, ""), "Fam, A.-M.L.");
        assert_eq!(initials(&Author::Literal("Nature Editorial".into()), " "), "Nature Editorial");
    }
}
