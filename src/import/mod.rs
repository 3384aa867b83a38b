//! `agon import`: journals, threads and bibliographies of other shapes become content files.
//!
//! Takes files and the site, gives new files under content/ and an account of every line that was merged, guessed, left as
//! text or dropped. Never overwrites a file, never fetches anything, never invents a date or an address. What has no place
//! lands at the end of its file as text, under a heading that `agon check` names until somebody sorted it.

mod account;
mod bibliography;
mod bibtex;
mod blocks;
mod bookmarks;
mod cast;
mod cross_links;
mod csl;
mod dates;
mod debate;
mod draft;
mod footnotes;
mod headings;
mod html;
mod inline;
mod journal;
mod marked;
mod note;
mod plain;
mod ris;
mod sections;
mod sides;
mod thread;
mod works;
mod yaml;

use crate::content::load::{self, LoadError};
use crate::content::parse;
use crate::diagnostics::{Report, codes};
use crate::linking;
use crate::model::{Day, Site};
use crate::scaffold::{self, NewError};
use crate::source::Files;
pub use account::{Account, Fate, Note};
use bibliography::Format;
use blocks::Kind as BlockKind;
use cast::Cast;
use headings::Meaning;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use works::Shelf;

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Journal,
    Thread,
    Bibliography,
}

/// Whether files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    Files,
    Nothing,
}

/// What is to be imported.
#[derive(Clone, Debug)]
pub struct Request {
    pub files: Vec<PathBuf>,
    /// `None`: each file says by its shape.
    pub kind: Option<Kind>,
    /// The topic's folder.
    pub topic: Option<String>,
    pub writing: Writing,
}

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    pub accounts: Vec<Account>,
    /// The new files by their paths from the site's root, sorted.
    pub files: BTreeMap<String, String>,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("there is no content/site.yaml in {}; run agon in the site's folder, name it with --root, or start a site with `agon init`", .0.display())]
    NoSite(PathBuf),
    #[error("{0} is not UTF-8 text, so nothing was written; save it as UTF-8")]
    NotUtf8(PathBuf),
    #[error("{0} is empty, so nothing was written")]
    Empty(PathBuf),
    #[error(
        "{0} looks like no journal, thread or bibliography, so nothing was written; say which with --as"
    )]
    Unknown(PathBuf),
    #[error("{path} cannot be read as JSON, so nothing was written: {source}")]
    Json { path: String, source: serde_json::Error },
    #[error(
        "{path} does not say which topic it belongs to, so nothing was written; name it with --topic{known}"
    )]
    NoTopic { path: String, known: String },
    #[error(
        "\"{0}\" will not last in an address; name the topic in lower-case letters, digits and hyphens"
    )]
    BadTopic(String),
    #[error(
        "something else of this site is called \"{0}\", so no topic can be; name another one with --topic"
    )]
    TakenTopic(String),
    #[error("{0} has no title of which an address could be made; write one in its first line")]
    NoTitle(String),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    New(#[from] NewError),
}

/// Imports files into the site at `root`. With an error nothing is written.
///
/// # Errors
/// Where a file cannot be read or has no shape that is known, or the disk refuses.
pub fn import(root: &Path, day: Day, request: &Request) -> Result<Outcome, ImportError> {
    if let Some(topic) = request.topic.as_ref().filter(|t| !parse::is_lasting(t)) {
        return Err(ImportError::BadTopic(topic.clone()));
    }
    let mut unsaid = Report::default();
    let loaded = load::load(root, &mut unsaid)?;
    if unsaid.list.iter().any(|d| d.code == codes::NO_SITE.id) {
        return Err(ImportError::NoSite(root.into()));
    }
    let raw = parse::parse(&loaded.files, &mut unsaid);
    let site = linking::link(raw, &loaded.files, Vec::new(), day, &mut unsaid);
    let mut run = Run::new(&site, &loaded.files, request.topic.clone());
    let mut accounts = Vec::new();
    for path in &request.files {
        accounts.push(run.file(path, request.kind)?);
    }
    let files = run.finish();
    if request.writing == Writing::Files {
        scaffold::add(root, &files)?;
    }
    Ok(Outcome { accounts, files })
}

impl Outcome {
    /// The report for people: each input, then the files.
    pub fn print(&self, writing: Writing) -> String {
        let mut out = String::new();
        for account in &self.accounts {
            account.print(&mut out);
            out.push('\n');
        }
        let what = match (writing, self.files.len()) {
            (_, 0) => "nothing new, so nothing to write\n".to_string(),
            (Writing::Files, 1) => "1 file written:\n".to_string(),
            (Writing::Files, n) => format!("{n} files written:\n"),
            (Writing::Nothing, n) => {
                format!("nothing was written; without --dry-run, {n} would be:\n")
            }
        };
        out.push_str(&what);
        self.files.keys().for_each(|path| out.push_str(&format!("  {path}\n")));
        out
    }
}

/// A topic that cross-links lead to and that is not followed here.
#[derive(Clone, Debug)]
struct Declared {
    slug: String,
    title: Option<String>,
    url: Option<String>,
}

/// What was understood of one input.
#[derive(Clone, Debug, Default)]
struct Counted {
    sections: usize,
    notes: usize,
    keys: BTreeSet<String>,
    cross_links: usize,
    observations: usize,
    events: usize,
    perspectives: usize,
    tensions: usize,
    questions: usize,
}

/// The state of one import.
struct Run<'s> {
    site: &'s Site,
    site_files: &'s Files,
    shelf: Shelf<'s>,
    cast: Cast<'s>,
    /// The topic that was asked for.
    topic: Option<String>,
    /// Topics that this import adds to.
    topics: BTreeSet<String>,
    elsewhere: Vec<Declared>,
    files: BTreeMap<String, String>,
    account: Account,
    counted: Counted,
    /// Citation marks of the open input, by label.
    marks: HashMap<String, String>,
    /// Footnotes of the open input that have a text of their own, and those that were written.
    notes: BTreeMap<String, blocks::Block>,
    used: BTreeSet<String>,
    /// Pieces of the open bibliography that are no works.
    comments: Vec<String>,
    pending_actor: Option<String>,
    /// The open input's name without its ending, as an address.
    stem: String,
    line: usize,
}

impl<'s> Run<'s> {
    fn new(site: &'s Site, site_files: &'s Files, topic: Option<String>) -> Self {
        Run {
            site,
            site_files,
            shelf: Shelf::new(site),
            cast: Cast::new(site),
            topic,
            topics: BTreeSet::new(),
            elsewhere: Vec::new(),
            files: BTreeMap::new(),
            account: Account::default(),
            counted: Counted::default(),
            marks: HashMap::new(),
            notes: BTreeMap::new(),
            used: BTreeSet::new(),
            comments: Vec::new(),
            pending_actor: None,
            stem: String::new(),
            line: 1,
        }
    }

    fn file(&mut self, path: &Path, kind: Option<Kind>) -> Result<Account, ImportError> {
        let bytes = load::outside(path)?;
        let text = String::from_utf8(bytes).map_err(|_| ImportError::NotUtf8(path.into()))?;
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            return Err(ImportError::Empty(path.into()));
        }
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let stem = slug_of(name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem));
        self.stem = if stem.is_empty() { "imported".into() } else { stem };
        self.account = Account::of(path.display().to_string(), name.as_str());
        self.counted = Counted::default();
        self.marks.clear();
        self.notes.clear();
        self.used.clear();
        let (works, actors, elsewhere) =
            (self.shelf.new_works().len(), self.cast.len(), self.elsewhere.len());
        let before = self.files.clone();
        let format =
            Format::of(&name, &text).filter(|_| matches!(kind, None | Some(Kind::Bibliography)));
        let lines = match (format, kind) {
            (Some(format), _) => {
                self.bibliography(format, &text)?;
                Vec::new()
            }
            (None, Some(Kind::Bibliography)) => return Err(ImportError::Unknown(path.into())),
            (None, kind) => {
                let page = blocks::page(&name, &text, &mut self.account);
                let kind = kind
                    .or_else(|| shape(&page))
                    .ok_or_else(|| ImportError::Unknown(path.into()))?;
                let lines = page.lines.clone();
                match kind {
                    Kind::Thread => self.thread(page)?,
                    _ => self.journal(page)?,
                }
                lines
            }
        };
        self.count();
        self.shelve(works);
        self.declare(elsewhere);
        self.account.count(self.cast.len() - actors, "new entity", "new entities");
        let people = self.cast.files();
        let new = self
            .files
            .iter()
            .filter(|(path, text)| before.get(*path) != Some(text))
            .map(|(_, text)| text.as_str());
        let output: Vec<&str> = new.chain(people.values().map(String::as_str)).collect();
        self.account.check(&lines, &output);
        Ok(std::mem::take(&mut self.account))
    }

    /// Tells what was understood, in the order of a gather and of a thread.
    fn count(&mut self) {
        let c = std::mem::take(&mut self.counted);
        let a = &mut self.account;
        a.count(c.sections, "section", "sections");
        a.count(c.notes, "source note", "source notes");
        a.count(c.keys.len(), "work cited", "works cited");
        a.count(c.cross_links, "cross-link", "cross-links");
        a.count(c.observations, "observation", "observations");
        a.count(c.questions, "question", "questions");
        a.count(c.events, "event", "events");
        a.count(c.perspectives, "perspective", "perspectives");
        a.count(c.tensions, "tension", "tensions");
    }

    /// Declares the topics that cross-links lead to and that nobody follows here.
    fn declare(&mut self, from: usize) {
        let all = std::mem::take(&mut self.elsewhere);
        // a topic that a later input brings is no topic elsewhere
        let new: Vec<&Declared> =
            all[from..].iter().filter(|d| !self.topics.contains(&d.slug)).collect();
        let text = new.iter().fold(String::new(), |text, d| {
            let title =
                d.title.as_ref().map_or(String::new(), |t| format!(", title: {}", yaml::scalar(t)));
            let url =
                d.url.as_ref().map_or(String::new(), |u| format!(", url: {}", yaml::quoted(u)));
            text + &format!("- {{id: {}{title}{url}}}\n", d.slug)
        });
        if !text.is_empty() {
            let path = self.free_path("content/elsewhere", "yaml");
            self.files.insert(path, text);
        }
        self.elsewhere = all;
    }

    /// All new files; those of entities come last, since every input may name them.
    fn finish(mut self) -> BTreeMap<String, String> {
        for (path, text) in self.cast.files() {
            if !self.is_there(&path) {
                self.files.insert(path, text);
            }
        }
        self.files
    }

    /// The topic of this slug, known or new; a new one may not have the slug of something else.
    fn topic_slug(&mut self, slug: String) -> Result<String, ImportError> {
        let known = self.site.topics.iter().any(|t| t.slug == slug) || self.topics.contains(&slug);
        if !known && self.cast.is_taken(&slug) {
            return Err(ImportError::TakenTopic(slug));
        }
        self.cast.reserve(&slug);
        self.topics.insert(slug.clone());
        Ok(slug)
    }

    /// Whether the site has the file already.
    fn is_there(&self, path: &str) -> bool {
        self.site_files.iter().any(|(_, text)| text.path == path)
    }

    /// A path of the open input's name that nothing has yet.
    fn free_path(&self, folder: &str, ending: &str) -> String {
        let numbered = |n: usize| {
            if n == 1 {
                format!("{folder}/{}.{ending}", self.stem)
            } else {
                format!("{folder}/{}-{n}.{ending}", self.stem)
            }
        };
        let free = |path: &String| !self.is_there(path) && !self.files.contains_key(path);
        (1..).map(numbered).find(free).expect("numbers do not end")
    }

    fn known_topics(&self) -> String {
        let known: Vec<&str> = self.site.topics.iter().map(|t| t.slug.as_str()).collect();
        if known.is_empty() {
            String::new()
        } else {
            format!("; the topics are: {}", known.join(", "))
        }
    }
}

/// Longest name of a file, in bytes and without its ending; file systems allow 255 for all of it.
const LONGEST: usize = 80;

/// A name for an address, cut between words; empty for a text without letters and digits.
fn slug_of(text: &str) -> String {
    let mut slug = slug::slugify(text);
    if slug.len() > LONGEST {
        slug.truncate(slug[..=LONGEST].rfind('-').filter(|n| *n > 0).unwrap_or(LONGEST));
    }
    slug
}

/// What a page is by its headings: dated ones make a journal, those of a thread a thread.
fn shape(page: &blocks::Page) -> Option<Kind> {
    let headings = page.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading(_)));
    let (mut dated, mut thread) = (0, 0);
    for block in headings {
        dated += usize::from(dates::heading(&block.text).is_some());
        use crate::model::SectionRole::{Perspectives, Questions, Tensions, Timeline};
        thread += usize::from(matches!(
            headings::meaning(&block.text),
            Some(Meaning::Role(Perspectives | Questions | Tensions | Timeline) | Meaning::Sources)
        ));
    }
    match (dated, thread) {
        (1.., _) => Some(Kind::Journal),
        (0, 2..) => Some(Kind::Thread),
        _ => None,
    }
}
