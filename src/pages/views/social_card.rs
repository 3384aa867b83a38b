//! Social cards, the pictures shown with links to a page: of the site, each topic and each thread.
//!
//! Takes the site, gives words in lines that fit; `templates/cards/card.xml` draws them, `cards` makes pixels of it. The
//! widths of letters are those of the two faces in `card_fonts/`, in classes that err on the wide side.

use crate::model::*;
use crate::pages::components::link::When;
use crate::pages::components::sparkline::{Sparkline, sparkline};
use crate::pages::context::indexes::sources_of;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::urls::href;
use serde::Serialize;
use std::collections::BTreeSet;

/// The size that networks ask for, in pixels.
pub(crate) const WIDTH: u32 = 1200;
pub(crate) const HEIGHT: u32 = 630;
const INNER: f32 = 1040.0;
/// The title's sizes, the first that gives at most three lines.
const TITLES: [f32; 3] = [76.0, 62.0, 50.0];
const DECK: f32 = 34.0;
const DECK_LINES: usize = 3;

#[derive(Serialize)]
pub struct SocialCardView {
    /// Its path, from the site's root.
    #[serde(skip)]
    pub path: String,
    width: u32,
    height: u32,
    /// Whether words start at the right.
    right_to_left: bool,
    site: String,
    kind: &'static str,
    topic: Option<String>,
    title_size: f32,
    title: Vec<CardLine>,
    deck_size: f32,
    deck: Vec<CardLine>,
    gathers: usize,
    sources: usize,
    /// The day of the last change.
    changed: Option<When>,
    sparkline: Option<Sparkline>,
}

#[derive(Serialize)]
pub(crate) struct CardLine {
    y: f32,
    text: String,
}

/// Every card of the site, in a fixed order, but for those whose letters the fonts lack; none without an address, as only
/// whole addresses may name them.
pub fn cards(ctx: &Ctx) -> Vec<SocialCardView> {
    if ctx.origin().is_none() {
        return Vec::new();
    }
    let topics = ctx.tables.indexes.shown.iter().flat_map(|t| {
        let threads =
            ctx.tables.indexes.topic(*t).threads.iter().map(move |d| of_thread(ctx, *t, *d));
        std::iter::once(of_topic(ctx, *t)).chain(threads)
    });
    let all = std::iter::once(of_site(ctx)).chain(topics);
    all.filter(|card| !ctx.tables.cards_left_out.paths.contains(&card.path)).collect()
}

fn of_site(ctx: &Ctx) -> SocialCardView {
    let config = &ctx.site.config;
    let changed = ctx.tables.indexes.changes.last().map(|e| e.date.into());
    let lists = &ctx.tables.indexes;
    let gathers = lists.shown.iter().map(|t| lists.topic(*t).gathers.len()).sum();
    let card = new(ctx, "index.html", "home", &config.title, config.description.as_deref());
    SocialCardView {
        gathers,
        sources: lists.sources.len(),
        changed,
        sparkline: sparkline(&lists.timeline, ctx.site.as_of),
        ..card
    }
}

fn of_topic(ctx: &Ctx, id: TopicId) -> SocialCardView {
    let (topic, lists) = (ctx.site.topic(id), ctx.tables.indexes.topic(id));
    let path = ctx.tables.paths.known_by(ctx.site, topic.doc);
    SocialCardView {
        gathers: lists.gathers.len(),
        sources: lists.sources.len(),
        changed: lists.changes.last().map(|e| e.date.into()),
        sparkline: sparkline(&lists.timeline, ctx.site.as_of),
        ..new(ctx, path, "topic", &topic.title, Some(&topic.question))
    }
}

fn of_thread(ctx: &Ctx, topic: TopicId, id: DocId) -> SocialCardView {
    let doc = ctx.site.doc(id);
    SocialCardView {
        topic: Some(ctx.site.topic(topic).title.typeset(ctx.site.quotation_marks())),
        sources: cited(ctx, id),
        changed: doc.updated.or(doc.date).map(When::from),
        ..new(ctx, ctx.tables.paths.doc(id), "thread", &doc.title, doc.summary.as_deref())
    }
}

/// How many sources a document cites.
fn cited(ctx: &Ctx, id: DocId) -> usize {
    let all = ctx.site.blocks_of(id).flat_map(|b| sources_of(ctx.site, b));
    all.collect::<BTreeSet<SourceId>>().len()
}

fn new(
    ctx: &Ctx,
    page: &str,
    kind: &'static str,
    title: &str,
    deck: Option<&str>,
) -> SocialCardView {
    let title = title.typeset(ctx.site.quotation_marks());
    let fits = |size: &&f32| wrapped(&title, INNER / **size).len() <= 3;
    let size = *TITLES.iter().find(fits).unwrap_or(&TITLES[TITLES.len() - 1]);
    let title = placed(wrapped(&title, INNER / size), 3, 190.0 + size * 0.35, size * 1.12);
    let below = title.last().map_or(190.0, |l| l.y) + 66.0;
    let deck = deck
        .map(|d| wrapped(&d.typeset(ctx.site.quotation_marks()), INNER / DECK))
        .unwrap_or_default();
    let room = (((500.0 - below) / (DECK * 1.34)) as usize + 1).min(DECK_LINES);
    SocialCardView {
        path: href::card(page),
        width: WIDTH,
        height: HEIGHT,
        right_to_left: ctx.site.locale.is_right_to_left(),
        site: ctx.site.config.title.typeset(ctx.site.quotation_marks()),
        kind,
        topic: None,
        title_size: size,
        title,
        deck_size: DECK,
        deck: placed(deck, room, below, DECK * 1.34),
        gathers: 0,
        sources: 0,
        changed: None,
        sparkline: None,
    }
}

/// The first lines, each with its place; where there are more, the last one says so.
fn placed(mut lines: Vec<String>, most: usize, first: f32, step: f32) -> Vec<CardLine> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let cut = last.rfind(' ').filter(|_| width(last) > 20.0).unwrap_or(last.len());
            last.truncate(cut);
            last.push('…');
        }
    }
    lines
        .into_iter()
        .enumerate()
        .map(|(n, text)| CardLine { y: first + n as f32 * step, text })
        .collect()
}

/// Words in lines of at most so many times the letters' size.
fn wrapped(text: &str, most: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line) + 0.25 + width(word) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

/// How wide a text is, in sizes of its letters.
fn width(text: &str) -> f32 {
    text.chars()
        .map(|c| match c {
            ' ' | 'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | '(' | ')' => {
                0.28
            }
            'f' | 't' | 'r' | 's' | '-' | '“' | '”' => 0.43,
            'm' | 'w' | 'M' | 'W' | '—' => 0.92,
            c if c.is_uppercase() => 0.70,
            c if (c as u32) >= 0x2e80 => 1.0,
            _ => 0.57,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fill_lines_and_what_does_not_fit_is_said() {
        assert_eq!(wrapped("one two three", 4.5), ["one two", "three"]);
        assert_eq!(wrapped("incomprehensibilities", 3.0), ["incomprehensibilities"]);
        let texts =
            |lines: Vec<CardLine>| lines.into_iter().map(|l| (l.y, l.text)).collect::<Vec<_>>();
        let lines = || vec!["a b".to_string(), "c d".to_string(), "e".to_string()];
        assert_eq!(
            texts(placed(lines(), 2, 10.0, 5.0)),
            [(10.0, "a b".into()), (15.0, "c d…".into())]
        );
        assert_eq!(texts(placed(lines(), 3, 10.0, 5.0)).len(), 3);
    }
}
