//! The content where agon is not: on a forge, which shows it as GitHub-flavoured Markdown, and in Obsidian, by its
//! documented rules. What the README says of both is held here.

use crate::programs::{npm, output, program};
use crate::support::call::{root, texts};
use agon::build::pipeline::{CheckedSite, Request, Strictness, read_site};
use agon::content::parse::{FileKind, front_matter};
use agon::model::{Date, Day, DocKind, Target};
use agon::source::SourceFile;
use std::collections::{BTreeMap, BTreeSet};

/// The body of each Markdown text of the shipped site.
fn bodies() -> Vec<(String, String)> {
    let body = |t: SourceFile| {
        let start = front_matter::parts(&t.body).ok()??.body;
        Some((t.path.clone(), t.body[start..].to_string()))
    };
    texts(root()).into_iter().filter(|t| t.path.ends_with(".md")).filter_map(body).collect()
}

/// HTML of each text by marked, a renderer of GitHub-flavoured Markdown.
fn rendered(texts: &[&str]) -> Vec<String> {
    let marked = npm("marked", "18.2.1", "package.json");
    let script = "const { marked } = await import(process.argv[1]); let all = '';
        for await (const part of process.stdin) all += part;
        console.log(JSON.stringify(JSON.parse(all).map((t) => marked.parse(t, { gfm: true }))));";
    let module = marked.parent().expect("a folder").join("lib/marked.esm.js");
    let mut node = program("node");
    node.args(["--input-type=module", "-e", script]).arg(format!("file://{}", module.display()));
    let texts = serde_json::to_string(texts).expect("texts are JSON");
    serde_json::from_str(&output(&mut node, texts)).expect("the script prints JSON")
}

/// The words of HTML.
fn words(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&amp;", "&")
}

#[test]
fn on_a_forge_every_convention_is_shown_as_it_is_written_and_nothing_is_taken_for_something_else() {
    let bodies = bodies();
    let html = rendered(&bodies.iter().map(|(_, b)| b.as_str()).collect::<Vec<_>>());
    let marks = ["[@", "[[", "]]", "::", " ^"];
    let count = |text: &str| marks.map(|m| text.matches(m).count());
    let mut seen = [0; 5];
    for ((path, body), html) in bodies.iter().zip(&html) {
        let written = count(&body.replace('\n', " "));
        assert_eq!(count(&words(html).replace('\n', " ")), written, "{path}");
        assert!(!html.contains("<h1"), "{path}");
        seen.iter_mut().zip(written).for_each(|(all, n)| *all += n);
    }
    assert!(seen.iter().all(|n| *n > 50), "{seen:?}");
}

#[test]
fn obsidian_finds_every_block_id_at_the_end_of_its_line() {
    let mut count = 0;
    for text in texts(root()).iter().filter(|t| t.path.ends_with(".md")) {
        let files = agon::source::Files::new(vec![text.clone()]);
        let raw = agon::content::parse::parse(&files, &mut Default::default());
        for id in raw.docs.iter().flat_map(|d| &d.body.blocks).filter_map(|b| b.id) {
            let words = files.slice(id);
            let after = text.body[id.range().end..].lines().next().unwrap_or("");
            let known = words.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            assert!(known && after.is_empty(), "{}: ^{words}{after}", text.path);
            count += 1;
        }
    }
    assert!(count > 500, "{count}");
}

/// Whether Obsidian finds a file for a link: by its name, or by the end of its path.
fn obsidian_finds(files: &BTreeSet<String>, link: &str) -> bool {
    let name = link.split('#').next().unwrap_or(link);
    name.is_empty()
        || files.iter().any(|f| f.to_lowercase().ends_with(&format!("/{}.md", name.to_lowercase())))
}

/// Every link of the shipped site as it is written, without its label, with what agon takes it for.
fn links() -> Vec<(&'static str, String)> {
    let day = Day::AsKnownOn(Date::parse("2026-11-20").unwrap());
    let request = Request {
        root: root().into(),
        out: "public".into(),
        day,
        drafts: agon::model::Drafts::Hidden,
        strictness: Strictness::Normal,
        output: agon::output::OutputOptions::default(),
    };
    let CheckedSite { sources, site, .. } = read_site(&request).expect("the site can be read");
    let mut found = Vec::new();
    for r in site.refs() {
        let doc = site.doc(site.block(r.block).doc);
        let body = &sources.files.get(doc.file).body;
        let Some((before, rest)) = body.split_at_checked(r.at as usize) else { continue };
        let Some(rest) = rest.strip_prefix("[[").or(before.ends_with("[[").then_some(rest)) else {
            continue;
        };
        let end = rest.find("]]").unwrap_or(0);
        let written =
            rest[..end].split('|').next().unwrap_or_default().trim_end_matches('\\').to_string();
        let what = match r.target {
            Target::Topic(_) | Target::Elsewhere(_) => "topic",
            Target::Entity(_) => "entity",
            Target::Doc(_) | Target::Block(_) if written.contains('/') => "gather of another topic",
            Target::Block(b) if matches!(site.doc(site.block(b).doc).kind, DocKind::Topic) => {
                "topic"
            }
            Target::Doc(_) | Target::Block(_) => "document",
            Target::Source(_) | Target::Publisher(_) => "source",
        };
        found.push((what, written));
    }
    found
}

#[test]
fn obsidian_follows_links_to_entities_and_documents_and_not_to_topics_or_across_them() {
    let files: BTreeSet<String> = texts(root()).into_iter().map(|t| t.path).collect();
    let apart: Vec<&String> = files.iter().filter(|f| FileKind::of(f).is_none()).collect();
    assert_eq!(
        apart,
        [
            "content/addresses.txt",
            "content/publications.txt",
            "locales/ar.yaml",
            "locales/de.yaml",
            "locales/en.yaml",
            "locales/fr.yaml",
        ],
        "every text has its kind but the lists that agon keeps and the words of its pages"
    );
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (what, link) in links() {
        let entry = counts.entry(what).or_default();
        match obsidian_finds(&files, &link) {
            true => entry.0 += 1,
            false => entry.1 += 1,
        }
    }
    for (what, follows) in
        [("entity", true), ("document", true), ("topic", false), ("gather of another topic", false)]
    {
        let (found, lost) = counts[what];
        let expected = if follows { (found + lost, 0) } else { (0, found + lost) };
        assert!(found + lost > 20 && (found, lost) == expected, "{what}: {counts:?}");
    }
}
