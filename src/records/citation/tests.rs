//! Known citations. The lines are those of hayagriva 0.10.1 (CSL's own styles, en-GB) but for where `style.rs` says so.

use super::*;
use crate::model::{Author, Date, IssueDate, Locale, SourceType};
use crate::records::SourceRecord;
use crate::records::source::{AuthorName, SourceSummary};
use crate::records::value::{EdtfDate, IsoDate, UriReference, VocabularyTerm};
use serde_json::json;

fn all(source: &SourceRecord) -> [String; 4] {
    styled_citations(source, &Locale::english()).map(|citation| citation.html)
}

fn source<'a>(kind: SourceType, title: &'a str, authors: &'a [Author]) -> SourceRecord<'a> {
    SourceRecord {
        summary: SourceSummary {
            id: "key",
            place: UriReference::default(),
            r#type: VocabularyTerm(kind),
            title,
            authors: authors.iter().map(AuthorName).collect(),
            issued: None,
            issued_extent: None,
            publisher: None,
            publisher_id: None,
            url: None,
            doi: None,
            cited: 0,
        },
        citation_key: None,
        keys: Vec::new(),
        aliases: &[],
        more_authors: false,
        names: Default::default(),
        genre: None,
        container: None,
        edition: None,
        number: None,
        variables: Default::default(),
        language: None,
        accessed: None,
        archive: None,
        r#abstract: None,
        note: None,
        reliability: None,
        reports: Vec::new(),
        root: None,
        uses: Vec::new(),
        reported_by: Vec::new(),
        recorded: true,
    }
}

fn person(family: &str, given: &str) -> Author {
    Author::Person { family: family.into(), given: Some(given.into()) }
}

fn date(year: u16, month: u8, day: u8) -> Option<IsoDate> {
    Some(IsoDate(Date::day(year, month, day)))
}

fn liang_and_bommasani() -> [Author; 2] {
    [person("Liang", "Percy"), person("Bommasani", "Rishi")]
}

fn preprint(authors: &[Author]) -> SourceRecord<'_> {
    let title = "Can open-weights models ever catch up with closed ones?";
    let mut preprint = source(SourceType::Preprint, title, authors);
    preprint.summary.id = "liang-2026";
    preprint.summary.issued = date(2026, 4, 17);
    preprint.summary.publisher = Some("arXiv");
    preprint.summary.url = Some("https://arxiv.org/abs/2604.17413");
    preprint.genre = Some("preprint");
    preprint.number = Some("arXiv:2604.17413");
    preprint
}

#[test]
fn styles_give_the_number_of_a_preprint() {
    let title = "Can Open-Weights Models Ever Catch up with Closed Ones?";
    let url = "https://arxiv.org/abs/2604.17413";
    assert_eq!(
        all(&preprint(&liang_and_bommasani())),
        [
            format!(
                "Liang, P., &amp; Bommasani, R. (2026). <em>Can open-weights models ever catch up with closed ones?</em> \
                 (arXiv:2604.17413). arXiv. {url}"
            ),
            format!(
                "Liang, Percy, and Rishi Bommasani. “{title}” arXiv:2604.17413, arXiv, 17 Apr. 2026, {url}."
            ),
            format!(
                "Liang, Percy, and Rishi Bommasani. 2026. “{title}” arXiv:2604.17413. Preprint, arXiv, April 17. {url}."
            ),
            format!(
                "Liang, P. and Bommasani, R. (2026) ‘Can open-weights models ever catch up with closed ones?’. arXiv. \
                 Available at: {url}."
            ),
        ]
    );
}

#[test]
fn styles_take_the_publisher_of_an_article_as_its_newspaper() {
    let authors = [Author::Literal("Nature Editorial".into())];
    let mut source = source(SourceType::Newspaper, "The open question & more", &authors);
    source.summary.issued = date(2026, 6, 28);
    source.summary.publisher = Some("Nature");
    source.summary.doi = Some("10.1038/abc");
    source.summary.url = Some("https://nature.example/x");
    assert_eq!(
        all(&source),
        [
            "Nature Editorial. (2026, June 28). The open question &amp; more. <em>Nature</em>. https://doi.org/10.1038/abc",
            "Nature Editorial. “The Open Question &amp; More.” <em>Nature</em>, 28 June 2026, https://doi.org/10.1038/abc.",
            "Nature Editorial. 2026. “The Open Question &amp; More.” <em>Nature</em>, June 28. https://doi.org/10.1038/abc.",
            "Nature Editorial (2026) ‘The open question &amp; more’, <em>Nature</em>, 28 June. Available at: \
             https://doi.org/10.1038/abc.",
        ]
    );
}

#[test]
fn styles_list_an_undated_page_by_its_publisher_or_title() {
    let mut source = source(SourceType::Webpage, "Best open-weight coding models", &[]);
    source.summary.publisher = Some("Kilo.ai");
    source.summary.url = Some("https://kilo.ai/models");
    source.accessed = date(2026, 6, 26);
    assert_eq!(
        all(&source),
        [
            "Kilo.ai. (n.d.). <em>Best open-weight coding models</em>. Retrieved June 26, 2026, from https://kilo.ai/models",
            "<em>Best Open-Weight Coding Models</em>. Kilo.ai, https://kilo.ai/models. Accessed 26 June 2026.",
            "Kilo.ai. n.d. “Best Open-Weight Coding Models.” Accessed June 26, 2026. https://kilo.ai/models.",
            "<em>Best open-weight coding models</em> (no date). Kilo.ai. Available at: https://kilo.ai/models (Accessed: 26 \
             June 2026).",
        ]
    );
}

#[test]
fn titles_within_quotation_marks_end_as_each_guide_has_them() {
    let mut source = source(SourceType::Post, "The plan is \"open by default\"", &[]);
    source.summary.issued = date(2026, 6, 2);
    assert_eq!(
        all(&source),
        [
            "<em>The plan is “open by default”</em> [Online post]. (2026, June 2).",
            "“The Plan Is ‘Open by Default.’” 2 June 2026.",
            "“The Plan Is ‘Open by Default.’” 2026. June 2.",
            "‘The plan is “open by default”’ (2026).",
        ]
    );
}

#[test]
fn a_work_without_a_title_is_described() {
    let authors = [person("Kendall", "Liz")];
    let mut source =
        source(SourceType::Speech, "[Title not given] Speech on sovereignty", &authors);
    source.summary.issued = date(2026, 4, 28);
    source.summary.url = Some("https://a.example/speech");
    source.archive = Some("https://web.archive.org/web/20260501120000/https://a.example/speech");
    assert_eq!(
        all(&source),
        [
            "Kendall, L. (2026, April 28). [Speech on sovereignty] [Speech]. https://a.example/speech",
            "Kendall, Liz. Speech on sovereignty. 28 Apr. 2026, https://a.example/speech.",
            "Kendall, Liz. 2026. Speech on sovereignty. April 28. https://a.example/speech.",
            "Kendall, L. (2026) Speech on sovereignty. Available at: https://a.example/speech (Accessed: 1 May 2026).",
        ]
    );
}

#[test]
fn styles_abbreviate_long_lists_of_authors() {
    let authors = ["Bengio", "Three", "Four", "Five"].map(|family| person(family, "Ann-Marie Lee"));
    let mut source = source(SourceType::Report, "International AI Safety Report", &authors);
    source.summary.issued = date(2026, 2, 0);
    source.summary.publisher = Some("DSIT");
    assert_eq!(
        all(&source),
        [
            "Bengio, A.-M. L., Three, A.-M. L., Four, A.-M. L., &amp; Five, A.-M. L. (2026). <em>International AI Safety \
             Report</em>. DSIT.",
            "Bengio, Ann-Marie Lee, et al. <em>International AI Safety Report</em>. DSIT, Feb. 2026.",
            "Bengio, Ann-Marie Lee, Ann-Marie Lee Three, Ann-Marie Lee Four, and Ann-Marie Lee Five. 2026. <em>International \
             AI Safety Report</em>. DSIT.",
            "Bengio, A.-M.L. <em>et al.</em> (2026) <em>International AI Safety Report</em>. DSIT.",
        ]
    );
}

#[test]
fn styles_mark_authors_who_are_not_named() {
    let authors = [person("Bengio", "Yoshua")];
    let mut source = source(SourceType::Report, "A report", &authors);
    source.more_authors = true;
    source.summary.issued = date(2026, 2, 3);
    assert_eq!(
        all(&source),
        [
            "Bengio, Y., et al. (2026). <em>A report</em>.",
            "Bengio, Yoshua, et al. <em>A Report</em>. 3 Feb. 2026.",
            "Bengio, Yoshua, et al. 2026. <em>A Report</em>.",
            "Bengio, Y. <em>et al.</em> (2026) <em>A report</em>.",
        ]
    );
    assert_eq!(bibtex(&source).lines().nth(1), Some("  author = {Bengio, Yoshua and others},"));
}

#[test]
fn bibtex_escapes_special_characters_and_names_arxiv() {
    let authors = liang_and_bommasani();
    let mut source = preprint(&authors);
    source.summary.title = "100 % of {R&D}_x";
    assert_eq!(
        bibtex(&source),
        "@misc{liang-2026,\n  author = {Liang, Percy and Bommasani, Rishi},\n  title = {{100 \\% of \\{R\\&D\\}\\_x}},\n  \
         howpublished = {arXiv},\n  type = {preprint},\n  eprint = {2604.17413},\n  archiveprefix = {arXiv},\n  year = {2026},\n  month = {4},\n  \
         day = {17},\n  url = {https://arxiv.org/abs/2604.17413}\n}"
    );
}

#[test]
fn csl_json_has_only_known_variables() {
    let wanted = json!({
        "id": "liang-2026", "type": "article", "genre": "preprint",
        "title": "Can open-weights models ever catch up with closed ones?",
        "author": [{ "family": "Liang", "given": "Percy" }, { "family": "Bommasani", "given": "Rishi" }],
        "issued": { "date-parts": [[2026, 4, 17]] }, "publisher": "arXiv", "number": "arXiv:2604.17413",
        "URL": "https://arxiv.org/abs/2604.17413",
    });
    assert_eq!(csl_json(&preprint(&liang_and_bommasani()), None), wanted);
}

#[test]
fn volume_issue_and_pages_are_where_each_style_has_them() {
    let authors = [person("Reed", "Ann")];
    let mut article = source(SourceType::Journal, "Do fish climb?", &authors);
    article.summary.issued = date(2026, 6, 0);
    article.container = Some("River Letters");
    article.variables = [("volume", "12"), ("issue", "3"), ("page", "3-9")].into();
    assert_eq!(
        all(&article),
        [
            "Reed, A. (2026). Do fish climb? <em>River Letters</em>, <em>12</em>(3), 3–9.",
            "Reed, Ann. “Do Fish Climb?” <em>River Letters</em>, vol. 12, no. 3, June 2026, pp. 3–9.",
            "Reed, Ann. 2026. “Do Fish Climb?” <em>River Letters</em> 12 (3): 3–9.",
            "Reed, A. (2026) ‘Do fish climb?’, <em>River Letters</em>, 12(3), pp. 3–9.",
        ]
    );
    assert_eq!(
        bibtex(&article),
        "@article{key,\n  author = {Reed, Ann},\n  title = {{Do fish climb?}},\n  journal = {River Letters},\n  \
         number = {3},\n  volume = {12},\n  pages = {3--9},\n  year = {2026},\n  month = {6}\n}"
    );
}

#[test]
fn hostile_values_stay_in_their_field() {
    let authors = [Author::Literal("A}, evil = {b".into())];
    let title = "T}\n}\r\n@misc{evil,\u{1c}TY  - BOOK\u{2028}ER  - ";
    let mut record = source(SourceType::Webpage, title, &authors);
    record.summary.url = Some("https://a.example/}, evil = {x\\");
    record.summary.doi = Some("10.1/}\n, evil = {");
    record.number = Some("arXiv:1}, evil = {");
    record.language = Some("x}, evil = {");
    record.citation_key = Some("a, evil = {b}");
    let text = bibtex(&record);
    assert!(text.starts_with("@online{key,"), "{text}");
    // the braces of the entry close at its end and not before
    let bare = text.replace("\\{", "").replace("\\}", "");
    let mut depth = 0;
    let closes = bare.char_indices().find(|(_, c)| {
        depth += i32::from(*c == '{') - i32::from(*c == '}');
        depth == 0 && *c == '}'
    });
    assert_eq!(closes, Some((bare.len() - 1, '}')), "{text}");
    let text = ris(&record, "agon");
    let tags: Vec<&str> = text.split("\r\n").filter_map(|line| line.get(..2)).collect();
    assert_eq!(tags.iter().filter(|tag| **tag == "TY").count(), 1, "{text}");
    assert!(
        !text.contains(['\n', '\u{1c}', '\u{2028}']) || !text.replace("\r\n", "").contains('\n')
    );
}

#[test]
fn styles_and_formats_keep_ranges_seasons_and_estimates() {
    let cases = [
        (
            "2021-21",
            ["(2021, Spring)", ", spring 2021.", "2021. <em>Quay</em>, Spring.", "(2021)"],
            "  date = {2021-21},\n  year = {2021},\n  month = {Spring}",
            r#"{"date-parts":[[2021]],"season":1}"#,
            "DA  - 2021///Spring 2021",
        ),
        (
            "2024-03/2024-05",
            ["(2024, March–May)", ", Mar.–May 2024.", "2024. <em>Quay</em>, March–May.", "(2024)"],
            "  date = {2024-03/2024-05},\n  year = {2024}",
            r#"{"date-parts":[[2024,3],[2024,5]]}"#,
            "DA  - 2024/03//March–May 2024",
        ),
        (
            "2001/2003",
            ["(2001–2003)", ", 2001–2003.", "2001–2003. <em>Quay</em>.", "(2001–2003)"],
            "  date = {2001/2003},\n  year = {2001--2003}",
            r#"{"date-parts":[[2001],[2003]]}"#,
            "DA  - 2001///2001–2003",
        ),
        (
            "2015/..",
            ["(2015–present)", ", 2015–present.", "2015–present. <em>Quay</em>.", "(2015–present)"],
            "  date = {2015/..},\n  year = {2015--present}",
            r#"{"date-parts":[[2015],[0]]}"#,
            "DA  - 2015///since 2015",
        ),
        (
            "1984~",
            ["(ca. 1984)", ", circa 1984.", "ca. 1984. <em>Quay</em>.", "(c. 1984)"],
            "  date = {1984~},\n  year = {1984}",
            r#"{"circa":true,"date-parts":[[1984]]}"#,
            "DA  - 1984///c. 1984",
        ),
    ];
    for (text, styles, bibtex_lines, csl, ris_line) in cases {
        let date = IssueDate::parse(text).unwrap();
        let mut source = source(SourceType::Magazine, "Ports", &[]);
        source.container = Some("Quay");
        source.summary.issued = Some(IsoDate(date.first));
        source.summary.issued_extent = Some(EdtfDate(date));
        for (line, part) in all(&source).iter().zip(styles) {
            assert!(line.contains(part), "{text}: {part:?} in {line:?}");
        }
        assert!(bibtex(&source).contains(bibtex_lines), "{text}: {}", bibtex(&source));
        let csl: serde_json::Value = serde_json::from_str(csl).unwrap();
        assert_eq!(csl_json(&source, None)["issued"], csl);
        assert!(ris(&source, "").contains(&format!("{ris_line}\r\n")), "{}", ris(&source, ""));
    }
}
