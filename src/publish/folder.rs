//! Publishing to a folder, also on another disk: staged and exchanged like the output of a build.

use super::error::PublishError;
use super::job::{ConflictPolicy, PublishChanges, PublishJob, PublishMode};
use crate::build::pipeline::Progress;
use crate::diagnostics::Report;
use crate::output::{ForeignFiles, Hash, OutputDir, OutputOptions, OutputSink, WriteError};
use crate::source::OutputFile;
use rayon::prelude::*;
use std::path::Path;

pub(super) fn publish(
    job: &PublishJob<'_>,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<PublishChanges, PublishError> {
    if folder.canonicalize().is_ok_and(|real| real == job.built.folder()) {
        return Err(PublishError::Same(folder.to_path_buf()));
    }
    let files = job.built.files();
    let mut changes = PublishChanges::default();
    if job.mode == PublishMode::DryRun && !OutputDir::is_known(job.root, folder)? {
        // a dry run does not even create the state folder
        for file in files {
            let same = if folder.join(&file.path).exists() { Some(false) } else { None };
            changes.add(&file.path, same);
        }
        return Ok(changes);
    }
    let foreign_files = match job.conflicts {
        ConflictPolicy::Refuse => ForeignFiles::Refuse,
        ConflictPolicy::Adopt => ForeignFiles::Keep,
    };
    let options = OutputOptions { foreign_files, ..OutputOptions::default() };
    let mut output = OutputDir::open(job.root, folder, options)?;
    let (published, stale) = output.stale(files.iter().map(|f| f.path.as_str()));
    changes.deleted = stale;
    for file in files {
        changes.add(&file.path, output.has(&file.path, &file.hash));
    }
    job.delete_limit.check(changes.deleted.len(), published)?;
    if job.mode == PublishMode::DryRun {
        return Ok(changes);
    }
    progress.stage("publish", files.len());
    let staging = output.stage()?;
    files.par_iter().try_for_each(|file| {
        progress.step();
        if staging.reuse(&file.path, &file.hash) {
            return Ok::<(), WriteError>(());
        }
        let bytes = job.built.read(file)?;
        staging.write(OutputFile { path: file.path.clone(), bytes }, file.hash)
    })?;
    staging.commit(inputs(job), &Report::default(), None)?;
    Ok(changes)
}

/// The hash of all published files.
fn inputs(job: &PublishJob<'_>) -> Hash {
    let mut hasher = blake3::Hasher::new();
    for file in job.built.files() {
        hasher.update(file.path.as_bytes());
        hasher.update(&file.hash);
    }
    *hasher.finalize().as_bytes()
}
