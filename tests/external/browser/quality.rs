//! One page of every kind, light and dark, on a phone and on a desk: accessible, valid, quiet, still, at home.

use super::driver::{Browser, browser};
use super::server;
use crate::programs::{npm, program};
use crate::support::shipped;
use serde_json::{Value, json};

const AXE: (&str, &str, &str) = ("axe-core", "4.14.1", "axe.min.js");
const NU: (&str, &str, &str) = ("vnu-jar", "26.9.27", "build/dist/vnu.jar");

/// The layout shifts until fonts, scripts and results are there and the page had time to move, each with what moved.
const SHIFTS: &str = "return document.fonts.ready.then(() => new Promise((done) => {
    const all = [];
    const name = (s) => s.node?.outerHTML?.slice(0, 120) ?? s.node?.textContent ?? 'what is gone';
    const add = (list) => list.forEach((entry) => all.push(`${entry.value}: ${entry.sources.map(name).join(' | ')}`));
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({type: 'layout-shift', buffered: true});
    const results = () => document.getElementById('search-said')?.textContent === '' && location.search !== '';
    const end = () => (results() ? setTimeout(end, 20) : setTimeout(() => (add(observer.takeRecords()), done(all)), 60));
    end();
}))";

/// Opens a page, gives its layout shifts. On a machine that is busy elsewhere a font can miss the first paint
/// (`font-display: swap`) and a long page can be painted while it is read, so what moved must move a second time.
pub(super) fn shifts(browser: &Browser, path: &str) -> Vec<String> {
    let open = || -> Vec<String> {
        browser.go(&server::at(path));
        serde_json::from_value(browser.eval(SHIFTS)).expect("shifts are texts")
    };
    let first = open();
    if first.is_empty() { first } else { open() }
}

/// The hosts of all that was asked for.
const HOSTS: &str =
    "return [...new Set(performance.getEntries().filter((e) => e.name.includes('://'))
    .map((e) => new URL(e.name).host))]";

/// Each violation as `rule: first place (how many)`. Only what is wrong is worked out, which takes a third of the time.
fn violations(browser: &Browser, rules: &str) -> Vec<String> {
    let found = browser.eval(&format!(
        "return axe.run(document, {{resultTypes: ['violations'], selectors: false, {rules}}}).then((r) =>
            r.violations.map((v) => `${{v.id}}: ${{v.nodes[0].html.slice(0, 200)}}
            ${{v.nodes[0].any[0]?.message ?? ''}} (${{v.nodes.length}})`))"
    ));
    let text = |v: &Value| v.as_str().unwrap_or_default().to_string();
    found.as_array().expect("axe gives a list").iter().map(text).collect()
}

#[test]
fn every_kind_of_page_is_accessible_quiet_and_still_and_asks_no_other_host() {
    let axe = std::fs::read_to_string(npm(AXE.0, AXE.1, AXE.2)).expect("axe-core can be read");
    let browser = browser();
    let host = server::origin().trim_start_matches("http://").to_string();
    let mut wrong = Vec::new();
    for (kind, path) in shipped::one_of_every_kind() {
        for width in [390, 1440] {
            let mut report = |what: &str, found: Vec<String>| {
                wrong.extend(found.iter().map(|f| format!("{kind} {path} {width}: {what}: {f}")));
            };
            browser.window(width, 900);
            browser.scheme("light");
            report("layout shift", shifts(&browser, path));
            let hosts: Vec<String> =
                serde_json::from_value(browser.eval(HOSTS)).expect("hosts are texts");
            report("another host", hosts.into_iter().filter(|h| *h != host).collect());
            browser.eval(&axe);
            report("axe, light", violations(&browser, "rules: {'target-size': {enabled: true}}"));
            // The same elements in other colours.
            browser.scheme("dark");
            report(
                "axe, dark",
                violations(&browser, "runOnly: ['color-contrast', 'link-in-text-block']"),
            );
            report("console", browser.log());
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_answer_of_the_server_has_the_policy_that_hosts_are_told() {
    let browser = browser();
    for path in ["index.html", "no/such/page.html"] {
        browser.go(&server::at(path));
        let ran = browser.eval(
            "const own = document.createElement('script');
             own.textContent = 'document.body.dataset.ran = 1';
             document.head.append(own);
             return document.body.dataset.ran ?? null",
        );
        assert_eq!(ran, Value::Null, "{path}: a script in the page ran");
        let said = browser.log();
        assert!(said.iter().any(|l| l.contains("Content Security Policy")), "{path}: {said:#?}");
    }
}

#[test]
fn nothing_at_all_moves_on_a_page_of_every_kind_when_its_scripts_arrive() {
    let browser = browser();
    browser.cdp("Network.enable", json!({}));
    browser.cdp("Network.setBlockedURLs", json!({"urls": ["*.woff2"]}));
    let mut moved = Vec::new();
    for (_, path) in shipped::one_of_every_kind() {
        for width in [390, 1440] {
            browser.window(width, 900);
            moved.extend(
                shifts(&browser, path).into_iter().map(|what| format!("{path} {width}: {what}")),
            );
        }
    }
    browser.cdp("Network.setBlockedURLs", json!({"urls": []}));
    assert_eq!(moved, Vec::<String>::new());
}

#[test]
fn every_page_is_valid_html() {
    let jar = npm(NU.0, NU.1, NU.2);
    let out = program("java")
        .args(["-Xss8m", "-jar"])
        .arg(jar)
        .args(["--errors-only", "--skip-non-html", "--exit-zero-always", "--format", "json"])
        .arg(shipped::folder())
        .output()
        .expect("java runs");
    let said: Value = serde_json::from_slice(&out.stderr).expect("the checker reports JSON");
    let line =
        |m: &Value| format!("{} {}: {} {}", m["url"], m["lastLine"], m["message"], m["extract"]);
    let messages: Vec<String> =
        said["messages"].as_array().expect("a list").iter().map(line).collect();
    let first: Vec<&String> = messages.iter().take(20).collect();
    assert!(messages.is_empty(), "{} errors, the first: {first:#?}", messages.len());
}
