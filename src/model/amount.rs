//! How numbers are written in the languages of sites.

use super::language::primary;

/// A space that no line ends at.
pub(super) const GAP: &str = "\u{a0}";
const NARROW_GAP: &str = "\u{202f}";

/// How numbers are written in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    /// Between thousands, and before the fraction.
    group: &'static str,
    decimal: char,
    /// The fewest digits of a whole number whose thousands are set apart.
    grouped_from: usize,
    pub(super) money: MoneyPlace,
    /// Between a number and its per cent sign.
    pub(super) percent_gap: &'static str,
}

/// The position of a currency sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MoneyPlace {
    Before,
    BeforeWithGap,
    After,
}

impl NumberStyle {
    /// The style of a language tag, by the conventions of Unicode's CLDR; that of English for a language without a row.
    pub fn of(language: &str) -> NumberStyle {
        use MoneyPlace::{After, Before, BeforeWithGap};
        let row = |group, decimal, grouped_from, money, percent_gap| NumberStyle {
            group,
            decimal,
            grouped_from,
            money,
            percent_gap,
        };
        match language {
            "de-AT" => return row(GAP, ',', 4, BeforeWithGap, GAP),
            "de-CH" | "de-LI" | "it-CH" => return row("’", '.', 4, BeforeWithGap, ""),
            "es-MX" | "es-US" | "es-419" => return row(",", '.', 4, Before, GAP),
            "fr-CA" => return row(GAP, ',', 4, After, GAP),
            "pt-PT" => return row(GAP, ',', 5, After, ""),
            _ => {}
        }
        match primary(language) {
            "de" | "da" | "sl" | "ca" | "gl" | "is" => row(".", ',', 4, After, GAP),
            "es" => row(".", ',', 5, After, GAP),
            "it" | "el" | "sr" | "bs" | "mk" | "vi" => row(".", ',', 4, After, ""),
            "ro" | "hr" | "eu" => row(".", ',', 4, After, GAP),
            "nl" => row(".", ',', 4, BeforeWithGap, ""),
            "pt" => row(".", ',', 4, BeforeWithGap, ""),
            "id" | "ms" => row(".", ',', 4, BeforeWithGap, ""),
            "tr" => row(".", ',', 4, Before, ""),
            "fr" => row(NARROW_GAP, ',', 4, After, NARROW_GAP),
            "sv" | "nb" | "nn" | "no" | "fi" | "cs" | "sk" | "ru" | "be" | "lt" | "hy" => {
                row(GAP, ',', 4, After, GAP)
            }
            "ar" | "he" => row(",", '.', 4, After, ""),
            "uk" | "hu" | "kk" => row(GAP, ',', 4, After, ""),
            "pl" | "et" | "bg" | "lv" => row(GAP, ',', 5, After, ""),
            _ => row(",", '.', 4, Before, ""),
        }
    }

    /// A count; one below ten thousand is written without a separator, as a year is.
    pub fn count(&self, n: i64) -> String {
        NumberStyle { grouped_from: self.grouped_from.max(5), ..*self }.grouped(n as f64)
    }

    /// A number without a unit, with all its digits.
    pub fn plain(&self, value: f64) -> String {
        self.grouped(value)
    }

    /// A number with a fixed count of digits after the decimal sign.
    pub fn fixed(&self, value: f64, digits: usize) -> String {
        self.set_apart(&format!("{value:.digits$}"))
    }

    /// A number as it is written with a point, with the decimal sign of the language.
    pub fn digits(&self, written: &str) -> String {
        written.replace('.', self.decimal.encode_utf8(&mut [0; 4]))
    }

    /// A number with its thousands set apart.
    fn grouped(&self, value: f64) -> String {
        self.set_apart(&value.to_string())
    }

    /// The same for a number as Rust writes it.
    fn set_apart(&self, plain: &str) -> String {
        let (whole, rest) = plain.split_once('.').map_or((plain, None), |(w, r)| (w, Some(r)));
        let digits = whole.trim_start_matches('-').len();
        let mut out = String::new();
        for (i, c) in whole.char_indices() {
            let left = whole.len() - i;
            let is_start = out.is_empty() || out == "-";
            if digits >= self.grouped_from && !is_start && left.is_multiple_of(3) {
                out.push_str(self.group);
            }
            out.push(c);
        }
        match rest {
            Some(rest) => format!("{out}{}{rest}", self.decimal),
            None => out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let english = NumberStyle::of("en");
        let shown =
            [58.6, 1754.0, 24000.0, -1000.5, 0.14, -100.0].map(|value| english.grouped(value));
        assert_eq!(shown, ["58.6", "1,754", "24,000", "-1,000.5", "0.14", "-100"]);
    }

    #[test]
    fn fixed_numbers_keep_their_digits_and_have_the_sign_of_the_language() {
        let shown = ["en", "de", "fr", "de-CH"].map(|tag| NumberStyle::of(tag).fixed(1234.5, 2));
        assert_eq!(shown, ["1,234.50", "1.234,50", "1\u{202f}234,50", "1’234.50"]);
    }
}
