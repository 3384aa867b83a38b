//! The characters of an input: UTF-8, UTF-16 with or without a byte order mark, what a file says of itself, or
//! Windows-1252, in which reference managers of older Windows write.
//!
//! Source of the names of encodings: the WHATWG Encoding Standard.

use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far a file's own word on its encoding is looked for, in bytes.
const HEADER: usize = 1024;

/// An input as text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DecodedText {
    pub text: String,
    /// How it was read, in words, where it is not UTF-8.
    pub encoding: Option<String>,
}

/// Decodes an input; `None` where it is no text.
pub(super) fn decode(bytes: Vec<u8>) -> Option<DecodedText> {
    if let Some(encoding) = utf_16(&bytes) {
        let (text, _) = encoding.decode_with_bom_removal(&bytes);
        return without_controls(text.into_owned(), Some(encoding.name().to_string()));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            let text = match text.strip_prefix('\u{feff}') {
                Some(text) => text.to_string(),
                None => text,
            };
            return without_controls(text, None);
        }
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = declared(&bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        let name = format!("{}, as it says", encoding.name());
        return without_controls(text.into_owned(), Some(name));
    }
    // parts of a library can come from programs with different encodings
    let mut text = String::with_capacity(bytes.len());
    let mut other = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        other += chunk.invalid().len();
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    let is_mixed = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    let name = match is_mixed {
        true => format!("UTF-8 with {other} bytes of windows-1252"),
        false => "windows-1252".to_string(),
    };
    without_controls(text, Some(name))
}

/// The first word of a text that was decoded with letters other than those of ASCII, and its line.
pub(super) fn first_special_word(text: &str) -> Option<(usize, &str)> {
    let lines = text.lines().enumerate();
    let mut words = lines.flat_map(|(n, line)| line.split_whitespace().map(move |w| (n + 1, w)));
    words.find(|(_, word)| !word.is_ascii())
}

/// UTF-16 by its mark, or since every other byte of its start is zero.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding).filter(|encoding| *encoding != UTF_8);
    }
    let start = &bytes[..bytes.len().min(HEADER)];
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = start.len() / 4;
    match (even, odd) {
        (0, odd) if odd > most => Some(UTF_16LE),
        (even, 0) if even > most => Some(UTF_16BE),
        _ => None,
    }
}

/// `% Encoding: Cp1252` of JabRef, `charset=windows-1252` of a page; UTF-8 has failed by then.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(HEADER)]).to_lowercase();
    for key in ["encoding:", "charset="] {
        let Some((_, after)) = start.split_once(key) else { continue };
        let after = after.trim_start_matches([' ', '"', '\'']);
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
        let label = after[..end.unwrap_or(after.len())].replace('_', "-");
        let encoding = match label.as_str() {
            "macroman" => Some(MACINTOSH),
            label => Encoding::for_label(label.as_bytes()),
        };
        if let Some(encoding) = encoding.filter(|encoding| *encoding != UTF_8) {
            return Some(encoding);
        }
    }
    None
}

/// A text of which controls without a meaning are marked as unreadable; `None` for one with zeros, which is no text.
fn without_controls(text: String, encoding: Option<String>) -> Option<DecodedText> {
    if text.contains('\0') {
        return None;
    }
    let text = match encoding.is_some() && text.contains(is_unreadable) {
        true => text.replace(is_unreadable, "\u{fffd}"),
        false => text,
    };
    Some(DecodedText { text, encoding })
}

fn is_unreadable(c: char) -> bool {
    ('\u{80}'..='\u{9f}').contains(&c) && c != '\u{85}'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, Option<String>) {
        let decoded = decode(bytes.to_vec()).unwrap();
        (decoded.text, decoded.encoding)
    }

    fn utf_16(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf_8_stays_and_loses_its_mark() {
        assert_eq!(decoded("Müller".as_bytes()), ("Müller".to_string(), None));
        assert_eq!(decoded("\u{feff}Müller".as_bytes()), ("Müller".to_string(), None));
    }

    #[test]
    fn utf_16_is_found_with_and_without_its_mark() {
        let text = "TY  - JOUR\nAU  - Müller, Zoë\n";
        let little = |text: &str| decoded(&utf_16(text, u16::to_le_bytes));
        let big = |text: &str| decoded(&utf_16(text, u16::to_be_bytes));
        assert_eq!(little(text), (text.to_string(), Some("UTF-16LE".to_string())));
        assert_eq!(little(&format!("\u{feff}{text}")), little(text));
        assert_eq!(big(text), (text.to_string(), Some("UTF-16BE".to_string())));
        assert_eq!(big(&format!("\u{feff}{text}")), big(text));
    }

    #[test]
    fn windows_1252_is_read_alone_and_among_utf_8() {
        let name = |name: &str| Some(name.to_string());
        assert_eq!(
            decoded(b"M\xfcller \x96 5 \x80"),
            ("Müller – 5 €".into(), name("windows-1252"))
        );
        let mixed = [&b"M\xfcller "[..], "Łódź".as_bytes()].concat();
        assert_eq!(
            decoded(&mixed),
            ("Müller Łódź".into(), name("UTF-8 with 1 bytes of windows-1252"))
        );
        assert_eq!(decoded(b"a\x81\xfc").0, "a\u{fffd}ü");
    }

    #[test]
    fn a_file_says_what_it_is_written_in() {
        let text = decoded(b"% Encoding: ISO8859_2\n@misc{a, author = {\xa3\xf3d\xbc}}");
        assert!(text.0.contains("Łódź"), "{text:?}");
        assert_eq!(text.1.as_deref(), Some("ISO-8859-2, as it says"));
        let text = decoded(b"% Encoding: UTF8\n@misc{a, author = {M\xfcller}}");
        assert_eq!(text.1.as_deref(), Some("windows-1252"));
        let text = decoded(b"%% Encoding: MacRoman\nM\x9fller");
        assert!(text.0.ends_with("Müller"), "{text:?}");
    }

    #[test]
    fn what_has_zeros_is_no_text() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()), None);
    }
}
