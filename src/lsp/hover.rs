//! Hover texts: the description of the name under the pointer.
//!
//! Takes a target, gives a [`HoverText`]: a heading and lines of plain words. Never Markdown from the content: words are
//! taken out of it, and are escaped where the editor reads Markdown.

use super::references::{NamedThing, criteria};
use crate::analysis::reasoning::{ClaimId, Reasoning, RelationEnd};
use crate::build::session::LinkedSite;
use crate::diagnostics::counted;
use crate::model::*;
use crate::records::{NoUrls, RecordBuilder, plain_words, target_name};
use crate::source::Files;

/// A heading, a line that says what it is, and what there is to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HoverText {
    pub title: String,
    /// "report, Office, 9 June 2026"
    pub kind: String,
    pub lines: Vec<String>,
}

impl HoverText {
    pub(super) fn markdown(&self) -> String {
        let lines = self.lines.iter().map(|l| format!("\n\n{}", escape(l)));
        format!(
            "**{}**\n\n*{}*{}",
            escape(&self.title),
            escape(&self.kind),
            lines.collect::<String>()
        )
    }
    pub(super) fn plain(&self) -> String {
        let lines = self.lines.iter().map(|l| format!("\n\n{l}"));
        format!("{}\n{}{}", self.title, self.kind, lines.collect::<String>())
    }
}

/// Words as Markdown shows them again.
fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if c.is_ascii_punctuation() && !",.:;?!'\"/()%=+".contains(c) {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

/// Longer texts are cut; the rest is one jump away.
const LONGEST: usize = 600;

pub(super) fn hover_text(linked: &LinkedSite, thing: NamedThing) -> HoverText {
    match thing {
        NamedThing::Target(target) => target_text(linked, target),
        NamedThing::Definition(id) => definition(linked, id),
        NamedThing::Criterion(index) => {
            criterion(&linked.site, criteria(&linked.site)[index as usize])
        }
    }
}

fn target_text(linked: &LinkedSite, target: Target) -> HoverText {
    let LinkedSite { site, files, reasoning, .. } = linked;
    let records = RecordBuilder { site, files, reasoning, urls: &NoUrls };
    match target {
        Target::Source(s) => source(&records, s),
        Target::Entity(e) => entity(site, files, reasoning, e),
        Target::Block(b) => block(site, files, reasoning, b),
        Target::Topic(t) => {
            let topic = site.topic(t);
            let lines =
                [&topic.question, &topic.summary].into_iter().filter(|l| !l.is_empty()).cloned();
            let kind = format!(
                "topic, {}, {}",
                topic.status.word(),
                counted(topic.gathers.len(), "gather")
            );
            HoverText { title: topic.title.clone(), kind, lines: lines.collect() }
        }
        Target::Doc(d) => {
            let doc = site.doc(d);
            let named = site.backlinks(Target::Doc(d)).len();
            let lines = doc.summary.clone().into_iter().chain([mentioned(named)]).collect();
            HoverText { title: doc.title.clone(), kind: doc_kind(site, doc), lines }
        }
        Target::Publisher(p) => {
            let record = records.publisher(p);
            let mut lines = Vec::new();
            for warning in &record.warnings {
                let since = warning.since.map(|d| format!(" since {}", d.0.long()));
                let text = warning.text.map(|text| format!(": {text}"));
                let (since, text) = (since.unwrap_or_default(), text.unwrap_or_default());
                lines.push(format!("{}{since}{text}", warning.kind));
            }
            lines.push(counted(record.sources, "source"));
            let kind = format!("publisher, {}", record.kind.0);
            let kind = list([Some(kind), record.country.map(str::to_string)]);
            HoverText { title: record.name.to_string(), kind, lines }
        }
        Target::Elsewhere(e) => {
            let topic = &site.elsewhere[e.index()];
            let lines = topic.note.iter().chain(&topic.url).cloned().collect();
            HoverText { title: topic.title.clone(), kind: "topic followed elsewhere".into(), lines }
        }
    }
}

/// "gather of Wages and prices, 11 June 2026"
pub(super) fn doc_kind(site: &Site, doc: &Doc) -> String {
    let kind = match &doc.kind {
        DocKind::Topic => "topic",
        DocKind::Gather(GatherKind::Gather) => "gather",
        DocKind::Gather(GatherKind::Initial) => "initial gather",
        DocKind::Gather(GatherKind::Update) => "update",
        DocKind::Thread { .. } => "thread",
        DocKind::Article(kind) => kind.word(),
        DocKind::Page => "page",
        DocKind::Entity(e) => site.vocabulary.entities.word(site.entity(*e).kind),
    };
    let topic = doc.topic.filter(|_| doc.kind != DocKind::Topic);
    let of = topic.map(|t| format!(" of {}", site.topic(t).title)).unwrap_or_default();
    let compiled = doc.compiled.map(|date| format!("compiled {}", date.long()));
    list([Some(format!("{kind}{of}")), doc.date.map(Date::long), compiled])
}

/// "report, Office, 9 June 2026"
pub(super) fn source_kind(site: &Site, source: &Source) -> String {
    let kind =
        source.genre.clone().unwrap_or_else(|| Locale::english().label(source.kind).to_string());
    let publisher = source.publisher.map(|p| site.publisher(p).name.clone());
    list([
        Some(kind),
        publisher,
        Some(source.issue_date().map_or("no date".to_string(), IssueDate::long)),
    ])
}

fn source(records: &RecordBuilder, id: SourceId) -> HoverText {
    let (site, record) = (records.site, records.source(id));
    let cited = site.backlinks(Target::Source(id));
    let mut docs: Vec<DocId> = cited.iter().map(|n| site.reference(*n).block.doc).collect();
    docs.sort();
    docs.dedup();
    let citations = match cited.len() {
        0 => "Not cited yet.".to_string(),
        n => format!("Cited {} in {}.", times(n), counted(docs.len(), "text")),
    };
    let authors = site.source(id).author_names(&Locale::english());
    let lines = [
        Some(authors.join(", ")).filter(|authors| !authors.is_empty()),
        record.reliability.map(str::to_string),
        record.note.map(str::to_string),
        Some(citations),
        resting(site, records.reasoning, id),
        record.summary.url.map(str::to_string),
    ];
    HoverText {
        title: record.summary.title.to_string(),
        kind: source_kind(site, site.source(id)),
        lines: lines.into_iter().flatten().collect(),
    }
}

/// How many claims rest on an origin.
fn resting(site: &Site, reasoning: &Reasoning, source: SourceId) -> Option<String> {
    let mut claims = 0;
    for topic in site.topic_ids() {
        for of_origin in &reasoning.evidence.topic(topic).origins {
            claims += if of_origin.origin == source { of_origin.claims.len() } else { 0 };
        }
    }
    let kind = match site.source(source).evidence() {
        Some(kind) => format!("Evidence ({})", kind.word()),
        None => "Evidence".to_string(),
    };
    if claims == 0 { None } else { Some(format!("{kind} of {}.", counted(claims, "claim"))) }
}

/// "5 citations, 1 origin", for claims with several citations or with one that reports something else.
fn origins(site: &Site, reasoning: &Reasoning, block: BlockId) -> Option<String> {
    let summary = reasoning.evidence.of(ClaimId::Block(block))?;
    if let [(source, origins)] = &summary.citations[..]
        && (origins.is_empty() || origins == &[*source])
    {
        return None;
    }
    let names: Vec<&str> =
        summary.origins.iter().map(|origin| site.source(*origin).title.as_str()).collect();
    let mut line = format!(
        "{}, {}: {}",
        counted(summary.citations.len(), "citation"),
        counted(summary.origins.len(), "origin"),
        names.join("; ")
    );
    if !summary.untraced.is_empty() {
        line += &format!("; {} could not be traced", summary.untraced.len());
    }
    Some(line)
}

fn entity(site: &Site, files: &Files, reasoning: &Reasoning, id: EntityId) -> HoverText {
    let entity = site.entity(id);
    let of = |a: &Affiliation| {
        let role = a.role.as_ref().map(|r| format!("{r}, ")).unwrap_or_default();
        format!("{role}{}", site.entity(a.of).name)
    };
    let affiliations: Vec<String> = entity.affiliations.iter().map(of).collect();
    let first = site.blocks_of(entity.doc).next().map(|b| words(site, files, b));
    let also = (!entity.aliases.is_empty()).then(|| format!("Also: {}", entity.aliases.join(", ")));
    let mentions = Some(mentioned(site.backlinks(Target::Entity(id)).len()));
    let mut lines: Vec<String> = [first, also, mentions].into_iter().flatten().collect();
    lines.extend(verdicts(site, reasoning, id));
    HoverText {
        title: entity.name.clone(),
        kind: list([
            Some(site.vocabulary.entities.word(entity.kind).to_string()),
            (!affiliations.is_empty()).then(|| affiliations.join("; ")),
        ]),
        lines,
    }
}

/// What a definition asks for, and who meets it.
fn definition(linked: &LinkedSite, id: DefinitionId) -> HoverText {
    let LinkedSite { site, reasoning, .. } = linked;
    let definition = site.definition(id);
    let mut lines = Vec::new();
    for class in &definition.classes {
        let name = class.name.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
        lines.push(format!("{name}{}", class.rule.shown(&Locale::english())));
    }
    let mut subjects: Vec<EntityId> = Vec::new();
    for topic in site.topic_ids() {
        let of_topic = reasoning.definitions.topic(topic);
        if of_topic.definitions.contains(&id) {
            subjects.extend(&of_topic.subjects);
        }
    }
    subjects.sort_unstable();
    subjects.dedup();
    for subject in subjects {
        if let Some(reading) = reasoning.definitions.reading(subject, id) {
            let word = reading.classes.as_deref().unwrap_or(reading.verdict.word());
            lines.push(format!("{}: {word}", site.entity(subject).name));
        }
    }
    let source = definition.source.map(|source| site.source(source).title.clone());
    let term = definition.term.map(|term| format!("definition of {}", site.entity(term).name));
    HoverText {
        title: definition.title(),
        kind: list([
            Some(term.unwrap_or("definition".to_string())),
            source,
            definition.issued.map(Date::long),
        ]),
        lines,
    }
}

/// Which definitions ask for an item, and what is known of it.
fn criterion(site: &Site, item: &str) -> HoverText {
    let mut askers = Vec::new();
    for definition in &site.definitions {
        let mut tests = definition.classes.iter().flat_map(|class| class.rule.items());
        if tests.any(|test| test.item == item) {
            askers.push(definition.title());
        }
    }
    let mut lines = vec![match askers.is_empty() {
        true => "No definition asks for it.".to_string(),
        false => format!("Asked for by {}.", askers.join(", ")),
    }];
    for fact in site.facts.iter().filter(|fact| fact.item == item) {
        let value = fact.value.as_ref().map(|value| format!(" ({value})")).unwrap_or_default();
        let subject = &site.entity(fact.subject).name;
        lines.push(format!("{subject}, {}: {}{value}", fact.aspect.word(), fact.status.word()));
    }
    HoverText { title: item.to_string(), kind: "item of definitions".to_string(), lines }
}

/// What an entity is under the definitions that there are facts for.
fn verdicts(site: &Site, reasoning: &Reasoning, subject: EntityId) -> Vec<String> {
    let mut lines = Vec::new();
    for topic in site.topic_ids() {
        let of_topic = reasoning.definitions.topic(topic);
        for id in of_topic.definitions.iter().filter(|_| of_topic.subjects.contains(&subject)) {
            let reading = of_topic.reading(subject, *id);
            let word = reading.classes.as_deref().unwrap_or(reading.verdict.word());
            lines.push(format!("{}: {word}", site.definition(*id).name));
        }
    }
    lines.dedup();
    lines
}

fn block(site: &Site, files: &Files, reasoning: &Reasoning, id: BlockId) -> HoverText {
    let block = site.block(id);
    let doc = site.doc(block.doc);
    let heading = doc
        .sections
        .get(block.section as usize)
        .and_then(|s| s.heading)
        .map(|h| files.slice(h).to_string());
    let mut lines = vec![words(site, files, id)];
    lines.extend(site.all_relations_to(id).map(|r| {
        let by = site.doc(site.block(r.from).doc);
        format!("{} {}", reasoning.evidence.verb(r, RelationEnd::Later).word(), by.title)
    }));
    let reporters: Vec<String> =
        block.attributed_by().iter().map(|reporter| target_name(site, *reporter)).collect();
    if !reporters.is_empty() {
        lines.push(format!("as reported by {}", reporters.join(", ")));
    }
    lines.extend(block.since().map(|date| format!("since {}", date.long())));
    lines.extend(origins(site, reasoning, id));
    if let Some(forecast) = reasoning.forecasts.of(id) {
        let due =
            forecast.due.map_or("no day given".to_string(), |due| format!("due {}", due.long()));
        let outcome = forecast.judgement.map(|(judgement, _)| judgement.outcome.word());
        lines.push(format!("forecast, {due}: {}", outcome.unwrap_or(forecast.state.word())));
    }
    for contradiction in reasoning.contradictions.of(StatementId::Block(id)) {
        let (kind, state) = (contradiction.kind.word(), contradiction.state.word());
        lines.push(format!("contradiction \"{}\" ({kind}): {state}", contradiction.id));
    }
    HoverText {
        title: format!("^{}", block.anchor.name),
        kind: list([Some(doc.title.clone()), heading, block.date.map(Date::long)]),
        lines,
    }
}

/// The words of a block, cut where they are long.
pub(super) fn words(site: &Site, files: &Files, id: BlockId) -> String {
    let words = plain_words(site, id.doc, &site.slice(files, id));
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}

fn list(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn mentioned(times_named: usize) -> String {
    match times_named {
        0 => "Not mentioned yet.".into(),
        n => format!("Mentioned {}.", times(n)),
    }
}

fn times(n: usize) -> String {
    if n == 1 { "once".into() } else { format!("{n} times") }
}
