//! `agon publish`: builds the site and carries it to where readers meet it.
//!
//! The places come from site.yaml or from the arguments, the keys of a store from the environment.

use super::build::{BuildArgs, build};
use super::console::{Console, EXIT_CONTENT, EXIT_OK};
use super::options::{CheckOptions, ReportFormat};
use super::progress::ProgressBar;
use crate::build::pipeline::{self, RecordedLists};
use crate::content::load::{ADDRESSES, PUBLICATIONS};
use crate::diagnostics::human::ReportDetail;
use crate::model::{Destination, DestinationKind, ORIGIN};
use crate::output::{BuiltSite, write_file};
use crate::publish::{
    ConflictPolicy, Credentials, DeleteLimit, PublishChanges, PublishJob, PublishMode,
    publish as carry, real_path,
};
use anyhow::{Context, bail};
use clap::Args;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The text under the command's help.
pub(super) const EXAMPLES: &str = "Example:\n  agon publish --folder /srv/www/debates\n  agon publish --branch gh-pages\n  \
    agon publish --bucket my-site --endpoint https://s3.example.org --dry-run\n  agon publish live          (a name from \
    `publish:` in site.yaml)\n\nThe keys of a store come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and \
    AWS_SESSION_TOKEN.";

#[derive(Debug, Args)]
pub(super) struct PublishArgs {
    #[command(flatten)]
    options: CheckOptions,
    /// Destinations, by their names in site.yaml [default: the only one]
    #[arg(value_name = "NAME", conflicts_with_all = ["folder", "branch", "bucket"])]
    names: Vec<String>,
    /// Publish to a folder
    #[arg(long, value_name = "DIR", conflicts_with_all = ["branch", "bucket"])]
    folder: Option<PathBuf>,
    /// Publish to a branch of a git repository
    #[arg(long, value_name = "BRANCH", conflicts_with = "bucket")]
    branch: Option<String>,
    /// The repository of the branch: the name of a remote, a URL or a path [default: origin]
    #[arg(long, value_name = "REMOTE", requires = "branch")]
    remote: Option<String>,
    /// Publish to a bucket of an S3-compatible store
    #[arg(long, value_name = "NAME[/PREFIX]")]
    bucket: Option<String>,
    /// The URL of the store [default: that of AWS]
    #[arg(long, value_name = "ADDRESS", env = "AWS_ENDPOINT_URL")]
    endpoint: Option<String>,
    /// The region of the bucket [default: us-east-1]
    #[arg(long, value_name = "REGION", env = "AWS_REGION")]
    region: Option<String>,
    /// Publish the output folder without building first
    #[arg(long)]
    built: bool,
    /// The output folder of the build [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The maximum number or share of files to delete [default: 20%, but at least 20]
    #[arg(long, value_name = "N|N%")]
    max_deletes: Option<DeleteLimit>,
    /// Publish to a destination with other files: in a folder they are kept; in a branch or bucket, those of the same name are
    /// replaced
    #[arg(long)]
    adopt: bool,
    /// List what would be done, without doing it
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn publish(args: &PublishArgs, console: &mut Console) -> anyhow::Result<u8> {
    let root = &args.options.site.root.root;
    let site = pipeline::publish_config(root);
    if site.report.has_errors() {
        console.print_report(&site.report, &site.files, ReportDetail::Selection)?;
        console.print_error("nothing was published\n")?;
        return Ok(EXIT_CONTENT);
    }
    let places = match given(args)? {
        Some(place) => vec![place],
        None => named(args, &site.destinations)?,
    };
    if !args.built {
        let code = build(
            &BuildArgs {
                options: args.options.clone(),
                out: args.out.clone(),
                adopt: false,
                no_sync: false,
                diff: false,
                drafts: false,
                dry_run: false,
            },
            console,
        )?;
        if code != EXIT_OK {
            console.print_error("nothing was published\n")?;
            return Ok(code);
        }
    }
    let out = args.options.request(args.out.clone()).out;
    let built = BuiltSite::open(root, &out)?;
    let unmanaged = built.unmanaged();
    if !unmanaged.is_empty() {
        let files = unmanaged.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = if unmanaged.len() > 5 { ", …" } else { "" };
        let place = out.display();
        let message = format!(
            "{} in {place} not built by agon and not published: {files}{more}; put them into static/ instead\n",
            if unmanaged.len() == 1 {
                "1 file".to_string()
            } else {
                format!("{} files", unmanaged.len())
            },
        );
        console.print_error(&message)?;
    }
    for place in places {
        let started = Instant::now();
        let job = PublishJob {
            root,
            built: &built,
            title: &site.title,
            delete_limit: args.max_deletes.unwrap_or_default(),
            mode: if args.dry_run { PublishMode::DryRun } else { PublishMode::Publish },
            conflicts: if args.adopt { ConflictPolicy::Adopt } else { ConflictPolicy::Refuse },
            credentials: Credentials::from_env(),
        };
        let bar = ProgressBar::new(console.is_terminal);
        let changes = carry(&job, &place, &bar);
        drop(bar);
        let changes = changes?;
        let text = summary(&changes, &place, args, started.elapsed());
        let programs_read_it = args.options.format != ReportFormat::Human && !args.built;
        if programs_read_it {
            console.print_error(&text)?;
        } else {
            console.print(&text)?;
        }
    }
    // a site of the past lacks addresses, and a site without a list keeps none
    if !args.dry_run && args.options.site.as_of.is_none() && root.join(ADDRESSES).is_file() {
        let lists = match built.record() {
            Some(built) if args.built => pipeline::record_built(root, built),
            None if args.built => {
                let message = "nothing is recorded: the folder has a site of the past, one with drafts, or one that was \
                    built before content/addresses.txt was there\n";
                console.print_error(message)?;
                return Ok(EXIT_OK);
            }
            _ => {
                let status = pipeline::permalink_status(&args.options.request(None))?;
                RecordedLists { list: status.list, publications: status.publications }
            }
        };
        let text = record(root, &lists);
        if args.options.format == ReportFormat::Human {
            console.print(&text)?;
        } else {
            console.print_error(&text)?;
        }
    }
    Ok(EXIT_OK)
}

/// Records what was published and on which day. The site is published also if that cannot be written.
fn record(root: &Path, lists: &RecordedLists) -> String {
    let lists = [
        (ADDRESSES, "the published addresses", &lists.list),
        (PUBLICATIONS, "the days of first publication", &lists.publications),
    ];
    let mut text = String::new();
    for (file, what, list) in lists {
        let Some(list) = list else { continue };
        let _ = match write_file(&root.join(file), list.as_bytes()) {
            Ok(()) => writeln!(text, "{what} are recorded; commit {file}"),
            Err(e) => writeln!(
                text,
                "{what} are not recorded: {e}; run `agon addresses --accept` where {file} can be written"
            ),
        };
    }
    text
}

/// A path relative to the current folder, while those of site.yaml are relative to the site.
fn absolute(path: &Path) -> anyhow::Result<PathBuf> {
    real_path(path).with_context(|| format!("\"{}\" is not a path; name a folder", path.display()))
}

/// The place that the arguments name.
fn given(args: &PublishArgs) -> anyhow::Result<Option<DestinationKind>> {
    Ok(match (&args.folder, &args.branch, &args.bucket) {
        (Some(folder), ..) => Some(DestinationKind::Folder(absolute(folder)?)),
        (_, Some(branch), _) => {
            let remote = args.remote.clone().unwrap_or_else(|| ORIGIN.to_string());
            let path = Path::new(&remote);
            let is_path = remote.contains('/') && path.is_dir();
            let remote =
                if is_path { absolute(path)?.to_string_lossy().into_owned() } else { remote };
            Some(DestinationKind::Branch { branch: branch.clone(), remote })
        }
        (.., Some(bucket)) => Some(DestinationKind::bucket(
            bucket,
            non_empty(&args.endpoint),
            non_empty(&args.region),
        )),
        _ => None,
    })
}

/// A variable that is set to nothing says nothing.
fn non_empty(value: &Option<String>) -> Option<String> {
    value.clone().filter(|v| !v.trim().is_empty())
}

/// The places of site.yaml that are asked for.
fn named(args: &PublishArgs, known: &[Destination]) -> anyhow::Result<Vec<DestinationKind>> {
    let names: Vec<&str> = known.iter().filter_map(|d| d.name.as_deref()).collect();
    if args.names.is_empty() {
        return match known {
            [one] => Ok(vec![place(one, args)]),
            [] => bail!(
                "nothing says where to publish to; name a --folder, a --branch or a --bucket, or write `publish:` into \
                 content/site.yaml"
            ),
            _ => bail!(
                "site.yaml has {} places; name the ones to publish to: {}",
                known.len(),
                names.join(", ")
            ),
        };
    }
    let find = |name: &String| match known.iter().find(|d| d.name.as_ref() == Some(name)) {
        Some(found) => Ok(place(found, args)),
        None => {
            let near = crate::diagnostics::suggest::nearest(name, names.iter().copied(), 1);
            let hint = match (near.first(), names.is_empty()) {
                (Some(near), _) => format!("; did you mean \"{near}\"?"),
                (None, true) => "; give an entry of `publish:` a name".to_string(),
                (None, false) => format!("; the names are: {}", names.join(", ")),
            };
            bail!("no place in site.yaml is called \"{name}\"{hint}")
        }
    };
    args.names.iter().map(find).collect()
}

/// What site.yaml leaves open comes from the arguments and the environment.
fn place(found: &Destination, args: &PublishArgs) -> DestinationKind {
    match found.to.clone() {
        DestinationKind::Bucket { bucket, prefix, endpoint, region } => DestinationKind::Bucket {
            bucket,
            prefix,
            endpoint: endpoint.or_else(|| non_empty(&args.endpoint)),
            region: region.or_else(|| non_empty(&args.region)),
        },
        other => other,
    }
}

fn summary(
    changes: &PublishChanges,
    place: &DestinationKind,
    args: &PublishArgs,
    took: Duration,
) -> String {
    let mut text = String::new();
    if args.dry_run {
        for (word, paths) in
            [("new", &changes.new), ("changed", &changes.changed), ("delete", &changes.deleted)]
        {
            text.extend(paths.iter().map(|path| format!("{word:8} {path}\n")));
        }
    }
    let (new, changed, deleted) = (changes.new.len(), changes.changed.len(), changes.deleted.len());
    let counts =
        format!("{new} new, {changed} changed, {deleted} deleted, {} unchanged", changes.unchanged);
    let end = match (args.dry_run, changes.is_empty()) {
        (true, _) => " (dry run: nothing was published)".to_string(),
        (false, true) => " (nothing to publish)".to_string(),
        (false, false) => format!(" ({:.2} s)", took.as_secs_f64()),
    };
    let _ = writeln!(text, "{counts} -> {place}{end}");
    text
}
