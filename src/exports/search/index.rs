//! The files of the index.

use super::entry::IndexEntry;
use super::facet::{Facet, FacetPages, GROUPS, SMALL_GROUPS, SearchPageKind};
use super::fragments::FragmentShard;
use super::layout::IndexLayout;
use super::lexicon::{self, Lexicon, StemPostings};
use super::page::{self, IndexedPage};
use super::{postings, shard_bounds, spelling, token, varint};
use crate::model::Site;
use crate::pages::Ctx;
use crate::source::OutputFile;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The folder of the index, from the site's root.
pub const FOLDER: &str = "search/";

/// Writes the files of the index, each as soon as it is made; the same ones for the same site.
///
/// # Errors
/// If `write` returns one.
pub fn write<E: Send>(
    ctx: &Ctx,
    write: impl Fn(OutputFile) -> Result<(), E> + Sync,
) -> Result<(), E> {
    let pages = page::pages(ctx);
    let layout = IndexLayout::new(&pages);
    let count = pages.len();
    let shards = layout.order(pages);
    // one lexicon for several shards, so that a word is not stemmed for each of them
    let group_size = shards.len().div_ceil(rayon::current_num_threads() * 2);
    let groups = shards.par_chunks(group_size).enumerate();
    let parts: Vec<IndexPart> = groups
        .map(|(n, group)| IndexPart::new(ctx, &layout, (n * group_size) as u32, group, &write))
        .collect::<Result<_, E>>()?;
    let mut shards = Vec::new();
    let mut stems = Vec::new();
    let mut facets = FacetPages::new();
    for part in parts {
        shards.extend(part.shards);
        stems.push(part.stems);
        for (facet, pages) in part.facets {
            facets.entry(facet).or_default().extend(pages);
        }
    }
    let stems = lexicon::merge(stems);
    let starts = shard_bounds::starts(&stems, count, layout.words);
    let site = ctx.site;
    for (n, data) in postings::shards(&stems, &starts).iter().enumerate() {
        shards.push(write_shard(format!("w{n}"), data, &write)?);
    }
    for (name, data) in facet_shards(site, &layout, &facets) {
        shards.push(write_shard(name, &data, &write)?);
    }
    shards.push(write_shard("names".into(), &names(site, &facets), &write)?);
    shards.sort_by(|a, b| a.name.cmp(&b.name));
    let versions: Vec<String> =
        shards.iter().map(|shard| format!("{}={}", shard.name, shard.version)).collect();
    let is_english = token::is_english(&site.config.language);
    let index = json!({
        "stem": if is_english { "en" } else { "" },
        "stop": token::STOP,
        "spelling": if is_english { [spelling::BEGINNINGS, spelling::ENDINGS] } else { [""; 2] },
        "pages": count,
        "facets": layout.facets,
        "stride": layout.stride,
        "words": starts.join(" "),
        "kinds": SearchPageKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>(),
        "topics": site.topics.iter().map(|t| (&t.slug, &t.title)).collect::<Vec<_>>(),
        "values": facet_values(site, &facets),
        "labels": publisher_labels(site, &facets),
        "tags": tag_labels(site, &facets),
        "versions": versions.join(" "),
    });
    write_shard("index".into(), &index, &write)?;
    Ok(())
}

struct ShardVersion {
    name: String,
    /// A hash of the data.
    version: String,
}

/// Writes a script that calls `agonShard(name, version, data)`.
fn write_shard<E>(
    name: String,
    data: &impl Serialize,
    write: impl Fn(OutputFile) -> Result<(), E>,
) -> Result<ShardVersion, E> {
    let data = serde_json::to_string(data).expect("lists and texts are JSON values");
    // the script stays one wherever it is put
    let data = data.replace("</", "<\\/");
    let version = blake3::hash(data.as_bytes()).to_hex()[..8].to_string();
    let script = format!("agonShard(\"{name}\",\"{version}\",{data});\n");
    write(OutputFile { path: format!("{FOLDER}{name}.js"), bytes: script.into_bytes() })?;
    Ok(ShardVersion { name, version })
}

/// Every page of the index with its text.
pub fn entries(ctx: &Ctx) -> Vec<(String, IndexEntry)> {
    page::pages(ctx).into_iter().map(|p| (p.path.clone(), page::entry(ctx, &p))).collect()
}

/// Some shards of passages, and the words and facets of their pages.
struct IndexPart {
    stems: Vec<StemPostings>,
    facets: FacetPages,
    shards: Vec<ShardVersion>,
}

impl IndexPart {
    /// Writes the shards of passages.
    fn new<E>(
        ctx: &Ctx,
        layout: &IndexLayout,
        first: u32,
        shards: &[Vec<IndexedPage>],
        write: impl Fn(OutputFile) -> Result<(), E>,
    ) -> Result<IndexPart, E> {
        let mut lexicon = Lexicon::new(&ctx.site.config.language);
        let mut facets = FacetPages::new();
        let mut versions = Vec::new();
        for (shard, pages) in (first..).zip(shards).filter(|(_, pages)| !pages.is_empty()) {
            let mut entries: Vec<(&IndexedPage, IndexEntry)> = Vec::with_capacity(pages.len());
            for (number, page) in (shard * layout.stride..).zip(pages) {
                let entry = page::entry(ctx, page);
                lexicon.add(number, page.kind, &entry);
                for facet in entry.facets.iter().copied().chain([Facet::Kind(page.kind)]) {
                    facets.entry(facet).or_default().push(number);
                }
                entries.push((page, entry));
            }
            let (data, rest) = FragmentShard::new(ctx.site, &entries);
            versions.push(write_shard(format!("t{shard}"), &data, &write)?);
            if let Some(rest) = rest {
                versions.push(write_shard(format!("r{shard}"), &rest, &write)?);
            }
        }
        Ok(IndexPart { stems: lexicon.into_stems(), facets, shards: versions })
    }
}

/// Pages by value: one shard for a group with few values, several for publishers and actors.
fn facet_shards(
    site: &Site,
    layout: &IndexLayout,
    facets: &FacetPages,
) -> BTreeMap<String, Map<String, Value>> {
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
    shards
}

/// The keys of the groups with few values.
fn facet_values(site: &Site, facets: &FacetPages) -> Value {
    let mut values = Map::new();
    for group in &GROUPS[..SMALL_GROUPS] {
        values.insert(group.to_string(), json!([]));
    }
    for facet in facets.keys().filter(|facet| !facet.is_of_many()) {
        if let Some(Value::Array(keys)) = values.get_mut(GROUPS[facet.group()]) {
            keys.push(json!(facet.key(site)));
        }
    }
    Value::Object(values)
}

/// What the kinds of publishers are called where that is not their word.
fn publisher_labels(site: &Site, facets: &FacetPages) -> BTreeMap<String, String> {
    let kinds = &site.vocabulary.publishers;
    let mut labels = BTreeMap::new();
    for facet in facets.keys() {
        let Facet::Publishers(kind) = facet else { continue };
        let (slug, shown) = (kinds.slug(*kind), kinds.shown(*kind, &site.locale));
        if shown != slug.replace('-', " ") {
            labels.insert(slug, shown);
        }
    }
    labels
}

/// The tags by which pages can be chosen, in the order of the vocabulary.
fn tag_labels<'s>(site: &'s Site, facets: &FacetPages) -> Vec<(&'s str, &'s str)> {
    let words = &site.vocabulary;
    let used = words.tag_ids().filter(|tag| facets.contains_key(&Facet::Tag(*tag)));
    used.map(|tag| (words.tag(tag).word.as_str(), words.tag_label(tag))).collect()
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
        list.sort_by_cached_key(|(key, name, _)| (site.locale.sort_key(name), key.clone()));
    }
    json!({ "publisher": publishers, "actor": actors })
}
