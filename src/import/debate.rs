//! The sections in which people hold positions and quarrel: perspectives, tensions, questions.

use super::account::short;
use super::blocks::{Block, Kind};
use super::draft::{Body, Draft};
use super::sections::Made;
use super::{Run, cast, dates};
use crate::model::*;

impl Run<'_> {
    /// `Shared: …`, `Crux: …`, `Kind: factual`, `Would settle it: …`, `Answer: …` below a tension or question.
    pub(super) fn sub_item(&mut self, block: &Block, known: &[&str]) -> Option<String> {
        let text = block.flat();
        let (label, rest) = text.split_once(':')?;
        let label = label.trim_matches(['*', '_', ' ']);
        let label = known.iter().find(|k| k.eq_ignore_ascii_case(label))?;
        let rest = rest.trim_matches(['*', ' ']);
        if *label == "Kind" && TensionKind::parse(rest).is_none() {
            return None;
        }
        Some(format!("{label}: {}", self.tamed(block.line, rest)))
    }

    pub(super) fn tension(&mut self, block: &Block) -> Made {
        let text = block.flat();
        let Some((a, b, rest)) = self.cast.sides(&text, block.line, &mut self.account) else {
            return Made::Unfit("a tension of which the two sides cannot be told");
        };
        let side = |all: Vec<String>| {
            all.iter().map(|s| format!("[[{s}]]")).collect::<Vec<_>>().join(", ")
        };
        let words = self.tamed(block.line, &rest);
        self.counted.tensions += 1;
        Made::Item(format!("{} × {}: {words}", side(a), side(b)))
    }

    pub(super) fn questions(&mut self, body: &mut Body, draft: &mut Draft, blocks: &[Block]) {
        for block in blocks {
            let asks = block.text.contains('?');
            match block.kind {
                Kind::Item { depth, .. } if depth > 0 && body.ends_with_item() => {
                    match self.sub_item(block, &["Would settle it", "Answer"]) {
                        Some(text) => body.item(&format!("  - {text}")),
                        None => self.unfit(
                            draft,
                            block,
                            "an item below a question that has no label of its own here",
                        ),
                    }
                }
                Kind::Item { .. } | Kind::Paragraph if asks => {
                    let text = block.flat();
                    let words = self.tamed(block.line, &text);
                    // written once and kept from now on, whatever becomes of the words
                    let id = blake3::hash(text.as_bytes()).to_hex();
                    // asked twice, it has an id of its own each time
                    let known =
                        |id: &String| format!("{}\n", body.text).contains(&format!(" ^{id}\n"));
                    let stem = format!("q-{}", &id[..8]);
                    let more = (2..).map(|n| format!("{stem}-{n}"));
                    let id = std::iter::once(stem.clone())
                        .chain(more)
                        .find(|id| !known(id))
                        .unwrap_or(stem.clone());
                    body.item(&format!("- {words} (status:: open) ^{id}"));
                    self.counted.questions += 1;
                }
                Kind::Item { .. } => self.unfit(draft, block, "an item that asks nothing"),
                _ => self.other(body, draft, block),
            }
        }
    }

    pub(super) fn perspectives(&mut self, body: &mut Body, draft: &mut Draft, blocks: &[Block]) {
        let mut open: Option<Block> = None;
        let mut words = 0;
        let mut named = false;
        for (n, block) in blocks.iter().enumerate() {
            let next_is_text = blocks
                .get(n + 1)
                .is_some_and(|b| b.kind == Kind::Paragraph && b.flat().chars().count() > 80);
            let flat = block.flat();
            let short_line = flat.chars().count() <= 80
                && !flat.ends_with(['.', ';', '?', '!', ')'])
                || flat.ends_with(')') && flat.contains(" (");
            let looks = block.kind == Kind::Paragraph
                && short_line
                && flat.chars().count() <= 90
                && !flat.contains(": ")
                && next_is_text;
            let stressed = matches!(block.kind, Kind::Paragraph | Kind::Item { depth: 0, .. })
                .then(|| cast::stressed_name(&flat))
                .flatten();
            if matches!(block.kind, Kind::Heading(_)) || looks || stressed.is_some() {
                if let Some(empty) = open.take().filter(|_| words == 0) {
                    self.unfit(draft, &empty, "a name with nothing under it");
                }
                let (name, said) =
                    stressed.map_or((flat.clone(), None), |(name, said)| (name, Some(said)));
                let actors = self.cast.heading(&name, block.line, &mut self.account);
                if actors.is_empty() {
                    self.unfit(draft, block, "a perspective of nobody");
                    continue;
                }
                let actors: Vec<String> = actors.iter().map(|a| format!("[[{a}]]")).collect();
                self.pending_actor = Some(actors.join(" and "));
                open = Some(block.clone());
                words = 0;
                named = true;
                if let Some(said) = said {
                    words += 1;
                    let said = self.tamed(block.line, &said);
                    self.open_perspective(body);
                    body.apart(&said);
                }
                continue;
            }
            words += 1;
            self.open_perspective(body);
            match block.kind {
                Kind::Item { depth: 0, .. } => match self.position(block).filter(|_| named) {
                    Some(text) => body.item(&format!("- {text}")),
                    None => {
                        self.unfit(draft, block, "no position of anybody, and no date that exists")
                    }
                },
                _ => self.other(body, draft, block),
            }
        }
        self.pending_actor = None;
        if let Some(empty) = open.filter(|_| words == 0) {
            self.unfit(draft, &empty, "a name with nothing under it");
        }
    }

    fn open_perspective(&mut self, body: &mut Body) {
        if let Some(actors) = self.pending_actor.take() {
            body.apart(&format!("### {actors}"));
            self.counted.perspectives += 1;
        }
    }

    /// `2026-06-28 restated: text`; a date without a change word is no position yet and stays in parentheses.
    fn position(&mut self, block: &Block) -> Option<String> {
        let text = block.flat();
        let Some((date, rest)) = dates::leading(&text) else {
            let looks_dated = text.starts_with(|c: char| c.is_ascii_digit());
            return (!looks_dated).then(|| self.tamed(block.line, &text));
        };
        self.account.turned(&text[..text.len() - rest.len()]);
        let change = ChangeWord::ALL.iter().find(|c| rest.to_lowercase().starts_with(c.word()));
        if let Some(change) = change {
            let said = rest[change.word().len()..].trim_start_matches([':', '—', '–', ' ', '*']);
            return Some(format!("{date} {}: {}", change.word(), self.tamed(block.line, said)));
        }
        self.account
            .left(block.line, format!("{}: a position without a change word", short(&text)));
        Some(format!("({date}) {}", self.tamed(block.line, rest)))
    }
}
