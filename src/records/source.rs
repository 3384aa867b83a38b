//! Sources: the works that a debate cites.

use super::builder::RecordBuilder;
use super::value::{EdtfDate, IsoDate, UriReference, VocabularyTerm};
use crate::model::*;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use serde_with::skip_serializing_none;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A work that is cited.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SourceRow")]
pub(crate) struct SourceSummary<'a> {
    /// The citation key.
    pub id: &'a str,
    pub place: UriReference,
    /// A type of CSL 1.0.2.
    pub r#type: VocabularyTerm<SourceType>,
    pub title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<AuthorName<'a>>,
    /// The date of publication, or the first one of a range.
    pub issued: Option<IsoDate>,
    /// The whole date of publication where it is a range, a season or an estimate.
    pub issued_extent: Option<EdtfDate>,
    pub publisher: Option<&'a str>,
    /// The id of the publisher.
    pub publisher_id: Option<&'a str>,
    pub url: Option<&'a str>,
    pub doi: Option<&'a str>,
    /// In how many passages it is cited: of the topic in a topic's list, else of the whole site.
    pub cited: usize,
}

/// An author, serialised as the name in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AuthorName<'a>(pub &'a Author);

impl Serialize for AuthorName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.shown())
    }
}

impl JsonSchema for AuthorName<'_> {
    fn schema_name() -> Cow<'static, str> {
        "string".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

/// All that is known of a work, in its own file.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub(crate) struct SourceRecord<'a> {
    #[serde(flatten)]
    pub summary: SourceSummary<'a>,
    /// The key in the editor's library.
    pub citation_key: Option<&'a str>,
    /// Further keys under which it was cited.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<&'a str>,
    /// Other titles.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub aliases: &'a [String],
    /// Whether there are more authors than are named.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub more_authors: bool,
    /// Editors, translators and so on, by the name variables of CSL 1.0.2.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<&'static str, Vec<AuthorName<'a>>>,
    pub genre: Option<&'a str>,
    pub container: Option<&'a str>,
    pub edition: Option<&'a str>,
    pub number: Option<&'a str>,
    /// Volume, issue, page and so on, by the variables of CSL 1.0.2.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: BTreeMap<&'static str, &'a str>,
    pub language: Option<&'a str>,
    pub accessed: Option<IsoDate>,
    /// The address of an archived copy.
    pub archive: Option<&'a str>,
    pub r#abstract: Option<&'a str>,
    pub note: Option<&'a str>,
    pub reliability: Option<&'a str>,
    /// Ids of the primary evidence that it reports.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reported_by: Vec<&'a str>,
    /// What it is evidence of itself.
    pub root: Option<VocabularyTerm<EvidenceKind>>,
    /// Ids of other evidence that it is made of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<&'a str>,
    /// Whether it has a record of its own; else it is known from a note alone.
    pub recorded: bool,
}

impl SourceSummary<'_> {
    /// The whole date of publication.
    pub(crate) fn issue_date(&self) -> Option<IssueDate> {
        match &self.issued_extent {
            Some(EdtfDate(date)) => Some(*date),
            None => self.issued.map(|date| date.0.into()),
        }
    }
}

impl SourceRecord<'_> {
    /// A text by its CSL variable.
    pub(crate) fn variable(&self, variable: SourceVariable) -> Option<&str> {
        self.variables.get(variable.word()).copied()
    }

    /// The key under which it is exported.
    pub(crate) fn exported_key(&self) -> &str {
        self.citation_key.unwrap_or(self.summary.id)
    }
}

impl<'a> RecordBuilder<'a, '_> {
    /// The short form of a source's record, for lists.
    pub(crate) fn source_summary(&self, id: SourceId) -> SourceSummary<'a> {
        let source = self.site.source(id);
        let publisher = source.publisher.map(|p| self.site.publisher(p));
        SourceSummary {
            id: &source.id,
            place: self.place(Target::Source(id)),
            r#type: VocabularyTerm(source.kind),
            title: &source.title,
            authors: source.authors.iter().map(AuthorName).collect(),
            issued: source.issued.map(IsoDate),
            issued_extent: source
                .issue_date()
                .filter(|date| date.extent != DateExtent::Exact)
                .map(EdtfDate),
            publisher: publisher.map(|p| p.name.as_str()),
            publisher_id: publisher.map(|p| p.slug.as_str()),
            url: source.url.as_deref(),
            doi: source.doi.as_deref(),
            cited: self.site.backlinks(Target::Source(id)).len(),
        }
    }

    /// The whole record of a source.
    pub(crate) fn source(&self, id: SourceId) -> SourceRecord<'a> {
        let source = self.site.source(id);
        let reported_by = self.site.index.reported_by.get(&id).into_iter().flatten();
        SourceRecord {
            summary: self.source_summary(id),
            citation_key: source.citation_keys.first().map(String::as_str),
            keys: source.keys.iter().filter(|k| **k != source.id).map(String::as_str).collect(),
            aliases: &source.aliases,
            more_authors: source.has_more_authors,
            names: names(source),
            genre: source.genre.as_deref(),
            container: source.container.as_deref(),
            edition: source.edition.as_deref(),
            number: source.number.as_deref(),
            variables: source.variables.iter().map(|(v, text)| (v.word(), text.as_str())).collect(),
            language: source.language.as_deref(),
            accessed: source.accessed.map(IsoDate),
            archive: source.archive.as_deref(),
            r#abstract: source.summary.as_deref(),
            note: source.note.as_deref(),
            reliability: source.reliability.as_deref(),
            reports: source.reports.iter().filter_map(|s| source_id(self.site, *s)).collect(),
            reported_by: reported_by.filter_map(|s| source_id(self.site, *s)).collect(),
            root: source.evidence().map(VocabularyTerm),
            uses: source.uses.iter().filter_map(|s| source_id(self.site, *s)).collect(),
            recorded: source.recorded,
        }
    }
}

fn names(source: &Source) -> BTreeMap<&'static str, Vec<AuthorName<'_>>> {
    let mut names = BTreeMap::new();
    for (role, people) in &source.names {
        names.insert(role.word(), people.iter().map(AuthorName).collect());
    }
    names
}

/// The id of a source that has a page.
pub(crate) fn source_id(site: &Site, id: SourceId) -> Option<&str> {
    site.is_visible(Target::Source(id)).then(|| site.source(id).id.as_str())
}
