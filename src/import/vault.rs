//! A vault of Obsidian or a folder for Quartz: its notes become pages, with attachments, aliases and
//! heading links.

use super::importer::Importer;
use super::report::{CountedItem, ImportReport, addresses};
use super::text::{LineStarts, slug_of};
use super::vault_names::{VaultNames, VaultNote, front_keys};
use super::wordless::file_name;
use super::yaml;
use crate::content::parse::front_matter;
use crate::markdown::{self, ReferenceKind, parse};
use crate::pages::href::FIXED_PAGES;
use base64::Engine;
use serde_yaml::FlowSeq;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

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
        for (index, note) in notes.iter().enumerate() {
            let path = format!("content/pages/{}.md", note.slug);
            let text = self.vault_page(note, index, &names);
            let known: HashSet<String> = addresses(&text).into_iter().collect();
            let lines: Vec<(usize, String)> = note.numbered_lines().collect();
            self.report.report_missing_addresses(&note.path, &lines, |a| known.contains(a));
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
        // a page of every site has that name
        let base = if FIXED_PAGES.contains(&base.as_str()) { format!("{base}-note") } else { base };
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

    fn vault_page(&mut self, note: &VaultNote, index: usize, names: &VaultNames) -> String {
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
        let mut body = VaultBody {
            note,
            index,
            folder: &self.stem,
            pictures: Vec::new(),
            names,
            edits: Vec::new(),
            lines: LineStarts::new(&note.body),
            tables: Vec::new(),
        };
        let text = body.rewritten(&mut self.report);
        self.attachments.extend(body.pictures);
        format!("---\n{front}---\n\n{}\n", text.trim())
    }
}

/// A note's body and its changes.
pub(super) struct VaultBody<'a> {
    pub note: &'a VaultNote,
    /// The index of the note.
    index: usize,
    /// The folder below static/ for files.
    folder: &'a str,
    /// Pictures that are written into the text, by their new paths.
    pictures: Vec<(String, Vec<u8>)>,
    names: &'a VaultNames,
    pub edits: Vec<(Range<usize>, String)>,
    pub lines: LineStarts,
    tables: Vec<Range<usize>>,
}

impl VaultBody<'_> {
    pub(super) fn report(&self, report: &mut ImportReport, at: usize, text: String) {
        let line = self.note.first_line + self.lines.line(at);
        report.unsorted(line, format!("{}: {text}", self.note.path));
    }

    fn rewritten(&mut self, report: &mut ImportReport) -> String {
        let note = self.note;
        let body = &note.body;
        let tree = parse(body);
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
                ReferenceKind::Image if address.starts_with("data:") => {
                    let words = tree.inline_range(reference.node).unwrap_or(range.end..range.end);
                    let words = body[words].to_string();
                    match self.inline_picture(address) {
                        Some(link) => self.edits.push((range, format!("![{words}]({link})"))),
                        None => {
                            let text = "a picture in the text cannot be read; its words stay";
                            self.report(report, range.start, text.to_string());
                            self.edits.push((range, words));
                        }
                    }
                }
                ReferenceKind::Link | ReferenceKind::Image if !markdown::is_safe(address) => {
                    let words = tree.inline_range(reference.node).unwrap_or(range.end..range.end);
                    let text = format!("agon has no links to {address}; its words stay");
                    self.report(report, range.start, text);
                    self.edits.push((range, body[words].to_string()));
                }
                ReferenceKind::Link | ReferenceKind::Image if markdown::is_web(address) => {
                    let words = tree.inline_range(reference.node).unwrap_or(range.end..range.end);
                    if !body[words].trim().is_empty() {
                        continue;
                    }
                    let link = match reference.kind {
                        ReferenceKind::Link => format!("<{address}>"),
                        _ => format!("[{}](<{address}>)", file_name(address)),
                    };
                    let text = format!("a link or picture without words shows that of {address}");
                    self.report(report, range.start, text);
                    self.edits.push((range, link));
                }
                ReferenceKind::Link | ReferenceKind::Image if !has_scheme(address) => {
                    let words = tree.inline_range(reference.node).unwrap_or(range.end..range.end);
                    let words = body[words].to_string();
                    self.link(range, &words, address, report);
                }
                _ => {}
            }
        }
        self.cells(&tree, report);
        self.comments(report);
        for (mark, name) in WITHOUT_EQUAL {
            for (at, _) in body.match_indices(mark) {
                self.report(report, at, format!("{name} has no equal and stays as it is written"));
            }
        }
        self.headings(&tree);
        self.attributes(&tree, report);
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
            Some((target, label)) => {
                let label = if is_embed { picture_label(label) } else { Some(label) };
                (target.trim_end_matches('\\'), label)
            }
            None => (inside, None),
        };
        let (name, fragment) = match target.split_once('#') {
            Some((name, fragment)) => (name.trim(), Some(fragment)),
            None => (target.trim(), None),
        };
        let whole = range.start - usize::from(is_embed)..range.end;
        if let Some(path) = self.names.attachment(name) {
            let link = static_link(path);
            let alt = label.unwrap_or_else(|| name.rsplit('/').next().unwrap_or(name));
            let mark = if is_embed { "!" } else { "" };
            return self.edits.push((whole, format!("{mark}[{alt}]({link})")));
        }
        let target = if name.is_empty() { Some(self.index) } else { self.names.note(name) };
        let Some(target) = target else {
            let text = format!("{} names no note or file of the folder", &body[range.clone()]);
            self.report(report, range.start, text);
            let words = label.unwrap_or(name).to_string();
            return self.edits.push((whole, words));
        };
        if is_embed {
            let text = "an embedded note became a link".to_string();
            self.report(report, range.start, text);
        }
        let written = fragment.map(|f| f.rsplit('#').next().unwrap_or(f).trim());
        let label =
            label.unwrap_or(if name.is_empty() { written.unwrap_or_default() } else { name });
        let link = self.note_link(range.start, target, name.is_empty(), written, label, report);
        self.edits.push((whole, link));
    }

    /// A wiki link to a note, and to a heading or block of it that exists.
    fn note_link(
        &self,
        at: usize,
        target: usize,
        is_own: bool,
        fragment: Option<&str>,
        label: &str,
        report: &mut ImportReport,
    ) -> String {
        let slug = if is_own { "" } else { self.names.slug(target) };
        let resolved = fragment.and_then(|fragment| self.names.fragment(target, fragment));
        if let Some(fragment) = fragment.filter(|f| resolved.is_none() && !f.is_empty()) {
            let text = format!("#{fragment} names no heading or block of \"{slug}\"");
            self.report(report, at, text);
        }
        match resolved {
            Some(fragment) => format!("[[{slug}#{fragment}{}{label}]]", self.bar(at)),
            None if is_own => label.to_string(),
            None => format!("[[{slug}{}{label}]]", self.bar(at)),
        }
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
            let words = if words.trim().is_empty() { file_name(&name) } else { words.to_string() };
            let link = format!("{mark}[{words}]({})", static_link(path));
            return self.edits.push((range, link));
        }
        let target = if name.is_empty() { Some(self.index) } else { self.names.note(&name) };
        match target {
            Some(target) if !is_image => {
                let fragment = fragment.as_deref().map(str::trim);
                let is_own = name.is_empty();
                let link = self.note_link(range.start, target, is_own, fragment, words, report);
                self.edits.push((range, link));
            }
            _ => {
                self.report(report, range.start, format!("{address} names no file of the folder"));
                let words =
                    if words.trim().is_empty() { file_name(&name) } else { words.to_string() };
                self.edits.push((range, words));
            }
        }
    }

    /// A picture that is written into the text, as a file; `None` for another encoding.
    fn inline_picture(&mut self, address: &str) -> Option<String> {
        let (kind, data) = address.strip_prefix("data:image/")?.split_once(";base64,")?;
        let bytes = base64::engine::general_purpose::STANDARD.decode(data).ok()?;
        let ending = kind.split('+').next().unwrap_or(kind);
        let number = self.pictures.len() + 1;
        let path = format!("static/{}/{}-{number}.{ending}", self.folder, self.note.slug);
        self.pictures.push((path.clone(), bytes));
        Some(static_link(&path))
    }
}

fn is_table(node: &&markdown::Node) -> bool {
    node.kind == markdown::NodeKind::Table
}

/// The words of `center|Two cranes|300x200`: a part that says how a picture is shown is none.
fn picture_label(label: &str) -> Option<&str> {
    let mut parts = label.split('|').map(|part| part.trim().trim_end_matches('\\'));
    parts.find(|part| !is_form(part))
}

fn is_form(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_digit() || b == b'x')
        || matches!(part, "center" | "centre" | "left" | "right" | "inline")
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
