//! Odd forms and what becomes of them.

use super::document::format_text;
use crate::content::parse::FileKind;
use crate::model::locale::Headings;

fn page(body: &str) -> String {
    let text =
        format_text(FileKind::Page, &format!("---\ntitle: A\n---\n{body}"), &Headings::english());
    text.strip_prefix("---\ntitle: A\n---\n").expect("the front matter stays").to_string()
}

#[test]
fn parts_are_known_below_headings_of_the_language() {
    let headings = Headings::new("de", &[]);
    let text = "---\ntitle: A\n---\n## Offene Fragen\n- Why? ^q (status:: open)\n  - Answer: so\n";
    let made = "---\ntitle: A\n---\n## Offene Fragen\n- Why? (status:: open) ^q\n  - Answer: so\n";
    assert_eq!(format_text(FileKind::Page, text, &headings), made);
    assert_eq!(format_text(FileKind::Page, text, &Headings::english()), text);
}

#[test]
fn comment_before_the_id_stays() {
    let text = "---\ntitle: A\n---\nWords [@a]. %% mine %% ^id\n";
    assert_eq!(format_text(FileKind::Page, text, &Headings::english()), text);
}

#[test]
fn lists_have_dashes_and_parts_right_below_their_words() {
    assert_eq!(
        page("*   one\n    more\n    + part\n\n      of it\n*  two\n"),
        "- one\n  more\n  - part\n\n    of it\n- two\n"
    );
    assert_eq!(page("- a\n    - b\n        - c\n"), "- a\n  - b\n    - c\n");
    assert_eq!(page("1)  one\n2)  two\n"), "1) one\n2) two\n");
    // two lists stay two
    assert_eq!(page("- a\n\n* b\n"), "- a\n\n* b\n");
    // code keeps its columns from the item's words
    assert_eq!(page("*   a\n\n    ```\n      x\n    ```\n"), "- a\n\n  ```\n    x\n  ```\n");
}

#[test]
fn headings_have_marks_one_space_and_a_blank_line_before() {
    assert_eq!(page("text\n##   A *b* ##\nmore\nC\n---\n"), "text\n\n## A *b*\nmore\nC\n---\n");
    assert_eq!(page("Sums\n----\ntext\n"), "## Sums\ntext\n");
    assert_eq!(page("## A\n### B\n\n\n\ntext"), "## A\n### B\n\ntext\n");
    assert_eq!(page("```\n##  no\n\n\n```\n"), "```\n##  no\n\n\n```\n");
}

#[test]
fn a_block_ends_with_citations_fields_and_id() {
    assert_eq!(
        page("Will it? ^q (status:: open)  (due:: 2027)\n"),
        "Will it? (status:: open) (due:: 2027) ^q\n"
    );
    assert_eq!(
        page("- It did (uncited:: yes) [@a;@b]   ^x\n"),
        "- It did [@a; @b] (uncited:: yes) ^x\n"
    );
    assert_eq!(page("So.\n^x\n"), "So.\n^x\n");
    assert_eq!(page("A (b:: c) d ^x\n"), "A (b:: c) d ^x\n");
    let parts = "## Open questions\n- Will it? ^q (status:: open)\n  - Answer: no\n";
    assert_eq!(page(parts), "## Open questions\n- Will it? (status:: open) ^q\n  - Answer: no\n");
    // where parts belong to the words, an id before them is not an id
    assert_eq!(page("- a ^x (b:: c)\n  - d\n"), "- a ^x (b:: c)\n  - d\n");
}

#[test]
fn a_line_that_is_broken_on_purpose_stays_broken() {
    assert_eq!(page("one    \ntwo \nthree  \n\n\n\nfour\t\n\n"), "one  \ntwo\nthree\n\nfour\n");
}

#[test]
fn keys_stand_in_the_order_in_which_they_are_read_with_their_comments() {
    let text = "# the head\n\nstatus: active\n# why\nsummary: |\n  two\n\n  lines  \nquestion:   Why? # really\ntitle: A\n# the end\n";
    let made = "# the head\n\ntitle: A\nquestion: Why? # really\n# why\nsummary: |\n  two\n\n  lines  \nstatus: active\n# the end\n";
    assert_eq!(
        format_text(FileKind::Topic, &format!("---\n{text}---\n"), &Headings::english()),
        format!("---\n{made}---\n")
    );
}

#[test]
fn a_comment_stays_above_its_key() {
    // the comment may describe the whole file or its first key, so the order is kept
    let odd = "# why\nstatus: active\ntitle: A\nquestion: B\n";
    assert_eq!(
        format_text(FileKind::Topic, &format!("---\n{odd}---\n"), &Headings::english()),
        format!("---\n{odd}---\n")
    );
    let text = "title: A\nstatus: active\n# why\n# twice\nquestion: B\n";
    let made = "title: A\n# why\n# twice\nquestion: B\nstatus: active\n";
    assert_eq!(
        format_text(FileKind::Topic, &format!("---\n{text}---\n"), &Headings::english()),
        format!("---\n{made}---\n")
    );
}

#[test]
fn records_keep_their_order_and_form_and_have_their_keys_in_order() {
    let text = "- title: \"B: x\"   # said\n  id: b\n  author: [{given: Ann, family: Reed}]\n\n\n- {title: A, id: a}\n- id: c\n  # on top\n  title: C\n";
    let made = "- id: b\n  title: \"B: x\"   # said\n  author: [{family: Reed, given: Ann}]\n\n- {id: a, title: A}\n- id: c\n  # on top\n  title: C\n";
    assert_eq!(format_text(FileKind::Sources, text, &Headings::english()), made);
    // a comment would come between the dash and the key
    let odd = "- title: C\n  # on top\n  id: c\n";
    assert_eq!(format_text(FileKind::Sources, odd, &Headings::english()), odd);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_go() {
    let text = "\u{feff}---\r\ntitle: A\r\n---\r\n\r\ntext\r\n";
    assert_eq!(
        format_text(FileKind::Page, text, &Headings::english()),
        "---\ntitle: A\n---\ntext\n"
    );
    assert_eq!(
        format_text(FileKind::Page, "---\ntitle: A\n---", &Headings::english()),
        "---\ntitle: A\n---\n"
    );
    let odd = "---\ntitle:  A\n---\na\rb\r\n";
    assert_eq!(format_text(FileKind::Page, odd, &Headings::english()), odd);
    assert_eq!(
        format_text(FileKind::Page, "no front matter  \n", &Headings::english()),
        "no front matter  \n"
    );
}

#[test]
fn examples_of_the_manual_are_in_canonical_form() {
    let pages = [
        include_str!("../../docs/content/pages/first-topic.md"),
        include_str!("../../docs/content/pages/first-correction.md"),
        include_str!("../../docs/content/pages/format-site.md"),
        include_str!("../../docs/content/pages/format-sources.md"),
        include_str!("../../docs/content/pages/format-entities.md"),
        include_str!("../../docs/content/pages/format-texts.md"),
        include_str!("../../docs/content/pages/format-records.md"),
    ];
    let mut seen = 0;
    for block in pages.iter().flat_map(|page| page.split("\n```")) {
        if !block.starts_with("yaml content/") && !block.starts_with("markdown content/") {
            continue;
        }
        let (head, text) = block.split_once('\n').expect("a block has lines");
        let path = head.split_once(' ').expect("a path").1;
        let kind = FileKind::of(path).expect("the path is one of a site");
        assert_eq!(
            format_text(kind, &format!("{text}\n"), &Headings::english()),
            format!("{text}\n"),
            "{path}"
        );
        seen += 1;
    }
    assert!(seen >= 30, "{seen}");
}
