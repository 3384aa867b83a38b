//! Views of what actors hold against each other, what is asked, and how it moved.

use super::*;

const THREAD: &str = "content/topics/wages/threads/th.md";

fn thread(body: &str) -> String {
    format!(
        "---\ntitle: Th\nstatus: active\nopened: 2026-06-01\nupdated: 2026-06-20\nsummary: \"A \\\"b\\\"...\"\n---\n{body}"
    )
}

const CLASH: &str = "## Perspectives\n### [[ann]]\nPay must rise [@a].\n\n- 2026-06-02 first tracked: says so [@a] ^p-one\n\
    - 2026-06-09 hardened: at once [@b] ^p-two\n- 2026-06-12 silent: nothing (uncited:: yes) ^p-three\n\n\
    ## Tensions\n- [[bob]] × [[ann]]: Whether pay rises. [@a] ^ten\n  - [[bob]]: It must not [@b]\n";

#[test]
fn a_side_without_a_statement_speaks_by_its_latest_cited_position() {
    let view = shown(&[(THREAD, &thread(CLASH))], "tensions.html");
    let facing = &view["tensions"][0]["tension"]["item"]["facing"];
    assert_eq!(facing[0]["who"][0]["text"], "Bob");
    assert!(
        facing[0]["statements"][0]["text"]["html"].as_str().unwrap().starts_with("It must not")
    );
    assert_eq!(facing[0]["position"], Value::Null);
    let held = &facing[1]["position"];
    assert_eq!((&held["change"], &held["date"]["iso"]), (&"hardened".into(), &"2026-06-09".into()));
    assert_eq!(held["href"], "topics/wages/threads/th.html#p-two");
}

#[test]
fn the_sides_of_a_tension_are_set_side_by_side_on_one_page() {
    let text = thread(&CLASH.replace("## Tensions", "### [[bob]]\nPay is high.\n\n## Tensions"));
    let files = [(THREAD, text.as_str())];
    let view = shown(&files, "topics/wages/compare/ann--bob.html");
    let perspective = &view["sides"][0]["perspectives"][0]["item"];
    assert_eq!(perspective["last_stated"]["iso"], "2026-06-09");
    assert_eq!(
        (&view["sides"][0]["standing"]["count"], &view["sides"][1]["standing"]["count"]),
        (&3.into(), &0.into())
    );
    assert_eq!(
        view["tensions"][0]["comparisons"],
        Value::Array(Vec::new()),
        "no link to the page itself"
    );
    let perspectives = shown(&files, "topics/wages/perspectives.html");
    assert_eq!(
        perspectives["actors"][0]["comparisons"],
        serde_json::json!([{"href": "compare/ann--bob.html", "text": "Bob"}])
    );
    assert_eq!(
        shown(&files, "tensions.html")["tensions"][0]["comparisons"][0]["href"],
        "topics/wages/compare/ann--bob.html"
    );
}

#[test]
fn actors_are_compared_only_where_both_hold_something() {
    let text = thread(CLASH);
    let published = "topics/wages/compare/ann--bob.html\n";
    let files = [(THREAD, text.as_str()), ("content/addresses.txt", published)];
    let tensions = shown(&files, "topics/wages/tensions.html");
    assert_eq!(tensions["tensions"][0]["comparisons"], serde_json::json!([]));
    let old = shown(&files, "topics/wages/compare/ann--bob.html");
    assert_eq!(old["to"]["href"], "../tensions.html");
}

#[test]
fn what_is_dated_and_names_both_sides_is_the_history_of_a_tension() {
    let told = gather(
        "2026-06-04",
        "## Notes\n- [@a] [[bob]] answers [[ann]]. More. ^n\n- [@b] [[bob]] alone.\n",
    );
    let view = shown(&[(THREAD, &thread(CLASH)), (FIRST, &told)], "tensions.html");
    assert_eq!(
        view["tensions"][0]["history"],
        serde_json::json!([{
            "date": {"iso": "2026-06-04"},
            "href": "topics/wages/gathers/2026-06-04.html#n",
            "text": "Bob answers Ann.",
            "marks": [],
            "title": "Of 2026-06-04",
        }])
    );
}

#[test]
fn a_question_has_its_page_and_of_two_with_one_id_the_older_text_keeps_the_short_address() {
    let asks = |date: &str| {
        gather(
            date,
            "## Open questions\n- Why *now*? [@a] ^q-why (status:: open) (asked:: 2026-11-10)\n  - Would settle it: A count\n",
        )
    };
    let (first, second) = (asks("2026-06-04"), asks("2026-06-11"));
    let files = [(SECOND, second.as_str()), (FIRST, first.as_str())];
    let older = shown(&files, "topics/wages/questions/q-why.html");
    assert_eq!(older["place"]["href"], "../gathers/2026-06-04.html#q-why");
    assert_eq!((&older["page"]["title"], &older["days"]), (&"Why now?".into(), &10.into()));
    assert_eq!(older["question"]["settles"][0]["html"], "A count");
    assert_eq!((&older["question"]["own"], &older["cited"][0]["id"]), (&Value::Null, &"a".into()));
    let younger = shown(&files, "topics/wages/questions/q-why--2026-06-11.html");
    assert_eq!(younger["place"]["href"], "../gathers/2026-06-11.html#q-why");
}

#[test]
fn a_page_tells_its_history_by_day() {
    let later =
        gather("2026-06-18", "## Notes\n- [@b] It was not so. (disputes:: [[th#^p-two]]) ^no\n");
    let place = "content/topics/wages/gathers/2026-06-18.md";
    let view = shown(&[(THREAD, &thread(CLASH)), (place, &later)], "topics/wages/threads/th.html");
    let told: Vec<String> = view["history"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|day| {
            let date = day["date"]["iso"].as_str().unwrap().to_string();
            day["lines"]
                .as_array()
                .unwrap()
                .iter()
                .map(move |l| {
                    let part = |name: &str| l[name].as_str().unwrap_or("-").to_string();
                    [date.clone(), part("kind"), part("of"), part("word"), part("change_kind")]
                        .join(" ")
                })
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(
        told,
        [
            "2026-06-20 updated - - new",
            "2026-06-18 relation position disputed by corrected",
            "2026-06-12 position - silent moved",
            "2026-06-09 position - hardened moved",
            "2026-06-02 position - first tracked new",
            "2026-06-01 opened - - new",
        ]
    );
}

#[test]
fn a_source_is_new_since_the_first_gather_that_cites_it_and_not_since_a_thread_was_opened() {
    let noted = gather("2026-06-11", "## Notes\n- [@a] A note. ^n\n");
    let view = shown(&[(THREAD, &thread(CLASH)), (SECOND, &noted)], "topics/wages/sources.html");
    let hooks = |n: usize| view["groups"][0]["sources"][n]["hooks"].clone();
    let expected = serde_json::json!({
        "publisher": "p", "kind": "unknown", "form": "report", "year": 2026, "since": "2026-06-11",
    });
    assert_eq!((hooks(0), &hooks(1)["since"]), (expected, &Value::Null));
    assert_eq!(
        view["facets"]["years"],
        serde_json::json!([{"value": "2026", "text": "2026", "count": 1}])
    );
}

#[test]
fn plain_texts_have_the_quotes_of_the_prose() {
    let view = shown(&[(THREAD, &thread(CLASH))], "topics/wages/threads/th.html");
    assert_eq!(view["summary"], "A “b”…");
}

/// Files of a thread with one tension: of a side for each of some persons, with statements of each.
fn clash_of(persons: usize, statements: usize) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let (mut perspectives, mut parts) = (String::new(), String::new());
    for n in 0..persons {
        let entity = format!("---\nname: Person {n}\nkind: person\n---\nA person.\n");
        files.push((format!("content/entities/p-{n}.md"), entity));
        perspectives += &format!("### [[p-{n}]]\nPay is {n} [@a]. (stance:: pay {n})\n\n");
        for statement in 0..statements {
            parts +=
                &format!("  - [[p-{n}]]: It is {n} and {statement} [@a] (stance:: it is {n})\n");
        }
    }
    let sides: Vec<String> = (0..persons).map(|n| format!("[[p-{n}]]")).collect();
    let tension = format!("- {}: How high is pay? [@a] ^ten\n{parts}", sides.join(" × "));
    let body = format!("## Perspectives\n{perspectives}## Tensions\n{tension}");
    files.push((THREAD.to_string(), thread(&body)));
    files
}

#[test]
fn pages_of_the_actors_of_a_tension_do_not_grow_with_its_sides_and_statements() {
    let page = |persons: usize, statements: usize| {
        let files = clash_of(persons, statements);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        shown(&files, "entities/p-30.html")
    };
    let few = page(60, 1);
    let line = &few["stands"][0]["lines"][0];
    assert_eq!((line["others"].as_array().unwrap().len(), &line["more_others"]), (40, &19.into()));
    assert_eq!(
        (&few["tensions"], &few["many_sided"][0]["sides"]),
        (&serde_json::json!([]), &60.into())
    );
    let length = |page: &Value| page.to_string().len();
    let (few, many) = (length(&few), length(&page(240, 1)));
    assert!(many < few + few / 20, "{few} and {many} bytes");
    let files = clash_of(2, 40);
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let page = shown(&files, "entities/p-1.html");
    assert_eq!(
        (&page["tensions"], &page["many_sided"][0]["sides"]),
        (&serde_json::json!([]), &2.into())
    );
}
