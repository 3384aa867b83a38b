//! BibTeX and BibLaTeX, as reference managers write them.

use super::*;
use crate::support::golden;

pub(super) const BIBTEX: &str = r#"% exported
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

#[test]
fn keys_of_a_library_go_on_working() {
    let text = "@misc{Smith2020, title={One}, author={Smith, A.}}\n@misc{smith2020, title={Two}, author={Smith, B.}}\n";
    let (yaml, found) = records("library.bib", text);
    assert_eq!(
        yaml,
        "- id: smith2020-2\n  citation-key: Smith2020\n  type: document\n  title: One\n  author: [{family: Smith, given: \
         A.}]\n- id: smith2020\n  type: document\n  title: Two\n  author: [{family: Smith, given: B.}]\n"
    );
    assert_eq!(
        found.notes(LineOutcome::Guessed),
        [
            "2: the key \"smith2020\" differs from \"Smith2020\" only in upper and lower case; this work is [@smith2020]"
        ]
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
