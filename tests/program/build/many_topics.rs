//! A site with many topics: what every page has of them does not grow with their number.

use crate::support::folder::{Folder, TODAY, Tree, build_at, findings};

/// The starting site with more topics.
fn built(topics: usize) -> Tree {
    let folder = Folder::started();
    for number in 0..topics {
        let text = format!(
            "---\ntitle: Topic {number:03}\nquestion: Why {number}?\norder: {number}\n---\nText.\n"
        );
        folder.put(&format!("content/topics/topic-{number:03}/topic.md"), text);
    }
    let outcome = build_at(folder.root(), &folder.at("public"), TODAY);
    assert!(outcome.summary.is_some(), "{}", findings(&outcome));
    folder.public()
}

fn html<'t>(site: &'t Tree, path: &str) -> &'t str {
    std::str::from_utf8(&site[path]).expect("UTF-8")
}

/// The topics that the menu of a page links to; the pages of one stand below it.
fn menu(html: &str) -> Vec<&str> {
    let (_, menu) = html.split_once("<nav class=\"site-nav\"").expect("a menu");
    let (menu, _) = menu.split_once("</nav>").expect("its end");
    let links = menu.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let topics = links.filter_map(|href| href.split_once("topics/")?.1.strip_suffix("/index.html"));
    let mut topics: Vec<&str> = topics.filter(|topic| !topic.contains('/')).collect();
    topics.dedup();
    topics
}

#[test]
fn menu_lists_few_topics_and_that_of_the_page() {
    let site = built(30);
    assert_eq!(menu(html(&site, "index.html")).len(), 8);
    let own = html(&site, "topics/topic-020/gathers/index.html");
    assert_eq!(menu(own).len(), 9);
    assert_eq!(menu(own)[8], "topic-020");
    assert!(
        own.contains("<a href=\"../../../topics/topic-020/index.html\" aria-current=\"true\">")
    );
    let all = html(&site, "topics/index.html");
    let listed = (0..30).filter(|n| all.contains(&format!("topic-{n:03}/index.html"))).count();
    assert_eq!(listed, 30);
    assert!(html(&site, "index.html").contains("All 31 topics"), "the starting site has one topic");
}

#[test]
fn pages_that_are_no_lists_do_not_grow_with_the_number_of_topics() {
    let (some, more) = (built(30), built(60));
    for path in ["404.html", "search.html", "about.html", "topics/topic-003/timeline.html"] {
        assert_eq!(some[path].len(), more[path].len(), "{path}");
    }
}

#[test]
fn few_topics_have_no_list_of_their_own() {
    let site = built(7);
    assert!(!site.contains_key("topics/index.html"));
    assert!(!html(&site, "index.html").contains("All topics"));
    assert_eq!(menu(html(&site, "index.html")).len(), 8);
}
