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

#[test]
fn copies_and_the_search_have_the_quotation_marks_and_callouts_of_pages() {
    let folder = Folder::empty();
    folder.put("content/site.yaml", "title: Der \"Streit\"\nlanguage: de\n");
    folder.put(
        "content/topics/t/topic.md",
        "---\ntitle: T\nquestion: Was heißt \"billig\"?\nsummary: '\"Nichts\"'\nstatus: active\n---\n",
    );
    folder.put(
        "content/topics/t/threads/a.md",
        "---\ntitle: \"'A'\"\nstatus: active\nopened: 2026-01-01\nsummary: Von \"A\" bis Z.\n---\n\
        > [!warning]\n> Noch \"vorläufig\".\n\n\
        > [!question]- Was \"gilt\"?\n> Dies: `\"x\"`.\n\n\
        > [!editor] 2026-02-03\n> Gesagt.\n\n\
        > [!note] Ohne Worte\n",
    );
    folder.build();
    let llms = folder.read("public/llms.txt");
    let lines: Vec<&str> = llms.lines().filter(|line| line.contains(['„', '"', '‚'])).collect();
    assert_eq!(
        lines,
        [
            "# Der „Streit“",
            "- [T](topics/t/index.md): Was heißt „billig“?",
            "- [‚A‘](topics/t/threads/a.md): Von „A“ bis Z.",
        ]
    );
    let topic = folder.read("public/topics/t/index.md");
    assert!(topic.starts_with("# T\n\n> Was heißt „billig“?\n\n„Nichts“\n\n"), "{topic}");
    let thread = folder.read("public/topics/t/threads/a.md");
    let passages: Vec<&str> =
        thread.split("\n\n").skip(3).map(|p| p.split(" [#]").next().unwrap().trim_end()).collect();
    assert_eq!(
        passages,
        [
            "Warnung: Noch „vorläufig“.",
            "Was „gilt“? Dies: \"x\".",
            r"\[Anmerkung der Redaktion, 3. Februar 2026\] Gesagt.",
            "Ohne Worte:",
        ]
    );
    let mut search = String::new();
    for (path, bytes) in folder.public() {
        if path.starts_with("search/t") {
            search += &String::from_utf8_lossy(&bytes);
        }
    }
    for words in ["Was heißt „billig“?", "„Nichts“", "Von „A“ bis Z.", "Warnung: Noch „vorläufig“."]
    {
        assert!(search.contains(words), "{words} is not in {search}");
    }
}
