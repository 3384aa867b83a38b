//! The report of an import: what was understood, merged, guessed, left as text or dropped, with line numbers.

use super::text::{flat, words};
use crate::linking::of_address;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What happened to a line, in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineOutcome {
    Merged,
    Changed,
    Guessed,
    Unsorted,
    Dropped,
    Skipped,
    Missing,
}

impl LineOutcome {
    /// Every outcome with its name and the headline of its part of the report.
    const ALL: [(LineOutcome, &'static str, &'static str); 7] = [
        (LineOutcome::Merged, "merged", "recognised and merged"),
        (LineOutcome::Changed, "changed", "read in another way than it is written"),
        (LineOutcome::Guessed, "guessed", "guessed; please check"),
        (LineOutcome::Unsorted, "left as text", "not understood and left as text"),
        (LineOutcome::Dropped, "left out", "left out on purpose"),
        (LineOutcome::Skipped, "skipped", "not written, since the file exists already"),
        (LineOutcome::Missing, "lost", "in no file; copy it by hand"),
    ];

    fn name(self) -> &'static str {
        let row = LineOutcome::ALL.into_iter().find(|(outcome, ..)| *outcome == self);
        row.map(|(_, name, _)| name).unwrap_or_default()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    Abbreviation,
    Page,
    Attachment,
    Section,
    SourceNote,
    OtherItem,
    Argument,
    Relation,
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
            CountedItem::Abbreviation => ["abbreviation replaced", "abbreviations replaced"],
            CountedItem::Section => ["section", "sections"],
            CountedItem::Page => ["page", "pages"],
            CountedItem::Attachment => ["attachment", "attachments"],
            CountedItem::Argument => ["statement or argument", "statements and arguments"],
            CountedItem::Relation => ["support or attack", "supports and attacks"],
            CountedItem::OtherItem => ["item without a source", "items without a source"],
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
    /// The lines again, for looking one up.
    known: HashSet<ReportLine>,
    pub(super) counts: BTreeMap<CountedItem, usize>,
    /// Fields without a key in a record, by their names in the input.
    comments: BTreeMap<String, usize>,
    /// Web addresses of the input, how many of them are in the files, and how many are left out on
    /// purpose or known already.
    addresses: [usize; 3],
    consumed: Vec<String>,
}

impl ImportReport {
    pub(super) fn new(path: String, name: String) -> ImportReport {
        ImportReport { path, name, ..ImportReport::default() }
    }

    fn add(&mut self, outcome: LineOutcome, line: usize, text: String) {
        let entry = ReportLine { outcome, line, text };
        if self.known.insert(entry.clone()) {
            self.lines.push(entry);
        }
    }

    pub(super) fn merged(&mut self, line: usize, text: String) {
        self.add(LineOutcome::Merged, line, text);
    }

    pub(super) fn changed(&mut self, line: usize, text: String) {
        self.add(LineOutcome::Changed, line, text);
    }

    pub(super) fn count_comment(&mut self, name: &str) {
        *self.comments.entry(name.to_string()).or_default() += 1;
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

    /// Reports every line with words that are not in the output and not consumed.
    pub(super) fn report_missing(&mut self, lines: &[(usize, String)], output: &[&str]) {
        let mut available: HashMap<String, usize> = HashMap::new();
        for text in output.iter().copied().chain(self.consumed.iter().map(String::as_str)) {
            for word in words(text) {
                *available.entry(word).or_default() += 1;
            }
        }
        let written = output.iter().copied().flat_map(addresses);
        let known: HashSet<String> = written.filter_map(|address| of_address(&address)).collect();
        for (line, text) in lines {
            let mut rest = text.clone();
            for address in addresses(text) {
                rest = rest.replace(&address, " ");
                let is_kept = of_address(&address).is_some_and(|address| known.contains(&address));
                self.count_address("", *line, &address, is_kept);
            }
            let mut missing: Vec<String> = Vec::new();
            for word in words(&rest) {
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

    /// Counts the addresses of a bibliography or a note; `is_kept` says of each whether a file has it. `place` names
    /// the note.
    pub(super) fn report_missing_addresses(
        &mut self,
        place: &str,
        lines: &[(usize, String)],
        is_kept: impl Fn(&str) -> bool,
    ) {
        for (line, text) in lines {
            for address in addresses(text) {
                self.count_address(place, *line, &address, is_kept(&address));
            }
        }
    }

    fn count_address(&mut self, place: &str, line: usize, address: &str, is_kept: bool) {
        self.addresses[0] += 1;
        if is_kept {
            self.addresses[1] += 1;
        } else if self.consumed.iter().any(|words| words.contains(address)) {
            self.addresses[2] += 1;
        } else {
            let place = if place.is_empty() { String::new() } else { format!("{place}: ") };
            self.add(LineOutcome::Missing, line, format!("{place}the address {address}"));
        }
    }

    /// The report for other programs.
    pub fn to_json(&self) -> Value {
        let mut counts = serde_json::Map::new();
        for (item, count) in &self.counts {
            counts.insert(item.labels()[1].to_string(), json!(count));
        }
        let mut lines = Vec::new();
        for line in &self.lines {
            lines.push(json!({
                "outcome": line.outcome.name(), "line": line.line, "text": line.text
            }));
        }
        let [total, kept, left_out] = self.addresses;
        json!({
            "path": self.path,
            "format": self.format,
            "understood": counts,
            "kept_as_comments": self.comments,
            "addresses": { "input": total, "files": kept, "left_out": left_out },
            "lines": lines,
        })
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
        let mut outcomes: Vec<String> = Vec::new();
        for (outcome, name, _) in LineOutcome::ALL {
            let count = self.lines.iter().filter(|line| line.outcome == outcome).count();
            if count > 0 {
                outcomes.push(format!("{count} {name}"));
            }
        }
        if !outcomes.is_empty() {
            *out += &format!("  lines: {}\n", outcomes.join(", "));
        }
        let [total, kept, left_out] = self.addresses;
        if total > 0 {
            *out += &format!("  addresses: {total} in the input, {kept} of them in the files");
            if left_out > 0 {
                *out += &format!(", {left_out} left out on purpose or known already");
            }
            out.push('\n');
        }
        if !self.comments.is_empty() {
            let fields = self.comments.iter().map(|(name, count)| format!("{name} ({count})"));
            let fields = fields.collect::<Vec<_>>().join(", ");
            *out += &format!("  kept as comments, without a key in a record: {fields}\n");
        }
        for (outcome, _, headline) in LineOutcome::ALL {
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

/// The web addresses in a text, as they are written.
pub(super) fn addresses(text: &str) -> Vec<String> {
    let mut addresses = Vec::new();
    let mut next = 0;
    while let Some(start) = text[next..].find("http").map(|at| at + next) {
        let rest = &text[start..];
        next = start + "http".len();
        if !rest.starts_with("http://") && !rest.starts_with("https://") {
            continue;
        }
        let mut depth = 0;
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            match c {
                '(' => depth += 1,
                ')' if depth == 0 => {
                    end = at;
                    break;
                }
                ')' => depth -= 1,
                '<' | '>' | '"' | ']' | '|' | '”' | '`' | '}' => {
                    end = at;
                    break;
                }
                c if c.is_whitespace() => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        let address =
            rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '\'', '\\']);
        next = start + end;
        addresses.push(address.to_string());
    }
    addresses
}
