//! Whether every file of the site can have its address, and whether the published addresses are still there.

use super::{data, headers, permalinks, reading_copies, search};
use crate::content::load::embedded;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::linking::differs_by_case;
use crate::model::{DataFiles, Day};
use crate::pages::{
    Ctx, FeedChannel, OPML, cards, check_page_paths, check_rooted_links, downloads, facts_files,
    href, plan,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Reports what is wrong with addresses. A site of the past lacks what came later, so its published addresses are not
/// checked.
pub fn check(ctx: &Ctx, day: Day, report: &mut Report) {
    check_rooted_links(ctx, report);
    check_page_paths(ctx, report);
    check_static_paths(ctx, report);
    if let Day::Today(_) = day {
        permalinks::check(ctx, report);
    }
}

/// Reports files of static/ and attachments that collide with the files that agon makes, or with each other.
fn check_static_paths(ctx: &Ctx, report: &mut Report) {
    let built_in: HashSet<String> = embedded::static_paths().collect();
    let statics = ctx.site.statics.iter().filter(|path| !built_in.contains(*path));
    let mut own: Vec<(&str, String)> =
        statics.map(|path| (path.as_str(), format!("static/{path}"))).collect();
    for source in &ctx.site.attachments {
        own.push((source.strip_prefix("content/").unwrap_or(source), source.clone()));
    }
    own.sort_unstable();
    if own.is_empty() {
        return;
    }
    let made = MadePaths::new(ctx);
    let mut others: BTreeMap<String, &str> = BTreeMap::new();
    for (path, place) in own {
        let lower = path.to_lowercase();
        let folder = folders(&lower).find_map(|folder| others.get(folder));
        let is_static = place.starts_with("static/");
        let problem = match (made.conflict(path, &lower, is_static), others.get(&lower), folder) {
            (Some(problem), _, _) => Some(problem),
            (None, Some(other), _) if *other == path => {
                Some(format!("two files have the path \"{path}\""))
            }
            (None, Some(other), _) => Some(differs_by_case(other)),
            (None, None, Some(file)) => Some(format!("\"{file}\" would be a file and a folder")),
            (None, None, None) => None,
        };
        if let Some(problem) = problem {
            let found = Diagnostic::in_file(&codes::DUPLICATE_NAME, place, problem);
            report.push(found.help("rename it; to change what agon makes, change its template"));
        }
        others.insert(lower, path);
    }
}

/// The files that agon makes.
struct MadePaths {
    /// By their paths in lower case; whether a file of static/ of the same path is written in place of it.
    files: HashMap<String, (String, Precedence)>,
    /// In lower case, with the first file in each.
    folders: HashMap<String, String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Precedence {
    OfStatic,
    OfNeither,
}

impl MadePaths {
    fn new(ctx: &Ctx) -> MadePaths {
        let mut made = MadePaths { files: HashMap::new(), folders: HashMap::new() };
        for route in plan(ctx) {
            let page = route.path(ctx);
            if ctx.site.config.data == DataFiles::Pages {
                made.add(href::data(&page), Precedence::OfStatic);
            }
            made.add(page, Precedence::OfNeither);
        }
        for path in ctx.tables.channels.iter().flat_map(FeedChannel::paths) {
            made.add(path, Precedence::OfNeither);
        }
        for card in cards(ctx) {
            made.add(card.path, Precedence::OfNeither);
        }
        for download in downloads(ctx) {
            made.add(download.path(ctx), Precedence::OfStatic);
        }
        for path in headers::PATHS.into_iter().chain(permalinks::FILES) {
            made.add(path.to_string(), Precedence::OfStatic);
        }
        for path in reading_copies::paths(ctx) {
            made.add(path, Precedence::OfStatic);
        }
        for path in [OPML, "robots.txt", "sitemap.xml"] {
            made.add(path.to_string(), Precedence::OfStatic);
        }
        for file in facts_files(ctx) {
            made.add(file.path(ctx), Precedence::OfStatic);
        }
        match ctx.site.config.data {
            DataFiles::Pages => made.add(data::schema().path, Precedence::OfStatic),
            DataFiles::Packed => made.add(data::facts_schema().path, Precedence::OfStatic),
            DataFiles::Lists | DataFiles::Off => {}
        }
        let index = format!("{}t0.js", search::FOLDER);
        for path in embedded::static_paths().chain([index]) {
            made.add_folders(&path);
        }
        made
    }

    fn add(&mut self, path: String, precedence: Precedence) {
        self.add_folders(&path);
        self.files.entry(path.to_lowercase()).or_insert((path, precedence));
    }

    fn add_folders(&mut self, path: &str) {
        for folder in folders(&path.to_lowercase()) {
            self.folders.entry(folder.to_string()).or_insert_with(|| path.to_string());
        }
    }

    /// Why a file of static/ collides with these.
    fn conflict(&self, path: &str, lower: &str, is_static: bool) -> Option<String> {
        if let Some((made, precedence)) = self.files.get(lower) {
            return match made == path {
                true if is_static && *precedence == Precedence::OfStatic => None,
                true => {
                    Some(format!("the file has the path of a file that agon makes, \"{made}\""))
                }
                false => Some(differs_by_case(made)),
            };
        }
        if lower.starts_with(search::FOLDER) && lower.ends_with(".js") {
            return Some(format!("the files of {} are the index of the search", search::FOLDER));
        }
        if let Some(inside) = self.folders.get(lower) {
            return Some(format!("agon makes \"{inside}\", so \"{path}\" is a folder"));
        }
        let file = folders(lower).find_map(|folder| self.files.get(folder));
        file.map(|(file, _)| format!("agon makes the file \"{file}\", so it is not a folder"))
    }
}

/// The folders that a path is in.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}
