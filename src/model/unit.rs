//! Units of measured values: currencies, shares, and magnitudes that are part of a unit.
//!
//! The one place that knows units. What it does not know is shown as it is written, after the number.

use super::language::primary;
use super::locale::{Locale, MessageId};

/// A currency by its ISO 4217 code.
#[derive(Debug, PartialEq, Eq)]
pub struct Currency {
    pub code: &'static str,
    /// The symbol next to a number, if it is not the code.
    pub symbol: Option<&'static str>,
    /// A symbol that is used only where one of these languages is spoken.
    home: Option<(&'static [&'static str], &'static str)>,
    /// What several are called.
    name: MessageId,
}

const fn currency(code: &'static str, symbol: &'static str, name: MessageId) -> Currency {
    let symbol = if symbol.is_empty() { None } else { Some(symbol) };
    Currency { code, symbol, home: None, name }
}

const fn local(
    code: &'static str,
    languages: &'static [&'static str],
    symbol: &'static str,
    name: MessageId,
) -> Currency {
    Currency { code, symbol: None, home: Some((languages, symbol)), name }
}

/// The currencies with a symbol or a name of their own; any other code is shown as it is written.
static CURRENCIES: [Currency; 42] = [
    currency("USD", "$", MessageId::CurrencyUsd),
    currency("EUR", "€", MessageId::CurrencyEur),
    currency("GBP", "£", MessageId::CurrencyGbp),
    currency("JPY", "¥", MessageId::CurrencyJpy),
    currency("CNY", "CN¥", MessageId::CurrencyCny),
    currency("INR", "₹", MessageId::CurrencyInr),
    currency("KRW", "₩", MessageId::CurrencyKrw),
    currency("BRL", "R$", MessageId::CurrencyBrl),
    currency("ILS", "₪", MessageId::CurrencyIls),
    currency("UAH", "₴", MessageId::CurrencyUah),
    currency("TRY", "₺", MessageId::CurrencyTry),
    currency("VND", "₫", MessageId::CurrencyVnd),
    currency("PHP", "₱", MessageId::CurrencyPhp),
    currency("NGN", "₦", MessageId::CurrencyNgn),
    currency("KZT", "₸", MessageId::CurrencyKzt),
    currency("GEL", "₾", MessageId::CurrencyGel),
    currency("TWD", "NT$", MessageId::CurrencyTwd),
    currency("HKD", "HK$", MessageId::CurrencyHkd),
    currency("SGD", "S$", MessageId::CurrencySgd),
    currency("AUD", "A$", MessageId::CurrencyAud),
    currency("CAD", "CA$", MessageId::CurrencyCad),
    currency("NZD", "NZ$", MessageId::CurrencyNzd),
    currency("MXN", "MX$", MessageId::CurrencyMxn),
    currency("CHF", "", MessageId::CurrencyChf),
    currency("ZAR", "", MessageId::CurrencyZar),
    currency("AED", "", MessageId::CurrencyAed),
    currency("SAR", "", MessageId::CurrencySar),
    currency("EGP", "", MessageId::CurrencyEgp),
    currency("IDR", "", MessageId::CurrencyIdr),
    currency("ARS", "", MessageId::CurrencyArs),
    currency("CLP", "", MessageId::CurrencyClp),
    currency("COP", "", MessageId::CurrencyCop),
    local("SEK", &["sv"], "kr", MessageId::CurrencySek),
    local("NOK", &["nb", "nn", "no"], "kr", MessageId::CurrencyNok),
    local("DKK", &["da"], "kr.", MessageId::CurrencyDkk),
    local("ISK", &["is"], "kr.", MessageId::CurrencyIsk),
    local("PLN", &["pl"], "zł", MessageId::CurrencyPln),
    local("CZK", &["cs"], "Kč", MessageId::CurrencyCzk),
    local("HUF", &["hu"], "Ft", MessageId::CurrencyHuf),
    local("RON", &["ro"], "lei", MessageId::CurrencyRon),
    local("BGN", &["bg"], "лв.", MessageId::CurrencyBgn),
    local("RUB", &["ru"], "₽", MessageId::CurrencyRub),
];

impl Currency {
    /// The currency of a code or of a symbol that only one currency has.
    fn of(text: &str) -> Option<&'static Currency> {
        let text = if text == "US$" { "$" } else { text };
        CURRENCIES.iter().find(|currency| currency.code == text || currency.symbol == Some(text))
    }

    /// The symbol next to a number in a language.
    pub(super) fn sign(&self, language: &str) -> &'static str {
        if let Some((languages, symbol)) = self.home
            && languages.contains(&primary(language))
        {
            return symbol;
        }
        self.symbol.unwrap_or(self.code)
    }
}

/// A share of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    Percent,
    PerMille,
    /// A difference of two percentages.
    Points,
}

/// A unit in its parts: `million EUR per year`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit<'a> {
    /// `million`, where the unit starts or ends with it.
    pub magnitude: Option<&'a str>,
    pub currency: Option<&'static Currency>,
    pub share: Option<Share>,
    /// Everything else.
    pub rest: &'a str,
}

/// Words that multiply a currency: `million EUR`, `EUR million`, `Mio. €`.
const MAGNITUDES: [&str; 20] = [
    "thousand",
    "million",
    "billion",
    "trillion",
    "k",
    "m",
    "mn",
    "bn",
    "tn",
    "Tsd.",
    "Mio.",
    "Mrd.",
    "Tausend",
    "Millionen",
    "Milliarden",
    "Billionen",
    "milliers",
    "millions",
    "milliards",
    "mil",
];

const SHARES: [(&str, Share); 14] = [
    ("%", Share::Percent),
    ("percent", Share::Percent),
    ("per cent", Share::Percent),
    ("Prozent", Share::Percent),
    ("‰", Share::PerMille),
    ("per mille", Share::PerMille),
    ("Promille", Share::PerMille),
    ("pp", Share::Points),
    ("p.p.", Share::Points),
    ("percentage point", Share::Points),
    ("percentage points", Share::Points),
    ("Prozentpunkt", Share::Points),
    ("Prozentpunkte", Share::Points),
    ("points de pourcentage", Share::Points),
];

impl<'a> Unit<'a> {
    /// Reads a unit as it is written. Never fails: what it does not know is the rest.
    pub fn parse(text: &'a str) -> Unit<'a> {
        let text = text.trim();
        let unknown = Unit { magnitude: None, currency: None, share: None, rest: text };
        if let Some(money) = money(text) {
            return money;
        }
        // Longer names first, so that "percentage points" is not "percent" with a rest.
        for (name, share) in SHARES.iter().rev() {
            if let Some(rest) = after_word(text, name) {
                return Unit { share: Some(*share), rest, ..unknown };
            }
        }
        unknown
    }

    /// Its name without a number: `US dollars per million tokens`. Empty for a number without a unit.
    pub fn name(&self, locale: &Locale) -> String {
        let name = match (self.currency, self.share) {
            (Some(currency), _) => locale.text(currency.name),
            (None, Some(Share::Percent)) => locale.text(MessageId::UnitPerCent),
            (None, Some(Share::PerMille)) => locale.text(MessageId::UnitPerMille),
            (None, Some(Share::Points)) => locale.text(MessageId::UnitPercentagePoints),
            (None, None) => "",
        };
        let words = [self.magnitude.unwrap_or_default(), name];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let words = words.join(" ");
        match self.rest.strip_prefix('/') {
            Some(divisor) => {
                let values = [("unit", words.into()), ("divisor", divisor.trim_start().into())];
                locale.format(MessageId::UnitPer, &values).trim_start().to_string()
            }
            None if words.is_empty() => self.rest.to_string(),
            None => format!("{words} {}", self.rest).trim_end().to_string(),
        }
    }
}

impl Share {
    /// The suffix of a number.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Share::Percent => "%",
            Share::PerMille => "‰",
            Share::Points => "pp",
        }
    }
}

/// A currency with a magnitude before or after it, and what follows.
fn money(text: &str) -> Option<Unit<'_>> {
    let (first, rest) = split_word(text);
    if let Some(currency) = Currency::of(first) {
        let (second, after) = split_word(rest);
        let magnitude = Some(second).filter(|word| MAGNITUDES.contains(word));
        let rest = if magnitude.is_some() { after } else { rest };
        return Some(Unit { magnitude, currency: Some(currency), share: None, rest });
    }
    let (second, after) = split_word(rest);
    let currency = Currency::of(second).filter(|_| MAGNITUDES.contains(&first))?;
    Some(Unit { magnitude: Some(first), currency: Some(currency), share: None, rest: after })
}

/// The first word and what follows it: `EUR`, `/MWh`.
fn split_word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}

/// What follows a word at the start of a text; `None` where the text starts with another word.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unit_is_named_in_the_language_of_the_site() {
        for (unit, english, german) in [
            ("", "", ""),
            ("%", "per cent", "Prozent"),
            ("percent", "per cent", "Prozent"),
            ("% of rents", "per cent of rents", "Prozent of rents"),
            ("percentage points", "percentage points", "Prozentpunkte"),
            ("‰", "per mille", "Promille"),
            ("USD", "US dollars", "US-Dollar"),
            ("€", "euros", "Euro"),
            ("EUR per m²", "euros per m²", "Euro per m²"),
            ("million EUR", "million euros", "million Euro"),
            ("EUR million per year", "million euros per year", "million Euro per year"),
            ("Mio. €", "Mio. euros", "Mio. Euro"),
            ("EUR/MWh", "euros per MWh", "Euro je MWh"),
            ("km/h", "km/h", "km/h"),
            ("CHF", "Swiss francs", "Schweizer Franken"),
            ("billion parameters", "billion parameters", "billion parameters"),
            ("USDT", "USDT", "USDT"),
            ("percentile", "percentile", "percentile"),
        ] {
            let names = ["en-GB", "de"].map(|tag| Unit::parse(unit).name(&Locale::new(tag, &[])));
            assert_eq!(names, [english, german], "{unit}");
        }
    }

    #[test]
    fn codes_and_symbols_name_one_currency_each() {
        let mut names: Vec<&str> = CURRENCIES.iter().map(|currency| currency.code).collect();
        names.extend(CURRENCIES.iter().filter_map(|currency| currency.symbol));
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
