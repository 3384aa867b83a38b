//! The works that an import names: recognised in the site, merged among themselves, given a key, written as records.
//!
//! Takes [`Work`]s, gives keys and the YAML of new records. Two works are one only by address, DOI, number or key, as
//! everywhere (`link/identity.rs`); a title makes nothing one.

use super::account::{Account, short};
use super::yaml::{line, scalar};
use crate::linking::{of_address, of_doi, of_number, title_key};
use crate::markdown::is_web;
use crate::model::{Author, Date, Site, SourceType, Word};
use std::collections::HashMap;

/// A work as an input names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    pub line: usize,
    /// The key that the input gives it.
    pub key: Option<String>,
    pub kind: SourceType,
    pub genre: Option<String>,
    pub title: String,
    pub aliases: Vec<String>,
    pub authors: Vec<Author>,
    pub issued: Option<Date>,
    pub publisher: Option<String>,
    pub container: Option<String>,
    pub url: Option<String>,
    pub doi: Option<String>,
    pub number: Option<String>,
    pub language: Option<String>,
    pub notes: Vec<String>,
    pub summary: Option<String>,
    pub accessed: Option<Date>,
    pub archive: Option<String>,
    /// What has no key here: it stays beside the record as a comment.
    pub kept: Vec<String>,
}

impl Work {
    pub fn new(line: usize, title: impl Into<String>) -> Work {
        Work {
            line,
            key: None,
            kind: SourceType::Webpage,
            genre: None,
            title: title.into(),
            aliases: Vec::new(),
            authors: Vec::new(),
            issued: None,
            publisher: None,
            container: None,
            url: None,
            doi: None,
            number: None,
            language: None,
            notes: Vec::new(),
            summary: None,
            accessed: None,
            archive: None,
            kept: Vec::new(),
        }
    }

    fn identities(&self) -> impl Iterator<Item = String> {
        let url = self.url.as_deref().and_then(of_address);
        let doi = self.doi.as_deref().map(of_doi);
        let number = self.number.as_deref().map(of_number).filter(|n| n.contains(':'));
        [url, doi, number].into_iter().flatten()
    }

    /// What cannot stand in a record goes beside it.
    fn tidy(&mut self) {
        for address in [&mut self.url, &mut self.archive] {
            let fits = |a: &String| {
                let parsed = url::Url::parse(a).ok();
                parsed.is_some_and(|u| matches!(u.scheme(), "http" | "https") && u.has_host())
                    && !a.contains(char::is_whitespace)
            };
            if let Some(bad) = address.take_if(|a| !is_web(a) || !fits(a)) {
                self.kept.push(format!("address: {bad}"));
            }
        }
        if self.title.trim().is_empty() {
            self.title = self
                .url
                .clone()
                .or_else(|| self.doi.clone())
                .unwrap_or_else(|| "Without a title".into());
            self.kept.push("title: the import found none".into());
        }
        self.publisher = self.publisher.take().filter(|p| !p.trim().is_empty());
    }
}

/// All works of the site and of the import.
pub struct Shelf<'s> {
    site: &'s Site,
    by_identity: HashMap<String, String>,
    /// Every key and its title's key.
    titles: HashMap<String, String>,
    publishers: Vec<String>,
    new: Vec<(String, Work)>,
}

impl<'s> Shelf<'s> {
    pub fn new(site: &'s Site) -> Shelf<'s> {
        let mut shelf = Shelf {
            site,
            by_identity: HashMap::new(),
            titles: HashMap::new(),
            publishers: Vec::new(),
            new: Vec::new(),
        };
        for source in &site.sources {
            let number = source.number.as_deref().map(of_number).filter(|n| n.contains(':'));
            let all = [
                source.url.as_deref().and_then(of_address),
                source.doi.as_deref().map(of_doi),
                number,
            ];
            for identity in all.into_iter().flatten() {
                shelf.by_identity.entry(identity).or_insert_with(|| source.id.clone());
            }
            for key in source.keys.iter().chain([&source.id]) {
                shelf.titles.insert(key.clone(), title_key(&source.title));
            }
        }
        let names = site.publishers.iter().flat_map(|p| p.aliases.iter().chain([&p.name, &p.slug]));
        shelf.publishers = names.map(|n| n.to_lowercase()).collect();
        shelf
    }

    pub fn has(&self, key: &str) -> bool {
        self.titles.contains_key(key)
    }

    /// Whether a name is that of a publisher of the site or of a work that was put before.
    pub fn knows_publisher(&self, name: &str) -> bool {
        self.publishers.contains(&name.to_lowercase())
    }

    pub fn learn_publisher(&mut self, name: &str) {
        let low = name.to_lowercase();
        if !self.publishers.contains(&low) {
            self.publishers.push(low);
        }
    }

    /// Works that have no record in the site yet, in the order in which they came.
    pub fn new_works(&self) -> &[(String, Work)] {
        &self.new
    }

    /// Puts a work on the shelf and gives its key; a work that is there already keeps its own.
    pub fn put(&mut self, mut work: Work, account: &mut Account) -> String {
        work.tidy();
        let same = work.identities().find_map(|i| self.by_identity.get(&i).cloned());
        if let Some(key) = same {
            self.merge(&key, work, account);
            return key;
        }
        let wanted = work.key.clone().map(|k| super::slug_of(&k)).filter(|k| !k.is_empty());
        let base = wanted.unwrap_or_else(|| minted(&work));
        let mut key = base.clone();
        let mut n = 1;
        while let Some(title) = self.titles.get(&key) {
            if self.site.names.keys.contains_key(key.as_str()) && *title == title_key(&work.title) {
                self.merge(&key.clone(), work, account);
                return key;
            }
            n += 1;
            key = format!("{base}-{n}");
        }
        if n > 1 {
            self.twin(&key, &work, account);
        }
        if let Some(said) = work.key.as_ref().filter(|k| **k != key) {
            work.kept.insert(0, format!("key: {said}"));
        }
        for identity in work.identities() {
            self.by_identity.insert(identity, key.clone());
        }
        self.titles.insert(key.clone(), title_key(&work.title));
        if let Some(name) = work.publisher.clone() {
            self.learn_publisher(&name);
        }
        self.new.push((key.clone(), work));
        key
    }

    /// Says that two records share a title, which alone makes them no one work.
    fn twin(&self, key: &str, work: &Work, account: &mut Account) {
        let title = title_key(&work.title);
        let other = self
            .new
            .iter()
            .find(|(_, w)| title_key(&w.title) == title && w.publisher == work.publisher);
        if let Some((other, _)) = other {
            let same = "has the title of";
            account.guessed(work.line, format!("[@{key}] {same} [@{other}], but no address, DOI or number says that they are one work; both are kept"));
        }
    }

    fn merge(&mut self, key: &str, mut work: Work, account: &mut Account) {
        let known = self.new.iter_mut().find(|(k, _)| k == key).map(|(_, w)| w);
        let place = if known.is_some() { "line" } else { "the site" };
        match known {
            Some(kept) => {
                account.merged(work.line, format!("the work of {place} {}: [@{key}]", kept.line));
                if work.title != kept.title && !kept.aliases.contains(&work.title) {
                    kept.aliases.push(work.title);
                }
                kept.issued = kept.issued.or(work.issued);
                let fill = |to: &mut Option<String>,
                            from: Option<String>,
                            what: &str,
                            rest: &mut Vec<String>| match from {
                    Some(from) if to.is_none() => *to = Some(from),
                    Some(from) if to.as_deref() != Some(&from) => {
                        rest.push(format!("{what}: {from}"))
                    }
                    _ => {}
                };
                // of two spellings of an address the shorter one has less in it that nobody needs
                let same = |a: &Option<String>, b: &Option<String>| {
                    a.as_deref().and_then(of_address) == b.as_deref().and_then(of_address)
                };
                if work.url.is_some() && same(&kept.url, &work.url) {
                    let url = work.url.take();
                    [&url, &kept.url].into_iter().flatten().for_each(|u| account.turned(u));
                    kept.url = kept.url.take().into_iter().chain(url).min_by_key(String::len);
                }
                fill(&mut kept.publisher, work.publisher, "publisher", &mut kept.kept);
                fill(&mut kept.url, work.url, "URL", &mut kept.kept);
                fill(&mut kept.doi, work.doi, "DOI", &mut kept.kept);
                fill(&mut kept.number, work.number, "number", &mut kept.kept);
                fill(&mut kept.container, work.container, "container-title", &mut kept.kept);
                fill(&mut kept.summary, work.summary, "abstract", &mut kept.kept);
                kept.kept.extend(work.key.filter(|k| k != key).map(|k| format!("key: {k}")));
                kept.notes.extend(work.notes);
                kept.kept.extend(work.kept);
                if kept.authors.is_empty() {
                    kept.authors = work.authors;
                }
            }
            None => {
                let mut record = String::new();
                write(&mut record, key, &work);
                account.turned(&record);
                let more = self.more(key, &work);
                let more = if more.is_empty() {
                    String::new()
                } else {
                    format!("; its record could also say {}", more.join(", "))
                };
                account.merged(
                    work.line,
                    format!("{} is in {place} already: [@{key}]{more}", short(&work.title)),
                );
            }
        }
    }
}

impl Shelf<'_> {
    /// What an imported work says and the site's record of it does not.
    fn more(&self, key: &str, work: &Work) -> Vec<String> {
        let Some(known) = self.site.names.keys.get(key).map(|id| self.site.source(*id)) else {
            return Vec::new();
        };
        let publisher = known.publisher.map(|p| self.site.publisher(p).name.clone());
        let date = |d: Option<Date>| d.map(|d| d.to_string());
        let facts = [
            ("title", Some(known.title.clone()), Some(work.title.clone())),
            ("issued", date(known.issued), date(work.issued)),
            ("publisher", publisher, work.publisher.clone()),
            ("container-title", known.container.clone(), work.container.clone()),
            ("URL", known.url.clone(), work.url.clone()),
            ("DOI", known.doi.clone(), work.doi.clone()),
            ("number", known.number.clone(), work.number.clone()),
            ("abstract", known.summary.clone(), work.summary.clone()),
        ];
        let differs = |(name, has, says): (&str, Option<String>, Option<String>)| {
            let says =
                says.filter(|s| has.as_deref().is_none_or(|h| title_key(h) != title_key(s)))?;
            let known = match name {
                "title" => known.aliases.contains(&says),
                "URL" => known.url.as_deref().and_then(of_address) == of_address(&says),
                _ => false,
            };
            (!known).then(|| format!("{name}: {says}"))
        };
        let authors: Vec<String> =
            work.authors.iter().filter(|_| known.authors.is_empty()).map(author).collect();
        let authors = (!authors.is_empty()).then(|| format!("author: [{}]", authors.join(", ")));
        let notes = work
            .notes
            .iter()
            .filter(|n| known.note.as_deref().is_none_or(|k| !k.contains(n.as_str())))
            .cloned();
        let facts = facts.into_iter().filter_map(differs).chain(authors);
        facts.chain(notes.map(|n| format!("note: {n}"))).chain(work.kept.iter().cloned()).collect()
    }
}

/// A key of the publisher's and the title's first words.
fn minted(work: &Work) -> String {
    let head = work.publisher.as_deref().map(super::slug_of).unwrap_or_default();
    let head: Vec<&str> = head.split('-').filter(|w| !w.is_empty()).take(3).collect();
    let title = super::slug_of(&work.title);
    let mut key = head.join("-");
    for word in title.split('-').filter(|w| !w.is_empty()) {
        if !key.is_empty() && key.len() + word.len() >= 52 {
            break;
        }
        if !key.is_empty() {
            key.push('-');
        }
        key.push_str(word);
    }
    if key.is_empty() { "work".into() } else { key }
}

/// The records as one file of content/sources/.
pub fn yaml(works: &[(String, Work)], from: &str) -> String {
    let mut out = format!("# imported from {}\n", line(from));
    works.iter().for_each(|(key, work)| write(&mut out, key, work));
    out
}

fn write(out: &mut String, key: &str, work: &Work) {
    let mut field = |name: &str, value: &str| {
        out.push_str(&format!("{}{name}: {value}\n", if name == "id" { "- " } else { "  " }))
    };
    let text = |value: &Option<String>| value.as_deref().map(scalar);
    let date = |value: Option<Date>| value.map(|d| d.to_string());
    field("id", key);
    field("type", work.kind.word());
    field("title", &scalar(&work.title));
    if !work.aliases.is_empty() {
        let all: Vec<String> = work.aliases.iter().map(|a| scalar(a)).collect();
        field("aliases", &format!("[{}]", all.join(", ")));
    }
    if !work.authors.is_empty() {
        let all: Vec<String> = work.authors.iter().map(author).collect();
        field("author", &format!("[{}]", all.join(", ")));
    }
    let note = (!work.notes.is_empty()).then(|| work.notes.join(" "));
    let rest = [
        ("genre", text(&work.genre)),
        ("issued", date(work.issued)),
        ("publisher", text(&work.publisher)),
        ("container-title", text(&work.container)),
        ("URL", work.url.as_deref().map(super::yaml::quoted)),
        ("DOI", text(&work.doi)),
        ("number", text(&work.number)),
        ("language", text(&work.language)),
        ("abstract", text(&work.summary)),
        ("note", text(&note)),
        ("accessed", date(work.accessed)),
        ("archive", work.archive.as_deref().map(super::yaml::quoted)),
    ];
    for (name, value) in rest {
        if let Some(value) = value {
            field(name, &value);
        }
    }
    for kept in &work.kept {
        out.push_str(&format!("  # {}\n", line(kept)));
    }
}

fn author(author: &Author) -> String {
    match author {
        Author::Person { family, given: Some(given) } => {
            format!("{{family: {}, given: {}}}", scalar(family), scalar(given))
        }
        Author::Person { family, given: None } => format!("{{family: {}}}", scalar(family)),
        Author::Literal(name) => format!("{{literal: {}}}", scalar(name)),
    }
}
