//! What helps an editor beside building: `agon fmt`, `schema`, `doctor`, `stats`, `completions`, `man`, and the content
//! in Obsidian and on a forge.

#[path = "support/folder.rs"]
mod folder;
#[path = "browser/tools.rs"]
mod installed;

#[path = "tools/fmt.rs"]
mod fmt;
#[path = "tools/forge.rs"]
mod forge;
#[path = "tools/said.rs"]
mod said;
#[path = "tools/schema.rs"]
mod schema;
#[path = "tools/shell.rs"]
mod shell;
#[path = "tools/state.rs"]
mod state;

use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository, whose content/ is a site.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Exit code, stdout and stderr of agon in a folder.
fn agon(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_agon"))
        .args(args)
        .current_dir(dir)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).expect("agon speaks UTF-8");
    (output.status.code().expect("agon ends by itself"), text(output.stdout), text(output.stderr))
}

/// Every text of a site by its path from the root.
fn texts(root: &Path) -> Vec<agon::source::Text> {
    let loaded =
        agon::content::load::load(root, &mut Default::default()).expect("the site can be read");
    loaded.files.iter().map(|(_, text)| text.clone()).collect()
}

/// What a program prints, which must be there and succeed.
fn stdout_of(command: &mut Command) -> String {
    let out = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(out.status.success(), "{command:?}\n{}{}", text(&out.stdout), text(&out.stderr));
    text(&out.stdout)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder under target/ for what tests make for other programs.
fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tools").join(name);
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).expect("the target folder can be written");
    dir
}
