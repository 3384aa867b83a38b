//! Old addresses and pages for frames, as a reader meets them: in the address bar and on another site.

use super::driver::browser;
use super::server::{self, at};
use crate::support::shipped::{self, scratch};
use agon::build::pipeline::{Request, Strictness, build};
use agon::model::{Date, Day};
use serde_json::json;
use std::path::Path;

const EMBED: &str = "embed/open-vs-closed/threads/capability-gap/p-epoch-2024.html";

#[test]
fn a_page_for_frames_shows_on_another_site_and_its_links_leave_the_frame() {
    let browser = browser();
    let host = scratch("foreign");
    std::fs::create_dir_all(&host).expect("the target folder can be written");
    let page = format!(
        "<!doctype html><title>Elsewhere</title><iframe src=\"{}\" width=300 height=420></iframe>",
        at(EMBED)
    );
    std::fs::write(host.join("index.html"), page).expect("the target folder can be written");
    // Another port is another origin.
    let foreign = server::serve(host);
    browser.window(390, 800);
    browser.go(&format!("{foreign}/index.html"));
    let inside = browser.frame(
        "iframe",
        "return {
        said: document.querySelector('.newer').innerText,
        wide: document.documentElement.scrollWidth <= innerWidth,
        scripts: document.scripts.length,
        target: document.querySelector('base').target,
        newer: document.querySelector('.newer a').target,
        paper: getComputedStyle(document.body).backgroundColor !== 'rgba(0, 0, 0, 0)',
    }",
    );
    assert_eq!(
        inside,
        json!({"said": "There is something newer, of 31 May 2026: the newer position", "wide": true, "scripts": 0,
            "target": "_blank", "newer": "_self", "paper": true})
    );
}

#[test]
fn an_old_address_leads_on_and_keeps_the_passage() {
    let browser = browser();
    let root = scratch("renamed");
    let _ = std::fs::remove_dir_all(&root);
    agon::scaffold::init(&root).expect("the starting site");
    let about = root.join("content/pages/about.md");
    let text = std::fs::read_to_string(&about).expect("the starting site has it");
    std::fs::write(&about, text.replacen("---\n", "---\naliases: [imprint]\n", 1))
        .expect("it can be written");
    let day = Day::Today(Date { year: 2026, month: 11, day: 20 });
    let out = root.join("public");
    let request = Request {
        root,
        out: out.clone(),
        day,
        drafts: agon::model::Drafts::Hidden,
        strictness: Strictness::Normal,
        output: agon::output::OutputOptions::default(),
    };
    build(&request, &shipped::Silent).expect("the starting site can be built");
    let address = server::serve(out);
    browser.go(&format!("{address}/imprint.html?from=mail#main"));
    browser.wait("location.pathname === '/about.html'");
    assert_eq!(browser.url(), format!("{address}/about.html?from=mail#main"));
}

#[test]
fn the_code_for_other_sites_names_a_page_that_exists() {
    let browser = browser();
    browser.go(&at("topics/open-vs-closed/figures.html"));
    let code = browser.text("return document.querySelector('.embed-code pre').textContent");
    let path =
        code.split("/embed/").nth(1).and_then(|rest| rest.split('"').next()).expect("an address");
    assert!(code.starts_with("<iframe src=\"https://") && code.ends_with("</iframe>"), "{code}");
    assert!(Path::new(shipped::folder()).join("embed").join(path).is_file(), "{code}");
}
