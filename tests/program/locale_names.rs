//! Names of languages, and the order and letters of names.

use crate::locales::with_own;
use agon::model::MessageId;
use agon::model::locale::Locale;

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
