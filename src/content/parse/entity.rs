//! An entity's front matter as written.

use super::fields::Fields;
use super::yaml::Str;
use crate::model::{Date, EntityKind, Side, Word};

#[derive(Debug, PartialEq)]
pub struct RawEntity {
    pub kind: Option<Str>,
    pub affiliations: Vec<RawAffiliation>,
    pub url: Option<String>,
    pub side: Option<Str>,
    pub used_by: Vec<RawUsage>,
}

#[derive(Debug, PartialEq)]
pub struct RawAffiliation {
    pub of: Str,
    pub role: Option<String>,
    pub since: Option<Date>,
    pub until: Option<Date>,
}

#[derive(Debug, PartialEq)]
pub struct RawUsage {
    pub who: Str,
    pub since: Option<Date>,
    pub source: Option<Str>,
    pub note: Option<String>,
}

pub(super) fn kind(f: &mut Fields<'_>) -> Option<Str> {
    let kind = f.term::<EntityKind>("kind");
    f.require("kind", &format!("`kind:` with one of: {}", EntityKind::words().join(", ")));
    kind
}

/// Takes the keys that only an entity has.
pub(super) fn read(f: &mut Fields<'_>, kind: Option<Str>) -> RawEntity {
    RawEntity {
        kind,
        affiliations: affiliations(f),
        url: f.address("url"),
        side: f.term::<Side>("side"),
        used_by: f.each("used_by", "an entry of `used_by`", |mut u| {
            let usage = RawUsage {
                who: u.need("who"),
                since: u.date("since"),
                source: u.str("source"),
                note: u.text("note"),
            };
            u.done();
            usage
        }),
    }
}

/// `{of, role, since, until}` or just the slug.
fn affiliations(f: &mut Fields<'_>) -> Vec<RawAffiliation> {
    let slug = |of: Str| RawAffiliation { of, role: None, since: None, until: None };
    f.each_or_text("affiliation", "an affiliation", slug, |mut a| {
        let found = RawAffiliation {
            of: a.need("of"),
            role: a.text("role"),
            since: a.date("since"),
            until: a.date("until"),
        };
        a.check_order(("since", found.since), ("until", found.until));
        a.done();
        found
    })
}
