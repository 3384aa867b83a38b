//! `agon explain`: what a code means and what to do about it.

use super::codes;
use super::examples::EXAMPLES;
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
    let in_table = EXAMPLES.iter().find(|(id, _, _)| *id == code.id);
    let example = match &code.example {
        Some(example) => Some((example.wrong, example.right)),
        None => in_table.map(|(_, wrong, right)| (*wrong, *right)),
    };
    if let Some((wrong, right)) = example {
        for (heading, content) in [("Wrong", wrong), ("Right", right)] {
            text += &format!(
                "
{heading}:
"
            );
            for line in content.lines() {
                text += &format!(
                    "    {line}
"
                );
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
        let page = "A201 unknown-target (error)\n\nThe target of the link does not exist.\n\n";
        assert!(explain("a201").unwrap().starts_with(page));
        assert_eq!(explain("unknown-target"), explain("A201"));
        assert_eq!(
            explain("unknown-targt").unwrap_err(),
            "no diagnostic has the code \"unknown-targt\"; did you mean \"unknown-target\"? (agon explain --list shows them all)"
        );
        assert!(
            explain("A104")
                .unwrap()
                .ends_with("\nWrong:\n    issued: 12 May 2026\n\nRight:\n    issued: 2026-05-12\n")
        );
        assert_eq!(list().lines().count(), codes::CODES.len());
    }

    #[test]
    fn each_code_has_an_example() {
        let is_listed = |code: &&&codes::Code| EXAMPLES.iter().any(|(id, _, _)| *id == code.id);
        let without = codes::CODES.iter().filter(|c| c.example.is_none() && !is_listed(c));
        assert_eq!(without.map(|c| c.id).collect::<Vec<_>>(), Vec::<&str>::new());
        let unknown = EXAMPLES.iter().filter(|(id, _, _)| codes::find(id).is_none());
        assert_eq!(unknown.count(), 0);
    }
}
