//! From the `neutral` output of `gen.py` to the same content as an agon site, the same bytes each time.
//!
//! What other generators have as front matter stands in the text here: actors are entities that the text links to,
//! publishers are records. `gen.py` gives each item an address of its own; here items share a pool of half as many works
//! as there are gathers, so that sources are cited again and again as in a real journal. A note keeps its own words.

use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A work is cited within this many works' time of its appearance.
const WINDOW: usize = 1_000;

/// Runs `gen.py` for one tool.
pub fn generate(tool: &str, gathers: usize, out: &Path) -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/perf/gen.py");
    let script = std::env::var_os("GEN").unwrap_or_else(|| beside.into());
    let gathers = gathers.to_string();
    let args = [
        "--tool",
        tool,
        "--gathers",
        &gathers,
        "--topics",
        "20",
        "--seed",
        "1",
        "--force",
        "--out",
    ];
    let status = Command::new("python3").arg(&script).args(args).arg(out).status();
    assert!(status.is_ok_and(|s| s.success()), "gen.py failed; name it with GEN=/path/to/gen.py");
    out.to_path_buf()
}

/// The generator's content.
pub struct Corpus {
    site: Value,
    /// The newest first.
    gathers: Vec<Gather>,
}

struct Gather {
    topic: String,
    date: String,
    title: String,
    actors: Vec<String>,
    body: String,
}

/// One `- [title](address) (publisher, date) — note`.
struct Item<'a> {
    title: &'a str,
    address: &'a str,
    publisher: &'a str,
    date: &'a str,
    note: &'a str,
}

impl<'a> Item<'a> {
    fn read(line: &'a str) -> Option<Item<'a>> {
        let (title, rest) = line.strip_prefix("- [")?.split_once("](http")?;
        let (address, rest) = rest.split_once(") (")?;
        let (place, note) = rest.split_once(") — ")?;
        let (publisher, date) = place.rsplit_once(", ")?;
        // The scheme was taken as a mark; it is the same for all.
        Some(Item { title, address, publisher, date, note })
    }
}

impl Corpus {
    pub fn read(neutral: &Path) -> Corpus {
        let site = fs::read_to_string(neutral.join("site.json")).expect("gen.py wrote site.json");
        let site: Value = serde_json::from_str(&site).expect("site.json is JSON");
        let mut gathers = Vec::new();
        for topic in list(&site, "topics") {
            let folder = neutral.join("content/topics").join(text(topic, "slug"));
            let files = fs::read_dir(folder).into_iter().flatten().flatten();
            gathers.extend(files.map(|f| {
                Gather::read(&fs::read_to_string(f.path()).expect("gen.py writes UTF-8"))
            }));
        }
        gathers.sort_by(|a, b| (&b.date, &b.topic).cmp(&(&a.date, &a.topic)));
        Corpus { site, gathers }
    }

    /// Writes `content/` under `root`.
    pub fn write(&self, root: &Path) {
        let put = |path: String, text: String| {
            let path = root.join("content").join(path);
            fs::create_dir_all(path.parent().expect("a file stands in a folder"))
                .expect("the corpus can be written");
            fs::write(path, text).expect("the corpus can be written");
        };
        let (title, base) = (text(&self.site, "title"), text(&self.site, "base_url"));
        put("site.yaml".into(), format!("title: {title}\nbase_url: {base}/\nlanguage: en-GB\n"));
        let publishers = list(&self.site, "publishers").iter().map(|p| {
            let (slug, name) = (text(p, "slug"), text(p, "name"));
            format!(
                "- id: {slug}\n  name: {name}\n  domains: [{slug}.example]\n  kind: trade-press\n"
            )
        });
        put("publishers.yaml".into(), publishers.collect());
        for actor in list(&self.site, "actors") {
            let name = text(actor, "name");
            let front = format!(
                "---\nname: {name}\nkind: person\n---\n{name} takes part in several debates.\n"
            );
            put(format!("entities/{}.md", text(actor, "slug")), front);
        }
        for topic in list(&self.site, "topics") {
            let (slug, title, intro) =
                (text(topic, "slug"), text(topic, "title"), text(topic, "intro"));
            let front = format!(
                "---\ntitle: {title}\nquestion: What is at stake in {title}?\nstatus: active\n---\n"
            );
            put(
                format!("topics/{slug}/topic.md"),
                format!("{front}## What we are tracking\n{intro}\n"),
            );
        }
        let pool = self.pool();
        let mut suggestions = vec![String::new(); list(&self.site, "topics").len()];
        for (n, gather) in self.gathers.iter().enumerate() {
            let topic =
                list(&self.site, "topics").iter().position(|t| text(t, "slug") == gather.topic);
            let asked = &mut suggestions[topic.expect("a gather belongs to a topic of site.json")];
            let page = gather.page(n, &pool, asked);
            put(format!("topics/{}/gathers/{}.md", gather.topic, gather.date), page);
        }
        for (topic, asked) in list(&self.site, "topics").iter().zip(suggestions) {
            let watch = format!("keywords: [{}]\nsuggestions:\n{asked}", text(topic, "slug"));
            put(format!("topics/{}/watch.yaml", text(topic, "slug")), watch);
        }
    }

    /// One item of every second gather; of each title and publisher only one, since two would look like the same work.
    fn pool(&self) -> Vec<Item<'_>> {
        let mut seen = std::collections::HashSet::new();
        let mut pool = Vec::with_capacity(self.gathers.len() / 2);
        for two in self.gathers.chunks(2) {
            let mut items = two.iter().flat_map(|g| g.body.lines().filter_map(Item::read));
            pool.extend(items.find(|i| seen.insert((i.title, i.publisher))));
        }
        pool
    }
}

impl Gather {
    fn read(file: &str) -> Gather {
        let (front, body) =
            file.strip_prefix("---\n").and_then(|f| f.split_once("---\n")).expect("front matter");
        let value = |key: &str| {
            front.lines().find_map(|l| l.strip_prefix(key)?.strip_prefix(": ")).unwrap_or_default()
        };
        let json = |key: &str| {
            serde_json::from_str::<Value>(value(key)).expect("gen.py quotes as JSON does")
        };
        let actors = json("actors");
        Gather {
            topic: value("topic").into(),
            date: value("date").into(),
            title: json("title").as_str().unwrap_or_default().into(),
            actors: actors
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|a| a.as_str())
                .map(str::to_string)
                .collect(),
            body: body.into(),
        }
    }

    /// The gather as agon reads it; `n` is its place, the newest being 0.
    fn page(&self, n: usize, pool: &[Item<'_>], suggestions: &mut String) -> String {
        let mut out =
            format!("---\ntitle: \"{}\"\ndate: {}\nkind: gather\n---\n", self.title, self.date);
        let (mut sections, mut items, mut observations) = (0, 0, 0);
        for line in self.body.trim().lines() {
            if let Some(item) = Item::read(line) {
                let work = work(n, items, pool);
                let Item { title, address, publisher, date, .. } = work;
                let _ = writeln!(
                    out,
                    "- [{title}](http{address}) ({publisher}, {date}) — {}",
                    item.note
                );
                items += 1;
            } else if let Some((topic, date, words)) = cross_link(line) {
                let words = words.trim_end_matches('.');
                let _ = writeln!(out, "- [[{topic}]] {words}, as in [[{topic}/{date}]].");
            } else if line == "## Meta-observations" {
                out.push_str("## Observations\n");
            } else if line.starts_with("- **Keyword suggestion:**")
                || line.starts_with("- **Noise pattern:**")
            {
                // What became of it stands in the topic's watch list.
                observations += 1;
                let _ = writeln!(out, "{line} ^o-{observations}");
                let from = format!("[[{}/{}#^o-{observations}]]", self.topic, self.date);
                let _ = writeln!(
                    suggestions,
                    "- {{from: \"{from}\", outcome: adopted, date: {}}}",
                    self.date
                );
            } else {
                let _ = writeln!(out, "{line}");
            }
            if line.starts_with("## ") && sections == 0 {
                sections += 1;
                let actors: Vec<String> = self.actors.iter().map(|a| format!("[[{a}]]")).collect();
                let _ = writeln!(out, "\nActors: {}.", actors.join(", "));
            }
        }
        out
    }
}

/// The work that an item cites: one that is as old as the gather or older.
fn work<'a>(gather: usize, item: usize, pool: &'a [Item<'a>]) -> &'a Item<'a> {
    let newest = (gather / 2 + 1).min(pool.len() - 1);
    let span = WINDOW.min(pool.len() - newest);
    // A multiplicative hash (Knuth's constant) spreads neighbours over the window.
    let spread = (gather * 11 + item).wrapping_mul(2_654_435_761) % (1 << 32);
    &pool[newest + spread * span / (1 << 32)]
}

/// `- [topic date](path) words` as topic, date and words.
fn cross_link(line: &str) -> Option<(&str, &str, &str)> {
    let (label, rest) = line.strip_prefix("- [")?.split_once("](")?;
    let (topic, date) = label.rsplit_once(' ')?;
    let (_, words) = rest.split_once(") ")?;
    Some((topic, date, words))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}
