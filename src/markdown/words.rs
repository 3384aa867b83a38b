//! From Markdown to plain words: for titles, backlinks, descriptions and search.

use super::html::is_plain;
use super::{CITATION, citation_link, extensions};
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

/// The words of `text` without marks, citations, footnotes and raw HTML. `label` names a wiki link that has no label.
pub fn words(text: &str, label: &dyn Fn(&str) -> Option<String>) -> String {
    if is_plain(text) {
        return tidy(text);
    }
    let mut out = String::with_capacity(text.len());
    let parser = Parser::new_with_broken_link_callback(
        text,
        extensions(),
        Some(|l: pulldown_cmark::BrokenLink| citation_link(&l)),
    );
    let mut skipping = 0;
    for event in parser {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) if &*dest_url == CITATION => skipping += 1,
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, dest_url, .. }) => {
                out.push_str(&label(&dest_url).unwrap_or_else(|| dest_url.to_string()));
                skipping += 1;
            }
            Event::Start(Tag::Link { .. }) if skipping > 0 => skipping += 1,
            Event::End(TagEnd::Link) if skipping > 0 => skipping -= 1,
            _ if skipping > 0 => {}
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell) => {
                out.push(' ');
            }
            _ => {}
        }
    }
    tidy(&out)
}

/// One space between words, none before a full stop that followed a citation.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let mark = word.starts_with(['.', ',', ';', ':', '?', '!']) && !word.starts_with("...");
        if !out.is_empty() && !mark {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_left_when_marks_and_citations_go() {
        let name = |t: &str| (t == "kimi").then(|| "Kimi K2".to_string());
        assert_eq!(
            words("The *gap* of [[kimi]] to [[x|that]] is `5` [@a; @b].", &name),
            "The gap of Kimi K2 to that is 5."
        );
        assert_eq!(words("- one\n- two [a](https://b.example)", &name), "one two a");
    }
}
