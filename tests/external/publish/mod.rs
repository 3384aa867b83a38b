//! A built site is carried to a git branch and a bucket, and hosts serve it.

mod bucket;
mod git;
mod hosts;
mod killed;
