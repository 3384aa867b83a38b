//! What a source says, as far as the layers need it: code without comments and quotes, the modules that it names.

/// The source without comments and without what stands between quotes.
pub fn code_of(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => quoted(rest, '"'),
            'r' if !code.ends_with(is_word) => raw_string(rest),
            '\'' => char_literal(rest),
            _ => 0,
        };
        let step = if skipped == 0 { c.len_utf8() } else { skipped };
        code.push_str(if skipped == 0 { &rest[..step] } else { " " });
        rest = &rest[step..];
    }
    code
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        let step = match &rest[at..] {
            s if s.starts_with("/*") => (1, 2),
            s if s.starts_with("*/") => (-1, 2),
            s => (0, s.chars().next().map_or(1, char::len_utf8)),
        };
        depth += step.0;
        at += step.1;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// `r"…"` and `r#"…"#`; 0 where none starts.
fn raw_string(rest: &str) -> usize {
    let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
    let open = 1 + hashes + 1;
    if !rest[1 + hashes..].starts_with('"') {
        return 0;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    rest[open..].find(&close).map_or(rest.len(), |n| open + n + close.len())
}

/// `'a'` and `'\n'`; 0 for a lifetime.
fn char_literal(rest: &str) -> usize {
    let mut inside = rest[1..].chars();
    match (inside.next(), inside.next()) {
        (Some('\\'), _) => quoted(rest, '\''),
        (Some(c), Some('\'')) => 2 + c.len_utf8(),
        _ => 0,
    }
}

/// The code without modules that are compiled for tests only.
pub fn without_tests(code: &str) -> String {
    let mut kept = code.to_string();
    while let Some(start) = kept.find("#[cfg(test)]") {
        let rest = &kept[start..];
        let end = match (rest.find('{'), rest.find(';')) {
            (Some(open), semicolon) if semicolon.is_none_or(|s| open < s) => block_end(rest, open),
            (_, Some(semicolon)) => semicolon + 1,
            _ => rest.len(),
        };
        kept.replace_range(start..start + end, "");
    }
    kept
}

fn block_end(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (at, c) in code[open..].char_indices() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if depth == 0 {
            return open + at + 1;
        }
    }
    code.len()
}

/// The modules that `crate::…` paths name, each once, in the order of the text.
pub fn used_modules(code: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for at in words_at(code, "crate::") {
        let rest = code[at + "crate::".len()..].trim_start();
        let names = match rest.strip_prefix('{') {
            Some(group) => heads(group),
            None => vec![head(rest)],
        };
        for name in names {
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

/// The first name of a path; `*` for a glob.
fn head(path: &str) -> String {
    if path.starts_with('*') { "*".to_string() } else { path.chars().take_while(|c| is_word(*c)).collect() }
}

/// The first names of the paths in a group, up to its closing brace.
fn heads(group: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut depth, mut from) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                found.push(head(group[from..at].trim_start()));
                from = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

/// Whether a chain of `super::` reaches the crate's root. Inside a module within the file one more is needed.
pub fn leaves_through_super(path: &str, code: &str) -> bool {
    let inside = path.trim_end_matches("/mod.rs").trim_end_matches(".rs").split('/').count();
    let within = usize::from(
        words_at(code, "mod").any(|at| code[at + 3..].trim_start_matches(|c| is_word(c) || c == ' ').starts_with('{')),
    );
    let chain = "super::".repeat(inside + within);
    words_at(code, &chain).next().is_some()
}

pub fn has_word(code: &str, word: &str) -> bool {
    words_at(code, word).any(|at| !code[at + word.len()..].starts_with(is_word))
}

/// Where a text stands in the code and no word goes on into it.
fn words_at<'a>(code: &'a str, text: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(text).map(|(at, _)| at).filter(|at| !code[..*at].ends_with(is_word))
}
