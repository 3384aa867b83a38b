//! What single commands print and write, and their arguments.

use crate::cli::{agon, json};
use crate::support::folder::{Folder, TODAY};
use agon::diagnostics::codes::CODES;
use serde_json::Value;
use std::path::Path;

#[test]
fn explain_knows_every_code() {
    let folder = Folder::empty();
    let (code, list, _) = agon(folder.root(), &["explain", "--list"]);
    assert_eq!(code, 0);
    let listed = list.lines().filter(|line| line.trim_start().starts_with('A')).count();
    assert!(listed >= CODES.len(), "{list}");
    // every second by its name, so that both ways are walked without calling the program twice for each
    for (n, row) in CODES.iter().enumerate() {
        let (code, out, err) =
            agon(folder.root(), &["explain", if n % 2 == 0 { row.id } else { row.name }]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!([row.id, row.name, row.title].iter().all(|part| out.contains(part)), "{out}");
        assert!(list.contains(row.id) && list.contains(row.name), "{}", row.id);
    }
}

#[test]
fn schema_has_the_words_of_the_site_that_the_root_option_names() {
    let (site, elsewhere) = (Folder::started(), Folder::empty());
    site.put("content/vocabulary.yaml", "entity_kinds: {street: {like: place}}\n");
    let root = site.root().to_str().unwrap();
    let (_, built_in, _) = agon(elsewhere.root(), &["schema", "entity"]);
    let (code, of_site, err) = agon(elsewhere.root(), &["schema", "entity", "-C", root]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(!built_in.contains("\"street\"") && of_site.contains("\"street\""), "{of_site}");
    assert_eq!(agon(site.root(), &["schema", "entity"]).1, of_site);
    let (code, out, err) = agon(site.root(), &["schema", "entity", "-C", "content"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("error[A003]"), "{err}");
}

#[test]
fn the_timings_list_every_stage() {
    let site = Folder::started();
    let stages = |args: &[&str]| -> Vec<String> {
        let (code, _, err) = agon(site.root(), args);
        assert_eq!(code, 0);
        let table = err.lines().skip_while(|line| !line.starts_with("stage"));
        table.skip(1).filter_map(|line| line.split("  ").next()).map(String::from).collect()
    };
    let build = stages(&["build", "--timings"]);
    for stage in ["load", "parse", "link", "check", "templates", "pages", "static files", "commit"]
    {
        assert!(build.iter().any(|s| s == stage), "{stage} is not in {build:?}");
    }
    let again = stages(&["build", "--timings"]);
    assert_eq!(again, ["load", "compare"]);
    assert!(stages(&["check", "--timings"]).iter().any(|s| s == "samples of pages"));
}

#[test]
fn serve_errors_name_the_next_step() {
    let folder = Folder::started();
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (code, out, err) = agon(folder.root(), &["serve", "--port", &port]);
    assert_eq!((code, out.as_str()), (2, ""));
    let begin =
        format!("error: cannot serve on 127.0.0.1 port {port}; choose another --port (such as ");
    let free =
        err.strip_prefix(&begin).and_then(|rest| rest.split_once("), or 0 for any that is free: "));
    let free: u16 = free.unwrap_or_else(|| panic!("{err}")).0.parse().expect("a port");
    assert!(std::net::TcpListener::bind(("127.0.0.1", free)).is_ok());
    let (code, _, err) = agon(folder.root(), &["serve", "--root", "nowhere"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("error: there is no folder nowhere;"), "{err}");
}

#[test]
fn editor_option_takes_name_or_url() {
    let folder = Folder::started();
    let (code, _, err) = agon(folder.root(), &["serve", "--editor", "vim"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("name one of vscode, vscodium, ")
            && err.contains("or a URL with {path} in it"),
        "{err}"
    );
    let (code, _, err) = agon(folder.root(), &["serve", "--editor", "javascript:alert({path})"]);
    assert!(code == 2 && err.contains("name one of vscode"), "{err}");
}

#[test]
fn new_prints_the_path_or_an_error() {
    let folder = Folder::started();
    let (code, out, err) =
        agon(folder.root(), &["new", "entity", "The council", "--kind", "organisation"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "./content/entities/the-council.md\n", ""));
    let (code, _, err) =
        agon(folder.root(), &["new", "entity", "The council", "--kind", "organisation"]);
    assert_eq!(code, 2);
    assert!(
        err.starts_with(
            "error: content/entities/the-council.md has the name \"the-council\" already, so nothing was written;"
        ),
        "{err}"
    );
    let (code, _, err) = agon(folder.root(), &["new", "gather", "parking-minimum"]);
    assert_eq!(code, 2);
    assert_eq!(
        err,
        "error: no topic is called \"parking-minimum\"; did you mean \"parking-minimums\"?\n"
    );
    // from a folder inside the site
    let inside = folder.at("content/topics/parking-minimums");
    let (code, out, err) = agon(&inside, &["new", "gather", "parking-minimums"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(Path::new(out.trim()).is_file() && out.contains("parking-minimums/gathers/"), "{out}");
    let (code, out, _) = agon(folder.root(), &["new", "source", "2604.17413"]);
    assert_eq!((code, out.as_str()), (0, "./content/sources/arxiv-2604-17413.yaml\n"));
    let (code, _, err) = agon(folder.root(), &["check"]);
    assert_eq!(code, 1);
    assert!(
        err.contains("content/sources/arxiv-2604-17413.yaml:3:3")
            && err.contains("a source needs `title`, and here it is empty"),
        "{err}"
    );
}

#[test]
fn build_diff_lists_urls_and_dry_run_writes_nothing() {
    let folder = Folder::started();
    assert_eq!(agon(folder.root(), &["build", "--as-of", TODAY]).0, 0);
    let before = folder.public();
    folder.remove("content/pages/about.md");
    folder.replace(
        "content/site.yaml",
        "nav: [about]\npolicies:\n  corrections: about\n  machine_text: about\n  methods: about\n",
        "",
    );
    folder.put("content/pages/imprint.md", "---\ntitle: Imprint\n---\nWords.\n");
    let pages = |out: &str, mark: &str| -> Vec<String> {
        let lines =
            out.lines().filter_map(|l| l.strip_prefix(mark)).filter(|p| p.ends_with(".html"));
        lines.map(str::to_string).collect()
    };
    let (code, dry, err) = agon(folder.root(), &["build", "--as-of", TODAY, "--dry-run"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(dry.contains("\nnothing was written, since this is a dry run ("), "{dry}");
    assert!(folder.public() == before, "a dry run leaves the folder as it is");
    let (code, json) = json(folder.root(), &["build", "--dry-run"]);
    let (_, diff, _) = agon(folder.root(), &["build", "--as-of", TODAY, "--diff"]);
    assert_eq!(code, 0);
    for (mark, key, expected) in [("+ ", "added", "imprint.html"), ("- ", "removed", "about.html")]
    {
        assert_eq!(pages(&diff, mark), [expected]);
        assert_eq!(pages(&dry, mark), [expected]);
        let list =
            json["addresses"][key].as_array().expect("a list").iter().filter_map(Value::as_str);
        assert_eq!(list.filter(|p| p.ends_with(".html")).collect::<Vec<_>>(), [expected]);
    }
    assert!(pages(&diff, "~ ").contains(&"index.html".to_string()), "the footer changed: {diff}");
    let (_, again, _) = agon(folder.root(), &["build", "--as-of", TODAY, "--diff"]);
    assert!(again.starts_with("0 added (+), 0 changed (~), 0 removed (-)\n"), "{again}");
}

#[test]
fn example_of_init_can_be_deleted_and_renamed() {
    let folder = Folder::started();
    assert_eq!(agon(folder.root(), &["build"]).0, 0);
    std::fs::rename(folder.at("content/topics/parking-minimums"), folder.at("content/topics/mine"))
        .unwrap();
    let (_, _, err) = agon(folder.root(), &["check"]);
    assert!(!err.contains("A701") && !err.contains("A702"), "{err}");
}

#[test]
fn addresses_accept_creates_the_list() {
    let folder = Folder::started();
    assert!(!folder.read("content/addresses.txt").contains(".html"), "nothing is published yet");
    folder.remove("content/addresses.txt");
    let (code, out, err) = agon(folder.root(), &["addresses"]);
    assert_eq!(code, 0);
    assert!(out.contains("+ about.html\n") && err.contains("advice[A705]"), "{out}{err}");
    let (code, out, err) = agon(folder.root(), &["addresses", "--accept"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let written = "; content/addresses.txt and content/publications.txt are written, commit them\n";
    assert!(out.ends_with(written), "{out}");
    folder.put("content/pages/new.md", "---\ntitle: New\n---\nWords. ^here\n");
    let lists = ["content/addresses.txt", "content/publications.txt"];
    let before = lists.map(|list| folder.read(list));
    let www = folder.at("www").display().to_string();
    let publish = ["publish", "--folder", &www];
    for args in [&["build"][..], &[&publish[..], &["--dry-run"]].concat()] {
        assert_eq!(agon(folder.root(), args).0, 0);
        assert_eq!(lists.map(|list| folder.read(list)), before, "{args:?}");
    }
    folder.put(
        "content/topics/parking-minimums/gathers/2025-03-20.md",
        "---\nkind: gather\n---\nLate.\n",
    );
    let (code, out, _) = agon(folder.root(), &publish);
    assert_eq!(code, 0);
    let recorded = "the published addresses are recorded; commit content/addresses.txt\n\
        the days of first publication are recorded; commit content/publications.txt\n";
    assert!(out.ends_with(recorded), "{out}");
    let today = chrono::Local::now().format("%Y-%m-%d");
    let late = format!("\ntopics/parking-minimums/gathers/2025-03-20.html {today} ");
    assert!(folder.read("content/publications.txt").contains(&late), "{late}");
    assert!(folder.read("content/addresses.txt").contains("\nnew.html #here\n"));
    folder.remove("content/pages/new.md");
    let (code, out, err) = agon(folder.root(), &["addresses"]);
    assert_eq!(code, 1);
    assert!(
        out.contains("- new.html\n") && err.contains("error[A701]: new.html was published"),
        "{out}{err}"
    );
    assert_eq!(agon(folder.root(), &["build"]).0, 1);
}

#[test]
fn diff_prints_or_writes_and_refuses_wrong_days() {
    let folder = Folder::started();
    let (code, out, err) = agon(folder.root(), &["diff", "2025-03-10", "2025-12"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("An example site: 10 March 2025 to 31 December 2025\n"), "{out}");
    let page = ["diff", "2025-03-10", "2025-12", "--format", "html", "--out", "public/moved.html"];
    assert_eq!(agon(folder.root(), &page), (0, "public/moved.html\n".into(), String::new()));
    assert!(
        folder
            .read("public/moved.html")
            .contains("<a class=\"topic\" href=\"topics/parking-minimums/index.html\">")
    );
    let elsewhere = ["diff", "2025-03-10", "2025-12", "--format", "html", "--out", "moved.html"];
    assert_eq!(agon(folder.root(), &elsewhere).0, 0);
    let page = folder.read("moved.html");
    assert!(
        page.contains("href=\"https://example.org/topics/parking-minimums/index.html\""),
        "{page}"
    );
    assert!(
        page.contains("<link rel=\"stylesheet\" href=\"https://example.org/css/agon."),
        "{page}"
    );
    for (args, said) in [
        (
            &["2026", "2025"][..],
            "error: 2026-12-31 is not before 2025-12-31; name the earlier day first\n",
        ),
        (
            &["2025", "2025"],
            "error: 2025-12-31 is not before 2025-12-31; name the earlier day first\n",
        ),
        (&["2025", "2199"], "error: 2199-12-31 has not come yet; name a day until today\n"),
        (
            &["2025-03-10", "2025-12", "--topic", "parking-minimum"],
            "error: no topic is called \"parking-minimum\"; did you mean \"parking-minimums\"?\n",
        ),
    ] {
        assert_eq!(
            agon(folder.root(), &[&["diff"], args].concat()),
            (2, String::new(), said.into())
        );
    }
    folder.replace("content/site.yaml", "licence:", "license:");
    let (code, out, err) = agon(folder.root(), &["diff", "2025-03-10", "2025-12"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.starts_with("error[A102]"), "{err}");
}
