//! Formulas of LaTeX as MathML.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use std::cell::OnceCell;

thread_local! {
    static CONVERTER: OnceCell<Option<LatexToMathML>> = const { OnceCell::new() };
}

/// How deep a formula may be nested: the converter calls itself for each level, and a thread has 2 MB for that.
const DEEPEST: usize = 40;

/// The MathML of a formula.
///
/// # Errors
/// What is wrong with the formula.
pub fn mathml(latex: &str, is_block: bool) -> Result<String, String> {
    if depth(latex) > DEEPEST {
        return Err(format!("it is nested more than {DEEPEST} levels deep"));
    }
    let display = if is_block { MathDisplay::Block } else { MathDisplay::Inline };
    CONVERTER.with(|converter| {
        let converter =
            converter.get_or_init(|| LatexToMathML::new(MathCoreConfig::default()).ok());
        let Some(converter) = converter else { return Err("no converter".to_string()) };
        match converter.convert_with_local_state(latex, display) {
            Ok(result) => Ok(result.mathml),
            Err(error) => Err(error.error_message()),
        }
    })
}

/// How deep a formula is nested at most: braces, `\left` and `\begin`, and commands of which each can be the argument of the
/// one before it.
fn depth(latex: &str) -> usize {
    let (mut open, mut run, mut deepest) = (0usize, 0usize, 0usize);
    let mut rest = latex;
    while let Some(c) = rest.chars().next() {
        let mut len = c.len_utf8();
        match c {
            '\\' => {
                let name = rest[1..].find(|c: char| !c.is_ascii_alphabetic());
                len = 1 + name
                    .unwrap_or(rest.len() - 1)
                    .max(rest[1..].chars().next().map_or(0, char::len_utf8));
                match &rest[..len] {
                    "\\left" | "\\begin" => open += 1,
                    "\\right" | "\\end" => open = open.saturating_sub(1),
                    _ => run += 1,
                }
            }
            '{' => open += 1,
            '}' => (open, run) = (open.saturating_sub(1), 0),
            '^' | '_' => run += 1,
            _ if c.is_whitespace() => {}
            _ => run = 0,
        }
        deepest = deepest.max(open + run);
        rest = &rest[len..];
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, mathml};

    #[test]
    fn deep_formulas_are_errors() {
        for (open, close) in
            [("x^{", "}"), ("\\frac{1}{", "}"), ("\\left(", "\\right)"), ("{", "}")]
        {
            let formula = |n: usize| format!("{}x{}", open.repeat(n), close.repeat(n));
            assert!(mathml(&formula(8), false).is_ok(), "{open}");
            assert!(mathml(&formula(DEEPEST * 100), false).is_err(), "{open}");
        }
        assert!(mathml(&"\\sqrt".repeat(DEEPEST * 100), false).is_err());
        assert!(mathml("\\alpha\\beta\\gamma\\delta", false).is_ok());
    }

    #[test]
    fn mathml_converts_formulas_and_names_what_is_wrong() {
        let square = mathml("x^2", false).unwrap();
        assert!(square.starts_with("<math>") && square.contains("<msup>"), "{square}");
        assert!(mathml("\\int_0^1 x\\,dx", true).unwrap().contains("display=\"block\""));
        assert!(mathml("\\nosuchcommand{x}", false).is_err());
    }
}
