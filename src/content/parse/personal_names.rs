//! Names of persons in one text.

const PARTICLES: [&str; 14] =
    ["al", "bin", "da", "de", "del", "den", "der", "di", "du", "la", "le", "ten", "van", "von"];
/// Words that institutions have and persons do not.
const INSTITUTIONAL: [&str; 24] = [
    "agency",
    "association",
    "board",
    "center",
    "centre",
    "college",
    "commission",
    "committee",
    "company",
    "corporation",
    "council",
    "department",
    "editorial",
    "foundation",
    "group",
    "inc",
    "institute",
    "ltd",
    "ministry",
    "news",
    "press",
    "times",
    "union",
    "university",
];

/// The names that a text has, if it is certain that there are several: `Ann Reed, Bo Lind and Cy Wu`, `Reed, A.; Lind, B.`
pub(super) fn several_names(text: &str) -> Option<Vec<&str>> {
    // a semicolon separates names, but for that of a character reference such as `&amp;`
    let has_semicolons = text.contains(';') && !text.contains('&');
    let parts: Vec<&str> = match has_semicolons {
        true => text.split(';').map(str::trim).collect(),
        false => {
            let commas = text.split(',').flat_map(|part| part.split(" and "));
            let parts = commas.flat_map(|part| part.split(" & "));
            parts.map(|part| part.trim().trim_start_matches("and ").trim()).collect()
        }
    };
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let is_certain = has_semicolons || parts.iter().all(|part| is_personal(part));
    if parts.len() > 1 && is_certain { Some(parts) } else { None }
}

/// Two to four words with capitals, particles aside, none of them an institution's.
fn is_personal(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=4).contains(&words.len()) && words.iter().all(|word| is_word_of_person(word))
}

fn is_word_of_person(word: &str) -> bool {
    let low = word.to_lowercase();
    let bare = low.trim_end_matches('.');
    let is_known = PARTICLES.contains(&low.as_str()) || word.starts_with(char::is_uppercase);
    is_known && !INSTITUTIONAL.contains(&bare) && !word.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_persons_are_told_from_one_and_from_institutions() {
        for (text, expected) in [
            ("Ann Reed, Bo Lind and Cy Wu", Some(vec!["Ann Reed", "Bo Lind", "Cy Wu"])),
            ("Ann Reed, Bo Lind, and Cy Wu", Some(vec!["Ann Reed", "Bo Lind", "Cy Wu"])),
            ("Ann Reed & Bo van der Lind", Some(vec!["Ann Reed", "Bo van der Lind"])),
            ("Ann Reed; Bo Lind", Some(vec!["Ann Reed", "Bo Lind"])),
            ("Reed, Ann; Steel Union", Some(vec!["Reed, Ann", "Steel Union"])),
            ("Marks &amp; Spencer", None),
            ("Ann Reed", None),
            ("Reed, Ann", None),
            ("Marks and Spencer", None),
            ("Department of Trade and Industry", None),
            ("Steel Union and Iron Works", None),
            ("Bill and Melinda Gates Foundation", None),
        ] {
            assert_eq!(several_names(text), expected, "{text}");
        }
    }
}
