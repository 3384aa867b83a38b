//! What goes with a claim wherever its words are: verdicts, who reports it, and whether the editors speak.
//!
//! [`RecordBuilder::words_of`] and the functions next to it put these marks before the words, so that an output that only
//! copies words cannot lose them. An output with fields of its own for them asks for the bare words.

use super::builder::RecordBuilder;
use super::name::target_name;
use crate::analysis::reasoning::Verdict;
use crate::model::*;

/// The mark of a passage with an open contradiction.
const CONTRADICTED: &str = "contradicted";
/// How many verdicts of one kind are named one by one.
const MOST_OF_KIND: usize = 4;

impl RecordBuilder<'_, '_> {
    /// The marks of a passage in words, what is wrong first: "corrected 20 November 2026", "as reported by The Tribune".
    pub(crate) fn marks(&self, id: BlockId) -> Vec<String> {
        let mut marks = self.verdict_marks(id);
        if self.is_contradicted(StatementId::Block(id)) {
            marks.push(CONTRADICTED.to_string());
        }
        let reporters = self.reporters(id);
        if !reporters.is_empty() {
            let names: Vec<String> =
                reporters.iter().map(|reporter| target_name(self.site, *reporter)).collect();
            marks.push(format!("as reported by {}", names.join(", ")));
        }
        marks.extend(self.voice_mark(id));
        marks
    }

    /// What later passages decided on a passage, the gravest first. Of many of one kind the number and the last are named.
    fn verdict_marks(&self, id: BlockId) -> Vec<String> {
        let verdicts = self.reasoning.verdicts.on(id);
        let mut marks = Vec::new();
        for of_kind in verdicts.chunk_by(|a, b| a.kind == b.kind) {
            let dated = |verdict: &Verdict| {
                let verb = verdict.kind.passive().trim_end_matches(" by");
                let date = verdict
                    .date
                    .map(|date| format!(" {}", self.site.locale.date(date)))
                    .unwrap_or_default();
                (verb, date)
            };
            match of_kind {
                [.., last] if of_kind.len() > MOST_OF_KIND => {
                    let (verb, date) = dated(last);
                    marks.push(format!("{verb} on {} days, last on{date}", of_kind.len()));
                }
                _ => marks
                    .extend(of_kind.iter().map(dated).map(|(verb, date)| verb.to_string() + &date)),
            }
        }
        marks
    }

    fn is_contradicted(&self, statement: StatementId) -> bool {
        let mut all = self.reasoning.contradictions.of(statement);
        all.any(|contradiction| contradiction.state == ContradictionState::Open)
    }

    /// The works and actors of `(attributed_by:: …)` that are shown.
    pub(crate) fn reporters(&self, id: BlockId) -> Vec<Target> {
        let reporters = self.site.block(id).attributed_by().iter().copied();
        reporters.filter(|reporter| self.site.is_visible(*reporter)).collect()
    }

    /// That a passage is the editors' own, where nothing around it says so.
    fn voice_mark(&self, id: BlockId) -> Option<String> {
        let block = self.site.block(id);
        if block.is_editors_note() {
            let locale = &self.site.locale;
            return Some(match block.date {
                Some(date) => {
                    let date = locale.date(date);
                    locale.format(MessageId::MarkEditorsNoteOf, &[("date", date.into())])
                }
                None => locale.text(MessageId::MarkEditorsNote).to_string(),
            });
        }
        None
    }

    /// Words with the marks of their passage before them.
    pub(super) fn marked(&self, id: BlockId, words: String) -> String {
        with_marks(&self.marks(id), words)
    }

    /// The first sentence of one side of a contradiction, where the contradiction itself is shown.
    pub(crate) fn first_sentence_of_side(&self, id: BlockId) -> String {
        self.reasoning.contradictions.sentence(StatementId::Block(id), || {
            let mut marks = self.marks(id);
            marks.retain(|mark| mark != CONTRADICTED);
            with_marks(&marks, self.bare_first_sentence(id))
        })
    }
}

pub(super) fn with_marks(marks: &[String], words: String) -> String {
    if marks.is_empty() { words } else { format!("[{}] {words}", marks.join("; ")) }
}
