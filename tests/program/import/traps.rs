//! What makes other people's pages hard to read, each in one small page of its own.

use super::*;

/// The body of the one gather of a journal whose section `Silt` has these lines.
fn section(lines: &str) -> (String, Imported) {
    let found = imported(
        "journal.txt",
        &format!("Harbours\n2026-06-04 — Gather #\nSilt #\n{lines}\n"),
        None,
    );
    let body = found.body("gathers/2026-06-04.md").to_string();
    (body, found)
}

#[track_caller]
fn assert_section(lines: &str, body: &str) {
    let (found, imported) = section(lines);
    assert_eq!(found, format!("## Silt\n\n{body}"), "{lines}");
    assert_eq!(imported.notes(LineOutcome::Missing), Vec::<String>::new());
    let findings = imported.findings();
    assert!(findings.iter().all(|f| !f.starts_with("A2") || f.starts_with("A219")), "{findings:?}");
}

#[test]
fn dashes_and_parentheses_in_a_title_belong_to_it() {
    let lines = "- Tides — an atlas (vol. 2) (Sea Press, 2026-05) — It (the press) — prints again.";
    let (body, found) = section(lines);
    assert_eq!(
        body,
        "## Silt\n\n- [@sea-press-tides-an-atlas-vol-2] It (the press) — prints again."
    );
    let source = found.file("sources/journal.yaml");
    assert!(
        source.contains(
            "  title: Tides — an atlas (vol. 2)\n  issued: 2026-05\n  publisher: Sea Press\n"
        ),
        "{source}"
    );
}

#[test]
fn a_known_publisher_tells_where_an_undated_title_ends_and_a_doubt_is_told() {
    let lines = "- Sand (Sea Press, 2026) — Old.\n- Mud (Grey) — a study (Sea Press) — New.\n- Ooze (Grey) — a study (Brown) — Newer.";
    let (_, found) = section(lines);
    let source = found.file("sources/journal.yaml");
    assert!(source.contains("title: Mud (Grey) — a study\n  publisher: Sea Press\n"), "{source}");
    assert_eq!(
        found.notes(LineOutcome::Guessed)[1..],
        [
            "6: the title of \"Ooze (Grey) — a study (Brown) — Newer.\" could also end before \"(Brown)\""
        ]
    );
}

#[test]
fn a_code_span_that_was_copied_as_a_line_of_its_own_comes_back() {
    let lines = "- Sand (Sea Press, 2026) — Old.\nMeta-observations #\n- Keyword suggestion:\n\"silt\" OR \"mud\" 2026— finds the reports.\n- Author to watch: Ann Reed, see\nwatch_authors.";
    let (body, _) = section(lines);
    assert!(
        body.ends_with(
            "## Observations\n\n- **Keyword suggestion:** `\"silt\" OR \"mud\" 2026` — finds the reports.\n- **Author to watch:** Ann Reed, see watch_authors."
        ),
        "{body}"
    );
}

#[test]
fn what_was_glued_to_the_line_before_comes_apart() {
    let lines = "- Sand (Sea Press, 2026) — Old. - Mud (Sea Press, 2025-01) — Older. Cross-links #\n- [city-budgets] Fees. - [coastal-rail] Rails.\nMeta-observations #\n- Keyword suggestion: mud - Gap: No pilots.";
    let (body, found) = section(lines);
    assert_eq!(
        body,
        "## Silt\n\n- [@sea-press-sand] Old.\n- [@sea-press-mud] Older.\n\n## Cross-links\n\n- [[city-budgets]] Fees.\n- [[coastal-rail]] Rails.\n\n\
         ## Observations\n\n- **Keyword suggestion:** mud\n- **Gap:** No pilots."
    );
    assert_eq!(
        found
            .notes(LineOutcome::Guessed)
            .iter()
            .filter(|n| n.contains("glued") || n.contains("end of a line"))
            .count(),
        4
    );
    assert_eq!(found.findings(), Vec::<String>::new());
}

#[test]
fn notes_glued_without_a_space_come_apart() {
    let note = |word: &str| {
        format!("[{word}](https://{}.example/1) (Sea Press, 2026) — {word}.", word.to_lowercase())
    };
    let (body, found) = section(&format!(
        "- {}- {}- {} - {}",
        note("Sand"),
        note("Mud"),
        note("Ooze"),
        note("Silt")
    ));
    assert_eq!(
        body,
        "## Silt\n\n- [@sea-press-sand] Sand.\n- [@sea-press-mud] Mud.\n- [@sea-press-ooze] Ooze.\n- [@sea-press-silt] Silt."
    );
    let glued = found.notes(LineOutcome::Guessed).iter().filter(|n| n.contains("glued")).count();
    assert_eq!(glued, 3);
}

#[test]
fn two_entries_on_a_date_become_two_files() {
    let gather = |kind: &str, word: &str| {
        format!("2026-06-04 — {kind} #\n{word} #\n- {word} (Sea Press, 2026) — {word}.\n")
    };
    let text = format!(
        "Harbours\n{}{}{}",
        gather("Update", "Mud"),
        gather("Gather", "Ooze"),
        gather("Gather", "Sand")
    );
    let found = imported("journal.txt", &text, None);
    let word = |name: &str| found.body(name).lines().next().unwrap().to_string();
    assert_eq!(word("gathers/2026-06-04.md"), "## Sand");
    assert_eq!(word("gathers/2026-06-04-gather.md"), "## Ooze");
    assert_eq!(word("gathers/2026-06-04-update.md"), "## Mud");
    assert_eq!(
        found.notes(LineOutcome::Guessed)[1],
        "5: 2026-06-04 has another entry already, so this one became content/topics/harbours/gathers/2026-06-04-gather.md"
    );
    assert_eq!(found.findings(), Vec::<String>::new());
}

#[test]
fn footnote_marks_without_a_text_stay_and_a_check_names_them() {
    let lines =
        "Weights of sand are shipped.[¹] So is mud.[^b]\n- Sand (Sea Press, 2026) — Old.[²]";
    assert_section(
        lines,
        "Weights of sand are shipped.[^1] So is mud.[^b]\n\n- [@sea-press-sand] Old.[^2]",
    );
    let (_, found) = section(lines);
    assert_eq!(
        found.findings(),
        [
            "A219 the footnote \"1\" has no text",
            "A219 the footnote \"2\" has no text",
            "A219 the footnote \"b\" has no text"
        ]
    );
}

#[test]
fn two_works_of_one_title_stay_two() {
    let (body, found) = section(
        "- The myth of mud (Sea Press, 2026-04) — One.\n- The myth of mud (Port Review, 2026-03) — Two.\n- The myth of mud (Sea Press) — Three.",
    );
    assert_eq!(
        body,
        "## Silt\n\n- [@sea-press-the-myth-of-mud] One.\n- [@port-review-the-myth-of-mud] Two.\n- [@sea-press-the-myth-of-mud-2] Three."
    );
    assert!(found.notes(LineOutcome::Guessed)[1].starts_with(
        "6: [@sea-press-the-myth-of-mud-2] has the title of [@sea-press-the-myth-of-mud], but"
    ));
    assert_eq!(
        found.findings(),
        [
            "A402 \"sea-press-the-myth-of-mud-2\" looks like the same work as \"sea-press-the-myth-of-mud\""
        ]
    );
}

#[test]
fn one_work_is_one_by_its_arxiv_number_or_address_whatever_its_title() {
    let (body, found) = section(
        "- A model of mud (arXiv, 2604.17413) — One.\n- Mud modelled (Preprints, arXiv:2604.17413v2) — Two.",
    );
    assert_eq!(body, "## Silt\n\n- [@arxiv-a-model-of-mud] One.\n- [@arxiv-a-model-of-mud] Two.");
    let source = found.file("sources/journal.yaml");
    assert!(
        source.contains("type: article\n")
            && source.contains("aliases: [Mud modelled]\n")
            && source.contains("  number: arXiv:2604.17413\n"),
        "{source}"
    );
    assert!(source.contains("  # publisher: Preprints\n"), "{source}");
}

#[test]
fn a_work_that_the_site_has_keeps_its_key() {
    let line = "- [Night count](https://www.council.example.org/night-count/?utm_source=x) (The Council) — Half are empty.";
    let folder = Folder::started();
    folder.put(
        "content/sources/more.yaml",
        "- {id: night-count, title: The count, URL: \"https://council.example.org/night-count\"}\n",
    );
    let outcome = into(
        &folder,
        &[("journal.txt", &format!("Harbours\n2026-06-04 — Gather #\nSilt #\n{line}\n"))],
        None,
        None,
    )
    .unwrap();
    let gather = &outcome.files["content/topics/harbours/gathers/2026-06-04.md"];
    assert!(gather.ends_with("- [@night-count] Half are empty.\n"), "{gather}");
    let merged: Vec<_> = outcome.reports[0]
        .lines
        .iter()
        .filter(|n| n.outcome == LineOutcome::Merged)
        .map(|n| n.text.as_str())
        .collect();
    assert_eq!(
        merged,
        [
            "\"Night count\" is in the site already: [@night-count]; its record could also say title: Night count, publisher: The Council"
        ]
    );
}

#[test]
fn what_has_no_form_stays_at_the_end_and_a_check_names_it() {
    let lines = "- Sand (Sea Press, 2026) — Old.\nEmpty #\nCross-links #\n- No topic here at all\nMeta-observations #\n- Odd thing: never heard of.\n- Gap: No pilots.";
    let (body, found) = section(lines);
    assert_eq!(
        body,
        "## Silt\n\n- [@sea-press-sand] Old.\n\n## Observations\n\n- **Gap:** No pilots.\n\n## Not sorted yet\n\nEmpty\n\nNo topic here at all\n\nCross-links\n\nOdd thing: never heard of."
    );
    assert_eq!(
        found.notes(LineOutcome::Unsorted),
        [
            "5: \"Empty\": a heading with nothing under it",
            "7: \"No topic here at all\": a cross-link that does not start with a topic",
            "7: \"Cross-links\": a heading with nothing under it",
            "9: \"Odd thing: never heard of.\": not a known kind of observation",
        ]
    );
    assert_eq!(found.findings(), ["A521 this text was imported and is not sorted yet"]);
}

#[test]
fn what_agons_markdown_would_take_for_something_else_is_escaped() {
    assert_section(
        "See [[the chart]] and [@nobody] in <b>bold</b> (std::fmt) at 10 ^x\n\n1999. A year\n# of course\n- Sand (Sea Press, 2026) — [[Mud]], [map](map.png), `[[code]]`.",
        "See \\[\\[the chart]] and \\[@nobody] in \\<b>bold\\</b> (std:\\:fmt) at 10 \\^x\n\n1999\\. A year\n\n## of course\n\n- [@sea-press-sand] \\[\\[Mud]], \\[map](map.png), `[[code]]`.",
    );
}

#[test]
fn sections_of_one_meaning_are_joined_and_a_second_page_on_the_same_work_says_so() {
    let lines = "- Sand (Sea Press, 2026) — Old.\n- Mud — grains (Sea Press, same page) — Fine.\nMeta-observations #\n- Gap: One.\nMore #\n- Ooze (Sea Press, 2026) — New.\nObservations #\n- Gap: Two.";
    let (body, found) = section(lines);
    assert_eq!(
        body,
        "## Silt\n\n- [@sea-press-sand] Old.\n- [@sea-press-mud-grains] Fine.\n\n## Observations\n\n- **Gap:** One.\n- **Gap:** Two.\n\n## More\n\n- [@sea-press-ooze] New."
    );
    assert!(
        found.file("sources/journal.yaml").contains("publisher: Sea Press\n  note: same page\n")
    );
}

#[test]
fn a_windows_file_with_a_mark_at_its_start_reads_the_same() {
    let text = "Harbours\n2026-06-04 — Gather #\nSilt #\n- Sand (Sea Press, 2026) — Old.\n";
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(
        imported("journal.txt", &windows, None).outcome.files,
        imported("journal.txt", text, None).outcome.files
    );
}

#[test]
fn the_names_of_collecting_streams_are_no_publishers() {
    let text = "A dispute\nTimeline\n- 2026-06-04: Begins [1]\nSources\n- [1] Sand — stream:port-debate (2026-06-04)\n- [2] Mud — Sea Press\n";
    let found = imported("thread.txt", text, Some("harbours"));
    let source = found.file("sources/thread.yaml");
    assert!(source.contains("- id: sand\n  type: webpage\n  title: Sand\n  issued: 2026-06-04\n  note: Collected under stream:port-debate.\n"), "{source}");
    assert!(
        source.contains(
            "- id: sea-press-mud\n  type: webpage\n  title: Mud\n  publisher: Sea Press\n"
        ),
        "{source}"
    );
    assert_eq!(found.findings(), ["A501 nothing cites \"sea-press-mud\""]);
}

#[test]
fn two_footnotes_of_one_label_both_stay() {
    let (body, found) = section("Sand is shipped.[^1]\n\n[^1]: By night.\n\n[^1]: By day.");
    assert_eq!(body, "## Silt\n\nSand is shipped.[^1]\n\n\\[^1]: By day.\n\n[^1]: By night.");
    assert_eq!(
        found.notes(LineOutcome::Unsorted),
        ["8: \"[^1]: By day.\": a second footnote of this label"]
    );
    assert_eq!(found.findings(), Vec::<String>::new());
}
