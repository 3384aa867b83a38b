//! Links, ids and lists in texts: what `check` accepts leads somewhere on every page.

use crate::support::crawl::complaints;
use crate::support::folder::{Folder, findings};
use proptest::prelude::*;

const BASE: &str = "https://example.org/";
const ARTICLE: &str = "content/topics/parking-minimums/articles/links.md";
const PAGE: &str = "topics/parking-minimums/articles/links.html";

/// The starting site with an article and files to link to.
fn with_article(body: &str) -> Folder {
    let site = Folder::started();
    let front = "---\ntitle: Links\nkind: essay\ndate: 2025-05-02\n---\n";
    site.put(ARTICLE, format!("{front}{body}\n"));
    site.put("static/tables 2025/berths.csv", "a,b\n");
    site.put("static/img/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    site.put("static/static/foo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    site
}

/// The HTML of the article, and what was found in it.
fn built(body: &str) -> (String, Vec<String>) {
    let site = with_article(body);
    let outcome = site.build();
    let found = findings(&outcome);
    let found = found.lines().filter(|l| l.contains(ARTICLE)).map(str::to_string).collect();
    let html = site.public().get(PAGE).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    (html.unwrap_or_default(), found)
}

/// Lines with links of every form; the last of them lead nowhere.
fn line() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "[a](../topic.md)",
        "[b](../topic.md?x=1#what-we-are-tracking)",
        "[c](../../../pages/about.md)",
        "[d](../../../../static/tables%202025/berths.csv)",
        "[e](<../../../../static/tables 2025/berths.csv>)",
        "[f](../../../../static/img/x.svg?v=2)",
        "![g](../../../../static/static/foo.svg)",
        "![h](/img/x.svg)",
        "[i](/sources/index.html) and [j](/)",
        "[r](/topics/parking-minimums/index.html#what-we-are-tracking) and [s](/about.html)",
        "[t](/topics/parking-minimums/#nowhere)",
        "[u](/topics/parking-minimums/articles/links.html#part-two)",
        "[[parking-minimums]] and [[robin-sample|Robin]]",
        "[[links#Part two]], [[#^own]], [k](#part-two) and [l](#own)",
        "- an item [[links#^inner]]\n  - inner ^inner",
        "1. one\n2. two ^own\n3. three",
        "## Part two ^part\n\nSee [[#^part]].",
        "## Part two\n\nWords.",
        "<desk@example.org> and <https://other.example/>",
        "A note[^1] and another[^2].\n\n[^1]: With [m](../topic.md).\n\n[^2]: With [[robin-sample]].",
        "| a | b |\n|---|---|\n| [[robin-sample\\|R]] | [n](../topic.md#nowhere) |",
        "[o](missing.md)",
        "[p](/missing.html)",
        "[q](/#top)",
        "[[nobody]]",
    ])
    .prop_map(str::to_string)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_check_accepts_has_no_dead_link(lines in prop::collection::vec(line(), 1..7)) {
        let site = with_article(&lines.join("\n\n"));
        let outcome = site.build();
        if !outcome.report.has_errors() {
            let found = complaints(&site.public(), BASE);
            prop_assert_eq!(found, Vec::<String>::new());
            prop_assert!(!String::from_utf8_lossy(&site.public()[PAGE]).contains("no-link"));
        }
    }
}

#[test]
fn lists_come_out_as_they_are_nested() {
    let tabs = "- quay\n\t- north\n\t\t- berth one\n\t- south\n- roads\n\n\tA second paragraph.\n\n1. first\n\t1. first of first";
    let (html, found) = built(tabs);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(html.matches("berth one").count(), 1);
    assert!(html.contains("<p>A second paragraph.</p>") && !html.contains("<pre>"), "{html}");
    let (html, found) = built("1. table\n2. chair\n3. lamp");
    let opening = html.split("<div class=\"opening\">").nth(1).unwrap();
    let list = opening.split("</ol>").next().unwrap();
    assert_eq!((list.matches("<li").count(), found), (3, Vec::new()), "{html}");
}

#[test]
fn an_id_belongs_to_its_item() {
    let text = "- outer words ^outer\n  - inner words\n- plain words\n  - other inner ^inner\n\nSee [[links#^outer]] and [[links#^inner]].";
    let (html, found) = built(text);
    assert_eq!(found, Vec::<String>::new());
    assert!(html.contains("<li id=\"inner\">other inner</li>"), "{html}");
    assert!(html.contains("id=\"outer\"") && html.contains("href=\"#inner\""), "{html}");
    assert!(!html.contains("^outer") && !html.contains("^inner"), "{html}");
}

#[test]
fn an_id_of_a_heading_can_be_linked() {
    let (html, found) = built("## The quay ^quay-part\n\nWords. See [[links#^quay-part]].");
    assert_eq!(found, Vec::<String>::new());
    assert!(html.contains("id=\"quay-part\"") && html.contains("href=\"#quay-part\""), "{html}");
}

#[test]
fn an_address_of_mail_is_a_link() {
    let (html, _) = built("Write to <desk@harbour.example>.");
    let link = "<a href=\"mailto:desk@harbour.example\">desk@harbour.example</a>";
    assert!(html.contains(link), "{html}");
}

#[test]
fn many_footnotes_are_built() {
    let mut text = String::new();
    for n in 0..10_000 {
        text += &format!("a[^{n}]\n\n");
    }
    for n in 0..10_000 {
        text += &format!("[^{n}]: Note {n}.\n\n");
    }
    let (html, found) = built(&text);
    assert_eq!((html.contains("id=\"fn-10000\""), found.len()), (true, 0));
}
