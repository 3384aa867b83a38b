//! The tokens of a style that matter for its comments: what looks like one within a string or an address is none.

/// The comments, strings, addresses, escapes and other bytes of a style, in order. A comment starts with `/*`.
pub fn style_tokens(style: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = style;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (token, behind) = rest.split_at(token_length(rest));
        rest = behind;
        Some(token)
    })
}

/// A style with a space in place of each character of its comments, so that lines and columns stay.
pub fn without_style_comments(style: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(style.len());
    for token in style_tokens(style) {
        if token.starts_with(b"/*") {
            let starts = token.iter().filter(|byte| (**byte as i8) >= -0x40);
            out.extend(starts.map(|byte| if *byte == b'\n' { b'\n' } else { b' ' }));
        } else {
            out.extend_from_slice(token);
        }
    }
    out
}

/// The length of the comment, string, address, escape or byte at the start.
fn token_length(style: &[u8]) -> usize {
    if style.starts_with(b"/*") {
        let end = style.windows(2).skip(2).position(|two| two == b"*/");
        return end.map_or(style.len(), |end| end + 4);
    }
    if style[0] == b'"' || style[0] == b'\'' {
        return quoted(style);
    }
    if style.len() >= 4 && style[..4].eq_ignore_ascii_case(b"url(") {
        let inside = style[4..].trim_ascii_start();
        if inside.starts_with(b"\"") || inside.starts_with(b"'") {
            return 4;
        }
        let end = style.iter().position(|byte| *byte == b')');
        return end.map_or(style.len(), |end| end + 1);
    }
    if style[0] == b'\\' { style.len().min(2) } else { 1 }
}

/// The length of the string at the start, up to its closing mark; one that is not closed ends with its line.
fn quoted(style: &[u8]) -> usize {
    let mut at = 1;
    while at < style.len() {
        match style[at] {
            b'\\' => at += 2,
            b'\n' => return at,
            byte if byte == style[0] => return at + 1,
            _ => at += 1,
        }
    }
    style.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_become_spaces_and_strings_stay() {
        let style = "a { /* é\n */ b: \"/* c */\" } /* d";
        let blank = "a {     \n    b: \"/* c */\" }     ";
        let found = without_style_comments(style.as_bytes());
        assert_eq!(String::from_utf8(found).unwrap(), blank);
    }
}
