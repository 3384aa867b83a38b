//! Reads numbers, and says what to write in place of a text that is not one.

use super::validate::Parsed;
use super::yaml::Str;
use crate::diagnostics::{Diagnostic, codes};

/// A number, without the underscores between its digits. `key` is the one that it is read for.
pub(super) fn parse_number(text: &Str, key: &str) -> Parsed<f64> {
    match text.text.replace('_', "").parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => {
            let message = format!("`{key}` is a number, not \"{}\"", text.text);
            let wrong = Diagnostic::at(&codes::BAD_NUMBER, text.span, message);
            Err(Box::new(wrong.help(number_help(&text.text, key))))
        }
    }
}

/// A whole number from 1 up.
pub(super) fn parse_count(text: &Str, key: &str) -> Parsed<u32> {
    let number = parse_number(text, key)?;
    if number >= 1.0 && number.fract() == 0.0 {
        return Ok(number as u32);
    }
    let message = format!("`{key}` is a whole number from 1 up, not {number}");
    let wrong = Diagnostic::at(&codes::BAD_NUMBER, text.span, message);
    Err(Box::new(wrong.help("write a number such as 7")))
}

/// What to write in place of a text that is not a number.
fn number_help(text: &str, key: &str) -> String {
    let low = text.trim().to_lowercase();
    let days = [
        ("daily", 1),
        ("weekly", 7),
        ("fortnightly", 14),
        ("monthly", 30),
        ("quarterly", 91),
        ("yearly", 365),
    ];
    if let Some((_, days)) = days.into_iter().find(|(word, _)| key == "cadence" && *word == low) {
        return format!("it is a number of days; write {days}");
    }
    if let Some((lower, upper)) = low.split_once(['-', '–'])
        && let (Some(lower), Some(upper)) = (plain_number(lower), plain_number(upper))
    {
        return format!("write `{key}: {lower}` and `upper: {upper}`");
    }
    if let Some(number) = plain_number(&low) {
        return format!("write {number}");
    }
    let number = text.trim().trim_matches(|c: char| !is_of_number(c)).trim_matches(['.', ',']);
    let unit = text.trim().replacen(number, "", 1);
    let unit = unit.trim();
    match plain_number(number) {
        Some(number) if key == "cadence" && ["d", "day", "days"].contains(&unit) => {
            format!("it is a number of days; write {number}")
        }
        Some(number) if key == "value" && is_approximate(unit) => {
            format!("write `value: {number}` and `approximate: true`")
        }
        Some(number) if key == "value" && !unit.contains(|c: char| c.is_ascii_digit()) => {
            format!("write `value: {number}` and `unit: \"{unit}\"`")
        }
        _ if key == "cadence" => {
            "write the number of days between two gathers, such as 7".to_string()
        }
        _ => "write a plain number, such as 58.6 or 7".to_string(),
    }
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || ".,-+".contains(c)
}

fn is_approximate(words: &str) -> bool {
    let words = words.trim_end_matches('.').to_lowercase();
    ["~", "≈", "c", "ca", "circa", "about", "around", "approx", "some"].contains(&words.as_str())
}

/// A number with separators, as agon reads it: `1,500` is 1500, `1,5` is 1.5, `1 000` is 1000.
fn plain_number(text: &str) -> Option<String> {
    let text: String = text.trim().chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let text = text.strip_prefix('+').unwrap_or(&text).replace('−', "-");
    let groups: Vec<&str> = text.split(',').collect();
    let is_grouped = groups.len() > 1
        && groups[1..].iter().all(|group| {
            let digits = group.split('.').next().unwrap_or_default();
            digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit())
        });
    let number = match groups.len() {
        1 => text,
        _ if is_grouped => groups.concat(),
        2 if !text.contains('.') => groups.join("."),
        _ => return None,
    };
    let is_number = number.parse::<f64>().is_ok_and(f64::is_finite);
    Some(number).filter(|number| is_number && number.contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_for_a_number_keeps_its_value() {
        for (text, key, help) in [
            ("-31%", "value", "write `value: -31` and `unit: \"%\"`"),
            ("20-30", "value", "write `value: 20` and `upper: 30`"),
            ("1,5", "value", "write 1.5"),
            ("1,500", "value", "write 1500"),
            ("1 000", "value", "write 1000"),
            ("5 million", "value", "write `value: 5` and `unit: \"million\"`"),
            ("€5", "value", "write `value: 5` and `unit: \"€\"`"),
            ("ca. 5", "value", "write `value: 5` and `approximate: true`"),
            ("~5", "value", "write `value: 5` and `approximate: true`"),
            ("many", "value", "write a plain number, such as 58.6 or 7"),
            ("monthly", "cadence", "it is a number of days; write 30"),
            ("7 days", "cadence", "it is a number of days; write 7"),
            ("often", "cadence", "write the number of days between two gathers, such as 7"),
        ] {
            assert_eq!(number_help(text, key), help, "{text}");
        }
    }
}
