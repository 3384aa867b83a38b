//! `llms.txt` and the copies of topics and threads as Markdown.

use crate::support::folder::{Folder, findings};
use crate::support::golden;

#[test]
fn topics_and_threads_have_copies_with_their_sources() {
    let folder = Folder::started();
    assert_eq!(findings(&folder.build()), "");
    for (path, expected) in [
        ("llms.txt", "llms.txt"),
        ("topics/parking-minimums/index.md", "topic.md"),
        ("topics/parking-minimums/threads/who-needs-the-spaces.md", "thread.md"),
    ] {
        golden::assert(
            &format!("reading-copies/{expected}"),
            &folder.read(&format!("public/{path}")),
        );
    }
    let page = folder.read("public/topics/parking-minimums/threads/who-needs-the-spaces.html");
    let link = "<link rel=\"alternate\" type=\"text/markdown\" title=\"This page as Markdown\" href=\"who-needs-the-spaces.md\">";
    assert!(page.contains(link), "{page}");
}

#[test]
fn site_without_copies_has_none() {
    for yaml in ["llms: false\n", "data: none\n"] {
        let folder = Folder::started();
        let path = "content/site.yaml";
        folder.put(path, folder.read(path) + yaml);
        assert_eq!(findings(&folder.build()), "");
        let public = folder.public();
        let copies: Vec<&String> =
            public.keys().filter(|p| p.ends_with(".md") || *p == "llms.txt").collect();
        assert_eq!(copies, Vec::<&String>::new(), "{yaml}");
        assert!(
            !folder.read("public/topics/parking-minimums/index.html").contains("text/markdown")
        );
    }
}

#[test]
fn every_address_of_a_copy_leads_somewhere() {
    let folder = Folder::started();
    folder.build();
    let public = folder.public();
    let text =
        folder.read("public/llms.txt") + &folder.read("public/topics/parking-minimums/index.md");
    let mut links = 0;
    for part in text.split("](https://example.org/").skip(1) {
        let address = part.split(')').next().unwrap_or_default();
        let (path, id) = address.split_once('#').unwrap_or((address, ""));
        let bytes = public.get(path).unwrap_or_else(|| panic!("{address}"));
        let page = String::from_utf8_lossy(bytes);
        assert!(id.is_empty() || page.contains(&format!("id=\"{id}\"")), "{address}");
        links += 1;
    }
    assert!(links > 20, "{links}");
}
