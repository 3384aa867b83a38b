//! What is wrong, where, and what to do.
//!
//! Stages add [`Diagnostic`]s to a [`Report`]; the printers turn a report into text for people, JSON or SARIF.
//! Every kind of diagnostic is one row of [`codes::CODES`]; `agon explain`, the tests and the documentation come from it.

pub mod codes;
pub mod explain;
pub mod human;
pub mod json;
pub mod sarif;
pub mod suggest;

use crate::source::{FileId, Files, Span};
pub use codes::{Code, Severity};
use serde::{Deserialize, Serialize};

/// Replace the text of `span` by `text`: the next step as a patch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    pub span: Span,
    pub text: String,
}

/// One thing that is wrong, with its place and the next step in the author's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The id of a row of the code table, such as `A201`.
    pub code: String,
    /// The marked text; `None` where the trouble is a whole file or its absence (then `path` says which).
    pub span: Option<Span>,
    pub path: Option<String>,
    pub message: String,
    /// What stands under the mark; empty for none.
    pub label: String,
    pub help: Option<String>,
    pub fix: Option<Fix>,
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    pub fn at(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            code: code.id.into(),
            span: Some(span),
            path: None,
            message: message.into(),
            label: String::new(),
            help: None,
            fix: None,
            related: Vec::new(),
        }
    }
    pub fn in_file(
        code: &'static Code,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        let nowhere = Span { file: FileId(0), start: 0, end: 0 };
        Diagnostic { span: None, path: Some(path.into()), ..Self::at(code, nowhere, message) }
    }
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
    /// Offers `text` in place of the marked words, as a patch.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, text: text.into() });
        self
    }
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }
    pub fn code(&self) -> &'static Code {
        codes::find(&self.code).expect("a diagnostic's code is a row of the table")
    }
    pub fn severity(&self) -> Severity {
        self.code().severity
    }
    /// The file that it is about.
    pub fn file<'a>(&'a self, files: &'a Files) -> &'a str {
        match (&self.span, &self.path) {
            (_, Some(path)) => path,
            (Some(span), None) => &files.get(span.file).path,
            (None, None) => "",
        }
    }
}

/// Everything that a run found; stages add to it and go on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub list: Vec<Diagnostic>,
}

impl Report {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }
    pub fn extend(&mut self, other: Report) {
        self.list.extend(other.list);
    }
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|d| d.severity() == severity).count()
    }
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity() == Severity::Error)
    }
    /// Sorts by file, place and code, and drops what stands there twice.
    pub fn sort(&mut self, files: &Files) {
        let key = |d: &Diagnostic| {
            (
                d.file(files).to_string(),
                d.span.map_or(0, |s| s.start),
                d.code.clone(),
                d.message.clone(),
            )
        };
        self.list.sort_by_cached_key(key);
        self.list.dedup();
    }
}
