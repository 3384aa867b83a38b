//! `agon serve` as an editor has it: the program beside an open page, files saved under it.

use super::driver::{Browser, browser};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

struct Editor {
    _dir: tempfile::TempDir,
    root: PathBuf,
    agon: Child,
    address: String,
}

impl Editor {
    fn start() -> Editor {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let root = dir.path().join("site");
        agon::scaffold::init(&root).expect("the starting site");
        let mut agon = Command::new(env!("CARGO_BIN_EXE_agon"))
            .args(["serve", "--port", "0", "--as-of", "2026-11-20", "--root"])
            .arg(&root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("agon starts");
        let mut lines = BufReader::new(agon.stdout.take().expect("its output is piped")).lines();
        let first = lines.next().expect("it says a line").expect("in UTF-8");
        let address = first.split(' ').next().expect("a line has a word").to_string();
        // the rest of what it says is read and dropped, so that it never waits for a reader
        std::thread::spawn(move || lines.for_each(drop));
        Editor { _dir: dir, root, agon, address }
    }

    fn change(&self, path: &str, from: &str, to: &str) {
        let path = self.root.join(path);
        let text = fs::read_to_string(&path).expect("a file of the site");
        assert!(text.contains(from), "{path:?} has no {from:?}");
        // as many editors save: a new file takes the old one's name
        let beside = path.with_extension("tmp~");
        fs::write(&beside, text.replacen(from, to, 1)).expect("the folder can be written");
        fs::rename(&beside, &path).expect("the file can be replaced");
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.agon.kill();
        let _ = self.agon.wait();
    }
}

const THREAD: &str = "topics/parking-minimums/threads/who-needs-the-spaces";

/// Opens the thread, scrolls, and leaves a mark that a reload would wipe.
fn open(browser: &Browser, editor: &Editor) {
    browser.window(900, 400);
    browser.go(&format!("{}{THREAD}.html", editor.address));
    browser.wait("document.readyState === 'complete'");
    browser.eval("window.stayed = true; scrollTo({ top: 300, behavior: 'instant' })");
}

const PROBLEMS: &str = "document.querySelector('agon-problems')";

#[test]
fn a_saved_change_and_a_new_style_show_without_a_reload_and_where_the_reader_is() {
    let editor = Editor::start();
    let browser = browser();
    open(&browser, &editor);
    editor.change(&format!("content/{THREAD}.md"), "would be missed.", "would be sorely missed.");
    browser.wait("document.body.textContent.includes('would be sorely missed.')");
    assert_eq!(
        browser.eval("return [window.stayed, Math.round(scrollY)]"),
        serde_json::json!([true, 300])
    );
    // the islands run on the new page: the switch of the theme does what it did
    browser.window(1440, 400);
    browser.eval("scrollTo(0, 0)");
    browser.wait("document.querySelector('.theme-switch:not([hidden])')");
    let theme = "document.documentElement.dataset.theme";
    browser.click(".theme-switch");
    browser.wait(theme);
    let before = browser.text(&format!("return {theme}"));
    browser.click(".theme-switch");
    browser.wait(&format!("{theme} !== '{before}'"));

    browser.eval("document.body.mine = true");
    fs::create_dir_all(editor.root.join("static/css/utilities")).unwrap();
    fs::write(
        editor.root.join("static/css/utilities/own.css"),
        "h1 { letter-spacing: 7px !important }\n",
    )
    .unwrap();
    browser.wait("getComputedStyle(document.querySelector('h1')).letterSpacing === '7px'");
    assert_eq!(
        browser.eval("return [window.stayed, document.body.mine]"),
        serde_json::json!([true, true])
    );
    assert_eq!(browser.log(), Vec::<String>::new());
}

/// Where an element with this id is in the window.
fn place_of(browser: &Browser, id: &str) -> f64 {
    let script = format!("return document.getElementById('{id}').getBoundingClientRect().top");
    browser.eval(&script).as_f64().expect("a number")
}

fn scroll(browser: &Browser) -> f64 {
    browser.eval("return scrollY").as_f64().expect("a number")
}

#[test]
fn a_reader_stays_at_the_passage_when_text_is_added_above_it() {
    let editor = Editor::start();
    let browser = browser();
    open(&browser, &editor);
    let id = "t-survey";
    browser.eval(&format!(
        "const y = document.getElementById('{id}').getBoundingClientRect().top + scrollY;
         scrollTo({{ top: y - 60, behavior: 'instant' }})"
    ));
    let (before, scrolled) = (place_of(&browser, id), scroll(&browser));
    let paragraphs = "\n\nA new paragraph above what is read.".repeat(12);
    let file = format!("content/{THREAD}.md");
    editor.change(&file, "\n---\n", &format!("\n---\n{paragraphs}\n\n"));
    browser.wait("document.body.textContent.includes('A new paragraph above')");
    assert_eq!(browser.eval("return window.stayed"), serde_json::json!(true));
    browser.wait(&format!(
        "Math.abs(document.getElementById('{id}').getBoundingClientRect().top - {before}) < 2"
    ));
    assert!(scroll(&browser) > scrolled + 200.0);
}

#[test]
fn what_is_typed_stays_when_the_page_changes() {
    let editor = Editor::start();
    let browser = browser();
    browser.window(900, 700);
    browser.go(&format!("{}search.html", editor.address));
    browser.wait("document.querySelector('input[type=search]')");
    browser.eval(
        "window.stayed = true;
         const box = document.querySelector('main input[type=search]');
         box.focus(); box.value = 'parking'; box.setSelectionRange(3, 5);
         box.dispatchEvent(new Event('input', { bubbles: true }))",
    );
    editor.change("content/site.yaml", "title: ", "title: Another name of ");
    browser.wait("document.title.includes('Another name of')");
    browser.wait("document.querySelector('main input[type=search]').value === 'parking'");
    let state = "const box = document.activeElement;
        return [window.stayed, box.value, box.selectionStart, box.selectionEnd]";
    assert_eq!(browser.eval(state), serde_json::json!([true, "parking", 3, 5]));
}

#[test]
fn a_mistake_of_content_template_or_style_shows_over_the_page_and_goes_when_it_is_mended() {
    let editor = Editor::start();
    let browser = browser();
    open(&browser, &editor);
    let text =
        || browser.text(&format!("return {PROBLEMS}.shadowRoot.querySelector('ol').innerText"));
    let file = format!("content/{THREAD}.md");
    editor.change(&file, "[[parking-minimum]] asks", "[[parking-minimun]] & <i>asks</i>");
    browser.wait(PROBLEMS);
    let said = text();
    for part in
        ["A201", &format!("{file}:13:"), "[[parking-minimun]] & <i>asks</i>", "did you mean"]
    {
        assert!(said.contains(part), "no {part} in {said}");
    }
    let link = browser.text(&format!("return {PROBLEMS}.shadowRoot.querySelector('.place').href"));
    assert!(link.starts_with("vscode://file/") && link.contains(&format!("{file}:13:")), "{link}");
    assert_eq!(
        browser.eval("return [window.stayed, Math.round(scrollY)]"),
        serde_json::json!([true, 300])
    );
    browser.wait("document.body.textContent.includes('would be missed.')");
    editor.change(&file, "[[parking-minimun]] & <i>asks</i>", "[[parking-minimum]] asks");
    browser.wait(&format!("!{PROBLEMS}"));

    for (path, text, code) in [
        ("templates/pages/about.html", "{% if %}", "A601"),
        // what is found out when the page itself is made
        ("templates/pages/thread.html", "{{ page.nothing.of.the.kind }}", "A602"),
    ] {
        let path = editor.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        browser.wait(&format!("{PROBLEMS}?.shadowRoot.textContent.includes('{code}')"));
        browser.wait("document.body.textContent.includes('would be missed.')");
        fs::remove_file(path).unwrap();
        browser.wait(&format!("!{PROBLEMS}"));
    }
    assert_eq!(browser.eval("return window.stayed"), serde_json::json!(true));
}
