use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// The same by a comparison with each name.
fn scanned<'a>(wrong: &str, known: &[&'a str], limit: usize) -> Vec<&'a str> {
    let low = wrong.to_lowercase();
    let wrong_len = low.chars().count();
    let mut found = BTreeSet::new();
    for name in known {
        let name_low = name.to_lowercase();
        let len = name_low.chars().count();
        let distance = strsim::damerau_levenshtein(&low, &name_low);
        if distance <= Reach::Name.most(wrong_len.max(len)) && distance < wrong_len.min(len) {
            let shared = low.chars().zip(name_low.chars()).take_while(|(a, b)| a == b).count();
            found.insert((distance, usize::MAX - shared, *name));
        }
    }
    found.into_iter().take(limit).map(|(_, _, name)| name).collect()
}

/// Names that are near each other, since they have few letters.
fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[abσΣİ1-]{0,9}", "s(our|ruo)ce-[0-3]{1,4}", "[a-e]{6,14}", "(ab|ba|cab){0,7}"]
}

proptest! {
    #[test]
    fn the_nearest_names_are_those_that_a_scan_finds(
        known in prop::collection::vec(name(), 0..80),
        wrong in name(),
        limit in 1usize..14,
    ) {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let names = KnownNames::new(known.iter().copied());
        let found: Vec<&str> = names.nearest(&wrong, limit).into_iter().copied().collect();
        prop_assert_eq!(found, scanned(&wrong, &known, limit));
    }

    #[test]
    fn the_letters_of_a_name_never_say_that_it_is_farther_than_it_is(a in name(), b in name()) {
        let known = KnownNames::new([b.as_str()]);
        let least = known.levels[0][0].least_distance(&WrongName::new(&a, Reach::Name));
        let distance = strsim::damerau_levenshtein(&a.to_lowercase(), &b.to_lowercase());
        prop_assert!(least <= distance, "{} {}", a, b);
    }
}

/// How many names a search compares letter by letter.
fn compared(known: &KnownNames<String>, wrong: &str) -> usize {
    let wrong = WrongName::new(wrong, Reach::Name);
    let mut candidates = Vec::new();
    let top = known.levels.len() - 1;
    known.collect_candidates(&wrong, top, 0..known.levels[top].len(), &mut candidates);
    candidates.len()
}

#[test]
fn a_name_with_other_letters_is_compared_with_none() {
    let known = KnownNames::new((0..10_000).map(|n| format!("office-table-{n:04}")));
    assert_eq!(compared(&known, "missing-1234"), 0);
    assert!(compared(&known, "office-tabel-1234") > 0);
}

#[test]
fn a_long_text_is_near_to_nothing() {
    let text = "a".repeat(LONGEST_COMPARED + 1);
    let known = KnownNames::new([text.as_str()]);
    assert!(known.nearest(&text[1..], 1).is_empty());
}
