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
