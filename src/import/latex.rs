//! LaTeX in the values of BibTeX: markup, ties, quotes and formulas as Unicode text.
//!
//! Accents and further symbols are left to the biblatex crate, which reads the result.

use super::text::is_digits;

/// Commands of which only the argument is kept, and switches.
const MARKUP: &str = "emph textit textbf textsc texttt textrm textsf textsl textup textmd textnormal mkbibemph mkbibbold \
                      mkbibitalic mkbibparens mbox hbox text uppercase lowercase MakeUppercase MakeLowercase ensuremath \
                      url path nolinkurl nocase relax em it bf sc tt rm sl sf itshape bfseries scshape ttfamily footnotesize \
                      small normalsize protect noopsort mathrm mathit mathbf mathcal mathsf mathtt mathbb operatorname \
                      left right displaystyle bibstring autocap midsentence textsuperscript mkbibsuperscript \
                      textsubscript underline ul";
const QUOTES: [&str; 4] = ["mkbibquote", "enquote", "textquote", "blockquote"];
/// Commands and what they print.
const SYMBOLS: [(&str, &str); 81] = [
    ("slash", "/"),
    ("hyphen", "-"),
    ("fshyphen", "-"),
    ("nobreakspace", " "),
    ("space", " "),
    ("quad", " "),
    ("qquad", " "),
    ("newline", " "),
    ("par", " "),
    ("textdegree", "°"),
    ("degree", "°"),
    ("degreesymbol", "°"),
    ("circ", "°"),
    ("texteuro", "€"),
    ("euro", "€"),
    ("textmu", "µ"),
    ("ldots", "…"),
    ("cdots", "⋯"),
    ("textquotesingle", "'"),
    ("lq", "‘"),
    ("rq", "’"),
    ("textnumero", "№"),
    ("backslash", "\\textbackslash{}"),
    ("textbraceleft", "\\{"),
    ("textbraceright", "\\}"),
    ("BibTeX", "BibTeX"),
    ("XeTeX", "XeTeX"),
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ϵ"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("upsilon", "υ"),
    ("phi", "ϕ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("times", "×"),
    ("cdot", "⋅"),
    ("pm", "±"),
    ("le", "≤"),
    ("leq", "≤"),
    ("ge", "≥"),
    ("geq", "≥"),
    ("neq", "≠"),
    ("approx", "≈"),
    ("sim", "∼"),
    ("infty", "∞"),
    ("to", "→"),
    ("rightarrow", "→"),
    ("leftarrow", "←"),
    ("in", "∈"),
    ("ell", "ℓ"),
    ("prime", "′"),
    ("textonehalf", "½"),
    ("textsterling", "£"),
];
const SUBSCRIPTS: &str = "₀₁₂₃₄₅₆₇₈₉";
const SUPERSCRIPTS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/// The value without markup. Unknown markup is left to the parser of BibTeX.
pub(super) fn without_markup(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        let len = match c {
            '\\' => command(rest, &mut out),
            '$' => formula(rest, &mut out),
            '~' => {
                out.push(' ');
                1
            }
            '`' if rest.starts_with("``") => {
                out.push('“');
                2
            }
            '\'' if rest.starts_with("''") => {
                out.push('”');
                2
            }
            '`' => {
                out.push('‘');
                1
            }
            c => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[len..];
    }
    out
}

/// Writes the command at the start of a text and returns its length.
fn command(text: &str, out: &mut String) -> usize {
    let letters =
        text[1..].len() - text[1..].trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let name = &text[1..1 + letters];
    let after = 1 + letters;
    // a space ends the name of a command
    let spaces = text[after..].len() - text[after..].trim_start().len();
    if name.is_empty() {
        let Some(mark) = text[1..].chars().next() else {
            out.push_str("\\textbackslash{}");
            return 1;
        };
        match mark {
            ',' | ';' | ':' | ' ' | '\\' | '\n' => out.push(' '),
            '!' | '/' | '-' | '@' | '(' | ')' => {}
            _ => out.extend(['\\', mark]),
        }
        return 1 + mark.len_utf8();
    }
    if name == "ensuremath" && text[after..].starts_with('{') {
        let len = group(&text[after..]);
        out.push_str(&math(group_words(&text[after..after + len])));
        return after + len;
    }
    if QUOTES.contains(&name) && text[after..].starts_with('{') {
        let len = group(&text[after..]);
        out.push('“');
        out.push_str(&without_markup(group_words(&text[after..after + len])));
        out.push('”');
        return after + len;
    }
    if let Some((_, symbol)) = SYMBOLS.iter().find(|(known, _)| *known == name) {
        out.push_str(symbol);
        return after + spaces + if text[after + spaces..].starts_with("{}") { 2 } else { 0 };
    }
    if MARKUP.split_ascii_whitespace().any(|m| m == name) {
        return after + spaces;
    }
    if let Some(len) = formula_command(name, &text[after..], out) {
        return after + len;
    }
    out.push_str(&text[..after]);
    after
}

/// Marks over a letter of a formula, as combining characters.
const MARKS: [(&str, char); 9] = [
    ("overline", '\u{305}'),
    ("bar", '\u{304}'),
    ("hat", '\u{302}'),
    ("widehat", '\u{302}'),
    ("tilde", '\u{303}'),
    ("widetilde", '\u{303}'),
    ("vec", '\u{20d7}'),
    ("dot", '\u{307}'),
    ("ddot", '\u{308}'),
];

/// Writes `\sqrt{s}` as √s, `\frac{a}{b}` as a/b and `\bar{p}` as p with its mark; returns the length
/// of the arguments, or `None` for another command.
fn formula_command(name: &str, arguments: &str, out: &mut String) -> Option<usize> {
    if !arguments.starts_with('{') {
        return None;
    }
    let len = group(arguments);
    let words = math(group_words(&arguments[..len]));
    let is_short = words.chars().count() == 1;
    let mark = MARKS.iter().find(|(known, _)| *known == name).map(|(_, mark)| *mark);
    match name {
        "sqrt" if is_short => out.push_str(&format!("√{words}")),
        "sqrt" => out.push_str(&format!("√({words})")),
        "frac" | "tfrac" | "dfrac" if arguments[len..].starts_with('{') => {
            let rest = &arguments[len..];
            let rest_len = group(rest);
            out.push_str(&format!("{words}/{}", math(group_words(&rest[..rest_len]))));
            return Some(len + rest_len);
        }
        _ => {
            let mark = mark?;
            for c in words.chars() {
                out.extend([c, mark]);
            }
        }
    }
    Some(len)
}

/// Writes the formula at the start of a text and returns its length. As in Pandoc, a dollar sign is
/// one of money unless a word touches it on the right and its partner on the left.
fn formula(text: &str, out: &mut String) -> usize {
    for (at, _) in text.match_indices('$').skip(1) {
        let inside = &text[1..at];
        if inside.is_empty() || inside.ends_with('\\') {
            continue;
        }
        let is_money = inside.starts_with(char::is_whitespace)
            || inside.ends_with(char::is_whitespace)
            || text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        if is_money {
            break;
        }
        out.push_str(&math(inside));
        return at + 1;
    }
    out.push_str("\\$");
    1
}

/// A formula as text where Unicode has its signs.
fn math(formula: &str) -> String {
    let mut out = String::new();
    let mut rest = formula;
    while let Some(c) = rest.chars().next() {
        let len = match c {
            '\\' => command(rest, &mut out),
            '_' | '^' => {
                let digits = if c == '_' { SUBSCRIPTS } else { SUPERSCRIPTS };
                let argument = &rest[1..];
                let len = if argument.starts_with('{') {
                    group(argument)
                } else if argument.starts_with('\\') {
                    command(argument, &mut String::new())
                } else {
                    argument.chars().next().map_or(0, char::len_utf8)
                };
                let mut words = String::new();
                for c in math(group_words(&argument[..len])).chars() {
                    words.push(match c.to_digit(10) {
                        Some(digit) => digits.chars().nth(digit as usize).unwrap_or(c),
                        None => c,
                    });
                }
                out.push_str(&words);
                1 + len
            }
            '{' | '}' | '~' => 1,
            '-' if is_digits(rest[1..].get(..1).unwrap_or_default()) => {
                out.push('−');
                1
            }
            c => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[len..];
    }
    out
}

/// The length of a text's first group, with its braces.
fn group(text: &str) -> usize {
    let mut depth = 0;
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '{' => depth += 1,
            '}' if depth == 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

fn group_words(group: &str) -> &str {
    let words = group.strip_prefix('{').unwrap_or(group);
    words.strip_suffix('}').unwrap_or(words)
}

/// An address or a number, to which TeX's escapes do not apply.
pub(super) fn without_escapes(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(|c| "_%#&~{}$".contains(*c)) => {}
            '{' | '}' => {}
            c => out.push(c),
        }
    }
    out
}
