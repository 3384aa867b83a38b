//! The nearest known name to one that is not known.

use super::known_names::KnownNames;
use super::known_paths::KnownPaths;

/// Returns the known names by rising distance to `wrong`, at most `limit`, as [`KnownNames::nearest`] does. Where many
/// wrong names are compared with the same ones, keep a [`KnownNames`].
pub fn nearest<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
    limit: usize,
) -> Vec<&'a str> {
    KnownNames::new(known).nearest(wrong, limit).into_iter().copied().collect()
}

/// Names as a list, the first ones of many.
pub fn listed(names: &[&str]) -> String {
    const MOST_LISTED: usize = 40;
    match names.len().checked_sub(MOST_LISTED) {
        None | Some(0) => names.join(", "),
        Some(more) => format!("{} and {more} more", names[..MOST_LISTED].join(", ")),
    }
}

/// Returns the known path that is nearest to `wrong`, as [`KnownPaths::nearest`] does.
pub fn nearest_path<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    KnownPaths::new(known).nearest(wrong).copied()
}

/// The words that people bring from elsewhere, with ours.
const SYNONYMS: &[(&str, &str)] = &[
    // keys
    ("date", "issued"),
    ("date", "as_of"),
    ("year", "issued"),
    ("published", "issued"),
    ("authors", "author"),
    ("by", "author"),
    ("journal", "container-title"),
    ("booktitle", "container-title"),
    ("newspaper", "publisher"),
    ("outlet", "publisher"),
    ("publication", "container-title"),
    ("tags", "keyword"),
    ("organisation", "publisher"),
    ("pages", "page"),
    ("link", "URL"),
    ("href", "URL"),
    ("website", "url"),
    ("homepage", "url"),
    ("name", "title"),
    ("title", "name"),
    ("headline", "title"),
    ("label", "metric"),
    ("indicator", "metric"),
    ("number", "value"),
    ("amount", "value"),
    ("key", "id"),
    ("first", "given"),
    ("first_name", "given"),
    ("firstname", "given"),
    ("forename", "given"),
    ("last", "family"),
    ("last_name", "family"),
    ("lastname", "family"),
    ("surname", "family"),
    ("name", "literal"),
    ("institution", "literal"),
    ("keyword", "term"),
    ("description", "summary"),
    ("subtitle", "summary"),
    ("excerpt", "summary"),
    ("lead", "summary"),
    ("lang", "language"),
    ("locale", "language"),
    ("baseurl", "base_url"),
    ("url", "base_url"),
    ("site", "base_url"),
    ("license", "licence"),
    ("menu", "nav"),
    ("created", "date"),
    ("created", "opened"),
    ("started", "opened"),
    ("modified", "updated"),
    ("lastmod", "updated"),
    ("changed", "updated"),
    ("see_also", "related"),
    ("sources", "preferred_sources"),
    ("exclude", "exclude_terms"),
    ("state", "status"),
    ("type", "kind"),
    ("kind", "type"),
    // types of sources
    ("newspaper", "article-newspaper"),
    ("news", "article-newspaper"),
    ("journal", "article-journal"),
    ("paper", "article-journal"),
    ("magazine", "article-magazine"),
    ("preprint", "article"),
    ("web", "webpage"),
    ("website", "webpage"),
    ("web page", "webpage"),
    ("online", "webpage"),
    ("blog", "post-weblog"),
    ("tweet", "post"),
    ("twitter", "post"),
    ("mastodon", "post"),
    ("bluesky", "post"),
    ("toot", "post"),
    ("podcast", "broadcast"),
    ("radio", "broadcast"),
    ("tv", "broadcast"),
    ("film", "motion_picture"),
    ("movie", "motion_picture"),
    ("law", "legislation"),
    ("court case", "legal_case"),
    ("data", "dataset"),
    ("phdthesis", "thesis"),
    ("techreport", "report"),
    ("inproceedings", "paper-conference"),
    // kinds of entities, and who wrote
    ("group", "collective"),
    ("movement", "collective"),
    ("company", "organisation"),
    ("institution", "organisation"),
    ("agency", "organisation"),
    ("party", "organisation"),
    ("government", "organisation"),
    ("ngo", "organisation"),
    ("people", "person"),
    ("politician", "person"),
    ("concept", "term"),
    ("bill", "law"),
    ("act", "law"),
    ("human", "person"),
    ("ai", "machine"),
    ("llm", "machine"),
    ("bot", "machine"),
    ("claude", "machine"),
    ("gpt", "machine"),
    ("chatgpt", "machine"),
    ("gemini", "machine"),
    ("me", "person"),
    ("editor", "person"),
    // kinds of tensions
    ("fact", "factual"),
    ("facts", "factual"),
    ("definition", "definitional"),
    ("value", "normative"),
    ("values", "normative"),
    ("moral", "normative"),
    ("strategy", "strategic"),
    ("prediction", "predictive"),
    ("forecast", "predictive"),
    // labels and relations
    ("type", "Kind"),
    ("refutes", "disputes"),
    ("denies", "disputes"),
    ("rebuts", "disputes"),
    ("supersedes", "overtakes"),
    ("replaces", "overtakes"),
    ("supports", "confirms"),
    ("backs", "confirms"),
    // fields
    ("confidence", "chance"),
    ("probability", "chance"),
    ("likelihood", "chance"),
    ("deadline", "due"),
    // states and outcomes
    ("open", "active"),
    ("ongoing", "active"),
    ("new", "emerging"),
    ("paused", "dormant"),
    ("inactive", "dormant"),
    ("closed", "settled"),
    ("settled", "closed"),
    ("resolved", "settled"),
    ("finished", "settled"),
    ("done", "settled"),
    ("resolved", "answered"),
    ("done", "answered"),
    ("unanswered", "open"),
    ("partial", "partly answered"),
    ("partially answered", "partly answered"),
    ("accepted", "adopted"),
    // changes of a position
    ("first", "first tracked"),
    ("new", "first tracked"),
    ("initial", "first tracked"),
    ("repeated", "restated"),
    ("reaffirmed", "restated"),
    ("confirmed", "restated"),
    ("unchanged", "restated"),
    ("strengthened", "hardened"),
    ("weakened", "softened"),
    ("expanded", "extended"),
    ("withdrawn", "reversed"),
    ("retracted", "reversed"),
];

/// Our words for one that people bring from elsewhere, in lower case.
pub fn synonyms(theirs: &str) -> impl Iterator<Item = &'static str> {
    SYNONYMS.iter().filter(move |(word, _)| *word == theirs).map(|(_, ours)| *ours)
}

/// The known name that a key or word of a fixed list was meant as: a synonym, a near one, or one with the word as a part.
pub fn meant<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let known: Vec<&str> = known.into_iter().collect();
    let low = wrong.to_lowercase();
    let low = low.trim();
    for ours in synonyms(low) {
        if let Some(name) = known.iter().find(|name| **name == ours) {
            return Some(name);
        }
    }
    if let Some(near) = nearest(wrong, known.iter().copied(), 1).first() {
        return Some(near);
    }
    let mut with_part = known.into_iter().filter(|name| {
        let mut parts = name.split([' ', '-', '_']);
        low.len() > 3 && parts.any(|part| part.eq_ignore_ascii_case(low))
    });
    let only = with_part.next();
    if with_part.next().is_some() { None } else { only }
}

/// `; did you mean "x"?`, or nothing where no known name is near.
pub fn did_you_mean<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match nearest(wrong, known, 1)[..] {
        [name] => format!("; did you mean \"{name}\"?"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_comes_first_and_far_names_do_not_come() {
        let known = ["wages", "wages-and-prices", "prices", "sovereignty"];
        assert_eq!(nearest("wagse", known, 3), ["wages"]);
        assert_eq!(nearest("wages-and-price", known, 1), ["wages-and-prices"]);
        assert!(nearest("zebra", known, 3).is_empty());
        assert!(nearest("a", ["b", "ab"], 1).is_empty());
    }

    #[test]
    fn of_many_names_the_first_are_listed() {
        assert_eq!(listed(&["a", "b"]), "a, b");
        let many: Vec<String> = (0..50).map(|n| format!("n{n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(listed(&many).ends_with("n38, n39 and 10 more"), "{}", listed(&many));
    }

    #[test]
    fn paths_are_near_by_the_names_of_their_files() {
        let known = ["pages/topic.html", "pages/diff.html", "components/notice.html"];
        for (wrong, right) in [
            ("pages/tpoic.html", Some("pages/topic.html")),
            ("page/topic.html", Some("pages/topic.html")),
            ("pages/x.html", None),
            ("components/nop.html", None),
        ] {
            assert_eq!(nearest_path(wrong, known), right, "{wrong}");
        }
    }

    #[test]
    fn meant_knows_synonyms_and_parts_and_guesses_nothing_else() {
        let keys = ["id", "type", "title", "issued", "note", "URL", "preferred_sources"];
        for (wrong, right) in [
            ("date", Some("issued")),
            ("link", Some("URL")),
            ("tilte", Some("title")),
            ("sources", Some("preferred_sources")),
            ("twitter", None),
            ("mote", Some("note")),
            ("hits", None),
        ] {
            assert_eq!(meant(wrong, keys), right, "{wrong}");
        }
        assert_eq!(meant("newspaper", ["article-newspaper", "book"]), Some("article-newspaper"));
        assert_eq!(meant("keyword", ["keyword suggestion", "gap"]), Some("keyword suggestion"));
    }
}
