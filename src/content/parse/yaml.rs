//! From YAML text to a tree whose every value knows its place.
//!
//! The only user of the YAML library besides diag. Scalars keep the words that were written: `2026` stays `2026`, `1.0` stays
//! `1.0`, whatever type YAML would give them.

use super::characters::{is_unprintable, unprintable};
use super::yaml_slips::{Slip, slip};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::source::{FileId, Span};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;
use std::fmt;

/// A text with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Str {
    pub text: String,
    pub span: Span,
}

/// A text for readers, for all languages or for one.
#[derive(Debug)]
pub struct RawLabel {
    /// The language's tag.
    pub language: Option<Str>,
    pub text: String,
}

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    pub span: Span,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub enum Value {
    Null,
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(Str, Node)>),
}

impl Value {
    /// What it is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Scalar(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

impl Node {
    /// A text, or the text in a list of one: `[[wages]]` is a list in a list to YAML.
    pub(super) fn only_text(&self) -> Option<Str> {
        match &self.value {
            Value::Scalar(text) => Some(Str { text: text.clone(), span: self.span }),
            Value::List(items) => match &items[..] {
                [one] => one.only_text(),
                _ => None,
            },
            _ => None,
        }
    }

    /// The value as JSON. Unquoted `true`, `false` and numbers are what they are in JSON.
    pub(super) fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Scalar(text) => {
                // What is quoted is longer in the file than its words.
                let is_quoted = self.span.range().len() != text.len();
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
            Value::List(items) => items.iter().map(Node::to_json).collect(),
            Value::Map(pairs) => {
                let pairs = pairs.iter().map(|(key, value)| (key.text.clone(), value.to_json()));
                serde_json::Value::Object(pairs.collect())
            }
        }
    }
}

/// How many lists and mappings may be within each other: the library calls itself for each, and a thread has 2 MB for that.
const DEEPEST: usize = 32;

/// Reads the YAML at `start..end` of a file. A syntax error is reported; then there is no tree.
pub fn read(
    file: FileId,
    text: &str,
    range: std::ops::Range<usize>,
    report: &mut Report,
) -> Option<Node> {
    let source = &text[range.clone()];
    if source.lines().all(|l| l.trim().is_empty() || l.trim_start().starts_with('#')) {
        return Some(Node { span: Span::new(file, range), value: Value::Null });
    }
    let place = YamlReader { file, text: source, base: range.start };
    let options = serde_yaml::options! { budget: serde_yaml::budget! { max_depth: DEEPEST } };
    match serde_yaml::from_str_with_options::<Spanned<UntypedValue>>(source, options) {
        Ok(tree) => Some(place.node(tree, report)),
        Err(error) => {
            report.push(place.syntax_error(&error));
            None
        }
    }
}

/// The text that is read, and where it is.
pub(super) struct YamlReader<'a> {
    file: FileId,
    pub(super) text: &'a str,
    /// Where the text begins in its file.
    pub(super) base: usize,
}

impl YamlReader<'_> {
    fn span(&self, at: serde_yaml::Location) -> Span {
        let span = at.span();
        let start = span.byte_offset().unwrap_or(0) as usize;
        let len = span.byte_len().unwrap_or(0) as usize;
        let end = (start + len).min(self.text.len());
        let slice = self.text.get(start..end).unwrap_or("");
        Span::new(self.file, self.base + start..self.base + start + slice.trim_end().len())
    }

    fn node(&self, tree: Spanned<UntypedValue>, report: &mut Report) -> Node {
        let span = self.span(tree.referenced);
        if matches!(tree.value, UntypedValue::Text(_) | UntypedValue::Typed) {
            self.check_comment(span, report);
            self.check_comma(span, report);
            self.check_typographic_quotes(span, report);
        }
        let value = match tree.value {
            UntypedValue::Null => Value::Null,
            UntypedValue::Text(text) => {
                // one that is written as itself is reported where the file is read
                let found = text.chars().find(|c| is_unprintable(*c));
                let written = &self.text[span.start as usize - self.base..];
                if let Some(found) = found.filter(|c| !written.contains(*c)) {
                    report.push(unprintable(found, span));
                }
                Value::Scalar(text)
            }
            // Numbers and booleans: the words as written, not what YAML makes of them.
            UntypedValue::Typed => Value::Scalar(
                self.text[span.start as usize - self.base..span.end as usize - self.base]
                    .to_string(),
            ),
            UntypedValue::List(items) => {
                Value::List(items.into_iter().map(|i| self.node(i, report)).collect())
            }
            UntypedValue::Map(pairs) => Value::Map(
                pairs
                    .into_iter()
                    .map(|(k, v)| {
                        let key = Str { span: self.span(k.referenced), text: k.value };
                        let value = self.node(v, report);
                        if matches!(value.value, Value::Null) {
                            self.check_lost_value(&key, report);
                        }
                        (key, value)
                    })
                    .collect(),
            ),
        };
        Node { span, value }
    }

    fn syntax_error(&self, error: &serde_yaml::Error) -> Diagnostic {
        let said = error.without_snippet().to_string();
        let message = said.rsplit_once(" at line ").map_or(said.as_str(), |(m, _)| m);
        // What the library advises its callers does not help an author.
        let message = message.split("; use from_").next().unwrap_or(message);
        let (line, column) =
            error.location().map_or((1, 1), |l| (l.line() as usize, l.column() as usize));
        let line_start: usize =
            self.text.split_inclusive('\n').take(line.max(1) - 1).map(str::len).sum();
        let line_text = self.text[line_start..].lines().next().unwrap_or("");
        let offset =
            line_text.char_indices().nth(column.max(1) - 1).map_or(line_text.len(), |(i, _)| i);
        let start = line_start + offset;
        let end = start
            + self.text[start..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
        let span = self.place(start..end);
        if let Some(rest) = message.strip_prefix("duplicate mapping key: ") {
            let key = rest.split(',').next().unwrap_or(rest);
            let span = self.place(start..start + key.len());
            return Diagnostic::at(
                &codes::DUPLICATE_KEY,
                span,
                format!("the key \"{key}\" occurs twice"),
            )
            .help("keep one of the two");
        }
        if message.starts_with("budget breached") {
            let is_deep = message.contains("Depth");
            let reason = match is_deep {
                true => format!("lists and mappings are nested more than {DEEPEST} levels deep"),
                false => "the file has too many values".to_string(),
            };
            let message = format!("the YAML cannot be read from here on: {reason}");
            let help = match is_deep {
                true => "write it with fewer levels",
                false => "split it into several files in the same folder",
            };
            return Diagnostic::at(&codes::YAML_SYNTAX, span, message).help(help);
        }
        if message.contains("multiple YAML documents")
            && let Some(at) = self.text.find("\n---")
        {
            let line = at + 1..at + 4;
            let end = self.text[line.end..].find('\n').map_or(line.end, |n| line.end + n + 1);
            return self.slip(Slip {
                range: line.clone(),
                message: "a line --- starts a second document".into(),
                help: "remove the line".into(),
                fix: Some((line.start..end, String::new())),
            });
        }
        match slip(self.text, line.max(1) - 1) {
            Some(slip) => self.slip(slip),
            None => {
                let message = format!("the YAML cannot be read here: {message}");
                Diagnostic::at(&codes::YAML_SYNTAX, span, message).help("put a text with a colon, a # or a leading special character in double quotes; check that quotes and brackets are closed")
            }
        }
    }

    /// The span of bytes of the YAML.
    pub(super) fn place(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }

    fn slip(&self, slip: Slip) -> Diagnostic {
        let message = format!("the YAML cannot be read here: {}", slip.message);
        let found =
            Diagnostic::at(&codes::YAML_SYNTAX, self.place(slip.range), message).help(slip.help);
        match slip.fix {
            Some((range, text)) => found.fix(self.place(range), text),
            None => found,
        }
    }
}

/// Any YAML value.
enum UntypedValue {
    Null,
    Text(String),
    Typed,
    List(Vec<Spanned<UntypedValue>>),
    Map(Vec<(Spanned<String>, Spanned<UntypedValue>)>),
}

impl<'de> Deserialize<'de> for UntypedValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UntypedVisitor)
    }
}

struct UntypedVisitor;

impl<'de> Visitor<'de> for UntypedVisitor {
    type Value = UntypedValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }
    fn visit_str<E>(self, text: &str) -> Result<UntypedValue, E> {
        Ok(UntypedValue::Text(text.to_string()))
    }
    fn visit_string<E>(self, text: String) -> Result<UntypedValue, E> {
        Ok(UntypedValue::Text(text))
    }
    fn visit_bool<E>(self, _: bool) -> Result<UntypedValue, E> {
        Ok(UntypedValue::Typed)
    }
    fn visit_i64<E>(self, _: i64) -> Result<UntypedValue, E> {
        Ok(UntypedValue::Typed)
    }
    fn visit_u64<E>(self, _: u64) -> Result<UntypedValue, E> {
        Ok(UntypedValue::Typed)
    }
    fn visit_f64<E>(self, _: f64) -> Result<UntypedValue, E> {
        Ok(UntypedValue::Typed)
    }
    fn visit_unit<E>(self) -> Result<UntypedValue, E> {
        Ok(UntypedValue::Null)
    }
    fn visit_none<E>(self) -> Result<UntypedValue, E> {
        Ok(UntypedValue::Null)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<UntypedValue, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(UntypedValue::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<UntypedValue, A::Error> {
        let mut map = Vec::new();
        while let Some(pair) = pairs.next_entry()? {
            map.push(pair);
        }
        Ok(UntypedValue::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(node: &Node) -> &str {
        match &node.value {
            Value::Scalar(text) => text,
            other => panic!("{} is not a scalar", other.kind()),
        }
    }

    #[test]
    fn values_keep_their_words_and_their_places() {
        let text = "---\ntitle: \"Zwölf: x\"\nyear: 2026\nv: 1.0\non: yes\nlist: [a, 2026-06]\n";
        let mut report = Report::default();
        let node = read(FileId(3), text, 4..text.len(), &mut report).unwrap();
        let Value::Map(pairs) = &node.value else { panic!() };
        let shown: Vec<_> = pairs[..4]
            .iter()
            .map(|(k, v)| (k.text.as_str(), scalar(v), &text[v.span.range()]))
            .collect();
        assert_eq!(
            shown,
            [
                ("title", "Zwölf: x", "\"Zwölf: x\""),
                ("year", "2026", "2026"),
                ("v", "1.0", "1.0"),
                ("on", "yes", "yes")
            ]
        );
        assert_eq!(report, Report::default());
    }

    #[test]
    fn yaml_is_read_to_a_depth() {
        let found = |text: &str| {
            let mut report = Report::default();
            read(FileId(0), text, 0..text.len(), &mut report);
            report.iter().map(|d| d.message.clone()).collect::<Vec<_>>()
        };
        let nested = |n: usize| format!("a: {}1{}", "{a: ".repeat(n), "}".repeat(n));
        assert_eq!(found(&nested(DEEPEST - 1)), Vec::<String>::new());
        let too_deep = "the YAML cannot be read from here on: lists and mappings are nested more than 32 levels deep";
        assert_eq!(found(&nested(DEEPEST)), [too_deep]);
        assert_eq!(found(&nested(60)), [too_deep]);
    }

    #[test]
    fn a_syntax_error_says_where() {
        let text = "a: 1\nb: c: d\n";
        let mut report = Report::default();
        assert!(read(FileId(0), text, 0..text.len(), &mut report).is_none());
        let found = &report.as_slice()[0];
        assert_eq!((found.code.id, found.span.unwrap().start), ("A101", 9));
        let mut twice = Report::default();
        read(FileId(0), "a: 1\na: 2\n", 0..10, &mut twice);
        assert_eq!(twice.as_slice()[0].message, "the key \"a\" occurs twice");
        assert_eq!(twice.as_slice()[0].span.unwrap().range(), 5..6);
    }
}
