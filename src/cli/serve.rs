//! `agon serve`: builds in memory, shows it, waits for a change, builds again.
//!
//! Prints what is wrong as `agon build` does, and one line for each build. Ends when it is stopped.

use super::args::Serve;
use super::{CLEAN, Console, exit_code, print, today};
use crate::diag::human::{self, Advice};
use crate::diag::{Report, Severity};
use crate::model::Day;
use crate::pipeline::{self, Outcome, Progress, Request, Strictness};
use crate::serve::{Problem, Server, problems};
use crate::watch::{self, Watch, Way};
use crate::write::Memory;
use anyhow::Context;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The port unless another is asked for.
const PORT: u16 = 4600;

/// A build after a save is over before a bar could be read.
struct Unseen;

impl Progress for Unseen {
    fn stage(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

pub(super) fn serve(args: &Serve, console: &mut Console) -> anyhow::Result<u8> {
    let root = std::path::absolute(&args.root)?;
    let mut memory = Memory::default();
    // watched before it is read, so that no save falls between the two
    let mut watch = watched(args, console)?;
    let mut started = Instant::now();
    // with no folder to begin with there is nothing to serve; later it may vanish and come back
    let mut built = Ok(build(args, &mut memory)?);
    let server = start(args)?;
    let address = format!("http://{}/", server.address());
    print(console.out, &format!("{address} shows the site; stop with Ctrl-C\n"))?;
    let mut opens = args.open;
    loop {
        show(&server, &memory, &built, args, &root);
        tell(&built, args, started.elapsed(), console)?;
        if std::mem::take(&mut opens) {
            open(&address, console)?;
        }
        watch.wait();
        started = Instant::now();
        built = build(args, &mut memory);
    }
}

/// Where the system does not watch, files are looked at instead.
fn watched(args: &Serve, console: &mut Console) -> anyhow::Result<Watch> {
    if !args.root.is_dir() {
        // said by the loader in its own words
        pipeline::check(&request(args))?;
    }
    if args.poll {
        return watch::watch(&args.root, Way::Poll);
    }
    match watch::watch(&args.root, Way::System) {
        Ok(watch) => Ok(watch),
        Err(error) => {
            print(
                console.err,
                &format!("the system does not tell of changes ({error:#}); looking for them instead\n"),
            )?;
            watch::watch(&args.root, Way::Poll)
        }
    }
}

fn start(args: &Serve) -> anyhow::Result<Server> {
    let at = |port| Server::start(SocketAddr::new(args.bind, port));
    let started = match (args.port, at(args.port.unwrap_or(PORT))) {
        (None, Err(e)) if e.kind() == ErrorKind::AddrInUse => at(0),
        (_, started) => started,
    };
    started.with_context(|| {
        let (bind, port) = (args.bind, args.port.unwrap_or(PORT));
        format!("cannot serve on {bind} port {port}; choose another --port, or 0 for any that is free")
    })
}

fn request(args: &Serve) -> Request {
    Request {
        root: args.root.clone(),
        out: args.root.join("public"),
        // asked for each time: the server may run over midnight
        day: args.as_of.map_or_else(|| Day::Today(today()), Day::AsKnownOn),
        strictness: strictness(args),
    }
}

fn strictness(args: &Serve) -> Strictness {
    if args.strict { Strictness::Strict } else { Strictness::Normal }
}

fn build(args: &Serve, memory: &mut Memory) -> anyhow::Result<Outcome> {
    pipeline::build_into(&request(args), memory, &Unseen)
}

fn show(server: &Server, memory: &Memory, built: &anyhow::Result<Outcome>, args: &Serve, root: &Path) {
    let counted: &[Severity] = match strictness(args) {
        Strictness::Normal => &[Severity::Error],
        Strictness::Strict => &[Severity::Error, Severity::Warning],
    };
    let found = match built {
        Ok(built) => problems(&built.report, &built.files, counted, root, &args.editor),
        Err(error) => vec![Problem::from(error)],
    };
    server.show(memory.tree(), found);
}

fn tell(built: &anyhow::Result<Outcome>, args: &Serve, took: Duration, console: &mut Console) -> io::Result<()> {
    let (report, files) = match built {
        Ok(built) => (&built.report, &built.files),
        Err(error) => {
            return print(console.err, &format!("error: {}; waiting for the next change\n", super::message(error)));
        }
    };
    print(console.err, &human::print(&without_advice(report), files, console.style, Advice::Folded))?;
    let line = match built.as_ref().ok().and_then(|b| b.summary.as_ref()) {
        Some(summary) => format!(
            "{} files, {} changed, {} removed ({:.0} ms)\n",
            summary.written + summary.kept,
            summary.written,
            summary.removed,
            took.as_secs_f64() * 1000.0
        ),
        None if exit_code(report, strictness(args)) == CLEAN => "nothing was built\n".to_string(),
        None => "the last good site stays until this is mended\n".to_string(),
    };
    print(console.out, &line)
}

/// Advice is for `agon check`: said again after each save, it would hide what is new.
fn without_advice(report: &Report) -> Report {
    Report { list: report.list.iter().filter(|d| d.severity() != Severity::Advice).cloned().collect() }
}

#[cfg(target_os = "macos")]
const OPENER: &[&str] = &["open"];
#[cfg(target_os = "windows")]
const OPENER: &[&str] = &["cmd", "/c", "start"];
#[cfg(not(any(target_os = "macos", target_os = "windows")))]
const OPENER: &[&str] = &["xdg-open"];

fn open(address: &str, console: &mut Console) -> io::Result<()> {
    let mut command = Command::new(OPENER[0]);
    command.args(&OPENER[1..]).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        Ok(_) => Ok(()),
        Err(e) => print(console.err, &format!("no browser was opened ({}: {e}); open {address}\n", OPENER[0])),
    }
}
