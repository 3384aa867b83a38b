//! What templates can say beside Tera's own filters: messages, dates, numbers and labels in the site's language.
//!
//! | in a template | gives |
//! |---|---|
//! | `{{ "pager.total" \| t(n=total) }}` | a message with its values; `n` chooses the plural form |
//! | `{{ "filter.shown" \| forms }}` | all plural forms of a message as JSON, for a script |
//! | `{{ status \| label(of="topic-status") }}` | what readers call a word of a vocabulary |
//! | `{{ date \| long_date }}` | a date in words |
//! | `<q{{ language \| lang }}>` | the attributes `lang` and `dir` of a text in another language |
//! | `<p{{ words \| dir }}>` | the attribute `dir` of words of the other direction |
//! | `{{ code \| region }}` | the name of a country by its code |
//! | `{{ tag \| language }}` | the name of a language in the site's, with a capital |
//! | `{{ text \| capital }}` | the text with a capital first letter |
//! | `{% if key is message %}` | whether there is such a message |
//! | `{{ text \| typeset }}` | typographic quotes and dashes |
//! | `{{ text \| json }}` | a JSON text that may stand in a script element |

use crate::diagnostics::suggest;
use crate::markdown::{has_other_direction, is_mostly_right_to_left};
use crate::model::locale::{Locale, Piece, Text};
use crate::model::{
    IssueDate, MessageId, capitalized, hyphenated, is_language_tag, is_right_to_left,
    is_same_language,
};
use crate::pages::context::typeset::Typeset;
use std::fmt::Write;
use std::sync::Arc;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Slots that are elements of their own name and need no value.
const ELEMENTS: [&str; 4] = ["b", "em", "strong", "q"];

/// Registers those that depend on the language; a later call replaces them.
pub(super) fn register_locale(tera: &mut Tera, locale: &Arc<Locale>) {
    let of = Arc::clone(locale);
    tera.register_filter("t", move |key: &str, values: Kwargs, state: &State| {
        message(&of, key, &values, state)
    });
    let of = Arc::clone(locale);
    tera.register_filter("forms", move |key: &str, _: Kwargs, _: &State| forms(&of, key));
    let of = Arc::clone(locale);
    tera.register_filter("label", move |word: &str, values: Kwargs, _: &State| {
        let vocabulary: &str = values.must_get("of")?;
        label(&of, vocabulary, word)
    });
    let of = Arc::clone(locale);
    tera.register_filter("long_date", move |date: &Value, _: Kwargs, _: &State| {
        long_date(&of, date)
    });
    let of = Arc::clone(locale);
    tera.register_filter("lang", move |tag: &Value, _: Kwargs, _: &State| {
        Value::safe_string(&language_attributes(&of, tag.as_str().unwrap_or_default()))
    });
    let of = Arc::clone(locale);
    tera.register_filter("typeset", move |text: &str, _: Kwargs, _: &State| {
        text.typeset(of.quotation_marks())
    });
    let of = Arc::clone(locale);
    tera.register_filter("region", move |code: &str, _: Kwargs, _: &State| {
        of.region_name(code).unwrap_or(code).to_string()
    });
    let of = Arc::clone(locale);
    tera.register_filter("dir", move |words: &Value, _: Kwargs, _: &State| {
        Value::safe_string(direction(&of, words.as_str().unwrap_or_default()))
    });
    let of = Arc::clone(locale);
    tera.register_filter("language", move |tag: &str, _: Kwargs, state: &State| {
        language_name(&of, tag, state)
    });
    let of = Arc::clone(locale);
    tera.register_test("message", move |key: &str, _: Kwargs, _: &State| {
        of.find(key, None).is_some()
    });
}

/// Registers those that are the same in all languages.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("capital", |text: &str, _: Kwargs, _: &State| capitalized(text));
    tera.register_filter("json", |text: &str, _: Kwargs, _: &State| {
        serde_json::Value::from(text).to_string().replace('<', "\\u003c")
    });
}

/// A message with its values. It is plain text, which Tera escapes, unless it has mark-up: then it is HTML.
fn message(locale: &Locale, key: &str, values: &Kwargs, state: &State) -> TeraResult<Value> {
    let n: Option<&Value> = values.get("n")?;
    let text = locale.find(key, n.and_then(Value::as_i64)).ok_or_else(|| unknown(key))?;
    if let Some(words) = text.plain() {
        return Ok(Value::normal_string(words));
    }
    let filler = MessageFiller { locale, key, values, state };
    let is_markup = state.autoescaping_enabled() && filler.has_markup(text)?;
    let mut out = String::new();
    let mut ends = Vec::new();
    for piece in text.pieces() {
        match piece {
            Piece::Words(words) if is_markup => out.push_str(&state.escape(words)?),
            Piece::Words(words) => out.push_str(words),
            Piece::Argument(name) => {
                let value = filler.value(name)?;
                out.push_str(&filler.written(value, is_markup)?);
            }
            Piece::OnDate(name) => out.push_str(&filler.on_date(name, is_markup)?),
            Piece::Open(name) if is_markup => {
                let (start, end) = filler.element(name)?;
                out.push_str(&start);
                ends.push(end);
            }
            Piece::Close(_) if is_markup => out.push_str(&ends.pop().unwrap_or_default()),
            Piece::Open(_) | Piece::Close(_) => {}
        }
    }
    Ok(if is_markup { Value::safe_string(&out) } else { Value::normal_string(&out) })
}

struct MessageFiller<'m, 's> {
    locale: &'m Locale,
    key: &'m str,
    values: &'m Kwargs,
    state: &'m State<'s>,
}

impl MessageFiller<'_, '_> {
    fn value(&self, name: &str) -> TeraResult<&Value> {
        let found = self.values.iter().find(|(key, _)| key.as_str() == Some(name));
        match found.map(|(_, value)| value).filter(|value| !value.is_undefined()) {
            Some(value) => Ok(value),
            None => {
                let message = format!("the message `{}` needs the value `{name}`", self.key);
                Err(Error::message(message))
            }
        }
    }

    /// Whether the message becomes HTML: it has marked-up words, or a value that is HTML, a date or a link.
    fn has_markup(&self, text: &Text) -> TeraResult<bool> {
        for piece in text.pieces() {
            match piece {
                Piece::Open(_) => return Ok(true),
                Piece::Argument(name) | Piece::OnDate(name) => {
                    let value = self.value(name)?;
                    if value.is_map() || value.is_string() && value.is_safe() {
                        return Ok(true);
                    }
                }
                Piece::Words(_) | Piece::Close(_) => {}
            }
        }
        Ok(false)
    }

    /// A date with the preposition that its precision asks for; what is in words already counts as a day.
    fn on_date(&self, name: &str, is_markup: bool) -> TeraResult<String> {
        let value = self.value(name)?;
        let date = field(value, "iso").and_then(|_| written_date(value)).and_then(IssueDate::parse);
        let id = date.map_or(MessageId::DateOnDay, Locale::on_date);
        let words = self.written(value, is_markup)?;
        let mut out = String::new();
        for piece in self.locale.find(id.key(), None).into_iter().flat_map(Text::pieces) {
            match piece {
                Piece::Words(text) if is_markup => out.push_str(&self.state.escape(text)?),
                Piece::Words(text) => out.push_str(text),
                Piece::Argument(_) => out.push_str(&words),
                Piece::OnDate(_) | Piece::Open(_) | Piece::Close(_) => {}
            }
        }
        Ok(out)
    }

    fn written(&self, value: &Value, is_markup: bool) -> TeraResult<String> {
        if let Some(n) = value.as_i64() {
            return Ok(self.locale.count(n));
        }
        if let Some(number) = value.as_f64() {
            return Ok(self.locale.number(number));
        }
        if let Some(iso) = field(value, "iso") {
            let words = long_date(self.locale, value)?;
            return Ok(match is_markup {
                true => format!("<time datetime=\"{iso}\">{}</time>", self.state.escape(&words)?),
                false => words,
            });
        }
        if let (Some(href), Some(text)) = (field(value, "href"), field(value, "text")) {
            return Ok(match is_markup {
                true => {
                    let words = self.words(text, true)?;
                    format!("<a href=\"{}\">{words}</a>", self.state.escape(href)?)
                }
                false => self.words(text, false)?,
            });
        }
        match value.as_str() {
            Some(text) if value.is_safe() => Ok(text.to_string()),
            Some(text) => self.words(text, is_markup),
            None => Err(Error::message(format!(
                "the message `{}` takes texts, numbers, dates and links",
                self.key
            ))),
        }
    }

    /// Words that authors wrote. Letters of the other direction than the page's would disturb the order of the message, so
    /// they are isolated: by an element, and by characters in what may be the value of an attribute.
    fn words(&self, text: &str, is_markup: bool) -> TeraResult<String> {
        let is_other = has_other_direction(text, self.locale.is_right_to_left());
        Ok(match (is_markup, is_other) {
            (true, true) => format!("<bdi>{}</bdi>", self.state.escape(text)?),
            (true, false) => self.state.escape(text)?,
            (false, true) => format!("\u{2068}{text}\u{2069}"),
            (false, false) => text.to_string(),
        })
    }

    /// The start and the end of the element for marked-up words: the one that the value opens, or a link to the value.
    fn element(&self, name: &str) -> TeraResult<(String, String)> {
        if ELEMENTS.contains(&name) {
            return Ok((format!("<{name}>"), format!("</{name}>")));
        }
        let value = self.value(name)?;
        let text = value.as_str().unwrap_or_default();
        if value.is_safe() && text.starts_with('<') {
            let element = text[1..].split([' ', '>']).next().unwrap_or_default();
            return Ok((text.to_string(), format!("</{element}>")));
        }
        Ok((format!("<a href=\"{}\">", self.state.escape(text)?), "</a>".to_string()))
    }
}

/// The attributes of an element whose words are in a language; none where it is that of the site.
fn language_attributes(locale: &Locale, tag: &str) -> String {
    if !is_language_tag(tag) || is_same_language(tag, locale.tag()) {
        return String::new();
    }
    let dir = match (is_right_to_left(tag), locale.is_right_to_left()) {
        (true, false) => " dir=\"rtl\"",
        (false, true) => " dir=\"ltr\"",
        _ => "",
    };
    format!(" lang=\"{tag}\"{dir}")
}

/// The attribute of an element whose words are mostly in letters of the other direction than the page's.
fn direction(locale: &Locale, words: &str) -> &'static str {
    if !has_other_direction(words, locale.is_right_to_left()) {
        return "";
    }
    match is_mostly_right_to_left(words) {
        Some(true) if !locale.is_right_to_left() => " dir=\"rtl\"",
        Some(false) if locale.is_right_to_left() => " dir=\"ltr\"",
        _ => "",
    }
}

/// All forms of a message as JSON, for a script that chooses by `Intl.PluralRules`.
fn forms(locale: &Locale, key: &str) -> TeraResult<String> {
    let forms = locale.forms(key).ok_or_else(|| unknown(key))?;
    let forms = forms.into_iter().map(|(form, text)| {
        let mut words = String::new();
        for piece in text.pieces() {
            let _ = match piece {
                Piece::Words(text) => write!(words, "{text}"),
                Piece::Argument(name) | Piece::OnDate(name) => write!(words, "{{{name}}}"),
                Piece::Open(_) | Piece::Close(_) => Ok(()),
            };
        }
        (form.to_string(), words.into())
    });
    Ok(serde_json::Value::Object(forms.collect()).to_string())
}

fn label(locale: &Locale, vocabulary: &str, word: &str) -> TeraResult<String> {
    let key = format!("word.{vocabulary}.{}", hyphenated(word));
    match locale.find(&key, None).and_then(Text::plain) {
        Some(label) => Ok(label.to_string()),
        None => Err(unknown(&key)),
    }
}

/// A date in words, from its ISO form or from a date of a view.
fn long_date(locale: &Locale, date: &Value) -> TeraResult<String> {
    let Some(written) = written_date(date) else {
        return Err(Error::message("a date is a text such as 2026-06-28"));
    };
    Ok(match IssueDate::parse(written) {
        Some(date) => locale.issue_date(date),
        None => written.to_string(),
    })
}

/// A date of a view, or a text that is one, as it is written.
fn written_date(date: &Value) -> Option<&str> {
    ["written", "iso"].into_iter().find_map(|name| field(date, name)).or_else(|| date.as_str())
}

/// The name of a language in the site's, with a capital as in a table; its tag as code where it has none.
fn language_name(locale: &Locale, tag: &str, state: &State) -> TeraResult<Value> {
    let html = match locale.language_name(tag) {
        Some(name) => state.escape(&capitalized(&name))?.to_string(),
        None => format!("<code>{}</code>", state.escape(tag)?),
    };
    Ok(Value::safe_string(&html))
}

/// A text of a map by its name.
fn field<'v>(value: &'v Value, name: &'v str) -> Option<&'v str> {
    value.get_from_path(name).and_then(Value::as_str)
}

fn unknown(key: &str) -> Error {
    let hint = suggest::did_you_mean(key, MessageId::all().iter().map(|id| id.key()));
    Error::message(format!("there is no message `{key}`{hint}"))
}
