use super::*;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

fn site(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

fn loaded(dir: &Path) -> (Loaded, Vec<(String, String)>) {
    let mut report = Report::default();
    let loaded = load(dir, &mut report).unwrap();
    (loaded, report.list.into_iter().map(|d| (d.code, d.path.unwrap())).collect())
}

fn paths(loaded: &Loaded) -> Vec<&str> {
    loaded.files.iter().map(|(_, t)| t.path.as_str()).collect()
}

const SITE: (&str, &[u8]) = ("content/site.yaml", b"title: x\n");

#[test]
fn texts_come_sorted_by_path_and_what_editors_leave_is_passed_over() {
    let dir = site(&[
        SITE,
        ("content/topics/a/topic.md", b"t"),
        ("content/topics/a-b/topic.md", b"t"),
        ("content/topics/a/.topic.md.swp", b"x"),
        ("content/topics/a/topic.md~", b"x"),
        ("content/topics/a/x.swp", b"x"),
        ("content/topics/a/#topic.md#", b"x"),
        ("content/.obsidian/app.yaml", b"x"),
    ]);
    let (loaded, told) = loaded(dir.path());
    assert_eq!(paths(&loaded), ["content/site.yaml", "content/topics/a-b/topic.md", "content/topics/a/topic.md"]);
    assert_eq!(told, []);
}

#[test]
fn the_sites_own_template_and_style_stand_in_for_the_built_in_one() {
    let built_in = embedded::templates();
    let own = built_in.first().map_or("own.html".to_string(), |t| t.path.clone());
    let dir = site(&[SITE, (&format!("templates/{own}"), b"mine"), ("static/zz/own.css", b"css")]);
    let (loaded, _) = loaded(dir.path());
    assert_eq!(loaded.templates.iter().find(|t| t.path == own).unwrap().body, "mine");
    assert_eq!(loaded.templates.len(), built_in.len().max(1));
    assert!(loaded.statics.contains(&Artifact { path: "zz/own.css".into(), bytes: b"css".to_vec() }));
    assert!(
        loaded.templates.is_sorted_by(|a, b| a.path < b.path) && loaded.statics.is_sorted_by(|a, b| a.path < b.path)
    );
}

#[test]
fn what_cannot_be_read_or_has_no_place_is_told_with_its_path() {
    let dir =
        site(&[("content/sources/a.yaml", b"ok: \xff"), ("content/photo.jpg", b"x"), ("templates/notes.css", b"x")]);
    let at = |p: &str| dir.path().join(p);
    symlink("nowhere", at("content/broken.md")).unwrap();
    symlink(at("content"), at("content/sources/round")).unwrap();
    fs::write(at("content").join(std::ffi::OsStr::from_bytes(b"na\xffme.md")), "x").unwrap();
    fs::File::create(at("content/huge.md")).unwrap().set_len(LARGEST + 1).unwrap();
    let (loaded, told) = loaded(dir.path());
    let told: Vec<_> = told.iter().map(|(c, p)| (c.as_str(), p.as_str())).collect();
    assert_eq!(paths(&loaded), Vec::<&str>::new());
    assert_eq!(
        told,
        [
            ("A005", "content/broken.md"),
            ("A001", "content/na\u{fffd}me.md"),
            ("A002", "content/photo.jpg"),
            ("A005", "content/sources/round"),
            ("A005", "content/huge.md"),
            ("A002", "templates/notes.css"),
            ("A001", "content/sources/a.yaml"),
            ("A003", "content/site.yaml"),
        ]
    );
}

#[test]
fn the_message_names_the_first_bad_byte() {
    let dir = site(&[SITE, ("content/pages/a.md", b"ok: \xff")]);
    let mut report = Report::default();
    load(dir.path(), &mut report).unwrap();
    assert_eq!(report.list[0].message, "content/pages/a.md is not UTF-8: byte 4 (0xff) is the first that is not");
}

#[test]
fn linked_files_and_folders_are_followed() {
    let dir = site(&[SITE, ("elsewhere/topic.md", b"t")]);
    fs::create_dir(dir.path().join("content/topics")).unwrap();
    symlink(dir.path().join("elsewhere"), dir.path().join("content/topics/a")).unwrap();
    let (loaded, told) = loaded(dir.path());
    assert_eq!(paths(&loaded), ["content/site.yaml", "content/topics/a/topic.md"]);
    assert_eq!(told, []);
}

#[test]
fn the_digest_changes_with_any_file_its_name_or_its_folder_and_with_nothing_else() {
    let digest = |files: &[(&str, &[u8])]| loaded(site(files).path()).0.digest;
    let base = digest(&[SITE, ("content/pages/a.md", b"a")]);
    assert_eq!(base, digest(&[("content/pages/a.md", b"a"), SITE]));
    for other in [
        &[SITE][..],
        &[SITE, ("content/pages/a.md", b"b")],
        &[SITE, ("content/pages/b.md", b"a")],
        &[SITE, ("content/pages/a.md", b"a"), ("content/pages/b.jpg", b"")],
        &[SITE, ("content/pages/a.md", b"a"), ("static/pages/a.md", b"a")],
    ] {
        assert_ne!(base, digest(other));
    }
}

#[test]
fn a_root_that_is_missing_or_a_file_is_an_error() {
    let dir = site(&[SITE]);
    let mut report = Report::default();
    assert!(matches!(load(&dir.path().join("no"), &mut report), Err(LoadError::Missing(_))));
    assert!(matches!(load(&dir.path().join("content/site.yaml"), &mut report), Err(LoadError::NotAFolder(_))));
}
