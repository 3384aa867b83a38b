//! The record of first publications, content/publications.txt, as it is written.

use crate::model::{Publication, PublicationRecord};
use crate::pages::Ctx;
use std::fmt::Write as _;

/// What the record says first.
const HEAD: &str = "\
# When each page and passage of this site was published first, a hash of its words, and when they changed last.
# Commit this file. `agon publish` and `agon addresses --accept` add what is new, on the day of the publication.
";

/// The record as it is to be after the site of today is published; `None` where nothing is new.
pub fn publications(ctx: &Ctx) -> Option<String> {
    ctx.next_publications().map(|record| text(&record))
}

/// The same also where nothing is new.
pub fn whole_publications(ctx: &Ctx) -> String {
    match (ctx.next_publications(), &ctx.site.publications) {
        (Some(record), _) => text(&record),
        (None, Some(record)) => text(record),
        (None, None) => String::new(),
    }
}

/// A record with what another one has: the first day of both, and the words of the other. `None` where nothing is new.
pub fn merged_publications(
    known: Option<&PublicationRecord>,
    other: &PublicationRecord,
) -> Option<String> {
    let mut all = known.cloned().unwrap_or_default();
    for (path, page) in other {
        let of_page = all.entry(path.clone()).or_default();
        if let Some(publication) = &page.page {
            of_page.page = Some(merged(of_page.page.as_ref(), publication));
        }
        for (part, publication) in &page.parts {
            let merged = merged(of_page.parts.get(part), publication);
            of_page.parts.insert(part.clone(), merged);
        }
    }
    (known != Some(&all)).then(|| text(&all))
}

fn merged(known: Option<&Publication>, other: &Publication) -> Publication {
    let first = known.map_or(other.first, |known| known.first.min(other.first));
    Publication { first, ..other.clone() }
}

fn text(record: &PublicationRecord) -> String {
    let mut text = HEAD.to_string();
    for (path, page) in record {
        text.push_str(path);
        if let Some(publication) = &page.page {
            push(&mut text, publication);
        }
        text.push('\n');
        for (part, publication) in &page.parts {
            let _ = write!(text, "#{part}");
            push(&mut text, publication);
            text.push('\n');
        }
    }
    text
}

fn push(text: &mut String, publication: &Publication) {
    let _ = write!(text, " {} {}", publication.first.iso(), publication.words);
    if let Some(changed) = publication.changed {
        let _ = write!(text, " {}", changed.iso());
    }
}
