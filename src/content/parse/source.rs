//! A source's record as written: CSL variable names (Citation Style Language 1.0.2, "Variables").

use super::fields::Fields;
use super::yaml::Str;
use crate::model::{Author, NameRole, Source, SourceType, SourceVariable, Word, language_tag};
use std::collections::BTreeMap;

/// A record, and the names in it that linking resolves.
#[derive(Debug)]
pub struct RawSource {
    pub id: Str,
    pub title: Str,
    pub aliases: Vec<Str>,
    pub publisher: Option<Str>,
    pub reports: Vec<Str>,
    pub uses: Vec<Str>,
    /// The record without publisher and other sources.
    pub work: Source,
}

pub(super) fn record(mut f: Fields<'_>) -> RawSource {
    let id = f.need_id("id", "the source key");
    let citation_keys = f.strs("citation-key").into_iter().map(|key| key.text).collect();
    let kind = f.word("type").unwrap_or(SourceType::Webpage);
    let genre = f.text("genre");
    let title = f.need("title");
    let aliases = f.strs("aliases");
    let mut authors = names(&mut f, "author");
    let count = authors.len();
    authors.retain(|author| !author.is_et_al());
    let has_more_authors = authors.len() < count;
    let names = roles(&mut f);
    let issued = f.date("issued");
    let publisher = f.str("publisher");
    let mut work = Source {
        citation_keys,
        kind,
        genre,
        aliases: aliases.iter().map(|a| a.text.clone()).collect(),
        authors,
        has_more_authors,
        names,
        issued,
        container: f.text("container-title"),
        edition: f.text("edition"),
        number: f.text("number"),
        variables: variables(&mut f),
        doi: f.text("DOI"),
        url: f.address("URL"),
        language: f.text("language").map(|text| language_tag(&text).unwrap_or(text)),
        recorded: true,
        ..Source::new(&id.text, &title.text, id.span)
    };
    let reports = f.strs("reports");
    work.root = f.word("root");
    let uses = f.strs("uses");
    work.reliability = f.text("reliability");
    work.note = f.text("note");
    work.summary = f.text("abstract");
    work.accessed = f.date("accessed");
    work.archive = f.address("archive");
    f.done();
    RawSource { id, title, aliases, publisher, reports, uses, work }
}

fn roles(f: &mut Fields<'_>) -> BTreeMap<NameRole, Vec<Author>> {
    let mut roles = BTreeMap::new();
    for role in NameRole::ALL {
        let names = names(f, role.word());
        if !names.is_empty() {
            roles.insert(*role, names);
        }
    }
    roles
}

fn variables(f: &mut Fields<'_>) -> BTreeMap<SourceVariable, String> {
    let mut variables = BTreeMap::new();
    for variable in SourceVariable::ALL {
        if let Some(text) = f.text(variable.word()) {
            variables.insert(*variable, text);
        }
    }
    variables
}

/// CSL names: `{family, given}`, `{literal}`, or a plain text, which is a literal; `et al.` says that
/// there are more.
fn names(f: &mut Fields<'_>, key: &'static str) -> Vec<Author> {
    let read = |mut name: Fields<'_>| {
        let family = name.text("family");
        let given = name.text("given");
        let literal = name.text("literal");
        name.require_one(
            &["family", "literal"],
            "write {family: Liang, given: Percy} or {literal: Nature Editorial}",
        );
        name.done();
        match family {
            Some(family) => Some(Author::Person { family, given }),
            None => literal.map(Author::Literal),
        }
    };
    let literal = |name: Str| Some(Author::Literal(name.text));
    f.each_or_text(key, "a name", literal, read).into_iter().flatten().collect()
}
