//! The settings of a site.

use super::ids::DocId;
use super::site_frame::{Logo, MenuItem, SocialLink};
use super::words::{ConfidenceLevel, DataFiles, EmbedKind, Finish, TimeUnit};

/// site.yaml.
#[derive(Clone, Debug, Default)]
pub struct SiteConfig {
    pub title: String,
    pub description: Option<String>,
    pub author: Option<String>,
    pub base_url: Option<String>,
    pub language: String,
    pub licence: Option<String>,
    pub allow_html: bool,
    /// Pages in the footer's navigation, in order.
    pub nav: Vec<DocId>,
    /// What a page is for: `corrections`, `machine_text`, `methods`.
    pub policies: Vec<(String, DocId)>,
    pub feed_entries: usize,
    /// Whether each feed is there as RSS too.
    pub feed_rss: bool,
    /// What is done to the finished files.
    pub output: Vec<Finish>,
    pub data: DataFiles,
    /// Whether topics and threads have copies for reading machines.
    pub llms: bool,
    /// Options of the survival analysis of claims.
    pub half_life: HalfLifeOptions,
    /// What has a small page of its own for the frames of other sites.
    pub embeds: Vec<EmbedKind>,
    /// What the header leads to; empty for the topics and the changes.
    pub menu: Vec<MenuItem>,
    pub logo: Option<Logo>,
    /// The icon of the site, by its path from `static/`.
    pub favicon: Option<String>,
    pub social: Vec<SocialLink>,
    /// Data for the site's own templates.
    pub extra: Option<serde_json::Value>,
}

/// Options of the survival analysis of claims, `half_life:` of site.yaml.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HalfLifeOptions {
    /// How many claims have to be followed at a time for the curve to be drawn there.
    pub at_risk: usize,
    pub level: ConfidenceLevel,
    pub unit: TimeUnit,
}

impl Default for HalfLifeOptions {
    fn default() -> Self {
        HalfLifeOptions { at_risk: 5, level: ConfidenceLevel::NinetyFive, unit: TimeUnit::Weeks }
    }
}
