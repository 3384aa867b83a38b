//! Addresses that last: what was published is there, leads on, or says that it is gone.

use crate::crawl::complaints;
use crate::folder::{Folder, Tree, Unwatched, date};
use crate::html::Page;
use agon::model::Day;
use agon::pipeline::{Form, Outcome, Request, Strictness, between, build, standing};
use agon::write::keep_list;

const THREAD: &str = "content/topics/parking-minimums/threads/who-needs-the-spaces.md";
const OLD: &str = "topics/parking-minimums/threads/who-needs-the-spaces.html";

fn request(site: &Folder) -> Request {
    let day = Day::Today(date("2026-11-20"));
    Request { root: site.root().into(), out: site.at("public"), day, strictness: Strictness::Normal }
}

/// Builds for today, as an editor does: new addresses go on the list.
fn today(site: &Folder) -> Outcome {
    let outcome = build(&request(site), &Unwatched).expect("the machine allows a build");
    if let Some(list) = &outcome.addresses {
        keep_list(site.root(), list).expect("the list can be written");
    }
    outcome
}

/// The starting site with its addresses published.
fn published() -> Folder {
    let site = Folder::started();
    let (_, list, _) = standing(&request(&site)).expect("the starting site can be read");
    if let Some(list) = list {
        keep_list(site.root(), &list).expect("the list can be written");
    }
    let outcome = today(&site);
    assert!(outcome.summary.is_some(), "{:#?}", outcome.report.list);
    site
}

/// Findings about addresses: code, file and line, message, help.
fn said(outcome: &Outcome) -> Vec<String> {
    let list = outcome.report.list.iter().filter(|d| d.code.starts_with("A70"));
    let line = |d: &agon::diag::Diagnostic| {
        let place = d.span.map_or(String::new(), |s| format!(":{}", outcome.files.position(s.file, s.start).0));
        format!("{} {}{place} {} -> {}", d.code, d.file(&outcome.files), d.message, d.help.as_deref().unwrap_or(""))
    };
    list.map(line).collect()
}

fn line_of(site: &Folder, path: &str) -> usize {
    site.read("content/addresses.txt").lines().position(|l| l.split(' ').next() == Some(path)).expect("it is listed")
        + 1
}

fn rename_thread(site: &Folder) {
    let text = site.read(THREAD);
    site.remove(THREAD);
    let text = text.replace("who-needs-the-spaces", "the-spaces");
    site.put("content/topics/parking-minimums/threads/the-spaces.md", &text);
    // Links by the old slug are the links stage's own finding.
    for path in
        ["gathers/2025-04-07.md", "articles/parking-minimums-explained.md", "watch.yaml", "figures.yaml", "topic.md"]
    {
        let path = format!("content/topics/parking-minimums/{path}");
        let text = site.read(&path);
        site.put(&path, text.replace("who-needs-the-spaces", "the-spaces"));
    }
}

#[test]
fn a_renamed_thread_is_an_error_until_its_old_name_leads_to_it_with_all_that_stood_in_its_frames() {
    let site = published();
    let before = site.public();
    rename_thread(&site);
    let outcome = today(&site);
    let found = said(&outcome);
    let expected = format!(
        "A701 content/addresses.txt:{} {OLD} was published and is not made any more -> if \
         topics/parking-minimums/threads/the-spaces.html is the same page under a new name, add \
         `aliases: [who-needs-the-spaces]` to content/topics/parking-minimums/threads/the-spaces.md; else declare it gone \
         in site.yaml: `gone: [{{path: {OLD}}}]`; if it was never published, remove this line",
        line_of(&site, OLD)
    );
    assert!(found.contains(&expected), "{found:#?}");
    assert!(outcome.summary.is_none() && site.public() == before, "a site that drops an address is not published");

    site.replace(
        "content/topics/parking-minimums/threads/the-spaces.md",
        "---\n",
        "---\naliases: [who-needs-the-spaces]\n",
    );
    let outcome = today(&site);
    assert_eq!(said(&outcome), Vec::<String>::new());
    let public = site.public();
    let leads = |path: &str| Page::read(std::str::from_utf8(&public[path]).unwrap()).leads_to();
    assert_eq!(leads(OLD).as_deref(), Some("the-spaces.html"));
    assert_eq!(
        leads("embed/parking-minimums/threads/who-needs-the-spaces/ten-used.html").as_deref(),
        Some("../the-spaces/ten-used.html")
    );
    assert!(before.keys().filter(|p| p.ends_with(".html")).all(|p| public.contains_key(p)));
    assert_eq!(complaints(&public, "https://example.org/"), Vec::<String>::new());
}

#[test]
fn the_rules_for_servers_have_the_sites_own_path_and_every_form_of_an_address() {
    let site = published();
    site.replace("content/site.yaml", "base_url: https://example.org/", "base_url: https://example.org/debates");
    site.replace("content/pages/about.md", "---\n", "---\naliases: [imprint]\n");
    site.replace(
        "content/site.yaml",
        "language:",
        "gone: [{path: old/place, date: 2026-05-01, reason: A double.}]\nlanguage:",
    );
    assert_eq!(said(&today(&site)), Vec::<String>::new());
    assert_eq!(
        site.read("public/_redirects").lines().skip(1).collect::<Vec<_>>(),
        [
            "/debates/imprint.html /debates/about.html 301!",
            "/debates/imprint.html /debates/about.html 301",
            "/debates/imprint /debates/about.html 301!",
            "/debates/imprint /debates/about.html 301",
            "/debates/old/place.html /debates/old/place.html 410!",
            "/debates/old/place /debates/old/place.html 410!",
        ]
    );
    let nginx = site.read("public/redirects.nginx.conf");
    for line in ["\"/debates/imprint.html\" \"/debates/about.html\";", "\"/debates/old/place.html\" 1;"] {
        assert!(nginx.contains(line), "{nginx}");
    }
    let gone = site.read("public/old/place.html");
    assert!(gone.contains("It was taken down on <time datetime=\"2026-05-01\">1 May 2026</time>. A double."), "{gone}");
    assert!(gone.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(!site.read("public/sitemap.xml").contains("old/place"));
}

#[test]
fn a_removed_text_is_an_error_until_it_is_declared_gone_and_a_gone_one_must_not_be_there() {
    let site = published();
    let article = "content/topics/parking-minimums/articles/parking-minimums-explained.md";
    let path = "topics/parking-minimums/articles/parking-minimums-explained.html";
    let text = site.read(article);
    site.remove(article);
    let outcome = today(&site);
    let lost: Vec<String> = said(&outcome).into_iter().filter(|s| s.contains(path)).collect();
    assert_eq!(
        lost,
        [format!(
            "A701 content/addresses.txt:{} {path} was published and is not made any more -> add \
             `aliases: [parking-minimums-explained]` to the text or record that took its place, or declare it gone in \
             site.yaml: `gone: [{{path: {path}}}]`; if it was never published, remove this line",
            line_of(&site, path)
        )]
    );
    let lost = said(&outcome).len();
    site.replace("content/site.yaml", "language:", &format!("gone:\n  - path: {path}\nlanguage:"));
    assert_eq!(said(&today(&site)).len(), lost - 1);
    site.put(article, &text);
    assert_eq!(
        said(&today(&site)),
        [format!(
            "A703 content/site.yaml:6 {path} is declared gone, and {path} is made -> remove the entry from `gone:`, or the \
             text that makes the page"
        )]
    );
}

#[test]
fn a_renamed_topic_keeps_every_address_by_one_alias() {
    let site = published();
    let before = site.public();
    let files = crate::folder::tree(&site.at("content/topics/parking-minimums"));
    for (path, bytes) in &files {
        site.remove(&format!("content/topics/parking-minimums/{path}"));
        site.put(&format!("content/topics/parking/{path}"), bytes);
    }
    let outcome = today(&site);
    let lost = said(&outcome);
    assert_eq!(lost.len(), 1, "{lost:#?}");
    assert!(lost[0].contains("the topic \"parking-minimums\" is gone, and with it"), "{lost:#?}");
    assert!(lost[0].contains("add `aliases: [parking-minimums]` to its topic.md"), "{lost:#?}");
    site.replace("content/topics/parking/topic.md", "---\n", "---\naliases: [parking-minimums]\n");
    assert_eq!(said(&today(&site)), Vec::<String>::new());
    let public = site.public();
    let old: Vec<&String> =
        before.keys().filter(|p| p.starts_with("topics/parking-minimums/") && p.ends_with(".html")).collect();
    assert!(old.len() > 8);
    for path in old {
        let page = Page::read(std::str::from_utf8(&public[path]).unwrap());
        let to = page.leads_to().unwrap_or_else(|| panic!("{path} leads nowhere"));
        assert!(to.contains("/parking/"), "{path} leads to {to}");
    }
}

#[test]
fn a_passage_whose_id_vanished_is_a_warning_with_the_file_and_the_id() {
    let site = published();
    site.replace(THREAD, " ^q-how-many", " ^q-how-many-spaces");
    let found: Vec<String> = said(&today(&site)).into_iter().filter(|s| s.starts_with("A702")).collect();
    assert_eq!(
        found,
        [format!(
            "A702 content/addresses.txt:{} the passage #q-how-many was published on {OLD} and is not there any more -> put \
             ^q-how-many at the end of the passage in {THREAD} that says the same now, or remove #q-how-many from this line \
             if it is not missed",
            line_of(&site, OLD)
        )]
    );
}

#[test]
fn a_build_adds_what_is_new_to_the_list_and_takes_nothing_off() {
    let site = published();
    let before = site.read("content/addresses.txt");
    assert_eq!(today(&site).addresses, None, "nothing is new");
    site.put("content/pages/new.md", "---\ntitle: New\n---\nWords. ^here\n");
    today(&site);
    let after = site.read("content/addresses.txt");
    let new: Vec<&str> = after.lines().filter(|l| !before.lines().any(|b| b == *l)).collect();
    assert_eq!(new, ["new.html #here"]);
    assert!(before.lines().all(|l| after.lines().any(|a| a == l)));
    let summary = today(&site).summary.expect("nothing is wrong");
    assert_eq!((summary.written, summary.removed), (0, 0), "a longer list is no other site");
}

#[test]
fn an_address_can_move_to_any_page_and_a_slip_in_it_is_found() {
    let site = published();
    site.replace(
        "content/site.yaml",
        "language:",
        "moved: [{from: old/q, to: topics/parking-minimums/timelin.html}]\nlanguage:",
    );
    assert_eq!(
        said(&today(&site)),
        [
            "A704 content/site.yaml:5 old/q.html is declared moved to \"topics/parking-minimums/timelin.html\", and there is no \
          such page; did you mean \"topics/parking-minimums/timeline.html\"? -> "
        ]
    );
    site.replace("content/site.yaml", "timelin.html", "timeline.html#filter");
    assert_eq!(said(&today(&site)), Vec::<String>::new());
    let page = site.read("public/old/q.html");
    assert_eq!(Page::read(&page).leads_to().as_deref(), Some("../topics/parking-minimums/timeline.html#filter"));
    assert!(page.contains(
        "<link rel=\"canonical\" href=\"https://example.org/topics/parking-minimums/timeline.html#filter\">"
    ));
}

/// What a page says, whatever its links are: they differ by the folder.
fn without_addresses(said: &str) -> String {
    let mut parts = said.split("](");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| text + "]" + part.split_once(')').map_or(part, |(_, rest)| rest))
}

/// The pages of a snapshot, as paths seen from the topic's folder.
fn snapshot<'t>(public: &'t Tree, day: &str) -> Vec<(&'t str, &'t [u8])> {
    let folder = format!("topics/parking-minimums/as-of/{day}/");
    public.iter().filter_map(|(p, bytes)| Some((p.strip_prefix(&folder)?, bytes.as_slice()))).collect()
}

#[test]
fn a_snapshot_says_what_the_site_said_on_that_day_and_that_there_is_a_newer_state() {
    let site = Folder::started();
    // The code for frames is for living pages alone.
    site.replace("content/site.yaml", "language:", "embeds: []\nlanguage:");
    site.put("content/addresses.txt", "# none\n");
    today(&site);
    let before = site.public();
    let then = Folder::empty();
    crate::folder::build_at(site.root(), &then.at("public"), "2025-03-31");
    let then = then.public();
    site.replace("content/topics/parking-minimums/topic.md", "---\n", "---\nsnapshots: [2025-03-31, 2025-12]\n");
    assert_eq!(said(&today(&site)), Vec::<String>::new());
    let public = site.public();
    assert_eq!(complaints(&public, "https://example.org/"), Vec::<String>::new());
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
        let words = |html: &str| without_addresses(&Page::read(html).say(None).expect("a page has a main part"));
        let notice = "This is what was known on 31 March 2025. [There is a newer state of this page.]\n";
        assert_eq!(words(html), format!("{notice}{}", words(old)), "{path}");
        let living = format!("https://example.org/topics/parking-minimums/{path}");
        assert!(html.contains(&format!("<link rel=\"canonical\" href=\"{living}\">")), "{path}");
        assert!(
            html.contains("<meta name=\"robots\" content=\"noindex\">") && !html.contains("data-pagefind-body"),
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
    site.replace("content/topics/parking-minimums/topic.md", "---\n", "---\nsnapshots: [2025-03-31]\n");
    today(&site);
    site.replace("content/topics/parking-minimums/topic.md", "snapshots: [2025-03-31]\n", "");
    let lost = said(&today(&site));
    assert_eq!(lost.len(), 1);
    assert!(lost[0].contains("topics/parking-minimums/as-of/2025-03-31/index.html was published"), "{lost:#?}");
}

#[test]
fn small_pages_for_frames_say_their_day_and_what_is_newer() {
    let site = published();
    let page = |path: &str| site.read(&format!("public/embed/parking-minimums/{path}.html"));
    let first = page("threads/who-needs-the-spaces/p-builders-first");
    assert!(first.contains("As of <time datetime=\"2025-03-04\">4 March 2025</time>"), "{first}");
    assert!(first.contains("<a href=\"p-builders-hardened.html\" target=\"_self\">the newer position</a>"), "{first}");
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
        assert!(html.contains("https://example.org/topics/parking-minimums/"), "it names its full page: {html}");
    }
    let thread = site.read("public/topics/parking-minimums/threads/who-needs-the-spaces.html");
    let code = "&lt;iframe src=&quot;https:&#x2F;&#x2F;example.org&#x2F;embed&#x2F;";
    let plain = "&lt;iframe src=\"https://example.org/embed/parking-minimums/threads/who-needs-the-spaces/p-builders-hardened.html\"";
    assert!(thread.contains(plain) || thread.contains(code), "{thread}");
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

/// `AGON_REWRITE=1` writes the lists anew where agon makes more pages than it did.
#[test]
fn the_lists_of_the_starting_and_of_the_shipped_site_have_every_address() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let shipped = Request { root: root.into(), ..request(&Folder::empty()) };
    let starting = Folder::started();
    for (request, kept) in [(request(&starting), root.join("src/new/starter")), (shipped, root.into())] {
        let (standing, list, _) = standing(&request).expect("the site can be read");
        if let Some(list) = list.as_ref().filter(|_| std::env::var_os("AGON_REWRITE").is_some()) {
            keep_list(&kept, list).expect("the list can be written");
            continue;
        }
        assert_eq!(
            (standing.new, standing.lost),
            (Vec::new(), Vec::new()),
            "AGON_REWRITE=1 puts the new ones on the list"
        );
        assert_eq!(list, None, "AGON_REWRITE=1 puts the new ids on the list");
    }
}

/// What moved on the starting site between two days, in a form.
fn moved(site: &Folder, from: &str, to: &str, topic: Option<&str>, form: Form) -> String {
    let (text, outcome) = between(&request(site), date(from), date(to), topic, &form).expect("the topic is known");
    text.unwrap_or_else(|| panic!("{:#?}", outcome.report.list))
}

#[test]
fn what_moved_between_two_days_is_told_with_its_sentences_addresses_and_sources() {
    let site = Folder::started();
    let found = moved(&site, "2025-03-10", "2025-12-31", None, Form::Text);
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/build/moved/starter.txt");
    if std::env::var_os("AGON_REWRITE").is_some() {
        std::fs::write(&path, &found).expect("the expected text can be written");
    }
    assert_eq!(found, std::fs::read_to_string(&path).unwrap_or_default());
    assert_eq!(
        moved(&site, "2025-12-31", "2026-01-31", None, Form::Text),
        "An example site: 31 December 2025 to 31 January 2026\n\nNothing moved.\n"
    );
}

#[test]
fn what_moved_is_the_same_in_json_and_on_a_page_whose_links_all_lead_somewhere() {
    let site = published();
    let json = moved(&site, "2025-03-10", "2025-12-31", Some("parking-minimums"), Form::Json);
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["version"], 1);
    let groups = json["topics"][0]["groups"].as_array().expect("a list");
    let items: Vec<_> = groups.iter().flat_map(|g| g["items"].as_array().expect("a list")).collect();
    assert_eq!(json["count"], items.len());
    let hardened = items.iter().find(|m| m["word"] == "hardened").expect("a position hardened");
    assert_eq!(
        (&hardened["before"]["word"], &hardened["before"]["date"]["iso"], &hardened["before"]["says"]),
        (&"first tracked".into(), &"2025-03-04".into(), &"The builders support the bill.".into())
    );
    assert_eq!(hardened["sources"][0]["id"], "gazette-street-survey");
    let mut public = site.public();
    let page = moved(&site, "2025-03-10", "2025-12-31", None, Form::Html(Some("news/moved.html".into())));
    assert_eq!(page.matches("<li class=\"moved-item\">").count(), items.len());
    public.insert("news/moved.html".into(), page.into_bytes());
    assert_eq!(
        complaints(&public, "https://example.org/"),
        ["news/moved.html cannot be reached from index.html"],
        "nothing else is wrong with it"
    );
}

#[test]
fn what_is_gone_takes_along_what_stood_in_frames() {
    let site = published();
    let text = site.read(THREAD);
    site.remove(THREAD);
    let lost = said(&today(&site));
    assert_eq!(
        lost.iter().filter(|s| s.contains("embed/")).count(),
        0,
        "the page is told, and not each of its frames: {lost:#?}"
    );
    site.replace("content/site.yaml", "language:", &format!("gone: [{{path: {OLD}}}]\nlanguage:"));
    let lost = said(&today(&site));
    assert!(lost.iter().all(|s| !s.contains("threads/")), "{lost:#?}");
    // The same for a folder: all that was published below it says that it is gone.
    site.put(THREAD, &text);
    site.replace("content/site.yaml", OLD, "topics/parking-minimums/");
    for path in crate::folder::tree(&site.at("content/topics/parking-minimums")).keys() {
        site.remove(&format!("content/topics/parking-minimums/{path}"));
    }
    let lost = said(&today(&site));
    assert!(lost.iter().all(|s| !s.contains("topics/") && !s.contains("embed/")), "{lost:#?}");
}
