//! The search index: scripts that a page loads piece by piece, so that a search costs little on any site.
//!
//! Takes the site, gives files under `search/`. There are two kinds of shards: *words* say which pages have a stem,
//! *passages* say what stands on a page, and small ones say which pages have a facet's value. A search loads the index
//! (`index.js`), the shard of each word and the shards of the pages that it shows first. All are scripts that call
//! `agonShard(name, version, data)`, because a page that is opened from a disk may load nothing else.
//!
//! The same site gives the same bytes; see [`plan`] for what an edit changes. Never keeps a page's text: passages of a
//! page are taken when its shard is made. Its words can be remembered for the next build ([`Recall`]), which then takes
//! apart only the pages that changed and makes only their shards.

mod code;
mod entry;
mod facet;
mod fit;
mod lexicon;
mod page;
mod passages;
mod plan;
mod postings;
mod ranges;
mod recall;
mod texts;
mod token;

pub use entry::{Entry, Passage};
pub use recall::Recall;
pub use token::{STOP, Stemmer, words};

use crate::model::*;
use crate::pages::Ctx;
use crate::source::Artifact;
use entry::WordsKey;
use facet::{Facet, GROUPS, Lists, PageKind};
use fit::Fit;
use lexicon::{Lexicon, Map, Said, Word};
use page::Page;
use plan::Plan;
use postings::Words;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;
use texts::quote;

/// Where the index stands, from the site's root.
pub const FOLDER: &str = "search/";

/// The form of a shard. A browser may still have shards of the form before: another number, other versions.
const FORM: u32 = 2;

/// A blake3 hash of all that a file is made of.
pub type Hash = [u8; 32];

/// Takes the files of an index, from many threads.
pub trait Shelf: Sync {
    type Error: Send;

    /// Carries a file over that was made of the same. `false` means: make it and [`put`](Shelf::put) it.
    fn keep(&self, path: &str, made_of: &Hash) -> bool;

    /// Takes a file.
    ///
    /// # Errors
    /// Where it can not be taken; the first error ends the build.
    fn put(&self, file: Artifact, made_of: Hash) -> Result<(), Self::Error>;
}

/// Makes the index. What is recalled of an earlier build saves work and changes nothing; gives what the next build may
/// recall, `None` where that is the same.
pub fn build<S: Shelf>(ctx: &Ctx, recall: &Recall, shelf: &S) -> Result<Option<Recall>, S::Error> {
    let pages = page::pages(ctx);
    let plan = Plan::new(&pages);
    let count = pages.len();
    let shards = plan.order(pages);
    let workers = rayon::current_num_threads() * 2;
    let each = shards.len().div_ceil(workers).max(1);
    let read = shards
        .par_chunks(each)
        .enumerate()
        .map(|(n, group)| read(ctx, &plan, recall, n * each, group, shelf));
    let read: Vec<Read> = read.collect::<Result<_, S::Error>>()?;
    let (mut versions, mut lists) = (BTreeMap::new(), Lists::new());
    let (words, pages) = join(recall, read, &mut versions, &mut lists);
    let joined = Words::join(&words, pages.iter().map(|page| (page.number, said(recall, page))));
    let starts = joined.starts(plan.words, count);
    let shard = |name: String, data: &str| {
        let hash = blake3::hash(data.as_bytes());
        put(shelf, name, hash, || data.to_string())
    };
    let texts = joined.shards(&words, &starts);
    let made =
        texts.into_par_iter().enumerate().map(|(n, text)| shard(format!("w{n}"), &json(&text)));
    versions.extend(made.collect::<Result<Vec<_>, _>>()?);
    let mut rest = facet_shards(ctx.site, &plan, &lists);
    rest.push(("names".into(), names(ctx.site, &lists)));
    let made = rest.into_par_iter().map(|(name, data)| shard(name, &data));
    versions.extend(made.collect::<Result<Vec<_>, _>>()?);
    shard("index".into(), &index(ctx.site, &plan, count, &lists, &starts, &versions))?;
    let mut keys: Vec<&WordsKey> = pages.iter().map(|page| &page.key).collect();
    keys.sort_unstable();
    keys.dedup();
    let known = pages.iter().all(|page| page.new.is_none()) && keys.len() == recall.known();
    Ok((!known)
        .then(|| Recall::new(&words, pages.iter().map(|page| (page.key, said(recall, page))))))
}

/// What one worker made.
struct Read {
    lexicon: Lexicon,
    pages: Vec<PageWords>,
    lists: Lists,
    versions: Vec<(String, String)>,
}

/// The words of one page.
struct PageWords {
    number: u32,
    key: WordsKey,
    /// `None` where they are recalled.
    new: Option<Vec<Said>>,
}

fn said<'p>(recall: &'p Recall, page: &'p PageWords) -> &'p [Said] {
    page.new
        .as_deref()
        .unwrap_or_else(|| recall.page(&page.key).expect("it was recalled a moment ago"))
}

/// Reads the pages of some shards and gives away their passages.
fn read<S: Shelf>(
    ctx: &Ctx,
    plan: &Plan,
    recall: &Recall,
    first: usize,
    group: &[Vec<Page>],
    shelf: &S,
) -> Result<Read, S::Error> {
    let (site, language) = (ctx.site, &ctx.site.config.language);
    let mut out = Read {
        lexicon: Lexicon::new(language),
        pages: Vec::new(),
        lists: Lists::new(),
        versions: Vec::new(),
    };
    for (n, pages) in group.iter().enumerate().filter(|(_, pages)| !pages.is_empty()) {
        let shard = (first + n) as u32;
        let mut hasher = blake3::Hasher::new();
        let mut shown: Vec<(&Page, Entry)> = Vec::with_capacity(pages.len());
        for (ordinal, page) in pages.iter().enumerate() {
            let number = shard * plan.stride + ordinal as u32;
            let entry = page::entry(ctx, page);
            let key = entry.words_key(language);
            let new = recall.page(&key).is_none().then(|| out.lexicon.add(&entry));
            out.pages.push(PageWords { number, key, new });
            hasher.update(&key);
            page.hash(&mut hasher);
            entry.hash_rest(site, &mut hasher);
            for facet in entry.facets.iter().copied().chain([Facet::Kind(page.kind)]) {
                out.lists.entry(facet).or_default().push(number);
            }
            shown.push((page, entry));
        }
        let data = || texts::script(site, &shown, Fit::of(shown.iter().map(|(_, entry)| entry)));
        out.versions.push(put(shelf, format!("t{shard}"), hasher.finalize(), data)?);
    }
    Ok(out)
}

/// Puts what the workers found together: one list of words, the recalled ones first, and the pages that have them.
fn join(
    recall: &Recall,
    read: Vec<Read>,
    versions: &mut BTreeMap<String, String>,
    lists: &mut Lists,
) -> (Vec<Word>, Vec<PageWords>) {
    let mut words = recall.words.clone();
    let mut places: Map<Box<str>> = words.iter().map(|w| w.word.clone()).zip(0..).collect();
    let mut pages = Vec::new();
    for part in read {
        versions.extend(part.versions);
        part.lists
            .into_iter()
            .for_each(|(facet, pages)| lists.entry(facet).or_default().extend(pages));
        let here: Vec<u32> = part
            .lexicon
            .list
            .into_iter()
            .map(|word| {
                let next = words.len() as u32;
                let place = *places.entry(word.word.clone()).or_insert(next);
                if place == next {
                    words.push(word);
                }
                place
            })
            .collect();
        pages.extend(part.pages.into_iter().map(|mut page| {
            for said in page.new.iter_mut().flatten() {
                *said = Said::new(here[said.word() as usize], said.level());
            }
            page
        }));
    }
    (words, pages)
}

/// Puts a shard on the shelf, if it is not there; gives its name and version.
fn put<S: Shelf>(
    shelf: &S,
    name: String,
    made_of: blake3::Hash,
    data: impl FnOnce() -> String,
) -> Result<(String, String), S::Error> {
    let path = format!("{FOLDER}{name}.js");
    let made_of = *blake3::Hasher::new()
        .update(&FORM.to_le_bytes())
        .update(made_of.as_bytes())
        .finalize()
        .as_bytes();
    let version: String = made_of[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    if !shelf.keep(&path, &made_of) {
        let script = format!("agonShard(\"{name}\",\"{version}\",{});\n", data());
        shelf.put(Artifact { path, bytes: script.into_bytes() }, made_of)?;
    }
    Ok((name, version))
}

/// Pages by value: one shard for a group with few values, several for publishers and actors.
fn facet_shards(site: &Site, plan: &Plan, lists: &Lists) -> Vec<(String, String)> {
    let mut shards: BTreeMap<String, String> = BTreeMap::new();
    for (facet, pages) in lists {
        let (group, key) = (GROUPS[facet.group()], facet.key(site));
        let data = shards
            .entry(facet_shard(*facet, plan, &key))
            .or_insert_with(|| format!("{{\"group\":\"{group}\""));
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
        Facet::Publisher(_) | Facet::Actor(_) => {
            format!("{group}{}", code::hash(key) % plan.facets)
        }
        _ => group.to_string(),
    }
}

/// The publishers and actors that can be chosen, by name: `[key, name, pages]`.
fn names(site: &Site, lists: &Lists) -> String {
    let mut groups: [Vec<(String, String, usize)>; 2] = Default::default();
    for (facet, pages) in lists {
        match facet {
            Facet::Publisher(p) => groups[0].push((
                site.publisher(*p).name.clone(),
                facet.key(site).into(),
                pages.len(),
            )),
            Facet::Actor(e) => {
                groups[1].push((site.entity(*e).name.clone(), facet.key(site).into(), pages.len()))
            }
            _ => {}
        }
    }
    let lines = groups.map(|mut names| {
        names.sort_by_cached_key(|(name, key, _)| (name.to_lowercase(), key.clone()));
        let lines = names
            .iter()
            .map(|(name, key, count)| format!("[{},{},{count}]", json(key), json(name)));
        lines.collect::<Vec<_>>().join(",\n")
    });
    format!("{{\"publisher\":[{}],\n\"actor\":[{}]}}", lines[0], lines[1])
}

/// What a search starts with: sizes, tables and the version of every shard.
fn index(
    site: &Site,
    plan: &Plan,
    pages: usize,
    lists: &Lists,
    starts: &[String],
    versions: &BTreeMap<String, String>,
) -> String {
    let stem = if token::is_english(&site.config.language) { "en" } else { "" };
    let mut out =
        format!("{{\"stem\":\"{stem}\",\"stop\":{},\"pages\":{pages},", json(token::STOP));
    let Plan { facets, stride, .. } = plan;
    let _ = write!(
        out,
        "\"facets\":{facets},\"stride\":{stride},\n\"words\":{},\n\"kinds\":[",
        json(&starts.join(" "))
    );
    out.push_str(&PageKind::ALL.iter().map(|k| json(k.word())).collect::<Vec<_>>().join(","));
    out.push_str("],\n\"topics\":[");
    let topics = site.topics.iter().map(|t| format!("[{},{}]", json(&t.slug), json(&t.title)));
    out.push_str(&topics.collect::<Vec<_>>().join(","));
    out.push_str("],\n\"values\":{");
    let few = |facet: &&Facet| !matches!(facet, Facet::Publisher(_) | Facet::Actor(_));
    for (n, group) in GROUPS[..4].iter().enumerate() {
        let keys = lists.keys().filter(few).filter(|f| f.group() == n).map(|f| json(&f.key(site)));
        let _ = write!(
            out,
            "{}\"{group}\":[{}]",
            if n > 0 { "," } else { "" },
            keys.collect::<Vec<_>>().join(",")
        );
    }
    out.push_str("},\n\"versions\":\"");
    out.push_str(
        &versions
            .iter()
            .map(|(name, version)| format!("{name}={version}"))
            .collect::<Vec<_>>()
            .join(" "),
    );
    out.push_str("\"}");
    out
}

fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    quote(text, &mut out);
    out
}

/// Every page that can be found with its words, for whoever wants to look at what the index is made of.
pub fn entries(ctx: &Ctx) -> Vec<(String, Entry)> {
    page::pages(ctx).iter().map(|p| (p.path.clone(), page::entry(ctx, p))).collect()
}
