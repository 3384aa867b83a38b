//! What citations are put together from: the venue, the names, the dates and the title of a source.

use crate::model::{
    Author, Date, DateExtent, IssueDate, Locale, MessageId, NameRole, SourceType, SourceVariable,
    Word,
};
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
pub(super) fn edition(source: &SourceRecord, locale: &Locale, style: MessageId) -> Option<String> {
    let edition = source.edition?;
    let abbreviated = |edition: &str| locale.format(style, &[("edition", edition.into())]);
    let Ok(number) = edition.parse::<u32>() else {
        let is_whole = ["edition", "ed.", "edn."].iter().any(|end| edition.ends_with(end));
        return Some(if is_whole { edition.into() } else { abbreviated(edition) });
    };
    let ordinal = match (number % 10, number % 100) {
        (_, 11..=13) => MessageId::CiteOrdinalOther,
        (1, _) => MessageId::CiteOrdinalOne,
        (2, _) => MessageId::CiteOrdinalTwo,
        (3, _) => MessageId::CiteOrdinalThree,
        _ => MessageId::CiteOrdinalOther,
    };
    Some(abbreviated(&locale.format(ordinal, &[("number", edition.into())])))
}

/// `pp. 3–9` or `p. 3`; `None` without pages.
pub(super) fn pages(source: &SourceRecord, locale: &Locale) -> Option<String> {
    let pages = source.variable(SourceVariable::Page)?.replace('-', "–");
    let is_range = pages.contains(['–', ',']);
    let id = if is_range { MessageId::CitePages } else { MessageId::CitePage };
    Some(locale.format(id, &[("pages", pages.into())]))
}

/// The names of editors, `Ann Reed and Kim Hale`.
pub(super) fn editors(source: &SourceRecord, locale: &Locale) -> Option<String> {
    let editors = source.names.get(NameRole::Editor.word())?;
    let names: Vec<String> = editors.iter().map(|name| name.0.shown()).collect();
    Some(names.join(locale.text(MessageId::ListAnd)))
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
    let stamp = parts.filter(starts_with_date).find(|part| part.len() == 8 || part.len() >= 14)?;
    Date::parse(&format!("{}-{}-{}", &stamp[..4], &stamp[4..6], &stamp[6..8]))
}

fn starts_with_date(part: &&str) -> bool {
    part.len() >= 8 && part.bytes().take(8).all(|b| b.is_ascii_digit())
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
pub(super) fn day_month(locale: &Locale, date: Date) -> String {
    day_of_year(locale, date, MessageId::CiteDayMonth)
}

/// `June 28`, `June` or nothing.
pub(super) fn month_day(locale: &Locale, date: Date) -> String {
    day_of_year(locale, date, MessageId::CiteMonthDay)
}

fn day_of_year(locale: &Locale, date: Date, id: MessageId) -> String {
    let Some(month) = usize::from(date.month).checked_sub(1) else { return String::new() };
    if date.day == 0 {
        return locale.item(MessageId::DateMonths, month).to_string();
    }
    let month = locale.item(MessageId::DateMonthsOfDays, month);
    locale.format(id, &[("d", date.day.to_string().into()), ("month", month.into())])
}

/// `17 Apr. 2026`: months of more than four letters are abbreviated.
pub(super) fn short_date(locale: &Locale, date: Date) -> String {
    let year = date.year.to_string();
    let Some(month) = usize::from(date.month).checked_sub(1) else { return year };
    let month = ("month", locale.item(MessageId::CiteMonthsShort, month).into());
    let year = ("y", year.into());
    match date.day {
        0 => locale.format(MessageId::DateMonth, &[month, year]),
        day => {
            locale.format(MessageId::CiteDateShort, &[("d", day.to_string().into()), month, year])
        }
    }
}

/// The season, or both ends of a range in a form that may leave out the year: `March–May`.
pub(super) fn within_year(
    locale: &Locale,
    date: IssueDate,
    form: fn(&Locale, Date) -> String,
) -> String {
    let first = form(locale, date.first);
    match date.extent {
        DateExtent::Season(season) => {
            locale.item(MessageId::DateSeasons, usize::from(season.number()) - 1).to_string()
        }
        DateExtent::Until(last) if !first.is_empty() => {
            let dash = if first.contains(' ') { " – " } else { "–" };
            format!("{first}{dash}{}", form(locale, last))
        }
        _ => first,
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
