//! An entity's front matter as written.

use super::fields::Fields;
use super::yaml::{Str, Value};
use crate::diag::{Diagnostic, codes};
use crate::model::{Date, EntityKind, Side, Word};

#[derive(Debug, PartialEq)]
pub struct RawEntity {
    pub kind: EntityKind,
    pub affiliations: Vec<RawAffiliation>,
    pub url: Option<String>,
    pub side: Option<Side>,
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

/// Takes the keys that only an entity has.
pub fn read(f: &mut Fields<'_>) -> RawEntity {
    let kind = f.word("kind");
    if kind.is_none() && !f.has("kind") {
        let help = format!("add `kind:` with one of: {}", EntityKind::words().join(", "));
        f.report.push(Diagnostic::at(&codes::MISSING_KEY, f.span(), "an entity needs the key `kind`").help(help));
    }
    RawEntity {
        // An actor has a place everywhere, so that nothing follows from a slip here.
        kind: kind.unwrap_or(EntityKind::Organisation),
        affiliations: affiliations(f),
        url: f.address("url"),
        side: f.word("side"),
        used_by: f.each("used_by", "an entry of `used_by`", |mut u| {
            let usage =
                RawUsage { who: u.need("who"), since: u.date("since"), source: u.str("source"), note: u.text("note") };
            u.done();
            usage
        }),
    }
}

/// `{of, role, since, until}` or just the slug.
fn affiliations(f: &mut Fields<'_>) -> Vec<RawAffiliation> {
    let mut found = Vec::new();
    for node in f.list("affiliation") {
        if let Value::Scalar(text) = node.value {
            found.push(RawAffiliation { of: Str { text, span: node.span }, role: None, since: None, until: None });
            continue;
        }
        let mut a = Fields::new(node, "an affiliation", f.report);
        found.push(RawAffiliation {
            of: a.need("of"),
            role: a.text("role"),
            since: a.date("since"),
            until: a.date("until"),
        });
        a.done();
    }
    found
}
