//! `[1]` with a numbered list of references below it, both by hand: pages number and list their sources themselves.

use super::checked_text::{CheckedText, check_texts};
use super::work_numbers::WorkNumbers;
use crate::content::parse::identity::title_key;
use crate::diagnostics::Report;
use crate::markdown::{NodeIndex, NodeKind, ReferenceKind, Tree};
use crate::model::*;
use crate::source::{Files, places_of};
use std::collections::HashMap;
use std::ops::Range;

/// The headings of such lists, in several languages.
const HEADINGS: [&str; 26] = [
    "references",
    "reference list",
    "sources",
    "bibliography",
    "works cited",
    "literature",
    "citations",
    "notes",
    "footnotes",
    "endnotes",
    "quellen",
    "quellenverzeichnis",
    "literatur",
    "literaturverzeichnis",
    "einzelnachweise",
    "belege",
    "anmerkungen",
    "fußnoten",
    "références",
    "bibliographie",
    "sources et références",
    "notes et références",
    "notes de bas de page",
    "المراجع",
    "المصادر",
    "الهوامش",
];

/// How many entries are compared with all titles, and how many letters a title has that is compared.
const MOST_COMPARED: usize = 100;
const LEAST_LETTERS: usize = 12;

pub(super) fn check(site: &Site, known: &WorkNumbers, files: &Files, report: &mut Report) {
    check_texts(site, files, report, |mut text| {
        let list = ReferenceList::of(&text, known);
        if list.sources.is_empty() {
            return;
        }
        for open in places_of(text.body, "[") {
            check_bracket(&mut text, &list, open);
        }
    });
}

/// The entries of a document's list by their numbers, with the keys of those that are sources of the site.
struct ReferenceList<'s> {
    sources: HashMap<u64, Option<&'s str>>,
    /// From where to where the list is, in the order of the text.
    places: Vec<Range<usize>>,
}

impl<'s> ReferenceList<'s> {
    fn of(text: &CheckedText<'s>, known: &WorkNumbers<'s>) -> Self {
        let mut list = ReferenceList { sources: HashMap::new(), places: Vec::new() };
        let tree = &text.site.doc(text.id).tree;
        let mut is_list = false;
        for node in tree.roots() {
            match tree.node(node).kind {
                NodeKind::Heading => {
                    let words = tree.inline_range(node).unwrap_or_default();
                    let words = text.body[words].trim().trim_end_matches(':').to_lowercase();
                    is_list = HEADINGS.contains(&words.as_str());
                }
                NodeKind::List if is_list => list.add_items(text, known, tree, node),
                NodeKind::Paragraph if is_list => list.add_lines(text, known, tree, node),
                _ => {}
            }
        }
        list
    }

    /// `1. Reed, Ann: Wage tables, 2026`
    fn add_items(
        &mut self,
        text: &CheckedText<'s>,
        known: &WorkNumbers<'s>,
        tree: &Tree,
        list: NodeIndex,
    ) {
        let Some(first) = tree.first_number(list) else { return };
        self.places.push(tree.node(list).range());
        for (item, number) in tree.children(list).zip(first..) {
            self.add(text, known, number, tree.node(item).range());
        }
    }

    /// `[1] Reed, Ann: Wage tables, 2026`
    fn add_lines(
        &mut self,
        text: &CheckedText<'s>,
        known: &WorkNumbers<'s>,
        tree: &Tree,
        paragraph: NodeIndex,
    ) {
        let range = tree.node(paragraph).range();
        let mut at = range.start;
        for line in text.body[range.clone()].split_inclusive('\n') {
            let place = at..at + line.len();
            at = place.end;
            let number = line.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
            if let Some((number, _)) = number
                && let Ok(number) = number.parse()
            {
                self.add(text, known, number, place.clone());
                self.places.push(place);
            }
        }
    }

    fn add(
        &mut self,
        text: &CheckedText<'s>,
        known: &WorkNumbers<'s>,
        number: u64,
        entry: Range<usize>,
    ) {
        let source = match self.sources.len() < MOST_COMPARED {
            true => source_of(text, known, &entry),
            false => None,
        };
        self.sources.entry(number).or_insert(source);
    }

    /// The numbers of `1`, `1, 3` and `2-4` if all are in the list.
    fn numbers(&self, inside: &str) -> Option<Vec<u64>> {
        let mut numbers = Vec::new();
        for part in inside.split([',', ';']) {
            let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
            let [first, last] = [first, last].map(|number| number.trim().parse::<u64>().ok());
            let (first, last) = (first?, last?);
            if last.checked_sub(first)? > self.sources.len() as u64 {
                return None;
            }
            numbers.extend(first..=last);
        }
        numbers.iter().all(|number| self.sources.contains_key(number)).then_some(numbers)
    }
}

/// The source of an entry: one that it cites, whose address or number it has, or whose title it names.
fn source_of<'s>(
    text: &CheckedText<'s>,
    known: &WorkNumbers<'s>,
    entry: &Range<usize>,
) -> Option<&'s str> {
    let doc = text.site.doc(text.id);
    for n in doc.tree.references_in(entry) {
        let reference = &doc.tree.references[n];
        if let LinkTarget::Site(Target::Source(source)) = doc.targets[n] {
            return Some(&text.site.source(source).id);
        }
        if reference.kind == ReferenceKind::Link
            && let Some(key) = known.of_address(doc.tree.address(text.body, reference))
        {
            return Some(key);
        }
    }
    let words = &text.body[entry.clone()];
    if let Some(key) = known.first_in(words) {
        return Some(key);
    }
    let words = title_key(words);
    let has_title = |source: &&Source| {
        let title = title_key(&source.title);
        title.chars().count() >= LEAST_LETTERS && words.contains(&title)
    };
    // of titles that are part of each other the longest is meant
    let named = text.site.sources.iter().filter(has_title);
    named.max_by_key(|source| source.title.len()).map(|source| source.id.as_str())
}

fn check_bracket(text: &mut CheckedText, list: &ReferenceList, open: usize) {
    let before = &text.body[..open];
    if !text.is_text(open) || before.ends_with(['\\', '!', '[', ']', '^']) {
        return;
    }
    let after = list.places.partition_point(|place| place.start <= open);
    if after > 0 && list.places[after - 1].contains(&open) {
        return;
    }
    let Some(inside) = text.inside(open, ']') else { return };
    let range = open..open + inside.len() + 2;
    if text.body[range.end..].starts_with(['(', '[', ':', ']']) {
        return;
    }
    let Some(numbers) = list.numbers(inside) else { return };
    let message =
        format!("[{inside}] points to a list that was written by hand, and cites nothing");
    let keys: Option<Vec<String>> =
        numbers.iter().map(|number| list.sources[number].map(|key| format!("@{key}"))).collect();
    match keys {
        Some(keys) => text.near_form(&range, &message, &format!("[{}]", keys.join("; "))),
        None => text.advise(
            &range,
            &message,
            "`agon new source` with the URL, DOI or arXiv number of the work creates its record; then write [@key], and the page numbers and lists its sources",
        ),
    }
}
