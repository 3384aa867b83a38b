//! Publishing to a folder, also one on another disk: the same staging and exchange as a build's.
//!
//! Takes a built site and a folder, gives what changes. The folder's last good site stays until the new one takes its place.

use super::{Changes, Job, Mode, PublishError};
use crate::build::pipeline::Progress;
use crate::diagnostics::Report;
use crate::output::write::{Built, Output, WriteError};
use crate::source::Artifact;
use rayon::prelude::*;
use std::path::Path;

pub(super) fn publish(
    job: &Job<'_>,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<Changes, PublishError> {
    if folder.canonicalize().is_ok_and(|real| real == job.built.folder()) {
        return Err(PublishError::Same(folder.to_path_buf()));
    }
    if job.mode == Mode::DryRun && !Output::is_known(job.root, folder)? {
        // not even agon's own folder is made in a dry run
        return Ok(compare(job.built, |path, _| folder.join(path).exists().then_some(false)));
    }
    let mut output = Output::open(job.root, folder)?;
    let files = job.built.files();
    let (published, stale) = output.stale(files.iter().map(|f| f.path.as_str()));
    let mut changes = compare(job.built, |path, hash| output.has(path, hash));
    changes.deleted = stale;
    job.limit.check(changes.deleted.len(), published)?;
    if job.mode == Mode::DryRun {
        return Ok(changes);
    }
    progress.stage("publish", files.len());
    let stage = output.stage()?;
    files.par_iter().try_for_each(|file| {
        progress.step();
        if stage.keep(&file.path, &file.hash) {
            return Ok::<(), WriteError>(());
        }
        stage.put(Artifact { path: file.path.clone(), bytes: job.built.read(file)? }, file.hash)
    })?;
    stage.commit(inputs(job.built), &Report::default())?;
    Ok(changes)
}

/// Sorts the files by whether they are there: `Some(same)` where there is one.
fn compare(built: &Built, there: impl Fn(&str, &[u8; 32]) -> Option<bool>) -> Changes {
    let mut changes = Changes::default();
    for file in built.files() {
        match there(&file.path, &file.hash) {
            None => changes.new.push(file.path.clone()),
            Some(false) => changes.changed.push(file.path.clone()),
            Some(true) => changes.unchanged += 1,
        }
    }
    changes
}

/// What the published site was made of.
fn inputs(built: &Built) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for file in built.files() {
        hasher.update(file.path.as_bytes());
        hasher.update(&file.hash);
    }
    *hasher.finalize().as_bytes()
}
