//! Publishing to a branch of a git repository: one commit on top of what is there, pushed in one step.
//!
//! Takes a built site, a branch and a remote, gives what changes. A list in the branch says which files are agon's; all
//! others, such as CNAME, stay as they are. Where nothing changed there is no commit. The history is never rewritten: when
//! somebody else pushed meanwhile, the commit is made once more on top of theirs.

mod git;

use super::{Changes, Clash, Job, Mode, PublishError};
use crate::build::pipeline::Progress;
use crate::model::{Place, without_password};
use git::{Git, Refused, refused};
use std::collections::{BTreeMap, BTreeSet};

/// Names agon's files in the branch, one on each line.
const LIST: &str = ".agon-files";
/// Tells GitHub Pages to serve the files as they are: without it Jekyll drops what begins with an underscore.
const NO_JEKYLL: &str = ".nojekyll";
/// How often the commit is made when others push at the same time.
const TRIES: usize = 2;

/// Path and object of each file of a tree.
type Objects = BTreeMap<String, String>;

pub(super) fn publish(
    job: &Job<'_>,
    branch: &str,
    remote: &str,
    progress: &dyn Progress,
) -> Result<Changes, PublishError> {
    let path = job.root.join(remote);
    let path = path.canonicalize().ok().filter(|p| remote.contains('/') && p.is_dir());
    let remote = path.as_ref().and_then(|p| p.to_str()).unwrap_or(remote);
    let git = Git::open(job.root, remote)?;
    git.run(&["check-ref-format", "--branch", branch])
        .map_err(|_| refused("publish", &format!("\"{branch}\" cannot be the name of a branch")))?;
    let mut last = None;
    for _ in 0..TRIES {
        let tip = fetch(&git, branch, remote)?;
        let made = Commit::make(&git, job, branch, remote, tip.as_deref(), progress)?;
        let (Some(commit), Mode::Publish) = (made.commit, job.mode) else {
            return Ok(made.changes);
        };
        let to = format!("{commit}:refs/heads/{branch}");
        match git.run(&["push", "--quiet", remote, &to]) {
            Ok(_) => return Ok(made.changes),
            // somebody else was first; everything else does not go away by itself
            Err(e)
                if e.said.contains("non-fast-forward")
                    || e.said.contains("fetch first")
                    || is_race(&e) =>
            {
                last = Some(e)
            }
            Err(e) => return Err(pushing(branch, remote, &e)),
        }
    }
    Err(pushing(branch, remote, &last.unwrap_or(Refused { said: String::new() })))
}

/// The words of a remote that met another push in the same moment.
fn is_race(refused: &Refused) -> bool {
    ["cannot lock ref", "failed to update ref", "reference already exists", "incorrect old value"]
        .iter()
        .any(|words| refused.said.contains(words))
}

fn pushing(branch: &str, remote: &str, e: &Refused) -> PublishError {
    refused(&format!("push {branch} to {}", without_password(remote)), &e.said)
}

/// The newest commit of the branch, brought here; `None` where the remote has no such branch.
fn fetch(git: &Git, branch: &str, remote: &str) -> Result<Option<String>, PublishError> {
    let shown = without_password(remote);
    let name = format!("refs/heads/{branch}");
    let listed = git.run(&["ls-remote", "--quiet", remote, &name]);
    let listed = listed.map_err(|e| refused(&format!("ask {shown} for its branches"), &e.said))?;
    if !listed.lines().any(|line| line.ends_with(&format!("\t{name}"))) {
        return Ok(None);
    }
    let kept = format!("refs/agon/{branch}");
    let get = format!("+{name}:{kept}");
    let depth: &[&str] = if git.is_own() { &["--depth=1"] } else { &[] };
    let args =
        [&["fetch", "--quiet", "--no-tags", "--no-write-fetch-head"], depth, &[remote, &get]]
            .concat();
    git.run(&args).map_err(|e| refused(&format!("fetch {branch} from {shown}"), &e.said))?;
    let tip = git.run(&["rev-parse", "--verify", &format!("{kept}^{{commit}}")]);
    tip.map(|t| Some(t.trim().to_string())).map_err(|e| refused("read the branch", &e.said))
}

struct Commit {
    changes: Changes,
    /// `None` where there is nothing to commit.
    commit: Option<String>,
}

impl Commit {
    fn make(
        git: &Git,
        job: &Job<'_>,
        branch: &str,
        remote: &str,
        tip: Option<&str>,
        progress: &dyn Progress,
    ) -> Result<Commit, PublishError> {
        let failed = |e: Refused| refused("make the commit", &e.said);
        let there = tip.map_or(Ok(Objects::new()), |tip| objects(git, tip))?;
        let own = tip.map_or(Ok(BTreeSet::new()), |tip| owned(git, tip, &there))?;
        let wanted = write(git, job, progress)?;
        let changes = compare(&wanted, &there, &own);
        no_clash(job, &wanted, &there, &own, branch, remote)?;
        let published = own.iter().filter(|path| there.contains_key(*path)).count();
        job.limit.check(changes.deleted.len(), published)?;
        if job.mode == Mode::DryRun {
            return Ok(Commit { changes, commit: None });
        }
        match tip {
            Some(tip) => git.run(&["read-tree", tip]),
            None => git.run(&["read-tree", "--empty"]),
        }
        .map_err(failed)?;
        git.feed(&["update-index", "-z", "--index-info"], edits(&wanted, &changes.deleted))
            .map_err(failed)?;
        let tree = git.run(&["write-tree"]).map_err(failed)?.trim().to_string();
        if let Some(tip) = tip
            && git.run(&["rev-parse", &format!("{tip}^{{tree}}")]).map_err(failed)?.trim() == tree
        {
            return Ok(Commit { changes, commit: None });
        }
        let message = format!(
            "Publish {}\n\n{} new, {} changed, {} deleted, {} unchanged\n",
            job.title,
            changes.new.len(),
            changes.changed.len(),
            changes.deleted.len(),
            changes.unchanged
        );
        let mut args = vec!["commit-tree", &tree];
        args.extend(tip.iter().flat_map(|tip| ["-p", *tip]));
        let author = ["-c", "user.name=agon", "-c", "user.email=agon@localhost"];
        if !git.has_author() {
            args.splice(0..0, author);
        }
        let commit = git.feed(&args, message.into_bytes()).map_err(failed)?.trim().to_string();
        Ok(Commit { changes, commit: Some(commit) })
    }
}

/// The files of a commit.
fn objects(git: &Git, tip: &str) -> Result<Objects, PublishError> {
    let listed = git.run(&["ls-tree", "-r", "-z", "--full-tree", tip]);
    let listed = listed.map_err(|e| refused("read the branch", &e.said))?;
    let entry = |line: &str| {
        let (head, path) = line.split_once('\t')?;
        Some((path.to_string(), head.split(' ').nth(2)?.to_string()))
    };
    Ok(listed.split('\0').filter_map(entry).collect())
}

/// Which files of the branch are agon's, by the list in it.
fn owned(git: &Git, tip: &str, there: &Objects) -> Result<BTreeSet<String>, PublishError> {
    if !there.contains_key(LIST) {
        return Ok(BTreeSet::new());
    }
    let list = git.run(&["cat-file", "blob", &format!("{tip}:{LIST}")]);
    let list = list.map_err(|e| refused("read the list of files in the branch", &e.said))?;
    Ok(list.lines().map(String::from).chain([LIST.to_string()]).collect())
}

/// Makes an object of each file, of the list and of what hosts need.
fn write(git: &Git, job: &Job<'_>, progress: &dyn Progress) -> Result<Objects, PublishError> {
    let failed = |e: Refused| refused("add the files to the repository", &e.said);
    let files = job.built.files();
    progress.stage("publish", files.len());
    let folder = job.built.folder();
    let paths: String =
        files.iter().map(|f| format!("{}\n", folder.join(&f.path).display())).collect();
    let made = git
        .feed(&["hash-object", "-w", "--no-filters", "--stdin-paths"], paths.into_bytes())
        .map_err(failed)?;
    let mut wanted: Objects =
        files.iter().map(|f| f.path.clone()).zip(made.lines().map(String::from)).collect();
    let mut blob = |path: &str, bytes: Vec<u8>| {
        let made = git.feed(&["hash-object", "-w", "--stdin"], bytes).map_err(failed)?;
        wanted.insert(path.to_string(), made.trim().to_string());
        Ok::<(), PublishError>(())
    };
    blob(NO_JEKYLL, Vec::new())?;
    let list: String = files
        .iter()
        .map(|f| f.path.as_str())
        .chain([NO_JEKYLL])
        .map(|p| format!("{p}\n"))
        .collect();
    blob(LIST, list.into_bytes())?;
    Ok(wanted)
}

fn compare(wanted: &Objects, there: &Objects, own: &BTreeSet<String>) -> Changes {
    let mut changes = Changes::default();
    for (path, object) in wanted.iter().filter(|(path, _)| *path != LIST) {
        match there.get(path) {
            None => changes.new.push(path.clone()),
            Some(other) if other != object => changes.changed.push(path.clone()),
            Some(_) => changes.unchanged += 1,
        }
    }
    let stale = own.iter().filter(|path| there.contains_key(*path) && !wanted.contains_key(*path));
    changes.deleted = stale.cloned().collect();
    changes
}

/// Files in the branch that are not agon's must not be overwritten, nor stand where a folder is needed.
fn no_clash(
    job: &Job<'_>,
    wanted: &Objects,
    there: &Objects,
    own: &BTreeSet<String>,
    branch: &str,
    remote: &str,
) -> Result<(), PublishError> {
    let folders: BTreeSet<&str> = wanted.keys().flat_map(|path| folders(path)).collect();
    let is_in_the_way = |path: &str, object: &String| {
        let is_other =
            wanted.get(path).is_some_and(|wanted| wanted != object && job.clash == Clash::Refuse);
        is_other
            || folders.contains(path)
            || self::folders(path).any(|folder| wanted.contains_key(folder))
    };
    let foreign =
        there.iter().filter(|(path, object)| !own.contains(*path) && is_in_the_way(path, object));
    let paths: Vec<String> = foreign.map(|(path, _)| path.clone()).collect();
    if paths.is_empty() {
        return Ok(());
    }
    let place =
        Place::Branch { branch: branch.to_string(), remote: remote.to_string() }.to_string();
    Err(PublishError::Foreign { place, paths })
}

/// The folders that a path stands in.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// What the index is told: deletions first, so that a file can take a folder's place.
fn edits(wanted: &Objects, deleted: &[String]) -> Vec<u8> {
    let nothing = "0".repeat(wanted.values().next().map_or(40, String::len));
    let gone = deleted.iter().map(|path| format!("0 {nothing}\t{path}\0"));
    let put = wanted.iter().map(|(path, object)| format!("100644 {object}\t{path}\0"));
    gone.chain(put).collect::<String>().into_bytes()
}
