//! From Markdown to plain words: for titles, backlinks, descriptions and search.

use super::plain::{Piece, is_plain, pieces};
use super::{CITATION, citation_link, extensions};
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;

/// The words of `text` without marks, citations, footnotes and raw HTML. `label` names a wiki link that has no label.
pub fn words(text: &str, label: &dyn Fn(&str) -> Option<String>) -> String {
    if is_plain(text) {
        return tidy(text);
    }
    let mut out = String::with_capacity(text.len());
    if let Some(pieces) = pieces(text) {
        for piece in pieces {
            match piece {
                Piece::Words(words) | Piece::Emphasis(words) | Piece::Strong(words) => {
                    out.push_str(words)
                }
                Piece::Wiki(target) => out.push_str(label(target).as_deref().unwrap_or(target)),
            }
        }
        return tidy(&out);
    }
    let text = with_footnotes(text);
    let parser = Parser::new_with_broken_link_callback(
        &text,
        extensions(),
        Some(|l: BrokenLink| citation_link(&l).or_else(|| elsewhere(&l))),
    );
    let mut skipping = 0;
    for event in parser {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) if &*dest_url == CITATION => skipping += 1,
            Event::Start(Tag::Link {
                link_type: LinkType::WikiLink { has_pothole: false },
                dest_url,
                ..
            }) => {
                out.push_str(&label(&dest_url).unwrap_or_else(|| dest_url.to_string()));
                skipping += 1;
            }
            Event::Start(Tag::FootnoteDefinition(_)) => skipping += 1,
            Event::Start(Tag::Link { .. }) if skipping > 0 => skipping += 1,
            Event::End(TagEnd::Link | TagEnd::FootnoteDefinition) if skipping > 0 => skipping -= 1,
            _ if skipping > 0 => {}
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell) => {
                out.push(' ');
            }
            _ => {}
        }
    }
    tidy(&out)
}

/// A piece of a text does not hold its footnotes, and without them their marks would be words.
fn with_footnotes(text: &str) -> Cow<'_, str> {
    let mut labels: Vec<&str> =
        text.split("[^").skip(1).filter_map(|rest| Some(rest.split_once(']')?.0)).collect();
    labels.retain(|l| !l.is_empty() && !l.contains(char::is_whitespace));
    if labels.is_empty() {
        return Cow::Borrowed(text);
    }
    labels.sort_unstable();
    labels.dedup();
    Cow::Owned(labels.iter().fold(text.to_string(), |text, label| text + "\n\n[^" + label + "]: -"))
}

/// Nor does it hold where `[a link][r]` leads: the words stay.
fn elsewhere<'a>(link: &BrokenLink<'_>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    match link.link_type {
        LinkType::Reference | LinkType::Collapsed => Some(("".into(), "".into())),
        _ => None,
    }
}

/// A work's title without Markdown's marks; quotes and dashes stay as they are written, since titles are compared.
pub fn title(text: &str) -> String {
    if !text.bytes().any(|b| b"\\*_`<&[~".contains(&b)) {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len());
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                out.push_str(&text)
            }
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out
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
    fn plain_and_tidy_words_are_as_they_stand() {
        for text in ["Pay rose, by 3.5 per cent: so they say.", "Plain"] {
            assert!(is_plain(text) && super::super::is_tidy(text));
            assert_eq!(words(text, &|_| None), text);
        }
        assert!(!is_plain("a *b*") && !is_plain("1. a") && !is_plain("it's"));
        assert!(!super::super::is_tidy("a  b") && !super::super::is_tidy("a , b"));
    }

    #[test]
    fn wiki_links_among_plain_words_take_the_short_way_to_the_same_words() {
        let name = |t: &str| (t == "kimi").then(|| "Kimi K2".to_string());
        for text in
            ["Of [[kimi]] , [[no body]]  and [[a/b#^c]].", "[[kimi]]", "*One* of **78 cases**."]
        {
            // With an empty comment at its end no text is plain.
            assert_eq!(words(text, &name), words(&format!("{text}<!-- -->"), &name));
        }
    }

    #[test]
    fn words_are_left_when_marks_and_citations_go() {
        let name = |t: &str| (t == "kimi").then(|| "Kimi K2".to_string());
        assert_eq!(
            words("The *gap* of [[kimi]] to [[x|that]] is `5` [@a; @b].", &name),
            "The gap of Kimi K2 to that is 5."
        );
        assert_eq!(words("- one\n- two [a](https://b.example)", &name), "one two a");
        assert_eq!(
            words("A piece[^1], `x[^2]`, with [a link][r], [another][] and [sic].", &name),
            "A piece, x[^2], with a link, another and [sic]."
        );
    }

    #[test]
    fn a_title_loses_its_marks_and_keeps_its_quotes() {
        assert_eq!(
            title(r#"It's "so" -- *very* [much] \] <b> `x` & y"#),
            r#"It's "so" -- very [much] ] <b> x & y"#
        );
    }
}
