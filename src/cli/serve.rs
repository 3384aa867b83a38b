//! `agon serve`: reads the site, shows it, waits for a change, looks at what changed.
//!
//! Prints what is wrong as `agon build` does, and one line for each change. Ends when it is stopped.

use super::console::{Console, EXIT_OK, error_message};
use super::options::SiteOptions;
use super::summary::{exit_code, timings_table};
use crate::build::pipeline::{CheckDepth, Preview, PreviewUpdate, Strictness};
use crate::build::watch::{self, SiteWatcher, WatchBackend};
use crate::content::load::SourceChange;
use crate::diagnostics::human::AdviceFilter;
use crate::diagnostics::{Report, Severity};
use crate::serve::{Problem, Server, problems};
use crate::source::Files;
use anyhow::Context;
use clap::Args;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The port unless another is asked for.
const PORT: u16 = 4600;

/// The editors that are known by name, with the addresses that they answer to.
const EDITORS: [(&str, &str); 7] = [
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{path}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{path}&line={line}&column={column}"),
];

/// The address of an editor, by its name or as it is written.
fn parse_editor(said: &str) -> Result<String, String> {
    let known =
        EDITORS.iter().find(|(name, _)| *name == said).map(|(_, address)| address.to_string());
    let script = ["javascript:", "data:", "vbscript:"]
        .iter()
        .any(|s| said.trim().to_lowercase().starts_with(s));
    let written =
        Some(said.to_string()).filter(|s| s.contains("{path}") && s.contains(':') && !script);
    known.or(written).ok_or_else(|| {
        let names: Vec<&str> = EDITORS.iter().map(|(name, _)| *name).collect();
        format!("name one of {}, or an address with {{path}} in it", names.join(", "))
    })
}

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    site: SiteOptions,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// The port; 0 for any free port [default: 4600, or any free port]
    #[arg(long)]
    port: Option<u16>,
    /// The address to listen on; 0.0.0.0 allows access from other machines
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    bind: IpAddr,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Poll for changes, for file systems without change notifications (network disks)
    #[arg(long)]
    poll: bool,
    /// Print how long each stage took after a change
    #[arg(long)]
    timings: bool,
    /// The editor in which the position of an error opens: vscode, vscodium, cursor, zed, idea, sublime, textmate, or an address
    /// such as vscode://file{path}:{line}:{column}
    #[arg(long, value_name = "EDITOR", default_value = "vscode", env = "AGON_EDITOR", value_parser = parse_editor)]
    editor: String,
}

pub(super) fn serve(args: &ServeArgs, console: &mut Console) -> anyhow::Result<u8> {
    let root = std::path::absolute(&args.site.root.root)?;
    let mut preview = Preview::new(&root);
    // watched before it is read, so that no save falls between the two
    let mut watch = watched(args, console)?;
    let mut started = Instant::now();
    // with no folder to begin with there is nothing to serve; later it may vanish and come back
    let mut seen = Ok(look(args, &mut preview, &SourceChange::Unknown)?);
    let server = start(args, console)?;
    let address = address(&server);
    console.print(&format!("{address} shows the site; stop with Ctrl-C\n"))?;
    let mut opens = args.open;
    let mut said = String::new();
    loop {
        match &seen {
            Ok(Some(now)) => {
                server.show(now.site.clone(), shown(&now.report, &now.files, args, &root));
                said.clear();
                tell(now, args, started.elapsed(), console)?;
                if std::mem::take(&mut opens) {
                    open(&address, console)?;
                }
                settle(now, &preview, &server, &watch, args, &root, console)?;
            }
            Ok(None) => {}
            Err(error) => {
                server.show(None, vec![Problem::from(error)]);
                let message = error_message(error);
                if message != said {
                    console
                        .print_error(&format!("error: {message}; waiting for the next change\n"))?;
                    said = message;
                }
            }
        }
        let changed = watch.wait();
        started = Instant::now();
        seen = look(args, &mut preview, &changed);
    }
}

/// Makes pages that nobody looks at, to find what their templates cannot make; stops as soon as something changes.
fn settle(
    now: &PreviewUpdate,
    preview: &Preview,
    server: &Server,
    watch: &SiteWatcher,
    args: &ServeArgs,
    root: &Path,
    console: &mut Console,
) -> io::Result<()> {
    let Some(site) = &now.site else { return Ok(()) };
    let depth = if preview.has_own_templates() { CheckDepth::All } else { CheckDepth::Samples };
    match site.check(depth, &watch.has_changed()) {
        Some(found) if found.is_empty() => server.settle(),
        Some(found) => {
            server.unsettle(shown(&found, &now.files, args, root));
            console.print_report(&found, &now.files, AdviceFilter::Folded)?;
            console.print(STAYS)?;
        }
        None => {}
    }
    Ok(())
}

/// Where the system does not watch, files are looked at instead.
fn watched(args: &ServeArgs, console: &mut Console) -> anyhow::Result<SiteWatcher> {
    if !args.site.root.root.is_dir() {
        // fails with the error of the loader
        look(args, &mut Preview::new(&args.site.root.root), &SourceChange::Unknown)?;
    }
    if args.poll {
        return watch::watch(&args.site.root.root, WatchBackend::Poll);
    }
    match watch::watch(&args.site.root.root, WatchBackend::System) {
        Ok(watch) => Ok(watch),
        Err(error) => {
            console.print_error(&format!(
                "the system does not tell of changes ({error:#}); looking for them instead\n"
            ))?;
            watch::watch(&args.site.root.root, WatchBackend::Poll)
        }
    }
}

fn start(args: &ServeArgs, console: &mut Console) -> anyhow::Result<Server> {
    let at = |port| Server::start(SocketAddr::new(args.bind, port));
    let started = match (args.port, at(args.port.unwrap_or(PORT))) {
        (None, Err(e)) if e.kind() == ErrorKind::AddrInUse => {
            console.print_error(&format!("port {PORT} is in use, so another one is taken\n"))?;
            at(0)
        }
        (_, started) => started,
    };
    started.with_context(|| {
        let (bind, port) = (args.bind, args.port.unwrap_or(PORT));
        let free = Server::start(SocketAddr::new(args.bind, 0)).map(|free| free.address().port());
        let next = free.map_or(String::new(), |free| format!(" (such as {free})"));
        format!("cannot serve on {bind} port {port}; choose another --port{next}, or 0 for any that is free")
    })
}

/// Where a browser on this machine finds the site.
fn address(server: &Server) -> String {
    let mut address = server.address();
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() {
            Ipv4Addr::LOCALHOST.into()
        } else {
            Ipv6Addr::LOCALHOST.into()
        });
    }
    format!("http://{address}/")
}

fn strictness(args: &ServeArgs) -> Strictness {
    if args.strict { Strictness::Strict } else { Strictness::Normal }
}

fn look(
    args: &ServeArgs,
    preview: &mut Preview,
    changed: &SourceChange,
) -> anyhow::Result<Option<PreviewUpdate>> {
    // asked for each time: the server may run over midnight
    preview.update(changed, args.site.day(), strictness(args))
}

/// What stops the site, for the overlay.
fn shown(report: &Report, files: &Files, args: &ServeArgs, root: &Path) -> Vec<Problem> {
    let counted: &[Severity] = match strictness(args) {
        Strictness::Normal => &[Severity::Error],
        Strictness::Strict => &[Severity::Error, Severity::Warning],
    };
    problems(report, files, counted, root, &args.editor)
}

const STAYS: &str = "the last good site stays until this is mended\n";

fn tell(
    now: &PreviewUpdate,
    args: &ServeArgs,
    took: Duration,
    console: &mut Console,
) -> io::Result<()> {
    let report = without_advice(&now.report);
    console.print_report(&report, &now.files, AdviceFilter::Folded)?;
    if args.timings {
        console.print_error(&timings_table(&now.timings))?;
    }
    let line = match &now.site {
        Some(site) => {
            let texts = if now.texts == 1 { "text" } else { "texts" };
            format!(
                "{} {texts} read, {} pages ({:.0} ms)\n",
                now.texts,
                site.pages(),
                took.as_secs_f64() * 1000.0
            )
        }
        None if exit_code(&report, strictness(args)) == EXIT_OK => {
            "nothing was built\n".to_string()
        }
        None => STAYS.to_string(),
    };
    console.print(&line)
}

/// Advice is for `agon check`: said again after each save, it would hide what is new.
fn without_advice(report: &Report) -> Report {
    report.iter().filter(|d| d.severity() != Severity::Advice).cloned().collect()
}

#[cfg(target_os = "macos")]
const OPENER: &[&str] = &["open"];
#[cfg(target_os = "windows")]
const OPENER: &[&str] = &["cmd", "/c", "start"];
#[cfg(not(any(target_os = "macos", target_os = "windows")))]
const OPENER: &[&str] = &["xdg-open"];

fn open(address: &str, console: &mut Console) -> io::Result<()> {
    let mut command = Command::new(OPENER[0]);
    command
        .args(&OPENER[1..])
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    match command.spawn() {
        Ok(mut opener) => {
            // reaps the process
            std::thread::spawn(move || opener.wait());
            Ok(())
        }
        Err(e) => console
            .print_error(&format!("no browser was opened ({}: {e}); open {address}\n", OPENER[0])),
    }
}
