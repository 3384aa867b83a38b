//! A block of code whose info string names a file is that file as a whole, and the files of some pages are a site.

use super::texts::{self, page_names, whole_files};
use crate::support::memory::site_of;
use agon::diagnostics::Severity;
use agon::model::{Date, Day};

/// Pages whose files are one site. A page that is in no group adds its files to the first one.
const SITES: [&[&str]; 3] = [
    &["first-topic"],
    &["first-topic", "first-correction"],
    &["format-site", "format-sources", "format-entities", "format-texts", "format-records"],
];

const TODAY: Day = Day::Today(Date { year: 2026, month: 6, day: 30 });

/// Errors and warnings of a site in memory.
fn findings(files: &[(String, String)]) -> Vec<String> {
    let built = site_of(files, TODAY);
    let report = built.report.iter().filter(|d| d.severity() != Severity::Advice);
    report.map(|d| format!("{} {}: {}", d.code, d.file(&built.files), d.message)).collect()
}

#[test]
fn sites_of_the_manual_have_no_findings() {
    for pages in SITES {
        let files = whole_files(pages);
        assert!(files.len() >= 7, "{pages:?} show {} files", files.len());
        assert_eq!(findings(&files), Vec::<String>::new(), "{pages:?}");
    }
}

#[test]
fn files_of_other_pages_fit_into_the_site_of_the_tutorial() {
    for name in page_names() {
        let is_listed = SITES.iter().any(|pages| pages.contains(&name.as_str()));
        if is_listed || whole_files(&[&name]).is_empty() {
            continue;
        }
        assert_eq!(findings(&whole_files(&["first-topic", &name])), Vec::<String>::new(), "{name}");
    }
}

/// Neither a forge nor agon shows the info string of a block.
#[test]
fn paragraph_before_a_whole_file_names_its_path() {
    let mut unnamed = Vec::new();
    for name in page_names() {
        let page = texts::page(&name);
        let mut before = "";
        for line in page.lines() {
            let path = line.strip_prefix("```").and_then(|info| info.split_once(' '));
            if let Some((_, path)) = path
                && !before.contains(&format!("`{path}`"))
            {
                unnamed.push(format!("{name}: {path}"));
            }
            if !line.is_empty() {
                before = line;
            }
        }
    }
    assert_eq!(unnamed, Vec::<String>::new());
}
