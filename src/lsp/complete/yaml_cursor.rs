//! Where a cursor is in YAML that may be incomplete.

use crate::source::line_start;

/// The keys around the cursor, and what is being written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct YamlCursor<'t> {
    pub keys: Vec<&'t str>,
    /// The key whose value it is, if it is one.
    pub value_of: Option<&'t str>,
    pub typed: &'t str,
}

/// The position of the end of a YAML text. `None` in comments, in quotes and in texts of several words.
pub(super) fn cursor(text: &str) -> Option<YamlCursor<'_>> {
    let (open, quoted) = brackets(text);
    if quoted {
        return None;
    }
    let outer = open.first().map_or(text.len(), |(at, _)| *at);
    let line_start = line_start(text, outer);
    let line = &text[line_start..outer];
    let column = key_column(line);
    let mut keys = parents(&text[..line_start], column);
    if open.is_empty() {
        return written(&line[column..], keys);
    }
    let mut from = line_start + column;
    for (n, (at, bracket)) in open.iter().enumerate() {
        let before = text[from..*at].rsplit([',', '{', '[']).next().unwrap_or("").trim();
        keys.extend(before.strip_suffix(':').map(str::trim));
        from = at + 1;
        if n + 1 == open.len() {
            let typed = last_part(&text[from..]);
            return match bracket {
                '{' => written(typed, keys),
                _ => {
                    let key = keys.pop()?;
                    Some(YamlCursor { keys, value_of: Some(key), typed })
                }
            };
        }
    }
    None
}

fn is_key(key: &str) -> bool {
    key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
}

/// A key that is being written, or the value of one.
fn written<'t>(text: &'t str, keys: Vec<&'t str>) -> Option<YamlCursor<'t>> {
    match text.split_once(':') {
        Some((key, value)) if is_key(key) && (value.is_empty() || value.starts_with(' ')) => {
            Some(YamlCursor { keys, value_of: Some(key), typed: value.trim_start() })
        }
        None if is_key(text) => Some(YamlCursor { keys, value_of: None, typed: text }),
        _ => None,
    }
}

/// The text after the last comma outside of nested brackets.
fn last_part(text: &str) -> &str {
    let mut depth = 0;
    let mut start = 0;
    for (n, c) in text.char_indices() {
        depth += i32::from("[{".contains(c)) - i32::from("]}".contains(c));
        if c == ',' && depth == 0 {
            start = n + 1;
        }
    }
    text[start..].trim_start()
}

/// The brackets that are open at the end, and whether the end is in quotes or in a comment.
fn brackets(text: &str) -> (Vec<(usize, char)>, bool) {
    let mut open = Vec::new();
    let mut quote = None;
    let mut comment = false;
    let mut before = '\n';
    for (n, c) in text.char_indices() {
        match (c, quote) {
            ('\n', _) if comment => comment = false,
            _ if comment => {}
            ('"', Some('"')) if before == '\\' => {}
            (c, Some(q)) if c == q => quote = None,
            (_, Some(_)) => {}
            // a quote inside a word does not open a string
            ('"' | '\'', None) if " \n[{,:".contains(before) => quote = Some(c),
            ('#', None) if before.is_whitespace() => comment = true,
            // brackets begin a value; in the middle of a text they are text
            ('[' | '{', None) if " \n[{,".contains(before) && begins_value(&text[..n], &open) => {
                open.push((n, c))
            }
            (']' | '}', None) => drop(open.pop()),
            _ => {}
        }
        before = c;
    }
    (open, quote.is_some() || comment)
}

fn begins_value(before: &str, open: &[(usize, char)]) -> bool {
    let line = before.rsplit('\n').next().unwrap_or("").trim_end();
    !open.is_empty() || line.is_empty() || line.ends_with([':', '-'])
}

/// Where the key of a line starts, behind its indentation and dashes.
fn key_column(line: &str) -> usize {
    let mut column = line.len() - line.trim_start_matches(' ').len();
    while line[column..].starts_with("- ") {
        column += 2;
        column += line[column..].len() - line[column..].trim_start_matches(' ').len();
    }
    column
}

/// The keys above a line of this column, outermost first.
fn parents(above: &str, column: usize) -> Vec<&str> {
    let mut column = column;
    let mut found = Vec::new();
    for line in
        above.lines().rev().filter(|l| !l.trim().is_empty() && !l.trim_start().starts_with('#'))
    {
        let start = key_column(line);
        if start >= column {
            continue;
        }
        if let Some((key, _)) = line[start..].split_once(':') {
            found.push(key.trim());
        }
        column = start;
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match cursor(text) {
            None => "nothing".into(),
            Some(YamlCursor { keys, value_of: Some(key), typed }) => {
                format!("{} > {key} = {typed:?}", keys.join("."))
            }
            Some(YamlCursor { keys, value_of: None, typed }) => {
                format!("{} > {typed:?}", keys.join("."))
            }
        }
    }

    #[test]
    fn cursor_is_found_in_incomplete_yaml() {
        for (text, expected) in [
            ("", " > \"\""),
            ("title: A\nsta", " > \"sta\""),
            ("title: A\nstatus: ac", " > status = \"ac\""),
            ("provenance: {by: pe", "provenance > by = \"pe\""),
            ("provenance: {by: person, mo", "provenance > \"mo\""),
            ("provenance:\n  by: ", "provenance > by = \"\""),
            ("- id: a\n  author:\n    - fam", "author > \"fam\""),
            ("- id: a\n  ty", " > \"ty\""),
            ("- {name: A, warnings: [{since: 2026, ki", "warnings > \"ki\""),
            ("related: [a, b", " > related = \"b\""),
            ("aliases:\n- on", "aliases > \"on\""),
            ("a: {b: [c], d", "a > \"d\""),
            ("a: one [two", " > a = \"one [two\""),
            ("a: \"quoted", "nothing"),
            ("a: 1 # comm", "nothing"),
            ("keywords:\n  - {term: a, since: 2026}\n  - {te", "keywords > \"te\""),
            ("keywords:\n  - term: a\n    rea", "keywords > \"rea\""),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }
}
