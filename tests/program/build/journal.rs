//! A journal that nobody has seen: two hundred gathers in three topics with every construct of the format, by a fixed
//! random seed. It has to build without a word, and to hold together.

use crate::support::crawl::complaints;
use crate::support::folder::{Folder, Tree, findings};
use agon::diagnostics::{Diagnostic, Severity};
use std::fmt::Write;

const GATHERS: usize = 200;
const SOURCES: usize = 320;
const ACTORS: usize = 24;
const TOPICS: [&str; 3] = ["night-trains", "wood-in-towns", "rent-caps"];

#[test]
fn a_journal_of_two_hundred_gathers_builds_without_an_error_or_a_warning() {
    let site = Folder::of(&Journal { seed: 7, files: Tree::new() }.written());
    let outcome = site.build();
    // its figures are random numbers, some of which cannot all hold (A920), and its pictures are on another site (A229)
    let is_expected = |d: &Diagnostic| matches!(d.code.id, "A920" | "A229");
    let is_wrong = |d: &&Diagnostic| d.severity() != Severity::Advice && !is_expected(d);
    let wrong = outcome.report.iter().filter(is_wrong).count();
    assert_eq!(wrong, 0, "{}", findings(&outcome));
    let public = site.public();
    let of = |folder: &str| {
        public.keys().filter(|p| p.starts_with(folder) && p.ends_with(".html")).count()
    };
    assert!(
        TOPICS.iter().all(|t| of(&format!("topics/{t}/gathers/20")) > 60),
        "each topic has its gathers"
    );
    assert!(
        public.contains_key("sources/index.1.html") && public.contains_key("timeline.1.html"),
        "long lists are cut"
    );
    assert_eq!(complaints(&public, "https://journal.example/"), Vec::<String>::new());
}

struct Journal {
    seed: u64,
    files: Tree,
}

/// A gather that was written already, for later ones to point to.
struct Earlier {
    topic: usize,
    name: String,
    notes: Vec<String>,
}

impl Journal {
    fn upto(&mut self, end: usize) -> usize {
        self.seed = self
            .seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) as usize % end
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.upto(list.len())]
    }

    fn put(&mut self, path: String, text: String) {
        self.files.insert(path, text.into_bytes());
    }

    fn words(&mut self) -> String {
        const WORDS: [&str; 24] = [
            "the",
            "rail",
            "wäldchen",
            "cost",
            "of",
            "a",
            "*slow*",
            "night",
            "**and**",
            "rent",
            "“fair”",
            "`cap`",
            "in",
            "50 %",
            "œuvre",
            "日本",
            "wood",
            "\\[sic\\]",
            "&",
            "house",
            "for",
            "<3",
            "many",
            "naïve",
        ];
        let count = 4 + self.upto(10);
        let words: Vec<&str> = (0..count).map(|_| self.pick(&WORDS)).collect();
        format!("So it is said: {}.", words.join(" "))
    }

    fn source(&mut self) -> String {
        format!("work-{}", self.upto(SOURCES))
    }

    fn actor(&mut self) -> String {
        format!("actor-{}", self.upto(ACTORS))
    }

    fn cite(&mut self) -> String {
        let (a, b, page) = (self.source(), self.source(), self.upto(90));
        match self.upto(3) {
            0 => format!("[@{a}]"),
            1 => format!("[@{a}, p. {page}]"),
            _ if a != b => format!("[@{a}; @{b}]"),
            _ => format!("[@{a}]"),
        }
    }

    fn written(mut self) -> Tree {
        self.records();
        let mut earlier = Vec::new();
        for n in 0..GATHERS {
            let gather = self.gather(n, &earlier);
            earlier.push(gather);
        }
        for topic in 0..TOPICS.len() {
            self.topic(topic);
            (0..4).for_each(|n| self.thread(topic, n, &earlier));
            (0..3).for_each(|n| self.article(topic, n, &earlier));
        }
        self.files
    }

    fn records(&mut self) {
        let site = "title: A journal\nbase_url: https://journal.example/\nlanguage: en-GB\nlicence: CC BY 4.0\nnav: [about]\n\
            policies: {corrections: about, machine_text: about, methods: about}\n\
            elsewhere:\n  - {id: harbours, title: Harbours, note: Not followed here.}\n";
        self.put("content/site.yaml".into(), site.into());
        let about = "---\ntitle: About\naliases: [imprint]\n---\n\nWho writes this. See [[night-trains]] and [the topic](../topics/rent-caps/topic.md).\n";
        self.put("content/pages/about.md".into(), about.into());
        let kinds = ["newspaper", "think-tank", "academic", "government", "company", "unknown"];
        let publishers: String = (0..20)
            .map(|n| {
                let warning = if n % 7 == 3 { "\n  warnings: [{since: 2024-05, kind: listicle farm, text: It lists.}]" } else { "" };
                let (kind, letter) = (kinds[n % kinds.len()], char::from(b'a' + n as u8));
                let name = format!("{} {}", letter.to_uppercase(), ["Gazette", "Institut für Öffentliches", "House"][n % 3]);
                format!("- id: publisher-{letter}\n  name: {name}\n  aliases: [\"{letter}{letter}{letter}-{n}\"]\n  domains: [{letter}.example]\n  kind: {kind}{warning}\n")
            })
            .collect();
        self.put("content/publishers.yaml".into(), publishers);
        let types = [
            "webpage",
            "article-journal",
            "report",
            "post",
            "book",
            "interview",
            "dataset",
            "speech",
        ];
        for part in 0..4 {
            let mut list = String::new();
            for n in (0..SOURCES).filter(|n| n % 4 == part) {
                let letter = char::from(b'a' + self.upto(20) as u8);
                let _ = write!(
                    list,
                    "- id: work-{n}\n  type: {}\n  title: \"Work {n}: what it says\"\n",
                    types[n % types.len()]
                );
                let _ = match n % 5 {
                    0 => writeln!(
                        list,
                        "  author: [{{family: Ådahl{n}, given: Ö.}}, {{literal: The Board}}]\n  issued: 2023"
                    ),
                    1 => writeln!(
                        list,
                        "  publisher: {letter}{letter}{letter}-{}\n  issued: 2023-1{}",
                        letter as u8 - b'a',
                        n % 3
                    ),
                    2 => writeln!(
                        list,
                        "  publisher: publisher-{letter}\n  URL: https://{letter}.example/works/{n}\n  issued: 2023-07-{:02}",
                        1 + n % 28
                    ),
                    3 => writeln!(
                        list,
                        "  DOI: 10.1234/{n}\n  language: de\n  note: A rolling page.\n  accessed: 2024-01-02"
                    ),
                    _ => writeln!(
                        list,
                        "  number: arXiv:2301.{n:05}\n  reports: [work-{}]\n  reliability: It has been doubted.",
                        (n + 1) % SOURCES
                    ),
                };
            }
            self.put(format!("content/sources/part-{part}.yaml"), list);
        }
        for n in 0..ACTORS {
            let kind = ["person", "organisation", "collective"][n % 3];
            let of = if n > 2 {
                format!("affiliation: [{{of: actor-{}, role: member, since: 2020}}]\n", n - 1)
            } else {
                String::new()
            };
            let cited: Vec<String> =
                (n..SOURCES).step_by(ACTORS).map(|n| format!("@work-{n}")).collect();
            let (words, cite) = (self.words(), format!("[{}]", cited.join("; ")));
            let text = format!(
                "---\nname: Actor Nr {n}\nkind: {kind}\naliases: [The {n}th]\n{of}---\n\n{words} {cite}\n"
            );
            self.put(format!("content/entities/actor-{n}.md"), text);
        }
        for (n, kind) in ["product", "project", "law", "standard", "term"].iter().enumerate() {
            let used = if *kind == "term" {
                "used_by: [{who: actor-1, since: 2021, source: work-1, note: As a slogan.}]\n"
            } else {
                ""
            };
            let text = format!(
                "---\nname: Thing {kind}\nkind: {kind}\n{used}---\n\nA thing, see [[actor-{n}]].\n"
            );
            self.put(format!("content/entities/thing-{kind}.md"), text);
        }
    }

    fn date(n: usize) -> String {
        let month = n / 9;
        format!("{}-{:02}-{:02}", 2024 + month / 12, 1 + month % 12, 1 + 3 * (n % 9))
    }

    fn link_to(&mut self, topic: usize, earlier: &[Earlier]) -> String {
        let to = &earlier[self.upto(earlier.len())];
        let way = if to.topic == topic {
            to.name.clone()
        } else {
            format!("{}/{}", TOPICS[to.topic], to.name)
        };
        format!("[[{way}#^{}]]", to.notes[self.upto(to.notes.len())])
    }

    fn gather(&mut self, n: usize, earlier: &[Earlier]) -> Earlier {
        let (topic, date) = (n % 3, Journal::date(n));
        let (suffix, kind) = match n {
            0..3 => ("-initial", "initial"),
            _ if n % 11 == 4 => ("-update", "update"),
            _ => ("", "gather"),
        };
        let name = format!("{date}{suffix}");
        let by = ["person", "machine", "both", "unknown"][n % 4];
        let title = self.words().replace(['"', '*', '`'], "");
        let mut text = format!(
            "---\ntitle: 'Nr {n} {}'\nkind: {kind}\ndate: {date}\nsummary: What was found.\nprovenance: {{by: {by}, reviewed_by: Somebody, date: {date}}}\n---\n",
            title.replace('\'', "’")
        );
        let mut notes = Vec::new();
        for section in 0..2 {
            let _ = writeln!(
                text,
                "## Found, part {section}: {}\n",
                self.pick(&["prices", "*voices*", "`code` & co", "Straßen"])
            );
            if section == 1 {
                let _ = writeln!(
                    text,
                    "A footnote[^a] and a table.\n\n| what | how much |\n|---|---:|\n| [[actor-3\\|it]] | 3 |\n\n> Quoted, with ![an image](https://a.example/i.png).\n\n1. one\n2. two\n\n```\n<not html> [[no link]]\n```\n\n[^a]: Its text, {}\n",
                    self.cite()
                );
            }
            for note in 0..1 + self.upto(3) {
                let (id, words, more) = (format!("n-{section}-{note}"), self.words(), self.actor());
                let relation = match self.upto(4) {
                    0 if earlier.len() > 5 => {
                        let relation = self.pick(&[
                            "overtakes",
                            "corrects",
                            "disputes",
                            "confirms",
                            "answers",
                        ]);
                        format!(" ({relation}:: {})", self.link_to(topic, earlier))
                    }
                    _ => String::new(),
                };
                let source = match self.upto(6) {
                    0 => format!(
                        "[Found {n} {section} {note}](https://b.example/found/{n}/{section}{note}) (publisher-b, {}) —",
                        &date[..7]
                    ),
                    _ => format!("[@{}]", self.source()),
                };
                let _ =
                    writeln!(text, "- {source} {words} It matters to [[{more}]].{relation} ^{id}");
                notes.push(id);
            }
            text.push('\n');
        }
        let other = TOPICS[(topic + 1) % 3];
        let _ = writeln!(
            text,
            "## Cross-links\n\n- [[{other}]] It bears on that. ^x-1\n- [[harbours]] So do ships. ^x-2\n\n## Observations\n"
        );
        let kinds = ["Emerging theme", "Emerging pattern", "Quality signal", "Gap"];
        for (at, kind) in kinds.iter().enumerate() {
            let _ = writeln!(text, "- **{kind}:** {} ^o-{at}", self.words());
        }
        self.put(format!("content/topics/{}/gathers/{name}.md", TOPICS[topic]), text);
        Earlier { topic, name, notes }
    }

    fn topic(&mut self, topic: usize) {
        let (here, there) = (TOPICS[topic], TOPICS[(topic + 1) % 3]);
        let text = format!(
            "---\ntitle: On {here}\nquestion: Is it so?\nsummary: Some say so.\nstatus: active\ncadence: 30\nrelated: [{there}]\norder: {topic}\n---\n\
             ## What we are tracking\n\nThis. {}\n\n## Where it stands\n\nThere. {}\n",
            self.words(),
            self.cite()
        );
        self.put(format!("content/topics/{here}/topic.md"), text);
        let watch = "keywords: [one, {term: two, since: 2024-01-01, reason: It helps.}]\npreferred_sources: [{publisher: publisher-a, since: 2024-02}]\n\
            authors: [{who: actor-0}]\nexclude_domains: [{domain: spam.example, reason: Spam.}]\nexclude_terms: [{term: lottery}]\n\
            changelog: [{date: 2024-01-01, change: Begun., reason: It was time.}]\n";
        self.put(format!("content/topics/{here}/watch.yaml"), watch.into());
        let statuses = ["stated", "disputed", "corrected", "overtaken", "confirmed"];
        let figure = |n: usize| {
            let side = ["for", "against", "gap", "none"][n % 4];
            let more = ["approximate: true", "upper: 90", "note: So they say."][n % 3];
            let status = statuses[n % 5];
            format!(
                "- {{id: {here}-{n}, metric: Metric {}, subject: actor-{}, side: {side}, value: {}.5, unit: \"%\", as_of: {}, source: work-{n}, status: {status}, reason: Because., {more}}}\n",
                n % 4,
                n % 9,
                n,
                Journal::date(n)
            )
        };
        self.put(format!("content/topics/{here}/figures.yaml"), (0..30).map(figure).collect());
    }

    fn thread(&mut self, topic: usize, n: usize, earlier: &[Earlier]) {
        let slug = format!("thread-{topic}-{n}");
        let status = ["emerging", "active", "dormant", "settled"][n % 4];
        let mut text = format!(
            "---\ntitle: Thread {topic}.{n}\nstatus: {status}\ntrend: {}\nopened: 2024-02-01\nupdated: 2025-01-01\nsummary: A clash.\nrelated: [{}]\n---\n\n## What\n\n{} ^what\n\n## Open questions\n\n",
            ["growing", "steady", "fading"][n % 3],
            TOPICS[topic],
            self.words()
        );
        for (at, status) in
            ["open", "partly answered", "answered", "reframed", "moot"].iter().enumerate()
        {
            let cite = self.cite();
            let _ = writeln!(
                text,
                "- Is it {at}? {cite} (status:: {status}) (asked:: 2024-03) (due:: 2040-01) ^q-{at}\n  - Would settle it: A count.\n  - Answer: It may be {cite}"
            );
        }
        text.push_str("\n## Timeline\n\n");
        for at in 0..20 {
            let _ = writeln!(
                text,
                "- {}: {} {} ^t-{at}",
                Journal::date(at * 9 + n),
                self.words(),
                self.cite()
            );
        }
        text.push_str("\n## Perspectives\n\n");
        let words = [
            "first tracked",
            "restated",
            "hardened",
            "softened",
            "extended",
            "clarified",
            "reversed",
            "silent",
        ];
        for who in 0..3 {
            let (a, b) = (n * 3 + who, n * 3 + who + 12);
            let _ = writeln!(
                text,
                "### [[actor-{a}]] and [[actor-{b}]]\n\n{} {}\n",
                self.words(),
                self.cite()
            );
            for (at, word) in words.iter().enumerate() {
                let _ = writeln!(
                    text,
                    "- {} {word}: {} {} ^p-{who}-{at}",
                    Journal::date(at * 5),
                    self.words(),
                    self.cite()
                );
            }
            text.push('\n');
        }
        text.push_str("## Tensions\n\n");
        for (at, kind) in
            ["factual", "definitional", "normative", "strategic", "predictive"].iter().enumerate()
        {
            let (a, b, cite) = (at, at + 6, self.cite());
            let _ = writeln!(
                text,
                "- [[actor-{a}]], [[actor-20]] × [[actor-{b}]]: {} {cite} ^ten-{at}\n  - Kind: {kind}\n  - [[actor-{a}]]: Yes {cite}.\n  - [[actor-20]]: Yes too {cite}.\n  - [[actor-{b}]]: No {cite}.\n  - Shared: The facts.\n  - Crux: The words.\n  - Would settle it: Time.",
                self.words()
            );
        }
        let (to, cite) = (self.link_to(topic, earlier), self.cite());
        let _ = writeln!(
            text,
            "\n## Corrections\n\n- 2026-10-01: It was otherwise {cite}. (corrects:: {to}) ^c-1"
        );
        self.put(format!("content/topics/{}/threads/{slug}.md", TOPICS[topic]), text);
    }

    fn article(&mut self, topic: usize, n: usize, earlier: &[Earlier]) {
        let kind = ["explainer", "essay", "narrative"][n];
        let body = match n {
            0 => format!(
                "## TL;DR\n\nShort. {}\n\n## Long\n\n{}\n\n### Longer\n\nStill. See {}.\n\n## FAQ\n\n### Is it?\n\nIt is.\n",
                self.cite(),
                self.words(),
                self.link_to(topic, earlier)
            ),
            _ => format!(
                "## One\n\n{} {}\n\n## Two\n\n{}\n",
                self.words(),
                self.cite(),
                self.words()
            ),
        };
        let text = format!(
            "---\ntitle: A {kind} on {topic}\nkind: {kind}\ndate: 2025-06-0{}\nauthor: Somebody\nsummary: In short.\nrelated: [thread-{topic}-{n}]\n---\n{body}",
            n + 1
        );
        self.put(format!("content/topics/{}/articles/{kind}-{topic}.md", TOPICS[topic]), text);
    }
}
