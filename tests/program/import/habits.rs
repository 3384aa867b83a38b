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
