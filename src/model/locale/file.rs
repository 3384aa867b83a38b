//! One file of `locales/`, and those that are in the program.

use super::id::MessageId;
use super::message::{Message, Text};
use super::plural::PluralForm;
use crate::model::words::{SectionRole, Word, hyphenated};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

/// The headings of a section, the usual one first.
pub(super) type SectionHeadings = (SectionRole, Vec<String>);

/// What a file of `locales/` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocaleFile {
    /// The BCP 47 tag that the file is named by.
    pub tag: String,
    /// Whether the language is written from right to left, where the file says so.
    pub right_to_left: Option<bool>,
    pub headings: Vec<SectionHeadings>,
    pub messages: Vec<(MessageId, Message)>,
    /// Messages of the site's own templates, by their keys, `site.…`.
    pub own: BTreeMap<String, Message>,
}

impl LocaleFile {
    /// The section of a key under `headings`, such as `open-questions`.
    pub fn section(key: &str) -> Option<SectionRole> {
        let roles = SectionRole::ALL.iter().copied();
        roles.filter(|role| *role != SectionRole::Prose).find(|role| section_key(*role) == key)
    }

    /// The keys under `headings`.
    pub fn section_keys() -> impl Iterator<Item = String> {
        SectionRole::ALL.iter().map(|role| section_key(*role)).filter(|key| !key.is_empty())
    }
}

/// The key of a section under `headings`.
pub(super) fn section_key(role: SectionRole) -> String {
    hyphenated(role.word())
}

/// The language that every message has.
pub(super) const BASE: &str = "en";

/// A tag and the shorter ones that it falls back to: `pt-BR`, `pt`.
pub(super) fn fallbacks(tag: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(tag), |tag| tag.rsplit_once('-').map(|(shorter, _)| shorter))
}

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/locales");

/// The tags of the languages that are in the program, sorted.
pub fn built_in_tags() -> Vec<&'static str> {
    let mut tags: Vec<&str> = FILES
        .files()
        .filter_map(|file| file.path().file_name()?.to_str()?.strip_suffix(".yaml"))
        .collect();
    tags.sort_unstable();
    tags
}

/// The file of a language that is in the program, by its tag in any case.
///
/// # Panics
/// If the file cannot be read; a test reads them all.
pub fn built_in(tag: &str) -> Option<Arc<LocaleFile>> {
    static READ: LazyLock<Mutex<BTreeMap<&'static str, Arc<LocaleFile>>>> =
        LazyLock::new(Mutex::default);
    let tag = built_in_tags().into_iter().find(|known| known.eq_ignore_ascii_case(tag))?;
    let mut read = READ.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let file = read.entry(tag).or_insert_with(|| {
        let file = parse(tag, text_of(tag));
        Arc::new(file.unwrap_or_else(|e| panic!("locales/{tag}.yaml: {e}")))
    });
    Some(Arc::clone(file))
}

/// The headings of sections in every language that is in the program. Messages, which are most of a file, are not read.
///
/// # Panics
/// If a file cannot be read; a test reads them all.
pub(super) fn built_in_headings() -> Vec<Vec<SectionHeadings>> {
    let mut all = Vec::new();
    for tag in built_in_tags() {
        let (head, _) = text_of(tag).split_once("\nmessages:").expect("headings come first");
        let head: WrittenHead =
            serde_yaml::from_str(head).unwrap_or_else(|e| panic!("locales/{tag}.yaml: {e}"));
        all.push(headings(head.headings).unwrap_or_else(|e| panic!("locales/{tag}.yaml: {e}")));
    }
    all
}

/// The text of a file that is in the program.
fn text_of(tag: &str) -> &'static str {
    let text = FILES.get_file(format!("{tag}.yaml")).and_then(|file| file.contents_utf8());
    text.unwrap_or_else(|| panic!("locales/{tag}.yaml is UTF-8"))
}

/// A file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFile {
    direction: Direction,
    headings: WrittenHeadings,
    messages: BTreeMap<String, WrittenMessage>,
}

/// What comes before the messages.
#[derive(Deserialize)]
struct WrittenHead {
    headings: WrittenHeadings,
}

type WrittenHeadings = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Direction {
    Ltr,
    Rtl,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenMessage {
    Text(String),
    Plural(BTreeMap<String, String>),
    List(Vec<String>),
}

fn parse(tag: &str, text: &str) -> Result<LocaleFile, String> {
    let file: WrittenFile = serde_yaml::from_str(text).map_err(|e| e.to_string())?;
    let headings = headings(file.headings)?;
    let mut messages = Vec::new();
    for (key, written) in file.messages {
        let id = MessageId::of(&key).ok_or(format!("unknown message {key}"))?;
        messages.push((id, message(written).map_err(|e| format!("{key}: {e}"))?));
    }
    let right_to_left = Some(matches!(file.direction, Direction::Rtl));
    Ok(LocaleFile { tag: tag.to_string(), right_to_left, headings, messages, own: BTreeMap::new() })
}

fn headings(written: WrittenHeadings) -> Result<Vec<SectionHeadings>, String> {
    let mut headings = Vec::new();
    for (key, words) in written {
        let role = LocaleFile::section(&key).ok_or(format!("unknown section {key}"))?;
        headings.push((role, words));
    }
    Ok(headings)
}

fn message(written: WrittenMessage) -> Result<Message, String> {
    let text = |text: &String| Text::parse(text).map_err(|e| e.to_string());
    Ok(match written {
        WrittenMessage::Text(words) => Message::Text(text(&words)?),
        WrittenMessage::List(list) => {
            Message::List(list.iter().map(text).collect::<Result<_, _>>()?)
        }
        WrittenMessage::Plural(forms) => {
            let mut plural = Vec::new();
            for (key, words) in forms {
                let form = PluralForm::parse(&key).ok_or(format!("unknown form {key}"))?;
                plural.push((form, text(&words)?));
            }
            Message::Plural(plural)
        }
    })
}
