//! What a heading of a journal or thread says that stands below it.

use crate::content::parse::items;
use crate::model::{SectionRole, Word};

/// What stands under a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A section of agon's format.
    Role(SectionRole),
    /// What the topic follows.
    Tracking,
    /// A list of the journal's own parts, which agon makes.
    Index,
    /// Changes of the search.
    Changelog,
    /// A list of works.
    Sources,
    /// Prose that a thread usually has.
    Prose,
}

/// Names that other documents give to these sections, in lower case with single spaces.
const NAMES: &[(Meaning, &[&str])] = &[
    (
        Meaning::Role(SectionRole::CrossLinks),
        &["cross links", "crosslinks", "links to other topics", "other topics"],
    ),
    (
        Meaning::Role(SectionRole::Observations),
        &["meta observations", "notes on the search", "observations on the search", "search notes"],
    ),
    (
        Meaning::Role(SectionRole::Questions),
        &["questions", "open question", "unanswered questions"],
    ),
    (Meaning::Role(SectionRole::Timeline), &["chronology", "events", "key events"]),
    (
        Meaning::Role(SectionRole::Perspectives),
        &["positions", "perspective", "viewpoints", "who holds what"],
    ),
    (Meaning::Role(SectionRole::Tensions), &["disagreements", "tension", "points of tension"]),
    (
        Meaning::Tracking,
        &["what we are tracking", "what we're tracking", "what is tracked", "scope"],
    ),
    (Meaning::Index, &["index", "contents", "table of contents", "entries"]),
    (
        Meaning::Changelog,
        &[
            "strategy changelog",
            "changelog",
            "search changelog",
            "changes of the search",
            "strategy changes",
        ],
    ),
    (
        Meaning::Sources,
        &["sources", "references", "bibliography", "works cited", "notes", "footnotes"],
    ),
    (Meaning::Prose, &["what", "why it matters", "narrative", "background", "summary", "status"]),
];

/// The meaning of a heading that is known by its name.
pub fn meaning(heading: &str) -> Option<Meaning> {
    let name = normal(heading);
    let named =
        NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(meaning, _)| *meaning);
    named.or_else(|| {
        let role = items::role(&name);
        let role =
            if role == SectionRole::Prose { items::role(&name.replace(' ', "-")) } else { role };
        (role != SectionRole::Prose).then_some(Meaning::Role(role))
    })
}

pub fn is_known(heading: &str) -> bool {
    meaning(heading).is_some()
}

/// The words by which agon knows the section.
pub fn shown(role: SectionRole) -> String {
    match role {
        SectionRole::Summary => "TL;DR".into(),
        SectionRole::Faq => "FAQ".into(),
        other => other.label(),
    }
}

fn normal(heading: &str) -> String {
    let bare = heading
        .trim()
        .trim_end_matches(['#', '¶', ':', ' '])
        .to_lowercase()
        .replace(['’', '‘'], "'");
    super::blocks::flat(&bare.replace('-', " "))
}
