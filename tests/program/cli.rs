//! The program as it is called from a shell: exit codes, messages and the next step.

use crate::support::call;
use crate::support::folder::{self, Folder, TODAY};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// Exit code, stdout and stderr of a call in a folder.
pub(crate) fn agon(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_agon"))
        .args(args)
        .current_dir(dir)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).expect("agon speaks UTF-8");
    (output.status.code().expect("agon ends by itself"), text(output.stdout), text(output.stderr))
}

pub(crate) fn json(dir: &Path, args: &[&str]) -> (i32, Value) {
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
