//! HTML without what no reader sees: comments, and space beside space.
//!
//! Takes a whole page. Runs of white space in text and between attributes become one character, which browsers would
//! make of them; `pre`, `textarea`, `script` and `style` stay as they are. No tag, no quote and no attribute is left out:
//! what a validator, a scraper or a style could tell apart stays apart.

/// Elements whose inside stays as it is.
const KEPT: [&str; 4] = ["pre", "textarea", "script", "style"];

/// The page, smaller.
pub fn minified(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text(&rest[..at], &mut out);
        rest = &rest[at..];
        let Some(length) = markup(rest) else { break };
        let (piece, after) = rest.split_at(length);
        rest = after;
        if piece.starts_with("<!--") {
            continue;
        }
        tag(piece, &mut out);
        if let Some(name) = KEPT.iter().find(|name| opens(piece, name)) {
            let end = find_close(rest, name).unwrap_or(rest.len());
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    // Nothing of a page that ends within a tag is lost.
    if rest.starts_with('<') {
        out.push_str(rest)
    } else {
        text(rest, &mut out)
    }
    out
}

/// How long the tag, comment or declaration is that starts here; `None` where it does not end.
fn markup(rest: &str) -> Option<usize> {
    if let Some(inside) = rest.strip_prefix("<!--") {
        return inside.find("-->").map(|at| at + "<!---->".len());
    }
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Whether a tag opens this element.
fn opens(tag: &str, name: &str) -> bool {
    let after = tag
        .get(1..=name.len())
        .filter(|found| found.eq_ignore_ascii_case(name))
        .map(|_| &tag[name.len() + 1..]);
    after.is_some_and(|rest| rest.starts_with([' ', '\n', '\t', '\r', '>', '/']))
}

fn find_close(rest: &str, name: &str) -> Option<usize> {
    let closes = |at: &usize| {
        rest.get(at + 2..at + 2 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name))
    };
    rest.match_indices("</").map(|(at, _)| at).find(closes)
}

/// A run of white space becomes one character; a line's end stays one, so that a page can still be read and compared.
fn text(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(is_space) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
        out.push(if rest[..end].contains('\n') { '\n' } else { ' ' });
        rest = &rest[end..];
    }
    out.push_str(rest);
}

/// A tag with one space between its attributes.
fn tag(tag: &str, out: &mut String) {
    let mut quote = None;
    let mut space = false;
    for c in tag.chars() {
        if quote.is_none() && is_space(c) {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) && c != '>' {
            out.push(' ');
        }
        match quote {
            Some(q) if q == c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        out.push(c);
    }
}

/// White space of HTML; a no-break space is a character like any other.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_beside_space_and_comments_go_and_nothing_else_does() {
        for (page, smaller) in [
            ("<p>a  b\n\n  c</p>", "<p>a b\nc</p>"),
            ("<p  class=\"a  b\"\n id=x >a</p>", "<p class=\"a  b\" id=x>a</p>"),
            ("a <!-- b -> c --> d", "a  d"),
            ("<pre>\n a  b\n</pre>  x", "<pre>\n a  b\n</pre> x"),
            ("<script>a  <  b\n\nc</script>", "<script>a  <  b\n\nc</script>"),
            ("<textarea>a  b</TEXTAREA>", "<textarea>a  b</TEXTAREA>"),
            ("<preface>a  b</preface>", "<preface>a b</preface>"),
            ("<a title='>  >'>x</a>", "<a title='>  >'>x</a>"),
            ("a\u{a0} \u{a0}b ", "a\u{a0} \u{a0}b "),
            ("<!doctype html>\n\n<p", "<!doctype html>\n<p"),
            ("a <!-- never closed  ", "a <!-- never closed  "),
            ("", ""),
        ] {
            assert_eq!(minified(page), smaller, "{page}");
        }
    }
}
