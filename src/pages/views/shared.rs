//! What all pages share, made once: the site's name, its topics, the footer's navigation.

use crate::model::locale::Text;
use crate::model::*;
use crate::pages::assets::{Assets, Island};
use crate::pages::components::link::{Link, When};
use crate::pages::context::indexes::MENU_TOPICS;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::PageKind;
use crate::pages::urls::href;
use crate::pages::views::glossary::{GlossaryEntry, meanings};
use crate::pages::views::site_frame::{self, Favicon, LogoView, MenuLink};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Under the name `site` in every template. Addresses are paths from the root: `page.root` goes before them.
#[derive(Serialize)]
pub struct SharedData {
    pub title: String,
    pub description: Option<String>,
    pub author: Option<String>,
    pub language: String,
    /// Whether that language is written from right to left.
    pub right_to_left: bool,
    /// The words of the filters.
    #[serde(skip)]
    pub locale: Arc<Locale>,
    pub licence: Option<String>,
    pub as_of: Option<When>,
    /// How many texts are left out because they may be later.
    pub left_out: u32,
    /// The day of the newest change, which readers' browsers remember as what they have seen.
    pub newest: Option<String>,
    /// The path of the stylesheet.
    pub style: String,
    /// What a browser checks it against, where it is asked to.
    pub style_integrity: Option<String>,
    /// The paths of the fonts by the names of their files.
    pub fonts: BTreeMap<String, String>,
    pub font_paths: Vec<String>,
    /// The path of the stylesheet of the small pages for frames.
    pub embed_style: String,
    pub embed_integrity: Option<String>,
    /// The scripts with the pages they run on.
    pub islands: Vec<Island>,
    /// The path of each of them by its name.
    pub scripts: BTreeMap<String, Island>,
    pub topics: Vec<TopicLinks>,
    /// Those of them that the menu lists.
    pub first_topics: Vec<TopicLinks>,
    pub first_topic_count: usize,
    /// The list of all topics, where the menu does not list them.
    pub all_topics: Option<&'static str>,
    /// The words of the glossary by their names.
    pub glossary: BTreeMap<&'static str, GlossaryEntry>,
    /// Pages of the footer.
    pub nav: Vec<Link>,
    /// What a page is for, such as `corrections`, by that name.
    pub policies: PolicyLinks,
    pub elsewhere: Vec<Link>,
    /// What is done to the finished files, so that they are made anew when that changes.
    pub output: Vec<&'static str>,
    /// The list of all feeds, where there are any.
    pub feeds: Option<&'static str>,
    /// The list of all tags, where texts carry any.
    pub tags: Option<&'static str>,
    /// What the header leads to; empty for the topics and the changes.
    pub menu: Vec<MenuLink>,
    /// The topics that the menu leads to, by their indices.
    pub menu_topics: Vec<usize>,
    pub logo: Option<LogoView>,
    pub favicon: Favicon,
    /// Profiles of the site elsewhere.
    pub social: Vec<Link>,
    /// `extra:` of site.yaml.
    pub extra: serde_json::Value,
}

#[derive(Default, Serialize)]
pub struct PolicyLinks {
    pub corrections: Option<Link>,
    pub machine_text: Option<Link>,
    pub methods: Option<Link>,
}

/// The ways into one topic.
#[derive(Clone, Serialize)]
pub struct TopicLinks {
    pub slug: String,
    pub title: String,
    pub index: String,
    pub background: String,
    pub gathers: String,
    pub timeline: String,
    pub watch: String,
    /// The table of who stands where, and lists, where the topic has entries for them.
    pub stands: Option<String>,
    pub perspectives: Option<String>,
    pub moved: Option<String>,
    pub corrections: Option<String>,
    pub tensions: Option<String>,
    pub questions: Option<String>,
    pub sources: Option<String>,
    pub figures: Option<String>,
    /// The pages of what follows from the record, where there is anything to show.
    pub evidence: Option<String>,
    pub forecasts: Option<String>,
    pub half_life: Option<String>,
    pub contradictions: Option<String>,
    pub definitions: Option<String>,
    /// All of these in the order of the menu.
    pub pages: Vec<TopicPageLink>,
}

/// A page of a topic in the menu.
#[derive(Clone, Serialize)]
pub struct TopicPageLink {
    /// Its `page.kind`.
    pub kind: &'static str,
    /// Its path from the folder of the topic: `page.topic_root` goes before it.
    pub file: String,
    pub name: String,
}

pub fn shared(ctx: &Ctx, assets: &Assets) -> SharedData {
    let (site, config) = (ctx.site, &ctx.site.config);
    let page =
        |id: &DocId| Link { href: ctx.tables.paths.doc(*id).to_string(), text: ctx.doc_name(*id) };
    let visible = |id: &&DocId| site.doc(**id).visible;
    let policy = |name: &str| {
        config.policies.iter().find(|(n, _)| n == name).map(|(_, d)| d).filter(visible).map(page)
    };
    let topics: Vec<TopicLinks> =
        ctx.tables.indexes.shown.iter().map(|t| topic_links(ctx, *t)).collect();
    let language = if config.language.is_empty() { "en" } else { config.language.as_str() };
    let menu = site_frame::menu(ctx);
    SharedData {
        title: config.title.typeset(site.quotation_marks()),
        description: config.description.typeset(site.quotation_marks()),
        author: config.author.clone(),
        language: language.to_string(),
        right_to_left: site.locale.is_right_to_left(),
        locale: Arc::clone(&site.locale),
        licence: config.licence.clone(),
        as_of: site.as_of.map(When::from),
        left_out: site.docs.iter().map(|doc| doc.left_out).sum(),
        newest: newest(ctx).filter(|_| !ctx.tables.snapshot).map(PublicationDay::iso),
        style: assets.style.clone(),
        style_integrity: assets.style_integrity.clone(),
        fonts: assets.fonts.clone(),
        font_paths: assets.fonts.values().cloned().collect(),
        embed_style: assets.embed_style.clone(),
        embed_integrity: assets.embed_integrity.clone(),
        islands: assets.islands.clone(),
        scripts: assets.islands.iter().map(|i| (i.name.clone(), i.clone())).collect(),
        glossary: meanings(&site.locale),
        first_topic_count: topics.len().min(MENU_TOPICS),
        first_topics: topics.iter().take(MENU_TOPICS).cloned().collect(),
        topics,
        all_topics: (!ctx.tables.indexes.are_all_topics_in_menu()).then_some(href::TOPICS),
        nav: config.nav.iter().filter(visible).map(page).collect(),
        policies: PolicyLinks {
            corrections: policy("corrections"),
            machine_text: policy("machine_text"),
            methods: policy("methods"),
        },
        elsewhere: (0..site.elsewhere.len() as u32)
            .map(|i| (ctx.tables.paths.elsewhere(ElsewhereId(i)), &site.elsewhere[i as usize]))
            .map(|(path, e)| Link {
                href: path.to_string(),
                text: e.title.typeset(site.quotation_marks()),
            })
            .collect(),
        output: config.output.iter().map(|f| f.word()).collect(),
        feeds: Some(href::OPML).filter(|_| !ctx.tables.channels.is_empty()),
        tags: ctx.tables.indexes.used_tags().next().map(|_| href::TAGS),
        menu_topics: menu.iter().filter_map(|item| item.topic).collect(),
        menu,
        logo: site_frame::logo(ctx),
        favicon: site_frame::favicon(ctx),
        social: config
            .social
            .iter()
            .map(|link| Link {
                href: link.href.clone(),
                text: link.label.typeset(site.quotation_marks()),
            })
            .collect(),
        extra: config.extra.clone().unwrap_or_else(|| serde_json::json!({})),
    }
}

/// The last publication; of a site without a record, the day of the last change.
fn newest(ctx: &Ctx) -> Option<PublicationDay> {
    let changed = ctx.tables.indexes.changes.last();
    let changed = changed.map(|event| PublicationDay::first(event.date));
    ctx.tables.publications.newest().or(changed)
}

fn topic_links(ctx: &Ctx, id: TopicId) -> TopicLinks {
    let page = |kind: PageKind| kind.is_filled(ctx).then(|| kind.base(ctx));
    TopicLinks {
        slug: ctx.site.topic(id).slug.clone(),
        title: ctx.site.topic(id).title.typeset(ctx.site.quotation_marks()),
        index: PageKind::Topic(id).base(ctx),
        stands: page(PageKind::Stands(id)),
        background: PageKind::Background(id).base(ctx),
        gathers: PageKind::Gathers(id).base(ctx),
        timeline: PageKind::Timeline(id).base(ctx),
        perspectives: page(PageKind::Perspectives(id)),
        moved: page(PageKind::Moved(id)),
        corrections: page(PageKind::Corrections(id)),
        tensions: page(PageKind::TopicTensions(id)),
        questions: page(PageKind::TopicQuestions(id)),
        sources: page(PageKind::TopicSources(id)),
        watch: PageKind::Watch(id).base(ctx),
        figures: page(PageKind::Figures(id)),
        evidence: page(PageKind::Evidence(id)),
        forecasts: page(PageKind::Forecasts(id)),
        half_life: page(PageKind::HalfLife(id)),
        contradictions: page(PageKind::Contradictions(id)),
        definitions: page(PageKind::Definitions(id)),
        pages: topic_page_links(ctx, id),
    }
}

fn topic_page_links(ctx: &Ctx, id: TopicId) -> Vec<TopicPageLink> {
    let index = PageKind::Topic(id).base(ctx);
    let mut links = Vec::new();
    for kind in PageKind::topic_menu(id) {
        let key = format!("topic-page.{}", kind.name());
        let name = ctx.site.locale.find(&key, None).and_then(Text::plain);
        if kind.is_filled(ctx) {
            links.push(TopicPageLink {
                kind: kind.name(),
                file: href::relative(&index, &kind.base(ctx)),
                name: name.expect("every page of the menu has a name without values").to_string(),
            });
        }
    }
    links
}
