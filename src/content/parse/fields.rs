//! Reading a mapping key by key: what is missing, of the wrong type or not known is reported, the rest is kept.
//!
//! The same readers describe themselves: made by [`Fields::describing`], a mapping is empty and notes what it is asked.

use super::schema::{RecordSchema, ValueType};
use super::validate::{Parsed, check_id, keep, parse_date, parse_word};
use super::yaml::{Node, Str, Value};
use crate::diagnostics::{Diagnostic, Report, codes, suggest};
use crate::model::{Date, Word};
use crate::source::{FileId, Span};
use std::cell::RefCell;
use std::rc::Rc;

/// A mapping that is being read. Each reader takes a key; [`Fields::done`] reports the keys that nobody took.
pub(super) struct Fields<'r> {
    pairs: Vec<(Str, Option<Node>)>,
    known: Vec<&'static str>,
    span: Span,
    /// What stands there is no mapping, so that every key is missing for that reason.
    unread: bool,
    /// What the mapping is, for messages: "a source".
    what: &'static str,
    pub report: &'r mut Report,
    /// Where questions are noted, if they are.
    asked: Option<Rc<RefCell<RecordSchema>>>,
}

/// The questions that were put to a mapping that describes itself.
pub(super) struct Asked(Rc<RefCell<RecordSchema>>);

impl Asked {
    pub(super) fn take(self) -> RecordSchema {
        self.0.borrow().clone()
    }
}

impl<'r> Fields<'r> {
    /// Takes a mapping; anything else is reported and read as an empty one.
    pub(super) fn new(node: Node, what: &'static str, report: &'r mut Report) -> Self {
        let span = node.span;
        let unread = !matches!(node.value, Value::Map(_) | Value::Null);
        let pairs = match node.value {
            Value::Map(pairs) => pairs.into_iter().map(|(k, v)| (k, Some(v))).collect(),
            Value::Null => Vec::new(),
            other => {
                let message = format!(
                    "{what} is a mapping of keys and values, and here stands {}",
                    other.kind()
                );
                report.add(
                    &codes::WRONG_TYPE,
                    span,
                    message,
                    "write keys and values, such as `key: value`",
                );
                Vec::new()
            }
        };
        let span = pairs.first().map_or(span, |(k, _): &(Str, _)| k.span);
        Fields { pairs, known: Vec::new(), span, unread, what, report, asked: None }
    }

    /// An empty mapping that notes what it is asked. Whatever it reports says nothing.
    pub(super) fn describing(what: &'static str, report: &'r mut Report) -> (Self, Asked) {
        let shape = Rc::new(RefCell::new(RecordSchema::empty(what)));
        let fields = Fields::unread(Span::new(FileId(0), 0..0), what, report);
        (Fields { asked: Some(shape.clone()), ..fields }, Asked(shape))
    }

    fn ask(&self, key: &'static str, form: impl FnOnce() -> ValueType) {
        if let Some(shape) = &self.asked {
            shape.borrow_mut().ask(key, form());
        }
    }

    /// A mapping that could not be read at all, which is reported already.
    pub(super) fn unread(span: Span, what: &'static str, report: &'r mut Report) -> Self {
        Fields {
            pairs: Vec::new(),
            known: Vec::new(),
            span,
            unread: true,
            what,
            report,
            asked: None,
        }
    }

    /// Where the mapping stands: its first key.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// Whether the key is written and says something, or could not be seen. What was read already counts.
    pub(super) fn has(&self, key: &str) -> bool {
        let empty = |v: &Option<Node>| v.as_ref().is_some_and(|n| matches!(n.value, Value::Null));
        self.unread || self.pairs.iter().any(|(k, v)| k.text == key && !empty(v))
    }

    /// Where the value of a key stands.
    pub(super) fn peek_span(&self, key: &str) -> Option<Span> {
        self.pairs.iter().find(|(k, _)| k.text == key).and_then(|(_, v)| v.as_ref()).map(|n| n.span)
    }

    /// Whether a reader asked for the key already.
    pub(super) fn was_asked(&self, key: &str) -> bool {
        self.known.contains(&key)
    }

    /// Reports a key that must be there and is not, with what to write.
    pub(super) fn require(&mut self, key: &'static str, example: &str) {
        if let Some(shape) = &self.asked {
            shape.borrow_mut().need(key);
        }
        if !self.has(key) {
            let message = format!("{} needs the key `{key}`", self.what);
            self.report.add(&codes::MISSING_KEY, self.span, message, format!("add {example}"));
        }
    }

    /// Reports that none of some keys is there.
    pub(super) fn require_one(&mut self, keys: &[&'static str], help: &str) {
        if let Some(shape) = &self.asked {
            shape.borrow_mut().one_of.push(keys.to_vec());
        }
        if !keys.iter().any(|k| self.has(k)) {
            let names: Vec<String> = keys.iter().map(|k| format!("`{k}`")).collect();
            let message = format!("{} needs {}", self.what, names.join(" or "));
            self.report.add(&codes::MISSING_KEY, self.span, message, help);
        }
    }

    /// The value of a key; an empty value counts as none.
    fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        let (_, node) = self.pairs.iter_mut().find(|(k, _)| k.text == key)?;
        node.take_if(|n| !matches!(n.value, Value::Null))
    }

    fn wrong(&mut self, node: &Node, key: &str, wanted: &str) {
        let message = format!("`{key}` is {wanted}, and here stands {}", node.value.kind());
        self.report.add(&codes::WRONG_TYPE, node.span, message, format!("write {wanted}"));
    }

    pub(super) fn str(&mut self, key: &'static str) -> Option<Str> {
        self.ask(key, || ValueType::Text);
        let node = self.take(key)?;
        match node.value {
            Value::Scalar(text) => Some(Str { text, span: node.span }),
            _ => {
                self.wrong(&node, key, "a text");
                None
            }
        }
    }

    /// A text that is shown as it is written: Markdown in it is reported.
    pub(super) fn plain(&mut self, key: &'static str) -> Option<Str> {
        let text = self.str(key);
        if let Some(text) = &text {
            self.check_plain(key, text);
        }
        text
    }

    pub(super) fn check_plain(&mut self, key: &str, text: &Str) {
        let mark = ["[[", "[@", "](", "**", "`"].into_iter().find(|mark| text.text.contains(mark));
        if let Some(mark) = mark.filter(|mark| *mark != "`" || text.text.matches('`').count() > 1) {
            let message = format!("`{key}` is shown as it is written, with its `{mark}`");
            let help = "write it in plain words; links, citations and emphasis belong in the text";
            self.report.add(&codes::MARKUP_IN_TEXT, text.span, message, help);
        }
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        self.str(key).map(|s| s.text)
    }

    /// A key that must be there; its absence is reported and read as an empty text.
    pub(super) fn need(&mut self, key: &'static str) -> Str {
        let pair = self.pairs.iter().find(|(k, _)| k.text == key);
        let key_span = pair.map(|(k, _)| k.span);
        let is_absent = match pair.and_then(|(_, value)| value.as_ref()).map(|node| &node.value) {
            Some(Value::Scalar(text)) => text.trim().is_empty(),
            Some(Value::Null) => true,
            Some(_) => false,
            None => !self.unread && key_span.is_none(),
        };
        let text = self.str(key);
        if let Some(shape) = &self.asked {
            shape.borrow_mut().need(key);
        }
        if !is_absent {
            return text.unwrap_or(Str { text: String::new(), span: self.span });
        }
        let (message, help) = match key_span {
            Some(_) => (
                format!("{} needs `{key}`, and here it is empty", self.what),
                format!("write it after `{key}:`"),
            ),
            None => (format!("{} needs the key `{key}`", self.what), format!("add `{key}: …`")),
        };
        let span = key_span.unwrap_or(self.span);
        self.report.add(&codes::MISSING_KEY, span, message, help);
        Str { text: String::new(), span: self.span }
    }

    /// A path of the site that must be there. What it leads to is the caller's to judge.
    pub(super) fn need_path(&mut self, key: &'static str) -> Str {
        self.ask(key, || ValueType::Path);
        self.need(key)
    }

    /// A tree of rules, for its reader.
    pub(super) fn rule(&mut self, key: &'static str) -> Option<Node> {
        self.ask(key, || ValueType::Rule);
        self.take(key)
    }

    /// An id that must be there; `what` says in messages what it names.
    pub(super) fn need_id(&mut self, key: &'static str, what: &str) -> Str {
        self.ask(key, || ValueType::Id);
        let id = self.need(key);
        check_id(&id, what, self.report);
        id
    }

    /// An id that may be there.
    pub(super) fn id(&mut self, key: &'static str, what: &str) -> Option<Str> {
        self.ask(key, || ValueType::Id);
        let id = self.str(key)?;
        check_id(&id, what, self.report);
        Some(id)
    }

    /// The text at a key, read by `parse`; what cannot be read is reported.
    fn parsed<T>(
        &mut self,
        key: &'static str,
        form: impl FnOnce() -> ValueType,
        parse: impl Fn(&Str) -> Parsed<T>,
    ) -> Option<T> {
        self.ask(key, form);
        let text = self.str(key)?;
        keep(parse(&text), self.report)
    }

    pub(super) fn date(&mut self, key: &'static str) -> Option<Date> {
        self.parsed(key, || ValueType::Date, |text| parse_date(text, &codes::BAD_DATE))
    }

    pub(super) fn number(&mut self, key: &'static str) -> Option<f64> {
        self.parsed(key, || ValueType::Number, |text| parse_number(text, key))
    }

    /// A number with its digits as they are written.
    pub(super) fn printed_number(&mut self, key: &'static str) -> Option<(f64, String)> {
        let read = |text: &Str| Ok((parse_number(text, key)?, text.text.replace('_', "")));
        self.parsed(key, || ValueType::Number, read)
    }

    /// A whole number from 1 up.
    pub(super) fn count(&mut self, key: &'static str) -> Option<u32> {
        self.parsed(
            key,
            || ValueType::Count,
            |text| {
                let number = parse_number(text, key)?;
                if number >= 1.0 && number.fract() == 0.0 {
                    return Ok(number as u32);
                }
                let message = format!("`{key}` is a whole number from 1 up, not {number}");
                let wrong = Diagnostic::at(&codes::BAD_NUMBER, text.span, message);
                Err(Box::new(wrong.help("write a number such as 7")))
            },
        )
    }

    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        let flag = self.parsed(
            key,
            || ValueType::Flag,
            |text| match text.text.as_str() {
                "true" | "yes" => Ok(true),
                "false" | "no" => Ok(false),
                other => {
                    let message = format!("`{key}` is true or false, not \"{other}\"");
                    let wrong = Diagnostic::at(&codes::WRONG_TYPE, text.span, message);
                    Err(Box::new(wrong.help("write true or false")))
                }
            },
        );
        flag.unwrap_or(false)
    }

    /// A word of a fixed list.
    pub(super) fn word<W: Word>(&mut self, key: &'static str) -> Option<W> {
        let what = format!("`{key}`");
        let parse = |text: &Str| parse_word::<W>(text, &codes::UNKNOWN_WORD, &what);
        self.parsed(key, || ValueType::Word(W::words()), parse)
    }

    /// A list of words of a fixed list, each once; a single word is a list of one.
    pub(super) fn words<W: Word + PartialEq>(&mut self, key: &'static str) -> Vec<W> {
        self.ask(key, || ValueType::Words(W::words()));
        let what = format!("`{key}`");
        let mut words: Vec<W> = Vec::new();
        for text in self.listed(key) {
            let word = keep(parse_word::<W>(&text, &codes::UNKNOWN_WORD, &what), self.report);
            words.extend(word.filter(|word| !words.contains(word)));
        }
        words
    }

    /// A list of dates with their places, oldest first, each once.
    pub(super) fn dates(&mut self, key: &'static str) -> Vec<(Date, Span)> {
        self.ask(key, || ValueType::Dates);
        let mut dates = Vec::new();
        for text in self.listed(key) {
            let date = keep(parse_date(&text, &codes::BAD_DATE), self.report);
            dates.extend(date.map(|date| (date, text.span)));
        }
        dates.sort();
        dates.dedup_by_key(|(date, _)| *date);
        dates
    }

    /// An address of the web.
    pub(super) fn address(&mut self, key: &'static str) -> Option<String> {
        self.parsed(
            key,
            || ValueType::Address,
            |text| {
                let is_web = url::Url::parse(&text.text)
                    .is_ok_and(|u| matches!(u.scheme(), "http" | "https") && u.has_host());
                if is_web && !text.text.contains(char::is_whitespace) {
                    return Ok(text.text.clone());
                }
                let message = format!("`{key}` is a web address, not \"{}\"", text.text);
                let wrong = Diagnostic::at(&codes::BAD_ADDRESS, text.span, message);
                let help = "write it with https://, or leave the key out where no address is known";
                Err(Box::new(wrong.help(help)))
            },
        )
    }

    /// A list of texts; a single text is a list of one.
    pub(super) fn strs(&mut self, key: &'static str) -> Vec<Str> {
        self.ask(key, || ValueType::Texts);
        self.listed(key)
    }

    /// A language tag (BCP 47).
    pub(super) fn language(&mut self, key: &'static str) -> Option<String> {
        self.parsed(
            key,
            || ValueType::Text,
            |text| {
                let mut parts = text.text.split('-');
                let primary = parts.next().unwrap_or_default();
                let is_tag = |part: &str, least: usize, most: usize| {
                    (least..=most).contains(&part.len())
                        && part.bytes().all(|b| b.is_ascii_alphanumeric())
                };
                if is_tag(primary, 2, 3) && parts.all(|part| is_tag(part, 1, 8)) {
                    return Ok(text.text.clone());
                }
                let message = format!("`{key}` is a language tag, not \"{}\"", text.text);
                let wrong = Diagnostic::at(&codes::BAD_LANGUAGE, text.span, message)
                    .help("write a tag such as en, en-GB, de or pt-BR");
                let low = text.text.to_lowercase().replace('_', "-");
                let named = LANGUAGES.iter().find(|(name, _)| *name == low);
                let tag = match named {
                    Some((_, tag)) => Some(tag.to_string()),
                    None if text.text.contains('_') => Some(text.text.replace('_', "-")),
                    None => None,
                };
                Err(Box::new(match tag {
                    Some(tag) => wrong.fix(text.span, tag),
                    None => wrong,
                }))
            },
        )
    }

    fn listed(&mut self, key: &'static str) -> Vec<Str> {
        let mut found = Vec::new();
        for node in self.list(key) {
            match node.value {
                Value::Scalar(text) => found.push(Str { text, span: node.span }),
                Value::Null => {}
                // `related: [[wages]]` is a list in a list to YAML.
                Value::List(ref inner)
                    if matches!(&inner[..], [Node { value: Value::Scalar(_), .. }]) =>
                {
                    if let Value::Scalar(text) = &inner[0].value {
                        found.push(Str { text: text.clone(), span: inner[0].span });
                    }
                }
                _ => self.wrong(&node, key, "a list of texts"),
            }
        }
        found
    }

    /// A list of anything; a single value is a list of one.
    fn list(&mut self, key: &'static str) -> Vec<Node> {
        match self.take(key) {
            Some(Node { value: Value::List(items), .. }) => items,
            Some(node) => vec![node],
            None => Vec::new(),
        }
    }

    /// Reads each item of a list as a mapping of its own.
    pub(super) fn each<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        read: impl Fn(Fields<'_>) -> T,
    ) -> Vec<T> {
        self.ask(key, || ValueType::Mappings(schema_of(what, &read)));
        self.list(key).into_iter().map(|node| read(Fields::new(node, what, self.report))).collect()
    }

    /// Reads each item of a list, which is a text or a mapping of its own.
    pub(super) fn each_or_text<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        from_text: impl Fn(Str) -> T,
        read: impl Fn(Fields<'_>) -> T,
    ) -> Vec<T> {
        self.ask(key, || ValueType::TextsOrMappings(schema_of(what, &read)));
        let mut items = Vec::new();
        for node in self.list(key) {
            items.push(match node.value {
                Value::Scalar(text) => from_text(Str { text, span: node.span }),
                Value::List(_) => {
                    let message = format!(
                        "{what} is a text or a mapping of keys and values, and here stands a list"
                    );
                    let help = "write a text, or keys and values such as `{key: value}`";
                    self.report.add(&codes::WRONG_TYPE, node.span, message, help);
                    read(Fields::unread(node.span, what, self.report))
                }
                value => read(Fields::new(Node { value, ..node }, what, self.report)),
            });
        }
        items
    }

    /// Reports what nobody took.
    pub(super) fn done(self) {
        for (key, node) in &self.pairs {
            if node.is_none() || self.known.contains(&key.text.as_str()) {
                continue;
            }
            let near = suggest::meant(&key.text, self.known.iter().copied());
            let hint = near.map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
            let message = format!("{} has no key `{}`{hint}", self.what, key.text);
            let mut found = Diagnostic::at(&codes::UNKNOWN_KEY, key.span, message);
            // A key that is there already would stand twice.
            let is_free = |name: &&str| !self.pairs.iter().any(|(k, _)| k.text == *name);
            found = match near.filter(is_free) {
                Some(name) => found.fix(key.span, name),
                None => found.help(format!("the keys are: {}", self.known.join(", "))),
            };
            self.report.push(found);
        }
    }
}

/// Names of languages that people write in place of their tags.
const LANGUAGES: [(&str, &str); 16] = [
    ("english", "en"),
    ("german", "de"),
    ("deutsch", "de"),
    ("french", "fr"),
    ("français", "fr"),
    ("spanish", "es"),
    ("español", "es"),
    ("italian", "it"),
    ("italiano", "it"),
    ("portuguese", "pt"),
    ("dutch", "nl"),
    ("polish", "pl"),
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("japanese", "ja"),
    ("hebrew", "he"),
];

fn parse_number(text: &Str, key: &str) -> Parsed<f64> {
    match text.text.replace('_', "").parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => {
            let message = format!("`{key}` is a number, not \"{}\"", text.text);
            let wrong = Diagnostic::at(&codes::BAD_NUMBER, text.span, message);
            Err(Box::new(wrong.help(number_help(&text.text, key))))
        }
    }
}

/// What to write in place of a text that is not a number.
fn number_help(text: &str, key: &str) -> String {
    let low = text.trim().to_lowercase();
    let is_number = |part: &str| part.trim().parse::<f64>().is_ok();
    let days = [
        ("daily", 1),
        ("weekly", 7),
        ("fortnightly", 14),
        ("monthly", 30),
        ("quarterly", 91),
        ("yearly", 365),
    ];
    if let Some((_, days)) = days.into_iter().find(|(word, _)| key == "cadence" && *word == low) {
        return format!("it is a number of days; write {days}");
    }
    if let Some((lower, upper)) =
        low.split_once(['-', '–']).filter(|(a, b)| is_number(a) && is_number(b))
    {
        return format!("write `{key}: {}` and `upper: {}`", lower.trim(), upper.trim());
    }
    let number = low.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = text.trim()[number.len()..].trim();
    if key == "value" && is_number(&number.replace(',', "")) && !unit.is_empty() {
        return format!("write `value: {}` and `unit: \"{unit}\"`", number.replace(',', ""));
    }
    if is_number(&low.replace(',', "")) {
        return format!("write {}", low.replace(',', ""));
    }
    match key {
        "cadence" => "write the number of days between two gathers, such as 7".to_string(),
        _ => "write a plain number, such as 58.6 or 7".to_string(),
    }
}

/// The schema of what a reader asks for: the reader runs on an empty mapping, and its questions are recorded.
pub(super) fn schema_of<T>(what: &'static str, read: impl FnOnce(Fields<'_>) -> T) -> RecordSchema {
    let mut ignored = Report::default();
    let (fields, asked) = Fields::describing(what, &mut ignored);
    read(fields);
    asked.take()
}
