//! In which order files are uploaded while readers may look at any moment.
//!
//! The result is a list of steps: the files of one step may be uploaded in any order, and a step begins when the one
//! before it is complete.
//!
//! New files come first: no page that readers can reach links to them yet. Of the new pages the ones furthest from the
//! front page come first and the front page last. Then come the changed files: everything that they link to is there by
//! now. A changed page with a link to a fragment of another changed page comes after it, unless the two link to each
//! other. Stale files are deleted after all of this, by the caller.

use html5gum::{Token, Tokenizer};
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use url::Url;

const FRONT_PAGE: &str = "index.html";
/// Served for every missing address, so it comes after the pages that it links to.
const NOT_FOUND_PAGE: &str = "404.html";

/// A file to upload.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    pub path: String,
    /// Whether there is a file at the destination already.
    pub exists: bool,
    /// Empty for what is not a page.
    pub links: Vec<SiteLink>,
}

/// A link to another file of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SiteLink {
    /// From the site's root.
    pub path: String,
    /// Whether the link is to a part of the page.
    pub has_fragment: bool,
}

/// The steps, as indices of `uploads`.
pub(super) fn steps(uploads: &[Upload]) -> Vec<Vec<usize>> {
    let (mut new_files, mut new_pages) = (Vec::new(), Vec::new());
    let (mut changed_files, mut changed_pages) = (Vec::new(), Vec::new());
    for (index, upload) in uploads.iter().enumerate() {
        match (upload.exists, upload.path.ends_with(".html")) {
            (false, false) => new_files.push(index),
            (false, true) => new_pages.push(index),
            (true, false) => changed_files.push(index),
            (true, true) => changed_pages.push(index),
        }
    }
    let graph = LinkGraph::new(uploads);
    let mut steps = vec![new_files];
    steps.extend(graph.far_to_near(&new_pages));
    steps.push(changed_files);
    steps.extend(graph.fragments_first(changed_pages));
    steps.retain(|step| !step.is_empty());
    steps
}

struct LinkGraph<'u> {
    uploads: &'u [Upload],
    by_path: HashMap<&'u str, usize>,
}

impl<'u> LinkGraph<'u> {
    fn new(uploads: &'u [Upload]) -> Self {
        let by_path = uploads.iter().enumerate().map(|(i, u)| (u.path.as_str(), i)).collect();
        LinkGraph { uploads, by_path }
    }

    /// New pages by their distance in links from what readers can reach: a changed page or the front page.
    fn far_to_near(&self, new: &[usize]) -> Vec<Vec<usize>> {
        let distances = self.distances();
        let furthest = distances.values().max().copied().unwrap_or(0);
        let mut steps = vec![Vec::new(); furthest + 3];
        for index in new {
            let step = match self.uploads[*index].path.as_str() {
                NOT_FOUND_PAGE => furthest + 2,
                FRONT_PAGE => furthest + 1,
                // redirects have no distance, since no page links to them: they come after the pages
                _ => furthest - distances.get(index).copied().unwrap_or(1).min(furthest),
            };
            steps[step].push(*index);
        }
        steps
    }

    fn distances(&self) -> HashMap<usize, usize> {
        let mut distances = HashMap::new();
        let mut queue = VecDeque::new();
        for (index, upload) in self.uploads.iter().enumerate() {
            if upload.exists || upload.path == FRONT_PAGE {
                distances.insert(index, 0);
                queue.push_back(index);
            }
        }
        while let Some(index) = queue.pop_front() {
            let distance = distances[&index] + 1;
            for link in &self.uploads[index].links {
                if let Some(target) = self.by_path.get(link.path.as_str())
                    && !distances.contains_key(target)
                {
                    distances.insert(*target, distance);
                    queue.push_back(*target);
                }
            }
        }
        distances
    }

    /// Changed pages, each after the ones whose fragments it links to. Those that link to each other come together, and
    /// the front page last.
    fn fragments_first(&self, changed: Vec<usize>) -> Vec<Vec<usize>> {
        let mut waiting: Vec<usize> = Vec::new();
        let mut front = Vec::new();
        for index in changed {
            if self.uploads[index].path == FRONT_PAGE {
                front.push(index);
            } else {
                waiting.push(index);
            }
        }
        let mut steps = Vec::new();
        while !waiting.is_empty() {
            let missing: HashSet<usize> = waiting.iter().copied().collect();
            let (mut ready, mut blocked): (Vec<usize>, Vec<usize>) =
                waiting.into_iter().partition(|index| !self.needs_any(*index, &missing));
            if ready.is_empty() {
                std::mem::swap(&mut ready, &mut blocked);
            }
            steps.push(ready);
            waiting = blocked;
        }
        steps.push(front);
        steps
    }

    /// Whether a page has a link to a fragment of one of these other pages.
    fn needs_any(&self, index: usize, pages: &HashSet<usize>) -> bool {
        self.uploads[index].links.iter().filter(|link| link.has_fragment).any(|link| {
            let target = self.by_path.get(link.path.as_str());
            target.is_some_and(|target| *target != index && pages.contains(target))
        })
    }
}

/// The links of a page to files of the site, sorted by path.
pub(super) fn links(path: &str, html: &[u8]) -> Vec<SiteLink> {
    let mut links = BTreeMap::new();
    for Ok(token) in Tokenizer::new(html) {
        let Token::StartTag(tag) = token else { continue };
        for key in [b"href".as_slice(), b"src"] {
            if let Some(value) = tag.attributes.get(key)
                && let Ok(address) = std::str::from_utf8(value)
                && let Some(link) = site_link(path, address)
            {
                *links.entry(link.path).or_insert(false) |= link.has_fragment;
            }
        }
    }
    links.into_iter().map(|(path, has_fragment)| SiteLink { path, has_fragment }).collect()
}

/// Resolves an address of a page; `None` if it leads out of the site or only to the page itself.
fn site_link(page: &str, address: &str) -> Option<SiteLink> {
    if address.starts_with('#') {
        return None;
    }
    let mut base = Url::parse("http://site.invalid/").ok()?;
    base.set_path(page);
    let url = base.join(address).ok()?;
    if url.host() != base.host() {
        return None;
    }
    let path = percent_decode_str(url.path().trim_start_matches('/')).decode_utf8().ok()?;
    let index = if path.is_empty() || path.ends_with('/') { FRONT_PAGE } else { "" };
    Some(SiteLink { path: format!("{path}{index}"), has_fragment: url.fragment().is_some() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(path: &str, exists: bool, links: &[&str]) -> Upload {
        let links = links.iter().filter_map(|address| site_link(path, address)).collect();
        Upload { path: path.into(), exists, links }
    }

    fn step_paths(uploads: &[Upload]) -> Vec<Vec<&str>> {
        let paths =
            |step: &Vec<usize>| step.iter().map(|index| uploads[*index].path.as_str()).collect();
        steps(uploads).iter().map(paths).collect()
    }

    #[test]
    fn first_upload_begins_with_files_and_ends_with_the_front_page() {
        let site = [
            upload("404.html", false, &["index.html"]),
            upload("a.html", false, &["b.html", "index.html"]),
            upload("b.html", false, &["a.html", "c/c.html"]),
            upload("c/c.html", false, &["../index.html"]),
            upload("css/agon.css", false, &[]),
            upload("index.html", false, &["a.html", "css/agon.css"]),
            upload("old.html", false, &["a.html"]),
        ];
        let expected: Vec<Vec<&str>> = vec![
            vec!["css/agon.css"],
            vec!["c/c.html"],
            vec!["b.html"],
            vec!["a.html", "old.html"],
            vec!["index.html"],
            vec!["404.html"],
        ];
        assert_eq!(step_paths(&site), expected);
    }

    #[test]
    fn new_pages_come_before_changed_pages_that_link_to_them() {
        let site = [
            upload("a.html", true, &["new.html"]),
            upload("feed.xml", true, &[]),
            upload("index.html", true, &["a.html"]),
            upload("new.html", false, &["newer.html", "a.html#x"]),
            upload("newer.html", false, &["new.html"]),
            upload("pic.png", false, &[]),
        ];
        let expected: [&[&str]; 6] = [
            &["pic.png"],
            &["newer.html"],
            &["new.html"],
            &["feed.xml"],
            &["a.html"],
            &["index.html"],
        ];
        assert_eq!(step_paths(&site), expected);
    }

    #[test]
    fn changed_page_comes_after_the_fragments_that_it_links_to() {
        let site = [
            upload("a.html", true, &["b.html#x", "a.html#own"]),
            upload("b.html", true, &["a.html", "c.html#x"]),
            upload("c.html", true, &[]),
        ];
        assert_eq!(step_paths(&site), [["c.html"], ["b.html"], ["a.html"]]);
        let circle = [upload("a.html", true, &["b.html#x"]), upload("b.html", true, &["a.html#x"])];
        assert_eq!(step_paths(&circle), [["a.html", "b.html"]]);
    }

    #[test]
    fn links_are_resolved_from_the_root_and_external_ones_skipped() {
        let html = "<a href='../b.html?q=1#x'>b</a><a href=../b.html>b</a><img src=\"c.png\"><a href='https://e.example/d.html'>\
            </a><a href='//e.example/'></a><a href='mailto:a@e.example'></a><a href='#own'></a><a href='../'></a><a href=/r/>r</a>\
            <a href='%C3%BC.html'></a>";
        let link = |path: &str, has_fragment| SiteLink { path: path.into(), has_fragment };
        let expected = [
            link("b.html", true),
            link("index.html", false),
            link("r/index.html", false),
            link("t/c.png", false),
            link("t/ü.html", false),
        ];
        assert_eq!(links("t/a.html", html.as_bytes()), expected);
    }
}
