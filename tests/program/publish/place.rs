//! Folders, and what is the same for every place: what is published, what is refused, what is named where.

use crate::support::call::{agon, edit, publish, site};
use crate::support::folder::{Folder, TODAY, differences, tree};
use std::path::Path;

/// A folder on another disk, where this machine has one.
fn elsewhere() -> tempfile::TempDir {
    let shm = Path::new("/dev/shm");
    if shm.is_dir() { tempfile::tempdir_in(shm) } else { tempfile::tempdir() }
        .expect("a temporary folder")
}

#[test]
fn folder_on_another_disk_keeps_unmanaged_files() {
    let (site, disk) = (site(), elsewhere());
    let www = disk.path().join("www");
    std::fs::create_dir(&www).unwrap();
    std::fs::write(www.join("CNAME"), "debates.example").unwrap();
    let to = www.to_str().unwrap();
    let count = site.public().len();
    let (code, _, err) = agon(site.root(), &["publish", "--folder", to, "--as-of", TODAY]);
    assert!(code == 2 && err.contains("with --adopt"), "{err}");
    assert_eq!(
        publish(site.root(), &["--folder", to, "--adopt"]),
        format!("{count} new, 0 changed, 0 deleted, 0 unchanged")
    );
    let mut there = tree(&www);
    assert_eq!(there.remove("CNAME").as_deref(), Some(b"debates.example".as_slice()));
    assert_eq!(differences(&there, &site.public()), Vec::<String>::new());
    assert_eq!(
        publish(site.root(), &["--folder", to]),
        format!("0 new, 0 changed, 0 deleted, {count} unchanged")
    );

    edit(&site);
    let dry = publish(site.root(), &["--folder", to, "--dry-run"]);
    assert_eq!(differences(&tree(&www), &there), ["CNAME"], "a dry run changes nothing");
    assert_eq!(publish(site.root(), &["--folder", to]), dry);
    let mut there = tree(&www);
    there.remove("CNAME");
    assert_eq!(differences(&there, &site.public()), Vec::<String>::new());
    let (_, out, _) =
        agon(site.root(), &["publish", "--folder", to, "--dry-run", "--as-of", TODAY]);
    assert!(out.ends_with("(dry run: nothing was published)\n"), "{out}");
}

#[test]
fn content_errors_publish_nothing() {
    let (site, disk) = (site(), elsewhere());
    let to = disk.path().join("www");
    let to = to.to_str().unwrap();
    publish(site.root(), &["--folder", to]);
    let before = tree(Path::new(to));
    site.replace("content/site.yaml", "licence:", "license:");
    let (code, out, err) = agon(site.root(), &["publish", "--folder", to]);
    assert_eq!(code, 1, "{out}");
    assert!(err.contains("A102") && err.ends_with("nothing was published\n"), "{err}");
    assert_eq!(differences(&tree(Path::new(to)), &before), Vec::<String>::new());
}

#[test]
fn modified_output_is_not_published() {
    let folder = Folder::started();
    let to = folder.at("www");
    let to = to.to_str().unwrap();
    let refused = |args: &[&str]| {
        let (code, _, err) =
            agon(folder.root(), &[&["publish", "--built", "--folder", to], args].concat());
        assert_eq!(code, 2, "{err}");
        err
    };
    assert_eq!(
        refused(&[]),
        "error: ./public was not created by this agon; create it with `agon build`\n"
    );
    assert!(!folder.at(".public.agon").exists(), "a refusal leaves nothing behind");
    assert_eq!(
        refused(&["--out", "content"]),
        "error: content cannot be the output folder: agon reads the site's content/ folder; choose another folder\n"
    );
    folder.build();
    folder.put("public/index.html", "mine");
    assert_eq!(
        refused(&[]),
        "error: ./public/index.html was modified after the build; run `agon build` to restore it\n"
    );
    assert!(!Path::new(to).exists());
    // a build restores it, and unmanaged files are named
    folder.put("public/notes/mine.txt", "mine");
    let (code, _, err) = agon(folder.root(), &["publish", "--folder", to, "--as-of", TODAY]);
    let note = "1 file in ./public not built by agon and not published: notes/mine.txt; put them into static/ instead\n";
    assert_eq!((code, err.as_str()), (0, note));
    assert!(!Path::new(to).join("notes").exists());
    let own = folder.at("public");
    let (code, _, err) =
        agon(folder.root(), &["publish", "--built", "--folder", own.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(err.ends_with(" is where the site is built; publish to another folder\n"), "{err}");
}

#[test]
fn delete_limit_stops_publishing() {
    let (site, disk) = (site(), elsewhere());
    let to = disk.path().join("www");
    let to = to.to_str().unwrap();
    publish(site.root(), &["--folder", to]);
    let before = tree(Path::new(to));
    // another site, published to the same place by mistake
    let other = Folder::empty();
    other.put("content/site.yaml", "title: Other\nbase_url: https://other.example/\n");
    let (code, _, err) = agon(other.root(), &["publish", "--folder", to, "--as-of", TODAY]);
    assert_eq!(code, 2, "{err}");
    let count = site.public().len();
    let said = format!(
        " of {count} published files would be deleted, and the limit is {}; nothing was published; ",
        count / 5
    );
    assert!(err.contains(&said), "{err}");
    assert_eq!(differences(&tree(Path::new(to)), &before), Vec::<String>::new());
    let (code, _, err) = agon(other.root(), &["publish", "--folder", to, "--max-deletes", "10%"]);
    assert_eq!(code, 2, "{err}");
    publish(other.root(), &["--folder", to, "--max-deletes", "100%"]);
    assert_eq!(differences(&tree(Path::new(to)), &other.public()), Vec::<String>::new());
}

#[test]
fn destinations_of_site_yaml_are_selected_by_name() {
    let site = site();
    let said = |args: &[&str]| {
        let (code, out, err) = agon(site.root(), &[&["publish", "--as-of", TODAY], args].concat());
        (code, format!("{out}{err}"))
    };
    let nothing = "error: nothing says where to publish to; name a --folder, a --branch or a --bucket, or write `publish:` into \
        content/site.yaml\n";
    assert_eq!(said(&[]), (2, nothing.into()));
    let yaml = site.read("content/site.yaml");
    site.put("content/site.yaml", format!("{yaml}publish:\n  - {{name: disk, folder: www}}\n"));
    assert_eq!(said(&[]).0, 0, "the only one needs no name");
    assert_eq!(differences(&tree(&site.at("www")), &site.public()), Vec::<String>::new());
    site.put(
        "content/site.yaml",
        format!(
            "{yaml}publish:\n  - {{name: disk, folder: www}}\n  - {{name: copy, folder: copy}}\n"
        ),
    );
    assert_eq!(
        said(&[]),
        (2, "error: site.yaml has 2 places; name the ones to publish to: disk, copy\n".into())
    );
    assert_eq!(
        said(&["dsk"]),
        (2, "error: no place in site.yaml is called \"dsk\"; did you mean \"disk\"?\n".into())
    );
    assert_eq!(said(&["copy", "disk"]).0, 0);
    assert_eq!(differences(&tree(&site.at("copy")), &tree(&site.at("www"))), Vec::<String>::new());
    assert_eq!(said(&["disk", "--folder", "x"]).0, 2);
    assert_eq!(said(&["--folder", "x", "--max-deletes", "some"]).0, 2);
    assert_eq!(
        // the credentials are asked for before the address: a variable that is set to nothing says nothing
        said(&["--bucket", "b", "--endpoint", ""]).1.lines().last(),
        Some(
            "error: there are no credentials for the store; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        )
    );
}

#[test]
fn built_records_what_the_published_folder_has() {
    let (site, disk) = (Folder::started(), elsewhere());
    let to = disk.path().join("www");
    let publish = |args: &[&str]| {
        let place = ["publish", "--folder", to.to_str().unwrap()];
        agon(site.root(), &[&place, args].concat())
    };
    site.remove("content/addresses.txt");
    assert_eq!(agon(site.root(), &["build"]).0, 0);
    assert_eq!(agon(site.root(), &["addresses", "--accept"]).0, 0);
    let (code, _, err) = publish(&["--built"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("built before content/addresses.txt was there"), "{err}");

    let lists = ["content/addresses.txt", "content/publications.txt"];
    let page = "topics/parking-minimums/gathers/2025-05-05.html";
    edit(&site);
    assert_eq!(agon(site.root(), &["build"]).0, 0);
    let later =
        "---\nkind: gather\ndate: 2025-06-06\n---\n## Notes\n- [@example-parking-survey] Later.\n";
    site.put("content/topics/parking-minimums/gathers/2025-06-06.md", later);
    let (code, out, err) = publish(&["--built"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    for list in lists {
        let text = site.read(list);
        assert!(text.contains(page) && !text.contains("2025-06-06.html"), "{list}: {text}");
    }
    let before = lists.map(|list| site.read(list));
    let (code, out, _) = publish(&["--built"]);
    assert!(code == 0 && !out.contains("recorded"), "{out}");
    assert_eq!(lists.map(|list| site.read(list)), before);
}
