//! One message: a text with places for values, in one form, in several plural forms, or a list of texts.

use super::plural::PluralForm;
use std::collections::BTreeSet;

/// The words of a message, with places for values (`{n}`) and named stretches of mark-up (`<link>…</link>`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Box<[Piece]>);

/// A part of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words as they are.
    Words(Box<str>),
    /// The place of a value, `{name}`.
    Argument(Box<str>),
    /// The place of a date with the preposition that its precision asks for, `{date:on}`: “on 28 June”, “in June”.
    OnDate(Box<str>),
    /// The start of marked-up words, `<name>`.
    Open(Box<str>),
    /// Their end, `</name>`.
    Close(Box<str>),
}

/// What is wrong with the text of a message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// `{` without `}`.
    #[error("the {{ is never closed")]
    OpenBrace,
    /// `}` without `{`, or a name that is none.
    #[error("\"{0}\" is no name of a value; names are lower-case letters, digits and underscores")]
    Name(String),
    /// `<a>` without `</a>`, or crossed pairs.
    #[error("<{0}> has no </{0}> behind it")]
    Unclosed(String),
    /// `</a>` without `<a>`.
    #[error("</{0}> closes nothing")]
    Unopened(String),
}

/// The text in one of its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// The same for all numbers.
    Text(Text),
    /// A form for each plural category of the language that it is written in; `other` is always among them.
    Plural(Vec<(PluralForm, Text)>),
    /// A fixed number of texts, such as the months.
    List(Vec<Text>),
}

impl Text {
    /// Reads the text of a message.
    ///
    /// # Errors
    /// If a value or a stretch of mark-up is not closed or not named.
    pub fn parse(text: &str) -> Result<Text, TextError> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut open: Vec<&str> = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}', '<']) {
            words.push_str(&rest[..at]);
            let mark = &rest[at..];
            let (piece, length) = match mark.as_bytes()[0] {
                b'{' => {
                    let end = mark.find('}').ok_or(TextError::OpenBrace)?;
                    let piece = match mark[1..end].strip_suffix(":on") {
                        Some(date) => Piece::OnDate(name(date)?.into()),
                        None => Piece::Argument(name(&mark[1..end])?.into()),
                    };
                    (piece, end + 1)
                }
                b'}' => return Err(TextError::Name("}".into())),
                _ => match tag(mark) {
                    None => {
                        words.push('<');
                        rest = &mark[1..];
                        continue;
                    }
                    Some((name, true)) => {
                        if open.pop() != Some(name) {
                            return Err(TextError::Unopened(name.to_string()));
                        }
                        (Piece::Close(name.into()), name.len() + 3)
                    }
                    Some((name, false)) => {
                        open.push(name);
                        (Piece::Open(name.into()), name.len() + 2)
                    }
                },
            };
            if !words.is_empty() {
                pieces.push(Piece::Words(std::mem::take(&mut words).into()));
            }
            pieces.push(piece);
            rest = &mark[length..];
        }
        if let Some(name) = open.pop() {
            return Err(TextError::Unclosed(name.to_string()));
        }
        words.push_str(rest);
        if !words.is_empty() {
            pieces.push(Piece::Words(words.into()));
        }
        Ok(Text(pieces.into()))
    }

    /// Its parts in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Its words where it has nothing else.
    pub fn plain(&self) -> Option<&str> {
        match &*self.0 {
            [] => Some(""),
            [Piece::Words(words)] => Some(words),
            _ => None,
        }
    }

    /// The values and stretches that it has places for, as they are written: `{n}`, `<link>`.
    pub fn slots(&self) -> BTreeSet<String> {
        let mut slots = BTreeSet::new();
        for piece in &self.0 {
            match piece {
                Piece::Argument(name) | Piece::OnDate(name) => slots.insert(format!("{{{name}}}")),
                Piece::Open(name) => slots.insert(format!("<{name}>")),
                Piece::Words(_) | Piece::Close(_) => false,
            };
        }
        slots
    }
}

impl Message {
    /// All its texts.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Message::Text(text) => vec![text],
            Message::Plural(forms) => forms.iter().map(|(_, text)| text).collect(),
            Message::List(texts) => texts.iter().collect(),
        }
    }

    /// The values and stretches that its texts have places for.
    pub fn slots(&self) -> BTreeSet<String> {
        self.texts().into_iter().flat_map(Text::slots).collect()
    }
}

fn name(text: &str) -> Result<&str, TextError> {
    let is_name = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    match !text.is_empty() && text.bytes().all(is_name) {
        true => Ok(text),
        false => Err(TextError::Name(text.to_string())),
    }
}

/// The name of a tag at the start of a text, and whether it closes; `None` for a lone `<`.
fn tag(text: &str) -> Option<(&str, bool)> {
    let inside = &text[1..text.find('>')?];
    let (inside, closes) = match inside.strip_prefix('/') {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    name(inside).ok().map(|name| (name, closes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_words_values_and_marked_up_words() {
        let text = Text::parse("a {n} <link>b {who}</link> 1 < 2 {day:on}").unwrap();
        let shown: Vec<String> = text.pieces().iter().map(|piece| format!("{piece:?}")).collect();
        assert_eq!(
            shown,
            [
                "Words(\"a \")",
                "Argument(\"n\")",
                "Words(\" \")",
                "Open(\"link\")",
                "Words(\"b \")",
                "Argument(\"who\")",
                "Close(\"link\")",
                "Words(\" 1 < 2 \")",
                "OnDate(\"day\")",
            ]
        );
        assert_eq!(
            text.slots().into_iter().collect::<Vec<_>>(),
            ["<link>", "{day}", "{n}", "{who}"]
        );
    }

    #[test]
    fn text_with_an_open_end_is_an_error() {
        let cases = [
            ("a {n", "the { is never closed"),
            (
                "a }",
                "\"}\" is no name of a value; names are lower-case letters, digits and underscores",
            ),
            (
                "{}",
                "\"\" is no name of a value; names are lower-case letters, digits and underscores",
            ),
            (
                "{day:in}",
                "\"day:in\" is no name of a value; names are lower-case letters, digits and underscores",
            ),
            ("<a>b", "<a> has no </a> behind it"),
            ("b</a>", "</a> closes nothing"),
            ("<a><b></a></b>", "</a> closes nothing"),
        ];
        for (text, message) in cases {
            assert_eq!(Text::parse(text).unwrap_err().to_string(), message, "{text}");
        }
    }
}
