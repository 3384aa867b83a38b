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
    let mut comment: Option<(usize, String)> = None;
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
        let mut line = line.to_string();
        if let Some((start, mut open)) = comment.take() {
            open += &line;
            match open.split_once("*/") {
                Some((words, rest)) => {
                    let words = words.trim_matches(['*', '/', ' ']);
                    report.dropped(start, words, "a comment");
                    line = rest.to_string();
                }
                None => {
                    comment = Some((start, open + " "));
                    continue;
                }
            }
        }
        if let Some((before, rest)) = line.clone().split_once("/*") {
            line = before.to_string();
            match rest.split_once("*/") {
                Some((words, after)) => {
                    report.dropped(n + 1, words.trim_matches(['*', ' ']), "a comment");
                    line += after;
                }
                None => comment = Some((n + 1, format!("{rest} "))),
            }
        }
        if let Some(at) = line.find("//").filter(|at| !line[..*at].ends_with(':')) {
            report.dropped(n + 1, line[at + 2..].trim(), "a comment");
            line.truncate(at);
        }
        writer.line(line.trim_end());
    }
    report.count(CountedItem::Argument, writer.arguments);
    report.count(CountedItem::Relation, writer.relations);
    writer.out
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
