//! The programs that tests need beside cargo; whoever lacks one is told how to get it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes sure that a command exists.
pub fn need(command: &str, package: &str) {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).any(|folder| folder.join(command).is_file());
    assert!(
        found,
        "{command} is missing; run: apt-get install -y --no-install-recommends {package}"
    );
}

/// A file of an npm package of exactly this version, installed into target/npm when it is missing.
pub fn npm(package: &str, version: &str, file: &str) -> PathBuf {
    need("npm", "nodejs npm");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("target/tmp is in target");
    let home = target.join("npm").join(format!("{package}-{version}"));
    let path = home.join("node_modules").join(package).join(file);
    if !path.is_file() {
        std::fs::create_dir_all(&home).expect("the target folder can be written");
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(&home);
        let out = npm.arg(format!("{package}@{version}")).output().expect("npm runs");
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(path.is_file(), "npm could not install {package}@{version}: {said}");
    }
    path
}
