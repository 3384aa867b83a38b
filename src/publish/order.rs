//! In which order files are put where readers may look at any moment.
//!
//! Takes the files that are to be uploaded with the links of their pages, gives steps: what is in one step may be uploaded
//! in any order, and a step begins when the one before it is whole.
//!
//! New files come first: nothing that readers can reach leads to them yet, so it does no harm that some of them are still
//! missing. Of new pages the ones furthest from the way in come first and the front page last. Then what changed: by now
//! everything that it leads to is there. A changed page that leads to a place on another changed page comes after it, as
//! far as the two do not lead to each other. What is no longer wanted is deleted after all of this, by the caller.

use html5gum::{Token, Tokenizer};
use std::collections::HashMap;

/// The page that readers start at.
const FRONT: &str = "index.html";
/// Shown for every address that is not there, so it comes when its own links are.
const MISSING: &str = "404.html";

/// A file that is to be uploaded.
#[derive(Clone, Debug)]
pub struct Upload {
    pub path: String,
    /// Whether something stands there already.
    pub exists: bool,
    /// Paths from the site's root, and whether the link names a place on that page. Empty for what is no page.
    pub links: Vec<(String, Place)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `page.html`
    Page,
    /// `page.html#place`
    OnPage,
}

/// Gives the indices of `uploads`, step by step.
pub fn steps(uploads: &[Upload]) -> Vec<Vec<usize>> {
    let by_path: HashMap<&str, usize> =
        uploads.iter().enumerate().map(|(i, u)| (u.path.as_str(), i)).collect();
    let is_page = |i: &usize| uploads[*i].path.ends_with(".html");
    let (new, changed): (Vec<usize>, Vec<usize>) =
        (0..uploads.len()).partition(|i| !uploads[*i].exists);
    let (new_pages, new_files): (Vec<_>, Vec<_>) = new.into_iter().partition(is_page);
    let (changed_pages, changed_files): (Vec<_>, Vec<_>) = changed.into_iter().partition(is_page);
    let mut steps = vec![new_files];
    steps.extend(far_to_near(uploads, &by_path, &new_pages));
    steps.push(changed_files);
    steps.extend(places_first(uploads, &by_path, changed_pages));
    steps.retain(|step| !step.is_empty());
    steps
}

/// New pages by how many links they are away from what readers can reach: a changed page or the front page.
fn far_to_near(
    uploads: &[Upload],
    by_path: &HashMap<&str, usize>,
    new: &[usize],
) -> Vec<Vec<usize>> {
    let mut distance: HashMap<usize, usize> = HashMap::new();
    let is_way_in = |u: &Upload| u.exists || u.path == FRONT;
    let mut reached: Vec<usize> = (0..uploads.len()).filter(|i| is_way_in(&uploads[*i])).collect();
    distance.extend(reached.iter().map(|i| (*i, 0)));
    while !reached.is_empty() {
        let mut next = Vec::new();
        for from in reached {
            let steps = distance[&from] + 1;
            for to in uploads[from].links.iter().filter_map(|(path, _)| by_path.get(path.as_str()))
            {
                if let std::collections::hash_map::Entry::Vacant(entry) = distance.entry(*to) {
                    entry.insert(steps);
                    next.push(*to);
                }
            }
        }
        reached = next;
    }
    // Old addresses lead to pages and nothing leads to them: after the pages, before the front.
    let furthest = distance.values().max().copied().unwrap_or(0);
    let place = |i: usize| match uploads[i].path.as_str() {
        MISSING => furthest + 2,
        FRONT => furthest + 1,
        _ => furthest - distance.get(&i).copied().unwrap_or(1).min(furthest),
    };
    let mut steps = vec![Vec::new(); furthest + 3];
    new.iter().for_each(|i| steps[place(*i)].push(*i));
    steps
}

/// Changed pages, each after the ones that it names places on. Those that name places on each other come together.
fn places_first(
    uploads: &[Upload],
    by_path: &HashMap<&str, usize>,
    changed: Vec<usize>,
) -> Vec<Vec<usize>> {
    let (mut left, last): (Vec<usize>, Vec<usize>) =
        changed.into_iter().partition(|i| uploads[*i].path != FRONT);
    let mut waiting: std::collections::HashSet<usize> = left.iter().copied().collect();
    let needs = |i: usize| {
        let links = uploads[i].links.iter().filter(|(_, place)| *place == Place::OnPage);
        links.filter_map(|(path, _)| by_path.get(path.as_str()).copied()).filter(move |to| *to != i)
    };
    let mut steps = Vec::new();
    while !left.is_empty() {
        let (ready, rest): (Vec<usize>, Vec<usize>) =
            left.iter().partition(|i| !needs(**i).any(|to| waiting.contains(&to)));
        let (step, rest) = if ready.is_empty() { (rest, Vec::new()) } else { (ready, rest) };
        for i in &step {
            waiting.remove(i);
        }
        steps.push(step);
        left = rest;
    }
    steps.push(last);
    steps
}

/// Where a page's links lead inside the site.
pub fn links(path: &str, html: &[u8]) -> Vec<(String, Place)> {
    let mut found = Vec::new();
    for Ok(token) in Tokenizer::new(html) {
        let Token::StartTag(tag) = token else { continue };
        for key in [b"href".as_slice(), b"src"] {
            let Some(address) =
                tag.attributes.get(key).and_then(|value| std::str::from_utf8(value).ok())
            else {
                continue;
            };
            found.extend(inside(path, address));
        }
    }
    found.sort_by(|a, b| (&a.0, a.1 == Place::Page).cmp(&(&b.0, b.1 == Place::Page)));
    found.dedup_by(|later, earlier| later.0 == earlier.0);
    found
}

/// The path that a relative address leads to from a page; `None` where it leads out of the site or nowhere.
fn inside(page: &str, address: &str) -> Option<(String, Place)> {
    let (way, place) =
        address.split_once('#').map_or((address, Place::Page), |(way, _)| (way, Place::OnPage));
    let way = way.split('?').next().unwrap_or(way);
    if way.is_empty()
        || way.split('/').next().is_some_and(|first| first.contains(':'))
        || way.starts_with("//")
    {
        return None;
    }
    let mut parts: Vec<&str> =
        if way.starts_with('/') { Vec::new() } else { page.split('/').collect() };
    parts.pop();
    for part in way.trim_start_matches('/').split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    if way.ends_with('/') || parts.last().is_none_or(|p| p.is_empty()) {
        parts.pop();
        parts.push(FRONT);
    }
    Some((parts.join("/"), place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(path: &str, exists: bool, links: &[&str]) -> Upload {
        let links = links.iter().filter_map(|address| inside(path, address)).collect();
        Upload { path: path.into(), exists, links }
    }

    fn shown(uploads: &[Upload]) -> Vec<Vec<&str>> {
        steps(uploads)
            .iter()
            .map(|step| step.iter().map(|i| uploads[*i].path.as_str()).collect())
            .collect()
    }

    #[test]
    fn the_first_time_files_come_before_pages_and_the_front_page_comes_when_all_it_leads_to_is_there()
     {
        let site = [
            upload("404.html", false, &["index.html"]),
            upload("a.html", false, &["b.html", "index.html"]),
            upload("b.html", false, &["a.html", "c/c.html"]),
            upload("c/c.html", false, &["../index.html"]),
            upload("css/agon.css", false, &[]),
            upload("index.html", false, &["a.html", "css/agon.css"]),
            upload("old.html", false, &["a.html"]),
        ];
        let wanted: Vec<Vec<&str>> = vec![
            vec!["css/agon.css"],
            vec!["c/c.html"],
            vec!["b.html"],
            vec!["a.html", "old.html"],
            vec!["index.html"],
            vec!["404.html"],
        ];
        assert_eq!(shown(&site), wanted);
    }

    #[test]
    fn new_pages_come_before_the_changed_ones_that_lead_to_them() {
        let site = [
            upload("a.html", true, &["new.html"]),
            upload("feed.xml", true, &[]),
            upload("index.html", true, &["a.html"]),
            upload("new.html", false, &["newer.html", "a.html#x"]),
            upload("newer.html", false, &["new.html"]),
            upload("pic.png", false, &[]),
        ];
        let wanted: [&[&str]; 6] = [
            &["pic.png"],
            &["newer.html"],
            &["new.html"],
            &["feed.xml"],
            &["a.html"],
            &["index.html"],
        ];
        assert_eq!(shown(&site), wanted);
    }

    #[test]
    fn a_changed_page_comes_after_the_changed_page_that_it_names_a_place_on() {
        let site = [
            upload("a.html", true, &["b.html#x", "a.html#own"]),
            upload("b.html", true, &["a.html", "c.html#x"]),
            upload("c.html", true, &[]),
        ];
        assert_eq!(shown(&site), [["c.html"], ["b.html"], ["a.html"]]);
        let circle = [upload("a.html", true, &["b.html#x"]), upload("b.html", true, &["a.html#x"])];
        assert_eq!(shown(&circle), [["a.html", "b.html"]]);
    }

    #[test]
    fn links_are_seen_from_the_sites_root_and_those_that_leave_it_are_none() {
        let html = "<a href='../b.html?q=1#x'>b</a><a href=../b.html>b</a><img src=\"c.png\"><a href='https://e.example/d.html'>\
            </a><a href='//e.example/'></a><a href='#own'></a><a href='../../up.html'></a><a href='../'></a><a href=/r/>r</a>";
        let wanted = [
            ("b.html".to_string(), Place::OnPage),
            ("index.html".into(), Place::Page),
            ("r/index.html".into(), Place::Page),
            ("t/c.png".into(), Place::Page),
        ];
        assert_eq!(links("t/a.html", html.as_bytes()), wanted);
    }
}
