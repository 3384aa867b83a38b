//! A publishing that is killed at random moments: readers meet no link to what is not there, and the next run goes on.

use super::bucket::{Access, Server};
use crate::support::call::{edit, site};
use crate::support::folder::{Tree, differences};
use crate::support::html::Page;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

/// What a reader meets who starts at the front page and at every page that was there before: links to nothing, and to
/// passages that are not on their page.
fn dead_ends(there: &Tree, before: &Tree) -> Vec<String> {
    let mut next: Vec<String> = before.keys().filter(|p| p.ends_with(".html")).cloned().collect();
    next.push("index.html".into());
    next.retain(|path| there.contains_key(path));
    let mut seen: BTreeSet<String> = next.iter().cloned().collect();
    let mut found = Vec::new();
    while let Some(path) = next.pop() {
        let page = Page::read(std::str::from_utf8(&there[&path]).expect("a page is UTF-8"));
        for (_, address) in page.addresses() {
            let way = address.split(['#', '?']).next().unwrap_or_default();
            if way.is_empty() || way.contains(':') || path == "404.html" {
                continue;
            }
            let mut parts: Vec<&str> = path.split('/').collect();
            parts.pop();
            way.split('/').for_each(|part| match part {
                ".." => drop(parts.pop()),
                part => parts.push(part),
            });
            let to = parts.join("/");
            let id = address.split_once('#').map_or("", |(_, id)| id);
            let has_id =
                |html: &[u8]| String::from_utf8_lossy(html).contains(&format!(" id=\"{id}\""));
            if !there.contains_key(&to) {
                found.push(format!("{path} leads to {to}"));
            } else if !id.is_empty() && to.ends_with(".html") && !has_id(&there[&to]) {
                found.push(format!("{path} leads to {to}#{id}"));
            }
            if !there.contains_key(&to) {
                continue;
            }
            if to.ends_with(".html") && seen.insert(to.clone()) {
                next.push(to);
            }
        }
    }
    found
}

#[test]
fn the_reader_finds_what_is_missing() {
    let page = |to: &str| format!("<a href={to} id=\"y\">x</a>").into_bytes();
    let there = Tree::from([
        ("index.html".into(), page("a/b.html#x")),
        ("a/b.html".into(), page("../c.html#y")),
    ]);
    assert_eq!(
        dead_ends(&there, &Tree::new()),
        ["index.html leads to a/b.html#x", "a/b.html leads to c.html"]
    );
    let lost = Tree::from([("a/b.html".into(), page("c.html"))]);
    assert_eq!(dead_ends(&lost, &Tree::new()), Vec::<String>::new(), "nobody gets there");
    assert_eq!(
        dead_ends(&lost, &lost),
        ["a/b.html leads to a/c.html"],
        "those who knew the page do"
    );
}

/// Kills publishings once a random number of objects changed, until one comes to its end. Gives how many were met half-way.
fn kill_until_done(
    server: &Server,
    site: &Path,
    before: &Tree,
    after: &Tree,
    random: &mut u64,
) -> usize {
    let mut met = 0;
    for round in 0.. {
        let start = server.objects();
        let left = differences(&start, after).len();
        if left == 0 || round == 12 {
            break;
        }
        // a linear congruential generator: other moments in each round, the same in each run
        *random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let wanted = 1 + (*random >> 33) as usize % left.min(40);
        let mut command = server.publish(site, &["--built", "--bucket", "debates"]);
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("agon starts");
        while child.try_wait().expect("agon runs").is_none() {
            let now = crate::support::folder::tree_sizes(&server.folder());
            if now
                .iter()
                .filter(|(path, size)| start.get(*path).map(Vec::len) != Some(**size))
                .count()
                >= wanted
            {
                child.kill().expect("it can be killed");
                break;
            }
            std::thread::sleep(Duration::from_millis(3));
        }
        child.wait().expect("it ends");
        let there = server.objects();
        assert_eq!(dead_ends(&there, before), Vec::<String>::new(), "round {round}");
        let is_half_way =
            !differences(&there, before).is_empty() && !differences(&there, after).is_empty();
        met += usize::from(is_half_way);
    }
    met
}

#[test]
fn a_reader_never_meets_a_link_to_nothing_however_often_a_publishing_is_killed() {
    let (site, server) = (site(), Server::start(Access::Signed));
    let mut random = 20_261_120;
    let (nothing, first) = (Tree::new(), site.public());
    let met = kill_until_done(&server, site.root(), &nothing, &first, &mut random);
    assert!(met >= 2, "{met} publishings were met half-way");
    server.published(site.root(), &["--built", "--bucket", "debates"]);
    assert_eq!(differences(&server.objects(), &first), Vec::<String>::new());

    edit(&site);
    site.replace("content/site.yaml", "title: ", "title: Now ");
    site.build();
    let second = site.public();
    let met = kill_until_done(&server, site.root(), &first, &second, &mut random);
    assert!(met >= 2, "{met} publishings were met half-way");
    // what a killed run began is agon's: it goes when it is no longer wanted
    site.remove("content/pages/extra.md");
    site.build();
    server.published(site.root(), &["--built", "--bucket", "debates"]);
    assert_eq!(differences(&server.objects(), &site.public()), Vec::<String>::new());
    let unchanged = format!("0 new, 0 changed, 0 deleted, {} unchanged", site.public().len());
    assert_eq!(server.published(site.root(), &["--built", "--bucket", "debates"]), unchanged);
}
