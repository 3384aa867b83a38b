//! Tables of news, of which each row is a source note.

use super::dates;
use super::note_imprint::lower_words;
use super::note_title::{is_linked_title, leading_link};
use super::source_note::{SourceNote, read_linked};
use super::text::{consists_of, flat, leading_digits};
use crate::markdown::{self};

/// The notes of a table of news: each row has a cell that is a link, or one of links such as
/// `[Paper](address), [Code](address)` next to one with the title and a text. The head, if it names them, says
/// which cells are publishers.
pub(super) fn read_table(rows: &[&str]) -> Option<Vec<SourceNote>> {
    let mut rows = rows.iter().map(|row| cells(row));
    let head = rows.next()?;
    let mut notes = Vec::new();
    for cells in rows {
        if cells.iter().all(|cell| consists_of(cell, "-: ")) {
            continue;
        }
        let Some(at) = cells.iter().position(|cell| is_linked_title(cell)) else {
            notes.push(read_labelled_row(&cells)?);
            continue;
        };
        let mut note = read_linked(&cells[at])?;
        let mut rest = Vec::new();
        for (n, cell) in cells.iter().enumerate().filter(|(n, cell)| *n != at && !cell.is_empty()) {
            let name = head.get(n).map(|name| lower_words(name)).unwrap_or_default();
            match dates::read(cell) {
                Some(date) if note.imprint.date.is_none() => {
                    (note.imprint.date, note.imprint.date_text) = (Some(date), cell.clone());
                }
                _ if matches!(name.as_str(), "publisher" | "source" | "outlet" | "where") => {
                    note.imprint.publisher = Some(markdown::title(cell));
                }
                _ => rest.push(cell.clone()),
            }
        }
        note.text = rest.join(" — ");
        notes.push(note);
    }
    Some(notes).filter(|notes| !notes.is_empty())
}

/// `| 1) Title  text | [Paper](address), [Code](address) |`
fn read_labelled_row(cells: &[String]) -> Option<SourceNote> {
    let [words, links] = cells else { return None };
    let (address, label, others) = leading_link(links)?;
    if label.split_whitespace().count() > 2 || leading_link(words).is_some() {
        return None;
    }
    let words = words.replace("<br>", " \u{1}").replace("<br/>", " \u{1}");
    let digits = leading_digits(&words);
    let bare = words[digits..].trim_start_matches([')', '.', ' ']);
    let ends = ["  ", " \u{1}", " - ", ": "].iter().filter_map(|mark| bare.find(mark));
    let (title, text) = bare.split_at(ends.min().unwrap_or(bare.len()));
    let text = text.replace('\u{1}', " ");
    let mut text = flat(text.trim_start_matches([' ', ':', '-']));
    let others = others.trim_start_matches([',', ' ']);
    if !others.is_empty() {
        text += &format!(" ({others})");
    }
    let title = markdown::title(title.trim_matches(['*', ' ']));
    Some(SourceNote { title, url: Some(address), text, ..SourceNote::default() })
}

fn cells(row: &str) -> Vec<String> {
    let row = row.trim().trim_start_matches('|').trim_end_matches('|');
    row.replace("\\|", "\u{1}").split('|').map(|c| c.trim().replace('\u{1}', "|")).collect()
}
