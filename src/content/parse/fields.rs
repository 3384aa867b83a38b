//! Reading a mapping key by key: what is missing, of the wrong type or not known is reported, the rest is kept.
//!
//! The same readers describe themselves: made by [`Fields::describing`], a mapping is empty and notes what it is asked.

use super::schema::{RecordSchema, ValueType};
use super::yaml::{Node, Str, Value};
use crate::diagnostics::{Diagnostic, Report, codes, suggest};
use crate::model::VocabularyList;
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
                    Value::Scalar(text) => text.split_once([':', '：']),
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
        Fields { pairs, unread, ..Fields::unread(span, what, report) }
    }

    /// An empty mapping that notes what it is asked. Whatever it reports says nothing.
    pub(super) fn describing(what: &'static str, report: &'r mut Report) -> (Self, Asked) {
        let shape = Rc::new(RefCell::new(RecordSchema::empty(what)));
        let fields = Fields::unread(Span::new(FileId(0), 0..0), what, report);
        (Fields { asked: Some(shape.clone()), ..fields }, Asked(shape))
    }

    pub(super) fn ask(&self, key: &'static str, form: impl FnOnce() -> ValueType) {
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
        let mut pairs = self.pairs.iter().filter(|(k, _)| k.text == key);
        self.unread
            || pairs.any(|(_, value)| !matches!(value, Some(Node { value: Value::Null, .. })))
    }

    /// The span of the value of a key.
    pub(super) fn peek_span(&self, key: &str) -> Option<Span> {
        self.peek(key).map(|node| node.span)
    }

    /// The value of a key that is not taken yet.
    fn peek(&self, key: &str) -> Option<&Node> {
        self.pairs.iter().find(|(k, _)| k.text == key)?.1.as_ref()
    }

    /// The span of a key.
    pub(super) fn key_span(&self, key: &str) -> Option<Span> {
        self.pairs.iter().find(|(k, _)| k.text == key).map(|(k, _)| k.span)
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

    /// The value of a key; an empty value counts as none.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        let (_, node) = self.pairs.iter_mut().find(|(k, _)| k.text == key)?;
        node.take_if(|n| !matches!(n.value, Value::Null))
    }

    pub(super) fn wrong(&mut self, node: &Node, key: &str, wanted: &str) {
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

    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        self.str(key).map(|s| s.text)
    }

    /// A key that must be there; its absence is reported and read as an empty text.
    pub(super) fn need(&mut self, key: &'static str) -> Str {
        let key_span = self.key_span(key);
        let is_absent = match self.peek(key).map(|node| &node.value) {
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

    /// A mapping of words that the author chooses, each with a mapping of its own.
    pub(super) fn named<T>(
        &mut self,
        list: VocabularyList,
        what: &'static str,
        read: impl Fn(Str, Fields<'_>) -> T,
    ) -> Vec<T> {
        let key = list.key();
        self.ask(key, || {
            let word = Str { text: String::new(), span: Span::new(FileId(0), 0..0) };
            ValueType::Named(list, schema_of(what, |fields| read(word, fields)))
        });
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

    /// A list of texts; a single text is a list of one.
    pub(super) fn strs(&mut self, key: &'static str) -> Vec<Str> {
        self.ask(key, || ValueType::Texts);
        self.listed(key)
    }

    pub(super) fn listed(&mut self, key: &'static str) -> Vec<Str> {
        self.check_commas(key);
        let mut found = Vec::new();
        for node in self.list(key) {
            match node.value {
                Value::Null => {}
                _ => match node.only_text() {
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

/// The schema of what a reader asks for: the reader runs on an empty mapping, and its questions are recorded.
pub(super) fn schema_of<T>(what: &'static str, read: impl FnOnce(Fields<'_>) -> T) -> RecordSchema {
    let mut ignored = Report::default();
    let (fields, asked) = Fields::describing(what, &mut ignored);
    read(fields);
    asked.take()
}
