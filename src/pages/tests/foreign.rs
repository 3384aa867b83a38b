//! Texts in other languages and directions than the site's.

use super::*;
use crate::markdown::ParagraphForm;
use crate::pages::components::source_line::source_line;
use crate::pages::components::{block, section};

const FOREIGN: &str = "- {id: x, title: X, language: ar}\n- {id: y, title: Y, language: en-GB}\n- {id: z, title: Z, language: he}\n";

/// The HTML of the first block of a page, and the tags of the languages of its sources.
fn page(language: &str, body: &str) -> (String, Vec<Option<String>>) {
    form_of(language, body, ParagraphForm::Blocks)
}

fn form_of(language: &str, body: &str, form: ParagraphForm) -> (String, Vec<Option<String>>) {
    let text = format!("---\ntitle: P\n---\n{body}\n");
    let config = format!("title: T\nlanguage: {language}\n");
    let files = [
        ("content/site.yaml", config.as_str()),
        ("content/sources/foreign.yaml", FOREIGN),
        ("content/pages/p.md", text.as_str()),
    ];
    let (site, files) = site_of(&files, Day::Today(Date::day(2026, 11, 20)));
    let ctx = Ctx::new(&site, &files);
    let doc = site.doc_ids().find(|id| site.doc(*id).slug == "p").unwrap();
    let id = site.blocks_of(doc).next().unwrap();
    let page = Page::new(&ctx, "p.html".to_string());
    let of_sources = site.cited_in(id).into_iter();
    let languages = of_sources.map(|id| source_line(&page, id).language).collect();
    let ids = block::Ids::gathered();
    (block::text(&page, &ids, id, form).html.to_string(), languages)
}

/// The start tag of a block.
fn tag(language: &str, body: &str) -> String {
    let (html, _) = page(language, body);
    html.split_inclusive('>').next().unwrap_or_default().to_string()
}

#[test]
fn paragraphs_lists_and_quotations_of_another_direction_say_so() {
    let cases = [
        ("en", "> قال البنك [@x].", "<blockquote lang=\"ar\" dir=\"rtl\">"),
        ("en", "> قال البنك.", "<blockquote dir=\"rtl\">"),
        ("en", "> قال البنك [@x; @z].", "<blockquote dir=\"rtl\">"),
        ("en", "> قال البنك [@y].", "<blockquote dir=\"rtl\">"),
        ("en", "> The bank (البنك) said [@x].", "<blockquote>"),
        ("ar", "> قال OpenAI شيئا [@x].", "<blockquote>"),
        ("ar", "> OpenAI said so [@y].", "<blockquote lang=\"en-GB\" dir=\"ltr\">"),
        ("en", "قال البنك [@x].", "<p dir=\"rtl\">"),
        ("en", "The bank (البنك) said [@x].", "<p>"),
        ("ar", "OpenAI: قالت الشركة إنها ستنتظر", "<p>"),
        ("ar", "It says so [@y].", "<p dir=\"ltr\">"),
        ("ar", "- One\n- Two", "<p dir=\"ltr\">"),
        ("ar", "> 3. One\n> 4. Two", "<blockquote dir=\"ltr\">"),
        ("ar", "> 12 %", "<blockquote>"),
    ];
    for (language, body, expected) in cases {
        assert_eq!(tag(language, body), expected, "{language} {body}");
    }
}

#[test]
fn direction_is_said_where_it_changes() {
    let cases = [
        (
            "ar",
            "> قال البنك شيئا طويلا عن السعر\n> - قال\n> - One\n>\n> Two\n>\n> 3. Three",
            "<blockquote>\n<p>قال البنك شيئا طويلا عن السعر</p>\n<ul>\n<li>قال</li>\n<li dir=\"ltr\">One</li>\n</ul>\n<p dir=\"ltr\">Two</p>\n<ol start=\"3\" dir=\"ltr\">\n<li>Three</li>\n</ol>\n</blockquote>\n",
        ),
        (
            "en",
            "> قال البنك شيئا طويلا عن السعر\n>\n> It did.",
            "<blockquote dir=\"rtl\">\n<p>قال البنك شيئا طويلا عن السعر</p>\n<p dir=\"ltr\">It did.</p>\n</blockquote>\n",
        ),
    ];
    for (language, body, expected) in cases {
        assert_eq!(page(language, body).0, expected, "{language} {body}");
    }
}

#[test]
fn words_within_elements_of_the_page_are_isolated() {
    let cases = [
        ("ar", "- One", "<span dir=\"ltr\">One</span>"),
        ("ar", "- One\n\n- Two", "<span dir=\"ltr\">One</span>"),
        (
            "ar",
            "- One\n  - Two",
            "<span dir=\"ltr\">One</span><ul dir=\"ltr\">\n<li>Two</li>\n</ul>",
        ),
        ("ar", "- قال", "قال"),
        ("en", "- One", "One"),
    ];
    for (language, body, expected) in cases {
        assert_eq!(form_of(language, body, ParagraphForm::Inline).0, expected, "{language} {body}");
    }
}

#[test]
fn callouts_have_titles_in_the_language_of_the_site() {
    let cases = [
        ("en", "> [!NOTE]\n> A.", "Note"),
        ("de", "> [!NOTE]\n> A.", "Hinweis"),
        ("fr", "> [!tldr]\n> A.", "En bref"),
        ("ar", "> [!WARNING]\n> قال.", "تحذير"),
        ("de", "> [!my-kind]\n> A.", "My kind"),
        ("de", "> [!TIP] Ein \"Tipp\"\n> A.", "Ein „Tipp“"),
        (
            "de",
            "> [!EDITOR] 2026-11-20\n> A.",
            "Anmerkung der Redaktion, <time datetime=\"2026-11-20\">20. November 2026</time>",
        ),
    ];
    for (language, body, title) in cases {
        let html = page(language, body).0;
        let start = format!("<p class=\"callout__title\">{title}</p>");
        assert!(html.contains(&start), "{language} {body}: {html}");
    }
}

#[test]
fn quotation_marks_are_those_of_the_site() {
    let body = "So \"a *'b'* c\" it's [@x; @y].";
    let cases = [
        ("en", "So “a <em>‘b’</em> c” it’s"),
        ("de", "So „a <em>‚b‘</em> c“ it’s"),
        ("fr", "So «\u{a0}a <em>“b”</em> c\u{a0}» it’s"),
        ("ar", "So «a <em>“b”</em> c» it’s"),
    ];
    for (language, expected) in cases {
        let html = page(language, body).0;
        assert!(html.contains(expected), "{language}: {html}");
        let comma = if language == "ar" { "، " } else { ", " };
        assert!(html.contains(&format!("</a>{comma}<a ")), "{language}: {html}");
    }
}

#[test]
fn titles_have_the_quotation_marks_of_their_own_language() {
    let sources = "- {id: x, title: 'The \"X\"', language: en}\n- {id: y, title: 'Das \"Y\"'}\n- {id: z, title: 'El \"Z\"', language: es}\n";
    let files =
        [("content/site.yaml", "title: T\nlanguage: de\n"), ("content/sources/own.yaml", sources)];
    let (site, files) = site_of(&files, Day::Today(Date::day(2026, 11, 20)));
    let ctx = Ctx::new(&site, &files);
    let names: Vec<String> = site.source_ids().map(|id| ctx.name(Target::Source(id))).collect();
    assert_eq!(names[..3], ["The “X”", "Das „Y“", "El „Z“"]);
}

#[test]
fn lists_in_another_direction_have_it() {
    let body = "- One\n- Two\n\nقال\n\n- One\n- قال\n";
    let text = format!("---\ntitle: P\n---\n{body}\n");
    let files =
        [("content/site.yaml", "title: T\nlanguage: ar\n"), ("content/pages/p.md", text.as_str())];
    let (site, files) = site_of(&files, Day::Today(Date::day(2026, 11, 20)));
    let ctx = Ctx::new(&site, &files);
    let doc = site.doc_ids().find(|id| site.doc(*id).slug == "p").unwrap();
    let page = Page::new(&ctx, "p.html".to_string());
    let runs = serde_json::to_value(&section::body(&page, doc).sections[0].runs).unwrap();
    let dirs: Vec<&Value> = runs.as_array().unwrap().iter().map(|run| &run["dir"]).collect();
    assert_eq!(dirs, [&Value::from("ltr"), &Value::Null, &Value::Null]);
}

#[test]
fn sources_have_their_language_where_it_is_not_the_sites() {
    let (_, languages) = page("en", "So [@x; @y; @z].");
    assert_eq!(languages, [Some("ar".to_string()), None, Some("he".to_string())]);
}
