//! Forms of other programs, and links with their parts in another order, which are shown as text.

use super::body_reader::BodyReader;
use super::text_cursor::LineCursor;
use crate::diagnostics::codes;
use crate::markdown::{NodeKind, is_web};
use crate::source::{places_of, places_of_either};
use std::ops::Range;

/// The longest text that is read for a form, in bytes.
const LONGEST_FORM: usize = 200;

/// How a shortcode of a template language begins and ends.
const SHORTCODES: [(&str, &str); 4] = [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}")];

/// What other programs write before the kind of a callout.
const CALLOUT_MARKS: [&str; 4] = [":::", "!!!", "???", "[!"];

impl BodyReader<'_> {
    pub(super) fn check_foreign_forms(&mut self) {
        self.check_callout_marks();
        self.check_shortcodes();
        self.check_attribute_braces();
        self.check_link_order();
        self.check_unclosed_code();
        self.check_unclosed_comments();
        self.check_unused_footnotes();
    }

    fn report_form(&mut self, at: Range<usize>, message: &str, help: &str) {
        self.report.add(&codes::NEAR_FORM, self.span(&at), message, help);
    }

    /// `[!note] Title` without `>`, `> [! note]`, `::: note`, `!!! note "Title"`.
    fn check_callout_marks(&mut self) {
        let mut start = 0;
        for line in self.body.split_inclusive('\n') {
            let line_start = start;
            start += line.len();
            let quoted = line.trim_start_matches([' ', '\t', '>']);
            let at = line_start + line.len() - quoted.len();
            let is_quoted = self.body[line_start..at].contains('>');
            let Some(mark) = CALLOUT_MARKS.iter().find(|mark| quoted.starts_with(**mark)) else {
                continue;
            };
            let rest = quoted[mark.len()..].trim_start_matches([':', '{', '+', ' ', '.']);
            let is_kind = rest.starts_with(|c: char| c.is_ascii_alphabetic());
            if !is_kind || !self.tree.is_text(at) {
                continue;
            }
            let end = at + quoted.trim_end().len();
            let inside = start_of_form(quoted);
            match *mark {
                "[!" if !inside.contains(']') => {}
                "[!" if is_quoted => {
                    let message =
                        "the kind of a callout is one word right behind [!, so this is text";
                    let help = "write `> [!NOTE] Title`";
                    self.report_form(at..end, message, help);
                }
                "[!" => {
                    let message = "a callout is a quotation, so this is text";
                    let help = "write > at the start of each of its lines: `> [!NOTE] Title`";
                    self.report_form(at..end, message, help);
                }
                _ if is_quoted => {}
                _ => {
                    let message = format!("a callout does not start with {mark}, so this is text");
                    let help = "write `> [!NOTE] Title`, and > at the start of each of its lines";
                    self.report_form(at..end, &message, help);
                }
            }
        }
    }

    /// `{{< figure … >}}` of Hugo, `{% include … %}` of Jekyll.
    fn check_shortcodes(&mut self) {
        let mut read_to = 0;
        for open in places_of(self.body, "{") {
            if open < read_to || !self.tree.is_text(open) {
                continue;
            }
            let rest = start_of_form(&self.body[open..]);
            let found = SHORTCODES.iter().find(|(start, _)| rest.starts_with(start));
            let Some(len) = found.and_then(|(_, end)| Some(rest.find(end)? + end.len())) else {
                continue;
            };
            read_to = open + len;
            let message = "templates are not read in texts, so this is shown as text";
            let help = "write it in Markdown: `![words](picture.png)`, `[[name]]`, `> [!NOTE]`";
            self.report_form(open..read_to, message, help);
        }
    }

    /// `## Heading {#id .class}` and `[words]{.class}` of Pandoc.
    fn check_attribute_braces(&mut self) {
        let mut lines = LineCursor::default();
        for open in places_of(self.body, "{") {
            let rest = start_of_form(&self.body[open + 1..]);
            let Some(len) = rest.find('}') else { continue };
            let inside = &rest[..len];
            let before = &self.body[..open];
            let is_heading = self.body[lines.line(self.body, open).start..].starts_with('#');
            let is_attribute =
                |word: &str| word.len() > 1 && (word.starts_with(['#', '.']) || word.contains('='));
            if inside.is_empty()
                || !(is_heading || before.ends_with([']', '`', ')']))
                || !inside.split_whitespace().all(is_attribute)
                || !self.tree.is_text(open)
            {
                continue;
            }
            // a block id has a message of its own
            if !is_heading && inside.starts_with('#') {
                continue;
            }
            let message = "attributes in braces are shown as text";
            let help = "remove them; the address of a heading comes from its words";
            self.report_form(open..open + len + 2, message, help);
        }
    }

    /// `(words)[https://…]` and `[words] (https://…)`.
    fn check_link_order(&mut self) {
        for at in places_of_either(self.body, [b')', b']']) {
            let joint = &self.body[at..at + 1];
            let rest = start_of_form(&self.body[at + 1..]);
            let (open, close) = if joint == ")" { ("[", ']') } else { (" (", ')') };
            let Some(address) = rest.strip_prefix(open) else { continue };
            let Some(len) = address.find([close, ' ', '\n']) else { continue };
            if !address[len..].starts_with(close)
                || !is_web(&address[..len])
                || !self.tree.is_text(at)
            {
                continue;
            }
            let address = &address[..len];
            let end = at + 1 + open.len() + len + 1;
            if joint == "]" {
                let message =
                    "a space is between the words of a link and its address, so this is text";
                self.near_form(&(at..end), message, (at + 1..at + 2, ""));
                continue;
            }
            let reach = self.body.ceil_char_boundary(at.saturating_sub(LONGEST_FORM));
            let before = &self.body[reach..at];
            let Some(start) = before.rfind(['(', '\n']).filter(|n| before[*n..].starts_with('('))
            else {
                continue;
            };
            let start = reach + start;
            let message =
                "the words of a link are in square brackets and its address in round ones";
            let fixed = format!("[{}]({address})", &self.body[start + 1..at]);
            self.near_form(&(start..end), message, (start..end, &fixed));
        }
    }

    /// Code that is fenced to the end of the text.
    fn check_unclosed_code(&mut self) {
        let tree = self.tree;
        let end_of_words = self.body.trim_end().len();
        for index in tree.roots() {
            let node = tree.node(index);
            let is_fenced = node.kind == NodeKind::Code && !tree.is_indented_code(index);
            if !is_fenced || node.range().end < end_of_words {
                continue;
            }
            let words = self.body[node.range()].trim_end();
            let first_line = words.lines().next().unwrap_or_default();
            let mark = if first_line.starts_with('~') { '~' } else { '`' };
            let unfenced = first_line.trim_start_matches(mark);
            let fence = &first_line[..first_line.len() - unfenced.len()];
            let last_line = words.lines().skip(1).last().unwrap_or_default();
            if last_line.trim().starts_with(fence) {
                continue;
            }
            let start = node.range().start;
            let message = "the code is not closed, so all of the text after this is code";
            let help = format!("write {fence} on a line of its own where it ends");
            self.report_form(start..start + first_line.len(), message, &help);
        }
    }

    /// A comment that begins among words.
    fn check_unclosed_comments(&mut self) {
        for at in places_of(self.body, "%%") {
            let is_open = self.body[..at].ends_with(char::is_whitespace)
                && self.body[at + 2..].starts_with([' ', '\n']);
            if is_open && self.tree.is_text(at) {
                let message = "the comment is not closed, so it is shown as text";
                self.report_form(at..at + 2, message, "write %% where it ends");
            }
        }
    }

    /// A footnote that nothing leads to.
    fn check_unused_footnotes(&mut self) {
        let tree = self.tree;
        for footnote in tree.footnotes.iter().filter(|footnote| footnote.mark.is_none()) {
            let node = tree.node(footnote.node).range();
            let first_line = self.body[node.clone()].lines().next().unwrap_or_default();
            let span = self.span(&(node.start..node.start + first_line.len()));
            let message = "no mark leads to the footnote, so it is not shown";
            let help = "write its mark, such as [^1], behind the words to which it belongs";
            self.report.add(&codes::UNDEFINED_FOOTNOTE, span, message, help);
        }
    }
}

/// The start of a text in which a form has to end, within its line.
fn start_of_form(text: &str) -> &str {
    let text = &text[..text.floor_char_boundary(LONGEST_FORM)];
    text.lines().next().unwrap_or_default()
}
