//! What a query says is what it does: words however they are written, quotation marks, minus, `OR`, corrections.

use super::{ask, index_of, linked, shipped};
use agon::pages::Ctx;
use agon::source::{Files, SourceFile};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A site of one language with the given texts, each as a page of its own, and some entities.
fn site(language: &str, pages: &[(&str, &str)], entities: &[(&str, &str, &str)]) -> Files {
    let mut texts = vec![
        text("content/site.yaml", format!("title: A site\nlanguage: {language}\n")),
        text(
            "content/topics/t/topic.md",
            "---\ntitle: A debate\nquestion: Right?\nstatus: active\naliases: [The quarrel]\n---\n"
                .into(),
        ),
    ];
    for (name, body) in pages {
        let body = format!("---\ntitle: About {name}\n---\n{body}\n");
        texts.push(text(&format!("content/pages/{name}.md"), body));
    }
    for (slug, name, aliases) in entities {
        let body =
            format!("---\nname: {name}\nkind: organisation\naliases: [{aliases}]\n---\nOne.\n");
        texts.push(text(&format!("content/entities/{slug}.md"), body));
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    Files::new(texts)
}

fn text(path: &str, body: String) -> SourceFile {
    SourceFile { path: path.into(), body }
}

type Index = BTreeMap<String, Vec<u8>>;

fn index(files: &Files) -> Index {
    index_of(&Ctx::new(&linked(files), files))
}

/// The names of the pages that each query finds, without those that have only some of its words.
fn found(index: &Index, queries: &[&str]) -> Vec<String> {
    let answers = ask(index, &json!({ "find": queries }));
    let name = |path: &Value| {
        let path = path.as_str().unwrap_or_default();
        path.trim_start_matches("entities/").trim_end_matches(".html").to_string()
    };
    let names = |answer: &Value| {
        let mut names: Vec<String> = answer.as_array().into_iter().flatten().map(name).collect();
        names.sort();
        names.join(" ")
    };
    answers["find"].as_array().unwrap().iter().map(names).collect()
}

/// Asks all queries of one site and compares what they find.
fn expect(index: &Index, expected: &[(&str, &str)]) {
    let queries: Vec<&str> = expected.iter().map(|(query, _)| *query).collect();
    let found = found(index, &queries);
    let differ: Vec<String> = expected
        .iter()
        .zip(&found)
        .filter(|((_, pages), found)| pages != found)
        .map(|((query, pages), found)| format!("{query}: {found:?}, not {pages:?}"))
        .collect();
    assert_eq!(differ, Vec::<String>::new());
}

#[test]
fn names_that_are_common_words_are_found_in_names_and_where_they_are_written_as_names() {
    let pages = [
        ("health", "Guidance of the WHO came on 26 May 2026."),
        ("office", "The IT department may say who it is."),
        ("plain", "It may be that guidance is for those who ask."),
    ];
    let files = site("en", &pages, &[("theresa-may", "Theresa May", "May")]);
    expect(
        &index(&files),
        &[
            ("WHO", "health"),
            ("who", "health"),
            ("IT", "office"),
            ("May", "health theresa-may"),
            ("WHO guidance", "health plain"),
        ],
    );
    // beside other words they are welcome and not asked for
    let answers = ask(&index(&files), &json!({ "find": ["WHO guidance", "guidance"] }));
    assert_eq!(answers["find"][0][0], json!("health.html"));
}

#[test]
fn letters_with_strokes_ligatures_elisions_and_hidden_characters_are_found_by_plain_letters() {
    let pages = [
        ("lodz", "A mill in Łódź and a ferry from Ærø."),
        ("work", "The œuvre of l’Abbé Breuil."),
        ("port", "The harbour\u{ad}master\u{2060} spoke."),
    ];
    expect(
        &index(&site("en", &pages, &[])),
        &[
            ("Łódź", "lodz"),
            ("lodz", "lodz"),
            ("Aero", "lodz"),
            ("ærø", "lodz"),
            ("oeuvre", "work"),
            ("œuvre", "work"),
            ("abbe", "work"),
            ("l'abbé Breuil", "work"),
            ("L’ABBÉ", "work"),
            ("\"l'abbé Breuil\"", "work"),
            ("\"abbé breuil\"", "work"),
            ("harbourmaster", "port"),
            ("harbour\u{ad}master", "port"),
        ],
    );
}

#[test]
fn names_with_numbers_and_hyphens_are_found_however_they_are_joined() {
    let pages = [
        ("hyphen", "GPT-5.5 was tested on SWE-bench."),
        ("space", "Claims about GPT 5.5 and open washing of 40 per cent."),
        ("joined", "Kimi K2.6 and GPT5.5 and openwashing of forty percent."),
        ("other", "Kimi K2.7 and K3 and GPT-5.4."),
    ];
    expect(
        &index(&site("en", &pages, &[])),
        &[
            ("GPT5.5", "hyphen joined space"),
            ("gpt 5.5", "hyphen joined space"),
            ("GPT-5.5", "hyphen joined space"),
            ("K2", "joined other"),
            ("K2.6", "joined"),
            ("Kimi K 2.6", "joined"),
            ("swebench", "hyphen"),
            ("swe bench", "hyphen"),
            ("openwashing", "joined"),
            ("open washing", "joined space"),
            ("percent", "joined"),
            ("per cent", "joined space"),
        ],
    );
}

#[test]
fn british_and_american_spellings_of_english_are_one_word_and_only_of_english() {
    let pages = [
        ("british", "The organisation analysed a licence; behaviours at the centre, a defence."),
        ("american", "The organization analyzed a license; behavior at the center, a defense."),
    ];
    let both = "american british";
    let words = ["license", "licences", "organization", "organised", "analyze", "behaviour"];
    let mut expected: Vec<(&str, &str)> = words.iter().map(|word| (*word, both)).collect();
    expected.extend([("centre", both), ("centers", both), ("defenses", both)]);
    // an unfinished word is the beginning of both
    expected.extend([("organiz", both), ("\"a license\"", "american")]);
    expect(&index(&site("en-US", &pages, &[])), &expected);
    expect(
        &index(&site("de", &pages, &[])),
        &[("license", "american"), ("organization", "american"), ("centre", "british")],
    );
}

#[test]
fn quotation_marks_minus_and_or_do_what_they_say() {
    let pages = [
        ("one", "Open weights are not open data.\n\nA licence for models."),
        ("two", "Weights, when open, are not enough. Open\n\nweights: a model licence."),
        ("three", "The open weights of Mistral."),
        ("four", "The data of Llama."),
    ];
    expect(
        &index(&site("en", &pages, &[])),
        &[
            ("open weights", "one three two"),
            ("\"open weights\"", "one three"),
            ("\"open weights are not\"", "one"),
            ("“Open Weights” licence", "one"),
            ("\"weights open are\"", ""),
            ("\"open weight\"", ""),
            ("\"are not\"", "one two"),
            ("\"open weights", "one three two"),
            ("open -licence", "three"),
            ("open -models", "three"),
            ("open -\"open weights\"", "two"),
            ("licence −\"weights are\"", "two"),
            ("weights-open", "one three two"),
            ("Mistral OR Llama", "four three"),
            ("Mistral OR Llama data", "four"),
            ("data \"open weights\" OR Llama", "four one"),
            ("\"open data\" OR \"of Llama\"", "four one"),
            ("OR Llama", "four"),
            ("Llama OR", "four"),
            ("mistral or llama", ""),
            ("- open", "one three two"),
        ],
    );
    let without = found(&index(&site("en", &pages, &[])), &["-open"]);
    assert!(without[0].contains("four") && !without[0].contains("one"), "{without:?}");
}

#[test]
fn a_phrase_is_found_where_passages_are_cut_for_results() {
    let long = format!("{}The needle is here.", "Words that fill a passage. ".repeat(4000));
    let mut texts: Vec<(String, String)> = Vec::new();
    for n in 0..4 {
        texts.push((format!("p{n}"), long.replace("needle", &format!("needle{n}"))));
    }
    let pages: Vec<(&str, &str)> = texts.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let index = index(&site("en", &pages, &[]));
    assert!(index.keys().any(|path| path.starts_with("search/r")), "passages are cut");
    expect(&index, &[("\"the needle3 is here\"", "p3"), ("\"is needle3\"", "")]);
}

#[test]
fn a_query_without_a_hit_is_corrected_and_can_be_asked_literally() {
    let pages = [
        ("one", "Sovereignty needs compute."),
        ("two", "Open source licences of GPT-5.5; the WHOM."),
    ];
    let index = index(&site("en", &pages, &[]));
    let queries = [
        "sovreignty",
        "sovreignty compute",
        "opensource licences",
        "\"sovreignty\"",
        "gpt 5.6",
        "zyzzyva",
    ];
    let answers = ask(&index, &json!({ "answer": queries }))["answer"].clone();
    let told =
        |n: usize, key: &str| answers[n][key].as_str().unwrap_or_default().trim().to_string();
    let paths = |n: usize| answers[n]["paths"].clone();
    assert_eq!(
        (told(0, "asked"), told(0, "literal")),
        ("sovereignty".into(), "\"sovreignty\"".into())
    );
    assert_eq!(paths(0), json!(["one.html"]));
    assert_eq!(told(1, "asked"), "sovereignty compute");
    assert_eq!(told(1, "literal"), "\"sovreignty\" compute");
    assert_eq!((told(2, "asked"), paths(2)), ("open source licences".into(), json!(["two.html"])));
    assert_eq!((told(3, "asked"), paths(3)), (String::new(), json!([])));
    // a number is never taken for another one
    assert_eq!((told(4, "asked"), answers[4]["all"].clone()), (String::new(), json!(false)));
    assert_eq!((told(5, "asked"), paths(5)), (String::new(), json!([])));
}

#[test]
fn topics_entities_and_terms_come_first_where_a_query_is_their_name() {
    let pages = [("osi", "OSI OSI OSI. The open source initiative, the quarrel, GPT5.5.")];
    let entities = [("initiative", "Open Source Initiative", "OSI"), ("gpt", "GPT-5.5", "")];
    let index = index(&site("en", &pages, &entities));
    let asked = [
        ("OSI", "entities/initiative.html"),
        ("what is the Open-Source Initiative", "entities/initiative.html"),
        ("\"open source initiative\"", "entities/initiative.html"),
        ("GPT5.5", "entities/gpt.html"),
        ("gpt 5.5", "entities/gpt.html"),
        ("the quarrel", "topics/t/index.html"),
    ];
    let answers = ask(&index, &json!({ "find": asked.map(|(query, _)| query) }));
    for ((query, path), found) in asked.iter().zip(answers["find"].as_array().unwrap()) {
        assert_eq!(found[0], json!(path), "{query}");
    }
}

#[test]
fn definitions_contradictions_and_forecasts_are_kinds_and_results_say_what_became_of_a_claim() {
    let (site, files) = shipped();
    let ctx = Ctx::new(&site, &files);
    let index = index_of(&ctx);
    let narrowed = json!([
        { "query": "", "filters": { "kind": "definition" } },
        { "query": "", "filters": { "kind": "contradiction" } },
        { "query": "", "filters": { "kind": "forecast" } },
        { "query": "", "filters": { "kind": "forecast", "claim": "forecast-waiting" } },
        { "query": "", "filters": { "kind": "gather", "claim": "corrected" } },
    ]);
    let answers = ask(&index, &json!({ "narrow": narrowed }));
    let paths = |n: usize| -> Vec<&str> {
        answers["narrow"][n].as_array().unwrap().iter().filter_map(Value::as_str).collect()
    };
    assert!(paths(0).iter().all(|p| p.contains("/definitions.html#")) && paths(0).len() > 3);
    assert!(paths(1).iter().all(|p| p.contains("/contradictions.html#")) && paths(1).len() > 20);
    assert!(paths(2).iter().all(|p| p.contains(".html#")) && paths(2).len() > 20);
    assert!(paths(3).len() > 3 && paths(3).len() < paths(2).len());
    assert!(paths(4).len() > 3);
    // the last words of a corrected passage lead to a result that says so
    let mut queries = Vec::new();
    for (_, entry) in agon::exports::search::entries(&ctx) {
        for passage in entry.passages.iter().filter(|p| p.text.contains("[corrected ")) {
            let words: Vec<&str> = passage.text.split(' ').collect();
            let end = words[words.len().saturating_sub(9)..].join(" ");
            queries.push(format!("\"{}\"", end.replace(['"', '“', '”', '„', '«', '»'], " ")));
        }
    }
    assert!(queries.len() > 40, "{} passages are corrected", queries.len());
    let answers = ask(&index, &json!({ "shown": queries }));
    for (query, shown) in queries.iter().zip(answers["shown"].as_array().unwrap()) {
        let says = |passage: &Value| {
            let is_labelled = passage["states"].as_array().unwrap().contains(&json!("corrected"));
            is_labelled || passage["parts"].to_string().contains("corrected ")
        };
        assert!(shown.as_array().unwrap().iter().any(says), "{query}: {shown}");
    }
}
