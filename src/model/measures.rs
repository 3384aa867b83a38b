//! Measured values as people read them in the site's language: `$8 billion`, `58.6%`, `about 5–22 months`, `1.234,5 €`.
//!
//! Loses no digit: what does not come out short is written whole, with its thousands set apart.

use super::amount::{GAP, MoneyPlace, NumberStyle};
use super::locale::{Argument, Locale, MessageId};
use super::record::Figure;
use super::unit::{Share, Unit};
use super::words::FigureBound;

/// The sizes of numbers that have a word, each with its message in a text and on an axis.
const LARGE: [(f64, MessageId, MessageId); 3] = [
    (1e12, MessageId::NumberTrillion, MessageId::NumberTrillionShort),
    (1e9, MessageId::NumberBillion, MessageId::NumberBillionShort),
    (1e6, MessageId::NumberMillion, MessageId::NumberMillionShort),
];

/// How measured values are written in a language.
#[derive(Clone, Copy, Debug)]
pub struct Measures<'a> {
    style: NumberStyle,
    locale: &'a Locale,
}

impl<'a> Measures<'a> {
    pub fn of(locale: &'a Locale) -> Measures<'a> {
        Measures { style: NumberStyle::of(locale.tag()), locale }
    }

    /// A value, or a range of values, with its unit.
    pub fn amount(self, value: f64, upper: Option<f64>, unit: &str) -> String {
        let unit = Unit::parse(unit);
        let number = |value: f64| match unit.magnitude {
            Some(_) => self.style.plain(value),
            None => self.number(value),
        };
        self.with_unit(&number(value), upper.map(number).as_deref(), &unit, MessageId::NumberRange)
    }

    /// The same where the unit is shown elsewhere; only what is written at the number itself stays.
    pub fn bare(self, value: f64, upper: Option<f64>, unit: &str) -> String {
        let unit = Unit { rest: "", magnitude: None, ..Unit::parse(unit) };
        let unit = Unit { share: unit.share.filter(|share| *share != Share::Points), ..unit };
        let upper = upper.map(|upper| self.number(upper));
        self.with_unit(&self.number(value), upper.as_deref(), &unit, MessageId::NumberRange)
    }

    /// The value of a figure with the words that say what kind of value it is: `about 5 months`, `at least 45%`.
    pub fn figure(self, figure: &Figure) -> String {
        let mut amount =
            self.bounded(figure, self.amount(figure.value, figure.upper, &figure.unit));
        if figure.approximate {
            amount = self.framed(MessageId::FigureAbout, amount);
        }
        if figure.projected {
            amount = self.framed(MessageId::FigureProjected, amount);
        }
        amount
    }

    /// The same with the digits as they are written, `2.0` and not `2`.
    pub fn figure_digits(self, figure: &Figure) -> String {
        let upper = figure.upper_digits.as_deref().map(|digits| self.style.digits(digits));
        let unit = Unit::parse(&figure.unit);
        let value = self.style.digits(&figure.digits);
        let range = MessageId::NumberRangeInWords;
        let amount = self.with_unit(&value, upper.as_deref(), &unit, range);
        self.bounded(figure, amount)
    }

    /// A round number for an axis: `100 bn`, `1.6 m`, `25,000`.
    pub fn tick(self, value: f64) -> String {
        match LARGE.into_iter().find(|(size, ..)| value.abs() >= *size) {
            Some((size, _, short)) => self.sized(short, to_hundredths(value / size)),
            None => self.style.plain(to_hundredths(value)),
        }
    }

    /// An amount with the word for the bound that it is.
    fn bounded(self, figure: &Figure, amount: String) -> String {
        match figure.bound {
            Some(FigureBound::AtLeast) => self.framed(MessageId::FigureAtLeast, amount),
            Some(FigureBound::AtMost) => self.framed(MessageId::FigureAtMost, amount),
            None => amount,
        }
    }

    fn framed(self, id: MessageId, amount: String) -> String {
        self.locale.format(id, &[("amount", amount.into())])
    }

    /// Numbers between the signs of their unit.
    fn with_unit(self, value: &str, upper: Option<&str>, unit: &Unit, range: MessageId) -> String {
        let (before, after) = match unit.currency {
            Some(currency) => self.money(currency.sign(self.locale.tag())),
            None => Default::default(),
        };
        // A minus sign precedes a currency sign.
        let signed = |number: &str| match number.strip_prefix('-') {
            Some(number) => format!("-{before}{number}"),
            None => format!("{before}{number}"),
        };
        let mut out = signed(value);
        if let Some(upper) = upper {
            let values = [("from", out.into()), ("to", signed(upper).into())];
            out = self.locale.format(range, &values);
        }
        if let Some(magnitude) = unit.magnitude {
            out += &format!(" {magnitude}");
        }
        out += &after;
        match unit.share {
            Some(Share::Points) => out = self.points(value, upper, out),
            Some(share) => out += &format!("{}{}", self.style.percent_gap, share.sign()),
            None => {}
        }
        match unit.rest {
            "" => {}
            rest if rest.starts_with('/') => out += rest,
            rest => out += &format!(" {rest}"),
        }
        out
    }

    /// The text before and after a number of a currency.
    fn money(self, sign: &str) -> (String, String) {
        let is_code = sign.len() > 1 && sign.chars().all(|c| c.is_ascii_alphabetic());
        match self.style.money {
            MoneyPlace::Before if !is_code => (sign.to_string(), String::new()),
            MoneyPlace::Before | MoneyPlace::BeforeWithGap => {
                (format!("{sign}{GAP}"), String::new())
            }
            MoneyPlace::After => (String::new(), format!("{GAP}{sign}")),
        }
    }

    /// A difference of two percentages; a range has the form of its end.
    fn points(self, value: &str, upper: Option<&str>, amount: String) -> String {
        let decimal = upper.unwrap_or(value);
        self.locale.format_decimal(MessageId::NumberPoints, decimal, &[("n", amount.into())])
    }

    /// A number in millions and more where that is short and loses nothing.
    fn number(self, value: f64) -> String {
        if let Some((size, words, _)) = LARGE.into_iter().find(|(size, ..)| value.abs() >= *size) {
            let scaled = (value / size * 100.0).round() / 100.0;
            if (scaled * size - value).abs() < 0.5 {
                return self.sized(words, scaled);
            }
        }
        self.style.plain(value)
    }

    fn sized(self, id: MessageId, scaled: f64) -> String {
        let number = [("n", Argument::Number(scaled))];
        self.locale.format_decimal(id, &scaled.to_string(), &number)
    }
}

fn to_hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
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
    fn amounts_read_as_people_say_them_and_lose_no_digit() {
        let english = Locale::new("en-GB", &[]);
        let english = Measures::of(&english);
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
            ("ar", ["1,234.5\u{a0}€", "12,000\u{a0}SEK", "58.6%"]),
            ("de-CH", ["€\u{a0}1’234.5", "SEK\u{a0}12’000", "58.6%"]),
            ("es", ["1234,5\u{a0}€", "12.000\u{a0}SEK", "58,6\u{a0}%"]),
            ("fr", ["1\u{202f}234,5\u{a0}€", "12\u{202f}000\u{a0}SEK", "58,6\u{202f}%"]),
            ("nl", ["€\u{a0}1.234,5", "SEK\u{a0}12.000", "58,6%"]),
            ("sv", ["1\u{a0}234,5\u{a0}€", "12\u{a0}000\u{a0}kr", "58,6\u{a0}%"]),
            ("ja", ["€1,234.5", "SEK\u{a0}12,000", "58.6%"]),
        ] {
            let locale = Locale::new(language, &[]);
            let style = Measures::of(&locale);
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
        let english = Locale::english();
        let english = Measures::of(&english);
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
        let ticks = |language: &str| {
            let locale = Locale::new(language, &[]);
            let style = Measures::of(&locale);
            [1e11, 1_600_000.0, 0.14, 9999.0, 25_000.0].map(|value| style.tick(value))
        };
        assert_eq!(ticks("en"), ["100 bn", "1.6 m", "0.14", "9,999", "25,000"]);
        assert_eq!(ticks("de"), ["100\u{a0}Mrd.", "1,6\u{a0}Mio.", "0,14", "9.999", "25.000"]);
    }
}
