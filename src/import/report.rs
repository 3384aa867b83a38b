//! The report of an import: what was understood, merged, guessed, left as text or dropped, with line numbers.

use super::text::{flat, words};
use std::collections::{BTreeMap, HashMap};

/// What happened to a line, in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineOutcome {
    Merged,
    Guessed,
    Unsorted,
    Dropped,
    Skipped,
    Missing,
}

impl LineOutcome {
    /// Every outcome with the headline of its part of the report.
    const HEADLINES: [(LineOutcome, &'static str); 6] = [
        (LineOutcome::Merged, "recognised and merged"),
        (LineOutcome::Guessed, "guessed; please check"),
        (LineOutcome::Unsorted, "not understood and left as text"),
        (LineOutcome::Dropped, "dropped, since agon generates it or it has no content"),
        (LineOutcome::Skipped, "not written, since the file exists already"),
        (LineOutcome::Missing, "in no file; copy it by hand"),
    ];
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    pub outcome: LineOutcome,
    /// Line of the input, from 1.
    pub line: usize,
    pub text: String,
}

/// What the report counts, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CountedItem {
    Gather,
    InitialGather,
    Update,
    Change,
    ListedSource,
    Work,
    Record,
    Section,
    SourceNote,
    WorkCited,
    CrossLink,
    Observation,
    Question,
    Event,
    Perspective,
    Tension,
    Entity,
}

impl CountedItem {
    /// Singular and plural.
    fn labels(self) -> [&'static str; 2] {
        match self {
            CountedItem::Gather => ["gather", "gathers"],
            CountedItem::InitialGather => ["of them initial"; 2],
            CountedItem::Update => ["of them update"; 2],
            CountedItem::Change => ["change of the search", "changes of the search"],
            CountedItem::ListedSource => ["source", "sources"],
            CountedItem::Work => ["work", "works"],
            CountedItem::Record => ["new record", "new records"],
            CountedItem::Section => ["section", "sections"],
            CountedItem::SourceNote => ["source note", "source notes"],
            CountedItem::WorkCited => ["work cited", "works cited"],
            CountedItem::CrossLink => ["cross-link", "cross-links"],
            CountedItem::Observation => ["observation", "observations"],
            CountedItem::Question => ["question", "questions"],
            CountedItem::Event => ["event", "events"],
            CountedItem::Perspective => ["perspective", "perspectives"],
            CountedItem::Tension => ["tension", "tensions"],
            CountedItem::Entity => ["new entity", "new entities"],
        }
    }
}

/// The report of one input file.
#[derive(Clone, Debug, Default)]
pub struct ImportReport {
    /// The input's path as it was given.
    pub path: String,
    /// Its name without folders, which pages may show.
    pub name: String,
    /// What it was read as.
    pub format: &'static str,
    pub lines: Vec<ReportLine>,
    pub(super) counts: BTreeMap<CountedItem, usize>,
    consumed: Vec<String>,
}

impl ImportReport {
    pub(super) fn new(path: String, name: String) -> ImportReport {
        ImportReport { path, name, ..ImportReport::default() }
    }

    fn add(&mut self, outcome: LineOutcome, line: usize, text: String) {
        let entry = ReportLine { outcome, line, text };
        if !self.lines.contains(&entry) {
            self.lines.push(entry);
        }
    }

    pub(super) fn merged(&mut self, line: usize, text: String) {
        self.add(LineOutcome::Merged, line, text);
    }

    pub(super) fn guessed(&mut self, line: usize, text: String) {
        self.add(LineOutcome::Guessed, line, text);
    }

    pub(super) fn unsorted(&mut self, line: usize, text: String) {
        self.add(LineOutcome::Unsorted, line, text);
    }

    /// Reports words that are deliberately in no file.
    pub(super) fn dropped(&mut self, line: usize, words: &str, reason: &str) {
        self.mark_consumed(words);
        self.add(LineOutcome::Dropped, line, format!("\"{}\": {reason}", flat(words)));
    }

    pub(super) fn skipped(&mut self, line: usize, words: &str, text: String) {
        self.mark_consumed(words);
        self.add(LineOutcome::Skipped, line, text);
    }

    /// Marks words that became something else, such as `June 4, 2026`.
    pub(super) fn mark_consumed(&mut self, words: &str) {
        self.consumed.push(words.to_string());
    }

    pub(super) fn count(&mut self, item: CountedItem, count: usize) {
        *self.counts.entry(item).or_default() += count;
    }

    /// Reports every line with words that are neither in the output nor consumed.
    pub(super) fn report_missing(&mut self, lines: &[(usize, String)], output: &[&str]) {
        let mut available: HashMap<String, usize> = HashMap::new();
        for text in output.iter().copied().chain(self.consumed.iter().map(String::as_str)) {
            for word in words(text) {
                *available.entry(word).or_default() += 1;
            }
        }
        for (line, text) in lines {
            let mut missing: Vec<String> = Vec::new();
            for word in words(text) {
                match available.get_mut(&word) {
                    Some(count) if *count > 0 => *count -= 1,
                    _ => missing.push(word),
                }
            }
            if !missing.is_empty() {
                self.add(LineOutcome::Missing, *line, format!("\"{}\"", missing.join(" ")));
            }
        }
    }

    /// Writes the report of this input in plain words.
    pub fn print(&self, out: &mut String) {
        *out += &format!("{}, read as {}\n", self.path, self.format);
        let mut counts: Vec<String> = Vec::new();
        for (item, count) in self.counts.iter().filter(|(_, count)| **count > 0) {
            let [singular, plural] = item.labels();
            counts.push(format!("{count} {}", if *count == 1 { singular } else { plural }));
        }
        let counts = if counts.is_empty() { "nothing".into() } else { counts.join(", ") };
        *out += &format!("  understood: {counts}\n");
        for (outcome, headline) in LineOutcome::HEADLINES {
            let mut lines: Vec<_> = self.lines.iter().filter(|l| l.outcome == outcome).collect();
            lines.sort_by_key(|l| l.line);
            if !lines.is_empty() {
                *out += &format!("  {headline}:\n");
            }
            for ReportLine { line, text, .. } in lines {
                *out += &format!("    {}:{line}  {text}\n", self.path);
            }
        }
    }
}
