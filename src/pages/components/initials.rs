//! Long lists by name, under the letters that the names begin with.

use crate::model::Locale;
use serde::Serialize;

/// Lists with fewer entries have no letters.
const LONG_LIST: usize = 24;

/// The entries under one letter; a short list is one group without a letter.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct InitialGroup<T> {
    pub letter: Option<String>,
    /// A name for the letter in addresses.
    pub id: String,
    pub items: Vec<T>,
}

/// Groups a list without changing the order of entries with one letter. `prefix` keeps the ids of several lists apart.
pub(crate) fn by_initial<T>(
    items: Vec<T>,
    prefix: &str,
    locale: &Locale,
    name: impl Fn(&T) -> &str,
) -> Vec<InitialGroup<T>> {
    if items.len() < LONG_LIST {
        return vec![InitialGroup { letter: None, id: prefix.to_string(), items }];
    }
    let mut groups: Vec<InitialGroup<T>> = Vec::new();
    for item in items {
        let letter = locale.initial(name(&item));
        match groups.iter_mut().find(|group| group.letter.as_ref() == Some(&letter)) {
            Some(group) => group.items.push(item),
            None => {
                let id = format!("{prefix}-{}", address(&letter));
                groups.push(InitialGroup { letter: Some(letter), id, items: vec![item] });
            }
        }
    }
    groups
}

fn address(letter: &str) -> String {
    match letter {
        "0–9" => "0-9".to_string(),
        "#" => "other".to_string(),
        _ if letter.is_ascii() => letter.to_lowercase(),
        _ => letter.chars().map(|c| format!("u{:x}", u32::from(c))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_list_is_under_letters_without_accents_and_digits_are_together() {
        let names = ["@ann", "Émile", "Eve", "4chan", "80,000 Hours", "Ärzte", "中"];
        let mut all: Vec<&str> = names.to_vec();
        all.extend(["Bob"; 17]);
        let groups = by_initial(all, "p", &Locale::english(), |name| name);
        let found: Vec<(&str, &str, usize)> = groups
            .iter()
            .map(|g| (g.letter.as_deref().unwrap_or(""), g.id.as_str(), g.items.len()))
            .collect();
        assert_eq!(
            found,
            [
                ("A", "p-a", 2),
                ("E", "p-e", 2),
                ("0–9", "p-0-9", 2),
                ("中", "p-u4e2d", 1),
                ("B", "p-b", 17)
            ]
        );
        let short = by_initial(vec!["Ann"], "p", &Locale::english(), |name| name);
        assert_eq!(short, [InitialGroup { letter: None, id: "p".to_string(), items: vec!["Ann"] }]);
    }
}
