//! `agon serve`: serves the site, waits for changes, updates it.
//!
//! Prints diagnostics as `agon build` does, and one line for each change. Runs until it is stopped.

use super::console::{Console, EXIT_OK, error_message};
use super::options::SiteOptions;
use super::summary::{exit_code, timings_table};
use crate::build::pipeline::{CheckDepth, Preview, PreviewUpdate, Strictness};
use crate::build::watch::{self, SiteWatcher, WatchBackend};
use crate::content::load::SourceChange;
use crate::diagnostics::human::ReportDetail;
use crate::diagnostics::{Report, Severity, counted};
use crate::serve::{Problem, Server, problems};
use crate::source::Files;
use anyhow::Context;
use clap::Args;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The default port.
const PORT: u16 = 4600;

/// Editors that can be named, with their URLs.
const EDITORS: [(&str, &str); 7] = [
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{path}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{path}&line={line}&column={column}"),
];

/// The URL of an editor, given by name or as a URL.
fn parse_editor(value: &str) -> Result<String, String> {
    if let Some((_, url)) = EDITORS.iter().find(|(name, _)| *name == value) {
        return Ok(url.to_string());
    }
    let scheme = value.trim().split(':').next().unwrap_or_default().to_lowercase();
    let is_script = ["javascript", "data", "vbscript"].contains(&scheme.as_str());
    if value.contains("{path}") && value.contains(':') && !is_script {
        return Ok(value.to_string());
    }
    let names = EDITORS.map(|(name, _)| name).join(", ");
    Err(format!("name one of {names}, or a URL with {{path}} in it"))
}

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    site: SiteOptions,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// The port; 0 for any free port [default: 4600, or a free port if it is in use]
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
    /// The editor that opens the position of an error: vscode, vscodium, cursor, zed, idea, sublime, textmate, or a URL
    /// such as vscode://file{path}:{line}:{column}
    #[arg(long, value_name = "EDITOR", default_value = "vscode", env = "AGON_EDITOR", value_parser = parse_editor)]
    editor: String,
}

pub(super) fn serve(args: &ServeArgs, console: &mut Console) -> anyhow::Result<u8> {
    let root = std::path::absolute(&args.site.root.root)?;
    let mut preview = Preview::new(&root);
    // started before the site is read, so that no save is missed
    let mut watcher = watch_site(args, console)?;
    let mut started = Instant::now();
    // an error now ends the command; later the folder may vanish and come back
    let mut result = Ok(update(args, &mut preview, &SourceChange::Unknown)?);
    let server = start(args, console)?;
    let url = browser_url(&server);
    console.print(&format!("{url} shows the site; stop with Ctrl-C\n"))?;
    let mut opens = args.open;
    let mut last_error = String::new();
    loop {
        match &result {
            Ok(Some(now)) => {
                server.show(now.site.clone(), overlay(&now.report, &now.files, args, &root));
                last_error.clear();
                print_update(now, args, started.elapsed(), console)?;
                if std::mem::take(&mut opens) {
                    open(&url, console)?;
                }
                settle(now, &preview, &server, &watcher, args, &root, console)?;
            }
            Ok(None) => {}
            Err(error) => {
                server.show(None, vec![Problem::from(error)]);
                let message = error_message(error);
                if message != last_error {
                    console
                        .print_error(&format!("error: {message}; waiting for the next change\n"))?;
                    last_error = message;
                }
            }
        }
        let change = watcher.wait();
        started = Instant::now();
        result = update(args, &mut preview, &change);
    }
}

/// Renders pages that are not open, to find template errors; stops at the next change.
fn settle(
    now: &PreviewUpdate,
    preview: &Preview,
    server: &Server,
    watcher: &SiteWatcher,
    args: &ServeArgs,
    root: &Path,
    console: &mut Console,
) -> io::Result<()> {
    let Some(site) = &now.site else { return Ok(()) };
    let depth = if preview.has_own_templates() { CheckDepth::All } else { CheckDepth::Samples };
    match site.check(depth, &watcher.has_changed()) {
        Some(report) if report.is_empty() => server.settle(),
        Some(report) => {
            server.unsettle(overlay(&report, &now.files, args, root));
            console.print_report(&report, &now.files, ReportDetail::Selection)?;
            console.print(LAST_GOOD_SITE)?;
        }
        None => {}
    }
    Ok(())
}

/// Watches the site, by polling if the system has no change notifications.
fn watch_site(args: &ServeArgs, console: &mut Console) -> anyhow::Result<SiteWatcher> {
    let root = &args.site.root.root;
    if !root.is_dir() {
        // fails with the error of the loader
        update(args, &mut Preview::new(root), &SourceChange::Unknown)?;
    }
    if !args.poll {
        match watch::watch(root, WatchBackend::System) {
            Ok(watcher) => return Ok(watcher),
            Err(error) => console.print_error(&format!(
                "the system does not report changes ({error:#}); polling for them instead\n"
            ))?,
        }
    }
    watch::watch(root, WatchBackend::Poll)
}

fn start(args: &ServeArgs, console: &mut Console) -> anyhow::Result<Server> {
    let port = args.port.unwrap_or(PORT);
    let mut server = listen(args.bind, port);
    if let Err(e) = &server
        && e.kind() == ErrorKind::AddrInUse
        && args.port.is_none()
    {
        console.print_error(&format!("port {PORT} is in use; using another one\n"))?;
        server = listen(args.bind, 0);
    }
    if !args.bind.is_loopback() && server.is_ok() {
        console.print_error(
            "warning: other machines on the network can read this site, unpublished texts included\n",
        )?;
    }
    server.with_context(|| {
        let free = match listen(args.bind, 0) {
            Ok(free) => format!(" (such as {})", free.address().port()),
            Err(_) => String::new(),
        };
        format!(
            "cannot serve on {} port {port}; choose another --port{free}, or 0 for any that is free",
            args.bind
        )
    })
}

fn listen(address: IpAddr, port: u16) -> io::Result<Server> {
    Server::start(SocketAddr::new(address, port), Server::IDLE_LIMIT)
}

/// The URL of the site for a browser on this machine.
fn browser_url(server: &Server) -> String {
    let mut address = server.address();
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    format!("http://{address}/")
}

fn strictness(args: &ServeArgs) -> Strictness {
    if args.strict { Strictness::Strict } else { Strictness::Normal }
}

fn update(
    args: &ServeArgs,
    preview: &mut Preview,
    change: &SourceChange,
) -> anyhow::Result<Option<PreviewUpdate>> {
    // the day is read each time, since the server may run past midnight
    preview.update(change, args.site.day(), strictness(args))
}

/// The problems that stop a build, for the overlay.
fn overlay(report: &Report, files: &Files, args: &ServeArgs, root: &Path) -> Vec<Problem> {
    let severities: &[Severity] = match strictness(args) {
        Strictness::Normal => &[Severity::Error],
        Strictness::Strict => &[Severity::Error, Severity::Warning],
    };
    problems(report, files, severities, root, &args.editor)
}

const LAST_GOOD_SITE: &str = "the last good site is served until the errors are fixed\n";

fn print_update(
    now: &PreviewUpdate,
    args: &ServeArgs,
    took: Duration,
    console: &mut Console,
) -> io::Result<()> {
    // advice repeated after each save would hide what is new
    let mut report = now.report.clone();
    report.retain(|d| d.severity() != Severity::Advice);
    console.print_report(&report, &now.files, ReportDetail::Selection)?;
    if args.timings {
        console.print_error(&timings_table(&now.timings))?;
    }
    match &now.site {
        Some(site) => console.print(&format!(
            "{} read, {} ({:.0} ms)\n",
            counted(now.texts, "text"),
            counted(site.pages(), "page"),
            took.as_secs_f64() * 1000.0
        )),
        None if exit_code(&report, strictness(args)) == EXIT_OK => {
            console.print("nothing was built\n")
        }
        None => console.print(LAST_GOOD_SITE),
    }
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
