//! What needs attention: topics past their cadence, undecided suggestions, stale questions, machine text
//! without a review, sources that cannot be found again, outdated copies of templates.

use super::overrides::{OverrideStatus, TemplateOverride};
use super::stats::is_open;
use super::table::{cut, table, title};
use crate::diagnostics::codes::CODES;
use crate::diagnostics::{Report, Severity, counted};
use crate::model::*;
use crate::source::{FileId, Files, Span};
use serde::Serialize;

/// An open question without a day of its own is stale after so many days, and so is what an actor stated last.
pub(crate) const STALE: i64 = 180;

/// How much of each list is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListDetail {
    Counts,
    All,
}

/// What keeps earlier versions of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GitStatus {
    Missing,
    /// The site is in no repository.
    Outside,
    /// How many files under content/ differ from what was committed.
    Uncommitted(usize),
}

/// What needs an editor's hand.
#[derive(Debug, Serialize)]
pub struct DoctorReport {
    title: String,
    as_of: Option<String>,
    topics: Vec<TopicAge>,
    /// Every list, empty ones too, in a fixed order.
    waiting: Vec<PendingList>,
    overrides: Vec<TemplateOverride>,
    errors: usize,
    warnings: usize,
    advice: usize,
    advice_by_code: Vec<AdviceList>,
    agon: &'static str,
    git: GitStatus,
}

/// The advice of one code.
#[derive(Debug, Serialize)]
struct AdviceList {
    code: &'static str,
    name: &'static str,
    title: &'static str,
    items: Vec<PendingItem>,
}

#[derive(Debug, Serialize)]
struct TopicAge {
    topic: String,
    status: &'static str,
    last_gather: Option<String>,
    /// Days since the last gather.
    age: Option<i64>,
    cadence: Option<u32>,
    /// Days past the cadence; only of active topics.
    overdue: Option<i64>,
}

#[derive(Debug, Serialize)]
struct PendingList {
    what: &'static str,
    next: &'static str,
    items: Vec<PendingItem>,
}

#[derive(Debug, Serialize)]
struct PendingItem {
    path: String,
    line: usize,
    text: String,
}

/// Looks through a site whose checks found `report`.
pub fn doctor(
    site: &Site,
    files: &Files,
    report: &Report,
    overrides: Vec<TemplateOverride>,
    git: GitStatus,
) -> DoctorReport {
    let looker = PendingFinder { site, files };
    DoctorReport {
        title: site.config.title.clone(),
        as_of: site.as_of.map(Date::iso),
        topics: site
            .topics
            .iter()
            .filter(|t| site.doc(t.doc).visible)
            .map(|t| age(site, t))
            .collect(),
        waiting: looker.waiting(),
        overrides,
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        advice: report.count(Severity::Advice),
        advice_by_code: advice_by_code(report, files),
        agon: env!("CARGO_PKG_VERSION"),
        git,
    }
}

/// The advice of a report, in the order of the codes.
fn advice_by_code(report: &Report, files: &Files) -> Vec<AdviceList> {
    let mut lists: Vec<AdviceList> = Vec::new();
    for code in CODES.iter().filter(|code| code.severity == Severity::Advice) {
        let mut items = Vec::new();
        for found in report.iter().filter(|d| d.code == *code) {
            let line = found.span.map_or(1, |span| files.position(span.file, span.start).0);
            let path = found.file(files).to_string();
            items.push(PendingItem { path, line, text: found.message.clone() });
        }
        if !items.is_empty() {
            lists.push(AdviceList { code: code.id, name: code.name, title: code.title, items });
        }
    }
    lists
}

fn age(site: &Site, topic: &Topic) -> TopicAge {
    let last =
        topic.gathers.iter().rev().map(|d| site.doc(*d)).find(|d| d.visible).and_then(|d| d.date);
    let age = last.zip(site.as_of).map(|(last, today)| last.days_until(today));
    let over = age
        .zip(topic.cadence)
        .map(|(age, cadence)| age - i64::from(cadence))
        .filter(|days| *days > 0);
    TopicAge {
        topic: topic.slug.clone(),
        status: topic.status.word(),
        last_gather: last.map(Date::iso),
        age,
        cadence: topic.cadence,
        overdue: over.filter(|_| topic.status == TopicStatus::Active),
    }
}

impl GitStatus {
    fn words(self) -> String {
        match self {
            GitStatus::Missing => "git is not installed, so nothing keeps earlier versions".into(),
            GitStatus::Outside => {
                "the site is not under version control; `git init` keeps earlier versions".into()
            }
            GitStatus::Uncommitted(0) => "all of content/ is committed".into(),
            GitStatus::Uncommitted(count) => format!("not committed under content/: {count}"),
        }
    }
}

/// A topic's suggestions without an outcome, or with an open one; oldest first.
pub(crate) fn open_suggestions(site: &Site, topic: &Topic) -> Vec<BlockId> {
    let mut open = Vec::new();
    for doc in topic.gathers.iter().filter(|d| site.doc(**d).visible) {
        for id in site.blocks_of(*doc) {
            let BlockKind::Observation { kind } = site.block(id).kind else { continue };
            let outcome = topic.watch.suggestions.iter().rfind(|s| s.from == id).map(|s| s.outcome);
            if kind.base.is_suggestion() && matches!(outcome, None | Some(Outcome::Open)) {
                open.push(id);
            }
        }
    }
    open
}

struct PendingFinder<'a> {
    site: &'a Site,
    files: &'a Files,
}

impl PendingFinder<'_> {
    fn waiting(&self) -> Vec<PendingList> {
        vec![
            PendingList {
                what: "open suggestions",
                next: "record the outcome of each in watch.yaml",
                items: self.suggestions(),
            },
            PendingList {
                what: "stale questions",
                next: "answer them, or change status or day",
                items: self.questions(),
            },
            PendingList {
                what: "machine texts not reviewed",
                next: "read them, then set `reviewed_by`",
                items: self.unreviewed(),
            },
            PendingList {
                what: "drafts",
                next: "finish them, then remove `draft: true`",
                items: self.drafts(),
            },
            PendingList {
                what: "sources without an address",
                next: "add URL, DOI or number where known",
                items: self.sources(|s| s.url.is_none() && s.doi.is_none() && s.number.is_none()),
            },
            PendingList {
                what: "sources without a date",
                next: "add `issued` where it is known",
                items: self.sources(|s| s.issued.is_none()),
            },
        ]
    }

    fn item(&self, file: FileId, at: u32, text: &str) -> PendingItem {
        let (line, _) = self.files.position(file, at);
        PendingItem { path: self.files.get(file).path.clone(), line, text: cut(text, 60) }
    }

    fn block(&self, id: BlockId) -> PendingItem {
        let Span { file, start, .. } = self.site.block(id).content;
        self.item(file, start, self.site.raw(self.files, id))
    }

    /// Suggestions without an outcome, or whose outcome is open.
    fn suggestions(&self) -> Vec<PendingItem> {
        let topics = self.site.topics.iter();
        topics.flat_map(|t| open_suggestions(self.site, t)).map(|id| self.block(id)).collect()
    }

    /// Open questions whose day has come, and old ones without a day.
    fn questions(&self) -> Vec<PendingItem> {
        let Some(today) = self.site.as_of else { return Vec::new() };
        let mut items = Vec::new();
        for id in self.site.block_ids() {
            let block = self.site.block(id);
            if block.visible && self.site.doc(block.doc).visible && is_stale(block, today) {
                items.push(self.block(id));
            }
        }
        items
    }

    fn unreviewed(&self) -> Vec<PendingItem> {
        let docs = self.site.docs.iter().filter(|d| {
            d.visible
                && d.provenance.reviewed_by.is_none()
                && matches!(d.provenance.by, Writer::Machine | Writer::Both)
        });
        docs.map(|d| self.item(d.file, 0, &d.title)).collect()
    }

    fn drafts(&self) -> Vec<PendingItem> {
        let drafts = self.site.docs.iter().filter(|doc| doc.draft);
        drafts.map(|doc| self.item(doc.file, 0, &doc.title)).collect()
    }

    fn sources(&self, lacks: fn(&Source) -> bool) -> Vec<PendingItem> {
        let found = self.site.sources.iter().filter(|s| s.visible && lacks(s));
        found.map(|s| self.item(s.span.file, s.span.start, &s.title)).collect()
    }
}

/// Whether the day of an open question has come, or it is old and has none.
fn is_stale(block: &Block, today: Date) -> bool {
    match block.kind {
        _ if !is_open(&block.kind) => false,
        BlockKind::Question { due: Some(due), .. } => due.last() < today.first(),
        BlockKind::Question { asked, .. } => match asked.or(block.date) {
            Some(asked) => asked.last().days_until(today) > STALE,
            None => false,
        },
        _ => false,
    }
}

fn days(count: Option<i64>) -> String {
    count.map(|n| format!("{n} d")).unwrap_or_default()
}

/// A name, how many, and what to do about them.
fn line(what: &str, count: usize, next: &str) -> String {
    format!("{what:<27} {count:>5}  {next}").trim_end().to_string() + "\n"
}

impl DoctorReport {
    /// Whether the content has errors.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// The state for people.
    pub fn print(&self, extent: ListDetail) -> String {
        let mut out = title(&self.title, self.as_of.as_deref());
        out += &self.print_topics();
        out.push('\n');
        for list in &self.waiting {
            let next = if list.items.is_empty() { "" } else { list.next };
            out += &line(list.what, list.items.len(), next);
            for item in list.items.iter().filter(|_| extent == ListDetail::All) {
                out += &format!("  {}:{} {}\n", item.path, item.line, item.text);
            }
        }
        out += &self.print_overrides(extent);
        out += &self.print_advice(extent);
        let tell = if self.errors + self.warnings > 0 { ": agon check says which" } else { "" };
        let counts = [(self.errors, "error"), (self.warnings, "warning")];
        let counts = counts.map(|(n, word)| counted(n, word));
        out += &format!("\n{}, {} advice{tell}\n", counts.join(", "), self.advice);
        out + &format!("agon {}; {}\n", self.agon, self.git.words())
    }

    fn print_topics(&self) -> String {
        let head = ["topic", "status", "last gather", "age", "cadence", "overdue"];
        let mut rows = vec![head.map(String::from).to_vec()];
        for t in &self.topics {
            let last = t.last_gather.clone().unwrap_or_else(|| "none".into());
            let cadence = days(t.cadence.map(i64::from));
            rows.push(vec![
                cut(&t.topic, 30),
                t.status.into(),
                last,
                days(t.age),
                cadence,
                days(t.overdue),
            ]);
        }
        table(&rows)
    }

    fn print_advice(&self, extent: ListDetail) -> String {
        let mut out = String::new();
        for list in &self.advice_by_code {
            let what = cut(&format!("{} {}", list.code, list.name), 27);
            out += &line(&what, list.items.len(), &cut(list.title, 45));
            for item in list.items.iter().filter(|_| extent == ListDetail::All) {
                out += &format!("  {}:{} {}\n", item.path, item.line, item.text);
            }
        }
        out
    }

    fn print_overrides(&self, extent: ListDetail) -> String {
        let behind = self.overrides.iter().filter(|o| o.standing == OverrideStatus::Behind).count();
        let next = if behind > 0 {
            format!("{behind} behind: compare with a new copy")
        } else {
            String::new()
        };
        let mut out = line("own templates and styles", self.overrides.len(), &next);
        for own in &self.overrides {
            if extent == ListDetail::All || own.standing == OverrideStatus::Behind {
                out += &format!("  {}: {}\n", own.path, own.standing.words());
            }
        }
        out
    }
}
