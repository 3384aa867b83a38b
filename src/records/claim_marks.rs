//! What goes with a claim wherever its words are: verdicts, who reports it, and whether the editors speak.
//!
//! [`RecordBuilder::words_of`] and the functions next to it put these marks before the words, so that an output that only
//! copies words cannot lose them. An output with fields of its own for them asks for the bare words.

use super::builder::RecordBuilder;
use super::name::target_name;
use crate::analysis::reasoning::Verdict;
use crate::model::*;

/// How many verdicts of one kind are named one by one.
const MOST_OF_KIND: usize = 4;

impl RecordBuilder<'_, '_> {
    /// The marks of a passage in words, what is wrong first: "corrected 20 November 2026", "as reported by The Tribune".
    pub(crate) fn marks(&self, id: BlockId) -> Vec<String> {
        let mut marks = self.verdict_marks(id);
        if self.is_contradicted(StatementId::Block(id)) {
            marks.push(self.contradicted_mark().to_string());
        }
        let reporters = self.reporters(id);
        if !reporters.is_empty() {
            let names: Vec<String> =
                reporters.iter().map(|reporter| target_name(self.site, *reporter)).collect();
            let names = names.join(self.site.locale.text(MessageId::ListComma));
            let values = [("names", names.into())];
            marks.push(self.site.locale.format(MessageId::MarkReportedBy, &values));
        }
        marks.extend(self.voice_mark(id));
        marks
    }

    /// What later passages decided on a passage, the gravest first. Of many of one kind the number and the last are named.
    fn verdict_marks(&self, id: BlockId) -> Vec<String> {
        let verdicts = self.reasoning.verdicts.on(id);
        let mut marks = Vec::new();
        for of_kind in verdicts.chunk_by(|a, b| a.kind == b.kind) {
            match of_kind {
                [.., Verdict { kind, date: Some(date), .. }] if of_kind.len() > MOST_OF_KIND => {
                    let locale = &self.site.locale;
                    let values = [
                        ("state", locale.label(kind.passive(false).state()).into()),
                        ("n", of_kind.len().into()),
                        ("date", (*date).into()),
                    ];
                    marks.push(locale.format(MessageId::MarkVerdicts, &values));
                }
                _ => marks.extend(of_kind.iter().map(|verdict| self.verdict_mark(verdict))),
            }
        }
        marks
    }

    /// "corrected 20 November 2026"
    fn verdict_mark(&self, verdict: &Verdict) -> String {
        let locale = &self.site.locale;
        let state = locale.label(verdict.kind.passive(false).state());
        match verdict.date {
            Some(date) => {
                let values = [("state", state.into()), ("date", date.into())];
                locale.format(MessageId::MarkVerdict, &values)
            }
            None => state.to_string(),
        }
    }

    /// The mark of a passage with an open contradiction.
    fn contradicted_mark(&self) -> &str {
        self.site.locale.label(RelationState::Contradicted)
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
                Some(date) => locale.format(MessageId::MarkEditorsNoteOf, &[("date", date.into())]),
                None => locale.text(MessageId::MarkEditorsNote).to_string(),
            });
        }
        None
    }

    /// Words with the marks of their passage before them.
    pub(super) fn marked(&self, id: BlockId, words: String) -> String {
        with_marks(&self.site.locale, &self.marks(id), words)
    }

    /// The marks of one side of a contradiction, where the contradiction itself is shown.
    pub(crate) fn marks_of_side(&self, id: BlockId) -> Vec<String> {
        let mut marks = self.marks(id);
        marks.retain(|mark| mark != self.contradicted_mark());
        marks
    }

    /// The first sentence of one side of a contradiction, where the contradiction itself is shown.
    pub(crate) fn first_sentence_of_side(&self, id: BlockId) -> String {
        let marks = self.marks_of_side(id);
        with_marks(&self.site.locale, &marks, self.bare_first_sentence(id))
    }
}

/// Words with marks before them: "[disputed; as reported by The Tribune] The rents fell."
pub(crate) fn with_marks(locale: &Locale, marks: &[String], words: String) -> String {
    if marks.is_empty() {
        return words;
    }
    format!("[{}] {words}", marks.join(locale.text(MessageId::ListSemicolon)))
}
