//! The files of the index.

use super::entry::IndexEntry;
use super::facet::{Facet, FacetPages, GROUPS, SearchPageKind};
use super::fragments::FragmentShard;
use super::layout::IndexLayout;
use super::lexicon::{self, Lexicon};
use super::page::{self, IndexedPage};
use super::{postings, shard_bounds, token, varint};
use crate::model::Site;
use crate::pages::Ctx;
use crate::source::OutputFile;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The folder of the index, from the site's root.
pub const FOLDER: &str = "search/";

/// A script that calls `agonShard(name, version, data)`.
struct ShardFile {
    name: String,
    /// A hash of the data.
    version: String,
    script: String,
}

impl ShardFile {
    fn new(name: String, data: &impl Serialize) -> ShardFile {
        let data = serde_json::to_string(data).expect("lists and texts are JSON values");
        let version = blake3::hash(data.as_bytes()).to_hex()[..8].to_string();
        let script = format!("agonShard(\"{name}\",\"{version}\",{data});\n");
        ShardFile { name, version, script }
    }

    fn into_artifact(self) -> OutputFile {
        OutputFile { path: format!("{FOLDER}{}.js", self.name), bytes: self.script.into_bytes() }
    }
}

/// The files of the index, the same for the same site.
pub fn files(ctx: &Ctx) -> Vec<OutputFile> {
    let pages = page::pages(ctx);
    let layout = IndexLayout::new(&pages);
    let count = pages.len();
    let shards = layout.order(pages);
    // one lexicon for several shards, so that a word is not stemmed for each of them
    let group_size = shards.len().div_ceil(rayon::current_num_threads() * 2);
    let groups = shards.par_chunks(group_size).enumerate();
    let parts: Vec<IndexPart> = groups
        .map(|(n, group)| IndexPart::new(ctx, &layout, (n * group_size) as u32, group))
        .collect();
    let mut files = Vec::new();
    let mut lexicons = Vec::new();
    let mut facets = FacetPages::new();
    for part in parts {
        files.extend(part.fragments);
        lexicons.push(part.lexicon);
        for (facet, pages) in part.facets {
            facets.entry(facet).or_default().extend(pages);
        }
    }
    let stems = lexicon::merge(lexicons);
    let starts = shard_bounds::starts(&stems, count, layout.words);
    for (n, data) in postings::shards(&stems, &starts).iter().enumerate() {
        files.push(ShardFile::new(format!("w{n}"), data));
    }
    files.extend(facet_shards(ctx.site, &layout, &facets));
    files.push(ShardFile::new("names".into(), &names(ctx.site, &facets)));
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let versions: Vec<String> =
        files.iter().map(|file| format!("{}={}", file.name, file.version)).collect();
    let site = ctx.site;
    let index = json!({
        "stem": if token::is_english(&site.config.language) { "en" } else { "" },
        "stop": token::STOP,
        "pages": count,
        "facets": layout.facets,
        "stride": layout.stride,
        "words": starts.join(" "),
        "kinds": SearchPageKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>(),
        "topics": site.topics.iter().map(|t| (&t.slug, &t.title)).collect::<Vec<_>>(),
        "values": facet_values(site, &facets),
        "versions": versions.join(" "),
    });
    files.push(ShardFile::new("index".into(), &index));
    files.into_iter().map(ShardFile::into_artifact).collect()
}

/// Every page of the index with its text.
pub fn entries(ctx: &Ctx) -> Vec<(String, IndexEntry)> {
    page::pages(ctx).into_iter().map(|p| (p.path.clone(), page::entry(ctx, &p))).collect()
}

/// Some shards of passages, and the words and facets of their pages.
struct IndexPart {
    lexicon: Lexicon,
    facets: FacetPages,
    fragments: Vec<ShardFile>,
}

impl IndexPart {
    fn new(ctx: &Ctx, layout: &IndexLayout, first: u32, shards: &[Vec<IndexedPage>]) -> IndexPart {
        let mut part = IndexPart {
            lexicon: Lexicon::new(&ctx.site.config.language),
            facets: FacetPages::new(),
            fragments: Vec::new(),
        };
        for (shard, pages) in (first..).zip(shards).filter(|(_, pages)| !pages.is_empty()) {
            let mut entries: Vec<(&IndexedPage, IndexEntry)> = Vec::with_capacity(pages.len());
            for (number, page) in (shard * layout.stride..).zip(pages) {
                let entry = page::entry(ctx, page);
                part.lexicon.add(number, &entry);
                for facet in entry.facets.iter().copied().chain([Facet::Kind(page.kind)]) {
                    part.facets.entry(facet).or_default().push(number);
                }
                entries.push((page, entry));
            }
            let data = FragmentShard::new(ctx.site, &entries);
            part.fragments.push(ShardFile::new(format!("t{shard}"), &data));
        }
        part
    }
}

/// Pages by value: one shard for a group with few values, several for publishers and actors.
fn facet_shards(site: &Site, layout: &IndexLayout, facets: &FacetPages) -> Vec<ShardFile> {
    let mut shards: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    for (facet, pages) in facets {
        let key = facet.key(site);
        let mut name = GROUPS[facet.group()].to_string();
        if facet.is_of_many() {
            name += &(varint::hash(&key) % layout.facets).to_string();
        }
        let mut runs = String::new();
        varint::runs(pages, &mut runs);
        shards.entry(name).or_default().insert(format!("={key}"), runs.into());
    }
    shards.into_iter().map(|(name, data)| ShardFile::new(name, &data)).collect()
}

/// The keys of the groups with few values.
fn facet_values(site: &Site, facets: &FacetPages) -> Value {
    let mut values = Map::new();
    for group in &GROUPS[..4] {
        values.insert(group.to_string(), json!([]));
    }
    for facet in facets.keys().filter(|facet| !facet.is_of_many()) {
        if let Some(Value::Array(keys)) = values.get_mut(GROUPS[facet.group()]) {
            keys.push(json!(facet.key(site)));
        }
    }
    Value::Object(values)
}

/// The publishers and actors that can be chosen, by name: `[key, name, number of pages]`.
fn names(site: &Site, facets: &FacetPages) -> Value {
    let (mut publishers, mut actors) = (Vec::new(), Vec::new());
    for (facet, pages) in facets {
        let key = facet.key(site);
        match facet {
            Facet::Publisher(p) => publishers.push((key, &site.publisher(*p).name, pages.len())),
            Facet::Actor(e) => actors.push((key, &site.entity(*e).name, pages.len())),
            _ => {}
        }
    }
    for list in [&mut publishers, &mut actors] {
        list.sort_by_cached_key(|(key, name, _)| (name.to_lowercase(), key.clone()));
    }
    json!({ "publisher": publishers, "actor": actors })
}
