//! The program names no debate: its built-in words and the words of its pages fit any.

use agon::content::load::embedded;
use agon::model::*;

/// Words of the debate that the repository's own site follows.
const OF_ONE_DEBATE: [&str; 9] =
    ["ai", "lab", "labs", "model", "models", "benchmark", "weights", "chatbot", "llm"];

fn named(text: &str) -> Vec<String> {
    let low = text.to_lowercase();
    let words = low.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| OF_ONE_DEBATE.contains(word)).map(str::to_string).collect()
}

#[test]
fn built_in_words_name_no_debate() {
    let mut found = Vec::new();
    for list in VocabularyList::ALL {
        found.extend(list.built_in().into_iter().flat_map(named));
    }
    for word in SectionRole::words().into_iter().chain(SourceType::words()) {
        found.extend(named(word));
    }
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(Side::words(), ["for", "against", "mixed", "gap", "none"]);
}

#[test]
fn templates_and_styles_name_no_debate() {
    let mut found = Vec::new();
    for template in embedded::templates() {
        // which program wrote a text that a machine wrote
        let text = template.body.replace("p.model", "");
        found.extend(named(&text).into_iter().map(|word| format!("{}: {word}", template.path)));
    }
    for file in embedded::statics().iter().filter(|file| file.path.ends_with(".css")) {
        let text = String::from_utf8_lossy(&file.bytes);
        found.extend(named(&text).into_iter().map(|word| format!("{}: {word}", file.path)));
    }
    assert_eq!(found, Vec::<String>::new());
}
