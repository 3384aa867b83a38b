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
    let text = &without_comments(text, report);
    let front = text[..front_matter(text)].lines().count();
    let mut front_reader = FrontReader::default();
    for (n, line) in text.lines().enumerate() {
        if n > 0 {
            writer.out.push('\n');
        }
        if n < front {
            front_reader.line(n + 1, line, &mut writer.out);
            continue;
        }
        let mut line = line.trim_end();
        if let Some((heading, data)) = heading_data(line) {
            report.dropped(n + 1, data, "data of Argdown");
            line = heading;
        }
        writer.line(&with_mentions(line));
    }
    for (line, setting) in front_reader.settings {
        report.dropped(line, &setting, "a setting of Argdown");
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

/// Where the front matter between two lines `===` ends; 0 without one.
fn front_matter(text: &str) -> usize {
    let (mut at, mut is_open) = (0, false);
    for line in text.split_inclusive('\n') {
        at += line.len();
        match line.trim() {
            "===" if is_open => return at,
            "===" => is_open = true,
            words if !is_open && !words.is_empty() => return 0,
            _ => {}
        }
    }
    0
}

/// Keys of a front matter that say something to readers, in lower case.
const SHOWN_KEYS: [&str; 6] = ["author", "authors", "date", "subtitle", "abstract", "version"];

/// The front matter: its title becomes a heading, what readers are told a list, the rest settings.
#[derive(Default)]
struct FrontReader {
    open: FrontKey,
    /// Settings with their lines.
    settings: Vec<(usize, String)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum FrontKey {
    #[default]
    Setting,
    Title,
    Shown,
}

impl FrontReader {
    fn line(&mut self, number: usize, line: &str, out: &mut String) {
        let words = line.trim();
        if words.is_empty() || words == "===" {
            return;
        }
        if line.starts_with([' ', '\t']) {
            match (self.open, self.settings.last_mut()) {
                (FrontKey::Title, _) => {
                    // the title continues the line before
                    out.truncate(out.trim_end().len());
                    *out += &format!(" {words}\n");
                }
                (FrontKey::Shown, _) => *out += &format!("  {words}"),
                (FrontKey::Setting, Some((_, setting))) => *setting += &format!(" {words}"),
                (FrontKey::Setting, None) => self.settings.push((number, words.into())),
            }
            return;
        }
        let (name, value) = words.split_once(':').unwrap_or((words, ""));
        let low = name.to_lowercase();
        if low == "title" {
            self.open = FrontKey::Title;
            *out += &format!("# {}", value.trim().trim_matches('"'));
        } else if SHOWN_KEYS.contains(&low.as_str()) {
            self.open = FrontKey::Shown;
            *out += &format!("- {words}");
        } else {
            self.open = FrontKey::Setting;
            self.settings.push((number, words.into()));
        }
    }
}

/// `# Heading {isGroup: false}`: the heading and its data.
fn heading_data(line: &str) -> Option<(&str, &str)> {
    let (heading, data) = line.strip_suffix('}')?.rsplit_once(" {")?;
    let is_heading = heading.starts_with('#') && data.contains(':');
    is_heading.then(|| (heading.trim_end(), data))
}

/// `@[Title]` and `@<Title>`, which mention a statement or an argument, with the title in bold.
fn with_mentions(line: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some(mark) = line[at..].find('@').map(|n| n + at) {
        let rest = &line[mark + 1..];
        let end = match rest.as_bytes().first() {
            Some(b'[') => rest.find(']'),
            Some(b'<') => rest.find('>'),
            _ => None,
        };
        let is_word = line[..mark].ends_with(|c: char| c.is_alphanumeric() || c == '\\');
        out += &line[at..mark];
        at = mark + 1;
        match end {
            Some(end) if end > 1 && !is_word => {
                out += &format!("**{}**", &rest[1..end]);
                at += end + 1;
            }
            _ => out.push('@'),
        }
    }
    out + &line[at..]
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
    /// Whether the lines are those of a rule between two lines `--`.
    is_in_rule: bool,
    arguments: usize,
    relations: usize,
}

impl ArgdownWriter {
    fn line(&mut self, line: &str) {
        let words = line.trim_start();
        let column = line.replace('\t', "    ").len() - words.len();
        if words.is_empty() {
            self.is_open = false;
            self.is_in_rule = false;
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
            self.is_in_rule = words == "--" && !self.is_in_rule;
            if !rule.is_empty() {
                self.item(0, &format!("*Inference:* {rule}"));
            }
            return;
        }
        if self.is_in_rule && !self.is_open {
            return self.item(column, &format!("*Inference:* {words}"));
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
