//! The brief of a topic: what its next gather has to look for, as Markdown, as plain text and as JSON.

use crate::markdown::{escape_words, typographic};
use crate::model::{Argument, Date, Locale, MessageId, TopicId, capitalized};
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
    let locale = &ctx.site.locale;
    match format {
        BriefFormat::Markdown => markdown(&BriefText::new(&record, locale)),
        BriefFormat::Text => plain(&BriefText::new(&record, locale)),
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
    /// What the language writes behind a label, and between facts.
    colon: String,
    semicolon: String,
}

struct BriefSection {
    heading: String,
    /// What the gather is to do with it.
    task: String,
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
    fn new(record: &BriefRecord, locale: &Locale) -> BriefText {
        BriefText {
            title: locale
                .format(MessageId::BriefTitle, &[("title", typeset(record.title, locale).into())]),
            question: typeset(record.question, locale),
            state: state(record, locale),
            sections: sections(record, locale),
            colon: locale.text(MessageId::ListColon).trim_end().to_string(),
            semicolon: locale.text(MessageId::ListSemicolon).to_string(),
        }
    }
}

fn state(record: &BriefRecord, locale: &Locale) -> String {
    let mut sentences = Vec::new();
    if let Some(IsoDate(today)) = record.as_of {
        sentences.push(locale.format(MessageId::BriefAsOf, &[("date", iso(today))]));
    }
    let Some(IsoDate(last)) = record.last_gather else {
        sentences.push(locale.text(MessageId::BriefNothingGathered).to_string());
        return sentences.join(" ");
    };
    let mut facts = Vec::new();
    if let Some(days) = record.days_since_last_gather {
        facts.push(locale.format(MessageId::BriefAgo, &[("n", days.into())]));
    }
    if let Some(cadence) = record.cadence {
        facts.push(locale.format(MessageId::BriefCadence, &[("n", cadence.into())]));
    }
    sentences.push(if facts.is_empty() {
        locale.format(MessageId::BriefLastGather, &[("date", iso(last))])
    } else {
        let facts = facts.join(locale.text(MessageId::ListSemicolon));
        let values = [("date", iso(last)), ("facts", facts.into())];
        locale.format(MessageId::BriefLastGatherFacts, &values)
    });
    sentences.join(" ")
}

/// Words of YAML with the quotation marks of the language. What is searched for keeps its own.
fn typeset(words: &str, locale: &Locale) -> String {
    typographic(words, locale.quotation_marks()).into_owned()
}

/// A date as editors write it.
fn iso(date: Date) -> Argument<'static> {
    date.to_string().into()
}

fn sections(record: &BriefRecord, locale: &Locale) -> Vec<BriefSection> {
    let mut sections = Vec::new();
    let mut add = |heading: MessageId, task: MessageId, items: Vec<BriefItem>| {
        if items.is_empty() {
            return;
        }
        let heading = locale.text(heading);
        let values = [("heading", heading.into()), ("count", items.len().into())];
        let heading = locale.format(MessageId::BriefHeading, &values);
        sections.push(BriefSection { heading, task: locale.text(task).to_string(), items });
    };
    let waiting = |items: &[WaitingRecord]| -> Vec<BriefItem> {
        items.iter().map(|item| waiting_item(item, locale)).collect()
    };
    let strategy = record.strategy.iter().map(|entry| strategy_item(entry, locale)).collect();
    add(MessageId::BriefStrategy, MessageId::BriefStrategyTask, strategy);
    add(MessageId::BriefSuggestions, MessageId::BriefSuggestionsTask, waiting(&record.suggestions));
    add(
        MessageId::BriefQuestionsDue,
        MessageId::BriefQuestionsDueTask,
        waiting(&record.questions_due),
    );
    add(
        MessageId::BriefForecastsDue,
        MessageId::BriefForecastsDueTask,
        waiting(&record.forecasts_due),
    );
    add(
        MessageId::BriefContradictions,
        MessageId::BriefContradictionsTask,
        contradictions(record, locale),
    );
    add(MessageId::BriefLookAgain, MessageId::BriefLookAgainTask, waiting(&record.look_again));
    add(MessageId::BriefActors, MessageId::BriefActorsTask, actors(record, locale));
    add(MessageId::BriefGaps, MessageId::BriefGapsTask, gaps(record, locale));
    add(MessageId::BriefQuestions, MessageId::BriefQuestionsTask, waiting(&record.open_questions));
    sections
}

fn strategy_item(record: &StrategyRecord, locale: &Locale) -> BriefItem {
    let entry = &record.entry;
    let label = match entry.list {
        "keywords" => MessageId::BriefKeyword,
        "sources" => MessageId::BriefPreferredSource,
        "authors" => MessageId::BriefAuthor,
        "exclude_domains" => MessageId::BriefExcludeDomain,
        _ => MessageId::BriefExcludeTerm,
    };
    let domain = entry.domain.filter(|domain| *domain != entry.text);
    BriefItem {
        label: Some(locale.text(label).to_string()),
        words: record.name.clone().unwrap_or_else(|| entry.text.to_string()),
        facts: domain
            .map(str::to_string)
            .into_iter()
            .chain(entry.reason.map(|reason| typeset(reason, locale)))
            .collect(),
        ..BriefItem::default()
    }
}

fn waiting_item(record: &WaitingRecord, locale: &Locale) -> BriefItem {
    let mut facts: Vec<String> = record.passage.date.iter().map(|day| day.0.to_string()).collect();
    match (record.due, record.overdue) {
        (Some(IsoDate(due)), Some(days)) => {
            let values = [("date", iso(due)), ("n", days.into())];
            facts.push(locale.format(MessageId::BriefOverdue, &values));
        }
        (Some(IsoDate(due)), None) => {
            facts.push(locale.format(MessageId::BriefDue, &[("date", iso(due))]));
        }
        (None, _) => {
            let age =
                record.age.map(|days| locale.format(MessageId::BriefOld, &[("n", days.into())]));
            facts.extend(age);
        }
    }
    let mut details = Vec::with_capacity(record.terms.len());
    for term in &record.terms {
        details.push(labelled(locale, locale.text(term.name), &term.text));
    }
    BriefItem { label: record.label.clone(), facts, details, ..passage_item(&record.passage) }
}

/// Words behind what they are.
fn labelled(locale: &Locale, label: &str, words: &str) -> String {
    format!("{label}{}{words}", locale.text(MessageId::ListColon))
}

fn passage_item(passage: &BriefPassage) -> BriefItem {
    BriefItem {
        words: passage.text.clone(),
        name: passage.name.clone(),
        place: Some(format!("{}:{}", passage.file, passage.line)),
        ..BriefItem::default()
    }
}

fn contradictions(record: &BriefRecord, locale: &Locale) -> Vec<BriefItem> {
    let mut items = Vec::new();
    for contradiction in &record.contradictions {
        let mut details: Vec<String> = Vec::new();
        for side in &contradiction.sides {
            details.push(match side.date {
                Some(date) => labelled(locale, &date.0.to_string(), &side.text),
                None => side.text.clone(),
            });
        }
        let settles = locale.text(MessageId::PartSettles);
        details.extend(
            contradiction.settles.map(|words| labelled(locale, settles, &typeset(words, locale))),
        );
        let mut facts = Vec::new();
        if let Some(days) = contradiction.age {
            facts.push(locale.format(MessageId::BriefOpenFor, &[("n", days.into())]));
        }
        items.push(BriefItem {
            label: Some(capitalized(locale.label(contradiction.kind.0))),
            words: contradiction.id.to_string(),
            facts,
            details,
            ..BriefItem::default()
        });
    }
    items
}

fn actors(record: &BriefRecord, locale: &Locale) -> Vec<BriefItem> {
    let mut items = Vec::new();
    for actor in &record.silent_actors {
        let mut facts = Vec::new();
        facts.push(match (actor.last_stated, actor.age) {
            (Some(IsoDate(stated)), Some(age)) => {
                let values = [("date", iso(stated)), ("n", age.into())];
                locale.format(MessageId::BriefLastStated, &values)
            }
            _ => locale.text(MessageId::BriefNoStatement).to_string(),
        });
        if actor.on_watch_list {
            facts.push(locale.text(MessageId::BriefOnWatchList).to_string());
        }
        let mut details = Vec::new();
        if !actor.aliases.is_empty() {
            let names = actor.aliases.join(locale.text(MessageId::ListComma));
            details.push(locale.format(MessageId::BriefAlsoCalled, &[("names", names.into())]));
        }
        for words in &actor.tensions {
            details.push(locale.format(MessageId::BriefSideOf, &[("words", words.into())]));
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

fn gaps(record: &BriefRecord, locale: &Locale) -> Vec<BriefItem> {
    let mut items = Vec::new();
    for gap in &record.gaps {
        let mut facts: Vec<String> = Vec::new();
        if let (Some(IsoDate(since)), Some(length)) = (gap.since, gap.length) {
            let values = [("date", iso(since)), ("n", length.into())];
            facts.push(locale.format(MessageId::BriefMissing, &values));
        }
        if gap.gathers > 1 {
            facts.push(locale.format(MessageId::BriefInGathers, &[("n", gap.gathers.into())]));
        }
        items.push(BriefItem { facts, ..passage_item(&gap.passage) });
    }
    items
}

fn markdown(brief: &BriefText) -> String {
    let mut out = format!("# {}\n\n", escape_words(&brief.title));
    let _ = write!(out, "> {}\n\n{}\n", escape_words(&brief.question), escape_words(&brief.state));
    for section in &brief.sections {
        let _ = write!(out, "\n## {}\n\n{}\n\n", section.heading, escape_words(&section.task));
        for item in &section.items {
            let label = item.label.as_ref().map(|label| format!("**{label}{}** ", brief.colon));
            let _ = write!(out, "- {}{}", label.unwrap_or_default(), escape_words(&item.words));
            if !item.facts.is_empty() {
                let _ = write!(out, " ({})", escape_words(&item.facts.join(&brief.semicolon)));
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
    wrap(&brief.title, "", &mut out);
    out.push('\n');
    wrap(&brief.question, "", &mut out);
    out.push('\n');
    wrap(&brief.state, "", &mut out);
    for section in &brief.sections {
        let _ = write!(out, "\n{}\n", section.heading.to_uppercase());
        wrap(&section.task, "", &mut out);
        out.push('\n');
        for item in &section.items {
            let label = item.label.as_ref().map(|label| format!("{label}{} ", brief.colon));
            let mut words = format!("- {}{}", label.unwrap_or_default(), item.words);
            if !item.facts.is_empty() {
                let _ = write!(words, " ({})", item.facts.join(&brief.semicolon));
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
