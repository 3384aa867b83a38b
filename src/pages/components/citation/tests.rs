//! Known citations. The lines are those of hayagriva 0.10.1 (CSL's own styles, en-GB) but for where `style.rs` says so.

use super::*;

fn all(work: &Work) -> [String; 4] {
    STYLES.map(|(_, style)| style(work))
}

fn preprint() -> Work<'static> {
    Work {
        kind: "article",
        genre: Some("preprint"),
        title: "Can open-weights models ever catch up with closed ones?",
        authors: vec![
            Name::Person { family: "Liang", given: "Percy" },
            Name::Person { family: "Bommasani", given: "Rishi" },
        ],
        issued: Some((2026, 4, 17)),
        publisher: Some("arXiv"),
        number: Some("arXiv:2604.17413"),
        url: Some("https://arxiv.org/abs/2604.17413"),
        ..Work::default()
    }
}

#[test]
fn a_preprint_of_two_people_has_its_number() {
    let title = "Can Open-Weights Models Ever Catch up with Closed Ones?";
    let url = "https://arxiv.org/abs/2604.17413";
    assert_eq!(
        all(&preprint()),
        [
            format!(
                "Liang, P., &amp; Bommasani, R. (2026). <em>Can open-weights models ever catch up with closed ones?</em> \
                 (arXiv:2604.17413). arXiv. {url}"
            ),
            format!(
                "Liang, Percy, and Rishi Bommasani. ‘{title}’. arXiv:2604.17413, arXiv, 17 Apr. 2026, {url}."
            ),
            format!(
                "Liang, Percy, and Rishi Bommasani. 2026. ‘{title}’. arXiv:2604.17413. Preprint, arXiv, April 17. {url}."
            ),
            format!(
                "Liang, P. and Bommasani, R. (2026) ‘Can open-weights models ever catch up with closed ones?’. arXiv. \
                 Available at: {url}."
            ),
        ]
    );
}

#[test]
fn an_article_of_an_organisation_stands_in_its_newspaper() {
    let work = Work {
        kind: "article-newspaper",
        title: "The open question & more",
        authors: vec![Name::Literal("Nature Editorial")],
        issued: Some((2026, 6, 28)),
        publisher: Some("Nature"),
        doi: Some("10.1038/abc"),
        url: Some("https://nature.example/x"),
        ..Work::default()
    };
    assert_eq!(
        all(&work),
        [
            "Nature Editorial. (2026, June 28). The open question &amp; more. <em>Nature</em>. https://doi.org/10.1038/abc",
            "Nature Editorial. ‘The Open Question &amp; More’. <em>Nature</em>, 28 June 2026, https://doi.org/10.1038/abc.",
            "Nature Editorial. 2026. ‘The Open Question &amp; More’. <em>Nature</em>, June 28. https://doi.org/10.1038/abc.",
            "Nature Editorial (2026) ‘The open question &amp; more’, <em>Nature</em>, 28 June. Available at: \
             https://doi.org/10.1038/abc.",
        ]
    );
}

#[test]
fn an_undated_page_of_nobody_is_cited_by_its_publisher_or_its_title() {
    let work = Work {
        kind: "webpage",
        title: "Best open-weight coding models",
        publisher: Some("Kilo.ai"),
        url: Some("https://kilo.ai/models"),
        accessed: Some((2026, 6, 26)),
        ..Work::default()
    };
    assert_eq!(
        all(&work),
        [
            "Kilo.ai. (n.d.). <em>Best open-weight coding models</em>. Retrieved 26 June 2026, from https://kilo.ai/models",
            "<em>Best Open-Weight Coding Models</em>. Kilo.ai, https://kilo.ai/models. Accessed 26 June 2026.",
            "Kilo.ai. n.d. ‘Best Open-Weight Coding Models’. Accessed 26 June 2026. https://kilo.ai/models.",
            "<em>Best open-weight coding models</em> (no date). Kilo.ai. Available at: https://kilo.ai/models (Accessed: 26 \
             June 2026).",
        ]
    );
}

#[test]
fn a_report_of_many_names_the_first_as_each_style_counts() {
    let authors = ["Bengio", "Three", "Four", "Five"]
        .map(|family| Name::Person { family, given: "Ann-Marie Lee" });
    let work = Work {
        kind: "report",
        title: "International AI Safety Report",
        authors: authors.to_vec(),
        issued: Some((2026, 2, 0)),
        publisher: Some("DSIT"),
        ..Work::default()
    };
    assert_eq!(
        all(&work),
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
fn authors_who_are_not_named_are_said_to_be_there() {
    let authors = vec![Name::Person { family: "Bengio", given: "Yoshua" }];
    let work = Work {
        kind: "report",
        title: "A report",
        authors,
        others: true,
        issued: Some((2026, 2, 3)),
        ..Work::default()
    };
    assert_eq!(
        all(&work),
        [
            "Bengio, Y., et al. (2026). <em>A report</em>.",
            "Bengio, Yoshua, et al. <em>A Report</em>. 3 Feb. 2026.",
            "Bengio, Yoshua, et al. 2026. <em>A Report</em>.",
            "Bengio, Y. <em>et al.</em> (2026) <em>A report</em>.",
        ]
    );
    assert_eq!(
        bibtex::bibtex("k", &work).lines().nth(1),
        Some("  author = {Bengio, Yoshua and others},")
    );
}

#[test]
fn bibtex_escapes_what_tex_would_read_and_knows_arxiv() {
    let work = Work { title: "100 % of {R&D}_x", ..preprint() };
    assert_eq!(
        bibtex::bibtex("liang-2026", &work),
        "@misc{liang-2026,\n  author = {Liang, Percy and Bommasani, Rishi},\n  title = {{100 \\% of \\{R\\&D\\}\\_x}},\n  \
         publisher = {arXiv},\n  eprint = {2604.17413},\n  archiveprefix = {arXiv},\n  year = {2026},\n  month = {4},\n  \
         day = {17},\n  url = {https://arxiv.org/abs/2604.17413}\n}"
    );
}

#[test]
fn csl_json_has_the_parts_that_are_known() {
    let wanted = json!({
        "id": "liang-2026", "type": "article", "genre": "preprint",
        "title": "Can open-weights models ever catch up with closed ones?",
        "author": [{ "family": "Liang", "given": "Percy" }, { "family": "Bommasani", "given": "Rishi" }],
        "issued": { "date-parts": [[2026, 4, 17]] }, "publisher": "arXiv", "number": "arXiv:2604.17413",
        "URL": "https://arxiv.org/abs/2604.17413",
    });
    assert_eq!(csl_json("liang-2026", &preprint()), wanted);
}
