//! Values that do not fit where they stand, with what would: ids, dates, words of a fixed list.

use super::yaml::Str;
use crate::diagnostics::{Code, Diagnostic, Report, codes, suggest};
use crate::model::Word;

/// Reports an id that does not last in an address.
pub(super) fn check_id(id: &Str, what: &str, report: &mut Report) {
    if !id.text.is_empty() && !is_lasting(&id.text) {
        let message = format!("{what} \"{}\" will not last in an address", id.text);
        let found = Diagnostic::at(&codes::BAD_ID, id.span, message)
            .help("write lower-case letters, digits and hyphens");
        report.push(match slug::slugify(&id.text) {
            made if made.is_empty() => found,
            made => found.fix(id.span, made),
        });
    }
}

/// A date that cannot be read, with the forms that can.
pub(super) fn bad_date(said: &Str, code: &'static Code) -> Diagnostic {
    Diagnostic::at(code, said.span, format!("\"{}\" is no date", said.text))
        .help("write 2026, 2026-06 or 2026-06-28")
}

/// A word that is not in its list, with the nearest and all of them.
pub(super) fn unknown_word<W: Word>(code: &'static Code, said: &Str, what: &str) -> Diagnostic {
    let words: Vec<&str> = W::words().into_iter().filter(|w| !w.is_empty()).collect();
    let near = suggest::nearest(&said.text, words.iter().copied(), 1);
    let hint = near.first().map_or(String::new(), |n| format!("; did you mean \"{n}\"?"));
    let found =
        Diagnostic::at(code, said.span, format!("{what} cannot be \"{}\"{hint}", said.text));
    let found = found.help(format!("the words are: {}", words.join(", ")));
    match near.first() {
        Some(word) => found.fix(said.span, *word),
        None => found,
    }
}

/// Lower-case letters, digits and hyphens.
pub fn is_lasting(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
