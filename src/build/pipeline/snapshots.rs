//! Snapshots of topics: the stages once more for each day that is kept.
//!
//! Diagnostics are those of the current site. The site of one day is dropped before the next is linked.

use crate::content::parse;
use crate::diagnostics::Report;
use crate::linking;
use crate::model::Day;
use crate::pages::assets::Assets;
use crate::pages::render::Renderer;
use crate::pages::{self, Ctx, PageRoute};

/// Calls `write` with the pages of each day and a renderer that knows the day.
pub(super) fn for_each_snapshot<E>(
    current: &Ctx,
    assets: &Assets,
    renderer: &Renderer,
    mut write: impl FnMut(&Ctx, &Renderer, Vec<PageRoute>) -> Result<(), E>,
) -> Result<(), E> {
    for (day, topics) in pages::snapshots(current.site) {
        let mut ignored = Report::default();
        let raw = parse::parse(current.files, &mut ignored);
        let statics = current.site.statics.clone();
        let known_day = Day::AsKnownOn(day.last());
        let mut site = linking::link(raw, current.files, statics, known_day, &mut ignored);
        pages::settle(&mut site, day, &topics);
        let ctx = Ctx::snapshot(&site, current);
        let renderer = renderer.with(&pages::shared(&ctx, assets));
        let routes = topics.iter().flat_map(|topic| pages::plan_topic(&ctx, *topic)).collect();
        write(&ctx, &renderer, routes)?;
    }
    Ok(())
}
