//! Addresses that last: what was published is there, leads on, or says that it is gone.

use crate::support::crawl::complaints;
use crate::support::folder::{Folder, Unwatched, date};
use crate::support::html::Page;
use agon::build::pipeline::{Outcome, Request, Strictness, build, permalink_status};
use agon::content::load::ADDRESSES;
use agon::model::Day;
use agon::output::write_file;

const THREAD: &str = "content/topics/parking-minimums/threads/who-needs-the-spaces.md";
const OLD: &str = "topics/parking-minimums/threads/who-needs-the-spaces.html";

pub(super) fn request(site: &Folder) -> Request {
    let day = Day::Today(date("2026-11-20"));
    Request {
        root: site.root().into(),
        out: site.at("public"),
        day,
        drafts: agon::model::Drafts::Hidden,
        strictness: Strictness::Normal,
        output: agon::output::OutputOptions::default(),
    }
}

/// Builds for today, as an editor does: new addresses go on the list.
pub(super) fn today(site: &Folder) -> Outcome {
    let outcome = build(&request(site), &Unwatched).expect("the machine allows a build");
    if let Some(list) = &outcome.addresses {
        write_file(&site.root().join(ADDRESSES), list.as_bytes()).expect("the list can be written");
    }
    outcome
}

/// The starting site with its addresses published.
pub(super) fn published() -> Folder {
    let site = Folder::started();
    let status = permalink_status(&request(&site)).expect("the starting site can be read");
    if let Some(list) = status.list {
        write_file(&site.root().join(ADDRESSES), list.as_bytes()).expect("the list can be written");
    }
    let outcome = today(&site);
    assert!(outcome.summary.is_some(), "{:#?}", outcome.report);
    site
}

/// Findings about addresses: code, file and line, message, help.
pub(super) fn said(outcome: &Outcome) -> Vec<String> {
    let list = outcome.report.iter().filter(|d| d.code.id.starts_with("A70"));
    let line = |d: &agon::diagnostics::Diagnostic| {
        let place = d
            .span
            .map_or(String::new(), |s| format!(":{}", outcome.files.position(s.file, s.start).0));
        format!(
            "{} {}{place} {} -> {}",
            d.code,
            d.file(&outcome.files),
            d.message,
            d.help.as_deref().unwrap_or("")
        )
    };
    list.map(line).collect()
}

fn line_of(site: &Folder, path: &str) -> usize {
    site.read("content/addresses.txt")
        .lines()
        .position(|l| l.split(' ').next() == Some(path))
        .expect("it is listed")
        + 1
}

fn rename_thread(site: &Folder) {
    let text = site.read(THREAD);
    site.remove(THREAD);
    let text = text.replace("who-needs-the-spaces", "the-spaces");
    site.put("content/topics/parking-minimums/threads/the-spaces.md", &text);
    // Links by the old slug are the links stage's own finding.
    for path in [
        "gathers/2025-04-07.md",
        "articles/parking-minimums-explained.md",
        "watch.yaml",
        "figures.yaml",
        "topic.md",
    ] {
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
    assert!(
        outcome.summary.is_none() && site.public() == before,
        "a site that drops an address is not published"
    );

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
    let old = std::str::from_utf8(&public[OLD]).unwrap();
    assert!(
        old.contains("<li id=\"q-how-many\"><a href=\"the-spaces.html#q-how-many\">"),
        "without scripts the passage of a link is found by its id: {old}"
    );
    let stem = "topics/parking-minimums/threads/";
    let beside: Vec<&String> = before
        .keys()
        .filter(|path| path.starts_with(&format!("{stem}who-needs-the-spaces.")))
        .filter(|path| !path.ends_with(".html"))
        .collect();
    assert!(beside.len() >= 3, "facts, a list for other tools, a picture: {beside:?}");
    let rules = std::str::from_utf8(&public["_redirects"]).unwrap();
    for path in beside {
        let new = path.replace("who-needs-the-spaces", "the-spaces");
        assert!(rules.contains(&format!("/{path} /{new} 301\n")), "{path} does not last: {rules}");
    }
    assert!(!old.contains("http-equiv=\"refresh\""), "a refresh would drop the passage");
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
    site.replace(
        "content/site.yaml",
        "base_url: https://example.org/",
        "base_url: https://example.org/debates",
    );
    site.replace("content/pages/about.md", "---\n", "---\naliases: [imprint]\n");
    site.replace(
        "content/site.yaml",
        "language:",
        "data: pages\ngone: [{path: old/place, date: 2026-05-01, reason: A double.}]\nlanguage:",
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
            "/debates/imprint.json /debates/about.json 301!",
            "/debates/imprint.json /debates/about.json 301",
        ]
    );
    let nginx = site.read("public/redirects.nginx.conf");
    for line in
        ["\"/debates/imprint.html\" \"/debates/about.html\";", "\"/debates/old/place.html\" 1;"]
    {
        assert!(nginx.contains(line), "{nginx}");
    }
    let gone = site.read("public/old/place.html");
    assert!(
        gone.contains(
            "It was taken down on <time datetime=\"2026-05-01\">1 May 2026</time>. A double."
        ),
        "{gone}"
    );
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
    let files = crate::support::folder::tree(&site.at("content/topics/parking-minimums"));
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
    let old: Vec<&String> = before
        .keys()
        .filter(|p| p.starts_with("topics/parking-minimums/") && p.ends_with(".html"))
        .collect();
    assert!(old.len() > 8);
    for path in old {
        let page = Page::read(std::str::from_utf8(&public[path]).unwrap());
        let to = page.leads_to().unwrap_or_else(|| panic!("{path} leads nowhere"));
        assert!(to.contains("/parking/"), "{path} leads to {to}");
    }
}

#[test]
fn an_alias_of_a_topic_and_one_of_a_thread_in_it_keep_the_address_of_both_old_names() {
    let site = published();
    let before = site.public();
    rename_thread(&site);
    let renamed = "content/topics/parking-minimums/threads/the-spaces.md";
    site.replace(renamed, "---\n", "---\naliases: [who-needs-the-spaces]\n");
    let files = crate::support::folder::tree(&site.at("content/topics/parking-minimums"));
    for (path, bytes) in &files {
        site.remove(&format!("content/topics/parking-minimums/{path}"));
        site.put(&format!("content/topics/parking/{path}"), bytes);
    }
    site.replace("content/topics/parking/topic.md", "---\n", "---\naliases: [parking-minimums]\n");
    assert_eq!(said(&today(&site)), Vec::<String>::new());
    let public = site.public();
    let leads = |path: &str| Page::read(std::str::from_utf8(&public[path]).unwrap()).leads_to();
    assert_eq!(leads(OLD).as_deref(), Some("../../parking/threads/the-spaces.html"));
    let of_thread = "embed/parking-minimums/threads/who-needs-the-spaces/";
    let frames: Vec<&String> = before.keys().filter(|path| path.starts_with(of_thread)).collect();
    assert!(!frames.is_empty());
    for frame in frames {
        let to = leads(frame).unwrap_or_else(|| panic!("{frame} leads nowhere"));
        assert!(to.contains("/parking/threads/the-spaces/"), "{frame} leads to {to}");
    }
}

#[test]
fn a_passage_whose_id_vanished_is_a_warning_with_the_file_and_the_id() {
    let site = published();
    site.replace(THREAD, " ^q-how-many", " ^q-how-many-spaces");
    let found: Vec<String> =
        said(&today(&site)).into_iter().filter(|s| s.starts_with("A702")).collect();
    assert_eq!(
        found,
        [format!(
            "A702 content/addresses.txt:{} the passage #q-how-many was published on {OLD} and is not there any more -> write \
             (alias:: q-how-many) at the passage in {THREAD} that says the same now, or remove #q-how-many from this line \
             if it is not missed",
            line_of(&site, OLD)
        )]
    );
}

#[test]
fn an_alias_keeps_every_address_of_a_renamed_block_id() {
    let site = published();
    let before = site.public();
    site.replace(THREAD, " ^q-how-many", " (alias:: q-how-many) ^q-how-many-spaces");
    assert_eq!(said(&today(&site)), Vec::<String>::new());
    let public = site.public();
    let page = std::str::from_utf8(&public[OLD]).unwrap();
    assert!(page.contains("<span id=\"q-how-many\"></span>"), "the passage keeps its old id");
    assert!(page.contains("id=\"q-how-many-spaces\""));
    let pages = |path: &&String| path.ends_with("/q-how-many.html");
    let old: Vec<&String> = before.keys().filter(pages).collect();
    assert_eq!(old.len(), 2, "the question's page and the one for frames");
    for path in old {
        let page = Page::read(std::str::from_utf8(&public[path]).unwrap());
        let to = page.leads_to().unwrap_or_else(|| panic!("{path} leads nowhere"));
        assert!(to.ends_with("q-how-many-spaces.html"), "{path} leads to {to}");
    }
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
    assert_eq!(
        Page::read(&page).leads_to().as_deref(),
        Some("../topics/parking-minimums/timeline.html#filter")
    );
    assert!(page.contains(
        "<link rel=\"canonical\" href=\"https://example.org/topics/parking-minimums/timeline.html#filter\">"
    ));
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
    for path in crate::support::folder::tree(&site.at("content/topics/parking-minimums")).keys() {
        site.remove(&format!("content/topics/parking-minimums/{path}"));
    }
    let lost = said(&today(&site));
    assert!(lost.iter().all(|s| !s.contains("topics/") && !s.contains("embed/")), "{lost:#?}");
}
