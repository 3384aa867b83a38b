//! Tokens: the words of a text without case and accents, and their stems without English endings.
//!
//! `static/js/find.js` has the same rules for queries and marks; a test compares the two on all words
//! of the shipped site. The rules are simpler than those of UAX 29, of which browsers have different
//! versions: letters and digits make a word, an apostrophe joins letters and is dropped (`'s` with
//! it), a point or comma joins digits, and each ideograph or kana is a word. Some words have further
//! forms, so that they are found however they are written: see [`TokenForm`].

use super::spelling;
use rust_stemmers::Algorithm;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Stop words: they are in almost every passage and are not indexed.
pub const STOP: &str = "a about also an and are as at be been but by can could did do does for from had has have he her \
     his how if in into is it its may more most not of on or our over she should so some such than that the their them \
     then there these they this those to was we were what when where which while who why will with would you your";

/// How a token comes from the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenForm {
    Word,
    /// A word in capitals, or with a capital inside of a sentence: WHO and May may be names.
    Name,
    /// The word behind an elision: `abbe` of `l'abbé`.
    Elided,
    /// Two words with a hyphen between them as one: `gpt5.5` of `GPT-5.5`.
    Compound,
    /// The letters or the number of a word that has both: `k` and `2.6` of `K2.6`.
    Part,
}

/// Calls `token` with every token of a text, folded. Apostrophes and possessive endings are gone. A
/// further form of a word comes after the word.
pub fn words(text: &str, buffer: &mut String, token: impl FnMut(&str, TokenForm)) {
    let mut folder = WordFolder {
        buffer,
        joiner: None,
        last: LastCharacter::None,
        capitals: 0,
        has_small: false,
        is_capitalised: false,
        is_first: true,
        hyphenated: String::new(),
        token,
    };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // fast path for lower-case words between spaces, which most are
        if c.is_ascii_lowercase() && folder.buffer.is_empty() && folder.hyphenated.is_empty() {
            let end = rest.bytes().position(|b| !b.is_ascii_lowercase()).unwrap_or(rest.len());
            if matches!(
                rest.as_bytes()[end..],
                [] | [b' ', ..] | [b'.' | b',', b' ', ..] | [b'.' | b',']
            ) {
                (folder.token)(&rest[..end], TokenForm::Word);
                folder.is_first = false;
                rest = &rest[end..];
                continue;
            }
        }
        rest = &rest[c.len_utf8()..];
        match c {
            'a'..='z' => folder.letter(c),
            'A'..='Z' => folder.capital(c.to_ascii_lowercase()),
            '0'..='9' => folder.number(c),
            '\'' | '.' | ',' => folder.joiner(c),
            '\u{2019}' => folder.joiner('\''),
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            '-' | '\u{2010}' | '\u{2011}' => folder.hyphen(),
            _ if c.is_ascii() || ('\u{2000}'..='\u{206f}').contains(&c) => folder.separator(c),
            _ => folder.other(c),
        }
    }
    folder.end();
}

#[derive(Clone, Copy, PartialEq)]
enum LastCharacter {
    None,
    Letter,
    Number,
}

struct WordFolder<'a, F> {
    buffer: &'a mut String,
    /// An apostrophe, point or comma that joins if what follows is like what was before it.
    joiner: Option<char>,
    last: LastCharacter,
    /// How many letters of the word are capitals, and whether another one is not.
    capitals: usize,
    has_small: bool,
    /// Whether the word begins with a capital.
    is_capitalised: bool,
    /// Whether the word is the first one of a sentence.
    is_first: bool,
    /// The word before a hyphen that the next word follows.
    hyphenated: String,
    token: F,
}

impl<F: FnMut(&str, TokenForm)> WordFolder<'_, F> {
    fn capital(&mut self, c: char) {
        self.join_letter();
        self.is_capitalised |= self.buffer.is_empty();
        self.capitals += 1;
        self.push_letter(c);
    }

    fn letter(&mut self, c: char) {
        self.join_letter();
        self.has_small = true;
        self.push_letter(c);
    }

    /// Joins the word and the letter that follows, or ends the word.
    fn join_letter(&mut self) {
        match self.joiner {
            Some('\'') if self.last == LastCharacter::Letter => {
                self.buffer.push('\'');
                self.joiner = None;
            }
            Some(_) => self.end(),
            None => {}
        }
    }

    fn push_letter(&mut self, c: char) {
        self.buffer.push(c);
        self.last = LastCharacter::Letter;
    }

    fn number(&mut self, c: char) {
        if let Some(joiner) = self.joiner {
            if joiner != '\'' && self.last == LastCharacter::Number {
                self.buffer.push(joiner);
                self.joiner = None;
            } else {
                self.end();
            }
        }
        self.buffer.push(c);
        self.last = LastCharacter::Number;
    }

    fn joiner(&mut self, c: char) {
        if self.joiner.is_some() || self.last == LastCharacter::None {
            self.end();
            self.is_first |= c == '.';
        } else {
            self.joiner = Some(c)
        }
    }

    /// Ends the word at a hyphen, which makes a compound with a word that follows at once.
    fn hyphen(&mut self) {
        let is_inside = !self.buffer.is_empty() && self.joiner.is_none();
        self.end_word();
        if !is_inside {
            self.hyphenated.clear();
        }
    }

    /// Ends the word at a character that no word has.
    fn separator(&mut self, c: char) {
        self.end();
        let is_within = matches!(c, '/' | '&' | ')') || (c.is_whitespace() && c != '\n');
        self.is_first |= !is_within;
    }

    fn end(&mut self) {
        self.end_word();
        self.hyphenated.clear();
    }

    fn end_word(&mut self) {
        let is_sentence_end = self.joiner == Some('.');
        self.joiner = None;
        self.last = LastCharacter::None;
        if !self.buffer.is_empty() {
            self.give_word();
            self.buffer.clear();
            self.is_first = false;
        }
        self.is_first |= is_sentence_end;
        (self.capitals, self.has_small, self.is_capitalised) = (0, false, false);
    }

    /// Gives the word with its further forms, and keeps it as a possible first part of a hyphenated word.
    fn give_word(&mut self) {
        let is_acronym = self.capitals > 1 && !self.has_small;
        let is_name = is_acronym || (self.is_capitalised && !self.is_first);
        let form = if is_name { TokenForm::Name } else { TokenForm::Word };
        let before = std::mem::take(&mut self.hyphenated);
        let mut word = std::mem::take(self.buffer);
        if word.contains('\'') {
            let bare = word.strip_suffix("'s").unwrap_or(&word).replace('\'', "");
            (self.token)(&bare, form);
            if let Some(elided) = elided(&word) {
                (self.token)(elided, TokenForm::Elided);
            }
            word = bare;
        } else {
            (self.token)(&word, form);
        }
        if has_letters_and_numbers(&word) {
            for part in parts(&word) {
                (self.token)(part, TokenForm::Part);
            }
        }
        if has_letter(&before) || (!before.is_empty() && has_letter(&word)) {
            (self.token)(&format!("{before}{word}"), TokenForm::Compound);
        }
        self.hyphenated.push_str(&word);
        *self.buffer = word;
    }

    fn other(&mut self, c: char) {
        for c in c.nfkd().filter(|c| !is_combining_mark(*c)) {
            if c.is_ascii_uppercase() {
                self.capital(c.to_ascii_lowercase());
                continue;
            }
            for c in c.to_lowercase() {
                self.other_small(c);
            }
        }
    }

    fn other_small(&mut self, c: char) {
        match c {
            '\'' | '.' | ',' => self.joiner(c),
            '-' | '\u{2010}' => self.hyphen(),
            _ if is_ideograph(c) => {
                self.end();
                self.letter(c);
                self.end();
            }
            _ if folded(c).is_some() => {
                for c in folded(c).unwrap_or_default().chars() {
                    self.letter(c);
                }
            }
            _ if c.is_numeric() => self.number(c),
            _ if c.is_alphabetic() => self.letter(c),
            // a lower-case "İ" has a combining mark
            _ if is_combining_mark(c) => {}
            _ => self.separator(c),
        }
    }
}

fn has_letter(word: &str) -> bool {
    word.chars().any(char::is_alphabetic)
}

fn has_letters_and_numbers(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit()) && word.bytes().any(|b| b.is_ascii_lowercase())
}

/// The letters and the numbers of a word: `k` and `2.6` of `k2.6`.
pub(super) fn parts(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let is_number = is_of_number(rest.chars().next()?);
        let end = rest.find(|c| is_of_number(c) != is_number).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(part)
    })
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',')
}

/// Letters with strokes and ligatures, which have no decomposition.
fn folded(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ŋ' => "n",
        _ => return None,
    })
}

/// The word behind an article or pronoun that lost its vowel: `abbe` of `l'abbe`.
fn elided(word: &str) -> Option<&str> {
    let (before, after) = word.split_once('\'')?;
    let is_elision = ["l", "d", "j", "m", "t", "s", "n", "c", "qu"].contains(&before);
    (is_elision && after.len() > 2 && !after.contains('\'')).then_some(after)
}

/// Han, Hiragana, Katakana: scripts without spaces.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Removes the endings of one language.
pub struct Stemmer {
    english: Option<rust_stemmers::Stemmer>,
}

impl Stemmer {
    /// For a language tag such as `en-GB`; endings of other languages than English stay.
    pub fn new(language: &str) -> Stemmer {
        if is_english(language) {
            Stemmer { english: Some(rust_stemmers::Stemmer::create(Algorithm::English)) }
        } else {
            Stemmer { english: None }
        }
    }

    /// The stem of a folded word; American and British spellings of English have the same one.
    pub fn stem(&self, word: &str) -> String {
        match &self.english {
            Some(english) if word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase()) => {
                english.stem(&spelling::folded(word)).into()
            }
            _ => word.into(),
        }
    }
}

/// Whether a language tag is English, which is the default of a site without one.
pub(super) fn is_english(language: &str) -> bool {
    let primary = language.split('-').next().unwrap_or_default();
    primary.is_empty() || primary.eq_ignore_ascii_case("en")
}

#[cfg(test)]
mod tests;
