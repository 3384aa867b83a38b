//! Formulas of LaTeX as MathML.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use std::cell::OnceCell;

thread_local! {
    static CONVERTER: OnceCell<Option<LatexToMathML>> = const { OnceCell::new() };
}

/// The MathML of a formula.
///
/// # Errors
/// What is wrong with the formula.
pub fn mathml(latex: &str, is_block: bool) -> Result<String, String> {
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

#[cfg(test)]
mod tests {
    use super::mathml;

    #[test]
    fn mathml_converts_formulas_and_names_what_is_wrong() {
        let square = mathml("x^2", false).unwrap();
        assert!(square.starts_with("<math>") && square.contains("<msup>"), "{square}");
        assert!(mathml("\\int_0^1 x\\,dx", true).unwrap().contains("display=\"block\""));
        assert!(mathml("\\nosuchcommand{x}", false).is_err());
    }
}
