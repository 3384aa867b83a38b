//! Units of measured values: currencies, shares, and magnitudes that are part of a unit.
//!
//! The one place that knows units. What it does not know is shown as it is written, after the number.

/// A currency by its ISO 4217 code.
#[derive(Debug, PartialEq, Eq)]
pub struct Currency {
    pub code: &'static str,
    /// The symbol next to a number, if it is not the code.
    pub symbol: Option<&'static str>,
    /// A symbol that is used only where one of these languages is spoken.
    home: Option<(&'static [&'static str], &'static str)>,
    /// In English, of several.
    name: &'static str,
}

const fn currency(code: &'static str, symbol: &'static str, name: &'static str) -> Currency {
    let symbol = if symbol.is_empty() { None } else { Some(symbol) };
    Currency { code, symbol, home: None, name }
}

const fn local(
    code: &'static str,
    languages: &'static [&'static str],
    symbol: &'static str,
    name: &'static str,
) -> Currency {
    Currency { code, symbol: None, home: Some((languages, symbol)), name }
}

/// The currencies with a symbol or a name of their own; any other code is shown as it is written.
static CURRENCIES: [Currency; 42] = [
    currency("USD", "$", "US dollars"),
    currency("EUR", "€", "euros"),
    currency("GBP", "£", "pounds"),
    currency("JPY", "¥", "yen"),
    currency("CNY", "CN¥", "yuan"),
    currency("INR", "₹", "rupees"),
    currency("KRW", "₩", "won"),
    currency("BRL", "R$", "reais"),
    currency("ILS", "₪", "shekels"),
    currency("UAH", "₴", "hryvnias"),
    currency("TRY", "₺", "Turkish lira"),
    currency("VND", "₫", "dong"),
    currency("PHP", "₱", "Philippine pesos"),
    currency("NGN", "₦", "naira"),
    currency("KZT", "₸", "tenge"),
    currency("GEL", "₾", "lari"),
    currency("TWD", "NT$", "Taiwan dollars"),
    currency("HKD", "HK$", "Hong Kong dollars"),
    currency("SGD", "S$", "Singapore dollars"),
    currency("AUD", "A$", "Australian dollars"),
    currency("CAD", "CA$", "Canadian dollars"),
    currency("NZD", "NZ$", "New Zealand dollars"),
    currency("MXN", "MX$", "Mexican pesos"),
    currency("CHF", "", "Swiss francs"),
    currency("ZAR", "", "rand"),
    currency("AED", "", "dirhams"),
    currency("SAR", "", "riyals"),
    currency("EGP", "", "Egyptian pounds"),
    currency("IDR", "", "rupiah"),
    currency("ARS", "", "Argentine pesos"),
    currency("CLP", "", "Chilean pesos"),
    currency("COP", "", "Colombian pesos"),
    local("SEK", &["sv"], "kr", "Swedish kronor"),
    local("NOK", &["nb", "nn", "no"], "kr", "Norwegian kroner"),
    local("DKK", &["da"], "kr.", "Danish kroner"),
    local("ISK", &["is"], "kr.", "Icelandic krónur"),
    local("PLN", &["pl"], "zł", "zloty"),
    local("CZK", &["cs"], "Kč", "Czech koruny"),
    local("HUF", &["hu"], "Ft", "forints"),
    local("RON", &["ro"], "lei", "Romanian lei"),
    local("BGN", &["bg"], "лв.", "leva"),
    local("RUB", &["ru"], "₽", "roubles"),
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

/// The primary part of a language tag.
pub(super) fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
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

    /// Its name without a number: `US dollars per million tokens`. Names are English; in a text
    /// of another language a unit is named by its sign. Empty for a number without a unit.
    pub fn name(&self, language: &str) -> String {
        let is_english = primary(language) == "en";
        let name = match (self.currency, self.share) {
            (Some(currency), _) if is_english => currency.name,
            (Some(currency), _) => currency.sign(language),
            (None, Some(Share::Percent)) if is_english => "per cent",
            (None, Some(Share::PerMille)) if is_english => "per mille",
            (None, Some(Share::Points)) if is_english => "percentage points",
            (None, Some(share)) => share.sign(),
            (None, None) => "",
        };
        let rest = match self.rest.strip_prefix('/') {
            Some(divisor) if is_english => format!("per {}", divisor.trim_start()),
            _ => self.rest.to_string(),
        };
        let words = [self.magnitude.unwrap_or_default(), name, rest.as_str()];
        let words = words.iter().copied().filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ").replace(" /", "/")
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
    fn unit_is_named_in_english_or_by_its_sign() {
        for (unit, english, german) in [
            ("", "", ""),
            ("%", "per cent", "%"),
            ("percent", "per cent", "%"),
            ("% of rents", "per cent of rents", "% of rents"),
            ("percentage points", "percentage points", "pp"),
            ("‰", "per mille", "‰"),
            ("USD", "US dollars", "$"),
            ("€", "euros", "€"),
            ("EUR per m²", "euros per m²", "€ per m²"),
            ("million EUR", "million euros", "million €"),
            ("EUR million per year", "million euros per year", "million € per year"),
            ("Mio. €", "Mio. euros", "Mio. €"),
            ("EUR/MWh", "euros per MWh", "€/MWh"),
            ("km/h", "km/h", "km/h"),
            ("CHF", "Swiss francs", "CHF"),
            ("billion parameters", "billion parameters", "billion parameters"),
            ("USDT", "USDT", "USDT"),
            ("percentile", "percentile", "percentile"),
        ] {
            let names = ["en-GB", "de"].map(|language| Unit::parse(unit).name(language));
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
