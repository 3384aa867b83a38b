//! Calls agon as a shell does.

use super::folder::{Folder, TODAY};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// agon in a folder, with nothing of this machine's settings.
pub(crate) fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_agon"));
    let of_stores = [
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_ENDPOINT_URL",
        "AWS_REGION",
    ];
    of_stores.iter().for_each(|name| {
        command.env_remove(name);
    });
    command.args(args).current_dir(dir).env("NO_COLOR", "1");
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    command
}

/// Exit code, stdout and stderr.
pub(crate) fn ended(mut command: Command) -> (i32, String, String) {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let text = |bytes| String::from_utf8(bytes).expect("agon speaks UTF-8");
    (output.status.code().expect("agon ends by itself"), text(output.stdout), text(output.stderr))
}

pub(crate) fn agon(dir: &Path, args: &[&str]) -> (i32, String, String) {
    ended(command(dir, args))
}

/// Publishes for a fixed day, and gives the last line without its time. A failure is a failure of the test.
pub(crate) fn publish(dir: &Path, args: &[&str]) -> String {
    let (code, out, err) = agon(dir, &[&["publish", "--as-of", TODAY], args].concat());
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    last_line(&out)
}

/// `2 new, 1 changed, 0 deleted, 83 unchanged`
pub(crate) fn last_line(out: &str) -> String {
    let mut counts = out.lines().rev().filter_map(|line| line.split_once(" -> "));
    counts.next().unwrap_or_default().0.to_string()
}

/// The starting site, built.
pub(crate) fn site() -> Folder {
    let folder = Folder::started();
    folder.build();
    folder
}

/// Adds a gather, changes a thread and removes a page, so that pages come, change and go.
pub(crate) fn edit(folder: &Folder) {
    let gather = "---\nkind: gather\ndate: 2025-05-05\n---\n## Notes\n- [@example-parking-survey] More of it, see [[parking-bill]]. ^more\n";
    let key = folder.read("content/sources/example.yaml");
    let key = key
        .lines()
        .find_map(|l| l.trim_start_matches("- ").strip_prefix("id: "))
        .expect("a source")
        .to_string();
    let gather = gather.replace("example-parking-survey", &key);
    folder.put("content/topics/parking-minimums/gathers/2025-05-05.md", gather);
    let thread = "content/topics/parking-minimums/threads/who-needs-the-spaces.md";
    folder.put(
        thread,
        folder.read(thread) + "\n## Aside\nA word more [[2025-05-05#^more]]. ^aside\n",
    );
    folder.put(
        "content/pages/extra.md",
        "---\ntitle: Extra\n---\nWords that lead to [[who-needs-the-spaces#^aside]].\n",
    );
}

/// The repository, whose content/ is a site.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every text of a site by its path from the root.
pub(crate) fn texts(root: &Path) -> Vec<agon::source::SourceFile> {
    let loaded =
        agon::content::load::load(root, &mut Default::default()).expect("the site can be read");
    loaded.files.iter().map(|(_, text)| text.clone()).collect()
}

/// What a program prints, which must be there and succeed.
pub(crate) fn stdout_of(command: &mut Command) -> String {
    let out = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(out.status.success(), "{command:?}\n{}{}", text(&out.stdout), text(&out.stderr));
    text(&out.stdout)
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder under target/ for what tests make for other programs.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tools").join(name);
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).expect("the target folder can be written");
    dir
}

/// A port that is free now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).and_then(|l| l.local_addr()).expect("a free port").port()
}

pub(crate) fn wait_for(port: u16) {
    let answers = (0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        TcpStream::connect(("127.0.0.1", port)).is_ok()
    });
    assert!(answers, "nobody answers on port {port}");
}
