//! Tensions as Argdown (argdown.org), for tools that draw maps of arguments.
//!
//! Takes a topic or the site, gives the file: a heading for each tension, its question, one statement for each side, each
//! contrary to the others (with many sides to the next ones), what the sides share and where they part. Everything else, sources with their days too, is
//! in the data element of its statement.

use super::credit::download_page;
use crate::model::*;
use crate::pages::{Ctx, Download, Scope};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// To how many later sides each side of a tension is said to be contrary.
const MOST_CONTRARY: usize = 40;

pub(super) fn tensions(ctx: &Ctx, what: &Download) -> String {
    let config = &ctx.site.config;
    let title = match what.scope {
        Scope::Topic(t) => format!("{}: {}", config.title, ctx.site.topic(t).title),
        _ => config.title.clone(),
    };
    let mut out = String::from("===\n");
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{name}: {}", quoted(&json!(value)));
        }
    };
    line("title", Some(title));
    line("author", config.author.clone());
    line("licence", config.licence.clone());
    line("asOf", ctx.site.as_of.map(|d| d.to_string()));
    line("site", ctx.origin().map(|o| format!("{o}/")));
    out.push_str("model:\n    mode: strict\n===\n");
    for id in ctx.tensions_of(what.scope) {
        tension(ctx, what, id, &mut out);
    }
    out
}

fn tension(ctx: &Ctx, what: &Download, id: BlockId, out: &mut String) {
    let site = ctx.site;
    let BlockKind::Tension { sides } = &site.block(id).kind else { return };
    let page = download_page(ctx, what);
    let (path, anchor) = ctx.tables.paths.of(site, Target::Block(id));
    let key = format!("{}/{}", path.trim_end_matches(".html"), anchor.unwrap_or_default());
    let mut names = Vec::new();
    let mut ids = Vec::new();
    for side in sides {
        let entities: Vec<&Entity> = side.iter().map(|e| site.entity(*e)).collect();
        names.push(entities.iter().map(|e| e.name.as_str()).collect::<Vec<_>>().join(", "));
        let slugs: Vec<&str> = entities.iter().map(|e| e.slug.as_str()).collect();
        ids.push(format!("{key}/{}", slugs.join("+")));
    }
    let kind = site.children(id).iter().find_map(|c| match &site.block(*c).kind {
        BlockKind::Part(BlockPart::Kind(kind)) => Some(site.vocabulary.tensions.word(*kind)),
        _ => None,
    });
    let _ = writeln!(out, "\n# {}", escaped(&names.join(" × ")));
    let own = page.records().passage(id);
    let more = [("page", json!(own.place.0)), ("kind", json!(kind))];
    statement(site, &key, "tension", &own.marked_text(&site.locale), data(&own, more), out);
    let mut statements = statements_of_sides(site, id, sides);
    for n in 0..sides.len() {
        let own = std::mem::take(&mut statements[n]);
        let passages: Vec<_> = own.into_iter().map(|c| page.records().passage(c)).collect();
        let words = match passages.len() {
            0 => site.locale.text(MessageId::ArgdownNoStatement).to_string(),
            _ => passages.iter().map(|p| p.marked_text(&site.locale)).collect::<Vec<_>>().join(" "),
        };
        let sources: Vec<&str> = passages.iter().flat_map(|p| p.sources.iter().copied()).collect();
        let mut own = Map::from_iter([("sources".to_string(), json!(sources))]);
        let later = &ids[n + 1..];
        if let Some(more @ 1..) = later.len().checked_sub(MOST_CONTRARY) {
            own.insert("furtherContraries".to_string(), json!(more));
        }
        statement(site, &ids[n], "side", &format!("{}: {words}", names[n]), own, out);
        for other in later.iter().take(MOST_CONTRARY) {
            let _ = writeln!(out, "  - [{other}]");
        }
    }
    for (word, part) in [
        ("shared", BlockPart::Shared),
        ("crux", BlockPart::Crux),
        ("would-settle-it", BlockPart::Settles),
    ] {
        for (n, child) in parts(site, id, |p| *p == part).into_iter().enumerate() {
            let own = page.records().passage(child);
            let number = if n > 0 { format!("-{}", n + 1) } else { String::new() };
            statement(
                site,
                &format!("{key}/{word}{number}"),
                word,
                &own.marked_text(&site.locale),
                data(&own, []),
                out,
            );
        }
    }
}

/// The statements of each side of a tension; one of several actors is of all sides that they are on.
fn statements_of_sides(
    site: &Site,
    tension: BlockId,
    sides: &[Vec<EntityId>],
) -> Vec<Vec<BlockId>> {
    let actors = TensionActors::new(sides);
    let mut statements: Vec<Vec<BlockId>> = vec![Vec::new(); sides.len()];
    for child in site.children(tension) {
        let BlockKind::Part(BlockPart::Statement(who)) = &site.block(*child).kind else { continue };
        for actor in who {
            for side in actors.sides_of(*actor) {
                if statements[*side].last() != Some(child) {
                    statements[*side].push(*child);
                }
            }
        }
    }
    statements
}

/// The children of a tension that are parts of a kind.
fn parts(site: &Site, tension: BlockId, is_wanted: impl Fn(&BlockPart) -> bool) -> Vec<BlockId> {
    let mut parts = site.children(tension).to_vec();
    parts.retain(|c| matches!(&site.block(*c).kind, BlockKind::Part(part) if is_wanted(part)));
    parts
}

/// The metadata of a passage.
fn data<const N: usize>(
    own: &crate::records::Passage,
    more: [(&str, Value); N],
) -> Map<String, Value> {
    let own = [("date", json!(own.date.map(|d| d.0.iso()))), ("sources", json!(own.sources))];
    let fields = own.into_iter().chain(more).filter(|(_, value)| !is_empty(value));
    fields.map(|(name, value)| (name.to_string(), value)).collect()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// A source by its title, publisher and day.
fn source(site: &Site, key: &str) -> Option<Value> {
    let source = site.source(*site.names.keys.get(key)?);
    let mut fields =
        Map::from_iter([("id".into(), json!(source.id)), ("title".into(), json!(source.title))]);
    let publisher = source.publisher.map(|p| json!(site.publisher(p).name));
    fields.extend(publisher.map(|p| ("publisher".into(), p)));
    fields.extend(source.issue_date().map(|d| ("issued".into(), json!(d.to_string()))));
    fields.extend(source.url.as_ref().map(|u| ("url".into(), json!(u))));
    Some(Value::Object(fields))
}

/// One statement with its tag, and its sources by title, publisher and day.
fn statement(
    site: &Site,
    key: &str,
    tag: &str,
    text: &str,
    mut data: Map<String, Value>,
    out: &mut String,
) {
    if let Some(Value::Array(keys)) = data.get_mut("sources") {
        *keys = keys.iter().filter_map(|key| source(site, key.as_str()?)).collect();
    }
    data.retain(|_, value| !is_empty(value));
    let _ = write!(out, "\n[{key}]: {} #{tag}", escaped(text));
    if !data.is_empty() {
        let _ = write!(out, " {}", quoted(&Value::Object(data)));
    }
    out.push('\n');
}

/// Words with a backslash before all that Argdown reads; on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            if c.is_ascii_punctuation() && !matches!(c, ',' | '\'' | '"' | '%' | '$' | '!' | '?') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// JSON is YAML; braces and long rules inside of texts would end the element.
fn quoted(value: &Value) -> String {
    match value {
        Value::String(text) => {
            let text = serde_json::to_string(text).expect("a text is JSON");
            text.replace('{', "\\u007b").replace('}', "\\u007d").replace("==", "\\u003d\\u003d")
        }
        Value::Array(list) => {
            format!("[{}]", list.iter().map(quoted).collect::<Vec<_>>().join(", "))
        }
        Value::Object(map) => {
            let entries = map
                .iter()
                .map(|(name, value)| format!("{}: {}", quoted(&json!(name)), quoted(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}
