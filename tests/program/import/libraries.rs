//! The exports of PubMed, the Web of Science and public libraries.

use super::*;

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
