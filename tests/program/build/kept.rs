//! What is kept of a debate beside its living pages: snapshots of a day, what moved between two, small pages for frames.

use super::lasting::{published, request, said, today};
use crate::support::crawl::complaints;
use crate::support::folder::{Folder, Tree, date};
use crate::support::golden;
use crate::support::html::Page;
use agon::build::pipeline::{DiffFormat, diff};

/// What a page says, whatever its links are: they differ by the folder.
fn without_addresses(said: &str) -> String {
    let mut parts = said.split("](");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| text + "]" + part.split_once(')').map_or(part, |(_, rest)| rest))
}

/// The pages of a snapshot, as paths seen from the topic's folder.
fn snapshot<'t>(public: &'t Tree, day: &str) -> Vec<(&'t str, &'t [u8])> {
    let folder = format!("topics/parking-minimums/as-of/{day}/");
    public
        .iter()
        .filter_map(|(p, bytes)| Some((p.strip_prefix(&folder)?, bytes.as_slice())))
        .collect()
}

#[test]
fn a_snapshot_says_what_the_site_said_on_that_day_and_that_there_is_a_newer_state() {
    let site = Folder::started();
    // The code for frames and the files for other tools are for living pages alone.
    site.replace("content/site.yaml", "language:", "data: none\nembeds: []\nlanguage:");
    site.put("content/addresses.txt", "# none\n");
    today(&site);
    let before = site.public();
    let then = Folder::empty();
    crate::support::folder::build_at(site.root(), &then.at("public"), "2025-03-31");
    let then = then.public();
    site.replace(
        "content/topics/parking-minimums/topic.md",
        "---\n",
        "---\nsnapshots: [2025-03-31, 2025-12]\n",
    );
    assert_eq!(said(&today(&site)), Vec::<String>::new());
    let public = site.public();
    assert_eq!(complaints(&public, "https://example.org/"), Vec::<String>::new());
    let again = today(&site).summary.expect("nothing is wrong");
    assert_eq!((again.written, again.removed), (0, 0), "a second build writes nothing");
    let pages = snapshot(&public, "2025-03-31");
    let of_day: Vec<&str> = then
        .keys()
        .filter_map(|p| p.strip_prefix("topics/parking-minimums/"))
        .filter(|p| p.ends_with(".html"))
        .collect();
    assert_eq!(pages.iter().map(|(p, _)| *p).collect::<Vec<_>>(), of_day, "a snapshot is whole");
    for (path, bytes) in pages {
        let html = std::str::from_utf8(bytes).unwrap();
        let old = std::str::from_utf8(&then[&format!("topics/parking-minimums/{path}")]).unwrap();
        let words = |html: &str| {
            without_addresses(&Page::read(html).say(None).expect("a page has a main part"))
        };
        let notice =
            "This is what was known on 31 March 2025. [There is a newer state of this page.]\n";
        assert_eq!(words(html), format!("{notice}{}", words(old)), "{path}");
        let living = format!("https://example.org/topics/parking-minimums/{path}");
        assert!(html.contains(&format!("<link rel=\"canonical\" href=\"{living}\">")), "{path}");
        assert!(
            html.contains("<meta name=\"robots\" content=\"noindex\">")
                && !html.contains("data-pagefind-body"),
            "{path}"
        );
    }
    let topic = "topics/parking-minimums/index.html";
    let said = Page::read(std::str::from_utf8(&public[topic]).unwrap()).say(Some("kept"));
    assert!(said.is_some() && before[topic] != public[topic]);
    assert!(!site.read("public/sitemap.xml").contains("as-of"));
    let others = before.iter().filter(|(p, _)| **p != topic && p.ends_with(".html"));
    assert!(
        others.clone().count() > 20 && others.into_iter().all(|(p, bytes)| public[p] == *bytes),
        "living pages stay as they are"
    );
}

#[test]
fn a_snapshot_that_is_not_kept_any_more_is_a_lost_address() {
    let site = published();
    site.replace(
        "content/topics/parking-minimums/topic.md",
        "---\n",
        "---\nsnapshots: [2025-03-31]\n",
    );
    today(&site);
    site.replace("content/topics/parking-minimums/topic.md", "snapshots: [2025-03-31]\n", "");
    let lost = said(&today(&site));
    assert_eq!(lost.len(), 1);
    assert!(
        lost[0].contains("topics/parking-minimums/as-of/2025-03-31/index.html was published"),
        "{lost:#?}"
    );
}

#[test]
fn small_pages_for_frames_say_their_day_and_what_is_newer() {
    let site = published();
    let page = |path: &str| site.read(&format!("public/embed/parking-minimums/{path}.html"));
    let first = page("threads/who-needs-the-spaces/p-builders-first");
    assert!(first.contains("As of <time datetime=\"2025-03-04\">4 March 2025</time>"), "{first}");
    assert!(
        first.contains(
            "<a href=\"p-builders-hardened.html\" target=\"_self\">the newer position</a>"
        ),
        "{first}"
    );
    assert!(!first.contains("p-builders-hardened\""), "a pinned page shows nothing of later");
    let newest = page("threads/who-needs-the-spaces/p-builders-hardened");
    assert!(!newest.contains("newer") && newest.contains("id=\"p-builders-first\""), "{newest}");
    for kind in [
        "threads/who-needs-the-spaces/ten-used",
        "threads/who-needs-the-spaces/q-winter",
        "figures/cost-of-a-space-2025",
    ] {
        let html = page(kind);
        assert!(html.contains("<base target=\"_blank\">") && !html.contains("<script"), "{html}");
        assert!(
            html.contains("https://example.org/topics/parking-minimums/"),
            "it names its full page: {html}"
        );
    }
    let thread = site.read("public/topics/parking-minimums/threads/who-needs-the-spaces.html");
    let code = "&lt;iframe src=&quot;https:&#x2F;&#x2F;example.org&#x2F;embed&#x2F;";
    let plain = "&lt;iframe src=\"https://example.org/embed/parking-minimums/threads/who-needs-the-spaces/p-builders-hardened.html\"";
    assert!(thread.contains(plain) || thread.contains(code), "{thread}");
}

#[test]
fn lists_of_what_follows_from_the_record_have_small_pages_with_verdicts_dates_and_voices() {
    let site = published();
    let public = site.public();
    assert_eq!(complaints(&public, "https://example.org/"), Vec::<String>::new());
    let folder = "parking-minimums";
    let mut shown = String::new();
    for name in ["definitions", "contradictions", "forecasts", "evidence", "half-life"] {
        let html = site.read(&format!("public/embed/{folder}/{name}.html"));
        let said = Page::read(&html).say(None).expect("a page has a main part");
        shown += &format!("=== {name}\n{}\n", without_addresses(&said));
        let full = site.read(&format!("public/topics/{folder}/{name}.html"));
        let code = format!("https://example.org/embed/{folder}/{name}.html");
        assert!(full.contains(&code), "{name} has no code to copy");
    }
    golden::assert("embeds.txt", &shown);
    site.put("content/addresses.txt", "# none\n");
    site.replace("content/site.yaml", "language:", "embeds: [definitions, half-life]\nlanguage:");
    today(&site);
    let public = site.public();
    let small: Vec<&String> = public.keys().filter(|path| path.starts_with("embed/")).collect();
    assert_eq!(
        small,
        ["embed/parking-minimums/definitions.html", "embed/parking-minimums/half-life.html"]
    );
}

#[test]
fn snapshots_and_small_pages_have_no_data_feed_or_picture_of_their_own() {
    let site = published();
    site.replace(
        "content/topics/parking-minimums/topic.md",
        "---\n",
        "---\nsnapshots: [2025-03-31]\n",
    );
    today(&site);
    let public = site.public();
    let (kept, others): (Vec<&String>, Vec<&String>) =
        public.keys().partition(|p| p.contains("/as-of/") || p.starts_with("embed/"));
    assert!(kept.len() > 20 && others.iter().any(|p| p.ends_with(".card.png")));
    assert_eq!(
        kept.iter().filter(|p| !p.ends_with(".html")).collect::<Vec<_>>(),
        Vec::<&&String>::new()
    );
    for path in kept {
        let html = std::str::from_utf8(&public[path]).expect("a page is UTF-8");
        assert!(
            !html.contains("This page as data") && !html.contains("\"application/json\""),
            "{path}"
        );
        let card =
            html.split("og:image\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        let of_home = (!path.starts_with("embed/")).then_some("https://example.org/index.card.png");
        assert_eq!(card, of_home, "{path}");
    }
}

#[test]
fn notes_have_small_pages_only_where_the_editor_asks_and_nothing_has_without_an_address() {
    let site = published();
    let count = |site: &Folder, part: &str| {
        site.public().keys().filter(|p| p.starts_with("embed/") && p.contains(part)).count()
    };
    assert_eq!(count(&site, "/gathers/"), 0);
    assert!(count(&site, "") > 5);
    site.put("content/addresses.txt", "# none\n");
    site.replace("content/site.yaml", "language:", "embeds: [notes]\nlanguage:");
    today(&site);
    assert!(count(&site, "/gathers/") > 2 && count(&site, "/threads/") == 0);
    site.put("content/addresses.txt", "# none\n");
    site.replace("content/site.yaml", "base_url: https://example.org/\n", "");
    today(&site);
    assert_eq!(count(&site, ""), 0);
}

/// What moved on the starting site between two days, in a form.
fn moved(site: &Folder, from: &str, to: &str, topic: Option<&str>, form: DiffFormat) -> String {
    let (text, outcome) =
        diff(&request(site), date(from), date(to), topic, &form).expect("the topic is known");
    text.unwrap_or_else(|| panic!("{:#?}", outcome.report))
}

#[test]
fn what_moved_between_two_days_is_told_with_its_sentences_addresses_and_sources() {
    let site = Folder::started();
    let found = moved(&site, "2025-03-10", "2025-12-31", None, DiffFormat::Text);
    golden::assert("moved.txt", &found);
    assert_eq!(
        moved(&site, "2025-12-31", "2026-01-31", None, DiffFormat::Text),
        "An example site: 31 December 2025 to 31 January 2026\n\nNothing moved.\n"
    );
}

#[test]
fn what_moved_is_the_same_in_json_and_on_a_page_whose_links_all_lead_somewhere() {
    let site = published();
    let json = moved(&site, "2025-03-10", "2025-12-31", Some("parking-minimums"), DiffFormat::Json);
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["version"], 1);
    let groups = json["topics"][0]["groups"].as_array().expect("a list");
    let items: Vec<_> =
        groups.iter().flat_map(|g| g["items"].as_array().expect("a list")).collect();
    assert_eq!(json["count"], items.len());
    let hardened = items.iter().find(|m| m["word"] == "hardened").expect("a position hardened");
    assert_eq!(
        (
            &hardened["before"]["word"],
            &hardened["before"]["date"]["iso"],
            &hardened["before"]["says"]
        ),
        (&"first tracked".into(), &"2025-03-04".into(), &"The builders support the bill.".into())
    );
    assert_eq!(hardened["sources"][0]["id"], "gazette-street-survey");
    let mut public = site.public();
    let page = moved(
        &site,
        "2025-03-10",
        "2025-12-31",
        None,
        DiffFormat::Html(Some("news/moved.html".into())),
    );
    assert_eq!(page.matches("<li class=\"moved-item\">").count(), items.len());
    public.insert("news/moved.html".into(), page.into_bytes());
    assert_eq!(
        complaints(&public, "https://example.org/"),
        ["news/moved.html cannot be reached from index.html"],
        "nothing else is wrong with it"
    );
}
