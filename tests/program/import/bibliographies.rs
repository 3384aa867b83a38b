//! Bibliographies as Zotero, Pandoc and browsers export them.

use super::*;
use crate::support::golden;

const BIBTEX: &str = r#"% exported
@string{daily = "The Daily"}

@article{Reed:2026,
  title = {Do {DNA} Tests of {S}almon Work?},
  author = {Reed, Ann and van der Berg, Jan and {The Fish Desk}},
  journal = daily,
  year = 2026,
  month = jun,
  volume = {12},
  pages = {3--9},
  doi = {10.1234/Fish.7},
  keywords = {fish, dna},
  file = {/home/ann/fish.pdf},
}

@misc{hale_2026_silt,
  title = {A Model of Silt \& Mud: M\"uller's Way},
  author = {Hale, Kim},
  eprint = {2604.17413},
  archiveprefix = {arXiv},
  year = {2026}
}

@online{portPage,
  title = {Port Soundings},
  url = {https://port.example/soundings?utm_source=zotero},
  urldate = {2026-06-05},
  date = {2026-06-04},
  organization = {Port Authority}
}

@techreport{broken2026,
  title = {An Open Brace
  year = 2026
}

@inproceedings{reed2025,
  title = {Fish Ladders},
  subtitle = {A Survey},
  author = {Reed, Ann},
  booktitle = {Proceedings of the River Days},
  publisher = {River Press},
  date = {2025-10},
  abstract = {Ladders: a survey # of sorts.}
}
"#;

#[test]
fn bibtex_becomes_records_and_what_has_no_key_stays_beside_them() {
    let found = imported("Library 1.bib", BIBTEX, None);
    golden::assert("import/bibtex.txt", &all(&found));
    assert!(found.findings().iter().all(|f| f.starts_with("A501")), "{:?}", found.findings());
    let mut lost = lost(BIBTEX, &found);
    // the words of BibTeX itself, and what became a date, a type or an accent
    let syntax = [
        "string",
        "daily",
        "article",
        "misc",
        "online",
        "inproceedings",
        "subtitle",
        "booktitle",
        "journal",
        "year",
        "month",
        "jun",
        "date",
        "organization",
        "eprint",
        "archiveprefix",
        "urldate",
        "url",
        "doi",
        "title",
        "author",
        "publisher",
        "abstract",
        "and",
        "m",
        "uller",
        "dna",
        "2026",
        "exported",
        "pages",
        "keywords",
        "s",
        "almon",
    ];
    lost.retain(|w| !syntax.contains(&w.as_str()));
    assert_eq!(lost, Vec::<String>::new());
}

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
fn records(name: &str, text: &str) -> (String, Imported) {
    let found = imported(name, text, None);
    let stem = name.split_once('.').unwrap().0;
    let yaml = found.file(&format!("sources/{stem}.yaml")).to_string();
    (yaml.split_once('\n').unwrap().1.to_string(), found)
}

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
fn keys_of_a_library_go_on_working() {
    let text = "@misc{Smith2020, title={One}, author={Smith, A.}}\n@misc{smith2020, title={Two}, author={Smith, B.}}\n";
    let (yaml, found) = records("library.bib", text);
    assert_eq!(
        yaml,
        "- id: smith2020-2\n  citation-key: Smith2020\n  type: document\n  title: One\n  author: [{family: Smith, given: \
         A.}]\n- id: smith2020\n  type: document\n  title: Two\n  author: [{family: Smith, given: B.}]\n"
    );
    let journal = "# Log\n\n## 2026-06-04\n\nAs [@Smith2020, p. 3] says.\n\n## 2026-06-03\n\nNo.\n";
    let outcome = into(&found.folder, &[("log.md", journal)], None, None).unwrap();
    let gather = &outcome.files["content/topics/log/gathers/2026-06-04.md"];
    assert!(gather.contains("As [@Smith2020, p. 3] says."), "{gather}");
    let again = into(&found.folder, &[("library.bib", text)], None, None).unwrap();
    assert_eq!(again.files, std::collections::BTreeMap::new());
}

#[test]
fn bibtex_is_read_as_bibtex_reads_it() {
    let text = r#"@article(Round, author = {Marsh, Ida}, title = {Round brackets}, journal = {Quay}, year = 1999)
@article{Macro, author = {Marsh, Ida}, title = {A macro}, journal = QUAYJ, year = 2001}
@article{Comma, author = {Marsh, Ida}, title = {A comma too many}, , journal = {Quay}, year = 2002}
@article{
  author = {Marsh, Ida}, title = {No key}, journal = {Quay}, year = 2003
}
@inproceedings{Month, author = {Marsh, Ida}, title = {The $1 trillion bet}, booktitle = {Days}, year = {2004}, month = {mar # "~12"}}
@inbook{Child, author = {Holm, U.}, title = {A part}, crossref = {Parent}, pages = {3}}
@book{Parent, editor = {Lund, Ebba}, title = {The whole}, date = {2001/2003}, publisher = {Kai \& Co}}
@online{t, title={On \emph{De Portu} and \mkbibquote{the quay}: 5~km of ``wharf''}, author={Marsh, I.~D.}, note={\texttt{README} and\slash or $\tau$ at 20\,\textdegree C, Cu$_2$O}, langid={ngerman}}
"#;
    let (yaml, found) = records("library.bib", text);
    let lines = |key: &str| {
        let start =
            yaml.find(&format!("citation-key: {key}\n")).unwrap_or_else(|| panic!("{key}: {yaml}"));
        let end = yaml[start..].find("\n- id").map_or(yaml.len(), |n| n + start);
        yaml[start..end].lines().skip(1).map(str::trim).collect::<Vec<_>>().join("|")
    };
    let author = "author: [{family: Marsh, given: Ida}]";
    assert_eq!(
        lines("Round"),
        format!(
            "type: article-journal|title: Round brackets|{author}|issued: 1999|container-title: Quay"
        )
    );
    assert_eq!(
        lines("Macro"),
        format!(
            "type: article-journal|title: A macro|{author}|issued: 2001|container-title: QUAYJ"
        )
    );
    assert_eq!(
        lines("Comma"),
        format!(
            "type: article-journal|title: A comma too many|{author}|issued: 2002|container-title: Quay"
        )
    );
    assert_eq!(
        lines("Month"),
        format!(
            "type: paper-conference|title: The $1 trillion bet|{author}|issued: 2004-03-12|container-title: Days"
        )
    );
    assert_eq!(
        lines("Child"),
        "type: chapter|title: A part|author: [{family: Holm, given: U.}]|editor: [{family: Lund, given: Ebba}]|issued: \
         2001/2003|publisher: Kai & Co|container-title: The whole|page: 3"
    );
    assert!(yaml.contains(
        "  title: \"On De Portu and “the quay”: 5 km of “wharf”\"\n  author: [{family: Marsh, given: I. D.}]\n  \
         language: de\n  note: \"README and/or τ at 20 °C, Cu₂O\"\n"
    ) || yaml.contains(
        "  title: \"On De Portu and “the quay”: 5 km of “wharf”\"\n  author: [{family: Marsh, given: I. D.}]\n  \
         language: de\n  note: README and/or τ at 20 °C, Cu₂O\n"
    ), "{yaml}");
    assert_eq!(
        found.notes(LineOutcome::Changed),
        ["2: Macro: QUAYJ is an abbreviation of another file"]
    );
}

#[test]
fn abbreviations_that_double_are_not_replaced_for_ever() {
    let doubled: String =
        (0..20).map(|n| format!("@string{{s{} = s{n} # s{n}}}\n", n + 1)).collect();
    let text =
        format!("@string{{s0 = \"silt\"}}\n{doubled}@book{{k, title = {{Mud}}, note = s20}}\n");
    let (yaml, found) = records("library.bib", &text);
    assert!(yaml.len() < 8 * text.len() + (1 << 16), "{}", yaml.len());
    let reason = "is an abbreviation that makes the file many times longer, and was not replaced";
    let unsorted = found.notes(LineOutcome::Unsorted);
    assert!(unsorted.iter().any(|note| note.ends_with(reason)), "{unsorted:?}");
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

/// The ids of records with their dates, and the comments below each.
fn dates_of(yaml: &str) -> Vec<String> {
    let mut dates = Vec::new();
    for record in yaml.split("- id: ").skip(1) {
        let is_shown = |line: &&str| line.starts_with("  issued:") || line.starts_with("  #");
        let mut lines = record.lines();
        let id = lines.next().unwrap_or_default();
        let shown: Vec<&str> = lines.filter(is_shown).map(str::trim).collect();
        dates.push(format!("{id} {}", shown.join(" ")));
    }
    dates
}

#[test]
fn dates_of_bibtex_are_kept_as_they_are_known() {
    let text = "@article{a, title={A}, date={2024-03/2024-05}}
@article{b, title={B}, date={2021-21}}
@article{c, title={C}, date={2015/}}
@article{d, title={D}, date={1984~}}
@article{e, title={E}, year={n.d.}}
@article{f, title={F}, year={2021}, month={Spring}}
@article{g, title={G}, year={2024}, month={March/April}}
@article{h, title={H}, year={2024}, month=mar # \"--\" # apr}
@article{i, title={I}, year={2001--2003}}
@article{j, title={J}, year={2024}, month={7--8}}
@article{k, title={K}, year={2024}, month={June}, day={12--15}}
@article{l, title={L}, year={[1984?]}}
@article{m, title={M}, year={forthcoming 2027}}
@article{n, title={N}, year={2024}, month={Michaelmas}}
@article{o, title={O}, date={-0044}}
";
    let (yaml, _) = records("library.bib", text);
    assert_eq!(
        dates_of(&yaml),
        [
            "a issued: 2024-03/2024-05",
            "b issued: 2021-21",
            "c issued: 2015/..",
            "d issued: 1984~",
            "e ",
            "f issued: 2021-21",
            "g issued: 2024-03/2024-04",
            "h issued: 2024-03/2024-04",
            "i issued: 2001/2003",
            "j issued: 2024-07/2024-08",
            "k issued: 2024-06-12/2024-06-15",
            "l issued: 1984~",
            "m issued: 2027 # year: forthcoming 2027",
            "n issued: 2024 # month: Michaelmas",
            "o  # date: -0044",
        ]
        .map(|line| line.replace("  ", " "))
    );
}

#[test]
fn dates_of_ris_and_csl_are_kept_as_they_are_known() {
    let mut text = String::new();
    for (id, date) in [
        ("a", "PY  - 2021\nDA  - 2021///Spring"),
        ("b", "PY  - 2024/03//March–May 2024"),
        ("c", "Y1  - n.d."),
        ("d", "PY  - 2001-2003"),
        ("e", "DA  - 2024 Mar-Apr"),
        ("f", "DA  - 2024/06/04/received"),
    ] {
        text += &format!("TY  - JOUR\nID  - {id}\nTI  - Title {id}\n{date}\nER  - \n");
    }
    let (yaml, _) = records("library.ris", &text);
    assert_eq!(
        dates_of(&yaml),
        [
            "a issued: 2021-21",
            "b issued: 2024-03/2024-05",
            "c ",
            "d issued: 2001/2003",
            "e issued: 2024-03/2024-04",
            "f issued: 2024-06-04",
        ]
    );
    let mut items = Vec::new();
    for (id, date) in [
        ("a", r#"{"date-parts": [[2024, 3], [2024, 5]]}"#),
        ("b", r#"{"date-parts": [["2021"]], "season": "2"}"#),
        ("c", r#"{"date-parts": [[2021, 24]]}"#),
        ("d", r#"{"date-parts": [[2015], [0, 0, 0]]}"#),
        ("e", r#"{"date-parts": [[1984]], "circa": true}"#),
        ("f", r#"{"literal": "n.d."}"#),
        ("g", r#"{"raw": "Fall 1998"}"#),
        ("h", r#"{"date-parts": [[-44]]}"#),
        ("i", r#"{"date-parts": [[2024, 5], [2024, 5]]}"#),
    ] {
        items.push(format!(
            r#"{{"id": "{id}", "type": "book", "title": "{id}", "issued": {date}}}"#
        ));
    }
    let (yaml, _) = records("library.json", &format!("[{}]", items.join(",")));
    assert_eq!(
        dates_of(&yaml),
        [
            "a issued: 2024-03/2024-05",
            "b issued: 2021-22",
            "c issued: 2021-24",
            "d issued: 2015/..",
            "e issued: 1984~",
            "f ",
            "g issued: 1998-23",
            "h # issued: -44",
            "i issued: 2024-05",
        ]
    );
}

#[test]
fn pubmed_becomes_records() {
    let text = "PMID- 28754806
OWN - NLM
IS  - 1759-8486 (Electronic)
IS  - 1759-8478 (Linking)
VI  - 10
IP  - 4
DP  - 2018 Mar-Apr
TI  - Impact of the tide on cranes: a
      systematic review.
PG  - 335-9
LID - 10.1136/quay-2017-013179 [doi]
FAU - Reed, Ann B
AU  - Reed AB
CN  - Quay Group
LA  - eng
PT  - Journal Article
PT  - Systematic Review
JT  - Journal of quays
TA  - J Quays
OT  - *tides
MH  - Cranes/*safety
SO  - J Quays. 2018 Mar-Apr;10(4):335-9.

PMID- 2
DP  - 2019 Winter
TI  - [On rain].
AU  - Lind C
";
    let (yaml, found) = records("library.nbib", text);
    assert_eq!(
        yaml,
        "- id: impact-of-the-tide-on-cranes-a-systematic-review
  type: article-journal
  genre: Systematic Review
  title: \"Impact of the tide on cranes: a systematic review\"
  author: [{family: Reed, given: Ann B}, {literal: Quay Group}]
  issued: 2018-03/2018-04
  container-title: Journal of quays
  volume: 10
  issue: 4
  page: 335-9
  ISSN: 1759-8486
  PMID: 28754806
  container-title-short: J Quays
  keyword: tides, Cranes/safety
  DOI: 10.1136/quay-2017-013179
  language: en
  # OWN: NLM
  # IS: 1759-8478 (Linking)
- id: on-rain
  type: article-journal
  title: On rain
  author: [{family: Lind, given: C}]
  issued: 2019-24
  PMID: 2
"
    );
    assert!(found.findings().iter().all(|f| f.starts_with("A501")), "{:?}", found.findings());
}

#[test]
fn web_of_science_becomes_records() {
    let text = "FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Reed, AB
   Lind, C
AF Reed, Ann B.
   Lind, Cy
TI Tides and
   cranes
SO QUAY LETTERS
LA English
DT Review
DE tides; cranes
PD MAR-APR
PY 2018
VL 10
BP 335
EP 339
DI 10.1136/quay-2017-013179
UT WOS:1
ER

EF
";
    let (yaml, _) = records("savedrecs.txt", text);
    assert_eq!(
        yaml,
        "- id: tides-and-cranes
  type: article-journal
  genre: Review
  title: Tides and cranes
  author: [{family: Reed, given: Ann B.}, {family: Lind, given: Cy}]
  issued: 2018-03/2018-04
  container-title: QUAY LETTERS
  volume: 10
  page: 335-339
  keyword: tides, cranes
  DOI: 10.1136/quay-2017-013179
  language: en
  # UT: WOS:1
"
    );
}

#[test]
fn fields_of_public_libraries_reach_their_records() {
    let text = r"@inproceedings{acm, title={P}, location={Montreal, Canada}, address={New York, NY}, doi={http://doi.acm.org/10.1145/1137627.1137628}}
@video{film, title={Q}, editor={Forman, Miloš}, editortype={director}, url={www.films.example/q}}
@article{math, title={At $\sqrt{s} = 7$ and $(000\overline{1})$, $\frac{a}{b}$}, url={https://a.example/x  U2: 7}}
";
    let (yaml, _) = records("library.bib", text);
    assert_eq!(
        yaml,
        "- id: acm
  type: paper-conference
  title: P
  event-place: Montreal, Canada
  publisher-place: New York, NY
  DOI: 10.1145/1137627.1137628
- id: film
  type: motion_picture
  title: Q
  director: [{family: Forman, given: Miloš}]
  URL: https://www.films.example/q
- id: math
  type: article-journal
  title: At √s = 7 and (0001̅), a/b
  URL: https://a.example/x
  # address: https://a.example/x U2: 7
"
    );
    let ris = "TY  - JOUR
TI  - Tides
JF  - River Letters
JO  - Riv. Lett.
PY  - 2018
DA  - MAR-APR
DO  - 10.1234/fish.7 LK - https://a.example/
UR  - https://a.example/tides     U2  - L7
ER  - 
";
    let (yaml, _) = records("library.ris", ris);
    assert_eq!(
        yaml,
        "- id: tides
  type: article-journal
  title: Tides
  issued: 2018-03/2018-04
  container-title: River Letters
  container-title-short: Riv. Lett.
  DOI: 10.1234/fish.7
  URL: https://a.example/tides
  # DO: 10.1234/fish.7 LK - https://a.example/
  # address: https://a.example/tides U2 - L7
"
    );
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
