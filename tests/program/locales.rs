//! The words that readers see: every message is there, documented, used, and whole in every language.

use agon::content::load::embedded;
use agon::content::parse::parse;
use agon::diagnostics::Report;
use agon::model::locale::{
    Locale, LocaleFile, Message, PluralForm, PluralSelector, built_in, built_in_tags,
};
use agon::model::{Argument, Date, IssueDate, LabelledWord, MessageId, Word, is_right_to_left};
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

/// The start of the keys that are labels of words, and of those that are names of languages and regions.
const LABELS: &str = "word.";
const NAMES: [&str; 2] = ["language.", "region."];

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
fn with_own(tag: &str, body: &str) -> Locale {
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
fn dates_follow_the_patterns_of_the_language() {
    let en = Locale::english();
    let cases = [
        ("2026-06-28", "28 June 2026"),
        ("2026-06-01", "1 June 2026"),
        ("2026-06", "June 2026"),
        ("2026", "2026"),
        ("1984~", "c. 1984"),
        ("2021-21", "Spring 2021"),
        ("2015/..", "since 2015"),
        ("2025-06-23/2025-06-29", "23–29 June 2025"),
        ("2024-03-28/2024-05-03", "28 March – 3 May 2024"),
        ("2024-03/2024-05", "March–May 2024"),
        ("2001/2003", "2001–2003"),
        ("2024-11/2025-02", "November 2024 – February 2025"),
    ];
    for (written, words) in cases {
        let date = IssueDate::parse(written).unwrap();
        assert_eq!(en.issue_date(date), words, "{written}");
        assert_eq!(date.long(), words, "{written}");
    }
    let own = with_own(
        "cs",
        "messages:\n  date.months-of-days: [ledna, února, března, dubna, května, června, července, srpna, září, října, \
         listopadu, prosince]\n  date.day: \"{d}. {month} {y}\"\n",
    );
    assert_eq!(own.date(Date::day(2026, 6, 28)), "28. června 2026");
}

#[test]
fn dates_of_shipped_languages_are_written_by_their_rules() {
    let dates = [
        "2026-06-28",
        "2026-01-01",
        "2026-06",
        "1984~",
        "2021-21",
        "2015/..",
        "2015-03-01/..",
        "2025-06-01/2025-06-29",
        "2024-03-01/2024-05-03",
        "2024-03/2024-05",
        "2001/2003",
        "2024-11/2025-02",
    ];
    let words = |tag: &str| {
        let locale = Locale::new(tag, &[]);
        let written = dates.map(|date| locale.issue_date(IssueDate::parse(date).unwrap()));
        written.to_vec()
    };
    let german = [
        "28. Juni 2026",
        "1. Januar 2026",
        "Juni 2026",
        "ca. 1984",
        "Frühjahr 2021",
        "seit 2015",
        "seit 1. März 2015",
        "1.–29. Juni 2025",
        "1. März – 3. Mai 2024",
        "März–Mai 2024",
        "2001–2003",
        "November 2024 – Februar 2025",
    ];
    let french = [
        "28 juin 2026",
        "1er janvier 2026",
        "juin 2026",
        "vers 1984",
        "printemps 2021",
        "depuis 2015",
        "depuis le 1er mars 2015",
        "1er–29 juin 2025",
        "1er mars – 3 mai 2024",
        "mars–mai 2024",
        "2001–2003",
        "novembre 2024 – février 2025",
    ];
    let arabic = [
        "28 يونيو 2026",
        "1 يناير 2026",
        "يونيو 2026",
        "نحو 1984",
        "ربيع 2021",
        "منذ 2015",
        "منذ 1 مارس 2015",
        "1–29 يونيو 2025",
        "1 مارس – 3 مايو 2024",
        "مارس–مايو 2024",
        "2001–2003",
        "نوفمبر 2024 – فبراير 2025",
    ];
    assert_eq!(words("de"), german);
    assert_eq!(words("fr"), french);
    assert_eq!(words("ar"), arabic);
}

#[test]
fn languages_scripts_and_countries_with_a_name_have_their_tags() {
    let mut wrong = Vec::new();
    for id in MessageId::all() {
        let key = id.key();
        let script = key.strip_prefix("language.script.").or(key.strip_prefix("region."));
        let tag = match (script, key.strip_prefix("language.")) {
            (Some(part), _) => format!("en-{part}"),
            (None, Some(tag)) if tag != "variety" => tag.to_string(),
            _ => continue,
        };
        if !agon::model::is_language_tag(&tag) {
            wrong.push(key);
        }
    }
    assert_eq!(wrong, Vec::<&str>::new());
}

#[test]
fn languages_have_their_names_in_shipped_languages() {
    let tags = ["de", "en-GB", "es-419", "zh-Hans-CN", "de-1996", "tlh"];
    let names = |tag: &str| {
        let locale = Locale::new(tag, &[]);
        tags.map(|of| locale.language_name(of).unwrap_or_default())
    };
    let cases = [
        (
            "en",
            [
                "German",
                "English (United Kingdom)",
                "Spanish (Latin America)",
                "Chinese (Simplified, China)",
                "German (1996)",
                "",
            ],
        ),
        (
            "de",
            [
                "Deutsch",
                "Englisch (Vereinigtes Königreich)",
                "Spanisch (Lateinamerika)",
                "Chinesisch (Vereinfacht, China)",
                "Deutsch (1996)",
                "",
            ],
        ),
        (
            "fr",
            [
                "allemand",
                "anglais (Royaume-Uni)",
                "espagnol (Amérique latine)",
                "chinois (simplifié, Chine)",
                "allemand (1996)",
                "",
            ],
        ),
        (
            "ar",
            [
                "الألمانية",
                "الإنجليزية (المملكة المتحدة)",
                "الإسبانية (أمريكا اللاتينية)",
                "الصينية (المبسطة، الصين)",
                "الألمانية (1996)",
                "",
            ],
        ),
    ];
    for (tag, expected) in cases {
        assert_eq!(names(tag), expected, "{tag}");
    }
    let own = with_own("en", "messages: {language.de: High German}\n");
    assert_eq!(own.language_name("de").as_deref(), Some("High German"));
}

#[test]
fn date_in_a_sentence_has_the_preposition_of_its_precision() {
    let taken_down = |tag: &str| {
        let locale = Locale::new(tag, &[]);
        ["2026-06-01", "2026-06", "2026"].map(|date| {
            let date = Date::parse(date).unwrap();
            locale.format(MessageId::GoneOn, &[("date", date.into())])
        })
    };
    let cases = [
        (
            "en",
            [
                "It was taken down on 1 June 2026.",
                "It was taken down in June 2026.",
                "It was taken down in 2026.",
            ],
        ),
        (
            "de",
            [
                "Sie wurde am 1. Juni 2026 entfernt.",
                "Sie wurde im Juni 2026 entfernt.",
                "Sie wurde 2026 entfernt.",
            ],
        ),
        (
            "fr",
            [
                "Elle a été retirée le 1er juin 2026.",
                "Elle a été retirée en juin 2026.",
                "Elle a été retirée en 2026.",
            ],
        ),
        ("ar", ["سُحبت في 1 يونيو 2026.", "سُحبت في يونيو 2026.", "سُحبت في عام 2026."]),
    ];
    for (tag, expected) in cases {
        assert_eq!(taken_down(tag), expected, "{tag}");
    }
    let season = IssueDate::parse("2021-21").unwrap();
    assert_eq!(Locale::on_date(season), MessageId::DateOnMonth);
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
fn names_sort_by_the_order_of_the_language() {
    let sorted = |tag: &str, names: &[&'static str]| {
        let locale = Locale::new(tag, &[]);
        let mut names = names.to_vec();
        names.sort_by_cached_key(|name| locale.sort_key(name));
        names.join(" ")
    };
    assert_eq!(sorted("de", &["Zebra", "Ärger", "Apfel", "Öl"]), "Apfel Ärger Öl Zebra");
    assert_eq!(sorted("sv", &["Zebra", "Ärger", "Apfel", "Öl"]), "Apfel Zebra Ärger Öl");
    assert_eq!(sorted("fr", &["étude", "Zoé", "eau"]), "eau étude Zoé");
}

#[test]
fn letters_of_long_lists_are_those_of_the_language() {
    let cases = [
        ("de", "Ärger", "A"),
        ("sv", "Ärger", "Ä"),
        ("fr", "élan", "E"),
        ("es", "ñandú", "Ñ"),
        ("en", "ñandú", "N"),
        ("tr", "İzmir", "İ"),
        ("ar", "بغداد", "ب"),
        ("ko", "서울", "ᄉ"),
        ("ja", "東京", "東"),
        ("en", "4chan", "0–9"),
        ("en", "“Ann”", "A"),
        ("en", "…", "#"),
    ];
    let found = cases.map(|(tag, name, _)| (tag, name, Locale::new(tag, &[]).initial(name)));
    assert_eq!(found, cases.map(|(tag, name, letter)| (tag, name, letter.to_string())));
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
