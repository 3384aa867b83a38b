//! Publishing to a bucket, object by object, so that readers never meet a link to what is not there.
//!
//! Takes a built site and a bucket, gives what changes. Reads the manifest and the list of objects, uploads what differs in
//! the order of [`super::order`], deletes last, and writes the manifest at the end. Killed at any point, the next run goes
//! on from the last manifest. Objects that agon did not put there are never deleted, and overwritten only when asked.

mod manifest;
mod store;

use super::order::{self, Upload};
use super::{Changes, Clash, Job, Mode, PublishError};
use crate::build::pipeline::Progress;
use crate::model::Place;
use crate::output::write::BuiltFile;
use manifest::{KEY, Manifest, digest};
use rayon::prelude::*;
pub use rusty_s3::Credentials;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use store::Store;

/// Requests at a time. The way to the store is slow and wide.
const AT_ONCE: usize = 8;
/// What a request costs beside its bytes, for the sum that says when the manifest is written again.
const REQUEST: usize = 8 * 1024;
/// The manifest is written again when this many times its size was sent, so that it adds no more than a tenth.
const SHARE: usize = 10;

/// Which bucket, where.
pub struct Address<'a> {
    pub bucket: &'a str,
    /// Empty, or with a slash at its end.
    pub prefix: &'a str,
    pub endpoint: Option<&'a str>,
    pub region: Option<&'a str>,
}

pub(super) fn publish(
    job: &Job<'_>,
    place: &Address<'_>,
    progress: &dyn Progress,
) -> Result<Changes, PublishError> {
    let store = Store::new(place, job.credentials.clone().ok_or(PublishError::NoCredentials)?)?;
    let before = read_manifest(&store)?;
    let there: BTreeSet<String> = store.list()?.into_iter().filter(|path| path != KEY).collect();
    let mut known = before.as_ref().map(|m| m.files.clone()).unwrap_or_default();
    // what somebody removed must be put again
    known.retain(|path, _| there.contains(path));
    let wanted: BTreeMap<&str, (&BuiltFile, String)> =
        job.built.files().iter().map(|file| (file.path.as_str(), (file, digest(file)))).collect();

    let uploads: Vec<&BuiltFile> = wanted
        .iter()
        .filter(|(path, (_, digest))| known.get(**path) != Some(&Some(digest.clone())))
        .map(|(_, (file, _))| *file)
        .collect();
    let foreign: Vec<String> = uploads
        .iter()
        .map(|file| &file.path)
        .filter(|path| there.contains(*path) && !known.contains_key(*path))
        .cloned()
        .collect();
    if !foreign.is_empty() && job.clash == Clash::Refuse {
        let to = Place::Bucket {
            bucket: place.bucket.into(),
            prefix: place.prefix.into(),
            endpoint: None,
            region: None,
        };
        return Err(PublishError::Foreign { place: to.to_string(), paths: foreign });
    }
    let deleted: Vec<String> =
        known.keys().filter(|path| !wanted.contains_key(path.as_str())).cloned().collect();
    job.limit.check(deleted.len(), known.len())?;
    let (changed, new): (Vec<_>, Vec<_>) =
        uploads.iter().partition(|file| there.contains(&file.path));
    let paths = |files: Vec<&BuiltFile>| files.into_iter().map(|f| f.path.clone()).collect();
    let changes = Changes {
        new: paths(new),
        changed: paths(changed),
        unchanged: wanted.len() - uploads.len(),
        deleted: deleted.clone(),
    };
    let is_complete = before.is_some_and(|m| m.complete && m.files == known);
    if job.mode == Mode::DryRun || changes.is_empty() && is_complete {
        return Ok(changes);
    }

    uploads.iter().for_each(|file| drop(known.insert(file.path.clone(), None)));
    let state = State { store: &store, files: Mutex::new((known, 0)) };
    if !changes.is_empty() {
        state.write_manifest(&state.lock().0, Progressing::Unfinished)?;
    }
    progress.stage("publish", uploads.len() + deleted.len());
    for step in order::steps(&with_links(job, &uploads, &there)?) {
        at_once(&step, |i| {
            let file = uploads[*i];
            let bytes = job.built.read(file)?;
            store.put(&file.path, &bytes)?;
            progress.step();
            state.done(&file.path, Some(wanted[file.path.as_str()].1.clone()), bytes.len())
        })?;
    }
    // a page goes before the files that it leads to
    let (pages, others): (Vec<String>, Vec<String>) =
        deleted.into_iter().partition(|path| path.ends_with(".html"));
    for step in [pages, others] {
        at_once(&step, |path| {
            store.delete(path)?;
            progress.step();
            state.done(path, None, 0)
        })?;
    }
    let files =
        wanted.iter().map(|(path, (_, digest))| (path.to_string(), Some(digest.clone()))).collect();
    state.write_manifest(&files, Progressing::Complete)?;
    Ok(changes)
}

fn read_manifest(store: &Store) -> Result<Option<Manifest>, PublishError> {
    let Some(bytes) = store.get(KEY)? else { return Ok(None) };
    Manifest::from_bytes(&bytes).map(Some).map_err(|why| PublishError::Store {
        doing: format!("read {KEY} in the bucket"),
        why,
        next: "remove that object, and publish with --adopt to take over what is there",
    })
}

/// The uploads with the links of their pages.
fn with_links(
    job: &Job<'_>,
    uploads: &[&BuiltFile],
    there: &BTreeSet<String>,
) -> Result<Vec<Upload>, PublishError> {
    let upload = |file: &&BuiltFile| {
        let is_page = file.path.ends_with(".html");
        let links =
            if is_page { order::links(&file.path, &job.built.read(file)?) } else { Vec::new() };
        Ok(Upload { path: file.path.clone(), exists: there.contains(&file.path), links })
    };
    uploads.par_iter().map(upload).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Progressing {
    Unfinished,
    Complete,
}

type Files = BTreeMap<String, Option<String>>;

/// What is in the bucket so far, and how much was sent since the manifest said so.
struct State<'s> {
    store: &'s Store,
    files: Mutex<(Files, usize)>,
}

impl State<'_> {
    fn lock(&self) -> std::sync::MutexGuard<'_, (Files, usize)> {
        // a panic elsewhere is reported there; the map is whole after each step
        self.files.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Notes that a file was put, or with no digest that it was deleted.
    fn done(&self, path: &str, digest: Option<String>, bytes: usize) -> Result<(), PublishError> {
        let mut state = self.lock();
        match digest {
            Some(digest) => state.0.insert(path.to_string(), Some(digest)),
            None => state.0.remove(path),
        };
        state.1 += bytes + REQUEST;
        if state.1 > SHARE * (state.0.len() * 80 + REQUEST) {
            state.1 = 0;
            return self.write_manifest(&state.0, Progressing::Unfinished);
        }
        Ok(())
    }

    fn write_manifest(&self, files: &Files, progress: Progressing) -> Result<(), PublishError> {
        let manifest = Manifest::new(progress == Progressing::Complete, files.clone());
        self.store.put(KEY, &manifest.to_bytes())
    }
}

/// Does the same for all items, several at a time. After the first failure no new one is begun.
fn at_once<T: Sync>(
    items: &[T],
    act: impl Fn(&T) -> Result<(), PublishError> + Sync,
) -> Result<(), PublishError> {
    let next = AtomicUsize::new(0);
    let failed = AtomicBool::new(false);
    let work = || {
        while !failed.load(Ordering::Relaxed)
            && let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed))
        {
            act(item).inspect_err(|_| failed.store(true, Ordering::Relaxed))?;
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE.min(items.len())).map(|_| scope.spawn(work)).collect();
        let ends = workers
            .into_iter()
            .map(|w| w.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        // all are waited for, then the first failure counts
        ends.collect::<Vec<_>>().into_iter().collect()
    })
}
