//! How wide words are in a picture, whose letters nobody measures before a browser draws them.

/// The width of most characters.
pub(crate) const CHARACTER: i32 = 7;

/// The width of a text in a picture, rather too large than too small.
pub(crate) fn text_width(text: &str) -> i32 {
    text.chars().map(character_width).sum()
}

pub(crate) fn character_width(c: char) -> i32 {
    match c {
        'W' | 'M' | '@' | 'm' | 'w' | '%' | '—' | '…' | '→' => 11,
        // Chinese, Japanese and Korean
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{ffe6}' | '\u{1f300}'..='\u{3fffd}' => 13,
        _ if c.is_uppercase() => 9,
        _ => CHARACTER,
    }
}
