//! Feeds as RSS 2.0, for readers that know no Atom.

use crate::support::folder::Folder;
use crate::support::golden;

fn site(feeds: &str) -> Folder {
    let folder = Folder::empty();
    let texts = [
        (
            "content/site.yaml",
            format!(
                "title: Quays & docks\ndescription: Who pays for the quay\nauthor: The editors\nlicence: CC BY 4.0\n\
                 base_url: https://quays.example/news/\n{feeds}"
            ),
        ),
        (
            "content/topics/quay/topic.md",
            "---\ntitle: The quay\nquestion: Who pays?\nsummary: A quay\nprovenance: {by: person}\n---\n".to_string(),
        ),
        (
            "content/topics/quay/articles/two-bills.md",
            "---\ntitle: Two bills\nkind: explainer\ndate: 2026-03-09\nauthor: Ann Reed\nsummary: Less < more\n\
             provenance: {by: person}\n---\nThe *first* bill & the second, see [above](#more).\n\n## More\n\nWords.\n"
                .to_string(),
        ),
    ];
    for (path, text) in texts {
        folder.put(path, text);
    }
    folder.build();
    folder
}

#[test]
fn every_feed_is_there_as_rss_where_the_site_asks_for_it() {
    let folder = site("feeds: {rss: true}\n");
    golden::assert("rss.xml", &folder.read("public/index.rss.xml"));
    let public = folder.public();
    let with_ending = |ending: &str| -> Vec<String> {
        public.keys().filter_map(|path| path.strip_suffix(ending).map(str::to_string)).collect()
    };
    assert_eq!(with_ending(".rss.xml"), with_ending(".feed.xml"));
    let page = folder.read("public/topics/quay/index.html");
    let link = "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"The quay (RSS)\" href=\"index.rss.xml\">";
    assert!(page.contains(link), "{page}");
    let rss = folder.read("public/feeds.rss.opml");
    assert_eq!(rss, folder.read("public/feeds.opml").replace(".feed.xml", ".rss.xml"));
    assert!(
        rss.contains("xmlUrl=\"https://quays.example/news/topics/quay/index.rss.xml\""),
        "{rss}"
    );
}

#[test]
fn entries_of_a_site_that_is_written_from_right_to_left_say_so() {
    let folder = site("feeds: {rss: true}\nlanguage: ar\n");
    let feed: serde_json::Value =
        serde_json::from_str(&folder.read("public/index.feed.json")).unwrap();
    let content = feed["items"][0]["content_html"].as_str().unwrap();
    assert!(content.starts_with("<div dir=\"rtl\">\n<p>"), "{content}");
    assert!(content.ends_with("</div>\n"), "{content}");
}

#[test]
fn no_feed_is_there_as_rss_where_the_site_does_not_ask_for_it() {
    let folder = site("");
    assert!(folder.public().keys().all(|path| !path.contains(".rss.")));
    assert!(!folder.read("public/index.html").contains("rss+xml"));
}
