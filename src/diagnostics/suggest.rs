//! The nearest known name to one that is not known.

/// Gives the known names by rising distance to `wrong`, at most `limit`, and none that is too far to be meant.
///
/// Distance is Damerau-Levenshtein over lower-cased characters; at most a third of the longer name may differ.
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
        let most = wrong_len.max(len).div_ceil(3);
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
}
