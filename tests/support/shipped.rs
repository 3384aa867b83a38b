//! The shipped site, built once for a test program, and its pages as links, ids and kinds.

use agon::build::pipeline::{Progress, Request, Strictness, build};
use agon::model::{Date, Day};
use html5gum::{Token, Tokenizer};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// One built page.
pub(crate) struct Page {
    pub html: String,
    /// As its body's class says; `None` where it has none.
    pub kind: Option<String>,
    pub ids: BTreeSet<String>,
    /// What its `a` elements and forms lead to.
    pub links: Vec<String>,
    /// What it loads: scripts, styles, pictures.
    pub loads: Vec<(String, String)>,
    /// The words of its headings.
    pub headings: Vec<String>,
}

static SITE: LazyLock<PathBuf> = LazyLock::new(build_shipped);
static PAGES: LazyLock<BTreeMap<String, Page>> = LazyLock::new(|| {
    let mut pages = BTreeMap::new();
    for path in files().into_iter().filter(|p| p.ends_with(".html")) {
        let html = std::fs::read_to_string(folder().join(&path)).expect("a page can be read");
        pages.insert(path, read(html));
    }
    pages
});

/// Where the built site is.
pub(crate) fn folder() -> &'static Path {
    &SITE
}

/// Every page by its path.
pub(crate) fn pages() -> &'static BTreeMap<String, Page> {
    &PAGES
}

/// A page of every kind, that of the middle size.
pub(crate) fn one_of_every_kind() -> BTreeMap<&'static str, &'static str> {
    let mut found: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for (path, page) in pages() {
        if let Some(kind) = page.kind.as_deref() {
            found.entry(kind).or_default().push((page.html.len(), path));
        }
    }
    let middle = |mut all: Vec<(usize, &'static str)>| {
        all.sort_unstable();
        all[all.len() / 2].1
    };
    found.into_iter().map(|(kind, all)| (kind, middle(all))).collect()
}

/// Every file of the built site, from its root.
pub(crate) fn files() -> Vec<String> {
    let walk = walkdir::WalkDir::new(folder()).sort_by_file_name().into_iter();
    let entries =
        walk.map(|e| e.expect("the built site can be read")).filter(|e| e.file_type().is_file());
    let path = |p: &Path| {
        p.strip_prefix(folder())
            .expect("it is inside")
            .to_str()
            .expect("names are UTF-8")
            .to_string()
    };
    entries
        .map(|e| path(e.path()))
        .filter(|p| !p.split('/').any(|part| part.starts_with('.')))
        .collect()
}

/// A folder for this test program's own use.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let program = std::env::current_exe().expect("a program has a path");
    let program = program
        .file_stem()
        .and_then(|s| s.to_str())
        .unwrap_or("test")
        .split('-')
        .next()
        .unwrap_or("test");
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(program).join(name)
}

/// A progress without output.
pub(crate) struct Silent;
impl Progress for Silent {
    fn stage(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

fn build_shipped() -> PathBuf {
    let out = scratch("site");
    let _ = std::fs::remove_dir_all(&out);
    std::fs::create_dir_all(out.parent().expect("it has a parent"))
        .expect("the target folder can be written");
    let request = Request {
        root: env!("CARGO_MANIFEST_DIR").into(),
        out: out.clone(),
        day: Day::Today(Date { year: 2026, month: 11, day: 20 }),
        drafts: agon::model::Drafts::Hidden,
        strictness: Strictness::Normal,
        output: agon::output::OutputOptions::default(),
    };
    let outcome = build(&request, &Silent).expect("the shipped site can be built");
    let errors: Vec<_> = outcome
        .report
        .iter()
        .filter(|d| d.severity() == agon::diagnostics::Severity::Error)
        .collect();
    assert!(outcome.summary.is_some(), "the shipped site has errors: {errors:#?}");
    out
}

fn read(html: String) -> Page {
    let mut page = Page {
        html: String::new(),
        kind: None,
        ids: BTreeSet::new(),
        links: Vec::new(),
        loads: Vec::new(),
        headings: Vec::new(),
    };
    let mut heading: Option<String> = None;
    for token in Tokenizer::new(&html) {
        let tag = match token {
            Ok(Token::StartTag(tag)) => tag,
            Ok(Token::String(text)) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&String::from_utf8_lossy(&text));
                }
                continue;
            }
            Ok(Token::EndTag(tag)) => {
                if is_heading(&tag.name) {
                    page.headings.extend(heading.take());
                }
                continue;
            }
            _ => continue,
        };
        if is_heading(&tag.name) {
            heading = Some(String::new());
        }
        let value = |name: &str| {
            tag.attributes
                .get(name.as_bytes())
                .map(|v| String::from_utf8_lossy(&v.value).into_owned())
        };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        page.ids.extend(value("id"));
        match name.as_str() {
            "a" => page.links.extend(value("href")),
            "form" => page.links.extend(value("action")),
            "body" => {
                let class = value("class").unwrap_or_default();
                page.kind =
                    class.split(' ').find_map(|c| c.strip_prefix("page-")).map(str::to_string);
            }
            "script" | "img" | "iframe" | "source" => {
                page.loads.extend(value("src").map(|v| (name, v)))
            }
            "link" if value("rel").as_deref() == Some("stylesheet") => {
                page.loads.extend(value("href").map(|v| (name, v)));
            }
            _ => {}
        }
    }
    page.html = html;
    page
}

fn is_heading(tag: &[u8]) -> bool {
    matches!(tag, b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6")
}

/// Where a relative address leads, from the site's root, with its fragment; `None` for another host.
pub(crate) fn resolve(from: &str, href: &str) -> Option<(String, Option<String>)> {
    let base = url::Url::parse("http://site.test/")
        .and_then(|root| root.join(from))
        .expect("a path is an address");
    let found = base.join(href).ok()?;
    if found.host_str() != Some("site.test") || found.scheme() != "http" {
        return None;
    }
    let path = found.path().trim_start_matches('/').to_string();
    Some((path, found.fragment().map(str::to_string)))
}
