//! A report as one JSON object, for editors and scripts.
//!
//! Takes a report and the texts, gives `{"version":1,"diagnostics":[…],"counts":{…}}` on one line. Keys are never
//! left out: what is not known is `null`. Lines and columns count from 1, columns in characters; ends are exclusive.

use super::codes::Severity;
use super::diagnostic::Diagnostic;
use super::location::region;
use super::report::Report;
use crate::source::Files;
use serde_json::{Map, Value, json};

const NAMES: [&str; 4] = ["line", "column", "end_line", "end_column"];
const FIX_NAMES: [&str; 4] = ["start_line", "start_column", "end_line", "end_column"];

/// Gives the whole report, advice included, ended by a line break.
pub fn print(report: &Report, files: &Files) -> String {
    print_with(report, files, None)
}

/// The same with one more key, for a command that has more to say.
pub fn print_with(report: &Report, files: &Files, extra: Option<(&str, Value)>) -> String {
    let list: Vec<Value> = report.iter().map(|d| one(d, files)).collect();
    let mut object = json!({
        "version": 1,
        "diagnostics": list,
        "counts": {
            "error": report.count(Severity::Error),
            "warning": report.count(Severity::Warning),
            "advice": report.count(Severity::Advice),
        },
    });
    if let Some((key, value)) = extra {
        object[key] = value;
    }
    format!("{object}\n")
}

fn one(diagnostic: &Diagnostic, files: &Files) -> Value {
    let code = diagnostic.code;
    let mut object = Map::new();
    object.insert("code".into(), code.id.into());
    object.insert("name".into(), code.name.into());
    object.insert("severity".into(), code.severity.word().into());
    object.insert("path".into(), diagnostic.file(files).into());
    object.extend(match diagnostic.span {
        Some(span) => region(files, span, NAMES),
        None => NAMES.iter().map(|n| (n.to_string(), Value::Null)).collect(),
    });
    object.insert("message".into(), diagnostic.message.as_str().into());
    object.insert("label".into(), diagnostic.label.as_str().into());
    object.insert("help".into(), diagnostic.help.as_deref().into());
    let fix = diagnostic.fix.as_ref().map(|fix| {
        let mut object = region(files, fix.span, FIX_NAMES);
        object.insert("replacement".into(), fix.text.as_str().into());
        Value::Object(object)
    });
    object.insert("fix".into(), fix.into());
    let related = diagnostic.related.iter().map(|(span, label)| {
        let mut object =
            Map::from_iter([("path".to_string(), files.get(span.file).path.as_str().into())]);
        object.extend(region(files, *span, NAMES));
        object.insert("message".into(), label.as_str().into());
        Value::Object(object)
    });
    object.insert("related".into(), related.collect());
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::codes;
    use crate::source::{FileId, SourceFile, Span};

    #[test]
    fn a_report_comes_out_as_one_object_with_places_in_characters() {
        let files = Files::new(vec![SourceFile {
            path: "content/ä b.md".into(),
            body: "eins\nzwölf [[x]] drei\n".into(),
        }]);
        let at = files.get(FileId(0)).body.find("[[x]]").unwrap();
        let span = Span::new(FileId(0), at..at + 5);
        let report = Report::from_iter([
            Diagnostic::at(&codes::UNKNOWN_TARGET, span, "no \"x\"")
                .help("do")
                .fix(span, "[[y]]")
                .related(Span::new(FileId(0), 0..4), "one"),
            Diagnostic::in_file(&codes::NO_SITE, "content/site.yaml", "none"),
        ]);
        assert_eq!(
            serde_json::from_str::<Value>(&print(&report, &files)).unwrap(),
            json!({"version": 1, "diagnostics": [
                {"code": "A201", "name": "unknown-target", "severity": "error", "path": "content/ä b.md", "line": 2, "column": 7,
                 "end_line": 2, "end_column": 12, "message": "no \"x\"", "label": "", "help": "do",
                 "fix": {"start_line": 2, "start_column": 7, "end_line": 2, "end_column": 12, "replacement": "[[y]]"},
                 "related": [{"path": "content/ä b.md", "line": 1, "column": 1, "end_line": 1, "end_column": 5, "message": "one"}]},
                {"code": "A003", "name": "no-site", "severity": "error", "path": "content/site.yaml", "line": null, "column": null,
                 "end_line": null, "end_column": null, "message": "none", "label": "", "help": null, "fix": null, "related": []}],
             "counts": {"error": 2, "warning": 0, "advice": 0}})
        );
    }
}
