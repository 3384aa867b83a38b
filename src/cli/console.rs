//! The streams of a command and its exit codes.

use crate::diagnostics::Report;
use crate::diagnostics::human::{self, MessageStyle, ReportDetail};
use crate::source::Files;
use std::io::{self, ErrorKind, Write};

pub(super) const EXIT_OK: u8 = 0;
/// The content has errors, or warnings under `--strict`.
pub(super) const EXIT_CONTENT: u8 = 1;
/// Wrong arguments, or an error of the operating system.
pub(super) const EXIT_FAILURE: u8 = 2;

pub(super) struct Console<'a> {
    pub out: &'a mut dyn Write,
    pub err: &'a mut dyn Write,
    pub style: MessageStyle,
    /// Whether standard error is a terminal.
    pub is_terminal: bool,
}

impl Console<'_> {
    pub(super) fn print(&mut self, text: &str) -> io::Result<()> {
        write(self.out, text)
    }

    pub(super) fn print_error(&mut self, text: &str) -> io::Result<()> {
        write(self.err, text)
    }

    /// Prints diagnostics to standard error.
    pub(super) fn print_report(
        &mut self,
        report: &Report,
        files: &Files,
        detail: ReportDetail,
    ) -> io::Result<()> {
        write(self.err, &human::print(report, files, self.style, detail))
    }
}

/// A stream that its reader closed, as `head` does, is not an error.
fn write(stream: &mut dyn Write, text: &str) -> io::Result<()> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(e),
        _ => Ok(()),
    }
}

/// An error with its causes. A cause whose words are part of the message already is left out.
pub(super) fn error_message(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(|e| e.to_string()) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}
