//! `agon doctor` in a git repository.

use crate::programs::program;
use crate::support::call::{agon, stdout_of};
use crate::support::folder::Folder;

fn shown(site: &Folder) -> String {
    let (code, out, err) = agon(site.root(), &["doctor", "--as-of", "2025-06-01"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    out
}

#[test]
fn doctor_counts_what_is_not_committed() {
    let site = Folder::started();
    let git = |args: &[&str]| {
        let names = ["-c", "user.name=A", "-c", "user.email=a@a.example"];
        stdout_of(program("git").args(names).args(args).current_dir(site.root()));
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "begun"]);
    assert!(shown(&site).ends_with("agon 0.1.0; all of content/ is committed\n"));
    site.put("content/pages/new.md", "---\ntitle: New\n---\nText.\n");
    site.put("notes.txt", "elsewhere");
    assert!(shown(&site).ends_with("agon 0.1.0; not committed under content/: 1\n"));
}
