//! The quotation marks of languages, as the messages that set words in them have them.

use super::file::{LocaleFile, built_in, built_in_tags};
use super::id::MessageId;
use super::message::{Message, Piece};
use crate::markdown::QuotationMarks;
use crate::model::language::is_same_language;
use std::sync::{Arc, LazyLock, OnceLock};

/// The marks of `quote.outer` and `quote.inner`; `None` where one is no text round one place.
pub(super) fn quotation_marks(outer: &Message, inner: &Message) -> Option<QuotationMarks> {
    Some(QuotationMarks::new(around_words(outer)?, around_words(inner)?))
}

fn around_words(message: &Message) -> Option<(&str, &str)> {
    let Message::Text(text) = message else { return None };
    match text.pieces() {
        [Piece::Words(before), Piece::Argument(_), Piece::Words(after)] => Some((before, after)),
        _ => None,
    }
}

/// The marks of the languages that some files have, by their tags.
pub(super) fn marks_of_files(files: &[Arc<LocaleFile>]) -> Vec<(String, QuotationMarks)> {
    let mut out = Vec::new();
    for file in files {
        out.extend(marks_of_file(file).map(|marks| (file.tag.clone(), marks)));
    }
    out
}

fn marks_of_file(file: &LocaleFile) -> Option<QuotationMarks> {
    quotation_marks(message(file, MessageId::QuoteOuter)?, message(file, MessageId::QuoteInner)?)
}

fn message(file: &LocaleFile, wanted: MessageId) -> Option<&Message> {
    file.messages.iter().find(|(id, _)| *id == wanted).map(|(_, message)| message)
}

/// The marks of a language that is in the program. Its file is read when it is asked for.
pub(super) fn built_in_marks(language: &str) -> Option<&'static QuotationMarks> {
    type Marks = OnceLock<Option<QuotationMarks>>;
    static MARKS: LazyLock<Vec<(&str, Marks)>> =
        LazyLock::new(|| built_in_tags().into_iter().map(|tag| (tag, Marks::new())).collect());
    let (tag, marks) = MARKS.iter().find(|(tag, _)| is_same_language(tag, language))?;
    marks.get_or_init(|| built_in(tag).and_then(|file| marks_of_file(&file))).as_ref()
}
