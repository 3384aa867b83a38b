//! The sides of a tension: named explicitly, or the subjects of its sentence.

use super::entities::EntityIndex;
use super::report::ImportReport;
use super::text::words;
use crate::model::EntityKind;

/// Two sides, each with its actors, and the text.
pub(super) type TensionSides = (Vec<String>, Vec<String>, String);

impl EntityIndex<'_> {
    /// The two sides of a tension: of `A × B: text`, or the subjects of two clauses.
    pub(super) fn tension_sides(
        &mut self,
        text: &str,
        line: usize,
        report: &mut ImportReport,
    ) -> Option<TensionSides> {
        if let Some((a, b, rest)) = explicit_sides(text) {
            report.mark_consumed(&text[..text.len() - rest.len()]);
            let (a, b) = (self.actors(a, line, report), self.actors(b, line, report));
            let has_both = !a.is_empty() && !b.is_empty();
            return Some((a, b, rest.to_string())).filter(|_| has_both);
        }
        let (first, second) = clauses(text)?;
        let a = self.subject(first, line, report)?;
        let b = self.subject(second, line, report).filter(|b| *b != a)?;
        report.guessed(line, format!("the sides of this tension: [[{a}]] × [[{b}]]"));
        Some((vec![a], vec![b], text.to_string()))
    }

    /// Who acts in a clause: a known actor, or the words before its verb as a collective.
    fn subject(&mut self, clause: &str, line: usize, report: &mut ImportReport) -> Option<String> {
        let words: Vec<&str> = clause.split_whitespace().collect();
        let verb = words.iter().take(9).position(|w| is_verb(w)).unwrap_or_default();
        let phrase = if verb == 0 { clause.to_string() } else { words[..verb].join(" ") };
        if let Some(slug) = self.first_mention(&phrase) {
            return Some(slug);
        }
        if !(1..=6).contains(&verb) {
            return None;
        }
        let is_filler = |w: &&&str| contains_word("most some many the other but and", w);
        let name: Vec<&str> = words[..verb].iter().skip_while(is_filler).copied().collect();
        let name = name.join(" ");
        if name.is_empty() || contains_word("it they this that he she we", &name) {
            return None;
        }
        if let Some(slug) = self.find(&name).or_else(|| self.with_words_of(&name)) {
            return Some(slug);
        }
        let first = name.chars().next()?;
        let capitalised = first.to_uppercase().to_string() + &name[first.len_utf8()..];
        self.actor(&capitalised, line, report)
    }

    /// The first actor whose name, or a person's last name, occurs in a phrase.
    fn first_mention(&self, phrase: &str) -> Option<String> {
        let mut first: Option<(usize, usize, &str)> = None;
        for actor in self.all() {
            let last_names = actor.names.iter().filter_map(|n| n.rsplit_once(' ')).map(|(_, n)| n);
            let is_person = actor.kind == EntityKind::Person;
            let last_names = last_names.filter(|_| is_person);
            let names = actor.names.iter().copied().filter(|n| n.len() > 1).chain(last_names);
            for name in names {
                let Some(at) = find_word(phrase, name) else { continue };
                // at one place, the longest name
                let mention = (at, usize::MAX - name.len(), actor.slug);
                if first.is_none() || first > Some(mention) {
                    first = Some(mention);
                }
            }
        }
        first.map(|(_, _, slug)| slug.to_string())
    }

    /// The actor whose name contains all words of a phrase: `Regional observers` is
    /// `Regional / national observers`.
    fn with_words_of(&self, phrase: &str) -> Option<String> {
        let phrase: Vec<String> = words(phrase).collect();
        if phrase.len() < 2 {
            return None;
        }
        for actor in self.all() {
            for name in &actor.names {
                let name: Vec<String> = words(name).collect();
                if phrase.iter().all(|w| name.contains(w)) {
                    return Some(actor.slug.to_string());
                }
            }
        }
        None
    }
}

/// Where a name occurs that is not part of a longer word.
fn find_word(text: &str, name: &str) -> Option<usize> {
    let mut places = text.match_indices(name).map(|(at, _)| at);
    places.find(|at| {
        !text[..*at].ends_with(char::is_alphanumeric)
            && !text[at + name.len()..].starts_with(char::is_alphanumeric)
    })
}

fn contains_word(list: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    list.split_whitespace().any(|w| w == word)
}

/// `A × B: text`, `A vs. B — text`.
fn explicit_sides(text: &str) -> Option<(&str, &str, &str)> {
    let marks = [" × ", " vs. ", " vs ", " versus ", " against "];
    let (a, rest) = marks.iter().find_map(|mark| text.split_once(mark))?;
    let ends = [": ", " — ", " – "].iter().filter_map(|m| rest.find(m).map(|at| (at, m.len())));
    let (end, len) = ends.min()?;
    let (b, text) = (&rest[..end], &rest[end + len..]);
    let are_names =
        [a, b].iter().all(|t| !t.contains(['.', ';', ',']) && t.split_whitespace().count() <= 6);
    if are_names { Some((a.trim(), b.trim(), text.trim())) } else { None }
}

/// A text's two clauses: at a semicolon, or at a conjunction of contrast.
fn clauses(text: &str) -> Option<(&str, &str)> {
    ["; ", " while ", " whereas ", ", but "].iter().find_map(|mark| text.split_once(mark))
}

/// Verbs of opinion without their `s`.
const VERBS: &str = "accept agree argue believe call claim consider contend defend demand deny \
                     denie expect favour favor fear hold insist maintain oppose point prefer \
                     propose reads regard reject say see stress stresse support think treat want \
                     warn";

fn is_verb(word: &str) -> bool {
    let word = word.trim_end_matches([',', ':']);
    contains_word(VERBS, word)
        || contains_word(VERBS, word.strip_suffix(['s', 'S']).unwrap_or(word))
}
