//! Reads the values of a mapping by their types: ids, dates, numbers, words of a list, addresses, languages.

use super::fields::Fields;
use super::number::{parse_count, parse_number};
use super::schema::ValueType;
use super::validate::{
    Parsed, check_id, keep, parse_address, parse_date, parse_flag, parse_issue_date,
    parse_language, parse_site_address, parse_word,
};
use super::yaml::{Node, RawLabel, Str, Value};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Date, Extensible, IssueDate, VocabularyList, Word};
use crate::source::Span;

impl<'r> Fields<'r> {
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

    /// A mapping of any YAML, for a site's own templates.
    pub(super) fn data(&mut self, key: &'static str) -> Option<serde_json::Value> {
        self.ask(key, || ValueType::Data);
        let node = self.take(key)?;
        if !matches!(node.value, Value::Map(_)) {
            self.wrong(&node, key, "a mapping of keys and values");
            return None;
        }
        Some(node.to_json())
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
        self.parsed(key, || ValueType::Count, |text| parse_count(text, key))
    }

    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        let flag = self.parsed(key, || ValueType::Flag, |text| parse_flag(text, key));
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
        self.parsed(key, || ValueType::Address, |text| parse_address(text, key))
    }

    /// The address that the site has: a host and a path, nothing behind it.
    pub(super) fn site_address(&mut self, key: &'static str) -> Option<String> {
        self.parsed(key, || ValueType::Address, |text| parse_site_address(text, key))
    }

    /// A language tag (BCP 47).
    pub(super) fn language(&mut self, key: &'static str) -> Option<String> {
        self.parsed(key, || ValueType::Text, |text| parse_language(text, key))
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
        let message = format!("`{later_key}` is {later}, before `{earlier_key}`, {earlier}");
        let span = self.key_span(later_key).unwrap_or(self.span());
        let mut found = Diagnostic::at(&codes::DATES_OUT_OF_ORDER, span, message)
            .help("correct one of the two dates");
        if let Some(other) = self.key_span(earlier_key) {
            found = found.related(other, "the date before it");
        }
        self.report.push(found);
    }
}
