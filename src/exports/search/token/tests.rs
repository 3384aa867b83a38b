use super::*;

fn of_forms(text: &str, wanted: &[TokenForm]) -> Vec<String> {
    let mut found = Vec::new();
    words(text, &mut String::new(), |word, form| {
        if wanted.contains(&form) {
            found.push(word.to_string());
        }
    });
    found
}

fn all(text: &str) -> Vec<String> {
    of_forms(text, &[TokenForm::Word, TokenForm::Name, TokenForm::Elided])
}

#[test]
fn words_fold_case_accents_and_apostrophes() {
    assert_eq!(all("Café ÉTÉ Ünïcode ﬁne"), ["cafe", "ete", "unicode", "fine"]);
    assert_eq!(
        all("OpenAI’s models don't, users' 'quoted'"),
        ["openai", "models", "dont", "users", "quoted"]
    );
    assert_eq!(
        all("GPT-5.5 K2.6, 1,000; v4. 3.x a.b 58.6%"),
        ["gpt", "5.5", "k2.6", "1,000", "v4", "3", "x", "a", "b", "58.6"]
    );
    assert_eq!(all("…‘one’—two… İstanbul 2.. 3"), ["one", "two", "istanbul", "2", "3"]);
    assert_eq!(
        all("Łódź Ærø Straßburg Đà œuvre l’Abbé harbour\u{ad}master"),
        ["lodz", "aero", "strassburg", "da", "oeuvre", "labbe", "abbe", "harbourmaster"]
    );
    assert_eq!(all("中国ai модель"), ["中", "国", "ai", "модель"]);
}

#[test]
fn words_in_capitals_and_capitalised_ones_inside_of_a_sentence_are_names() {
    let names = |text| of_forms(text, &[TokenForm::Name]);
    assert_eq!(names("The WHO says it. May it? On 26 May 2026, IT may."), ["who", "may", "it"]);
    assert_eq!(names("What the U.S. May do: It is “The end” of OSI's"), ["u", "osi"]);
    assert_eq!(names("A plan, Plan A/The B"), ["plan", "a", "the", "b"]);
}

#[test]
fn words_with_a_hyphen_are_compounds_too_unless_both_are_numbers() {
    let compounds = |text| of_forms(text, &[TokenForm::Compound]);
    assert_eq!(
        compounds("SWE-bench-Pro and GPT‑5.5, open -weight open- source 2026-03 -x"),
        ["swebench", "benchpro", "gpt5.5"]
    );
    assert_eq!(compounds("70-billion, l'abbé-général's"), ["70billion", "labbegeneral"]);
}

#[test]
fn words_of_letters_and_numbers_have_parts() {
    let parts = |text| of_forms(text, &[TokenForm::Part]);
    assert_eq!(parts("K2.6 GPT4o 5.5 b"), ["k", "2.6", "gpt", "4", "o"]);
}

#[test]
fn stem_removes_english_endings_only() {
    assert_eq!(Stemmer::new("en-GB").stem("sovereignty"), "sovereignti");
    assert_eq!(Stemmer::new("").stem("licences"), "licens");
    assert_eq!(Stemmer::new("de").stem("licences"), "licences");
    assert_eq!(Stemmer::new("en").stem("58.6"), "58.6");
}
