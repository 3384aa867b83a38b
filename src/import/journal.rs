//! A journal as one long page: what it tracks, dated gathers with their sections, the changes of its search.
//!
//! Takes a page's blocks, gives the topic's file, one file for each gather and the watch list's changelog.

use super::blocks::{Block, Kind, Page};
use super::dates::{self, GatherHeading};
use super::draft::Draft;
use super::headings::{Meaning, meaning};
use super::sections::{Place, heading_of};
use super::yaml::scalar;
use super::{ImportError, Run, account::short, note};
use crate::model::*;

/// A heading and what stands under it.
#[derive(Debug, Default)]
struct Part {
    heading: String,
    line: usize,
    blocks: Vec<Block>,
}

struct Gather {
    heading: GatherHeading,
    written: String,
    line: usize,
    level: u8,
    parts: Vec<Part>,
}

#[derive(Default)]
struct Journal {
    title: Option<(usize, String)>,
    /// Above the first gather, or beside the gathers.
    parts: Vec<(Option<Meaning>, Part)>,
    gathers: Vec<Gather>,
}

impl Run<'_> {
    pub(super) fn journal(&mut self, page: Page) -> Result<(), ImportError> {
        self.account.kind = "a journal";
        let blocks = self.take_footnotes(page.blocks, |_| false);
        let journal = sort(blocks);
        self.learn_publishers(&journal);
        let title = journal.title.as_ref().map(|(_, t)| t.clone());
        let base = match (&self.topic, &title) {
            (Some(topic), _) => topic.clone(),
            (None, Some(title)) => super::slug_of(title),
            (None, None) => String::new(),
        };
        if !crate::content::parse::is_lasting(&base) {
            return Err(ImportError::NoTopic {
                path: self.account.path.clone(),
                known: self.known_topics(),
            });
        }
        let slug = self.topic_slug(base)?;
        // oldest first, so that a work's record is that of its first mention
        let mut gathers = journal.gathers;
        gathers.reverse();
        let mut of_kind = [0; 3];
        let mut taken: Vec<(String, usize)> = Vec::new();
        for gather in gathers {
            let (path, kind) = self.gather_path(&slug, &gather, &taken);
            of_kind[kind as usize] += 1;
            taken.push((path.clone(), gather.line));
            self.gather(path, kind, gather);
        }
        self.account.count(of_kind.iter().sum(), "gather", "gathers");
        for (count, kind) in
            of_kind.iter().zip(GatherKind::ALL).filter(|(_, k)| **k != GatherKind::Gather)
        {
            self.account.count(
                *count,
                &format!("of them {}", kind.word()),
                &format!("of them {}", kind.word()),
            );
        }
        self.topic_file(&slug, journal.title, journal.parts);
        Ok(())
    }

    /// Publishers of notes about which there is no doubt help with the others.
    fn learn_publishers(&mut self, journal: &Journal) {
        let parts = journal.gathers.iter().flat_map(|g| &g.parts);
        let items = parts.flat_map(|p| &p.blocks).filter(|b| matches!(b.kind, Kind::Item { .. }));
        let sure = items
            .filter_map(|b| note::read(&b.flat(), &|_| false))
            .filter(|f| f.doubt.is_none() && f.said.date.is_some());
        let names: Vec<String> = sure.filter_map(|f| f.said.publisher).collect();
        names.iter().for_each(|n| self.shelf.learn_publisher(n));
    }

    /// A gather's file. A second one of a day gets its kind into its name.
    fn gather_path(
        &mut self,
        topic: &str,
        gather: &Gather,
        taken: &[(String, usize)],
    ) -> (String, GatherKind) {
        let day = gather.heading.day;
        let kind = gather.heading.kind.unwrap_or(GatherKind::Gather);
        let path = |kind: GatherKind, named: bool| {
            let name = if named { format!("{day}-{}", kind.word()) } else { day.to_string() };
            format!("content/topics/{topic}/gathers/{name}.md")
        };
        let free = |path: &String| !taken.iter().any(|(t, _)| t == path);
        let first = path(kind, kind != GatherKind::Gather);
        if free(&first) {
            return (first, kind);
        }
        let others = [kind, GatherKind::Gather, GatherKind::Update, GatherKind::Initial]
            .map(|k| (path(k, true), k));
        let (path, kind) = others.into_iter().find(|(p, _)| free(p)).unwrap_or((first, kind));
        self.account.guessed(
            gather.line,
            format!("{day} has another entry already, so this one became {path}"),
        );
        (path, kind)
    }

    fn gather(&mut self, path: String, kind: GatherKind, gather: Gather) {
        self.line = gather.line;
        if self.is_there(&path) {
            let words: Vec<String> = gather
                .parts
                .iter()
                .flat_map(|p| p.blocks.iter().map(Block::flat).chain([p.heading.clone()]))
                .collect();
            self.account.skipped(
                gather.line,
                &format!("{} {}", gather.written, words.join(" ")),
                format!("{path}: {}", gather.written),
            );
            return;
        }
        self.account.turned(&gather.written);
        let mut draft = Draft::default();
        draft.front.push(format!("kind: {}", kind.word()));
        draft.front.push(format!("date: {}", gather.heading.day));
        draft.front.extend(gather.heading.title.as_ref().map(|t| format!("title: {}", scalar(t))));
        draft.front.push(format!(
            "provenance: {{by: unknown, note: {}}}",
            scalar(&format!("Imported from {}", self.account.name))
        ));
        self.account.turned(&known_headings(&gather.parts));
        for (heading, role, blocks, line) in joined(gather.parts) {
            self.line = line;
            self.section(&mut draft, &heading, role, &blocks, Place::Gather);
        }
        self.footnotes(&mut draft);
        match self.files.get_mut(&path) {
            // a fifth entry of one day: its sections go on below those of the fourth
            Some(text) => text.push_str(
                &draft
                    .text()
                    .split_once("\n---\n")
                    .map_or(String::new(), |(_, body)| body.to_string()),
            ),
            None => drop(self.files.insert(path, draft.text())),
        }
    }

    fn topic_file(
        &mut self,
        slug: &str,
        title: Option<(usize, String)>,
        parts: Vec<(Option<Meaning>, Part)>,
    ) {
        let path = format!("content/topics/{slug}/topic.md");
        let (line, title) = title.unwrap_or((1, slug.to_string()));
        let mut draft = Draft { front: topic_front(&title), ..Draft::default() };
        let known: Vec<String> = parts.iter().map(|(_, p)| p.heading.clone()).collect();
        let mut rest: Vec<(Option<Meaning>, Part)> = Vec::new();
        for (meaning, part) in parts {
            match meaning {
                Some(Meaning::Index) => rest.extend(self.index(part, &known)),
                Some(Meaning::Changelog) => rest.extend(self.changelog(slug, part)),
                // what stands above the first heading says the same as what stands under this one
                Some(Meaning::Tracking) if matches!(&rest[..], [(None, lead)] if lead.heading.is_empty()) =>
                {
                    let (_, lead) = rest.remove(0);
                    let blocks = lead.blocks.into_iter().chain(part.blocks).collect();
                    rest.push((meaning, Part { blocks, ..part }));
                }
                _ => rest.push((meaning, part)),
            }
        }
        let sections = self.counted.sections;
        if self.is_there(&path) {
            for (_, part) in rest {
                let words: Vec<String> =
                    part.blocks.iter().map(Block::flat).chain([part.heading.clone()]).collect();
                self.account.skipped(
                    part.line,
                    &words.join(" "),
                    format!("{path}: {}", short(&words.join(" "))),
                );
            }
            self.account.turned(&title);
            return;
        }
        self.account.guessed(
            line,
            format!("the topic's question is its title, in {path}: write the question that the debate asks"),
        );
        let parts: Vec<Part> = rest.into_iter().map(|(_, p)| p).collect();
        self.account.turned(&known_headings(&parts));
        for (heading, role, blocks, line) in joined(parts) {
            self.line = line;
            let heading =
                if heading.is_empty() { "What we are tracking".to_string() } else { heading };
            self.section(&mut draft, &heading, role, &blocks, Place::Elsewhere);
        }
        self.footnotes(&mut draft);
        self.footnotes_left(&mut draft);
        self.counted.sections = sections;
        self.files.insert(path, draft.text());
    }

    /// Drops what names parts of the journal, since agon makes such lists; gives back what is none.
    fn index(&mut self, part: Part, known: &[String]) -> Option<(Option<Meaning>, Part)> {
        let names_a_part = |block: &Block| {
            let flat = block.flat();
            let label = flat
                .strip_prefix('[')
                .and_then(|t| t.split_once("]("))
                .map_or(flat.as_str(), |(label, _)| label);
            dates::heading(label).is_some() || known.iter().any(|k| k == label)
        };
        let (named, rest): (Vec<Block>, Vec<Block>) =
            part.blocks.into_iter().partition(names_a_part);
        let words: Vec<String> =
            named.iter().map(Block::flat).chain([part.heading.clone()]).collect();
        self.account.dropped(part.line, &words.join(" "), "agon makes the index");
        (!rest.is_empty())
            .then_some((None, Part { blocks: rest, heading: part.heading, line: part.line }))
    }

    /// Rows or items of date, change and reason go to watch.yaml; gives back what is none.
    fn changelog(&mut self, slug: &str, part: Part) -> Option<(Option<Meaning>, Part)> {
        let path = format!("content/topics/{slug}/watch.yaml");
        let there = self.is_there(&path);
        // a page may have several such sections
        let mut text = self.files.get(&path).cloned().unwrap_or_else(|| "changelog:\n".into());
        let mut rest = Part { heading: part.heading.clone(), line: part.line, blocks: Vec::new() };
        let mut changes = 0;
        for block in part.blocks {
            let row = block.text.trim().trim_matches('|');
            let cells: Vec<String> =
                row.split('|').map(|c| crate::markdown::title(c.trim())).collect();
            let separator = row.chars().all(|c| "|-: ".contains(c));
            let head = matches!(block.kind, Kind::Row) && cells[0].eq_ignore_ascii_case("date");
            let flat = block.flat();
            let found = match block.kind {
                Kind::Row => dates::read(&cells[0])
                    .zip(cells.get(1).cloned())
                    .map(|(d, c)| (d, c, cells[2..].join(", "))),
                Kind::Item { .. } => {
                    dates::leading(&flat).map(|(d, r)| (d, r.to_string(), String::new()))
                }
                _ => None,
            };
            match found.filter(|(_, change, _)| !change.is_empty()) {
                _ if separator || head => self.account.turned(&flat),
                Some((date, change, reason)) => {
                    self.account.turned(&flat);
                    changes += 1;
                    let reason = if reason.is_empty() {
                        String::new()
                    } else {
                        format!(", reason: {}", scalar(&reason))
                    };
                    text.push_str(&format!(
                        "  - {{date: {date}, change: {}{reason}}}\n",
                        scalar(&change)
                    ));
                    if there {
                        self.account.skipped(
                            block.line,
                            &flat,
                            format!("{path}: {}", short(&flat)),
                        );
                    }
                }
                None => {
                    self.account
                        .left(block.line, format!("{}: no change with its date", short(&flat)));
                    rest.blocks.push(block);
                }
            }
        }
        self.account.turned(&part.heading);
        self.account.count(changes, "change of the search", "changes of the search");
        if changes > 0 && !there {
            self.files.insert(path, text);
        }
        (!rest.blocks.is_empty()).then_some((None, rest))
    }
}

/// What a topic's file says before anybody wrote its question.
pub(super) fn topic_front(title: &str) -> Vec<String> {
    vec![
        format!("title: {}", scalar(title)),
        "# write the question that the debate asks".into(),
        format!("question: {}", scalar(title)),
        "status: active".into(),
    ]
}

/// Headings that agon has a name of its own for.
fn known_headings(parts: &[Part]) -> String {
    let known = parts.iter().filter(|p| meaning(&p.heading).is_some()).map(|p| p.heading.as_str());
    known.collect::<Vec<_>>().join(" ")
}

/// Parts of one role become one section, since a file has one of each.
pub(super) fn joined_parts(
    parts: Vec<(String, usize, Vec<Block>)>,
) -> Vec<(String, SectionRole, Vec<Block>, usize)> {
    joined(
        parts.into_iter().map(|(heading, line, blocks)| Part { heading, line, blocks }).collect(),
    )
}

fn joined(parts: Vec<Part>) -> Vec<(String, SectionRole, Vec<Block>, usize)> {
    let mut all: Vec<(String, SectionRole, Vec<Block>, usize)> = Vec::new();
    for part in parts {
        let (heading, role) = heading_of(meaning(&part.heading), &part.heading);
        match all.iter_mut().find(|(_, r, ..)| *r == role && role != SectionRole::Prose) {
            Some((_, _, blocks, _)) => blocks.extend(part.blocks),
            None => all.push((heading, role, part.blocks, part.line)),
        }
    }
    all
}

/// Sorts a page's blocks under their gathers.
fn sort(blocks: Vec<Block>) -> Journal {
    let mut journal = Journal::default();
    let mut in_gather = false;
    let first_is_title = matches!(blocks.first(), Some(b) if b.kind == Kind::Paragraph && b.flat().chars().count() <= 120)
        && matches!(blocks.get(1), Some(b) if b.kind != Kind::Paragraph);
    for (n, block) in blocks.into_iter().enumerate() {
        let Kind::Heading(level) = block.kind else {
            if n == 0 && first_is_title {
                journal.title = Some((block.line, block.flat()));
                continue;
            }
            journal.open_part(in_gather, block.line).blocks.push(block);
            continue;
        };
        let words = block.flat();
        let gather_level = journal.gathers.last().map(|g| g.level);
        let fits = gather_level.is_none_or(|l| l == level || l == 0 || level == 0);
        let part = || Part { heading: words.clone(), line: block.line, blocks: Vec::new() };
        let known = meaning(&words);
        if let Some(heading) = dates::heading(&words).filter(|_| fits) {
            journal.gathers.push(Gather {
                heading,
                written: words,
                line: block.line,
                level,
                parts: Vec::new(),
            });
            in_gather = true;
        } else if matches!(known, Some(Meaning::Tracking | Meaning::Index | Meaning::Changelog)) {
            in_gather = false;
            journal.parts.push((known, part()));
        } else if in_gather && (level == 0 || gather_level.is_some_and(|l| level > l)) {
            let gather = journal.gathers.last_mut().expect("a gather is open");
            let section =
                gather.parts.iter().find_map(|p| (!p.heading.is_empty()).then_some(p.line));
            let deeper =
                level > 0 && gather_level.is_some_and(|l| level > l + 1) && section.is_some();
            match gather.parts.last_mut().filter(|_| deeper && known.is_none()) {
                Some(open) => open.blocks.push(block),
                None => gather.parts.push(part()),
            }
        } else if journal.title.is_none()
            && journal.gathers.is_empty()
            && journal.parts.is_empty()
            && known.is_none()
        {
            journal.title = Some((block.line, words));
        } else {
            in_gather = false;
            journal.parts.push((known, part()));
        }
    }
    journal
}

impl Journal {
    /// The part that what comes next belongs to.
    fn open_part(&mut self, in_gather: bool, line: usize) -> &mut Part {
        let lead = || Part { heading: String::new(), line, blocks: Vec::new() };
        if in_gather {
            let parts = &mut self.gathers.last_mut().expect("a gather is open").parts;
            if parts.is_empty() {
                parts.push(lead());
            }
            return parts.last_mut().expect("a part was pushed");
        }
        if self.parts.is_empty() {
            self.parts.push((None, lead()));
        }
        &mut self.parts.last_mut().expect("a part was pushed").1
    }
}
