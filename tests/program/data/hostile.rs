//! Values that mean something in the language that they are written into: what is read back is what was written.

use crate::support::folder::{Folder, findings};
use crate::support::golden;
use biblatex::{Bibliography, ChunksExt};

/// Texts that would end a value, begin another, or run as a formula, a rule, a macro or a tag.
const PAYLOADS: [&str; 32] = [
    "a { b",
    "a } b",
    "}} @book{evil, title={x}}",
    "\\input{/etc/passwd}",
    "\\write18{rm -rf /}",
    "100 % of $x$ & #1_2",
    "a~b^c",
    "a\nER  - \nTY  - BOOK\nTI  - evil",
    "a\r\nTI  - evil",
    "a\u{2028}TI  - evil",
    "a\u{85}TI  - evil",
    "TY  - BOOK",
    "a\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:evil",
    "a\r\nEND:VCALENDAR",
    "a;b,c:d\\n",
    "\\",
    "ends with \\",
    "\"quoted\" and 'quoted'",
    "</text><script>alert(1)</script>",
    "<!-- a --> <![CDATA[ b ]]>",
    "]]>",
    "&amp; &lt; &#0; &bogus;",
    "\u{202e}reversed",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "Smith AND Jones",
    "x and others",
    "e\u{301}\u{301}\u{301}",
    "𝔘𝔫𝔦 👩‍👩‍👧‍👧 \u{200d}",
    "%0aSet-Cookie: a=b",
];

/// A text as YAML that a reader gives back unchanged.
fn yaml(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || c == '\u{2028}' => out += &format!("\\u{:04x}", c as u32),
            c => out.push(c),
        }
    }
    out + "\""
}

/// Words with each run of white space as one space, without control characters.
fn words(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without white space and control characters.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

/// A site with each payload as the title and the author of a source, and as a question.
fn hostile_site() -> Folder {
    let site = Folder::started();
    let mut sources = String::new();
    let mut thread =
        String::from("---\ntitle: Questions\nstatus: active\n---\n## Open questions\n");
    for (n, payload) in PAYLOADS.iter().enumerate() {
        let text = yaml(payload);
        sources += &format!(
            "- {{id: h{n}, type: report, title: {text}, author: [{{literal: {text}}}, {{family: {text}, given: A}}], publisher: {text}, note: {text}, abstract: {text}, issued: 2025, URL: \"https://h.example/{n}\"}}\n"
        );
        thread += &format!(
            "- Question {n}: {} [@h{n}] (due:: 2027-01-01) ^q-{n}\n",
            words(payload).replace(['[', '@', '$', '%', '<', '^', '`', '*', '_'], "")
        );
    }
    site.put("content/sources/hostile.yaml", sources);
    site.put("content/topics/parking-minimums/threads/questions.md", thread);
    let config = site.read("content/site.yaml");
    let without: Vec<&str> = config.lines().filter(|line| !line.starts_with("title:")).collect();
    // the fonts of cards have Latin letters
    let latin = PAYLOADS.iter().filter(|payload| payload.chars().all(|c| c < '\u{300}'));
    let title = yaml(&latin.copied().collect::<Vec<&str>>().join(" "));
    site.put("content/site.yaml", format!("title: {title}\ndata: pages\n{}\n", without.join("\n")));
    site
}

fn text(site: &Folder, path: &str) -> String {
    let bytes = site.public().remove(path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes).expect("the file is UTF-8")
}

#[test]
fn payloads_stay_values_in_every_format() {
    let site = hostile_site();
    let said = findings(&site.build());
    assert!(!said.contains(" error "), "{said}");

    let bibtex = text(&site, "sources/index.bib");
    let entries = Bibliography::parse(&bibtex).expect("BibTeX can be read");
    for (n, payload) in PAYLOADS.iter().enumerate() {
        let entry = entries.get(&format!("h{n}")).unwrap_or_else(|| panic!("no h{n}: {bibtex}"));
        let title = words(&entry.title().expect("a title").format_verbatim());
        let plain = |text: &str| {
            let text = text.replace("\\textbraceleft", "{").replace("\\textbraceright", "}");
            text.replace("{}", "")
        };
        assert_eq!(plain(&title), plain(&words(payload)), "{bibtex}");
        assert_eq!(entry.author().expect("authors").len(), 2, "{payload}");
    }
    let open = bibtex.matches('{').count();
    assert_eq!(open, bibtex.matches('}').count(), "BibTeX counts braces");

    let ris = text(&site, "sources/index.ris");
    let titles: Vec<&str> =
        ris.split("\r\n").filter_map(|line| line.strip_prefix("TI  - ")).collect();
    for payload in PAYLOADS {
        let is_same = |title: &&str| letters(title) == letters(payload);
        assert!(titles.iter().any(is_same), "{payload:?} in {titles:#?}");
    }
    let of_ris = |tag: &str| ris.split("\r\n").filter(|line| line.starts_with(tag)).count();
    assert_eq!((of_ris("TY  - "), of_ris("ER  - ")), (titles.len(), titles.len()));
    let is_line = |line: &str| line.is_empty() || line.get(2..6) == Some("  - ");
    let odd: Vec<&str> = ris.split("\r\n").filter(|line| !is_line(line)).collect();
    assert_eq!(odd, Vec::<&str>::new());

    let calendar = text(&site, "questions.ics").replace("\r\n ", "");
    // the starting site has two
    let count = PAYLOADS.len() + 2;
    let of_calendar = |line: &str| calendar.split("\r\n").filter(|l| *l == line).count();
    assert_eq!(
        [of_calendar("BEGIN:VEVENT"), of_calendar("END:VEVENT"), of_calendar("END:VCALENDAR")],
        [count, count, 1]
    );
    let names = calendar.split("\r\n").filter_map(|line| line.split([':', ';']).next());
    let known = [
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "NAME",
        "X-WR-CALNAME",
        "DESCRIPTION",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "SUMMARY",
        "URL",
        "CATEGORIES",
        "TRANSP",
        "",
    ];
    let odd: Vec<&str> = names.filter(|name| !known.contains(name)).collect();
    assert_eq!(odd, Vec::<&str>::new());

    let card = site.public().remove("index.card.png").expect("a card");
    assert!(card.starts_with(b"\x89PNG"));
}

/// Paths that would be rules, variables, comments or directives of a host.
const PATHS: [&str; 30] = [
    "a b",
    "a  /evil 302",
    "a#b",
    "a*",
    ":splat",
    "/*",
    "a\"; } server { listen 1; }",
    "$host",
    "${uri}",
    "a;b",
    "{8}",
    "}",
    "\\",
    "a\\",
    "~*evil",
    "default",
    "include x",
    "!",
    "a!",
    "a%0ab",
    "a%20b",
    "é",
    "日本",
    "a'b",
    "a\"b",
    "a|b",
    "a`id`",
    "<b>",
    "a=b&c",
    "a,b",
];

#[test]
fn paths_stay_paths_in_the_rules_of_hosts() {
    let site = Folder::started();
    let config = site.read("content/site.yaml");
    let config: Vec<&str> = config.lines().filter(|line| !line.starts_with("base_url:")).collect();
    let base = "base_url: \"https://h.example/a(b)/$c*d;e:f/\"\n";
    let config = format!("{}\n{base}data: pages\nmoved:\n", config.join("\n"));
    let moved =
        |path: &str| format!("- {{from: {}, to: about.html}}\n", yaml(&format!("old/{path}.html")));
    let mut refused = Vec::new();
    let mut taken = String::new();
    for path in PATHS {
        site.put("content/site.yaml", config.clone() + &moved(path));
        match findings(&site.build()).as_str() {
            "" => taken += &moved(path),
            said if said.starts_with("A112 error content/site.yaml:") => refused.push(path),
            said => panic!("{path}: {said}"),
        }
    }
    assert_eq!(refused, REFUSED);
    site.put("content/site.yaml", config + &taken);
    site.build();
    let files =
        ["_redirects", "redirects.nginx.conf", "_headers", "headers.nginx.conf", ".htaccess"];
    let mut texts = String::new();
    for path in files {
        let text = text(&site, path);
        // the names of styles and scripts change with their bytes
        let lasting = text.lines().filter(|line| !line.contains("/js/") && !line.contains("/css/"));
        let lasting =
            lasting.filter(|line| !line.contains("/fonts/") && !line.ends_with("immutable"));
        texts += &format!("=== {path}\n{}\n", lasting.collect::<Vec<_>>().join("\n"));
    }
    golden::assert("hostile-paths.txt", &texts);
}

/// Those of the paths that no entry of `moved:` may have.
const REFUSED: [&str; 22] = [
    "a b",
    "a  /evil 302",
    "a#b",
    "a*",
    ":splat",
    "/*",
    "a\"; } server { listen 1; }",
    "$host",
    "${uri}",
    "a;b",
    "{8}",
    "}",
    "\\",
    "a\\",
    "~*evil",
    "include x",
    "a%0ab",
    "a%20b",
    "a\"b",
    "a|b",
    "a`id`",
    "<b>",
];

#[test]
fn the_address_of_a_site_has_nothing_behind_its_path() {
    let site = Folder::started();
    let config = site.read("content/site.yaml");
    let config: Vec<&str> = config.lines().filter(|line| !line.starts_with("base_url:")).collect();
    for address in [
        "https://h.example/?x=1",
        "https://h.example/#x",
        "https://me@h.example/",
        "https://h.example/a b",
        "https://h.example/\"x",
        "https://h.example/a\nSitemap: x",
        "https://h.example/\\x",
        "https://h.example/{x}",
        "javascript:alert(1)",
        "//h.example/",
        "https:///x",
        "ftp://h.example/",
    ] {
        let base = format!("base_url: {}\n", yaml(address));
        site.put("content/site.yaml", format!("{}\n{base}", config.join("\n")));
        let said = findings(&site.build());
        let place = format!("A112 error content/site.yaml:{}:11 ", config.len() + 1);
        assert!(said.contains(&place), "{address}: {said}");
    }
}
