//! Renaming of ids.
//!
//! A renaming edits the definition and every text that names the target by its id. A document's slug is the name of its
//! file, so the file moves. What has a page of its own keeps the old id as an alias, for old URLs and names.
//! [`super::workspace`] tries whether the site still links afterwards.

use super::references::{NamedThing, Occurrence, OccurrenceRole, criteria};
use crate::content::parse::inline_field::ALIAS;
use crate::content::parse::{Raw, Str, is_lasting};
use crate::model::*;
use crate::source::{FileId, Files, Span, line_end, line_start};

/// The changes of a renaming.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RenamePlan {
    /// In the order of their spans.
    pub edits: Vec<(Span, String)>,
    /// A file and its new path, after the edits.
    pub moves: Option<(FileId, String)>,
}

/// The present id of the target of `here`.
///
/// # Errors
/// Why it cannot be renamed, for the person at the editor.
pub(super) fn id_of(
    site: &Site,
    occurrences: &[Occurrence],
    files: &Files,
    here: &Occurrence,
) -> Result<String, String> {
    let mut definitions = occurrences
        .iter()
        .filter(|o| o.target == here.target && o.role == OccurrenceRole::Defines)
        .map(|o| files.slice(o.at).to_string());
    let target = match here.target {
        NamedThing::Target(target) => target,
        NamedThing::Definition(id) => return Ok(site.definition(id).id.clone()),
        NamedThing::Criterion(index) => return Ok(criteria(site)[index as usize].to_string()),
    };
    match target {
        Target::Block(b) => definitions.next().ok_or_else(|| {
            let name = &site.block(b).anchor.name;
            format!("^{name} is generated from the text of the block; write an id first")
        }),
        Target::Source(s) => {
            let source = site.source(s);
            if !source.recorded {
                return Err("this work has no record; write one in content/sources/ first".into());
            }
            let written = files.slice(here.at);
            let is_key = source.keys.iter().any(|key| key == written);
            Ok(if is_key { written.to_string() } else { source.id.clone() })
        }
        Target::Entity(e) => Ok(site.entity(e).slug.clone()),
        Target::Elsewhere(e) => Ok(site.elsewhere[e.index()].slug.clone()),
        Target::Publisher(p) => definitions.next().ok_or_else(|| {
            let name = &site.publisher(p).name;
            format!("\"{name}\" has no id of its own; write one in publishers.yaml first")
        }),
        Target::Doc(d) if matches!(site.doc(d).kind, DocKind::Gather(_)) => {
            Err("a gather is named after its day; rename the file if the day is wrong".into())
        }
        Target::Doc(d) => Ok(site.doc(d).slug.clone()),
        Target::Topic(_) => {
            Err("a topic is named after its folder; rename the folder and keep the old name as an alias".into())
        }
    }
}

/// The edits that rename the target of `here` to `new`.
///
/// # Errors
/// Why it cannot be renamed, for the person at the editor.
pub(super) fn rename(
    raw: &Raw,
    site: &Site,
    occurrences: &[Occurrence],
    files: &Files,
    here: &Occurrence,
    new: &str,
) -> Result<RenamePlan, String> {
    let old = id_of(site, occurrences, files, here)?;
    if !is_lasting(new) {
        return Err(format!(
            "\"{new}\" would not last in an address; write lower-case letters, digits and hyphens"
        ));
    }
    let is_criterion = matches!(here.target, NamedThing::Criterion(_));
    if is_criterion && old != new && criteria(site).contains(&new) {
        return Err(format!("there is an item \"{new}\" already, and both would become one"));
    }
    let mut plan = RenamePlan::default();
    for occurrence in occurrences.iter().filter(|o| o.target == here.target) {
        let span = match occurrence.role {
            OccurrenceRole::Names | OccurrenceRole::Defines => {
                id_span(occurrence.at, files.slice(occurrence.at), &old)
            }
            OccurrenceRole::Leads => file_span(occurrence.at, files.slice(occurrence.at), &old),
            OccurrenceRole::Titles | OccurrenceRole::Notes => None,
        };
        plan.edits.extend(span.map(|span| (span, new.to_string())));
        let is_block = matches!(here.target, NamedThing::Target(Target::Block(_)));
        if is_block && occurrence.role == OccurrenceRole::Defines && is_published(site, &old) {
            let caret = occurrence.at.start - 1;
            let before = Span { start: caret, end: caret, ..occurrence.at };
            plan.edits.push((before, format!("({ALIAS}:: {old}) ")));
        }
    }
    let target = match here.target {
        NamedThing::Target(target) => Some(target),
        NamedThing::Definition(_) | NamedThing::Criterion(_) => None,
    };
    if let Some((id, aliases)) = target.and_then(|target| record(raw, target, &old)) {
        let text = &files.get(id.span.file).body;
        plan.edits.push(alias_of_record(text, id, aliases, &old));
    }
    let moved = match target {
        Some(Target::Doc(d)) => Some(site.doc(d)),
        Some(Target::Entity(e)) => Some(site.doc(site.entity(e).doc)),
        _ => None,
    };
    if let Some(doc) = moved {
        let text = files.get(doc.file);
        plan.edits.push(alias(doc.file, &text.body, doc.body as usize, &old));
        let folder = text.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = format!("{folder}/{new}.md");
        if files.find(&path).is_some() {
            return Err(format!("{path} exists already"));
        }
        plan.moves = Some((doc.file, path));
    }
    plan.edits.sort_by_key(|(span, _)| *span);
    plan.edits.dedup();
    Ok(plan)
}

/// Whether some page was published with a block id.
fn is_published(site: &Site, id: &str) -> bool {
    let mut pages = site.public.iter().flatten();
    pages.any(|page| page.anchors.iter().any(|(anchor, _)| anchor == id))
}

/// The id in a name: all of it, or the end of a path such as `wages/old`.
fn id_span(at: Span, name: &str, old: &str) -> Option<Span> {
    let prefix = name.strip_suffix(old)?;
    let is_id = prefix.is_empty() || prefix.ends_with('/');
    is_id.then_some(Span { start: at.end - old.len() as u32, ..at })
}

/// The name of the file in a relative link.
fn file_span(at: Span, link: &str, old: &str) -> Option<Span> {
    let start = at.start + link.rfind(&format!("{old}.md"))? as u32;
    Some(Span { start, end: start + old.len() as u32, ..at })
}

/// The id and the aliases of the record that defines a source or a publisher.
fn record<'r>(raw: &'r Raw, target: Target, old: &str) -> Option<(&'r Str, &'r [Str])> {
    match target {
        Target::Source(_) => {
            let source = raw.sources().find(|source| source.id.text == old)?;
            Some((&source.id, &source.aliases))
        }
        Target::Publisher(_) => raw.publishers().find_map(|publisher| {
            let id = publisher.id.as_ref().filter(|id| id.text == old)?;
            Some((id, publisher.aliases.as_slice()))
        }),
        _ => None,
    }
}

/// Adds an alias to a record of a YAML list, in the style of the record.
fn alias_of_record(text: &str, id: &Str, aliases: &[Str], old: &str) -> (Span, String) {
    let file = id.span.file;
    let here = |at: usize, words: String| (Span::new(file, at..at), words);
    let Some(first) = aliases.first() else {
        let start = line_start(text, id.span.start as usize);
        let before = &text[start..id.span.start as usize];
        if before.contains('{') {
            return here(id.span.end as usize, format!(", aliases: [{old}]"));
        }
        // on the next line, below the key
        let column = before
            .trim_end()
            .trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == ':')
            .chars()
            .count();
        let end = line_end(text, id.span.end as usize);
        return here(end, format!("\n{}aliases: [{old}]", " ".repeat(column)));
    };
    let at = first.span.start as usize;
    let before = text[line_start(text, at)..at].trim_end();
    match before.chars().last() {
        Some('[') => here(at, format!("{old}, ")),
        Some('-') => {
            let indent = before.len() - 1;
            here(
                line_start(text, at) + indent,
                format!("- {old}\n{}", &text[line_start(text, at)..line_start(text, at) + indent]),
            )
        }
        _ => (first.span, format!("[{old}, {}]", &text[first.span.range()])),
    }
}

/// Adds an alias to the front matter that ends where the body starts.
fn alias(file: FileId, text: &str, body: usize, old: &str) -> (Span, String) {
    let end_line = line_start(text, text[..body].trim_end().len());
    let here = |at: usize, words: String| (Span::new(file, at..at), words);
    let mut at = 0;
    for line in text[..end_line].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(value) = line.strip_prefix("aliases:") else { continue };
        let value_at = start + "aliases:".len() + (value.len() - value.trim_start().len());
        let value = value.split(" #").next().unwrap_or(value).trim();
        if let Some(open) = value.strip_prefix('[') {
            let comma = if open.trim_start().starts_with(']') { "" } else { ", " };
            return here(value_at + 1, format!("{old}{comma}"));
        }
        if value.is_empty() {
            // the list below, in its own indentation
            let next = text[at..end_line].lines().next().unwrap_or("");
            let indent = &next[..next.len() - next.trim_start().len()];
            let indent = if next.trim_start().starts_with("- ") { indent } else { "  " };
            return here(at, format!("{indent}- {old}\n"));
        }
        return (Span::new(file, value_at..value_at + value.len()), format!("[{value}, {old}]"));
    }
    let inside = text[..end_line].trim_end();
    match inside.strip_suffix('}') {
        // front matter in one line: {title: About}
        Some(before) if inside.lines().nth(1).is_some_and(|l| l.starts_with('{')) => {
            let comma = if before.trim_end().ends_with(['{', ',']) { "" } else { ", " };
            here(before.trim_end().len(), format!("{comma}aliases: [{old}]"))
        }
        _ => here(end_line, format!("aliases: [{old}]\n")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::parse::{FileContent, parse_file};
    use crate::model::locale::Headings;
    use crate::source::SourceFile;

    #[test]
    fn alias_of_record_keeps_its_style() {
        for (record, expected) in [
            ("- id: a\n  title: A\n", "- id: a\n  aliases: [old]\n  title: A\n"),
            (
                "-   id: a # the key\n    title: A\n",
                "-   id: a # the key\n    aliases: [old]\n    title: A\n",
            ),
            ("- title: A\n  id: a", "- title: A\n  id: a\n  aliases: [old]"),
            ("- {id: a, title: A}\n", "- {id: a, aliases: [old], title: A}\n"),
            (
                "- id: a\n  title: A\n  aliases: [b, c]\n",
                "- id: a\n  title: A\n  aliases: [old, b, c]\n",
            ),
            ("- id: a\n  title: A\n  aliases: b\n", "- id: a\n  title: A\n  aliases: [old, b]\n"),
            (
                "- id: a\n  title: A\n  aliases:\n    - b\n",
                "- id: a\n  title: A\n  aliases:\n    - old\n    - b\n",
            ),
            ("- {title: A, aliases: ['b'], id: a}\n", "- {title: A, aliases: [old, 'b'], id: a}\n"),
        ] {
            let mut text =
                SourceFile { path: "content/sources/a.yaml".into(), body: record.into() };
            let file = parse_file(FileId(0), &text, &Headings::english());
            assert!(file.report.is_empty());
            let FileContent::Sources(found) = file.part else { panic!("a file of sources") };
            let (at, words) = alias_of_record(record, &found[0].id, &found[0].aliases, "old");
            text.body.replace_range(at.range(), &words);
            assert_eq!(text.body, expected);
        }
    }

    #[test]
    fn alias_keeps_style_of_front_matter() {
        for (front, expected) in [
            ("title: A\n", "title: A\naliases: [old]\n"),
            ("aliases: [one, two]\n", "aliases: [old, one, two]\n"),
            ("aliases: []\nkind: term\n", "aliases: [old]\nkind: term\n"),
            ("aliases:\n- one\nkind: term\n", "aliases:\n- old\n- one\nkind: term\n"),
            ("aliases:\n    - one\n", "aliases:\n    - old\n    - one\n"),
            ("aliases:\nkind: term\n", "aliases:\n  - old\nkind: term\n"),
            ("aliases: the order # was\n", "aliases: [the order, old] # was\n"),
            ("{title: A}\n", "{title: A, aliases: [old]}\n"),
        ] {
            let mut text = format!("---\n{front}---\nWords.\n");
            let (at, words) = alias(FileId(0), &text, text.len() - "Words.\n".len(), "old");
            text.replace_range(at.range(), &words);
            assert_eq!(text, format!("---\n{expected}---\nWords.\n"));
        }
    }
}
