//! A thread page: prose, open questions, a timeline, perspectives, tensions, a status line and a list of sources.
//!
//! Takes a page's blocks, gives the thread's file. The list of sources is read first, so that marks find their works.

use super::blocks::{Block, Kind, Page, flat};
use super::draft::Draft;
use super::headings::{Meaning, meaning};
use super::journal::{joined_parts, topic_front};
use super::sections::Place;
use super::works::Work;
use super::yaml::scalar;
use super::{ImportError, Run, account::short, dates, note};
use crate::markdown::{self, InlineKind};
use crate::model::*;

/// Facts of the front matter that stand in the text as `Status: active`.
const LABELS: [&str; 5] = ["Status", "Trend", "Opened", "Updated", "Last updated"];

/// The label and the rest of a line such as `Status: active and growing`.
pub fn label(text: &str) -> Option<(&'static str, &str)> {
    let bare = text.trim_start_matches(['*', '_']);
    let (name, rest) = bare.split_once(':')?;
    let found =
        LABELS.iter().find(|l| l.eq_ignore_ascii_case(name.trim_matches(['*', '_', ' '])))?;
    Some((found, rest.trim_matches(['*', '_', ' '])))
}

impl Run<'_> {
    pub(super) fn thread(&mut self, page: Page) -> Result<(), ImportError> {
        self.account.kind = "a thread";
        let topic = self.thread_topic()?;
        let mut blocks = self.take_footnotes(page.blocks, is_source);
        let title = match blocks.first() {
            Some(b)
                if matches!(b.kind, Kind::Heading(_) | Kind::Paragraph)
                    && meaning(&b.text).is_none() =>
            {
                Some(blocks.remove(0))
            }
            _ => None,
        };
        let (line, title) = title.map_or((1, self.stem.clone()), |b| (b.line, b.flat()));
        let base = super::slug_of(&title);
        if base.is_empty() {
            return Err(ImportError::NoTitle(self.account.path.clone()));
        }
        let path = |slug: &str| format!("content/topics/{topic}/threads/{slug}.md");
        let path =
            if self.is_there(&path(&base)) { path(&base) } else { path(&self.cast.reserve(&base)) };
        if self.is_there(&path) {
            let words: Vec<String> = blocks.iter().map(Block::flat).collect();
            self.account.skipped(
                line,
                &format!("{title} {}", words.join(" ")),
                format!("{path}: the whole thread"),
            );
            return Ok(());
        }
        let mut front = Front::default();
        let mut parts: Vec<(String, usize, Vec<Block>)> = vec![(String::new(), line, Vec::new())];
        let mut sources: Vec<Block> = Vec::new();
        let mut in_sources = false;
        let mut level = 0;
        for block in blocks {
            let known = meaning(&block.text).filter(|_| matches!(block.kind, Kind::Heading(_)));
            match block.kind {
                Kind::Heading(_) if known == Some(Meaning::Sources) => {
                    in_sources = true;
                    self.account.turned(&block.text);
                }
                Kind::Heading(n) if known.is_none() && n > level && level > 0 => {
                    parts.last_mut().expect("never empty").2.push(block)
                }
                Kind::Heading(n) => {
                    in_sources = false;
                    level = n;
                    if known.is_some() {
                        self.account.turned(&block.text);
                    }
                    parts.push((block.flat(), block.line, Vec::new()));
                }
                Kind::Paragraph if block.text.lines().all(|l| label(l).is_some()) => {
                    let lines = block
                        .text
                        .lines()
                        .enumerate()
                        .map(|(n, l)| Block::new(block.line + n, Kind::Paragraph, l));
                    lines.for_each(|line| self.front(&mut front, &mut parts, line));
                }
                Kind::Item { .. } | Kind::Paragraph if in_sources => sources.push(block),
                Kind::Footnote(_) => sources.push(block),
                _ => parts.last_mut().expect("never empty").2.push(block),
            }
        }
        self.sources(&sources);
        self.learn_actors(&parts);
        let mut draft =
            Draft { front: vec![format!("title: {}", scalar(&title))], ..Draft::default() };
        draft.front.extend(front.lines());
        draft.front.push(format!(
            "provenance: {{by: unknown, note: {}}}",
            scalar(&format!("Imported from {}", self.account.name))
        ));
        for (heading, role, blocks, line) in joined_parts(parts) {
            self.line = line;
            self.section(&mut draft, &heading, role, &blocks, Place::Elsewhere);
        }
        self.footnotes(&mut draft);
        self.footnotes_left(&mut draft);
        self.files.insert(path, draft.text());
        Ok(())
    }

    /// The topic of a thread: the one that was named, or the site's only one. A new one gets its file.
    fn thread_topic(&mut self) -> Result<String, ImportError> {
        let base = match (&self.topic, &self.site.topics[..]) {
            (Some(topic), _) => topic.clone(),
            (None, [only]) => only.slug.clone(),
            (None, _) => {
                return Err(ImportError::NoTopic {
                    path: self.account.path.clone(),
                    known: self.known_topics(),
                });
            }
        };
        let is_new = !self.topics.contains(&base);
        let slug = self.topic_slug(base)?;
        let path = format!("content/topics/{slug}/topic.md");
        if !self.is_there(&path) && is_new {
            self.account.guessed(
                1,
                format!("the topic \"{slug}\" is new; write its title and question in {path}"),
            );
            let draft = Draft { front: topic_front(&slug), ..Draft::default() };
            self.files.insert(path, draft.text());
        }
        Ok(slug)
    }

    /// Names of perspectives are known before the tensions that name them are read, wherever they stand.
    fn learn_actors(&mut self, parts: &[(String, usize, Vec<Block>)]) {
        let mut unused = Draft::default();
        for (_, _, blocks) in parts
            .iter()
            .filter(|(h, ..)| meaning(h) == Some(Meaning::Role(SectionRole::Perspectives)))
        {
            let (account, counted) = (self.account.clone(), self.counted.clone());
            self.section(&mut unused, "", SectionRole::Perspectives, blocks, Place::Elsewhere);
            // what it guesses is told once, here; the rest comes again when the section is written
            let guessed: Vec<_> = self
                .account
                .notes
                .iter()
                .filter(|n| n.fate == super::account::Fate::Guessed)
                .cloned()
                .collect();
            (self.account, self.counted) = (account, counted);
            for note in guessed {
                self.account.guessed(note.line, note.text);
            }
        }
    }

    fn front(
        &mut self,
        front: &mut Front,
        parts: &mut [(String, usize, Vec<Block>)],
        block: Block,
    ) {
        let text = block.flat();
        let understood = label(&text).is_some_and(|(label, rest)| front.take(label, rest));
        if understood {
            return self.account.turned(&text);
        }
        self.account.left(block.line, format!("{}: no word of a thread's state", short(&text)));
        parts.last_mut().expect("never empty").2.push(block);
    }

    /// Reads the list of sources. The number or label of each is the mark that cites it.
    fn sources(&mut self, blocks: &[Block]) {
        let mut count = 0;
        for (n, block) in blocks.iter().enumerate() {
            let text = block.flat();
            let (label, words) = match (&block.kind, bracketed(&text)) {
                (Kind::Footnote(label), _) => (label.clone(), text.as_str()),
                (_, Some((label, rest))) => (label.to_string(), rest),
                (Kind::Item { number: Some(number), .. }, _) => (number.to_string(), text.as_str()),
                _ => ((n + 1).to_string(), text.as_str()),
            };
            if words.is_empty() {
                continue;
            }
            let work = self.listed(block.line, words);
            let key = self.shelf.put(work, &mut self.account);
            self.account.turned(&label);
            count += 1;
            self.marks.insert(label, key);
        }
        self.account.count(count, "source", "sources");
    }

    /// A work of a list: `[Title](address) — Publisher (2026-06-04)`.
    fn listed(&mut self, line: usize, text: &str) -> Work {
        let mut rest = text.trim().trim_end_matches('.').to_string();
        let mut work = Work::new(line, String::new());
        let mut url = None;
        if let Some((before, last)) =
            rest.rsplit_once(' ').filter(|(_, l)| markdown::is_web(l.trim_matches(['<', '>'])))
        {
            url = Some(last.trim_matches(['<', '>']).to_string());
            rest = before.trim_end_matches([' ', ',', '.', '—', '–']).to_string();
        }
        let mut said = note::Said::default();
        if let Some(open) = rest.strip_suffix(')').and_then(|r| r.rfind(" (")) {
            let inside = note::inside(&rest[open + 2..rest.len() - 1]);
            if inside.date.is_some() || inside.number.is_some() || inside.doi.is_some() {
                said = inside;
                rest.truncate(open);
            }
        }
        let outline = markdown::outline(&rest);
        if let Some(first) = outline.inlines.first().filter(|i| i.range.start <= 1)
            && let InlineKind::Link { address, text: label } = &first.kind
            && markdown::is_web(address)
        {
            work.title = markdown::title(&rest[label.clone()]);
            url = Some(address.clone());
            let after = rest[first.range.end..]
                .trim_matches(|c: char| " ,—–-.:*_\"”".contains(c))
                .to_string();
            if !after.is_empty() {
                said = merged(note::inside(&after), said);
            }
        } else {
            let at = rest
                .rfind(" — ")
                .map(|n| (n, " — ".len()))
                .or_else(|| rest.rfind(" – ").map(|n| (n, " – ".len())));
            match at.filter(|_| said.publisher.is_none()) {
                Some((n, len)) => {
                    work.title = markdown::title(&rest[..n]);
                    said = merged(note::inside(rest[n + len..].trim()), said);
                }
                None => work.title = markdown::title(&rest),
            }
        }
        work.title = flat(work.title.trim_matches(|c: char| {
            " ,\"“”".contains(c) && work.title.matches(['"', '“']).count() != 1
        }));
        self.attribute(&mut work, &said);
        work.url = url.or(work.url);
        work
    }
}

fn merged(mut first: note::Said, other: note::Said) -> note::Said {
    if first.date.is_none() {
        (first.date, first.date_words) = (other.date, other.date_words);
    }
    first.number = first.number.or(other.number);
    first.doi = first.doi.or(other.doi);
    first.publisher = first.publisher.or(other.publisher);
    first
}

/// `[3] rest`.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = text.strip_prefix('[')?.split_once(']')?;
    let number = label.trim_start_matches('^');
    (number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit()) && !rest.starts_with('('))
        .then(|| (number, rest.trim_start_matches([':', ' '])))
}

/// Whether a footnote names a work: it has an address, or ends with a date in parentheses.
fn is_source(text: &str) -> bool {
    let dated = text
        .trim_end_matches('.')
        .strip_suffix(')')
        .and_then(|t| t.rsplit_once(" ("))
        .is_some_and(|(_, i)| note::inside(i).date.is_some());
    dated || text.contains("https://") || text.contains("http://")
}

/// The front matter that a text gives.
#[derive(Default)]
struct Front {
    status: Option<ThreadStatus>,
    trend: Option<Trend>,
    opened: Option<Date>,
    updated: Option<Date>,
}

impl Front {
    /// Whether all words were understood.
    fn take(&mut self, label: &str, rest: &str) -> bool {
        match label {
            "Opened" => self.opened = dates::read(rest),
            "Updated" | "Last updated" => self.updated = dates::read(rest),
            _ => {
                for word in rest
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|w| !w.is_empty() && *w != "and")
                {
                    let (status, trend) = (ThreadStatus::parse(word), Trend::parse(word));
                    if status.is_none() && trend.is_none() {
                        return false;
                    }
                    self.status = status.or(self.status);
                    self.trend = trend.or(self.trend);
                }
                return self.status.is_some() || self.trend.is_some();
            }
        }
        if label == "Opened" { self.opened.is_some() } else { self.updated.is_some() }
    }

    fn lines(&self) -> Vec<String> {
        let status = self.status.unwrap_or(ThreadStatus::Active);
        let mut lines = vec![format!("status: {}", status.word())];
        lines.extend(self.trend.map(|t| format!("trend: {}", t.word())));
        lines.extend(self.opened.map(|d| format!("opened: {d}")));
        lines.extend(self.updated.map(|d| format!("updated: {d}")));
        lines
    }
}
