//! What a text says to Markdown, without where it stands: two texts of one skeleton come out as the same page.

use super::{CITATION, citation_link, cite, extensions};
use pulldown_cmark::{BrokenLink, Event, Parser, Tag, TagEnd};
use std::ops::Range;

fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let callback = Some(|link: BrokenLink<'_>| citation_link(&link));
    Parser::new_with_broken_link_callback(text, extensions(), callback).into_offset_iter()
}

/// Every block, mark, link and word in order. White space between words counts as one space,
/// in code as it is; citations count by their keys.
pub fn skeleton(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut words = String::new();
    let mut in_citation = false;
    let mut in_code = false;
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::Link { ref dest_url, .. }) if &**dest_url == CITATION => {
                in_citation = true;
                flush(&mut words, &mut out);
                let part = |r: &Option<Range<usize>>| {
                    r.clone().map(|r| &text[r]).unwrap_or_default().to_string()
                };
                let keys = cite::keys(&text[range.clone()], range.start);
                out.extend(keys.iter().map(|k| {
                    format!("@{} {} {}", &text[k.key.clone()], part(&k.prefix), part(&k.locator))
                }));
            }
            Event::End(TagEnd::Link) if in_citation => in_citation = false,
            _ if in_citation => {}
            Event::Text(piece) if in_code => match out.last_mut() {
                Some(code) => code.push_str(&piece),
                None => out.push(piece.to_string()),
            },
            Event::Text(piece) => words.push_str(&piece),
            other => {
                in_code = matches!(other, Event::Start(Tag::CodeBlock(_)));
                flush(&mut words, &mut out);
                out.push(format!("{other:?}"));
            }
        }
    }
    flush(&mut words, &mut out);
    out
}

fn flush(words: &mut String, out: &mut Vec<String>) {
    let text = std::mem::take(words);
    let inside = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let edge = |at: bool| if at { " " } else { "" };
    if !inside.is_empty() {
        let (before, after) =
            (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
        out.push(format!("{}{inside}{}", edge(before), edge(after)));
    }
}

/// Where lines are broken on purpose.
pub fn hard_breaks(text: &str) -> Vec<Range<usize>> {
    events(text).filter(|(e, _)| matches!(e, Event::HardBreak)).map(|(_, range)| range).collect()
}
