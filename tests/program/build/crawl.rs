//! Every link of a built site leads somewhere, every page can be reached.

use crate::support::crawl::complaints;
use crate::support::folder::{Folder, Tree};

#[test]
fn the_starting_site_has_no_broken_link_under_a_path_and_on_a_host() {
    for base in [
        "https://example.org/",
        "https://example.org/some/where/",
        "https://example.org/without-slash",
    ] {
        let site = Folder::started();
        site.replace(
            "content/site.yaml",
            "base_url: https://example.org/",
            &format!("base_url: {base}"),
        );
        site.build();
        assert_eq!(complaints(&site.public(), base), Vec::<String>::new());
    }
}

#[test]
fn the_crawl_finds_what_is_wrong() {
    let page = |body: &str| {
        format!("<html><head></head><body><main>{body}</main></body></html>").into_bytes()
    };
    let site = Tree::from([
        (
            "index.html".into(),
            page(
                "<h1>x</h1><h3>y</h3><a href='a.html#no'>a</a><a href='/a.html'>b</a><a href='c.html'>c</a>",
            ),
        ),
        ("a.html".into(), page("<p id=x></p><p id=x></p><img src='../../up.png'>")),
        ("lost.html".into(), page("<h1>z</h1><a href='https://e.example/a.html'>e</a>")),
    ]);
    let expected = [
        "a.html leads to ../../up.png, which leaves the site",
        "a.html has 0 headings of level 1",
        "a.html has the id x twice",
        "index.html leads to a.html#no, but a.html has no such id",
        "index.html leads to /a.html by an absolute address",
        "index.html leads to c.html, which does not exist",
        "index.html has headings of the levels [1, 3]",
        "lost.html leads to https://e.example/a.html by an absolute address",
        "lost.html cannot be reached from index.html",
    ];
    assert_eq!(complaints(&site, "https://e.example"), expected);
}
