//! All messages in the language of one site.

use super::argument::Argument;
use super::file::{BASE, LocaleFile, built_in, fallbacks};
use super::headings::Headings;
use super::id::MessageId;
use super::message::{Message, Piece, Text};
use super::plural::{PluralForm, PluralSelector};
use super::quotation::{built_in_marks, marks_of_files, quotation_marks};
use crate::markdown::QuotationMarks;
use crate::model::amount::NumberStyle;
use crate::model::language::{is_right_to_left, is_same_language};
use icu_collator::CollatorBorrowed;
use icu_collator::options::{CollatorOptions, Strength};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock};
use unicode_normalization::UnicodeNormalization;

/// The messages, dates, numbers, headings and the order of names in the language of one site.
pub struct Locale {
    tag: String,
    right_to_left: bool,
    /// By [`MessageId`], each with the plural rules of the language that it is in.
    messages: Vec<(Message, Arc<PluralSelector>)>,
    own: BTreeMap<String, (Message, Arc<PluralSelector>)>,
    headings: Headings,
    /// What is in English because neither the site nor agon has it in the language.
    missing: Vec<MessageId>,
    collator: CollatorBorrowed<'static>,
    /// Compares letters without their case and accents.
    letters: CollatorBorrowed<'static>,
    digest: [u8; 32],
    quotation_marks: QuotationMarks,
    /// Those of the languages that the site has messages for, by their tags.
    other_marks: Vec<(String, QuotationMarks)>,
}

impl Locale {
    /// The messages of a language, with those of a site's own files before the ones in the program.
    ///
    /// # Panics
    /// If a message is missing in English, which a test excludes.
    pub fn new(tag: &str, site_files: &[Arc<LocaleFile>]) -> Locale {
        let mut sources: Vec<Arc<LocaleFile>> = Vec::new();
        let mut right_to_left = None;
        for tag in fallbacks(tag) {
            let own = site_files.iter().find(|file| file.tag.eq_ignore_ascii_case(tag)).cloned();
            sources.extend(own.into_iter().chain(built_in(tag)));
            right_to_left = right_to_left.or(sources.iter().find_map(|file| file.right_to_left));
        }
        let right_to_left = right_to_left.unwrap_or_else(|| is_right_to_left(tag));
        let own = site_files.iter().find(|file| file.tag.eq_ignore_ascii_case(BASE)).cloned();
        sources.extend(own.into_iter().chain(built_in(BASE)));
        let mut messages: Vec<Option<(Message, Arc<PluralSelector>)>> =
            vec![None; MessageId::all().len()];
        let mut own = BTreeMap::new();
        let mut missing = Vec::new();
        let is_base = fallbacks(tag).any(|tag| tag.eq_ignore_ascii_case(BASE));
        for file in sources {
            if file.tag == BASE && !is_base && missing.is_empty() {
                let without = MessageId::all().iter().zip(&messages).filter(|(_, m)| m.is_none());
                missing = without.map(|(id, _)| *id).collect();
            }
            let rules = Arc::new(PluralSelector::new(&file.tag));
            for (id, message) in &file.messages {
                let place = &mut messages[*id as usize];
                *place = place.take().or_else(|| Some((message.clone(), Arc::clone(&rules))));
            }
            for (key, message) in &file.own {
                let entry = (message.clone(), Arc::clone(&rules));
                own.entry(key.clone()).or_insert(entry);
            }
        }
        let messages: Vec<_> = messages
            .into_iter()
            .map(|message| message.expect("locales/en.yaml has all messages"))
            .collect();
        let digest = digest(tag, &messages, &own);
        let collator = collator_of(tag, Strength::Tertiary);
        let letters = collator_of(tag, Strength::Primary);
        let headings = Headings::new(tag, site_files);
        let quotation_marks = quotation_marks(
            &messages[MessageId::QuoteOuter as usize].0,
            &messages[MessageId::QuoteInner as usize].0,
        );
        Locale {
            tag: tag.to_string(),
            right_to_left,
            quotation_marks: quotation_marks.unwrap_or_default(),
            other_marks: marks_of_files(site_files),
            messages,
            own,
            headings,
            missing,
            collator,
            letters,
            digest,
        }
    }

    /// English, as it is in the program.
    pub fn english() -> Arc<Locale> {
        static ENGLISH: LazyLock<Arc<Locale>> = LazyLock::new(|| Arc::new(Locale::new(BASE, &[])));
        Arc::clone(&ENGLISH)
    }

    /// The tag of the language.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Whether the language is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.right_to_left
    }

    /// The marks that take the place of straight quotation marks.
    pub fn quotation_marks(&self) -> &QuotationMarks {
        &self.quotation_marks
    }

    /// The marks of a text in another language; those of this one where that language has no messages.
    pub fn quotation_marks_of(&self, language: Option<&str>) -> &QuotationMarks {
        let Some(language) = language.filter(|language| !is_same_language(language, &self.tag))
        else {
            return &self.quotation_marks;
        };
        let own = self.other_marks.iter().find(|(tag, _)| is_same_language(tag, language));
        let other = own.map(|(_, marks)| marks).or_else(|| built_in_marks(language));
        other.unwrap_or(&self.quotation_marks)
    }

    /// The messages that are in English because there are none in the language.
    pub fn missing(&self) -> &[MessageId] {
        &self.missing
    }

    /// Changes when any message does.
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// The text of a message that has no places for values.
    ///
    /// # Panics
    /// If the message has places for values.
    pub fn text(&self, id: MessageId) -> &str {
        let text = self.form(id, None);
        text.plain().unwrap_or_else(|| panic!("the message {} needs values", id.key()))
    }

    /// A message with its values, as plain text.
    ///
    /// # Panics
    /// If a value is missing.
    pub fn format(&self, id: MessageId, values: &[(&str, Argument<'_>)]) -> String {
        self.fill(id.key(), self.form(id, count(values)), values)
    }

    /// A message whose form is chosen by a number with digits after the point, written with `.`.
    ///
    /// # Panics
    /// If a value is missing.
    pub fn format_decimal(
        &self,
        id: MessageId,
        number: &str,
        values: &[(&str, Argument<'_>)],
    ) -> String {
        let entry = &self.messages[id as usize];
        self.fill(id.key(), with_form(entry, entry.1.decimal_form(number)), values)
    }

    /// An item of a message that is a list, such as a month, counted from 0.
    ///
    /// # Panics
    /// If the message has no such item.
    pub fn item(&self, id: MessageId, index: usize) -> &str {
        match &self.messages[id as usize].0 {
            Message::List(items) => items[index].plain().expect("items of lists have no values"),
            _ => panic!("the message {} is no list", id.key()),
        }
    }

    /// The text of a message for a count, by the key that templates have; `None` for an unknown key.
    pub fn find(&self, key: &str, n: Option<i64>) -> Option<&Text> {
        match MessageId::of(key) {
            Some(id) => Some(self.form(id, n)),
            None => self.own.get(key).map(|entry| select(entry, n)),
        }
    }

    /// The texts of a message by the plural categories of its language, for scripts.
    pub fn forms(&self, key: &str) -> Option<Vec<(&'static str, &Text)>> {
        let entry = match MessageId::of(key) {
            Some(id) => &self.messages[id as usize],
            None => self.own.get(key)?,
        };
        Some(match &entry.0 {
            Message::Text(text) => vec![(PluralForm::OTHER.key(), text)],
            Message::Plural(forms) => forms.iter().map(|(form, text)| (form.key(), text)).collect(),
            Message::List(_) => Vec::new(),
        })
    }

    /// The headings by which sections are known.
    pub fn headings(&self) -> &Headings {
        &self.headings
    }

    /// What sorts names in the order of the language.
    pub fn sort_key(&self, name: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(name.len() * 2);
        let Ok(()) = self.collator.write_sort_key_to(name, &mut key);
        key
    }

    /// The letter under which a name is found in a long list, as a capital: without its accent, unless the language
    /// counts it as a letter of its own. Digits are together, and what has no letter is under `#`.
    pub fn initial(&self, name: &str) -> String {
        let first = name.nfc().find(|c| c.is_alphanumeric());
        let Some(letter) = first else { return "#".to_string() };
        if letter.is_numeric() {
            return "0–9".to_string();
        }
        let letter = letter.to_string();
        let base: String = letter.nfd().take(1).collect();
        // syllables of Korean are under their first consonant
        let is_syllable = ("가"..="힣").contains(&letter.as_str());
        let is_same = is_syllable || self.letters.compare(&letter, &base).is_eq();
        let shown = if is_same { base } else { letter };
        shown.to_uppercase()
    }

    fn form(&self, id: MessageId, n: Option<i64>) -> &Text {
        select(&self.messages[id as usize], n)
    }

    fn fill(&self, key: &str, text: &Text, values: &[(&str, Argument<'_>)]) -> String {
        let mut out = String::new();
        for piece in text.pieces() {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Argument(name) => {
                    let value = value_of(key, name, values);
                    out.push_str(&self.written(value));
                }
                Piece::OnDate(name) => {
                    let value = value_of(key, name, values);
                    let id = match value {
                        Argument::Date(date) => Locale::on_date((*date).into()),
                        _ => MessageId::DateOnDay,
                    };
                    let date = self.written(value).into_owned();
                    out.push_str(&self.format(id, &[("date", date.into())]));
                }
                // marked-up words are plain here
                Piece::Open(_) | Piece::Close(_) => {}
            }
        }
        out
    }

    fn written<'v>(&self, value: &'v Argument<'_>) -> Cow<'v, str> {
        match value {
            Argument::Count(n) => self.count(*n).into(),
            Argument::Number(number) => self.number(*number).into(),
            Argument::Date(date) => self.date(*date).into(),
            Argument::Text(text) => Cow::Borrowed(text),
        }
    }

    /// A count as people write it.
    pub fn count(&self, n: i64) -> String {
        NumberStyle::of(&self.tag).count(n)
    }

    /// A measured number with all its digits.
    pub fn number(&self, number: f64) -> String {
        NumberStyle::of(&self.tag).plain(number)
    }

    /// A score with two digits after the decimal sign, `0.25`.
    pub fn score(&self, score: f64) -> String {
        NumberStyle::of(&self.tag).fixed(score, 2)
    }
}

impl Default for Locale {
    fn default() -> Self {
        Locale::new(BASE, &[])
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Locale").field("tag", &self.tag).finish_non_exhaustive()
    }
}

fn select(entry: &(Message, Arc<PluralSelector>), n: Option<i64>) -> &Text {
    match &entry.0 {
        Message::Text(text) => text,
        Message::List(items) => &items[n.unwrap_or_default().unsigned_abs() as usize],
        Message::Plural(_) => with_form(entry, n.map_or(PluralForm::OTHER, |n| entry.1.form(n))),
    }
}

/// The text in one plural form, else in the form `other`.
fn with_form((message, _): &(Message, Arc<PluralSelector>), wanted: PluralForm) -> &Text {
    let forms = match message {
        Message::Text(text) => return text,
        Message::List(items) => return &items[0],
        Message::Plural(forms) => forms,
    };
    let form = forms.iter().find(|(form, _)| *form == wanted);
    let other = || forms.iter().find(|(form, _)| *form == PluralForm::OTHER);
    &form.or_else(other).expect("a message with forms has `other`").1
}

fn value_of<'v, 't>(key: &str, name: &str, values: &'v [(&str, Argument<'t>)]) -> &'v Argument<'t> {
    let value = values.iter().find(|(of, _)| *of == name);
    &value.unwrap_or_else(|| panic!("the message {key} needs {{{name}}}")).1
}

/// The value that chooses the plural form.
fn count(values: &[(&str, Argument<'_>)]) -> Option<i64> {
    values.iter().find_map(|(name, value)| match value {
        Argument::Count(n) if *name == "n" => Some(*n),
        _ => None,
    })
}

fn collator_of(tag: &str, strength: Strength) -> CollatorBorrowed<'static> {
    let locale =
        icu_locale_core::Locale::try_from_str(tag).unwrap_or(icu_locale_core::Locale::UNKNOWN);
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    CollatorBorrowed::try_new(locale.into(), options)
        .expect("the order of all languages is in the program")
}

fn digest(
    tag: &str,
    messages: &[(Message, Arc<PluralSelector>)],
    own: &BTreeMap<String, (Message, Arc<PluralSelector>)>,
) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    let texts = messages.iter().map(|(message, _)| message);
    let all = format!("{tag}{:?}", texts.collect::<Vec<_>>());
    hasher.update(all.as_bytes());
    for (key, (message, _)) in own {
        hasher.update(format!("{key}{message:?}").as_bytes());
    }
    *hasher.finalize().as_bytes()
}
