//! The entry of the room.

use super::error::PublishError;
use super::job::{PublishChanges, PublishJob};
use super::{branch, bucket, folder};
use crate::build::pipeline::Progress;
use crate::model::DestinationKind;

/// Publishes a built site to one destination.
///
/// # Errors
/// If the destination refuses, if it has conflicting files, or if too much would be deleted. The message says what is
/// published then.
pub fn publish(
    job: &PublishJob<'_>,
    to: &DestinationKind,
    progress: &dyn Progress,
) -> Result<PublishChanges, PublishError> {
    match to {
        DestinationKind::Folder(folder) => folder::publish(job, &job.root.join(folder), progress),
        DestinationKind::Branch { branch, remote } => {
            branch::publish(job, branch, remote, progress)
        }
        DestinationKind::Bucket { .. } => bucket::publish(job, to, progress),
    }
}
