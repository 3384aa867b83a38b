//! Drafts: `draft: true` keeps a text out of everything that is published, and in the preview.

use crate::support::call::agon;
use crate::support::folder::{Folder, TODAY, findings};

const DRAFT: &str = "content/topics/parking-minimums/threads/permits.md";

/// The starting site with a draft that cites a source of its own and names an actor of its own.
fn site() -> Folder {
    let folder = Folder::started();
    folder.put(
        DRAFT,
        "---\ntitle: Permits for residents\nopened: 2025-05-01\ndraft: true\n---\n\
         Words of the draft, see [[who-needs-the-spaces]] [@permit-study]. ^words\n\n\
         ## Open questions\n\n- What does a permit cost? (asked:: 2025-05-01) (due:: 2025-06) ^q-cost\n",
    );
    folder.put(
        "content/sources/draft.yaml",
        "- {id: permit-study, title: A study of permits, publisher: Example Gazette, issued: 2025-05, URL: \"https://gazette.example.org/permits\"}\n",
    );
    folder
}

#[test]
fn draft_is_in_no_published_file() {
    let folder = site();
    assert_eq!(findings(&folder.build()), "");
    let words = ["ermits for residents", "permit-study", "Words of the draft", "q-cost"];
    for (path, bytes) in folder.public() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!path.contains("permits") && !path.contains("permit-study"), "{path}");
        for word in words {
            assert!(!text.contains(word), "{path} has {word:?}");
        }
    }
    let (code, out, err) = agon(folder.root(), &["check", "--strict", "--as-of", TODAY]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
}

#[test]
fn build_of_drafts_shows_them_with_a_mark() {
    let folder = site();
    assert_eq!(agon(folder.root(), &["build", "--drafts", "--as-of", TODAY]).0, 0);
    let page = folder.read("public/topics/parking-minimums/threads/permits.html");
    assert!(page.contains("This is a draft. It is not published."), "{page}");
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{page}");
    let other = folder.read("public/topics/parking-minimums/threads/who-needs-the-spaces.html");
    assert!(!other.contains("This is a draft"));
    // The same folder without them is another build.
    assert_eq!(agon(folder.root(), &["build", "--as-of", TODAY]).0, 0);
    assert!(!folder.at("public/topics/parking-minimums/threads/permits.html").exists());
}

#[test]
fn topic_that_is_a_draft_hides_its_texts() {
    let folder = Folder::started();
    let topic = "content/topics/permits";
    folder.put(
        &format!("{topic}/topic.md"),
        "---\ntitle: Permits\nquestion: Who needs one?\ndraft: true\n---\nWords.\n",
    );
    folder.put(
        &format!("{topic}/gathers/2025-05-05.md"),
        "---\nkind: initial\n---\n## Notes\n\n- [@council-street-survey] It counts permits too. ^n-permits\n",
    );
    assert_eq!(findings(&folder.build()), "");
    let public = folder.public();
    let found: Vec<&String> = public.keys().filter(|path| path.contains("permits")).collect();
    assert_eq!(found, Vec::<&String>::new());
    let home = folder.read("public/index.html");
    assert!(!home.contains("Permits"), "{home}");
}

#[test]
fn doctor_lists_drafts() {
    let folder = site();
    let (code, out, err) = agon(folder.root(), &["doctor", "--all", "--as-of", TODAY]);
    assert_eq!((code, err.as_str()), (0, ""));
    let list = format!(
        "drafts                          1  finish them, then remove `draft: true`\n  {DRAFT}:1 Permits for residents\n"
    );
    assert!(out.contains(&list), "{out}");
}
