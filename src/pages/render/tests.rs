use super::Renderer;
use crate::diagnostics::{Diagnostic, Report};
use crate::model::Site;
use crate::pages::assets::Assets;
use crate::pages::views::shared::SharedData;
use crate::pages::{Ctx, shared};
use crate::source::{Files, SourceFile};

fn shared_of_nothing() -> SharedData {
    let (site, files) = (Site::default(), Files::default());
    shared(&Ctx::new(&site, &files), &Assets::default())
}

fn text(path: &str, body: &str) -> SourceFile {
    SourceFile { path: path.into(), body: body.into() }
}

#[test]
fn all_built_in_templates_can_be_read() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut templates: Vec<SourceFile> = walkdir::WalkDir::new(&root)
        .sort_by_file_name()
        .into_iter()
        .filter_map(|e| e.ok().filter(|e| e.file_type().is_file()))
        .map(|e| {
            let path = e.path().strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            text(&path, &std::fs::read_to_string(e.path()).unwrap())
        })
        .collect();
    templates.sort_by(|a, b| a.path.cmp(&b.path));
    let mut report = Report::default();
    let made = Renderer::new(&templates, &shared_of_nothing(), &mut report);
    let messages: Vec<_> =
        report.iter().map(|d| format!("{:?}: {} {:?}", d.path, d.message, d.help)).collect();
    assert!(made.is_some(), "{}", messages.join("\n"));
}

#[test]
fn all_mistakes_of_all_templates_are_reported_with_their_places() {
    let templates =
        [text("a.html", "one\n{% if %}"), text("b.html", "{{ x + }}"), text("c.html", "fine")];
    let mut report = Report::default();
    assert!(Renderer::new(&templates, &shared_of_nothing(), &mut report).is_none());
    let files = Files::default().with_templates(&templates);
    let line = |d: &Diagnostic| d.span.map(|s| files.position(s.file, s.start).0);
    let places: Vec<_> = report.iter().map(|d| (d.file(&files), line(d))).collect();
    assert_eq!(places, [("templates/a.html", Some(2)), ("templates/b.html", Some(1))]);
}

#[test]
fn a_missing_value_is_reported_with_its_page_and_words_are_escaped() {
    #[derive(serde::Serialize)]
    struct View {
        a: &'static str,
    }
    let templates = [text("p.html", "{{ a }} {{ site.language }}"), text("q.html", "{{ nobody }}")];
    let mut report = Report::default();
    let renderer = Renderer::new(&templates, &shared_of_nothing(), &mut report).unwrap();
    assert_eq!(renderer.render("p.html", &View { a: "<b>" }).unwrap(), "&lt;b&gt; en");
    let error = renderer.render("q.html", &View { a: "" }).unwrap_err();
    let files = Files::default().with_templates(&templates);
    let marked = error.span.map(|s| files.slice(s));
    assert_eq!(
        (error.code.id, error.file(&files), marked),
        ("A602", "templates/q.html", Some("nobody"))
    );
}
