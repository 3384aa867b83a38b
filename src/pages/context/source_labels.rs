//! What each source is called in running text: author and year, with a letter where several would read the same.

use crate::model::*;
use crate::pages::context::typeset::Typeset;
use crate::records::{shortened, target_name};
use std::collections::{HashMap, HashSet};

/// How many characters of a title are enough to know a work by.
const TITLE: usize = 40;

/// The label of each source, by its id.
pub(crate) struct SourceLabels {
    labels: Vec<String>,
    /// Sources with a title that something else has too.
    ambiguous: HashSet<SourceId>,
}

impl SourceLabels {
    /// Labels all sources. Of equal ones the earliest gets the letter a.
    pub(crate) fn new(site: &Site) -> SourceLabels {
        let mut labels = Vec::new();
        let mut equal: HashMap<String, Vec<SourceId>> = HashMap::new();
        for id in site.source_ids() {
            let label = label(site, id);
            equal.entry(label.clone()).or_default().push(id);
            labels.push(label);
        }
        for mut ids in equal.into_values().filter(|ids| ids.len() > 1) {
            ids.sort_by_key(|id| (site.source(*id).issued.map(Date::first), *id));
            for (id, n) in ids.into_iter().zip(0..) {
                let gap = if site.source(id).issued.is_some() { "" } else { "-" };
                labels[id.index()] += &format!("{gap}{}", letters(n));
            }
        }
        SourceLabels { labels, ambiguous: ambiguous_titles(site) }
    }

    pub(crate) fn of(&self, id: SourceId) -> &str {
        &self.labels[id.index()]
    }

    /// The label of a source whose title does not tell it from another source, entity or publisher.
    pub(crate) fn beside_title(&self, id: SourceId) -> Option<&str> {
        self.ambiguous.contains(&id).then(|| self.of(id))
    }
}

fn ambiguous_titles(site: &Site) -> HashSet<SourceId> {
    let mut names: HashMap<String, usize> = HashMap::new();
    let titles = site.sources.iter().map(|source| &source.title);
    let entities = site.entities.iter().map(|entity| &entity.name);
    let publishers = site.publishers.iter().map(|publisher| &publisher.name);
    for name in titles.chain(entities).chain(publishers) {
        *names.entry(name.to_lowercase()).or_default() += 1;
    }
    let is_ambiguous = |id: &SourceId| names[&site.source(*id).title.to_lowercase()] > 1;
    site.source_ids().filter(is_ambiguous).collect()
}

/// Who made a source and when. The author goes before the platform that carries it.
fn label(site: &Site, id: SourceId) -> String {
    let source = site.source(id);
    let who = match source.authors.as_slice() {
        [] => match source.publisher {
            Some(publisher) => site.publisher(publisher).name.typeset(site.quotation_marks()),
            None => shortened(&target_name(site, Target::Source(id)), TITLE),
        },
        [one] if !source.has_more_authors => family(one),
        [one, other] if !source.has_more_authors => {
            let values = [("first", family(one).into()), ("second", family(other).into())];
            site.locale.format(MessageId::SourceTwoAuthors, &values)
        }
        [first, ..] => {
            site.locale.format(MessageId::SourceFirstAuthor, &[("first", family(first).into())])
        }
    };
    match source.issue_date() {
        Some(date) => {
            let values = [("who", who.into()), ("year", site.locale.years(date).into())];
            site.locale.format(MessageId::SourceLabel, &values)
        }
        None => site.locale.format(MessageId::SourceLabelUndated, &[("who", who.into())]),
    }
}

fn family(author: &Author) -> String {
    match author {
        Author::Person { family, .. } => family.clone(),
        other => other.shown(),
    }
}

/// a to z, then aa, ab and so on.
fn letters(n: usize) -> String {
    let last = char::from(b'a' + (n % 26) as u8);
    match n / 26 {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let all = [0, 25, 26, 51, 52, 702].map(letters);
        assert_eq!(all, ["a", "z", "aa", "az", "ba", "aaa"]);
    }
}
