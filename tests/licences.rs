//! Every dependency may be shipped under the licences that `.deny.toml` allows (the file that `cargo deny` reads).

use serde_json::Value;
use std::process::Command;

fn allowed() -> Vec<String> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.deny.toml"))
        .expect("the licence rules");
    let list = text
        .split("allow = [")
        .nth(1)
        .and_then(|rest| rest.split(']').next())
        .expect("a list of licences");
    list.split(',').map(|l| l.trim().trim_matches('"').to_string()).collect()
}

/// Whether an SPDX expression can be met with the allowed licences. `OR` binds less than `AND`; `/` is the old `OR`.
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let expression = expression.replace('/', " OR ");
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in expression.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        parts.last_mut().expect("one part at least").push(c);
        if depth == 0 && parts.last().is_some_and(|p| p.ends_with(" OR ")) {
            let last = parts.last_mut().expect("one part at least");
            last.truncate(last.len() - " OR ".len());
            parts.push(String::new());
        }
    }
    parts.iter().any(|any| all_met(any.trim(), allowed))
}

fn all_met(expression: &str, allowed: &[String]) -> bool {
    if let Some(inner) =
        expression.strip_prefix('(').and_then(|e| e.strip_suffix(')')).filter(|e| !e.contains(')'))
    {
        return is_met(inner, allowed);
    }
    let mut rest = expression;
    while let Some((first, more)) = rest.split_once(" AND ") {
        if first.matches('(').count() != first.matches(')').count() {
            return rest.split(" AND ").all(|part| is_met(part.trim_matches(['(', ')']), allowed));
        }
        if !is_met(first, allowed) {
            return false;
        }
        rest = more;
    }
    if rest != expression {
        return is_met(rest, allowed);
    }
    allowed.iter().any(|a| a == expression)
}

#[test]
fn an_expression_is_met_by_one_side_of_or_and_both_sides_of_and() {
    let allowed = ["MIT".to_string(), "Unicode-3.0".to_string()];
    for good in [
        "MIT",
        "GPL-3.0 OR MIT",
        "Apache-2.0/MIT",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "MIT AND Unicode-3.0",
    ] {
        assert!(is_met(good, &allowed), "{good}");
    }
    for bad in ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND GPL-3.0"] {
        assert!(!is_met(bad, &allowed), "{bad}");
    }
}

/// This machine's platform: the packages of others need not be on it.
fn host() -> String {
    let out = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let line = text.lines().find_map(|l| l.strip_prefix("host: "));
    line.expect("rustc names its host").to_string()
}

#[test]
fn every_dependency_has_a_licence_that_is_allowed() {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", &host()])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&out.stdout).expect("cargo metadata prints JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let allowed = allowed();
    let wrong: Vec<String> = packages
        .iter()
        .filter(|p| !is_met(p["license"].as_str().unwrap_or("none"), &allowed))
        .map(|p| format!("{} {}: {}", p["name"], p["version"], p["license"]))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
    assert!(packages.len() > 50, "only {} packages were looked at", packages.len());
}
