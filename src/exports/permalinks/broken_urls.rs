//! Published URLs that no longer exist, each with a fitting next step.

use crate::diagnostics::{Diagnostic, KnownNames, Report, SearchLimit, codes, suggest};
use crate::model::*;
use crate::pages::{Address, Ctx, embed_of, embeds};
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};

/// Finds what a missing URL could have become.
pub(super) struct BrokenUrls<'a> {
    ctx: &'a Ctx<'a>,
    /// The slugs of topics.
    topics: HashSet<&'a str>,
    /// Addresses that are not on the list yet, by their folder.
    new: BTreeMap<&'a str, NewAddresses<'a>>,
    searches: SearchLimit,
}

/// The addresses of a folder that are not on the list yet.
#[derive(Default)]
struct NewAddresses<'a> {
    /// Those of documents.
    documents: Vec<&'a Address>,
    /// The same, for a name that is lost.
    by_name: OnceCell<KnownNames<NamedAddress<'a>>>,
}

impl<'a> BrokenUrls<'a> {
    pub(super) fn new(ctx: &'a Ctx<'a>, all: &'a [Address]) -> BrokenUrls<'a> {
        let listed: HashSet<&str> =
            ctx.site.public.iter().flatten().map(|p| p.path.as_str()).collect();
        let mut new: BTreeMap<&str, NewAddresses> = BTreeMap::new();
        for address in all.iter().filter(|a| !a.old && !listed.contains(a.path.as_str())) {
            let folder = new.entry(folder(&address.path)).or_default();
            folder.documents.extend(address.doc.map(|_| address));
        }
        let topics = ctx.site.topics.iter().map(|topic| topic.slug.as_str()).collect();
        BrokenUrls { ctx, topics, new, searches: SearchLimit::in_order() }
    }

    /// One finding for each, and one for a folder of a topic that is gone as a whole.
    pub(super) fn report(&self, lost: &[&PublicAddress], report: &mut Report) {
        let mut topics: BTreeMap<&str, Vec<&PublicAddress>> = BTreeMap::new();
        let texts: HashSet<String> = lost.iter().map(|page| embeds(&page.path)).collect();
        let lists: HashSet<String> = lost.iter().filter_map(|page| embed_of(&page.path)).collect();
        // Embeds come back with their page.
        let of_text = |page: &&&PublicAddress| {
            let is_below =
                || page.path.match_indices('/').any(|(at, _)| texts.contains(&page.path[..=at]));
            page.path.starts_with("embed/") && (lists.contains(&page.path) || is_below())
        };
        for page in
            lost.iter().filter(|page| !of_text(page) || self.lost_topic(&page.path).is_some())
        {
            match self.lost_topic(&page.path) {
                Some(topic) => topics.entry(topic).or_default().push(page),
                None => report.push(self.one(page)),
            }
        }
        for (topic, pages) in topics {
            report.push(self.topic(topic, &pages));
        }
    }

    /// The topic of an address, where no page of that topic is made any more.
    fn lost_topic<'p>(&self, path: &'p str) -> Option<&'p str> {
        let (topic, _) =
            path.strip_prefix("topics/").or(path.strip_prefix("embed/"))?.split_once('/')?;
        (!self.topics.contains(topic)).then_some(topic)
    }

    fn topic(&self, topic: &str, pages: &[&PublicAddress]) -> Diagnostic {
        let count = pages.len();
        let what = if count == 1 {
            "1 published address".into()
        } else {
            format!("{count} published addresses")
        };
        let message = format!("the topic \"{topic}\" is gone, and with it {what}");
        let known: Vec<&str> = self.ctx.site.topics.iter().map(|t| t.slug.as_str()).collect();
        let unlisted = |t: &&&str| self.new.contains_key(format!("topics/{t}").as_str());
        let renamed = known.iter().find(unlisted).copied().or(suggest::nearest(
            topic,
            known.iter().copied(),
            1,
        )
        .first()
        .copied());
        let alias = match renamed {
            Some(now) => format!(
                "if it is content/topics/{now}/ now, add `aliases: [{topic}]` to its topic.md; "
            ),
            None => String::new(),
        };
        let help = format!(
            "{alias}else declare it gone in site.yaml: `gone: [{{path: topics/{topic}/}}]`"
        );
        let found = Diagnostic::at(&codes::REMOVED_ADDRESS, pages[0].span, message);
        found.help(if alias.is_empty() {
            help.trim_start_matches("else ").to_string()
        } else {
            help
        })
    }

    fn one(&self, page: &PublicAddress) -> Diagnostic {
        let message = format!("{} was published and is not made any more", page.path);
        let name = stem(&page.path);
        let gone = format!("declare it gone in site.yaml: `gone: [{{path: {}}}]`", page.path);
        let never = "if it was never published, remove this line";
        let help = match self.successor(page) {
            Some((file, to)) => {
                format!(
                    "if {to} is the same page under a new name, add `aliases: [{name}]` to {file}; else {gone}; {never}"
                )
            }
            None if self.has_alias(&page.path) => {
                format!(
                    "add `aliases: [{name}]` to the text or record that took its place, or {gone}; {never}"
                )
            }
            None => {
                format!(
                    "say where it went in site.yaml: `moved: [{{from: {}, to: …}}]`, or {gone}; {never}",
                    page.path
                )
            }
        };
        Diagnostic::at(&codes::REMOVED_ADDRESS, page.span, message).help(help)
    }

    /// Whether the content of such an address can have an alias.
    fn has_alias(&self, path: &str) -> bool {
        let lists = ["/questions/", "/compare/", "/as-of/"];
        !path.starts_with("embed/") && lists.iter().all(|l| !path.contains(l))
    }

    /// A page that is new in the same folder and whose text can take the old name: the only one, or the one nearest by name.
    fn successor(&self, page: &PublicAddress) -> Option<(String, String)> {
        let site = self.ctx.site;
        let new = self.new.get(folder(&page.path))?;
        let found = match new.documents[..] {
            [one] => one,
            _ if self.searches.take(page.span.file) => new.nearest(stem(&page.path))?,
            _ => return None,
        };
        let doc = site.doc(found.doc?);
        Some((self.ctx.files.get(doc.file).path.clone(), found.path.clone()))
    }
}

/// An address by the name of its file.
struct NamedAddress<'a>(&'a Address);

impl AsRef<str> for NamedAddress<'_> {
    fn as_ref(&self) -> &str {
        stem(&self.0.path)
    }
}

impl NewAddresses<'_> {
    /// The one that is nearest by name.
    fn nearest(&self, lost: &str) -> Option<&Address> {
        let by_name = || KnownNames::new(self.documents.iter().copied().map(NamedAddress));
        self.by_name.get_or_init(by_name).nearest_one(lost).map(|named| named.0)
    }
}

fn folder(path: &str) -> &str {
    let page = path.strip_suffix("/index.html").unwrap_or(path);
    match page.len() == path.len() {
        true => path.rsplit_once('/').map_or("", |(folder, _)| folder),
        false => page,
    }
}

fn stem(path: &str) -> &str {
    let name = path.trim_end_matches(".html");
    name.rsplit_once('/').map_or(name, |(_, name)| name)
}
