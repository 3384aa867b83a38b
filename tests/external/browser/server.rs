//! Static hosts on loopback: the shipped site at the root and, with the same bytes, under a sub-path.
//!
//! Each sends the content security policy that the built site asks hosts to send, so that every test runs under it.

use crate::support::shipped;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The sub-path that the site is also served under.
pub(super) const SUB: &str = "/some/where/";

static SHIPPED: LazyLock<String> = LazyLock::new(|| serve(shipped::folder().to_path_buf()));

pub(super) fn origin() -> String {
    SHIPPED.clone()
}

/// Serves a folder and gives the origin, which no other folder has.
pub(super) fn serve(folder: PathBuf) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = listener.local_addr().expect("it has an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            std::thread::spawn(move || answer(stream, &folder));
        }
    });
    format!("http://127.0.0.1:{port}")
}

/// The address of a page at the root.
pub(super) fn at(path: &str) -> String {
    format!("{}/{path}", origin())
}

fn answer(mut stream: TcpStream, folder: &Path) {
    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    lines.find(|l| l.is_empty());
    let target = first.split(' ').nth(1).unwrap_or("/").split(['?', '#']).next().unwrap_or("/");
    let path = target.strip_prefix(SUB).unwrap_or(target.trim_start_matches('/'));
    let path = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_string()
    };
    let read = if path.split('/').any(|p| p == "..") {
        None
    } else {
        std::fs::read(folder.join(&path)).ok()
    };
    let status = if read.is_some() { "200 OK" } else { "404 Not Found" };
    let body = read.unwrap_or_else(|| std::fs::read(folder.join("404.html")).unwrap_or_default());
    let kind = match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        _ => "text/html; charset=utf-8",
    };
    let length = body.len();
    let policy =
        policy(folder).map(|p| format!("Content-Security-Policy: {p}\r\n")).unwrap_or_default();
    // A browser that turned away needs no answer.
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{policy}Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    );
    let _ = stream.write_all(&body);
}

/// What the `_headers` of a site say that may be loaded; `None` in a folder that agon did not build.
fn policy(folder: &Path) -> Option<String> {
    let headers = std::fs::read_to_string(folder.join("_headers")).ok()?;
    headers
        .lines()
        .find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "))
        .map(str::to_string)
}
