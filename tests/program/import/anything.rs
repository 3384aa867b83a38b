//! Pages of any lines: an import never fails on them, loses no word of them, and what it writes has no error.

use super::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Lines with a meaning in agon, Markdown or YAML, and lines without one.
const LINES: &[&str] = &[
    "2026-06-04 — Gather #",
    "## June 11, 2026: Ten boats",
    "2026-06-04 — Update",
    "Silt and mud #",
    "### Deeper still",
    "#### Deepest",
    "Cross-links #",
    "Meta-observations",
    "Open questions",
    "Timeline #",
    "Perspectives",
    "Tensions #",
    "Corrections",
    "Strategy Changelog #",
    "Index",
    "Sources",
    "TL;DR",
    "- Sand (Sea Press, 2026-05) — Old [1][^b].",
    "- [Mud](https://mud.example/a_(b)) (Port Review, May 2026) — New. ^id",
    "- [Mud](notes.md), Port Review, 2026: relative",
    "- [coastal-rail] Rails. - [city-budgets] Fees.",
    "- [parking-bill] An entity, not a topic.",
    "- Gap: No pilots (corrects:: [[2026#^x]])",
    "- Keyword suggestion:",
    "\"silt\" OR `mud` 2026— finds it. - Gap: More",
    "- 2026-06-04: An event [@nobody]",
    "- Ann Reed vs. River League: Is it a wall?",
    "- Reed argues it is; the League says it is not.",
    "  - Kind: definitional",
    "  - Kind: unheard",
    "    - deeper",
    "1. Who pays for it?",
    "2. Nobody asks.",
    "Ann Reed / River League",
    "She holds that the harbour must be dug out by hand, which takes long, and said so in a letter of eighty words.",
    "**River League:** It holds nothing.",
    "### [[robin-sample]]",
    "- 2026-06-28 restated: again",
    "- 2026-06-30 shouted: again",
    "| a | b |",
    "|---|---|",
    "| 2026-05-01 | Added: \"silt\" | because # |",
    "[1]: Sand — Sea Press (2026)",
    "[1] Sand — Sea Press (2026)",
    "[^b]: A footnote with [[a link]] and <b>tags</b>",
    "```",
    "    code [[x]]",
    "> a [[quotation]] \\",
    "<div class=\"x\">",
    "---",
    "***",
    "===",
    "- ",
    "-",
    "#",
    "# ",
    "[[",
    "[@",
    "(status:: open)",
    "Status: active and growing",
    "Status: odd",
    "^lone",
    "é — „ü“ 😀 \u{a0} \u{202e}",
    "* * a * _b_ ~~c~~ ~d~ **e",
    "title: \"x\"",
    "",
];

fn page() -> impl Strategy<Value = String> {
    let line = (0..LINES.len()).prop_map(|n| LINES[n]);
    prop::collection::vec(line, 1..40).prop_map(|lines| lines.join("\n"))
}

/// What the rules of the site find wrong, errors only, without building pages.
fn errors(folder: &Folder) -> Vec<String> {
    let mut report = Report::default();
    let loaded = agon::content::load::load(folder.root(), &mut report).unwrap();
    let raw = agon::content::parse::parse(&loaded.files, &mut report);
    agon::linking::link(raw, &loaded.files, Vec::new(), day(), &mut report);
    let errors = report.iter().filter(|d| d.severity() == Severity::Error);
    errors.map(|d| format!("{} {} {}", d.code, d.file(&loaded.files), d.message)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, rng_seed: RngSeed::Fixed(20_261_120), max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_page_is_read_without_an_error_and_every_word_is_in_a_file_or_in_the_account(
        text in page(), name in prop::sample::select(vec!["a.txt", "a.md", "a.html"]), kind in prop::sample::select(vec![InputShape::Journal, InputShape::Thread]),
    ) {
        let folder = Folder::started();
        let outcome = match into(&folder, &[(name, &text)], Some(kind), Some("harbours")) {
            Ok(outcome) => outcome,
            // a page without words has no title and gets no file
            Err(ImportError::Empty(_) | ImportError::NoTitle(_) | ImportError::NoDay(_)) => {
                return Ok(());
            }
            Err(e) => panic!("{e}"),
        };
        prop_assert_eq!(errors(&folder), Vec::<String>::new(), "{:?}", outcome.files);
        if name == "a.html" {
            return Ok(());
        }
        let mut have: std::collections::HashSet<String> = outcome.files.values().flat_map(|t| words(t).collect::<Vec<_>>()).collect();
        have.extend(outcome.reports[0].lines.iter().flat_map(|n| words(&n.text).collect::<Vec<_>>()));
        // numbers of lists and marks, names of sections and of months
        let renamed = ["meta", "strategy", "changelog", "index", "tl", "dr", "sources", "june", "may", "active", "growing", "a", "b", "update", "gather",
            "suggestion", "keyword", "ann", "reed", "river", "league", "vs", "press", "sea", "sand", "or", "mud"];
        let gone: Vec<String> = words(&text).filter(|w| !have.contains(w) && !renamed.contains(&w.as_str()) && w.parse::<u32>().is_err()).collect();
        prop_assert_eq!(gone, Vec::<String>::new(), "{:?}", outcome.files);
    }
}

#[test]
fn a_heading_over_the_line_of_a_table_without_rows_is_left_and_not_written() {
    let folder = Folder::started();
    let text = "2026-06-04 — Gather #\nSilt and mud #\n### Deeper still\n|---|---|";
    let outcome =
        into(&folder, &[("a.txt", text)], Some(InputShape::Journal), Some("harbours")).unwrap();
    assert_eq!(errors(&folder), Vec::<String>::new(), "{:?}", outcome.files);
    assert!(outcome.files.values().any(|t| t.contains("Deeper still")), "{:?}", outcome.files);
}

#[test]
fn a_question_that_is_asked_twice_has_two_ids() {
    let folder = Folder::started();
    let text =
        "Open questions\n1. Who pays for it?\n1. Who pays for it?\n2026-06-04 — Gather #\nSilt.";
    let outcome =
        into(&folder, &[("a.txt", text)], Some(InputShape::Journal), Some("harbours")).unwrap();
    assert_eq!(errors(&folder), Vec::<String>::new(), "{:?}", outcome.files);
}

#[test]
fn two_changelogs_of_the_search_are_one() {
    let folder = Folder::started();
    let text = "Strategy Changelog #\n- 2026-06-04: Silt\nStrategy Changelog #\n- 2026-06-28: Mud";
    let outcome =
        into(&folder, &[("a.txt", text)], Some(InputShape::Journal), Some("harbours")).unwrap();
    let watch = &outcome.files["content/topics/harbours/watch.yaml"];
    assert_eq!(
        watch,
        "changelog:\n  - {date: 2026-06-04, change: Silt}\n  - {date: 2026-06-28, change: Mud}\n"
    );
}

/// Pieces that mean something to the formats of bibliographies, to LaTeX, Argdown or a vault.
const PIECES: &[&str] = &[
    "@article{",
    "@misc(",
    "@string{a = ",
    "@comment{",
    "key,",
    "title = ",
    "author = ",
    "{",
    "}",
    "\"",
    "(",
    ")",
    ",",
    "=",
    "#",
    "\\",
    "\\emph{",
    "\\mkbibquote",
    "\\'",
    "\\\"u",
    "$",
    "$_2$",
    "^{",
    "_",
    "~",
    "``",
    "''",
    "`",
    " and ",
    "others",
    "2026",
    "2026/2027",
    "--",
    "month = jan # \"~1\"",
    "crossref = {key}",
    "langidopts = {variant=",
    "é",
    "😀",
    "\u{a0}",
    "\n",
    "\n@",
    "%",
    "\t",
    "TY  - JOUR\n",
    "ER  - \n",
    "AU  - ",
    "UR  - http://a.example/",
    "[{\"id\":",
    "\"issued\":{\"date-parts\":[[",
    "]]}",
    "}]",
    "===\ntitle: x\n===\n",
    "[A]: ",
    "<B>: ",
    "  + <C>",
    "  - <D>: x",
    "->",
    "><",
    "/*",
    "*/",
    "//",
    "(1) ",
    "----",
    "[[",
    "]]",
    "![[",
    "|",
    "#^",
    "%%",
    "---\n",
    "---\naliases: [",
    "](",
    "<!DOCTYPE NETSCAPE-Bookmark-file-1>",
    "<a href=\"https://a.example\" private=\"1\">",
    "</a>",
    "<dd>",
    "**2026-06-04**",
    "| [a](https://b.example) |",
    "### [a](https://b.example)\n",
    "- **a**: b ([c](https://d.example), ",
    "<https://a.example>",
    "\"a\" by b (",
    "arXiv:",
    "abs/",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, rng_seed: RngSeed::Fixed(20_261_129), max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_file_of_any_format_makes_a_panic_or_a_wrong_record(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 1..60),
        name in prop::sample::select(vec!["a.bib", "a.ris", "a.json", "a.html", "a.argdown", "a.md", "vault"]),
    ) {
        let text = pieces.concat();
        let folder = Folder::started();
        let inputs = tempfile::tempdir().unwrap();
        let path = if name == "vault" { inputs.path().join("notes/a.md") } else { inputs.path().join(name) };
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &text).unwrap();
        let files = vec![if name == "vault" { inputs.path().join("notes") } else { path }];
        let request = ImportRequest { files, shape: None, topic: Some("harbours".into()), mode: WriteMode::Files };
        if let Ok(outcome) = import(folder.root(), day(), &request)
            && name != "vault"
        {
            prop_assert_eq!(errors(&folder), Vec::<String>::new(), "{:?}", outcome.files);
        }
    }
}

#[test]
fn hostile_files_are_read_in_linear_time_and_without_recursion() {
    let same: String = (0..2000)
        .map(|n| format!("@a{{k, title={{Same}}, author={{Reed, Ann}}, pages={{{n}}}}}\n"))
        .collect();
    let doubled: String =
        (0..40).map(|n| format!("@string{{s{} = s{n} # s{n}}}\n", n + 1)).collect();
    let doubled = format!("@string{{s0 = \"silt\"}}\n{doubled}@book{{k, title = s40}}\n");
    let children: String =
        (0..2000).map(|n| format!("@inbook{{c{n}, crossref={{p}}}}\n")).collect();
    let children = format!("@book{{p, publisher={{{}}}}}\n{children}", "silt ".repeat(20_000));
    let lists: String = (0..400).map(|n| format!("{}- a\n", "  ".repeat(n))).collect();
    let head = "# a\n\n## 2026-01-01\n\n";
    for (name, text) in [
        ("a.bib", "@a{k, x = {\n".repeat(20_000)),
        ("a.bib", "@comment(\n".repeat(20_000)),
        ("a.bib", (0..40_000).map(|n| format!("@book{{k{n}, title=\n")).collect()),
        (
            "a.bib",
            format!("@book{{k, {}}}", (0..60_000).map(|n| format!("f{n}=1,")).collect::<String>()),
        ),
        ("a.bib", format!("@a{{k, title = {{{}x{}}}}}", "{".repeat(20_000), "}".repeat(20_000))),
        ("a.bib", format!("@a{{k, title = {{${}x{}$}}}}", "_{".repeat(20_000), "}".repeat(20_000))),
        ("a.bib", same),
        ("a.bib", doubled),
        ("a.bib", children),
        ("a.md", format!("{head}{lists}")),
        ("a.md", format!("{head}{}a", "- ".repeat(20_000))),
        ("a.md", format!("{head}{}", "http://".repeat(20_000))),
        ("a.argdown", (0..600).map(|n| format!("{}+ <A>: b\n", " ".repeat(n))).collect()),
    ] {
        let folder = Folder::started();
        let start = std::time::Instant::now();
        // whether it is refused or imported, it ends
        let _ = into(&folder, &[(name, &text)], None, Some("harbours"));
        let start_of_text: String = text.chars().take(30).collect();
        assert!(start.elapsed().as_secs() < 20, "{name}: {start_of_text}");
    }
}
