//! The same bytes on every host: nginx at the root and under a sub-path, an S3 server, the disk. Each is crawled by
//! LinkChecker (PyPI), which knows nothing of agon.

use super::bucket::{Access, Server};
use crate::programs::{program, pypi};
use crate::support::call::{free_port, site, wait_for};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};

const LINKCHECKER: &str = "LinkChecker==10.6.0";

/// LinkChecker's own command, without the third of a second that it waits between two requests to one host.
const WITHOUT_WAITING: &str = "import linkcheck.director.aggregator as a\n\
    a.Aggregate.wait_time_min_default = a.Aggregate.wait_time_max_default = 0.001\n\
    from linkcheck.command.linkchecker import linkchecker\nlinkchecker()";

/// What a crawl met: pages and files by their path from the start, and what was wrong.
#[derive(Debug, PartialEq, Eq)]
struct Crawl {
    met: BTreeSet<String>,
    wrong: Vec<String>,
}

/// Crawls from `base` (with a slash at its end) and its index.html.
fn crawl(base: &str, work: &Path) -> Crawl {
    let settings = work.join("linkchecker.ini");
    std::fs::write(&settings, "[AnchorCheck]\n[checking]\nmaxrequestspersecond=1000\n").unwrap();
    let mut command = Command::new(pypi(&[LINKCHECKER]).join("bin/python3"));
    command.args(["-c", WITHOUT_WAITING]).arg("--config").arg(&settings).args([
        "--no-status",
        "--no-robots",
        "--verbose",
        "--threads",
        "4",
    ]);
    command.args(["--output", "csv/utf-8"]).arg(format!("{base}index.html"));
    let out = command.env("HOME", work).output().expect("linkchecker runs");
    let mut found = Crawl { met: BTreeSet::new(), wrong: Vec::new() };
    for row in rows(&out.stdout) {
        let of = |column: &str| {
            row.get(column).and_then(|v| v.as_deref()).unwrap_or_default().replace(base, "")
        };
        let url = of("url");
        if !url.contains("://") {
            found.met.insert(url.split('#').next().unwrap_or_default().to_string());
        }
        if of("valid") != "True" || !of("warningstring").is_empty() {
            found.wrong.push(format!(
                "{}: {url} {}{}",
                of("parentname"),
                of("result"),
                of("warningstring")
            ));
        }
    }
    found
}

/// What LinkChecker wrote, read by Python.
fn rows(csv: &[u8]) -> Vec<BTreeMap<String, Option<String>>> {
    let script = "import csv, json, sys\nlines = (l for l in sys.stdin if not l.startswith('#'))\n\
                  print(json.dumps([{k: v for k, v in r.items() if k} for r in csv.DictReader(lines, delimiter=';')]))";
    let mut python = program("python3");
    let mut child = python
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let csv = csv.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&csv));
    let out = child.wait_with_output().expect("Python ends");
    writer.join().expect("no panic").expect("Python reads");
    let rows: Vec<BTreeMap<String, Option<String>>> =
        serde_json::from_slice(&out.stdout).expect("rows");
    assert!(!rows.is_empty(), "LinkChecker wrote nothing");
    rows
}

struct Nginx(Child);

impl Drop for Nginx {
    fn drop(&mut self) {
        // the workers end with their master, which is asked and not killed
        let _ = Command::new("kill").args(["-QUIT", &self.0.id().to_string()]).status();
        let _ = self.0.wait();
    }
}

/// nginx with the folder at the root of one port and under `/some/where/` of the other, set up as the README says.
fn nginx(folder: &Path, work: &Path) -> (Nginx, u16, u16) {
    let (root, sub) = (free_port(), free_port());
    let (folder, work) = (folder.display(), work.display());
    let user = if cfg!(unix) && is_root() { "user root;\n" } else { "" };
    let settings = format!(
        "{user}daemon off;\npid {work}/nginx.pid;\nerror_log {work}/nginx.log;\nevents {{}}\nhttp {{\n\
         include /etc/nginx/mime.types;\naccess_log off;\nclient_body_temp_path {work}/a;\nproxy_temp_path {work}/b;\n\
         fastcgi_temp_path {work}/c;\nuwsgi_temp_path {work}/d;\nscgi_temp_path {work}/e;\n\
         server {{ listen 127.0.0.1:{root}; root {folder}; error_page 404 /404.html; }}\n\
         server {{ listen 127.0.0.1:{sub}; location /some/where/ {{ alias {folder}/; error_page 404 /some/where/404.html; }} }}\n}}\n"
    );
    std::fs::write(format!("{work}/nginx.conf"), settings).unwrap();
    let mut command = program("nginx");
    command.args([
        "-c",
        &format!("{work}/nginx.conf"),
        "-p",
        &work.to_string(),
        "-e",
        &format!("{work}/nginx.log"),
    ]);
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
    let child = child.unwrap_or_else(|e| panic!("nginx: {e}; run: apt-get install nginx"));
    wait_for(root);
    wait_for(sub);
    (Nginx(child), root, sub)
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0)
}

/// LinkChecker lets go of root's rights, so what it reads must be open to all.
fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn no_link_and_no_fragment_is_broken_on_any_host_and_all_hosts_have_the_same_pages() {
    let (site, work) = (site(), tempfile::tempdir().unwrap());
    open_to_all(site.root());
    open_to_all(work.path());
    let (_nginx, root, sub) = nginx(&site.at("public"), work.path());
    let bucket = Server::start(Access::Everyone);
    bucket.published(site.root(), &["--built", "--bucket", "debates/some/where"]);
    let disk = crawl(&format!("file://{}/", site.at("public").display()), work.path());
    assert_eq!(disk.wrong, Vec::<String>::new());
    let pages: Vec<String> =
        site.public().into_keys().filter(|path| path.ends_with(".html")).collect();
    // What stands in the frames of other sites is reached from there.
    let apart = |p: &str| p == "404.html" || p.starts_with("embed/");
    let missed: Vec<&String> =
        pages.iter().filter(|p| !disk.met.contains(*p) && !apart(p)).collect();
    assert_eq!(missed, Vec::<&String>::new(), "every page can be reached");
    for base in [
        format!("http://127.0.0.1:{root}/"),
        format!("http://127.0.0.1:{sub}/some/where/"),
        format!("http://127.0.0.1:{}/debates/some/where/", bucket.port),
    ] {
        assert_eq!(crawl(&base, work.path()), disk, "{base}");
    }
}

#[test]
fn the_link_checker_finds_what_is_broken() {
    let work = tempfile::tempdir().unwrap();
    open_to_all(work.path());
    let page = |body: &str| format!("<!doctype html><title>x</title><body>{body}</body>");
    std::fs::write(
        work.path().join("index.html"),
        page("<a href='a.html#no'>a</a><a href='gone.html'>b</a>"),
    )
    .unwrap();
    std::fs::write(work.path().join("a.html"), page("<p id=yes>")).unwrap();
    let found = crawl(&format!("file://{}/", work.path().display()), work.path());
    assert_eq!(found.wrong.len(), 2, "{found:?}");
    assert!(
        found.wrong.iter().any(|w| w.contains("a.html#no"))
            && found.wrong.iter().any(|w| w.contains("gone.html"))
    );
}
