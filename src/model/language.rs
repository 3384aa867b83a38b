//! Languages: BCP 47 tags for the names and codes that bibliographies write.

/// A tag, and the names and codes for it: in English, in the language itself and of bibliographies. The first one is
/// babel's, which BibLaTeX knows.
const LANGUAGES: [(&str, &str); 66] = [
    ("af", "afrikaans afr"),
    ("ar", "arabic ara العربية عربية عربي"),
    ("be", "belarusian bel беларуская"),
    ("bg", "bulgarian bul български"),
    ("bn", "bengali ben বাংলা"),
    ("br", "breton bre brezhoneg"),
    ("ca", "catalan cat català"),
    ("cs", "czech ces cze čeština česky"),
    ("cy", "welsh cym wel cymraeg"),
    ("da", "danish dan dansk"),
    ("de", "ngerman german deutsch deu ger germanb"),
    ("de-AT", "naustrian austrian"),
    ("de-CH", "nswissgerman swissgerman"),
    ("el", "greek ell gre polutonikogreek ελληνικά"),
    ("en", "english eng anglais englisch"),
    ("en-AU", "australian"),
    ("en-CA", "canadian"),
    ("en-GB", "british ukenglish"),
    ("en-NZ", "newzealand"),
    ("en-US", "american usenglish"),
    ("eo", "esperanto epo"),
    ("es", "spanish spa español espanol castellano"),
    ("es-MX", "mexican spanishmx"),
    ("et", "estonian est eesti"),
    ("eu", "basque eus baq euskara"),
    ("fa", "persian farsi fas per فارسی"),
    ("fi", "finnish fin suomi"),
    ("fr", "french fra fre français francais frenchb"),
    ("fr-CA", "acadian canadien"),
    ("ga", "irish gle gaeilge"),
    ("gd", "scottish gla gàidhlig"),
    ("gl", "galician glg galego"),
    ("grc", "ancientgreek"),
    ("he", "hebrew heb עברית"),
    ("hi", "hindi hin हिन्दी"),
    ("hr", "croatian hrv hrvatski"),
    ("hu", "hungarian magyar hun"),
    ("hy", "armenian hye arm հայերեն"),
    ("id", "indonesian ind bahasa"),
    ("is", "icelandic isl ice íslenska"),
    ("it", "italian ita italiano"),
    ("ja", "japanese jpn 日本語"),
    ("ko", "korean kor 한국어"),
    ("la", "latin lat latina"),
    ("lt", "lithuanian lit lietuvių"),
    ("lv", "latvian lav latviešu"),
    ("mk", "macedonian mkd mac македонски"),
    ("ms", "malay msa may melayu"),
    ("nb", "norsk norwegian nob nor no bokmål"),
    ("nl", "dutch nld dut nederlands"),
    ("nn", "nynorsk nno"),
    ("pl", "polish pol polski"),
    ("pt", "portuguese por português portuges portugues"),
    ("pt-BR", "brazilian brazil brasil"),
    ("ro", "romanian ron rum română"),
    ("ru", "russian rus русский"),
    ("sk", "slovak slk slo slovenčina"),
    ("sl", "slovenian slovene slv slovenščina"),
    ("sq", "albanian sqi alb shqip"),
    ("sr", "serbian srp српски srpski"),
    ("sv", "swedish swe svenska"),
    ("th", "thai tha ไทย"),
    ("tr", "turkish tur türkçe"),
    ("uk", "ukrainian ukr українська"),
    ("vi", "vietnamese vie"),
    ("zh", "chinese zho chi pinyin mandarin 中文 汉语 漢語"),
];

/// The primary part of a language tag.
pub(super) fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The tag of a name, of a code or of a tag in another spelling: `ngerman`, `ger`, `en_us`.
pub fn language_tag(text: &str) -> Option<String> {
    let name = text.trim().to_lowercase();
    for (tag, names) in LANGUAGES {
        if names.split(' ').any(|n| n == name) {
            return Some(tag.to_string());
        }
    }
    if let Some((_, tag)) = COUNTRIES.iter().find(|(country, _)| *country == name) {
        return Some(tag.to_string());
    }
    let mut tag = String::new();
    for (n, part) in name.split(['-', '_']).enumerate() {
        let is_word = part.bytes().all(|b| b.is_ascii_alphanumeric());
        match (n, part.len()) {
            (0, 2 | 3) if is_word => tag += part,
            (1.., 4) if is_word && !part.starts_with(|c: char| c.is_ascii_digit()) => {
                tag += &format!("-{}{}", part[..1].to_uppercase(), &part[1..])
            }
            (1.., 2) if is_word => tag += &format!("-{}", part.to_uppercase()),
            (1.., 3..=8) if is_word => tag += &format!("-{part}"),
            _ => return None,
        }
    }
    Some(tag)
}

/// The two-letter codes of languages (ISO 639-1), as the registry of BCP 47 has them.
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da \
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io \
    is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr \
    ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm \
    sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Codes of countries that are taken for languages.
const COUNTRIES: [(&str, &str); 9] = [
    ("cn", "zh"),
    ("cz", "cs"),
    ("dk", "da"),
    ("gr", "el"),
    ("il", "he"),
    ("ir", "fa"),
    ("jp", "ja"),
    ("ua", "uk"),
    ("vn", "vi"),
];

/// Whether two tags are of one language in one script: `en` and `en-GB`, not `sr-Latn` and `sr-Cyrl`.
pub fn is_same_language(a: &str, b: &str) -> bool {
    let ((a, a_script), (b, b_script)) = (language_and_script(a), language_and_script(b));
    a == b && (a_script.is_none() || b_script.is_none() || a_script == b_script)
}

/// The language of a tag and its script, in lower case.
fn language_and_script(tag: &str) -> (Option<String>, Option<String>) {
    let mut parts = tag.split(['-', '_']).map(str::to_ascii_lowercase);
    (parts.next(), parts.next().filter(|part| part.len() == 4))
}

/// Whether a text is a language tag of BCP 47: its parts are well-formed and in order, and its language is one that has
/// this code.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_known = match language.len() {
        2 => TWO_LETTERS.split(' ').any(|code| code == language),
        3 => !has_shorter_code(&language) && language.bytes().all(|b| b.is_ascii_lowercase()),
        _ => false,
    };
    for _ in 0..3 {
        // an extended language, such as `zh-yue`
        parts.next_if(|part| part.len() == 3 && is_letters(part));
    }
    parts.next_if(|part| part.len() == 4 && is_letters(part));
    parts.next_if(|part| part.len() == 2 && is_letters(part) || part.len() == 3 && is_digits(part));
    let mut seen: Vec<String> = Vec::new();
    while let Some(variant) = parts.next_if(is_variant) {
        seen.push(variant.to_ascii_lowercase());
    }
    while let Some(extension) = parts.next_if(|part| part.len() == 1 && is_letters_and_digits(part))
    {
        let is_private = extension.eq_ignore_ascii_case("x");
        let least = if is_private { 1 } else { 2 };
        let is_part =
            |part: &&str| (least..=8).contains(&part.len()) && is_letters_and_digits(part);
        if parts.next_if(is_part).is_none() {
            return false;
        }
        while parts.next_if(is_part).is_some() {}
        seen.push(extension.to_ascii_lowercase());
        if is_private {
            break;
        }
    }
    let count = seen.len();
    seen.sort_unstable();
    seen.dedup();
    is_known && parts.next().is_none() && seen.len() == count
}

fn is_variant(part: &&str) -> bool {
    (5..=8).contains(&part.len()) && is_letters_and_digits(part)
        || part.len() == 4
            && is_letters_and_digits(part)
            && part.starts_with(|c: char| c.is_ascii_digit())
}

fn is_digits(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_digit())
}

fn is_letters_and_digits(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn is_letters(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_alphabetic())
}

/// Whether a three-letter code is that of a language that has a code of two letters, which is its tag then.
fn has_shorter_code(code: &str) -> bool {
    let known = LANGUAGES.iter().filter(|(tag, _)| tag.len() == 2);
    known.into_iter().any(|(_, names)| names.split(' ').any(|name| name == code))
}

/// babel's name for a tag, or for its language where it has none for the region.
pub fn babel_name(tag: &str) -> Option<&'static str> {
    let language = tag.split('-').next().unwrap_or(tag);
    let known = LANGUAGES.iter().find(|(t, _)| *t == tag);
    let (_, names) = known.or_else(|| LANGUAGES.iter().find(|(t, _)| *t == language))?;
    names.split(' ').next()
}

/// Languages whose usual script is written from right to left (Unicode CLDR, "characterOrder").
const RIGHT_TO_LEFT: [&str; 19] = [
    "ar", "arc", "arz", "azb", "ckb", "dv", "fa", "glk", "he", "ks", "lrc", "mzn", "nqo", "pnb",
    "ps", "sd", "ug", "ur", "yi",
];

/// Scripts that are written from right to left (ISO 15924).
const RIGHT_TO_LEFT_SCRIPTS: [&str; 9] =
    ["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"];

/// Whether a language is written from right to left: by the script that its tag names, else by its usual one.
pub fn is_right_to_left(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default().to_lowercase();
    match parts.next().filter(|part| part.len() == 4) {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.iter().any(|s| s.eq_ignore_ascii_case(script)),
        None => RIGHT_TO_LEFT.contains(&language.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tag_reads_names_codes_and_tags() {
        for (text, tag) in [
            ("ngerman", "de"),
            ("English", "en"),
            ("british", "en-GB"),
            ("norsk", "nb"),
            ("eng", "en"),
            ("German", "de"),
            ("Deutsch", "de"),
            ("Français", "fr"),
            ("العربية", "ar"),
            ("Türkçe", "tr"),
            ("日本語", "ja"),
            ("en_us", "en-US"),
            ("zh-hans-cn", "zh-Hans-CN"),
            ("de", "de"),
            ("tlh", "tlh"),
        ] {
            assert_eq!(language_tag(text).as_deref(), Some(tag), "{text}");
        }
        assert_eq!(language_tag("plain language"), None);
        assert_eq!(babel_name("de-LU"), Some("ngerman"));
        assert_eq!(babel_name("en-GB"), Some("british"));
        assert_eq!(babel_name("tlh"), None);
    }

    #[test]
    fn language_tags_are_those_of_bcp_47() {
        for tag in [
            "en",
            "de-AT",
            "zh-Hans-CN",
            "es-419",
            "ZH-hant",
            "sl-rozaj-biske",
            "de-1996",
            "zh-yue",
            "grc",
            "tlh",
            "de-u-co-phonebk",
            "en-x-a",
            "ca-valencia",
        ] {
            assert!(is_language_tag(tag), "{tag}");
        }
        for tag in [
            "",
            "e",
            "english",
            "jp",
            "xx",
            "deu",
            "en_US",
            "en-",
            "-en",
            "de-de-at",
            "de-1996-1996",
            "en-a",
            "en-x",
            "en-u-co-u-nu",
            "a1",
            "de-Latn-Cyrl",
            "en-abcdefghi",
            "日本",
        ] {
            assert!(!is_language_tag(tag), "{tag}");
        }
        assert_eq!(language_tag("jp").as_deref(), Some("ja"));
    }

    #[test]
    fn languages_are_the_same_without_their_regions() {
        assert!(is_same_language("en", "en-GB") && is_same_language("zh-Hans-CN", "zh"));
        assert!(!is_same_language("en", "de") && !is_same_language("sr-Latn", "sr-Cyrl"));
    }

    #[test]
    fn direction_is_that_of_the_script() {
        for tag in ["he", "ar-EG", "fa", "ur", "yi", "az-Arab", "pa-arab-PK", "sd"] {
            assert!(is_right_to_left(tag), "{tag}");
        }
        for tag in ["en", "de-AT", "ku", "sd-Deva", "az-Latn", "ja", "", "tr"] {
            assert!(!is_right_to_left(tag), "{tag}");
        }
    }
}
