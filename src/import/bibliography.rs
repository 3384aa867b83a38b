//! A bibliography: from a file of any of four formats to records under content/sources/.

use super::works::{Work, yaml};
use super::{ImportError, Run, account::short, bibtex, bookmarks, csl, ris};

/// What a reader found: works, and pieces that are none.
#[derive(Debug, Default)]
pub struct Read {
    pub works: Vec<Work>,
    pub rest: Vec<Rest>,
}

/// A piece of the input that is no work.
#[derive(Debug)]
pub struct Rest {
    line: usize,
    text: String,
    why: String,
    fate: Fate,
}

#[derive(Debug, PartialEq)]
enum Fate {
    /// Goes into the file as a comment.
    Kept,
    /// Is said elsewhere.
    Said,
}

impl Rest {
    pub fn kept(line: usize, text: &str, why: impl Into<String>) -> Rest {
        Rest { line, text: text.into(), why: why.into(), fate: Fate::Kept }
    }
    pub fn said(line: usize, text: &str, why: impl Into<String>) -> Rest {
        Rest { line, text: text.into(), why: why.into(), fate: Fate::Said }
    }
}

/// The format of a file, by its name and its first words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    BibTex,
    Ris,
    CslJson,
    Bookmarks,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Format::BibTex => "a BibTeX bibliography",
            Format::Ris => "a RIS bibliography",
            Format::CslJson => "a CSL-JSON bibliography",
            Format::Bookmarks => "a browser's bookmarks",
        }
    }

    pub fn of(name: &str, text: &str) -> Option<Format> {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let low = name.to_lowercase();
        let entry = |l: &str| {
            l.strip_prefix('@').is_some_and(|l| {
                l.split_once('{').is_some_and(|(k, _)| k.trim().chars().all(char::is_alphabetic))
            })
        };
        match () {
            () if text
                .get(..200.min(text.len()))
                .unwrap_or(text)
                .to_uppercase()
                .contains("NETSCAPE-BOOKMARK-FILE") =>
            {
                Some(Format::Bookmarks)
            }
            () if low.ends_with(".bib") || text.lines().any(|l| entry(l.trim_start())) => {
                Some(Format::BibTex)
            }
            () if low.ends_with(".ris") || text.lines().any(|l| l.starts_with("TY  - ")) => {
                Some(Format::Ris)
            }
            () if low.ends_with(".json")
                || text.starts_with('[') && text.contains("\"id\"")
                || text.starts_with('{') =>
            {
                Some(Format::CslJson)
            }
            () => None,
        }
    }
}

impl Run<'_> {
    /// Puts all works of a bibliography on the shelf. What is none becomes a comment of the file.
    pub(super) fn bibliography(&mut self, format: Format, text: &str) -> Result<(), ImportError> {
        self.account.kind = format.name();
        let read = match format {
            Format::BibTex => bibtex::read(text),
            Format::Ris => ris::read(text),
            Format::Bookmarks => bookmarks::read(text),
            Format::CslJson => csl::read(text)
                .map_err(|e| ImportError::Json { path: self.account.path.clone(), source: e })?,
        };
        self.account.count(read.works.len(), "work", "works");
        let before = self.shelf.new_works().len();
        for work in read.works {
            let line = work.line;
            let kept = work.kept.len();
            let title = short(&work.title);
            let key = self.shelf.put(work, &mut self.account);
            if kept > 0 {
                let things = if kept == 1 {
                    "field that agon has no key for stands"
                } else {
                    "fields that agon has no keys for stand"
                };
                self.account
                    .left(line, format!("{kept} {things} as comments beside [@{key}] {title}"));
            }
        }
        let new = self.shelf.new_works().len() - before;
        self.account.count(new, "new record", "new records");
        for rest in read.rest {
            match rest.fate {
                Fate::Said => self.account.dropped(rest.line, &rest.text, &rest.why),
                Fate::Kept => {
                    self.account.left(rest.line, format!("{}: {}", short(&rest.text), rest.why));
                    self.comments.push(format!(
                        "line {}, {}: {}",
                        rest.line,
                        rest.why,
                        super::blocks::flat(&rest.text)
                    ));
                }
            }
        }
        Ok(())
    }

    /// Writes the new works of one input into a file of their own.
    pub(super) fn shelve(&mut self, from: usize) {
        let works = &self.shelf.new_works()[from..];
        if works.is_empty() && self.comments.is_empty() {
            return;
        }
        let mut text = yaml(works, &self.account.name);
        for comment in self.comments.drain(..) {
            text.push_str(&format!("# {}\n", super::yaml::line(&comment)));
        }
        let path = self.free_path("content/sources", "yaml");
        self.files.insert(path, text);
    }
}
