//! The kinds that a site can add to. Each acts like a built-in one, so that no code meets a kind that it does not know.

use super::ids::TagId;
use super::locale::{Locale, MessageId};
use super::words::{
    EntityKind, LabelledWord, ObservationKind, PublisherKind, Side, TensionKind, Word, capitalized,
};
use crate::source::Span;
use std::collections::HashMap;

/// A list of kinds in content/vocabulary.yaml.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VocabularyList {
    EntityKinds,
    PublisherKinds,
    ObservationKinds,
    TensionKinds,
    Sides,
    Tags,
}

impl VocabularyList {
    pub const ALL: [VocabularyList; 6] = [
        VocabularyList::EntityKinds,
        VocabularyList::PublisherKinds,
        VocabularyList::ObservationKinds,
        VocabularyList::TensionKinds,
        VocabularyList::Sides,
        VocabularyList::Tags,
    ];

    /// Its key in the file.
    pub fn key(self) -> &'static str {
        match self {
            VocabularyList::EntityKinds => "entity_kinds",
            VocabularyList::PublisherKinds => "publisher_kinds",
            VocabularyList::ObservationKinds => "observation_kinds",
            VocabularyList::TensionKinds => "tension_kinds",
            VocabularyList::Sides => "sides",
            VocabularyList::Tags => "tags",
        }
    }

    /// The words that every site has.
    pub fn built_in(self) -> Vec<&'static str> {
        match self {
            VocabularyList::EntityKinds => EntityKind::words(),
            VocabularyList::PublisherKinds => PublisherKind::words(),
            VocabularyList::ObservationKinds => ObservationKind::words(),
            VocabularyList::TensionKinds => TensionKind::words(),
            VocabularyList::Sides => Side::words(),
            VocabularyList::Tags => Vec::new(),
        }
    }
}

/// A kind as a site names it: its row in the site's table, and the built-in kind that it acts like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term<W> {
    row: u16,
    pub base: W,
}

impl<W: Word + PartialEq> Term<W> {
    /// A built-in kind.
    pub fn built_in(base: W) -> Term<W> {
        let row = W::ALL.iter().position(|word| *word == base).expect("a word is in its list");
        Term { row: row as u16, base }
    }
}

/// How many colours and shapes there are for kinds; 0 is that of no side.
pub const COLOURS: u8 = 8;

/// What a vocabulary says of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermRow {
    pub word: String,
    /// In the site's language, where the site gives one.
    pub label: Option<String>,
    pub plural: Option<String>,
    /// Before words with a higher number. The built-in words have 10, 20, 30 and so on; a word of the site without a
    /// number has that of the word that it acts like.
    pub order: Option<i64>,
    /// The number of a colour and a shape.
    pub colour: Option<u8>,
    /// Where the site declares it; `None` for a built-in word.
    pub declared: Option<Span>,
    /// Of a tag: the words that it had before.
    pub aliases: Vec<String>,
}

/// The words of one list: the built-in ones in their order, then those of the site.
#[derive(Clone, Debug)]
pub struct Terms<W> {
    rows: Vec<TermRow>,
    bases: Vec<W>,
    /// The rows by their words in lower case.
    by_word: HashMap<String, u16>,
}

impl<W: Word> Default for Terms<W> {
    fn default() -> Self {
        let row = |word: &W| TermRow { word: word.word().to_string(), ..TermRow::default() };
        let mut by_word = HashMap::new();
        for (row, word) in (0..).zip(W::ALL) {
            by_word.entry(word.word().to_lowercase()).or_insert(row);
        }
        Terms { rows: W::ALL.iter().map(row).collect(), bases: W::ALL.to_vec(), by_word }
    }
}

impl<W: LabelledWord> Terms<W> {
    /// Adds a word, or says more of one that is there.
    pub fn declare(&mut self, base: W, row: TermRow) {
        let word = row.word.to_lowercase();
        let known = self.by_word.get(&word).map(|known| usize::from(*known));
        match known.filter(|known| self.rows[*known].word == row.word) {
            Some(known) => self.rows[known] = row,
            None => {
                self.by_word.entry(word).or_insert(self.rows.len() as u16);
                self.rows.push(row);
                self.bases.push(base);
            }
        }
    }

    /// The term of a word, whatever its case.
    pub fn parse(&self, text: &str) -> Option<Term<W>> {
        let row = *self.by_word.get(&text.trim().to_lowercase())?;
        Some(Term { row, base: self.bases[usize::from(row)] })
    }

    pub fn row(&self, term: Term<W>) -> &TermRow {
        &self.rows[usize::from(term.row)]
    }

    /// All terms in the order of pages.
    pub fn all(&self) -> Vec<Term<W>> {
        let mut rows: Vec<usize> = (0..self.rows.len()).collect();
        rows.sort_by_key(|row| self.rank_of(*row));
        rows.into_iter().map(|row| Term { row: row as u16, base: self.bases[row] }).collect()
    }

    /// The place of a term in the order of pages, to sort by.
    pub fn rank(&self, term: Term<W>) -> (i64, usize) {
        self.rank_of(usize::from(term.row))
    }

    fn rank_of(&self, row: usize) -> (i64, usize) {
        let base = W::ALL.iter().position(|word| word.word() == self.bases[row].word());
        let usual = base.map_or(i64::MAX, |base| (base as i64 + 1) * 10);
        (self.rows[row].order.unwrap_or(usual), row)
    }

    /// The words that authors write, in the order of pages.
    pub fn words(&self) -> Vec<&str> {
        self.all().into_iter().map(|term| self.row(term).word.as_str()).collect()
    }

    pub fn word(&self, term: Term<W>) -> &str {
        &self.row(term).word
    }

    /// The built-in word that a word of the site acts like; nothing for a built-in one.
    pub fn like(&self, term: Term<W>) -> Option<W> {
        (usize::from(term.row) >= W::ALL.len()).then_some(term.base)
    }

    /// What readers see within a line: the site's label, that of the language for a built-in word, else the word.
    pub fn shown(&self, term: Term<W>, locale: &Locale) -> String {
        let row = self.row(term);
        match &row.label {
            Some(label) => label.clone(),
            None if self.like(term).is_none() => locale.label(term.base).to_string(),
            None => row.word.replace('-', " "),
        }
    }

    /// What readers see at the start of a line.
    pub fn label(&self, term: Term<W>, locale: &Locale) -> String {
        capitalized(&self.shown(term, locale))
    }

    /// The word as a class name or an anchor.
    pub fn slug(&self, term: Term<W>) -> String {
        slug::slugify(&self.row(term).word)
    }

    /// The words that the site adds or says more of.
    pub fn declared(&self) -> impl Iterator<Item = (Term<W>, &TermRow, Span)> {
        let rows = self.rows.iter().zip(&self.bases).enumerate();
        rows.filter_map(|(n, (row, base))| {
            Some((Term { row: n as u16, base: *base }, row, row.declared?))
        })
    }
}

impl Terms<EntityKind> {
    /// What several entities of a kind are called.
    pub fn plural(&self, term: Term<EntityKind>, locale: &Locale) -> String {
        let row = self.row(term);
        match (&row.plural, &row.label) {
            (Some(plural), _) => plural.clone(),
            (None, Some(label)) => label.clone(),
            (None, None) if self.like(term).is_none() => {
                locale.text(plural_of(term.base)).to_string()
            }
            (None, None) => self.label(term, locale),
        }
    }
}

fn plural_of(kind: EntityKind) -> MessageId {
    match kind {
        EntityKind::Person => MessageId::EntitiesPersons,
        EntityKind::Organisation => MessageId::EntitiesOrganisations,
        EntityKind::Collective => MessageId::EntitiesCollectives,
        EntityKind::Product => MessageId::EntitiesProducts,
        EntityKind::Project => MessageId::EntitiesProjects,
        EntityKind::Law => MessageId::EntitiesLaws,
        EntityKind::Standard => MessageId::EntitiesStandards,
        EntityKind::Place => MessageId::EntitiesPlaces,
        EntityKind::Event => MessageId::EntitiesEvents,
        EntityKind::Term => MessageId::EntitiesTerms,
    }
}

impl Terms<Side> {
    /// The number of a side's colour and shape: its own, else that of the side that it acts like.
    pub fn colour(&self, term: Term<Side>) -> u8 {
        self.row(term).colour.unwrap_or(match term.base {
            Side::Unsided => 0,
            Side::For => 1,
            Side::Against => 2,
            Side::Mixed | Side::Gap => 3,
        })
    }
}

/// Everything that content/vocabulary.yaml adds to, with the built-in words.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    pub entities: Terms<EntityKind>,
    pub publishers: Terms<PublisherKind>,
    pub observations: Terms<ObservationKind>,
    pub tensions: Terms<TensionKind>,
    pub sides: Terms<Side>,
    /// The tags of the site, in the order of pages. There are no others.
    pub tags: Vec<TermRow>,
    /// Whether a part of the file could not be read, so that words may be declared that are not here.
    pub is_incomplete: bool,
}

impl Vocabulary {
    pub fn tag(&self, id: TagId) -> &TermRow {
        &self.tags[id.index()]
    }

    pub fn tag_ids(&self) -> impl Iterator<Item = TagId> + use<> {
        (0..self.tags.len() as u32).map(TagId)
    }

    /// What readers see of a tag.
    pub fn tag_label(&self, id: TagId) -> &str {
        let row = self.tag(id);
        row.label.as_deref().unwrap_or(&row.word)
    }

    /// All words of a list, in the order of pages.
    pub fn words(&self, list: VocabularyList) -> Vec<&str> {
        match list {
            VocabularyList::EntityKinds => self.entities.words(),
            VocabularyList::PublisherKinds => self.publishers.words(),
            VocabularyList::ObservationKinds => self.observations.words(),
            VocabularyList::TensionKinds => self.tensions.words(),
            VocabularyList::Sides => self.sides.words(),
            VocabularyList::Tags => self.tags.iter().map(|tag| tag.word.as_str()).collect(),
        }
    }
}

/// A kind that a site can add to.
pub trait Extensible: LabelledWord + PartialEq {
    const LIST: VocabularyList;
    fn terms(vocabulary: &Vocabulary) -> &Terms<Self>;
    fn terms_mut(vocabulary: &mut Vocabulary) -> &mut Terms<Self>;
}

macro_rules! extensible {
    ($($kind:ident: $list:ident, $field:ident;)*) => {$(
        impl Extensible for $kind {
            const LIST: VocabularyList = VocabularyList::$list;
            fn terms(vocabulary: &Vocabulary) -> &Terms<Self> { &vocabulary.$field }
            fn terms_mut(vocabulary: &mut Vocabulary) -> &mut Terms<Self> { &mut vocabulary.$field }
        }
    )*};
}

extensible! {
    EntityKind: EntityKinds, entities;
    PublisherKind: PublisherKinds, publishers;
    ObservationKind: ObservationKinds, observations;
    TensionKind: TensionKinds, tensions;
    Side: Sides, sides;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(word: &str) -> TermRow {
        TermRow { word: word.to_string(), ..TermRow::default() }
    }

    #[test]
    fn own_word_has_its_label_and_acts_like_its_base() {
        let (mut terms, en) = (Terms::<EntityKind>::default(), Locale::english());
        let party = TermRow {
            label: Some("Partei".into()),
            plural: Some("Parteien".into()),
            order: Some(1),
            ..declared("party")
        };
        terms.declare(EntityKind::Organisation, party);
        let term = terms.parse(" Party ").unwrap();
        assert!(term.base.is_actor());
        assert_eq!(terms.like(term), Some(EntityKind::Organisation));
        assert_eq!(
            [
                terms.word(term),
                &terms.label(term, &en),
                &terms.plural(term, &en),
                &terms.slug(term)
            ],
            ["party", "Partei", "Parteien", "party"]
        );
        assert_eq!(terms.words()[..2], ["party", "person"]);
        let person = Term::built_in(EntityKind::Person);
        assert_eq!((terms.like(person), terms.plural(person, &en)), (None, "People".to_string()));
    }

    #[test]
    fn built_in_word_can_get_another_label() {
        let (mut terms, en) = (Terms::<TensionKind>::default(), Locale::english());
        let row = TermRow { label: Some("Ökonomisch".into()), ..declared("factual") };
        terms.declare(TensionKind::Factual, row);
        let term = Term::built_in(TensionKind::Factual);
        assert_eq!((terms.label(term, &en), terms.like(term)), ("Ökonomisch".to_string(), None));
        assert_eq!(terms.words().len(), TensionKind::ALL.len());
    }

    #[test]
    fn label_may_start_with_any_letter() {
        let (mut terms, en) = (Terms::<TensionKind>::default(), Locale::english());
        terms.declare(TensionKind::Normative, declared("über-geld"));
        let term = terms.parse("über-geld").unwrap();
        assert_eq!(
            (terms.label(term, &en), terms.slug(term)),
            ("Über geld".into(), "uber-geld".into())
        );
    }

    #[test]
    fn sides_without_a_colour_have_that_of_their_base() {
        let mut terms = Terms::<Side>::default();
        terms.declare(Side::Against, declared("landlords"));
        let own = TermRow { colour: Some(5), ..declared("state") };
        terms.declare(Side::Mixed, own);
        let colours = terms.all().into_iter().map(|side| terms.colour(side)).collect::<Vec<_>>();
        assert_eq!(colours, [1, 2, 2, 3, 5, 3, 0]);
    }
}
