//! CommonMark keeps its meaning: the 652 examples of the specification, version 0.31.2, through our own Markdown door
//! with the extensions off. `commonmark/examples.json` holds them (licence: `commonmark/LICENCE.md`).
//!
//! Examples that sanitising changes on purpose stand in `commonmark/sanitised.json`: the reason, the numbers and the HTML
//! that comes out instead. Nothing else may differ. HTML is compared after [`normal`], which does to both sides what
//! CommonMark's own test runner (`test/normalize.py`) does, as far as these examples need it.

use agon::markdown::{RawHtml, commonmark};
use serde_json::Value;
use std::collections::BTreeMap;

struct Example {
    number: u64,
    markdown: String,
    html: String,
}

fn examples() -> Vec<Example> {
    let read: Vec<Value> =
        serde_json::from_str(include_str!("../fixtures/commonmark/examples.json")).unwrap();
    let text = |e: &Value, key: &str| e[key].as_str().unwrap().to_string();
    read.iter()
        .map(|e| Example {
            number: e["number"].as_u64().unwrap(),
            markdown: text(e, "markdown"),
            html: text(e, "html"),
        })
        .collect()
}

/// The HTML that examples of one reason give in place of the reference, by number.
fn sanitised(reason: &str) -> BTreeMap<u64, String> {
    let read: Value =
        serde_json::from_str(include_str!("../fixtures/commonmark/sanitised.json")).unwrap();
    let group =
        read[reason].as_object().unwrap_or_else(|| panic!("sanitised.json has the group {reason}"));
    group
        .iter()
        .map(|(number, html)| (number.parse().unwrap(), html.as_str().unwrap().to_string()))
        .collect()
}

/// Raw HTML of the author comes out as text.
const RAW_HTML: &str = "raw HTML comes out as text";
/// Links keep to https, http, mailto and relative addresses; of any other only the words are shown.
const SCHEMES: &str = "the link's scheme is not a safe one";

/// HTML with the differences taken out that mean nothing:
/// - white space between a block's tag and what stands beside it (`<li>\n<div>` and `<li><div>`), except in `pre`;
/// - the slash of void elements (`<br />` and `<br>`);
/// - a quotation mark in a text, written as itself or as `&quot;`.
fn normal(html: &str) -> String {
    const BLOCKS: [&str; 14] = [
        "p",
        "li",
        "ul",
        "ol",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "pre",
        "div",
    ];
    let mut out = String::new();
    let mut rest = html;
    let mut in_pre = false;
    while !rest.is_empty() {
        let tag_end = rest.strip_prefix('<').and_then(|r| r.find('>'));
        if let Some(end) = tag_end {
            let inside = &rest[1..=end];
            let name: String = inside
                .trim_start_matches('/')
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric())
                .collect();
            let is_block = BLOCKS.contains(&name.as_str());
            if is_block && !in_pre {
                out.truncate(out.trim_end().len());
            }
            out.push('<');
            out.push_str(inside.strip_suffix('/').unwrap_or(inside).trim_end());
            out.push('>');
            in_pre = if name == "pre" { !inside.starts_with('/') } else { in_pre };
            rest = &rest[end + 2..];
            if is_block && !in_pre {
                rest = rest.trim_start();
            }
        } else {
            let end = rest
                .char_indices()
                .skip(1)
                .find(|(_, c)| *c == '<')
                .map_or(rest.len(), |(at, _)| at);
            out.push_str(&rest[..end].replace("&quot;", "\""));
            rest = &rest[end..];
        }
    }
    out
}

/// The numbers of the examples whose HTML is not the reference.
fn differing(html: impl Fn(&str) -> String, same: impl Fn(&str, &str) -> bool) -> Vec<u64> {
    examples().iter().filter(|e| !same(&html(&e.markdown), &e.html)).map(|e| e.number).collect()
}

fn same_after_normalising(ours: &str, reference: &str) -> bool {
    normal(ours) == normal(reference)
}

#[test]
fn every_example_of_the_specification_is_there() {
    assert_eq!(
        examples().iter().map(|e| e.number).collect::<Vec<_>>(),
        (1..=652).collect::<Vec<_>>()
    );
}

#[test]
fn only_sanitised_examples_differ_from_the_reference() {
    let mut expected: Vec<u64> =
        sanitised(RAW_HTML).into_keys().chain(sanitised(SCHEMES).into_keys()).collect();
    expected.sort();
    assert_eq!(
        differing(|text| commonmark(text, RawHtml::Escaped), same_after_normalising),
        expected
    );
}

#[test]
fn sanitised_examples_come_out_as_they_are_listed() {
    for reason in [RAW_HTML, SCHEMES] {
        for (number, html) in sanitised(reason) {
            let example = &examples()[number as usize - 1];
            assert_eq!(
                commonmark(&example.markdown, RawHtml::Escaped),
                html,
                "example {number}: {reason}"
            );
        }
    }
}

#[test]
fn where_raw_html_is_allowed_only_unsafe_links_differ() {
    let expected: Vec<u64> = sanitised(SCHEMES).into_keys().collect();
    assert_eq!(
        differing(|text| commonmark(text, RawHtml::Allowed), same_after_normalising),
        expected
    );
}

/// How little [`normal`] is needed: byte for byte, only these differ from the reference when raw HTML is allowed.
#[test]
fn byte_for_byte_only_quotation_marks_and_one_line_break_differ_besides() {
    let quotation_marks = [
        12, 14, 27, 41, 91, 209, 210, 211, 343, 352, 359, 363, 380, 385, 395, 508, 590, 619, 620,
        624, 632,
    ];
    let line_break_before_a_block = [175];
    let mut expected: Vec<u64> = sanitised(SCHEMES).into_keys().collect();
    expected.extend(quotation_marks);
    expected.extend(line_break_before_a_block);
    expected.sort();
    assert_eq!(
        differing(|text| commonmark(text, RawHtml::Allowed), |ours, reference| ours == reference),
        expected
    );
}

#[test]
fn normalising_keeps_what_means_something() {
    for (a, b) in [
        ("<p>a b</p>", "<p>ab</p>"),
        ("<pre><code>a\n</code></pre>", "<pre><code>a</code></pre>"),
        ("&lt;p&gt;", "<p>"),
    ] {
        assert_ne!(normal(a), normal(b));
    }
    assert_eq!(
        normal("<ul>\n<li>\n<p>a<br />\nb&quot;</p>\n</li>\n</ul>\n"),
        "<ul><li><p>a<br>\nb\"</p></li></ul>"
    );
}
