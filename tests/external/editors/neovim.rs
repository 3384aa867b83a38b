//! The same in a real editor: Neovim without a screen.

use crate::programs::program;
use crate::support::folder::Folder;
use std::process::{Command, Stdio};

const ABOUT: &str = "content/pages/about.md";

#[test]
fn in_neovim_a_slip_is_told_completed_mended_and_renamed() {
    let site = Folder::started();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/external/editors/neovim.lua");
    let given = format!("lua arg_agon, arg_page = [[{}]], [[{ABOUT}]]", env!("CARGO_BIN_EXE_agon"));
    let output = program("nvim")
        .args(["--clean", "--headless", "-n", "-c", &given, "-c", &format!("luafile {script}")])
        .env("HOME", site.root())
        .env("XDG_STATE_HOME", site.root().join("state"))
        .current_dir(site.root())
        .stdin(Stdio::null())
        .output()
        .expect("neovim is installed (apt-get install neovim)");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let expected = "\
told A201 at \"robin-sampl\": nothing is called \"robin-sampl\"; did you mean \"robin-sample\"?
told A223 at \"[@gaz\": the citation is not closed, so it is shown as text
offered gazette-parking-bill
means **Street survey of parked cars** | *survey, Exampleton Council, 28 March 2025* | Exampleton Council | Cited 11 times in 5 texts. | Evidence (measurement) of 12 claims. | https://council.example.org/street\\-survey
named 15 times
fix Write \"robin-sample\" for \"robin-sampl\"
last line Été 😀: [[robin-sample]] and [@survey-of-2025], [@gazette-parking-bill]
stands in example.yaml line 19
";
    assert_eq!(said, expected, "{}", String::from_utf8_lossy(&output.stderr));
    let check = Command::new(env!("CARGO_BIN_EXE_agon"))
        .args(["check", "--strict"])
        .current_dir(site.root())
        .output()
        .unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}
