//! A site's own `locales/<tag>.yaml`: messages in place of those of agon, or in a language that agon does not have.

use super::yaml::{self, Node, Str, Value};
use crate::diagnostics::{Diagnostic, Report, codes, suggest};
use crate::model::locale::{
    LocaleFile, Message, PluralForm, PluralSelector, Text, built_in, heading_key,
};
use crate::model::{MessageId, SectionRole, is_language_tag};
use crate::source::{FileId, SourceFile, Span};
use std::collections::BTreeSet;

/// The folder of these files.
pub(super) const FOLDER: &str = "locales/";

/// What a file may have.
const KEYS: [&str; 3] = ["direction", "headings", "messages"];

/// What the keys of messages for the site's own templates start with.
const OWN: &str = "site.";

/// The language of a file of `locales/`, by its name.
pub(super) fn tag_of(path: &str) -> &str {
    let name = path.strip_prefix(FOLDER).unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(tag, _)| tag)
}

/// Reads a file of `locales/`. A message that is wrong is reported and left out.
pub(super) fn read(file: FileId, text: &SourceFile, report: &mut Report) -> LocaleFile {
    let tag = tag_of(&text.path);
    let mut reader = LocaleReader {
        rules: PluralSelector::new(tag),
        language: built_in(tag.split('-').next().unwrap_or(tag)),
        headings: Vec::new(),
        file: LocaleFile { tag: tag.to_string(), ..LocaleFile::default() },
        report,
    };
    if !is_language_tag(tag) || tag.contains('/') {
        let message = format!("the file is not named by a language tag: \"{tag}\"");
        let help = "name it by a tag such as locales/de.yaml or locales/pt-BR.yaml";
        let found = Diagnostic::in_file(&codes::BAD_LANGUAGE, &text.path, message);
        reader.report.push(found.help(help));
    }
    let start = if text.body.starts_with('\u{feff}') { 3 } else { 0 };
    let mut own = Report::default();
    let tree = yaml::read(file, &text.body, start..text.body.len(), &mut own);
    // quotation marks of typography are what a message is to have
    reader.report.extend(own.into_iter().filter(|d| d.code != &codes::TYPOGRAPHIC_QUOTES));
    if let Some(tree) = tree {
        reader.whole(tree);
    }
    reader.file
}

struct LocaleReader<'r> {
    rules: PluralSelector,
    /// The shipped file of the language.
    language: Option<std::sync::Arc<LocaleFile>>,
    /// The headings of this file so far.
    headings: Vec<(String, SectionRole, Span)>,
    file: LocaleFile,
    report: &'r mut Report,
}

impl LocaleReader<'_> {
    fn whole(&mut self, tree: Node) {
        for (key, value) in self.mapping(tree, "a file of locales/") {
            match key.text.as_str() {
                "direction" => self.direction(value),
                "headings" => self.headings(value),
                "messages" => self.messages(value),
                _ => {
                    self.unknown_key(&key, "a file of locales/", &KEYS.map(str::to_string));
                }
            }
        }
    }

    /// The pairs of a mapping; anything else but nothing is reported.
    fn mapping(&mut self, node: Node, what: &str) -> Vec<(Str, Node)> {
        match node.value {
            Value::Map(pairs) => pairs,
            Value::Null => Vec::new(),
            other => {
                let message = format!(
                    "{what} is a mapping of keys and values, and here stands {}",
                    other.kind()
                );
                let help = "write keys and values, such as `nav.skip: Zum Text`";
                self.report.add(&codes::WRONG_TYPE, node.span, message, help);
                Vec::new()
            }
        }
    }

    fn unknown_key(&mut self, key: &Str, what: &str, known: &[String]) {
        let near = suggest::meant(&key.text, known.iter().map(String::as_str));
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let message = format!("{what} has no key `{}`{hint}", key.text);
        let found = Diagnostic::at(&codes::UNKNOWN_KEY, key.span, message);
        self.report.push(match near {
            Some(near) => found.fix(key.span, near),
            None => found.help(format!("the keys are: {}", known.join(", "))),
        });
    }

    fn direction(&mut self, node: Node) {
        match &node.value {
            Value::Scalar(text) if text == "ltr" => self.file.right_to_left = Some(false),
            Value::Scalar(text) if text == "rtl" => self.file.right_to_left = Some(true),
            _ => {
                let message = "`direction` is ltr or rtl";
                let help = "write ltr, or rtl for a language written from right to left";
                self.report.add(&codes::UNKNOWN_WORD, node.span, message, help);
            }
        }
    }

    fn headings(&mut self, node: Node) {
        for (key, value) in self.mapping(node, "`headings`") {
            let Some(role) = LocaleFile::section(&key.text) else {
                let known: Vec<String> = LocaleFile::section_keys().collect();
                self.unknown_key(&key, "`headings`", &known);
                continue;
            };
            let mut words = Vec::new();
            for text in self.strings(value, "a heading") {
                if self.is_free(role, &text) {
                    self.headings.push((heading_key(&text.text), role, text.span));
                    words.push(text.text);
                }
            }
            if !words.is_empty() {
                self.file.headings.push((role, words));
            }
        }
    }

    /// Whether no other section has a heading; one that has is reported.
    fn is_free(&mut self, role: SectionRole, heading: &Str) -> bool {
        let key = heading_key(&heading.text);
        if let Some((_, other, place)) =
            self.headings.iter().find(|(known, of, _)| *known == key && *of != role)
        {
            let message = format!(
                "the heading \"{}\" is that of two sections: {} and {}",
                heading.text,
                other_key(*other),
                other_key(role)
            );
            let found = Diagnostic::at(&codes::HEADING_TWICE, heading.span, message)
                .help("remove it from one of them")
                .related(*place, "the other section");
            self.report.push(found);
            return false;
        }
        let english = built_in("en");
        let shipped = self.language.iter().chain(&english).flat_map(|file| &file.headings);
        let taken = shipped
            .filter(|(of, _)| *of != role)
            .find(|(_, words)| words.iter().any(|word| heading_key(word) == key));
        let Some((other, _)) = taken else { return true };
        let message = format!(
            "the heading \"{}\" is that of the section {}",
            heading.text,
            other_key(*other)
        );
        let help = "choose other words; the headings of agon are known beside yours";
        self.report.add(&codes::HEADING_TWICE, heading.span, message, help);
        false
    }

    /// The texts of a list, or one text.
    fn strings(&mut self, node: Node, what: &str) -> Vec<Str> {
        match node.value {
            Value::Scalar(text) => vec![Str { text, span: node.span }],
            Value::List(items) => items
                .into_iter()
                .flat_map(|item| match item.value {
                    Value::Scalar(text) => vec![Str { text, span: item.span }],
                    _ => self.wrong_type(item.span, what, "a text"),
                })
                .collect(),
            _ => self.wrong_type(node.span, what, "a text or a list of texts"),
        }
    }

    fn wrong_type<T>(&mut self, span: Span, what: &str, wanted: &str) -> Vec<T> {
        let message = format!("{what} is {wanted}, and here stands something else");
        self.report.add(&codes::WRONG_TYPE, span, message, format!("write {wanted}"));
        Vec::new()
    }

    fn messages(&mut self, node: Node) {
        for (key, value) in self.mapping(node, "`messages`") {
            if key.text.starts_with(OWN) {
                if let Some(message) = self.message(&key, value, None) {
                    self.file.own.insert(key.text, message);
                }
                continue;
            }
            let Some(id) = MessageId::of(&key.text) else {
                let known = MessageId::all().iter().map(|id| id.key());
                let near = suggest::meant(&key.text, known);
                let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                let message = format!("there is no message `{}`{hint}", key.text);
                let found = Diagnostic::at(&codes::UNKNOWN_MESSAGE, key.span, message);
                self.report.push(match near {
                    Some(near) => found.fix(key.span, near),
                    None => found.help(
                        "`agon explain A611` says where the messages are; the keys of messages for \
                         your own templates start with `site.`",
                    ),
                });
                continue;
            };
            let english = built_in("en").expect("English is in the program");
            let english = english.messages.iter().find(|(of, _)| *of == id);
            let english = english.map(|(_, message)| message.clone());
            if let Some(message) = self.message(&key, value, english.as_ref()) {
                self.file.messages.push((id, message));
            }
        }
    }

    /// One message, checked against the English one; `None` with what is reported.
    fn message(&mut self, key: &Str, node: Node, english: Option<&Message>) -> Option<Message> {
        if matches!(node.value, Value::Null) {
            let message = format!("the message `{}` is empty", key.text);
            let help = "write it, or remove the key to get agon's own";
            self.report.add(&codes::MESSAGE_FORM, key.span, message, help);
            return None;
        }
        match (node.value, english) {
            (Value::List(items), None | Some(Message::List(_))) => {
                let (span, wanted) = (node.span, english);
                let texts: Vec<Str> =
                    self.strings(Node { value: Value::List(items), span }, "an item");
                if let Some(Message::List(wanted)) = wanted
                    && wanted.len() != texts.len()
                {
                    let message = format!(
                        "`{}` has {} items, and here are {}",
                        key.text,
                        wanted.len(),
                        texts.len()
                    );
                    let help = format!("write {} items", wanted.len());
                    self.report.add(&codes::MESSAGE_FORM, node.span, message, help);
                    return None;
                }
                let texts = texts.iter().map(|text| self.text(text, &BTreeSet::new(), false));
                texts.collect::<Option<Vec<_>>>().map(Message::List)
            }
            (Value::Scalar(text), english) if !matches!(english, Some(Message::List(_))) => {
                let is_plural = matches!(english, Some(Message::Plural(_)));
                let needed = self.rules.needed();
                if is_plural && needed.len() > 1 {
                    let needed = needed.clone();
                    self.missing_forms(key.span, &key.text, &needed);
                    return None;
                }
                let slots = english.map(Message::slots);
                let text = Str { text, span: node.span };
                self.checked(&text, slots.as_ref(), false).map(Message::Text)
            }
            (Value::Map(pairs), english) if !matches!(english, Some(Message::List(_))) => {
                self.plural(key, pairs, english)
            }
            (_, english) => {
                let wanted = match english {
                    Some(Message::List(_)) => "a list of texts",
                    _ => "a text, or a mapping of plural forms",
                };
                let message = format!("the message `{}` is {wanted}", key.text);
                self.report.add(
                    &codes::MESSAGE_FORM,
                    node.span,
                    message,
                    format!("write {wanted}"),
                );
                None
            }
        }
    }

    fn plural(
        &mut self,
        key: &Str,
        pairs: Vec<(Str, Node)>,
        english: Option<&Message>,
    ) -> Option<Message> {
        let slots = english.map(Message::slots);
        let counts = slots.as_ref().is_none_or(|slots| slots.contains("{n}"));
        if !counts {
            let message = format!("the message `{}` has no number, so it has one form", key.text);
            self.report.add(&codes::MESSAGE_FORM, key.span, message, "write one text");
            return None;
        }
        let (known, mut needed) = (self.rules.forms(), self.rules.needed().clone());
        let mut forms = Vec::new();
        let mut is_whole = true;
        for (name, value) in pairs {
            let form = PluralForm::parse(&name.text).filter(|form| known.contains(form));
            let Some(form) = form else {
                let names: Vec<&str> = known.iter().map(|form| form.key()).collect();
                let message = format!("{} has no plural form `{}`", self.file.tag, name.text);
                let help = format!("the forms of the language are: {}", names.join(", "));
                self.report.add(&codes::MESSAGE_FORM, name.span, message, help);
                is_whole = false;
                continue;
            };
            needed.remove(&form);
            let Value::Scalar(text) = value.value else {
                self.wrong_type::<()>(value.span, "a plural form", "a text");
                is_whole = false;
                continue;
            };
            let text = Str { text, span: value.span };
            let may_lack_number = form != PluralForm::OTHER;
            match self.checked(&text, slots.as_ref(), may_lack_number) {
                Some(text) => forms.push((form, text)),
                None => is_whole = false,
            }
        }
        if !needed.is_empty() {
            self.missing_forms(key.span, &key.text, &needed);
            return None;
        }
        is_whole.then_some(Message::Plural(forms))
    }

    fn missing_forms(&mut self, span: Span, key: &str, missing: &BTreeSet<PluralForm>) {
        let names: Vec<String> = missing.iter().map(|form| format!("`{}`", form.key())).collect();
        let message = format!("the message `{key}` needs the plural forms {}", names.join(", "));
        let help = format!("add {} below the key, each with its text", names.join(", "));
        self.report.add(&codes::MESSAGE_FORM, span, message, help);
    }

    fn checked(
        &mut self,
        text: &Str,
        slots: Option<&BTreeSet<String>>,
        may_lack_number: bool,
    ) -> Option<Text> {
        match slots {
            Some(slots) => self.text(text, slots, may_lack_number),
            None => self.parsed(text),
        }
    }

    /// A text that has the same places for values as the English one.
    fn text(
        &mut self,
        written: &Str,
        slots: &BTreeSet<String>,
        may_lack_number: bool,
    ) -> Option<Text> {
        let text = self.parsed(written)?;
        let own = text.slots();
        let is_optional = |slot: &&String| may_lack_number && *slot == "{n}";
        let missing: Vec<&str> =
            slots.difference(&own).filter(|slot| !is_optional(slot)).map(String::as_str).collect();
        let unknown: Vec<&str> = own.difference(slots).map(String::as_str).collect();
        let (message, help) = match (&missing[..], &unknown[..]) {
            ([], []) => return Some(text),
            ([], unknown) => {
                let known: Vec<&str> = slots.iter().map(String::as_str).collect();
                let help = match known[..] {
                    [] => "the message has no places for values; remove them".to_string(),
                    _ => format!("the places of the message are: {}", known.join(", ")),
                };
                (format!("the message has no place {}", unknown.join(", ")), help)
            }
            (missing, _) => (
                format!("the message lacks {}", missing.join(", ")),
                format!("put {} where they belong in the sentence", missing.join(", ")),
            ),
        };
        self.report.add(&codes::MESSAGE_SLOTS, written.span, message, help);
        None
    }

    fn parsed(&mut self, written: &Str) -> Option<Text> {
        match Text::parse(&written.text) {
            Ok(text) => Some(text),
            Err(error) => {
                let message = format!("the message cannot be read: {error}");
                let help = "write places for values as {n}, and marked words as <link>words</link>";
                self.report.add(&codes::MESSAGE_SLOTS, written.span, message, help);
                None
            }
        }
    }
}

fn other_key(role: SectionRole) -> String {
    let key = LocaleFile::section_keys().find(|key| LocaleFile::section(key) == Some(role));
    key.unwrap_or_default()
}
