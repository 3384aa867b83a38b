//! What was learned of addresses, in a file at the site's root: one line of JSON for each address, sorted, so that two
//! versions of it merge as texts do. An address that is listed twice after a merge counts once, with all its failures.

use super::answer::{DuePolicy, LinkAnswer};
use crate::model::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The file's name.
pub const FILE: &str = "external-links.jsonl";

/// Failures on this many different days make an address dead.
pub(super) const DAYS: usize = 3;

/// What is known of one address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkRecord {
    /// The address as the content writes it.
    pub address: String,
    /// The last day that it was asked, as 2026-06-28.
    pub asked: String,
    /// The answer: `ok`, or why not.
    pub said: String,
    /// The days since it last answered on which it failed; the first ones, no more than are needed.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub failed: BTreeSet<String>,
    /// Its new address, after a permanent redirect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<String>,
}

impl LinkRecord {
    /// Whether it failed on [`DAYS`] days.
    pub fn is_dead(&self) -> bool {
        self.failed.len() >= DAYS
    }
}

/// The results of earlier link checks, by address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkHistory {
    records: BTreeMap<String, LinkRecord>,
}

/// An error of the history file.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    #[error("{}, line {line}: {why}; correct the line, or remove it to forget that address", .path.display())]
    Line { path: PathBuf, line: usize, why: String },
    #[error("cannot {doing} {}: {source}; check its rights", .path.display())]
    Disk { doing: &'static str, path: PathBuf, source: io::Error },
}

impl LinkHistory {
    /// Reads the file of the site at `root`; no file is an empty history.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn read(root: &Path) -> Result<LinkHistory, HistoryError> {
        let path = root.join(FILE);
        let text = match fs::read_to_string(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(LinkHistory::default()),
            Err(source) => return Err(HistoryError::Disk { doing: "read", path, source }),
            Ok(text) => text,
        };
        LinkHistory::parse(&text).map_err(|(line, why)| HistoryError::Line { path, line, why })
    }

    /// Takes the text of the file; an error is a line, from 1, and why.
    pub fn parse(text: &str) -> Result<LinkHistory, (usize, String)> {
        let mut history = LinkHistory::default();
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            let record: LinkRecord =
                serde_json::from_str(line).map_err(|e| (number, e.to_string()))?;
            for day in record.failed.iter().chain([&record.asked]) {
                if !matches!(Date::parse(day), Some(date) if date.day > 0) {
                    return Err((number, format!("\"{day}\" is not a date")));
                }
            }
            history.merge(record);
        }
        Ok(history)
    }

    fn merge(&mut self, record: LinkRecord) {
        match self.records.get_mut(&record.address) {
            Some(known) => {
                let answered = known.failed.is_empty() || record.failed.is_empty();
                let (older, newer) = if known.asked <= record.asked {
                    (&*known, &record)
                } else {
                    (&record, &*known)
                };
                let mut merged = newer.clone();
                if !answered {
                    merged.failed.extend(older.failed.iter().cloned());
                }
                *known = merged;
            }
            None => drop(self.records.insert(record.address.clone(), record)),
        }
    }

    /// The file: a line of JSON for each address, sorted by address.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for record in self.records.values() {
            text += &serde_json::to_string(record).expect("a record has only texts");
            text.push('\n');
        }
        text
    }

    /// Writes the file, whole or not at all. An empty history has no file.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn write(&self, root: &Path) -> Result<(), HistoryError> {
        let path = root.join(FILE);
        if self.records.is_empty() && !path.exists() {
            return Ok(());
        }
        let temporary = root.join(format!(".{FILE}.tmp"));
        let written =
            fs::write(&temporary, self.text()).and_then(|()| fs::rename(&temporary, &path));
        written.map_err(|source| HistoryError::Disk { doing: "write", path, source })
    }

    /// The record of an address, if it was ever checked.
    pub fn get(&self, address: &str) -> Option<&LinkRecord> {
        self.records.get(address)
    }

    /// Forgets all other addresses.
    pub fn keep_only<'a>(&mut self, addresses: impl Iterator<Item = &'a str>) {
        let wanted: HashSet<&str> = addresses.collect();
        self.records.retain(|address, _| wanted.contains(address.as_str()));
    }

    /// Whether an address is to be checked on this day.
    pub fn is_due(&self, address: &str, day: Date, due: DuePolicy) -> bool {
        match (self.get(address), due) {
            (None, _) => true,
            (Some(_), DuePolicy::New) => false,
            (Some(record), DuePolicy::After(days)) if record.failed.is_empty() => {
                let asked = Date::parse(&record.asked).unwrap_or(day);
                asked.days_until(day) >= i64::from(days)
            }
            (Some(record), DuePolicy::After(_)) => record.asked != day.to_string(),
        }
    }

    /// Records the answer of an address on a day.
    pub fn note(&mut self, address: &str, answer: LinkAnswer, day: Date) {
        let previous = self.records.remove(address);
        let mut failed = previous.as_ref().map(|r| r.failed.clone()).unwrap_or_default();
        let (said, moved) = match answer {
            LinkAnswer::Alive { moved } => {
                failed.clear();
                ("ok".to_string(), moved)
            }
            // neither a success nor a failure, so earlier failures still count
            LinkAnswer::Closed(reason) => (reason, None),
            LinkAnswer::Busy => {
                if let Some(previous) = previous {
                    self.records.insert(address.to_string(), previous);
                }
                return;
            }
            LinkAnswer::Failed(reason) | LinkAnswer::Unreachable(reason) => {
                if failed.len() < DAYS {
                    failed.insert(day.to_string());
                }
                (reason, None)
            }
        };
        let (address, asked) = (address.to_string(), day.to_string());
        self.records.insert(address.clone(), LinkRecord { address, asked, said, failed, moved });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "https://a.example/";

    fn is_dead(history: &LinkHistory) -> bool {
        history.get(A).unwrap().is_dead()
    }

    fn is_due(history: &LinkHistory, date: &str, policy: DuePolicy) -> bool {
        history.is_due(A, day(date), policy)
    }

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn failed(days: &[&str]) -> LinkHistory {
        let mut history = LinkHistory::default();
        days.iter()
            .for_each(|d| history.note(A, LinkAnswer::Failed("404 Not Found".into()), day(d)));
        history
    }

    #[test]
    fn link_is_dead_after_failures_on_three_days() {
        assert!(!is_dead(&failed(&["2026-06-01", "2026-06-01", "2026-06-01", "2026-06-02"])));
        let mut history = failed(&["2026-06-01", "2026-06-02"]);
        history.note(A, LinkAnswer::Alive { moved: None }, day("2026-06-03"));
        history.note(A, LinkAnswer::Failed("x".into()), day("2026-06-04"));
        assert!(!is_dead(&history));
        let mut history = failed(&["2026-06-01", "2026-06-02"]);
        history.note(A, LinkAnswer::Closed("403 Forbidden".into()), day("2026-06-03"));
        assert!(!is_dead(&history));
        history.note(A, LinkAnswer::Unreachable("x".into()), day("2026-06-09"));
        assert!(is_dead(&history));
    }

    #[test]
    fn due_depends_on_the_last_answer() {
        let mut history = failed(&["2026-06-01"]);
        assert_eq!(
            [
                is_due(&history, "2026-06-01", DuePolicy::After(7)),
                is_due(&history, "2026-06-02", DuePolicy::After(7))
            ],
            [false, true]
        );
        history.note(A, LinkAnswer::Alive { moved: None }, day("2026-06-02"));
        assert_eq!(
            [
                is_due(&history, "2026-06-08", DuePolicy::After(7)),
                is_due(&history, "2026-06-09", DuePolicy::After(7))
            ],
            [false, true]
        );
        assert_eq!(
            [
                is_due(&history, "2027-01-01", DuePolicy::New),
                LinkHistory::default().is_due(A, day("2026-06-01"), DuePolicy::New)
            ],
            [false, true]
        );
    }

    #[test]
    fn history_round_trips_and_merges() {
        let history = failed(&["2026-06-01", "2026-06-02"]);
        let text = history.text();
        assert_eq!(
            text,
            "{\"address\":\"https://a.example/\",\"asked\":\"2026-06-02\",\"said\":\"404 Not Found\",\"failed\":[\"2026-06-01\",\"2026-06-02\"]}\n"
        );
        assert_eq!(LinkHistory::parse(&text), Ok(history));
        let merged =
            LinkHistory::parse(&(text + &failed(&["2026-06-01", "2026-06-05"]).text())).unwrap();
        assert_eq!(merged, failed(&["2026-06-01", "2026-06-02", "2026-06-05"]));
        let mut answered = LinkHistory::default();
        answered.note(A, LinkAnswer::Alive { moved: None }, day("2026-06-04"));
        let merged =
            LinkHistory::parse(&(failed(&["2026-06-01"]).text() + &answered.text())).unwrap();
        assert_eq!(merged, answered);
        assert_eq!(LinkHistory::parse("\n<<<<<<< ours\n").unwrap_err().0, 2);
        let odd = "{\"address\":\"a\",\"asked\":\"June\",\"said\":\"ok\"}";
        assert_eq!(LinkHistory::parse(odd), Err((1, "\"June\" is not a date".into())));
    }
}
