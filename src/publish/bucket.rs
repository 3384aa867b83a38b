//! Publishing to a bucket, object by object, so that readers never meet a link to a missing page.
//!
//! Files that differ from the manifest are uploaded in the order of [`super::upload_order`], stale ones are deleted
//! last, and the manifest is written at the end. After a kill the next run continues from the last manifest. Objects that
//! agon did not put there are never deleted, and overwritten only on request.
//!
//! Pages that change link to passages of each other, in circles too, and no order of uploads keeps all of these links
//! right. So pages are replaced in two phases. In the first each page keeps the ids of the page that it replaces, and names
//! no passage that a page of the earlier site lacks (its links lead to the page instead): in any order of uploads, every
//! passage that a page names is on its page. In the second phase the pages that needed another form get their own.
//! Invariant, also after a kill: no page that readers can reach links to a page or a passage that is missing.

use super::error::PublishError;
use super::job::{ConflictPolicy, PublishChanges, PublishJob, PublishMode};
use super::manifest::{FileDigests, KEY, Manifest, digest};
use super::object_store::ObjectStore;
use super::page_links::{PageIds, PageLinks, without_links};
use super::upload_order::{self, Deletions, Upload};
use crate::build::pipeline::Progress;
use crate::model::DestinationKind;
use crate::output::BuiltFile;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Requests at a time: a store has a high latency and a high throughput.
const CONCURRENT_REQUESTS: usize = 8;
/// The cost of a request in addition to its bytes, for the decision when the manifest is written again.
const REQUEST_COST: usize = 8 * 1024;
/// The manifest is written again after uploads of this many times its size, so that it adds no more than a tenth.
const MANIFEST_INTERVAL: usize = 10;

pub(super) fn publish(
    job: &PublishJob<'_>,
    place: &DestinationKind,
    progress: &dyn Progress,
) -> Result<PublishChanges, PublishError> {
    let credentials = job.credentials.clone().ok_or(PublishError::NoCredentials)?;
    let store = ObjectStore::new(place, credentials)?;
    let manifest = read_manifest(&store)?;
    let existing: BTreeSet<String> = store.list()?.into_iter().filter(|path| path != KEY).collect();
    let mut managed = manifest.as_ref().map(|m| m.files.clone()).unwrap_or_default();
    // an object that someone removed must be uploaded again
    managed.retain(|path, _| existing.contains(path));
    let mut site: BTreeMap<&str, String> = BTreeMap::new();
    let mut uploads: Vec<&BuiltFile> = Vec::new();
    let mut changes = PublishChanges::default();
    let mut unmanaged = Vec::new();
    for file in job.built.files() {
        let digest = digest(file);
        let is_same = managed.get(&file.path) == Some(&Some(digest.clone()));
        let exists = existing.contains(&file.path);
        changes.add(&file.path, if exists { Some(is_same) } else { None });
        if !is_same {
            uploads.push(file);
            if exists && !managed.contains_key(&file.path) {
                unmanaged.push(file.path.clone());
            }
        }
        site.insert(&file.path, digest);
    }
    if !unmanaged.is_empty() && job.conflicts == ConflictPolicy::Refuse {
        let place = match place.clone() {
            DestinationKind::Bucket { bucket, prefix, .. } => {
                DestinationKind::Bucket { bucket, prefix, endpoint: None, region: None }
            }
            other => other,
        };
        return Err(PublishError::Unmanaged { place: place.to_string(), paths: unmanaged });
    }
    for path in managed.keys() {
        if !site.contains_key(path.as_str()) {
            changes.deleted.push(path.clone());
        }
    }
    job.delete_limit.check(changes.deleted.len(), managed.len())?;
    let is_complete = manifest.is_some_and(|m| m.complete && m.files == managed);
    if job.mode == PublishMode::DryRun || changes.is_empty() && is_complete {
        return Ok(changes);
    }

    for file in &uploads {
        managed.insert(file.path.clone(), None);
    }
    let state = UploadState { store: &store, progress: Mutex::new((managed, 0)) };
    if !changes.is_empty() {
        state.write_manifest(&state.lock().0)?;
    }
    progress.stage("publish", uploads.len() + changes.deleted.len());
    let earlier = earlier_ids(&store, &uploads, &existing)?;
    let upload = |file: &BuiltFile, bytes: &[u8]| {
        store.put(&file.path, bytes)?;
        progress.step();
        state.note(&file.path, Some(site[file.path.as_str()].clone()), bytes.len())
    };
    let transitional: Mutex<Vec<&BuiltFile>> = Mutex::default();
    for step in upload_order::steps(&with_links(job, &uploads, &existing)?) {
        concurrently(&step, |index| {
            let file = uploads[*index];
            let bytes = job.built.read(file)?;
            if is_page(&file.path)
                && let page = PageLinks::read(&file.path, &bytes)
                && let Some(form) = page.transitional_form(&file.path, &bytes, &earlier)
            {
                transitional.lock().unwrap_or_else(PoisonError::into_inner).push(file);
                return store.put(&file.path, &form);
            }
            upload(file, &bytes)
        })?;
    }
    let transitional = transitional.into_inner().unwrap_or_else(PoisonError::into_inner);
    concurrently(&transitional, |file| upload(file, &job.built.read(file)?))?;
    state.delete(&changes.deleted, progress)?;
    let files = site.into_iter().map(|(path, digest)| (path.to_string(), Some(digest))).collect();
    store.put(KEY, &Manifest::new(true, files).to_bytes())?;
    Ok(changes)
}

fn read_manifest(store: &ObjectStore) -> Result<Option<Manifest>, PublishError> {
    let Some(bytes) = store.get(KEY)? else { return Ok(None) };
    Manifest::from_bytes(&bytes).map(Some).map_err(|reason| PublishError::Store {
        action: format!("read {KEY} in the bucket"),
        reason,
        next: "remove that object, and publish with --adopt to take over what is there",
    })
}

fn with_links(
    job: &PublishJob<'_>,
    uploads: &[&BuiltFile],
    existing: &BTreeSet<String>,
) -> Result<Vec<Upload>, PublishError> {
    uploads.par_iter().map(|file| with_links_of(job, file, existing)).collect()
}

fn with_links_of(
    job: &PublishJob<'_>,
    file: &BuiltFile,
    existing: &BTreeSet<String>,
) -> Result<Upload, PublishError> {
    let links = match is_page(&file.path) {
        true => PageLinks::read(&file.path, &job.built.read(file)?).links,
        false => Vec::new(),
    };
    Ok(Upload { path: file.path.clone(), exists: existing.contains(&file.path), links })
}

fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

/// The ids of the pages in the bucket that are replaced, by path.
fn earlier_ids(
    store: &ObjectStore,
    uploads: &[&BuiltFile],
    existing: &BTreeSet<String>,
) -> Result<HashMap<String, PageIds>, PublishError> {
    let mut replaced = uploads.to_vec();
    replaced.retain(|file| is_page(&file.path) && existing.contains(&file.path));
    let ids = Mutex::new(HashMap::new());
    concurrently(&replaced, |file| {
        let html = store.get(&file.path)?.unwrap_or_default();
        let page = PageLinks::read(&file.path, &html);
        let mut ids = ids.lock().unwrap_or_else(PoisonError::into_inner);
        ids.insert(file.path.clone(), page.ids);
        Ok(())
    })?;
    Ok(ids.into_inner().unwrap_or_else(PoisonError::into_inner))
}

struct UploadState<'s> {
    store: &'s ObjectStore,
    /// The files in the bucket, and the bytes that were sent since the manifest was written.
    progress: Mutex<(FileDigests, usize)>,
}

impl UploadState<'_> {
    /// Deletes stale files: pages before those that they link to, other files last.
    fn delete(&self, stale: &[String], progress: &dyn Progress) -> Result<(), PublishError> {
        let (pages, others): (Vec<&String>, Vec<&String>) =
            stale.iter().partition(|path| is_page(path));
        let links = Mutex::new(HashMap::new());
        concurrently(&pages, |path| {
            let html = self.store.get(path)?.unwrap_or_default();
            let page = PageLinks::read(path, &html);
            let mut links = links.lock().unwrap_or_else(PoisonError::into_inner);
            links.insert(path.to_string(), page.links);
            Ok(())
        })?;
        let mut links = links.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut graph = Vec::with_capacity(pages.len());
        for path in &pages {
            let links = links.remove(*path).unwrap_or_default();
            graph.push(Upload { path: path.to_string(), exists: true, links });
        }
        let Deletions { circle, steps } = upload_order::deletions(&graph);
        if !circle.is_empty() {
            // they differ from what was published, should they come back before the next run
            let mut files = self.lock();
            files.0.extend(circle.iter().map(|index| (graph[*index].path.clone(), None)));
            self.write_manifest(&files.0)?;
        }
        let removed: BTreeSet<&str> =
            circle.iter().map(|index| graph[*index].path.as_str()).collect();
        concurrently(&circle, |index| {
            let path = &graph[*index].path;
            let Some(html) = self.store.get(path)? else { return Ok(()) };
            self.store.put(path, &without_links(path, &html, |path| removed.contains(path)))
        })?;
        let steps = steps.iter().map(|step| step.iter().map(|index| pages[*index]).collect());
        for step in steps.chain([others]) {
            let step: Vec<&String> = step;
            concurrently(&step, |path| {
                self.store.delete(path)?;
                progress.step();
                self.note(path, None, 0)
            })?;
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, (FileDigests, usize)> {
        // a panic elsewhere is reported there; the map is consistent after each step
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes an upload, or without a digest a deletion.
    fn note(&self, path: &str, digest: Option<String>, bytes: usize) -> Result<(), PublishError> {
        let mut progress = self.lock();
        let (files, sent) = &mut *progress;
        match digest {
            Some(digest) => files.insert(path.to_string(), Some(digest)),
            None => files.remove(path),
        };
        *sent += bytes + REQUEST_COST;
        if *sent > MANIFEST_INTERVAL * (files.len() * 80 + REQUEST_COST) {
            *sent = 0;
            return self.write_manifest(files);
        }
        Ok(())
    }

    fn write_manifest(&self, files: &FileDigests) -> Result<(), PublishError> {
        self.store.put(KEY, &Manifest::new(false, files.clone()).to_bytes())
    }
}

/// Calls a function for all items, several at a time. After the first failure no new call begins.
fn concurrently<T: Sync>(
    items: &[T],
    call: impl Fn(&T) -> Result<(), PublishError> + Sync,
) -> Result<(), PublishError> {
    let next = AtomicUsize::new(0);
    let failed = AtomicBool::new(false);
    let work = || {
        while !failed.load(Ordering::Relaxed)
            && let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed))
        {
            call(item).inspect_err(|_| failed.store(true, Ordering::Relaxed))?;
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let count = CONCURRENT_REQUESTS.min(items.len());
        let workers: Vec<_> = (0..count).map(|_| scope.spawn(work)).collect();
        let mut result = Ok(());
        for worker in workers {
            let end = worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            result = result.and(end);
        }
        result
    })
}
