//! The manual is a site that agon builds.

use super::texts;
use crate::support::{call, crawl, folder};

#[test]
fn manual_builds_and_every_link_leads_somewhere() {
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    let args = ["build", "-C", "docs", "--strict", "--out", site.to_str().unwrap()];
    let (code, stdout, stderr) = call::agon(texts::root(), &args);
    assert_eq!(code, 0, "{stdout}{stderr}");
    let complaints = crawl::complaints(&folder::tree(&site), "https://agon.example/");
    assert_eq!(complaints, Vec::<String>::new());
}

#[test]
fn home_page_lists_every_page() {
    let home =
        std::fs::read_to_string(texts::root().join("docs/templates/pages/home.html")).unwrap();
    let missing: Vec<String> = texts::page_names()
        .into_iter()
        .filter(|name| !home.contains(&format!("href=\"{name}.html\"")))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}
