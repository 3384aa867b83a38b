//! A build that fails, is killed, or finds files that are not its own.

use crate::support::folder::{Folder, TODAY, Tree, differences};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const THREAD: &str = "content/topics/parking-minimums/threads/who-needs-the-spaces.md";

#[test]
fn a_failing_build_leaves_the_published_site_as_it_was() {
    for (path, text) in [
        ("content/pages/broken.md", "---\ntitle: Broken\n---\n\nA link to [[nowhere-at-all]].\n"),
        ("content/publishers.yaml", "- id: [\n"),
        ("templates/pages/gather.html", "{% if %}"),
        ("templates/pages/gather.html", "{{ page.nothing.of.the.kind }}"),
    ] {
        let site = Folder::started();
        site.build();
        let before = site.public();
        site.put(path, text);
        site.replace("content/pages/about.md", "This site", "One more sentence. This site");
        assert!(site.build().summary.is_none(), "{path}");
        assert_eq!(differences(&site.public(), &before), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn pages_of_what_is_gone_go_and_files_of_others_stay() {
    let site = Folder::started();
    site.put(
        "content/entities/passer-by.md",
        "---\nname: Passer-by\nkind: person\n---\n\nSomebody.\n",
    );
    site.put("static/downloads/list.txt", "a");
    site.build();
    let before = site.public();
    let foreign =
        [("CNAME", "example.org"), ("entities/mine.html", "<p>mine"), (".well-known/x", "y")];
    foreign.iter().for_each(|(path, text)| site.put(&format!("public/{path}"), text));
    site.remove("content/entities/passer-by.md");
    site.remove("static/downloads/list.txt");
    assert_eq!(site.build().summary.unwrap().removed, 2);
    let mut now = site.public();
    for (path, text) in foreign {
        assert_eq!(now.remove(path).as_deref(), Some(text.as_bytes()), "{path}");
    }
    let gone: Vec<&String> = before.keys().filter(|path| !now.contains_key(*path)).collect();
    assert_eq!(gone, ["downloads/list.txt", "entities/passer-by.html"]);
    assert!(!site.at("public/downloads").exists());
    let clean = Folder::started();
    clean.build();
    assert_eq!(differences(&now, &clean.public()), Vec::<String>::new());
}

/// Two states of one site that differ in many pages.
fn turn(site: &Folder, round: usize) {
    let (from, to) =
        [("Which hours count", "Which days count"), ("Which days count", "Which hours count")]
            [round % 2];
    site.replace(THREAD, from, to);
    let (from, to) =
        [("An example site", "Another site"), ("Another site", "An example site")][round % 2];
    site.replace("content/site.yaml", from, to);
    match round % 2 {
        0 => site.put(
            "content/entities/passer-by.md",
            "---\nname: Passer-by\nkind: person\n---\n\nSomebody.\n",
        ),
        _ => site.remove("content/entities/passer-by.md"),
    }
}

fn program(site: &Folder) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_agon"));
    command
        .args(["build", "--as-of", TODAY, "--root"])
        .arg(site.root())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_site_or_the_new_one() {
    let site = Folder::started();
    let first = Instant::now();
    assert!(program(&site).status().unwrap().success());
    let whole_build = first.elapsed();
    let old = site.public();
    turn(&site, 0);
    assert!(program(&site).status().unwrap().success());
    let states: [Tree; 2] = [site.public(), old];
    assert!(differences(&states[0], &states[1]).len() > 30);

    let mut seed = 0x2545_f491_u64;
    let mut survived = 0;
    for round in 1..=24 {
        turn(&site, round);
        let (new, old) = (&states[round % 2], &states[(round + 1) % 2]);
        let mut child = program(&site).spawn().unwrap();
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (seed >> 33) as f64 / f64::from(1_u32 << 31);
        std::thread::sleep(Duration::from_secs_f64(whole_build.as_secs_f64() * share));
        child.kill().unwrap();
        survived += usize::from(child.wait().unwrap().success());
        let found = site.public();
        let whole = found == *new || found == *old;
        assert!(
            whole,
            "round {round}: {:?} and {:?}",
            differences(&found, old),
            differences(&found, new)
        );
        assert!(program(&site).status().unwrap().success(), "round {round}");
        assert_eq!(differences(&site.public(), new), Vec::<String>::new(), "round {round}");
    }
    println!("{survived} of 24 ended before they were killed");
}
