//! Which form of a message goes with a number, by the rules of CLDR.

use fixed_decimal::Decimal;
use icu_plurals::{PluralCategory, PluralRules};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A plural category of CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PluralForm(PluralCategory);

impl PluralForm {
    /// The category of all numbers that have no other.
    pub const OTHER: PluralForm = PluralForm(PluralCategory::Other);

    /// Its key in files: zero, one, two, few, many or other.
    pub fn key(self) -> &'static str {
        match self.0 {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }

    /// The category of a key.
    pub fn parse(key: &str) -> Option<PluralForm> {
        let all = PluralCategory::all().map(PluralForm);
        all.into_iter().find(|form| form.key() == key)
    }
}

/// The plural rules of a language.
#[derive(Debug)]
pub struct PluralSelector {
    rules: PluralRules,
    /// The categories of small counts, which are found by trying each.
    needed: OnceLock<BTreeSet<PluralForm>>,
}

impl PluralSelector {
    /// Those of a language tag; a language that CLDR does not know has one form.
    pub fn new(tag: &str) -> PluralSelector {
        let locale =
            icu_locale_core::Locale::try_from_str(tag).unwrap_or(icu_locale_core::Locale::UNKNOWN);
        let rules = PluralRules::try_new(locale.into(), Default::default());
        let rules = rules.expect("the rules of all languages are in the program");
        PluralSelector { rules, needed: OnceLock::new() }
    }

    /// The category of a number.
    pub fn form(&self, n: i64) -> PluralForm {
        PluralForm(self.rules.category_for(n))
    }

    /// The category of a number with digits after the point; `other` for what is none.
    pub fn decimal_form(&self, number: &str) -> PluralForm {
        match number.parse::<Decimal>() {
            Ok(number) => PluralForm(self.rules.category_for(&number)),
            Err(_) => PluralForm::OTHER,
        }
    }

    /// The categories that the language has.
    pub fn forms(&self) -> BTreeSet<PluralForm> {
        self.rules.categories().map(PluralForm).collect()
    }

    /// The categories that a message needs: those of the counts that pages have. Some languages have one more for millions.
    pub fn needed(&self) -> &BTreeSet<PluralForm> {
        self.needed
            .get_or_init(|| (0..=200).map(|n| self.form(n)).chain([PluralForm::OTHER]).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_follows_the_rules_of_the_language() {
        let cases: [(&str, &[(i64, &str)]); 5] = [
            ("en", &[(0, "other"), (1, "one"), (2, "other")]),
            ("fr", &[(0, "one"), (1, "one"), (2, "other")]),
            (
                "ar",
                &[(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (11, "many"), (100, "other")],
            ),
            ("uk", &[(1, "one"), (2, "few"), (5, "many"), (21, "one")]),
            ("en-XA", &[(1, "one"), (2, "other")]),
        ];
        for (tag, numbers) in cases {
            let rules = PluralSelector::new(tag);
            for (n, form) in numbers {
                assert_eq!(rules.form(*n).key(), *form, "{tag} {n}");
            }
        }
    }

    #[test]
    fn decimal_form_takes_the_digits_after_the_point_into_account() {
        let cases = [
            ("en", "1", "one"),
            ("en", "1.0", "other"),
            ("fr", "1.6", "one"),
            ("ar", "3", "few"),
            ("ar", "3.5", "other"),
            ("en", "1,234", "other"),
        ];
        for (tag, number, form) in cases {
            assert_eq!(PluralSelector::new(tag).decimal_form(number).key(), form, "{tag} {number}");
        }
    }

    #[test]
    fn forms_are_those_of_the_language_and_needed_those_of_small_counts() {
        let keys = |forms: &BTreeSet<PluralForm>| -> Vec<&str> {
            forms.iter().map(|form| form.key()).collect()
        };
        let rules = PluralSelector::new;
        assert_eq!(keys(&rules("en").forms()), ["one", "other"]);
        assert_eq!(keys(rules("ar").needed()), ["zero", "one", "two", "few", "many", "other"]);
        assert_eq!(keys(&rules("fr").forms()), ["one", "many", "other"]);
        assert_eq!(keys(rules("fr").needed()), ["one", "other"]);
        assert_eq!(keys(rules("ja").needed()), ["other"]);
    }
}
