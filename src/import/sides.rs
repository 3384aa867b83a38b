//! The sides of a tension: written as such, or read from its sentence.

use super::account::Account;
use super::cast::Cast;
use crate::model::EntityKind;

impl Cast<'_> {
    /// The two sides of a tension's text: written as `A × B: text`, or the subjects of its two clauses.
    pub fn sides(
        &mut self,
        text: &str,
        line: usize,
        account: &mut Account,
    ) -> Option<(Vec<String>, Vec<String>, String)> {
        if let Some((a, b, rest)) = written_sides(text) {
            account.turned(&text[..text.len() - rest.len()]);
            let (a, b) = (self.heading(a, line, account), self.heading(b, line, account));
            return (!a.is_empty() && !b.is_empty()).then(|| (a, b, rest.to_string()));
        }
        let (first, second) = clauses(text)?;
        let a = self.subject(first, line, account)?;
        let b = self.subject(second, line, account).filter(|b| *b != a)?;
        account.guessed(line, format!("the sides of this tension: [[{a}]] × [[{b}]]"));
        Some((vec![a], vec![b], text.to_string()))
    }

    /// Who acts in a clause: somebody known, or the words before its verb as a collective.
    fn subject(&mut self, clause: &str, line: usize, account: &mut Account) -> Option<String> {
        let words: Vec<&str> = clause.split_whitespace().collect();
        let verb = words
            .iter()
            .take(9)
            .position(|w| VERBS.contains(&w.trim_end_matches([',', ':']).to_lowercase().as_str()));
        let phrase = match verb {
            Some(0) | None => clause.to_string(),
            Some(n) => words[..n].join(" "),
        };
        if let Some(slug) = self.mentioned(&phrase) {
            return Some(slug);
        }
        let start = |w: &&&str| {
            ["most", "some", "many", "the", "other", "but", "and"]
                .contains(&w.to_lowercase().as_str())
        };
        let bare: Vec<&str> = words[..verb.filter(|n| (1..=6).contains(n))?]
            .iter()
            .skip_while(|w| start(w))
            .copied()
            .collect();
        let name = bare.join(" ");
        if name.is_empty()
            || ["it", "they", "this", "that", "he", "she", "we"]
                .contains(&name.to_lowercase().as_str())
        {
            return None;
        }
        if let Some(slug) = self.find(&name).or_else(|| self.with_all_words(&name)) {
            return Some(slug);
        }
        let mut first = name.chars();
        let name = first.next().map_or(String::new(), |c| c.to_uppercase().chain(first).collect());
        self.actor(&name, line, account)
    }

    /// Somebody one of whose names, or whose last name, stands in a phrase; the first one that does.
    fn mentioned(&self, phrase: &str) -> Option<String> {
        let place = |name: &str| {
            let found = phrase.match_indices(name).map(|(n, _)| n);
            let mut whole = found.filter(|n| {
                let before = phrase[..*n].chars().next_back();
                let after = phrase[n + name.len()..].chars().next();
                !before.is_some_and(char::is_alphanumeric)
                    && !after.is_some_and(|c| c.is_alphanumeric())
            });
            whole.next()
        };
        let all = self.everybody().flat_map(|(slug, names, kind)| {
            let last = names
                .iter()
                .filter(|n| kind == EntityKind::Person && n.contains(' '))
                .filter_map(|n| n.rsplit(' ').next());
            let names: Vec<&str> =
                names.iter().copied().filter(|n| n.len() > 1).chain(last).collect();
            names
                .into_iter()
                .filter_map(move |n| place(n).map(|at| (at, usize::MAX - n.len(), slug)))
                .collect::<Vec<_>>()
        });
        all.min().map(|(_, _, slug)| slug.to_string())
    }

    /// Somebody whose name has all words of a phrase: `Regional observers` is `Regional / national observers`.
    fn with_all_words(&self, phrase: &str) -> Option<String> {
        let words = |t: &str| {
            t.to_lowercase()
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                .map(String::from)
                .collect::<Vec<_>>()
        };
        let wanted = words(phrase);
        let fits = |name: &&&str| {
            let has = words(name);
            wanted.len() > 1 && wanted.iter().all(|w| has.contains(w))
        };
        self.everybody()
            .find(|(_, names, _)| names.iter().any(|n| fits(&n)))
            .map(|(slug, ..)| slug.to_string())
    }
}

/// `A × B: text`, `A vs. B — text`.
fn written_sides(text: &str) -> Option<(&str, &str, &str)> {
    let (at, mark) = [" × ", " vs. ", " vs ", " versus ", " against "]
        .iter()
        .find_map(|m| text.find(m).map(|n| (n, *m)))?;
    let rest = &text[at + mark.len()..];
    let (end, len) =
        [": ", " — ", " – "].iter().filter_map(|m| rest.find(m).map(|n| (n, m.len()))).min()?;
    let short = |t: &str| !t.contains(['.', ';', ',']) && t.split_whitespace().count() <= 6;
    (short(&text[..at]) && short(&rest[..end]))
        .then(|| (text[..at].trim(), rest[..end].trim(), rest[end + len..].trim()))
}

/// A text's two clauses: at a semicolon, or at a word that sets one against the other.
fn clauses(text: &str) -> Option<(&str, &str)> {
    let marks = ["; ", " while ", " whereas ", ", but "];
    let (at, len) = marks.iter().find_map(|m| text.find(m).map(|n| (n, m.len())))?;
    Some((&text[..at], &text[at + len..]))
}

/// Verbs by which somebody takes a side.
const VERBS: &[&str] = &[
    "accept",
    "accepts",
    "agree",
    "agrees",
    "argue",
    "argues",
    "believe",
    "believes",
    "call",
    "calls",
    "claim",
    "claims",
    "consider",
    "considers",
    "contend",
    "contends",
    "defend",
    "defends",
    "demand",
    "demands",
    "deny",
    "denies",
    "expect",
    "expects",
    "favour",
    "favours",
    "favor",
    "favors",
    "fear",
    "fears",
    "hold",
    "holds",
    "insist",
    "insists",
    "maintain",
    "maintains",
    "oppose",
    "opposes",
    "point",
    "points",
    "prefer",
    "prefers",
    "propose",
    "proposes",
    "reads",
    "regard",
    "regards",
    "reject",
    "rejects",
    "say",
    "says",
    "see",
    "sees",
    "stress",
    "stresses",
    "support",
    "supports",
    "think",
    "thinks",
    "treat",
    "treats",
    "want",
    "wants",
    "warn",
    "warns",
];
