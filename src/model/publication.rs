//! When pages and passages were published first: content/publications.txt.

use super::date::Date;
use std::collections::BTreeMap;

/// A day on which something was published, and the how many-th publication of that day it was: a reader may come between
/// two of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicationDay {
    pub day: Date,
    /// From 1.
    pub nth: u8,
}

impl PublicationDay {
    /// The most publications that are told apart on one day.
    const MOST: u8 = 99;

    /// The first publication of a day.
    pub fn first(day: Date) -> PublicationDay {
        PublicationDay { day, nth: 1 }
    }

    /// The next publication of the same day.
    pub fn next(self) -> PublicationDay {
        PublicationDay { nth: (self.nth + 1).min(PublicationDay::MOST), ..self }
    }

    /// `2026-06-04`, and of a second publication on that day `2026-06-04.02`. Sorts as the days do.
    pub fn iso(self) -> String {
        match self.nth {
            1 => self.day.iso(),
            nth => format!("{}.{nth:02}", self.day.iso()),
        }
    }

    pub fn parse(text: &str) -> Option<PublicationDay> {
        let (day, nth) = match text.split_once('.') {
            Some((day, nth)) => {
                (day, nth.parse().ok().filter(|nth| (2..=Self::MOST).contains(nth))?)
            }
            None => (text, 1),
        };
        Some(PublicationDay { day: Date::parse(day)?, nth })
    }
}

/// When something was published first, and when its words changed last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    pub first: PublicationDay,
    /// The day on which other words than the first were published; `None` if they never changed.
    pub changed: Option<Date>,
    /// A hash of the words that were published last.
    pub words: Box<str>,
}

/// What the record knows of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedPage {
    /// The page itself, where it is a text or a source.
    pub page: Option<Publication>,
    /// Its passages and what happened to them, by block id and event.
    pub parts: BTreeMap<Box<str>, Publication>,
}

/// The pages of content/publications.txt by their paths from the site's root.
pub type PublicationRecord = BTreeMap<Box<str>, PublishedPage>;
