//! Where diagnostics stand after a text changed in one place.
//!
//! Takes what was found in the old text, gives the same at its new places. What stands in the changed words themselves
//! has none.

use crate::diagnostics::{Diagnostic, Fix, Report};
use crate::source::{FileId, Span, Text};

/// The places in one file before and after.
struct Moved {
    file: FileId,
    /// The bytes that both texts begin with.
    head: u32,
    /// Where the bytes begin that both texts end with, in the old one.
    tail: u32,
    /// How much longer the new text is.
    by: i64,
}

/// The report with its places in the new text; `None` where something stands in words that changed.
pub fn all(report: &Report, file: FileId, old: &Text, new: &Text) -> Option<Report> {
    let (old, new) = (old.body.as_bytes(), new.body.as_bytes());
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = (old.len() - head).min(new.len() - head);
    let tail =
        old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let by = new.len() as i64 - old.len() as i64;
    let moved = Moved { file, head: head as u32, tail: (old.len() - tail) as u32, by };
    let list = report.list.iter().map(|d| moved.diagnostic(d)).collect::<Option<_>>()?;
    Some(Report { list })
}

impl Moved {
    fn diagnostic(&self, d: &Diagnostic) -> Option<Diagnostic> {
        let mut d = d.clone();
        d.span = match d.span {
            Some(span) => Some(self.span(span)?),
            None => None,
        };
        d.fix = match d.fix {
            Some(fix) => Some(Fix { span: self.span(fix.span)?, ..fix }),
            None => None,
        };
        for (span, _) in &mut d.related {
            *span = self.span(*span)?;
        }
        Some(d)
    }

    fn span(&self, span: Span) -> Option<Span> {
        if span.file != self.file || span.end <= self.head {
            return Some(span);
        }
        let by = |n: u32| (i64::from(n) + self.by) as u32;
        (span.start >= self.tail).then(|| Span { start: by(span.start), end: by(span.end), ..span })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::codes;

    #[test]
    fn what_stands_before_and_after_the_change_is_found_again_and_what_stands_in_it_is_not() {
        let text = |body: &str| Text { path: "a.md".into(), body: body.into() };
        let (old, new) = (text("one two three"), text("one twenty three"));
        let at = |file: u32, range: std::ops::Range<usize>| {
            Diagnostic::at(&codes::RAW_HTML, Span::new(FileId(file), range), "")
        };
        let moved = |d: Diagnostic| {
            let report = all(&Report { list: vec![d] }, FileId(1), &old, &new)?;
            report.list[0].span.map(|s| new.body.get(s.range()).unwrap_or_default().to_string())
        };
        assert_eq!(moved(at(1, 0..3)).as_deref(), Some("one"));
        assert_eq!(moved(at(1, 8..13)).as_deref(), Some("three"));
        assert_eq!(moved(at(1, 4..7)), None);
        assert_eq!(moved(at(2, 4..7)).as_deref(), Some("twe"));
        assert_eq!(moved(at(1, 0..0)).as_deref(), Some(""));
    }
}
