//! Argdown as Markdown: statements and arguments are items, and what supports or attacks them is
//! below, with the relation in words.
//!
//! Source of the format: the Argdown documentation, "Argdown syntax" (argdown.org).

use super::report::{CountedItem, ImportReport};
use super::text::is_digits;

/// Marks of relations and what the item below means to the one above. Longer marks come first.
const RELATIONS: [(&str, &str); 10] = [
    ("><", "Contradicts"),
    ("<+", "Supported by"),
    ("<-", "Attacked by"),
    ("<_", "Undercut by"),
    ("+>", "Supports"),
    ("->", "Attacks"),
    ("_>", "Undercuts"),
    ("+", "Supported by"),
    ("-", "Attacked by"),
    ("_", "Undercut by"),
];

/// Whether a text is Argdown: by its extension, or since arguments support or attack each other.
pub(super) fn is_argdown(name: &str, text: &str) -> bool {
    if name.ends_with(".argdown") || name.ends_with(".ad") {
        return true;
    }
    let mut relations = 0;
    for line in text.lines() {
        if let Some((_, rest)) = relation(line.trim_start()) {
            relations += usize::from(is_argument(rest));
        }
    }
    relations > 1
}

/// `<Title>` or `<Title>: text`, which is not HTML and not an address in angle brackets.
fn is_argument(text: &str) -> bool {
    let Some((title, rest)) = text.strip_prefix('<').and_then(|t| t.split_once('>')) else {
        return false;
    };
    let is_end = rest.trim().is_empty() || rest.starts_with(':');
    is_end && !title.contains(['/', '@', '='])
}

/// The text as Markdown, line for line.
pub(super) fn to_markdown(text: &str, report: &mut ImportReport) -> String {
    let mut writer = ArgdownWriter::default();
    let mut front = text.trim_start().starts_with("===");
    let mut in_title = false;
    let text = &without_comments(text, report);
    for (n, line) in text.lines().enumerate() {
        if n > 0 {
            writer.out.push('\n');
        }
        if front {
            let words = line.trim();
            if let Some(title) = words.strip_prefix("title:") {
                in_title = true;
                writer.out += &format!("# {}", title.trim().trim_matches('"'));
            } else if in_title && line.starts_with(' ') && !words.contains(": ") {
                // the title continues the line before
                writer.out.truncate(writer.out.trim_end().len());
                writer.out += &format!(" {words}\n");
            } else {
                in_title = false;
                report.mark_consumed(words);
            }
            front = !(n > 0 && words == "===");
            continue;
        }
        writer.line(line.trim_end());
    }
    report.count(CountedItem::Argument, writer.arguments);
    report.count(CountedItem::Relation, writer.relations);
    writer.out
}

/// The text without its comments, which are `// …`, `/* … */` and `<!-- … -->` and may go over lines. A mark that
/// nothing closes is text.
fn without_comments(text: &str, report: &mut ImportReport) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = front_matter(text);
    out.push_str(&text[..at]);
    let mut line = 1 + out.matches('\n').count();
    // whether a mark can be closed in the rest of the text
    let (mut has_block_end, mut has_html_end) = (true, true);
    while let Some(found) = text[at..].find(['/', '<']) {
        let start = at + found;
        out.push_str(&text[at..start]);
        line += text[at..start].matches('\n').count();
        let rest = &text[start..];
        // `//` of an address is none
        let is_line = rest.starts_with("//") && !text[..start].ends_with(':');
        let len = match rest {
            _ if is_line => rest.find('\n'),
            _ if rest.starts_with("/*") && has_block_end => {
                let end = rest[2..].find("*/").map(|len| len + 4);
                has_block_end = end.is_some();
                end
            }
            _ if rest.starts_with("<!--") && has_html_end => {
                let end = rest[4..].find("-->").map(|len| len + 7);
                has_html_end = end.is_some();
                end
            }
            _ => None,
        };
        let len = len.or(is_line.then_some(rest.len()));
        match len {
            Some(len) => {
                let words = rest[..len].trim_matches(['/', '*', '<', '>', '!', '-', ' ', '\n']);
                report.dropped(line, words, "a comment");
                let breaks = rest[..len].matches('\n').count();
                out.push_str(&"\n".repeat(breaks));
                line += breaks;
                at = start + len;
                if out.ends_with(' ') && text[at..].starts_with(' ') {
                    at += 1;
                }
            }
            None => {
                out.push_str(&rest[..1]);
                at = start + 1;
            }
        }
    }
    out.push_str(&text[at..]);
    out
}

/// Where the front matter between two lines `===` ends.
fn front_matter(text: &str) -> usize {
    let lead = text.len() - text.trim_start().len();
    let Some(rest) = text[lead..].strip_prefix("===") else { return 0 };
    rest.find("\n===").map_or(0, |len| lead + 3 + len + 4)
}

fn relation(words: &str) -> Option<(&'static str, &str)> {
    for (mark, label) in RELATIONS {
        if let Some(rest) = words.strip_prefix(mark).filter(|rest| rest.starts_with(' ')) {
            return Some((label, rest.trim_start()));
        }
    }
    None
}

#[derive(Default)]
struct ArgdownWriter {
    out: String,
    /// Columns of the open items.
    indents: Vec<usize>,
    /// Whether the next line continues the open one.
    is_open: bool,
    /// Whether the next statement follows from those above.
    is_conclusion: bool,
    arguments: usize,
    relations: usize,
}

impl ArgdownWriter {
    fn line(&mut self, line: &str) {
        let words = line.trim_start();
        let column = line.replace('\t', "    ").len() - words.len();
        if words.is_empty() {
            self.is_open = false;
            return;
        }
        if words.starts_with('#') && words.trim_start_matches('#').starts_with(' ') {
            self.indents.clear();
            self.is_open = false;
            self.out += words;
            return;
        }
        if words.starts_with("--") && words.ends_with("--") {
            let rule = words.trim_matches(['-', ' ']);
            self.is_conclusion = true;
            self.is_open = false;
            if !rule.is_empty() {
                self.item(0, &format!("*Inference:* {rule}"));
            }
            return;
        }
        if let Some((label, rest)) = relation(words) {
            self.relations += 1;
            return self.item(column.max(1), &format!("**{label}** {}", element(rest)));
        }
        let numbered = words.strip_prefix('(').and_then(|w| w.split_once(") "));
        if let Some((number, rest)) = numbered.filter(|(number, _)| is_digits(number)) {
            let sign = if std::mem::take(&mut self.is_conclusion) { "Therefore: " } else { "" };
            return self.item(column, &format!("({number}) {sign}{}", element(rest)));
        }
        if let Some(rest) = words.strip_prefix("* ") {
            return self.item(column, &element(rest));
        }
        if self.is_open {
            self.out += &"  ".repeat(self.indents.len());
            self.out += words;
            return;
        }
        if words.starts_with(['[', '<']) {
            self.arguments += 1;
            return self.item(column, &element(words));
        }
        self.indents.clear();
        self.is_open = true;
        self.out += words;
    }

    fn item(&mut self, column: usize, text: &str) {
        while self.indents.last() >= Some(&column) {
            self.indents.pop();
        }
        self.out += &"  ".repeat(self.indents.len());
        self.out += &format!("- {text}");
        self.indents.push(column);
        self.is_open = true;
    }
}

/// `[Title]: text` and `<Title>: text` with the title in bold.
fn element(text: &str) -> String {
    let bare = text.strip_prefix('@').unwrap_or(text);
    for (open, close) in [('[', ']'), ('<', '>')] {
        let Some((title, rest)) = bare.strip_prefix(open).and_then(|t| t.split_once(close)) else {
            continue;
        };
        if rest.starts_with('(') {
            continue;
        }
        return match rest.strip_prefix(':') {
            Some(rest) => format!("**{title}:**{rest}"),
            None => format!("**{title}**{rest}"),
        };
    }
    text.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_mark_closes_is_text() {
        let mut report = ImportReport::default();
        for text in ["a /* b\nc", "a <!-- b\nc", "see https://a.example/b", "/* a"] {
            assert_eq!(without_comments(text, &mut report), text);
        }
        assert_eq!(without_comments("a /* b */ c // d\ne", &mut report), "a c \ne");
        assert_eq!(
            without_comments("===\na: /* b */\n===\n", &mut report),
            "===\na: /* b */\n===\n"
        );
    }
}
