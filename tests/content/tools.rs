//! Tools on the shipped content.

use crate::support::call::{agon, root};

#[test]
fn the_content_is_tidy() {
    let (code, out, _) = agon(root(), &["fmt", "--check"]);
    assert_eq!(code, 0, "{out}");
}

#[test]
fn both_fit_on_a_screen_of_80_columns_for_the_shipped_site() {
    for (args, lines) in [(&["doctor"][..], 24), (&["stats"], 40)] {
        let (code, out, _) = agon(root(), &[args, &["--as-of", "2026-11-20"]].concat());
        let widest = out.lines().map(|l| l.chars().count()).max().unwrap();
        assert!(
            code == 0 && out.lines().count() <= lines && widest <= 80,
            "{widest} columns\n{out}"
        );
    }
}
