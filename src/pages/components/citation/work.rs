//! A source as citations need it, and how its names, dates and titles are written.
//!
//! Takes nothing but texts; knows no site and no page.

use crate::model::month_name;

/// What a citation is made from. `kind` is a word of CSL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work<'a> {
    pub kind: &'a str,
    pub genre: Option<&'a str>,
    pub title: &'a str,
    pub authors: Vec<Name<'a>>,
    /// Whether there are more authors than are on record.
    pub others: bool,
    pub issued: Option<Day>,
    pub accessed: Option<Day>,
    pub publisher: Option<&'a str>,
    pub container: Option<&'a str>,
    pub number: Option<&'a str>,
    pub url: Option<&'a str>,
    pub doi: Option<&'a str>,
    /// Whether its title is written in another language than English, where no capitals are added.
    pub foreign: Option<&'a str>,
}

/// Year, month, day; 0 where it is not known.
pub type Day = (u16, u8, u8);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name<'a> {
    Person { family: &'a str, given: &'a str },
    Literal(&'a str),
}

/// How a work stands among others, and so which of its names is set in italics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// In a newspaper, a magazine, a journal, a weblog.
    Article,
    /// In a volume.
    Part,
    /// For itself: a report, a book, a law.
    Volume,
    /// A page, a post, a dataset, a preprint, something that was said.
    Loose,
}

impl<'a> Work<'a> {
    pub fn shelf(&self) -> Shelf {
        match self.kind {
            "article-newspaper" | "article-magazine" | "article-journal" | "post-weblog" => {
                Shelf::Article
            }
            "chapter" | "paper-conference" => Shelf::Part,
            "report" | "book" | "legislation" => Shelf::Volume,
            _ => Shelf::Loose,
        }
    }

    /// Where it appeared. Many records of articles name the newspaper as the publisher and nothing else.
    pub fn venue(&self) -> Option<&'a str> {
        match self.shelf() {
            Shelf::Article => self.container.or(self.publisher),
            _ => self.container,
        }
    }

    /// Who published it, where that is not said already: as its venue or its only author.
    pub fn house(&self) -> Option<&'a str> {
        let is_author = |p: &&str| self.authors == [Name::Literal(p)];
        match self.shelf() {
            Shelf::Article => None,
            _ => self.publisher.filter(|p| Some(*p) != self.container && !is_author(p)),
        }
    }

    /// Whether only the year is given where readers expect no day.
    pub fn by_year(&self) -> bool {
        matches!(
            self.kind,
            "article-journal"
                | "article"
                | "report"
                | "dataset"
                | "book"
                | "chapter"
                | "legislation"
        )
    }

    /// Where to find it: the lasting address before the present one.
    pub fn address(&self) -> Option<String> {
        self.doi.map(|d| format!("https://doi.org/{d}")).or(self.url.map(str::to_string))
    }
}

impl Name<'_> {
    /// `Liang, Percy`.
    pub fn inverted(&self) -> String {
        match self {
            Name::Person { family, given: "" } => family.to_string(),
            Name::Person { family, given } => format!("{family}, {given}"),
            Name::Literal(name) => name.to_string(),
        }
    }

    /// `Percy Liang`.
    pub fn straight(&self) -> String {
        match self {
            Name::Person { family, given: "" } => family.to_string(),
            Name::Person { family, given } => format!("{given} {family}"),
            Name::Literal(name) => name.to_string(),
        }
    }

    /// `Liang, P. Q.`, with `gap` between the initials.
    pub fn initials(&self, gap: &str) -> String {
        let Name::Person { family, given } = self else { return self.straight() };
        if given.is_empty() {
            return family.to_string();
        }
        let of_part = |part: &str| {
            part.chars().next().map(|c| format!("{}.", c.to_uppercase())).unwrap_or_default()
        };
        let of_name = |name: &str| name.split('-').map(of_part).collect::<Vec<_>>().join("-");
        let all: Vec<String> = given.split_whitespace().map(of_name).collect();
        format!("{family}, {}", all.join(gap))
    }
}

/// `28 June`, `June` or nothing.
pub fn day_month((_, month, day): Day) -> String {
    let Some(name) = month_name(month) else { return String::new() };
    if day == 0 { name.to_string() } else { format!("{day} {name}") }
}

/// `June 28`, `June` or nothing.
pub fn month_day((_, month, day): Day) -> String {
    let Some(name) = month_name(month) else { return String::new() };
    if day == 0 { name.to_string() } else { format!("{name} {day}") }
}

/// `28 June 2026`, as precise as it is known.
pub fn whole(day: Day) -> String {
    format!("{} {}", day_month(day), day.0).trim_start().to_string()
}

/// `17 Apr. 2026`: months of more than four letters are cut.
pub fn short(day: Day) -> String {
    let name = match month_name(day.1) {
        None => return day.0.to_string(),
        Some("September") => "Sept.".to_string(),
        Some(name) if name.len() > 4 => format!("{}.", &name[..3]),
        Some(name) => name.to_string(),
    };
    if day.2 == 0 { format!("{name} {}", day.0) } else { format!("{} {name} {}", day.2, day.0) }
}

/// Words that stay small inside of a title.
const SMALL: [&str; 41] = [
    "a", "about", "after", "against", "among", "an", "and", "as", "at", "before", "between", "but",
    "by", "down", "during", "for", "from", "in", "into", "like", "near", "nor", "of", "off", "on",
    "onto", "or", "over", "per", "so", "than", "the", "through", "to", "under", "up", "via", "vs",
    "with", "within", "yet",
];

/// An English title with capitals, as MLA and Chicago write it. Words that have capitals already stay as they are.
pub fn title_case(title: &str) -> String {
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
    fn a_title_gets_capitals_but_for_small_words_and_names() {
        let title = "can open-weights models ever catch up with closed ones? the case of iPhone-like 2nd tiers: a view";
        let wanted = "Can Open-Weights Models Ever Catch up with Closed Ones? The Case of iPhone-like 2nd Tiers: A View";
        assert_eq!(title_case(title), wanted);
        assert_eq!(title_case(""), "");
    }

    #[test]
    fn given_names_become_initials_with_their_hyphens() {
        let name = Name::Person { family: "Fam", given: "Ann-Marie Lee" };
        assert_eq!(
            (name.initials(" "), name.initials("")),
            ("Fam, A.-M. L.".into(), "Fam, A.-M.L.".into())
        );
        assert_eq!(Name::Literal("Nature Editorial").initials(" "), "Nature Editorial");
    }
}
