//! The built site as a reader without scripts has it: every page is reached by links, and no link leads nowhere.

use crate::support::crawl::{base_url, complaints};
use crate::support::folder::{TODAY, build_at, findings, tree};
use crate::support::shipped::{folder, pages, resolve};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_page_is_reached_from_the_home_page_by_links() {
    let mut reached = BTreeSet::from(["index.html".to_string()]);
    let mut next = vec!["index.html".to_string()];
    while let Some(path) = next.pop() {
        for href in &pages()[&path].links {
            let Some((to, _)) = resolve(&path, href) else { continue };
            if pages().contains_key(&to) && reached.insert(to.clone()) {
                next.push(to);
            }
        }
    }
    // A lost reader is sent to 404.html by the host; old addresses and pages for frames are for links from elsewhere.
    let aside = |kind: &str| kind == "redirect" || kind.starts_with("embed-");
    let apart = |path: &str| path == "404.html" || pages()[path].kind.as_deref().is_none_or(aside);
    let lost: Vec<&String> =
        pages().keys().filter(|p| !reached.contains(*p) && !apart(p)).collect();
    assert_eq!(lost, Vec::<&String>::new());
    assert!(reached.len() > 500, "only {} pages were reached", reached.len());
}

#[test]
fn no_link_and_no_fragment_leads_nowhere() {
    let mut broken = BTreeSet::new();
    for (path, page) in pages() {
        let loads = page.loads.iter().map(|(_, address)| address);
        for href in page.links.iter().chain(loads) {
            // 404.html is served at any depth, so its links start at the site's address
            let Some((to, fragment)) = resolve(path, href).filter(|_| path != "404.html") else {
                continue;
            };
            let ok = match (pages().get(&to), fragment) {
                (Some(page), Some(id)) => page.ids.contains(&id),
                (Some(_), None) => true,
                (None, _) => !to.is_empty() && folder().join(&to).is_file(),
            };
            if !ok {
                broken.insert(format!("{path}: {href}"));
            }
        }
    }
    assert_eq!(broken, BTreeSet::new());
}

#[test]
fn no_page_has_a_heading_twice() {
    let mut twice = Vec::new();
    for (path, page) in pages() {
        let mut seen = BTreeSet::new();
        for heading in page.headings.iter().filter(|heading| !seen.insert(heading.trim())) {
            twice.push(format!("{path}: {}", heading.trim()));
        }
    }
    assert_eq!(twice, Vec::<String>::new());
}

#[test]
fn no_page_loads_from_another_host_or_holds_a_script_or_style_of_its_own() {
    let mut wrong = Vec::new();
    for (path, page) in pages() {
        wrong.extend(
            page.loads
                .iter()
                .filter(|(_, a)| resolve(path, a).is_none())
                .map(|(_, a)| format!("{path}: {a}")),
        );
        for own in ["<style", "<script>", " style=\"", " onclick="] {
            wrong.extend(page.html.contains(own).then(|| format!("{path}: {own}")));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_shipped_content_has_no_broken_link_and_every_page_can_be_reached() {
    let out = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let outcome = build_at(root, &out.path().join("public"), TODAY);
    assert!(outcome.summary.is_some(), "{}", findings(&outcome));
    assert_eq!(
        complaints(&tree(&out.path().join("public")), &base_url(root)),
        Vec::<String>::new()
    );
}
