//! How a topic is searched: the entries of its watch list, and the changes of it.

use super::builder::RecordBuilder;
use super::value::{IsoDate, UriReference};
use crate::model::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;

/// One keyword, preferred source, author or exclusion.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WatchRow")]
pub(crate) struct WatchRecord<'a> {
    /// keywords, sources, authors, exclude_domains or exclude_terms.
    pub list: &'static str,
    pub text: &'a str,
    pub domain: Option<&'a str>,
    pub since: Option<IsoDate>,
    until: Option<IsoDate>,
    pub reason: Option<&'a str>,
    /// The observation that suggested it.
    from: Option<UriReference>,
}

/// A change of the strategy.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ChangeRow")]
pub(crate) struct WatchChangeRecord<'a> {
    date: IsoDate,
    change: &'a str,
    reason: Option<&'a str>,
}

impl<'a> RecordBuilder<'a, '_> {
    pub(crate) fn watch_entry(&self, list: &'static str, entry: &'a WatchEntry) -> WatchRecord<'a> {
        let from = entry.from.filter(|target| self.site.is_visible(*target));
        WatchRecord {
            list,
            text: &entry.text,
            domain: entry.domain.as_deref(),
            since: entry.since.map(IsoDate),
            until: entry.until.map(IsoDate),
            reason: entry.reason.as_deref(),
            from: from.map(|target| self.place(target)),
        }
    }

    /// The changes of a topic's watch list, the newest first.
    pub(crate) fn watch_changes(&self, topic: TopicId) -> Vec<WatchChangeRecord<'a>> {
        let mut changes = Vec::new();
        for change in self.site.topic(topic).watch.changelog.iter().rev() {
            if self.site.is_known(Some(change.date)) {
                changes.push(WatchChangeRecord {
                    date: IsoDate(change.date),
                    change: &change.change,
                    reason: change.reason.as_deref(),
                });
            }
        }
        changes
    }
}
