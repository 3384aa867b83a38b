//! `agon doctor` and `agon stats`, whole screens of a site at a fixed day.

use crate::support::call::agon;
use crate::support::folder::Folder;
use serde_json::Value;

const DAY: [&str; 2] = ["--as-of", "2025-06-01"];

fn shown(site: &Folder, args: &[&str]) -> String {
    let (code, out, err) = agon(site.root(), &[args, &DAY].concat());
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    out
}

/// A screen on a machine with git; without it doctor says so.
fn on_this_machine(screen: &str) -> String {
    if std::process::Command::new("git").arg("--version").output().is_ok() {
        return screen.to_string();
    }
    screen.replace(
        "the site is not under version control; `git init` keeps earlier versions",
        "git is not installed, so nothing keeps earlier versions",
    )
}

const DOCTOR: &str = "\
An example site, 2025-06-01

topic              status  last gather   age  cadence  overdue
parking-minimums  dormant   2025-04-07  55 d     28 d

open suggestions                1  record the outcome of each in watch.yaml
stale questions                 0
machine texts not reviewed      0
drafts                          0
sources without an address      0
sources without a date          0
own templates and styles        0

0 errors, 0 warnings, 0 advice
agon 0.1.0; the site is not under version control; `git init` keeps earlier versions
";

const STATS: &str = "\
An example site, 2025-06-01

topic             gathers  notes  links  obs.  open  sources        last
parking-minimums        2      6      2     8     1        5  2025-04-07

texts 5: 2 gather, 1 thread, 1 article, 1 page
entities 5: 1 person, 1 organisation, 1 collective, 1 law, 1 term
sources 5: 2 article-newspaper, 2 report, 1 webpage
publishers 3: 1 newspaper, 1 think-tank, 1 government
observations 8: 1 emerging theme, 1 emerging pattern, 1 quality signal,
  1 keyword suggestion, 1 gap, 1 noise pattern, 1 author to watch,
  1 source to watch
positions 4: 2 first tracked, 1 hardened, 1 softened
tensions 1: 1 factual
questions 2: 1 open, 1 answered
relations 6: 1 overtakes, 1 corrects, 1 disputes, 1 confirms, 1 answers,
  1 judges
forecasts 2: 1 waiting, 1 judged
evidence of claims 21: 12 one origin, 9 not traced
claims that are followed 13: 11 standing, 1 corrected, 1 overtaken
contradictions 3: 1 explained, 2 resolved
definitions × subjects 2: 1 met, 1 not met
texts written by 6: 6 unknown
gathers/notes by month: 2025-03 1/3, 2025-04 1/3
";

const NEGLECTED: &str = "\
An example site, 2025-06-01

topic             status  last gather   age  cadence  overdue
parking-minimums  active   2025-04-07  55 d     28 d     27 d

open suggestions                1  record the outcome of each in watch.yaml
  content/topics/parking-minimums/gathers/2025-04-07.md:22 The council's reports.
stale questions                 2  answer them, or change status or day
  content/pages/asked.md:8 Old one?
  content/pages/asked.md:9 Due one?
machine texts not reviewed      1  read them, then set `reviewed_by`
  content/topics/parking-minimums/threads/who-needs-the-spaces.md:1 Who needs the spaces?
drafts                          0
sources without an address      2  add URL, DOI or number where known
  content/sources/lost.yaml:1 A lost report
  content/sources/lost.yaml:2 Half of one
sources without a date          1  add `issued` where it is known
  content/sources/lost.yaml:1 A lost report
own templates and styles        0
A504 overdue-topic              1  The topic was not gathered within its cadenc…
  content/topics/parking-minimums/topic.md:1 the last gather of \"parking-minimums\" is 55 days old, and its cadence is 28
A505 overdue-question           1  A question or a forecast is due, and its out…
  content/pages/asked.md:9 the question was due on 2025-05 and is still open

0 errors, 0 warnings, 2 advice
agon 0.1.0; the site is not under version control; `git init` keeps earlier versions
";

#[test]
fn doctor_fits_on_a_screen() {
    assert_eq!(shown(&Folder::started(), &["doctor"]), on_this_machine(DOCTOR));
}

/// The starting site with something of each kind that can wait.
fn neglected() -> Folder {
    let site = Folder::started();
    let topic = "content/topics/parking-minimums";
    site.replace(&format!("{topic}/topic.md"), "status: dormant", "status: active");
    let thread = format!("{topic}/threads/who-needs-the-spaces.md");
    site.replace(&thread, "{by: unknown,", "{by: machine, model: unknown,");
    let questions = "\n## Open questions\n- Old one? (asked:: 2024-05) ^q-old\n- Due one? (asked:: 2025-05-01) (due:: 2025-05) ^q-due\n- New one? (asked:: 2025-05-01) ^q-new\n";
    site.put(
        "content/pages/asked.md",
        format!(
            "---\ntitle: Asked\nprovenance: {{by: both, reviewed_by: Ann}}\n---\nText.\n{questions}"
        ),
    );
    site.put(
        "content/sources/lost.yaml",
        "- {id: lost, title: A lost report}\n- {id: half, title: Half of one, issued: 2024}\n",
    );
    site.put("content/pages/lost.md", "---\ntitle: Lost\n---\nSee [@lost; @half].\n");
    site
}

#[test]
fn doctor_lists_items_with_position() {
    let site = neglected();
    assert_eq!(shown(&site, &["doctor", "--all"]), on_this_machine(NEGLECTED));
    let all: Value = serde_json::from_str(&shown(&site, &["doctor", "--format", "json"])).unwrap();
    let counts: Vec<(&str, usize)> = all["waiting"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| (w["what"].as_str().unwrap(), w["items"].as_array().unwrap().len()))
        .collect();
    let expected = [
        ("open suggestions", 1),
        ("stale questions", 2),
        ("machine texts not reviewed", 1),
        ("drafts", 0),
        ("sources without an address", 2),
        ("sources without a date", 1),
    ];
    assert_eq!(counts, expected);
    assert_eq!(all["topics"][0]["overdue"], 27);
}

#[test]
fn doctor_exits_with_1_on_errors() {
    let site = Folder::started();
    site.replace("content/site.yaml", "licence:", "license:");
    let (code, out, err) = agon(site.root(), &["doctor", "--as-of", "2025-06-01"]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(out.contains("\n1 error, 0 warnings, 0 advice: agon check says which\n"), "{out}");
    let empty = Folder::empty();
    let (code, out, err) = agon(empty.root(), &["doctor", "--root", "nowhere"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.starts_with("error: there is no folder nowhere"), "{err}");
    for command in ["doctor", "stats"] {
        let (code, out, err) = agon(empty.root(), &[command]);
        assert_eq!((code, out.as_str()), (1, ""), "{command}");
        assert!(err.starts_with("error[A003]: there is no content/site.yaml in ."), "{err}");
        let (code, out, err) = agon(site.root(), &[command, "--as-of", "2025-06-01"]);
        assert!(
            code == 1 && out.starts_with(", 2025-06-01") || out.starts_with("An example site"),
            "{out}{err}"
        );
    }
    assert!(
        agon(site.root(), &["stats"])
            .2
            .starts_with("the content has errors, so some of it may not be counted")
    );
}

#[test]
fn doctor_detects_outdated_template_copies() {
    let site = Folder::started();
    site.build();
    let before = site.public();
    let all = agon::content::load::embedded::templates();
    for template in &all {
        let (code, out, err) = agon(site.root(), &["new", "template", &template.path]);
        assert_eq!(
            (code, out.as_str(), err.as_str()),
            (0, format!("./templates/{}\n", template.path).as_str(), "")
        );
    }
    let outcome = site.build();
    assert!(outcome.summary.is_some(), "{}", crate::support::folder::findings(&outcome));
    assert_eq!(crate::support::folder::differences(&site.public(), &before), Vec::<String>::new());
    let count = format!("own templates and styles    {:>5}\n", all.len());
    assert!(shown(&site, &["doctor"]).contains(&count));
    // as if agon had come with another page.html when the copy was made
    let page = site.read("templates/pages/page.html");
    let mark = agon::content::load::embedded::marked(&page).expect("a copy is marked").to_string();
    site.put("templates/pages/page.html", page.replace(&mark, "0123456789abcdef"));
    site.put(
        "templates/pages/source.html",
        site.read("templates/pages/source.html").split_once('\n').unwrap().1.to_string() + "\n",
    );
    site.put("static/css/base.css", "body { color: inherit }\n");
    let said = shown(&site, &["doctor"]);
    let counted = format!(
        "own templates and styles    {:>5}  1 behind: compare with a new copy\n",
        all.len() + 1
    );
    let behind =
        "  templates/pages/page.html: the built-in one has changed since the copy was made\n";
    assert!(said.contains(&format!("{counted}{behind}\n")), "{said}");
    let said = shown(&site, &["doctor", "--all"]);
    let unknown =
        "  templates/pages/source.html: differs from the built-in one; not known since when\n";
    assert!(
        said.contains(unknown)
            && said.contains("  templates/layout.html: made from the built-in one as it is now\n"),
        "{said}"
    );
    let (code, out, err) = agon(site.root(), &["new", "template", "templates/layout.html"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("layout.html exists already"), "{err}");
    let (_, _, err) = agon(site.root(), &["new", "template", "pages/topc.html"]);
    assert!(err.contains("did you mean \"pages/topic.html\"?"), "{err}");
}

#[test]
fn stats_counts_per_topic_kind_and_month() {
    assert_eq!(shown(&Folder::started(), &["stats"]), STATS);
}

#[test]
fn stats_as_of_a_day_exclude_later_content() {
    let (_, out, _) =
        agon(Folder::started().root(), &["stats", "--as-of", "2025-03-15", "--format", "json"]);
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&found["topics"][0]["gathers"], &found["as_of"]),
        (&1.into(), &"2025-03-15".into())
    );
    assert_eq!(found["months"], serde_json::json!({"2025-03": {"gathers": 1, "notes": 3}}));
    assert_eq!(found["kinds"]["questions"], serde_json::json!({"open": 1}));
}

#[test]
fn stats_counts_tensions_that_say_no_kind() {
    let site = Folder::started();
    let topic = "content/topics/parking-minimums";
    site.put(
        &format!("{topic}/threads/who-pays.md"),
        "---\ntitle: Who pays?\n---\n## Tensions\n- [[exampleton-builders]] × [[high-street-traders]]: Who pays for the spaces (uncited:: yes)\n",
    );
    let out = shown(&site, &["stats"]);
    assert!(out.contains("\ntensions 2: 1 factual, 1 without a kind\n"), "{out}");
}

#[test]
fn copy_of_a_style_names_its_original() {
    let site = Folder::started();
    let (code, path, err) = agon(site.root(), &["new", "template", "css/tokens.css"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(path.trim().trim_start_matches("./"), "static/css/tokens.css");
    let doctor = || shown(&site, &["doctor", "--all"]);
    let line = "  static/css/tokens.css: made from the built-in one as it is now\n";
    assert!(doctor().contains(line), "{}", doctor());
    site.replace("static/css/tokens.css", "agon built-in ", "agon built-in 0");
    let line = "  static/css/tokens.css: the built-in one has changed since the copy was made\n";
    assert!(doctor().contains(line), "{}", doctor());
    let (code, _, err) = agon(site.root(), &["new", "template", "zzzzzzzz"]);
    assert_eq!(code, 2);
    assert!(err.contains("\n  layout.html\n") && err.contains("\n  css/tokens.css\n"), "{err}");
}
