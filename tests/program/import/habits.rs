//! Journals and threads of people with other habits: headings, dates, lists, footnotes.

use super::*;
use crate::support::golden;

const JOURNAL: &str = "---
title: River notes
tags: water
---

Where the water goes.

## Scope

Dams and *weirs*, see <https://weirs.example/>.

## June 4, 2026: Two rulings

A short week.

### Courts

1. [The weir may stay](https://court.example/weir), River Court, 3 June 2026: The court keeps it.
   - Both sides appeal.
2. **Dams and fish** (The Daily, May 2026): Fish need ladders.
3. “Who owns a river?”, Law Letters, April 30, 2026. Nobody, it says[^1].
4. See also the ruling itself, if you can find it.

#### Dissent

One judge differs.

> \"A weir is a wall,\"
> she writes.

| Court | Says |
|-------|------|
| Upper | stay |

[^1]: On page 3.

### Crosslinks

- **coastal-rail**: The bridge stands on the weir.
- [City budgets](https://budgets.example/) — Repairs cost.
- fishing-rights: Ladders help.

### Observations

- **Emerging themes** — Ownership returns.
- *Keyword suggestion*: `weir OR dam`
- Gap – Nobody asks the eels.

## Initial gather, 28 May 2026

- [The weir may stay](https://court.example/weir?utm_source=mail) — First heard of.

## Changelog

- 2026-05-28: Begun.
- Some time later, more.
";

#[test]
fn a_markdown_journal_with_other_dates_lists_and_footnotes_is_understood() {
    let found = imported("river.md", JOURNAL, None);
    golden::assert("import/a-river-journal.txt", &all(&found));
    let findings = found.findings();
    assert_eq!(findings, Vec::<String>::new());
    let mut lost = lost(JOURNAL, &found);
    lost.retain(|w| {
        ![
            "title",
            "june",
            "may",
            "april",
            "crosslinks",
            "scope",
            "utm",
            "source",
            "mail",
            "gather",
            "initial",
            "changelog",
            "themes",
            "3",
            "1",
            "2",
            "budgets",
            "4",
            "28",
            "2026",
            "30",
            "https",
            "court",
            "example",
            "weir",
            "the",
            "may",
            "stay",
        ]
        .contains(&w.as_str())
    });
    assert_eq!(lost, Vec::<String>::new());
}

const THREAD: &str = "# Weirs: keep or remove?

**Status:** emerging
**Last updated:** June 28, 2026

## Background

Two courts differ.[^court] A third is silent [^dam].

## Key events

- June 24, 2026 — The weir may stay [^court]
- *May 2026*: Talks begin [^dam]
- Later: nothing

## Positions

**Ann Reed:** Weirs are walls [^court].

**River League** — Weirs are bridges.

- 3 June 2026 first tracked: In a letter [^dam]
- June 10, 2026: In a speech

## Disagreements

- Ann Reed vs. River League: Is a weir a wall? [^court]
  - Kind: definitional
  - Crux: What a wall is.
- Nobody knows who is against it.

## Questions

1. Who pays for ladders?
   - Would settle it: A budget.
2. Eels are not asked.

## Notes

[^court]: [The weir may stay](https://court.example/weir). River Court, 3 June 2026.
[^dam]: Reed, A. Dams and fish. The Daily (May 2026) https://daily.example/dams
";

#[test]
fn a_thread_with_footnotes_and_other_headings_is_understood() {
    let found = imported("weirs.md", THREAD, Some("rivers"));
    golden::assert("import/a-weir-thread.txt", &all(&found));
    let findings = found.findings();
    assert_eq!(findings, ["A521 this text was imported and is not sorted yet"]);
    assert_eq!(counts(&found.site(), "rivers"), [0, 0, 0, 0, 2, 1, 1, 2]);
}

const PAGE: &str = "<html><body><main><h1>Rail notes</h1>
<h2><a id=a></a>4th of June 2026</h2>
<p>A   short
week &amp; a <em>long</em> one<br>it was.</p>
<h3>Lines</h3>
<ol><li><a href=\"https://rail.example/a_b(c)\">The *old* line</a> (Rail Times, 2026/06/02) &ndash; It <strong>closes </strong>soon.
<ul><li>In <code>2027</code></li></ul></li>
<li>Not a note: 2 &lt; 3 * 4</li></ol>
<table><tr><th>Line</th><th>State</th></tr><tr><td>A</td><td>closed | shut</td></tr></table>
<script>var hidden = 1;</script>
</main></body></html>
";

#[test]
fn an_html_page_keeps_its_links_lists_and_tables() {
    let found = imported("rail.html", PAGE, None);
    golden::assert("import/a-rail-page.txt", &all(&found));
    assert_eq!(found.notes(LineOutcome::Missing), Vec::<String>::new());
    assert_eq!(found.findings(), Vec::<String>::new());
}

#[test]
fn the_usual_shapes_of_news_are_source_notes_with_their_addresses() {
    let text = "# Port news

## 2026-03-01

- **Night shifts return**: The port brings back night shifts. ([Quay Weekly](https://quay.example/night))

- **Union answers**: It calls it a breach. ([Dock Radio](https://dock.example/union), 2026-02-27)

- 2026-02-28: [Rail link delayed](https://rail.example/delay) (Quay Weekly)

- [Dredging bill](https://bill.example/b) (via [Harbour blog](https://blog.example/b))
- Quay Weekly: [Ferries full](https://quay.example/ferries)
- <https://tide.example/a> Tides explained
- \"Sand\" by Ann Reed (Sea Press, 2026) https://sand.example/s

### [Cranes stop](https://crane.example/stop)

They stopped for an hour.

### Tables

| Title | Source | Date |
|---|---|---|
| [Mud](https://mud.example/m) | Sea Press | 2026-01-05 |
";
    let found = imported("news.md", text, None);
    let site = found.site();
    let mut notes: Vec<String> = Vec::new();
    for source in site.sources.iter().filter(|s| s.url.as_deref().is_some_and(|u| text.contains(u)))
    {
        let publisher = source.publisher.map_or("", |p| &site.publisher(p).name);
        let date = source.issued.map(|d| d.to_string()).unwrap_or_default();
        let url = source.url.as_deref().unwrap_or_default();
        notes.push(format!("{} | {publisher} | {date} | {url}", source.title));
    }
    notes.sort();
    assert_eq!(
        notes,
        [
            "Cranes stop |  |  | https://crane.example/stop",
            "Dredging bill |  |  | https://bill.example/b",
            "Ferries full | Quay Weekly |  | https://quay.example/ferries",
            "Mud | Sea Press | 2026-01-05 | https://mud.example/m",
            "Night shifts return | Quay Weekly |  | https://quay.example/night",
            "Rail link delayed | Quay Weekly | 2026-02-28 | https://rail.example/delay",
            "Sand | Sea Press | 2026 | https://sand.example/s",
            "Tides explained |  |  | https://tide.example/a",
            "Union answers | Dock Radio | 2026-02-27 | https://dock.example/union",
        ]
    );
    let body = found.body("gathers/2026-03-01.md");
    assert!(body.contains("(via [Harbour blog](https://blog.example/b))"), "{body}");
    assert!(body.contains("They stopped for an hour."), "{body}");
    assert_eq!(found.notes(LineOutcome::Missing), Vec::<String>::new());
}

#[test]
fn entries_can_start_with_a_day_in_bold_and_headings_with_other_forms_of_days() {
    let days = |text: &str| {
        let found = imported("minutes.md", text, None);
        let names = found.outcome.files.keys().filter_map(|p| p.rsplit_once("/gathers/"));
        names.map(|(_, name)| name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        days("# Minutes\n\n**2018-12-30** We met.\n\n**2019-01-06** We met again.\n"),
        ["2018-12-30.md", "2019-01-06.md"]
    );
    assert_eq!(
        days("# Log\n\n- **4 June 2026**: We met.\n  - And left.\n- **5 June 2026**: Again.\n"),
        ["2026-06-04.md", "2026-06-05.md"]
    );
    for (heading, file) in [
        ("#### 20190313 WE", "2019-03-13.md"),
        ("## [1.2.0] - 2026-05-04", "2026-05-04.md"),
        ("## (June 23 - June 29) - 2025", "2025-06-23.md"),
        ("# Committee meeting 2026-05-04", "2026-05-04.md"),
        ("# Design notes for Jun 4, 2026", "2026-06-04.md"),
    ] {
        assert_eq!(days(&format!("# Log\n\n{heading}\n\na\n")), [file], "{heading}");
    }
}

#[test]
fn what_has_no_days_is_refused_with_what_was_looked_for() {
    let folder = Folder::started();
    let files = [("a.md", "# Words\n\nNothing here.\n")];
    for (shape, words) in [
        (None, "A journal has headings with a day"),
        (Some(InputShape::Journal), "no entry with a day"),
    ] {
        let error = into(&folder, &files, shape, Some("harbours")).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn argdown_keeps_what_supports_and_attacks() {
    let text = "===\ntitle: Cranes\n===\n\n[Automate]: Cranes should run alone.\n  + <Safety>: Nobody stands below\n    them.\n    - <Costs>: They cost more.\n  -> [Keep]\n\n[Keep]: Crews should stay.\n\n(1) Cranes fall. // often\n(2) Crews are below.\n----\n(3) Crews are in danger.\n";
    let found = imported("cranes.argdown", text, Some("harbours"));
    assert_eq!(
        found.body("threads/cranes.md"),
        "- **Automate:** Cranes should run alone.\n  - **Supported by** **Safety:** Nobody stands below\n    them.\n    - \
         **Attacked by** **Costs:** They cost more.\n  - **Attacks** **Keep**\n- **Keep:** Crews should stay.\n- (1) Cranes \
         fall.\n- (2) Crews are below.\n- (3) Therefore: Crews are in danger."
    );
    assert_eq!(found.notes(LineOutcome::Missing), Vec::<String>::new());
    assert_eq!(found.notes(LineOutcome::Dropped), ["13: \"often\": a comment"]);
}

#[test]
fn argdown_comments_go_over_lines_and_are_named() {
    let text = "===\ntitle: Cranes\n===\n\n[Automate]: Cranes /* one */ should /* two */ run.\n/* three\n  + <Hidden>: No.\nend */ + <Safety>: See https://a.example/b. // four /* five\n<!-- six\n- <Gone>: No. -->\n  - <Costs>: More.\n";
    let found = imported("cranes.argdown", text, Some("harbours"));
    assert_eq!(
        found.body("threads/cranes.md"),
        "- **Automate:** Cranes should run.\n  - **Supported by** **Safety:** See https://a.example/b.\n    - **Attacked by** \
         **Costs:** More."
    );
    assert_eq!(
        found.notes(LineOutcome::Dropped),
        [
            "5: \"one\": a comment",
            "5: \"two\": a comment",
            "6: \"three + <Hidden>: No. end\": a comment",
            "8: \"four /* five\": a comment",
            "9: \"six - <Gone>: No.\": a comment",
        ]
    );
}

#[test]
fn a_vault_becomes_pages_with_attachments_aliases_and_heading_links() {
    let vault = tempfile::tempdir().unwrap();
    for (name, text) in [
        (
            "Crane.md",
            "---\naliases: [Derrick]\ntags: port\n---\n# Crane\nSee [[docks/Dock#Night work]], [[Derrick|this]] and [[nowhere]]. %%ask Ida%%\n\n![[plan a.png|300]] and [the dock](docks/Dock.md#night-work)\n\n#### Deep\n\nText.\n\n| a |\n|---|\n| [[Dock]] |\n\n[app](obsidian://open)\n",
        ),
        ("docks/Dock.md", "## Night work\n\nText.\n\n## Empty\n"),
        ("docks/plan a.png", "png"),
        ("draft.md", "---\npublish: false\n---\nSecret.\n"),
        (".obsidian/app.json", "{}"),
    ] {
        let path = vault.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let folder = Folder::started();
    let request = ImportRequest {
        files: vec![vault.path().to_path_buf()],
        shape: None,
        topic: None,
        mode: WriteMode::Files,
    };
    let outcome = import(folder.root(), day(), &request).unwrap();
    // the folder's name begins with a dot
    let stem = "imported";
    let names: Vec<&String> = outcome.files.keys().chain(outcome.attachments.keys()).collect();
    assert_eq!(
        names,
        [
            "content/pages/crane.md",
            "content/pages/dock.md",
            &format!("static/{stem}/docks/plan a.png")
        ]
    );
    assert_eq!(
        outcome.files["content/pages/crane.md"],
        format!(
            "---\ntitle: Crane\naliases: [Derrick]\n# tags: port\n---\n\n## Crane\nSee [[dock#Night work|docks/Dock]], \
             [[crane|this]] and nowhere. \n\n![plan a.png](/{stem}/docks/plan%20a.png) and [[dock#Night work|the \
             dock]]\n\n### Deep\n\nText.\n\n| a |\n|---|\n| [[dock\\|Dock]] |\n\napp\n"
        )
    );
    assert_eq!(
        outcome.files["content/pages/dock.md"],
        "---\ntitle: Dock\n---\n\n## Night work\n\nText.\n\n**Empty**\n"
    );
    let report = &outcome.reports[0];
    let lines: Vec<&str> = report.lines.iter().map(|line| line.text.as_str()).collect();
    assert!(lines.iter().any(|l| l.contains("draft.md") && l.contains("private")), "{lines:?}");
    assert!(lines.iter().any(|l| l.contains("[[nowhere]] names no note")), "{lines:?}");
    assert_eq!(findings(&folder), Vec::<String>::new());
}

#[test]
fn the_report_is_json_too() {
    let found =
        imported("library.bib", "@misc{a, title = {A}, author = {Reed, Ann}, odd = {x}}\n", None);
    let json = found.outcome.to_json(WriteMode::Files);
    assert_eq!(json["inputs"][0]["understood"]["works"], 1);
    assert_eq!(json["inputs"][0]["kept_as_comments"]["odd"], 1);
    assert_eq!(json["files"], serde_json::json!(["content/sources/library.yaml"]));
}

#[test]
fn a_table_of_papers_with_labelled_links_is_source_notes() {
    let text = "# Papers\n\n## Top Papers (June 23 - June 29) - 2025\n| **Paper** | **Links** |\n|---|---|\n| 1) Mercury  A model. <br>● Fast. | [Paper](https://p.example/1), [Tweet](https://t.example/1) |\n";
    let found = imported("papers.md", text, None);
    assert_eq!(
        found.body("gathers/2025-06-23.md"),
        "- [@mercury] A model. ● Fast. ([Tweet](https://t.example/1))"
    );
    assert!(
        found.file("sources/papers.yaml").contains("title: Mercury\n  URL: https://p.example/1\n")
    );
    assert_eq!(found.findings(), Vec::<String>::new());
}

#[test]
fn an_encyclopaedia_page_comes_without_its_navigation() {
    let text = "<html><head><title>x</title></head><body><nav><ul><li>Main page</li></ul></nav><h1>Cranes</h1>\
        <div class=\"toc\">Contents</div><h2>Positions<span class=\"mw-editsection\">[<a href=\"#\">edit</a>]</span></h2>\
        <p><b>Ann Reed:</b> Cranes fall.<sup class=\"noprint\">[citation needed]</sup></p><h2>Timeline</h2><ul><li>2026-06-04: It \
        fell.</li></ul><footer><a href=\"https://p.example\">Privacy policy</a></footer></body></html>";
    let found = imported("cranes.html", text, Some("harbours"));
    let body = found.body("threads/cranes.md");
    assert_eq!(
        body,
        "## Perspectives\n\n### [[ann-reed]]\n\nCranes fall.\n\n## Timeline\n\n- 2026-06-04: It fell."
    );
    assert_eq!(found.notes(LineOutcome::Missing), Vec::<String>::new());
}

/// The pages of a vault with these notes, and the report's lines.
fn vault_of(notes: &[(&str, &str)]) -> (Folder, ImportResult) {
    let vault = tempfile::tempdir().unwrap();
    for (name, text) in notes {
        std::fs::write(vault.path().join(name), text).unwrap();
    }
    let folder = Folder::started();
    let request = ImportRequest {
        files: vec![vault.path().to_path_buf()],
        shape: None,
        topic: None,
        mode: WriteMode::Files,
    };
    let result = import(folder.root(), day(), &request).unwrap();
    (folder, result)
}

#[test]
fn what_only_obsidian_has_becomes_what_agon_has_or_is_named() {
    let picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let crane = format!(
        "---\naliases: Derrick, Lift\n---\n(Links:: [[Dock]]) (Year:: )\n\n## Panes (splits)\n\nWords. ^kbCbMXjv\n\nSee \
         [[#panes-splits]], [[#^kbCbMXjv|there]], [[#Nowhere|gone]], [[Dock#Nothing]], [[Lift]].\n\n![A \
         dot](data:image/png;base64,{picture})\n"
    );
    let (folder, result) = vault_of(&[
        ("Crane.md", crane.as_str()),
        ("Dock.md", "Words.\n"),
        ("questions.md", "Words.\n"),
    ]);
    assert_eq!(
        result.files["content/pages/crane.md"],
        "---\ntitle: Crane\naliases: [Derrick, Lift]\n---\n\nLinks: [[dock|Dock]] \n\n## Panes (splits)\n\nWords. \
         ^kbcbmxjv\n\nSee [[#Panes (splits)|panes-splits]], [[#^kbcbmxjv|there]], gone, [[dock|Dock]], \
         [[crane|Lift]].\n\n![A dot](/imported/crane-1.png)\n"
    );
    assert!(result.files.contains_key("content/pages/questions-note.md"), "{:?}", result.files);
    assert!(result.attachments.contains_key("static/imported/crane-1.png"));
    let lines: Vec<&str> = result.reports[0].lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(
        lines,
        [
            "Crane.md: #Nowhere names no heading or block of \"\"",
            "Crane.md: #Nothing names no heading or block of \"dock\"",
            "Crane.md: the field `Links` of Dataview has no equal and became text",
            "Crane.md: the field `Year` of Dataview has no equal and became text",
        ]
    );
    assert_eq!(findings(&folder), Vec::<String>::new());
}

#[test]
fn a_link_called_source_is_no_loss_and_a_list_of_links_no_argdown() {
    let text = "# Log\n\n## 2026-06-04\n\n- **Cranes fall**: Two did. ([source](https://a.example/1))\n- \
                <https://a.example/2> Words\n- <kbd>Ctrl</kbd> Words\n";
    let found = imported("log.md", text, None);
    assert_eq!(found.notes(LineOutcome::Missing), Vec::<String>::new());
    assert_eq!(found.outcome.reports[0].format, "a journal");
}
