//! vocabulary.yaml as written: the words that a site adds.

use super::fields::Fields;
use super::file_kind::FileKind;
use super::records::mapping;
use super::validate::short_slug;
use super::yaml::{RawLabel, Str};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::{
    COLOURS, EntityKind, Extensible, ObservationKind, PublisherKind, Side, TensionKind,
    VocabularyList,
};
use crate::source::{FileId, SourceFile};

#[derive(Debug, Default)]
pub struct RawVocabulary {
    pub entities: Vec<RawTerm<EntityKind>>,
    pub publishers: Vec<RawTerm<PublisherKind>>,
    pub observations: Vec<RawTerm<ObservationKind>>,
    pub tensions: Vec<RawTerm<TensionKind>>,
    pub sides: Vec<RawTerm<Side>>,
    pub tags: Vec<RawTerm<()>>,
}

/// A word with what the site says of it.
#[derive(Debug)]
pub struct RawTerm<W> {
    pub word: Str,
    pub like: Option<W>,
    pub label: Vec<RawLabel>,
    pub plural: Vec<RawLabel>,
    pub order: Option<i64>,
    pub colour: Option<u8>,
    /// Of a tag: the words that it had before.
    pub aliases: Vec<Str>,
}

pub fn read(file: FileId, text: &SourceFile, report: &mut Report) -> RawVocabulary {
    record(mapping(FileKind::Vocabulary, file, text, report))
}

pub(super) fn record(mut f: Fields<'_>) -> RawVocabulary {
    let found = RawVocabulary {
        entities: kinds(&mut f, "an own kind of entity"),
        publishers: kinds(&mut f, "an own kind of publisher"),
        observations: kinds(&mut f, "an own kind of observation"),
        tensions: kinds(&mut f, "an own kind of tension"),
        sides: f.named(Side::LIST, "an own side", |word, mut t| {
            let term = kind(word, &mut t, colour);
            t.done();
            term
        }),
        tags: f.named(VocabularyList::Tags, "a tag", |word, mut t| {
            check_word(&word, t.report);
            let tag = RawTerm {
                word,
                like: None,
                label: t.by_language("label"),
                plural: Vec::new(),
                order: t.number("order").map(|order| order as i64),
                colour: colour(&mut t),
                aliases: t.strs("aliases"),
            };
            t.done();
            tag
        }),
    };
    f.done();
    found
}

fn kinds<W: Extensible>(f: &mut Fields<'_>, what: &'static str) -> Vec<RawTerm<W>> {
    f.named(W::LIST, what, |word, mut t| {
        let term = kind(word, &mut t, |_| None);
        t.done();
        term
    })
}

/// A word that is not built in needs the built-in word that it acts like.
fn kind<W: Extensible>(
    word: Str,
    t: &mut Fields<'_>,
    colour: impl Fn(&mut Fields<'_>) -> Option<u8>,
) -> RawTerm<W> {
    check_word(&word, t.report);
    let label = t.by_language("label");
    let plural = t.by_language("plural");
    let built_in = W::parse(&word.text);
    let span = t.peek_span("like");
    let like: Option<W> = t.word("like");
    match (built_in, like, span) {
        (Some(built_in), Some(like), Some(span)) if built_in != like => {
            let message = format!("\"{}\" is built in, and acts like nothing else", word.text);
            let help = "remove `like`, or choose another word";
            t.report.add(&codes::WRONG_TYPE, span, message, help);
        }
        (None, None, _) if !t.has("like") => {
            let message = format!("\"{}\" does not say which built-in word it is like", word.text);
            let help = format!("add `like:` with one of: {}", W::words().join(", "));
            t.report.add(&codes::MISSING_KEY, word.span, message, help);
        }
        _ => {}
    }
    RawTerm {
        word,
        like: built_in.or(like),
        label,
        plural,
        order: t.number("order").map(|order| order as i64),
        colour: colour(t),
        aliases: Vec::new(),
    }
}

/// Reports a word that cannot be written in content or has no part of an address in it.
fn check_word(word: &Str, report: &mut Report) {
    let is_lower =
        word.text.chars().all(|c| c.is_alphanumeric() && !c.is_uppercase() || "- ".contains(c));
    if is_lower && !short_slug(&word.text).is_empty() {
        return;
    }
    let message = format!("\"{}\" is not a word of a vocabulary", word.text);
    let found = Diagnostic::at(&codes::BAD_ID, word.span, message).help(
        "write lower-case letters, digits, hyphens and spaces, and give the rest as its label",
    );
    report.push(match short_slug(&word.text) {
        made if made.is_empty() => found,
        made => found.fix(word.span, made),
    });
}

fn colour(t: &mut Fields<'_>) -> Option<u8> {
    let span = t.peek_span("colour");
    let colour = t.count("colour")?;
    if colour <= u32::from(COLOURS) {
        return Some(colour as u8);
    }
    if let Some(span) = span {
        let message = format!("`colour` is a number from 1 to {COLOURS}, not {colour}");
        let help = "each number is a colour and a shape that can be told apart from the others";
        t.report.add(&codes::BAD_NUMBER, span, message, help);
    }
    None
}
