//! What the rows of a stand table are ordered by: whose word it is, then how much it rests on.

use crate::model::*;
use std::cmp::Reverse;
use std::collections::HashMap;

/// The order of rows: the weightiest is the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct StandWeight {
    pub standing: SourceStanding,
    /// How many roots it rests on.
    pub roots: Reverse<usize>,
    pub stands: Reverse<usize>,
}

/// Whose word a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SourceStanding {
    /// A government, a standards body, a company, a university, or one that is affiliated with it.
    Institution,
    /// The press and others who publish under an editor.
    Press,
    /// A post, or another unedited source.
    Post,
}

impl SourceStanding {
    /// The standing of what a source reports of somebody, or says itself where they are its authors.
    pub(super) fn of(site: &Site, source: SourceId, actors: &[EntityId]) -> SourceStanding {
        let source = site.source(source);
        let is_own = source.authors.iter().any(|author| is_one_of(site, &author.shown(), actors));
        let publisher = source.publisher.map(|publisher| site.publisher(publisher).kind.base);
        match (source.kind, publisher) {
            (SourceType::Post, _) | (_, None) => SourceStanding::Post,
            (_, Some(kind)) if is_own => SourceStanding::of_publisher(kind),
            // What an institution publishes is its own word, and not that of those whom it reports.
            (_, Some(kind)) => SourceStanding::of_publisher(kind).max(SourceStanding::Press),
        }
    }

    fn of_publisher(kind: PublisherKind) -> SourceStanding {
        match kind {
            PublisherKind::Government
            | PublisherKind::Intergovernmental
            | PublisherKind::StandardsBody
            | PublisherKind::Academic
            | PublisherKind::Journal
            | PublisherKind::Foundation
            | PublisherKind::ThinkTank
            | PublisherKind::Company
            | PublisherKind::Association
            | PublisherKind::Party
            | PublisherKind::LawFirm => SourceStanding::Institution,
            PublisherKind::Newspaper
            | PublisherKind::Magazine
            | PublisherKind::NewsAgency
            | PublisherKind::Broadcaster
            | PublisherKind::TradePress
            | PublisherKind::PreprintServer => SourceStanding::Press,
            PublisherKind::Blog
            | PublisherKind::Aggregator
            | PublisherKind::PressWire
            | PublisherKind::SocialPlatform
            | PublisherKind::Unknown => SourceStanding::Post,
        }
    }
}

fn is_one_of(site: &Site, name: &str, actors: &[EntityId]) -> bool {
    let mut actors = actors.iter().map(|actor| site.entity(*actor));
    actors.any(|actor| actor.name == name || actor.aliases.iter().any(|alias| alias == name))
}

/// The publishers of a site by all their names, to find those that are actors too.
pub(super) struct ActorNames {
    publishers: HashMap<String, PublisherId>,
}

impl ActorNames {
    pub(super) fn new(site: &Site) -> ActorNames {
        let mut publishers = HashMap::new();
        for id in site.publisher_ids() {
            let publisher = site.publisher(id);
            for name in publisher.aliases.iter().chain([&publisher.name, &publisher.slug]) {
                publishers.entry(name.to_lowercase()).or_insert(id);
            }
        }
        ActorNames { publishers }
    }

    /// The standing of an actor that publishes itself, or of the best of those it is affiliated with.
    pub(super) fn standing(&self, site: &Site, actor: EntityId) -> Option<SourceStanding> {
        let affiliations = site.entity(actor).affiliations.iter();
        let known = affiliations.filter(|affiliation| site.is_known(affiliation.since));
        let of_own = known.filter_map(|affiliation| self.as_publisher(site, affiliation.of));
        of_own.chain(self.as_publisher(site, actor)).min()
    }

    fn as_publisher(&self, site: &Site, entity: EntityId) -> Option<SourceStanding> {
        let entity = site.entity(entity);
        let mut names = entity.aliases.iter().chain([&entity.name, &entity.slug]);
        let publisher = names.find_map(|name| self.publishers.get(&name.to_lowercase()))?;
        Some(SourceStanding::of_publisher(site.publisher(*publisher).kind.base))
    }
}
