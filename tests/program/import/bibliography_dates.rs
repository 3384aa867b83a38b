//! Dates of bibliographies, as precise as they are known.

use super::*;

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
