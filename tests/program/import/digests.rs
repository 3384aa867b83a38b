//! Digests of news and lists of releases: one issue in a file, or many versions on a page.

use super::*;

const BODY: &str = "# Port news 12\n\nA short week.\n\n## Cranes\n\n- [Two cranes](https://a.example/two). Both are new.\n\n### Old ones\n\n- They stay.\n\n## Ships\n\nNone.\n";

#[track_caller]
fn assert_issue(name: &str, text: &str, comments: &str) {
    let found = imported(name, text, Some("harbours"));
    let front = format!(
        "---\nkind: gather\ndate: 2026-06-04\ntitle: Port news 12\nprovenance: {{by: unknown, note: Imported from {name}}}\n{comments}---\n"
    );
    assert_eq!(
        found.file("gathers/2026-06-04.md").to_string(),
        front
            + "A short week.\n\n## Cranes\n\n- [@two-cranes] Both are new.\n\n### Old ones\n\n- They stay.\n\n## Ships\n\nNone.\n"
    );
    assert_eq!(found.notes(LineOutcome::Missing), Vec::<String>::new());
    assert_eq!(found.findings(), Vec::<String>::new());
}

#[test]
fn an_issue_with_its_day_in_yaml_is_one_entry() {
    let text =
        format!("---\ntitle: Port news 12\ndate: 2026-06-04 00:30:00\nlayout: post\n---\n{BODY}");
    assert_issue("issue.md", &text, "# date: 2026-06-04 00:30:00\n# layout: post\n");
}

#[test]
fn an_issue_with_its_day_in_toml_is_one_entry() {
    let text = format!("+++\ntitle = \"Port news 12\"\ndate = 2026-06-04\n+++\n{BODY}");
    assert_issue("issue.md", &text, "# date = 2026-06-04\n");
}

#[test]
fn an_issue_with_its_day_in_lines_above_the_text_is_one_entry() {
    let text = format!("Title: Port news 12\nDate: June 4, 2026\n\n{BODY}");
    assert_issue("issue.md", &text, "# Date: June 4, 2026\n");
}

#[test]
fn an_issue_with_its_day_in_its_name_is_one_entry() {
    assert_issue("2026-06-04-issue.md", BODY, "");
}

#[test]
fn issues_that_come_in_at_once_share_their_topic() {
    let folder = Folder::started();
    let issue = |n: u8| format!("# Port news {n}\n\nWeek {n}.\n");
    let (one, two) = (issue(1), issue(2));
    let files = [("2026-06-04.md", one.as_str()), ("2026-06-11.md", two.as_str())];
    let outcome = into(&folder, &files, None, Some("harbours")).unwrap();
    assert_eq!(
        outcome.files.keys().map(String::as_str).collect::<Vec<_>>(),
        [
            "content/topics/harbours/gathers/2026-06-04.md",
            "content/topics/harbours/gathers/2026-06-11.md",
            "content/topics/harbours/topic.md",
        ]
    );
    assert!(outcome.files["content/topics/harbours/topic.md"].contains("title: Port news 1\n"));
    let gather = &outcome.files["content/topics/harbours/gathers/2026-06-11.md"];
    assert!(gather.contains("title: Port news 2\n"), "{gather}");
}

#[test]
fn releases_with_links_larger_headings_and_one_day_keep_titles_and_days() {
    let text = "# Releases\n\n## [1.0.2](https://a.example/2) (2026-06-04)\n\n- Mud.\n\n## core 1.0.1 (2026-06-04)\n\nSand.\n\n## shell 1.0.1 (2026-06-04)\n\n### Fixed\n\n- Silt.\n\n## hull 1.0.1 (2026-06-04)\n\n- Ooze.\n\n# [1.0.0](https://a.example/0) (2026-06-01)\n\n- Clay.\n\n## core 0.9（2026年5月30日）\n\n- Loam.\n";
    let found = imported("releases.md", text, Some("harbours"));
    assert_eq!(found.body("gathers/2026-06-01.md"), "[1.0.0](https://a.example/0)\n\n- Clay.");
    assert!(found.file("gathers/2026-06-01.md").contains("\ntitle: 1.0.0\n"));
    assert_eq!(found.body("gathers/2026-05-30.md"), "- Loam.");
    assert_eq!(found.body("gathers/2026-06-04.md"), "- Ooze.");
    assert_eq!(
        found.body("gathers/2026-06-04-gather.md"),
        "## Fixed\n\n- Silt.\n\n## core 1.0.1\n\nSand.\n\n## [1.0.2](https://a.example/2)\n\n- Mud."
    );
    assert_eq!(found.notes(LineOutcome::Missing), Vec::<String>::new());
    assert_eq!(found.findings(), Vec::<String>::new());
}

#[test]
fn comments_are_named_and_links_and_pictures_get_words() {
    let text = "# Port news\n\n<!-- Ask Ida, https://a.example/ida -->\n\nSee [](https://a.example/one).\n\n![](https://a.example/crane%20one.png?raw=true)\n\n[![](https://a.example/badge.svg)](https://a.example/two)\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n";
    let found = imported("2026-06-04.md", text, Some("harbours"));
    assert_eq!(
        found.body("gathers/2026-06-04.md"),
        "See <https://a.example/one>.\n\n[crane one.png](<https://a.example/crane%20one.png?raw=true>)\n\n[badge.svg](https://a.example/two)\n\n| a | b |\n|---|---|\n| 1 | 2 \\| 3 |"
    );
    assert_eq!(
        found.notes(LineOutcome::Dropped),
        [
            "3: \"Ask Ida, https://a.example/ida\": a comment",
            "9: \"https://a.example/badge.svg\": a picture without words, inside of a link",
        ]
    );
    assert_eq!(
        found.notes(LineOutcome::Changed),
        [
            "5: a link without words shows its address, https://a.example/one",
            "7: a picture on another site without words became a link to it, https://a.example/crane%20one.png?raw=true",
            "13: a row has more cells than its head; they are in its last cell",
        ]
    );
    assert_eq!(found.notes(LineOutcome::Missing), Vec::<String>::new());
    assert_eq!(found.findings(), Vec::<String>::new());
}

#[test]
fn a_vault_has_words_for_its_links_and_pictures_and_counts_addresses() {
    let vault = tempfile::tempdir().unwrap();
    let note = "## One\n\n[](https://a.example/one)\n\n## Two\n\n![](gone.png)\n\n![[crane.png|center|400]] ![[crane.png|left|A crane]] ![](crane.png)\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n";
    std::fs::write(vault.path().join("Crane.md"), note).unwrap();
    std::fs::write(vault.path().join("crane.png"), "png").unwrap();
    let folder = Folder::started();
    let request = ImportRequest {
        files: vec![vault.path().into()],
        shape: None,
        topic: None,
        mode: WriteMode::Files,
    };
    let outcome = import(folder.root(), day(), &request).unwrap();
    let stem = vault.path().file_name().unwrap().to_string_lossy();
    let (_, page) = outcome.files.iter().find(|(path, _)| path.ends_with("crane.md")).unwrap();
    let (_, page) = page.split_once("---\n\n").unwrap();
    let stem = page.split("](/").nth(1).unwrap().split('/').next().unwrap_or(&stem);
    assert_eq!(
        page,
        format!(
            "## One\n\n<https://a.example/one>\n\n## Two\n\ngone.png\n\n![crane.png](/{stem}/crane.png) ![A crane](/{stem}/crane.png) ![crane.png](/{stem}/crane.png)\n\n| a | b |\n|---|---|\n| 1 | 2 \\| 3 |\n"
        )
    );
    let json = outcome.reports[0].to_json();
    assert_eq!(json["addresses"], serde_json::json!({ "input": 1, "files": 1, "left_out": 0 }));
    assert_eq!(findings(&folder), Vec::<String>::new());
}

#[test]
fn a_heading_above_another_one_stays_at_its_place() {
    let text = "# Port news\n\n## Week\n\n### One\n\n#### Two\n\nMud.\n";
    let found = imported("2026-06-04.md", text, Some("harbours"));
    assert_eq!(found.body("gathers/2026-06-04.md"), "## Week\n\n**One**\n\n### Two\n\nMud.");
    assert_eq!(
        found.notes(LineOutcome::Changed),
        ["5: \"One\", above another heading, is in bold"]
    );
    assert_eq!(found.findings(), Vec::<String>::new());
}
