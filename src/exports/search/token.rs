//! Tokens: the words of a text without case and accents, and their stems without English endings.
//!
//! `static/js/find.js` has the same rules for queries and marks; a test compares the two on all words
//! of the shipped site. The rules are simpler than those of UAX 29, of which browsers have different
//! versions: letters and digits make a word, an apostrophe joins letters and is dropped (`'s` with
//! it), a point or comma joins digits, and each ideograph or kana is a word.

use rust_stemmers::Algorithm;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Stop words: they are in almost every passage and are not indexed.
pub const STOP: &str = "a about also an and are as at be been but by can could did do does for from had has have he her \
     his how if in into is it its may more most not of on or our over she should so some such than that the their them \
     then there these they this those to was we were what when where which while who why will with would you your";

/// Calls `word` with every word of a text, folded. Apostrophes and possessive endings are gone.
pub fn words(text: &str, buffer: &mut String, word: impl FnMut(&str)) {
    let mut folder = WordFolder { buffer, joiner: None, last: LastCharacter::None, word };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // fast path for lower-case words between spaces, which most are
        if c.is_ascii_lowercase() && folder.buffer.is_empty() {
            let end = rest.bytes().position(|b| !b.is_ascii_lowercase()).unwrap_or(rest.len());
            if matches!(
                rest.as_bytes()[end..],
                [] | [b' ', ..] | [b'.' | b',', b' ', ..] | [b'.' | b',']
            ) {
                (folder.word)(&rest[..end]);
                rest = &rest[end..];
                continue;
            }
        }
        rest = &rest[c.len_utf8()..];
        match c {
            'a'..='z' => folder.letter(c),
            'A'..='Z' => folder.letter(c.to_ascii_lowercase()),
            '0'..='9' => folder.number(c),
            '\'' | '.' | ',' => folder.joiner(c),
            '\u{2019}' => folder.joiner('\''),
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            _ if c.is_ascii() || ('\u{2000}'..='\u{206f}').contains(&c) => folder.end(),
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
    word: F,
}

impl<F: FnMut(&str)> WordFolder<'_, F> {
    fn letter(&mut self, c: char) {
        if let Some(joiner) = self.joiner {
            if joiner == '\'' && self.last == LastCharacter::Letter {
                self.buffer.push(joiner);
                self.joiner = None;
            } else {
                self.end();
            }
        }
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
            self.end()
        } else {
            self.joiner = Some(c)
        }
    }

    fn end(&mut self) {
        self.joiner = None;
        self.last = LastCharacter::None;
        if self.buffer.is_empty() {
            return;
        }
        if self.buffer.contains('\'') {
            let bare = self.buffer.strip_suffix("'s").unwrap_or(self.buffer).replace('\'', "");
            (self.word)(&bare);
            if let Some(word) = elided(self.buffer) {
                (self.word)(word);
            }
        } else {
            (self.word)(self.buffer);
        }
        self.buffer.clear();
    }

    fn other(&mut self, c: char) {
        for c in c.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
            match c {
                '\'' | '.' | ',' => self.joiner(c),
                _ if is_ideograph(c) => {
                    self.end();
                    self.letter(c);
                    self.end();
                }
                _ if folded(c).is_some() => {
                    folded(c).unwrap_or_default().chars().for_each(|c| self.letter(c));
                }
                _ if c.is_numeric() => self.number(c),
                _ if c.is_alphabetic() => self.letter(c),
                // a lower-case "İ" has a combining mark
                _ if is_combining_mark(c) => {}
                _ => self.end(),
            }
        }
    }
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

    /// The stem of a folded word.
    pub fn stem(&self, word: &str) -> String {
        match &self.english {
            Some(english) if word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase()) => {
                english.stem(word).into()
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
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, &mut String::new(), |w| found.push(w.to_string()));
        found
    }

    #[test]
    fn words_fold_case_accents_and_apostrophes() {
        assert_eq!(all("Café ÉTÉ Ünïcode ﬁne"), ["cafe", "ete", "unicode", "fine"]);
        assert_eq!(
            all("OpenAI’s models don't, users' 'quoted'"),
            ["openai", "models", "dont", "users", "quoted"]
        );
        assert_eq!(
            all("GPT-5.5 K2.6, 1,000; v4. 3.x a.b 58.6%"),
            ["gpt", "5.5", "k2.6", "1,000", "v4", "3", "x", "a", "b", "58.6"]
        );
        assert_eq!(all("…‘one’—two… İstanbul 2.. 3"), ["one", "two", "istanbul", "2", "3"]);
        assert_eq!(
            all("Łódź Ærø Straßburg Đà œuvre l’Abbé harbour\u{ad}master"),
            ["lodz", "aero", "strassburg", "da", "oeuvre", "labbe", "abbe", "harbourmaster"]
        );
        assert_eq!(all("中国ai модель"), ["中", "国", "ai", "модель"]);
    }

    #[test]
    fn stem_removes_english_endings_only() {
        assert_eq!(Stemmer::new("en-GB").stem("sovereignty"), "sovereignti");
        assert_eq!(Stemmer::new("").stem("licences"), "licenc");
        assert_eq!(Stemmer::new("de").stem("licences"), "licences");
        assert_eq!(Stemmer::new("en").stem("58.6"), "58.6");
    }
}
