//! The git command, with an index of its own.
//!
//! Touches no working tree, no index and no branch of the repository: objects are added, and one reference under
//! `refs/agon/` protects them from garbage collection.

use super::error::PublishError;
use crate::model::without_password;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
    /// The index of this run.
    index: PathBuf,
    /// Whether the repository was created for this run, because the site is in none. It has no history then.
    pub is_temporary: bool,
}

impl Drop for Git {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.index);
        if self.is_temporary {
            let _ = std::fs::remove_dir_all(&self.dir);
        }
    }
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
        let process = std::process::id();
        if let Some(dir) = output(command(root).args(["rev-parse", "--absolute-git-dir"]))? {
            let dir = PathBuf::from(dir);
            // a bare repository has no working tree
            let top = match output(command(root).args(["rev-parse", "--show-toplevel"]))? {
                Some(top) => PathBuf::from(top),
                None => dir.clone(),
            };
            let index = dir.join(format!("agon-index-{process}"));
            return Ok(Git { dir, top, index, is_temporary: false });
        }
        if !remote.contains(['/', ':', '\\']) {
            let (root, remote) = (root.to_path_buf(), remote.to_string());
            return Err(PublishError::NoRepository { root, remote });
        }
        let dir = std::env::temp_dir().join(format!("agon-publish-{process}"));
        std::fs::create_dir_all(&dir)
            .map_err(|e| GitFailure { message: e.to_string() }.into_error("create a repository"))?;
        let index = dir.join("agon-index");
        let git = Git { top: dir.clone(), dir, index, is_temporary: true };
        git.run(&["init", "--quiet", "--bare"]).map_err(|e| e.into_error("create a repository"))?;
        Ok(git)
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
        command.env("GIT_DIR", &self.dir).env("GIT_INDEX_FILE", &self.index).args(args);
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
