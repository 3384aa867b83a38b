//! Which copies a site has, and their files.

use super::copy::{thread, topic};
use super::llms::{LLMS, llms};
use crate::pages::{Ctx, PageKind, copied_pages, href};
use crate::source::OutputFile;

/// Whether a path can be that of a copy.
pub fn is_copy(path: &str) -> bool {
    path == LLMS || (path.starts_with("topics/") && path.ends_with(".md"))
}

/// The paths of all copies.
pub fn paths(ctx: &Ctx) -> Vec<String> {
    let mut paths = Vec::new();
    if ctx.site.has_copies() {
        paths.push(LLMS.to_string());
        paths.extend(copied_pages(ctx).iter().map(|kind| href::copy(&kind.base(ctx))));
    }
    paths
}

/// The copies of a site, without those that a file of static/ replaces.
pub fn files(ctx: &Ctx) -> Vec<OutputFile> {
    let mut files = Vec::new();
    if !ctx.site.has_copies() {
        return files;
    }
    if !ctx.site.has_static(LLMS) {
        files.push(OutputFile { path: LLMS.to_string(), bytes: llms(ctx).into_bytes() });
    }
    for kind in copied_pages(ctx) {
        let path = href::copy(&kind.base(ctx));
        if ctx.site.has_static(&path) {
            continue;
        }
        let text = match kind {
            PageKind::Topic(id) => topic(ctx, id, &path),
            PageKind::Thread(doc) => thread(ctx, doc, &path),
            _ => unreachable!("only topics and threads have copies"),
        };
        files.push(OutputFile { path, bytes: text.into_bytes() });
    }
    files
}
