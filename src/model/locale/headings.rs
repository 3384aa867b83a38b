//! The headings by which sections are known, in the language of a site and in English.

use super::file::{
    BASE, LocaleFile, SectionHeadings, built_in, built_in_headings, fallbacks, section_key,
};
use crate::diagnostics::KnownNames;
use crate::model::words::SectionRole;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use unicase::UniCase;
use unicode_normalization::UnicodeNormalization;

/// The headings of sections that have a meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headings {
    /// Those of each section, the usual one first: in the language, then in English.
    names: Vec<(SectionRole, Vec<String>)>,
    /// The section of a heading, by its [`heading_key`].
    roles: HashMap<String, SectionRole>,
    /// The names that are long enough to be mistyped.
    long_names: Arc<KnownNames<String>>,
    is_english: bool,
}

impl Headings {
    /// Whether the headings of a language are taken from the file of another one: English, and `de` for `de-AT`.
    pub fn depend_on(tag: &str, file: &str) -> bool {
        fallbacks(tag).chain([BASE]).any(|tag| tag.eq_ignore_ascii_case(file))
    }

    /// The headings of a language, with those of a site's own files before the ones in the program.
    pub fn new(tag: &str, site_files: &[Arc<LocaleFile>]) -> Headings {
        let is_english = fallbacks(tag).any(|tag| tag.eq_ignore_ascii_case(BASE));
        let mut headings = Headings { is_english, ..Headings::default() };
        for tag in fallbacks(tag).chain([BASE]) {
            let own = site_files.iter().find(|file| file.tag.eq_ignore_ascii_case(tag)).cloned();
            for file in own.into_iter().chain(built_in(tag)) {
                headings.add(&file.headings);
            }
        }
        let is_long = |name: &&str| name.chars().count() > 5;
        let long_names = headings.all().filter(is_long).map(str::to_string);
        headings.long_names = Arc::new(KnownNames::new(long_names));
        headings
    }

    /// English, as it is in the program.
    pub fn english() -> Arc<Headings> {
        static ENGLISH: LazyLock<Arc<Headings>> =
            LazyLock::new(|| Arc::new(Headings::new(BASE, &[])));
        Arc::clone(&ENGLISH)
    }

    fn add(&mut self, headings: &[SectionHeadings]) {
        for (role, words) in headings {
            let at = self.names.iter().position(|(of, _)| of == role).unwrap_or_else(|| {
                self.names.push((*role, Vec::new()));
                self.names.len() - 1
            });
            for word in words {
                // a heading is that of one section; the first file decides
                let known = *self.roles.entry(heading_key(word)).or_insert(*role);
                let names = &mut self.names[at].1;
                if known == *role && !names.contains(word) {
                    names.push(word.clone());
                }
            }
        }
    }

    /// The section that a heading stands for; [`SectionRole::Prose`] where it has no meaning.
    pub fn role(&self, heading: &str) -> SectionRole {
        self.roles.get(&heading_key(heading)).copied().unwrap_or(SectionRole::Prose)
    }

    /// The headings of a section, the usual one first.
    pub fn names(&self, role: SectionRole) -> &[String] {
        let found = self.names.iter().find(|(of, _)| *of == role);
        found.map_or(&[], |(_, names)| names)
    }

    /// The usual heading of a section; empty for prose.
    pub fn usual(&self, role: SectionRole) -> &str {
        self.names(role).first().map_or("", String::as_str)
    }

    /// All headings that have a meaning.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.names.iter().flat_map(|(_, names)| names).map(String::as_str)
    }

    /// The heading with a meaning that is nearest to one without; none of a few letters.
    pub fn nearest(&self, heading: &str) -> Option<&str> {
        self.long_names.nearest_one(heading).map(String::as_str)
    }

    /// Whether they are those of English alone.
    pub fn is_english(&self) -> bool {
        self.is_english
    }

    /// The name of a section in addresses, which is the same in all languages; `None` where it is made of the heading:
    /// in prose, and for the headings of English in English.
    pub fn anchor(&self, role: SectionRole, heading: &str) -> Option<String> {
        let is_named = role == SectionRole::Prose
            || self.is_english && Headings::english().role(heading) == role;
        if is_named { None } else { Some(section_key(role)) }
    }

    /// The section that a heading without a meaning here stands for in another language that is in the program.
    pub fn elsewhere(heading: &str) -> Option<SectionRole> {
        static ALL: LazyLock<Headings> = LazyLock::new(|| {
            let mut all = Headings::default();
            for headings in built_in_headings() {
                all.add(&headings);
            }
            all
        });
        Some(ALL.role(heading)).filter(|role| *role != SectionRole::Prose)
    }
}

/// A heading as it is compared: in singular or plural of English, in any case, with or without hyphens or a colon at its
/// end.
pub fn heading_key(heading: &str) -> String {
    let heading = heading.trim().trim_end_matches([':', '：']).trim_end();
    let heading = match heading.is_ascii() {
        true => heading.to_ascii_lowercase(),
        false => {
            let composed: String = heading.nfc().collect();
            UniCase::unicode(composed).to_folded_case().nfc().collect()
        }
    };
    let words = heading.split(['-', ' ', '\u{a0}']).filter(|word| !word.is_empty());
    words.map(|word| word.trim_end_matches('s')).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(tag: &str, role: SectionRole, words: &[&str]) -> Arc<LocaleFile> {
        let words = words.iter().map(|word| word.to_string()).collect();
        let tag = tag.to_string();
        Arc::new(LocaleFile { tag, headings: vec![(role, words)], ..LocaleFile::default() })
    }

    #[test]
    fn headings_are_known_in_the_language_and_in_english() {
        let german = Headings::new("de-AT", &[]);
        for heading in ["Offene Fragen", "OFFENE FRAGEN:", "Open questions", "Open Question"] {
            assert_eq!(german.role(heading), SectionRole::Questions, "{heading}");
        }
        assert_eq!(german.role("Questions ouvertes"), SectionRole::Prose);
        assert_eq!(german.usual(SectionRole::Questions), "Offene Fragen");
        assert_eq!(Headings::english().role("Offene Fragen"), SectionRole::Prose);
    }

    #[test]
    fn headings_are_compared_without_case_and_composition() {
        let french = Headings::new("fr", &[]);
        for heading in ["Prévisions", "PRE\u{301}VISIONS", "pre\u{301}vision :"] {
            assert_eq!(french.role(heading), SectionRole::Forecasts, "{heading}");
        }
        assert_eq!(heading_key("Straße"), heading_key("STRASSE"));
        assert_eq!(heading_key("ΘΈΣΕΙΣ"), heading_key("θέσεις"));
    }

    #[test]
    fn headings_of_a_site_come_first() {
        let files = [own("de", SectionRole::Questions, &["Ungeklärt"])];
        let german = Headings::new("de", &files);
        assert_eq!(german.usual(SectionRole::Questions), "Ungeklärt");
        assert_eq!(german.role("ungeklärt"), SectionRole::Questions);
        assert_eq!(german.role("Offene Fragen"), SectionRole::Questions);
        assert_ne!(german, Headings::new("de", &[]));
    }

    #[test]
    fn anchors_are_those_of_the_section_but_for_english_in_english() {
        let german = Headings::new("de", &[]);
        let named =
            |headings: &Headings, heading: &str| headings.anchor(headings.role(heading), heading);
        assert_eq!(named(&german, "Offene Fragen").as_deref(), Some("open-questions"));
        assert_eq!(named(&german, "Kurz gesagt").as_deref(), Some("tl-dr"));
        assert_eq!(named(&german, "Positions").as_deref(), Some("perspectives"));
        assert_eq!(named(&german, "Hintergrund"), None);
        let english = Headings::english();
        assert_eq!(named(&english, "Positions"), None);
        let own = Headings::new("en", &[own("en", SectionRole::Questions, &["Loose ends"])]);
        assert_eq!(named(&own, "Loose ends").as_deref(), Some("open-questions"));
    }

    #[test]
    fn headings_of_other_shipped_languages_are_known_elsewhere() {
        assert_eq!(Headings::elsewhere("offene Fragen"), Some(SectionRole::Questions));
        assert_eq!(Headings::elsewhere("أسئلة مفتوحة"), Some(SectionRole::Questions));
        assert_eq!(Headings::elsewhere("Background"), None);
    }
}
