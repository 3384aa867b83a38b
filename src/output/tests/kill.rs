//! A child process is killed at every step of a commit, and at random moments; the published tree must be whole.

use super::*;
use std::process::{Child, Command, Stdio};

const UNMANAGED: [(&str, &str); 3] = [("CNAME", "x"), (".git/HEAD", "ref"), ("a/mine.txt", "m")];

/// How many pages a site has besides a few, and which of them change.
#[derive(Clone, Copy)]
struct Pages {
    count: usize,
    /// One of so many changes.
    every: usize,
}

const NONE: Pages = Pages { count: 0, every: 1 };
const MANY: Pages = Pages { count: 400, every: 1 };
/// So many stay that those that change are moved one by one.
const FEW_OF_MANY: Pages = Pages { count: 400, every: 100 };

impl Pages {
    fn with_numbers(
        self,
        number: impl Fn(usize) -> usize,
    ) -> impl Iterator<Item = (String, String)> {
        (0..self.count).map(move |n| (format!("p{}/{n}.html", n % 9), number(n).to_string()))
    }
}

fn old(pages: Pages) -> Tree {
    tree(&[("a/same.html", "s"), ("b.html", "old"), ("f", "file"), ("g/h", "x")])
        .into_iter()
        .chain(pages.with_numbers(|n| n % 3))
        .collect()
}

fn new(pages: Pages) -> Tree {
    let number = |n| if n % pages.every == 0 { n % 5 } else { n % 3 };
    tree(&[
        ("a/same.html", "s"),
        ("b.html", "new"),
        ("c/d.html", "d"),
        ("f/now.html", "y"),
        ("g", "file"),
    ])
    .into_iter()
    .chain(pages.with_numbers(number))
    .collect()
}

fn child(site: &Site, method: SwapMethod, pages: Pages, set: &[(&str, &str)]) -> Child {
    let (_, module) = module_path!().split_once("::").unwrap();
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("{module}::child_process"), "--nocapture"])
        .env("AGON_CHILD", site.root())
        .env("AGON_CHILD_METHOD", format!("{method:?}"))
        .env("AGON_CHILD_PAGES", pages.count.to_string())
        .env("AGON_CHILD_EVERY", pages.every.to_string())
        .envs(set.iter().copied())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Not a test of its own: what the children of the tests below run.
#[test]
fn child_process() {
    let Some(root) = std::env::var_os("AGON_CHILD").map(PathBuf::from) else { return };
    let method = if std::env::var("AGON_CHILD_METHOD").unwrap() == "InPlace" {
        SwapMethod::InPlace
    } else {
        SwapMethod::Exchange
    };
    let number = |name| std::env::var(name).unwrap().parse().unwrap();
    let pages = Pages { count: number("AGON_CHILD_PAGES"), every: number("AGON_CHILD_EVERY") };
    let rounds = if std::env::var_os("AGON_DIE_AT").is_some() { 1 } else { usize::MAX };
    for round in 0..rounds {
        let mut output =
            OutputDir::open(&root, &root.join("public"), OutputOptions::default()).unwrap();
        output.method = method;
        build(&mut output, &if round % 2 == 0 { new(pages) } else { old(pages) }).unwrap();
    }
}

fn started(pages: Pages) -> Site {
    let site = Site::new();
    site.build(&Tree::new()).unwrap();
    for (path, text) in UNMANAGED {
        site.put(path, text);
    }
    site.build(&old(pages)).unwrap();
    site
}

/// Opens the folder as the next run does and gives what is published then, having checked that the memo belongs to it.
fn recovered(site: &Site, pages: Pages) -> Tree {
    let output = site.open();
    let found = site.snapshot();
    let is_new = found == with_unmanaged(&new(pages), &UNMANAGED);
    let (now, other) = if is_new { (new(pages), old(pages)) } else { (old(pages), new(pages)) };
    assert_eq!(found, with_unmanaged(&now, &UNMANAGED));
    assert!(output.current(&inputs(&now)).is_some());
    assert!(output.current(&inputs(&other)).is_none());
    assert_eq!(site.state(), ["cache", "files", "lock"]);
    drop(output);
    now
}

#[test]
fn kill_at_any_failpoint_leaves_the_old_site_or_the_new_one() {
    for (method, pages) in [
        (SwapMethod::Exchange, NONE),
        (SwapMethod::InPlace, NONE),
        (SwapMethod::Exchange, FEW_OF_MANY),
    ] {
        let is_exchanged = method == SwapMethod::Exchange && pages.every == 1;
        let [before, after] = [old(pages), new(pages)];
        let mut outcomes = Vec::new();
        for at in 0.. {
            let site = started(pages);
            let survived = child(&site, method, pages, &[("AGON_DIE_AT", &at.to_string())])
                .wait()
                .unwrap()
                .success();
            let found = site.snapshot();
            let whole =
                [&before, &after].map(|pages| with_unmanaged(pages, &UNMANAGED)).contains(&found);
            assert!(whole || !is_exchanged, "{method:?} killed at step {at}: {found:?}");
            outcomes.push(recovered(&site, pages) == after);
            assert_eq!(
                site.build(&after).unwrap().removed,
                if outcomes[at as usize] { 0 } else { 2 }
            );
            assert_eq!(site.snapshot(), with_unmanaged(&after, &UNMANAGED));
            if survived {
                break;
            }
        }
        // both outcomes were met, and once the new site is there it stays
        assert!(
            outcomes.is_sorted() && !outcomes[0] && outcomes.len() > 7,
            "{method:?}: {outcomes:?}"
        );
    }
}

#[test]
fn kill_at_a_random_moment_leaves_the_old_site_or_the_new_one() {
    let mut seed = 0x2545_f491_u64;
    for (pages, rounds) in [(MANY, 24), (FEW_OF_MANY, 12)] {
        let site = started(pages);
        for round in 0..rounds {
            let mut child = child(&site, SwapMethod::Exchange, pages, &[]);
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            std::thread::sleep(std::time::Duration::from_micros(8_000 + (seed >> 33) % 60_000));
            child.kill().unwrap();
            child.wait().unwrap();
            let found = site.snapshot();
            let whole = [old(pages), new(pages)]
                .map(|pages| with_unmanaged(&pages, &UNMANAGED))
                .contains(&found);
            assert!(whole || pages.every > 1, "round {round}: {} files", found.len());
            recovered(&site, pages);
        }
    }
}
