//! `agon schema`: the YAML language server of editors, given the schemas, refuses what agon refuses and nothing else.

use crate::programs::{npm, output, program};
use crate::support::call::{agon, root, scratch, texts};
use crate::support::folder::Folder;
use agon::content::parse::{FileKind, front_matter, parse};
use agon::diagnostics::Report;
use agon::model::{Date, Day, Vocabulary};
use agon::source::{Files, SourceFile};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a schema can say: unknown keys, types, dates, words, missing keys, numbers, addresses, ids.
const OF_SCHEMAS: [&str; 8] = ["A102", "A103", "A104", "A105", "A106", "A111", "A112", "A113"];

/// What the server says about a text, and offers at a place.
#[derive(Debug, Deserialize)]
struct Answer {
    found: Vec<String>,
    offered: Vec<String>,
}

fn schemas(words: &Vocabulary) -> Value {
    let of =
        |kind: &FileKind| (kind.name().to_string(), agon::content::schema::schema(*kind, words));
    FileKind::ALL.iter().map(of).collect::<serde_json::Map<String, Value>>().into()
}

/// Asks the language server, which has the schemas of a site with these words.
fn ask(cases: &[Value], words: &Vocabulary) -> Vec<Answer> {
    let server = npm("yaml-language-server", "1.25.0", "out/server/src/index.js");
    let mut node = program("node");
    node.arg(root().join("tests/external/tools/yaml.cjs")).arg(server);
    let question = json!({"schemas": schemas(words), "cases": cases}).to_string();
    serde_json::from_str(&output(&mut node, question)).expect("the script prints JSON")
}

/// The YAML of a file: all of it, or its front matter, with where it stands.
fn yaml(text: &SourceFile) -> Option<(FileKind, std::ops::Range<usize>)> {
    let kind = FileKind::of(&text.path)?;
    if !kind.is_markdown() {
        return Some((kind, 0..text.body.len()));
    }
    Some((kind, front_matter::parts(&text.body).ok()??.yaml))
}

/// What agon finds in the YAML of a text of a site with this vocabulary that a schema can say, and whether it can be read
/// at all.
fn found(
    text: &SourceFile,
    range: &std::ops::Range<usize>,
    vocabulary: Option<&SourceFile>,
) -> (BTreeSet<String>, bool) {
    let other = vocabulary.filter(|file| file.path != text.path);
    let files = Files::new([text].into_iter().chain(other).cloned().collect());
    let mut report = Report::default();
    let raw = parse(&files, &mut report);
    // Words of lists that a site can add to are known only once its vocabulary is.
    let mut linked = Report::default();
    agon::linking::link(raw, &files, Vec::new(), Day::Today(Date::day(2026, 6, 30)), &mut linked);
    report.extend(linked.into_iter().filter(|found| found.code.id == "A105"));
    let inside = |d: &&agon::diagnostics::Diagnostic| {
        d.span.is_some_and(|s| range.start <= s.start as usize && s.end as usize <= range.end)
    };
    let codes: BTreeSet<String> =
        report.iter().filter(inside).map(|d| d.code.to_string()).collect();
    let readable = !["A101", "A107", "A108"].iter().any(|code| codes.contains(*code));
    (codes.into_iter().filter(|c| OF_SCHEMAS.contains(&c.as_str())).collect(), readable)
}

/// The words of a site with this vocabulary.
fn words(vocabulary: Option<&SourceFile>) -> Vocabulary {
    let files = Files::new(vocabulary.cloned().into_iter().collect());
    let mut report = Report::default();
    let raw = parse(&files, &mut report);
    let today = Day::Today(Date::day(2026, 6, 30));
    agon::linking::link(raw, &files, Vec::new(), today, &mut report).vocabulary
}

/// The texts of the broken inputs of tests/fixtures/diagnostics, with the name of their case.
fn broken() -> Vec<(String, SourceFile)> {
    let mut all = Vec::new();
    let mut paths: Vec<_> = std::fs::read_dir(root().join("tests/fixtures/diagnostics"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let case = std::fs::read_to_string(&path).unwrap();
        for part in case.split("=== ").skip(1) {
            let (file, lines) = part.split_once('\n').unwrap();
            let lines = lines.lines().filter(|l| !l.starts_with("//!"));
            let body: String =
                lines.map(|l| format!("{}\n", l.strip_prefix("    ").unwrap_or(l))).collect();
            all.push((name.clone(), SourceFile { path: file.trim().into(), body }));
        }
    }
    all
}

#[test]
fn a_schema_refuses_a_text_exactly_where_agon_does() {
    let named = |texts: Vec<SourceFile>| texts.into_iter().map(|t| (t.path.clone(), t)).collect();
    let sites: [Vec<(String, SourceFile)>; 3] =
        [named(texts(root())), named(texts(Folder::started().root())), broken()];
    let (mut refused, mut wrong) = (0, Vec::new());
    for (n, site) in sites.iter().enumerate() {
        // each broken input is a site of its own
        let is_site = n < 2;
        let vocabulary = site
            .iter()
            .map(|(_, text)| text)
            .find(|text| is_site && text.path == "content/vocabulary.yaml");
        let mut cases = Vec::new();
        let mut expected = Vec::new();
        for (name, text) in site {
            let Some((kind, range)) = yaml(text) else { continue };
            let (codes, readable) = found(text, &range, vocabulary);
            // a day that no month has is a date to a pattern; an id is told by its look, whatever type YAML gives it
            let days = text.body.contains("2026-02-30") || text.body.contains("2026-06-31");
            // what a state demands of other keys, and a wiki link in place of a list, are no matter of a schema
            let beyond = [
                "a-judgement-without-its-reasons",
                "a-list-written-as-a-wiki-link",
                "a-rule-that-is-none",
                "several-names-in-one-text",
                "names-that-are-too-long",
            ];
            let is_beyond = beyond.contains(&name.as_str());
            if !readable || is_beyond || (days && codes.iter().eq(["A104"])) {
                continue;
            }
            cases.push(json!({"schema": kind.name(), "text": &text.body[range], "at": null}));
            expected.push((name, text, codes));
        }
        assert!(!cases.is_empty(), "site {n} has no text with a schema");
        refused += expected.iter().filter(|(_, _, codes)| !codes.is_empty()).count();
        let answers = ask(&cases, &words(vocabulary));
        for ((name, text, codes), answer) in expected.iter().zip(&answers) {
            if codes.is_empty() != answer.found.is_empty() {
                let said = &answer.found;
                wrong.push(format!("{name}, {}: agon {codes:?}, the schema {said:?}", text.path));
            }
        }
    }
    assert!(refused >= 30, "{refused} texts are refused");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_code_that_a_schema_can_say_is_said_in_some_case() {
    let said: BTreeSet<String> = broken()
        .iter()
        .filter_map(|(_, t)| Some(found(t, &yaml(t)?.1, None).0))
        .flatten()
        .collect();
    assert_eq!(said, OF_SCHEMAS.map(String::from).into());
}

#[test]
fn an_editor_is_offered_the_keys_and_the_words() {
    let at = |schema: &str, text: &str, line: usize| {
        let column = text.lines().nth(line).unwrap_or_default().len();
        json!({"schema": schema, "text": text, "at": [line, column]})
    };
    let cases = [
        at("publishers", "- name: The Daily\n  kind: \n", 1),
        at("watch", "suggestions:\n  - from: a\n    outcome: \n", 2),
        at("figures", "- id: a\n  st\n", 1),
    ];
    let answers = ask(&cases, &Vocabulary::default());
    let has = |n: usize, words: &[&str]| {
        let missing: Vec<_> =
            words.iter().filter(|w| !answers[n].offered.iter().any(|o| o == *w)).collect();
        assert!(missing.is_empty(), "{missing:?} of {:?}", answers[n]);
    };
    has(0, &["newspaper", "press-wire", "unknown"]);
    has(1, &["open", "adopted", "declined", "merged", "moot"]);
    has(2, &["status", "stated_in"]);
}

#[test]
fn schemas_are_printed_or_written_with_the_setting_that_attaches_them() {
    let dir = scratch("schemas");
    // a site without words of its own
    std::fs::create_dir_all(dir.join("content")).unwrap();
    std::fs::write(dir.join("content/site.yaml"), "title: A site\n").unwrap();
    for kind in FileKind::ALL {
        let (code, out, err) = agon(&dir, &["schema", kind.name()]);
        let printed: Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!((code, err.as_str()), (0, ""));
        assert_eq!(printed, agon::content::schema::schema(kind, &Vocabulary::default()));
    }
    let (code, out, err) = agon(&dir, &["schema", "--out", ".schemas"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let (written, settings) = out.split_once("\n\n").expect("a list and a setting");
    let names: BTreeSet<&str> = written.lines().collect();
    assert_eq!(names.len(), FileKind::ALL.len());
    names.iter().for_each(|name| assert!(dir.join(name).is_file(), "{name}"));
    let settings: Value =
        serde_json::from_str(settings.split_once(":\n").unwrap().1).expect("JSON");
    let wanted = json!({"yaml.schemas": {
        "./.schemas/site.schema.json": "content/site.yaml",
        "./.schemas/vocabulary.schema.json": "content/vocabulary.yaml",
        "./.schemas/theme.schema.json": "themes/*/theme.yaml",
        "./.schemas/elsewhere.schema.json": "content/elsewhere/*.yaml",
        "./.schemas/sources.schema.json": "content/sources/*.yaml",
        "./.schemas/publishers.schema.json": "content/publishers.yaml",
        "./.schemas/watch.schema.json": "content/topics/*/watch.yaml",
        "./.schemas/figures.schema.json": "content/topics/*/figures.yaml",
        "./.schemas/contradictions.schema.json": "content/topics/*/contradictions.yaml",
        "./.schemas/definitions.schema.json": "content/topics/*/definitions.yaml",
        "./.schemas/shared-definitions.schema.json": "content/definitions/*.yaml",
        "./.schemas/facts.schema.json": "content/topics/*/facts.yaml",
        "./.schemas/picture.schema.json": "content/**/*.{avif,gif,jpeg,jpg,png,svg,webp}.yaml",
    }});
    assert_eq!(settings, wanted);
    let (code, out, err) = agon(&dir, &["schema", "wach"]);
    assert!(
        code == 2 && out.is_empty() && err.contains("a similar value exists: 'watch'"),
        "{err}"
    );
}
