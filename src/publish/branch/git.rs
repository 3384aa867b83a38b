//! The git command line, with an index of its own.
//!
//! Takes arguments and what to write to git's input, gives its output. Touches no working tree, no index and no branch of
//! the repository that it works in: objects are added, and one reference under `refs/agon/` keeps them from being cleaned.

use crate::model::without_password;
use crate::publish::PublishError;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Variables that a git hook sets for its own repository; here they would lead to the wrong one.
const OF_HOOKS: [&str; 6] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
];

pub struct Git {
    dir: PathBuf,
    /// Where git runs: the top of the working tree, since a remote's path may be seen from there.
    top: PathBuf,
    /// An index of this run alone.
    index: PathBuf,
    /// A repository made for this run, where the site is in none.
    own: Option<PathBuf>,
}

impl Drop for Git {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.index);
        if let Some(own) = &self.own {
            let _ = std::fs::remove_dir_all(own);
        }
    }
}

/// What git said, where it did not do what it was asked.
pub struct Refused {
    pub said: String,
}

impl Git {
    /// Opens the repository that the site stands in. Where it stands in none, one is made for this run, if `remote` can be
    /// reached without.
    pub fn open(root: &Path, remote: &str) -> Result<Git, PublishError> {
        let asked =
            command(root).args(["rev-parse", "--absolute-git-dir"]).stdin(Stdio::null()).output();
        let asked = asked.map_err(no_git)?;
        let number = std::process::id();
        if asked.status.success() {
            let dir = PathBuf::from(String::from_utf8_lossy(&asked.stdout).trim_end());
            let top =
                command(root).args(["rev-parse", "--show-toplevel"]).stdin(Stdio::null()).output();
            let top = top.map_err(no_git)?;
            // a bare repository has no working tree
            let top = if top.status.success() {
                String::from_utf8_lossy(&top.stdout).trim_end().into()
            } else {
                dir.clone()
            };
            return Ok(Git {
                index: dir.join(format!("agon-index-{number}")),
                dir,
                top,
                own: None,
            });
        }
        if !remote.contains(['/', ':', '\\']) {
            return Err(PublishError::NoRepository {
                root: root.to_path_buf(),
                remote: remote.to_string(),
            });
        }
        let dir = std::env::temp_dir().join(format!("agon-publish-{number}"));
        let git = Git {
            index: dir.join("agon-index"),
            dir: dir.clone(),
            top: dir.clone(),
            own: Some(dir),
        };
        let made = command(root)
            .args(["init", "--quiet", "--bare"])
            .arg(&git.dir)
            .stdin(Stdio::null())
            .output();
        match made.map_err(no_git)? {
            made if made.status.success() => Ok(git),
            made => Err(refused("make a repository", &words(&made.stderr))),
        }
    }

    /// Runs git and gives its output.
    pub fn run(&self, args: &[&str]) -> Result<String, Refused> {
        self.feed(args, Vec::new())
    }

    /// The same with something on its input.
    pub fn feed(&self, args: &[&str], input: Vec<u8>) -> Result<String, Refused> {
        let mut command = command(&self.top);
        command.env("GIT_DIR", &self.dir).env("GIT_INDEX_FILE", &self.index).args(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|e| Refused { said: e.to_string() })?;
        let mut stdin = child.stdin.take();
        // git answers while it reads, so both sides need a thread
        let output = std::thread::scope(|scope| {
            scope.spawn(move || stdin.as_mut().map(|s| s.write_all(&input)));
            child.wait_with_output()
        });
        let output = output.map_err(|e| Refused { said: e.to_string() })?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            false => Err(Refused { said: words(&output.stderr) }),
        }
    }

    /// Whether the repository was made for this run, so that it has no history yet.
    pub fn is_own(&self) -> bool {
        self.own.is_some()
    }

    /// Whether somebody is named as the author of commits.
    pub fn has_author(&self) -> bool {
        self.run(&["var", "GIT_COMMITTER_IDENT"]).is_ok()
    }
}

fn command(dir: &Path) -> Command {
    let mut command = Command::new("git");
    for name in OF_HOOKS {
        command.env_remove(name);
    }
    // its words are read, so they must be the ones that are known
    command.env("LC_ALL", "C").env("GIT_ADVICE", "0").current_dir(dir);
    command
}

fn no_git(error: std::io::Error) -> PublishError {
    match error.kind() {
        ErrorKind::NotFound => PublishError::NoGit,
        _ => refused("start git", &error.to_string()),
    }
}

pub fn refused(doing: &str, said: &str) -> PublishError {
    let next = match said {
        s if s.contains("Authentication failed")
            || s.contains("Permission denied")
            || s.contains("could not read") =>
        {
            "check the address and your rights with `git push`"
        }
        s if s.contains("does not appear to be a git repository") => {
            "check the remote's name with `git remote -v`, or name an address with --remote"
        }
        _ => "mend that and publish again; nothing was published",
    };
    PublishError::Git { doing: doing.to_string(), said: said.to_string(), next }
}

/// What git said on one line, without the passwords of addresses.
fn words(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("hint:"));
    without_password(&lines.collect::<Vec<_>>().join("; "))
}
