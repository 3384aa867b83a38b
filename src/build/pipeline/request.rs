//! What is asked of the pipeline, and what it returns.

use super::timings::Timings;
use crate::diagnostics::{Report, Severity};
use crate::model::{Day, Drafts};
use crate::output::{OutputOptions, WriteSummary};
use crate::source::Files;
use std::path::PathBuf;

/// Whether warnings stop a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    Normal,
    Strict,
}

impl Strictness {
    /// Whether a site with these diagnostics is not built.
    pub fn stops(self, report: &Report) -> bool {
        report.has_errors() || self == Strictness::Strict && report.count(Severity::Warning) > 0
    }
}

/// A build or check of a folder.
#[derive(Clone, Debug)]
pub struct Request {
    /// The folder with content/ in it.
    pub root: PathBuf,
    /// The output folder.
    pub out: PathBuf,
    /// The day for which the site is built.
    pub day: Day,
    /// Whether drafts are part of the site.
    pub drafts: Drafts,
    /// Whether warnings count as errors.
    pub strictness: Strictness,
    /// How the output folder is written.
    pub output: OutputOptions,
}

/// The result of a build or check.
pub struct Outcome {
    /// The files that the site was read from.
    pub files: Files,
    /// The diagnostics of all stages.
    pub report: Report,
    /// What was written; `None` if nothing was, because of errors or because it was a check.
    pub summary: Option<WriteSummary>,
    /// The new list of published addresses, if the site has one and it changed.
    pub addresses: Option<String>,
    /// The duration of each stage.
    pub timings: Timings,
}

/// Receives how far a build is, from many threads.
pub trait Progress: Sync {
    /// A stage of `total` steps starts.
    fn stage(&self, name: &'static str, total: usize);
    fn step(&self);
}

/// Ignores how far a build is.
pub(super) struct NoProgress;

impl Progress for NoProgress {
    fn stage(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}
