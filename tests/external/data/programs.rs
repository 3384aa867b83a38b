//! Pandoc, Argdown and the readers of CSL, RIS and iCalendar in Python.

use crate::programs::{self, npm, output, program};

const PACKAGES: [&str; 3] = ["jsonschema-rs==0.60.3", "rispy==0.10.0", "icalendar==7.3.0"];

/// The parser of Argdown, by its makers.
const ARGDOWN: (&str, &str, &str) = ("@argdown/core", "2.0.1", "dist/index.js");

/// What a Python script prints that reads a text.
pub(super) fn python(script: &str, input: &str) -> String {
    programs::python(&PACKAGES, script, &[], input)
}

/// What pandoc makes of a text.
pub(super) fn pandoc(args: &[&str], input: &str) -> String {
    output(program("pandoc").args(args), input)
}

/// What a script for Node.js prints; `core` in it is the parser of Argdown.
pub(super) fn argdown(script: &str, input: &str) -> String {
    let core = npm(ARGDOWN.0, ARGDOWN.1, ARGDOWN.2);
    let script = format!("const core = require({core:?});\n{script}");
    output(program("node").args(["-e", &script]), input)
}
