//! Reading a mapping key by key: what is missing, of the wrong type or not known is reported, the rest is kept.
//!
//! The same readers describe themselves: made by [`Fields::describing`], a mapping is empty and notes what it is asked.

use super::schema::{RecordSchema, ValueType};
use super::validate::{Parsed, check_id, keep, parse_date, parse_issue_date, parse_word};
use super::yaml::{Node, RawLabel, Str, Value};
use crate::diagnostics::{Diagnostic, Report, codes, suggest};
use crate::markdown;
use crate::model::{
    Date, Extensible, IssueDate, VocabularyList, Word, is_language_tag, language_tag,
};
use crate::source::{FileId, Span};
use std::cell::RefCell;
use std::rc::Rc;

/// A mapping that is being read. Each reader takes a key; [`Fields::done`] reports the keys that were not taken.
pub(super) struct Fields<'r> {
    pairs: Vec<(Str, Option<Node>)>,
    known: Vec<&'static str>,
    /// Keys that must be there and are not, unless one is there under a wrong name.
    missing: Vec<(&'static str, Diagnostic)>,
    /// Known keys that messages do not list.
    unlisted: Vec<&'static str>,
    span: Span,
    /// The value is not a mapping, so that every key is missing for that reason.
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
                let message =
                    format!("{what} is a mapping of keys and values, but found {}", other.kind());
                let glued = match &other {
                    Value::Scalar(text) => text.split_once(':'),
                    _ => None,
                };
                let help = match glued {
                    Some((key, value)) if !key.contains(' ') && !value.starts_with("//") => {
                        format!("write a space after the colon: `{key}: {}`", first_line(value))
                    }
                    _ => "write keys and values, such as `key: value`".to_string(),
                };
                report.add(&codes::WRONG_TYPE, span, message, help);
                Vec::new()
            }
        };
        let span = pairs.first().map_or(span, |(k, _): &(Str, _)| k.span);
        Fields {
            pairs,
            known: Vec::new(),
            unlisted: Vec::new(),
            missing: Vec::new(),
            span,
            unread,
            what,
            report,
            asked: None,
        }
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
            unlisted: Vec::new(),
            missing: Vec::new(),
            span,
            unread: true,
            what,
            report,
            asked: None,
        }
    }

    /// The span of the mapping: its first key.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// Whether the key is written and says something, or could not be seen. What was read already counts.
    pub(super) fn has(&self, key: &str) -> bool {
        let empty = |v: &Option<Node>| v.as_ref().is_some_and(|n| matches!(n.value, Value::Null));
        self.unread || self.pairs.iter().any(|(k, v)| k.text == key && !empty(v))
    }

    /// The span of the value of a key.
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

    /// Reads keys that are rarely used, which messages count and do not list.
    pub(super) fn unlisted<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.known.len();
        let value = read(self);
        self.unlisted.extend_from_slice(&self.known[before..]);
        value
    }

    fn listed_keys(&self) -> String {
        let listed: Vec<&str> =
            self.known.iter().copied().filter(|key| !self.unlisted.contains(key)).collect();
        match self.unlisted.len() {
            0 => format!("the keys are: {}", listed.join(", ")),
            more => {
                let listed = listed.join(", ");
                format!("the keys are: {listed}, and {more} rarer ones, which `agon schema` has")
            }
        }
    }

    /// Reports two dates of which the second is before the first.
    pub(super) fn check_order(
        &mut self,
        (earlier_key, earlier): (&str, Option<Date>),
        (later_key, later): (&str, Option<Date>),
    ) {
        let (Some(earlier), Some(later)) = (earlier, later) else { return };
        if later.last() >= earlier.first() {
            return;
        }
        let key_span =
            |key: &str| self.pairs.iter().find(|(k, _)| k.text == key).map(|(k, _)| k.span);
        let message = format!("`{later_key}` is {later}, before `{earlier_key}`, {earlier}");
        let span = key_span(later_key).unwrap_or(self.span);
        let mut found = Diagnostic::at(&codes::DATES_OUT_OF_ORDER, span, message)
            .help("correct one of the two dates");
        if let Some(other) = key_span(earlier_key) {
            found = found.related(other, "the date before it");
        }
        self.report.push(found);
    }

    /// The value of a key; an empty value counts as none.
    fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        let (_, node) = self.pairs.iter_mut().find(|(k, _)| k.text == key)?;
        node.take_if(|n| !matches!(n.value, Value::Null))
    }

    fn wrong(&mut self, node: &Node, key: &str, wanted: &str) {
        let message = format!("`{key}` is {wanted}, but found {}", node.value.kind());
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
            None => !self.unread && key_span.is_none() && !self.has_glued(key),
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
        let found = Diagnostic::at(&codes::MISSING_KEY, span, message).help(help);
        self.missing.push((key, found));
        Str { text: String::new(), span: self.span }
    }

    /// Whether the key is there without the space after its colon.
    fn has_glued(&self, key: &str) -> bool {
        let mut glued = self.pairs.iter().filter_map(|(k, _)| k.text.split_once(':'));
        glued.any(|(name, value)| name == key && !value.is_empty())
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

    /// A mapping of any YAML, for a site's own templates. Unquoted `true`, `false` and numbers are what they are in JSON.
    pub(super) fn data(&mut self, key: &'static str) -> Option<serde_json::Value> {
        self.ask(key, || ValueType::Data);
        let node = self.take(key)?;
        if !matches!(node.value, Value::Map(_)) {
            self.wrong(&node, key, "a mapping of keys and values");
            return None;
        }
        Some(json(&node))
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

    /// A date of publication, which may be a range, a season or an estimate.
    pub(super) fn issue_date(&mut self, key: &'static str) -> Option<IssueDate> {
        self.parsed(key, || ValueType::IssueDate, parse_issue_date)
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

    /// A word of a list that a site can add to; linking knows the list.
    pub(super) fn term<W: Extensible>(&mut self, key: &'static str) -> Option<Str> {
        self.ask(key, || ValueType::Term(W::LIST));
        self.str(key)
    }

    /// Words of a list that a site can add to.
    pub(super) fn terms(&mut self, key: &'static str, list: VocabularyList) -> Vec<Str> {
        self.ask(key, || ValueType::Terms(list));
        self.listed(key)
    }

    /// A text for all languages, or one for each of some.
    pub(super) fn by_language(&mut self, key: &'static str) -> Vec<RawLabel> {
        self.ask(key, || ValueType::ByLanguage);
        let Some(node) = self.take(key) else { return Vec::new() };
        let pairs = match node.value {
            Value::Scalar(text) => return vec![RawLabel { language: None, text }],
            Value::Map(pairs) => pairs,
            _ => {
                self.wrong(
                    &node,
                    key,
                    "a text, or texts by their languages such as `{de: Partei}`",
                );
                return Vec::new();
            }
        };
        let mut labels = Vec::new();
        for (tag, node) in pairs {
            match node.value {
                Value::Scalar(text) => labels.push(RawLabel { language: Some(tag), text }),
                _ => self.wrong(&node, key, "a text"),
            }
        }
        labels
    }

    /// A mapping of words that the author chooses, each with a mapping of its own.
    pub(super) fn named<T>(
        &mut self,
        list: VocabularyList,
        what: &'static str,
        read: impl Fn(Str, Fields<'_>) -> T,
    ) -> Vec<T> {
        let key = list.key();
        let nothing = || Str { text: String::new(), span: Span::new(FileId(0), 0..0) };
        self.ask(key, || ValueType::Named(list, schema_of(what, |f| read(nothing(), f))));
        let Some(node) = self.take(key) else { return Vec::new() };
        let Value::Map(pairs) = node.value else {
            self.wrong(&node, key, "a mapping of words, such as `party: {label: Party}`");
            return Vec::new();
        };
        let mut found = Vec::new();
        for (word, node) in pairs {
            found.push(read(word, Fields::new(node, what, self.report)));
        }
        found
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
        self.parsed(key, || ValueType::Address, |text| web_address(key, text))
    }

    /// The address that the site has: a host and a path, nothing behind it.
    pub(super) fn site_address(&mut self, key: &'static str) -> Option<String> {
        self.parsed(
            key,
            || ValueType::Address,
            |text| {
                let address = web_address(key, text)?;
                let is_site = url::Url::parse(&address).is_ok_and(|url| {
                    url.query().is_none() && url.fragment().is_none() && url.username().is_empty()
                });
                let is_other = |c: char| c.is_control() || "\"'<>\\^`{|}".contains(c);
                if is_site && markdown::has_host(&address) && !address.contains(is_other) {
                    return Ok(address);
                }
                let message = format!("`{key}` is the address of a site, not \"{address}\"");
                let wrong = Diagnostic::at(&codes::BAD_ADDRESS, text.span, message);
                let help =
                    "write https://, the host and the path of the site on it, or leave the key out";
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
                if is_language_tag(&text.text) {
                    return Ok(text.text.clone());
                }
                let message = format!("`{key}` is a language tag, not \"{}\"", text.text);
                let wrong = Diagnostic::at(&codes::BAD_LANGUAGE, text.span, message)
                    .help("write a tag such as en, en-GB, de or pt-BR");
                let tag = language_tag(&text.text).filter(|tag| is_language_tag(tag));
                Err(Box::new(match tag {
                    Some(tag) => wrong.fix(text.span, tag),
                    None => wrong,
                }))
            },
        )
    }

    fn listed(&mut self, key: &'static str) -> Vec<Str> {
        self.check_commas(key);
        let mut found = Vec::new();
        for node in self.list(key) {
            match node.value {
                Value::Null => {}
                _ => match only_text(&node) {
                    Some(text) => found.push(text),
                    None => self.wrong(&node, key, "a list of texts"),
                },
            }
        }
        found
    }

    /// `aliases: A, B`, which is one name to YAML. Of other keys a text with commas is reported as an unknown name.
    fn check_commas(&mut self, key: &'static str) {
        let pair = self.pairs.iter().find(|(k, _)| k.text == key && key == "aliases");
        let Some((_, Some(Node { value: Value::Scalar(text), span }))) = pair else { return };
        let is_quoted = span.range().len() != text.len();
        if is_quoted || !text.contains(", ") {
            return;
        }
        let count = text.split(',').count();
        let message = format!("`{key}` is one text here, with commas in it, and not {count}");
        let found = Diagnostic::at(&codes::COMMA_IN_LIST, *span, message).help(format!(
            "write `{key}: [{text}]` for {count} texts, or quotes around the one text"
        ));
        self.report.push(found);
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
                        "{what} is a text or a mapping of keys and values, but found a list"
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

    /// Reports the keys that were not taken.
    pub(super) fn done(mut self) {
        for (key, node) in &self.pairs {
            if node.is_none() || self.known.contains(&key.text.as_str()) {
                continue;
            }
            if let Some(glued) = glued_key(key, &self.known, self.what) {
                self.report.push(glued);
                continue;
            }
            let near = suggest::meant(&key.text, self.known.iter().copied());
            // Under its right name it is there.
            self.missing.retain(|(missing, _)| near != Some(missing));
            let hint = near.map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
            let message = format!("{} has no key `{}`{hint}", self.what, key.text);
            let mut found = Diagnostic::at(&codes::UNKNOWN_KEY, key.span, message);
            // A key that exists already would be a duplicate.
            let is_free = |name: &&str| !self.pairs.iter().any(|(k, _)| k.text == *name);
            found = match near.filter(is_free) {
                Some(name) => found.fix(key.span, name),
                None => found.help(self.listed_keys()),
            };
            self.report.push(found);
        }
        for (_, missing) in self.missing {
            self.report.push(missing);
        }
    }
}

/// A text, or the text in a list of one: `[[wages]]` is a list in a list to YAML.
fn only_text(node: &Node) -> Option<Str> {
    match &node.value {
        Value::Scalar(text) => Some(Str { text: text.clone(), span: node.span }),
        Value::List(items) => match &items[..] {
            [one] => only_text(one),
            _ => None,
        },
        _ => None,
    }
}

/// `{id:rise}`, which is a key without a value to YAML.
fn glued_key(key: &Str, known: &[&str], what: &str) -> Option<Diagnostic> {
    let (name, value) = key.text.split_once(':')?;
    if !known.contains(&name) || value.is_empty() {
        return None;
    }
    let message = format!("{what} has no key `{}`: its colon has no space after it", key.text);
    let found = Diagnostic::at(&codes::UNKNOWN_KEY, key.span, message);
    Some(found.fix(key.span, format!("{name}: {value}")))
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// A value of YAML as JSON.
fn json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Scalar(text) => {
            // What is quoted is longer in the file than its words.
            let is_quoted = node.span.range().len() != text.len();
            match text.as_str() {
                _ if is_quoted => text.as_str().into(),
                "true" => true.into(),
                "false" => false.into(),
                words => match words.parse::<serde_json::Number>() {
                    Ok(number) => number.into(),
                    Err(_) => words.into(),
                },
            }
        }
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| (key.text.clone(), json(value)));
            serde_json::Value::Object(pairs.collect())
        }
    }
}

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
    if let Some((lower, upper)) = low.split_once(['-', '–'])
        && let (Some(lower), Some(upper)) = (plain_number(lower), plain_number(upper))
    {
        return format!("write `{key}: {lower}` and `upper: {upper}`");
    }
    if let Some(number) = plain_number(&low) {
        return format!("write {number}");
    }
    let is_part = |c: char| c.is_ascii_digit() || ".,-+".contains(c);
    let number = text.trim().trim_matches(|c: char| !is_part(c)).trim_matches(['.', ',']);
    let unit = text.trim().replacen(number, "", 1);
    let unit = unit.trim();
    match plain_number(number) {
        Some(number) if key == "cadence" && ["d", "day", "days"].contains(&unit) => {
            format!("it is a number of days; write {number}")
        }
        Some(number) if key == "value" && is_approximate(unit) => {
            format!("write `value: {number}` and `approximate: true`")
        }
        Some(number) if key == "value" && !unit.contains(|c: char| c.is_ascii_digit()) => {
            format!("write `value: {number}` and `unit: \"{unit}\"`")
        }
        _ if key == "cadence" => {
            "write the number of days between two gathers, such as 7".to_string()
        }
        _ => "write a plain number, such as 58.6 or 7".to_string(),
    }
}

fn is_approximate(words: &str) -> bool {
    let words = words.trim_end_matches('.').to_lowercase();
    ["~", "≈", "c", "ca", "circa", "about", "around", "approx", "some"].contains(&words.as_str())
}

/// A number with separators, as agon reads it: `1,500` is 1500, `1,5` is 1.5, `1 000` is 1000.
fn plain_number(text: &str) -> Option<String> {
    let text: String = text.trim().chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let text = text.strip_prefix('+').unwrap_or(&text).replace('−', "-");
    let groups: Vec<&str> = text.split(',').collect();
    let is_grouped = groups.len() > 1
        && groups[1..].iter().all(|group| {
            let digits = group.split('.').next().unwrap_or_default();
            digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit())
        });
    let number = match groups.len() {
        1 => text,
        _ if is_grouped => groups.concat(),
        2 if !text.contains('.') => groups.join("."),
        _ => return None,
    };
    let is_number = number.parse::<f64>().is_ok_and(f64::is_finite);
    Some(number).filter(|number| is_number && number.contains(|c: char| c.is_ascii_digit()))
}

/// The schema of what a reader asks for: the reader runs on an empty mapping, and its questions are recorded.
pub(super) fn schema_of<T>(what: &'static str, read: impl FnOnce(Fields<'_>) -> T) -> RecordSchema {
    let mut ignored = Report::default();
    let (fields, asked) = Fields::describing(what, &mut ignored);
    read(fields);
    asked.take()
}

/// An address of the web.
fn web_address(key: &str, text: &Str) -> Parsed<String> {
    let is_web = url::Url::parse(&text.text)
        .is_ok_and(|u| matches!(u.scheme(), "http" | "https") && u.has_host());
    if is_web && !text.text.contains(char::is_whitespace) {
        return Ok(text.text.clone());
    }
    let message = format!("`{key}` is a web address, not \"{}\"", text.text);
    let wrong = Diagnostic::at(&codes::BAD_ADDRESS, text.span, message);
    let help = "write it with https://, or leave the key out where no address is known";
    let wrong = wrong.help(help);
    let with_scheme = format!("https://{}", text.text);
    let has_scheme = text.text.contains(':') || text.text.starts_with('/');
    let is_host = !has_scheme
        && text.text.split('/').next().is_some_and(|host| host.contains('.'))
        && !text.text.contains(char::is_whitespace)
        && url::Url::parse(&with_scheme).is_ok_and(|url| url.has_host());
    Err(Box::new(match is_host {
        true => wrong.fix(text.span, with_scheme),
        false => wrong,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_for_a_number_keeps_its_value() {
        for (text, key, help) in [
            ("-31%", "value", "write `value: -31` and `unit: \"%\"`"),
            ("20-30", "value", "write `value: 20` and `upper: 30`"),
            ("1,5", "value", "write 1.5"),
            ("1,500", "value", "write 1500"),
            ("1 000", "value", "write 1000"),
            ("5 million", "value", "write `value: 5` and `unit: \"million\"`"),
            ("€5", "value", "write `value: 5` and `unit: \"€\"`"),
            ("ca. 5", "value", "write `value: 5` and `approximate: true`"),
            ("~5", "value", "write `value: 5` and `approximate: true`"),
            ("many", "value", "write a plain number, such as 58.6 or 7"),
            ("monthly", "cadence", "it is a number of days; write 30"),
            ("7 days", "cadence", "it is a number of days; write 7"),
            ("often", "cadence", "write the number of days between two gathers, such as 7"),
        ] {
            assert_eq!(number_help(text, key), help, "{text}");
        }
    }
}
