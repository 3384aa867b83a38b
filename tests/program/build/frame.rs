//! What a site puts around its pages: menu, logo, icon, profiles, data of its own, hooks and blocks.

use crate::support::folder::{Folder, findings};
use std::fs;
use std::path::Path;

const LOGO: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 40\"><path d=\"M0 0h9\"/></svg>\n";

fn add_to_site(folder: &Folder, yaml: &str) {
    let path = "content/site.yaml";
    folder.put(path, folder.read(path) + yaml);
}

/// The part of a page from some words to others.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let start = page.find(from).unwrap_or_else(|| panic!("{from} is not in {page}"));
    let end = page[start..].find(to).unwrap_or_else(|| panic!("{to} is not in {page}"));
    &page[start..start + end]
}

/// The addresses and words of the links of a part of a page.
fn links(html: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for link in html.split("<a ").skip(1) {
        let href = link.split("href=\"").nth(1).and_then(|rest| rest.split('"').next());
        let words = link.split('>').nth(1).and_then(|rest| rest.split('<').next());
        found.push((href.unwrap_or_default().into(), words.unwrap_or_default().into()));
    }
    found
}

fn pair(href: &str, words: &str) -> (String, String) {
    (href.to_string(), words.to_string())
}

#[test]
fn menu_has_its_own_order_and_leads_inside_and_outside() {
    let folder = Folder::started();
    add_to_site(
        &folder,
        "menu:\n  - {text: News, to: /changes.html}\n  - who-needs-the-spaces\n  \
         - {text: \"What we \\\"do\\\"\", to: about}\n  - {text: Data, to: \"https://data.example.org/a\"}\n",
    );
    assert_eq!(findings(&folder.build()), "");
    let page = folder.read("public/about.html");
    assert_eq!(
        links(between(&page, "<nav class=\"site-nav\"", "</nav>")),
        [
            pair("changes.html", "News"),
            pair(
                "topics/parking-minimums/threads/who-needs-the-spaces.html",
                "Who needs the spaces?"
            ),
            pair("about.html", "What we “do”"),
            pair("https://data.example.org/a", "Data"),
        ]
    );
    // A topic that the menu does not name is there on its own pages, with their list for narrow screens.
    let page = folder.read("public/topics/parking-minimums/timeline.html");
    let nav = between(&page, "<nav class=\"site-nav\"", "</nav>");
    assert!(nav.contains("Parking minimums (an example)</a>"), "{nav}");
    assert!(nav.contains("class=\"site-nav__pages\""), "{nav}");
}

#[test]
fn menu_marks_the_page_and_the_topic() {
    let folder = Folder::started();
    add_to_site(&folder, "menu: [parking-minimums, about]\n");
    assert_eq!(findings(&folder.build()), "");
    let nav = |path: &str| {
        let page = folder.read(path);
        between(&page, "<nav class=\"site-nav\"", "</nav>").to_string()
    };
    assert!(nav("public/about.html").contains("about.html\" aria-current=\"page\""));
    let on_topic = nav("public/topics/parking-minimums/index.html");
    assert!(on_topic.contains("index.html\" aria-current=\"page\">Parking"), "{on_topic}");
    let below = nav("public/topics/parking-minimums/timeline.html");
    assert_eq!(below.matches("aria-current=\"true\">Parking").count(), 1, "{below}");
}

#[test]
fn logo_icon_and_profiles_are_on_every_page() {
    let folder = Folder::started();
    folder.put("static/img/logo.svg", LOGO);
    folder.put("static/img/icon.png", b"\x89PNG\r\n\x1a\n");
    add_to_site(
        &folder,
        "logo: {src: img/logo.svg, alt: The Exampleton Watch}\nfavicon: /img/icon.png\n\
         social: [{label: Mastodon, href: \"https://social.example/@watch\"}]\n",
    );
    assert_eq!(findings(&folder.build()), "");
    let page = folder.read("public/about.html");
    let title = between(&page, "<a class=\"site-title\"", "</a>");
    assert_eq!(
        title,
        "<a class=\"site-title\" href=\"index.html\"><img src=\"img/logo.svg\" \
         alt=\"The Exampleton Watch\" width=\"120\" height=\"40\">"
    );
    assert!(page.contains("<link rel=\"icon\" href=\"img/icon.png\" type=\"image/png\">"));
    assert!(page.contains("<a href=\"https://social.example/@watch\" rel=\"me\">Mastodon</a>"));
    folder.replace("content/site.yaml", "alt: The Exampleton Watch", "alt: \"\"");
    folder.build();
    let page = folder.read("public/about.html");
    let title = between(&page, "<a class=\"site-title\"", "</a>");
    assert!(title.contains("alt=\"\"") && !title.ends_with('>'), "{title}");
}

#[test]
fn own_templates_have_own_data() {
    let folder = Folder::started();
    add_to_site(
        &folder,
        "extra:\n  desk: {name: Cities, open: true, floor: 3, code: \"007\"}\n  list: [a, 1.5]\n",
    );
    folder.replace("content/pages/about.md", "---\n", "---\nextra: {colour: red}\n");
    folder.put(
        "templates/hooks/article_end.html",
        "<p>{{ site.extra.desk.name }} {{ site.extra.desk.open and 1 }} {{ site.extra.desk.floor + 1 }} \
         {{ site.extra.desk.code }} {{ site.extra.list[1] * 2 }}{% if page.extra.colour %} {{ page.extra.colour }}{% endif %}</p>\n",
    );
    assert_eq!(findings(&folder.build()), "");
    let page = folder.read("public/about.html");
    assert!(page.contains("<p>Cities 1 4 007 3.0 red</p>"), "{page}");
    let other = folder.read("public/index.html");
    assert!(other.contains("<p>Cities 1 4 007 3.0</p>"), "{other}");
}

#[test]
fn hooks_are_called_at_their_places() {
    let folder = Folder::started();
    let hooks =
        ["head_end", "body_start", "header_end", "article_start", "article_end", "footer_end"];
    for hook in hooks {
        folder.put(&format!("templates/hooks/{hook}.html"), format!("<i id=\"{hook}\"></i>"));
    }
    assert_eq!(findings(&folder.build()), "");
    let page = folder.read("public/about.html");
    for (hook, before, after) in [
        ("head_end", "", "</head>"),
        ("body_start", "Skip to the text</a>\n", "<header"),
        ("header_end", "</div>\n", "</header>"),
        ("footer_end", "</p>\n", "</footer>"),
        ("article_end", "", "\n</main>"),
    ] {
        let expected = format!("{before}<i id=\"{hook}\"></i>{after}");
        assert!(page.contains(&expected), "{hook}: {page}");
    }
    let start = between(&page, "<main", "<h1");
    assert!(start.ends_with("<i id=\"article_start\"></i>\n") || start.contains("article_start"));
}

#[test]
fn block_is_overridden_without_a_copy() {
    let folder = Folder::started();
    let before = Folder::started();
    before.build();
    folder.put(
        "templates/layout.html",
        "{% extends \"agon/layout.html\" %}\n{% block search %}<p>No search here.</p>{% endblock search %}\n",
    );
    assert_eq!(findings(&folder.build()), "");
    for path in ["public/about.html", "public/topics/parking-minimums/timeline.html"] {
        let (own, built_in) = (folder.read(path), before.read(path));
        let search =
            between(&built_in, "<form class=\"site-search\"", "</form>").to_string() + "</form>";
        assert_eq!(own, built_in.replace(&search, "<p>No search here.</p>"), "{path}");
    }
}

#[test]
fn component_is_replaced_alone() {
    let folder = Folder::started();
    folder.put(
        "templates/own/time.html",
        "{% component time(d) %}<time>{{ d.iso }}</time>{% endcomponent time %}\n",
    );
    let found = findings(&folder.build());
    assert_eq!(found, "");
    let page = folder.read("public/topics/parking-minimums/timeline.html");
    assert!(page.contains("<time>2025-03-04</time>"), "{page}");
}

/// Small components are written out where they are called, but not those of a site.
#[test]
fn own_copies_of_components_give_the_same_pages() {
    let (folder, built_in) = (Folder::started(), Folder::started());
    built_in.build();
    let components = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/components");
    for entry in fs::read_dir(components).unwrap() {
        let path = entry.unwrap().path();
        let own = fs::read_to_string(&path).unwrap() + "{# own #}";
        let name = path.file_name().unwrap().display();
        folder.put(&format!("templates/components/{name}"), own);
    }
    assert_eq!(findings(&folder.build()), "");
    let (own, built_in) = (folder.public(), built_in.public());
    assert_eq!(own.len(), built_in.len());
    for (path, bytes) in &built_in {
        assert!(own[path] == *bytes, "{path}");
    }
}

#[test]
fn mistake_in_an_extension_is_at_its_place() {
    let folder = Folder::started();
    folder.put(
        "templates/layout.html",
        "{% extends \"agon/layuot.html\" %}\n{% block search %}{% endblock search %}\n",
    );
    assert_eq!(
        findings(&folder.build()),
        "A601 error templates/layout.html:1:13 Unknown template `agon/layuot.html`; did you mean \"agon/layout.html\"?\n"
    );
}
