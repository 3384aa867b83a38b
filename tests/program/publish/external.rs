//! Outside links, asked of a server that is slow, wrong, redirecting, closed, endless, busy and gone.

use crate::support::call::{agon, free_port};
use crate::support::folder::{Folder, TODAY, Unwatched, date};
use agon::link_check::{DuePolicy, ExternalLink, FILE, LinkHistory, RequestLimits, check_links};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the server was asked (`HEAD /ok`), by whom, and how many asked at the same time.
#[derive(Default)]
struct Seen {
    asked: Mutex<Vec<String>>,
    agents: Mutex<Vec<String>>,
    now: AtomicUsize,
    most: AtomicUsize,
}

fn server() -> (u16, Arc<Seen>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = Arc::new(Seen::default());
    let own = Arc::clone(&seen);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let own = Arc::clone(&own);
            std::thread::spawn(move || answer(stream, &own));
        }
    });
    (port, seen)
}

fn answer(mut stream: TcpStream, seen: &Seen) {
    let lines: Vec<String> = BufReader::new(&stream)
        .lines()
        .map_while(Result::ok)
        .take_while(|l| !l.is_empty())
        .collect();
    let Some(first) = lines.first() else { return };
    let most = seen.now.fetch_add(1, Ordering::SeqCst) + 1;
    seen.most.fetch_max(most, Ordering::SeqCst);
    let mut words = first.split(' ');
    let (method, path) = (words.next().unwrap(), words.next().unwrap());
    seen.asked.lock().unwrap().push(format!("{method} {path}"));
    seen.agents.lock().unwrap().extend(
        lines
            .iter()
            .filter_map(|l| l.to_lowercase().strip_prefix("user-agent: ").map(String::from)),
    );
    let go = |status: &str, to: &str| {
        format!("HTTP/1.1 {status}\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n")
    };
    let plain = |status: &str| {
        format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    };
    let said = match (method, path) {
        (_, "/ok" | "/new") => plain("200 OK"),
        ("HEAD", "/no-head" | "/endless") => plain("405 Method Not Allowed"),
        (_, "/no-head") => plain("200 OK"),
        (_, "/error") => plain("500 Internal Server Error"),
        (_, "/gone") => plain("404 Not Found"),
        (_, "/closed") => plain("403 Forbidden"),
        (_, "/busy") => plain("429 Too Many Requests"),
        (_, "/garbage") => "%$§! and more of it\r\n\r\n".to_string(),
        (_, "/moved") => go("301 Moved Permanently", "/moved-too"),
        (_, "/moved-too") => go("308 Permanent Redirect", "/new"),
        (_, "/for-now") => go("302 Found", "/moved"),
        (_, "/circle") => go("302 Found", "/circle-too"),
        (_, "/circle-too") => go("302 Found", "/circle"),
        (_, "/script") => go("302 Found", "javascript:alert(1)"),
        (_, "/slow") => {
            std::thread::sleep(Duration::from_millis(1500));
            plain("200 OK")
        }
        (_, "/endless") => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            while stream.write_all(&[b'x'; 4096]).is_ok() {}
            String::new()
        }
        _ => plain("200 OK"),
    };
    // the next request may come as soon as this one is answered
    seen.now.fetch_sub(1, Ordering::SeqCst);
    let _ = stream.write_all(said.as_bytes());
}

const QUICK: RequestLimits = RequestLimits {
    at_once: 8,
    pause: Duration::from_millis(2),
    timeout: Duration::from_millis(400),
    largest: 10_000,
    redirects: 5,
};

fn link(address: &str) -> ExternalLink {
    ExternalLink { address: address.to_string(), places: Vec::new(), archive: None }
}

/// Asks on a day and gives what is then known, without the server's name.
fn asked(
    links: &[ExternalLink],
    memory: &mut LinkHistory,
    day: &str,
) -> BTreeMap<String, (String, usize, Option<String>)> {
    check_links(links, memory, date(day), DuePolicy::After(7), QUICK, &Unwatched, &mut |_| {})
        .expect("the machine can reach itself");
    let path =
        |address: &str| address.splitn(4, '/').nth(3).map(|p| format!("/{p}")).unwrap_or_default();
    let known = links.iter().filter_map(|l| memory.get(&l.address));
    known
        .map(|r| (path(&r.address), (r.said.clone(), r.failed.len(), r.moved.as_deref().map(path))))
        .collect()
}

#[test]
fn link_check_classifies_server_answers() {
    let (port, seen) = server();
    let paths = [
        "/ok", "/no-head", "/error", "/gone", "/closed", "/garbage", "/moved", "/for-now",
        "/circle", "/script", "/slow", "/endless",
    ];
    let mut links: Vec<ExternalLink> =
        paths.iter().map(|path| link(&format!("http://127.0.0.1:{port}{path}"))).collect();
    links.push(link(&format!("http://127.0.0.1:{}/refused", free_port())));
    links.push(link("http://no.such.host.invalid/unknown"));
    links.sort_by(|a, b| a.address.cmp(&b.address));
    let mut memory = LinkHistory::default();
    let found = asked(&links, &mut memory, "2026-06-01");
    let is = |path: &str, said: &str, failed: usize, moved: Option<&str>| {
        let (told, days, to) = &found[path];
        assert!(told.contains(said), "{path}: {told}");
        assert_eq!((*days, to.as_deref()), (failed, moved), "{path}");
    };
    is("/ok", "ok", 0, None);
    is("/no-head", "ok", 0, None);
    is("/error", "500 Internal Server Error", 1, None);
    is("/gone", "404 Not Found", 1, None);
    is("/closed", "403 Forbidden", 0, None);
    is("/garbage", "not HTTP", 1, None);
    is("/moved", "ok", 0, Some("/new"));
    is("/for-now", "ok", 0, None);
    is("/circle", "its redirects go round in a circle", 1, None);
    is("/script", "which is not on the web", 1, None);
    is("/slow", "it did not answer in time", 1, None);
    is("/endless", "ok", 0, None);
    is("/refused", "refused", 1, None);
    is("/unknown", "its host is not known", 1, None);
    assert!(seen.agents.lock().unwrap().iter().all(|a| a.starts_with("agon/")));

    // the next day only what failed is asked again, after a week what answered too
    seen.asked.lock().unwrap().clear();
    asked(&links, &mut memory, "2026-06-01");
    assert_eq!(*seen.asked.lock().unwrap(), Vec::<String>::new());
    let second = asked(&links, &mut memory, "2026-06-02");
    assert!(!seen.asked.lock().unwrap().iter().any(|a| a.ends_with("/ok")));
    assert_eq!((second["/gone"].1, second["/slow"].1), (2, 2));
    let third = asked(&links, &mut memory, "2026-06-08");
    assert!(seen.asked.lock().unwrap().iter().any(|a| a.ends_with("/ok")));
    assert_eq!((third["/gone"].1, third["/ok"].1, third["/closed"].1), (3, 0, 0));
    assert_eq!(LinkHistory::parse(&memory.text()), Ok(memory));
}

#[test]
fn link_check_is_polite_to_hosts() {
    let (port, seen) = server();
    let (other, _) = server();
    let mut links: Vec<ExternalLink> =
        (0..20).map(|n| link(&format!("http://127.0.0.1:{port}/{n:02}"))).collect();
    // another name of the same machine leads to the first host
    links.push(link(&format!("http://localhost:{other}/moved")));
    let mut memory = LinkHistory::default();
    let found = asked(&links, &mut memory, "2026-06-01");
    assert_eq!((found.len(), seen.most.load(Ordering::SeqCst)), (21, 1));

    let (port, seen) = server();
    let links: Vec<ExternalLink> =
        ["/a", "/busy", "/c", "/d"].map(|p| link(&format!("http://127.0.0.1:{port}{p}"))).into();
    let mut memory = LinkHistory::default();
    let counts = check_links(
        &links,
        &mut memory,
        date("2026-06-01"),
        DuePolicy::New,
        QUICK,
        &Unwatched,
        &mut |_| {},
    )
    .unwrap();
    assert_eq!((counts.known, counts.asked, counts.waiting, counts.failed), (4, 1, 3, 0));
    assert_eq!(seen.asked.lock().unwrap().last().map(String::as_str), Some("GET /busy"));
    assert!(memory.get(&links[3].address).is_none(), "what was not asked is not known");
}

#[test]
fn link_check_saves_while_it_runs() {
    let (port, _) = server();
    let links: Vec<ExternalLink> =
        (0..120).map(|n| link(&format!("http://127.0.0.1:{port}/{n:03}"))).collect();
    let mut saved = Vec::new();
    let limits = RequestLimits { pause: Duration::ZERO, ..QUICK };
    let mut save = |memory: &LinkHistory| saved.push(memory.text().lines().count());
    check_links(
        &links,
        &mut LinkHistory::default(),
        date("2026-06-01"),
        DuePolicy::New,
        limits,
        &Unwatched,
        &mut save,
    )
    .unwrap();
    assert_eq!(saved, [50, 100]);
}

#[test]
fn link_check_offline_changes_nothing() {
    let port = free_port();
    let links: Vec<ExternalLink> =
        (0..6).map(|n| link(&format!("http://127.0.0.1:{port}/{n}"))).collect();
    let mut memory = LinkHistory::default();
    let offline = check_links(
        &links,
        &mut memory,
        date("2026-06-01"),
        DuePolicy::New,
        QUICK,
        &Unwatched,
        &mut |_| {},
    )
    .unwrap_err();
    assert!(offline.to_string().starts_with("none of 6 addresses could be reached; "), "{offline}");
    assert_eq!(memory, LinkHistory::default());
}

#[test]
fn link_check_reports_every_position() {
    let (port, seen) = server();
    let base = format!("http://127.0.0.1:{port}");
    let site = Folder::empty();
    site.put(
        "content/site.yaml",
        format!("title: T\nbase_url: https://t.example/\nelsewhere: [{{id: e, title: E, url: '{base}/ok'}}]\n"),
    );
    site.put(
        "content/sources/s.yaml",
        format!("- {{id: a, type: report, title: A, URL: '{base}/gone#part', archive: 'https://archive.example/a'}}\n- {{id: b, type: report, title: B, URL: {base}/moved}}\n"),
    );
    site.put(
        "content/topics/t/topic.md",
        "---\ntitle: T t\nquestion: Why?\n---\n## Where it stands\nText [@a; @b].\n",
    );
    let text = format!(
        "---\ntitle: P\n---\nA [link]({base}/gone), an image of <{base}/ok> and [one][ref].\n\n[ref]: {base}/gone\n"
    );
    site.put("content/pages/p.md", &text);
    let check = |args: &[&str]| {
        let quick = [
            "check",
            "--external",
            "--pause",
            "0",
            "--timeout",
            "2",
            "--as-of",
            TODAY,
            "--format",
            "json",
        ];
        let (code, out, err) = agon(site.root(), &[&quick, args].concat());
        let found: serde_json::Value =
            serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out}{err}"));
        let list = found["diagnostics"].as_array().expect("a list").clone();
        let of_links =
            |d: &serde_json::Value| d["code"].as_str().is_some_and(|c| c.starts_with("A8"));
        (code, list.into_iter().filter(of_links).collect::<Vec<_>>(), err)
    };
    let (code, found, err) = check(&[]);
    assert_eq!(code, 0, "{err}");
    assert!(
        err.contains(
            "3 addresses, 3 asked, 1 failed, 0 let no programs in -> external-links.jsonl ("
        ),
        "{err}"
    );
    let codes: Vec<&str> = found.iter().map(|d| d["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["A803", "A803", "A803", "A802"]);

    // as if it had failed on two other days before
    let file = site.read(FILE);
    let days: Vec<&str> =
        file.split('"').filter(|w| w.len() == 10 && w.starts_with("20")).collect();
    let today = days[0].to_string();
    let earlier = "\"failed\":[\"2026-01-01\",\"2026-01-02\"]";
    let mut older = file.replace(&format!("\"failed\":[\"{today}\"]"), earlier);
    older = older.replace(
        &format!("\"asked\":\"{today}\",\"said\":\"404"),
        "\"asked\":\"2026-01-02\",\"said\":\"404",
    );
    assert_ne!(older, file);
    site.put(FILE, &older);
    seen.asked.lock().unwrap().clear();
    let (code, found, _) = check(&["--strict"]);
    assert_eq!(code, 1, "dead links are warnings");
    assert_eq!(
        *seen.asked.lock().unwrap(),
        ["HEAD /gone", "GET /gone"],
        "what answered today is not asked again"
    );
    let told: Vec<String> = found
        .iter()
        .filter(|d| d["code"] == "A801")
        .map(|d| format!("{}:{}:{}", d["path"].as_str().unwrap_or("?"), d["line"], d["column"]))
        .collect();
    let column = text.lines().nth(3).unwrap().find(&base).unwrap() + 1;
    let reference = text.lines().nth(3).unwrap().find("[one]").unwrap() + 1;
    let source = site.read("content/sources/s.yaml").find(&base).unwrap() + 1;
    let wanted = [
        format!("content/pages/p.md:4:{column}"),
        format!("content/pages/p.md:4:{reference}"),
        format!("content/sources/s.yaml:1:{source}"),
    ];
    assert_eq!(told, wanted, "{found:?}");
    let help = found.iter().find(|d| d["code"] == "A801").unwrap().to_string();
    assert!(help.contains("an archived copy is recorded: https://archive.example/a"), "{help}");
    let (_, found, err) = check(&["--only-new"]);
    assert!(err.contains(" 0 asked, ") && found.len() == 4, "{err}");

    site.put(FILE, "<<<<<<< ours\n");
    let (code, _, err) = agon(site.root(), &["check", "--external"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("external-links.jsonl, line 1: ")
            && err.contains("correct the line, or remove it"),
        "{err}"
    );
    assert_eq!(agon(site.root(), &["build"]).0, 0, "a build does not look at it");
}
