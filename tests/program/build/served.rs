//! `agon serve`: what a browser gets is what `agon build` writes, with one script more in each page.

use super::random_edits::{State, edit, runner, sync};
use crate::support::folder::{
    Folder, TODAY, Tree, build_at, date, differences, findings, lines, tree,
};
use agon::build::pipeline::{CheckDepth, LazySite, Preview, PreviewUpdate, Strictness};
use agon::content::load::SourceChange;
use agon::diagnostics::Severity;
use agon::model::Day;
use agon::serve::{Server, problems};
use proptest::prelude::*;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Short, so that a test can wait for it.
const IDLE_LIMIT: Duration = Duration::from_secs(1);

struct Served {
    preview: Preview,
    server: Server,
    /// The site that is shown.
    site: Option<Arc<LazySite>>,
    /// Everything that was found.
    found: String,
}

/// Status, head and body.
type Answer = (u16, String, Vec<u8>);

impl Served {
    fn start(root: &Path) -> Served {
        let server =
            Server::start(SocketAddr::from(([127, 0, 0, 1], 0)), IDLE_LIMIT).expect("a free port");
        Served { preview: Preview::new(root), server, site: None, found: String::new() }
    }

    /// Looks at what changed, and then at every page, as `agon serve` does when nothing else happens.
    fn look(&mut self, changed: &SourceChange, day: &str) {
        let day = Day::AsKnownOn(date(day));
        let seen =
            self.preview.update(changed, day, Strictness::Normal).expect("the folder can be read");
        let Some(PreviewUpdate { files, report, site, .. }) = seen else { return };
        self.found = lines(&report, &files);
        let shown = |report| problems(report, &files, &[Severity::Error], Path::new("/"), "");
        self.server.show(site.clone(), shown(&report));
        let Some(site) = site else { return };
        let made = site.check(CheckDepth::All, &|| false).expect("nothing stops it");
        if made.is_empty() {
            self.server.settle();
            self.site = Some(site);
        } else {
            self.found += &lines(&made, &files);
            self.server.unsettle(shown(&made));
        }
    }

    fn ask(&self, method: &str, path: &str, head: &str) -> Answer {
        let mut stream = TcpStream::connect(self.server.address()).expect("the server listens");
        write!(stream, "{method} {path} HTTP/1.1\r\nConnection: close\r\n{head}\r\n")
            .expect("the server reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("the server answers");
        let end = answer.windows(4).position(|w| w == b"\r\n\r\n").expect("a head ends");
        let body = answer.split_off(end + 4);
        let head = String::from_utf8(answer).expect("a head is text").to_lowercase();
        (head[9..12].parse().expect("a status"), head, body)
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "Host: localhost\r\n")
    }

    /// Every file as a browser gets it, without the script.
    fn site(&self) -> Tree {
        let file =
            |path: &String| (path.clone(), without_script(path, self.get(&format!("/{path}")).2));
        let paths =
            self.site.iter().flat_map(|site| site.paths().expect("templates that were tried"));
        paths.collect::<Vec<_>>().iter().map(file).collect()
    }
}

fn without_script(path: &str, bytes: Vec<u8>) -> Vec<u8> {
    if !path.ends_with(".html") {
        return bytes;
    }
    let text = String::from_utf8(bytes).expect("a page is text");
    let (before, rest) =
        text.split_once("<script src=\"/_agon/reload.js\"").expect("each page has the script");
    let (_, after) = rest.split_once("</script>").expect("the script ends");
    assert!(!after.contains("/_agon/"), "{path} has the script once");
    format!("{before}{after}").into_bytes()
}

/// The paths of the files that differ.
fn changed(folder: &Folder, from: &Tree, to: &Tree) -> SourceChange {
    let differs = |path: &&String| from.get(*path) != to.get(*path);
    let paths: std::collections::BTreeSet<&String> =
        from.keys().chain(to.keys()).filter(differs).collect();
    SourceChange::Paths(paths.into_iter().map(|path| folder.at(path)).collect())
}

#[test]
fn served_site_equals_a_clean_build() {
    let started = tree(Folder::started().root());
    let run = runner(10).run(&proptest::collection::vec(edit(), 1..6), |edits| {
        let folder = Folder::of(&started);
        let mut state = State { files: started.clone(), day: TODAY.into() };
        let mut served = Served::start(folder.root());
        served.look(&SourceChange::Unknown, &state.day);
        let mut last = served.site();
        for (n, edit) in edits.into_iter().enumerate() {
            let mut next = state.clone();
            next.apply(&edit, &folder);
            sync(&folder, &state.files, &next.files);
            // half of the time nobody knows which file it was
            let changed = if n % 2 == 0 {
                changed(&folder, &state.files, &next.files)
            } else {
                SourceChange::Unknown
            };
            served.look(&changed, &next.day);
            let clean = Folder::empty();
            let expected = build_at(folder.root(), &clean.at("public"), &next.day);
            prop_assert_eq!(&served.found, &findings(&expected), "after {:?}", edit);
            // with a mistake, the last good site stays
            let wanted = if expected.summary.is_some() { clean.public() } else { last.clone() };
            last = served.site();
            prop_assert_eq!(differences(&last, &wanted), Vec::<String>::new(), "after {:?}", edit);
            state = next;
        }
        Ok(())
    });
    run.unwrap_or_else(|e| panic!("{e}"));
}

#[test]
fn template_failure_keeps_the_last_good_site() {
    let (folder, mut served) = started();
    let before = served.site();
    let page = "templates/pages/search.html";
    folder.put(page, "{% extends \"layout.html\" %}{% block main %}{{ page.nothing.of.the.kind }}{% endblock main %}");
    served.look(&SourceChange::Paths(vec![folder.at(page)]), TODAY);
    assert!(served.found.contains("A602 error templates/pages/search.html:1:"), "{}", served.found);
    assert_eq!(differences(&served.site(), &before), Vec::<String>::new());
    let state = String::from_utf8(served.get("/_agon/state?path=/").2).unwrap();
    assert!(state.contains("A602") && state.contains("templates/pages/search.html"), "{state}");
    folder.remove(page);
    served.look(&SourceChange::Paths(vec![folder.at(page)]), TODAY);
    assert_eq!((served.found.as_str(), differences(&served.site(), &before)), ("", Vec::new()));
    assert!(!String::from_utf8(served.get("/_agon/state?path=/").2).unwrap().contains("A602"));
}

fn started() -> (Folder, Served) {
    let folder = Folder::started();
    let mut served = Served::start(folder.root());
    folder.put("static/sound.mp3", "0123456789");
    folder.put("secret.txt", "nobody's business");
    served.look(&SourceChange::Unknown, TODAY);
    (folder, served)
}

#[test]
fn paths_lead_to_site_files_only() {
    let (_folder, served) = started();
    let page = served.get("/index.html").2;
    assert_eq!(served.get("/"), served.get("/index.html"));
    assert!(String::from_utf8(page).unwrap().contains("data-style=\"css/agon."));
    for (path, status, kind) in [
        ("/topics/parking-minimums/?q=1", 200, "text/html; charset=utf-8"),
        ("/search/index.js", 200, "text/javascript; charset=utf-8"),
        ("/img/favicon.svg", 200, "image/svg+xml"),
        ("/sound.mp3", 200, "audio/mpeg"),
        ("/topics/parking-minimums", 308, "text/html; charset=utf-8"),
        ("/nothing", 404, "text/html; charset=utf-8"),
        ("/../secret.txt", 404, "text/html; charset=utf-8"),
        ("/%2e%2e/secret.txt", 404, "text/html; charset=utf-8"),
        ("/..%2fsecret.txt", 404, "text/html; charset=utf-8"),
        ("//etc/passwd", 404, "text/html; charset=utf-8"),
    ] {
        let (found, head, _) = served.get(path);
        assert_eq!(found, status, "{path}");
        assert!(head.contains(&format!("content-type: {kind}\r\n")), "{path}: {head}");
    }
    assert!(
        served
            .get("/topics/parking-minimums")
            .1
            .contains("\r\nlocation: /topics/parking-minimums/\r\n")
    );
    assert_eq!(without_script("404.html", served.get("/nothing").2), served.site()["404.html"]);
}

#[test]
fn not_found_page_works_below_a_base_path() {
    let folder = Folder::started();
    folder.replace(
        "content/site.yaml",
        "base_url: https://",
        "base_url: https://host.example/some/where #",
    );
    let mut served = Served::start(folder.root());
    served.look(&SourceChange::Unknown, TODAY);
    let (status, _, page) = served.get("/nowhere/at/all");
    let page = String::from_utf8(page).unwrap();
    let style = page
        .split("href=\"")
        .find_map(|rest| rest.split('"').next().filter(|a| a.ends_with(".css")))
        .unwrap();
    assert_eq!((status, style.starts_with("/some/where/css/")), (404, true), "{style}");
    assert_eq!(
        [served.get(style).0, served.get("/some/where/").0, served.get("/some/where/none").0],
        [200, 200, 404]
    );
}

#[test]
fn ranges_methods_and_hosts() {
    let (_folder, served) = started();
    let host = "Host: localhost\r\n";
    let (status, head, body) =
        served.ask("GET", "/sound.mp3", &format!("{host}Range: bytes=2-4\r\n"));
    assert_eq!((status, body.as_slice()), (206, &b"234"[..]));
    assert!(
        head.contains("content-range: bytes 2-4/10\r\n") && head.contains("content-length: 3\r\n"),
        "{head}"
    );
    assert_eq!(served.ask("GET", "/sound.mp3", &format!("{host}Range: bytes=10-\r\n")).0, 416);
    let (status, head, body) = served.ask("HEAD", "/sound.mp3", host);
    assert_eq!((status, body.len()), (200, 0));
    assert!(head.contains("content-length: 10\r\n"), "{head}");
    assert_eq!(served.ask("POST", "/", host).0, 405);
    for (host, status) in [
        ("evil.example", 421),
        ("localhost.evil.example:80", 421),
        ("127.0.0.1:80", 200),
        ("[::1]", 200),
    ] {
        assert_eq!(served.ask("GET", "/", &format!("Host: {host}\r\n")).0, status, "{host}");
    }
}

#[test]
fn pages_of_other_sites_cannot_read_the_draft() {
    let (_folder, served) = started();
    for (site, destination, status) in [
        ("cross-site", "script", 403),
        ("same-site", "script", 403),
        ("cross-site", "iframe", 403),
        ("cross-site", "empty", 403),
        ("same-origin", "script", 200),
        ("none", "document", 200),
        ("cross-site", "document", 200),
    ] {
        let head = format!(
            "Host: localhost\r\nSec-Fetch-Site: {site}\r\nSec-Fetch-Dest: {destination}\r\n"
        );
        let (answer, head, _) = served.ask("GET", "/search/index.js", &head);
        assert_eq!(answer, status, "{site} {destination}");
        if status == 200 {
            assert!(head.contains("cross-origin-resource-policy: same-origin\r\n"), "{head}");
        }
    }
}

#[test]
fn served_pages_have_the_policy_of_published_ones() {
    let (folder, mut served) = started();
    let policy = std::fs::read_to_string("templates/hosting/policy.txt").unwrap();
    for path in ["/", "/search/index.js", "/nothing"] {
        let (_, head, _) = served.get(path);
        for header in [
            &format!("content-security-policy: {}\r\n", policy.trim()),
            "x-content-type-options: nosniff\r\n",
            "referrer-policy: strict-origin-when-cross-origin\r\n",
        ] {
            assert!(head.contains(header), "{path}: {head}");
        }
    }
    folder.put("templates/hosting/policy.txt", "default-src 'self'\n");
    served.look(&SourceChange::Unknown, TODAY);
    assert!(served.get("/").1.contains("content-security-policy: default-src 'self'\r\n"));
}

#[test]
fn half_open_and_idle_connections_are_closed() {
    let (_folder, served) = started();
    for (request, answered) in
        [("GET / HT", false), ("GET /sound.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n", true)]
    {
        let mut stream = TcpStream::connect(served.server.address()).unwrap();
        stream.set_read_timeout(Some(IDLE_LIMIT * 20)).unwrap();
        let start = Instant::now();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("the server closes the connection");
        assert!(start.elapsed() >= IDLE_LIMIT / 2, "{request}: closed too early");
        assert_eq!(answer.starts_with(b"HTTP/1.1 200"), answered, "{request}");
    }
}
