//! The program as it is called from a shell: exit codes, messages and the next step.

use crate::support::call;
use crate::support::folder::{self, Folder, TODAY};
use agon::diagnostics::codes::CODES;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// Exit code, stdout and stderr of a call in a folder.
fn agon(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_agon"))
        .args(args)
        .current_dir(dir)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).expect("agon speaks UTF-8");
    (output.status.code().expect("agon ends by itself"), text(output.stdout), text(output.stderr))
}

fn json(dir: &Path, args: &[&str]) -> (i32, Value) {
    let (code, out, err) = agon(dir, &[args, &["--format", "json", "--as-of", TODAY]].concat());
    (code, serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out}{err}")))
}

const TOPIC: &str = "content/topics/parking-minimums";

#[test]
fn starter_site_has_no_diagnostics() {
    let folder = Folder::empty();
    assert_eq!(agon(folder.root(), &["init", "."]).0, 0);
    let (code, out, err) = agon(folder.root(), &["build"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains(" files, ") && out.contains(" -> public ("), "{out}");
    let (code, out, err) = agon(folder.root(), &["check", "--strict"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains(" texts checked ("), "{out}");
    assert!(folder.at("public/index.html").is_file());
}

/// Line and column of some words, from 1.
fn position(text: &str, words: &str) -> (usize, usize) {
    let (before, _) = text.split_once(words).expect("the words are there");
    (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap().chars().count() + 1)
}

#[test]
fn errors_in_every_kind_of_file_have_positions() {
    let gather = format!("{TOPIC}/gathers/2025-04-07.md");
    let thread = format!("{TOPIC}/threads/who-needs-the-spaces.md");
    let article = format!("{TOPIC}/articles/parking-minimums-explained.md");
    let (topic, watch, figures) = (
        format!("{TOPIC}/topic.md"),
        format!("{TOPIC}/watch.yaml"),
        format!("{TOPIC}/figures.yaml"),
    );
    for (path, from, to, code, marked) in [
        ("content/site.yaml", "licence:", "license:", "A102", "license"),
        ("content/publishers.yaml", "kind: newspaper", "kind: newspapr", "A105", "newspapr"),
        ("content/sources/example.yaml", "issued: 2025", "issued: 2O25", "A104", "2O25"),
        ("content/entities/parking-bill.md", "kind: law", "kind: lwa", "A105", "lwa"),
        (
            "content/pages/about.md",
            "This site",
            "This site, see [[parking-minimum-s]],",
            "A201",
            "parking-minimum-s",
        ),
        (&topic, "cadence: 28", "cadance: 28", "A102", "cadance"),
        (&watch, "keywords:", "keyword:", "A102", "keyword"),
        (&figures, "status: stated", "status: stateed", "A105", "stateed"),
        (
            &gather,
            "[@council-street-survey] At",
            "[@council-street-servey] At",
            "A205",
            "council-street-servey",
        ),
        (&thread, "first tracked", "frist tracked", "A210", "frist tracked"),
        (&article, "kind: explainer", "kind: explainr", "A105", "explainr"),
    ] {
        let site = Folder::started();
        site.replace(path, from, to);
        let place = position(&site.read(path), marked);
        let (exit, found) = json(site.root(), &["check"]);
        let first = &found["diagnostics"][0];
        let at = |key: &str| first[key].as_u64().unwrap_or_default() as usize;
        let expected = (1, Some(code), Some(path), place);
        assert_eq!(
            (exit, first["code"].as_str(), first["path"].as_str(), (at("line"), at("column"))),
            expected,
            "{found}"
        );
        assert_eq!(found["counts"]["error"], 1, "{found}");
        let (exit, _, said) = agon(site.root(), &["build"]);
        assert_eq!(exit, 1);
        assert!(
            said.contains(&format!("error[{code}]"))
                && said.contains(&format!("--> {path}:{}:{}", place.0, place.1)),
            "{said}"
        );
        assert!(!site.at("public").exists());
    }
}

#[test]
fn strict_build_fails_on_warnings() {
    let site = Folder::started();
    site.build();
    site.replace("content/pages/about.md", "This site", "This <b>site</b>");
    let before = site.public();
    let (code, out, err) = agon(site.root(), &["build", "--strict"]);
    assert_eq!(code, 1);
    assert!(
        err.contains("warning[A214]")
            && out.starts_with("nothing was written, public is unchanged"),
        "{err}{out}"
    );
    assert_eq!(folder::differences(&site.public(), &before), Vec::<String>::new());
    assert_eq!(agon(site.root(), &["build"]).0, 0);
    assert_ne!(folder::differences(&site.public(), &before), Vec::<String>::new());
}

#[test]
fn source_folders_and_files_cannot_be_the_output() {
    let site = Folder::started();
    site.put("a-file", "x");
    let before = folder::tree(site.root());
    for (out, why) in [
        ("content", "agon reads the site's content/ folder"),
        ("content/public", "agon reads the site's content/ folder"),
        ("static/../content/pages", "agon reads the site's content/ folder"),
        ("templates", "agon reads the site's templates/ folder"),
        (".", "it is the site's own folder"),
        ("..", "it contains the site's own folder"),
        ("a-file", "it is a file"),
    ] {
        let (code, said, err) = agon(site.root(), &["build", "--out", out]);
        assert_eq!((code, said.as_str()), (2, ""), "{out}");
        assert_eq!(
            err,
            format!("error: {out} cannot be the output folder: {why}; choose another folder\n")
        );
    }
    assert_eq!(folder::tree(site.root()), before);
}

/// The home folder is a stand-in: no test goes near a real one.
#[test]
fn foreign_folders_and_the_home_folder_cannot_be_the_output() {
    let site = Folder::started();
    let home = Folder::empty();
    home.put("people/ada/notes.txt", "mine");
    home.put("www/CNAME", "debates.example");
    let build = |home_variable: &Path, args: &[&str]| {
        let mut command =
            call::command(site.root(), &[&["build", "--as-of", TODAY], args].concat());
        command.env("HOME", home_variable).env("USERPROFILE", home_variable);
        call::ended(command)
    };
    let ada = home.at("people/ada");
    let before = folder::tree(home.root());
    for out in [&ada, &home.at("people"), &home.root().to_path_buf()] {
        let out = out.display().to_string();
        for args in [&["--out", &out][..], &["--adopt", "--out", &out]] {
            let (code, _, err) = build(&ada, args);
            assert_eq!(code, 2);
            assert!(err.contains("it contains your home folder"), "{err}");
        }
    }
    let www = home.at("www").display().to_string();
    let (code, _, err) = build(&ada, &["--out", &www]);
    assert_eq!(code, 2);
    assert!(
        err.contains("is not empty and was not created by agon") && err.contains("--adopt"),
        "{err}"
    );
    assert_eq!(folder::tree(home.root()), before);
    assert_eq!(build(&ada, &["--adopt", "--out", &www]).0, 0);
    assert_eq!(home.read("www/CNAME"), "debates.example");
    // agon knows the folder now
    assert_eq!(build(&ada, &["--out", &www]).0, 0);
}

#[test]
fn wrong_arguments_exit_with_2() {
    let folder = Folder::empty();
    for args in [
        &["bild"][..],
        &["build", "--nonsense"],
        &["build", "extra"],
        &["check", "--as-of", "2026-02-30"],
        &["explain", "A999"],
    ] {
        let (code, out, err) = agon(folder.root(), args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.starts_with("error: ") && err.lines().count() < 12, "{args:?}: {err}");
    }
    assert_eq!(folder::tree(folder.root()).len(), 0);
}

#[test]
fn json_and_sarif_have_the_same_diagnostics() {
    let site = Folder::started();
    site.replace(&format!("{TOPIC}/topic.md"), "order: 1", "order: first");
    site.replace("content/pages/about.md", "This site", "This <b>site</b> of [[nobody-at-all]]");
    site.put("content/photo.jpg", "x");
    let (_, found) = json(site.root(), &["check"]);
    let (code, out, _) = agon(site.root(), &["check", "--format", "sarif", "--as-of", TODAY]);
    let sarif: Value = serde_json::from_str(&out).unwrap();
    let of_json =
        |d: &Value| (d["code"].clone(), d["path"].clone(), d["line"].clone(), d["column"].clone());
    let of_sarif = |r: &Value| {
        let place = &r["locations"][0]["physicalLocation"];
        let region = &place["region"];
        (
            r["ruleId"].clone(),
            place["artifactLocation"]["uri"].clone(),
            region["startLine"].clone(),
            region["startColumn"].clone(),
        )
    };
    let list = |value: &Value| value.as_array().unwrap().clone();
    let from_json: Vec<_> = list(&found["diagnostics"]).iter().map(of_json).collect();
    let from_sarif: Vec<_> = list(&sarif["runs"][0]["results"]).iter().map(of_sarif).collect();
    assert_eq!((code, sarif["version"].as_str()), (1, Some("2.1.0")));
    assert_eq!(from_json, from_sarif);
    let codes: Vec<_> = from_json.iter().map(|d| d.0.as_str().unwrap()).collect();
    assert_eq!(codes, ["A214", "A214", "A201", "A002", "A111"]);
}

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
fn root_option_resolves_paths_from_the_site() {
    let (site, elsewhere) = (Folder::started(), Folder::empty());
    let root = site.root().to_str().unwrap();
    let (code, out, _) = agon(elsewhere.root(), &["build", "--root", root]);
    assert_eq!(code, 0);
    assert!(out.contains(&format!("-> {root}/public")), "{out}");
    assert!(site.at("public/index.html").is_file());
    assert_eq!(folder::tree(elsewhere.root()).len(), 0);
    site.replace("content/pages/about.md", "This site", "[[nobody-at-all]]");
    let (code, _, err) = agon(elsewhere.root(), &["check", "--root", root]);
    assert_eq!(code, 1);
    assert!(err.contains("--> content/pages/about.md:"), "{err}");
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
fn empty_folder_error_names_the_next_step() {
    let folder = Folder::empty();
    for command in ["build", "check"] {
        let (code, _, err) = agon(folder.root(), &[command]);
        assert_eq!(code, 1);
        assert!(
            err.contains("error[A003]") && err.contains("start a site with `agon init`"),
            "{err}"
        );
    }
    assert_eq!(
        std::fs::read_dir(folder.root()).unwrap().count(),
        0,
        "nothing is made in a folder that is no site"
    );
    let (code, _, err) = agon(folder.root(), &["build", "--root", "nowhere"]);
    assert_eq!(code, 2);
    assert!(err.contains("there is no folder nowhere") && err.contains("agon init"), "{err}");
}

#[test]
fn template_errors_have_positions() {
    let site = Folder::started();
    let page = |body: &str| {
        format!(
            "{{% extends \"layout.html\" %}}\n{{% block main %}}\n{body}\n{{% endblock main %}}\n"
        )
    };
    for (body, code, place) in [
        ("<p>{{ page.title | nonsense }}</p>", "A601", "search.html:3:"),
        ("<p>{% if page %}</p>", "A601", "search.html:4:"),
        ("<p>{{ page.nothing.of.the.kind }}</p>", "A602", "search.html:3:"),
    ] {
        site.put("templates/pages/search.html", page(body));
        for command in ["build", "check"] {
            let (exit, _, err) = agon(site.root(), &[command]);
            assert_eq!(exit, 1, "{command} {body}: {err}");
            let all = [&format!("error[{code}]"), "templates/pages/", place];
            assert!(all.iter().all(|part| err.contains(*part)), "{command} {body}: {err}");
        }
    }
    assert!(!site.at("public").exists());
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
