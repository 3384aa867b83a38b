//! Who speaks in an imported text: names become entities of the site, known ones or new files.
//!
//! Takes names and clauses, gives slugs. A kind is guessed from the name's form and said to be a guess.

use super::account::Account;
use super::blocks::flat;
use super::yaml::scalar;
use crate::model::{EntityKind, Site, Target, Word};
use std::collections::{BTreeMap, BTreeSet};

/// An entity in the making.
#[derive(Clone, Debug)]
struct Newcomer {
    slug: String,
    name: String,
    aliases: Vec<String>,
    kind: EntityKind,
}

/// Everybody who can hold a position, in the site and new.
pub struct Cast<'s> {
    site: &'s Site,
    new: Vec<Newcomer>,
    /// Slugs that this import gave to something else.
    reserved: BTreeSet<String>,
}

impl<'s> Cast<'s> {
    pub fn new(site: &'s Site) -> Self {
        Cast { site, new: Vec::new(), reserved: BTreeSet::new() }
    }

    /// The entities that are new, as files.
    pub fn files(&self) -> BTreeMap<String, String> {
        let file = |n: &Newcomer| {
            let aliases: Vec<String> = n.aliases.iter().map(|a| scalar(a)).collect();
            let aliases = if aliases.is_empty() {
                String::new()
            } else {
                format!("aliases: [{}]\n", aliases.join(", "))
            };
            let text = format!(
                "---\nname: {}\n# a guess of the import\nkind: {}\n{aliases}---\n",
                scalar(&n.name),
                n.kind.word()
            );
            (format!("content/entities/{}.md", n.slug), text)
        };
        self.new.iter().map(file).collect()
    }

    pub fn len(&self) -> usize {
        self.new.len()
    }

    /// The actors of a heading such as `Ann Reed / Steel Union` or `Steel Union (SU)`.
    pub fn heading(&mut self, heading: &str, line: usize, account: &mut Account) -> Vec<String> {
        let heading = heading.replace("[[", "").replace("]]", "").replace(['*', '_'], "");
        let parts: Vec<&str> = heading.split(" / ").map(str::trim).collect();
        // `Regional / national observers` is one name: what follows the bar is no name of its own
        let names = |p: &&str| p.starts_with(|c: char| c.is_uppercase() || c == '@');
        let parts = if self.find(&heading).is_some() || !parts.iter().all(names) {
            vec![heading.as_str()]
        } else {
            parts
        };
        parts.into_iter().filter_map(|name| self.actor(name, line, account)).collect()
    }

    /// The actor of a name, a new one where there is none; `None` for what has no letters.
    pub(super) fn actor(
        &mut self,
        name: &str,
        line: usize,
        account: &mut Account,
    ) -> Option<String> {
        let (name, alias) = match name.trim().strip_suffix(')').and_then(|n| n.rsplit_once(" (")) {
            Some((name, alias)) => (name.trim(), Some(alias.trim().to_string())),
            None => (name.trim(), None),
        };
        // a label of a wiki link stands after its bar
        let name = name.rsplit('|').next().unwrap_or(name);
        if let Some(slug) = self.find(name) {
            if let Some(alias) = alias {
                account.turned(&alias);
            }
            account.turned(name);
            return Some(slug);
        }
        let base = super::slug_of(name);
        if base.is_empty() {
            return None;
        }
        let kind = kind(name);
        let slug = self.free(&base);
        account.guessed(
            line,
            format!("\"{name}\" became the entity [[{slug}]], of the kind {}", kind.word()),
        );
        let aliases = alias.filter(|a| self.find(a).is_none()).into_iter().collect();
        self.new.push(Newcomer { slug: slug.clone(), name: name.to_string(), aliases, kind });
        Some(slug)
    }

    /// A slug that nothing has yet, and that nobody else gets from now on.
    pub fn reserve(&mut self, base: &str) -> String {
        let slug = self.free(base);
        self.reserved.insert(slug.clone());
        slug
    }

    fn free(&self, base: &str) -> String {
        let numbered = |n: usize| if n == 1 { base.to_string() } else { format!("{base}-{n}") };
        (1..).map(numbered).find(|slug| !self.is_taken(slug)).expect("numbers do not end")
    }

    pub fn is_taken(&self, slug: &str) -> bool {
        let owned = |t: &Target| !matches!(t, Target::Source(_) | Target::Publisher(_));
        let in_site = self.site.names.by_name.get(slug).is_some_and(|all| all.iter().any(owned));
        in_site || self.reserved.contains(slug) || self.new.iter().any(|n| n.slug == slug)
    }

    /// All actors: slug and names.
    pub(super) fn everybody(&self) -> impl Iterator<Item = (&str, Vec<&str>, EntityKind)> {
        let site = self.site.entities.iter().filter(|e| e.kind.is_actor()).map(|e| {
            (
                e.slug.as_str(),
                e.aliases
                    .iter()
                    .map(String::as_str)
                    .chain([e.name.as_str(), e.slug.as_str()])
                    .collect(),
                e.kind,
            )
        });
        let new = self.new.iter().map(|n| {
            (
                n.slug.as_str(),
                n.aliases
                    .iter()
                    .map(String::as_str)
                    .chain([n.name.as_str(), n.slug.as_str()])
                    .collect(),
                n.kind,
            )
        });
        site.chain(new)
    }

    /// The actor of a name, an alias, a slug or a person's last name.
    pub(super) fn find(&self, name: &str) -> Option<String> {
        let low = name.trim().to_lowercase();
        let exact =
            self.everybody().find(|(_, names, _)| names.iter().any(|n| n.to_lowercase() == low));
        exact.map(|(slug, ..)| slug.to_string())
    }
}

/// A guess from a name's form.
fn kind(name: &str) -> EntityKind {
    const BODIES: &[&str] = &[
        "agency",
        "alliance",
        "association",
        "authority",
        "bank",
        "board",
        "bureau",
        "centre",
        "center",
        "club",
        "college",
        "commission",
        "committee",
        "company",
        "council",
        "department",
        "federation",
        "foundation",
        "fund",
        "gmbh",
        "government",
        "group",
        "inc",
        "initiative",
        "institute",
        "lab",
        "labs",
        "league",
        "ltd",
        "ministry",
        "network",
        "office",
        "organisation",
        "organization",
        "parliament",
        "party",
        "society",
        "trust",
        "union",
        "university",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let low: Vec<String> = words
        .iter()
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    let capital = |w: &&str| w.starts_with(char::is_uppercase);
    let plural = low.last().is_some_and(|w| w.ends_with('s') && !w.ends_with("ss"));
    match () {
        () if low.iter().any(|w| BODIES.contains(&w.as_str())) => EntityKind::Organisation,
        () if words.len() > 1
            && !words[words.len() - 1].starts_with(char::is_uppercase)
            && plural =>
        {
            EntityKind::Collective
        }
        () if (2..=3).contains(&words.len()) && words.iter().all(capital) => EntityKind::Person,
        () if words.len() == 1 => EntityKind::Organisation,
        () => EntityKind::Collective,
    }
}

/// The name at the start of a text that is stressed and followed by a colon or dash: `**Ann Reed:** text`.
pub fn stressed_name(text: &str) -> Option<(String, String)> {
    let (name, rest) = text.strip_prefix("**")?.split_once("**")?;
    let has_mark = name.trim_end().ends_with(':') || rest.trim_start().starts_with([':', '—', '–']);
    let rest = rest.trim_start_matches(|c: char| " :—–".contains(c));
    (has_mark && name.len() < 80 && !rest.is_empty())
        .then(|| (name.trim_end_matches([':', ' ']).to_string(), flat(rest)))
}
