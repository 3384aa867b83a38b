//! The programs that these tests run: those of the machine (`programs.txt`), npm packages and PyPI packages under `target/`.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};

/// Commands with their Debian packages, one pair per line; `.ci/run` reads the same file.
const PROGRAMS: &str = include_str!("programs.txt");

/// The Debian packages of all commands that are not installed.
static MISSING: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let programs = PROGRAMS.lines().filter_map(|line| line.split_once(' '));
    let missing = programs.filter(|(command, _)| find(command).is_none());
    missing.map(|(_, package)| package).collect()
});

fn find(command: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let sbin = [PathBuf::from("/usr/sbin")];
    let mut folders = std::env::split_paths(&path).chain(sbin);
    folders.find_map(|folder| Some(folder.join(command)).filter(|file| file.is_file()))
}

/// Fails with the list of everything that is missing.
fn check() {
    let packages: Vec<&str> = MISSING.iter().copied().collect();
    assert!(
        packages.is_empty(),
        "programs are missing; run: apt-get install --no-install-recommends {}",
        packages.join(" ")
    );
}

/// Fails with the list of everything that is missing, which is not captured.
pub(crate) fn report_missing() {
    if !MISSING.is_empty() {
        let packages: Vec<&str> = MISSING.iter().copied().collect();
        let _ = writeln!(std::io::stderr(), "missing packages: {}", packages.join(" "));
    }
    check();
}

/// A command of `programs.txt`.
pub(crate) fn program(name: &str) -> Command {
    check();
    let listed = PROGRAMS.lines().any(|line| line.split(' ').next() == Some(name));
    assert!(listed, "{name} is not in programs.txt");
    Command::new(find(name).expect("check found all commands"))
}

/// A folder of `target/` that outlives the tests, so that packages are downloaded once.
fn package_folder(kind: &str, name: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("target/tmp is in target");
    target.join(kind).join(name)
}

/// One installation at a time.
static INSTALLING: Mutex<()> = Mutex::new(());

/// A file of an npm package of exactly this version.
pub(crate) fn npm(package: &str, version: &str, file: &str) -> PathBuf {
    let _guard = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    let home = package_folder("npm", &format!("{package}-{version}"));
    let path = home.join("node_modules").join(package).join(file);
    if !path.is_file() {
        std::fs::create_dir_all(&home).expect("the target folder can be written");
        let mut npm = program("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(&home);
        output(npm.arg(format!("{package}@{version}")), "");
        assert!(path.is_file(), "{package}@{version} has no {file}");
    }
    path
}

/// A virtual environment with exactly these packages (`name==version`); its programs are in `bin/`.
pub(crate) fn pypi(packages: &[&str]) -> PathBuf {
    let _guard = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    let home = package_folder("pypi", &packages.join("+"));
    if !home.join("ready").is_file() {
        output(program("python3").args(["-m", "venv"]).arg(&home), "");
        let pip = ["-m", "pip", "install", "--quiet"];
        output(Command::new(home.join("bin/python3")).args(pip).args(packages), "");
        std::fs::write(home.join("ready"), "").expect("the target folder can be written");
    }
    home
}

/// What a Python script prints that reads `input`; these packages are installed.
pub(crate) fn python(packages: &[&str], script: &str, args: &[&OsStr], input: &str) -> String {
    let mut python = Command::new(pypi(packages).join("bin/python3"));
    output(python.args(["-c", script]).args(args), input)
}

/// What a command prints that reads `input`; it must succeed.
pub(crate) fn output(command: &mut Command, input: impl AsRef<[u8]> + Send) -> String {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let mut stdin = child.stdin.take().expect("it was piped");
    let output = std::thread::scope(|scope| {
        // a program that reads nothing closes its input, which is no failure
        scope.spawn(move || drop(stdin.write_all(input.as_ref())));
        child.wait_with_output().expect("it ends")
    });
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it prints UTF-8")
}
