//! Feeds, the site map and what pages say to machines, as programs read them that agon had no part in.

mod facts;
mod read;

use crate::support::folder::{self, Folder, Tree, differences, tree};
use read::{Feed, feeds, xml};
use std::collections::BTreeSet;
use std::path::Path;

const THREAD: &str = "---\ntitle: Who leads?\nstatus: active\nopened: 2026-06-01\nupdated: 2026-06-28\nsummary: A & B <differ>.\n---\n\
Words[^1] with a [[ann]] and `a < b`. ^what\n\n## Open questions\n- Which moved first? (status:: answered) (asked:: 2026-06-02) ^q-first\n  - Answer: Wages.\n\
- Which is next? (asked:: 2026-06-03) ^q-next\n\n## Perspectives\n### [[ann]]\nHolds it. (uncited:: yes)\n\
- 2026-06-04 first tracked: says so [@a] ^p-one\n- 2026-06-28 softened: \"perhaps not\" [@b] ^p-two\n\n[^1]: A note.\n";
const FIRST: &str = "---\ntitle: One\nkind: gather\ndate: 2026-06-05\n---\n## Notes\n- [@a] Pay rose. ^rise\n- [@b] Prices stood. ^stood\n";
const SECOND: &str = "---\ntitle: Two\nkind: gather\ndate: 2026-06-12\n---\n## Notes\n- [@b] Pay fell (overtakes:: [[2026-06-05#^rise]]). ^fall\n\n\
## Corrections\n- 2026-06-20: It was the price of bread. (corrects:: [[2026-06-05#^stood]]) ^c-bread\n- 2026-06-21: A name was wrong. ^c-name\n\
- 2026-06-22: The next is rent. (answers:: [[who-leads#^q-next]]) ^c-rent\n";

/// A site where each kind of entry happens once.
fn small(site: &str) -> Folder {
    let files = [
        ("content/site.yaml", site),
        (
            "content/sources/s.yaml",
            "- {id: a, type: report, title: A}\n- {id: b, type: report, title: B}\n",
        ),
        ("content/entities/ann.md", "---\nname: Ann\nkind: person\n---\nAn economist.\n"),
        ("content/entities/bob.md", "---\nname: Bob\nkind: person\n---\nHolds nothing.\n"),
        (
            "content/topics/wages/topic.md",
            "---\ntitle: Wages\nquestion: Why?\n---\n## Where it stands\nText.\n",
        ),
        ("content/topics/wages/threads/who-leads.md", THREAD),
        ("content/topics/wages/gathers/2026-06-05.md", FIRST),
        ("content/topics/wages/gathers/2026-06-12.md", SECOND),
    ];
    Folder::of(
        &files
            .map(|(path, text)| (path.to_string(), text.as_bytes().to_vec()))
            .into_iter()
            .collect(),
    )
}

const SITE: &str = "title: T & Co\nauthor: Us\nbase_url: https://a.example/sub/\nlanguage: en\n";

fn built(site: &str) -> (Folder, Tree) {
    let folder = small(site);
    let outcome = folder.build();
    assert!(outcome.summary.is_some(), "{}", folder::findings(&outcome));
    let files = folder.public();
    (folder, files)
}

/// Days and titles, as a reader shows them.
fn lines(feed: &Feed) -> Vec<String> {
    feed.entries.iter().map(|e| format!("{} {}", &e.updated[..10], e.title)).collect()
}

#[test]
fn what_moved_what_was_answered_and_what_was_overtaken_are_entries_of_their_own() {
    let (folder, _) = built(SITE);
    let all = feeds(&folder.at("public"));
    let site = [
        "2026-06-28 Ann, softened: “perhaps not”",
        "2026-06-28 Question answered: Which moved first?",
        "2026-06-28 Who leads? · Wages",
        "2026-06-22 Answered: Which is next?",
        "2026-06-21 1 correction by the editors, 21 June 2026",
        "2026-06-20 1 correction by the editors, 20 June 2026",
        "2026-06-12 Overtaken: A",
        "2026-06-12 Two · Wages",
        "2026-06-05 One · Wages",
        "2026-06-04 Ann, first tracked: says so.",
        "2026-06-03 Question: Which is next?",
        "2026-06-02 Question: Which moved first?",
    ];
    let found: Vec<String> =
        lines(&all["index.feed.xml"]).iter().map(|l| l.trim_end_matches('.').into()).collect();
    assert_eq!(found, site.map(|l| l.trim_end_matches('.').to_string()));
    let whole = &all["topics/wages/index.feed.xml"];
    assert_eq!(lines(whole), lines(&all["index.feed.xml"]), "the topic is all that the site has");
    let of_thread = &all["topics/wages/threads/who-leads.feed.xml"];
    assert_eq!(of_thread.entries.len(), 7, "{:?}", lines(of_thread));
    assert_eq!(all["entities/ann.feed.xml"].entries.len(), 2);
    let names: Vec<&str> = all.keys().map(String::as_str).collect();
    let wanted = [
        "entities/ann.feed.xml",
        "index.feed.xml",
        "topics/wages/index.feed.xml",
        "topics/wages/threads/who-leads.feed.xml",
    ];
    assert_eq!(names, wanted, "nobody else holds a position");
}

#[test]
fn ids_and_addresses_are_those_of_the_places() {
    let (folder, files) = built(SITE);
    let feed = &feeds(&folder.at("public"))["topics/wages/threads/who-leads.feed.xml"];
    let page = "https://a.example/sub/topics/wages/threads/who-leads.html";
    let ids: Vec<&str> = feed.entries.iter().map(|e| e.id.as_str()).collect();
    let gather = "https://a.example/sub/topics/wages/gathers/2026-06-12.html";
    let wanted = [
        format!("{page}#p-two"),
        format!("{page}#q-first/answered"),
        page.to_string(),
        format!("{gather}#c-rent/answers/topics/wages/threads/who-leads/q-next"),
        format!("{page}#p-one"),
        format!("{page}#q-next/asked"),
        format!("{page}#q-first/asked"),
    ];
    assert_eq!(ids, wanted);
    assert_eq!(feed.entries[2].published, "2026-06-01T00:00:00Z");
    let text = &feed.entries[2].content;
    for part in [
        "A &amp; B &lt;differ&gt;.",
        "href=\"https://a.example/sub/entities/ann.html\"",
        "<code>a &lt; b</code>",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(text.contains(&format!("href=\"{page}#fn-1\"")) && text.contains("A note."), "{text}");
    // an entry keeps its id while its words change
    folder.replace(
        "content/topics/wages/threads/who-leads.md",
        "softened: \"perhaps not\"",
        "softened: \"no\"",
    );
    folder.build();
    let changed = folder.public();
    let again = &feeds(&folder.at("public"))["topics/wages/threads/who-leads.feed.xml"];
    assert_eq!(again.entries.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), wanted);
    let mut moved = differences(&files, &changed);
    moved.retain(|p| p.contains(".feed."));
    assert_eq!(moved.len(), 8, "{moved:?}");
}

#[test]
fn entries_keep_their_ids_when_a_text_its_topic_and_a_passage_are_renamed() {
    let (folder, _) = built(SITE);
    let ids = |path: &str| -> BTreeSet<String> {
        let feeds = feeds(&folder.at("public"));
        feeds[path].entries.iter().map(|entry| entry.id.clone()).collect()
    };
    let before = ids("topics/wages/threads/who-leads.feed.xml");
    let topic = folder.at("content/topics/wages");
    std::fs::rename(topic.join("threads/who-leads.md"), topic.join("threads/lead.md")).unwrap();
    folder.replace(
        "content/topics/wages/threads/lead.md",
        "title:",
        "aliases: [who-leads]\ntitle:",
    );
    folder.replace("content/topics/wages/threads/lead.md", "^p-two", "(alias:: p-two) ^p-new");
    folder.replace("content/topics/wages/topic.md", "title:", "aliases: [wages]\ntitle:");
    std::fs::rename(&topic, folder.at("content/topics/pay")).unwrap();
    let outcome = folder.build();
    assert!(outcome.summary.is_some(), "{}", folder::findings(&outcome));
    assert_eq!(ids("topics/pay/threads/lead.feed.xml"), before);
}

#[test]
fn corrections_of_a_day_are_one_entry_after_what_the_debate_did() {
    let (folder, _) = built(SITE);
    let path = "content/topics/wages/gathers/2026-06-12.md";
    let text = std::fs::read_to_string(folder.at(path)).unwrap();
    let list = "- 2026-06-21: ";
    assert!(text.contains(list), "{text}");
    folder.replace(path, list, "- 2026-06-21: Another number was wrong.\n- 2026-06-21: ");
    let outcome = folder.build();
    assert!(outcome.summary.is_some(), "{}", folder::findings(&outcome));
    let site = &feeds(&folder.at("public"))["index.feed.xml"];
    let mut of_day = site.entries.iter().filter(|entry| entry.updated.starts_with("2026-06-21"));
    let entry = of_day.next_back().expect("the corrections have an entry");
    assert_eq!(entry.title, "2 corrections by the editors, 21 June 2026");
    assert_eq!(entry.id, "https://a.example/sub/index.html#corrections-2026-06-21");
    for part in ["Another number was wrong.", "A name was wrong."] {
        assert!(entry.content.contains(part), "{part} is not in {}", entry.content);
    }
}

#[test]
fn every_feed_keeps_the_rules_and_json_says_what_atom_says() {
    let (folder, files) = built(SITE);
    read::assert_valid(&folder.at("public"), &files, "https://a.example/sub");
}

#[test]
fn the_feeds_of_the_shipped_site_keep_the_rules() {
    let out = tempfile::tempdir().unwrap();
    folder::build_at(
        Path::new(env!("CARGO_MANIFEST_DIR")),
        &out.path().join("public"),
        folder::TODAY,
    );
    let files = tree(&out.path().join("public"));
    read::assert_valid(&out.path().join("public"), &files, "https://agon.example");
    let nodes = facts::assert_known(&files);
    let wanted = [
        "Article",
        "BreadcrumbList",
        "Claim",
        "CorrectionComment",
        "Dataset",
        "FAQPage",
        "Question",
        "WebSite",
    ];
    assert!(wanted.iter().all(|t| nodes.contains_key(*t)), "{nodes:?}");
    assert!(!nodes.contains_key("ClaimReview"), "nobody's claims are rated here");
}

#[test]
fn a_feed_holds_as_many_entries_as_the_site_says() {
    let (folder, _) = built(&format!("{SITE}feeds: {{entries: 3}}\n"));
    assert!(feeds(&folder.at("public")).values().all(|f| f.entries.len() <= 3));
}

#[test]
fn a_site_without_an_address_has_no_feeds_and_one_piece_of_advice() {
    let folder = small("title: T\n");
    let outcome = folder.build();
    let found = folder::findings(&outcome);
    let told: Vec<&str> = found.lines().filter(|l| l.starts_with("A511")).collect();
    assert_eq!(
        told,
        [
            "A511 advice content/site.yaml the site has no address, so there are no feeds and no site map"
        ]
    );
    let files = folder.public();
    let machine = files
        .keys()
        .filter(|p| p.contains(".feed.") || p.ends_with(".opml") || p.starts_with("sitemap"));
    assert_eq!(machine.collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(folder.read("public/robots.txt"), "User-agent: *\nAllow: /\n");
    let page = folder.read("public/index.html");
    assert!(!page.contains("application/atom+xml") && !page.contains("application/feed+json"));
    facts::assert_known(&files);
}

#[test]
fn the_list_of_feeds_and_the_site_map_name_what_is_there() {
    let (folder, files) = built(SITE);
    let base = "https://a.example/sub/";
    let inside = |address: &str| address.strip_prefix(base).unwrap_or(address).to_string();
    let opml = xml(&folder.read("public/feeds.opml"));
    let listed: BTreeSet<String> =
        opml.iter().filter_map(|e| e.attributes.get("xmlUrl")).map(|a| inside(a)).collect();
    let there: BTreeSet<String> =
        files.keys().filter(|p| p.ends_with(".feed.xml")).cloned().collect();
    assert_eq!(listed, there);
    let map = xml(&folder.read("public/sitemap.xml"));
    let listed: BTreeSet<String> =
        map.iter().filter(|e| e.name == "loc").map(|e| inside(&e.text)).collect();
    let listed_count = listed.len();
    let aside = ["404.html", "search.html", "since.html"];
    let is_page = |p: &&String| {
        p.ends_with(".html") && !p.starts_with("embed/") && !aside.contains(&p.as_str())
    };
    let pages = files.keys().filter(is_page);
    assert_eq!(listed, pages.cloned().collect());
    assert!(
        folder
            .read("public/sitemap.xml")
            .contains("2026-06-12.html</loc><lastmod>2026-06-22</lastmod>")
    );
    let dated = map.iter().filter(|e| e.name == "lastmod").count();
    assert_eq!(dated, listed_count, "every page has the day of its last change");
    assert_eq!(
        folder.read("public/robots.txt"),
        format!("User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n")
    );
}

#[test]
fn a_robots_file_of_the_site_goes_before_ours() {
    let folder = small(SITE);
    folder.put("static/robots.txt", "User-agent: *\nDisallow: /\n");
    folder.build();
    assert_eq!(folder.read("public/robots.txt"), "User-agent: *\nDisallow: /\n");
}

#[test]
fn pages_name_their_feeds_their_address_and_what_they_are_about() {
    let (folder, _) = built(SITE);
    let page = folder.read("public/topics/wages/threads/who-leads.html");
    for line in [
        "<link rel=\"canonical\" href=\"https://a.example/sub/topics/wages/threads/who-leads.html\">",
        "<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:title\" content=\"Who leads?\">",
        "<meta property=\"article:modified_time\" content=\"2026-06-28\">",
        "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"T &amp; Co\" href=\"../../../index.feed.xml\">",
        "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Wages\" href=\"../index.feed.xml\">",
        "<link rel=\"alternate\" type=\"application/feed+json\" title=\"Who leads? (JSON)\" href=\"who-leads.feed.json\">",
    ] {
        assert!(page.contains(line), "{line} is not in {page}");
    }
    let claims = facts::nodes(&page);
    let claims: Vec<_> = claims.iter().filter(|n| n["@type"] == "Claim").collect();
    let wanted = serde_json::json!({
        "@type": "Claim", "@id": "#p-two", "text": "“perhaps not”",
        "author": [{"@type": "Person", "name": "Ann", "url": "../../../entities/ann.html"}],
        "datePublished": "2026-06-28", "appearance": [{"@id": "../../../sources/b.html"}],
    });
    assert_eq!(claims[0], &wanted);
}
