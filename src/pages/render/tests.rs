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

/// A page of one template in a site's language, with the site's own messages.
fn rendered(path: &str, body: &str, view: serde_json::Value) -> Result<String, String> {
    rendered_in("en", path, body, view)
}

fn rendered_in(
    tag: &str,
    path: &str,
    body: &str,
    view: serde_json::Value,
) -> Result<String, String> {
    let files = Files::new(vec![text(
        "locales/en.yaml",
        "messages:\n  site.lead: Read <link>the <b>news</b></link> of {who} & all\n  site.n: {one: one, other: \"{n}\"}\n",
    )]);
    let raw = crate::content::parse::parse(&files, &mut Report::default());
    let locale = crate::model::Locale::new(tag, &raw.locales);
    let site = Site { locale: std::sync::Arc::new(locale), ..Site::default() };
    let shared = shared(&Ctx::new(&site, &files), &Assets::default());
    let templates = [text(path, body)];
    let renderer = Renderer::new(&templates, &shared, &mut Report::default()).unwrap();
    renderer.render(path, &view).map_err(|error| error.message.clone())
}

#[test]
fn words_of_another_direction_are_isolated_in_messages() {
    let message = "{{ \"site.lead\" | t(link=\"h\", who=who) }}";
    let read = "Read <a href=\"h\">the <b>news</b></a> of";
    let cases = [
        ("en", "p.html", "البنك <1>", format!("{read} <bdi>البنك &lt;1&gt;</bdi> &amp; all")),
        ("en", "p.txt", "البنك", "Read the news of \u{2068}البنك\u{2069} & all".to_string()),
        ("en", "p.html", "Émile", format!("{read} Émile &amp; all")),
        ("ar", "p.html", "OpenAI", format!("{read} <bdi>OpenAI</bdi> &amp; all")),
        ("ar", "p.html", "البنك", format!("{read} البنك &amp; all")),
    ];
    for (tag, path, who, expected) in cases {
        let found = rendered_in(tag, path, message, serde_json::json!({ "who": who }));
        assert_eq!(found, Ok(expected), "{tag} {path} {who}");
    }
    let link = "{{ \"footer.licence\" | t(licence=to) }}";
    let to = serde_json::json!({"to": {"href": "l", "text": "رخصة"}});
    let expected = "Licence: <a href=\"l\"><bdi>رخصة</bdi></a>.".to_string();
    assert_eq!(rendered("p.html", link, to), Ok(expected));
}

#[test]
fn lang_names_a_language_that_is_not_the_sites() {
    let cases = [
        ("en", serde_json::json!("ar"), "<q lang=\"ar\" dir=\"rtl\">"),
        ("en", serde_json::json!("fr"), "<q lang=\"fr\">"),
        ("ar", serde_json::json!("en-GB"), "<q lang=\"en-GB\" dir=\"ltr\">"),
        ("ar", serde_json::json!("fa"), "<q lang=\"fa\">"),
        ("en", serde_json::json!("en-GB"), "<q>"),
        ("en", serde_json::json!("plain English"), "<q>"),
        ("en", serde_json::Value::Null, "<q>"),
    ];
    for (tag, language, expected) in cases {
        let view = serde_json::json!({ "language": language });
        let found = rendered_in(tag, "p.html", "<q{{ language | lang }}>", view);
        assert_eq!(found.as_deref(), Ok(expected), "{tag} {language}");
    }
}

#[test]
fn names_of_languages_and_regions_and_directions_of_words_are_those_of_the_site() {
    let cases = [
        ("de", "{{ \"en-GB\" | language }}", "Englisch (Vereinigtes Königreich)"),
        ("fr", "{{ \"de\" | language }}", "Allemand"),
        ("de", "{{ \"tlh\" | language }}", "<code>tlh</code>"),
        ("de", "{{ \"GB\" | region }} {{ \"XX\" | region }}", "Vereinigtes Königreich XX"),
        ("ar", "<p{{ \"The bank (البنك)\" | dir }}>", "<p dir=\"ltr\">"),
        ("ar", "<p{{ \"OpenAI قالت الشركة\" | dir }}>", "<p>"),
        ("en", "<p{{ \"البنك\" | dir }}>", "<p dir=\"rtl\">"),
    ];
    for (tag, template, expected) in cases {
        let found = rendered_in(tag, "p.html", template, serde_json::json!({}));
        assert_eq!(found.as_deref(), Ok(expected), "{tag} {template}");
    }
    let day = serde_json::json!({"iso": "2026-06"});
    for (tag, expected) in [
        ("de", "Sie wurde im <time datetime=\"2026-06\">Juni 2026</time> entfernt."),
        ("fr", "Elle a été retirée en <time datetime=\"2026-06\">juin 2026</time>."),
    ] {
        let view = serde_json::json!({ "day": day });
        let found = rendered_in(tag, "p.html", "{{ \"gone.on\" | t(date=day) }}", view);
        assert_eq!(found.as_deref(), Ok(expected), "{tag}");
    }
}

#[test]
fn t_fills_a_message_and_escapes_what_is_no_markup() {
    let cases = [
        ("plain text", "p.html", "{{ \"layout.menu\" | t }}", "Menu"),
        (
            "plural",
            "p.html",
            "{{ \"site.n\" | t(n=1) }} {{ \"site.n\" | t(n=12000) }}",
            "one 12,000",
        ),
        (
            "link, value and words",
            "p.html",
            "{{ \"site.lead\" | t(link=href, who=who) }}",
            "Read <a href=\"a&amp;b\">the <b>news</b></a> of &lt;Ada&gt; &amp; all",
        ),
        (
            "markup in text",
            "p.txt",
            "{{ \"site.lead\" | t(link=href, who=who) }}",
            "Read the news of <Ada> & all",
        ),
        (
            "element of its own",
            "p.html",
            "{% set open %}<a class=\"x\" href=\"y\">{% endset %}{{ \"site.lead\" | t(link=open, who=1) }}",
            "Read <a class=\"x\" href=\"y\">the <b>news</b></a> of 1 &amp; all",
        ),
        (
            "date",
            "p.html",
            "{{ \"footer.as-of\" | t(date=day) }}",
            "As known on <time datetime=\"2026-06-28\">28 June 2026</time>.",
        ),
        (
            "date in an attribute",
            "p.html",
            "{{ \"footer.as-of\" | t(date=day | long_date) }}",
            "As known on 28 June 2026.",
        ),
        (
            "value that is a link",
            "p.html",
            "{{ \"footer.licence\" | t(licence=to) }}",
            "Licence: <a href=\"l\">CC &amp; BY</a>.",
        ),
        ("key put together", "p.html", "{{ (\"layout.\" ~ part) | t }}", "Menu"),
        ("label", "p.html", "{{ word | label(of=\"fact-status\") | capital }}", "N/a"),
        ("forms", "p.txt", "{{ \"site.n\" | forms }}", "{\"one\":\"one\",\"other\":\"{n}\"}"),
        ("known", "p.html", "{% if \"layout.menu\" is message %}a{% endif %}", "a"),
        ("unknown", "p.html", "{% if \"layout.menus\" is message %}a{% endif %}", ""),
    ];
    let view = serde_json::json!({
        "href": "a&b", "who": "<Ada>", "part": "menu", "word": "n/a", "day": {"iso": "2026-06-28"},
        "to": {"href": "l", "text": "CC & BY"},
    });
    for (case, path, body, expected) in cases {
        assert_eq!(rendered(path, body, view.clone()).as_deref(), Ok(expected), "{case}");
    }
}

#[test]
fn t_reports_unknown_messages_and_missing_values() {
    let cases = [
        (
            "{{ \"layout.menus\" | t }}",
            "there is no message `layout.menus`; did you mean \"layout.menu\"?",
        ),
        ("{{ \"footer.as-of\" | t }}", "the message `footer.as-of` needs the value `date`"),
    ];
    for (body, expected) in cases {
        let message = rendered("p.html", body, serde_json::json!({})).unwrap_err();
        assert!(message.contains(expected), "{message}");
    }
}
