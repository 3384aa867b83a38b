//! Items with a form of their own: observations, events, cross-links.

use super::dates;
use super::entities::emphasised_name;
use super::importer::{DeclaredTopic, Importer};
use super::input::InputBlock;
use super::report::CountedItem;
use super::text::{flat, slug_of};
use crate::content::parse::is_lasting;
use crate::markdown::is_web;
use crate::model::{Date, ObservationKind, Target, Word};

/// The text of an item in agon's form, or why it has not that form.
pub(super) type ItemResult = Result<String, &'static str>;

impl Importer<'_> {
    /// `**Gap:** text`
    pub(super) fn observation(&mut self, block: &InputBlock) -> ItemResult {
        let text = block.text.trim().trim_start_matches(['*', '_']);
        let end = text.find([':', '—', '–']).filter(|n| *n <= 40);
        let end = end.ok_or("an observation without a kind")?;
        let label = text[..end].trim_matches(['*', '_', ' ']).to_lowercase();
        let singular = label.trim_end_matches('s');
        let kind = ObservationKind::parse(&label).or_else(|| ObservationKind::parse(singular));
        let kind = kind.ok_or("not a known kind of observation")?;
        let rest = text[end..].trim_start_matches([':', '—', '–']).trim_start_matches(['*', '_']);
        let words = restored_code(rest);
        if words.is_empty() {
            return Err("an observation without text");
        }
        let words = self.escaped(block.line, &words);
        self.report.count(CountedItem::Observation, 1);
        if label.ends_with('s') && !kind.word().ends_with('s') {
            self.report.mark_consumed(&label);
        }
        Ok(format!("**{}:** {words}", kind.label()))
    }

    /// `2026-06-04: text`
    pub(super) fn event(&mut self, block: &InputBlock) -> ItemResult {
        let text = block.flat();
        let (date, rest) =
            dates::leading(&text).ok_or("an item that does not start with a date")?;
        if rest.is_empty() {
            return Err("a date without text");
        }
        self.report.mark_consumed(&text[..text.len() - rest.len()]);
        let words = self.escaped(block.line, rest);
        self.report.count(CountedItem::Event, 1);
        Ok(format!("{date}: {words}"))
    }

    /// `[[topic]] text`
    pub(super) fn cross_link(&mut self, block: &InputBlock) -> ItemResult {
        let text = block.flat();
        let (name, address, rest) =
            cross_link_target(&text).ok_or("a cross-link that does not start with a topic")?;
        if rest.is_empty() {
            return Err("a cross-link without a sentence");
        }
        let slug = self.linked_topic(&name, address, block.line);
        let slug =
            slug.ok_or("the name of this cross-link belongs to something other than a topic")?;
        let words = self.escaped(block.line, &rest);
        self.report.count(CountedItem::CrossLink, 1);
        Ok(format!("[[{slug}]] {words}"))
    }

    /// The slug of a topic here or elsewhere; an unknown one is declared. `None` where the name means
    /// something else.
    fn linked_topic(&mut self, name: &str, address: Option<String>, line: usize) -> Option<String> {
        let low = name.trim().to_lowercase();
        let slug = slug_of(name);
        if slug != low {
            self.report.mark_consumed(name);
        }
        let by_name = &self.site.names.by_name;
        let targets = by_name.get(low.as_str()).or_else(|| by_name.get(slug.as_str()));
        let known = match targets.map(Vec::as_slice) {
            None | Some([Target::Source(_) | Target::Publisher(_)]) => None,
            Some([Target::Topic(topic)]) => Some(Some(self.site.topic(*topic).slug.clone())),
            Some([Target::Elsewhere(e)]) => Some(Some(self.site.elsewhere[e.index()].slug.clone())),
            Some(_) => Some(None),
        };
        if let Some(known) = known {
            if let Some(address) = address {
                let reason = "the site has an address of this topic or follows it itself";
                self.report.dropped(line, &address, reason);
            }
            return known;
        }
        // a day is the name of a gather
        let is_day = matches!(slug.get(..10), Some(start) if Date::parse(start).is_some());
        if slug.is_empty() || is_day {
            return None;
        }
        if self.topics.contains(&slug) || self.declared.iter().any(|e| e.id == slug) {
            return Some(slug);
        }
        if self.entities.is_taken(&slug) {
            return None;
        }
        self.entities.reserve(&slug);
        let reason =
            "is not a topic of this site and was declared as one that is followed elsewhere";
        self.report.guessed(line, format!("[[{slug}]] {reason}"));
        let title = if slug == low { None } else { Some(name.trim().to_string()) };
        self.declared.push(DeclaredTopic { id: slug.clone(), title, url: address });
        Some(slug)
    }
}

/// The topic at the start of a cross-link, its address, and the sentence.
fn cross_link_target(text: &str) -> Option<(String, Option<String>, String)> {
    let (name, address, rest) = if let Some(inside) = text.strip_prefix("[[") {
        let (target, rest) = inside.split_once("]]")?;
        (target.split(['|', '#']).next().unwrap_or(target), None, rest)
    } else if let Some(inside) = text.strip_prefix('[') {
        let (label, rest) = inside.split_once(']')?;
        match rest.strip_prefix('(').and_then(|r| r.split_once(')')) {
            Some((address, rest)) => (label, Some(address), rest),
            None => (label, None, rest),
        }
    } else if let Some((name, rest)) = emphasised_name(text) {
        return Some((name, None, rest));
    } else {
        let (name, rest) = text.split_at(text.find([':', '—'])?);
        let name = name.trim().trim_matches('`');
        (Some(name).filter(|name| is_lasting(name))?, None, rest)
    };
    let rest = rest.trim_start_matches(|c: char| " :—–".contains(c)).trim_start_matches("- ");
    let address = address.filter(|address| is_web(address)).map(String::from);
    Some((name.into(), address, rest.into()))
}

/// Restores a code span that was copied as a line of its own: the words up to the dash that follows
/// them directly.
fn restored_code(rest: &str) -> String {
    let text = flat(rest);
    if rest.trim_start_matches(' ').starts_with('\n')
        && let Some((code, reason)) = text.split_once("— ")
        && !code.is_empty()
        && !code.ends_with(' ')
        && !code.contains('`')
    {
        return format!("`{code}` — {reason}");
    }
    text
}
