//! The search index: scripts that a page loads piece by piece, so that a search costs little on any site.
//!
//! Takes the site, gives files under `search/`. There are two kinds of shards: *words* say which pages have a stem,
//! *passages* say what stands on a page, and small ones say which pages have a facet's value. A search loads the index
//! (`index.js`), the shard of each word and the shards of the pages that it shows first. All are scripts that call
//! `agonShard(name, version, data)`, because a page that is opened from a disk may load nothing else.
//!
//! The same site gives the same bytes; see [`plan`] for what an edit changes. Never keeps a page's text: words and
//! passages of a page are taken when its shard is made.

mod code;
mod entry;
mod facet;
mod lexicon;
mod page;
mod passages;
mod plan;
mod postings;
mod texts;
mod token;

pub use entry::{Entry, Passage};
pub use token::{STOP, Stemmer, words};

use crate::files::Artifact;
use crate::model::*;
use crate::view::Ctx;
use facet::{Facet, GROUPS, Lists, PageKind};
use lexicon::Lexicon;
use page::Page;
use plan::Plan;
use postings::Words;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;
use texts::{TextShard, quote};

/// Where the index stands, from the site's root.
pub const FOLDER: &str = "search/";

/// Makes the index and gives every file of it to `put`, from many threads; the first error ends it.
pub fn build<E: Send>(ctx: &Ctx, put: impl Fn(Artifact) -> Result<(), E> + Sync) -> Result<(), E> {
    let pages = page::pages(ctx);
    let plan = Plan::new(&pages, || passage_lengths(ctx));
    let count = pages.len();
    let shards = plan.order(pages);
    let put = |name: String, data: &str| -> Result<(String, String), E> {
        let version = blake3::hash(data.as_bytes()).to_hex()[..8].to_string();
        let script = format!("agonShard(\"{name}\",\"{version}\",{data});\n");
        put(Artifact { path: format!("{FOLDER}{name}.js"), bytes: script.into_bytes() })?;
        Ok((name, version))
    };
    let workers = rayon::current_num_threads() * 2;
    let each = shards.len().div_ceil(workers).max(1);
    let read = shards.par_chunks(each).enumerate().map(|(n, group)| read(ctx, &plan, n * each, group, &put));
    let read: Vec<Read> = read.collect::<Result<_, E>>()?;
    let (mut versions, mut lists, mut lexicons) = (BTreeMap::new(), Lists::new(), Vec::new());
    for part in read {
        versions.extend(part.versions);
        part.lists.into_iter().for_each(|(facet, pages)| lists.entry(facet).or_default().extend(pages));
        lexicons.push(part.lexicon);
    }
    let mut rest: Vec<(String, String)> = Vec::new();
    for (n, text) in Words::join(lexicons).shards(&plan).into_iter().enumerate().filter(|(_, t)| !t.is_empty()) {
        let mut data = String::with_capacity(text.len() + 2);
        quote(&text, &mut data);
        rest.push((format!("w{n}"), data));
    }
    rest.extend(facet_shards(ctx.site, &plan, &lists));
    rest.push(("names".into(), names(ctx.site, &lists)));
    let rest: Vec<_> = rest.into_par_iter().map(|(name, data)| put(name, &data)).collect::<Result<_, E>>()?;
    versions.extend(rest);
    put("index".into(), &index(ctx.site, &plan, count, &lists, &versions)).map(drop)
}

/// What one worker made.
struct Read {
    lexicon: Lexicon,
    lists: Lists,
    versions: Vec<(String, String)>,
}

/// Reads the pages of some shards and gives away their passages.
fn read<E>(
    ctx: &Ctx,
    plan: &Plan,
    first: usize,
    group: &[Vec<Page>],
    put: &impl Fn(String, &str) -> Result<(String, String), E>,
) -> Result<Read, E> {
    let mut out = Read { lexicon: Lexicon::new(&ctx.site.config.language), lists: Lists::new(), versions: Vec::new() };
    for (n, pages) in group.iter().enumerate().filter(|(_, pages)| !pages.is_empty()) {
        let shard = (first + n) as u32;
        let mut text = TextShard::new(plan.longest);
        for (ordinal, page) in pages.iter().enumerate() {
            let number = shard * plan.stride + ordinal as u32;
            let entry = page::entry(ctx, page);
            out.lexicon.add(number, &entry);
            text.add(ctx.site, page, &entry);
            for facet in entry.facets.into_iter().chain([Facet::Kind(page.kind)]) {
                out.lists.entry(facet).or_default().push(number);
            }
        }
        out.versions.push(put(format!("t{shard}"), &text.finish())?);
    }
    Ok(out)
}

/// Pages by value: one shard for a group with few values, several for publishers and actors.
fn facet_shards(site: &Site, plan: &Plan, lists: &Lists) -> Vec<(String, String)> {
    let mut shards: BTreeMap<String, String> = BTreeMap::new();
    for (facet, pages) in lists {
        let (group, key) = (GROUPS[facet.group()], facet.key(site));
        let data = shards.entry(facet_shard(*facet, plan, &key)).or_insert_with(|| format!("{{\"group\":\"{group}\""));
        data.push_str(",\n");
        quote(&format!("={key}"), data);
        data.push(':');
        let mut coded = String::new();
        code::runs(pages, &mut coded);
        quote(&coded, data);
    }
    shards.into_iter().map(|(name, data)| (name, data + "}")).collect()
}

fn facet_shard(facet: Facet, plan: &Plan, key: &str) -> String {
    let group = GROUPS[facet.group()];
    match facet {
        Facet::Publisher(_) | Facet::Actor(_) => format!("{group}{}", code::hash(key) % plan.facets),
        _ => group.to_string(),
    }
}

/// The publishers and actors that can be chosen, by name: `[key, name, pages]`.
fn names(site: &Site, lists: &Lists) -> String {
    let mut groups: [Vec<(String, String, usize)>; 2] = Default::default();
    for (facet, pages) in lists {
        match facet {
            Facet::Publisher(p) => groups[0].push((site.publisher(*p).name.clone(), facet.key(site), pages.len())),
            Facet::Actor(e) => groups[1].push((site.entity(*e).name.clone(), facet.key(site), pages.len())),
            _ => {}
        }
    }
    let lines = groups.map(|mut names| {
        names.sort_by_cached_key(|(name, key, _)| (name.to_lowercase(), key.clone()));
        let lines = names.iter().map(|(name, key, count)| format!("[{},{},{count}]", json(key), json(name)));
        lines.collect::<Vec<_>>().join(",\n")
    });
    format!("{{\"publisher\":[{}],\n\"actor\":[{}]}}", lines[0], lines[1])
}

/// What a search starts with: sizes, tables and the version of every shard.
fn index(site: &Site, plan: &Plan, pages: usize, lists: &Lists, versions: &BTreeMap<String, String>) -> String {
    let stem = if token::is_english(&site.config.language) { "en" } else { "" };
    let mut out = format!("{{\"stem\":\"{stem}\",\"stop\":{},\"pages\":{pages},", json(token::STOP));
    let Plan { texts, words, facets, stride, .. } = plan;
    let _ = write!(out, "\"texts\":{texts},\"words\":{words},\"facets\":{facets},\"stride\":{stride},\n\"kinds\":[");
    out.push_str(&PageKind::ALL.iter().map(|k| json(k.word())).collect::<Vec<_>>().join(","));
    out.push_str("],\n\"topics\":[");
    let topics = site.topics.iter().map(|t| format!("[{},{}]", json(&t.slug), json(&t.title)));
    out.push_str(&topics.collect::<Vec<_>>().join(","));
    out.push_str("],\n\"values\":{");
    let few = |facet: &&Facet| !matches!(facet, Facet::Publisher(_) | Facet::Actor(_));
    for (n, group) in GROUPS[..4].iter().enumerate() {
        let keys = lists.keys().filter(few).filter(|f| f.group() == n).map(|f| json(&f.key(site)));
        let _ = write!(out, "{}\"{group}\":[{}]", if n > 0 { "," } else { "" }, keys.collect::<Vec<_>>().join(","));
    }
    out.push_str("},\n\"versions\":\"");
    out.push_str(&versions.iter().map(|(name, version)| format!("{name}={version}")).collect::<Vec<_>>().join(" "));
    out.push_str("\"}");
    out
}

fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    quote(text, &mut out);
    out
}

/// The lengths of all passages, for a site so large that they have to be cut.
fn passage_lengths(ctx: &Ctx) -> Vec<usize> {
    let site = ctx.site;
    let length = |id: BlockId| {
        let block = site.block(id);
        let front = if let BlockKind::Note { source } = block.kind { site.source(source).title.len() } else { 0 };
        front + block.content.range().len()
    };
    site.block_ids().filter(|b| site.block(*b).visible).map(length).collect()
}

/// Every page that can be found with its words, for whoever wants to look at what the index is made of.
pub fn entries(ctx: &Ctx) -> Vec<(String, Entry)> {
    page::pages(ctx).iter().map(|p| (p.path.clone(), page::entry(ctx, p))).collect()
}
