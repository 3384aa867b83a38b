//! In which order files are uploaded while readers may look at any moment.
//!
//! The result is a list of steps: the files of one step may be uploaded in any order, and a step begins when the one
//! before it is complete.
//!
//! New files come first: no page that readers can reach links to them yet. Of the new pages the ones furthest from the
//! front page come first and the front page last. Then come the changed pages, since all pages that they link to are
//! there by now, and the changed files, which can link to any passage. What links to a passage of a changed page is the
//! concern of [`super::page_links`].
//!
//! Stale pages are deleted after all of this ([`deletions`]): a page before the pages that it links to. Only other stale
//! pages link to a stale page by then. Where they link to each other in a circle, no order keeps all links right; these
//! pages get a form without the links first.

use super::page_links::SiteLink;
use std::collections::{BTreeSet, HashMap, VecDeque};

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
    steps.push(changed_pages);
    steps.push(changed_files);
    steps.retain(|step| !step.is_empty());
    steps
}

/// How stale pages are deleted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Deletions {
    /// Pages that no order of deletions can keep whole: those of circles and what these lead to. Their links to each other
    /// are removed before any of them is deleted.
    pub circle: Vec<usize>,
    /// Steps as indices of the pages, those of circles last.
    pub steps: Vec<Vec<usize>>,
}

/// The order in which stale pages are deleted.
pub(super) fn deletions(pages: &[Upload]) -> Deletions {
    let graph = LinkGraph::new(pages);
    let mut targets: Vec<BTreeSet<usize>> = Vec::with_capacity(pages.len());
    let mut incoming = vec![0_usize; pages.len()];
    for (index, page) in pages.iter().enumerate() {
        let links = page.links.iter().filter_map(|link| graph.by_path.get(link.path.as_str()));
        let links: BTreeSet<usize> = links.copied().filter(|target| *target != index).collect();
        for target in &links {
            incoming[*target] += 1;
        }
        targets.push(links);
    }
    let mut steps = Vec::new();
    let mut step: Vec<usize> = (0..pages.len()).filter(|index| incoming[*index] == 0).collect();
    while !step.is_empty() {
        let mut next = Vec::new();
        for target in step.iter().flat_map(|index| &targets[*index]) {
            incoming[*target] -= 1;
            if incoming[*target] == 0 {
                next.push(*target);
            }
        }
        steps.push(std::mem::replace(&mut step, next));
    }
    let circle: Vec<usize> = (0..pages.len()).filter(|index| incoming[*index] > 0).collect();
    if !circle.is_empty() {
        steps.push(circle.clone());
    }
    Deletions { circle, steps }
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
}

#[cfg(test)]
mod tests {
    use super::super::page_links::PageLinks;
    use super::*;

    fn upload(path: &str, exists: bool, links: &[&str]) -> Upload {
        let tags: Vec<String> = links.iter().map(|to| format!("<a href=\"{to}\">")).collect();
        let links = PageLinks::read(path, tags.concat().as_bytes()).links;
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
    fn stale_pages_are_deleted_before_the_pages_that_they_link_to() {
        let site = [
            upload("a.html", true, &["b.html", "index.html"]),
            upload("b.html", true, &["c.html", "b.html#x"]),
            upload("c.html", true, &[]),
            upload("d.html", true, &["c.html"]),
            upload("e.html", true, &["f.html"]),
            upload("f.html", true, &["e.html", "g.html"]),
            upload("g.html", true, &[]),
        ];
        let circle = vec![4, 5, 6];
        let steps = vec![vec![0, 3], vec![1], vec![2], circle.clone()];
        assert_eq!(deletions(&site), Deletions { circle, steps });
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
        let expected: [&[&str]; 5] = [
            &["pic.png"],
            &["newer.html"],
            &["new.html"],
            &["a.html", "index.html"],
            &["feed.xml"],
        ];
        assert_eq!(step_paths(&site), expected);
    }
}
