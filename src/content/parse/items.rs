//! List items: their kind follows from their section and their form.

use super::body::RawKind;
use super::body_reader::{BodyReader, Item};
use super::item_parts::label_end;
use super::validate::unknown_word;
use super::yaml::Str;
use crate::diagnostics::{Diagnostic, codes};
use crate::markdown::NodeIndex;
use crate::model::*;
use crate::source::Span;
use std::ops::Range;

impl BodyReader<'_> {
    /// Reads one list item.
    pub(super) fn item(&mut self, node: NodeIndex, place: ListPlace) {
        let item = Item { node, place, range: self.tree.item_range(self.body, node) };
        let first = self.out.blocks.len() as u32;
        match self.role {
            SectionRole::Observations => self.observation(&item),
            SectionRole::CrossLinks => self.cross_link(&item),
            SectionRole::Timeline => self.dated(&item, RawKind::Event),
            SectionRole::Corrections => self.dated(&item, RawKind::Correction),
            SectionRole::Perspectives => {
                self.position(&item);
                if self.has_forecast_parts(&item) {
                    return self.parts(&item);
                }
            }
            SectionRole::Forecasts => return self.forecast(&item),
            SectionRole::Tensions => return self.tension(&item),
            SectionRole::Questions => return self.question(&item),
            SectionRole::Prose | SectionRole::Summary | SectionRole::Faq => {
                if !self.note(&item) {
                    self.check_note_order(&item);
                    self.push_item(&item);
                }
            }
        }
        self.push_nested(node, first);
    }

    /// An item without a meaning of its own.
    pub(super) fn push_item(&mut self, item: &Item) {
        self.push(RawKind::Item(item.place), item.node, item.range.clone(), None);
    }

    fn wrong_form(&mut self, item: &Item, message: &str, form: &str) {
        let span = self.span(&self.first_line(item));
        self.report.add(&codes::WRONG_FORM, span, message, format!("write {form}"));
        self.push_item(item);
    }

    pub(super) fn first_line(&self, item: &Item) -> Range<usize> {
        let line = self.slice(&item.range).lines().next().unwrap_or("");
        item.range.start..item.range.start + line.trim_end().len()
    }

    fn observation(&mut self, item: &Item) {
        let words = self.slice(&item.range);
        let form = "`- **Emerging theme:** text`";
        let inner = words.strip_prefix("**").and_then(|w| w.find("**").map(|n| (&w[..n], n)));
        let Some((label, len)) = inner else {
            return self.plain_observation(item, form);
        };
        let name = label.trim().trim_end_matches(':').trim();
        let start = item.range.start + 2;
        let label = Str { text: name.to_string(), span: self.span(&(start..start + name.len())) };
        let content = self.words_from(start + len + 2, item.range.end);
        self.push(RawKind::Observation(label), item.node, content, None);
    }

    /// An observation whose kind is not in bold.
    fn plain_observation(&mut self, item: &Item, form: &str) {
        let message = "an observation starts with its kind in bold";
        let words = self.slice(&item.range);
        let label_end = words.find(':').filter(|end| *end <= 40);
        let label = words[..label_end.unwrap_or(0)].trim_matches(['*', '_', ' ']);
        let (Some(kind), Some(end)) = (ObservationKind::parse(label), label_end) else {
            return self.wrong_form(item, message, form);
        };
        let after = &words[end + 1..];
        let rest = after.trim_start_matches(['*', '_']);
        let end = item.range.start + words.len() - rest.len();
        let place = self.span(&(item.range.start..end));
        let span = self.span(&self.first_line(item));
        let found = Diagnostic::at(&codes::WRONG_FORM, span, message);
        self.report.push(found.fix(place, format!("**{}:**", kind.label())));
        self.push_item(item);
    }

    fn cross_link(&mut self, item: &Item) {
        let first = self.reference_at_start(&item.range);
        let Some(target) = first.filter(|n| self.tree.references[*n as usize].kind.is_wiki_link())
        else {
            return self.wrong_form(
                item,
                "a cross-link starts with the topic it leads to",
                "`- [[topic]] sentence with the reason`",
            );
        };
        let range = self.tree.node(self.tree.references[target as usize].node).range();
        let content = self.words_from(range.end, item.range.end);
        self.push(RawKind::CrossLink(target), item.node, content, None);
    }

    /// Splits `2026-06-24: text` or `2026-06-24 words: text`: the date, what follows it, where the text starts.
    pub(super) fn date_prefix(&self, item: &Item) -> (Option<Date>, Str, Str, usize) {
        let words = self.slice(&item.range);
        let end = label_end(words)
            .unwrap_or_else(|| words.find(char::is_whitespace).unwrap_or(words.len()));
        let label = &words[..end];
        let date_len = label.find(char::is_whitespace).unwrap_or(label.len());
        let at = item.range.start;
        let said = self.str(&(at..at + date_len));
        let rest = at + date_len + (label[date_len..].len() - label[date_len..].trim_start().len());
        let after = self.str(&(rest..(at + label.trim_end().len()).max(rest)));
        let text_start =
            (at + end + usize::from(words[end..].starts_with(':'))).min(item.range.end);
        (Date::parse(&said.text), said, after, text_start)
    }

    fn dated(&mut self, item: &Item, kind: RawKind) {
        let (date, start) = self.item_date(item);
        let content = self.words_from(start, item.range.end);
        self.push(kind, item.node, content, date);
    }

    fn forecast(&mut self, item: &Item) {
        let (date, start) = self.item_date(item);
        let content = self.words_from(start, self.head_end(item).max(start));
        self.push(RawKind::Forecast, item.node, content, date);
        self.parts(item);
    }

    /// The date of an item that starts with one, and where its text starts; a missing date is reported.
    fn item_date(&mut self, item: &Item) -> (Option<Date>, usize) {
        let (date, said, after, start) = self.date_prefix(item);
        if date.is_none() || !after.text.is_empty() {
            let span = if date.is_none() { said.span } else { after.span };
            let message =
                match date.is_none() && said.text.starts_with(|c: char| c.is_ascii_digit()) {
                    true => format!("\"{}\" is not a date", said.text),
                    false => "an item of this section starts with its date and a colon".to_string(),
                };
            let found = Diagnostic::at(&codes::BAD_ITEM_DATE, span, message)
                .help("write `- 2026-06-24: text`; 2026-06 or 2026 where the day is not known");
            self.report.push(match self.meant_date(item, date, said.span) {
                Some((place, text)) => found.fix(place, text),
                None => found,
            });
        }
        (date, start)
    }

    /// What to write for a date in another form, or for one without its colon.
    fn meant_date(&self, item: &Item, date: Option<Date>, said: Span) -> Option<(Span, String)> {
        if date.is_some() {
            let end = Span { start: said.end, ..said };
            return Some((end, ":".to_string()));
        }
        let line = self.slice(&self.first_line(item));
        for mark in [":", " – ", " — ", " - "] {
            let Some(end) = line.find(mark).filter(|end| *end <= 40) else { continue };
            let label =
                line[..end].trim_matches(|c: char| c.is_whitespace() || "*_(),".contains(c));
            let Some(date) = dates::read(label) else { continue };
            let after = &line[end + mark.len()..];
            let rest = after.trim_start_matches(['*', '_']);
            let end = item.range.start + end + mark.len() + after.len() - rest.len();
            let space = if rest.starts_with(' ') { "" } else { " " };
            return Some((self.span(&(item.range.start..end)), format!("{date}:{space}")));
        }
        None
    }

    fn position(&mut self, item: &Item) {
        let (date, _, after, start) = self.date_prefix(item);
        let Some(date) = date else {
            let label = self.slice(&item.range).split(':').next().unwrap_or_default();
            if let Some((word, day)) = label.trim().rsplit_once(' ')
                && ChangeWord::parse(word.trim()).is_some()
                && Date::parse(day).is_some()
            {
                let place = self.span(&(item.range.start..item.range.start + label.len()));
                let message = "a position starts with its date; the change word follows";
                let found = Diagnostic::at(&codes::BAD_ITEM_DATE, place, message);
                self.report.push(found.fix(place, format!("{day} {}", word.trim())));
                return self.push_item(item);
            }
            if self.is_perspective_without_heading(&item.range) || self.is_marked_date(item) {
                return self.push_item(item);
            }
            let has_change = ChangeWord::parse(label).is_some();
            let looks_dated = has_change
                || self.slice(&item.range).starts_with(|c: char| c.is_ascii_digit())
                    && item.place.start.is_none();
            if looks_dated {
                let span = self.span(&self.first_line(item));
                self.report.add(
                    &codes::BAD_ITEM_DATE,
                    span,
                    match has_change {
                        true => "the position has no date",
                        false => "a position starts with a date that exists",
                    },
                    "write `- 2026-06-28 restated: text [@key]`",
                );
            }
            return self.push_item(item);
        };
        if self.perspective.is_none() {
            return self.wrong_form(
                item,
                "a position belongs under the actor who holds it",
                "`### [[actor]]` above it",
            );
        }
        let change = ChangeWord::parse(&after.text);
        let nearly = if change.is_none() { self.nearly_changed(item) } else { None };
        if let Some((word, place)) = &nearly {
            let message = format!(
                "a position starts with its date, a change word and a colon, such as \"{date} {word}:\""
            );
            let found = Diagnostic::at(&codes::UNKNOWN_CHANGE, after.span, message);
            self.report.push(found.fix(*place, format!(" {word}:")));
        } else if change.is_none() {
            let found = unknown_word::<ChangeWord>(&codes::UNKNOWN_CHANGE, &after, "a change word");
            self.report.push(if after.text.is_empty() {
                Diagnostic { message: "the position has no change word".into(), fix: None, ..found }
            } else {
                found
            });
        }
        let end = match self.has_forecast_parts(item) {
            true => self.head_end(item).max(start),
            false => item.range.end,
        };
        let content = self.words_from(start, end);
        let kind = RawKind::Position(change.unwrap_or(ChangeWord::Restated));
        self.push(kind, item.node, content, Some(date));
    }

    /// `2026-06-04 hardened text` and `2026-06-04: hardened: text`: the change word, and the place from the date's end
    /// to where the text starts.
    fn nearly_changed(&self, item: &Item) -> Option<(&'static str, Span)> {
        let line = self.slice(&self.first_line(item));
        let date_end = line.find(|c: char| !c.is_ascii_digit() && c != '-')?;
        let rest = line[date_end..].trim_start_matches(is_mark);
        let low = rest.to_lowercase();
        let word = ChangeWord::words().into_iter().find(|word| {
            low.strip_prefix(word).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        })?;
        let after = rest[word.len()..].trim_start_matches(is_mark);
        let start = item.range.start + date_end;
        let end = item.range.start + line.len() - after.len();
        let end = end - usize::from(self.body[..end].ends_with(' '));
        Some((word, self.span(&(start..end))))
    }

    fn tension(&mut self, item: &Item) {
        if self.is_outdented_part(item) {
            return self.push_item(item);
        }
        let Some((sides, end)) = self.sides(item) else {
            return self.wrong_form(
                item,
                "a tension names its sides first",
                "`- [[a]] × [[b]]: text [@key]`",
            );
        };
        let head_end = self.head_end(item).max(end);
        let content = self.words_from(end, head_end);
        self.push(RawKind::Tension(sides), item.node, content, None);
        self.parts(item);
    }

    /// The sides of `[[a]], [[b]] × [[c]]: …` and where the text starts.
    pub(super) fn sides(&self, item: &Item) -> Option<(Vec<Vec<u32>>, usize)> {
        let mut sides = vec![Vec::new()];
        let mut at = item.range.start;
        for n in self.wiki_links(&item.range) {
            let range = self.tree.node(self.tree.references[n as usize].node).range();
            let between = self.body[at..range.start].trim();
            match between {
                "" if at == item.range.start => {}
                "," | "and" | "&" | "/" | "+" | ", and" => {}
                "×" | "x" | "vs" | "vs." | "against" => sides.push(Vec::new()),
                _ => break,
            }
            sides.last_mut()?.push(n);
            at = range.end;
        }
        let colon = self.body[at..item.range.end].trim_start().starts_with(':');
        (sides.len() > 1 && sides.iter().all(|s| !s.is_empty()) && colon).then_some((sides, at))
    }

    fn question(&mut self, item: &Item) {
        if self.is_outdented_part(item) {
            return self.push_item(item);
        }
        let head = item.range.start..self.head_end(item);
        self.push(RawKind::Question, item.node, head, None);
        self.parts(item);
    }
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || ":–—-*_(),.".contains(c)
}
