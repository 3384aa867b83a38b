//! A theme: templates, styles and data between the site's own and the built-in ones.

use crate::support::folder::{Folder, TODAY, date, findings, lines};
use agon::build::pipeline::{Preview, Strictness};
use agon::content::load::SourceChange;
use agon::model::Day;

const LAYOUT: &str = "themes/quiet/templates/layout.html";

/// The starting site with a theme that changes the search, a component, a style and an icon.
fn site() -> Folder {
    let folder = Folder::started();
    folder.put(
        "themes/quiet/theme.yaml",
        "name: Quiet\nlicence: MIT\nagon: \">=0.1\"\nextra: {motto: Softly, colour: grey}\n",
    );
    folder.put(
        LAYOUT,
        "{% extends \"agon/layout.html\" %}\n{% block search %}<p>{{ site.extra.motto }}, {{ site.extra.colour }}</p>{% endblock search %}\n",
    );
    folder.put("themes/quiet/templates/hooks/footer_end.html", "<i>quiet</i>");
    folder.put(
        "themes/quiet/templates/parts/time.html",
        "{% component time(d) %}<time>{{ d.iso }}</time>{% endcomponent time %}\n",
    );
    folder.put("themes/quiet/static/css/components/quiet.css", ".quiet{color:grey}");
    folder.put("themes/quiet/static/img/quiet.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let path = "content/site.yaml";
    folder.put(
        path,
        folder.read(path) + "theme: quiet\nextra: {colour: blue}\nfavicon: img/quiet.svg\n",
    );
    folder
}

fn style(folder: &Folder) -> String {
    let public = folder.public();
    let path = public.keys().find(|path| path.starts_with("css/agon.")).expect("a style").clone();
    String::from_utf8(public[&path].clone()).unwrap()
}

#[test]
fn theme_is_between_the_site_and_the_built_in_files() {
    let folder = site();
    assert_eq!(findings(&folder.build()), "");
    let page = folder.read("public/topics/parking-minimums/timeline.html");
    for part in [
        "<p>Softly, blue</p>",
        "<i>quiet</i></footer>",
        "<time>2025-03-04</time>",
        "img/quiet.svg\" type=\"image/svg+xml\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(folder.at("public/img/quiet.svg").is_file());
    assert!(style(&folder).contains(".quiet{color:grey}"));
    // What the site has itself goes before the theme.
    folder.put("templates/hooks/footer_end.html", "<i>own</i>");
    folder.put(
        "templates/layout.html",
        "{% extends \"themes/quiet/templates/layout.html\" %}\n{% block footer %}<footer>own {{ super() }}</footer>{% endblock footer %}\n",
    );
    folder.put("static/css/components/quiet.css", ".quiet{color:red}");
    assert_eq!(findings(&folder.build()), "");
    let page = folder.read("public/topics/parking-minimums/timeline.html");
    for part in ["<p>Softly, blue</p>", "<footer>own <footer", "<i>own</i></footer>"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(style(&folder).contains(".quiet{color:red}") && !style(&folder).contains("grey"));
}

#[test]
fn site_without_the_key_ignores_themes() {
    let folder = site();
    folder.replace("content/site.yaml", "theme: quiet\n", "");
    folder.replace("content/site.yaml", "favicon: img/quiet.svg\n", "");
    assert_eq!(findings(&folder.build()), "");
    let page = folder.read("public/about.html");
    assert!(page.contains("class=\"site-search\"") && !page.contains("<i>quiet</i>"), "{page}");
    assert!(!folder.at("public/img/quiet.svg").exists());
}

#[test]
fn mistakes_in_a_theme_are_at_their_places() {
    let folder = site();
    folder.put(
        LAYOUT,
        "{% extends \"agon/layout.html\" %}\n{% block search %}{{ nothing }}{% endblock %}\n",
    );
    folder.put("themes/quiet/templates/parts/lost.html", "words");
    let found = findings(&folder.build());
    assert!(
        found.contains("A603 warning themes/quiet/templates/parts/lost.html no page uses the template \"parts/lost.html\""),
        "{found}"
    );
    assert!(found.contains(&format!("A602 error {LAYOUT}:2:22 ")), "{found}");
}

#[test]
fn preview_follows_changes_of_the_theme() {
    let folder = site();
    let mut preview = Preview::new(folder.root());
    let day = Day::AsKnownOn(date(TODAY));
    let mut look = |change: &SourceChange| {
        let update = preview.update(change, day, Strictness::Normal).unwrap().expect("a change");
        assert_eq!(lines(&update.report, &update.files), "");
        let page = update.site.expect("a site").file("about.html").unwrap().expect("a page");
        String::from_utf8(page.to_vec()).unwrap()
    };
    assert!(look(&SourceChange::Unknown).contains("<p>Softly, blue</p>"));
    folder.replace(LAYOUT, "<p>", "<p>New: ");
    let changed = SourceChange::Paths(vec![folder.at(LAYOUT)]);
    assert!(look(&changed).contains("<p>New: Softly, blue</p>"));
    folder.replace("themes/quiet/theme.yaml", "Softly", "Loudly");
    let changed = SourceChange::Paths(vec![folder.at("themes/quiet/theme.yaml")]);
    assert!(look(&changed).contains("<p>New: Loudly, blue</p>"));
    folder.replace("content/site.yaml", "theme: quiet\n", "");
    folder.replace("content/site.yaml", "favicon: img/quiet.svg\n", "");
    let changed = SourceChange::Paths(vec![folder.at("content/site.yaml")]);
    assert!(look(&changed).contains("class=\"site-search\""));
}
