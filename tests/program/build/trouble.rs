//! Builds on a machine that does not play along: what cannot be read, what vanishes, what does not fit.

use crate::support::folder::{Folder, TODAY, differences};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

/// Exit code and stderr.
fn said(mut command: Command) -> (i32, String) {
    let output = command.env("NO_COLOR", "1").output().expect("a program runs");
    let err = String::from_utf8(output.stderr).expect("agon speaks UTF-8");
    assert!(!err.contains("panicked"), "{err}");
    (output.status.code().expect("it ends by itself"), err)
}

fn build(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_agon"));
    command.args(["build", "--as-of", TODAY, "--root"]).arg(root);
    command
}

#[test]
fn what_cannot_be_read_is_an_error_with_its_path_and_all_of_it_is_told_at_once() {
    let site = Folder::started();
    site.build();
    let before = site.public();
    let at = |path: &str| site.at(&format!("content/pages/{path}"));
    fs::File::create(at("huge.md")).unwrap().set_len(100_000_000).unwrap();
    fs::write(site.at("content/pages").join(OsStr::from_bytes(b"na\xffme.md")), "x").unwrap();
    symlink("nowhere.md", at("link.md")).unwrap();
    symlink(site.at("content"), at("round")).unwrap();
    symlink("/proc/self/mem", at("memory.md")).unwrap();
    site.make_pipe("content/pages/pipe.md");
    let (code, err) = said(build(site.root()));
    assert_eq!(code, 1, "{err}");
    for (path, what, next) in [
        (
            "content/pages/huge.md",
            "has 100000000 bytes; agon reads such files up to 1048576 bytes (1 MB)",
            "split the text",
        ),
        ("content/pages/na\u{fffd}me.md", "the file's name is not UTF-8", "rename the file"),
        ("content/pages/link.md", "cannot be read", "where its links lead"),
        (
            "content/pages/round",
            "is a link to content, which contains it, so it was not followed",
            "where its links lead",
        ),
        ("content/pages/memory.md", "cannot be read", "check the file's rights"),
        ("content/pages/pipe.md", "is not a plain file", "where its links lead"),
    ] {
        assert!(
            [path, what, next].iter().all(|part| err.contains(part)),
            "no {path}: {what}: {next} in {err}"
        );
    }
    assert_eq!(differences(&site.public(), &before), Vec::<String>::new());
}

#[test]
fn a_folder_that_vanishes_and_comes_back_while_it_is_built_leaves_a_site_that_was_there() {
    let site = Folder::started();
    let (with, without) = (
        Folder::of(&crate::support::folder::tree(site.root())),
        Folder::of(&crate::support::folder::tree(site.root())),
    );
    fs::remove_dir_all(without.at("content/topics")).unwrap();
    without.build();
    with.build();
    site.build();
    let stop = AtomicBool::new(false);
    std::thread::scope(|threads| {
        threads.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                fs::rename(site.at("content/topics"), site.at("topics")).unwrap();
                std::thread::yield_now();
                fs::rename(site.at("topics"), site.at("content/topics")).unwrap();
                std::thread::sleep(std::time::Duration::from_micros(300));
            }
        });
        for _ in 0..25 {
            let (code, err) = said(build(site.root()));
            assert!([0, 1].contains(&code), "{code}: {err}");
            let public = site.public();
            assert!(
                public.contains_key("index.html") && public.contains_key("about.html"),
                "{err}"
            );
        }
        stop.store(true, Ordering::Relaxed);
    });
    assert_eq!(said(build(site.root())).0, 0);
    assert_eq!(differences(&site.public(), &with.public()), Vec::<String>::new());
}

#[test]
fn a_site_whose_folder_is_gone_is_told_so() {
    let site = Folder::started();
    fs::remove_dir_all(site.at("content")).unwrap();
    let (code, err) = said(build(site.root()));
    assert!(
        code == 1 && err.contains("there is no content/site.yaml in ") && err.contains("agon init"),
        "{code}: {err}"
    );
    let (code, err) = said(build(&site.at("nowhere")));
    assert!(
        code == 2 && err.contains("there is no folder ") && err.contains("--root"),
        "{code}: {err}"
    );
}

/// A shell that runs agon where no file may grow beyond a few blocks: what a full disk does, on any machine.
fn cramped(root: &Path) -> Command {
    let mut shell = Command::new("/bin/sh");
    let line = "trap '' XFSZ; ulimit -f 8; exec \"$0\" build --as-of \"$1\" --root \"$2\"";
    shell.args(["-c", line, env!("CARGO_BIN_EXE_agon"), TODAY]).arg(root);
    shell
}

#[test]
fn what_does_not_fit_on_the_disk_leaves_the_old_site_and_says_what_to_do() {
    let site = Folder::started();
    site.build();
    let before = site.public();
    site.put("static/picture.png", vec![7; 200_000]);
    site.replace("content/site.yaml", "An example site", "Another site");
    let (code, err) = said(cramped(site.root()));
    assert!(
        code == 2 && err.contains("cannot write ") && err.contains("build again"),
        "{code}: {err}"
    );
    assert_eq!(differences(&site.public(), &before), Vec::<String>::new());
    assert_eq!(said(build(site.root())).0, 0);
    assert_ne!(differences(&site.public(), &before), Vec::<String>::new());
}

/// The same on a disk that is really full: a memory file system of a few megabytes, in a name space of its own.
#[test]
fn a_full_disk_leaves_the_old_site_and_says_what_to_do() {
    let site = Folder::started();
    let disk = Folder::empty();
    let mount = "mount -t tmpfs -o size=12m none \"$1\"";
    let shell = |script: &str| {
        let mut shell = Command::new("unshare");
        shell.args(["--map-root-user", "--mount", "sh", "-ec", script, env!("CARGO_BIN_EXE_agon")]);
        shell.arg(disk.root()).arg(site.root()).arg(TODAY);
        shell
    };
    if !shell(mount).output().is_ok_and(|output| output.status.success()) {
        // no name spaces here; the test above has the same with a limit
        return;
    }
    let script = format!(
        "{mount}\n\"$0\" build --root \"$2\" --as-of \"$3\" --out \"$1/public\"\ncp -r \"$1/public\" \"$1/before\"\n\
         head -c 200000 /dev/zero > \"$2/picture\"; mkdir -p \"$2/static\"; mv \"$2/picture\" \"$2/static/picture.png\"\n\
         sed -i 's/An example site/Another site/' \"$2/content/site.yaml\"\n\
         dd if=/dev/zero of=\"$1/fill\" bs=4k 2>/dev/null || true\n\
         \"$0\" build --root \"$2\" --as-of \"$3\" --out \"$1/public\" && exit 9\n\
         rm \"$1/fill\"; diff -r \"$1/before\" \"$1/public\" >&2\n\
         \"$0\" build --root \"$2\" --as-of \"$3\" --out \"$1/public\"\ngrep -q 'Another site' \"$1/public/index.html\""
    );
    let (code, err) = said(shell(&script));
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("free some space and build again"), "{err}");
}
