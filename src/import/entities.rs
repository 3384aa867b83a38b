//! Who speaks in an imported text: names become entities of the site, known ones or new files.

use super::report::ImportReport;
use super::text::{NumberedNames, flat, slug_of, starts_uppercase};
use super::yaml;
use crate::model::{EntityKind, Site, Target, Word};
use serde_yaml::FlowSeq;
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[derive(Clone, Debug)]
struct NewEntity {
    slug: String,
    name: String,
    aliases: Vec<String>,
    kind: EntityKind,
}

/// An entity of the site or of the import that can hold positions.
pub(super) struct NamedActor<'a> {
    pub slug: &'a str,
    pub kind: EntityKind,
    /// Its name, its slug and its aliases.
    pub names: Vec<&'a str>,
}

impl<'a> NamedActor<'a> {
    fn new(slug: &'a str, name: &'a str, aliases: &'a [String], kind: EntityKind) -> Self {
        let aliases = aliases.iter().map(String::as_str);
        NamedActor { slug, kind, names: aliases.chain([name, slug]).collect() }
    }
}

/// All entities that can hold positions, and the slugs that are taken.
pub(super) struct EntityIndex<'s> {
    site: &'s Site,
    new: Vec<NewEntity>,
    /// Slugs of new documents of all kinds.
    reserved: BTreeSet<String>,
    numbers: NumberedNames,
    /// The slug of each actor by its names, its slug and its aliases in lower case; the first one of each name.
    by_name: HashMap<String, String>,
}

impl<'s> EntityIndex<'s> {
    pub(super) fn new(site: &'s Site) -> Self {
        let mut index = EntityIndex {
            site,
            new: Vec::new(),
            reserved: BTreeSet::new(),
            numbers: NumberedNames::default(),
            by_name: HashMap::new(),
        };
        for entity in site.entities.iter().filter(|entity| entity.kind.base.is_actor()) {
            let actor =
                NamedActor::new(&entity.slug, &entity.name, &entity.aliases, entity.kind.base);
            index_names(&mut index.by_name, &actor);
        }
        index
    }

    /// The files of the new entities.
    pub(super) fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        for entity in &self.new {
            let mut front = yaml::field("name", yaml::one_line(&entity.name));
            front += "# a guess of the import\n";
            front += &yaml::field("kind", entity.kind.word());
            if !entity.aliases.is_empty() {
                let aliases = entity.aliases.iter().map(|a| yaml::one_line(a)).collect();
                front += &yaml::field("aliases", FlowSeq::<Vec<String>>(aliases));
            }
            let path = format!("content/entities/{}.md", entity.slug);
            files.insert(path, format!("---\n{front}---\n"));
        }
        files
    }

    pub(super) fn new_count(&self) -> usize {
        self.new.len()
    }

    /// The actors of a heading such as `Ann Reed / Steel Union` or `Steel Union (SU)`.
    pub(super) fn actors(
        &mut self,
        heading: &str,
        line: usize,
        report: &mut ImportReport,
    ) -> Vec<String> {
        let heading = heading.replace("[[", "").replace("]]", "").replace(['*', '_'], "");
        let mut names: Vec<&str> = heading.split(" / ").map(str::trim).collect();
        // `Regional / national observers` is one name
        let are_names = names.iter().all(|n| starts_uppercase(n) || n.starts_with('@'));
        if !are_names || self.find(&heading).is_some() {
            names = vec![&heading];
        }
        names.into_iter().filter_map(|name| self.actor(name, line, report)).collect()
    }

    /// The slug of an actor, a new one where the name is unknown; `None` for a name without letters.
    pub(super) fn actor(
        &mut self,
        name: &str,
        line: usize,
        report: &mut ImportReport,
    ) -> Option<String> {
        let mut name = name.trim();
        let mut alias = None;
        if let Some((before, inside)) = name.strip_suffix(')').and_then(|n| n.rsplit_once(" (")) {
            (name, alias) = (before.trim(), Some(inside.trim()));
        }
        // the label of a wiki link follows its bar
        let name = name.rsplit('|').next().unwrap_or(name);
        if let Some(slug) = self.find(name) {
            report.mark_consumed(alias.unwrap_or_default());
            report.mark_consumed(name);
            return Some(slug);
        }
        let base = slug_of(name);
        if base.is_empty() {
            return None;
        }
        let slug = self.reserve(&base);
        let kind = guess_kind(name);
        let message =
            format!("\"{name}\" became the entity [[{slug}]], of the kind {}", kind.word());
        report.guessed(line, message);
        let alias = alias.filter(|a| self.find(a).is_none());
        let aliases = alias.into_iter().map(String::from).collect();
        let entity = NewEntity { slug: slug.clone(), name: name.to_string(), aliases, kind };
        let actor = NamedActor::new(&entity.slug, &entity.name, &entity.aliases, kind);
        index_names(&mut self.by_name, &actor);
        self.new.push(entity);
        Some(slug)
    }

    /// Reserves a slug that is not taken, and returns it.
    pub(super) fn reserve(&mut self, base: &str) -> String {
        let mut numbers = std::mem::take(&mut self.numbers);
        let slug = numbers.first_free(base, |slug| self.is_taken(slug));
        self.numbers = numbers;
        self.reserved.insert(slug.clone());
        slug
    }

    pub(super) fn is_taken(&self, slug: &str) -> bool {
        let targets = self.site.names.by_name.get(slug).into_iter().flatten();
        let mut owners = targets.filter(|t| !matches!(t, Target::Source(_) | Target::Publisher(_)));
        owners.next().is_some() || self.reserved.contains(slug)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = NamedActor<'_>> {
        let site = self.site.entities.iter().filter(|e| e.kind.base.is_actor());
        let site = site.map(|e| NamedActor::new(&e.slug, &e.name, &e.aliases, e.kind.base));
        site.chain(self.new.iter().map(|n| NamedActor::new(&n.slug, &n.name, &n.aliases, n.kind)))
    }

    /// The slug of the actor with this name, alias or slug.
    pub(super) fn find(&self, name: &str) -> Option<String> {
        self.by_name.get(&name.trim().to_lowercase()).cloned()
    }
}

fn index_names(by_name: &mut HashMap<String, String>, actor: &NamedActor) {
    for name in &actor.names {
        by_name.entry(name.to_lowercase()).or_insert_with(|| actor.slug.to_string());
    }
}

/// Words in the names of organisations.
const ORGANISATIONS: &str = "agency alliance association authority bank board bureau centre center \
                             club college commission committee company council department \
                             federation foundation fund gmbh government group inc initiative \
                             institute lab labs league ltd ministry network office organisation \
                             organization parliament party society trust union university";

/// Guesses the kind from the form of a name.
fn guess_kind(name: &str) -> EntityKind {
    let words: Vec<&str> = name.split_whitespace().collect();
    for word in &words {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if ORGANISATIONS.split_whitespace().any(|w| w == word) {
            return EntityKind::Organisation;
        }
    }
    let are_names = words.iter().all(|w| starts_uppercase(w));
    match words.len() {
        1 => EntityKind::Organisation,
        2 | 3 if are_names => EntityKind::Person,
        _ => EntityKind::Collective,
    }
}

/// An emphasised name at the start of a text, before a colon or dash: `**Ann Reed:** text`.
pub(super) fn emphasised_name(text: &str) -> Option<(String, String)> {
    let (name, rest) = text.strip_prefix("**")?.split_once("**")?;
    let has_mark = name.trim_end().ends_with(':') || rest.trim_start().starts_with([':', '—', '–']);
    let rest = rest.trim_start_matches(|c: char| " :—–".contains(c));
    if !has_mark || name.len() >= 80 || rest.is_empty() {
        return None;
    }
    Some((name.trim_end_matches([':', ' ']).to_string(), flat(rest)))
}
