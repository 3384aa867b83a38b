//! Texts in other languages and directions than the site's.

use super::*;
use crate::markdown::ParagraphForm;
use crate::pages::components::block;
use crate::pages::components::source_line::source_line;

const FOREIGN: &str = "- {id: x, title: X, language: ar}\n- {id: y, title: Y, language: en-GB}\n- {id: z, title: Z, language: he}\n";

/// The HTML of the first block of a page, and the tags of the languages of its sources.
fn page(language: &str, body: &str) -> (String, Vec<Option<String>>) {
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
    (block::text(&page, &ids, id, ParagraphForm::Blocks).html.to_string(), languages)
}

/// The start tag of a block.
fn tag(language: &str, body: &str) -> String {
    let (html, _) = page(language, body);
    html.split_inclusive('>').next().unwrap_or_default().to_string()
}

#[test]
fn quotations_of_another_direction_say_so() {
    let cases = [
        ("en", "> قال البنك [@x].", "<blockquote lang=\"ar\" dir=\"rtl\">"),
        ("en", "> قال البنك.", "<blockquote dir=\"rtl\">"),
        ("en", "> قال البنك [@x; @z].", "<blockquote dir=\"rtl\">"),
        ("en", "> قال البنك [@y].", "<blockquote dir=\"rtl\">"),
        ("en", "> The bank (البنك) said [@x].", "<blockquote>"),
        ("ar", "> قال OpenAI شيئا [@x].", "<blockquote>"),
        ("ar", "> OpenAI said so [@y].", "<blockquote lang=\"en-GB\" dir=\"ltr\">"),
        ("en", "قال البنك [@x].", "<p>"),
    ];
    for (language, body, expected) in cases {
        assert_eq!(tag(language, body), expected, "{language} {body}");
    }
}

#[test]
fn sources_have_their_language_where_it_is_not_the_sites() {
    let (_, languages) = page("en", "So [@x; @y; @z].");
    assert_eq!(languages, [Some("ar".to_string()), None, Some("he".to_string())]);
}
