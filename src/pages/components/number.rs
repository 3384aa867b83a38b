//! Numbers as people read them: `$8 billion`, `58.6%`, `5–22 months`.
//!
//! Takes a measured value as it is recorded. Loses no digit: what does not come out short is written whole, with a comma
//! between its thousands.

use crate::model::Figure;

const LARGE: [(f64, &str, &str); 3] =
    [(1e12, " trillion", " tn"), (1e9, " billion", " bn"), (1e6, " million", " m")];
/// Units that precede their number.
const BEFORE: [(&str, &str); 3] = [("USD", "$"), ("EUR", "€"), ("GBP", "£")];

/// A value, or a range of values, with its unit.
pub(crate) fn amount(value: f64, upper: Option<f64>, unit: &str) -> String {
    let (before, rest) = sign_of(unit);
    let gap = if rest.is_empty() || rest == "%" { "" } else { " " };
    format!("{}{gap}{rest}", numbers(before, value, upper))
}

/// The value of a figure with the words that say what kind of value it is: `about 5 months`, `at least 45%`.
pub(crate) fn figure_value(figure: &Figure) -> String {
    format!("{}{}", figure.qualifier(), amount(figure.value, figure.upper, &figure.unit))
}

/// The same where the unit is shown elsewhere; only what is written at the number itself stays.
pub(crate) fn bare(value: f64, upper: Option<f64>, unit: &str) -> String {
    let (before, rest) = sign_of(unit);
    let percent = if rest == "%" { rest } else { "" };
    format!("{}{percent}", numbers(before, value, upper))
}

/// A round number for an axis: `100 bn`, `1.6 m`, `25,000`.
pub(crate) fn tick(value: f64) -> String {
    let scale = LARGE.into_iter().find(|(size, ..)| value.abs() >= *size);
    let (scaled, sign) = scale.map_or((value, ""), |(size, _, sign)| (value / size, sign));
    format!("{}{sign}", grouped((scaled * 100.0).round() / 100.0))
}

fn numbers(before: &str, value: f64, upper: Option<f64>) -> String {
    let upper = upper.map(|u| format!("–{before}{}", number(u))).unwrap_or_default();
    format!("{before}{}{upper}", number(value))
}

/// The sign before a number, and the part of the unit that follows it.
fn sign_of(unit: &str) -> (&'static str, &str) {
    let found = BEFORE.into_iter().find_map(|(word, sign)| Some((sign, unit.strip_prefix(word)?)));
    match found {
        Some((sign, rest)) if rest.is_empty() || rest.starts_with(' ') => (sign, rest.trim_start()),
        _ => ("", unit),
    }
}

fn number(value: f64) -> String {
    let short =
        LARGE.into_iter().find(|(size, ..)| value.abs() >= *size).and_then(|(size, word, _)| {
            let scaled = value / size;
            let is_short = ((scaled * 100.0).round() / 100.0 * size - value).abs() < 0.5;
            is_short.then(|| format!("{}{word}", grouped((scaled * 100.0).round() / 100.0)))
        });
    short.unwrap_or_else(|| grouped(value))
}

/// A number with a comma between its thousands.
fn grouped(value: f64) -> String {
    let plain = value.to_string();
    let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), None), |(w, r)| (w, Some(r)));
    let mut out = String::new();
    for (i, c) in whole.char_indices() {
        let left = whole.len() - i;
        if i > 0 && left.is_multiple_of(3) && !out.ends_with('-') {
            out.push(',');
        }
        out.push(c);
    }
    match rest {
        Some(rest) => format!("{out}.{rest}"),
        None => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let shown = [58.6, 1754.0, 24000.0, -1000.5, 0.14, -100.0].map(grouped);
        assert_eq!(shown, ["58.6", "1,754", "24,000", "-1,000.5", "0.14", "-100"]);
    }

    #[test]
    fn amounts_read_as_people_say_them_and_lose_no_digit() {
        let shown = [
            amount(8e9, None, "USD"),
            amount(0.28, None, "USD per million tokens"),
            amount(70.0, Some(90.0), "%"),
            amount(5.0, Some(22.0), "months"),
            amount(10_000_000.0, None, "tokens"),
            amount(1_234_567.0, None, ""),
            amount(3.0, None, "USDT"),
            bare(5_600_000.0, Some(6e6), "USD"),
            bare(1754.0, None, "Elo"),
        ];
        let expected = [
            "$8 billion",
            "$0.28 per million tokens",
            "70–90%",
            "5–22 months",
            "10 million tokens",
            "1,234,567",
            "3 USDT",
            "$5.6 million–$6 million",
            "1,754",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_marks_of_an_axis_are_short() {
        assert_eq!(
            [1e11, 1_600_000.0, 0.14, 9999.0, 25_000.0].map(tick),
            ["100 bn", "1.6 m", "0.14", "9,999", "25,000"]
        );
    }
}
