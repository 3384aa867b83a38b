//! The command line: from words to a request, from an outcome to text and an exit code.
//!
//! Takes arguments and two streams. The clock is read here and nowhere else; everything below is told the day.

mod addresses;
mod args;
mod bar;
mod build;
mod diff;
mod export;
#[cfg(feature = "publish")]
mod external;
mod fmt;
mod import;
mod lsp;
#[cfg(feature = "publish")]
mod publish;
mod schema;
mod serve;
mod shell;
mod state;
mod words;

use crate::build::pipeline::{self, Outcome, Request, Strictness, Timings};
use crate::diagnostics::human::{Advice, Style};
use crate::diagnostics::{Report, Severity, explain, human, json, sarif};
use crate::model::{Date, Day};
use crate::output::write;
use crate::scaffold;
use args::{Check, Cli, Command, Common, Format, New};
use bar::Watched;
use chrono::Datelike;
use clap::Parser;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// All is well.
const CLEAN: u8 = 0;
/// The content has errors, or warnings where those count.
const CONTENT: u8 = 1;
/// Called wrongly, or the machine refused.
const MACHINE: u8 = 2;

/// Runs agon with the arguments and streams of this process.
pub fn main() -> ExitCode {
    let stderr = io::stderr();
    let coloured = anstream::AutoStream::choice(&stderr) != anstream::ColorChoice::Never;
    let style = if coloured { Style::Colour } else { Style::Plain };
    let watched = if stderr.is_terminal() { Watched::Yes } else { Watched::No };
    let mut console = Console { out: &mut io::stdout(), err: &mut io::stderr(), style, watched };
    ExitCode::from(run(std::env::args_os(), &mut console))
}

struct Console<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    style: Style,
    watched: Watched,
}

fn run(args: impl IntoIterator<Item = OsString>, console: &mut Console) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(e) => {
            let text = e.render();
            let text = if console.style == Style::Colour {
                text.ansi().to_string()
            } else {
                text.to_string()
            };
            // help and version were asked for; everything else is a mistake
            let stream = if e.use_stderr() { &mut console.err } else { &mut console.out };
            let _ = print(*stream, &text);
            return e.exit_code() as u8;
        }
    };
    let result = match cli.command {
        Command::Build(args) => build::build(&args, console),
        Command::Addresses(args) => addresses::addresses(&args, console),
        Command::Diff(args) => diff::diff(&args, console),
        Command::Check(args) => check(&args, console),
        Command::Serve(args) => serve::serve(&args, console),
        Command::Export(args) => export::export(&args, console),
        #[cfg(feature = "publish")]
        Command::Publish(args) => publish::publish(&args, console),
        Command::Lsp(args) => lsp::lsp(&args, console),
        Command::New { root, what } => begin(&root, what, console),
        Command::Import(args) => import::import(&args, console),
        Command::Init { dir } => init(&dir, console),
        Command::Explain { code, list: _ } => explain(code.as_deref(), console),
        Command::Fmt(args) => fmt::run(&args, console),
        Command::Schema(args) => schema::run(&args, console),
        Command::Doctor(args) => state::doctor(&args, console),
        Command::Stats(args) => state::stats(&args, console),
        Command::Completions(args) => shell::completions(&args, console),
        Command::Man(args) => shell::man(&args, console),
    };
    result.unwrap_or_else(|e| {
        let _ = print(console.err, &format!("error: {}\n", message(&e)));
        MACHINE
    })
}

fn check(args: &Check, console: &mut Console) -> anyhow::Result<u8> {
    #[cfg(feature = "publish")]
    if args.external.external {
        return external::check(&args.common, &args.external, console);
    }
    let args = &args.common;
    let started = Instant::now();
    let request = request(args, None);
    let outcome = pipeline::check(&request)?;
    let code = exit_code(&outcome.report, request.strictness);
    let closing = format!(
        "{} texts checked ({:.2} s)\n",
        outcome.files.len(),
        started.elapsed().as_secs_f64()
    );
    finish(args, outcome, &closing, None, console)?;
    Ok(code)
}

fn init(dir: &Path, console: &mut Console) -> anyhow::Result<u8> {
    let written = scaffold::init(dir)?;
    let mut text: String = written.iter().map(|p| format!("{}\n", p.display())).collect();
    let _ =
        write!(text, "\na site was begun; look at it with: agon serve --root {}\n", dir.display());
    print(console.out, &text)?;
    Ok(CLEAN)
}

fn begin(root: &Path, what: New, console: &mut Console) -> anyhow::Result<u8> {
    let what = match what {
        New::Topic { title } => scaffold::What::Topic { title },
        New::Gather { topic, kind } => scaffold::What::Gather { topic, kind },
        New::Thread { topic, title } => scaffold::What::Thread { topic, title },
        New::Article { topic, title, kind } => scaffold::What::Article { topic, title, kind },
        New::Entity { name, kind } => scaffold::What::Entity { name, kind },
        New::Source { id } => scaffold::What::Source { id },
        New::Template { name } => scaffold::What::Template { name },
    };
    let path = scaffold::begin(root, today(), &what)?;
    print(console.out, &format!("{}\n", path.display()))?;
    Ok(CLEAN)
}

fn explain(code: Option<&str>, console: &mut Console) -> anyhow::Result<u8> {
    let text = match code {
        None => explain::list(),
        Some(code) => explain::explain(code).map_err(anyhow::Error::msg)?,
    };
    print(console.out, &text)?;
    Ok(CLEAN)
}

fn request(args: &Common, out: Option<PathBuf>) -> Request {
    Request {
        root: args.root.clone(),
        out: out.unwrap_or_else(|| args.root.join("public")),
        day: args.as_of.map_or_else(|| Day::Today(today()), Day::AsKnownOn),
        strictness: if args.strict { Strictness::Strict } else { Strictness::Normal },
    }
}

/// Today in UTC, so that a site comes out the same wherever it is built.
fn today() -> Date {
    let now = chrono::Utc::now().date_naive();
    Date::day(now.year() as u16, now.month() as u8, now.day() as u8)
}

/// What a command adds to the JSON of its findings: a key and its value.
type Extra = Option<(&'static str, serde_json::Value)>;

/// Prints what was found and how it ended. What a program reads has stdout to itself.
fn finish(
    args: &Common,
    mut outcome: Outcome,
    closing: &str,
    extra: Extra,
    console: &mut Console,
) -> io::Result<()> {
    outcome.report.sort(&outcome.files);
    let (report, files) = (&outcome.report, &outcome.files);
    let advice = if args.all { Advice::All } else { Advice::Folded };
    match args.format {
        Format::Human => print(console.err, &human::print(report, files, console.style, advice))?,
        Format::Json => print(console.out, &json::print_with(report, files, extra))?,
        Format::Sarif => print(console.out, &sarif::print(report, files))?,
    }
    if args.timings {
        print(console.err, &table(&outcome.timings))?;
    }
    print(if args.format == Format::Human { console.out } else { console.err }, closing)
}

fn exit_code(report: &Report, strictness: Strictness) -> u8 {
    let warnings_count = strictness == Strictness::Strict && report.count(Severity::Warning) > 0;
    if report.has_errors() || warnings_count { CONTENT } else { CLEAN }
}

fn closing_line(summary: Option<&write::Summary>, out: &Path, took: Duration) -> String {
    let (out, took) = (out.strip_prefix(".").unwrap_or(out).display(), took.as_secs_f64());
    match summary {
        None => format!("nothing was written, {out} stays as it is ({took:.2} s)\n"),
        Some(write::Summary { written, kept, removed, .. }) => {
            let files = written + kept;
            let word = if files == 1 { "file" } else { "files" };
            format!(
                "{files} {word}, {written} written, {kept} unchanged, {removed} removed -> {out} ({took:.2} s)\n"
            )
        }
    }
}

fn table(timings: &Timings) -> String {
    let width =
        timings.list.iter().map(|(stage, ..)| stage.len()).max().unwrap_or(0).max("stage".len());
    timings.list.iter().fold(
        format!("{:width$} {:>10} {:>8}\n", "stage", "time", "count"),
        |mut text, (stage, time, count)| {
            let _ =
                writeln!(text, "{stage:width$} {:>7.1} ms {count:>8}", time.as_secs_f64() * 1000.0);
            text
        },
    )
}

/// The error and its causes, each said once: some errors have their cause in their own words already.
fn message(error: &anyhow::Error) -> String {
    error.chain().map(|e| e.to_string()).fold(String::new(), |text, cause| match text.as_str() {
        "" => cause,
        _ if text.contains(&cause) => text,
        _ => format!("{text}: {cause}"),
    })
}

/// Writes a text; a reader that went away, as `head` does, is no error.
fn print(stream: &mut dyn Write, text: &str) -> io::Result<()> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(e),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
