use super::debounce::WatchEvent;
use super::watcher::{SiteWatcher, WatchBackend, meaning, watch};
use crate::content::load::SourceChange;
use notify::event::{
    AccessKind, AccessMode, CreateKind, DataChange, EventKind, ModifyKind, RemoveKind, RenameMode,
};
use std::fs;
use std::path::Path;

/// Makes a change and waits for word of it.
fn tells(watch: &mut SiteWatcher, change: impl FnOnce()) -> SourceChange {
    change();
    watch.wait()
}

#[test]
fn saves_renames_new_folders_and_folders_that_come_back_are_told_of() {
    for backend in [WatchBackend::System, WatchBackend::Poll] {
        let top = tempfile::tempdir().unwrap();
        let at = |path: &str| top.path().join(path);
        fs::create_dir_all(at("content/pages")).unwrap();
        fs::write(at("content/pages/a.md"), "one").unwrap();
        let mut watch = watch(top.path(), backend).unwrap();
        tells(&mut watch, || fs::write(at("content/pages/a.md"), "two").unwrap());
        fs::write(at("draft"), "three").unwrap();
        tells(&mut watch, || fs::rename(at("draft"), at("content/pages/a.md")).unwrap());
        tells(&mut watch, || fs::create_dir(at("templates")).unwrap());
        tells(&mut watch, || fs::write(at("templates/x.html"), "x").unwrap());
        tells(&mut watch, || fs::remove_dir_all(at("content")).unwrap());
        tells(&mut watch, || fs::create_dir_all(at("content/pages")).unwrap());
        tells(&mut watch, || fs::write(at("content/pages/b.md"), "b").unwrap());
    }
}

#[test]
fn the_sites_folder_may_vanish_and_come_back() {
    let top = tempfile::tempdir().unwrap();
    let (site, away) = (top.path().join("site"), top.path().join("away"));
    fs::create_dir_all(site.join("content/pages")).unwrap();
    let mut watch = watch(&site, WatchBackend::System).unwrap();
    assert_eq!(tells(&mut watch, || fs::rename(&site, &away).unwrap()), SourceChange::Unknown);
    assert_eq!(
        tells(&mut watch, || fs::create_dir_all(site.join("content/pages")).unwrap()),
        SourceChange::Unknown
    );
    let page = site.join("content/pages/a.md");
    // the event of the new folder itself may arrive first
    fs::write(&page, "one").unwrap();
    while watch.wait() != SourceChange::Paths(vec![page.clone()]) {
        fs::write(&page, "two").unwrap();
    }
}

#[test]
fn what_stands_beside_the_three_folders_and_what_is_only_read_is_no_change() {
    let root = Path::new("/site");
    let of = |path: &str, kind: EventKind| meaning(root, path.into(), kind);
    let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
    let made = EventKind::Create(CreateKind::File);
    for path in ["/site/public/a.html", "/site/contents/a", "/site", "/other/content/a"] {
        assert_eq!([of(path, written), of(path, made)], [None, None], "{path}");
    }
    let page = "/site/content/a.md";
    assert_eq!(of(page, EventKind::Access(AccessKind::Open(AccessMode::Any))), None);
    assert_eq!(of(page, EventKind::Access(AccessKind::Close(AccessMode::Read))), None);
    assert_eq!(of(page, made), Some(WatchEvent::WriteStarted(page.into())));
    assert_eq!(
        of(page, EventKind::Modify(ModifyKind::Data(DataChange::Any))),
        Some(WatchEvent::WriteStarted(page.into()))
    );
    for kind in [
        written,
        EventKind::Remove(RemoveKind::File),
        EventKind::Modify(ModifyKind::Name(RenameMode::To)),
    ] {
        assert_eq!(of(page, kind), Some(WatchEvent::Changed(page.into())));
    }
    assert_eq!(
        of("/site/content", EventKind::Create(CreateKind::Folder)),
        Some(WatchEvent::Folder)
    );
    assert_eq!(of("/site", EventKind::Remove(RemoveKind::Folder)), Some(WatchEvent::Root));
}
