//! Builds and checks a site.

use super::outputs::{
    GroupTemplates, OUTPUT_GROUPS, OutputContext, OutputError, card_fonts, render_samples,
    write_feeds, write_file, write_page_data, write_pages,
};
use super::request::{NoProgress, Outcome, Progress, Request};
use super::stages::{PipelineRun, integrity};
use crate::content::load::SiteSources;
use crate::diagnostics::codes;
use crate::exports::permalinks;
use crate::model::{Day, Drafts, Site};
use crate::output::{
    BuiltRecord, CompressingSink, DiscardSink, FileHashes, Hash, HashingSink, OutputDir,
    OutputSink, WriteError, WriteSummary,
};
use crate::pages;
use crate::pages::assets;
use crate::pages::render::Renderer;
use crate::source::{CopiedFile, Files, OutputFile};
use rayon::prelude::*;

/// Finds everything that is wrong and writes nothing.
///
/// # Errors
/// If the folder cannot be read.
pub fn check(request: &Request) -> anyhow::Result<Outcome> {
    check_with(request, |_, _| ()).map(|(outcome, ())| outcome)
}

/// Checks a site and returns what `inspect` finds in it after linking.
///
/// # Errors
/// If the folder cannot be read.
pub fn check_with<T>(
    request: &Request,
    inspect: impl FnOnce(&Site, &Files) -> T,
) -> anyhow::Result<(Outcome, T)> {
    let mut run = PipelineRun::default();
    let sources = run.load(request)?;
    let reasoned = run.link(&sources, request.day, request.drafts);
    let site = &reasoned.site;
    let value = inspect(site, &sources.files);
    let ctx = reasoned.ctx(&sources.files);
    run.check_addresses(&ctx, request.day);
    let (assets, statics) = assets::assemble(sources.statics, integrity(site));
    let in_memory = statics.iter().map(|file| (file.path.as_str(), file.bytes.as_slice()));
    let fonts = card_fonts(in_memory, sources.copied.iter());
    let shared = pages::shared(&ctx, &assets);
    let renderer = Renderer::new(&sources.templates, &shared, &mut run.report);
    if let Some(renderer) = renderer
        && !run.report.has_errors()
    {
        let context =
            OutputContext { ctx: &ctx, assets: &assets, renderer: &renderer, fonts: &fonts };
        if sources.has_own_templates {
            // They can fail on the data of a page, so everything that they render is rendered.
            run.write_rendered(&context, &DiscardSink, &NoProgress)?;
            run.write_groups(
                &context,
                |templates| templates != GroupTemplates::None,
                &DiscardSink,
            )?;
        } else {
            render_samples(&context, &mut run.report)?;
            run.timings.lap("samples of pages", 0);
        }
    }
    Ok((run.outcome(sources.files), value))
}

/// Builds the site. With errors (or, under [`Strictness::Strict`](super::Strictness), warnings) the output folder stays as
/// it is.
///
/// # Errors
/// If the folder cannot be read or the output cannot be written.
pub fn build(request: &Request, progress: &dyn Progress) -> anyhow::Result<Outcome> {
    let mut run = PipelineRun::default();
    let sources = run.load(request)?;
    if run.report.contains(&codes::NO_SITE) {
        // Nothing is created in a folder that is not a site.
        return check(request);
    }
    let mut output = OutputDir::open(&request.root, &request.out, request.output)?;
    let inputs = inputs(&sources.digest, request);
    if let Some(cache) = output.current(&inputs) {
        let summary = WriteSummary { written: 0, reused: cache.files.len(), removed: 0, bytes: 0 };
        run.timings.lap("compare", cache.files.len());
        let report = cache.report.clone();
        return Ok(Outcome { report, summary: Some(summary), ..run.outcome(sources.files) });
    }
    run.build(sources, request, Target::Folder(&mut output, inputs), progress)
}

/// Makes every file of the site and returns their hashes. Writes nothing and keeps no file in memory.
///
/// # Errors
/// If the folder cannot be read.
pub fn hash_files(
    request: &Request,
    progress: &dyn Progress,
) -> anyhow::Result<(Outcome, FileHashes)> {
    let mut run = PipelineRun::default();
    let sources = run.load(request)?;
    let hashes = HashingSink::default();
    let outcome = run.build(sources, request, Target::Hashes(&hashes), progress)?;
    Ok((outcome, hashes.into_hashes()))
}

/// A hash of what a build depends on: every file that was read, the day, and this program.
fn inputs(sources: &Hash, request: &Request) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(sources);
    hasher.update(format!("{:?} {:?}", request.day, request.drafts).as_bytes());
    *hasher.finalize().as_bytes()
}

/// Where a site is built.
enum Target<'o> {
    /// A folder, with the hash of the build's inputs.
    Folder(&'o mut OutputDir, Hash),
    /// The hashes of the files alone.
    Hashes(&'o HashingSink),
}

impl PipelineRun {
    fn build(
        mut self,
        sources: SiteSources,
        request: &Request,
        target: Target,
        progress: &dyn Progress,
    ) -> anyhow::Result<Outcome> {
        let reasoned = self.link(&sources, request.day, request.drafts);
        let site = &reasoned.site;
        let SiteSources { files, templates, statics, mut copied, .. } = sources;
        copied.retain(|file| site.publishes(file));
        let ctx = reasoned.ctx(&files);
        let (assets, statics) = assets::assemble(statics, integrity(site));
        let renderer = Renderer::new(&templates, &pages::shared(&ctx, &assets), &mut self.report);
        self.timings.lap("templates", templates.len());
        self.check_addresses(&ctx, request.day);
        let Some(renderer) = renderer.filter(|_| !request.strictness.stops(&self.report)) else {
            return Ok(self.outcome(files));
        };
        let in_memory = statics.iter().map(|file| (file.path.as_str(), file.bytes.as_slice()));
        let fonts = card_fonts(in_memory, copied.iter());
        let context =
            OutputContext { ctx: &ctx, assets: &assets, renderer: &renderer, fonts: &fonts };
        let finish = &site.config.output;
        let stage = match target {
            Target::Folder(output, inputs) => {
                let stage = output.stage()?;
                let sink = CompressingSink::new(&stage, finish);
                self.write_all(&context, (statics, copied), &sink, progress)?;
                Some((stage, inputs))
            }
            Target::Hashes(hashes) => {
                let sink = CompressingSink::new(hashes, finish);
                self.write_all(&context, (statics, copied), &sink, progress)?;
                None
            }
        };
        self.report.sort(&files);
        if request.strictness.stops(&self.report) {
            return Ok(self.outcome(files));
        }
        // A site of the past or with drafts publishes no addresses.
        let is_published = matches!(request.day, Day::Today(_)) && request.drafts == Drafts::Hidden;
        let has_list = is_published && site.public.is_some();
        let (mut addresses, mut record) = (None, None);
        if has_list {
            let list = permalinks::whole_list(&ctx);
            addresses = list.is_new.then(|| list.text.clone());
            let publications = permalinks::whole_publications(&ctx);
            record = Some(BuiltRecord { addresses: list.text, publications });
        }
        // The commit has long lists of its own, so the site makes room for them.
        drop((renderer, assets, ctx));
        drop(reasoned);
        let summary = match stage {
            Some((stage, inputs)) => stage.commit(inputs, &self.report, record)?,
            None => WriteSummary::default(),
        };
        self.timings.lap("commit", summary.written);
        Ok(Outcome { summary: Some(summary), addresses, ..self.outcome(files) })
    }

    /// Writes every file of a site; of those that are not made, some are in the memory and some are copied.
    fn write_all(
        &mut self,
        site: &OutputContext,
        (statics, copied): (Vec<OutputFile>, Vec<CopiedFile>),
        stage: &impl OutputSink,
        progress: &dyn Progress,
    ) -> Result<(), WriteError> {
        self.write_rendered(site, stage, progress)?;
        let count = write_page_data(site.ctx, stage)?;
        self.timings.lap("page data", count);
        self.write_groups(site, |_| true, stage)?;
        let count = statics.len() + copied.len();
        statics.into_par_iter().try_for_each(|file| write_file(file, stage))?;
        copied.par_iter().try_for_each(|file| stage.copy(file))?;
        self.timings.lap("static files", count);
        Ok(())
    }

    /// Writes pages and feeds.
    fn write_rendered(
        &mut self,
        site: &OutputContext,
        stage: &impl OutputSink,
        progress: &dyn Progress,
    ) -> Result<(), WriteError> {
        let count = write_pages(site, stage, progress, &mut self.report)?;
        self.timings.lap("pages", count);
        let count = write_feeds(site, stage, &mut self.report)?;
        self.timings.lap("feeds", count);
        Ok(())
    }

    fn write_groups(
        &mut self,
        site: &OutputContext,
        is_selected: impl Fn(GroupTemplates) -> bool,
        stage: &impl OutputSink,
    ) -> Result<(), WriteError> {
        for group in OUTPUT_GROUPS.iter().filter(|group| is_selected(group.templates)) {
            match (group.write)(site, stage) {
                Err(OutputError::Write(error)) => return Err(error),
                Err(OutputError::Template(diagnostic)) => self.report.push(*diagnostic),
                Ok(()) => {}
            }
            self.timings.lap(group.name, 0);
        }
        Ok(())
    }
}
