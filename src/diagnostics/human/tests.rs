use super::*;
use crate::diagnostics::codes;
use crate::source::{FileId, SourceFile};

fn span_of(files: &Files, file: u32, word: &str) -> Span {
    let at = files.get(FileId(file)).body.find(word).unwrap();
    Span::new(FileId(file), at..at + word.len())
}

fn text(path: &str, body: &str) -> SourceFile {
    SourceFile { path: path.into(), body: body.into() }
}

fn shown(diagnostic: Diagnostic, files: &Files) -> String {
    print(&Report::from_iter([diagnostic]), files, MessageStyle::Plain, ReportDetail::Selection)
}

#[test]
fn a_diagnostic_shows_its_line_mark_label_and_fix() {
    let files = Files::new(vec![text("content/a.md", "eins\nzwölf [[wagse]] drei\n")]);
    let span = span_of(&files, 0, "wagse");
    let found = Diagnostic::at(&codes::UNKNOWN_TARGET, span, "no thread is called \"wagse\"")
        .label("leads nowhere")
        .fix(span, "wages");
    let expected = r#"
error[A201]: no thread is called "wagse"
 --> content/a.md:2:9
  |
2 | zwölf [[wagse]] drei
  |         ^^^^^ leads nowhere
  |
help: write this instead
  |
2 - zwölf [[wagse]] drei
2 + zwölf [[wages]] drei
  |

1 error
"#;
    assert_eq!(shown(found, &files), expected.trim_start());
}

#[test]
fn related_places_in_other_files_have_their_own_path() {
    let files = Files::new(vec![
        text("content/a.md", "one ^kimi\n"),
        text("content/b.md", "\n\ntwo ^kimi\n"),
    ]);
    let found = Diagnostic::at(
        &codes::DUPLICATE_BLOCK,
        span_of(&files, 1, "^kimi"),
        "\"^kimi\" occurs twice",
    )
    .related(span_of(&files, 0, "^kimi"), "first here")
    .help("rename one of them");
    let expected = r#"
error[A204]: "^kimi" occurs twice
 --> content/b.md:3:5
  |
3 | two ^kimi
  |     ^^^^^
  |
 ::: content/a.md:1:5
  |
1 | one ^kimi
  |     ----- first here
  |
  = help: rename one of them

1 error
"#;
    assert_eq!(shown(found, &files), expected.trim_start());
}

#[test]
fn a_long_line_is_cut_and_the_column_is_that_of_the_file() {
    let body = format!(
        "- {}[[wagse]] {}\n",
        "Wörter, die davor stehen, ".repeat(40),
        "und danach ".repeat(60)
    );
    let files = Files::new(vec![text("content/a.md", &body)]);
    let span = span_of(&files, 0, "wagse");
    let found = Diagnostic::at(&codes::UNKNOWN_TARGET, span, "no thread is called \"wagse\"")
        .label("leads nowhere")
        .help("there is a thread called \"wages\"")
        .fix(span, "wages");
    let expected = r#"
error[A201]: no thread is called "wagse"
 --> content/a.md:1:1045
  |
1 | …Wörter, die davor stehen, [[wagse]] und danach und danach und danach und danach und danach und danach und…
  |                              ^^^^^ leads nowhere
  |
help: there is a thread called "wages"
  |
1 - …Wörter, die davor stehen, [[wagse]] und danach und danach und danach und danach und danach und danach und…
1 + …Wörter, die davor stehen, [[wages]] und danach und danach und danach und danach und danach und danach und…
  |

1 error
"#;
    assert_eq!(shown(found, &files), expected.trim_start());
}

#[test]
fn a_whole_file_is_named_without_a_line() {
    let found =
        Diagnostic::in_file(&codes::NO_SITE, "content/site.yaml", "there is no content/site.yaml")
            .help("run agon init");
    let expected = r#"
error[A003]: there is no content/site.yaml
--> content/site.yaml
 = help: run agon init

1 error
"#;
    assert_eq!(shown(found, &Files::default()), expected.trim_start());
}

#[test]
fn marks_at_the_end_of_a_file_over_several_lines_and_of_no_width_do_not_break() {
    let files = Files::new(vec![text("a.md", "---\ntitle: x\r\nkind: y\r\n"), text("b.md", "")]);
    let end = files.get(FileId(0)).body.len();
    for span in [
        Span::new(FileId(0), end..end),
        Span::new(FileId(0), 4..end),
        Span::new(FileId(0), 3..4),
        Span::new(FileId(0), 12..13),
        Span::new(FileId(1), 0..0),
    ] {
        let found = Diagnostic::at(&codes::YAML_SYNTAX, span, "broken")
            .label("here")
            .fix(span, "new\nlines");
        let out = shown(found, &files);
        let (line, column) = files.position(span.file, span.start);
        assert!(out.contains(&format!("{}:{line}:{column}\n", files.get(span.file).path)), "{out}");
    }
}

#[test]
fn advice_is_a_count_unless_all_is_asked_for() {
    let advice: Vec<_> = (0..5)
        .map(|n| Diagnostic::in_file(&codes::OVERDUE_TOPIC, format!("{n}.md"), "late"))
        .collect();
    let error = Diagnostic::in_file(&codes::NO_SITE, "content/site.yaml", "there is none");
    let report = Report::from_iter(advice.into_iter().chain([error]));
    let counted = print(&report, &Files::default(), MessageStyle::Plain, ReportDetail::Selection);
    assert_eq!(
        counted,
        "error[A003]: there is none\n--> content/site.yaml\n\n1 error, 5 pieces of advice (agon doctor lists it)\n"
    );
    let all = print(&report, &Files::default(), MessageStyle::Plain, ReportDetail::All);
    assert_eq!(all.matches("advice[A504]").count(), 5);
    assert!(all.ends_with("\n1 error, 5 pieces of advice\n"), "{all}");
}

#[test]
fn what_is_left_out_is_counted_after_its_file() {
    let files = Files::new(vec![text("content/a.md", &"x\n".repeat(22))]);
    let list = (0..22).map(|n| {
        let span = Span::new(FileId(0), 2 * n..2 * n + 1);
        Diagnostic::at(&codes::UNKNOWN_TARGET, span, "no x")
    });
    let report = Report::from_iter(list);
    let out = print(&report, &files, MessageStyle::Plain, ReportDetail::Selection);
    let end = "\n\ncontent/a.md: and 2 more in this file\n\nagon check --all shows all of them\n22 errors\n";
    assert!(out.ends_with(end), "{out}");
    assert_eq!(out.matches("error[A201]").count(), 20);
    let all = print(&report, &files, MessageStyle::Plain, ReportDetail::All);
    assert_eq!(all.matches("error[A201]").count(), 22);
}

#[test]
fn the_summary_counts_each_severity_and_an_empty_report_prints_nothing() {
    let codes = [&codes::NO_SITE, &codes::NO_SITE, &codes::RAW_HTML, &codes::OVERDUE_TOPIC];
    let report = Report::from_iter(codes.map(|code| Diagnostic::in_file(code, "a", "b")));
    assert_eq!(summary(&report), "2 errors, 1 warning, 1 piece of advice\n");
    assert_eq!(
        print(&Report::default(), &Files::default(), MessageStyle::Colour, ReportDetail::All),
        ""
    );
}

#[test]
fn a_path_of_a_file_without_a_line_cannot_turn_the_words_around() {
    let found = Diagnostic::in_file(&codes::BAD_ID, "content/\u{202e}a.md", "the name \u{202e}b");
    assert!(!shown(found.help("rename it"), &Files::default()).contains('\u{202e}'));
}
