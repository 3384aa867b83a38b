//! Notations of other programs that have another meaning here or none: kinds of callouts, queries, formulas between brackets,
//! raised and lowered characters, names of emoji.

use super::body_reader::BodyReader;
use crate::diagnostics::{Diagnostic, codes, suggest};
use crate::markdown::{NodeIndex, NodeKind};
use crate::model::{callout_name, callout_words};
use crate::source::{places_of, places_of_either};

/// The longest formula and name that is looked at, in bytes.
const LONGEST: usize = 400;

/// Blocks of code that other programs run, with what to write instead.
const RUN_BLOCKS: [(&[&str], &str, &str); 3] = [
    (
        &["dataview", "dataviewjs", "query", "base", "tasks"],
        "queries are not run, so this is shown as code",
        "write the list or table that the query makes",
    ),
    (
        &["mermaid", "plantuml"],
        "diagrams are not drawn, so this is shown as code",
        "put a picture of it next to the text: `![What it shows](diagram.svg)`",
    ),
    (
        &["math"],
        "formulas are not read between fences, so this is shown as code",
        "write $$ in place of each fence",
    ),
];

/// How inline queries start.
const INLINE_QUERIES: [&str; 4] = ["= this.", "=this.", "$= ", "$=dv."];

const LOWERED: (&str, &str) = ("0123456789+-=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓ");
const RAISED: (&str, &str) = ("0123456789+-=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ");

impl BodyReader<'_> {
    pub(super) fn check_foreign_notations(&mut self) {
        self.check_callout_kinds();
        self.check_run_code();
        self.check_bracketed_formulas();
        self.check_raised_characters();
        self.check_emoji_names();
    }

    /// `> [!foo] Title`, and `> [note]` without its mark.
    fn check_callout_kinds(&mut self) {
        let tree = self.tree;
        for callout in tree.callouts.iter() {
            let word = self.slice(&callout.kind);
            let kind = word.to_ascii_lowercase();
            if callout_name(&kind).is_some() {
                continue;
            }
            let to_editor = strsim::damerau_levenshtein(&kind, "editor");
            if to_editor <= 2 {
                let message = format!("the callout \"{word}\" is nearly that of an editor's note");
                self.near_form(&callout.kind, &message, (callout.kind.clone(), "EDITOR"));
                continue;
            }
            let near = suggest::nearest(&kind, callout_words(), 1).first().copied();
            let hint = near.map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default();
            let message = format!("no kind of callout is called \"{word}\"{hint}");
            let span = self.span(&callout.kind);
            let found = Diagnostic::at(&codes::UNKNOWN_CALLOUT, span, message);
            let words: Vec<&str> = callout_words().collect();
            let found = found.help(format!("the kinds are: {}", words.join(", ")));
            self.report.push(match near {
                Some(near) if kind == word => found.fix(span, near),
                Some(near) => found.fix(span, near.to_uppercase()),
                None => found,
            });
        }
        for (index, node) in tree.nodes.iter().enumerate() {
            if node.kind != NodeKind::Quotation || tree.callout(index as NodeIndex).is_some() {
                continue;
            }
            let line = self.slice(&node.range()).lines().next().unwrap_or_default();
            let words = line.trim_start_matches(['>', ' ']);
            let open = node.range().start + line.len() - words.len();
            let kind = words.strip_prefix('[').and_then(|rest| rest.split_once(']'));
            if let Some((kind, after)) = kind
                && callout_name(&kind.to_ascii_lowercase()).is_some()
                && (after.is_empty() || after.starts_with(' '))
                && self.tree.is_text(open)
            {
                let message =
                    "the kind of a callout has an exclamation mark before it, so this is text";
                let place = open + 1..open + 1;
                self.near_form(&(open..open + kind.len() + 2), message, (place, "!"));
            }
        }
    }

    /// Blocks and spans of code that other programs replace by what they make of it.
    fn check_run_code(&mut self) {
        let tree = self.tree;
        for node in &tree.nodes {
            let words = self.slice(&node.range());
            let line = words.lines().next().unwrap_or_default().trim_end();
            let at = node.range().start..node.range().start + line.len();
            if node.kind == NodeKind::CodeSpan {
                let inside = words.trim_matches('`').trim_start();
                if INLINE_QUERIES.iter().any(|start| inside.starts_with(start)) {
                    let message = "queries are not run, so this is shown as code";
                    let help = "write the value that the query has";
                    self.report.add(&codes::NEAR_FORM, self.span(&at), message, help);
                }
                continue;
            }
            if node.kind != NodeKind::Code {
                continue;
            }
            let info = line.trim_start_matches(['`', '~']);
            if info.len() == line.len() {
                continue;
            }
            let language = info.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
            if let Some((_, message, help)) =
                RUN_BLOCKS.iter().find(|(names, ..)| names.contains(&&*language))
            {
                self.report.add(&codes::NEAR_FORM, self.span(&at), *message, *help);
                continue;
            }
            // admonitions of Obsidian and of MyST
            let kind = language
                .strip_prefix("ad-")
                .or_else(|| language.strip_prefix('{').and_then(|kind| kind.strip_suffix('}')));
            if let Some(kind) = kind.filter(|kind| callout_name(kind).is_some()) {
                let message = "a callout is a quotation, so this is shown as code";
                let help = format!(
                    "write `> [!{}] Title`, and > at the start of each of its lines",
                    kind.to_uppercase()
                );
                self.report.add(&codes::NEAR_FORM, self.span(&at), message, help);
            }
        }
    }

    /// `\(x^2\)` and `\[x = y\]` of LaTeX, whose backslashes Markdown drops.
    fn check_bracketed_formulas(&mut self) {
        let mut read_to = 0;
        for open in places_of(self.body, "\\") {
            let rest = &self.body[open + 1..];
            let (close, dollars) = match rest.chars().next() {
                Some('(') => ("\\)", "$"),
                Some('[') => ("\\]", "$$"),
                _ => continue,
            };
            if open < read_to || self.body[..open].ends_with('\\') || !self.tree.is_text(open + 1) {
                continue;
            }
            let rest = &rest[1..];
            let rest = &rest[..rest.floor_char_boundary(LONGEST)];
            let Some(len) = rest.find(close) else { continue };
            let formula = rest[..len].trim();
            if !is_formula(formula) {
                continue;
            }
            let end = open + 2 + len + close.len();
            read_to = end;
            let message =
                "a formula is between dollar signs, so this is text without its backslashes";
            let fixed = format!("{dollars}{formula}{dollars}");
            self.near_form(&(open..end), message, (open..end, &fixed));
        }
    }

    /// `H~2~O` and `x^2^` of Pandoc.
    fn check_raised_characters(&mut self) {
        let mut read_to = 0;
        for open in places_of_either(self.body, [b'~', b'^']) {
            let mark = &self.body[open..open + 1];
            let before = self.body[..open].chars().next_back();
            let rest = &self.body[open + 1..];
            if open < read_to
                || !before.is_some_and(|c| c.is_alphanumeric() || c == ')')
                || !self.tree.is_text(open + 1)
            {
                continue;
            }
            let len = rest.find(|c: char| !c.is_alphanumeric() && !"+-=()−".contains(c));
            let Some(len) = len.filter(|len| (1..=10).contains(len)) else { continue };
            if !rest[len..].starts_with(mark) || rest[len + 1..].starts_with(mark) {
                continue;
            }
            let end = open + 1 + len + 1;
            read_to = end;
            let inside = &rest[..len];
            let (message, signs) = match mark {
                "~" => ("~ is no mark of a subscript here", LOWERED),
                _ => ("^ is no mark of a superscript here", RAISED),
            };
            let sign = |c: char| signs.1.chars().nth(signs.0.chars().position(|sign| sign == c)?);
            let span = self.span(&(open..end));
            let found = Diagnostic::at(&codes::NEAR_FORM, span, message);
            self.report.push(match inside.chars().map(sign).collect::<Option<String>>() {
                Some(characters) => found.fix(span, characters),
                None if mark == "~" => {
                    found.help("write the whole as a formula, such as `$x_{max}$`")
                }
                None => found.help("write the whole as a formula, such as `$x^{max}$`"),
            });
        }
    }

    /// `:smile:` of GitHub.
    fn check_emoji_names(&mut self) {
        let mut read_to = 0;
        for open in places_of(self.body, ":") {
            let is_start = self.body[..open].chars().next_back().is_none_or(char::is_whitespace);
            if open < read_to || !is_start || !self.tree.is_text(open) {
                continue;
            }
            let rest = &self.body[open + 1..];
            let is_of_name =
                |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c);
            let len = rest.find(|c| !is_of_name(c)).unwrap_or(rest.len());
            let after = rest[len..].strip_prefix(':').map(|after| after.chars().next());
            let is_end =
                after.is_some_and(|c| c.is_none_or(|c| c.is_whitespace() || ".,;!?)".contains(c)));
            if (2..=40).contains(&len) && is_end && rest.starts_with(|c: char| !c.is_ascii_digit())
            {
                let end = open + len + 2;
                read_to = end;
                let message = "names of emoji are not read, so this is shown as text";
                let span = self.span(&(open..end));
                self.report.add(
                    &codes::NEAR_FORM,
                    span,
                    message,
                    "write the character itself, such as 🙂",
                );
            }
        }
    }
}

/// Whether words are a formula rather than a remark in brackets.
fn is_formula(words: &str) -> bool {
    let has_prose = || {
        let parts: Vec<&str> = words.split(' ').collect();
        let is_word = |word: &str| word.len() > 2 && word.chars().all(char::is_alphabetic);
        parts.windows(2).any(|pair| is_word(pair[0]) && is_word(pair[1]))
    };
    let has_sign = words.contains(['\\', '^', '_', '=', '<', '>', '{', '+']);
    let is_variable = words.len() <= 2 && words.starts_with(|c: char| c.is_ascii_alphabetic());
    !words.contains("\n\n") && (has_sign && !has_prose() || is_variable)
}
