//! Reading a mapping key by key: what is missing, of the wrong type or not known is reported, the rest is kept.

use super::yaml::{Node, Str, Value};
use crate::diag::{Diagnostic, Report, codes, suggest};
use crate::files::Span;
use crate::model::{Date, Word};

/// A mapping that is being read. Each reader takes a key; [`Fields::done`] reports the keys that nobody took.
pub struct Fields<'r> {
    pairs: Vec<(Str, Option<Node>)>,
    known: Vec<&'static str>,
    span: Span,
    /// What stands there is no mapping, so that every key is missing for that reason.
    unread: bool,
    /// What the mapping is, for messages: "a source".
    what: &'static str,
    pub report: &'r mut Report,
}

impl<'r> Fields<'r> {
    /// Takes a mapping; anything else is reported and read as an empty one.
    pub fn new(node: Node, what: &'static str, report: &'r mut Report) -> Self {
        let span = node.span;
        let unread = !matches!(node.value, Value::Map(_) | Value::Null);
        let pairs = match node.value {
            Value::Map(pairs) => pairs.into_iter().map(|(k, v)| (k, Some(v))).collect(),
            Value::Null => Vec::new(),
            other => {
                let message = format!("{what} is a mapping of keys and values, and here stands {}", other.kind());
                report.push(
                    Diagnostic::at(&codes::WRONG_TYPE, span, message)
                        .help("write keys and values, such as `key: value`"),
                );
                Vec::new()
            }
        };
        let span = pairs.first().map_or(span, |(k, _): &(Str, _)| k.span);
        Fields { pairs, known: Vec::new(), span, unread, what, report }
    }

    /// A mapping that could not be read at all, which is reported already.
    pub fn unread(span: Span, what: &'static str, report: &'r mut Report) -> Self {
        Fields { pairs: Vec::new(), known: Vec::new(), span, unread: true, what, report }
    }

    /// Where the mapping stands: its first key.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether the key is written, or could not be seen.
    pub fn has(&self, key: &str) -> bool {
        self.unread || self.pairs.iter().any(|(k, _)| k.text == key)
    }

    /// Where the value of a key stands.
    pub fn peek_span(&self, key: &str) -> Option<Span> {
        self.pairs.iter().find(|(k, _)| k.text == key).and_then(|(_, v)| v.as_ref()).map(|n| n.span)
    }

    /// The value of a key; an empty value counts as none.
    pub fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        let found = self.pairs.iter_mut().find(|(k, _)| k.text == key)?;
        found.1.take().filter(|n| !matches!(n.value, Value::Null))
    }

    fn wrong(&mut self, node: &Node, key: &str, wanted: &str) {
        let message = format!("`{key}` is {wanted}, and here stands {}", node.value.kind());
        self.report.push(Diagnostic::at(&codes::WRONG_TYPE, node.span, message).help(format!("write {wanted}")));
    }

    pub fn str(&mut self, key: &'static str) -> Option<Str> {
        let node = self.take(key)?;
        match node.value {
            Value::Scalar(text) => Some(Str { text, span: node.span }),
            _ => {
                self.wrong(&node, key, "a text");
                None
            }
        }
    }

    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.str(key).map(|s| s.text)
    }

    /// A key that must be there; its absence is reported and read as an empty text.
    pub fn need(&mut self, key: &'static str) -> Str {
        let nothing = |node: &Option<Node>| match node.as_ref().map(|n| &n.value) {
            Some(Value::Scalar(text)) => text.trim().is_empty(),
            other => matches!(other, Some(Value::Null)),
        };
        let absent = !self.unread && !self.pairs.iter().any(|(k, v)| k.text == key && !nothing(v));
        if let Some(found) = self.str(key).filter(|_| !absent) {
            return found;
        }
        if absent {
            let message = format!("{} needs the key `{key}`", self.what);
            self.report.push(Diagnostic::at(&codes::MISSING_KEY, self.span, message).help(format!("add `{key}: …`")));
        }
        Str { text: String::new(), span: self.span }
    }

    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        let said = self.str(key)?;
        let date = Date::parse(&said.text);
        if date.is_none() {
            self.report.push(bad_date(&said, &codes::BAD_DATE));
        }
        date
    }

    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        let said = self.str(key)?;
        let number = said.text.replace('_', "").parse::<f64>().ok().filter(|n| n.is_finite());
        if number.is_none() {
            let message = format!("`{key}` is a number, and \"{}\" is none", said.text);
            let help = "write a plain number, such as 58.6 or 7";
            self.report.push(Diagnostic::at(&codes::BAD_NUMBER, said.span, message).help(help));
        }
        number
    }

    /// A whole number from 1 up.
    pub fn count(&mut self, key: &'static str) -> Option<u32> {
        let span = self.peek_span(key);
        let number = self.number(key)?;
        let count = (number >= 1.0 && number.fract() == 0.0).then_some(number as u32);
        if let (None, Some(span)) = (count, span) {
            let message = format!("`{key}` is a whole number from 1 up, and {number} is none");
            self.report.push(Diagnostic::at(&codes::BAD_NUMBER, span, message).help("write a number such as 7"));
        }
        count
    }

    pub fn flag(&mut self, key: &'static str) -> bool {
        let Some(said) = self.str(key) else { return false };
        match said.text.as_str() {
            "true" | "yes" => true,
            "false" | "no" => false,
            _ => {
                let message = format!("`{key}` is true or false, and here stands \"{}\"", said.text);
                self.report.push(Diagnostic::at(&codes::WRONG_TYPE, said.span, message).help("write true or false"));
                false
            }
        }
    }

    /// A word of a fixed list.
    pub fn word<W: Word>(&mut self, key: &'static str) -> Option<W> {
        let said = self.str(key)?;
        let word = W::parse(&said.text);
        if word.is_none() {
            self.report.push(unknown_word::<W>(&codes::UNKNOWN_WORD, &said, &format!("`{key}`")));
        }
        word
    }

    /// A list of words of a fixed list, each once.
    pub fn words<W: Word + PartialEq>(&mut self, key: &'static str) -> Vec<W> {
        let mut found: Vec<W> = Vec::new();
        for said in self.strs(key) {
            match W::parse(&said.text) {
                Some(word) if found.contains(&word) => {}
                Some(word) => found.push(word),
                None => self.report.push(unknown_word::<W>(&codes::UNKNOWN_WORD, &said, &format!("`{key}`"))),
            }
        }
        found
    }

    /// A list of dates with their places, oldest first, each once.
    pub fn dates(&mut self, key: &'static str) -> Vec<(Date, Span)> {
        let mut found = Vec::new();
        for said in self.strs(key) {
            match Date::parse(&said.text) {
                Some(date) => found.push((date, said.span)),
                None => self.report.push(bad_date(&said, &codes::BAD_DATE)),
            }
        }
        found.sort();
        found.dedup_by_key(|(date, _)| *date);
        found
    }

    /// An address of the web.
    pub fn address(&mut self, key: &'static str) -> Option<String> {
        let said = self.str(key)?;
        let parsed =
            url::Url::parse(&said.text).ok().filter(|u| matches!(u.scheme(), "http" | "https") && u.has_host());
        if parsed.is_none() || said.text.contains(char::is_whitespace) {
            let message = format!("`{key}` is a web address, and \"{}\" is none", said.text);
            let help = "write it with https://, or leave the key out where no address is known";
            self.report.push(Diagnostic::at(&codes::BAD_ADDRESS, said.span, message).help(help));
            return None;
        }
        Some(said.text)
    }

    /// A list of texts; a single text is a list of one.
    pub fn strs(&mut self, key: &'static str) -> Vec<Str> {
        let mut found = Vec::new();
        for node in self.list(key) {
            match node.value {
                Value::Scalar(text) => found.push(Str { text, span: node.span }),
                Value::Null => {}
                _ => self.wrong(&node, key, "a list of texts"),
            }
        }
        found
    }

    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.strs(key).into_iter().map(|s| s.text).collect()
    }

    /// A list of anything; a single value is a list of one.
    pub fn list(&mut self, key: &'static str) -> Vec<Node> {
        match self.take(key) {
            Some(Node { value: Value::List(items), .. }) => items,
            Some(node) => vec![node],
            None => Vec::new(),
        }
    }

    /// Reads each item of a list as a mapping of its own.
    pub fn each<T>(&mut self, key: &'static str, what: &'static str, read: impl Fn(Fields<'_>) -> T) -> Vec<T> {
        self.list(key).into_iter().map(|node| read(Fields::new(node, what, self.report))).collect()
    }

    /// Reports what nobody took.
    pub fn done(self) {
        for (key, node) in &self.pairs {
            if node.is_none() || self.known.contains(&key.text.as_str()) {
                continue;
            }
            let near = suggest::nearest(&key.text, self.known.iter().copied(), 1);
            let hint = near.first().map_or(String::new(), |n| format!("; did you mean `{n}`?"));
            let message = format!("{} has no key `{}`{hint}", self.what, key.text);
            let mut found = Diagnostic::at(&codes::UNKNOWN_KEY, key.span, message);
            found = match near.first() {
                Some(name) => found.fix(key.span, *name),
                None => found.help(format!("the keys are: {}", self.known.join(", "))),
            };
            self.report.push(found);
        }
    }
}

/// A date that cannot be read, with the forms that can.
pub fn bad_date(said: &Str, code: &'static crate::diag::Code) -> Diagnostic {
    Diagnostic::at(code, said.span, format!("\"{}\" is no date", said.text)).help("write 2026, 2026-06 or 2026-06-28")
}

/// A word that is not in its list, with the nearest and all of them.
pub fn unknown_word<W: Word>(code: &'static crate::diag::Code, said: &Str, what: &str) -> Diagnostic {
    let words: Vec<&str> = W::words().into_iter().filter(|w| !w.is_empty()).collect();
    let near = suggest::nearest(&said.text, words.iter().copied(), 1);
    let hint = near.first().map_or(String::new(), |n| format!("; did you mean \"{n}\"?"));
    let found = Diagnostic::at(code, said.span, format!("{what} cannot be \"{}\"{hint}", said.text));
    let found = found.help(format!("the words are: {}", words.join(", ")));
    match near.first() {
        Some(word) => found.fix(said.span, *word),
        None => found,
    }
}
