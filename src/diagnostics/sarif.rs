//! A report as SARIF 2.1.0, for code hosts.
//!
//! Takes a report, the texts and the site's folder, gives one log with one run. Addresses are relative to the base
//! [`ROOT`], which is the site's folder.

use super::codes::{CODES, Severity};
use super::diagnostic::Diagnostic;
use super::location::region;
use super::report::Report;
use crate::source::{Files, Span};
use serde_json::{Map, Value, json};
use std::path::Path;
use url::Url;

const NAMES: [&str; 4] = ["startLine", "startColumn", "endLine", "endColumn"];
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The base of all addresses.
const ROOT: &str = "SITEROOT";

/// Gives the whole report, advice included, ended by a line break.
pub fn print(report: &Report, files: &Files, root: &Path) -> String {
    let rules: Vec<Value> = CODES
        .iter()
        .map(|code| {
            json!({
                "id": code.id,
                "name": code.name,
                "shortDescription": {"text": code.title},
                "fullDescription": {"text": format!("{} {}", code.title, code.explain)},
                "help": {"text": code.explain},
                "defaultConfiguration": {"level": level(code.severity)},
            })
        })
        .collect();
    let results: Vec<Value> = report.iter().map(|d| result(d, files)).collect();
    let folder = std::path::absolute(root).ok();
    let base = folder.and_then(|folder| Url::from_directory_path(folder).ok());
    let mut bases = Map::new();
    if let Some(base) = base {
        let description = json!({"text": "The site's folder"});
        bases.insert(ROOT.into(), json!({"uri": base.as_str(), "description": description}));
    }
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "agon", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": bases,
            "results": results,
        }],
    });
    format!("{log}\n")
}

fn result(diagnostic: &Diagnostic, files: &Files) -> Value {
    let code = diagnostic.code;
    let text = match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let mut object = Map::new();
    object.insert("ruleId".into(), code.id.into());
    object.insert("ruleIndex".into(), CODES.iter().position(|c| c.id == code.id).into());
    object.insert("level".into(), level(code.severity).into());
    object.insert("message".into(), json!({"text": text}));
    let path = diagnostic.file(files);
    if !path.is_empty() {
        object.insert(
            "locations".into(),
            json!([{"physicalLocation": physical(path, diagnostic.span, files)}]),
        );
    }
    let related = diagnostic.related.iter().enumerate().map(|(i, (span, label))| {
        let place = physical(&files.get(span.file).path, Some(*span), files);
        json!({"id": i + 1, "physicalLocation": place, "message": {"text": label}})
    });
    object.insert("relatedLocations".into(), related.collect());
    if let Some(fix) = &diagnostic.fix {
        let change = json!({
            "artifactLocation": location(&files.get(fix.span.file).path),
            "replacements": [{"deletedRegion": region(files, fix.span, NAMES), "insertedContent": {"text": fix.text}}],
        });
        let description = diagnostic.help.as_deref().unwrap_or("write this instead");
        object.insert(
            "fixes".into(),
            json!([{"description": {"text": description}, "artifactChanges": [change]}]),
        );
    }
    Value::Object(object)
}

fn physical(path: &str, span: Option<Span>, files: &Files) -> Value {
    let mut object = Map::from_iter([("artifactLocation".to_string(), location(path))]);
    if let Some(span) = span {
        object.insert("region".into(), region(files, span, NAMES).into());
    }
    Value::Object(object)
}

fn location(path: &str) -> Value {
    json!({"uri": uri(path), "uriBaseId": ROOT})
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// A path as a relative reference (RFC 3986): everything but unreserved characters and `/` is percent-encoded.
fn uri(path: &str) -> String {
    path.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                (b as char).to_string()
            }
            _ => format!("%{b:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::codes;
    use crate::source::{FileId, SourceFile};

    #[test]
    fn a_result_has_its_rule_place_and_fix() {
        let files = Files::new(vec![SourceFile {
            path: "content/ä b.md".into(),
            body: "zwölf [[x]]\n".into(),
        }]);
        let span = Span::new(FileId(0), 7..12);
        let found = Diagnostic::at(&codes::UNKNOWN_TARGET, span, "no x")
            .fix(span, "[[y]]")
            .related(span, "here");
        let log: Value = serde_json::from_str(&print(
            &Report::from_iter([found]),
            &files,
            Path::new("/my site"),
        ))
        .unwrap();
        let run = &log["runs"][0];
        let index = run["results"][0]["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "A201");
        let base = &run["originalUriBaseIds"]["SITEROOT"]["uri"];
        assert_eq!(base, "file:///my%20site/");
        let location = json!({"uri": "content/%C3%A4%20b.md", "uriBaseId": "SITEROOT"});
        let region = json!({"startLine": 1, "startColumn": 7, "endLine": 1, "endColumn": 12});
        let place = json!({"artifactLocation": location, "region": region});
        assert_eq!(
            run["results"][0],
            json!({"ruleId": "A201", "ruleIndex": index, "level": "error", "message": {"text": "no x"},
                "locations": [{"physicalLocation": place}],
                "relatedLocations": [{"id": 1, "physicalLocation": place, "message": {"text": "here"}}],
                "fixes": [{"description": {"text": "write this instead"}, "artifactChanges": [{
                    "artifactLocation": location,
                    "replacements": [{"deletedRegion": region, "insertedContent": {"text": "[[y]]"}}]}]}]})
        );
    }
}
