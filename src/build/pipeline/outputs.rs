//! The outputs of a site: pages, feeds, page data, and [`OUTPUT_GROUPS`]. A file is written if its view or template changed.
//!
//! A build writes all groups; the development server makes the group of the file that is requested.

use super::request::Progress;
use super::snapshots::for_each_snapshot;
use crate::content::load::read_copied_file;
use crate::diagnostics::{Diagnostic, Report};
#[cfg(feature = "cards")]
use crate::exports::card_drawing::CardDrawing;
#[cfg(feature = "cards")]
use crate::exports::social_cards;
use crate::exports::social_cards::CardFonts;
use crate::exports::{data, feeds, headers, permalinks, reading_copies, search};
use crate::model::DataFiles;
use crate::output::{DiscardSink, Hash, OutputSink, WriteError, view_hash};
use crate::pages::assets::Assets;
use crate::pages::render::Renderer;
use crate::pages::{self, Ctx, FeedChannel, PageRoute, Scope};
use crate::source::{CopiedFile, OutputFile};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What the files of a site are made of.
pub(super) struct OutputContext<'m, 's> {
    pub ctx: &'m Ctx<'s>,
    pub assets: &'m Assets,
    pub renderer: &'m Renderer,
    /// What cards are drawn with.
    #[cfg_attr(not(feature = "cards"), expect(dead_code))]
    pub fonts: &'m CardFonts,
}

/// The fonts for social cards among the files of static/, in the memory and copied.
pub(super) fn card_fonts<'f>(
    statics: impl Iterator<Item = (&'f str, &'f [u8])>,
    copied: impl Iterator<Item = &'f CopiedFile>,
) -> CardFonts {
    let mut own: Vec<Vec<u8>> = Vec::new();
    for (path, bytes) in statics {
        if pages::is_card_font(path) {
            own.push(bytes.to_vec());
        }
    }
    own.extend(copied.filter(|file| pages::is_card_font(&file.path)).filter_map(read_copied_file));
    CardFonts::new(own)
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub(super) enum OutputError {
    #[error("{}", .0.message)]
    Template(Box<Diagnostic>),
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// The templates that a group needs, and so how it can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GroupTemplates {
    /// The templates of pages, for many pages.
    Pages,
    /// Templates of its own.
    Own,
    None,
}

/// Files that are made together.
pub(super) struct OutputGroup {
    /// For `--timings`.
    pub name: &'static str,
    /// Whether a path can be that of one of its files.
    pub may_contain: fn(&str) -> bool,
    pub templates: GroupTemplates,
    pub write: fn(&OutputContext, &dyn OutputSink) -> Result<(), OutputError>,
}

pub(super) const OUTPUT_GROUPS: &[OutputGroup] = &[
    OutputGroup {
        name: "snapshots",
        may_contain: |path| path.contains("/as-of/"),
        templates: GroupTemplates::Pages,
        write: write_snapshots,
    },
    OutputGroup {
        name: "facts",
        may_contain: |path| path.ends_with("facts.jsonl"),
        templates: GroupTemplates::None,
        write: write_facts,
    },
    OutputGroup {
        name: "exports",
        may_contain: |path| has_extension(path, &["json", "bib", "ris", "csv", "ics", "argdown"]),
        templates: GroupTemplates::None,
        write: write_exports,
    },
    OutputGroup {
        name: "reading copies",
        may_contain: reading_copies::is_copy,
        templates: GroupTemplates::None,
        write: |site, stage| write_files(reading_copies::files(site.ctx), stage),
    },
    #[cfg(feature = "cards")]
    OutputGroup {
        name: "social cards",
        may_contain: |path| path.ends_with(".card.png"),
        templates: GroupTemplates::Own,
        write: write_social_cards,
    },
    OutputGroup {
        name: "headers",
        may_contain: |path| headers::PATHS.contains(&path),
        templates: GroupTemplates::Own,
        write: |site, stage| {
            let files = headers::files(site.ctx, site.renderer);
            write_files(files.map_err(OutputError::Template)?, stage)
        },
    },
    OutputGroup {
        name: "redirects",
        may_contain: |path| permalinks::FILES.contains(&path),
        templates: GroupTemplates::None,
        write: |site, stage| write_files(permalinks::files(site.ctx), stage),
    },
    OutputGroup {
        name: "search",
        may_contain: |path| path.starts_with(search::FOLDER),
        templates: GroupTemplates::None,
        write: |site, stage| Ok(search::write(site.ctx, |file| write_file(file, stage))?),
    },
    OutputGroup {
        name: "sitemaps",
        may_contain: |path| has_extension(path, &["xml", "opml", "txt"]),
        templates: GroupTemplates::Own,
        write: |site, stage| {
            let files = feeds::others(site.ctx, site.renderer);
            write_files(files.map_err(OutputError::Template)?, stage)
        },
    },
];

fn has_extension(path: &str, extensions: &[&str]) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
}

/// Writes every page.
///
/// # Errors
/// If a file cannot be written. A template that fails is reported.
pub(super) fn write_pages(
    site: &OutputContext,
    stage: &impl OutputSink,
    progress: &dyn Progress,
    report: &mut Report,
) -> Result<usize, WriteError> {
    let routes = pages::plan(site.ctx);
    progress.stage("pages", routes.len());
    write_each(&routes, report, |route| {
        progress.step();
        write_page(site.ctx, site.renderer, route, stage)
    })?;
    Ok(routes.len())
}

/// Writes every feed, in its formats.
///
/// # Errors
/// If a file cannot be written. A template that fails is reported.
pub(super) fn write_feeds(
    site: &OutputContext,
    stage: &impl OutputSink,
    report: &mut Report,
) -> Result<usize, WriteError> {
    let channels = &site.ctx.tables.channels;
    write_each(channels, report, |channel| write_feed(site, channel, stage))?;
    Ok(channels.len())
}

fn write_feed(
    site: &OutputContext,
    channel: &FeedChannel,
    stage: &impl OutputSink,
) -> Result<(), OutputError> {
    let feed = pages::feed(site.ctx, channel);
    let hash = view_hash(&site.renderer.digest(), &feed);
    let paths = channel.paths().into_iter();
    let paths: Vec<(bool, String)> = paths.map(|path| (stage.reuse(&path, &hash), path)).collect();
    if paths.iter().all(|(is_kept, _)| *is_kept) {
        return Ok(());
    }
    let files = feeds::files(site.renderer, &feed).map_err(OutputError::Template)?;
    for ((is_kept, path), bytes) in paths.into_iter().zip(files) {
        if !is_kept {
            stage.write(OutputFile { path, bytes }, hash)?;
        }
    }
    Ok(())
}

/// Renders one page of each kind and one feed and keeps none: enough for agon's own templates, whose tests have every
/// kind of data. A template that fails is reported.
pub(super) fn render_samples(site: &OutputContext, report: &mut Report) -> Result<(), WriteError> {
    let mut kinds = BTreeSet::new();
    let mut routes = pages::plan(site.ctx);
    routes.retain(|route| kinds.insert(route.kind.template()));
    write_each(&routes, report, |route| write_page(site.ctx, site.renderer, route, &DiscardSink))?;
    let channels = &site.ctx.tables.channels;
    let first = &channels[..channels.len().min(1)];
    write_each(first, report, |channel| write_feed(site, channel, &DiscardSink))
}

/// Writes the data of every page, if the site has it.
///
/// # Errors
/// If a file cannot be written.
pub(super) fn write_page_data(ctx: &Ctx, stage: &impl OutputSink) -> Result<usize, WriteError> {
    if ctx.site.config.data != DataFiles::Pages {
        return Ok(0);
    }
    let routes = pages::plan(ctx);
    routes.par_iter().with_min_len(4).try_for_each(|route| match data::page(ctx, route) {
        Some(file) if !ctx.site.has_static(&file.path) => write_file(file, stage),
        _ => Ok(()),
    })?;
    Ok(routes.len())
}

/// Writes items over all cores; templates that fail are reported.
fn write_each<T: Sync>(
    items: &[T],
    report: &mut Report,
    write: impl Fn(&T) -> Result<(), OutputError> + Sync,
) -> Result<(), WriteError> {
    let errors: Vec<OutputError> =
        items.par_iter().with_min_len(4).filter_map(|item| write(item).err()).collect();
    for error in errors {
        match error {
            OutputError::Template(diagnostic) => report.push(*diagnostic),
            OutputError::Write(error) => return Err(error),
        }
    }
    Ok(())
}

/// A page as it is written.
pub(super) fn page(
    ctx: &Ctx,
    renderer: &Renderer,
    route: &PageRoute,
) -> Result<String, Box<Diagnostic>> {
    renderer.render(route.kind.template(), pages::view(ctx, route))
}

fn write_page(
    ctx: &Ctx,
    renderer: &Renderer,
    route: &PageRoute,
    stage: &(impl OutputSink + ?Sized),
) -> Result<(), OutputError> {
    let (view, path) = (pages::view(ctx, route), route.path(ctx));
    let hash = view_hash(&renderer.digest(), &(route.kind.template(), &view));
    if stage.reuse(&path, &hash) {
        return Ok(());
    }
    let html = renderer.render(route.kind.template(), view).map_err(OutputError::Template)?;
    Ok(stage.write(OutputFile { path, bytes: html.into_bytes() }, hash)?)
}

/// Writes a file whose bytes changed.
pub(super) fn write_file(
    file: OutputFile,
    stage: &(impl OutputSink + ?Sized),
) -> Result<(), WriteError> {
    let hash: Hash = *blake3::hash(&file.bytes).as_bytes();
    if stage.reuse(&file.path, &hash) { Ok(()) } else { stage.write(file, hash) }
}

fn write_files(files: Vec<OutputFile>, stage: &dyn OutputSink) -> Result<(), OutputError> {
    for file in files {
        write_file(file, stage)?;
    }
    Ok(())
}

fn write_snapshots(site: &OutputContext, stage: &dyn OutputSink) -> Result<(), OutputError> {
    for_each_snapshot(site.ctx, site.assets, site.renderer, |ctx, renderer, routes| {
        routes.par_iter().try_for_each(|route| write_page(ctx, renderer, route, stage))
    })
}

/// The exports of the site and its topics, and the schema of the page data.
fn write_exports(site: &OutputContext, stage: &dyn OutputSink) -> Result<(), OutputError> {
    let ctx = site.ctx;
    let downloads = pages::downloads(ctx);
    if !downloads.is_empty() {
        let bibliography = data::BibliographyEntries::new(ctx, Scope::Site);
        downloads.par_iter().try_for_each(|download| {
            let file = data::download(ctx, &bibliography, download);
            if ctx.site.has_static(&file.path) { Ok(()) } else { write_file(file, stage) }
        })?;
    }
    let schema = match ctx.site.config.data {
        DataFiles::Pages => data::schema(),
        DataFiles::Packed => data::facts_schema(),
        DataFiles::Lists | DataFiles::Off => return Ok(()),
    };
    if !ctx.site.has_static(&schema.path) {
        write_file(schema, stage)?;
    }
    Ok(())
}

/// The files of facts of the site, its topics, its sources and its entities.
fn write_facts(site: &OutputContext, stage: &dyn OutputSink) -> Result<(), OutputError> {
    let ctx = site.ctx;
    Ok(pages::facts_files(ctx).par_iter().try_for_each(|file| {
        let file = data::facts(ctx, *file);
        if ctx.site.has_static(&file.path) { Ok(()) } else { write_file(file, stage) }
    })?)
}

#[cfg(feature = "cards")]
fn write_social_cards(site: &OutputContext, stage: &dyn OutputSink) -> Result<(), OutputError> {
    let drawing = CardDrawing::new(site.fonts);
    pages::cards(site.ctx).par_iter().try_for_each(|card| {
        let svg = social_cards::svg(site.renderer, card).map_err(OutputError::Template)?;
        let hash = site.fonts.hash(&svg);
        if stage.reuse(&card.path, &hash) {
            return Ok(());
        }
        let file = drawing.file(site.renderer, card, &svg).map_err(OutputError::Template)?;
        Ok(stage.write(file, hash)?)
    })
}
