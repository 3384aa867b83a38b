//! The entry of the room.

use super::error::PublishError;
use super::job::{PublishChanges, PublishJob};
use super::{branch, bucket, folder};
use crate::build::pipeline::Progress;
use crate::model::Place;

/// Publishes a built site to one destination.
///
/// # Errors
/// If the destination refuses, if it has conflicting files, or if too much would be deleted. The message says what is
/// published then.
pub fn publish(
    job: &PublishJob<'_>,
    to: &Place,
    progress: &dyn Progress,
) -> Result<PublishChanges, PublishError> {
    match to {
        Place::Folder(folder) => folder::publish(job, &job.root.join(folder), progress),
        Place::Branch { branch, remote } => branch::publish(job, branch, remote, progress),
        Place::Bucket { .. } => bucket::publish(job, to, progress),
    }
}
