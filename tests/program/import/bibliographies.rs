//! Bibliographies as Zotero, Pandoc and browsers export them.

use super::bibtex::BIBTEX;
use super::*;
use crate::support::golden;

const RIS: &str = "TY  - JOUR\r\nTI  - Do fish climb?\r\nAU  - Reed, Ann\r\nAU  - The Fish Desk\r\nT2  - River Letters\r\nDA  - 2026/06/04/\r\nPY  - 2026\r\n\
DO  - https://doi.org/10.1234/fish.7\r\nVL  - 12\r\nAB  - Yes,\r\nwith ladders.\r\nY2  - 2026/06/10/08:00:00\r\nER  - \r\n\r\n\
TY  - NEWS\r\nT1  - The weir stays\r\nPB  - The Daily\r\nPY  - 2026///\r\nUR  - https://daily.example/weir\r\nKW  - weirs\r\nER  - \r\nstray words\r\n";

#[test]
fn ris_becomes_records_and_stray_lines_stay_as_comments() {
    let found = imported("export.ris", RIS, None);
    golden::assert("import/ris.txt", &all(&found));
    assert!(found.findings().iter().all(|f| f.starts_with("A501")), "{:?}", found.findings());
}

const CSL: &str = r#"[
  {"id": "http://zotero.org/users/1/items/ABC", "type": "article-journal", "title": "Do <i>salmon</i> climb?", "container-title": "River Letters",
   "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}, {"literal": "The Fish Desk"}],
   "issued": {"date-parts": [["2026", 6, 4]]}, "DOI": "10.1234/fish.7", "page": "3-9", "accessed": {"date-parts": [[2026, 6, 10]]}},
  {"id": "weir", "type": "thesis", "title": "Weirs", "issued": {"raw": "June 2025"}, "URL": "not an address", "custom": {"a": 1}},
  {"id": "weir", "type": "webpage", "title": "", "URL": "https://weirs.example/", "issued": {"date-parts": [[2025], [2026]]}},
  "stray"
]"#;

#[test]
fn csl_json_becomes_records() {
    let found = imported("items.json", CSL, None);
    golden::assert("import/csl-json.txt", &all(&found));
    assert!(found.findings().iter().all(|f| f.starts_with("A501")), "{:?}", found.findings());
}

const BOOKMARKS: &str = r#"<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>
<DL><p>
    <DT><H3 ADD_DATE="1780000000">Rivers &amp; Weirs</H3>
    <DL><p>
        <DT><A HREF="https://weirs.example/a?b=1&amp;c=2" ADD_DATE="1780531200" ICON="data:image/png;base64,AAAA" TAGS="water,law">The weir &quot;stays&quot;</A>
        <DD>A ruling, read twice.
        <DT><A HREF="javascript:void(0)">A button</A>
    </DL><p>
    <DT><A HREF="https://www.weirs.example/a/?c=2&amp;b=1#top" ADD_DATE="1780531200000000">The weir stays (again)</A>
    <DT><A HREF="https://empty.example/"></A>
</DL>
"#;

#[test]
fn a_browsers_bookmarks_become_records_with_their_folders_and_days() {
    let found = imported("bookmarks.html", BOOKMARKS, None);
    golden::assert("import/bookmarks.txt", &all(&found));
    assert!(found.findings().iter().all(|f| f.starts_with("A501")), "{:?}", found.findings());
}

#[test]
fn a_second_import_of_a_bibliography_brings_nothing_new() {
    let folder = Folder::started();
    for (name, text) in [
        (
            "a.bib",
            BIBTEX
                .replace(
                    "@techreport{broken2026,\n  title = {An Open Brace\n  year = 2026\n}\n",
                    "",
                )
                .as_str(),
        ),
        ("b.ris", RIS.trim_end_matches("stray words\r\n")),
        ("c.json", &CSL.replace(",\n  \"stray\"", "")),
    ] {
        let text = text.replace("% exported\n", "");
        into(&folder, &[(name, &text)], None, None).unwrap();
        let again = into(&folder, &[(name, &text)], None, None).unwrap();
        assert!(again.files.is_empty(), "{name}: {:?}", again.files);
    }
}

/// The records of an imported bibliography, without its head.
#[track_caller]
#[test]
fn an_address_alone_makes_no_two_entries_one() {
    let text = "@incollection{Vane2019, author={Vane, Odile}, title={Tariffs}, booktitle={Ports}, editor={Quill, Ada}, year={2019}, pages={11--30}, url={https://books.example/p}}
@incollection{Osei2019, author={Osei, Kwame}, title={Cranes}, booktitle={Ports}, editor={Quill, Ada}, year={2019}, pages={31--52}, url={https://books.example/p}}
@manual{Tool2019, title={Crane}, author={{Core Team}}, year={2019}, url={https://crane.example/}}
@manual{Tool2022, title={Crane}, author={{Core Team}}, year={2022}, url={https://crane.example/}}
@article{a, title={Tides}, author={Holm, Ulf}, journal={arXiv preprint arXiv:2401.01234}, year={2024}}
@misc{B_b, title={Tides at scale}, author={Holm, Ulf and others}, eprint={2401.01234v2}, archivePrefix={arXiv}, year={2023}}
";
    let (yaml, found) = records("library.bib", text);
    let ids: Vec<&str> = yaml.lines().filter_map(|line| line.strip_prefix("- id: ")).collect();
    assert_eq!(ids, ["vane2019", "osei2019", "tool2019", "tool2022", "a"]);
    assert!(yaml.ends_with(
        "- id: a\n  citation-key: [a, B_b]\n  type: article\n  title: Tides\n  aliases: [Tides at scale]\n  author: \
         [{family: Holm, given: Ulf}]\n  issued: 2024\n  number: arXiv:2401.01234\n  # issued: 2023\n"
    ), "{yaml}");
    assert_eq!(
        found.notes(LineOutcome::Merged),
        ["6: the work of line 5: [@a]; kept as comments: issued: 2023"]
    );
    let site = found.site();
    assert_eq!(site.sources.iter().filter(|s| ids.contains(&s.id.as_str())).count(), 5);
    assert!(site.names.keys.contains_key("B_b") && site.names.keys.contains_key("Vane2019"));
}

#[test]
fn private_bookmarks_are_left_out_and_named() {
    let text = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<H1>Links</H1>\n<DL><p>\n<DT><A HREF=\"https://open.example/a\">Open</A>\n\
        <DT><A HREF=\"https://secret.example/b\" PRIVATE=\"1\">Mine</A>\n<DD>Only I\n</DL>\n";
    let (yaml, found) = records("bookmarks.html", text);
    assert_eq!(yaml, "- id: open\n  type: webpage\n  title: Open\n  URL: https://open.example/a\n");
    assert_eq!(
        found.notes(LineOutcome::Dropped),
        ["5: \"Mine https://secret.example/b\": a private bookmark, left out"]
    );
}

#[test]
fn addresses_of_a_bibliography_are_counted() {
    let text = "<H1>Links</H1>\n<DL><p>\n<DT><A HREF=\"https://mine.example/\" PRIVATE=\"1\">Mine</A>\n<DT><A HREF=\"https://open.example/a?b=1&amp;c=2\" \
                ICON_URI=\"https://open.example/icon\">Open</A>\n</DL>\n";
    let (_, found) = records("bookmarks.html", text);
    let report = found.outcome.to_json(WriteMode::Files);
    assert_eq!(
        report["inputs"][0]["addresses"],
        serde_json::json!({"input": 2, "files": 1, "left_out": 1})
    );
    let text = "@misc{a, title={A}, url={https://a.example/x\\_y}}\n@comment{see https://b.example/}\n\
                @misc{c, title={C}, doi={10.1234/c}, url={https://dx.doi.org/10.1234/c}}\n";
    let (_, found) = records("library.bib", text);
    let report = found.outcome.to_json(WriteMode::Files);
    assert_eq!(
        report["inputs"][0]["addresses"],
        serde_json::json!({"input": 3, "files": 3, "left_out": 0})
    );
}

#[test]
fn the_address_of_a_record_comes_before_those_of_copies() {
    let text = "TY  - CHAP\nTI  - Tides\nA1  - Vane, Odile\nA2  - Quill, Ada\nBT  - Ports\nL2  - https://mirror.example/\nPY  - \
        2021\nVL  - 3\nSP  - 4\nEP  - 9\nKW  - a\nKW  - b\nLA  - English\nUR  - https://journal.example/tides\nER  - \n";
    let (yaml, _) = records("library.ris", text);
    assert_eq!(
        yaml,
        "- id: tides\n  type: chapter\n  title: Tides\n  author: [{family: Vane, given: Odile}]\n  editor: [{family: Quill, \
         given: Ada}]\n  issued: 2021\n  container-title: Ports\n  volume: 3\n  page: 4-9\n  keyword: a, b\n  URL: \
         https://journal.example/tides\n  language: en\n  # L2: https://mirror.example/\n"
    );
}

struct Quiet;

impl pipeline::Progress for Quiet {
    fn stage(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

/// A library whose fields all have a place in each format.
const ROUND: &str = r#"[
  {"id": "Reed_2026", "type": "article-journal", "title": "Do fish climb?", "container-title": "River Letters",
   "author": [{"family": "Reed", "given": "Ann"}], "issued": {"date-parts": [[2026, 6, 4]]}, "volume": "12", "issue": "3", "page": "3-9",
   "ISSN": "1234-5678", "DOI": "10.1234/fish.7", "language": "de", "abstract": "Yes.", "keyword": "fish, dna"},
  {"id": "quill", "type": "chapter", "title": "Tides", "container-title": "Ports", "author": [{"literal": "Core Team"}],
   "editor": [{"family": "Quill", "given": "Ada"}], "issued": {"date-parts": [[2019]]}, "publisher": "Kai", "publisher-place": "Kiel",
   "ISBN": "978-3-16-148410-0", "page": "11-30", "URL": "https://books.example/p", "language": "en-GB"},
  {"id": "news", "type": "article-newspaper", "title": "Ferries", "container-title": "Quay Weekly", "issued": {"date-parts": [[2026, 3]]}},
  {"id": "blog", "type": "post-weblog", "title": "Sand", "container-title": "Harbour blog", "issued": {"date-parts": [[2026, 3]]}},
  {"id": "season", "type": "article-magazine", "title": "Rain", "issued": {"date-parts": [[2021]], "season": 1}},
  {"id": "months", "type": "article-magazine", "title": "Wind", "issued": {"date-parts": [[2024, 3], [2024, 5]]}},
  {"id": "years", "type": "book", "title": "Snow", "issued": {"date-parts": [[2001], [2003]]}},
  {"id": "open", "type": "book", "title": "Ice", "issued": {"date-parts": [[2015], [0]]}},
  {"id": "circa", "type": "book", "title": "Fog", "issued": {"date-parts": [[1984]], "circa": true}},
  {"id": "thesis", "type": "thesis", "title": "Weirs", "publisher": "River University", "genre": "PhD thesis"}
]"#;

#[test]
fn every_export_comes_back_as_the_same_records() {
    let (first, found) = records("items.json", ROUND);
    for format in ["bib", "ris", "json"] {
        let out = found.folder.at("public");
        let request = pipeline::Request {
            root: found.folder.root().into(),
            out: out.clone(),
            day: day(),
            drafts: agon::model::Drafts::Hidden,
            strictness: Strictness::Normal,
            output: agon::output::OutputOptions::default(),
        };
        pipeline::build(&request, &Quiet).unwrap();
        let ending = if format == "json" { "csl.json" } else { format };
        let name = format!("sources/index.{ending}");
        let exported =
            std::fs::read_to_string(out.join(&name)).unwrap_or_else(|e| panic!("{name}: {e}"));
        let (again, _) = records(&format!("items.{format}"), &exported);
        let records_of = |yaml: &str| {
            let mut all: Vec<String> = Vec::new();
            for record in yaml.split("- id: ").skip(1) {
                let mut lines: Vec<&str> =
                    record.lines().filter(|l| !l.trim_start().starts_with('#')).collect();
                lines.sort_unstable();
                all.push(lines.join("\n"));
            }
            all.sort();
            all
        };
        let own: Vec<String> = records_of(&first);
        let back = records_of(&again);
        for record in own {
            assert!(back.contains(&record), "{format}: {record}\n\nin {again}\n\nof {exported}");
        }
    }
}

#[test]
fn a_library_in_another_encoding_is_the_same_library() {
    let text =
        "@article{mueller, title = {Größe und Maß – 5 €}, author = {Müller, Zoë}, year = 2026}\n";
    let expected = imported("a.bib", text, None).file("sources/a.yaml").to_string();
    let utf_16 =
        |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let windows = |c: char| match c {
        '–' => 0x96,
        '€' => 0x80,
        c => u8::try_from(c).unwrap(),
    };
    for (encoding, bytes) in [
        ("windows-1252", text.chars().map(windows).collect()),
        ("UTF-16LE", utf_16(u16::to_le_bytes)),
        ("UTF-16BE", utf_16(u16::to_be_bytes)),
    ] {
        let folder = Folder::started();
        let path = folder.at("a.bib");
        std::fs::write(&path, bytes).unwrap();
        let request =
            ImportRequest { files: vec![path], shape: None, topic: None, mode: WriteMode::Files };
        let outcome = import(folder.root(), day(), &request).unwrap();
        let found = Imported { folder, outcome };
        assert_eq!(found.file("sources/a.yaml"), expected, "{encoding}");
        let note = format!(
            "1: the file is not UTF-8, and was read as {encoding}; check its letters, the first of them in \"{{Größe\""
        );
        assert_eq!(found.notes(LineOutcome::Changed), [note]);
    }
}

#[test]
fn what_a_later_file_adds_to_a_work_is_in_its_record() {
    let folder = Folder::started();
    let files = [
        (
            "l.ris",
            "TY  - JOUR\nTI  - A title\nAU  - Reed, Ann\nDO  - 10.1234/x\nPY  - 2020\nER  - \n",
        ),
        (
            "l.json",
            "[{\"id\": \"a\", \"title\": \"One\", \"DOI\": \"10.1234/x\", \"container-title\": \"J\"}]",
        ),
        (
            "l.bib",
            "@article{k, title = {One}, author = {{The Team}}, journal = {K}, doi = {10.1234/x}}\n",
        ),
    ];
    let outcome = into(&folder, &files, None, None).unwrap();
    let found = Imported { folder, outcome };
    assert_eq!(
        found.file("sources/l.yaml"),
        "# imported from l.ris\n- id: a-title\n  citation-key: [a, k]\n  type: article-journal\n  title: A title\n  aliases: [One]\n  author: [{family: Reed, \
         given: Ann}]\n  issued: 2020\n  container-title: J\n  DOI: 10.1234/x\n  # container-title: K\n  # author: The Team\n"
    );
}
