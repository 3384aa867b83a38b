//! The data files next to the pages: which there are, their paths, their content.
//!
//! Takes the site, gives one table of formats, the list of all files ([`downloads`]) and the links of one page to its own.
//! Never writes one: that is for `data`. A file exists only where it has an entry.

use crate::model::*;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::urls::href;
use serde::Serialize;

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Site,
    Topic(TopicId),
    Thread(DocId),
    Source(SourceId),
}

/// What a file lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Sources,
    Timeline,
    Tensions,
    Figures,
    Questions,
    Evidence,
    Forecasts,
    HalfLife,
    Contradictions,
    Definitions,
}

macro_rules! formats {
    ($($name:ident $word:literal $ending:literal $media:literal $label:literal: $($subject:ident),+;)*) => {
        /// How a file is written.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Format { $($name),* }

        impl Format {
            pub const EACH: &'static [Format] = &[$(Format::$name),*];
            /// The word for it on the command line.
            pub fn name(self) -> &'static str { match self { $(Format::$name => $word),* } }
            /// What follows the page's own name.
            fn ending(self) -> &'static str { match self { $(Format::$name => $ending),* } }
            /// Its media type.
            pub fn media(self) -> &'static str { match self { $(Format::$name => $media),* } }
            /// What a reader calls it.
            pub fn label(self) -> &'static str { match self { $(Format::$name => $label),* } }
            /// What can be written so.
            pub fn subjects(self) -> &'static [Subject] {
                match self { $(Format::$name => &[$(Subject::$subject),+]),* }
            }
        }
    };
}

formats! {
    Csl "csl-json" "csl.json" "application/vnd.citationstyles.csl+json" "CSL-JSON": Sources;
    Bibtex "bibtex" "bib" "application/x-bibtex" "BibTeX": Sources;
    Ris "ris" "ris" "application/x-research-info-systems" "RIS": Sources;
    TimelineJs "timelinejs" "timelinejs.json" "application/json" "TimelineJS": Timeline;
    Argdown "argdown" "argdown" "text/vnd.argdown" "Argdown": Tensions;
    Csv "csv" "csv" "text/csv" "CSV": Figures, Evidence, Forecasts, HalfLife, Contradictions,
        Definitions;
    Calendar "ical" "ics" "text/calendar" "calendar (iCal)": Questions;
}

/// One file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Download {
    pub scope: Scope,
    pub subject: Subject,
    pub format: Format,
}

impl Download {
    /// Its path from the site's root: next to the page that shows the same. Slugs have no dots, so it collides with no page.
    pub fn path(&self, ctx: &Ctx) -> String {
        let site = ctx.site;
        let page = match (self.subject, self.scope) {
            (_, Scope::Source(s)) => ctx.tables.paths.source(s).to_string(),
            (_, Scope::Thread(d)) => ctx.tables.paths.doc(d).to_string(),
            (Subject::Sources, Scope::Site) => "sources/index.html".into(),
            (subject, Scope::Site) => format!("{}.html", subject.name()),
            (subject, Scope::Topic(t)) => href::topic_page(site, t, subject.name()),
        };
        href::beside(&page, self.format.ending())
    }
}

impl Subject {
    /// The formats that it is written in; the first one is the default.
    pub fn formats(self) -> impl Iterator<Item = Format> {
        Format::EACH.iter().copied().filter(move |f| f.subjects().contains(&self))
    }

    /// What readers call the list.
    fn title(self) -> MessageId {
        match self {
            Subject::Sources => MessageId::TopicPageTopicSources,
            Subject::Timeline => MessageId::TopicPageTimeline,
            Subject::Tensions => MessageId::TopicPageTensions,
            Subject::Figures => MessageId::TopicPageFigures,
            Subject::Questions => MessageId::TopicPageQuestions,
            Subject::Evidence => MessageId::TopicPageEvidence,
            Subject::Forecasts => MessageId::TopicPageForecasts,
            Subject::HalfLife => MessageId::DownloadsHalfLife,
            Subject::Contradictions => MessageId::TopicPageContradictions,
            Subject::Definitions => MessageId::TopicPageDefinitions,
        }
    }

    /// The list's name in addresses and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Subject::Sources => "sources",
            Subject::Timeline => "timeline",
            Subject::Tensions => "tensions",
            Subject::Figures => "figures",
            Subject::Questions => "questions",
            Subject::Evidence => "evidence",
            Subject::Forecasts => "forecasts",
            Subject::HalfLife => "half-life",
            Subject::Contradictions => "contradictions",
            Subject::Definitions => "definitions",
        }
    }
}

/// A file as a page links to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DownloadOffer {
    pub href: String,
    /// What it lists, and how it is written.
    pub list: String,
    pub label: String,
    pub media: &'static str,
}

/// Every file of the site, in the order of its scopes and formats.
pub fn downloads(ctx: &Ctx) -> Vec<Download> {
    let (site, lists) = (ctx.site, &ctx.tables.indexes);
    if site.config.data == DataFiles::Off {
        return Vec::new();
    }
    let mut scopes = vec![Scope::Site];
    scopes.extend(lists.shown.iter().map(|t| Scope::Topic(*t)));
    if site.config.data == DataFiles::Pages {
        scopes.extend(
            lists.shown.iter().flat_map(|t| &lists.topic(*t).threads).map(|d| Scope::Thread(*d)),
        );
        scopes.extend(lists.sources.iter().map(|s| Scope::Source(*s)));
    }
    let mut downloads = Vec::new();
    for scope in scopes {
        for subject in subjects(scope).iter().filter(|subject| ctx.has(**subject, scope)) {
            downloads.extend(subject.formats().map(|format| Download {
                scope,
                subject: *subject,
                format,
            }));
        }
    }
    downloads
}

/// What a scope can have lists of.
fn subjects(scope: Scope) -> &'static [Subject] {
    use Subject::*;
    match scope {
        Scope::Site => &[Sources, Timeline, Tensions, Figures, Questions],
        Scope::Topic(_) => &[
            Sources,
            Timeline,
            Tensions,
            Figures,
            Questions,
            Evidence,
            Forecasts,
            HalfLife,
            Contradictions,
            Definitions,
        ],
        Scope::Thread(_) => &[Timeline],
        Scope::Source(_) => &[Sources],
    }
}

/// The files of one subject that a page links to; none where the site does without them.
pub(crate) fn offers(page: &Page, subject: Subject, scope: Scope) -> Vec<DownloadOffer> {
    let ctx = page.ctx;
    let of_page = matches!(scope, Scope::Thread(_) | Scope::Source(_));
    let written = match ctx.site.config.data {
        DataFiles::Pages => true,
        DataFiles::Packed | DataFiles::Lists => !of_page,
        DataFiles::Off => false,
    };
    if !written || !ctx.has(subject, scope) {
        return Vec::new();
    }
    let (mut offers, locale) = (Vec::new(), &ctx.site.locale);
    for format in subject.formats() {
        offers.push(DownloadOffer {
            href: page.to(&Download { scope, subject, format }.path(ctx)),
            list: locale.text(subject.title()).to_string(),
            label: match format {
                Format::Calendar => locale.text(MessageId::DownloadsCalendar).to_string(),
                format => format.label().to_string(),
            },
            media: format.media(),
        });
    }
    offers
}

impl Ctx<'_> {
    /// Whether there is anything to list.
    pub fn has(&self, subject: Subject, scope: Scope) -> bool {
        let lists = &self.tables.indexes;
        match (subject, scope) {
            // the long lists are not copied for this
            (Subject::Sources, Scope::Site) => !lists.sources.is_empty(),
            (Subject::Sources, Scope::Topic(topic)) => !lists.topic(topic).sources.is_empty(),
            (Subject::Timeline, Scope::Site) => !lists.timeline.is_empty(),
            (Subject::Timeline, Scope::Topic(topic)) => !lists.topic(topic).timeline.is_empty(),
            (Subject::Sources, _) => !self.sources_of(scope).is_empty(),
            (Subject::Timeline, _) => !self.events_of(scope).is_empty(),
            (Subject::Tensions, _) => !self.tensions_of(scope).is_empty(),
            (Subject::Figures, _) => !self.figures_of(scope).is_empty(),
            (Subject::Questions, _) => !self.due_of(scope).is_empty(),
            (Subject::Evidence, Scope::Topic(topic)) => {
                !self.tables.reasoning.evidence.topic(topic).claims.is_empty()
            }
            (Subject::Forecasts, Scope::Topic(topic)) => {
                self.tables.reasoning.forecasts.of_topic(topic).next().is_some()
            }
            (Subject::Evidence | Subject::Forecasts, _) => false,
            (Subject::HalfLife, Scope::Topic(topic)) => {
                !self.tables.reasoning.half_life.topic(topic).claims.is_empty()
            }
            (Subject::HalfLife, _) => false,
            (Subject::Contradictions, Scope::Topic(topic)) => {
                !self.tables.reasoning.contradictions.topic(topic).is_empty()
            }
            (Subject::Contradictions, _) => false,
            (Subject::Definitions, Scope::Topic(topic)) => {
                !self.tables.reasoning.definitions.topic(topic).definitions.is_empty()
            }
            (Subject::Definitions, _) => false,
        }
    }

    /// Sources by date, the oldest first.
    pub fn sources_of(&self, scope: Scope) -> Vec<SourceId> {
        match scope {
            Scope::Site => self.tables.indexes.sources.clone(),
            Scope::Topic(t) => {
                self.tables.indexes.topic(t).sources.iter().map(|(s, _)| *s).collect()
            }
            Scope::Source(s) => vec![s],
            Scope::Thread(_) => Vec::new(),
        }
    }

    /// The timeline, the oldest event first; of a thread, what it records itself.
    pub(crate) fn events_of(&self, scope: Scope) -> Vec<Event> {
        match scope {
            Scope::Site => self.tables.indexes.timeline.clone(),
            Scope::Topic(t) => self.tables.indexes.topic(t).timeline.clone(),
            Scope::Thread(doc) => {
                let events = self.site.events.of_doc(doc, EventList::Timeline);
                events.filter(|event| event.doc == doc).collect()
            }
            Scope::Source(_) => Vec::new(),
        }
    }

    /// Tensions by the day of their text.
    pub fn tensions_of(&self, scope: Scope) -> Vec<BlockId> {
        match scope {
            Scope::Site => self.tables.indexes.tensions.clone(),
            Scope::Topic(t) => self.tables.indexes.topic(t).tensions.clone(),
            Scope::Thread(_) | Scope::Source(_) => Vec::new(),
        }
    }

    /// The topics of a scope that has lists of topics.
    fn topics_of(&self, scope: Scope) -> Vec<TopicId> {
        match scope {
            Scope::Site => self.tables.indexes.shown.clone(),
            Scope::Topic(topic) => vec![topic],
            Scope::Thread(_) | Scope::Source(_) => Vec::new(),
        }
    }

    /// Measured values in the order of their file.
    pub fn figures_of(&self, scope: Scope) -> Vec<FigureId> {
        let mut figures = Vec::new();
        for topic in self.topics_of(scope) {
            figures.extend(&self.tables.indexes.topic(topic).figures);
        }
        let site = self.site;
        figures.retain(|figure| site.is_visible(Target::Entity(site.figure(*figure).subject)));
        figures
    }

    /// What waits for a day, the next one first.
    pub fn due_of(&self, scope: Scope) -> Vec<BlockId> {
        let mut due = Vec::new();
        for topic in self.topics_of(scope) {
            due.extend(&self.tables.indexes.topic(topic).due);
        }
        let forecasts = &self.tables.reasoning.forecasts;
        due.retain(|block| forecasts.of(*block).is_none_or(|f| f.revised_by.is_none()));
        due.sort_by_key(|block| (self.site.block(*block).due().map(Date::last), *block));
        due
    }
}
