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
