//! A source's record as written: CSL variable names (Citation Style Language 1.0.2, "Variables").

use super::fields::Fields;
use super::personal_names::several_names;
use super::yaml::Str;
use super::yaml_slips::in_double_quotes;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Author, NameRole, Source, SourceType, SourceVariable, Word};
use std::collections::BTreeMap;

/// A record, and the names in it that linking resolves.
#[derive(Debug)]
pub struct RawSource {
    pub id: Str,
    pub citation_keys: Vec<Str>,
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
    let citation_keys = f.strs("citation-key");
    let kind = f.word("type").unwrap_or(SourceType::Webpage);
    let genre = f.text("genre");
    let title = f.need("title");
    let aliases = f.strs("aliases");
    let mut authors = names(&mut f, "author");
    let count = authors.len();
    authors.retain(|author| !author.is_et_al());
    let has_more_authors = authors.len() < count;
    let names = f.unlisted(roles);
    let issued = f.issue_date("issued");
    let publisher = f.str("publisher");
    let mut work = Source {
        citation_keys: citation_keys.iter().map(|key| key.text.clone()).collect(),
        kind,
        genre,
        aliases: aliases.iter().map(|a| a.text.clone()).collect(),
        authors,
        has_more_authors,
        names,
        issued: issued.map(|date| date.first),
        issued_extent: issued.map(|date| date.extent).unwrap_or_default(),
        container: f.text("container-title"),
        edition: f.text("edition"),
        number: f.text("number"),
        variables: f.unlisted(variables),
        doi: doi(&mut f),
        url: f.address("URL"),
        language: f.language("language"),
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
    f.check_order(("issued", work.issued), ("accessed", work.accessed));
    work.archive = f.address("archive");
    f.done();
    RawSource { id, citation_keys, title, aliases, publisher, reports, uses, work }
}

/// A DOI without the address that it is often written with.
fn doi(f: &mut Fields<'_>) -> Option<String> {
    let written = f.str("DOI")?;
    let mut doi = written.text.trim();
    for start in ["https://", "http://", "dx.", "doi.org/", "doi:", "DOI:"] {
        doi = doi.strip_prefix(start).unwrap_or(doi).trim_start();
    }
    let is_doi = doi.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(
        |(registrant, suffix)| {
            registrant.len() >= 4
                && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                && !suffix.is_empty()
                && !suffix.contains(char::is_whitespace)
        },
    );
    if !is_doi {
        let message = format!("\"{}\" is not a DOI", written.text);
        let help = "write it as 10.1000/abc, or leave the key out where it is not known";
        f.report.add(&codes::BAD_DOI, written.span, message, help);
    }
    Some(doi.to_string())
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
    let value = f.peek_span(key);
    let from_text = |name: Str| (Some(Author::Literal(name.text.clone())), Some(name));
    let found = f.each_or_text(key, "a name", from_text, |name| (read_name(name), None));
    for name in found.iter().filter_map(|(_, written)| written.as_ref()) {
        let Some(several) = several_names(&name.text) else { continue };
        let message = format!("`{key}` has {} names in one text", several.len());
        let several: Vec<String> = several.into_iter().map(name_in_list).collect();
        let list = several.join(", ");
        let advice = Diagnostic::at(&codes::SEVERAL_AUTHORS, name.span, message);
        f.report.push(match value == Some(name.span) {
            true => advice.help("write a list").fix(name.span, format!("[{list}]")),
            false => advice.help(format!("write each as an item of the list: {list}")),
        });
    }
    found.into_iter().filter_map(|(author, _)| author).collect()
}

/// A name as an item of a list between brackets; `Reed, Ann` has two parts.
fn name_in_list(name: &str) -> String {
    match name.split_once(", ") {
        Some((family, given)) if !given.contains(',') => {
            format!("{{family: {family}, given: {given}}}")
        }
        _ if name.contains([',', '[', ']', '{', '}', ':', '#', '"']) => in_double_quotes(name),
        _ => name.to_string(),
    }
}

fn read_name(mut name: Fields<'_>) -> Option<Author> {
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
}
