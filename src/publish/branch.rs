//! Publishing to a branch of a git repository: one commit on top of the branch, pushed in one step.
//!
//! A list in the branch names agon's files; all others, such as CNAME, stay as they are. Without changes there is no
//! commit. The history is never rewritten: after a push by someone else the commit is made once more on top of theirs.

use super::error::PublishError;
use super::git::{Git, GitFailure};
use super::job::{ConflictPolicy, PublishChanges, PublishJob, PublishMode};
use crate::build::pipeline::Progress;
use crate::model::{DestinationKind, without_password};
use std::collections::{BTreeMap, BTreeSet};

/// What a branch with the source of a site has.
const SOURCE: &str = "content/site.yaml";
/// Names agon's files in the branch, one on each line.
const FILE_LIST: &str = ".agon-files";
/// Lets GitHub Pages serve the files as they are: Jekyll would drop names that begin with an underscore.
const NO_JEKYLL: &str = ".nojekyll";
/// How often the commit is made when others push at the same time.
const ATTEMPTS: usize = 2;
/// Parts of the messages of a push that lost a race; other failures do not go away with another attempt.
const RACE_MESSAGES: [&str; 6] = [
    "non-fast-forward",
    "fetch first",
    "cannot lock ref",
    "failed to update ref",
    "reference already exists",
    "incorrect old value",
];

/// The files of a tree: path and object.
type GitFiles = BTreeMap<String, String>;

pub(super) fn publish(
    job: &PublishJob<'_>,
    branch: &str,
    remote: &str,
    progress: &dyn Progress,
) -> Result<PublishChanges, PublishError> {
    let mut remote = remote.to_string();
    if let Ok(path) = job.root.join(&remote).canonicalize()
        && remote.contains('/')
        && path.is_dir()
    {
        remote = path.to_string_lossy().into_owned();
    }
    let git = Git::open(job.root, &remote)?;
    git.run(&["check-ref-format", "--branch", branch]).map_err(|_| {
        let message = format!("\"{branch}\" cannot be the name of a branch");
        GitFailure { message }.into_error("publish")
    })?;
    let publishing = BranchPublishing { job, git, branch, remote };
    let mut attempt = 1;
    loop {
        let tip = publishing.fetch()?;
        let (changes, commit) = publishing.commit(tip.as_deref(), progress)?;
        let Some(commit) = commit else { return Ok(changes) };
        let refspec = format!("{commit}:refs/heads/{branch}");
        let address = publishing.push_address();
        let Err(e) = publishing.git.run(&["push", "--quiet", &address, &refspec]) else {
            let reference = format!("refs/agon/{branch}");
            publishing
                .git
                .keep(&commit, &reference)
                .map_err(|e| e.into_error("keep the commit"))?;
            return Ok(changes);
        };
        let is_race = RACE_MESSAGES.iter().any(|message| e.message.contains(message));
        if attempt == ATTEMPTS || !is_race {
            return Err(e.into_error(&format!("push {branch} to {}", publishing.display_remote())));
        }
        attempt += 1;
    }
}

struct BranchPublishing<'a> {
    job: &'a PublishJob<'a>,
    git: Git,
    branch: &'a str,
    remote: String,
}

impl BranchPublishing<'_> {
    /// The address of the remote. A push to its name would set `refs/remotes/…` to a commit that is not in the repository
    /// yet.
    fn push_address(&self) -> String {
        let address = self.git.run(&["remote", "get-url", "--push", &self.remote]);
        address.map_or_else(|_| self.remote.clone(), |address| address.trim().to_string())
    }

    fn display_remote(&self) -> String {
        without_password(&self.remote)
    }

    /// Fetches the branch and returns its newest commit; `None` if the remote has no such branch.
    fn fetch(&self) -> Result<Option<String>, PublishError> {
        let (git, branch, remote) = (&self.git, self.branch, &self.remote);
        let display = self.display_remote();
        let name = format!("refs/heads/{branch}");
        let branches = git
            .run(&["ls-remote", "--quiet", remote, &name])
            .map_err(|e| e.into_error(&format!("list the branches of {display}")))?;
        let tip = branches.lines().find_map(|line| line.strip_suffix(&format!("\t{name}")));
        let Some(tip) = tip else { return Ok(None) };
        // Without a refmap, a fetch by name would set `refs/remotes/…`.
        let mut args = vec!["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap="];
        if git.is_temporary() {
            args.push("--depth=1");
        }
        args.extend([remote, name.as_str()]);
        git.run(&args).map_err(|e| e.into_error(&format!("fetch {branch} from {display}")))?;
        git.run(&["rev-parse", "--verify", &format!("{tip}^{{commit}}")])
            .map_err(|e| e.into_error("read the branch"))?;
        Ok(Some(tip.to_string()))
    }

    /// Makes the commit; `None` if nothing changed or nothing is to be published.
    fn commit(
        &self,
        tip: Option<&str>,
        progress: &dyn Progress,
    ) -> Result<(PublishChanges, Option<String>), PublishError> {
        let (mut old, mut managed) = (GitFiles::new(), BTreeSet::new());
        if let Some(tip) = tip {
            old = self.files(tip)?;
            managed = self.managed(tip, &old)?;
        }
        self.check_source(&old, &managed)?;
        let new = self.add_objects(progress)?;
        let changes = changes(&new, &old, &managed);
        self.check_unmanaged(&new, &old, &managed)?;
        let published = managed.iter().filter(|path| old.contains_key(*path)).count();
        self.job.delete_limit.check(changes.deleted.len(), published)?;
        if self.job.mode == PublishMode::DryRun {
            return Ok((changes, None));
        }
        let commit = self
            .commit_objects(tip, &new, &changes)
            .map_err(|e| e.into_error("create the commit"))?;
        Ok((changes, commit))
    }

    fn commit_objects(
        &self,
        tip: Option<&str>,
        new: &GitFiles,
        changes: &PublishChanges,
    ) -> Result<Option<String>, GitFailure> {
        let git = &self.git;
        git.run(&["read-tree", tip.unwrap_or("--empty")])?;
        let edits = index_edits(new, &changes.deleted);
        git.run_with_input(&["update-index", "-z", "--index-info"], edits)?;
        let tree = git.run(&["write-tree"])?.trim().to_string();
        let mut args = Vec::new();
        if git.run(&["var", "GIT_COMMITTER_IDENT"]).is_err() {
            args.extend(["-c", "user.name=agon", "-c", "user.email=agon@localhost"]);
        }
        args.extend(["commit-tree", &tree]);
        if let Some(tip) = tip {
            if git.run(&["rev-parse", &format!("{tip}^{{tree}}")])?.trim() == tree {
                return Ok(None);
            }
            args.extend(["-p", tip]);
        }
        let message = format!(
            "Publish {}\n\n{} new, {} changed, {} deleted, {} unchanged\n",
            self.job.title,
            changes.new.len(),
            changes.changed.len(),
            changes.deleted.len(),
            changes.unchanged
        );
        Ok(Some(git.run_with_input(&args, message.into_bytes())?.trim().to_string()))
    }

    /// The files of a commit.
    fn files(&self, commit: &str) -> Result<GitFiles, PublishError> {
        let list = self
            .git
            .run(&["ls-tree", "-r", "-z", "--full-tree", commit])
            .map_err(|e| e.into_error("read the branch"))?;
        let mut files = GitFiles::new();
        for line in list.split('\0') {
            if let Some((head, path)) = line.split_once('\t')
                && let Some(object) = head.split(' ').nth(2)
            {
                files.insert(path.to_string(), object.to_string());
            }
        }
        Ok(files)
    }

    /// The files of the branch that are agon's, by the list in it.
    fn managed(&self, tip: &str, files: &GitFiles) -> Result<BTreeSet<String>, PublishError> {
        if !files.contains_key(FILE_LIST) {
            return Ok(BTreeSet::new());
        }
        let list = self
            .git
            .run(&["cat-file", "blob", &format!("{tip}:{FILE_LIST}")])
            .map_err(|e| e.into_error("read the list of files in the branch"))?;
        Ok(list.lines().chain([FILE_LIST]).map(String::from).collect())
    }

    /// Adds the files of the site, their list, and a file for GitHub Pages to the repository.
    fn add_objects(&self, progress: &dyn Progress) -> Result<GitFiles, PublishError> {
        let failed = |e: GitFailure| e.into_error("add the files to the repository");
        let files = self.job.built.files();
        progress.stage("publish", files.len());
        let (mut paths, mut list) = (String::new(), String::new());
        for file in files {
            paths += &format!("{}\n", self.job.built.folder().join(&file.path).display());
            list += &format!("{}\n", file.path);
        }
        list += NO_JEKYLL;
        list.push('\n');
        let args = ["hash-object", "-w", "--no-filters", "--stdin-paths"];
        let hashes = self.git.run_with_input(&args, paths.into_bytes()).map_err(failed)?;
        let mut objects: GitFiles =
            files.iter().map(|f| f.path.clone()).zip(hashes.lines().map(String::from)).collect();
        for (path, text) in [(NO_JEKYLL, String::new()), (FILE_LIST, list)] {
            let args = ["hash-object", "-w", "--stdin"];
            let hash = self.git.run_with_input(&args, text.into_bytes()).map_err(failed)?;
            objects.insert(path.to_string(), hash.trim().to_string());
        }
        Ok(objects)
    }

    /// The branch must not be the one that the site itself is written in.
    fn check_source(&self, old: &GitFiles, managed: &BTreeSet<String>) -> Result<(), PublishError> {
        let is_source = |path: &&String| {
            (path.as_str() == SOURCE || path.ends_with(&format!("/{SOURCE}")))
                && !managed.contains(*path)
        };
        let is_checked_out = old.is_empty()
            && !self.git.is_temporary()
            && self
                .git
                .run(&["symbolic-ref", "--short", "HEAD"])
                .is_ok_and(|b| b.trim() == self.branch);
        match is_checked_out || old.keys().any(|path| is_source(&path)) {
            true => Err(PublishError::SourceBranch(self.branch.to_string())),
            false => Ok(()),
        }
    }

    /// Unmanaged files of the branch must neither be overwritten nor be in the place of a folder.
    fn check_unmanaged(
        &self,
        new: &GitFiles,
        old: &GitFiles,
        managed: &BTreeSet<String>,
    ) -> Result<(), PublishError> {
        let new_folders: BTreeSet<&str> = new.keys().flat_map(|path| folders(path)).collect();
        let mut paths = Vec::new();
        for (path, object) in old {
            let is_overwritten = self.job.conflicts == ConflictPolicy::Refuse
                && new.get(path).is_some_and(|new| new != object);
            let is_in_the_way = new_folders.contains(path.as_str())
                || folders(path).any(|folder| new.contains_key(folder));
            if !managed.contains(path) && (is_overwritten || is_in_the_way) {
                paths.push(path.clone());
            }
        }
        if paths.is_empty() {
            return Ok(());
        }
        let (branch, remote) = (self.branch.to_string(), self.remote.clone());
        let place = DestinationKind::Branch { branch, remote }.to_string();
        Err(PublishError::Unmanaged { place, paths })
    }
}

fn changes(new: &GitFiles, old: &GitFiles, managed: &BTreeSet<String>) -> PublishChanges {
    let mut changes = PublishChanges::default();
    for (path, object) in new {
        if path != FILE_LIST {
            changes.add(path, old.get(path).map(|old| old == object));
        }
    }
    for path in managed {
        if old.contains_key(path) && !new.contains_key(path) {
            changes.deleted.push(path.clone());
        }
    }
    changes
}

/// The folders that contain a path.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// The input of `update-index`: deletions first, so that a file can take the place of a folder.
fn index_edits(new: &GitFiles, deleted: &[String]) -> Vec<u8> {
    let null_object = "0".repeat(new.values().next().map_or(40, String::len));
    let mut edits = String::new();
    for path in deleted {
        edits += &format!("0 {null_object}\t{path}\0");
    }
    for (path, object) in new {
        edits += &format!("100644 {object}\t{path}\0");
    }
    edits.into_bytes()
}
