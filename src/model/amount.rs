//! Numbers as people read them in the site's language: `$8 billion`, `58.6%`, `5–22 months`, `1.234,5 €`.
//!
//! Loses no digit: what does not come out short is written whole, with its thousands set apart.

use super::record::Figure;
use super::unit::{Share, Unit, primary};
use super::words::{FigureBound, Word};

const LARGE: [(f64, &str, &str); 3] =
    [(1e12, " trillion", " tn"), (1e9, " billion", " bn"), (1e6, " million", " m")];

/// A space that no line ends at.
const GAP: &str = "\u{a0}";
const NARROW_GAP: &str = "\u{202f}";

/// How numbers are written in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle<'a> {
    language: &'a str,
    /// Between thousands, and before the fraction.
    group: &'static str,
    decimal: char,
    /// The fewest digits of a whole number whose thousands are set apart.
    grouped_from: usize,
    money: MoneyPlace,
    /// Between a number and its per cent sign.
    percent_gap: &'static str,
}

/// The position of a currency sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MoneyPlace {
    Before,
    BeforeWithGap,
    After,
}

impl<'a> NumberStyle<'a> {
    /// The style of a language tag, by the conventions of Unicode's CLDR; that of English for a language without a row.
    pub fn of(language: &'a str) -> NumberStyle<'a> {
        use MoneyPlace::{After, Before, BeforeWithGap};
        let row = |group, decimal, grouped_from, money, percent_gap| NumberStyle {
            language,
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

    /// A value, or a range of values, with its unit.
    pub fn amount(&self, value: f64, upper: Option<f64>, unit: &str) -> String {
        let unit = Unit::parse(unit);
        let number = |value: f64| match unit.magnitude {
            Some(_) => self.grouped(value),
            None => self.number(value),
        };
        self.with_unit(&number(value), upper.map(number).as_deref(), &unit, "–")
    }

    /// The same where the unit is shown elsewhere; only what is written at the number itself stays.
    pub fn bare(&self, value: f64, upper: Option<f64>, unit: &str) -> String {
        let unit = Unit { rest: "", magnitude: None, ..Unit::parse(unit) };
        let unit = Unit { share: unit.share.filter(|share| *share != Share::Points), ..unit };
        let upper = upper.map(|upper| self.number(upper));
        self.with_unit(&self.number(value), upper.as_deref(), &unit, "–")
    }

    /// The value of a figure with the words that say what kind of value it is: `about 5 months`, `at least 45%`.
    pub fn figure(&self, figure: &Figure) -> String {
        let amount = self.amount(figure.value, figure.upper, &figure.unit);
        format!("{}{amount}", qualifier(figure))
    }

    /// The same with the digits as they are written, `2.0` and not `2`.
    pub fn figure_digits(&self, figure: &Figure) -> String {
        let upper = figure.upper_digits.as_deref();
        let unit = Unit::parse(&figure.unit);
        let amount = self.with_unit(&figure.digits, upper, &unit, " to ");
        let bound = figure.bound.map(|bound| format!("{} ", bound.word())).unwrap_or_default();
        format!("{bound}{amount}")
    }

    /// A round number for an axis: `100 bn`, `1.6 m`, `25,000`.
    pub fn tick(&self, value: f64) -> String {
        let scale = LARGE.into_iter().find(|(size, ..)| value.abs() >= *size);
        let (scaled, sign) = scale.map_or((value, ""), |(size, _, sign)| (value / size, sign));
        format!("{}{sign}", self.grouped((scaled * 100.0).round() / 100.0))
    }

    /// Numbers between the signs of their unit.
    fn with_unit(&self, value: &str, upper: Option<&str>, unit: &Unit, to: &str) -> String {
        let sign = unit.currency.map(|currency| currency.sign(self.language)).unwrap_or_default();
        let is_code = sign.len() > 1 && sign.chars().all(|c| c.is_ascii_alphabetic());
        let (before, after) = match self.money {
            _ if sign.is_empty() => (String::new(), String::new()),
            MoneyPlace::Before if !is_code => (sign.to_string(), String::new()),
            MoneyPlace::Before | MoneyPlace::BeforeWithGap => {
                (format!("{sign}{GAP}"), String::new())
            }
            MoneyPlace::After => (String::new(), format!("{GAP}{sign}")),
        };
        // A minus sign precedes a currency sign.
        let signed = |number: &str| match number.strip_prefix('-') {
            Some(number) => format!("-{before}{number}"),
            None => format!("{before}{number}"),
        };
        let mut out = signed(value);
        if let Some(upper) = upper {
            out += &format!("{to}{}", signed(upper));
        }
        if let Some(magnitude) = unit.magnitude {
            out += &format!(" {magnitude}");
        }
        out += &after;
        match unit.share {
            Some(Share::Points) if primary(self.language) == "en" => {
                let is_one = value == "1" && upper.is_none();
                out += if is_one { " percentage point" } else { " percentage points" };
            }
            Some(Share::Points) => out += &format!("{GAP}{}", Share::Points.sign()),
            Some(share) => out += &format!("{}{}", self.percent_gap, share.sign()),
            None => {}
        }
        match unit.rest {
            "" => {}
            rest if rest.starts_with('/') => out += rest,
            rest => out += &format!(" {rest}"),
        }
        out
    }

    fn number(&self, value: f64) -> String {
        let short = LARGE.into_iter().find(|(size, ..)| value.abs() >= *size);
        if let Some((size, word, _)) = short {
            let scaled = (value / size * 100.0).round() / 100.0;
            if (scaled * size - value).abs() < 0.5 {
                return format!("{}{word}", self.grouped(scaled));
            }
        }
        self.grouped(value)
    }

    /// A number with its thousands set apart.
    fn grouped(&self, value: f64) -> String {
        let plain = value.to_string();
        let (whole, rest) =
            plain.split_once('.').map_or((plain.as_str(), None), |(w, r)| (w, Some(r)));
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

/// The words before a figure's value that say what kind of value it is; empty for a measured and exact one.
fn qualifier(figure: &Figure) -> String {
    let mut words = String::new();
    if figure.projected {
        words.push_str("projected ");
    }
    if figure.approximate {
        words.push_str("about ");
    }
    if let Some(bound) = figure.bound {
        words.push_str(bound.word());
        words.push(' ');
    }
    words
}

/// The sign of an approximate value or a bound, before the value.
pub fn qualifier_sign(figure: &Figure) -> &'static str {
    match figure.bound {
        Some(FigureBound::AtLeast) => "≥ ",
        Some(FigureBound::AtMost) => "≤ ",
        None if figure.approximate => "≈ ",
        None => "",
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
    fn amounts_read_as_people_say_them_and_lose_no_digit() {
        let english = NumberStyle::of("en-GB");
        for (value, upper, unit, expected) in [
            (8e9, None, "USD", "$8 billion"),
            (0.28, None, "USD per million tokens", "$0.28 per million tokens"),
            (-5.0, Some(5.0), "EUR", "-€5–€5"),
            (70.0, Some(90.0), "%", "70–90%"),
            (2.0, None, "per cent of rents", "2% of rents"),
            (1.0, None, "pp", "1 percentage point"),
            (1.5, None, "percentage points", "1.5 percentage points"),
            (5.0, Some(22.0), "months", "5–22 months"),
            (10_000_000.0, None, "tokens", "10 million tokens"),
            (70.0, None, "billion parameters", "70 billion parameters"),
            (1_234_567.0, None, "", "1,234,567"),
            (3.0, None, "USDT", "3 USDT"),
            (3.0, None, "florins", "3 florins"),
            (5.0, Some(6.0), "million EUR per year", "€5–€6 million per year"),
            (1500.0, None, "EUR million", "€1,500 million"),
            (80.0, None, "EUR/MWh", "€80/MWh"),
            (50.0, None, "km/h", "50 km/h"),
            (80.0, None, "CHF", "CHF\u{a0}80"),
            (80.0, None, "SEK", "SEK\u{a0}80"),
        ] {
            assert_eq!(english.amount(value, upper, unit), expected, "{unit}");
        }
    }

    #[test]
    fn amounts_follow_the_conventions_of_the_language() {
        for (language, expected) in [
            ("en", ["€1,234.5", "SEK\u{a0}12,000", "58.6%"]),
            ("de", ["1.234,5\u{a0}€", "12.000\u{a0}SEK", "58,6\u{a0}%"]),
            ("de-CH", ["€\u{a0}1’234.5", "SEK\u{a0}12’000", "58.6%"]),
            ("es", ["1234,5\u{a0}€", "12.000\u{a0}SEK", "58,6\u{a0}%"]),
            ("fr", ["1\u{202f}234,5\u{a0}€", "12\u{202f}000\u{a0}SEK", "58,6\u{202f}%"]),
            ("nl", ["€\u{a0}1.234,5", "SEK\u{a0}12.000", "58,6%"]),
            ("sv", ["1\u{a0}234,5\u{a0}€", "12\u{a0}000\u{a0}kr", "58,6\u{a0}%"]),
            ("ja", ["€1,234.5", "SEK\u{a0}12,000", "58.6%"]),
        ] {
            let style = NumberStyle::of(language);
            let shown = [
                style.amount(1234.5, None, "EUR"),
                style.amount(12_000.0, None, "SEK"),
                style.amount(58.6, None, "%"),
            ];
            assert_eq!(shown, expected, "{language}");
        }
    }

    #[test]
    fn number_without_its_unit_keeps_what_is_written_at_it() {
        let english = NumberStyle::of("en");
        let shown = [
            english.bare(5_600_000.0, Some(6e6), "USD"),
            english.bare(1754.0, None, "Elo"),
            english.bare(3.0, None, "%"),
            english.bare(3.0, None, "pp"),
            english.bare(0.28, None, "USD per million tokens"),
        ];
        assert_eq!(shown, ["$5.6 million–$6 million", "1,754", "3%", "3", "$0.28"]);
    }

    #[test]
    fn ticks_of_an_axis_are_short() {
        let ticks = |language: &'static str| {
            let style = NumberStyle::of(language);
            [1e11, 1_600_000.0, 0.14, 9999.0, 25_000.0].map(|value| style.tick(value))
        };
        assert_eq!(ticks("en"), ["100 bn", "1.6 m", "0.14", "9,999", "25,000"]);
        assert_eq!(ticks("de"), ["100 bn", "1,6 m", "0,14", "9.999", "25.000"]);
    }
}
