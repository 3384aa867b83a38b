//! Definitions as rules, the facts that decide them, and what somebody says a subject meets.

use super::date::Date;
use super::ids::{DefinitionId, EntityId, SourceId, TopicId, VerdictId};
use super::words::{DefinitionVerdict, FactAspect, FactStatus, PartialRule, UndisclosedRule};
use crate::source::Span;

/// What a word demands of a subject, in one version.
#[derive(Clone, Debug)]
pub struct Definition {
    pub id: String,
    pub name: String,
    /// `None` for one that several topics use.
    pub topic: Option<TopicId>,
    pub version: Option<String>,
    pub issued: Option<Date>,
    pub source: Option<SourceId>,
    /// The word that it defines.
    pub term: Option<EntityId>,
    pub undisclosed: UndisclosedRule,
    pub partial: PartialRule,
    /// The lowest first; a class demands what those below it demand. One without a name where there are none.
    pub classes: Vec<DefinitionClass>,
    pub span: Span,
    pub visible: bool,
}

#[derive(Clone, Debug)]
pub struct DefinitionClass {
    pub name: Option<String>,
    pub rule: Rule,
}

/// What a definition demands, as a tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    Item(ItemTest),
    All(Vec<Rule>),
    Any(Vec<Rule>),
    AtLeast(usize, Vec<Rule>),
    Sum(WeightedSum),
}

#[derive(Clone, Debug, PartialEq)]
pub struct WeightedSum {
    pub weights: Vec<(Rule, f64)>,
    pub threshold: f64,
}

/// What a leaf of a rule asks.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemTest {
    pub item: String,
    pub aspect: FactAspect,
    /// The licences that will do, where it asks for one of a list.
    pub licences: Option<LicenceList>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LicenceList {
    /// Those that the Open Source Initiative approved.
    Osi,
    /// Those that the Free Software Foundation calls free.
    Fsf,
    Named(Vec<String>),
}

/// What is known of one aspect of an item of a subject.
#[derive(Clone, Debug)]
pub struct Fact {
    pub topic: TopicId,
    pub subject: EntityId,
    pub item: String,
    pub aspect: FactAspect,
    pub value: Option<String>,
    pub status: FactStatus,
    pub source: Option<SourceId>,
    pub date: Option<Date>,
    pub note: Option<String>,
    /// The origin of what the source says, where it is another.
    pub from: Option<SourceId>,
    pub span: Span,
    /// Of a licence, where it is written.
    pub value_span: Option<Span>,
    pub visible: bool,
}

/// What somebody says of a subject and a definition.
#[derive(Clone, Debug)]
pub struct StatedVerdict {
    /// Its name for records that judge it.
    pub id: Option<String>,
    pub topic: TopicId,
    pub subject: EntityId,
    pub definition: DefinitionId,
    pub says: DefinitionVerdict,
    pub who: Option<EntityId>,
    pub date: Option<Date>,
    pub source: Option<SourceId>,
    pub note: Option<String>,
    pub span: Span,
    pub visible: bool,
    /// The next visible verdict of the same voice on the same, which takes its place.
    pub restated: Option<VerdictId>,
}

impl Definition {
    /// Its name with its version.
    pub fn title(&self) -> String {
        match &self.version {
            Some(version) => format!("{} {version}", self.name),
            None => self.name.clone(),
        }
    }

    /// Whether both say what one word means.
    pub fn is_of_the_word_of(&self, other: &Definition) -> bool {
        let is_one_term = self.term.is_some() && self.term == other.term;
        is_one_term || self.name.eq_ignore_ascii_case(&other.name)
    }
}

impl Rule {
    /// The rules right below it.
    pub fn parts(&self) -> Vec<&Rule> {
        match self {
            Rule::Item(_) => Vec::new(),
            Rule::All(parts) | Rule::Any(parts) | Rule::AtLeast(_, parts) => parts.iter().collect(),
            Rule::Sum(sum) => sum.weights.iter().map(|(rule, _)| rule).collect(),
        }
    }

    /// The leaves, in order.
    pub fn items(&self) -> Vec<&ItemTest> {
        match self {
            Rule::Item(test) => vec![test],
            _ => self.parts().into_iter().flat_map(Rule::items).collect(),
        }
    }
}

impl ItemTest {
    /// What it asks for, for editors and for the hashes of statements, which are the same in all languages.
    pub fn words(&self) -> String {
        let item = self.item.replace('-', " ");
        match (&self.licences, self.aspect) {
            (Some(list), _) => format!("{item} under {}", list.words()),
            (None, FactAspect::Available) => format!("{item} available"),
            (None, FactAspect::Licence) => format!("{item} under a licence"),
            (None, FactAspect::Documented) => format!("{item} documented"),
        }
    }
}

impl LicenceList {
    fn words(&self) -> String {
        match self {
            LicenceList::Osi => "a licence approved by the Open Source Initiative".to_string(),
            LicenceList::Fsf => {
                "a licence that the Free Software Foundation calls free".to_string()
            }
            LicenceList::Named(ids) => ids.join(" or "),
        }
    }
}
