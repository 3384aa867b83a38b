//! What a store is asked, in which order and with which headers: a small store of our own that writes everything down.

use crate::support::call::{command, edit, ended, site};
use crate::support::crawl::{Way, target};
use crate::support::folder::{Folder, TODAY, Tree};
use crate::support::html::Page;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A request: what was done to which object, with which headers.
#[derive(Clone, Debug)]
struct Asked {
    method: String,
    path: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

#[derive(Default)]
struct Inside {
    objects: BTreeMap<String, Vec<u8>>,
    asked: Vec<Asked>,
    /// Answers 503 to each object's first request.
    busy: Option<BTreeSet<String>>,
}

#[derive(Clone)]
struct Store {
    port: u16,
    inside: Arc<Mutex<Inside>>,
}

impl Store {
    fn start() -> Store {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let store = Store { port: listener.local_addr().unwrap().port(), inside: Arc::default() };
        let own = store.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let own = own.clone();
                std::thread::spawn(move || own.serve(stream));
            }
        });
        store
    }

    fn serve(&self, stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        loop {
            let mut first = String::new();
            if reader.read_line(&mut first).unwrap_or(0) == 0 {
                return;
            }
            let mut headers = BTreeMap::new();
            for line in reader.by_ref().lines().map_while(Result::ok).take_while(|l| !l.is_empty())
            {
                let (name, value) = line.split_once(": ").unwrap();
                headers.insert(name.to_lowercase(), value.to_string());
            }
            let mut body = vec![0; headers.get("content-length").map_or(0, |l| l.parse().unwrap())];
            reader.read_exact(&mut body).unwrap();
            let mut words = first.split(' ');
            let (method, target) =
                (words.next().unwrap().to_string(), words.next().unwrap().to_string());
            let path = target
                .split('?')
                .next()
                .unwrap()
                .strip_prefix("/bucket/")
                .unwrap_or_default()
                .to_string();
            let (status, answer) = self.answer(Asked { method, path, headers, body }, &target);
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", answer.len());
            (&stream).write_all(&[head.as_bytes(), &answer].concat()).unwrap();
        }
    }

    fn answer(&self, asked: Asked, target: &str) -> (&'static str, Vec<u8>) {
        let mut inside = self.inside.lock().unwrap();
        if inside.busy.as_mut().is_some_and(|known| known.insert(asked.path.clone())) {
            return (
                "503 Slow Down",
                b"<Error><Code>SlowDown</Code><Message>Slow down.</Message></Error>".to_vec(),
            );
        }
        inside.asked.push(asked.clone());
        match asked.method.as_str() {
            "PUT" => drop(inside.objects.insert(asked.path, asked.body)),
            "DELETE" => drop(inside.objects.remove(&asked.path)),
            _ if target.contains("list-type=2") => return ("200 OK", inside.list(target)),
            _ => match inside.objects.get(&asked.path) {
                Some(bytes) => return ("200 OK", bytes.clone()),
                None => {
                    return ("404 Not Found", b"<Error><Code>NoSuchKey</Code></Error>".to_vec());
                }
            },
        }
        ("200 OK", Vec::new())
    }

    fn publish(&self, site: &std::path::Path) -> (i32, String, String) {
        let mut command = command(site, &["publish", "--as-of", TODAY, "--bucket", "bucket"]);
        command
            .env("AWS_ACCESS_KEY_ID", "key")
            .env("AWS_SECRET_ACCESS_KEY", "secret")
            .env("AWS_REGION", "r");
        command.env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{}", self.port));
        ended(command)
    }

    /// What was asked since this was last called.
    fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.inside.lock().unwrap().asked)
    }
}

impl Inside {
    /// Ten keys at a time, as a large bucket is listed.
    fn list(&self, target: &str) -> Vec<u8> {
        let after = target
            .split("continuation-token=")
            .nth(1)
            .map(|t| t.split('&').next().unwrap().replace("%2F", "/"));
        let keys: Vec<&String> =
            self.objects.keys().filter(|k| after.as_ref().is_none_or(|a| *k > a)).collect();
        let page = &keys[..keys.len().min(10)];
        let contents: String =
            page.iter().map(|k| format!("<Contents><Key>{k}</Key></Contents>")).collect();
        let next = page.last().filter(|_| keys.len() > 10);
        let next = next.map_or(String::new(), |k| {
            format!("<NextContinuationToken>{k}</NextContinuationToken>")
        });
        let more = !next.is_empty();
        format!(
            "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
             <IsTruncated>{more}</IsTruncated>{contents}{next}</ListBucketResult>"
        )
        .into_bytes()
    }
}

#[test]
fn bucket_requests_are_in_order() {
    let (site, store) = (site(), Store::start());
    let (code, out, err) = store.publish(site.root());
    assert_eq!(code, 0, "{out}{err}");
    let asked = store.asked();
    let said: Vec<String> = asked.iter().map(|a| format!("{} {}", a.method, a.path)).collect();
    let manifest = ".agon/manifest.json";
    assert_eq!(said[0], format!("GET {manifest}"));
    assert_eq!(
        [&said[2], said.last().unwrap()],
        [&format!("PUT {manifest}"), &format!("PUT {manifest}")]
    );
    let place = |path: &str| {
        said.iter().position(|s| *s == format!("PUT {path}")).unwrap_or_else(|| panic!("{path}"))
    };
    let pages = ["404.html", "about.html", "index.html"].map(place);
    assert!(pages[1] < pages[2] && pages[2] < pages[0], "{pages:?}");
    let assets = said
        .iter()
        .enumerate()
        .filter(|(_, s)| s.starts_with("PUT ") && !s.ends_with(".html") && !s.ends_with(manifest));
    assert!(assets.map(|(at, _)| at).max().unwrap() < pages[1], "assets come before pages");

    edit(&site);
    store.publish(site.root());
    store.asked();
    site.remove("content/pages/extra.md");
    let (code, out, err) = store.publish(site.root());
    assert_eq!(code, 0, "{out}{err}");
    let said: Vec<String> =
        store.asked().iter().map(|a| format!("{} {}", a.method, a.path)).collect();
    let end = &said[said.len() - 2..];
    assert_eq!(end, ["DELETE extra.html", &format!("PUT {manifest}")]);
    // the lists of ten keys were followed to their end, or pages would have been put again
    assert!(said.len() < 60, "{said:?}");
}

/// Two pages that link to passages of each other.
fn put_circle(site: &Folder, ids: [&str; 2]) {
    let [one, two] = ids;
    let page = |own: &str, other: &str| {
        format!("---\ntitle: {own}\n---\nWords. ^{own}\n\nSee [[page-{other}]].\n")
    };
    site.put("content/pages/page-one.md", page(one, &format!("two#^{two}")));
    site.put("content/pages/page-two.md", page(two, &format!("one#^{one}")));
}

/// A page as links need it: what it links to, and its ids.
fn links_and_ids(path: &str, html: &[u8]) -> (Vec<(String, String)>, BTreeSet<String>) {
    let page = Page::read(std::str::from_utf8(html).unwrap());
    let mut links = Vec::new();
    for (element, address) in page.addresses() {
        if let Way::Inside(to, fragment) = target(path, element, &address, "https://e.example/") {
            links.push((to, fragment.unwrap_or_default().to_string()));
        }
    }
    (links, page.ids().into_iter().map(String::from).collect())
}

/// Replays requests one by one and returns the links that lead to nothing at some moment, on pages that readers knew
/// before or can reach.
fn broken_links(mut objects: Tree, asked: &[Asked]) -> Vec<String> {
    let is_page = |path: &&String| path.ends_with(".html") && *path != "404.html";
    let before: Vec<String> = objects.keys().filter(is_page).cloned().collect();
    let mut pages: BTreeMap<String, _> = BTreeMap::new();
    for path in &before {
        pages.insert(path.clone(), links_and_ids(path, &objects[path]));
    }
    let mut broken = BTreeSet::new();
    for request in asked.iter().filter(|request| request.method != "GET") {
        let path = &request.path;
        if request.method == "DELETE" {
            objects.remove(path);
            pages.remove(path);
        } else {
            objects.insert(path.clone(), request.body.clone());
            if is_page(&path) {
                pages.insert(path.clone(), links_and_ids(path, &request.body));
            }
        }
        let mut next: Vec<&String> =
            before.iter().filter(|path| pages.contains_key(*path)).collect();
        let mut reached: BTreeSet<&String> = next.iter().copied().collect();
        while let Some(from) = next.pop() {
            for (to, id) in &pages[from].0 {
                let has_id = pages.get(to).is_none_or(|(_, ids)| ids.contains(id));
                if !objects.contains_key(to) || !id.is_empty() && !has_id {
                    broken.insert(format!("after {path}: {from} leads to {to}#{id}"));
                } else if pages.contains_key(to) && reached.insert(to) {
                    next.push(to);
                }
            }
        }
    }
    broken.into_iter().collect()
}

#[test]
fn every_link_leads_to_a_passage_at_every_moment() {
    let (site, store) = (site(), Store::start());
    put_circle(&site, ["old-one", "old-two"]);
    let (code, out, err) = store.publish(site.root());
    assert_eq!(code, 0, "{out}{err}");
    store.asked();
    let before = store.inside.lock().unwrap().objects.clone();
    edit(&site);
    put_circle(&site, ["new-one", "new-two"]);
    let (code, out, err) = store.publish(site.root());
    assert_eq!(code, 0, "{out}{err}");
    assert_eq!(broken_links(before, &store.asked()), Vec::<String>::new());
    let mut objects = store.inside.lock().unwrap().objects.clone();
    objects.remove(".agon/manifest.json");
    assert_eq!(crate::support::folder::differences(&objects, &site.public()), Vec::<String>::new());
}

#[test]
fn deleted_pages_that_link_to_each_other_leave_no_link_to_a_missing_page() {
    let (site, store) = (site(), Store::start());
    let page = |to: &str| format!("---\ntitle: A page\n---\nWords. ^own\n\nSee {to}.\n");
    put_circle(&site, ["old-one", "old-two"]);
    site.put("content/pages/page-a.md", page("[[page-b#^own]]"));
    site.put("content/pages/page-b.md", page("[[page-c]] and [[page-one]]"));
    site.put("content/pages/page-c.md", page("nothing"));
    let (code, out, err) = store.publish(site.root());
    assert_eq!(code, 0, "{out}{err}");
    store.asked();
    let before = store.inside.lock().unwrap().objects.clone();
    for name in ["one", "two", "a", "b", "c"] {
        site.remove(&format!("content/pages/page-{name}.md"));
    }
    let (code, out, err) = store.publish(site.root());
    assert_eq!(code, 0, "{out}{err}");
    assert_eq!(broken_links(before, &store.asked()), Vec::<String>::new());
    let mut objects = store.inside.lock().unwrap().objects.clone();
    objects.remove(".agon/manifest.json");
    assert_eq!(crate::support::folder::differences(&objects, &site.public()), Vec::<String>::new());
}

#[test]
fn objects_have_content_type_and_cache_control() {
    let (site, store) = (site(), Store::start());
    site.put("static/files/pages.html.gz", "not really");
    site.put("static/files/empty.txt", "");
    let (code, out, err) = store.publish(site.root());
    assert_eq!(code, 0, "{out}{err}");
    let of = |asked: &Asked| {
        let header = |name: &str| asked.headers.get(name).cloned().unwrap_or_default();
        assert_eq!(header("content-encoding"), "", "what is compressed is an object of its own");
        (header("content-type"), header("cache-control"))
    };
    let puts: BTreeMap<String, (String, String)> = store
        .asked()
        .iter()
        .filter(|a| a.method == "PUT")
        .map(|a| (a.path.clone(), of(a)))
        .collect();
    let (anew, forever) =
        ("public, max-age=0, must-revalidate", "public, max-age=31536000, immutable");
    let style = puts.keys().find(|p| p.starts_with("css/agon.")).expect("a stylesheet").clone();
    for (path, kind, cache) in [
        ("index.html", "text/html; charset=utf-8", anew),
        (style.as_str(), "text/css; charset=utf-8", forever),
        ("index.feed.xml", "application/xml", anew),
        ("index.feed.json", "application/json", anew),
        ("files/pages.html.gz", "application/gzip", anew),
        ("files/empty.txt", "text/plain; charset=utf-8", anew),
        (".agon/manifest.json", "application/json", anew),
    ] {
        assert_eq!(puts[path], (kind.to_string(), cache.to_string()), "{path}");
    }
    assert_eq!(store.inside.lock().unwrap().objects["files/empty.txt"], Vec::<u8>::new());
}

#[test]
fn removed_object_is_uploaded_again() {
    let (site, store) = (site(), Store::start());
    store.publish(site.root());
    let before = store.inside.lock().unwrap().objects.clone();
    store.inside.lock().unwrap().objects.remove("about.html");
    let (_, out, _) = store.publish(site.root());
    assert!(out.contains("\n1 new, 0 changed, 0 deleted, "), "{out}");
    assert_eq!(
        crate::support::folder::differences(&store.inside.lock().unwrap().objects, &before),
        Vec::<String>::new()
    );
}

#[test]
fn busy_store_is_retried() {
    let (site, store) = (site(), Store::start());
    store.inside.lock().unwrap().busy = Some(BTreeSet::new());
    let (code, out, err) = store.publish(site.root());
    assert_eq!(code, 0, "{out}{err}");
    let mut objects = store.inside.lock().unwrap().objects.clone();
    objects.remove(".agon/manifest.json");
    assert_eq!(crate::support::folder::differences(&objects, &site.public()), Vec::<String>::new());
}
