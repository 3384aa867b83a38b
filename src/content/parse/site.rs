//! site.yaml as written.

use super::fields::Fields;
use super::file_kind::FileKind;
use super::provenance;
use super::published_urls::is_page;
use super::records::mapping;
use super::site_frame::{self, RawLogo, RawMenuItem};
use super::yaml::Str;
use crate::diagnostics::{Report, codes};
use crate::model::{
    AddressMove, AddressRemoval, DataFiles, Destination, DestinationKind, EmbedKind, Finish,
    HalfLifeOptions, ORIGIN, Provenance, SocialLink,
};
use crate::source::{FileId, SourceFile};

#[derive(Clone, Debug, Default)]
pub struct RawSite {
    pub title: String,
    pub description: Option<String>,
    pub author: Option<String>,
    pub base_url: Option<String>,
    pub language: Option<String>,
    pub licence: Option<String>,
    /// Who wrote the texts that do not say.
    pub provenance: Option<Provenance>,
    pub allow_html: bool,
    pub nav: Vec<Str>,
    pub policies: Vec<(&'static str, Str)>,
    pub feed_entries: Option<u32>,
    pub feed_rss: bool,
    pub half_life: HalfLifeOptions,
    pub output: Vec<Finish>,
    pub data: Option<DataFiles>,
    /// `None` where the site does not say.
    pub llms: Option<bool>,
    /// Links that lead out of the site; `content::load` follows them.
    pub follow_links: Vec<Str>,
    pub elsewhere: Vec<RawElsewhere>,
    pub gone: Vec<AddressRemoval>,
    pub moved: Vec<AddressMove>,
    /// `None` where the site does not say.
    pub embeds: Option<Vec<EmbedKind>>,
    /// Where `agon publish` takes the site.
    pub publish: Vec<Destination>,
    /// The folder of its theme below themes/; `content::load` reads its files.
    pub theme: Option<Str>,
    pub menu: Vec<RawMenuItem>,
    pub logo: Option<RawLogo>,
    pub favicon: Option<Str>,
    pub social: Vec<SocialLink>,
    /// Data for the site's own templates.
    pub extra: Option<serde_json::Value>,
}

#[derive(Clone, Debug)]
pub struct RawElsewhere {
    pub id: Str,
    pub title: Option<String>,
    pub url: Option<String>,
    pub note: Option<String>,
}

/// What a page can be named for under `policies`.
pub const POLICIES: [&str; 4] = ["corrections", "machine_text", "methods", "privacy"];

pub fn read(file: FileId, text: &SourceFile, report: &mut Report) -> RawSite {
    record(mapping(FileKind::Site, file, text, report))
}

pub(super) fn record(mut f: Fields<'_>) -> RawSite {
    let mut site = RawSite {
        title: f.need("title").text,
        description: f.text("description"),
        author: f.text("author"),
        base_url: f.site_address("base_url"),
        language: f.language("language"),
        licence: f.text("licence"),
        provenance: provenance::read(&mut f),
        allow_html: f.flag("allow_html"),
        data: f.word("data"),
        nav: f.strs("nav"),
        output: f.words("output"),
        follow_links: f.strs("follow_links"),
        ..RawSite::default()
    };
    site.policies = f
        .each("policies", "`policies`", |mut p| {
            let found: Vec<_> =
                POLICIES.iter().filter_map(|key| p.str(key).map(|s| (*key, s))).collect();
            p.done();
            found
        })
        .into_iter()
        .flatten()
        .collect();
    let feeds = f.each("feeds", "`feeds`", |mut p| {
        let found = (p.count("entries"), p.flag("rss"));
        p.done();
        found
    });
    if let Some((entries, rss)) = feeds.into_iter().next() {
        (site.feed_entries, site.feed_rss) = (entries, rss);
    }
    site.half_life = f
        .each("half_life", "`half_life`", |mut h| {
            let usual = HalfLifeOptions::default();
            let options = HalfLifeOptions {
                at_risk: h.count("at_risk").map_or(usual.at_risk, |least| least as usize),
                level: h.word("level").unwrap_or(usual.level),
                unit: h.word("unit").unwrap_or(usual.unit),
            };
            h.done();
            options
        })
        .into_iter()
        .next()
        .unwrap_or_default();
    site.elsewhere = f.each("elsewhere", FileKind::Elsewhere.noun(), declared);
    site.gone = gone(&mut f);
    site.moved = f
        .each("moved", "a moved address", |mut m| {
            let (from, to) = (path_of(&m.need_path("from"), m.report), m.need("to"));
            let target = target_of(&to, m.report);
            m.done();
            Some(AddressMove { from: from?, to: target?, span: to.span })
        })
        .into_iter()
        .flatten()
        .collect();
    let says = f.has("embeds");
    let embeds = f.words("embeds");
    site.embeds = says.then_some(embeds);
    site.publish =
        f.each("publish", "a place to publish to", destination).into_iter().flatten().collect();
    let says = f.has("llms");
    let llms = f.flag("llms");
    site.llms = says.then_some(llms);
    site.theme = f.str("theme");
    site.menu = site_frame::menu(&mut f);
    site.logo = site_frame::logo(&mut f);
    site.favicon = f.str("favicon");
    site.social = site_frame::social(&mut f);
    site.extra = f.data("extra");
    f.done();
    site
}

fn gone(f: &mut Fields<'_>) -> Vec<AddressRemoval> {
    f.each("gone", "an address that is gone", removal).into_iter().flatten().collect()
}

fn removal(mut f: Fields<'_>) -> Option<AddressRemoval> {
    let path = f.need_path("path");
    let found = path_of(&path, f.report).map(|text| AddressRemoval {
        path: text,
        date: f.date("date"),
        reason: f.text("reason"),
        span: path.span,
    });
    f.done();
    found
}

/// A path from the site's root, of a page or (with `/` at its end) of a folder. The ending may be left out.
fn path_of(said: &Str, report: &mut Report) -> Option<String> {
    let text = said.text.trim_start_matches('/');
    let path = match text {
        _ if text.ends_with('/') || text.ends_with(".html") => text.to_string(),
        _ => format!("{text}.html"),
    };
    let page = format!("{}.html", path.trim_end_matches(".html").trim_end_matches('/'));
    if is_page(&page) && is_site_path(&path) {
        return Some(path);
    }
    report_path(said, report);
    None
}

/// A path from the site's root, with the id of a passage after `#` or without.
fn target_of(said: &Str, report: &mut Report) -> Option<String> {
    let text = said.text.trim_start_matches('/');
    let (path, fragment) = text.split_once('#').unwrap_or((text, ""));
    let is_id = fragment.chars().all(|c| c.is_alphanumeric() || "-_.^".contains(c));
    if is_site_path(path) && is_id {
        return Some(text.to_string());
    }
    report_path(said, report);
    None
}

/// Whether a path has nothing in it that is special in an address or in the rules of a host.
fn is_site_path(path: &str) -> bool {
    let is_special =
        |c: char| c.is_control() || c.is_whitespace() || "\"#$%*:;<>?\\^`{|}".contains(c);
    !path.contains(is_special) && !path.split('/').any(|part| matches!(part, "." | ".."))
}

fn report_path(said: &Str, report: &mut Report) {
    if !said.text.is_empty() {
        let message = format!("\"{}\" is not a path of this site", said.text.escape_debug());
        let help = "write it from the site's root, such as topics/wages/threads/prices.html, or topics/wages/ for all in it";
        report.add(&codes::BAD_ADDRESS, said.span, message, help);
    }
}

/// The keys that say what kind of place it is.
const KINDS: [&str; 3] = ["folder", "branch", "bucket"];

/// Reads the keys of one kind of place, so that those of another are reported as unknown.
fn destination(mut p: Fields<'_>) -> Option<Destination> {
    let name = p.text("name");
    let said: Vec<&str> = KINDS.into_iter().filter(|key| p.has(key)).collect();
    let [folder, branch, bucket] = KINDS.map(|key| p.text(key));
    let to = match (folder, branch, bucket) {
        (Some(path), None, None) => Some(DestinationKind::Folder(path.into())),
        (None, Some(branch), None) => Some(DestinationKind::Branch {
            branch,
            remote: p.text("remote").unwrap_or_else(|| ORIGIN.into()),
        }),
        (None, None, Some(path)) => {
            Some(DestinationKind::bucket(&path, p.address("endpoint"), p.text("region")))
        }
        _ => {
            let what = match said.len() {
                0 => "a place to publish to needs one of the keys `folder`, `branch` and `bucket`"
                    .to_string(),
                _ => format!("a destination has one kind, but found `{}`", said.join("` and `")),
            };
            let help = "write one entry for each place, such as `- {name: live, bucket: my-site}`";
            p.report.add(&codes::MISSING_KEY, p.span(), what, help);
            // known keys, whatever is wrong with the others
            let _ = (p.text("remote"), p.address("endpoint"), p.text("region"));
            None
        }
    };
    p.done();
    to.map(|to| Destination { name, to })
}

/// A record under `elsewhere:` of site.yaml or of a file of content/elsewhere/.
pub(super) fn declared(mut e: Fields<'_>) -> RawElsewhere {
    let found = RawElsewhere {
        id: e.need_id("id", "the id"),
        title: e.text("title"),
        url: e.address("url"),
        note: e.text("note"),
    };
    e.done();
    found
}
