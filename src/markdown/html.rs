//! From a slice to HTML: its nodes go back to pulldown-cmark's writer as events. Raw HTML comes out as text unless the
//! site allows it; links keep to safe schemes.

use super::direction::Directions;
use super::event_writer::{EventOptions, EventWriter, OuterParagraphs, RawHtml};
use super::parser::parse_commonmark;
use super::reference_renderer::ReferenceRenderer;
use super::slice::Slice;
use super::tree::Tree;

/// Whether a single paragraph keeps its `<p>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphForm {
    Blocks,
    Inline,
}

/// Adds the HTML of a slice to `out`.
pub fn html(
    slice: &Slice<'_>,
    form: ParagraphForm,
    raw: RawHtml,
    references: &dyn ReferenceRenderer,
    out: &mut String,
) {
    let start = out.len();
    let paragraphs = match form {
        ParagraphForm::Inline if slice.is_single_paragraph() => OuterParagraphs::Dropped,
        ParagraphForm::Inline => OuterParagraphs::Kept,
        ParagraphForm::Blocks => OuterParagraphs::Added,
    };
    let directions = Directions::new(references.is_right_to_left());
    let isolated = match form {
        ParagraphForm::Inline => directions.of_words(slice),
        ParagraphForm::Blocks => None,
    };
    let is_whole = paragraphs == OuterParagraphs::Dropped;
    if let Some(dir) = isolated.filter(|_| is_whole) {
        out.push_str(&format!("<span dir=\"{dir}\">"));
    }
    let options = EventOptions {
        paragraphs,
        raw,
        references: Some(references),
        directions,
        isolated: isolated.filter(|_| !is_whole),
        ..EventOptions::default()
    };
    pulldown_cmark::html::push_html(out, EventWriter::new(slice, options));
    if form == ParagraphForm::Inline {
        out.truncate(start + out[start..].trim_end().len());
    }
    if isolated.is_some() && is_whole {
        out.push_str("</span>");
    }
}

/// HTML of a text by CommonMark alone, through the same writer.
pub fn commonmark(text: &str, raw: RawHtml) -> String {
    let tree = parse_commonmark(text);
    let mut out = String::new();
    let options = EventOptions { raw, ..EventOptions::default() };
    pulldown_cmark::html::push_html(
        &mut out,
        EventWriter::new(&Slice::whole(&tree, text), options),
    );
    out
}

/// HTML of a tree as pulldown-cmark itself writes it, wiki links by their targets.
pub(crate) fn reference_html(tree: &Tree, source: &str) -> String {
    let mut out = String::new();
    let options =
        EventOptions { raw: RawHtml::Allowed, is_checked: false, ..EventOptions::default() };
    pulldown_cmark::html::push_html(
        &mut out,
        EventWriter::new(&Slice::whole(tree, source), options),
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{ImageTag, LinkTag, Reference, parse};
    use crate::source::ImageSize;
    use proptest::prelude::*;

    /// The HTML of pulldown-cmark itself, with wiki links by their targets.
    fn expected(text: &str) -> String {
        let mut out = String::new();
        let options = pulldown_cmark::Options::ENABLE_TABLES
            | pulldown_cmark::Options::ENABLE_FOOTNOTES
            | pulldown_cmark::Options::ENABLE_STRIKETHROUGH
            | pulldown_cmark::Options::ENABLE_SMART_PUNCTUATION;
        pulldown_cmark::html::push_html(&mut out, pulldown_cmark::Parser::new_ext(text, options));
        out
    }

    /// Lines that Markdown gives a meaning, at any indentation.
    fn line() -> impl Strategy<Value = String> {
        let indent =
            prop::sample::select(vec!["", " ", "  ", "   ", "    ", "\t", " \t", "\t\t", "      "]);
        let words = prop::sample::select(vec![
            "word",
            "*em* and **strong**",
            "- item",
            "* item",
            "1. one",
            "2) two",
            "> quoted",
            "> - in a quotation",
            "- > quoted item",
            "- - nested",
            "```",
            "~~~ rust",
            "# heading",
            "---",
            "",
            "| a | b |",
            "|---|:-:|",
            "| *c* | `d` | e |",
            "a mark[^1] and [^note]",
            "[^1]: text",
            "[^note]: more",
            "[link](a.md \"title\")",
            "[ref]",
            "[ref]: /b 'title'",
            "![alt *em*](c.png)",
            "`code ``` x`",
            "<b>html</b>",
            "<div>",
            "&amp; &copy; &#35;",
            "it's \"so\" -- or...",
            "a\\",
            "a  ",
            "~~gone~~",
            "\\*escaped\\*",
            "<me@example.org>",
            "<https://example.org>",
            "===",
            "+ plus",
            "10. ten",
        ]);
        (indent, words).prop_map(|(indent, words)| format!("{indent}{words}"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn a_text_comes_out_as_pulldown_cmark_writes_it(
            lines in prop::collection::vec(line(), 1..14), end in prop::sample::select(vec!["\n", "\r\n"])
        ) {
            let text = lines.join(end);
            prop_assert_eq!(reference_html(&parse(&text), &text), expected(&text));
        }
    }

    struct Targets;
    impl ReferenceRenderer for Targets {
        fn citation(&self, _: u32, keys: &[Reference], out: &mut String) {
            out.push_str(&format!("<cite {}>", keys.len()));
        }
        fn link(&self, reference: u32) -> Option<LinkTag> {
            (reference == 0).then(|| LinkTag {
                href: "../k.html".into(),
                label: "Kimi K2".into(),
                class: "entity",
            })
        }
        fn image(&self, reference: u32) -> Option<ImageTag> {
            (reference == 0).then(|| ImageTag {
                href: "../a b.png".into(),
                dark: None,
                is_picture: true,
                size: Some(ImageSize { width: 400, height: 300 }),
                alt: "A quay".into(),
                caption: String::new(),
                credit: "<a href=\"https://a.example/\">a.example</a>".into(),
            })
        }
        fn footnote_mark(&self, _: u32, out: &mut String) {
            out.push_str("<sup>");
        }
    }

    fn shown(text: &str, form: ParagraphForm) -> String {
        let tree = parse(text);
        let mut out = String::new();
        html(&Slice::whole(&tree, text), form, RawHtml::Escaped, &Targets, &mut out);
        out
    }

    #[test]
    fn references_become_what_the_page_writes_for_them() {
        for (text, expected) in [
            (
                "[[kimi]] *won* [@a; @b].",
                r#"<a class="entity" href="../k.html">Kimi K2</a> <em>won</em> <cite 2>."#,
            ),
            (
                "[[kimi|the *model*]]",
                r#"<a class="entity" href="../k.html">the <em>model</em></a>"#,
            ),
            ("[@a] [[nobody|x]] [[none]] ![y](z.png)", "<cite 1> x none y"),
            (
                "![The *\"old\" quay*](a.png \"A & B\")",
                r#"<img src="../a%20b.png" alt="The “old” quay" title="A &amp; B" width="400" height="300" loading="lazy" decoding="async" />"#,
            ),
            (
                "![[a.png]]",
                r#"<img src="../a%20b.png" alt="A quay" width="400" height="300" loading="lazy" decoding="async" />"#,
            ),
            (
                "![[a.png|The quay|200]]",
                r#"<img src="../a%20b.png" alt="The quay" width="200" height="150" loading="lazy" decoding="async" />"#,
            ),
            (
                "![[a.png|20x20]] after",
                r#"<img src="../a%20b.png" alt="A quay" width="20" height="20" loading="lazy" decoding="async" /> after"#,
            ),
            (
                "![\"\"](a.png) after",
                r#"<img src="../a%20b.png" alt="" width="400" height="300" loading="lazy" decoding="async" /> after"#,
            ),
            ("a[^1]\n\n[^1]: Note", "a<sup>"),
            ("a <b onclick=x>c</b>", "a &lt;b onclick=x&gt;c&lt;/b&gt;"),
            ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
            ("Words (status:: open) here. ^id", "Words here."),
        ] {
            assert_eq!(shown(text, ParagraphForm::Inline), expected);
        }
    }

    #[test]
    fn markdown_of_other_programs_is_read() {
        for (text, expected) in [
            (
                "- [ ] open\n- [x] done",
                "<ul>\n<li><input disabled=\"\" type=\"checkbox\"/>\nopen</li>\n<li><input disabled=\"\" type=\"checkbox\" checked=\"\"/>\ndone</li>\n</ul>",
            ),
            ("a ==b *c*== d == e", "a <mark>b <em>c</em></mark> d == e"),
            ("*a ==b* c==", "<em>a <mark>b</mark></em> c=="),
            ("See @a_b [p. 3], and @c.", "See <cite 1>, and <cite 1>."),
            ("me@example.org and \\@a", "me@example.org and @a"),
            ("a^[a *note*, [@b]] b", "a<sup> b"),
            ("[@{odd key}] a", "<cite 1> a"),
            ("a %%private%% b <!-- private --> c", "a  b  c"),
            ("a\n\n%%\nprivate\n\nprivate\n%%\n\nb", "<p>a</p>\n<p>b</p>"),
            ("Term\n: What it is", "<dl>\n<dt>Term</dt>\n<dd>What it is</dd>\n</dl>"),
            (
                "> [!NOTE]\n> Words",
                "<aside class=\"callout callout--note\">\n<p class=\"callout__title\">note</p>\n<p>Words</p>\n</aside>",
            ),
            (
                "> [!tip]- A title\n>\n> Words",
                "<aside class=\"callout callout--tip\">\n<p class=\"callout__title\">A title</p>\n<p>Words</p>\n</aside>",
            ),
            (
                "> [!EDITOR] 2026-11-20\n> Words",
                "<aside class=\"callout callout--editor\">\n<p class=\"callout__title\">2026-11-20</p>\n<p>Words</p>\n</aside>",
            ),
            (
                "|a|b|\n|:-|-:|\n|c|d|",
                "<table><thead><tr><th class=\"align-left\">a</th><th class=\"align-right\">b</th></tr></thead><tbody>\n<tr><td class=\"align-left\">c</td><td class=\"align-right\">d</td></tr>\n</tbody></table>",
            ),
        ] {
            assert_eq!(shown(text, ParagraphForm::Inline), expected, "{text}");
        }
        let link = shown("[[kimi]] https://b.example/c_d_e, and", ParagraphForm::Inline);
        assert!(link.ends_with(" https://b.example/c_d_e, and"), "{link}");
        let formula = shown("$E=mc^2$ costs $5", ParagraphForm::Inline);
        assert!(formula.starts_with("<math>") && formula.ends_with(" costs $5"), "{formula}");
    }

    #[test]
    fn words_without_a_paragraph_get_one_where_blocks_are_asked_for() {
        let text = "- a *b*\n  - c\n- d\n";
        let tree = parse(text);
        let mut out = String::new();
        html(
            &Slice::inside(&tree, text, 1),
            ParagraphForm::Blocks,
            RawHtml::Escaped,
            &Targets,
            &mut out,
        );
        assert_eq!(out, "<p>a <em>b</em></p>\n<ul>\n<li>c</li>\n</ul>\n");
    }

    #[test]
    fn ten_thousand_footnotes_and_levels_are_read() {
        let mut text = String::new();
        for n in 0..10_000 {
            text += &format!("a[^{n}]\n\n[^{n}]: Note\n\n");
        }
        assert_eq!(parse(&text).footnotes.len(), 10_000);
        let deep = format!("{}x", "> ".repeat(10_000));
        assert!(shown(&deep, ParagraphForm::Blocks).contains('x'));
        let deep = format!("{}x", "- ".repeat(10_000));
        assert!(shown(&deep, ParagraphForm::Blocks).contains('x'));
    }
}
