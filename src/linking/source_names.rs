//! Sources by what is written in place of their keys: a key with a slip, an address, a number, a title.

use crate::content::parse::Str;
use crate::content::parse::identity::{of_address, of_doi, of_number, of_source, title_key};
use crate::diagnostics::{Diagnostic, KnownNames, NOT_SEARCHED, SearchLimit, codes};
use crate::model::*;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The sources of a site whose keys are known. Each index is made when it is first asked.
pub(super) struct SourceNames<'a> {
    site: &'a Site,
    keys: OnceLock<KnownNames<&'a str>>,
    /// By address, DOI and number; of two of one name the first, as in the other index.
    works: OnceLock<HashMap<String, SourceId>>,
    /// By the letters of titles and aliases.
    titles: OnceLock<HashMap<String, SourceId>>,
}

impl<'a> SourceNames<'a> {
    pub(super) fn new(site: &'a Site) -> Self {
        let (keys, works, titles) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        SourceNames { site, keys, works, titles }
    }

    /// A citation key that no source has.
    pub(super) fn unknown(&self, key: &Str, searches: &SearchLimit) -> Diagnostic {
        let mut near = self.meant(&key.text);
        let is_searched = near.is_some() || searches.take(key.span.file);
        if near.is_none() && is_searched {
            near = self.nearest_key(&key.text);
        }
        let hint = near.map(|n| format!("; did you mean \"{n}\"?")).unwrap_or_default();
        let found = Diagnostic::at(
            &codes::UNKNOWN_SOURCE,
            key.span,
            format!("no source has the key \"{}\"{hint}", key.text),
        );
        match near {
            Some(best) => {
                // `daily:12` is a source and a place in it
                let rest = key.text.strip_prefix(best).unwrap_or_default();
                let place = rest.trim_start_matches([':', '.', '#', '/', '+']);
                let is_place =
                    place.len() < rest.len() && place.starts_with(|c: char| c.is_ascii_digit());
                let text = if is_place { format!("{best}, {place}") } else { best.to_string() };
                found.fix(key.span, text)
            }
            None if is_searched => {
                found.help("write the id of a source, and add it to a file under content/sources/")
            }
            None => found.help(NOT_SEARCHED),
        }
    }

    pub(super) fn nearest_key(&self, key: &str) -> Option<&'a str> {
        let keys = || KnownNames::new(self.site.names.keys.keys().map(|key| &**key));
        self.keys.get_or_init(keys).nearest(key, 1).first().copied().copied()
    }

    /// The source with a title or alias.
    pub(super) fn with_title(&self, title: &str) -> Option<&'a Source> {
        let titles = || {
            let mut titles = HashMap::new();
            for id in self.site.source_ids() {
                let source = self.site.source(id);
                for title in [&source.title].into_iter().chain(&source.aliases) {
                    titles.entry(title_key(title)).or_insert(id);
                }
            }
            titles
        };
        let source = self.titles.get_or_init(titles).get(&title_key(title))?;
        Some(self.site.source(*source))
    }

    /// The key of a source that is named in brackets (`[@key]` where a key belongs) or by its address.
    fn meant(&self, said: &str) -> Option<&'a str> {
        let key = said.trim_start_matches(['[', '@']).trim_end_matches(']');
        if let Some((key, _)) = self.site.names.keys.get_key_value(key) {
            return Some(key);
        }
        // `doi:10.1000/wages`, `10.1000/wages`, `arXiv:2604.17413`, or an address
        let low = key.to_lowercase();
        let meant = match () {
            () if low.starts_with("doi:") || low.starts_with("10.") => of_doi(key),
            () if of_number(key).starts_with("arxiv:") => of_number(key),
            () => of_address(key)?,
        };
        let works = || {
            let mut works = HashMap::new();
            for id in self.site.source_ids() {
                for work in of_source(self.site.source(id)) {
                    works.entry(work).or_insert(id);
                }
            }
            works
        };
        let source = self.works.get_or_init(works).get(&meant)?;
        Some(&self.site.source(*source).id)
    }
}
