//! The sections of a journal or thread in agon's forms.
//!
//! Takes the blocks under one heading, adds a section to a [`Draft`]. An item that has not its section's form goes to the
//! draft's end as text; nothing is left out.

use super::account::short;
use super::blocks::{Block, Kind};
use super::draft::{Body, Draft};
use super::inline::{Names, tame};
use super::works::Work;
use super::{Run, dates, headings, note};
use crate::content::parse::is_lasting;
use crate::model::*;

/// Whether items may be source notes: in gathers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Gather,
    Elsewhere,
}

/// What may stand below an item of a section.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subs {
    Free,
    /// Parts that agon knows by their labels.
    Labelled,
}

/// What became of one item.
pub(super) enum Made {
    Item(String),
    /// Not of this section's form, and why.
    Unfit(&'static str),
}

impl Run<'_> {
    /// Adds a section. A heading with nothing under it goes to the unsorted text.
    pub(super) fn section(
        &mut self,
        draft: &mut Draft,
        heading: &str,
        role: SectionRole,
        blocks: &[Block],
        place: Place,
    ) {
        let mut body = Body::default();
        match role {
            SectionRole::Perspectives => self.perspectives(&mut body, draft, blocks),
            SectionRole::CrossLinks => {
                self.items(&mut body, draft, blocks, Subs::Free, Self::cross_link)
            }
            SectionRole::Observations => {
                self.items(&mut body, draft, blocks, Subs::Free, Self::observation)
            }
            SectionRole::Timeline => self.items(&mut body, draft, blocks, Subs::Free, Self::event),
            SectionRole::Corrections => {
                self.items(&mut body, draft, blocks, Subs::Free, Self::event)
            }
            SectionRole::Tensions => {
                self.items(&mut body, draft, blocks, Subs::Labelled, Self::tension)
            }
            SectionRole::Questions => self.questions(&mut body, draft, blocks),
            SectionRole::Prose | SectionRole::Summary | SectionRole::Faq => {
                let parts = if heading.is_empty() { "##" } else { "###" };
                self.prose(&mut body, draft, blocks, (place, parts));
            }
        }
        let line = blocks.first().map_or(self.line, |b| b.line);
        let heading = if role == SectionRole::Prose {
            self.tamed(line, heading)
        } else {
            heading.to_string()
        };
        if body.is_empty() {
            if !heading.is_empty() {
                self.account
                    .left(line, format!("{}: a heading with nothing under it", short(&heading)));
                draft.unsorted.push(heading);
            }
            return;
        }
        if !heading.is_empty() {
            draft.body.apart(&format!("## {heading}"));
            self.counted.sections += usize::from(role == SectionRole::Prose);
        }
        draft.body.apart(&body.text);
    }

    /// A block's words, safe in agon's Markdown.
    pub(super) fn tamed(&mut self, line: usize, text: &str) -> String {
        let (shelf, site) = (&self.shelf, self.site);
        let is_target = |target: &str| {
            let name = target.split('#').next().unwrap_or(target).trim().to_lowercase();
            !target.contains("#^")
                && site.names.by_name.get(name.as_str()).is_some_and(|t| t.len() == 1)
        };
        let footnotes = &self.notes;
        let names = Names {
            marks: &self.marks,
            is_footnote: &|l| footnotes.contains_key(l),
            is_key: &|k| shelf.has(k),
            is_target: &is_target,
        };
        let made = tame(text, &names);
        made.turned.iter().for_each(|t| self.account.turned(t));
        for open in made.open {
            let why = if open.starts_with("[^") {
                "a mark without a source or text; it stays as it is"
            } else {
                "leads nowhere here; it stays as text"
            };
            self.account.left(line, format!("{open}: {why}"));
        }
        made.text
    }

    pub(super) fn unfit(&mut self, draft: &mut Draft, block: &Block, why: &str) {
        let text = block.flat();
        self.account.left(block.line, format!("{}: {why}", short(&text)));
        let text = self.tamed(block.line, &text);
        draft.unsorted.push(text);
    }

    /// A section whose items have a form of their own. Sub-items and what is no item stay beside them.
    fn items(
        &mut self,
        body: &mut Body,
        draft: &mut Draft,
        blocks: &[Block],
        subs: Subs,
        read: fn(&mut Self, &Block) -> Made,
    ) {
        for block in blocks {
            match block.kind {
                Kind::Item { depth: 0, .. } => match read(self, block) {
                    Made::Item(text) => body.item(&format!("- {text}")),
                    Made::Unfit(why) => self.unfit(draft, block, why),
                },
                Kind::Item { .. } if body.ends_with_item() && subs == Subs::Free => {
                    let text = self.tamed(block.line, &block.text);
                    body.item(&format!("  - {text}"));
                }
                Kind::Item { .. } if body.ends_with_item() => {
                    match self.sub_item(block, &["Kind", "Shared", "Crux", "Would settle it"]) {
                        Some(text) => body.item(&format!("  - {text}")),
                        None => self.unfit(
                            draft,
                            block,
                            "an item below another one that has no label of its own here",
                        ),
                    }
                }
                Kind::Item { .. } => self.unfit(draft, block, "an item below nothing"),
                // a list that lost its dashes
                Kind::Paragraph => match read(self, block) {
                    Made::Item(text) => body.item(&format!("- {text}")),
                    Made::Unfit(_) => {
                        let text = self.tamed(block.line, &block.text);
                        body.apart(&text);
                    }
                },
                _ => self.other(body, draft, block),
            }
        }
    }

    /// `parts` is the mark of headings inside of the section.
    fn prose(
        &mut self,
        body: &mut Body,
        draft: &mut Draft,
        blocks: &[Block],
        (place, parts): (Place, &str),
    ) {
        let mut pending: Option<(usize, String)> = None;
        let mut indent: Vec<usize> = Vec::new();
        let mut after_note = false;
        let mut marks: Option<bool> = None;
        for block in blocks {
            // the line below a table's head says nothing by itself
            if matches!(block.kind, Kind::Row) && is_separator(&block.text) {
                continue;
            }
            if let Kind::Heading(_) = block.kind {
                if let Some((line, heading)) = pending.replace((block.line, block.flat())) {
                    self.unfit(
                        draft,
                        &Block::new(line, Kind::Paragraph, heading),
                        "a heading with nothing under it",
                    );
                }
                continue;
            }
            if let Some((line, heading)) = pending.take() {
                let heading = self.tamed(line, &heading);
                body.apart(&format!("{parts} {heading}"));
            }
            let Kind::Item { depth, number } = block.kind else {
                self.other(body, draft, block);
                continue;
            };
            let note = if place == Place::Gather && (depth == 0 || !after_note) {
                self.note(block)
            } else {
                None
            };
            if depth == 0 {
                after_note = note.is_some();
                indent.clear();
            }
            indent.truncate(depth.into());
            let spaces = " ".repeat(indent.iter().sum());
            // one kind of mark in a list, or its items would belong to the one before
            let number = number.filter(|_| place == Place::Elsewhere);
            let mark = number.map_or("- ".to_string(), |n| format!("{n}. "));
            let turns = depth == 0
                && marks.replace(number.is_some()).is_some_and(|m| m != number.is_some());
            indent.push(mark.len());
            let text = note.unwrap_or_else(|| {
                if place == Place::Gather && depth == 0 {
                    self.account.left(
                        block.line,
                        format!("{}: an item that is no source note", short(&block.text)),
                    );
                }
                self.tamed(block.line, &block.text)
            });
            let item = format!("{spaces}{mark}{text}");
            if turns { body.apart(&item) } else { body.item(&item) }
        }
        if let Some((line, heading)) = pending {
            self.unfit(
                draft,
                &Block::new(line, Kind::Paragraph, heading),
                "a heading with nothing under it",
            );
        }
    }

    /// Paragraphs, rows, footnotes and code.
    pub(super) fn other(&mut self, body: &mut Body, draft: &mut Draft, block: &Block) {
        match &block.kind {
            Kind::Row => {
                // the line below a table's head is written here, whether the page had one or not
                if is_separator(&block.text) {
                    return;
                }
                let text = self.tamed(block.line, &block.text).replacen("\\|", "|", 1);
                let first = !body.text.lines().next_back().is_some_and(|l| l.starts_with('|'));
                body.row(&text);
                if first {
                    let columns =
                        block.text.replace("\\|", "").trim_matches('|').split('|').count();
                    body.row(&format!("|{}", "---|".repeat(columns)));
                }
            }
            Kind::Footnote(_) => {
                unreachable!("footnotes are taken out of a page before its sections are written")
            }
            Kind::Verbatim if block.text.starts_with('<') => {
                let text = self.tamed(block.line, &block.text);
                body.apart(&text);
            }
            Kind::Verbatim if block.text.starts_with('>') => {
                let lines: Vec<String> = block
                    .text
                    .lines()
                    .map(|l| l.trim_start_matches(['>', ' ']).to_string())
                    .collect();
                let lines: Vec<String> =
                    lines.iter().map(|l| format!("> {}", self.tamed(block.line, l))).collect();
                body.apart(lines.join("\n").trim_end());
            }
            Kind::Verbatim => body.apart(&fenced(&block.text)),
            Kind::Heading(_) => self.unfit(draft, block, "a heading inside a section of items"),
            Kind::Paragraph | Kind::Item { .. } => {
                let text = self.tamed(block.line, &block.text);
                body.apart(&text);
            }
        }
    }

    /// `[@key] What the source says.`
    fn note(&mut self, block: &Block) -> Option<String> {
        let text = block.flat();
        let shelf = &self.shelf;
        let found = note::read(&text, &|name| shelf.knows_publisher(name))?;
        if let Some(other) = &found.doubt {
            self.account.guessed(
                block.line,
                format!("the title of {} could also end before \"{other}\"", short(&text)),
            );
        }
        let mut work = Work::new(block.line, found.title);
        self.attribute(&mut work, &found.said);
        work.url = found.url.or(work.url);
        work.authors.extend(found.author.map(Author::Literal));
        let key = self.shelf.put(work, &mut self.account);
        self.counted.notes += 1;
        self.counted.keys.insert(key.clone());
        let words = self.tamed(block.line, &found.text);
        Some(if words.is_empty() { format!("[@{key}]") } else { format!("[@{key}] {words}") })
    }

    /// What stood in parentheses beside a title.
    pub(super) fn attribute(&mut self, work: &mut Work, said: &note::Said) {
        self.account.turned(&said.date_words);
        work.issued = said.date;
        work.number = said.number.clone();
        work.doi = said.doi.clone();
        work.url = said.url.clone();
        if work.number.is_some() {
            work.kind = SourceType::Preprint;
            self.account.turned("arxiv");
        }
        let Some(name) = said.publisher.as_deref() else { return };
        let (name, same_page) =
            name.strip_suffix(", same page").map_or((name, false), |n| (n, true));
        work.notes.extend(same_page.then(|| "same page".to_string()));
        // `stream:some-topic` names what collected the work, not who published it
        let label = name.split_once(':').is_some_and(|(a, b)| is_lasting(a) && is_lasting(b));
        match label {
            true => work.notes.push(format!("Collected under {name}.")),
            false => work.publisher = Some(name.to_string()),
        }
    }

    fn observation(&mut self, block: &Block) -> Made {
        let text = block.text.trim();
        let bare = text.trim_start_matches(['*', '_']);
        let Some(end) = bare.find([':', '—', '–']).filter(|n| *n <= 40) else {
            return Made::Unfit("an observation without a kind");
        };
        let label = bare[..end].trim_matches(|c: char| "*_ ".contains(c)).to_lowercase();
        let kind = ObservationKind::parse(&label)
            .or_else(|| ObservationKind::parse(label.trim_end_matches('s')));
        let Some(kind) = kind else { return Made::Unfit("no known kind of observation") };
        let rest = bare[end..].trim_start_matches([':', '—', '–']).trim_start_matches(['*', '_']);
        let words = restored_code(rest);
        if words.is_empty() {
            return Made::Unfit("an observation without words");
        }
        let words = self.tamed(block.line, &words);
        self.counted.observations += 1;
        if label.ends_with('s') && !kind.word().ends_with('s') {
            self.account.turned(&label);
        }
        Made::Item(format!("**{}:** {words}", kind.label()))
    }

    fn event(&mut self, block: &Block) -> Made {
        let text = block.flat();
        let Some((date, rest)) = dates::leading(&text) else {
            return Made::Unfit("an item that does not start with a date");
        };
        if rest.is_empty() {
            return Made::Unfit("a date without words");
        }
        self.account.turned(&text[..text.len() - rest.len()]);
        let words = self.tamed(block.line, rest);
        self.counted.events += 1;
        Made::Item(format!("{date}: {words}"))
    }
}

/// Code between fences that are closed: without them its indentation could make it a part of a list above it.
fn fenced(code: &str) -> String {
    let mark = if code.starts_with("~~~") { '~' } else { '`' };
    let run = |line: &str| line.trim().len() - line.trim().trim_start_matches(mark).len();
    if code.starts_with("```") || mark == '~' {
        let length = run(code.lines().next().unwrap_or_default());
        let last = code.lines().skip(1).last().map_or("", str::trim);
        let closed = run(last) >= length && last.chars().all(|c| c == mark);
        let fence = mark.to_string().repeat(length);
        return if closed { code.to_string() } else { format!("{}\n{fence}", code.trim_end()) };
    }
    let fence = "`".repeat(code.lines().map(run).max().unwrap_or_default().max(2) + 1);
    let bare = |line: &str| {
        line.strip_prefix("    ").or_else(|| line.strip_prefix('\t')).unwrap_or(line).to_string()
    };
    format!("{fence}\n{}\n{fence}", code.lines().map(bare).collect::<Vec<_>>().join("\n"))
}

/// The line between a table's head and its rows.
fn is_separator(row: &str) -> bool {
    row.chars().all(|c| "|-: ".contains(c))
}

/// A code span that was copied as a line of its own comes back: the words up to a dash that stands right behind them.
fn restored_code(rest: &str) -> String {
    let flat = super::blocks::flat(rest);
    let broken = rest.trim_start_matches(' ').starts_with('\n');
    match flat.find("— ").filter(|n| broken && *n > 0 && !flat[..*n].ends_with(' ')) {
        Some(at) if !flat[..at].contains('`') => format!("`{}` {}", &flat[..at], &flat[at..]),
        _ => flat,
    }
}

/// The heading under which agon reads a section, or the one that was written.
pub fn heading_of(meaning: Option<headings::Meaning>, written: &str) -> (String, SectionRole) {
    match meaning {
        Some(headings::Meaning::Role(role)) => (headings::shown(role), role),
        Some(headings::Meaning::Tracking) => ("What we are tracking".into(), SectionRole::Prose),
        _ => (written.to_string(), SectionRole::Prose),
    }
}
