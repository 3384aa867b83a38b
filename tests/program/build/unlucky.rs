//! Unlucky names, files and dates: what is built, and what each command says.

use crate::support::call::agon;
use crate::support::folder::{Folder, TODAY, findings};
use crate::support::folder::{date, lines};
use agon::build::session::Session;
use agon::content::load::load;
use agon::diagnostics::Report;
use agon::model::Day;

/// What building, an editor and the folder's check say, which is the same.
fn said(site: &Folder) -> String {
    let built = findings(&site.build());
    let mut reading = Report::default();
    let loaded = load(site.root(), &mut reading).expect("the site can be read");
    let statics = loaded.static_paths();
    let linked = Session::new(loaded.files).link(reading, statics, Day::AsKnownOn(date(TODAY)));
    assert_eq!(lines(&linked.report, &linked.files), built);
    let (_, out, err) = agon(site.root(), &["check", "--as-of", TODAY, "--format", "json"]);
    let report: serde_json::Value =
        serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out}{err}"));
    assert_eq!(
        report["diagnostics"].as_array().map(Vec::len),
        Some(built.lines().count()),
        "{out}"
    );
    built
}

#[test]
fn files_of_static_meet_no_file_that_agon_makes() {
    let site = Folder::started();
    site.replace("content/site.yaml", "language:", "data: pages\nlanguage:");
    for path in [
        "index.html",
        "Search.html",
        "Robots.txt",
        "robots.txt",
        "sources",
        "about.html/picture.png",
        "a/Chart.svg",
        "a/chart.svg",
        "search/t0.js",
        "CHANGES.json",
        "changes.json",
        "fine.txt",
    ] {
        site.put(&format!("static/{path}"), "x");
    }
    assert_eq!(
        said(&site),
        "\
A401 error static/CHANGES.json the path differs from \"changes.json\" only in upper and lower case, which some systems take for one
A401 error static/Robots.txt the path differs from \"robots.txt\" only in upper and lower case, which some systems take for one
A401 error static/Search.html the path differs from \"search.html\" only in upper and lower case, which some systems take for one
A401 error static/a/chart.svg the path differs from \"a/Chart.svg\" only in upper and lower case, which some systems take for one
A401 error static/about.html/picture.png agon makes the file \"about.html\", so it is not a folder
A401 error static/changes.json the path differs from \"CHANGES.json\" only in upper and lower case, which some systems take for one
A401 error static/index.html the file has the path of a file that agon makes, \"index.html\"
A401 error static/robots.txt the path differs from \"Robots.txt\" only in upper and lower case, which some systems take for one
A401 error static/search/t0.js the files of search/ are the index of the search
A401 error static/sources agon makes \"sources/gazette-parking-bill.json\", so \"sources\" is a folder
"
    );
}

#[test]
fn pages_named_as_one_of_the_site_are_reported() {
    let site = Folder::started();
    for name in ["index", "search", "404", "timeline", "fine"] {
        let page = format!("---\ntitle: The page {name}\n---\nWords.\n");
        site.put(&format!("content/pages/{name}.md"), page);
    }
    site.put("content/entities/index.md", "---\nname: The index\nkind: term\n---\nWords.\n");
    site.put(
        "content/sources/more.yaml",
        "- {id: index, title: An index, URL: https://index.example/a}\n",
    );
    assert_eq!(
        said(&site),
        "\
A401 error content/entities/index.md:1:1 the site has a page \"entities/index.html\" already, so this one would be \"entities/index-2.html\"
A401 error content/pages/404.md:1:1 the site has a page \"404.html\" already, so this one would be \"404-2.html\"
A401 error content/pages/index.md:1:1 the site has a page \"index.html\" already, so this one would be \"index-2.html\"
A401 error content/pages/index.md:1:1 two things have the slug \"index\", so links to it are ambiguous
A401 error content/pages/search.md:1:1 the site has a page \"search.html\" already, so this one would be \"search-2.html\"
A401 error content/pages/timeline.md:1:1 the site has a page \"timeline.html\" already, so this one would be \"timeline-2.html\"
A401 error content/sources/more.yaml:1:8 the site has a page \"sources/index.html\" already, so this one would be \"sources/index-2.html\"
A501 warning content/sources/more.yaml:1:8 nothing cites \"index\"
"
    );
}

#[test]
fn hidden_files_of_static_are_published_or_named() {
    let site = Folder::started();
    for path in [
        ".well-known/security.txt",
        ".well-known/acme/.token",
        ".nojekyll",
        ".env",
        ".secret/key.txt",
        ".DS_Store",
        ".git/config",
        "notes.txt~",
    ] {
        site.put(&format!("static/{path}"), "x");
    }
    assert_eq!(said(&site), "\
A002 warning static/.env static/.env is hidden, so it is not published
A002 warning static/.secret static/.secret is hidden, so it is not published
A002 warning static/.well-known/acme/.token static/.well-known/acme/.token is hidden, so it is not published
");
    let published: Vec<String> =
        site.public().into_keys().filter(|p| p.contains("/.") || p.starts_with('.')).collect();
    assert_eq!(published, [".htaccess", ".nojekyll", ".well-known/security.txt"]);
}

#[test]
fn a_note_without_a_date_names_its_publisher_alone() {
    let site = Folder::started();
    let notes = [
        "- [A](https://count.example/a) (Quay Courier, n.d.) — One.",
        "- [B](https://count.example/b) (Quay Courier, undated) — Two.",
        "- [C](https://count.example/c) (Quay Courier, o. J.) — Three.",
        "- [D](https://count.example/d) (n.d.) — Four.",
        "- [E](https://count.example/e) (Quay Courier, 2025) — Five.",
        "- [F](https://count.example/f) (Quay Courier, spring 2025) — Six.",
        "- [G](https://count.example/g) (Quay Courier, 2024-03/2024-05) — Seven.",
    ];
    let gather = "content/topics/parking-minimums/gathers/2025-05-05.md";
    site.put(gather, format!("---\nkind: gather\n---\n## Notes\n{}\n", notes[..5].join("\n")));
    assert_eq!(said(&site), "");
    let publishers: Vec<String> = site
        .public()
        .into_keys()
        .filter(|path| path.starts_with("publishers/quay") && path.ends_with(".html"))
        .collect();
    assert_eq!(publishers, ["publishers/quay-courier.html"]);
    site.put(gather, format!("---\nkind: gather\n---\n## Notes\n{}\n", notes[5..].join("\n")));
    assert_eq!(said(&site), "\
A104 error content/topics/parking-minimums/gathers/2025-05-05.md:5:47 \"spring 2025\" is not a date
A104 error content/topics/parking-minimums/gathers/2025-05-05.md:6:47 \"2024-03/2024-05\" is not a date
");
}

#[test]
fn pages_of_a_language_written_from_right_to_left_say_so() {
    let site = Folder::started();
    let of = |path: &str, site: &Folder| {
        let page =
            String::from_utf8(site.public().remove(path).expect("the page is there")).unwrap();
        page.lines().find(|line| line.starts_with("<html")).unwrap_or_default().to_string()
    };
    site.build();
    assert_eq!(of("index.html", &site), "<html lang=\"en-GB\">");
    let config = site.read("content/site.yaml");
    let without = config.lines().filter(|line| !line.starts_with("language:"));
    let config = without.collect::<Vec<_>>().join("\n") + "\nlanguage: he\n";
    site.put("content/site.yaml", config);
    site.build();
    assert_eq!(of("index.html", &site), "<html lang=\"he\" dir=\"rtl\">");
}

/// A picture of one colour; only its first bytes count.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x02\0\0\0");
    bytes
}

const THREADS: &str = "content/topics/parking-minimums/threads";

#[test]
fn pictures_and_attachments_beside_a_text_are_copied_where_they_are_named() {
    let site = Folder::started();
    site.put(&format!("{THREADS}/quay north.png"), png(400, 300));
    site.put(&format!("{THREADS}/figures/plan.png"), png(60, 20));
    site.put(&format!("{THREADS}/report.pdf"), "%PDF-1.7");
    site.put(&format!("{THREADS}/unused.png"), png(1, 1));
    site.put("content/pages/logo.png", png(30, 30));
    site.put("static/img/map.png", png(800, 600));
    let lines = [
        "![North](quay%20north.png)",
        "![Plan](./figures/plan.png \"The plan\")",
        "![[plan.png|The plan again|30]]",
        "![[quay north.png|\"\"|300x200]]",
        "![[report.pdf]]",
        "[the report](report.pdf#page=3)",
        "![A report](report.pdf)",
        "![Map](/img/map.png)",
        "![[map.png|Map]]",
        "![Logo](/pages/logo.png)",
    ];
    let text = format!("---\ntitle: Quays\nstatus: active\n---\n{}\n", lines.join("\n\n"));
    site.put(&format!("{THREADS}/quays.md"), text);
    assert_eq!(said(&site), "\
A002 warning content/topics/parking-minimums/threads/unused.png content/topics/parking-minimums/threads/unused.png is not published: no text shows it or links to it
");
    let public = site.public();
    let copied: Vec<&str> = public
        .keys()
        .map(String::as_str)
        .filter(|p| p.ends_with(".pdf") || p.ends_with(".png") && !p.ends_with(".card.png"))
        .collect();
    assert_eq!(
        copied,
        [
            "img/map.png",
            "pages/logo.png",
            "topics/parking-minimums/threads/figures/plan.png",
            "topics/parking-minimums/threads/quay north.png",
            "topics/parking-minimums/threads/report.pdf",
        ]
    );
    let page =
        String::from_utf8(public["topics/parking-minimums/threads/quays.html"].clone()).unwrap();
    let shown: Vec<&str> = page
        .lines()
        .filter_map(|line| line.split_once("<p>")?.1.split_once("</p>"))
        .map(|(words, _)| words)
        .filter(|words| words.contains("<img") || words.contains(".pdf"))
        .collect();
    assert_eq!(
        shown,
        [
            r#"<img src="quay%20north.png" alt="North" width="400" height="300" loading="lazy" decoding="async" />"#,
            r#"<img src="figures/plan.png" alt="The plan again" width="30" height="10" loading="lazy" decoding="async" />"#,
            r#"<img src="quay%20north.png" alt="" width="300" height="200" loading="lazy" decoding="async" />"#,
            r#"<a href="report.pdf">report.pdf</a>"#,
            r#"<a href="report.pdf#page=3">the report</a>"#,
            r#"<a href="report.pdf">A report</a>"#,
            r#"<img src="../../../img/map.png" alt="Map" width="800" height="600" loading="lazy" decoding="async" />"#,
            r#"<img src="../../../img/map.png" alt="Map" width="800" height="600" loading="lazy" decoding="async" />"#,
            r#"<img src="../../../pages/logo.png" alt="Logo" width="30" height="30" loading="lazy" decoding="async" />"#,
        ]
    );
    assert!(page.contains("<figcaption>The plan</figcaption>"), "{page}");
}

#[test]
fn what_a_text_names_and_what_is_not_there_is_reported() {
    let site = Folder::started();
    site.put(&format!("{THREADS}/a/plan.png"), png(60, 20));
    site.put(&format!("{THREADS}/b/plan.png"), png(60, 20));
    let lines = [
        "![Plan](plan.png)",
        "![[plan.png|Plan]]",
        "![[plam.png|Plan]]",
        "![[who-needs-the-spaces]]",
        "![Plan](../../../../../outside.png)",
    ];
    let text = format!("---\ntitle: Quays\nstatus: active\n---\n{}\n", lines.join("\n\n"));
    site.put(&format!("{THREADS}/quays.md"), text);
    assert_eq!(said(&site), "\
A002 warning content/topics/parking-minimums/threads/a/plan.png content/topics/parking-minimums/threads/a/plan.png is not published: no text shows it or links to it
A002 warning content/topics/parking-minimums/threads/b/plan.png content/topics/parking-minimums/threads/b/plan.png is not published: no text shows it or links to it
A222 error content/topics/parking-minimums/threads/quays.md:5:1 the relative link \"plan.png\" leads to no file of the site
A202 error content/topics/parking-minimums/threads/quays.md:7:1 \"plan.png\" could mean 2 files
A222 error content/topics/parking-minimums/threads/quays.md:9:1 no file of the site is called \"plam.png\"; did you mean \"plan.png\"?
A222 error content/topics/parking-minimums/threads/quays.md:11:1 \"who-needs-the-spaces\" is a text, and only pictures and attachments are embedded
A222 error content/topics/parking-minimums/threads/quays.md:13:1 the relative link \"../../../../../outside.png\" leads to no file of the site
");
}

#[test]
fn large_files_are_copied_without_being_read_into_the_memory() {
    let site = Folder::started();
    site.build();
    let large = |byte: u8| {
        let mut bytes = vec![byte; 40 * 1024 * 1024];
        bytes[7] = b'!';
        bytes
    };
    site.put("static/data/large.bin", large(b'a'));
    site.put("content/pages/talk.mp4", large(b'b'));
    site.put(
        "content/pages/talk.md",
        "---\ntitle: A talk\n---\nSee [the film](talk.mp4) and [data](/data/large.bin).\n",
    );
    assert_eq!(said(&site), "");
    let public = site.public();
    assert!(public["data/large.bin"] == large(b'a') && public["pages/talk.mp4"] == large(b'b'));
    let age = |path: &str| std::fs::metadata(site.at(path)).unwrap().modified().unwrap();
    let before = age("public/data/large.bin");
    site.put("static/data/small.txt", "x");
    site.build();
    assert_eq!(age("public/data/large.bin"), before, "a file that is the same stays");
    site.put("static/data/large.bin", large(b'c'));
    site.build();
    assert!(site.public()["data/large.bin"] == large(b'c'));
    site.remove("static/data/large.bin");
    site.replace("content/pages/talk.md", " and [data](/data/large.bin)", "");
    site.build();
    assert!(!site.public().contains_key("data/large.bin"));
}

#[test]
fn a_median_without_an_upper_bound_is_described() {
    let site = Folder::started();
    let folder = "content/topics/parking-minimums/gathers";
    let mut earlier = String::from("---\ntitle: Earlier\n---\n## Notes\n");
    let mut later = String::from("---\ntitle: Later\n---\n## Notes\n");
    later += "- [@council-street-survey] It was counted again.";
    for n in 0..40 {
        earlier += &format!("- [@council-street-survey] Street {n} is full. ^street-{n}\n");
        // little more than half of all
        if n < 27 {
            later += &format!(" (corrects:: [[2025-05-05#^street-{n}]])");
        }
    }
    site.put(&format!("{folder}/2025-05-05.md"), earlier);
    site.put(&format!("{folder}/2025-06-05.md"), later + "\n");
    let found = findings(&site.build());
    assert!(!found.contains("A602"), "{found}");
    assert!(site.public().contains_key("topics/parking-minimums/half-life.html"));
}
