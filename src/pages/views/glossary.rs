//! The words that the site uses in a sense of its own, each explained once.

use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;
use std::collections::BTreeMap;

/// A word with its meaning; the name is its anchor.
#[derive(Clone, Copy, Serialize)]
pub struct GlossaryEntry {
    pub name: &'static str,
    pub word: &'static str,
    pub meaning: &'static str,
}

/// Defines the entries from rows, which are in the order of their words.
macro_rules! glossary {
    ($($name:literal $word:literal $meaning:literal;)*) => {
        pub(crate) const GLOSSARY: &[GlossaryEntry] =
            &[$(GlossaryEntry { name: $name, word: $word, meaning: $meaning }),*];
    };
}

glossary! {
    "actor" "Actor" "A person, an organisation or a group that can hold a position.";
    "claim" "Claim" "One statement of the record with an address of its own: a note, an event, a position, a figure or an answer.";
    "contradiction" "Contradiction" "Statements of the record that cannot all hold, shown side by side with what became of them.";
    "corrected" "Corrected" "The editors, or a later source, showed that a statement was wrong. It stays, with the correction beside it.";
    "crux" "Crux" "The one point on which the sides of a tension would have to agree to agree on the rest.";
    "definition" "Definition" "What somebody demands before a word may be used, written as a rule that can be applied.";
    "disputed" "Disputed" "A later source, or the editors, doubt a statement; which side is right is not known.";
    "editors" "Editors’ correction" "What the people who keep this record write about it. It is no voice of the debate.";
    "entity" "Entity" "Who or what the debate is about: a person, an organisation, a model, a law, a term.";
    "first-tracked" "First position on record" "The first dated statement of an actor that this record has. The actor may have held it before.";
    "forecast" "Forecast" "A statement that something will happen, with a day by which it can be judged.";
    "gather" "Gather" "What was found for a topic on one day: new sources, what each says, and what was noticed in the search.";
    "measurement" "Measurement" "One act of measuring. Several sources can report it, and it is still one.";
    "observation" "Observation" "A remark of the editors on the search itself, such as a gap: something they looked for and did not find.";
    "origin" "Origin" "The study, data set, document, event or testimony that a statement finally rests on.";
    "overtaken" "Overtaken" "A statement was right when it was made, and something newer has taken its place.";
    "perspective" "Perspective" "What an actor holds in a topic, with the dated positions that show it.";
    "position" "Position" "One dated statement of an actor, and how it relates to the one before it.";
    "record" "Record" "All that this site has on a topic.";
    "relation" "Relation" "What one claim does to an earlier one: it overtakes, corrects, disputes, confirms or answers it.";
    "tension" "Tension" "A disagreement over one issue between named sides.";
    "thread" "Thread" "A page on one clash inside a topic, rewritten as the debate goes on.";
    "topic" "Topic" "A debate that is followed here.";
    "watch" "Watch" "How the search for sources is done, what it suggests next, and what it cannot see.";
}

#[derive(Serialize)]
pub struct GlossaryPage {
    page: PageHead,
    entries: &'static [GlossaryEntry],
}

pub(crate) fn glossary(ctx: &Ctx, route: &PageRoute) -> GlossaryPage {
    let page = Page::new(ctx, route.path(ctx));
    GlossaryPage { page: PageHead::new(&page, "glossary", "Glossary"), entries: GLOSSARY }
}

/// The meanings by the names of their words, for links to them.
pub(crate) fn meanings() -> BTreeMap<&'static str, GlossaryEntry> {
    GLOSSARY.iter().map(|entry| (entry.name, *entry)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_in_the_order_of_their_words() {
        let words: Vec<&str> = GLOSSARY.iter().map(|entry| entry.word).collect();
        assert!(words.is_sorted(), "{words:?}");
    }
}
