//! A module uses only what stands above it in the list of `lib.rs`, and each door is held by its modules alone.
//!
//! Takes the sources of `src/`, without comments and the insides of quotes. Finds `crate::…` paths (grouped ones too),
//! chains of `super::` that lead out of a stage, and the words of the doors; tests may open doors, but use nothing below.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What only some modules may touch: what it is, the words that show it, the modules.
const DOORS: [(&str, &[&str], Only); 7] = [
    ("Markdown", &["pulldown_cmark"], Only::In(&["markdown"])),
    ("Tera", &["tera"], Only::In(&["render"])),
    ("YAML", &["serde_yaml"], Only::In(&["parse", "diag"])),
    ("the clock", &["SystemTime", "Utc::now", "Local::now", "UNIX_EPOCH"], Only::In(&["cli"])),
    ("a stopwatch", &["Instant"], Only::In(&["pipeline", "cli"])),
    ("reading the disk", READING, Only::In(&["load", "memo", "write", "new"])),
    ("a format for what the site knows", &["serde", "Serialize", "Deserialize"], Only::NotIn(&["model"])),
];

const READING: &[&str] = &["std::fs", "fs", "File::open", "walkdir", "read_dir", "canonicalize", "try_exists"];

/// Changing the disk: these words are for `write` and `new`.
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
    let planted: [(&str, &str, &[&str]); 17] = [
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
    let writing = ("writing the disk", WRITING, Only::In(&["write", "new"]));
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

/// The source without comments and without what stands between quotes.
fn code_of(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => quoted(rest, '"'),
            'r' if !code.ends_with(is_word) => raw_string(rest),
            '\'' => char_literal(rest),
            _ => 0,
        };
        let step = if skipped == 0 { c.len_utf8() } else { skipped };
        code.push_str(if skipped == 0 { &rest[..step] } else { " " });
        rest = &rest[step..];
    }
    code
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        let step = match &rest[at..] {
            s if s.starts_with("/*") => (1, 2),
            s if s.starts_with("*/") => (-1, 2),
            s => (0, s.chars().next().map_or(1, char::len_utf8)),
        };
        depth += step.0;
        at += step.1;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// `r"…"` and `r#"…"#`; 0 where none starts.
fn raw_string(rest: &str) -> usize {
    let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
    let open = 1 + hashes + 1;
    if !rest[1 + hashes..].starts_with('"') {
        return 0;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    rest[open..].find(&close).map_or(rest.len(), |n| open + n + close.len())
}

/// `'a'` and `'\n'`; 0 for a lifetime.
fn char_literal(rest: &str) -> usize {
    let mut inside = rest[1..].chars();
    match (inside.next(), inside.next()) {
        (Some('\\'), _) => quoted(rest, '\''),
        (Some(c), Some('\'')) => 2 + c.len_utf8(),
        _ => 0,
    }
}

/// The code without modules that are compiled for tests only.
fn without_tests(code: &str) -> String {
    let mut kept = code.to_string();
    while let Some(start) = kept.find("#[cfg(test)]") {
        let rest = &kept[start..];
        let end = match (rest.find('{'), rest.find(';')) {
            (Some(open), semicolon) if semicolon.is_none_or(|s| open < s) => block_end(rest, open),
            (_, Some(semicolon)) => semicolon + 1,
            _ => rest.len(),
        };
        kept.replace_range(start..start + end, "");
    }
    kept
}

fn block_end(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (at, c) in code[open..].char_indices() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if depth == 0 {
            return open + at + 1;
        }
    }
    code.len()
}

/// The modules that `crate::…` paths name, each once, in the order of the text.
fn used_modules(code: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for at in words_at(code, "crate::") {
        let rest = code[at + "crate::".len()..].trim_start();
        let names = match rest.strip_prefix('{') {
            Some(group) => heads(group),
            None => vec![head(rest)],
        };
        for name in names {
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

/// The first name of a path; `*` for a glob.
fn head(path: &str) -> String {
    if path.starts_with('*') { "*".to_string() } else { path.chars().take_while(|c| is_word(*c)).collect() }
}

/// The first names of the paths in a group, up to its closing brace.
fn heads(group: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut depth, mut from) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                found.push(head(group[from..at].trim_start()));
                from = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

/// Whether a chain of `super::` reaches the crate's root. Inside a module within the file one more is needed.
fn leaves_through_super(path: &str, code: &str) -> bool {
    let inside = path.trim_end_matches("/mod.rs").trim_end_matches(".rs").split('/').count();
    let within = usize::from(
        words_at(code, "mod").any(|at| code[at + 3..].trim_start_matches(|c| is_word(c) || c == ' ').starts_with('{')),
    );
    let chain = "super::".repeat(inside + within);
    words_at(code, &chain).next().is_some()
}

fn has_word(code: &str, word: &str) -> bool {
    words_at(code, word).any(|at| !code[at + word.len()..].starts_with(is_word))
}

/// Where a text stands in the code and no word goes on into it.
fn words_at<'a>(code: &'a str, text: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(text).map(|(at, _)| at).filter(|at| !code[..*at].ends_with(is_word))
}
