//! What site.yaml asks to be done to the finished files (`output:`), what hosts are told, and the pictures beside links.

use crate::support::folder::{Folder, TODAY, Tree, date, findings};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use html5gum::{Token, Tokenizer};
use resvg::tiny_skia::Pixmap;
use sha2::{Digest, Sha384};
use std::io::Read;

/// The starting site with these words under `output`.
fn built(output: &str) -> (Folder, Tree) {
    let folder = Folder::started();
    change(&folder, "content/site.yaml", |text| format!("{text}output: [{output}]\n"));
    let site = public(&folder);
    (folder, site)
}

fn change(folder: &Folder, path: &str, how: impl Fn(String) -> String) {
    folder.put(path, how(folder.read(path)));
}

fn public(folder: &Folder) -> Tree {
    let outcome = folder.build();
    assert!(outcome.summary.is_some(), "{}", findings(&outcome));
    folder.public()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn minified_is_accepted_and_changes_nothing() {
    assert_eq!(built("minified").1, built("").1);
}

#[test]
fn each_text_lies_compressed_beside_itself_and_goes_when_nobody_asks_any_more() {
    let (folder, packed) = built("compressed");
    let forms = |path: &str| path.ends_with(".gz") || path.ends_with(".br");
    let texts: Vec<&String> = packed.keys().filter(|p| !forms(p)).collect();
    for path in &texts {
        let is_text = ![".woff2", ".png", ".htaccess", "_headers", "_redirects"]
            .iter()
            .any(|e| path.ends_with(e));
        let [gz, br] = ["gz", "br"].map(|e| packed.get(&format!("{path}.{e}")));
        assert_eq!((gz.is_some(), br.is_some()), (is_text, is_text), "{path}");
        let (Some(gz), Some(br)) = (gz, br) else { continue };
        let mut out = [Vec::new(), Vec::new()];
        flate2::read::GzDecoder::new(&gz[..]).read_to_end(&mut out[0]).unwrap();
        brotli::Decompressor::new(&br[..], 4096).read_to_end(&mut out[1]).unwrap();
        assert!(out.iter().all(|o| *o == packed[*path]), "{path} does not come back");
    }
    assert_eq!(public(&folder), packed, "a second build leaves them");

    change(&folder, "content/pages/about.md", |text| format!("{text}\nOne word more.\n"));
    let changed = public(&folder);
    assert_ne!(changed["about.html.gz"], packed["about.html.gz"]);
    assert_eq!(changed["404.html.gz"], packed["404.html.gz"]);

    change(&folder, "content/site.yaml", |text| text.replace("output: [compressed]\n", ""));
    assert_eq!(
        public(&folder).keys().filter(|p| forms(p)).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
}

/// A page for the frames of other sites.
const FRAMED: &str = "embed/parking-minimums/threads/who-needs-the-spaces/ten-used.html";

#[test]
fn pages_say_the_hash_of_each_script_and_style_where_it_is_asked_for() {
    let (_folder, site) = built("integrity");
    let said = |page: &str| -> Vec<(String, String)> {
        let mut found = Vec::new();
        for Ok(token) in Tokenizer::new(&site[page][..]) {
            let Token::StartTag(tag) = token else { continue };
            let value = |name: &str| tag.attributes.get(name.as_bytes()).map(|v| text(v));
            let loads = value("src").or_else(|| {
                value("href").filter(|_| value("rel").as_deref() == Some("stylesheet"))
            });
            if let Some(path) = loads.filter(|p| p.ends_with(".js") || p.ends_with(".css")) {
                found.push((path, value("integrity").unwrap_or_default()));
            }
        }
        found
    };
    let (page, framed) = (said("timeline.html"), said(FRAMED));
    assert!(page.len() > 4 && framed.len() == 1, "{page:?}, {framed:?}");
    for (path, integrity) in page.into_iter().chain(framed) {
        let hash = BASE64_STANDARD.encode(Sha384::digest(&site[path.trim_start_matches("../")]));
        assert_eq!(integrity, format!("sha384-{hash}"), "{path}");
    }
    let plain = built("").1;
    assert!(!text(&plain[FRAMED]).contains("integrity="));
    assert!(!text(&plain["timeline.html"]).contains("integrity="));
}

#[test]
fn hosts_are_told_one_policy_and_what_may_be_kept_and_a_file_of_the_editors_own_goes_before() {
    let (folder, site) = built("");
    let headers = text(&site["_headers"]);
    let policy =
        headers.lines().find_map(|l| l.trim().strip_prefix("Content-Security-Policy: ")).unwrap();
    assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe"), "{policy}");
    for file in ["_headers", "headers.nginx.conf", ".htaccess"] {
        let said = text(&site[file]).to_lowercase();
        assert!(!said.contains("frame"), "{file}: pages for frames may stand on any site");
    }
    assert!(text(&site["headers.nginx.conf"]).contains(&format!("\"{policy}\" always;")));
    assert!(text(&site[".htaccess"]).contains(&format!("\"{policy}\"\n")));
    let kept: Vec<&str> =
        headers.lines().filter_map(|l| l.strip_prefix('/')).filter(|l| *l != "*").collect();
    let hashed = |p: &String| {
        p.starts_with("js/") || p.starts_with("css/") || p.starts_with("fonts/") && p.ends_with("2")
    };
    let mut asked: Vec<&str> = site.keys().filter(|p| hashed(p)).map(String::as_str).collect();
    asked.sort_by_key(|p| kept.iter().position(|k| k == p));
    assert_eq!(kept, asked, "every script, style and font, and nothing else");

    folder.put("static/_headers", "/*\n  X-Own: yes\n");
    assert_eq!(text(&public(&folder)["_headers"]), "/*\n  X-Own: yes\n");
}

#[test]
fn the_site_each_topic_and_each_thread_has_a_picture_with_its_title_in_it() {
    let (folder, site) = built("");
    let cards: Vec<&String> = site.keys().filter(|p| p.ends_with(".card.png")).collect();
    let pages = |p: &&String| {
        *p == "index.html"
            || p.starts_with("topics/")
                && (p.ends_with("/index.html") && !p.contains("/gathers/")
                    || p.contains("/threads/"))
                && p.ends_with(".html")
    };
    let wanted: Vec<String> =
        site.keys().filter(pages).map(|p| p.replace(".html", ".card.png")).collect();
    assert_eq!(cards, wanted.iter().collect::<Vec<_>>());
    for path in &cards {
        let picture = Pixmap::decode_png(&site[*path]).unwrap();
        assert_eq!((picture.width(), picture.height()), (1200, 630), "{path}");
        let rows = 130 * 1200..260 * 1200;
        let dark = picture.pixels()[rows].iter().filter(|p| p.red() < 60).count();
        assert!(dark > 2000, "{path} has {dark} dark pixels where its title stands");
    }
    let page = text(&site["topics/parking-minimums/index.html"]);
    assert!(page.contains(
        "og:image\" content=\"https://example.org/topics/parking-minimums/index.card.png\""
    ));
    assert!(page.contains("summary_large_image"));

    change(&folder, "content/site.yaml", |text| {
        text.replace("base_url: https://example.org/\n", "")
    });
    let nowhere = public(&folder);
    assert_eq!(
        nowhere.keys().filter(|p| p.ends_with(".card.png")).count(),
        0,
        "no address, no picture"
    );
    assert!(!text(&nowhere["index.html"]).contains("og:image"));
}

#[test]
fn pictures_whose_letters_the_fonts_lack_are_left_out_unless_the_site_has_a_font() {
    let (folder, _) = built("");
    change(&folder, "content/topics/parking-minimums/topic.md", |text| {
        let title = text.lines().find(|line| line.starts_with("title:")).unwrap().to_string();
        text.replace(&title, "title: مواقف السيارات")
    });
    let cards = |site: &Tree| -> Vec<String> {
        site.keys().filter(|p| p.ends_with(".card.png")).cloned().collect()
    };
    let outcome = folder.build();
    let found = findings(&outcome);
    assert!(found.contains("A616 warning content/site.yaml"), "{found}");
    let site = folder.public();
    assert_eq!(cards(&site), ["index.card.png"]);
    assert!(!text(&site["topics/parking-minimums/index.html"]).contains("og:image"));
    assert!(text(&site["index.html"]).contains("og:image"));

    folder.put("static/fonts/own.ttf", agon::pages::CARD_FACES[0]);
    let outcome = folder.build();
    assert!(!findings(&outcome).contains("A616"));
    let site = folder.public();
    assert!(cards(&site).len() > 2, "{:?}", cards(&site));
    assert!(text(&site["topics/parking-minimums/index.html"]).contains("index.card.png"));
}

#[test]
fn a_check_finds_what_a_template_of_cards_or_headers_cannot_make_as_a_build_does() {
    let folder = Folder::started();
    folder.put("templates/cards/card.xml", "<p>no picture</p>");
    folder.put("templates/hosting/nginx.txt", "{{ nothing_like_it }}\n");
    let built = findings(&folder.build());
    for file in ["templates/cards/card.xml", "templates/hosting/nginx.txt"] {
        assert!(built.contains(&format!("A602 error {file}")), "{file}: {built}");
    }
    let request = agon::build::pipeline::Request {
        root: folder.root().into(),
        out: folder.at("public"),
        day: agon::model::Day::AsKnownOn(date(TODAY)),
        drafts: agon::model::Drafts::Hidden,
        strictness: agon::build::pipeline::Strictness::Normal,
        output: agon::output::OutputOptions::default(),
    };
    assert_eq!(findings(&agon::build::pipeline::check(&request).unwrap()), built);
}
