//! The syntax of BibTeX files: entries, fields and abbreviations, as BibTeX itself reads them.
//!
//! The biblatex crate refuses a whole file for one field, so it reads values only. Source of the
//! format: O. Patashnik, "BibTeXing", and the manual of the biblatex package, section 2.

use super::bibliography_content::BibliographyContent;
use super::text::LineStarts;
use crate::model::month_name;
use std::collections::HashMap;

/// One entry with its fields in lower case, abbreviations replaced.
#[derive(Clone, Debug)]
pub(super) struct BibEntry {
    pub line: usize,
    /// `article`, …
    pub kind: String,
    pub key: Option<String>,
    pub fields: Vec<(String, String)>,
    /// The index of the first field of each name.
    by_name: HashMap<String, usize>,
    /// Pieces that are not fields.
    pub rest: Vec<String>,
    /// Abbreviations that are kept by their names, each with the reason.
    pub unread_names: Vec<(String, &'static str)>,
}

impl BibEntry {
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(|n| self.fields[*n].1.as_str())
    }

    pub(super) fn add_field(&mut self, name: String, value: String) {
        self.by_name.entry(name.clone()).or_insert(self.fields.len());
        self.fields.push((name, value));
    }
}

const OF_ANOTHER_FILE: &str = "is an abbreviation of another file";
const TOO_LONG: &str =
    "is an abbreviation that makes the file many times longer, and was not replaced";

/// How many bytes a file may have more than it is long, where its entries repeat abbreviations or fields of others.
pub(super) fn room_for_repetitions(text: &str) -> usize {
    (1 << 16) + 8 * text.len()
}

/// The entries of a file. Other text goes to `content`.
pub(super) fn entries(text: &str, content: &mut BibliographyContent) -> Vec<BibEntry> {
    let mut reader = BibReader {
        text,
        at: 0,
        lines: LineStarts::new(text),
        names: HashMap::new(),
        closing_braces: closing_braces(text),
        room: room_for_repetitions(text),
        lacks_parenthesis: false,
    };
    for month in (1..=12).filter_map(month_name) {
        reader.names.insert(month[..3].to_lowercase(), month.to_string());
    }
    let mut entries = Vec::new();
    let mut outside = 0;
    while let Some(start) = text[reader.at..].find('@').map(|n| n + reader.at) {
        reader.at = start + 1;
        let kind = reader.name().to_lowercase();
        reader.skip_space();
        let Some(open @ ('{' | '(')) = reader.peek() else { continue };
        reader.at += 1;
        let close = if open == '{' { '}' } else { ')' };
        remark_outside(content, &reader, outside..start);
        let line = reader.lines.line(start);
        let is_read = match kind.as_str() {
            "comment" | "preamble" => {
                let end = reader.skip_to_close(close);
                content.remark(line, &text[start..reader.at], "not a work");
                end
            }
            "string" => {
                let mut entry = BibEntry::new(line, kind);
                let end = reader.fields(&mut entry, close);
                for (name, reason) in &entry.unread_names {
                    content.remark(line, name, *reason);
                }
                reader.names.extend(entry.fields);
                content.abbreviations += 1;
                end
            }
            _ => {
                let mut entry = BibEntry::new(line, kind);
                reader.key(&mut entry);
                let end = reader.fields(&mut entry, close);
                if end {
                    entries.push(entry);
                }
                end
            }
        };
        if !is_read {
            // an open brace must not swallow the entries below
            let next = text[start + 1..].find("\n@").map(|n| n + start + 2);
            reader.at = next.unwrap_or(text.len());
            let reason = "this entry cannot be read: a brace or quotation mark is not closed";
            content.remark(line, &text[start..reader.at], reason);
        }
        outside = reader.at;
    }
    remark_outside(content, &reader, outside..text.len());
    entries
}

/// Text outside of entries, which BibTeX ignores.
fn remark_outside(
    content: &mut BibliographyContent,
    reader: &BibReader<'_>,
    range: std::ops::Range<usize>,
) {
    let words = reader.text[range.clone()].trim();
    if !words.trim_matches([',', '%']).is_empty() {
        let start = range.end - reader.text[range].trim_start().len();
        content.remark(reader.lines.line(start), words, "outside of any entry");
    }
}

impl BibEntry {
    fn new(line: usize, kind: String) -> BibEntry {
        let (fields, rest, unread_names) = (Vec::new(), Vec::new(), Vec::new());
        BibEntry { line, kind, key: None, fields, by_name: HashMap::new(), rest, unread_names }
    }
}

struct BibReader<'a> {
    text: &'a str,
    at: usize,
    lines: LineStarts,
    /// Texts by abbreviation, in lower case.
    names: HashMap<String, String>,
    closing_braces: HashMap<usize, usize>,
    /// How many more bytes may stand in place of abbreviations. Those of abbreviations double in a line each.
    room: usize,
    /// Whether no parenthesis closes from here to the end.
    lacks_parenthesis: bool,
}

impl<'a> BibReader<'a> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn take_while(&mut self, is_part: fn(char) -> bool) -> &'a str {
        let rest = &self.text[self.at..];
        let len = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    fn skip_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    /// A name of a field or abbreviation.
    fn name(&mut self) -> &'a str {
        self.take_while(|c| !c.is_whitespace() && !"{}(),=#%\"'".contains(c))
    }

    /// The key up to its comma; an entry of EndNote has none.
    fn key(&mut self, entry: &mut BibEntry) {
        self.skip_space();
        let start = self.at;
        let key = self.take_while(|c| !",={}()\n".contains(c)).trim();
        match self.peek() {
            Some(',') if !key.is_empty() => {
                entry.key = Some(key.to_string());
                self.at += 1;
            }
            Some('}' | ')') if !key.is_empty() => entry.key = Some(key.to_string()),
            Some('\n')
                if !key.is_empty() && !self.text[self.at..].trim_start().starts_with('=') =>
            {
                entry.key = Some(key.to_string())
            }
            _ => self.at = start,
        }
    }

    /// Reads fields up to the end of the entry; returns whether there is one.
    fn fields(&mut self, entry: &mut BibEntry, close: char) -> bool {
        loop {
            self.skip_space();
            match self.peek() {
                None | Some('@') => return false,
                Some(c) if c == close => {
                    self.at += 1;
                    return true;
                }
                Some(',' | '}') => self.at += 1,
                Some('%') => {
                    self.take_while(|c| c != '\n');
                }
                Some(_) => {
                    let start = self.at;
                    if !self.field(entry) {
                        self.at = self.at.max(start + 1);
                        while !self.text.is_char_boundary(self.at) {
                            self.at += 1;
                        }
                        let rest = &self.text[self.at..];
                        let len = match rest.starts_with('@') {
                            true => 0,
                            false => rest.find([',', '\n', close]).unwrap_or(rest.len()),
                        };
                        self.at += len;
                        entry.rest.push(self.text[start..self.at].trim().to_string());
                    }
                }
            }
        }
    }

    /// `name = value`; returns whether it is one.
    fn field(&mut self, entry: &mut BibEntry) -> bool {
        let name = self.name().to_lowercase();
        self.skip_space();
        if name.is_empty() || self.peek() != Some('=') {
            return false;
        }
        self.at += 1;
        let mut value = String::new();
        loop {
            self.skip_space();
            let Some(part) = self.value(entry) else { return false };
            value += &part;
            self.skip_space();
            if self.peek() != Some('#') {
                break;
            }
            self.at += 1;
        }
        if entry.field(&name).is_none() {
            entry.add_field(name, value);
        } else if entry.field(&name) != Some(&value) {
            entry.rest.push(format!("{name}: {value}"));
        }
        true
    }

    /// `{words}`, `"words"`, a number or an abbreviation.
    fn value(&mut self, entry: &mut BibEntry) -> Option<String> {
        match self.peek()? {
            '{' => {
                self.at += 1;
                let start = self.at;
                if !self.skip_to_close('}') {
                    return None;
                }
                Some(self.text[start..self.at - 1].to_string())
            }
            '"' => {
                self.at += 1;
                let start = self.at;
                if !self.skip_to_close('"') {
                    return None;
                }
                Some(self.text[start..self.at - 1].to_string())
            }
            // the next entry, which would be read again from each of those before it
            '@' => None,
            _ => {
                let name = self.name();
                if name.is_empty() {
                    return None;
                }
                match self.names.get(&name.to_lowercase()) {
                    Some(text) if text.len() <= self.room => {
                        self.room -= text.len();
                        return Some(text.clone());
                    }
                    Some(_) => entry.unread_names.push((name.to_string(), TOO_LONG)),
                    None if name.starts_with(|c: char| c.is_ascii_digit()) => {}
                    None => entry.unread_names.push((name.to_string(), OF_ANOTHER_FILE)),
                }
                Some(name.to_string())
            }
        }
    }

    /// Passes what closes a value or entry that has just begun; returns whether it is there.
    fn skip_to_close(&mut self, close: char) -> bool {
        if close == '}' {
            let Some(end) = self.closing_braces.get(&(self.at - 1)) else { return false };
            self.at = end + 1;
            return true;
        }
        if close == ')' && self.lacks_parenthesis {
            return false;
        }
        let mut at = self.at;
        while let Some(n) = self.text[at..].find(['\\', '{', '}', close]) {
            at += n;
            match self.text.as_bytes()[at] {
                b'\\' => {
                    at += 1;
                    at += self.text[at..].chars().next().map_or(0, char::len_utf8);
                }
                b'{' => match self.closing_braces.get(&at) {
                    Some(end) => at = end + 1,
                    None => return false,
                },
                b'}' => return false,
                _ => {
                    self.at = at + 1;
                    return true;
                }
            }
        }
        self.lacks_parenthesis |= close == ')';
        false
    }
}

/// The closing brace of each brace that has one.
fn closing_braces(text: &str) -> HashMap<usize, usize> {
    let mut closing = HashMap::new();
    let mut open = Vec::new();
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'{' => open.push(at),
            b'}' => {
                if let Some(start) = open.pop() {
                    closing.insert(start, at);
                }
            }
            _ => {}
        }
    }
    closing
}
