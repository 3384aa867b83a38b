//! A citation while it is written.

use crate::markdown::{QuotationMarks, escape};
use crate::model::{Argument, Locale, MessageId};

/// A line while it is written; the end of a sentence depends on the last character.
pub(super) struct CitationLine<'l> {
    pub html: String,
    last: Option<char>,
    locale: &'l Locale,
    /// Those of the title's language.
    marks: &'l QuotationMarks,
}

/// How a title is set.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Typeface {
    Plain,
    Italic,
    /// British: ‘title’.
    Quoted,
    /// American, with its full stop: “Title.”
    QuotedSentence,
}

impl<'l> CitationLine<'l> {
    pub(super) fn new(locale: &'l Locale, marks: &'l QuotationMarks) -> CitationLine<'l> {
        CitationLine { html: String::new(), last: None, locale, marks }
    }

    pub(super) fn text(&mut self, text: &str) {
        escape(text, &mut self.html);
        self.last = text.chars().last().or(self.last);
    }

    pub(super) fn em(&mut self, text: &str) {
        self.html.push_str("<em>");
        self.text(text);
        self.html.push_str("</em>");
    }

    pub(super) fn message(&mut self, id: MessageId, values: &[(&str, Argument<'_>)]) {
        let text = self.locale.format(id, values);
        self.text(&text);
    }

    /// A message with the venue in italics.
    pub(super) fn message_of_venue(
        &mut self,
        id: MessageId,
        venue: &str,
        values: &[(&str, Argument<'_>)],
    ) {
        // A mark that no text has holds the place of the venue.
        const PLACE: &str = "\u{fffc}";
        let mut values = values.to_vec();
        values.push(("venue", PLACE.into()));
        let text = self.locale.format(id, &values);
        let (before, after) = text.split_once(PLACE).unwrap_or((text.as_str(), ""));
        self.text(before);
        self.em(venue);
        self.text(after);
    }

    /// In single quotation marks, which leave the punctuation outside.
    fn quoted(&mut self, text: &str) {
        self.message(MessageId::QuoteInner, &[("words", text.into())]);
    }

    /// A sentence in quotation marks: those within are single, and the full stop is inside of all.
    fn quoted_sentence(&mut self, text: &str) {
        let (words, closing) = self.marks.within(text);
        let is_closed = words.ends_with(['.', '?', '!', '…']);
        let stop = if is_closed { "" } else { "." };
        let sentence = format!("{words}{stop}{closing}");
        self.message(MessageId::QuoteOuter, &[("words", sentence.into())]);
    }

    /// Ends a sentence, once.
    pub(super) fn stop(&mut self) {
        if !matches!(self.last, None | Some('.' | '?' | '!' | '…')) {
            self.text(".");
        }
    }

    pub(super) fn gap(&mut self) {
        if !self.html.is_empty() {
            self.text(" ");
        }
    }

    /// A sentence of its own.
    pub(super) fn sentence(&mut self, text: &str) {
        if !text.is_empty() {
            self.gap();
            self.text(text);
            self.stop();
        }
    }

    pub(super) fn title(&mut self, face: Typeface, title: &str) {
        match face {
            Typeface::Plain => self.text(title),
            Typeface::Italic => self.em(title),
            Typeface::Quoted => self.quoted(title),
            Typeface::QuotedSentence => self.quoted_sentence(title),
        }
    }

    /// A title that is a sentence of its own.
    pub(super) fn title_sentence(&mut self, face: Typeface, title: &str) {
        self.title(face, title);
        if face != Typeface::QuotedSentence {
            self.stop();
        }
    }

    /// Several names between commas, the venue in italics.
    pub(super) fn list(&mut self, venue: Option<&str>, rest: &[String]) {
        if let Some(venue) = venue {
            self.em(venue);
        }
        let mut any = venue.is_some();
        for part in rest.iter().filter(|p| !p.is_empty()) {
            if any {
                self.text(self.locale.text(MessageId::ListComma));
            }
            self.text(part);
            any = true;
        }
    }
}
