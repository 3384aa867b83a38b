//! A built site is carried to a folder, a git branch and a bucket; hosts serve it; its outside links are asked.
//!
//! The remotes are real ones on this machine: git repositories, `rclone serve s3`, nginx. The link checker is not ours.

#[path = "publish/bucket.rs"]
mod bucket;
#[path = "publish/call.rs"]
mod call;
#[path = "publish/external.rs"]
mod external;
#[path = "support/folder.rs"]
mod folder;
#[path = "publish/git.rs"]
mod git;
#[path = "publish/hosts.rs"]
mod hosts;
#[path = "support/html.rs"]
mod html;
#[path = "publish/killed.rs"]
mod killed;
#[path = "publish/place.rs"]
mod place;
#[path = "support/pypi.rs"]
mod pypi;
#[path = "publish/store.rs"]
mod store;
