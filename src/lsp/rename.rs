//! A new name for an id, everywhere at once.
//!
//! Takes a target and the words that name it where the cursor stands, gives the edits that rename it: in its
//! definition and in every text that names it by its id; what names it by its title is left alone. A document's slug is
//! its file's name, so the file moves. What has an address of its own keeps the old id as an alias, since old addresses
//! are found by it. Whether the site holds together after it
//! is for the [`super::workspace`] to try.

use super::references::{Occurrence, OccurrenceRole};
use crate::content::parse::publisher::RawPublisher;
use crate::content::parse::{Raw, Str, is_lasting};
use crate::model::*;
use crate::source::{FileId, Files, Span};

/// What a renaming changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RenamePlan {
    /// In the order of their places.
    pub edits: Vec<(Span, String)>,
    /// A file that moves, after the edits.
    pub moves: Option<(FileId, String)>,
}

/// The id that the target is renamed from; an error says why it cannot be.
pub(super) fn id_of(
    site: &Site,
    mentions: &[Occurrence],
    files: &Files,
    here: &Occurrence,
) -> Result<String, String> {
    let written = |m: &&Occurrence| m.target == here.target && m.role == OccurrenceRole::Defines;
    match here.target {
        Target::Block(b) => match mentions.iter().find(written) {
            Some(m) => Ok(files.slice(m.at).to_string()),
            None => Err(format!(
                "^{} is made from what the block says; write an id of its own first",
                site.block(b).anchor.name
            )),
        },
        Target::Source(s) => {
            let source = site.source(s);
            let here = files.slice(here.at);
            let known = || [&source.id].into_iter().chain(&source.keys);
            match known().find(|k| *k == here) {
                _ if !source.recorded => Err("this work has no record; write one in content/sources/ first".into()),
                Some(key) => Ok(key.clone()),
                None => Ok(source.id.clone()),
            }
        }
        Target::Entity(e) => Ok(site.entity(e).slug.clone()),
        Target::Elsewhere(e) => Ok(site.elsewhere[e.index()].slug.clone()),
        Target::Publisher(p) => match mentions.iter().find(written) {
            Some(m) => Ok(files.slice(m.at).to_string()),
            None => {
                Err(format!("\"{}\" has no id of its own; write one in publishers.yaml first", site.publisher(p).name))
            }
        },
        Target::Doc(d) => match site.doc(d).kind {
            DocKind::Gather(_) => Err("a gather is named after its day; rename the file if the day is wrong".into()),
            _ => Ok(site.doc(d).slug.clone()),
        },
        Target::Topic(_) => {
            Err("a topic is named after its folder; rename the folder and keep the old name as an alias".into())
        }
    }
}

/// The edits that rename `here.target` from its id to `new`.
pub(super) fn rename(
    raw: &Raw,
    site: &Site,
    mentions: &[Occurrence],
    files: &Files,
    here: &Occurrence,
    new: &str,
) -> Result<RenamePlan, String> {
    let old = id_of(site, mentions, files, here)?;
    if !is_lasting(new) {
        return Err(format!(
            "\"{new}\" would not last in an address; write lower-case letters, digits and hyphens"
        ));
    }
    let moved = match here.target {
        Target::Doc(d) => Some(site.doc(d)),
        Target::Entity(e) => Some(site.doc(site.entity(e).doc)),
        _ => None,
    };
    let mut done = RenamePlan::default();
    for m in mentions.iter().filter(|m| m.target == here.target) {
        let said = files.slice(m.at);
        match m.role {
            OccurrenceRole::Names | OccurrenceRole::Defines => {
                if let Some(at) = last_part(m.at, said, &old) {
                    done.edits.push((at, new.to_string()));
                }
            }
            OccurrenceRole::Leads => {
                let file = format!("{old}.md");
                if let Some(n) = said.rfind(&file) {
                    let start = m.at.start + n as u32;
                    done.edits.push((
                        Span { start, end: start + old.len() as u32, ..m.at },
                        new.to_string(),
                    ));
                }
            }
            OccurrenceRole::Titles | OccurrenceRole::Notes => {}
        }
    }
    let record = match here.target {
        Target::Source(_) => raw.sources().find(|s| s.id.text == old).map(|s| (&s.id, &s.aliases)),
        Target::Publisher(_) => {
            let written = |p: &&RawPublisher| p.id.as_ref().is_some_and(|id| id.text == old);
            raw.publishers().find(written).and_then(|p| Some((p.id.as_ref()?, &p.aliases)))
        }
        _ => None,
    };
    if let Some((id, aliases)) = record {
        done.edits.push(alias_of_record(&files.get(id.span.file).body, id, aliases, &old));
    }
    if let Some(doc) = moved {
        let text = files.get(doc.file);
        done.edits.push(alias(doc.file, &text.body, doc.body as usize, &old));
        let folder = text.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = format!("{folder}/{new}.md");
        if files.iter().any(|(_, t)| t.path == path) {
            return Err(format!("{path} is there already"));
        }
        done.moves = Some((doc.file, path));
    }
    done.edits.sort_by_key(|(at, _)| *at);
    done.edits.dedup();
    Ok(done)
}

/// The id itself, or the end of a path to it: `old` in `wages/old`.
fn last_part(at: Span, said: &str, old: &str) -> Option<Span> {
    let before = said.strip_suffix(old)?;
    (before.is_empty() || before.ends_with('/'))
        .then_some(Span { start: at.end - old.len() as u32, ..at })
}

/// Adds an alias to a record of a YAML list, in the form that the record has.
fn alias_of_record(text: &str, id: &Str, aliases: &[Str], old: &str) -> (Span, String) {
    let file = id.span.file;
    let here = |at: usize, words: String| (Span::new(file, at..at), words);
    let line_of = |at: usize| text[..at].rfind('\n').map_or(0, |n| n + 1);
    let Some(first) = aliases.first() else {
        let start = line_of(id.span.start as usize);
        let before = &text[start..id.span.start as usize];
        if before.contains('{') {
            return here(id.span.end as usize, format!(", aliases: [{old}]"));
        }
        // below the id, where its key stands
        let column = before
            .trim_end()
            .trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == ':')
            .chars()
            .count();
        let end = text[id.span.end as usize..]
            .find('\n')
            .map_or(text.len(), |n| id.span.end as usize + n);
        return here(end, format!("\n{}aliases: [{old}]", " ".repeat(column)));
    };
    let at = first.span.start as usize;
    let before = text[line_of(at)..at].trim_end();
    match before.chars().last() {
        Some('[') => here(at, format!("{old}, ")),
        Some('-') => {
            let indent = before.len() - 1;
            here(
                line_of(at) + indent,
                format!("- {old}\n{}", &text[line_of(at)..line_of(at) + indent]),
            )
        }
        _ => (first.span, format!("[{old}, {}]", &text[first.span.range()])),
    }
}

/// Adds an alias to the front matter that ends where the body starts.
fn alias(file: FileId, text: &str, body: usize, old: &str) -> (Span, String) {
    let end_line = text[..body].trim_end().rfind('\n').map_or(0, |n| n + 1);
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
    use crate::diagnostics::Report;
    use crate::source::SourceFile;

    #[test]
    fn an_alias_of_a_record_joins_those_that_are_there_in_their_own_form() {
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
            let mut report = Report::default();
            let found = crate::content::parse::source::read(FileId(0), &text, &mut report);
            assert_eq!(report, Report::default());
            let (at, words) = alias_of_record(record, &found[0].id, &found[0].aliases, "old");
            text.body.replace_range(at.range(), &words);
            assert_eq!(text.body, expected);
        }
    }

    #[test]
    fn an_alias_joins_those_that_are_there_in_their_own_form() {
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
