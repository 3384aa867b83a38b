//! The brief of a topic: what its next gather has to look for, as Markdown, as plain text and as JSON.

use crate::markdown::escape_words;
use crate::model::{TopicId, Word, capitalized};
use crate::pages::{Ctx, Page};
use crate::records::{BriefPassage, BriefRecord, IsoDate, StrategyRecord, WaitingRecord};
use std::fmt::Write;

/// The format of a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BriefFormat {
    Markdown,
    Text,
    Json,
}

/// The version of the JSON: additions leave it as it is.
const VERSION: u32 = 1;
/// Columns of plain text.
const WIDTH: usize = 80;

/// Returns the brief of a topic. Its URLs are whole ones, or relative to the root of a site without an address.
pub fn brief(ctx: &Ctx, topic: TopicId, format: BriefFormat) -> String {
    let page = match ctx.origin() {
        Some(origin) => Page::abroad(ctx, "index.html", origin),
        None => Page::new(ctx, "index.html".to_string()),
    };
    let record = page.records().brief(topic);
    match format {
        BriefFormat::Markdown => markdown(&BriefText::new(&record)),
        BriefFormat::Text => plain(&BriefText::new(&record)),
        BriefFormat::Json => {
            let mut value = serde_json::to_value(&record).expect("a brief is JSON");
            value["version"] = VERSION.into();
            format!("{value:#}\n")
        }
    }
}

/// A brief in words, without marks of any format.
struct BriefText {
    title: String,
    question: String,
    /// The day, and the age of the last gather relative to the cadence.
    state: String,
    sections: Vec<BriefSection>,
}

struct BriefSection {
    heading: String,
    /// What the gather is to do with it.
    task: &'static str,
    items: Vec<BriefItem>,
}

#[derive(Default)]
struct BriefItem {
    /// What kind of item it is, before its words.
    label: Option<String>,
    words: String,
    /// Dates, ages and the like, after its words.
    facts: Vec<String>,
    details: Vec<String>,
    /// The name by which a text links to it, and its place in the files.
    name: Option<String>,
    place: Option<String>,
}

impl BriefText {
    fn new(record: &BriefRecord) -> BriefText {
        BriefText {
            title: record.title.to_string(),
            question: record.question.to_string(),
            state: state(record),
            sections: sections(record),
        }
    }
}

fn state(record: &BriefRecord) -> String {
    let mut state = String::new();
    if let Some(IsoDate(today)) = record.as_of {
        let _ = write!(state, "As of {today}. ");
    }
    match record.last_gather {
        Some(IsoDate(last)) => {
            let _ = write!(state, "Last gather: {last}");
            let age = record.days_since_last_gather.map(|days| format!("{} ago", days_long(days)));
            let cadence = record.cadence.map(|cadence| format!("cadence {cadence} days"));
            let facts: Vec<String> = age.into_iter().chain(cadence).collect();
            if !facts.is_empty() {
                let _ = write!(state, " ({})", facts.join("; "));
            }
            state.push('.');
        }
        None => state.push_str("Nothing was gathered yet."),
    }
    state
}

fn sections(record: &BriefRecord) -> Vec<BriefSection> {
    let strategy: Vec<BriefItem> = record.strategy.iter().map(strategy_item).collect();
    let waiting = |items: &[WaitingRecord]| items.iter().map(waiting_item).collect();
    let all = [
        ("Search strategy", "Search for these, look at these first, leave these out.", strategy),
        (
            "Suggestions to decide",
            "Say in watch.yaml what became of each.",
            waiting(&record.suggestions),
        ),
        (
            "Questions that are due",
            "Look for an answer; record it, or change the day.",
            waiting(&record.questions_due),
        ),
        (
            "Forecasts that are due",
            "Look for what came of each, and judge it with (judges:: …) and (outcome:: …).",
            waiting(&record.forecasts_due),
        ),
        (
            "Contradictions that are open",
            "Look for what settles each, and record it in contradictions.yaml.",
            contradictions(record),
        ),
        (
            "Claims to look at again",
            "They are old for this topic and rest on one origin: look for a second one, or for what overtook them.",
            waiting(&record.look_again),
        ),
        ("Actors without a recent statement", "Look for what they say themselves.", actors(record)),
        ("Gaps", "Look again; what is still missing confirms the gap.", gaps(record)),
        (
            "Other open questions",
            "Watch for anything that bears on them.",
            waiting(&record.open_questions),
        ),
    ];
    let mut sections = Vec::new();
    for (heading, task, items) in all {
        if !items.is_empty() {
            let heading = format!("{heading} ({})", items.len());
            sections.push(BriefSection { heading, task, items });
        }
    }
    sections
}

fn strategy_item(record: &StrategyRecord) -> BriefItem {
    let entry = &record.entry;
    let label = match entry.list {
        "keywords" => "Keyword",
        "sources" => "Preferred source",
        "authors" => "Author",
        "exclude_domains" => "Leave out the domain",
        _ => "Leave out the term",
    };
    let domain = entry.domain.filter(|domain| *domain != entry.text);
    BriefItem {
        label: Some(label.to_string()),
        words: record.name.clone().unwrap_or_else(|| entry.text.to_string()),
        facts: domain.into_iter().chain(entry.reason).map(str::to_string).collect(),
        ..BriefItem::default()
    }
}

fn waiting_item(record: &WaitingRecord) -> BriefItem {
    let mut facts: Vec<String> = record.passage.date.iter().map(|day| day.0.to_string()).collect();
    match (record.due, record.overdue) {
        (Some(IsoDate(due)), Some(days)) => {
            facts.push(format!("due {due}, {} overdue", days_long(days)));
        }
        (Some(IsoDate(due)), None) => facts.push(format!("due {due}")),
        _ => facts.extend(record.age.map(|days| format!("{} old", days_long(days)))),
    }
    BriefItem {
        label: record.kind.map(|kind| capitalized(kind.0)),
        facts,
        details: record.terms.iter().map(|term| format!("{}: {}", term.label, term.text)).collect(),
        ..passage_item(&record.passage)
    }
}

fn passage_item(passage: &BriefPassage) -> BriefItem {
    BriefItem {
        words: passage.text.clone(),
        name: passage.name.clone(),
        place: Some(format!("{}:{}", passage.file, passage.line)),
        ..BriefItem::default()
    }
}

fn contradictions(record: &BriefRecord) -> Vec<BriefItem> {
    let mut items = Vec::new();
    for contradiction in &record.contradictions {
        let mut details: Vec<String> = Vec::new();
        for side in &contradiction.sides {
            let date = side.date.map(|date| format!("{}: ", date.0)).unwrap_or_default();
            details.push(format!("{date}{}", side.text));
        }
        details.extend(contradiction.settles.map(|words| format!("Would settle it: {words}")));
        items.push(BriefItem {
            label: Some(contradiction.kind.0.label()),
            words: contradiction.id.to_string(),
            facts: contradiction
                .age
                .iter()
                .map(|days| format!("open for {}", days_long(*days)))
                .collect(),
            details,
            ..BriefItem::default()
        });
    }
    items
}

fn actors(record: &BriefRecord) -> Vec<BriefItem> {
    let mut items = Vec::new();
    for actor in &record.silent_actors {
        let mut facts = Vec::new();
        match (actor.last_stated, actor.age) {
            (Some(IsoDate(stated)), Some(age)) => {
                facts.push(format!("last stated something on {stated}, {} ago", days_long(age)));
            }
            _ => facts.push("no statement on record".to_string()),
        }
        if actor.on_watch_list {
            facts.push("on the watch list".to_string());
        }
        let mut details: Vec<String> =
            actor.tensions.iter().map(|words| format!("Side of: {words}")).collect();
        if !actor.aliases.is_empty() {
            details.insert(0, format!("Also called: {}", actor.aliases.join(", ")));
        }
        items.push(BriefItem {
            words: actor.name.clone(),
            facts,
            details,
            name: Some(actor.id.to_string()),
            ..BriefItem::default()
        });
    }
    items
}

fn gaps(record: &BriefRecord) -> Vec<BriefItem> {
    let mut items = Vec::new();
    for gap in &record.gaps {
        let mut facts: Vec<String> = Vec::new();
        if let (Some(IsoDate(since)), Some(length)) = (gap.since, gap.length) {
            facts.push(format!("missing since {since}, for {}", days_long(length)));
        }
        if gap.gathers > 1 {
            facts.push(format!("in {} gathers", gap.gathers));
        }
        items.push(BriefItem { facts, ..passage_item(&gap.passage) });
    }
    items
}

/// `1 day`, `592 days`.
fn days_long(days: i64) -> String {
    format!("{days} day{}", if days == 1 { "" } else { "s" })
}

fn markdown(brief: &BriefText) -> String {
    let mut out = format!("# Brief: {}\n\n", escape_words(&brief.title));
    let _ = write!(out, "> {}\n\n{}\n", escape_words(&brief.question), escape_words(&brief.state));
    for section in &brief.sections {
        let _ = write!(out, "\n## {}\n\n{}\n\n", section.heading, escape_words(section.task));
        for item in &section.items {
            let label = item.label.as_ref().map(|label| format!("**{label}:** "));
            let _ = write!(out, "- {}{}", label.unwrap_or_default(), escape_words(&item.words));
            if !item.facts.is_empty() {
                let _ = write!(out, " ({})", escape_words(&item.facts.join("; ")));
            }
            out.push('\n');
            for detail in &item.details {
                let _ = writeln!(out, "  - {}", escape_words(detail));
            }
            if let Some(place) = place(item, "`") {
                let _ = writeln!(out, "  - {place}");
            }
        }
    }
    out
}

fn plain(brief: &BriefText) -> String {
    let mut out = String::new();
    wrap(&format!("Brief: {}", brief.title), "", &mut out);
    out.push('\n');
    wrap(&brief.question, "", &mut out);
    out.push('\n');
    wrap(&brief.state, "", &mut out);
    for section in &brief.sections {
        let _ = write!(out, "\n{}\n", section.heading.to_uppercase());
        wrap(section.task, "", &mut out);
        out.push('\n');
        for item in &section.items {
            let label = item.label.as_ref().map(|label| format!("{label}: "));
            let mut words = format!("- {}{}", label.unwrap_or_default(), item.words);
            if !item.facts.is_empty() {
                let _ = write!(words, " ({})", item.facts.join("; "));
            }
            wrap(&words, "  ", &mut out);
            for detail in &item.details {
                wrap(&format!("  - {detail}"), "    ", &mut out);
            }
            if let Some(place) = place(item, "") {
                let _ = writeln!(out, "  {place}");
            }
        }
    }
    out
}

/// The name of an item as a link is written, and its file and line, in the marks of code.
fn place(item: &BriefItem, mark: &str) -> Option<String> {
    let name = item.name.as_ref().map(|name| format!("{mark}[[{name}]]{mark}"));
    let place = item.place.as_ref().map(|place| format!("{mark}{place}{mark}"));
    let parts: Vec<String> = name.into_iter().chain(place).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Adds words in lines of at most [`WIDTH`] columns; lines after the first start with `indent`. Spaces at the start stay.
fn wrap(words: &str, indent: &str, out: &mut String) {
    let start = &words[..words.len() - words.trim_start().len()];
    out.push_str(start);
    let mut width = start.len();
    for (n, word) in words.split_whitespace().enumerate() {
        let length = word.chars().count();
        if n > 0 && width + 1 + length > WIDTH {
            out.push('\n');
            out.push_str(indent);
            width = indent.len();
        } else if n > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
    out.push('\n');
}
