//! The notes of a vault and what their links can name: notes, headings, blocks, other files.

use super::yaml;
use crate::markdown::{self, AttributeKind};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// What a note becomes.
pub(super) struct VaultNote {
    pub path: String,
    pub slug: String,
    pub title: String,
    pub aliases: Vec<String>,
    /// Keys of the front matter that agon does not read, as lines.
    pub comments: Vec<String>,
    pub body: String,
    /// Lines above the body.
    pub first_line: usize,
}

impl VaultNote {
    /// The lines of the body with their numbers in the file.
    pub(super) fn numbered_lines(&self) -> impl Iterator<Item = (usize, String)> + '_ {
        self.body.lines().zip(self.first_line + 1..).map(|(line, n)| (n, line.to_string()))
    }
}

/// The title, the aliases and the other lines of a front matter.
pub(super) fn front_keys(front: &str) -> (Option<String>, Vec<String>, Vec<String>) {
    let (mut title, mut aliases, mut comments) = (None, Vec::new(), Vec::new());
    let values: BTreeMap<String, serde_json::Value> =
        serde_yaml::from_str(front).unwrap_or_default();
    for (name, value) in values {
        let texts: Vec<String> = match &value {
            serde_json::Value::Array(items) => items.iter().map(value_text).collect(),
            serde_json::Value::Null => Vec::new(),
            value => vec![value_text(value)],
        };
        match name.as_str() {
            "title" => title = texts.into_iter().next().filter(|t| !t.is_empty()),
            // Obsidian reads one text as several names between commas
            "aliases" | "alias" if value.is_string() => {
                let names = texts.iter().flat_map(|text| text.split(','));
                aliases.extend(names.map(|name| name.trim().to_string()));
            }
            "aliases" | "alias" => aliases.extend(texts),
            _ => comments.push(yaml::one_line(&format!("{name}: {}", texts.join(", ")))),
        }
    }
    (title, aliases, comments)
}

fn value_text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// A heading of a note.
pub(super) struct NoteHeading {
    pub range: Range<usize>,
    /// `None` for one without words.
    pub words: Option<Range<usize>>,
    /// Its level in a page; `None` where no text follows, since agon has no such headings.
    pub level: Option<usize>,
}

/// The headings of a note with their levels in a page, which begin with 2 and leave out none.
pub(super) fn note_headings(body: &str, tree: &markdown::Tree) -> Vec<NoteHeading> {
    let mut headings = Vec::new();
    let mut open: Vec<u8> = Vec::new();
    let roots: Vec<_> = tree.roots().collect();
    for (n, index) in roots.iter().copied().enumerate() {
        let node = tree.node(index);
        if node.kind != markdown::NodeKind::Heading {
            continue;
        }
        let level = tree.level(index);
        while open.last() >= Some(&level) {
            open.pop();
        }
        open.push(level);
        let words = tree.inline_range(index).filter(|words| !body[words.clone()].trim().is_empty());
        let next = roots.get(n + 1).map(|next| tree.node(*next).kind);
        let next_level = roots.get(n + 1).map_or(0, |next| tree.level(*next));
        let page_level = (open.len() + 1).min(6);
        let has_text = match next {
            Some(markdown::NodeKind::Heading) => next_level > level && page_level <= 2,
            Some(_) => true,
            None => false,
        };
        if words.is_some() && !has_text {
            open.pop();
        }
        let level = has_text.then_some(page_level);
        headings.push(NoteHeading { range: node.range(), words, level });
    }
    headings
}

/// Letters and digits of a heading, in lower case.
fn fragment_key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What links of a vault can name.
pub(super) struct VaultNames {
    /// Index of a note by path without extension and by file name, in lower case.
    notes: BTreeMap<String, usize>,
    slugs: Vec<String>,
    /// Headings of each note that stay headings, as plain text.
    headings: Vec<Vec<String>>,
    block_ids: Vec<HashSet<String>>,
    /// Path in the site by path and by file name, in lower case.
    attachments: BTreeMap<String, String>,
}

impl VaultNames {
    pub(super) fn new(notes: &[VaultNote], attachments: BTreeMap<String, String>) -> VaultNames {
        let mut names = VaultNames {
            notes: BTreeMap::new(),
            slugs: notes.iter().map(|note| note.slug.clone()).collect(),
            headings: Vec::new(),
            block_ids: Vec::new(),
            attachments: BTreeMap::new(),
        };
        for note in notes {
            let tree = markdown::parse(&note.body);
            let mut headings = Vec::new();
            for heading in note_headings(&note.body, &tree) {
                if let (Some(words), Some(_)) = (heading.words, heading.level) {
                    headings.push(note.body[words].to_string());
                }
            }
            names.headings.push(headings);
            let mut ids = HashSet::new();
            for attribute in &tree.attributes {
                if !matches!(attribute.kind, AttributeKind::Field { .. }) {
                    let range = attribute.range.start as usize + 1..attribute.range.end as usize;
                    ids.insert(slug::slugify(&note.body[range]));
                }
            }
            names.block_ids.push(ids);
        }
        for (n, note) in notes.iter().enumerate() {
            let path = note.path[..note.path.len() - ".md".len()].to_lowercase();
            names.notes.entry(path.rsplit('/').next().unwrap_or(&path).to_string()).or_insert(n);
            names.notes.insert(path, n);
        }
        for note in notes.iter().enumerate() {
            for alias in &note.1.aliases {
                names.notes.entry(alias.to_lowercase()).or_insert(note.0);
            }
            names.notes.entry(note.1.title.to_lowercase()).or_insert(note.0);
        }
        for (path, target) in attachments {
            let low = path.to_lowercase();
            let name = low.rsplit('/').next().unwrap_or(&low).to_string();
            names.attachments.entry(name).or_insert_with(|| target.clone());
            names.attachments.insert(low, target);
        }
        names
    }

    /// The index of a note by what a link calls it.
    pub(super) fn note(&self, name: &str) -> Option<usize> {
        let name = name.trim().to_lowercase();
        let name = name.strip_suffix(".md").unwrap_or(&name);
        let name = name.trim_start_matches("../").trim_start_matches("./");
        let last = name.rsplit('/').next().unwrap_or(name);
        self.notes.get(name).or_else(|| self.notes.get(last)).copied()
    }

    pub(super) fn slug(&self, note: usize) -> &str {
        &self.slugs[note]
    }

    /// A heading or block of a note in the form that agon resolves, by what a link calls it:
    /// `Panes (splits)`, `panes-splits`, `PanesSplits`, `^id`.
    pub(super) fn fragment(&self, note: usize, written: &str) -> Option<String> {
        if let Some(id) = written.strip_prefix('^') {
            let id = slug::slugify(id);
            return Some(format!("^{id}")).filter(|_| self.block_ids[note].contains(&id));
        }
        let key = fragment_key(written);
        let mut headings = self.headings[note].iter();
        headings.find(|heading| !key.is_empty() && fragment_key(heading) == key).cloned()
    }

    pub(super) fn attachment(&self, name: &str) -> Option<&str> {
        let name = name.trim().to_lowercase();
        let name = name.trim_start_matches("../").trim_start_matches("./");
        let last = name.rsplit('/').next().unwrap_or(name);
        let path = self.attachments.get(name).or_else(|| self.attachments.get(last))?;
        Some(path)
    }
}
