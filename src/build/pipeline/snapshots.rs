//! Snapshots of topics: the same stages once more for each day that is kept, and only where one is.
//!
//! Takes the living site, gives the pages of each day with a renderer that knows the day. What was found wrong is found in
//! the living site already. One day's site is dropped before the next is made.

use crate::content::parse;
use crate::diagnostics::Report;
use crate::linking;
use crate::model::Day;
use crate::pages::assets::Assets;
use crate::pages::render::Renderer;
use crate::pages::{self, Ctx, Job};

/// Calls `make` with the pages of each day.
pub(super) fn each<E>(
    living: &Ctx,
    assets: &Assets,
    renderer: &Renderer,
    mut make: impl FnMut(&Ctx, &Renderer, Vec<Job>) -> Result<(), E>,
) -> Result<(), E> {
    for (day, topics) in pages::snapshots(living.site) {
        let mut known = Report::default();
        let raw = parse::parse(living.files, &mut known);
        let statics = living.site.statics.clone();
        let mut site =
            linking::link(raw, living.files, statics, Day::AsKnownOn(day.last()), &mut known);
        pages::settle(&mut site, day, &topics);
        let ctx = Ctx::snapshot(&site, living);
        let renderer = renderer.with(&pages::shared(&ctx, assets));
        let jobs = topics.iter().flat_map(|topic| pages::plan_topic(&ctx, *topic)).collect();
        make(&ctx, &renderer, jobs)?;
    }
    Ok(())
}
