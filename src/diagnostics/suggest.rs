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
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for name in known {
        let len = name.chars().count();
        let longer = wrong_len.max(len);
        let most = match longer {
            0..=4 => 1,
            5..=7 => 2,
            _ => longer.div_ceil(3),
        };
        if len.abs_diff(wrong_len) > most {
            continue;
        }
        let low = name.to_lowercase();
        let distance = strsim::damerau_levenshtein(&wrong_low, &low);
        if distance <= most {
            let shared = wrong_low.chars().zip(low.chars()).take_while(|(a, b)| a == b).count();
            found.push((distance, usize::MAX - shared, name));
        }
    }
    found.sort();
    found.dedup_by_key(|f| f.2);
    found.into_iter().take(limit).map(|f| f.2).collect()
}

/// The words that people bring from elsewhere, with ours.
const SYNONYMS: [(&str, &str); 34] = [
    ("date", "issued"),
    ("year", "issued"),
    ("published", "issued"),
    ("authors", "author"),
    ("journal", "container-title"),
    ("booktitle", "container-title"),
    ("link", "URL"),
    ("website", "url"),
    ("homepage", "url"),
    ("name", "title"),
    ("title", "name"),
    ("headline", "title"),
    ("description", "summary"),
    ("excerpt", "summary"),
    ("lang", "language"),
    ("locale", "language"),
    ("baseurl", "base_url"),
    ("license", "licence"),
    ("menu", "nav"),
    ("created", "date"),
    ("created", "opened"),
    ("modified", "updated"),
    ("lastmod", "updated"),
    ("sources", "preferred_sources"),
    ("exclude", "exclude_terms"),
    ("newspaper", "article-newspaper"),
    ("journal", "article-journal"),
    ("magazine", "article-magazine"),
    ("group", "collective"),
    ("company", "organisation"),
    ("human", "person"),
    ("ai", "machine"),
    ("first", "first tracked"),
    ("accepted", "adopted"),
];

/// The known name that a key or word of a fixed list was meant as: a synonym, a near one, or one with the word as a part.
pub fn meant<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let known: Vec<&str> = known.into_iter().collect();
    let low = wrong.to_lowercase();
    let synonyms = SYNONYMS.iter().filter(|(theirs, _)| *theirs == low);
    for (_, ours) in synonyms {
        if let Some(name) = known.iter().find(|name| *name == ours) {
            return Some(name);
        }
    }
    if let Some(near) = nearest(wrong, known.iter().copied(), 1).first() {
        return Some(near);
    }
    let mut with_part = known.into_iter().filter(|name| {
        let mut parts = name.split([' ', '-', '_']);
        low.len() > 3 && parts.any(|part| part.eq_ignore_ascii_case(&low))
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
