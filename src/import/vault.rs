//! A vault of Obsidian or a folder for Quartz: its notes become pages, with attachments, aliases and
//! heading links.

use super::importer::Importer;
use super::report::{CountedItem, ImportReport};
use super::text::{LineStarts, slug_of};
use super::yaml;
use crate::content::parse::front_matter;
use crate::markdown::{self, ReferenceKind, parse};
use serde_yaml::FlowSeq;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a note becomes.
struct VaultNote {
    path: String,
    slug: String,
    title: String,
    aliases: Vec<String>,
    /// Keys of the front matter that agon does not read, as lines.
    comments: Vec<String>,
    body: String,
    /// Lines above the body.
    first_line: usize,
}

/// Syntax of Obsidian without an equal, and how it begins.
const WITHOUT_EQUAL: [(&str, &str); 6] = [
    ("```dataview", "a Dataview query"),
    ("```dataviewjs", "a Dataview query"),
    ("```mermaid", "a Mermaid diagram"),
    ("```query", "a search of Obsidian"),
    ("```base", "a base of Obsidian"),
    ("<%", "a Templater command"),
];

/// Lines of a front matter that say that a note is not for the public.
const PRIVATE: [&str; 3] = ["publish: false", "draft: true", "private: true"];

impl Importer<'_> {
    /// Adds the notes of a folder as pages, and its other files to static/.
    pub(super) fn import_vault(&mut self, files: Vec<(String, Vec<u8>)>) {
        self.report.format = "a vault of notes";
        let mut notes: Vec<VaultNote> = Vec::new();
        let mut attachments: BTreeMap<String, String> = BTreeMap::new();
        for (path, bytes) in files {
            let is_note = path.to_lowercase().ends_with(".md");
            match String::from_utf8(bytes) {
                Ok(text) if is_note => {
                    let note = self.vault_note(path, &text);
                    if note.comments.iter().any(|line| PRIVATE.contains(&line.as_str())) {
                        let reason = "a private note or draft";
                        self.report.dropped(1, &note.path, reason);
                    } else {
                        notes.push(note);
                    }
                }
                Ok(text) => self.add_attachment(path, text.into_bytes(), &mut attachments),
                Err(error) => self.add_attachment(path, error.into_bytes(), &mut attachments),
            }
        }
        self.report.count(CountedItem::Page, notes.len());
        self.report.count(CountedItem::Attachment, attachments.len());
        let names = VaultNames::new(&notes, attachments);
        for note in &notes {
            let path = format!("content/pages/{}.md", note.slug);
            let text = self.vault_page(note, &names);
            if self.exists(&path) {
                self.report.skipped(1, &text, format!("{path}: {}", note.path));
            } else {
                self.files.insert(path, text);
            }
        }
    }

    fn vault_note(&mut self, path: String, text: &str) -> VaultNote {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let (mut front, mut body, mut first_line) = (String::new(), text.clone(), 0);
        if let Ok(Some(parts)) = front_matter::parts(&text) {
            front = text[parts.yaml.clone()].to_string();
            body = text[parts.body..].to_string();
            first_line = text[..parts.body].matches('\n').count();
        }
        let stem = path.rsplit('/').next().unwrap_or(&path);
        let stem = stem[..stem.len() - ".md".len()].to_string();
        let (title, aliases, comments) = front_keys(&front);
        let base = match slug_of(&stem) {
            slug if slug.is_empty() => "note".to_string(),
            slug => slug,
        };
        let known = format!("content/pages/{base}.md");
        let slug = if self.exists(&known) { base } else { self.entities.reserve(&base) };
        let has_title = title.is_some();
        let title = title.unwrap_or_else(|| stem.clone());
        let mut note = VaultNote { path, slug, title, aliases, comments, body, first_line };
        // links name the file
        if has_title && note.title != stem {
            note.aliases.push(stem);
        }
        note.aliases.retain(|alias| *alias != note.title && *alias != note.slug);
        note.aliases.dedup();
        note
    }

    fn add_attachment(
        &mut self,
        path: String,
        bytes: Vec<u8>,
        attachments: &mut BTreeMap<String, String>,
    ) {
        let target = format!("static/{}/{path}", self.stem);
        self.attachments.insert(target.clone(), bytes);
        attachments.insert(path, target);
    }

    fn vault_page(&mut self, note: &VaultNote, names: &VaultNames) -> String {
        let mut front = yaml::field("title", yaml::one_line(&note.title));
        if !note.aliases.is_empty() {
            front += &yaml::field("aliases", FlowSeq(note.aliases.clone()));
        }
        for comment in &note.comments {
            front += &format!("# {comment}\n");
        }
        for comment in &note.comments {
            let name = comment.split(':').next().unwrap_or(comment);
            self.report.count_comment(name);
        }
        let body = VaultBody {
            note,
            names,
            edits: Vec::new(),
            lines: LineStarts::new(&note.body),
            tables: Vec::new(),
        }
        .rewritten(&mut self.report);
        format!("---\n{front}---\n\n{}\n", body.trim())
    }
}

/// The title, the aliases and the other lines of a front matter.
fn front_keys(front: &str) -> (Option<String>, Vec<String>, Vec<String>) {
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

/// What links of a vault can name.
struct VaultNames {
    /// Index of a note by path without extension and by file name, in lower case.
    notes: BTreeMap<String, usize>,
    slugs: Vec<String>,
    /// Path in the site by path and by file name, in lower case.
    attachments: BTreeMap<String, String>,
}

impl VaultNames {
    fn new(notes: &[VaultNote], attachments: BTreeMap<String, String>) -> VaultNames {
        let mut names = VaultNames {
            notes: BTreeMap::new(),
            slugs: notes.iter().map(|note| note.slug.clone()).collect(),
            attachments: BTreeMap::new(),
        };
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

    /// The slug of a note by what a link calls it.
    fn slug(&self, name: &str) -> Option<&str> {
        let name = name.trim().to_lowercase();
        let name = name.strip_suffix(".md").unwrap_or(&name);
        let name = name.trim_start_matches("../").trim_start_matches("./");
        let last = name.rsplit('/').next().unwrap_or(name);
        let index = self.notes.get(name).or_else(|| self.notes.get(last))?;
        Some(&self.slugs[*index])
    }

    fn attachment(&self, name: &str) -> Option<&str> {
        let name = name.trim().to_lowercase();
        let name = name.trim_start_matches("../").trim_start_matches("./");
        let last = name.rsplit('/').next().unwrap_or(name);
        let path = self.attachments.get(name).or_else(|| self.attachments.get(last))?;
        Some(path)
    }
}

/// A note's body and its changes.
struct VaultBody<'a> {
    note: &'a VaultNote,
    names: &'a VaultNames,
    edits: Vec<(Range<usize>, String)>,
    lines: LineStarts,
    tables: Vec<Range<usize>>,
}

impl VaultBody<'_> {
    fn report(&self, report: &mut ImportReport, at: usize, text: String) {
        let line = self.note.first_line + self.lines.line(at);
        report.unsorted(line, format!("{}: {text}", self.note.path));
    }

    fn rewritten(mut self, report: &mut ImportReport) -> String {
        let body = &self.note.body;
        let tree = parse(body);
        let is_table = |node: &&markdown::Node| node.kind == markdown::NodeKind::Table;
        self.tables = tree.nodes.iter().filter(is_table).map(markdown::Node::range).collect();
        for reference in &tree.references {
            let range = tree.node(reference.node).range();
            let address = tree.address(body, reference);
            match reference.kind {
                ReferenceKind::WikiLink | ReferenceKind::LabelledWikiLink => {
                    self.wiki_link(range, report);
                }
                ReferenceKind::Image if body[range.clone()].starts_with("![[") => {
                    self.wiki_link(range.start + 1..range.end, report);
                }
                ReferenceKind::Link if !markdown::is_safe(address) => {
                    let words = tree.inline_range(reference.node).unwrap_or(range.clone());
                    let text = format!("agon has no links to {address}; its words stay");
                    self.report(report, range.start, text);
                    self.edits.push((range, body[words].to_string()));
                }
                ReferenceKind::Link | ReferenceKind::Image if !has_scheme(address) => {
                    let words = tree.inline_range(reference.node).unwrap_or(range.end..range.end);
                    let words = body[words].to_string();
                    self.link(range, &words, address, report);
                }
                _ => {}
            }
        }
        self.comments(report);
        for (mark, name) in WITHOUT_EQUAL {
            for (at, _) in body.match_indices(mark) {
                self.report(report, at, format!("{name} has no equal and stays as it is written"));
            }
        }
        self.headings(&tree);
        self.edits.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
        let mut out = String::with_capacity(body.len());
        let mut at = 0;
        for (range, text) in &self.edits {
            if range.start >= at {
                out += &body[at..range.start];
                out += text;
                at = range.end;
            }
        }
        out + &body[at..]
    }

    /// `[[Note#Heading|label]]`, `![[image.png|300]]` and `![[Note]]`.
    fn wiki_link(&mut self, range: Range<usize>, report: &mut ImportReport) {
        let body = &self.note.body;
        let is_embed = body[..range.start].ends_with('!');
        let inside = body[range.clone()].trim_start_matches("[[").trim_end_matches("]]");
        let (target, label) = match inside.split_once('|') {
            Some((target, label)) => (target.trim_end_matches('\\'), Some(label)),
            None => (inside, None),
        };
        let (name, fragment) = match target.split_once('#') {
            Some((name, fragment)) => (name.trim(), Some(fragment)),
            None => (target.trim(), None),
        };
        let whole = range.start - usize::from(is_embed)..range.end;
        if let Some(path) = self.names.attachment(name) {
            let link = static_link(path);
            let alt = label.filter(|l| !l.bytes().all(|b| b.is_ascii_digit() || b == b'x'));
            let alt = alt.unwrap_or_else(|| name.rsplit('/').next().unwrap_or(name));
            let mark = if is_embed { "!" } else { "" };
            return self.edits.push((whole, format!("{mark}[{alt}]({link})")));
        }
        let slug = if name.is_empty() { Some("") } else { self.names.slug(name) };
        let Some(slug) = slug else {
            let text = format!("{} names no note or file of the folder", &body[range.clone()]);
            self.report(report, range.start, text);
            let words = label.unwrap_or(name).to_string();
            return self.edits.push((whole, words));
        };
        if is_embed {
            let text = "an embedded note became a link".to_string();
            self.report(report, range.start, text);
        }
        // agon resolves the last heading of a path
        let fragment = fragment.map(|f| f.rsplit('#').next().unwrap_or(f).trim());
        let fragment = fragment.map(|f| format!("#{f}")).unwrap_or_default();
        let label = label.unwrap_or_else(|| if name.is_empty() { &fragment[1..] } else { name });
        let bar = self.bar(range.start);
        self.edits.push((whole, format!("[[{slug}{fragment}{bar}{label}]]")));
    }

    /// The bar of a wiki link, which a row of a table needs with a backslash.
    fn bar(&self, at: usize) -> &'static str {
        if self.tables.iter().any(|table| table.contains(&at)) { "\\|" } else { "|" }
    }

    /// `[words](Note%20name.md#heading)` and `![words](image.png)`.
    fn link(&mut self, range: Range<usize>, words: &str, address: &str, report: &mut ImportReport) {
        let decoded = percent_encoding::percent_decode_str(address).decode_utf8_lossy();
        let (name, fragment) = match decoded.split_once('#') {
            Some((name, fragment)) => (name.to_string(), Some(fragment.to_string())),
            None => (decoded.to_string(), None),
        };
        let is_image = self.note.body[range.clone()].starts_with('!');
        if let Some(path) = self.names.attachment(&name) {
            let mark = if is_image { "!" } else { "" };
            let link = format!("{mark}[{words}]({})", static_link(path));
            return self.edits.push((range, link));
        }
        let slug = if name.is_empty() { Some("") } else { self.names.slug(&name) };
        match slug {
            Some(slug) if !is_image => {
                let fragment = fragment.map(|f| format!("#{f}")).unwrap_or_default();
                let bar = self.bar(range.start);
                self.edits.push((range, format!("[[{slug}{fragment}{bar}{words}]]")));
            }
            _ => {
                self.report(report, range.start, format!("{address} names no file of the folder"));
                self.edits.push((range, words.to_string()));
            }
        }
    }

    /// Leaves out `%%comment%%`, which is private.
    fn comments(&mut self, report: &mut ImportReport) {
        let body = &self.note.body;
        let mut at = 0;
        while let Some(open) = body[at..].find("%%").map(|n| n + at) {
            let Some(close) = body[open + 2..].find("%%").map(|n| n + open + 2) else { break };
            let line = self.note.first_line + self.lines.line(open);
            report.dropped(
                line,
                &body[open + 2..close],
                &format!("a comment of {}", self.note.path),
            );
            self.edits.push((open..close + 2, String::new()));
            at = close + 2;
        }
    }

    /// Headings of a page begin with the second level and leave out none.
    fn headings(&mut self, tree: &markdown::Tree) {
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
            let Some(words) = tree.inline_range(index) else {
                self.edits.push((node.range(), String::new()));
                continue;
            };
            let next = roots.get(n + 1).map(|next| tree.node(*next).kind);
            let next_level = roots.get(n + 1).map_or(0, |next| tree.level(*next));
            let marks = "#".repeat((open.len() + 1).min(6));
            let is_empty = match next {
                Some(markdown::NodeKind::Heading) => next_level <= level || marks.len() > 2,
                Some(_) => false,
                None => true,
            };
            let end = node.range().start + self.note.body[node.range()].trim_end().len();
            let is_bold = self.note.body[words.clone()].starts_with("**");
            // agon has no headings without a text
            let (before, after) = match is_empty {
                true if is_bold => (String::new(), ""),
                true => ("**".to_string(), "**"),
                false => (format!("{marks} "), ""),
            };
            if is_empty {
                open.pop();
            }
            self.edits.push((node.range().start..words.start, before));
            self.edits.push((words.end..end, after.to_string()));
        }
    }
}

fn has_scheme(address: &str) -> bool {
    address.starts_with("//") || markdown::scheme(address).is_some()
}

/// The address of a file under static/ in a text.
fn static_link(path: &str) -> String {
    let path = path.strip_prefix("static/").unwrap_or(path);
    let mut out = String::from("/");
    for c in path.chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '%' | '#' | '?' => out += &format!("%{:02X}", c as u32),
            c => out.push(c),
        }
    }
    out
}
