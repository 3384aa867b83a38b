//! The corpus as a site of agon.

use super::{BASE_URL, Corpus, Gather, TITLE, write};
use std::fmt::Write as _;
use std::path::Path;

impl Corpus {
    /// Writes `content/` under `root`.
    pub(crate) fn write_agon(&self, root: &Path) {
        let put = |path: &str, text: &str| write(root, &format!("content/{path}"), text);
        put("site.yaml", &format!("title: {TITLE}\nbase_url: {BASE_URL}/\nlanguage: en-GB\n"));
        let mut publishers = String::new();
        for publisher in &self.publishers {
            let (slug, name) = (&publisher.slug, &publisher.name);
            let _ = writeln!(
                publishers,
                "- id: {slug}\n  name: {name}\n  domains: [{slug}.example]\n  kind: trade-press"
            );
        }
        put("publishers.yaml", &publishers);
        for actor in &self.actors {
            let name = &actor.name;
            let text = format!(
                "---\nname: {name}\nkind: person\n---\n{name} takes part in several debates.\n"
            );
            put(&format!("entities/{}.md", actor.slug), &text);
        }
        for (n, topic) in self.topics.iter().enumerate() {
            let title = &topic.name;
            let text = format!(
                "---\ntitle: {title}\nquestion: What is at stake in {title}?\nstatus: active\n---\n\
                 ## What we are tracking\n{}\n",
                self.introduction(n)
            );
            put(&format!("topics/{}/topic.md", topic.slug), &text);
        }
        let mut suggestions = vec![String::new(); self.topics.len()];
        for number in 0..self.gathers {
            let gather = self.gather(number);
            let text = self.agon_page(&gather, &mut suggestions[number % self.topics.len()]);
            put(&format!("topics/{}.md", self.agon_path(number)), &text);
        }
        for (topic, suggestions) in self.topics.iter().zip(suggestions) {
            let text = format!("keywords: [{}]\nsuggestions:\n{suggestions}", topic.slug);
            put(&format!("topics/{}/watch.yaml", topic.slug), &text);
        }
    }

    /// Under `topics/`, without the file's ending.
    pub(crate) fn agon_path(&self, gather: usize) -> String {
        format!("{}/gathers/{}", self.topic(gather).slug, self.date(gather))
    }

    fn agon_page(&self, gather: &Gather, suggestions: &mut String) -> String {
        let date = self.date(gather.number);
        let title = self.title(gather.number);
        let mut out = format!("---\ntitle: \"{title}\"\ndate: {date}\nkind: gather\n---\n");
        for (n, section) in gather.sections.iter().enumerate() {
            let _ = writeln!(out, "## {}\n", section.title);
            if n == 0 {
                let actors: Vec<String> =
                    gather.actors.iter().map(|a| format!("[[{}]]", self.actors[*a].slug)).collect();
                let _ = writeln!(out, "Actors: {}.\n", actors.join(", "));
            }
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
                let text = text.trim_end_matches('.');
                let _ = writeln!(out, "- [[{topic}]] {text}, as in [[{topic}/{date}]].");
            }
            out.push('\n');
        }
        out.push_str("## Observations\n\n");
        for (n, (kind, text)) in (1..).zip(&gather.observations) {
            let _ = write!(out, "- **{kind}:** {text}");
            // the topic's watch list says what became of a suggestion
            if matches!(*kind, "Keyword suggestion" | "Noise pattern") {
                let _ = write!(out, " ^o-{n}");
                let from = format!("[[{}/{date}#^o-{n}]]", self.topic(gather.number).slug);
                let _ =
                    writeln!(suggestions, "- {{from: \"{from}\", outcome: adopted, date: {date}}}");
            }
            out.push('\n');
        }
        out
    }
}
