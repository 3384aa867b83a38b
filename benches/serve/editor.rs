//! An editor beside `agon serve`: saves files, hears the server's events, asks for pages.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What one save took, in milliseconds.
pub(crate) struct Took {
    pub wall: f64,
    pub cpu: f64,
}

/// Where a change is seen.
#[derive(Clone, Copy)]
pub(crate) enum Seen {
    OnPage,
    /// In the stylesheet that the page names.
    InStyle,
}

pub(crate) struct Editor {
    root: PathBuf,
    agon: Child,
    address: String,
    events: BufReader<TcpStream>,
}

impl Editor {
    /// Starts the server and waits until it shows the site.
    pub(crate) fn open(root: &Path) -> Editor {
        let agon = std::env::var_os("AGON").unwrap_or_else(|| env!("CARGO_BIN_EXE_agon").into());
        let mut agon = Command::new(agon)
            .args(["serve", "--port", "0", "--as-of", "2026-11-20", "--root"])
            .arg(root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("agon starts");
        let mut lines = BufReader::new(agon.stdout.take().expect("its output is piped")).lines();
        let first = lines.next().expect("it says a line").expect("in UTF-8");
        let address = first
            .trim_start_matches("http://")
            .split('/')
            .next()
            .expect("a line has an address")
            .to_string();
        // the rest of what it says is read and dropped, so that it never waits for a reader
        std::thread::spawn(move || lines.for_each(drop));
        let mut stream = TcpStream::connect(&address).expect("the server listens");
        write!(stream, "GET /_agon/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .expect("the server reads");
        let editor = Editor { root: root.into(), agon, address, events: BufReader::new(stream) };
        while editor.get("index.html").is_empty() {
            std::thread::sleep(Duration::from_millis(50));
        }
        editor.rest();
        editor
    }

    /// The newest gather of the first topic, and the page that lists it.
    pub(crate) fn newest_gather(&self) -> (String, String) {
        let sorted = |folder: &Path| {
            let mut all: Vec<String> = fs::read_dir(folder)
                .expect("the corpus has topics")
                .flatten()
                .map(|e| e.file_name().into_string().expect("a name in UTF-8"))
                .collect();
            all.sort();
            all
        };
        let topics = self.root.join("content/topics");
        let topic = sorted(&topics).swap_remove(0);
        let gather =
            sorted(&topics.join(&topic).join("gathers")).pop().expect("a topic has a gather");
        (
            format!("content/topics/{topic}/gathers/{gather}"),
            format!("topics/{topic}/gathers/index.html"),
        )
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).expect("a file of the site")
    }

    /// Saves and waits until the server is at rest again; what is there already is not saved.
    pub(crate) fn write(&mut self, path: &str, text: &str) {
        if self.read(path) == text {
            return;
        }
        fs::write(self.root.join(path), text).expect("the site can be written");
        self.event();
        self.rest();
    }

    /// Saves a new file and waits until the server is at rest again.
    pub(crate) fn create(&mut self, path: &str, text: &str) {
        let file = self.root.join(path);
        fs::create_dir_all(file.parent().expect("a file has a folder"))
            .expect("the site can be written");
        fs::write(file, text).expect("the site can be written");
        self.event();
        self.rest();
    }

    /// Saves, waits for the word of the server, asks for a page until it has the mark.
    pub(crate) fn save(
        &mut self,
        path: &str,
        text: &str,
        page: &str,
        seen: Seen,
        mark: &str,
    ) -> Took {
        self.rest();
        let cpu = self.cpu();
        fs::write(self.root.join(path), text).expect("the site can be written");
        let started = Instant::now();
        loop {
            self.event();
            let answer = self.get(page);
            let is_seen = match seen {
                Seen::OnPage => answer.contains(mark),
                Seen::InStyle => self.get(style(&answer)).contains(mark),
            };
            if is_seen {
                break;
            }
        }
        let wall = started.elapsed().as_secs_f64() * 1000.0;
        self.rest();
        Took { wall, cpu: self.cpu() - cpu }
    }

    fn rest(&self) {
        std::thread::sleep(Duration::from_millis(500));
    }

    /// Waits for the next event.
    fn event(&mut self) {
        let mut line = String::new();
        while line.trim_end() != "data: changed" {
            line.clear();
            assert!(
                self.events.read_line(&mut line).expect("the server speaks") > 0,
                "the server has ended"
            );
        }
    }

    /// A page's text; empty where there is none.
    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("the server listens");
        write!(stream, "GET /{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("a page is text");
        if answer.starts_with("HTTP/1.1 200") { answer } else { String::new() }
    }

    /// What all threads of the server took so far, in milliseconds.
    fn cpu(&self) -> f64 {
        let tasks =
            fs::read_dir(format!("/proc/{}/task", self.agon.id())).into_iter().flatten().flatten();
        let ran = tasks.filter_map(|t| {
            let text = fs::read_to_string(t.path().join("schedstat")).ok()?;
            text.split(' ').next()?.parse::<f64>().ok()
        });
        ran.sum::<f64>() / 1e6
    }

    /// The most memory that the server had, in mebibytes.
    pub(crate) fn peak(&self) -> f64 {
        let status =
            fs::read_to_string(format!("/proc/{}/status", self.agon.id())).unwrap_or_default();
        let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
        line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or_default() / 1024.0
    }
}

/// The path of the stylesheet that a page names, from the site's root.
fn style(html: &str) -> &str {
    let (_, rest) = html.split_once("rel=\"stylesheet\" href=\"").unwrap_or_default();
    rest.split('"').next().unwrap_or_default().trim_start_matches("../")
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.agon.kill();
        let _ = self.agon.wait();
    }
}
