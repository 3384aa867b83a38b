//! The nearest known name to one that is not known.

/// Gives the known names by rising distance to `wrong`, at most `limit`, and none that is too far to be meant.
///
/// Distance is Damerau-Levenshtein over lower-cased characters; at most a third of the longer name may differ, one
/// letter of a short one.
/// Ties go to the name with the longer common start, then to the order of the alphabet.
pub fn nearest<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
    limit: usize,
) -> Vec<&'a str> {
    let wrong_low = wrong.to_lowercase();
    let wrong_len = wrong_low.chars().count();
    let wrong_letters = LetterCounts::new(wrong);
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for name in known {
        let len = name.chars().count();
        let longer = wrong_len.max(len);
        let most = match longer {
            0..=4 => 1,
            5..=7 => 2,
            _ => longer.div_ceil(3),
        };
        // what is farther than those that are found is of no use
        let most = match found.len() < limit {
            true => most,
            false => found.last().map_or(0, |last| most.min(last.0)),
        };
        if len.abs_diff(wrong_len) > most || wrong_letters.differences(name) > most {
            continue;
        }
        let low = name.to_lowercase();
        let distance = strsim::damerau_levenshtein(&wrong_low, &low);
        // names of one letter are as near to each other as to any
        if distance <= most && distance < wrong_len.min(len) {
            let shared = wrong_low.chars().zip(low.chars()).take_while(|(a, b)| a == b).count();
            let entry = (distance, usize::MAX - shared, name);
            if let Err(place) = found.binary_search(&entry) {
                found.insert(place, entry);
                found.truncate(limit);
            }
        }
    }
    found.into_iter().map(|f| f.2).collect()
}

/// How often each letter is in a word. Letters share their places, so that words differ in no less than these counts do.
struct LetterCounts([i16; LetterCounts::PLACES]);

impl LetterCounts {
    const PLACES: usize = 32;

    fn new(word: &str) -> LetterCounts {
        let mut counts = [0; LetterCounts::PLACES];
        LetterCounts::each(word, |place| counts[place] += 1);
        LetterCounts(counts)
    }

    /// The least number of changes that make another word of this one, judged by letters alone.
    fn differences(&self, other: &str) -> usize {
        let mut counts = self.0;
        LetterCounts::each(other, |place| counts[place] -= 1);
        let (mut more, mut fewer) = (0, 0);
        for count in counts {
            more += count.max(0) as usize;
            fewer += (-count).max(0) as usize;
        }
        more.max(fewer)
    }

    fn each(word: &str, mut count: impl FnMut(usize)) {
        for letter in word.chars() {
            match letter {
                letter if letter.is_ascii() => {
                    count(letter.to_ascii_lowercase() as usize % LetterCounts::PLACES);
                }
                // its lower case depends on its neighbours
                'Σ' | 'σ' | 'ς' => count('σ' as usize % LetterCounts::PLACES),
                letter => letter
                    .to_lowercase()
                    .for_each(|letter| count(letter as usize % LetterCounts::PLACES)),
            }
        }
    }
}

/// Names as a list, the first ones of many.
pub fn listed(names: &[&str]) -> String {
    const MOST_LISTED: usize = 40;
    match names.len().checked_sub(MOST_LISTED) {
        None | Some(0) => names.join(", "),
        Some(more) => format!("{} and {more} more", names[..MOST_LISTED].join(", ")),
    }
}

/// The known path that is nearest to one that is not known. The names of the files, without folders and ending, have to
/// be near each other: paths of one folder are alike in the rest.
pub fn nearest_path<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let stem = file_stem(wrong);
    let is_near = |path: &&str| !nearest(stem, [file_stem(path)], 1).is_empty();
    let candidates = known.into_iter().filter(is_near);
    candidates.min_by_key(|path| (strsim::damerau_levenshtein(wrong, path), path.to_string()))
}

fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
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
    fn the_letters_of_a_word_never_say_that_it_is_farther_than_it_is() {
        let words =
            ["", "a", "ab", "ba", "Wages", "wagse", "ΟΔΟΣ", "οδοσ", "Straße", "strasse", "İx"];
        for a in words {
            for b in words {
                let distance = strsim::damerau_levenshtein(&a.to_lowercase(), &b.to_lowercase());
                assert!(LetterCounts::new(a).differences(b) <= distance, "{a} {b}");
            }
        }
        assert_eq!(LetterCounts::new("prices").differences("wages"), 4);
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
