//! What HTML and XML need before they leave the site.

/// Without the characters that XML 1.0 does not allow anywhere.
pub(in crate::exports) fn allowed(text: String) -> String {
    // 0xEF begins U+FFFE and U+FFFF
    let may_be = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0xef;
    if text.bytes().any(may_be) { text.replace(is_forbidden, "") } else { text }
}

fn is_forbidden(c: char) -> bool {
    (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// HTML of a page for readers elsewhere: places on the page by whole addresses, no links from a passage to itself.
pub(super) fn whole_addresses(html: &str, page: &str) -> String {
    const PERMALINK: &str = "<a class=\"permalink\"";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(PERMALINK) {
        out.push_str(&rest[..at]);
        rest = match rest[at..].find("</a>") {
            Some(end) => &rest[at + end + 4..],
            None => "",
        };
    }
    out.push_str(rest);
    // words of a text have &quot; in place of a quote, so this is an attribute
    out.replace(" href=\"#", &format!(" href=\"{page}#"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_on_the_page_gets_its_whole_address_and_a_passage_no_link_to_itself() {
        let html = "<p>a <a href=\"#fn-1\">1</a><a class=\"permalink\" href=\"#x\" aria-label=\"y\"></a></p>";
        assert_eq!(
            whole_addresses(html, "https://a/b.html"),
            "<p>a <a href=\"https://a/b.html#fn-1\">1</a></p>"
        );
    }

    #[test]
    fn characters_that_xml_forbids_are_left_out() {
        assert_eq!(allowed("a\u{b}b\tc\n\u{ffff}d".into()), "ab\tc\nd");
    }
}
