//! Values as YAML takes them whatever is in them.

/// A text in one line: as it is where YAML would read the same words, else in double quotes.
pub fn scalar(text: &str) -> String {
    let text = line(text);
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_alphanumeric() || " .’“”()–—/&+-".contains(c))
        && !text.ends_with(' ')
        && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
            .contains(&text.to_lowercase().as_str());
    if plain { text } else { quoted(&text) }
}

/// A text in double quotes. JSON's strings are YAML's.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A text without line breaks and control characters.
pub fn line(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    super::blocks::flat(&clean)
}
