//! `agon serve`: what a browser gets is what `agon build` writes, with one script more in each page.

use crate::folder::{Folder, TODAY, Tree, Unwatched, build_at, date, differences, findings, tree};
use crate::random_edits::{State, edit, runner, sync};
use agon::model::Day;
use agon::pipeline::{Outcome, Request, Strictness, build_into};
use agon::serve::Server;
use agon::write::Memory;
use proptest::prelude::*;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;

struct Served {
    memory: Memory,
    server: Server,
}

/// Status, head and body.
type Answer = (u16, String, Vec<u8>);

impl Served {
    fn start() -> Served {
        let server = Server::start(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a free port");
        Served { memory: Memory::default(), server }
    }

    fn build(&mut self, root: &Path, day: &str) -> Outcome {
        let day = Day::AsKnownOn(date(day));
        let request = Request { root: root.into(), out: root.join("public"), day, strictness: Strictness::Normal };
        let outcome = build_into(&request, &mut self.memory, &Unwatched).expect("the machine allows a build");
        self.server.show(self.memory.tree(), Vec::new());
        outcome
    }

    fn ask(&self, method: &str, path: &str, head: &str) -> Answer {
        let mut stream = TcpStream::connect(self.server.address()).expect("the server listens");
        write!(stream, "{method} {path} HTTP/1.1\r\nConnection: close\r\n{head}\r\n").expect("the server reads");
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
        let file = |path: &String| (path.clone(), without_script(path, self.get(&format!("/{path}")).2));
        self.memory.tree().keys().map(file).collect()
    }
}

fn without_script(path: &str, bytes: Vec<u8>) -> Vec<u8> {
    if !path.ends_with(".html") {
        return bytes;
    }
    let text = String::from_utf8(bytes).expect("a page is text");
    let (before, rest) = text.split_once("<script src=\"/_agon/reload.js\"").expect("each page has the script");
    let (_, after) = rest.split_once("</script>").expect("the script ends");
    assert!(!after.contains("/_agon/"), "{path} has the script once");
    format!("{before}{after}").into_bytes()
}

#[test]
fn after_any_edits_what_is_served_is_what_a_clean_build_makes() {
    let started = tree(Folder::started().root());
    let run = runner(8).run(&proptest::collection::vec(edit(), 1..6), |edits| {
        let folder = Folder::of(&started);
        let mut state = State { files: started.clone(), day: TODAY.into() };
        let mut served = Served::start();
        served.build(folder.root(), &state.day);
        let mut last = served.site();
        for edit in edits {
            let mut next = state.clone();
            next.apply(&edit, &folder);
            sync(&folder, &state.files, &next.files);
            let outcome = served.build(folder.root(), &next.day);
            let clean = Folder::empty();
            let expected = build_at(folder.root(), &clean.at("public"), &next.day);
            prop_assert_eq!(findings(&outcome), findings(&expected), "after {:?}", edit);
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

fn started() -> (Folder, Served) {
    let (folder, mut served) = (Folder::started(), Served::start());
    folder.put("static/sound.mp3", "0123456789");
    folder.put("secret.txt", "nobody's business");
    served.build(folder.root(), TODAY);
    (folder, served)
}

#[test]
fn addresses_lead_to_pages_with_their_types_and_to_nothing_beside_the_site() {
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
    assert!(served.get("/topics/parking-minimums").1.contains("\r\nlocation: /topics/parking-minimums/\r\n"));
    assert_eq!(without_script("404.html", served.get("/nothing").2), served.memory.tree()["404.html"].bytes);
}

#[test]
fn ranges_heads_other_methods_and_other_hosts_are_answered_as_they_should_be() {
    let (_folder, served) = started();
    let host = "Host: localhost\r\n";
    let (status, head, body) = served.ask("GET", "/sound.mp3", &format!("{host}Range: bytes=2-4\r\n"));
    assert_eq!((status, body.as_slice()), (206, &b"234"[..]));
    assert!(head.contains("content-range: bytes 2-4/10\r\n") && head.contains("content-length: 3\r\n"), "{head}");
    assert_eq!(served.ask("GET", "/sound.mp3", &format!("{host}Range: bytes=10-\r\n")).0, 416);
    let (status, head, body) = served.ask("HEAD", "/sound.mp3", host);
    assert_eq!((status, body.len()), (200, 0));
    assert!(head.contains("content-length: 10\r\n"), "{head}");
    assert_eq!(served.ask("POST", "/", host).0, 405);
    for (host, status) in
        [("evil.example", 421), ("localhost.evil.example:80", 421), ("127.0.0.1:80", 200), ("[::1]", 200)]
    {
        assert_eq!(served.ask("GET", "/", &format!("Host: {host}\r\n")).0, status, "{host}");
    }
}
