//! What a file says, without where it says it: two files that differ in white space and order alone say the same.

use agon::content::parse::body::RawBody;
use agon::content::parse::parse;
use agon::diagnostics::Report;
use agon::markdown;
use agon::source::{Files, SourceFile, Span};
use pulldown_cmark::{Event, Options, Parser};
use std::fmt::Debug;
use std::sync::Arc;

/// All that agon reads in a text, and all that it has to say about it.
pub(super) fn said(path: &str, body: &str) -> String {
    let files = Files::new(vec![SourceFile { path: path.into(), body: body.into() }]);
    let mut report = Report::default();
    let mut raw = parse(&files, &mut report);
    let mut out = String::new();
    for doc in &mut raw.docs {
        let doc = Arc::get_mut(doc).expect("what was just read has one holder");
        let body = std::mem::take(&mut doc.body);
        out += &of_body(&files, &body);
        out += &tags(&files.get(doc.file).body[body.start as usize..]);
    }
    out += &placeless(&raw);
    // a message may quote several lines
    let message = |text: &str| text.lines().map(|l| marked(&plain(l)) + "\n").collect::<String>();
    let mut found: Vec<String> =
        report.iter().map(|d| format!("{} {}", d.code, message(&d.message))).collect();
    found.sort();
    out + &found.concat()
}

fn of_body(files: &Files, body: &RawBody) -> String {
    let words = |span: Span| plain(files.slice(span));
    let mut out = String::new();
    for section in &body.sections {
        out +=
            &format!("{:?} {:?} {:?}\n", section.role, section.heading.map(words), section.blocks);
        out += &format!("{:?}\n", section.anchor.map(words));
    }
    let base = body.start;
    let hidden: Vec<Span> = body
        .tree
        .hidden
        .iter()
        .map(|h| Span::new(file_of(body), (base + h.start) as usize..(base + h.end) as usize))
        .collect();
    for block in &body.blocks {
        let mut bare = String::new();
        let mut at = block.content.start;
        let within = |h: &&Span| h.start < block.content.end && h.end > block.content.start;
        for cut in hidden.iter().filter(within) {
            bare += files.slice(Span { start: at, end: cut.start.max(at), ..block.content });
            at = cut.end.min(block.content.end);
        }
        bare += files.slice(Span { start: at, ..block.content });
        // what stands below an item's words moves with its marker, so its columns are not compared
        let lines: Vec<String> =
            bare.lines().map(|l| marked(&plain(l))).filter(|l| !l.is_empty()).collect();
        out += &format!("{:?} {:?} {:?} {lines:?}\n", block.section, block.date, block.parent);
        let fields: Vec<(&str, &str)> =
            block.fields.iter().map(|f| (files.slice(f.name), files.slice(f.value))).collect();
        out += &format!("{} {:?} {fields:?}\n", kind(block), block.id.map(words));
    }
    let source = |range: std::ops::Range<usize>| {
        files
            .slice(Span::new(file_of(body), base as usize + range.start..base as usize + range.end))
    };
    for r in &body.refs {
        let reference = &body.tree.references[r.reference as usize];
        out += &format!("{:?} {} {}\n", reference.kind, plain(source(reference.range())), r.block);
    }
    for footnote in &body.tree.footnotes {
        out += &format!("{}\n", plain(source(body.tree.node(footnote.node).range())));
    }
    format!("{out}{:?}\n", body.html.iter().map(|s| words(*s)).collect::<Vec<_>>())
}

fn file_of(body: &RawBody) -> agon::source::FileId {
    body.blocks.first().map_or(agon::source::FileId(0), |b| b.content.file)
}

/// What a block is, without the numbers of its references and nodes.
fn kind(block: &agon::content::parse::body::RawBlock) -> String {
    let shown = format!("{:?}", block.kind);
    shown.split(['(', '{']).next().unwrap_or_default().to_string()
}

/// An item below an item, whatever its marker.
fn marked(line: &str) -> String {
    let words = line.strip_prefix("* ").or(line.strip_prefix("+ "));
    words.map_or(line.to_string(), |words| format!("- {words}"))
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("; @", ";@").replace("[ @", "[@")
}

/// The tags of the body as CommonMark with footnotes, in order: blocks, lists tight and loose, code with its text.
fn tags(body: &str) -> String {
    let body = body.replace("\r\n", "\n");
    // without footnotes, a block that is indented below one would be code
    let events = Parser::new_ext(&body, Options::ENABLE_FOOTNOTES).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        event => event,
    });
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    // without tables, which CommonMark has not, their rows are lines that can be broken
    let html = html.replace("<br />", "");
    let mut out = format!("{} lines are broken ", hard_breaks(&body));
    let mut rest = html.as_str();
    while let Some(open) = rest.find('<') {
        let close = rest[open..].find('>').map_or(rest.len(), |n| open + n + 1);
        out += &rest[open..close];
        if rest[open..close].starts_with("<pre") {
            let end = rest[close..].find("</pre>").map_or(rest.len(), |n| close + n);
            out += &rest[close..end];
            rest = &rest[end..];
        } else {
            rest = &rest[close..];
        }
    }
    out + "\n"
}

/// A value as it prints itself, with the words in place of where they stand.
fn placeless(value: &impl Debug) -> String {
    let shown = format!("{value:?}");
    let mut out = String::new();
    let mut rest = shown.as_str();
    while let Some(at) = rest.find("Span { file: ") {
        out += &rest[..at];
        let end = rest[at..].find('}').map_or(rest.len(), |n| at + n + 1);
        rest = &rest[end..];
    }
    out + rest + "\n"
}

fn hard_breaks(body: &str) -> usize {
    let tree = markdown::parse(body);
    tree.nodes.iter().filter(|n| n.kind == markdown::NodeKind::HardBreak).count()
}
