//! `agon serve` as a program, with an editor that saves in every way there is and folders that come and go.

use crate::support::folder::{Folder, TODAY};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

struct Serving {
    agon: Child,
    address: String,
    /// What it said on its two streams.
    out: Arc<Mutex<String>>,
    err: Arc<Mutex<String>>,
}

/// Reads on, so that the program never waits for a reader.
fn collect(stream: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let said = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&said);
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let mut said = kept.lock().unwrap();
            *said += &line;
            said.push('\n');
        }
    });
    said
}

impl Serving {
    fn start(root: &Path, more: &[&str]) -> Serving {
        let mut agon = Command::new(env!("CARGO_BIN_EXE_agon"))
            .args(["serve", "--as-of", TODAY, "--root"])
            .arg(root)
            .args(more)
            .env("NO_COLOR", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("agon starts");
        let (out, err) =
            (collect(agon.stdout.take().unwrap()), collect(agon.stderr.take().unwrap()));
        let mut serving = Serving { agon, address: String::new(), out, err };
        serving.wait("an address", |s| s.out().contains("shows the site"));
        let said = serving.out();
        serving.address =
            said.split("http://").nth(1).unwrap().split('/').next().unwrap().to_string();
        serving
    }

    fn out(&self) -> String {
        self.out.lock().unwrap().clone()
    }

    fn err(&self) -> String {
        self.err.lock().unwrap().clone()
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("the server listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// What is wrong, as the overlay has it.
    fn problems(&self) -> Vec<Value> {
        let answer = self.get("/_agon/state?path=/");
        let (_, body) = answer.split_once("\r\n\r\n").expect("a head ends");
        let state: Value = serde_json::from_str(body).unwrap_or_else(|e| panic!("{e}: {body}"));
        state["problems"].as_array().cloned().unwrap_or_default()
    }

    fn files(&self) -> Vec<String> {
        self.problems().iter().map(|p| p["file"].as_str().unwrap_or_default().to_string()).collect()
    }

    /// Waits until something is so; a minute is for ever.
    fn wait(&mut self, what: &str, so: impl Fn(&Serving) -> bool) {
        let started = Instant::now();
        while !so(self) {
            let ended = self.agon.try_wait().expect("agon can be asked");
            let late = started.elapsed() > Duration::from_secs(60);
            assert!(
                ended.is_none() && !late,
                "no {what}: {ended:?}\n{}\n{}",
                self.out(),
                self.err()
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.agon.kill();
        let _ = self.agon.wait();
    }
}

const ABOUT: &str = "content/pages/about.md";

#[test]
fn serve_follows_every_way_of_saving() {
    let site = Folder::started();
    let mut serving = Serving::start(site.root(), &["--port", "0"]);
    let text = site.read(ABOUT);
    let with = |words: &str| text.replacen("This site", words, 1);

    fs::write(site.at("content/pages/.about.md.new"), with("Renamed, this site")).unwrap();
    fs::rename(site.at("content/pages/.about.md.new"), site.at(ABOUT)).unwrap();
    serving.wait("page after a rename", |s| s.get("/about.html").contains("Renamed, this site"));

    // the old file aside, a new one in its place, the old one away: as vim does
    fs::rename(site.at(ABOUT), site.at("content/pages/about.md~")).unwrap();
    fs::write(site.at(ABOUT), with("Moved aside, this site")).unwrap();
    fs::remove_file(site.at("content/pages/about.md~")).unwrap();
    serving
        .wait("page after a backup", |s| s.get("/about.html").contains("Moved aside, this site"));

    // a file that is being written is half a file for a while
    let whole = with("In pieces, this site");
    let (first, rest) = whole.split_at(whole.find("title").unwrap() + 3);
    let mut file = fs::File::create(site.at(ABOUT)).unwrap();
    file.write_all(first.as_bytes()).unwrap();
    serving.wait("mistake in half a file", |s| s.files() == [ABOUT]);
    assert!(
        serving.get("/about.html").contains("Moved aside, this site"),
        "the last good site stays"
    );
    file.write_all(rest.as_bytes()).unwrap();
    drop(file);
    serving.wait("whole page", |s| {
        s.get("/about.html").contains("In pieces, this site") && s.files().is_empty()
    });

    let before = serving.out().lines().count();
    std::thread::scope(|threads| {
        for thread in 0..4 {
            let (site, with) = (&site, &with);
            threads.spawn(move || {
                for n in 0..500 {
                    let page = format!("---\ntitle: Page {thread} {n}\n---\n\nOne of many.\n");
                    site.put(&format!("content/pages/many-{thread}-{n}.md"), page);
                    if thread == 0 {
                        site.put(ABOUT, with(&format!("Saved {n} times, this site")));
                    }
                }
            });
        }
    });
    serving.wait("last of all saves", |s| {
        s.get("/about.html").contains("Saved 499 times, this site")
            && (0..4)
                .all(|n| s.get(&format!("/many-{n}-499.html")).contains(&format!("Page {n} 499")))
            && s.files().is_empty()
    });
    let looks = serving.out().lines().count() - before;
    assert!(looks < 500, "2,500 saves were looked at {looks} times");
}

#[test]
fn serve_survives_missing_folders() {
    let top = Folder::empty();
    let root = top.at("site");
    agon::scaffold::init(&root).unwrap();
    let mut serving = Serving::start(&root, &["--port", "0"]);
    let page = |s: &Serving| s.get("/about.html").starts_with("HTTP/1.1 200");
    assert!(page(&serving));

    fs::rename(root.join("content"), root.join("elsewhere")).unwrap();
    serving.wait("word of the missing content", |s| s.files() == ["content/site.yaml"]);
    assert!(page(&serving), "the last good site stays");
    fs::rename(root.join("elsewhere"), root.join("content")).unwrap();
    serving.wait("content that is back", |s| s.files().is_empty());

    fs::rename(&root, top.at("away")).unwrap();
    serving.wait("word of the missing folder", |s| {
        s.problems()
            .iter()
            .any(|p| p["message"].as_str().unwrap_or_default().contains("there is no folder"))
    });
    assert!(page(&serving), "the last good site stays");
    assert_eq!(serving.err().matches("there is no folder").count(), 1, "{}", serving.err());
    agon::scaffold::init(&root).unwrap();
    serving.wait("folder that is back", |s| s.problems().is_empty());
    let text = fs::read_to_string(root.join(ABOUT)).unwrap();
    fs::write(root.join(ABOUT), text.replacen("This site", "After all, this site", 1)).unwrap();
    serving
        .wait("save in the new folder", |s| s.get("/about.html").contains("After all, this site"));
}

#[test]
fn unreadable_files_are_shown_until_resolved() {
    let site = Folder::started();
    let mut serving = Serving::start(site.root(), &["--port", "0"]);
    let at = |path: &str| site.at(&format!("content/pages/{path}"));
    fs::create_dir(at("folder.md")).unwrap();
    let makes: [(&str, &dyn Fn()); 5] = [
        ("bytes.md", &|| fs::write(at("bytes.md"), b"---\ntitle: \xff\n---\n").unwrap()),
        ("huge.md", &|| fs::File::create(at("huge.md")).unwrap().set_len(100_000_000).unwrap()),
        ("nowhere.md", &|| std::os::unix::fs::symlink("no-such-file", at("nowhere.md")).unwrap()),
        ("round.md", &|| std::os::unix::fs::symlink("round.md", at("round.md")).unwrap()),
        ("pipe.md", &|| site.make_pipe("content/pages/pipe.md")),
    ];
    for (name, make) in makes {
        make();
        serving.wait(name, |s| s.files() == [format!("content/pages/{name}")]);
        assert!(
            serving.get("/about.html").starts_with("HTTP/1.1 200"),
            "{name}: the last good site stays"
        );
        fs::remove_file(at(name)).unwrap();
        serving.wait("mended", |s| s.files().is_empty());
    }
    let said = serving.err();
    for part in [
        "is not UTF-8: byte 11 (0xff)",
        "has 100000000 bytes; agon reads such files up to",
        "is not a plain file",
    ] {
        assert!(said.contains(part), "no {part} in {said}");
    }
}

#[test]
fn overlay_lists_all_errors() {
    let site = Folder::started();
    let mut serving = Serving::start(
        site.root(),
        &["--port", "0", "--editor", "edit://{path}?at={line}.{column}"],
    );
    let thread = "content/topics/parking-minimums/threads/who-needs-the-spaces.md";
    site.replace(thread, "[[parking-minimum]] asks", "[[parking-minimun]] asks");
    site.replace(ABOUT, "This site", "This [@nobody-said-it] site");
    site.put("templates/pages/search.html", "{% if %}\n");
    let files = [ABOUT, thread, "templates/pages/search.html"];
    serving.wait("three mistakes", |s| s.files() == files);
    for problem in serving.problems() {
        let file = problem["file"].as_str().unwrap();
        let text = |key: &str| problem[key].as_str().unwrap_or_default().to_string();
        let place = [&problem["line"], &problem["column"]].map(|n| n.as_u64().expect("a place"));
        let edit = format!("edit://{}?at={}.{}", site.at(file).display(), place[0], place[1]);
        assert_eq!(text("edit"), edit);
        assert!(!text("help").is_empty() && !text("message").is_empty(), "{problem}");
        // the page hears of it a moment before the terminal
        serving.wait("the mistake in the terminal", |s| s.err().contains(file));
    }
    site.remove(files[2]);
    site.replace(thread, "[[parking-minimun]] asks", "[[parking-minimum]] asks");
    serving.wait("one mistake", |s| s.files() == [ABOUT]);
    site.replace(ABOUT, "This [@nobody-said-it] site", "This site");
    serving.wait("no mistake", |s| s.files().is_empty());
}

#[test]
fn default_port_in_use_falls_back() {
    // if something else has the port already, all the better
    let taken = TcpListener::bind(("127.0.0.1", 4600));
    let site = Folder::started();
    let serving = Serving::start(site.root(), &[]);
    assert!(!serving.address.ends_with(":4600") && serving.get("/").starts_with("HTTP/1.1 200"));
    assert!(serving.err().contains("port 4600 is in use; using another one"), "{}", serving.err());
    drop(taken);
}

#[test]
fn open_starts_the_system_opener() {
    let site = Folder::started();
    let bin = Folder::empty();
    bin.put("xdg-open", "#!/bin/sh\necho \"$1\" > \"$0.asked\"\n");
    fs::set_permissions(bin.at("xdg-open"), std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .unwrap();
    let mut agon = Command::new(env!("CARGO_BIN_EXE_agon"))
        .args(["serve", "--port", "0", "--open", "--bind", "0.0.0.0", "--root"])
        .arg(site.root())
        .env("PATH", format!("{}:/usr/bin:/bin", bin.root().display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let started = Instant::now();
    let asked = loop {
        let asked = fs::read_to_string(bin.at("xdg-open.asked")).unwrap_or_default();
        if asked.ends_with('\n') || started.elapsed() > Duration::from_secs(60) {
            break asked;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let _ = agon.kill();
    let _ = agon.wait();
    assert!(asked.starts_with("http://127.0.0.1:") && asked.ends_with("/\n"), "{asked}");
}
