//! The sentences that cite or link to something.

use super::builder::RecordBuilder;
use super::value::{IsoDate, UriReference};
use crate::model::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;

/// One sentence that cites or links.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub(crate) struct Mention<'a> {
    /// The passage that contains the sentence.
    pub place: UriReference,
    /// The title of its document.
    pub title: String,
    /// topic, a kind of gather or article, thread, page or entity.
    pub kind: &'static str,
    /// The day of the passage, else of the document; of a gather that was compiled later, that day.
    pub date: Option<IsoDate>,
    pub topic: Option<&'a str>,
    pub sentence: String,
}

impl<'a> RecordBuilder<'a, '_> {
    /// The mentions among some references, by their indices; a sentence that names its target twice is one mention.
    pub(crate) fn mentions(&self, refs: &[RefId]) -> Vec<Mention<'a>> {
        let site = self.site;
        let mut mentions: Vec<Mention> = Vec::new();
        let mut last = None;
        for r in refs.iter().map(|id| site.reference(*id)) {
            if !site.is_visible(Target::Block(r.block)) {
                continue;
            }
            let sentence = self.sentence_at(r.block, r.at);
            let same_block = last.replace(r.block) == Some(r.block);
            if same_block && matches!(mentions.last(), Some(m) if m.sentence == sentence) {
                continue;
            }
            let id = site.block(r.block).doc;
            let document = self.document_of(id);
            mentions.push(Mention {
                place: self.place(Target::Block(r.block)),
                title: document.title,
                kind: document.kind,
                date: site.recorded(r.block).or(site.doc(id).recorded()).map(IsoDate),
                topic: document.topic,
                sentence,
            });
        }
        mentions
    }
}
