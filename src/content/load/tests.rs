use super::{
    LARGEST_MARKDOWN, LARGEST_YAML, LoadError, SiteSources, SourceCache, SourceChange, embedded,
    load,
};
use crate::diagnostics::{Report, codes};
use crate::source::OutputFile;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;

fn site(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

fn loaded(dir: &Path) -> (SiteSources, Vec<(String, String)>) {
    let mut report = Report::default();
    let loaded = load(dir, &mut report).unwrap();
    (loaded, report.into_iter().map(|d| (d.code.to_string(), d.path.unwrap())).collect())
}

fn paths(loaded: &SiteSources) -> Vec<&str> {
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
    assert_eq!(
        paths(&loaded),
        ["content/site.yaml", "content/topics/a-b/topic.md", "content/topics/a/topic.md"]
    );
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
    assert!(
        loaded.statics.contains(&OutputFile { path: "zz/own.css".into(), bytes: b"css".to_vec() })
    );
    assert!(
        loaded.templates.is_sorted_by(|a, b| a.path < b.path)
            && loaded.statics.is_sorted_by(|a, b| a.path < b.path)
    );
}

#[test]
fn what_cannot_be_read_or_has_no_place_is_told_with_its_path() {
    let dir = site(&[
        ("content/sources/a.yaml", b"ok: \xff"),
        ("content/photo.jpg", b"x"),
        ("templates/notes.css", b"x"),
    ]);
    let at = |p: &str| dir.path().join(p);
    symlink("nowhere", at("content/broken.md")).unwrap();
    symlink(at("content"), at("content/sources/round")).unwrap();
    fs::write(at("content").join(std::ffi::OsStr::from_bytes(b"na\xffme.md")), "x").unwrap();
    for (name, size) in [("huge.md", LARGEST_MARKDOWN), ("sources/huge.yaml", LARGEST_YAML)] {
        let file = fs::File::create(at(&format!("content/{name}"))).unwrap();
        file.set_len(size + 1).unwrap();
    }
    let (loaded, told) = loaded(dir.path());
    let told: Vec<_> = told.iter().map(|(c, p)| (c.as_str(), p.as_str())).collect();
    assert_eq!(paths(&loaded), Vec::<&str>::new());
    // a text may name it
    let assets: Vec<&str> = loaded.files.assets().iter().map(|a| a.path.as_str()).collect();
    assert_eq!(assets, ["content/photo.jpg"]);
    assert_eq!(
        told,
        [
            ("A005", "content/broken.md"),
            ("A001", "content/na\u{fffd}me.md"),
            ("A005", "content/sources/round"),
            ("A005", "content/huge.md"),
            ("A005", "content/sources/huge.yaml"),
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
    assert_eq!(
        report.as_slice()[0].message,
        "content/pages/a.md is not UTF-8: byte 4 (0xff) is the first that is not"
    );
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
fn links_out_of_the_site_are_refused_by_name() {
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir(outside.path().join("shared")).unwrap();
    for path in ["secret.md", "shared/logo.svg", "layout.html"] {
        fs::write(outside.path().join(path), "SECRET").unwrap();
    }
    let dir = site(&[SITE, (".env", b"SECRET"), ("templates/own.html", b"x"), ("static/a", b"a")]);
    let at = |path: &str| dir.path().join(path);
    for (target, link) in [
        (outside.path().join("secret.md"), "content/secret.md"),
        (outside.path().join("layout.html"), "templates/layout.html"),
        (outside.path().join("shared"), "static/shared"),
        ("/proc/self".into(), "static/proc"),
        (at(".env"), "static/environment"),
        (at("static/a"), "static/b"),
    ] {
        symlink(target, at(link)).unwrap();
    }
    let refused = |told: Vec<(String, String)>| -> Vec<String> {
        assert!(told.iter().all(|(code, _)| code == codes::UNREADABLE.id), "{told:?}");
        told.into_iter().map(|(_, path)| path).collect()
    };
    let (sources, told) = loaded(dir.path());
    let expected = [
        "content/secret.md",
        "templates/layout.html",
        "static/environment",
        "static/proc",
        "static/shared",
    ];
    assert_eq!(refused(told), expected);
    assert_eq!(paths(&sources), ["content/site.yaml"]);
    assert!(sources.statics.iter().all(|file| file.bytes != b"SECRET"));
    assert!(sources.statics.iter().any(|file| file.path == "b"));

    fs::write(at("content/site.yaml"), "follow_links: [static/shared, content/secret.md]\n")
        .unwrap();
    let (sources, told) = loaded(dir.path());
    assert_eq!(refused(told), ["templates/layout.html", "static/environment", "static/proc"]);
    assert_eq!(paths(&sources), ["content/secret.md", "content/site.yaml"]);
    assert!(sources.statics.iter().any(|file| file.path == "shared/logo.svg"));
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
    assert!(matches!(
        load(&dir.path().join("content/site.yaml"), &mut report),
        Err(LoadError::NotAFolder(_))
    ));
}

/// The content of a cache after a change given by its paths, and that of a fresh read.
fn assert_up_to_date(
    cache: &mut SourceCache,
    dir: &Path,
    texts: &mut BTreeMap<String, String>,
    paths: &[&str],
    what: &str,
) {
    let changed = SourceChange::Paths(paths.iter().map(|p| dir.join(p)).collect());
    let update = cache.refresh(&changed).unwrap();
    update
        .removed
        .iter()
        .for_each(|path| assert!(texts.remove(path).is_some(), "{what}: {path} was not there"));
    texts.extend(update.texts.into_iter().map(|t| (t.path, t.body)));
    let mut report = Report::default();
    let wanted = load(dir, &mut report).unwrap();
    let all: Vec<_> = texts.iter().map(|(path, body)| (path.as_str(), body.as_str())).collect();
    let expected: Vec<_> =
        wanted.files.iter().map(|(_, t)| (t.path.as_str(), t.body.as_str())).collect();
    assert_eq!(all, expected, "{what}");
    assert_eq!(
        (&*cache.templates, &*cache.statics),
        (&wanted.templates, &wanted.statics),
        "{what}"
    );
    let said = |report: Report| {
        let mut said: Vec<_> = report.into_iter().map(|d| (d.path, d.message)).collect();
        said.sort();
        said
    };
    assert_eq!(said(cache.report()), said(report), "{what}");
}

#[test]
fn what_changed_by_name_is_what_a_fresh_reading_finds() {
    let dir = site(&[
        SITE,
        ("content/pages/a.md", b"a"),
        ("content/topics/t/topic.md", b"t"),
        ("content/topics/t.md", b"t"),
    ]);
    let (mut cache, mut texts) = (SourceCache::new(dir.path()), BTreeMap::new());
    let at = |path: &str| dir.path().join(path);
    let put = |path: &str, bytes: &[u8]| fs::write(at(path), bytes).unwrap();
    assert_up_to_date(
        &mut cache,
        dir.path(),
        &mut texts,
        &[],
        "the first reading reads everything",
    );
    let mut now = |what: &str, paths: &[&str], change: &dyn Fn()| {
        change();
        assert_up_to_date(&mut cache, dir.path(), &mut texts, paths, what);
    };
    now("another text", &["content/pages/a.md"], &|| put("content/pages/a.md", b"b"));
    now("a new text", &["content/pages/b.md"], &|| put("content/pages/b.md", b"b"));
    now("bytes that are no text", &["content/pages/b.md"], &|| put("content/pages/b.md", b"\xff"));
    now("a text again", &["content/pages/b.md"], &|| put("content/pages/b.md", b"c"));
    now("a file of no kind", &["content/pages/b.txt"], &|| put("content/pages/b.txt", b"c"));
    now("which goes", &["content/pages/b.txt"], &|| {
        fs::remove_file(at("content/pages/b.txt")).unwrap()
    });
    now("another name", &["content/pages/b.md", "content/pages/c.md"], &|| {
        fs::rename(at("content/pages/b.md"), at("content/pages/c.md")).unwrap()
    });
    now("what an editor leaves", &["content/pages/.a.md.swp"], &|| {
        put("content/pages/.a.md.swp", b"x")
    });
    now("a folder in place of a text", &["content/pages/c.md"], &|| {
        fs::remove_file(at("content/pages/c.md")).unwrap();
        fs::create_dir_all(at("content/pages/c.md/deep")).unwrap();
        put("content/pages/c.md/deep/x.md", b"x");
    });
    now("a folder goes with all in it", &["content/topics/t"], &|| {
        fs::remove_dir_all(at("content/topics/t")).unwrap()
    });
    now("site.yaml goes", &["content/site.yaml"], &|| {
        fs::remove_file(at("content/site.yaml")).unwrap()
    });
    now("and comes", &["content/site.yaml"], &|| put("content/site.yaml", b"title: y\n"));
    now("a template", &["templates/own.html"], &|| {
        fs::create_dir_all(at("templates")).unwrap();
        put("templates/own.html", b"mine");
    });
    now("a style", &["static/own.css"], &|| {
        fs::create_dir_all(at("static")).unwrap();
        put("static/own.css", b"a {}");
    });
    now("a link", &["content/pages/link.md"], &|| {
        symlink(at("content/pages/a.md"), at("content/pages/link.md")).unwrap()
    });
    now("what the link leads to", &["content/pages/a.md"], &|| {
        put("content/pages/a.md", b"changed behind the link")
    });
    now("the link leads nowhere", &["content/pages/a.md"], &|| {
        fs::remove_file(at("content/pages/a.md")).unwrap()
    });
}

#[test]
fn a_root_that_vanished_is_read_whole_when_it_is_back() {
    let dir = site(&[SITE, ("content/pages/a.md", b"a")]);
    let root = dir.path().join("site");
    let mut cache = SourceCache::new(&root);
    fs::create_dir(&root).unwrap();
    fs::rename(dir.path().join("content"), root.join("content")).unwrap();
    assert_eq!(cache.refresh(&SourceChange::Paths(Vec::new())).unwrap().texts.len(), 2);
    fs::rename(&root, dir.path().join("away")).unwrap();
    assert!(matches!(cache.refresh(&SourceChange::Paths(Vec::new())), Err(LoadError::Missing(_))));
    fs::create_dir_all(root.join("content")).unwrap();
    fs::write(root.join("content/site.yaml"), "title: z\n").unwrap();
    let update = cache.refresh(&SourceChange::Paths(Vec::new())).unwrap();
    assert_eq!((update.texts.len(), update.removed), (1, vec!["content/pages/a.md".to_string()]));
}

// pipes and /proc of Linux
#[cfg(target_os = "linux")]
#[test]
fn what_is_no_file_is_told_and_never_waited_for() {
    let dir = site(&[
        SITE,
        ("content/pages/folder.md/readme.yaml", b"x: 1"),
        ("content/pages/loops/a.md", b"a"),
    ]);
    let at = |path: &str| dir.path().join(path);
    let (pipe, mode) = (at("content/pages/pipe.md"), rustix::fs::Mode::RUSR);
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    symlink(at("content/pages/nowhere"), at("content/pages/dangling.md")).unwrap();
    symlink(at("content/pages"), at("content/pages/loops/back")).unwrap();
    symlink("one.md", at("content/pages/two.md")).unwrap();
    symlink("two.md", at("content/pages/one.md")).unwrap();
    // a file of the system that says it has no length and cannot be read
    symlink("/proc/self/mem", at("content/pages/memory.md")).unwrap();
    let (loaded, told) = loaded(dir.path());
    let files =
        ["content/pages/folder.md/readme.yaml", "content/pages/loops/a.md", "content/site.yaml"];
    assert_eq!(paths(&loaded), files);
    let mut places: Vec<&str> = told.iter().map(|(_, path)| path.as_str()).collect();
    places.sort();
    let expected = ["dangling.md", "loops/back", "memory.md", "one.md", "pipe.md", "two.md"];
    assert_eq!(places, expected.map(|name| format!("content/pages/{name}")));
    assert!(told.iter().all(|(code, _)| code == codes::UNREADABLE.id), "{told:?}");
}

// names that Windows does not allow
#[cfg(unix)]
#[test]
fn a_file_name_that_no_output_can_have_is_told() {
    let dir = site(&[SITE, ("static/a\nb.js", b"x"), ("static/c\\d.js", b"x")]);
    let (_, told) = loaded(dir.path());
    let expected = ["static/a\nb.js", "static/c\\d.js"];
    assert_eq!(told, expected.map(|path| (codes::BAD_ID.id.to_string(), path.to_string())));
}
