//! What stands in a block beside its words: inline fields `(name:: value)` and the block id `^id` at its end.
//!
//! Sources of the formats: Obsidian's block links, Dataview's inline fields.

use std::ops::Range;

/// `(name:: value)`, with byte ranges in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub range: Range<usize>,
    pub name: Range<usize>,
    pub value: Range<usize>,
}

/// The fields and the id of one block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tail {
    pub fields: Vec<Field>,
    /// The id without its `^`.
    pub id: Option<Range<usize>>,
    /// Where the words end.
    pub end: usize,
}

impl Tail {
    /// The ranges that are not words, in order.
    pub fn cuts(&self) -> Vec<Range<u32>> {
        let mut cuts: Vec<_> =
            self.fields.iter().map(|f| f.range.start as u32..f.range.end as u32).collect();
        if let Some(id) = &self.id {
            cuts.push(id.start as u32 - 1..id.end as u32);
        }
        cuts.sort_by_key(|c| c.start);
        cuts
    }
}

/// Reads the fields and the id of the block that is `text[range]`; what stands in `code` ranges does not count.
pub fn tail(text: &str, range: Range<usize>, code: &[Range<usize>]) -> Tail {
    let slice = &text[range.clone()];
    let mut fields = Vec::new();
    if slice.contains("::") {
        let mut at = 0;
        while let Some(open) = slice[at..].find('(').map(|n| n + at) {
            let place = range.start + open;
            at = open + 1;
            if code.iter().any(|c| c.contains(&place)) {
                continue;
            }
            if let Some(field) = field(slice, open, range.start) {
                at = field.range.end - range.start;
                fields.push(field);
            }
        }
    }
    let mut end = range.end;
    let mut id = None;
    loop {
        end = range.start + text[range.start..end].trim_end().len();
        if let Some(field) = fields.iter().find(|f| f.range.end == end) {
            end = field.range.start;
        } else if let Some(found) = id_before(text, range.start, end).filter(|_| id.is_none()) {
            end = found.start - 1;
            id = Some(found);
        } else {
            return Tail { fields, id, end };
        }
    }
}

fn field(slice: &str, open: usize, base: usize) -> Option<Field> {
    let inside = &slice[open + 1..];
    let name_len = inside.find("::")?;
    let name = &inside[..name_len];
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if !starts_well || !name.chars().all(|c| c.is_ascii_alphanumeric() || "-_ ".contains(c)) {
        return None;
    }
    let mut depth = 1;
    let close = inside.char_indices().find_map(|(i, c)| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        (depth == 0).then_some(i)
    })?;
    let raw = &inside[name_len + 2..close];
    let value_start = open + 1 + name_len + 2 + (raw.len() - raw.trim_start().len());
    Some(Field {
        range: base + open..base + open + 1 + close + 1,
        name: base + open + 1..base + open + 1 + name_len,
        value: base + value_start..base + value_start + raw.trim().len(),
    })
}

fn id_before(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let slice = &text[start..end];
    let word = slice
        .rfind(char::is_whitespace)
        .map_or(0, |i| i + slice[i..].chars().next().map_or(1, char::len_utf8));
    let id = slice[word..].strip_prefix('^')?;
    let well_made = !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    well_made.then(|| end - id.len()..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (&str, Option<&str>, Vec<(&str, &str)>) {
        let t = tail(text, 0..text.len(), &[]);
        let fields =
            t.fields.iter().map(|f| (&text[f.name.clone()], &text[f.value.clone()])).collect();
        (&text[..t.end], t.id.map(|i| &text[i]), fields)
    }

    #[test]
    fn fields_and_id_are_found_in_any_order_at_the_end() {
        assert_eq!(read("A text. ^kimi"), ("A text.", Some("kimi"), vec![]));
        let both = "A (b) text. (overtakes:: [[2026-06-04#^x]]) ^kimi";
        assert_eq!(
            read(both),
            ("A (b) text.", Some("kimi"), vec![("overtakes", "[[2026-06-04#^x]]")])
        );
        let turned = "Will it? ^q-1 (status:: open) (due:: 2027-06)";
        assert_eq!(
            read(turned),
            ("Will it?", Some("q-1"), vec![("status", "open"), ("due", "2027-06")])
        );
    }

    #[test]
    fn a_power_or_a_caret_inside_the_text_is_no_id() {
        assert_eq!(read("10^26 operations"), ("10^26 operations", None, vec![]));
        assert_eq!(read("^only"), ("", Some("only"), vec![]));
        assert_eq!(read("Rust's std::fmt (a::b"), ("Rust's std::fmt (a::b", None, vec![]));
    }
}
