//! Cross-links: which topic an item names, and topics that nobody here follows.

use super::blocks::Block;
use super::sections::Made;
use super::{Declared, Run, cast};
use crate::content::parse::is_lasting;
use crate::markdown;
use crate::model::*;

impl Run<'_> {
    pub(super) fn cross_link(&mut self, block: &Block) -> Made {
        let text = block.flat();
        let Some((name, address, rest)) = cross_target(&text) else {
            return Made::Unfit("a cross-link that names no topic first");
        };
        if rest.is_empty() {
            return Made::Unfit("a cross-link without a sentence");
        }
        let Some(slug) = self.topic_named(&name, address, block.line) else {
            return Made::Unfit(
                "the name of this cross-link belongs to something that is no topic",
            );
        };
        let words = self.tamed(block.line, &rest);
        self.counted.cross_links += 1;
        Made::Item(format!("[[{slug}]] {words}"))
    }

    /// The slug of a topic here or elsewhere; an unknown one is declared. `None` where the name means something else.
    fn topic_named(&mut self, name: &str, address: Option<String>, line: usize) -> Option<String> {
        let low = name.trim().to_lowercase();
        let slug = super::slug_of(name);
        let by_name = &self.site.names.by_name;
        let found = by_name.get(low.as_str()).or_else(|| by_name.get(slug.as_str()));
        let found = found.and_then(|all| match all[..] {
            [Target::Topic(t)] => Some(Some(self.site.topic(t).slug.clone())),
            [Target::Elsewhere(e)] => Some(Some(self.site.elsewhere[e.index()].slug.clone())),
            [Target::Source(_) | Target::Publisher(_)] => None,
            _ => Some(None),
        });
        if slug != low {
            self.account.turned(name);
        }
        if let Some(known) = found {
            if let Some(address) = address {
                self.account.dropped(
                    line,
                    &address,
                    "the site has an address of this topic or follows it itself",
                );
            }
            return known;
        }
        // a day is the name of a gather
        let is_day = slug.get(..10).is_some_and(|start| Date::parse(start).is_some());
        if slug.is_empty() || is_day {
            return None;
        }
        if self.topics.contains(&slug) || self.elsewhere.iter().any(|e| e.slug == slug) {
            return Some(slug);
        }
        if self.cast.is_taken(&slug) {
            return None;
        }
        self.cast.reserve(&slug);
        self.account.guessed(
            line,
            format!("[[{slug}]] is no topic of this site and was declared as one that is followed elsewhere"),
        );
        let title = (slug != low).then(|| name.trim().to_string());
        self.elsewhere.push(Declared { slug: slug.clone(), title, url: address });
        Some(slug)
    }
}

/// The topic that a cross-link starts with, its address, and the sentence.
fn cross_target(text: &str) -> Option<(String, Option<String>, String)> {
    let after = |rest: &str| {
        rest.trim_start_matches(|c: char| " :—–".contains(c)).trim_start_matches("- ").to_string()
    };
    if let Some(inside) = text.strip_prefix("[[") {
        let (target, rest) = inside.split_once("]]")?;
        let name = target.split(['|', '#']).next().unwrap_or(target);
        return Some((name.into(), None, after(rest)));
    }
    if let Some(inside) = text.strip_prefix('[') {
        let (label, rest) = inside.split_once(']')?;
        if let Some((address, rest)) = rest.strip_prefix('(').and_then(|r| r.split_once(')')) {
            return Some((
                label.into(),
                markdown::is_web(address).then(|| address.to_string()),
                after(rest),
            ));
        }
        return Some((label.into(), None, after(rest)));
    }
    if let Some((name, said)) = cast::stressed_name(text) {
        return Some((name, None, said));
    }
    let end = text.find([':', '—'])?;
    let name = text[..end].trim().trim_matches('`');
    (is_lasting(name)).then(|| (name.into(), None, after(&text[end..])))
}
