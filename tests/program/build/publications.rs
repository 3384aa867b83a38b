//! What is new on a site goes by the day of its publication, whatever day its text carries.

use crate::support::folder::{Folder, Tree, Unwatched, date};
use agon::build::pipeline::{Request, Strictness, build, permalink_status};
use agon::content::load::{ADDRESSES, PUBLICATIONS};
use agon::model::Day;
use agon::output::write_file;
use serde_json::Value;

const THREAD: &str = "content/topics/parking-minimums/threads/who-needs-the-spaces.md";
const GATHERS: &str = "content/topics/parking-minimums/gathers";
const LATE: &str = "---\nkind: gather\ndate: 2025-03-20\ntitle: A late find\nprovenance: {by: unknown, note: An example}\n---\n\
    ## Found late\n\n- [@gazette-late] Nobody counted on Sundays. ^n-late\n";
const LATE_SOURCE: &str = "- id: gazette-late\n  type: article-newspaper\n  title: Sundays\n  issued: 2025-03-19\n  \
    publisher: Example Gazette\n  URL: https://gazette.example.org/sundays\n  language: en\n";

/// Renames a page or a passage of a site.
type Rename<'a> = &'a dyn Fn(&Folder);

fn request(site: &Folder, day: &str) -> Request {
    Request {
        root: site.root().into(),
        out: site.at("public"),
        day: Day::Today(date(day)),
        strictness: Strictness::Normal,
        drafts: agon::model::Drafts::Hidden,
        output: agon::output::OutputOptions::default(),
    }
}

/// The site as a build of that day makes it. Nothing is recorded.
fn built(site: &Folder, day: &str) -> Tree {
    let outcome = build(&request(site, day), &Unwatched).expect("the machine allows a build");
    assert!(outcome.summary.is_some(), "{:#?}", outcome.report);
    site.public()
}

/// Builds and records, as `agon publish` does.
fn published(site: &Folder, day: &str) -> Tree {
    let public = built(site, day);
    let status = permalink_status(&request(site, day)).expect("the site can be read");
    for (file, text) in [(ADDRESSES, status.list), (PUBLICATIONS, status.publications)] {
        if let Some(text) = text {
            write_file(&site.root().join(file), text.as_bytes()).expect("it can be written");
        }
    }
    public
}

fn html<'t>(public: &'t Tree, path: &str) -> &'t str {
    std::str::from_utf8(&public[path]).expect("text")
}

/// The entry of a feed whose id ends with a text: published and updated.
fn entry(public: &Tree, feed: &str, end: &str) -> Option<(String, String)> {
    let feed: Value = serde_json::from_slice(&public[feed]).expect("JSON");
    let items = feed["items"].as_array().expect("a list").clone();
    let item =
        items.into_iter().find(|item| item["id"].as_str().is_some_and(|id| id.ends_with(end)))?;
    let day = |name: &str| item[name].as_str().expect("a time")[..10].to_string();
    Some((day("date_published"), day("date_modified")))
}

fn days(published: &str, updated: &str) -> Option<(String, String)> {
    Some((published.to_string(), updated.to_string()))
}

#[test]
fn a_late_gather_its_source_and_its_feed_entry_are_new_on_the_day_of_their_publication() {
    let site = Folder::started();
    published(&site, "2026-11-20");
    site.put(&format!("{GATHERS}/2025-03-20.md"), LATE);
    let sources = site.read("content/sources/example.yaml");
    site.put("content/sources/example.yaml", sources + LATE_SOURCE);
    for public in
        [built(&site, "2026-11-28"), published(&site, "2026-11-28"), built(&site, "2026-12-05")]
    {
        let since = html(&public, "since.html");
        assert!(since.contains("data-newest=\"2026-11-28\""), "{since}");
        let line = "data-since=\"2026-11-28\" data-change=\"new\"><time datetime=\"2025-03-20\">";
        assert!(since.contains(line), "{since}");
        let lists = [
            (
                "topics/parking-minimums/gathers/index.html",
                "<li data-since=\"2026-11-28\" data-change=\"new\">",
            ),
            (
                "sources/index.html",
                "data-since=\"2026-11-28\" data-change=\"source\"><a href=\"gazette-late.html\">",
            ),
            (
                "topics/parking-minimums/timeline.html",
                "data-since=\"2026-11-28\" data-day=\"2025-03-20\"",
            ),
        ];
        for (path, mark) in lists {
            let text = html(&public, path);
            assert_eq!(text.matches("data-since=\"2026-11-28\"").count(), 1, "{path}: {text}");
            assert!(text.contains(mark), "{path}: {text}");
        }
        let found = entry(&public, "index.feed.json", "gathers/2025-03-20.html");
        assert_eq!(found, days("2026-11-28", "2026-11-28"));
    }
}

#[test]
fn a_build_a_dry_run_and_a_check_record_nothing() {
    let site = Folder::started();
    published(&site, "2026-11-20");
    let before = site.read(PUBLICATIONS);
    site.put(
        &format!("{GATHERS}/2025-03-20.md"),
        LATE.replace("@gazette-late", "@gazette-parking-bill"),
    );
    let one = built(&site, "2026-11-28");
    assert!(one == built(&site, "2026-11-28"), "the same input gives the same bytes");
    permalink_status(&request(&site, "2026-11-28")).expect("the site can be read");
    assert_eq!(site.read(PUBLICATIONS), before);
}

#[test]
fn a_site_without_a_record_goes_by_the_days_of_its_texts_and_its_first_record_has_them() {
    let site = Folder::started();
    let before = built(&site, "2026-11-20");
    published(&site, "2026-11-20");
    let record = site.read(PUBLICATIONS);
    assert!(
        record.contains("\ntopics/parking-minimums/gathers/2025-04-07.html 2025-04-07 "),
        "{record}"
    );
    assert!(before == built(&site, "2026-11-20"));
}

#[test]
fn changed_words_move_updated_and_not_published() {
    let site = Folder::started();
    published(&site, "2026-11-20");
    site.replace(
        THREAD,
        "Do the empty spaces stay empty in winter?",
        "Are they empty in winter too?",
    );
    site.replace(THREAD, "They would accept a trial", "They would accept a trial of a year");
    let question = "#q-winter/asked";
    for day in ["2026-11-25", "2026-12-05"] {
        let public = match day {
            "2026-11-25" => published(&site, day),
            _ => built(&site, day),
        };
        let feed = "index.feed.json";
        assert_eq!(entry(&public, feed, question), days("2025-04-07", "2026-11-25"));
        assert_eq!(entry(&public, feed, "#p-traders-softened"), days("2025-04-02", "2026-11-25"));
        assert_eq!(entry(&public, feed, "#p-traders-first"), days("2025-03-04", "2025-03-04"));
        assert!(
            html(&public, "index.feed.xml").contains("<updated>2026-11-25T00:00:00Z</updated>")
        );
    }
}

#[test]
fn a_second_publication_on_one_day_is_newer_than_the_first() {
    let site = Folder::started();
    published(&site, "2026-11-20");
    for (day, slug) in [("2026-11-28", "2025-03-20"), ("2026-11-28.02", "2025-03-21")] {
        let text =
            LATE.replace("@gazette-late", "@gazette-parking-bill").replace("2025-03-20", slug);
        site.put(&format!("{GATHERS}/{slug}.md"), text);
        let public = published(&site, "2026-11-28");
        let since = html(&public, "since.html");
        assert!(since.contains(&format!("data-newest=\"{day}\"")), "{since}");
        let line = format!("data-since=\"{day}\" data-change=\"new\"><time datetime=\"{slug}\">");
        assert!(since.contains(&line), "{since}");
        let page = format!("\ntopics/parking-minimums/gathers/{slug}.html {day} ");
        assert!(site.read(PUBLICATIONS).contains(&page), "{page}");
        let entry = entry(&public, "index.feed.json", &format!("gathers/{slug}.html"));
        assert_eq!(entry, days("2026-11-28", "2026-11-28"));
    }
}

#[test]
fn a_renamed_page_and_a_renamed_passage_keep_their_days() {
    let rename_page = |site: &Folder| {
        let text = site.read(THREAD);
        site.remove(THREAD);
        let text = text.replacen("---\n", "---\naliases: [who-needs-the-spaces]\n", 1);
        site.put("content/topics/parking-minimums/threads/the-spaces.md", &text);
    };
    let rename_passage = |site: &Folder| {
        site.replace(THREAD, "^q-winter", "(alias:: q-winter) ^q-cold");
    };
    let renamings: [(&str, Rename); 2] =
        [("threads/the-spaces.html ", &rename_page), ("#q-cold 2025-04-07 ", &rename_passage)];
    for (line, rename) in renamings {
        let site = Folder::started();
        let before = published(&site, "2026-11-20");
        rename(&site);
        let after = published(&site, "2026-12-01");
        let feed = "index.feed.json";
        for end in ["#q-winter/asked", "#p-traders-softened", "who-needs-the-spaces.html"] {
            assert_eq!(entry(&after, feed, end), entry(&before, feed, end), "{line}: {end}");
            assert!(entry(&after, feed, end).is_some(), "{line}: {end}");
        }
        let record = site.read(PUBLICATIONS);
        assert!(record.contains(line) && !record.contains("2026-12-01"), "{record}");
    }
}

#[test]
fn a_question_is_marked_when_it_is_answered_with_a_status_or_by_a_passage() {
    let ways = [
        (
            "(status:: open) (asked:: 2025-04-07) (due:: 2035-03) ^q-winter\n",
            "(status:: answered) (asked:: 2025-04-07) ^q-winter\n  - Answer: Yes [@council-street-survey].\n",
        ),
        (
            "- 2025-03-28: The council publishes its count [@council-street-survey].",
            "- 2025-04-06: The spaces were empty in winter [@council-street-survey]. (answers:: [[#^q-winter]]) ^t-winter\n\
             - 2025-03-28: The council publishes its count [@council-street-survey].",
        ),
    ];
    for (from, to) in ways {
        let site = Folder::started();
        published(&site, "2026-11-20");
        site.replace(THREAD, from, to);
        let public = built(&site, "2026-11-28");
        let questions = html(&public, "topics/parking-minimums/questions.html");
        let mark = "<li id=\"who-needs-the-spaces-q-winter\" data-since=\"2026-11-28\" data-change=\"answered\">";
        assert!(questions.contains(mark), "{questions}");
        let since = html(&public, "since.html");
        assert!(since.contains("data-since=\"2026-11-28\" data-change=\"answered\""), "{since}");
    }
}

/// The days that a page and the site map give of a path: first published, last changed, last changed by the site map.
fn machine_days(public: &Tree, path: &str) -> [Option<String>; 3] {
    let (page, map) = (html(public, path), html(public, "sitemap.xml"));
    let after = |text: &str, start: &str| Some(text.split_once(start)?.1[..10].to_string());
    let entry = map.split_once(&format!("/{path}</loc>")).expect("it is in the site map").1;
    for (meta, node) in [("published_time", "datePublished"), ("modified_time", "dateModified")] {
        let meta = after(page, &format!("<meta property=\"article:{meta}\" content=\""));
        assert_eq!(meta, after(page, &format!("\"{node}\":\"")), "{path}");
    }
    [
        after(page, "article:published_time\" content=\""),
        after(page, "article:modified_time\" content=\""),
        after(entry.split("</url>").next().unwrap_or_default(), "<lastmod>"),
    ]
}

#[test]
fn what_pages_and_the_site_map_say_to_machines_goes_by_the_record() {
    let site = Folder::started();
    let thread = "topics/parking-minimums/threads/who-needs-the-spaces.html";
    let gather = "topics/parking-minimums/gathers/2025-03-20.html";
    let given = |days: [&str; 3]| days.map(|day| Some(day.to_string()));
    let public = published(&site, "2026-11-20");
    let of_thread = machine_days(&public, thread);
    assert_eq!(of_thread[1..], given(["", "2025-04-07", "2025-04-07"])[1..]);
    site.put(
        &format!("{GATHERS}/2025-03-20.md"),
        LATE.replace("@gazette-late", "@gazette-parking-bill"),
    );
    let public = published(&site, "2026-11-28");
    let late = given(["2026-11-28", "2026-11-28", "2026-11-28"]);
    assert_eq!(machine_days(&public, gather), late);
    assert_eq!(machine_days(&public, thread), of_thread);
    site.replace(THREAD, "They would accept a trial", "They would accept a trial of a year");
    let public = published(&site, "2026-12-05");
    assert_eq!(machine_days(&public, gather), late);
    let [first, ..] = of_thread;
    let changed = Some("2026-12-05".to_string());
    assert_eq!(machine_days(&public, thread), [first, changed.clone(), changed.clone()]);
    let map = html(&public, "sitemap.xml");
    assert!(map.contains("/topics/parking-minimums/index.html</loc><lastmod>2026-12-05"), "{map}");
}
