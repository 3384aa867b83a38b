//! Pictures of texts: caption and credit, a dark variant, and what is published of them.

use crate::support::folder::{Folder, findings};

fn svg(width: u32) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} 30\"/>\n")
}

/// The page of a text that is added to the starting site, between its heading and the footer.
fn main_of(folder: &Folder, words: &str) -> String {
    folder.put("content/pages/pictures.md", format!("---\ntitle: Pictures\n---\n{words}\n"));
    assert_eq!(findings(&folder.build()), "");
    let page = folder.read("public/pictures.html");
    page[page.find("<main").unwrap()..page.find("</main>").unwrap()].to_string()
}

#[test]
fn picture_alone_with_a_title_is_a_figure_with_caption_and_credit() {
    let folder = Folder::started();
    folder.put("content/pages/quay.svg", svg(60));
    let main = main_of(
        &folder,
        "![A quay](quay.svg \"The quay in \\\"May\\\" | Ann Reed, CC BY 4.0\") ^pic\n\n\
         ![A quay](quay.svg \"The quay\")\n\n![A quay](quay.svg \"A title\") among words.\n\n![A quay](quay.svg)",
    );
    let image = "alt=\"A quay\" width=\"60\" height=\"30\" loading=\"lazy\" decoding=\"async\" />";
    for part in [
        format!(
            "<figure class=\"picture\">\n<img src=\"pages/quay.svg\" {image}\n<figcaption>The quay in “May” <span class=\"picture-credit\">Ann Reed, CC BY 4.0</span></figcaption>\n</figure>"
        ),
        format!(
            "<figure class=\"picture\">\n<img src=\"pages/quay.svg\" {image}\n<figcaption>The quay</figcaption>\n</figure>"
        ),
        "title=\"A title\" width=\"60\"".to_string(),
    ] {
        assert!(main.contains(&part), "{part}\n{main}");
    }
    assert!(main.contains("<div class=\"block\" id=\"pic\">"), "{main}");
    assert_eq!(main.matches("<figure").count(), 2, "{main}");
}

#[test]
fn dark_variant_is_published_with_its_picture() {
    let folder = Folder::started();
    for (path, width) in [
        ("content/pages/chart.svg", 60),
        ("content/pages/chart.dark.svg", 60),
        ("static/img/map.svg", 90),
        ("static/img/map.dark.svg", 90),
    ] {
        folder.put(path, svg(width));
    }
    let main = main_of(&folder, "![A chart](chart.svg)\n\n![A map](/img/map.svg)");
    for (dark, light) in
        [("pages/chart.dark.svg", "pages/chart.svg"), ("img/map.dark.svg", "img/map.svg")]
    {
        let part = format!(
            "<picture><source srcset=\"{dark}\" media=\"(prefers-color-scheme: dark)\" /><img src=\"{light}\""
        );
        assert!(main.contains(&part), "{part}\n{main}");
        assert!(folder.at(&format!("public/{dark}")).is_file());
    }
}

#[test]
fn dark_variant_alone_is_reported() {
    let folder = Folder::started();
    folder.put("content/pages/chart.dark.svg", svg(60));
    let found = findings(&folder.build());
    assert!(found.contains("content/pages/chart.dark.svg is not published"), "{found}");
}
