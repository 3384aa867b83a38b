//! The git command, with an index and an object folder of its own.
//!
//! Touches no working tree, no index and no branch of the repository. New objects are in a temporary folder until the
//! branch is pushed, so that a killed run leaves nothing in the repository; then they move there, and one reference under
//! `refs/agon/` protects them from garbage collection, so that the next run has to fetch less.

use super::error::PublishError;
use crate::model::without_password;
use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;
use walkdir::WalkDir;

/// Variables that a git hook sets for its own repository; here they would lead to the wrong one.
const HOOK_VARIABLES: [&str; 6] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
];

pub(super) struct Git {
    /// The repository.
    dir: PathBuf,
    /// Where git runs: the top of the working tree, since a remote's path may be relative to it.
    top: PathBuf,
    /// The repository's object folder; `None` if it was created for this run, because the site is in none. It has no
    /// history then.
    objects: Option<PathBuf>,
    /// The index and the new objects of this run.
    scratch: TempDir,
}

/// What git printed when it failed, on one line.
pub(super) struct GitFailure {
    pub message: String,
}

impl GitFailure {
    pub(super) fn into_error(self, action: &str) -> PublishError {
        const ACCESS_MESSAGES: [&str; 3] =
            ["Authentication failed", "Permission denied", "could not read"];
        let next = if ACCESS_MESSAGES.iter().any(|text| self.message.contains(text)) {
            "check the address and your permissions with `git push`"
        } else if self.message.contains("does not appear to be a git repository") {
            "check the remote's name with `git remote -v`, or name an address with --remote"
        } else {
            "resolve that and publish again; nothing was published"
        };
        PublishError::Git { action: action.to_string(), message: self.message, next }
    }
}

impl Git {
    /// Opens the repository of the site at `root`. If there is none, creates one for this run, if `remote` is an address
    /// or a path.
    pub(super) fn open(root: &Path, remote: &str) -> Result<Git, PublishError> {
        let io_error = |e: std::io::Error| {
            GitFailure { message: e.to_string() }.into_error("create a temporary folder")
        };
        let scratch = TempDir::with_prefix("agon-publish-").map_err(io_error)?;
        if let Some(dir) = output(command(root).args(["rev-parse", "--absolute-git-dir"]))? {
            let dir = PathBuf::from(dir);
            // a bare repository has no working tree
            let top = match output(command(root).args(["rev-parse", "--show-toplevel"]))? {
                Some(top) => PathBuf::from(top),
                None => dir.clone(),
            };
            // working trees of one repository share it
            let common = output(command(root).args(["rev-parse", "--git-common-dir"]))?;
            let common = root.join(common.unwrap_or_default());
            let objects = common.join("objects").canonicalize().map_err(io_error)?;
            std::fs::create_dir(scratch.path().join("objects")).map_err(io_error)?;
            return Ok(Git { dir, top, objects: Some(objects), scratch });
        }
        if !remote.contains(['/', ':', '\\']) {
            let (root, remote) = (root.to_path_buf(), remote.to_string());
            return Err(PublishError::NoRepository { root, remote });
        }
        let dir = scratch.path().join("repository");
        std::fs::create_dir(&dir).map_err(io_error)?;
        let git = Git { top: dir.clone(), dir, objects: None, scratch };
        git.run(&["init", "--quiet", "--bare"]).map_err(|e| e.into_error("create a repository"))?;
        Ok(git)
    }

    /// Whether the repository was created for this run.
    pub(super) fn is_temporary(&self) -> bool {
        self.objects.is_none()
    }

    /// Moves the new objects into the repository and protects them with a reference.
    pub(super) fn keep(&self, commit: &str, reference: &str) -> Result<(), GitFailure> {
        let Some(objects) = &self.objects else { return Ok(()) };
        let scratch = self.scratch.path().join("objects");
        let mut files: Vec<PathBuf> = WalkDir::new(&scratch)
            .into_iter()
            .filter_map(|entry| Some(entry.ok()?.into_path()))
            .filter(|path| path.is_file())
            .collect();
        // git finds a pack by its index
        files.sort_by_key(|path| path.extension().is_some_and(|e| e == "idx"));
        for file in files {
            let target = objects.join(file.strip_prefix(&scratch).unwrap_or(&file));
            move_object(&file, &target).map_err(|e| GitFailure { message: e.to_string() })?;
        }
        self.run(&["update-ref", reference, commit])?;
        Ok(())
    }

    /// Runs git and returns its output.
    pub(super) fn run(&self, args: &[&str]) -> Result<String, GitFailure> {
        self.run_with_input(args, Vec::new())
    }

    pub(super) fn run_with_input(
        &self,
        args: &[&str],
        input: Vec<u8>,
    ) -> Result<String, GitFailure> {
        let mut command = command(&self.top);
        command.env("GIT_DIR", &self.dir);
        command.env("GIT_INDEX_FILE", self.scratch.path().join("index"));
        if let Some(objects) = &self.objects {
            command.env("GIT_OBJECT_DIRECTORY", self.scratch.path().join("objects"));
            command.env("GIT_ALTERNATE_OBJECT_DIRECTORIES", quoted(objects));
        }
        // a collection of garbage would not see the objects of this run
        command.args(["-c", "gc.auto=0", "-c", "maintenance.auto=false"]).args(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let io_failure = |e: std::io::Error| GitFailure { message: e.to_string() };
        let mut child = command.spawn().map_err(io_failure)?;
        let mut stdin = child.stdin.take();
        // git prints while it reads, so the input needs a thread
        let output = std::thread::scope(|scope| {
            scope.spawn(move || stdin.as_mut().map(|stdin| stdin.write_all(&input)));
            child.wait_with_output()
        });
        let output = output.map_err(io_failure)?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            false => Err(GitFailure { message: one_line(&output.stderr) }),
        }
    }
}

/// Moves a file that never changes once it exists.
fn move_object(source: &Path, target: &Path) -> std::io::Result<()> {
    if target.exists() {
        return Ok(());
    }
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder)?;
    }
    if std::fs::rename(source, target).is_err() {
        // another disk
        let temporary = target.with_extension(format!("agon-{}", std::process::id()));
        std::fs::copy(source, &temporary)?;
        std::fs::rename(&temporary, target)?;
    }
    Ok(())
}

/// A path for a list that is separated by colons.
fn quoted(path: &Path) -> OsString {
    let text = path.to_string_lossy();
    match text.contains([':', '"']) && cfg!(unix) {
        true => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")).into(),
        false => path.into(),
    }
}

fn command(dir: &Path) -> Command {
    let mut command = Command::new("git");
    for name in HOOK_VARIABLES {
        command.env_remove(name);
    }
    // messages are compared, so they must be in English
    command.env("LC_ALL", "C").env("GIT_ADVICE", "0").current_dir(dir);
    command
}

/// The output of a command; `None` if it fails.
fn output(command: &mut Command) -> Result<Option<String>, PublishError> {
    let output = command.stdin(Stdio::null()).output().map_err(|e| match e.kind() {
        ErrorKind::NotFound => PublishError::NoGit,
        _ => GitFailure { message: e.to_string() }.into_error("start git"),
    })?;
    let text = String::from_utf8_lossy(&output.stdout).trim_end().to_string();
    Ok(if output.status.success() { Some(text) } else { None })
}

/// Joins the lines, without hints and without the passwords of addresses.
fn one_line(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("hint:"));
    without_password(&lines.collect::<Vec<_>>().join("; "))
}
