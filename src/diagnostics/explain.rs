//! `agon explain`: what a code means and what to do about it.

use super::codes;
use super::suggest;

/// The explanation of a code, by its id or its name.
///
/// # Errors
/// A message for an unknown code, with the nearest known one.
pub fn explain(id_or_name: &str) -> Result<String, String> {
    let Some(code) = codes::find(id_or_name) else {
        let known = codes::CODES.iter().flat_map(|c| [c.id, c.name]);
        let near = suggest::did_you_mean(id_or_name, known);
        return Err(format!(
            "no diagnostic has the code \"{id_or_name}\"{near} (agon explain --list shows them all)"
        ));
    };
    let severity = code.severity.word();
    let mut text =
        format!("{code} {} ({severity})\n\n{}\n\n{}\n", code.name, code.title, code.explain);
    if let Some(example) = &code.example {
        for (heading, content) in [("Wrong", example.wrong), ("Right", example.right)] {
            text += &format!("\n{heading}:\n");
            for line in content.lines() {
                text += &format!("    {line}\n");
            }
        }
    }
    Ok(text)
}

/// One line for each code, in the order of their ids.
pub fn list() -> String {
    let width = codes::CODES.iter().map(|c| c.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for code in codes::CODES {
        let severity = code.severity.word();
        text += &format!("{code}  {:width$}  {severity:7}  {}\n", code.name, code.title);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_explained_by_id_or_name_and_an_unknown_one_gets_a_suggestion() {
        let page = "A201 unknown-target (error)\n\nThe link leads nowhere.\n\n";
        assert!(explain("a201").unwrap().starts_with(page));
        assert_eq!(explain("unknown-target"), explain("A201"));
        assert_eq!(
            explain("unknown-targt").unwrap_err(),
            "no diagnostic has the code \"unknown-targt\"; did you mean \"unknown-target\"? (agon explain --list shows them all)"
        );
        assert_eq!(list().lines().count(), codes::CODES.len());
    }
}
