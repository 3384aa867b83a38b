//! The words that the site uses in a sense of its own, each explained once.

use crate::model::{Locale, MessageId};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;
use std::collections::BTreeMap;

/// A word with its meaning; the name is its anchor.
#[derive(Clone, Serialize)]
pub struct GlossaryEntry {
    pub name: &'static str,
    pub word: String,
    pub meaning: String,
}

/// The names of the words, with the messages that say what they are called and what they mean.
const ENTRIES: [(&str, MessageId, MessageId); 24] = [
    ("actor", MessageId::GlossaryActorWord, MessageId::GlossaryActorMeaning),
    ("claim", MessageId::GlossaryClaimWord, MessageId::GlossaryClaimMeaning),
    (
        "contradiction",
        MessageId::GlossaryContradictionWord,
        MessageId::GlossaryContradictionMeaning,
    ),
    ("corrected", MessageId::GlossaryCorrectedWord, MessageId::GlossaryCorrectedMeaning),
    ("crux", MessageId::GlossaryCruxWord, MessageId::GlossaryCruxMeaning),
    ("definition", MessageId::GlossaryDefinitionWord, MessageId::GlossaryDefinitionMeaning),
    ("disputed", MessageId::GlossaryDisputedWord, MessageId::GlossaryDisputedMeaning),
    ("editors", MessageId::GlossaryEditorsWord, MessageId::GlossaryEditorsMeaning),
    ("entity", MessageId::GlossaryEntityWord, MessageId::GlossaryEntityMeaning),
    ("first-tracked", MessageId::GlossaryFirstTrackedWord, MessageId::GlossaryFirstTrackedMeaning),
    ("forecast", MessageId::GlossaryForecastWord, MessageId::GlossaryForecastMeaning),
    ("gather", MessageId::GlossaryGatherWord, MessageId::GlossaryGatherMeaning),
    ("measurement", MessageId::GlossaryMeasurementWord, MessageId::GlossaryMeasurementMeaning),
    ("observation", MessageId::GlossaryObservationWord, MessageId::GlossaryObservationMeaning),
    ("origin", MessageId::GlossaryOriginWord, MessageId::GlossaryOriginMeaning),
    ("overtaken", MessageId::GlossaryOvertakenWord, MessageId::GlossaryOvertakenMeaning),
    ("perspective", MessageId::GlossaryPerspectiveWord, MessageId::GlossaryPerspectiveMeaning),
    ("position", MessageId::GlossaryPositionWord, MessageId::GlossaryPositionMeaning),
    ("record", MessageId::GlossaryRecordWord, MessageId::GlossaryRecordMeaning),
    ("relation", MessageId::GlossaryRelationWord, MessageId::GlossaryRelationMeaning),
    ("tension", MessageId::GlossaryTensionWord, MessageId::GlossaryTensionMeaning),
    ("thread", MessageId::GlossaryThreadWord, MessageId::GlossaryThreadMeaning),
    ("topic", MessageId::GlossaryTopicWord, MessageId::GlossaryTopicMeaning),
    ("watch", MessageId::GlossaryWatchWord, MessageId::GlossaryWatchMeaning),
];

#[derive(Serialize)]
pub struct GlossaryPage {
    page: PageHead,
    entries: Vec<GlossaryEntry>,
}

pub(crate) fn glossary(ctx: &Ctx, route: &PageRoute) -> GlossaryPage {
    let page = Page::new(ctx, route.path(ctx));
    let locale = &ctx.site.locale;
    GlossaryPage {
        page: PageHead::new(&page, "glossary", locale.text(MessageId::ListGlossary)),
        entries: entries(locale),
    }
}

/// The entries in the order of their words.
pub(crate) fn entries(locale: &Locale) -> Vec<GlossaryEntry> {
    let mut entries = Vec::new();
    for (name, word, meaning) in ENTRIES {
        let [word, meaning] = [word, meaning].map(|id| locale.text(id).to_string());
        entries.push(GlossaryEntry { name, word, meaning });
    }
    entries.sort_by_cached_key(|entry| locale.sort_key(&entry.word));
    entries
}

/// The meanings by the names of their words, for links to them.
pub(crate) fn meanings(locale: &Locale) -> BTreeMap<&'static str, GlossaryEntry> {
    entries(locale).into_iter().map(|entry| (entry.name, entry)).collect()
}
