//! Where the imprint of a source note is: in parentheses after its title, or at its end.

use super::imprint::Imprint;
use crate::markdown::{self, ReferenceKind, parse};

/// Whether a text starts with a note that gives a date.
pub(super) fn is_dated(text: &str) -> bool {
    let line = text.split(". ").next().unwrap_or(text);
    parentheses(line).iter().any(|p| p.imprint(line).date.is_some())
}

/// The text before `([Publisher](address), date)` at its end, or before an address alone.
pub(super) fn imprint_at_end(text: &str) -> Option<(&str, Imprint)> {
    let bare = text.trim_end().trim_end_matches('.');
    if let Some((before, last)) = bare.rsplit_once(' ') {
        let address = last.trim_matches(['<', '>', '(', ')']);
        if markdown::is_web(address) {
            let imprint = Imprint { url: Some(address.to_string()), ..Imprint::default() };
            return Some((before.trim_end(), imprint));
        }
    }
    let inside_end = bare.strip_suffix(')')?;
    let open = inside_end
        .match_indices(" (")
        .map(|(at, _)| at)
        .find(|at| closing_parenthesis(&bare[at + 2..]) == Some(inside_end.len() - at - 2))?;
    let imprint = linked_imprint(&inside_end[open + 2..])?;
    let is_source = imprint.url.is_some() || imprint.is_specific();
    Some((bare[..open].trim_end(), imprint)).filter(|_| is_source)
}

/// The imprint in parentheses, where a link names the publisher. `None` for `via [B](address)` and
/// for several links, which are part of the text.
fn linked_imprint(inside: &str) -> Option<Imprint> {
    let lower = inside.to_lowercase();
    if ["via ", "h/t ", "see ", "also ", "hat tip "].iter().any(|word| lower.starts_with(word)) {
        return None;
    }
    let tree = parse(inside);
    let mut links = tree.references.iter().filter(|r| r.kind == ReferenceKind::Link);
    let Some(link) = links.next() else { return Some(Imprint::read(inside)) };
    let address = tree.address(inside, link);
    if links.next().is_some() || !markdown::is_web(address) {
        return None;
    }
    let range = tree.node(link.node).range();
    let words = tree.inline_range(link.node).unwrap_or(range.end..range.end);
    let name = markdown::title(&inside[words]);
    let rest = format!("{}{}", &inside[..range.start], &inside[range.end..]);
    let mut out = Imprint::read(rest.trim_matches([',', ' ', ';']));
    let is_label = matches!(lower_words(&name).as_str(), "link" | "source" | "read more" | "here");
    if is_label {
        out.date_text += &format!(" {name}");
    } else if !markdown::is_web(&name) {
        let more = out.publisher.take();
        out.publisher =
            Some([Some(name), more].into_iter().flatten().collect::<Vec<_>>().join(", "));
    }
    out.url = Some(address.to_string());
    Some(out)
}

pub(super) fn lower_words(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// What follows a marked title: `(Publisher, date) — text`, `, Publisher, date: text`, ` — text`.
pub(super) fn after_title(rest: &str, is_linked: bool) -> Option<(Imprint, String)> {
    let rest = rest.trim_start();
    if let Some(open) = rest.strip_prefix('(') {
        let close = closing_parenthesis(open)?;
        let text = after_dash(&open[close + 1..]);
        return Some(match linked_imprint(&open[..close]) {
            // the title has an address, so that of the publisher stays in the text
            Some(imprint) if is_linked && imprint.url.is_some() => {
                let words = format!("{text} ({})", &open[..close]);
                (Imprint { url: None, ..imprint }, words.trim().to_string())
            }
            Some(imprint) => (imprint, text.to_string()),
            None => (Imprint::default(), rest.to_string()),
        });
    }
    let start = rest.trim_start_matches([',', ' ', '—', '–', ':']);
    let start = start.strip_prefix("- ").unwrap_or(start);
    // `Publisher, June 4, 2026` up to the colon, dash or full stop that ends it
    let mut ends = vec![(start.len(), 0)];
    for mark in [": ", " — ", " – ", " - ", ". "] {
        ends.extend(start.match_indices(mark).map(|(at, _)| (at, mark.len())));
    }
    ends.retain(|(at, _)| *at <= 120);
    ends.sort();
    for (end, len) in ends {
        let imprint = Imprint::read(start[..end].trim_matches(['(', ')', ' ']));
        if imprint.date.is_some() {
            return Some((imprint, start[end + len..].trim().to_string()));
        }
    }
    // `[Title](address). Text`
    let sentence = rest.strip_prefix('.').filter(|text| text.is_empty() || text.starts_with(' '));
    if let Some(text) = sentence.filter(|_| is_linked) {
        return Some((Imprint::default(), text.trim().to_string()));
    }
    if is_linked && (rest.is_empty() || rest.len() > start.len()) {
        return Some((Imprint::default(), start.trim().to_string()));
    }
    None
}

/// Byte offsets of parentheses, and of the text after them.
pub(super) struct Parentheses {
    pub open: usize,
    pub close: usize,
    pub text: usize,
}

impl Parentheses {
    pub(super) fn imprint(&self, text: &str) -> Imprint {
        Imprint::read(&text[self.open + 1..self.close])
    }
}

/// Parentheses that are followed by a dash, a colon or the end.
pub(super) fn parentheses(text: &str) -> Vec<Parentheses> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find(" (").map(|n| n + from + 1) {
        let Some(close) = closing_parenthesis(&text[open + 1..]) else { break };
        let close = close + open + 1;
        let rest = &text[close + 1..];
        let next = rest.trim_start();
        let ends = next.is_empty()
            || next.starts_with(['—', '–'])
            || rest.starts_with(':')
            || next.starts_with("-- ")
            || rest.starts_with(" - ");
        if ends {
            all.push(Parentheses { open, close, text: text.len() - after_dash(rest).len() });
        }
        from = close + 1;
    }
    all
}

/// The byte of the parenthesis that closes one that is open.
fn closing_parenthesis(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn after_dash(text: &str) -> &str {
    let rest = text.trim_start().trim_start_matches(['—', '–', ':', '.']);
    rest.strip_prefix("--").or_else(|| rest.strip_prefix("- ")).unwrap_or(rest).trim()
}
