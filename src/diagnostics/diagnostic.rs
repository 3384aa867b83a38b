//! One diagnostic: a code, a position, a message, and the next step.

use super::codes::{Code, Severity};
use crate::source::{FileId, Files, Span};
use serde::{Deserialize, Serialize};

/// A patch that resolves a diagnostic: replace the text of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedFix {
    pub span: Span,
    pub text: String,
}

/// A problem in a site, with its position and the next step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    pub code: &'static Code,
    /// The marked text; `None` where the problem is a whole file or its absence (`path` then names it).
    pub span: Option<Span>,
    pub path: Option<String>,
    pub message: String,
    /// The text under the mark; empty for none.
    pub label: String,
    pub help: Option<String>,
    pub fix: Option<SuggestedFix>,
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    pub fn at(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
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

    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(SuggestedFix { span, text: text.into() });
        self
    }

    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }

    pub fn severity(&self) -> Severity {
        self.code.severity
    }

    /// The path of the file that it is about.
    pub fn file<'a>(&'a self, files: &'a Files) -> &'a str {
        match (&self.span, &self.path) {
            (_, Some(path)) => path,
            (Some(span), None) => &files.get(span.file).path,
            (None, None) => "",
        }
    }
}
