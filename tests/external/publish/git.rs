//! A branch of a real git repository.

use crate::programs::program;
use crate::support::call::{agon, command, edit, ended, last_line, publish, site};
use crate::support::folder::{Folder, TODAY, Tree, differences, tree};
use std::path::Path;

fn git(dir: &Path, args: &[&str]) -> String {
    let mut command = program("git");
    command
        .args([
            "-c",
            "user.name=Ann",
            "-c",
            "user.email=ann@a.example",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(args);
    command
        .current_dir(dir)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    let out = command.output().unwrap_or_else(|e| panic!("git: {e}; run: apt-get install git"));
    assert!(out.status.success(), "{command:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

/// A site in a repository whose remote `origin` is an empty one beside it.
fn repository() -> (Folder, tempfile::TempDir) {
    let (site, remote) = (site(), tempfile::tempdir().unwrap());
    git(remote.path(), &["init", "--quiet", "--bare"]);
    git(site.root(), &["init", "--quiet"]);
    git(site.root(), &["add", "--all"]);
    git(site.root(), &["commit", "--quiet", "--message", "The site"]);
    git(site.root(), &["remote", "add", "origin", remote.path().to_str().unwrap()]);
    (site, remote)
}

/// What a host would serve from the branch.
fn checked_out(remote: &Path) -> Tree {
    let copy = tempfile::tempdir().unwrap();
    git(copy.path(), &["clone", "--quiet", "--branch", "pages", remote.to_str().unwrap(), "."]);
    let mut files = tree(copy.path());
    files.retain(|path, _| {
        !path.starts_with(".git/") && path != ".agon-files" && path != ".nojekyll"
    });
    files
}

/// Somebody else puts a file into the branch.
fn push_by_hand(remote: &Path, name: &str, text: &str) {
    let copy = tempfile::tempdir().unwrap();
    git(copy.path(), &["clone", "--quiet", remote.to_str().unwrap(), "."]);
    let has_branch = git(copy.path(), &["branch", "--all"]).contains("origin/pages");
    git(
        copy.path(),
        if has_branch {
            &["checkout", "--quiet", "pages"]
        } else {
            &["checkout", "--quiet", "-b", "pages"]
        },
    );
    std::fs::write(copy.path().join(name), text).unwrap();
    git(copy.path(), &["add", "--all"]);
    git(copy.path(), &["commit", "--quiet", "--message", name]);
    git(copy.path(), &["push", "--quiet", "origin", "pages"]);
}

fn commits(remote: &Path) -> Vec<String> {
    git(remote, &["log", "--format=%s", "pages"]).lines().map(String::from).collect()
}

#[test]
fn a_branch_gets_one_commit_for_each_change_and_the_checkout_and_foreign_files_stay() {
    let (site, remote) = repository();
    push_by_hand(remote.path(), "CNAME", "debates.example");
    // somebody is in the middle of something
    site.put("draft.txt", "staged");
    git(site.root(), &["add", "draft.txt"]);
    site.put("draft.txt", "and changed");
    let own = |what: &str| match what {
        "index" => std::fs::read(site.at(".git/index")).unwrap(),
        what => git(site.root(), &what.split(' ').collect::<Vec<_>>()).into_bytes(),
    };
    let of_users = ["status --porcelain", "branch", "stash list", "log --oneline", "index"];
    let before = of_users.map(own);

    let count = site.public().len() + 1;
    assert_eq!(
        publish(site.root(), &["--branch", "pages"]),
        format!("{count} new, 0 changed, 0 deleted, 0 unchanged")
    );
    let mut there = checked_out(remote.path());
    assert_eq!(there.remove("CNAME").as_deref(), Some(b"debates.example".as_slice()));
    assert_eq!(differences(&there, &site.public()), Vec::<String>::new());
    assert_eq!(
        publish(site.root(), &["--branch", "pages"]),
        format!("0 new, 0 changed, 0 deleted, {count} unchanged")
    );
    assert_eq!(commits(remote.path()), ["Publish An example site", "CNAME"]);

    edit(&site);
    publish(site.root(), &["--branch", "pages"]);
    site.remove("content/pages/extra.md");
    let line = publish(site.root(), &["--branch", "pages"]);
    assert!(line.contains(" 1 deleted, "), "{line}");
    let mut there = checked_out(remote.path());
    assert!(there.remove("CNAME").is_some());
    assert_eq!(differences(&there, &site.public()), Vec::<String>::new());
    assert_eq!(commits(remote.path()).len(), 4, "the history is kept");
    git(site.root(), &["checkout", "--quiet", "--", "content"]);
    git(site.root(), &["clean", "--quiet", "--force", "-d", "content"]);
    let after = of_users.map(own);
    for ((what, before), after) in of_users.iter().zip(&before[..4]).zip(&after[..4]) {
        assert_eq!(String::from_utf8_lossy(after), String::from_utf8_lossy(before), "{what}");
    }
    let left: Vec<String> =
        tree(&site.at(".git")).into_keys().filter(|p| p.contains("agon-index")).collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn source_branch_is_refused() {
    let (site, remote) = repository();
    let branch = git(site.root(), &["symbolic-ref", "--short", "HEAD"]).trim().to_string();
    for pushed in [false, true] {
        if pushed {
            git(site.root(), &["push", "--quiet", "origin", &branch]);
        }
        let before = git(remote.path(), &["for-each-ref"]);
        let (code, _, err) =
            agon(site.root(), &["publish", "--branch", &branch, "--adopt", "--as-of", TODAY]);
        assert_eq!(code, 2);
        assert!(err.contains(&format!("branch {branch} holds the source of a site")), "{err}");
        assert_eq!(git(remote.path(), &["for-each-ref"]), before);
    }
}

#[test]
fn failed_publishing_leaves_nothing_in_the_repository() {
    let (site, remote) = repository();
    publish(site.root(), &["--branch", "pages"]);
    edit(&site);
    let before = tree(&site.at(".git"));
    let hook = remote.path().join("hooks/pre-receive");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    // what is left when the push does not end
    std::fs::write(&hook, "#!/bin/sh\nkill -9 $(cat agon.pid); sleep 1; exit 1\n").unwrap();
    std::fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let mut publishing = command(site.root(), &["publish", "--branch", "pages", "--as-of", TODAY]);
    let mut child = publishing.stdout(std::process::Stdio::null()).spawn().unwrap();
    std::fs::write(remote.path().join("agon.pid"), child.id().to_string()).unwrap();
    assert!(!child.wait().unwrap().success());
    assert_eq!(differences(&tree(&site.at(".git")), &before), Vec::<String>::new());
    std::fs::remove_file(&hook).unwrap();

    // and when agon ends between the push and the rest of its work
    let hook = remote.path().join("hooks/post-receive");
    std::fs::write(&hook, "#!/bin/sh\nkill -9 $(cat agon.pid)\n").unwrap();
    std::fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let mut publishing = command(site.root(), &["publish", "--branch", "pages", "--as-of", TODAY]);
    let mut child = publishing.stdout(std::process::Stdio::null()).spawn().unwrap();
    std::fs::write(remote.path().join("agon.pid"), child.id().to_string()).unwrap();
    assert!(!child.wait().unwrap().success());
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert_eq!(differences(&tree(&site.at(".git")), &before), Vec::<String>::new());
    assert_eq!(commits(remote.path()).len(), 2);
    std::fs::remove_file(&hook).unwrap();
    edit_again(&site);
    publish(site.root(), &["--branch", "pages"]);
    assert_eq!(commits(remote.path()).len(), 3);
}

fn edit_again(site: &Folder) {
    site.put("content/pages/again.md", "---\ntitle: Again\n---\nWords.\n");
}

#[test]
fn the_users_index_is_not_even_written() {
    let (site, _remote) = repository();
    let before = std::fs::read(site.at(".git/index")).unwrap();
    publish(site.root(), &["--branch", "pages", "--built"]);
    assert_eq!(std::fs::read(site.at(".git/index")).unwrap(), before);
}

#[test]
fn a_push_of_somebody_else_in_the_same_moment_is_built_upon() {
    let (site, remote) = repository();
    publish(site.root(), &["--branch", "pages"]);
    edit(&site);
    // git calls this hook when it has asked the remote where the branch is and before it pushes
    let copy = tempfile::tempdir().unwrap();
    git(
        copy.path(),
        &["clone", "--quiet", "--branch", "pages", remote.path().to_str().unwrap(), "."],
    );
    let hook = format!(
        "#!/bin/sh\nunset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE\ncd {} || exit 1\n[ -e NEWS ] && exit 0\necho x > NEWS\ngit add NEWS\n\
         git -c user.name=Bob -c user.email=b@b.example commit --quiet -m News && git push --quiet origin pages\n",
        copy.path().display()
    );
    site.put(".git/hooks/pre-push", hook);
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(
        site.at(".git/hooks/pre-push"),
        std::fs::Permissions::from_mode(0o755),
    )
    .unwrap();
    publish(site.root(), &["--branch", "pages"]);
    let title = "Publish An example site";
    assert_eq!(commits(remote.path()), [title, "News", title]);
    assert!(checked_out(remote.path()).contains_key("NEWS"));
}

#[test]
fn what_a_remote_says_is_shown_and_nothing_is_published() {
    let (site, remote) = repository();
    let hook = remote.path().join("hooks/pre-receive");
    std::fs::write(&hook, "#!/bin/sh\necho no publishing on Fridays >&2\nexit 1\n").unwrap();
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    let failed = |args: &[&str]| {
        let (code, _, err) =
            agon(site.root(), &[&["publish", "--as-of", TODAY, "--built"], args].concat());
        assert_eq!(code, 2, "{err}");
        err
    };
    let said = failed(&["--branch", "pages"]);
    assert!(
        said.contains("no publishing on Fridays") && said.contains("nothing was published"),
        "{said}"
    );
    assert_eq!(git(remote.path(), &["branch"]), "");
    let said = failed(&["--branch", "pages", "--remote", "nowhere"]);
    assert!(
        said.contains("list the branches of nowhere") && said.contains("`git remote -v`"),
        "{said}"
    );
    let said = failed(&["--branch", "a..b"]);
    assert!(said.contains("\"a..b\" cannot be the name of a branch"), "{said}");
    let said = failed(&["--branch", "pages", "--remote", "https://ann:hunter2@127.0.0.1:1/a.git"]);
    assert!(!said.contains("hunter2") && said.contains("https://…@127.0.0.1:1/a.git"), "{said}");
    let mut without_git = command(site.root(), &["publish", "--built", "--branch", "pages"]);
    without_git.env("PATH", "/nowhere");
    let (code, _, err) = ended(without_git);
    let said =
        "error: the git command is missing; install git, or publish to a folder or a bucket\n";
    assert_eq!((code, err.as_str()), (2, said));
}

#[test]
fn a_file_of_the_branch_that_is_not_agons_is_overwritten_only_when_asked() {
    let (site, remote) = repository();
    push_by_hand(remote.path(), "index.html", "by hand");
    let (code, _, err) = agon(site.root(), &["publish", "--branch", "pages", "--as-of", TODAY]);
    let said = "error: branch pages of origin has a file that agon did not put there and would overwrite: index.html; nothing was \
        published; move them, or take them over with --adopt\n";
    assert_eq!((code, err.as_str()), (2, said));
    publish(site.root(), &["--branch", "pages", "--adopt"]);
    assert_eq!(differences(&checked_out(remote.path()), &site.public()), Vec::<String>::new());
}

#[test]
fn a_site_in_no_repository_is_pushed_to_an_address() {
    let (site, remote) = (site(), tempfile::tempdir().unwrap());
    git(remote.path(), &["init", "--quiet", "--bare"]);
    let to = remote.path().to_str().unwrap();
    publish(site.root(), &["--branch", "pages", "--remote", to]);
    edit(&site);
    publish(site.root(), &["--branch", "pages", "--remote", to]);
    assert_eq!(differences(&checked_out(remote.path()), &site.public()), Vec::<String>::new());
    assert_eq!(commits(remote.path()).len(), 2);
    let (code, _, err) = agon(site.root(), &["publish", "--branch", "pages", "--built"]);
    assert_eq!(code, 2);
    assert!(err.contains("is not in a git repository and has no remote \"origin\""), "{err}");
    let dry = agon(
        site.root(),
        &["publish", "--branch", "other", "--remote", to, "--built", "--dry-run"],
    )
    .1;
    assert_eq!(
        last_line(&dry),
        format!("{} new, 0 changed, 0 deleted, 0 unchanged", site.public().len() + 1)
    );
    assert!(!git(remote.path(), &["branch"]).contains("other"));
}
