//! The words of a site: those of content/vocabulary.yaml beside the built-in ones, and what texts mean by them.

use crate::content::parse::vocabulary::RawTerm;
use crate::content::parse::yaml::RawLabel;
use crate::content::parse::{Raw, Str};
use crate::diagnostics::{Code, Diagnostic, Report, codes, suggest};
use crate::model::*;

/// Reads what the site adds to each list.
pub(super) fn collect(raw: &Raw, site: &mut Site, report: &mut Report) {
    let language = raw.site.language.clone().unwrap_or_else(|| "en".to_string());
    let Some(found) = &raw.vocabulary else { return };
    let vocabulary = &mut site.vocabulary;
    add(&found.entities, vocabulary, &language, report);
    add(&found.publishers, vocabulary, &language, report);
    add(&found.observations, vocabulary, &language, report);
    add(&found.tensions, vocabulary, &language, report);
    add(&found.sides, vocabulary, &language, report);
    for tag in &found.tags {
        vocabulary.tags.push(row(tag, &language, report));
    }
    vocabulary.tags.sort_by_key(|tag| tag.order.unwrap_or(i64::MAX));
    colour_sides(&mut vocabulary.sides);
}

fn add<W: Extensible>(
    terms: &[RawTerm<W>],
    vocabulary: &mut Vocabulary,
    language: &str,
    report: &mut Report,
) {
    for term in terms {
        let row = row(term, language, report);
        // A word without one is reported already.
        if let Some(base) = term.like {
            W::terms_mut(vocabulary).declare(base, row);
        }
    }
}

fn row<W>(term: &RawTerm<W>, language: &str, report: &mut Report) -> TermRow {
    let mut label = |labels: &[RawLabel], key: &str| {
        let found = in_language(labels, language);
        if let (None, [first, ..]) = (&found, labels)
            && let Some(tag) = &first.language
        {
            let message = format!("`{key}` of \"{}\" is not given in {language}", term.word.text);
            let help = format!("add `{language}: …`, the language of this site");
            report.add(&codes::MISSING_KEY, tag.span, message, help);
        }
        found
    };
    TermRow {
        word: term.word.text.clone(),
        label: label(&term.label, "label"),
        plural: label(&term.plural, "plural"),
        order: term.order,
        colour: term.colour,
        declared: Some(term.word.span),
        aliases: term.aliases.iter().map(|alias| alias.text.clone()).collect(),
    }
}

/// The text for a language: of its own tag, else of its primary part, else the one for all languages.
fn in_language(labels: &[RawLabel], language: &str) -> Option<String> {
    let primary = language.split('-').next().unwrap_or(language);
    let of = |wanted: Option<&str>| {
        let is_wanted =
            |label: &&RawLabel| label.language.as_ref().map(|l| l.text.as_str()) == wanted;
        labels.iter().find(is_wanted).map(|label| label.text.clone())
    };
    of(Some(language)).or_else(|| of(Some(primary))).or_else(|| of(None))
}

/// Sides of a site that act like one built-in side, without colours of their own, get different ones.
fn colour_sides(sides: &mut Terms<Side>) {
    let mut taken: Vec<u8> = sides.declared().filter_map(|(_, row, _)| row.colour).collect();
    for term in sides.all() {
        let (row, like) = (sides.row(term), sides.like(term));
        if row.colour.is_some() || like.is_none() || like == Some(Side::Unsided) {
            continue;
        }
        let usual = sides.colour(term);
        let free = (1..=COLOURS).find(|colour| !taken.contains(colour) && *colour > 3);
        let colour = if taken.contains(&usual) { free.unwrap_or(usual) } else { usual };
        taken.push(colour);
        let row = TermRow { colour: Some(colour), ..row.clone() };
        sides.declare(term.base, row);
    }
}

/// The kind that a word names; `None` for an unknown one, which is reported.
pub(super) fn term<W: Extensible>(
    word: &Str,
    vocabulary: &Vocabulary,
    (code, what): (&'static Code, &str),
    report: &mut Report,
) -> Option<Term<W>> {
    let terms = W::terms(vocabulary);
    let found = terms.parse(&word.text);
    if found.is_none() && !vocabulary.is_incomplete {
        report.push(unknown(code, word, what, W::LIST, &terms.words()));
    }
    found
}

/// Reports a word that is neither built in nor declared.
pub(super) fn unknown(
    code: &'static Code,
    word: &Str,
    what: &str,
    list: VocabularyList,
    words: &[&str],
) -> Diagnostic {
    let message = format!("{what} cannot be \"{}\"", word.text);
    let like = if list == VocabularyList::Tags { "" } else { ", like: …" };
    let declare = format!(
        "declare it in content/vocabulary.yaml: `{}: {{{}: {{label: …{like}}}}}`",
        list.key(),
        word.text.to_lowercase()
    );
    let help = match words {
        [] => declare,
        _ => format!("the words are: {}; or {declare}", suggest::listed(words)),
    };
    match suggest::meant(&word.text, words.iter().copied()) {
        Some(near) => {
            let message = format!("{message}; did you mean \"{near}\"?");
            Diagnostic::at(code, word.span, message).help(help).fix(word.span, near)
        }
        None => Diagnostic::at(code, word.span, message).help(help),
    }
}
