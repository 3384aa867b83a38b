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

#[test]
fn file_beside_a_picture_gives_its_words_caption_and_credit() {
    let folder = Folder::started();
    for name in ["quay", "line"] {
        folder.put(&format!("content/pages/{name}.svg"), svg(60));
    }
    folder.put(
        "content/pages/quay.svg.yaml",
        "alt: A quay with \"two\" cranes\ncaption: The quay in May\ncredit: Ann Reed\nlicence: CC BY 4.0\n\
         source: https://photos.example.org/quay\n",
    );
    folder.put("content/pages/line.svg.yaml", "alt: \"\"\n");
    let main = main_of(
        &folder,
        "![](quay.svg)\n\n![Cranes](quay.svg \"In June | City archive\")\n\n![[quay.svg]] among words.\n\n![](line.svg)",
    );
    let image = |alt: &str| {
        format!(
            "<img src=\"pages/quay.svg\" alt=\"{alt}\" width=\"60\" height=\"30\" loading=\"lazy\" decoding=\"async\" />"
        )
    };
    let cranes = image("A quay with “two” cranes");
    for part in [
        format!(
            "<figure class=\"picture\">\n{cranes}\n<figcaption>The quay in May <span class=\"picture-credit\">Ann Reed · CC BY 4.0 · \
             <a href=\"https://photos.example.org/quay\">photos.example.org/quay</a></span></figcaption>\n</figure>"
        ),
        format!(
            "<figure class=\"picture\">\n{}\n<figcaption>In June <span class=\"picture-credit\">City archive</span></figcaption>\n</figure>",
            image("Cranes")
        ),
        format!("<p>{cranes} among words.</p>"),
        "<img src=\"pages/line.svg\" alt=\"\" width".to_string(),
    ] {
        assert!(main.contains(&part), "{part}\n{main}");
    }
    assert!(!folder.at("public/pages/quay.svg.yaml").exists());
}

#[test]
fn picture_without_words_is_an_error_and_an_ornament_says_so() {
    let folder = Folder::started();
    folder.put("content/pages/line.svg", svg(60));
    let build = |words: &str| {
        folder.put("content/pages/pictures.md", format!("---\ntitle: Pictures\n---\n{words}\n"));
        findings(&folder.build())
    };
    for words in ["![](line.svg)", "![[line.svg]]", "![ ](line.svg)"] {
        let expected = "A234 error content/pages/pictures.md:4:1 the picture has no words for those who cannot see it\n";
        assert_eq!(build(words), expected, "{words}");
    }
    for words in ["![\"\"](line.svg)", "![[line.svg|\"\"]]", "![[line.svg|\"\"|30]]"] {
        assert_eq!(build(words), "", "{words}");
        assert!(
            folder.read("public/pictures.html").contains("line.svg\" alt=\"\" width"),
            "{words}"
        );
    }
    folder.put("content/pages/none.svg.yaml", "alt: Nothing\ncaptoin: A slip\n");
    assert_eq!(
        build("![A line](line.svg)"),
        "A002 warning content/pages/none.svg.yaml the picture that content/pages/none.svg.yaml describes is not there\n\
         A102 error content/pages/none.svg.yaml:2:1 the description of a picture has no key `captoin`; did you mean `caption`?\n"
    );
}
