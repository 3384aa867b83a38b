//! The programs that read the files: Python's, installed into target/ when they are missing, pandoc, Node.js.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

const PACKAGES: [&str; 3] = ["jsonschema-rs==0.60.3", "rispy==0.10.0", "icalendar==7.3.0"];

/// The parser of Argdown, by its makers.
const ARGDOWN: (&str, &str, &str) = ("@argdown/core", "2.0.1", "dist/index.js");

/// What a Python script prints that gets a text.
pub fn python(script: &str, input: &str) -> String {
    let mut python = Command::new(home());
    fed(python.args(["-c", script]), input)
}

/// What pandoc makes of a text.
pub fn pandoc(args: &[&str], input: &str) -> String {
    crate::support::programs::need("pandoc", "pandoc");
    fed(Command::new("pandoc").args(args), input)
}

/// What a script for Node.js prints; `core` in it is the parser of Argdown.
pub fn argdown(script: &str, input: &str) -> String {
    let core = crate::support::programs::npm(ARGDOWN.0, ARGDOWN.1, ARGDOWN.2);
    let script = format!("const core = require({core:?});\n{script}");
    fed(Command::new("node").args(["-e", &script]), input)
}

fn home() -> PathBuf {
    static ONCE: OnceLock<PathBuf> = OnceLock::new();
    ONCE.get_or_init(|| {
        let target =
            Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("target/tmp is in target");
        let home = target.join("pypi").join(PACKAGES.join("+"));
        let python = home.join("bin/python3");
        if !home.join("ready").is_file() {
            fed(Command::new("python3").args(["-m", "venv"]).arg(&home), "");
            fed(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES), "");
            std::fs::write(home.join("ready"), "").expect("the target folder can be written");
        }
        python
    })
    .clone()
}

fn fed(command: &mut Command, input: &str) -> String {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped
        .spawn()
        .unwrap_or_else(|e| panic!("{command:?}: {e}; .ci/run installs what is missing"));
    let mut stdin = child.stdin.take().expect("it was piped");
    let out = std::thread::scope(|scope| {
        // a program that reads nothing closes it, which is no failure
        scope.spawn(move || drop(stdin.write_all(input.as_bytes())));
        child.wait_with_output().expect("it ends")
    });
    assert!(out.status.success(), "{command:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("it speaks UTF-8")
}
