//! The same input gives the same bytes, wherever, whenever and in whatever order its files were made.

use crate::support::folder::{Folder, TODAY, Tree, differences, findings, tree};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

/// The starting site as the program builds it, from another folder and under other settings of the machine.
fn built_by_the_program(site: &Folder, from: &Path, settings: &[(&str, &str)]) -> Tree {
    let status = Command::new(env!("CARGO_BIN_EXE_agon"))
        .args(["build", "--as-of", TODAY, "--root"])
        .arg(site.root())
        .current_dir(from)
        .envs(settings.iter().copied())
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
    site.public()
}

#[test]
fn neither_the_folder_nor_the_clock_nor_the_language_of_the_machine_changes_a_byte() {
    let expected = {
        let site = Folder::started();
        site.build();
        site.public()
    };
    let elsewhere = Folder::empty();
    for settings in [
        &[][..],
        &[("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
        &[("TZ", "America/Adak"), ("LC_ALL", "C"), ("RAYON_NUM_THREADS", "1")],
    ] {
        let found = built_by_the_program(&Folder::started(), elsewhere.root(), settings);
        assert_eq!(differences(&expected, &found), Vec::<String>::new(), "{settings:?}");
    }
    assert!(expected.len() > 40, "{}", expected.len());
}

#[test]
fn the_order_in_which_files_were_made_changes_no_byte() {
    let site = Folder::started();
    site.build();
    let mut files: Vec<_> = tree(&site.at("content")).into_iter().collect();
    files.reverse();
    let other = Folder::empty();
    for (path, bytes) in files {
        other.put(&format!("content/{path}"), bytes);
    }
    other.build();
    assert_eq!(differences(&site.public(), &other.public()), Vec::<String>::new());
}

#[test]
fn lines_of_windows_and_a_byte_order_mark_change_no_page() {
    let site = Folder::started();
    site.build();
    let other = Folder::empty();
    for (path, bytes) in tree(&site.at("content")) {
        let text = String::from_utf8(bytes).unwrap();
        other.put(&format!("content/{path}"), format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    let outcome = other.build();
    assert_eq!(findings(&outcome), "");
    assert_eq!(differences(&site.public(), &other.public()), Vec::<String>::new());
}

#[test]
fn a_second_build_writes_nothing_and_a_small_change_only_what_it_touches() {
    let site = Folder::started();
    let first = site.build().summary.unwrap();
    let stamps = |site: &Folder| -> Vec<(String, SystemTime)> {
        let stamp =
            |path: &String| fs::metadata(site.at("public").join(path)).unwrap().modified().unwrap();
        site.public().keys().map(|path| (path.clone(), stamp(path))).collect()
    };
    let before = stamps(&site);
    let second = site.build().summary.unwrap();
    assert_eq!((second.written, second.reused, second.removed), (0, first.written, 0));
    assert_eq!(stamps(&site), before);

    site.replace("content/pages/about.md", "This site", "One more sentence. This site");
    site.build();
    let changed: Vec<String> = stamps(&site)
        .into_iter()
        .zip(before)
        .filter(|(now, then)| now != then)
        .map(|(now, _)| now.0)
        .collect();
    let pages: Vec<_> = changed.iter().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages, ["about.html"]);
}
