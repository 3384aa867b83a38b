//! Eight questions that readers bring. Each is answered at the beginning of a page, or of a part of one, that plain links
//! lead to from the home page in at most three steps. The words of each link say where it leads.

use crate::support::shipped::{pages, resolve};
use html5gum::{Token, Tokenizer};
use std::collections::BTreeSet;

/// How many characters are the first part of a page: about one screen and a half.
const FIRST_PART: usize = 2500;

struct Task {
    question: &'static str,
    /// The words of the links from the home page on.
    way: &'static [&'static str],
    /// What the first part says.
    answer: &'static [&'static str],
}

const TASKS: [Task; 8] = [
    Task {
        question: "Who changed their mind?",
        way: &["Open vs closed AI", "Who moved"],
        answer: &["actors with a position on record", "changed their mind", "restated theirs"],
    },
    Task {
        question: "Is \"N months behind\" one study or five?",
        way: &["Open vs closed AI", "Figures", "Lag of open behind closed models"],
        answer: &[
            "5 measurements of 1 subject, in months",
            "about 3 months, 30 October 2025",
            "reported 4 times",
        ],
    },
    Task {
        question: "Which definitions exist, and which models meet which?",
        way: &["Definitions of open AI", "Definitions"],
        answer: &[
            "11 definitions applied to",
            "Open source AI (OSI)",
            "DeepSeek",
            "does not",
            "meets",
        ],
    },
    Task {
        question: "Which predictions were made, and which came true?",
        way: &["Open vs closed AI", "Forecasts"],
        answer: &["waiting", "judged", "Came true", "forecast by"],
    },
    Task {
        question: "Where does this tracker contradict itself?",
        way: &["Open vs closed AI", "Contradictions"],
        answer: &["open,", "closed, of which", "Statements of this record that cannot all hold"],
    },
    Task {
        question: "What was the state on 1 June?",
        way: &["Open vs closed AI", "Timeline", "May 2026"],
        answer: &["May 2026", "31 May 2026"],
    },
    Task {
        question: "Who agrees with whom on export controls?",
        way: &["AI sovereignty", "Who stands where"],
        answer: &[
            "those who agree follow each other",
            "Chips and export controls",
            "Council on Foreign Relations",
        ],
    },
    Task {
        question: "What would settle the argument about safety?",
        way: &[
            "Open vs closed AI",
            "Tensions",
            "Does openness make models safer, or does it make them easier to misuse?",
        ],
        answer: &["Does openness make models safer", "Would settle it"],
    },
];

/// The links of a page with their words, each once.
fn links(html: &str) -> BTreeSet<(String, String)> {
    let (mut found, mut open) = (BTreeSet::new(), None::<(String, String)>);
    for token in Tokenizer::new(html) {
        match token {
            Ok(Token::StartTag(tag)) if *tag.name == b"a"[..] => {
                let href = tag.attributes.get(&b"href"[..]);
                let href = href.map(|href| String::from_utf8_lossy(&href.value).into_owned());
                open = href.map(|href| (String::new(), href));
            }
            Ok(Token::EndTag(tag)) if *tag.name == b"a"[..] => {
                found.extend(open.take().map(|(words, href)| (spaced(&words), href)));
            }
            Ok(Token::String(text)) => {
                if let Some((words, _)) = &mut open {
                    words.push_str(&String::from_utf8_lossy(&text));
                }
            }
            _ => {}
        }
    }
    found
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first words of a page's main part, or of what follows the element with an id.
fn first_part(html: &str, id: Option<&str>) -> String {
    let (mut words, mut is_in, mut hidden) = (String::new(), false, 0);
    for token in Tokenizer::new(html) {
        match token {
            Ok(Token::StartTag(tag)) => {
                let own = tag.attributes.get(&b"id"[..]).map(|id| id.value.as_slice());
                is_in |= match id {
                    Some(id) => own == Some(id.as_bytes()),
                    None => *tag.name == b"main"[..],
                };
                hidden += i32::from(is_out_of_sight(&tag.name) && !tag.self_closing);
                words.push(' ');
            }
            Ok(Token::EndTag(tag)) => {
                hidden -= i32::from(is_out_of_sight(&tag.name));
                words.push(' ');
            }
            Ok(Token::String(text)) if is_in && hidden == 0 => {
                words.push_str(&String::from_utf8_lossy(&text));
            }
            _ => {}
        }
    }
    spaced(&words).chars().take(FIRST_PART).collect()
}

fn is_out_of_sight(name: &[u8]) -> bool {
    matches!(name, b"script" | b"style" | b"template")
}

/// Where the links with these words lead from a place: pages with fragments.
fn follow(path: &str, words: &str) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    for (text, href) in links(&pages()[path].html) {
        if text == words
            && let Some((to, id)) = resolve(path, &href)
            && pages().contains_key(&to)
        {
            found.push((to, id));
        }
    }
    found
}

#[test]
fn eight_questions_are_answered_within_three_steps_and_at_the_beginning() {
    let mut unanswered = Vec::new();
    for task in TASKS {
        let is_meant = |words: &str| words.chars().filter(|c| c.is_alphabetic()).count() > 2;
        assert!(task.way.len() <= 3 && task.way.iter().all(|words| is_meant(words)));
        let mut places = vec![("index.html".to_string(), None)];
        for words in task.way {
            let steps = places.iter().flat_map(|(path, _)| follow(path, words));
            places = steps.collect::<BTreeSet<_>>().into_iter().collect();
        }
        let parts = places.iter().map(|(path, id)| first_part(&pages()[path].html, id.as_deref()));
        let parts: Vec<String> = parts.collect();
        let is_answered = |part: &String| task.answer.iter().all(|words| part.contains(words));
        if !parts.iter().any(is_answered) {
            unanswered.push((task.question, places, parts));
        }
    }
    assert!(unanswered.is_empty(), "{unanswered:#?}");
}

#[test]
fn the_first_part_starts_at_the_element_and_has_no_words_out_of_sight() {
    let html =
        "<main><p>One</p><script>two</script><h2 id=a>Three <b>four</b></h2><p>five</p></main>";
    assert_eq!(first_part(html, None), "One Three four five");
    assert_eq!(first_part(html, Some("a")), "Three four five");
    assert_eq!(first_part(html, Some("b")), "");
    assert_eq!(
        links("<a href=x>Go <b>on</b></a><a>no</a>"),
        BTreeSet::from([("Go on".to_string(), "x".to_string())])
    );
}
