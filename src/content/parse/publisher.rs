//! publishers.yaml as written.

use super::fields::Fields;
use super::validate::check_domain;
use super::yaml::Str;
use crate::model::{PublisherKind, PublisherWarning};

#[derive(Debug)]
pub struct RawPublisher {
    pub id: Option<Str>,
    pub name: Str,
    pub aliases: Vec<Str>,
    pub domains: Vec<Str>,
    pub kind: Option<Str>,
    pub country: Option<String>,
    pub warnings: Vec<PublisherWarning>,
}

pub(super) fn record(mut f: Fields<'_>) -> RawPublisher {
    let publisher = RawPublisher {
        id: f.id("id", "the publisher's id"),
        name: f.need("name"),
        aliases: f.strs("aliases"),
        domains: f.strs("domains"),
        kind: f.term::<PublisherKind>("kind"),
        country: f.text("country"),
        warnings: f.each("warnings", "a warning", |mut w| {
            let warning = PublisherWarning {
                since: w.date("since"),
                kind: w.need("kind").text,
                text: w.text("text"),
            };
            w.done();
            warning
        }),
    };
    for domain in &publisher.domains {
        check_domain(domain, f.report);
    }
    f.done();
    publisher
}
