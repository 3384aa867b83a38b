//! The words that readers see: every message is there, documented, used, and whole in every language.

use agon::content::load::embedded;
use agon::content::parse::parse;
use agon::diagnostics::Report;
use agon::model::locale::{
    Locale, LocaleFile, Message, PluralForm, PluralSelector, built_in, built_in_tags,
};
use agon::model::{Argument, LabelledWord, MessageId, Word, is_right_to_left};
use agon::source::{Files, SourceFile};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn shipped(tag: &str) -> Arc<LocaleFile> {
    built_in(tag).unwrap_or_else(|| panic!("locales/{tag}.yaml is in the program"))
}

#[test]
fn english_has_every_message_that_the_program_names() {
    let read: BTreeSet<MessageId> = shipped("en").messages.iter().map(|(id, _)| *id).collect();
    let known: BTreeSet<MessageId> = MessageId::all().iter().copied().collect();
    assert_eq!(read, known);
}

#[test]
fn every_message_has_a_note_for_translators() {
    let text = std::fs::read_to_string(root().join("locales/en.yaml")).unwrap();
    let mut without = Vec::new();
    let mut has_note = false;
    for line in text.lines().skip_while(|line| *line != "messages:").skip(1) {
        match line.strip_prefix("  ") {
            None => has_note = false,
            Some(line) if line.starts_with('#') => has_note = true,
            Some(line) if !line.starts_with(' ') && !has_note => without.push(line.to_string()),
            Some(_) => {}
        }
    }
    assert_eq!(without, Vec::<String>::new());
}

/// The keys in templates that stand before the filters `t` and `forms`, and the starts of those that are put together.
#[derive(Default)]
struct UsedKeys {
    whole: BTreeMap<String, String>,
    starts: BTreeMap<String, String>,
}

fn used_in_templates() -> UsedKeys {
    let mut used = UsedKeys::default();
    for template in embedded::templates() {
        for filter in ["| t", "| forms", "is message"] {
            for (at, _) in template.body.match_indices(filter) {
                let after = &template.body[at + filter.len()..];
                let before = template.body[..at].trim_end();
                if after.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
                    continue;
                }
                let place = template.path.clone();
                if let Some(before) = before.strip_suffix('"') {
                    let key = before.rsplit('"').next().unwrap_or_default();
                    used.whole.insert(key.to_string(), place);
                } else if before.ends_with(')') {
                    let expression = &before[before.rfind('(').unwrap_or_default()..];
                    let start = expression.split('"').nth(1);
                    let start = start.unwrap_or_else(|| panic!("{place}: {expression} | t"));
                    used.starts.insert(start.to_string(), place);
                } else {
                    panic!(
                        "{place}: the key before `{filter}` is a text or put together in brackets"
                    );
                }
            }
        }
    }
    used
}

#[test]
fn templates_name_known_messages_only() {
    let used = used_in_templates();
    let unknown: Vec<_> =
        used.whole.iter().filter(|(key, _)| MessageId::of(key).is_none()).collect();
    assert_eq!(unknown, Vec::<(&String, &String)>::new());
    let has_some = |start: &str| MessageId::all().iter().any(|id| id.key().starts_with(start));
    let empty: Vec<_> = used.starts.iter().filter(|(start, _)| !has_some(start)).collect();
    assert_eq!(empty, Vec::<(&String, &String)>::new());
}

/// The start of the keys that are labels of words, and of those that are names of languages, regions and pages of a topic.
const LABELS: &str = "word.";
const NAMES: [&str; 3] = ["language.", "region.", "topic-page."];

#[test]
fn no_message_is_unused() {
    let used = used_in_templates();
    let mut sources = String::new();
    for entry in walkdir::WalkDir::new(root().join("src")) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            sources += &std::fs::read_to_string(entry.path()).unwrap_or_default();
        }
    }
    let unused: Vec<&str> = MessageId::all()
        .iter()
        .filter(|id| {
            let (key, variant) = (id.key(), format!("MessageId::{id:?}"));
            let in_rust = sources.match_indices(&variant).any(|(at, _)| {
                let after = &sources[at + variant.len()..];
                !after.starts_with(|c: char| c.is_alphanumeric())
            });
            let in_template = used.whole.contains_key(key)
                || used.starts.keys().any(|start| key.starts_with(start.as_str()));
            !in_rust
                && !in_template
                && !key.starts_with(LABELS)
                && !NAMES.iter().any(|start| key.starts_with(start))
        })
        .map(|id| id.key())
        .collect();
    assert_eq!(unused, Vec::<&str>::new());
}

#[test]
fn every_label_belongs_to_a_word_and_every_word_that_pages_show_has_one() {
    let mut known = BTreeSet::new();
    macro_rules! vocabularies {
        ($($name:ident)*) => {
            $(known.extend(agon::model::$name::ALL.iter().map(|word| word.key()));)*
        };
    }
    vocabularies! {
        GatherKind ArticleKind EntityKind ObservationKind ChangeWord QuestionStatus RelationKind RelationVerb RelationState
        ChanceWord ContradictionKind ContradictionState ContradictionReason EvidenceKind EvidenceBasis ForecastOutcome
        ForecastState FactStatus FactAspect
        DefinitionVerdict UndisclosedRule PartialRule Derivation ClaimFate TopicStatus ThreadStatus Trend TensionKind Side
        FigureBound FigureStatus Outcome Writer PublisherKind SourceType SourceVariable NameRole
    }
    let labels: BTreeSet<&str> =
        MessageId::all().iter().map(|id| id.key()).filter(|key| key.starts_with(LABELS)).collect();
    assert_eq!(labels, known);
}

/// What is wrong with a text as a site's own file of `locales/`.
fn problems(path: &str, body: &str) -> Vec<String> {
    let files = Files::new(vec![SourceFile { path: path.into(), body: body.into() }]);
    let mut report = Report::default();
    parse(&files, &mut report);
    let shown = |d: &agon::diagnostics::Diagnostic| {
        let place = d.span.map(|span| files.position(span.file, span.start));
        format!("{} {place:?} {}", d.code, d.message)
    };
    report.iter().filter(|d| d.path.as_deref() != Some("content/site.yaml")).map(shown).collect()
}

#[test]
fn shipped_languages_keep_values_plural_forms_and_lengths_of_lists() {
    let mut found = Vec::new();
    for tag in built_in_tags() {
        let text = std::fs::read_to_string(root().join(format!("locales/{tag}.yaml"))).unwrap();
        found.extend(problems(&format!("locales/{tag}.yaml"), &text));
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn shipped_languages_are_these() {
    assert_eq!(built_in_tags(), ["ar", "de", "en", "fr"]);
}

#[test]
fn shipped_languages_have_every_message_and_the_headings_of_every_section() {
    let sections: BTreeSet<String> = LocaleFile::section_keys().collect();
    let mut missing = Vec::new();
    for tag in built_in_tags() {
        let file = shipped(tag);
        let written: BTreeSet<MessageId> = file.messages.iter().map(|(id, _)| *id).collect();
        let all = MessageId::all().iter();
        missing.extend(all.filter(|id| !written.contains(id)).map(|id| format!("{tag} {id:?}")));
        let with_headings: BTreeSet<_> = file.headings.iter().map(|(role, _)| *role).collect();
        let role = |key: &String| LocaleFile::section(key).unwrap();
        let without = sections.iter().filter(|key| !with_headings.contains(&role(key)));
        missing.extend(without.map(|key| format!("{tag} {key}")));
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn shipped_languages_have_the_shapes_of_english() {
    let shape = |message: &Message| match message {
        Message::Text(_) => "text",
        Message::Plural(_) => "plural forms",
        Message::List(_) => "list",
    };
    let shapes = |tag: &str| -> BTreeMap<MessageId, (&'static str, BTreeSet<String>)> {
        let file = shipped(tag);
        let messages = file.messages.iter();
        messages.map(|(id, message)| (*id, (shape(message), message.slots()))).collect()
    };
    let english = shapes("en");
    let mut other = Vec::new();
    for tag in built_in_tags() {
        let own = shapes(tag).into_iter();
        other.extend(own.filter(|(id, own)| english[id] != *own).map(|(id, _)| (tag, id)));
    }
    assert_eq!(other, []);
}

#[test]
fn shipped_messages_with_a_number_have_all_plural_categories_of_the_language() {
    let mut wrong = Vec::new();
    for tag in built_in_tags() {
        let categories = PluralSelector::new(tag).forms();
        for (id, message) in &shipped(tag).messages {
            let Message::Plural(forms) = message else { continue };
            let own: BTreeSet<PluralForm> = forms.iter().map(|(form, _)| *form).collect();
            if own != categories {
                wrong.push((tag, *id));
            }
        }
    }
    assert_eq!(wrong, []);
}

#[test]
fn shipped_languages_have_the_direction_of_their_script() {
    for tag in built_in_tags() {
        assert_eq!(shipped(tag).right_to_left, Some(is_right_to_left(tag)), "{tag}");
    }
}

#[test]
fn headings_of_one_language_and_of_english_belong_to_one_section_each() {
    for tag in built_in_tags() {
        let mut seen = BTreeMap::new();
        for file in [shipped(tag), shipped("en")] {
            for (role, headings) in &file.headings {
                for heading in headings {
                    let before = seen.insert(heading.to_lowercase(), *role);
                    assert!(before.is_none_or(|other| other == *role), "{tag}: {heading}");
                }
            }
        }
    }
}

/// A locale with the messages of a site's own file.
pub(crate) fn with_own(tag: &str, body: &str) -> Locale {
    let path = format!("locales/{tag}.yaml");
    let files = Files::new(vec![SourceFile { path, body: body.into() }]);
    let mut report = Report::default();
    let raw = parse(&files, &mut report);
    Locale::new(tag, &raw.locales)
}

#[test]
fn a_message_is_taken_from_the_site_then_from_the_shorter_tag_then_from_english() {
    let sw = with_own("sw-TZ", "messages: {layout.menu: Menyu}\n");
    assert_eq!(sw.text(MessageId::LayoutMenu), "Menyu");
    assert_eq!(sw.text(MessageId::LayoutSkip), "Skip to the text");
    assert_eq!(sw.missing().len(), MessageId::all().len() - 1);
    let en = with_own("en-GB", "messages: {layout.menu: Contents}\n");
    assert_eq!(en.text(MessageId::LayoutMenu), "Contents");
    assert_eq!(en.missing(), []);
}

#[test]
fn a_message_from_english_keeps_the_plural_rules_of_english() {
    let ja = with_own("ja", "messages: {layout.menu: メニュー}\n");
    let one = [("n", Argument::Count(1))];
    assert_eq!(ja.format(MessageId::PagerTotal, &one), "1 entry, on several pages:");
}

#[test]
fn own_messages_of_a_site_are_found_by_their_key() {
    let en = with_own("en", "messages: {site.motto: Read on}\n");
    assert_eq!(en.find("site.motto", None).and_then(|text| text.plain()), Some("Read on"));
}

#[test]
fn scores_have_the_decimal_sign_of_the_language() {
    let shown = ["en", "de", "fr", "ar"].map(|tag| Locale::new(tag, &[]).score(0.25));
    assert_eq!(shown, ["0.25", "0,25", "0,25", "0.25"]);
}

#[test]
fn counts_choose_the_plural_form_of_shipped_languages() {
    let total = |tag: &str, n: i64| {
        Locale::new(tag, &[]).format(MessageId::PagerTotal, &[("n", Argument::Count(n))])
    };
    let cases = [
        ("de", 1, "1 Eintrag auf mehreren Seiten:"),
        ("de", 12_345, "12.345 Einträge auf mehreren Seiten:"),
        ("fr", 0, "0 entrée, sur plusieurs pages\u{a0}:"),
        ("fr", 2, "2 entrées, sur plusieurs pages\u{a0}:"),
        ("fr", 1_000_000, "1\u{202f}000\u{202f}000 entrées, sur plusieurs pages\u{a0}:"),
        ("ar", 1, "مدخل واحد على عدة صفحات:"),
        ("ar", 2, "مدخلان على عدة صفحات:"),
        ("ar", 5, "5 مداخل على عدة صفحات:"),
        ("ar", 11, "11 مدخلًا على عدة صفحات:"),
        ("ar", 100, "100 مدخل على عدة صفحات:"),
    ];
    for (tag, n, words) in cases {
        assert_eq!(total(tag, n), words, "{tag} {n}");
    }
}

#[test]
fn digest_changes_with_any_message() {
    let before = Locale::english().digest();
    assert_eq!(Locale::new("en", &[]).digest(), before);
    assert_ne!(with_own("en", "messages: {layout.menu: Contents}\n").digest(), before);
    assert_ne!(with_own("en", "messages: {site.motto: Read on}\n").digest(), before);
}

#[test]
fn messages_with_a_number_have_forms_and_others_have_none() {
    let is_plural = |message: &Message| matches!(message, Message::Plural(_));
    let wrong: Vec<&str> = shipped("en")
        .messages
        .iter()
        .filter(|(_, message)| is_plural(message) != message.slots().contains("{n}"))
        .map(|(id, _)| id.key())
        .collect();
    assert_eq!(wrong, Vec::<&str>::new());
}

#[test]
fn shipped_files_have_the_names_of_tags() {
    for entry in std::fs::read_dir(root().join("locales")).unwrap() {
        let path = entry.unwrap().path();
        let tag = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        assert!(built_in_tags().contains(&tag), "{}", Path::new(&path).display());
    }
}
