//! The corpus as a site of Hugo, with templates that show as much of it.

use super::{Corpus, Gather, Term, write};
use include_dir::{Dir, include_dir};
use std::fmt::Write as _;
use std::path::Path;

/// Settings and templates.
static SITE: Dir = include_dir!("$CARGO_MANIFEST_DIR/benches/corpus/hugo");

impl Corpus {
    /// Writes a whole site to `root`.
    pub(crate) fn write_hugo(&self, root: &Path) {
        std::fs::create_dir_all(root).expect("the corpus is writable");
        SITE.extract(root).expect("the corpus is writable");
        let put = |path: &str, text: &str| write(root, &format!("content/{path}"), text);
        put("topics/_index.md", "---\ntitle: Topics\nlayout: topiclist\n---\n");
        put("publishers/_index.md", "---\ntitle: Publishers\n---\n");
        put("actors/_index.md", "---\ntitle: Actors\n---\n");
        for (n, topic) in self.topics.iter().enumerate() {
            let text = format!("---\ntitle: {}\n---\n\n{}\n", topic.name, self.introduction(n));
            put(&format!("topics/{}/_index.md", topic.slug), &text);
        }
        for number in 0..self.gathers {
            put(&self.hugo_path(number), &self.hugo_page(&self.gather(number)));
        }
    }

    fn hugo_path(&self, gather: usize) -> String {
        format!("topics/{}/gather-{}.md", self.topic(gather).slug, self.date(gather))
    }

    fn hugo_page(&self, gather: &Gather) -> String {
        let topic = self.topic(gather.number);
        let works =
            gather.sections.iter().flat_map(|s| &s.items).map(|(work, _)| &self.works[*work]);
        let mut publishers: Vec<usize> = works.map(|work| work.publisher).collect();
        publishers.sort_unstable();
        publishers.dedup();
        let mut out = format!(
            "---\ntitle: \"{}\"\ndate: {}\ntopic: {}\ntopic_title: \"{}\"\n",
            self.title(gather.number),
            self.date(gather.number),
            topic.slug,
            topic.name
        );
        let _ = writeln!(out, "tags: {:?}", gather.tags);
        let _ = writeln!(out, "publishers: {:?}", names(&self.publishers, &publishers));
        let _ = writeln!(out, "actors: {:?}\n---\n", names(&self.actors, &gather.actors));
        for section in &gather.sections {
            let _ = writeln!(out, "## {}\n", section.title);
            for (work, note) in &section.items {
                let work = &self.works[*work];
                let publisher = &self.publishers[work.publisher].name;
                let (title, url, date) = (&work.title, &work.url, work.date);
                let _ = writeln!(out, "- [{title}]({url}) ({publisher}, {date}) — {note}");
            }
            out.push('\n');
        }
        if !gather.links.is_empty() {
            out.push_str("## Cross-links\n\n");
            for (to, text) in &gather.links {
                let (topic, date) = (&self.topic(*to).slug, self.date(*to));
                let path = format!("{{{{< relref \"/{}\" >}}}}", self.hugo_path(*to));
                let _ = writeln!(out, "- [{topic} {date}]({path}) {text}");
            }
            out.push('\n');
        }
        out.push_str("## Meta-observations\n\n");
        for (kind, text) in &gather.observations {
            let _ = writeln!(out, "- **{kind}:** {text}");
        }
        out
    }
}

fn names<'a>(terms: &'a [Term], indices: &[usize]) -> Vec<&'a str> {
    indices.iter().map(|n| terms[*n].name.as_str()).collect()
}
