//! Corrections in words, such as `Correction: …`: the passage that was wrong is not marked by them.

use super::body::RawKind;
use super::body_reader::{BodyReader, NoteForms};
use crate::diagnostics::{Diagnostic, codes};
use std::ops::Range;

/// What corrections start with, in several languages.
const LABELS: [&str; 15] = [
    "correction",
    "corrections",
    "corrected",
    "corrigendum",
    "corrigenda",
    "erratum",
    "errata",
    "korrektur",
    "berichtigung",
    "berichtigt",
    "richtigstellung",
    "rectificatif",
    "rectification",
    "corrigé",
    "تصحيح",
];

/// The longest label, in bytes: `Correction (12 May 2026):`.
const LONGEST: usize = 60;

impl BodyReader<'_> {
    /// Reports a block of a gather that is a correction by its words alone.
    pub(super) fn check_corrections(&mut self) {
        if self.notes != NoteForms::All {
            return;
        }
        for index in 0..self.out.blocks.len() {
            let block = &self.out.blocks[index];
            let is_plain = matches!(
                block.kind,
                RawKind::Prose | RawKind::Item(_) | RawKind::Note(_) | RawKind::Observation(_)
            );
            let mut fields = block.fields.iter().map(|field| self.text(field.name));
            if !is_plain || fields.any(|name| matches!(name, "corrects" | "overtakes")) {
                continue;
            }
            let start = block.content.start as usize - self.base;
            let content = start..block.content.end as usize - self.base;
            let Some(label) = correction_label(self.slice(&content)) else { continue };
            // without the items below it
            let own = self.tree.inline_range(block.node).unwrap_or(content.clone());
            let own = content.start..own.end.max(content.start);
            let end = self.tree.words_end(self.body, &own).min(content.end);
            self.unmarked_correction(content.start..end, label);
        }
    }

    fn unmarked_correction(&mut self, content: Range<usize>, label: usize) {
        let span = self.span(&(content.start..content.start + label));
        let words = self.slice(&(content.start..content.start + label));
        let message = format!(
            "\"{}\" in words leaves the passage that was wrong unmarked",
            words.trim_matches(['*', '_', ':'])
        );
        let found = Diagnostic::at(&codes::NEAR_FORM, span, message);
        let tree = self.tree;
        let mut links = self.wiki_links(&content).into_iter().map(|n| tree.references[n as usize]);
        let passage = links.find(|link| tree.address(self.body, link).contains("#^"));
        self.report.push(match passage {
            Some(link) => {
                let field = format!(" (corrects:: [[{}]])", tree.address(self.body, &link));
                found.fix(self.span(&(content.end..content.end)), field)
            }
            None => found.help(
                "name it at the end of the line: (corrects:: [[2026-06-04#^id]]), with its day and its id",
            ),
        });
    }
}

/// How long the label is that says that a correction follows, with its colon.
fn correction_label(words: &str) -> Option<usize> {
    let start = &words[..words.floor_char_boundary(LONGEST)];
    let colon = start.find(':').filter(|at| !start[at + 1..].starts_with(':'))?;
    let label = start[..colon].trim_matches(['*', '_', ' ']).to_lowercase();
    let end = label.find(|c: char| !c.is_alphabetic()).unwrap_or(label.len());
    let (word, rest) = label.split_at(end);
    let rest = rest.trim_start();
    let is_of_something = ["of ", "to ", "on ", "from ", "zu", "vom ", "du ", "de ", "(", ","];
    let is_label = rest.is_empty()
        || rest.starts_with(|c: char| c.is_ascii_digit())
        || is_of_something.iter().any(|start| rest.starts_with(start));
    (LABELS.contains(&word) && is_label).then_some(colon + 1)
}

#[cfg(test)]
mod tests {
    use super::correction_label;

    #[test]
    fn labels_of_corrections_are_found() {
        for (words, expected) in [
            ("Correction: it was 34.", Some("Correction:")),
            ("**Correction:** it was 34.", Some("**Correction:")),
            ("**Correction**: it was 34.", Some("**Correction**:")),
            ("Correction (12 May): it was 34.", Some("Correction (12 May):")),
            ("Correction of 12 May: it was 34.", Some("Correction of 12 May:")),
            ("ERRATUM: it was 34.", Some("ERRATUM:")),
            ("Korrektur: Es waren 34.", Some("Korrektur:")),
            ("تصحيح: كان 34", Some("تصحيح:")),
            ("Correction:: it was 34.", None),
            ("Corrections policy: mail us.", None),
            ("The correction: it was 34.", None),
            ("Corrected figures are out.", None),
        ] {
            assert_eq!(correction_label(words).map(|len| &words[..len]), expected, "{words}");
        }
    }
}
