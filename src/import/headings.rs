//! What the headings and status lines of journals and threads mean, whatever they are called.

use self::HeadingMeaning::{Changelog, Index, Prose, Role, Sources, Tracking};
use super::text::flat;
use crate::model::SectionRole;
use crate::model::locale::Headings;

/// What a section contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadingMeaning {
    /// A section of agon's format.
    Role(SectionRole),
    /// What the topic follows.
    Tracking,
    /// A list of the journal's own parts, which agon generates.
    Index,
    /// Changes of the search.
    Changelog,
    /// A list of works.
    Sources,
    /// Prose that a thread usually has.
    Prose,
}

/// Other names of these sections, in lower case with single spaces, separated by bars.
const NAMES: [(HeadingMeaning, &str); 12] = [
    (Role(SectionRole::CrossLinks), "cross links|crosslinks|links to other topics|other topics"),
    (
        Role(SectionRole::Observations),
        "meta observations|notes on the search|observations on the search|search notes",
    ),
    (Role(SectionRole::Questions), "questions|open question|unanswered questions"),
    (Role(SectionRole::Forecasts), "predictions|prediction|forecast"),
    (Role(SectionRole::Timeline), "chronology|events|key events"),
    (Role(SectionRole::Perspectives), "positions|perspective|viewpoints|who holds what"),
    (Role(SectionRole::Tensions), "disagreements|tension|points of tension"),
    (Tracking, "what we are tracking|what we're tracking|what is tracked|scope"),
    (Index, "index|contents|table of contents|entries"),
    (
        Changelog,
        "strategy changelog|changelog|search changelog|changes of the search|strategy changes",
    ),
    (Sources, "sources|references|bibliography|works cited|notes|footnotes"),
    (Prose, "what|why it matters|narrative|background|summary|status"),
];

/// The meaning of a heading that is known by its name.
pub(super) fn meaning(heading: &str, headings: &Headings) -> Option<HeadingMeaning> {
    let bare = heading.trim().trim_end_matches(['#', '¶', ':', ' ']).to_lowercase();
    let name = flat(&bare.replace(['’', '‘'], "'").replace('-', " "));
    for (meaning, names) in NAMES {
        if names.split('|').any(|n| n == name) {
            return Some(meaning);
        }
    }
    match headings.role(&name) {
        SectionRole::Prose => Headings::elsewhere(&name).map(Role),
        role => Some(Role(role)),
    }
}

/// The usual heading of a section in the site's language, or the original one.
pub(super) fn section_heading(original: &str, headings: &Headings) -> (String, SectionRole) {
    match meaning(original, headings) {
        Some(Role(role)) => (headings.usual(role).to_string(), role),
        Some(Tracking) => ("What we are tracking".into(), SectionRole::Prose),
        _ => (original.to_string(), SectionRole::Prose),
    }
}

/// Facts of a thread's front matter that are written in the text as `Status: active`.
const STATUS_LABELS: [&str; 5] = ["Status", "Trend", "Opened", "Updated", "Last updated"];

/// The label and the rest of a line such as `Status: active and growing`.
pub(super) fn status_label(text: &str) -> Option<(&'static str, &str)> {
    let (name, rest) = text.trim_start_matches(['*', '_']).split_once(':')?;
    let name = name.trim_matches(['*', '_', ' ']);
    let label = STATUS_LABELS.into_iter().find(|l| l.eq_ignore_ascii_case(name))?;
    Some((label, rest.trim_matches(['*', '_', ' '])))
}
