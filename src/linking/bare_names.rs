//! Names of sources, entities and relations that are written so that nothing reads them: `[office-tables]`, `(Reed 2026)`,
//! `\cite{office-tables}`, `Corrects: [[…]]`. Each is reported with what to write.

use super::checked_text::{CheckedText, LONGEST, check_texts};
use crate::content::parse::identity::title_key;
use crate::diagnostics::{Diagnostic, KnownNames, Report, codes};
use crate::model::*;
use crate::source::{Files, places_of};
use std::collections::HashMap;
use std::ops::Range;

/// In how many letters a word may differ from a key.
const MOST_LETTERS: usize = 2;

/// The commands of LaTeX that cite.
const COMMANDS: [&str; 6] =
    [r"\cite", r"\citep", r"\citet", r"\parencite", r"\autocite", r"\textcite"];

pub(super) fn check(site: &Site, files: &Files, report: &mut Report) {
    let known = KnownSources::new(site);
    check_texts(site, files, report, |text| {
        let mut names = BareNames { text, known: &known };
        names.brackets();
        names.years();
        names.commands();
        names.relations();
    });
}

/// Sources by what people write in place of a key.
struct KnownSources<'s> {
    keys: KnownNames<&'s str>,
    by_title: HashMap<String, SourceId>,
    /// By the family name of an author and the year, in lower case.
    by_author: HashMap<(String, i32), Vec<SourceId>>,
}

impl<'s> KnownSources<'s> {
    fn new(site: &'s Site) -> Self {
        let keys = KnownNames::new(site.names.keys.keys().map(|key| &**key));
        let mut by_title = HashMap::new();
        let mut by_author: HashMap<(String, i32), Vec<SourceId>> = HashMap::new();
        for id in site.source_ids() {
            let source = site.source(id);
            if source.title.trim().contains(' ') {
                by_title.entry(title_key(&source.title)).or_insert(id);
            }
            let Some(issued) = source.issued else { continue };
            for author in &source.authors {
                let name = match author {
                    Author::Person { family, .. } => family,
                    Author::Literal(name) => name.rsplit(' ').next().unwrap_or(name),
                };
                let works = by_author.entry((name.to_lowercase(), issued.year.into())).or_default();
                if works.last() != Some(&id) {
                    works.push(id);
                }
            }
        }
        KnownSources { keys, by_title, by_author }
    }
}

struct BareNames<'a> {
    text: CheckedText<'a>,
    known: &'a KnownSources<'a>,
}

impl<'a> BareNames<'a> {
    /// `[office-tables]`, `[office-tables, p. 3; tribune-wages]`, `[Wage tables]`, `[ann-reed]`.
    fn brackets(&mut self) {
        for open in places_of(self.text.body, "[") {
            if !self.text.is_text(open)
                || self.text.body[..open].ends_with(['\\', '!', '[', ']', '^'])
            {
                continue;
            }
            let Some(inside) = self
                .text
                .inside(open, ']')
                .filter(|words| !words.is_empty() && !words.starts_with('@'))
            else {
                continue;
            };
            // `@[key]`
            let sign = usize::from(self.text.body[..open].ends_with('@'));
            let range = open - sign..open + inside.len() + 2;
            if self.text.body[range.end..].starts_with(['(', '[', ':', ']']) {
                continue;
            }
            if let Some((fixed, written)) = self.keys(inside) {
                let message = match written {
                    None => format!("[{inside}] has no @ before its key, so it cites nothing"),
                    Some((written, near)) => format!(
                        "\"{written}\" is nearly the key \"{near}\", and without @ it is shown as text"
                    ),
                };
                self.text.near_form(&range, &message, &fixed);
            } else if let Some(source) = self.known.by_title.get(&title_key(inside)) {
                let source = self.text.site.source(*source);
                let message =
                    format!("[{inside}] is the title of a source, and only its key cites it");
                self.text.near_form(&range, &message, &format!("[@{}]", source.id));
            } else if is_slug(inside) && self.text.site.named(self.text.id, inside).len() == 1 {
                let message =
                    format!("[{inside}] leads nowhere, since a link by name has two brackets");
                self.text.near_form(&range, &message, &format!("[[{inside}]]"));
            }
        }
    }

    /// The citation that was meant by keys without `@`; of a key that is nearly known, what was written and what it may be.
    fn keys(&mut self, inside: &'a str) -> Option<(String, Option<(&'a str, &'a str)>)> {
        let mut parts = Vec::new();
        let mut changed = None;
        for part in inside.split(';').map(str::trim) {
            let end = part.find([',', ' ']).unwrap_or(part.len());
            let (key, rest) = part.split_at(end);
            // more than a key and a locator is a sentence
            if !rest.is_empty() && !rest.starts_with(',') {
                return None;
            }
            let is_known = key.len() > 2 && self.text.site.names.keys.contains_key(key);
            let near = match is_known {
                true => key,
                false if is_slug(key) => {
                    let near = self.near_key(key)?;
                    changed = changed.or(Some((key, near)));
                    near
                }
                false => return None,
            };
            parts.push(format!("@{}{rest}", near.trim_start_matches('@')));
        }
        Some((format!("[{}]", parts.join("; ")), changed))
    }

    fn near_key(&mut self, word: &str) -> Option<&'a str> {
        self.known.keys.nearest_within(word, MOST_LETTERS).copied()
    }

    /// `(Reed 2026)`, `(Reed & Smith, 2026, p. 3; Union 2025)` and `Reed (2026)`.
    fn years(&mut self) {
        for open in places_of(self.text.body, "(") {
            if !self.text.is_text(open) {
                continue;
            }
            let Some(inside) = self.text.inside(open, ')') else { continue };
            let end = open + inside.len() + 2;
            // a citation follows
            let line = self.text.body[end..].lines().next().unwrap_or_default();
            if line.trim_start().starts_with("[@") {
                continue;
            }
            if let Some((start, name)) = self.name_before(open)
                && let Some(works) = self.works(name, inside.trim())
            {
                self.author_year(start..end, &[(works, "")], false);
                continue;
            }
            let mut cited = Vec::new();
            for part in inside.split(';').map(str::trim) {
                let Some(found) = self.author_and_year(part) else { break };
                cited.push(found);
            }
            if cited.len() == inside.split(';').count() {
                self.author_year(open..end, &cited, true);
            }
        }
    }

    /// The word before a bracket, and where it starts.
    fn name_before(&self, open: usize) -> Option<(usize, &'a str)> {
        let before = self.text.body[..open].strip_suffix(' ')?;
        let start = before
            .rfind(|c: char| !c.is_alphanumeric() && c != '-')
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let name = &before[start..];
        name.starts_with(char::is_uppercase).then_some((start, name))
    }

    fn works(&self, name: &str, year: &str) -> Option<&'a [SourceId]> {
        let digits = year.trim_end_matches(|c: char| c.is_ascii_lowercase());
        if digits.len() != 4 || year.len() > 5 {
            return None;
        }
        let key = (name.to_lowercase(), digits.parse().ok()?);
        self.known.by_author.get(&key).map(Vec::as_slice)
    }

    /// The works of `Reed & Smith, 2026, p. 3`, and what follows the year.
    fn author_and_year<'t>(&self, part: &'t str) -> Option<(&'a [SourceId], &'t str)> {
        let at = part.find(|c: char| c.is_ascii_digit())?;
        let (names, rest) = part.split_at(at);
        let year_end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (year, locator) = rest.split_at(year_end);
        if !locator.is_empty() && !locator.starts_with([',', ':']) {
            return None;
        }
        let names = names.trim().trim_end_matches(',').trim();
        let first = names.split([',', '&']).next().unwrap_or(names);
        let first = first.split(" and ").next().unwrap_or(first);
        let first = first.trim().trim_end_matches(" et al.").trim_end_matches(" et al");
        if first.starts_with(char::is_uppercase) {
            return self.works(first.trim(), year).map(|works| (works, locator));
        }
        None
    }

    fn author_year(&mut self, at: Range<usize>, cited: &[(&[SourceId], &str)], in_brackets: bool) {
        let written = &self.text.body[at.clone()];
        let message = format!("{written} cites nothing; the key of the source does");
        let key = |id: &SourceId| format!("@{}", self.text.site.source(*id).id);
        let span = self.text.span(&at);
        let found = Diagnostic::at(&codes::NEAR_FORM, span, message);
        if let Some((several, _)) = cited.iter().find(|(works, _)| works.len() > 1) {
            let keys: Vec<String> = several.iter().map(key).collect();
            return self
                .text
                .report
                .push(found.help(format!("write one of [{}]", keys.join("], ["))));
        }
        let keys: Vec<String> = cited
            .iter()
            .map(|(works, locator)| key(&works[0]) + &locator.replacen(':', ",", 1))
            .collect();
        let fixed = keys.join("; ");
        self.text
            .report
            .push(found.fix(span, if in_brackets { format!("[{fixed}]") } else { fixed }));
    }

    /// `\cite[3]{office-tables}`
    fn commands(&mut self) {
        for start in places_of(self.text.body, "\\") {
            let rest = &self.text.body[start..];
            let rest = &rest[..rest.floor_char_boundary(LONGEST)];
            let name = &rest[..rest.find(['{', '[', ' ', '\n']).unwrap_or(rest.len())];
            if !COMMANDS.contains(&name.trim_end_matches('*')) || !self.text.is_text(start) {
                continue;
            }
            let Some((option, keys)) = rest[name.len()..].split_once('{') else { continue };
            let Some((keys, _)) = keys.split_once('}') else { continue };
            let place = option.strip_prefix('[').and_then(|o| o.strip_suffix(']')).unwrap_or("");
            let end = start + name.len() + option.len() + keys.len() + 2;
            let keys: Vec<String> = keys.split(',').map(|key| format!("@{}", key.trim())).collect();
            let locator = if place.is_empty() { String::new() } else { format!(", {place}") };
            let fixed = format!("[{}{locator}]", keys.join("; "));
            let message = format!("{name} is LaTeX, and is shown as text");
            self.text.near_form(&(start..end), &message, &fixed);
        }
    }

    /// `(corrected by [[2026-06-11#^n-office]])`, which only the other passage can say.
    fn is_passive(&mut self, before: &str, link: &Range<usize>) -> bool {
        let Some(before) = before.strip_suffix(" by") else { return false };
        let outer = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let (word, start) = (&before[outer.len()..], outer.len().saturating_sub(1));
        let is_whole = outer.ends_with('(') && self.text.body[link.end..].starts_with(')');
        if !is_whole
            || !PASSIVES.contains(&word.to_lowercase().as_str())
            || !self.text.is_text(start)
        {
            return false;
        }
        let message = format!("\"{word} by\" is text: the later passage names the earlier one");
        let help = "write (corrects:: [[…#^id]]), or disputes, confirms, overtakes, answers, at the later passage, and remove this";
        self.text.advise(&(start..link.end + 1), &message, help);
        true
    }

    /// `Corrects: [[2026-06-11#^n-office]]`
    fn relations(&mut self) {
        let doc = self.text.site.doc(self.text.id);
        for (n, reference) in doc.tree.references.iter().enumerate() {
            let is_block = matches!(doc.targets[n], LinkTarget::Site(Target::Block(_)));
            if !is_block || !reference.kind.is_wiki_link() {
                continue;
            }
            let node = doc.tree.node(reference.node).range();
            let before = self.text.body[..node.start].trim_end_matches(' ');
            if self.is_passive(before, &node) {
                continue;
            }
            let Some(before) = before.strip_suffix(':').filter(|b| !b.ends_with(':')) else {
                continue;
            };
            let letters = before.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '_');
            let word = before[letters.len()..].to_ascii_lowercase();
            let start = letters.len();
            // in brackets it is nearly a field, which is reported as such
            let is_field = letters.ends_with(['(', '[']);
            if is_field || RelationKind::parse(&word).is_none() || !self.text.is_text(start) {
                continue;
            }
            let message = format!("\"{word}\" has one colon and no brackets, so it is text");
            let fixed = format!("({word}:: {})", &self.text.body[node.clone()]);
            self.text.near_form(&(start..node.end), &message, &fixed);
        }
    }
}

/// What became of a passage, in the words of a reader.
const PASSIVES: [&str; 9] = [
    "corrected",
    "disputed",
    "confirmed",
    "overtaken",
    "superseded",
    "contradicted",
    "refuted",
    "answered",
    "replaced",
];

/// Whether a word has the form of a key or an address, which no word of a sentence has.
fn is_slug(word: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_:.".contains(c);
    word.len() > 3
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.ends_with(|c: char| c.is_ascii_alphanumeric())
        && word.contains(['-', '_'])
        && word.chars().all(is_letter)
}
