//! A module uses only what stands above it in the list of `lib.rs`, and each door is held by its modules alone.
//!
//! Takes the sources of `src/`, without comments and the insides of quotes. Finds `crate::…` paths (grouped ones too),
//! chains of `super::` that lead out of a stage, and the words of the doors; tests may open doors, but use nothing below.

#[path = "layers/code.rs"]
mod code;

use code::{code_of, has_word, leaves_through_super, used_modules, without_tests};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What only some modules may touch: what it is, the words that show it, the modules.
const DOORS: [(&str, &[&str], Only); 8] = [
    ("Markdown", &["pulldown_cmark"], Only::In(&["markdown"])),
    ("Tera", &["tera"], Only::In(&["render"])),
    ("YAML", &["serde_yaml"], Only::In(&["parse", "diag"])),
    ("the clock", &["SystemTime", "Utc::now", "Local::now", "UNIX_EPOCH"], Only::In(&["cli"])),
    ("a stopwatch", &["Instant"], Only::In(&["pipeline", "cli"])),
    // external keeps its memory beside the site; publish removes git's index of the run
    ("reading the disk", READING, Only::In(&["load", "memo", "write", "external", "publish", "new"])),
    ("the network", &["ureq", "rusty_s3", "TcpStream"], Only::In(&["external", "publish"])),
    ("a format for what the site knows", &["serde", "Serialize", "Deserialize"], Only::NotIn(&["model"])),
];

const READING: &[&str] = &["std::fs", "fs", "File::open", "walkdir", "read_dir", "canonicalize", "try_exists"];

/// Changing the disk: these words are for `write`, `publish` and `new`, and for the memory of `external`.
const WRITING: &[&str] = &[
    "fs::write",
    "fs::copy",
    "fs::rename",
    "File::create",
    "File::create_new",
    "File::options",
    "OpenOptions",
    "DirBuilder",
    "create_dir",
    "create_dir_all",
    "hard_link",
    "remove_dir",
    "remove_dir_all",
    "remove_file",
    "rustix",
    "set_permissions",
    "symlink",
    "tempfile",
];

#[derive(Clone, Copy)]
enum Only {
    In(&'static [&'static str]),
    NotIn(&'static [&'static str]),
}

impl Only {
    fn lets(self, module: &str) -> bool {
        match self {
            Only::In(modules) => modules.contains(&module),
            Only::NotIn(modules) => !modules.contains(&module),
        }
    }
}

#[test]
fn every_module_uses_only_what_stands_above_it_and_every_door_is_held() {
    let list = modules();
    let files = sources();
    let found: Vec<String> = files.iter().flat_map(|(path, source)| breaches(&list, path, source)).collect();
    assert_eq!(found, Vec::<String>::new());
    let seen: BTreeSet<&str> = files.iter().map(|(path, _)| module_of(path)).collect();
    assert_eq!(
        seen,
        list.iter().map(String::as_str).collect(),
        "each module of the list has sources, and no others are there"
    );
}

#[test]
fn the_table_of_the_architecture_page_has_the_modules_in_their_order() {
    let page = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let rows =
        page.lines().filter_map(|l| l.strip_prefix("//! | [`")?.split_once("`]")).map(|(name, _)| name.to_string());
    assert_eq!(rows.collect::<Vec<_>>(), modules());
}

#[test]
fn every_door_and_every_way_of_using_a_lower_module_is_seen_when_it_is_planted() {
    let list: Vec<String> = ["diag", "model", "parse", "view", "write"].map(String::from).to_vec();
    let planted: [(&str, &str, &[&str]); 18] = [
        ("parse/a.rs", "use crate::diag::Report;\nuse crate::model::*;\nuse crate::parse::b;", &[]),
        ("parse/a.rs", "use crate::view::Page;", &["parse/a.rs uses view, which stands below parse"]),
        ("parse/a.rs", "fn f() { crate::write::now() }", &["parse/a.rs uses write, which stands below parse"]),
        (
            "parse/a.rs",
            "pub use crate::{diag::{Code, Report}, view::{self, Page}, write as w};",
            &["parse/a.rs uses view, which stands below parse", "parse/a.rs uses write, which stands below parse"],
        ),
        ("parse/a.rs", "use crate::*;", &["parse/a.rs uses the whole crate"]),
        ("parse/a.rs", "use super::super::view::Page;", &["parse/a.rs leaves parse through super"]),
        ("parse/mod.rs", "use super::view;", &["parse/mod.rs leaves parse through super"]),
        ("parse/a.rs", "mod tests { use super::*; use super::super::b; }", &[]),
        ("parse/mod.rs", "// use crate::view;\n/* crate::write /* nested */ crate::view */\n/// [`crate::view`]", &[]),
        (
            "parse/mod.rs",
            r##"const A: &str = "crate::view"; const B: &str = r#"a " crate::write"#; const C: char = '"';"##,
            &[],
        ),
        (
            "parse/mod.rs",
            "fn f<'a>(x: &'a str) -> char { '\\'' }\nuse crate::view;",
            &["parse/mod.rs uses view, which stands below parse"],
        ),
        ("view/a.rs", "use pulldown_cmark::Parser;", &["view/a.rs opens a door: Markdown (pulldown_cmark)"]),
        (
            "view/a.rs",
            "fn f() { serde_yaml::from_str(x); tera::Tera::new(); chrono::Utc::now(); }",
            &[
                "view/a.rs opens a door: Tera (tera)",
                "view/a.rs opens a door: YAML (serde_yaml)",
                "view/a.rs opens a door: the clock (Utc::now)",
            ],
        ),
        ("view/a.rs", "use ureq::Agent;", &["view/a.rs opens a door: the network (ureq)"]),
        ("view/a.rs", "let t = std::time::Instant::now();", &["view/a.rs opens a door: a stopwatch (Instant)"]),
        (
            "model/a.rs",
            "#[derive(Clone, serde::Serialize)] struct A;",
            &[
                "model/a.rs opens a door: a format for what the site knows (serde)",
                "model/a.rs opens a door: a format for what the site knows (Serialize)",
            ],
        ),
        (
            "load/a.rs",
            "use std::fs;\nfn f() { fs::write(a, b) }",
            &["load/a.rs opens a door: writing the disk (fs::write)"],
        ),
        (
            "view/a.rs",
            "#[cfg(test)]\nmod tests {\n    fn f() { let a = \"}\"; tempfile::tempdir(); }\n}\nfn g() { fs::read(x); }",
            &["view/a.rs opens a door: reading the disk (fs)"],
        ),
    ];
    for (path, source, expected) in planted {
        assert_eq!(breaches(&list, path, source), expected, "{path}: {source}");
    }
    assert_eq!(
        breaches(&list, "write/a.rs", "use std::fs; fn f() { fs::rename(a, b); tempfile::tempdir(); }"),
        Vec::<String>::new()
    );
}

/// What a source does that its module may not.
fn breaches(list: &[String], path: &str, source: &str) -> Vec<String> {
    let code = code_of(source);
    let module = module_of(path);
    let place = |name: &str| list.iter().position(|m| m == name);
    let mut found = Vec::new();
    for used in used_modules(&code) {
        match (place(&used), place(module)) {
            _ if used == "*" => found.push(format!("{path} uses the whole crate")),
            (Some(below), Some(own)) if below > own => {
                found.push(format!("{path} uses {used}, which stands below {module}"))
            }
            _ => {}
        }
    }
    if leaves_through_super(path, &code) {
        found.push(format!("{path} leaves {module} through super"));
    }
    if path.ends_with("tests.rs") || path.contains("/tests/") {
        return found;
    }
    let code = without_tests(&code);
    let writing = ("writing the disk", WRITING, Only::In(&["write", "external", "publish", "new"]));
    for (what, words, _) in DOORS.into_iter().chain([writing]).filter(|door| !door.2.lets(module)) {
        let shown: Vec<&&str> = words.iter().filter(|w| has_word(&code, w)).collect();
        // `fs` says no more than `std::fs` does.
        let shown = shown.iter().filter(|w| !(***w == "std::fs" && shown.contains(&&"fs")));
        found.extend(shown.map(|w| format!("{path} opens a door: {what} ({w})")));
    }
    found
}

/// The module of a path from `src/`.
fn module_of(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The modules in the order of lib.rs.
fn modules() -> Vec<String> {
    let list = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let names = list.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';'));
    names.map(str::to_string).collect()
}

/// Every source of the library by its path from `src/`; the binary, the build script and lib.rs itself stand outside of the list.
fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            match entry.is_dir() {
                true => collect(&entry, found),
                false => found.push(entry),
            }
        }
    }
    let src = root().join("src");
    let mut paths = Vec::new();
    collect(&src, &mut paths);
    paths.sort();
    let shown = |p: &PathBuf| p.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
    let files = paths.iter().filter(|p| p.extension().is_some_and(|e| e == "rs"));
    let files = files.filter(|p| !["lib.rs", "main.rs", "build.rs"].contains(&shown(p).as_str()));
    files.map(|p| (shown(p), std::fs::read_to_string(p).unwrap())).collect()
}
