//! A real browser: starts chromedriver, speaks WebDriver with it.
//!
//! Takes addresses, keys and clicks, gives what the page answers. Speaks the protocol itself, because it is JSON over
//! one HTTP/1.1 request a command, and the `webdriver` crate under fantoccini has a licence that `deny.toml` does not
//! allow. Knows nothing of the site.

use crate::programs::program;
use crate::support::shipped::scratch;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::ops::Deref;
use std::process::{Command, Stdio};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// One session for all tests, one test at a time.
static BROWSER: LazyLock<Mutex<Browser>> = LazyLock::new(|| Mutex::new(Browser::start()));

/// The browser as on the first day: nothing stored, a desktop window, a light scheme, a mouse.
pub(super) fn browser() -> Turn {
    let browser = BROWSER.lock().unwrap_or_else(PoisonError::into_inner);
    browser.cdp("Network.clearBrowserCookies", json!({}));
    browser.cdp(
        "Storage.clearDataForOrigin",
        json!({"origin": super::server::origin(), "storageTypes": "all"}),
    );
    browser.cdp("Emulation.setTouchEmulationEnabled", json!({"enabled": false}));
    browser.cdp("Emulation.setEmulatedMedia", json!({"features": []}));
    browser.window(1280, 900);
    browser.log();
    Turn(browser)
}

/// One test's turn with the browser. It fails at its end if anything was refused by the policy that the server sends.
pub(super) struct Turn(MutexGuard<'static, Browser>);

impl Deref for Turn {
    type Target = Browser;
    fn deref(&self) -> &Browser {
        &self.0
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let refused: Vec<String> =
                self.log().into_iter().filter(|l| l.contains("Content Security Policy")).collect();
            assert_eq!(refused, Vec::<String>::new());
        }
    }
}

pub(super) struct Browser {
    port: u16,
    session: String,
}

const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

/// Runs chromedriver until the input is closed, which it is however this process ends; then ends the browser, whose
/// process id is the first line of the input, too, and removes its profile.
const WATCHED: &str = r#"
"$1" --port=0 <&- & driver=$!
read -r browser
cat
kill -9 $driver $browser
rm -rf "$2"
"#;

impl Browser {
    fn start() -> Browser {
        let profile = scratch("profile");
        let _ = std::fs::remove_dir_all(&profile);
        let mut shell = Command::new("sh")
            .args(["-c", WATCHED, "sh"])
            .arg(program("chromedriver").get_program())
            .arg(&profile)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh starts");
        let mut lines = BufReader::new(shell.stdout.take().expect("its output is piped")).lines();
        // "ChromeDriver was started successfully on port 41231."
        let port = lines.find_map(|line| {
            line.ok()?.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
        });
        let port = port.expect("chromedriver says its port");
        // the rest of what it says is read and dropped, so that it never waits for a reader
        std::thread::spawn(move || lines.for_each(drop));
        let mut browser = Browser { port, session: String::new() };
        let args: Vec<String> = FLAGS.iter().map(|f| f.to_string()).collect();
        let args = [args, vec![format!("--user-data-dir={}", profile.display())]].concat();
        let made = browser.send(
            "POST",
            "/session",
            json!({"capabilities": {"alwaysMatch": {
                "goog:loggingPrefs": {"browser": "ALL"},
                "goog:chromeOptions": {"args": args},
            }}}),
        );
        let process = made["capabilities"]["goog:processID"].as_u64().expect("a process has an id");
        writeln!(shell.stdin.as_ref().expect("its input is piped"), "{process}").expect("sh reads");
        // not waited for, and its input stays open until this process ends
        std::mem::forget(shell);
        browser.session = made["sessionId"].as_str().expect("a session has an id").to_string();
        browser
    }

    /// Opens an address and waits until it is loaded.
    pub(super) fn go(&self, url: &str) {
        self.post("/url", json!({"url": url}));
        // The answer can come before the scripts of the page have run.
        self.wait("document.readyState === 'complete'");
    }

    pub(super) fn url(&self) -> String {
        let url = self.send("GET", &format!("/session/{}/url", self.session), Value::Null);
        url.as_str().expect("an address is a text").to_string()
    }

    /// What a function's body returns, a promise's value when it is settled.
    pub(super) fn eval(&self, body: &str) -> Value {
        self.post("/execute/sync", json!({"script": body, "args": []}))
    }

    /// The same inside of a frame of the page.
    pub(super) fn frame(&self, css: &str, body: &str) -> Value {
        let frame = self.eval(&format!("return document.querySelector('{css}')"));
        self.post("/frame", json!({"id": frame}));
        let found = self.eval(body);
        self.post("/frame", json!({"id": Value::Null}));
        found
    }

    pub(super) fn text(&self, body: &str) -> String {
        self.eval(body).as_str().unwrap_or_default().to_string()
    }

    /// Waits until an expression is true.
    pub(super) fn wait(&self, expression: &str) {
        let start = Instant::now();
        while self.eval(&format!("return Boolean({expression})")) != json!(true) {
            let page = self.url();
            assert!(
                start.elapsed() < Duration::from_secs(10),
                "this did not come true on {page}: {expression}"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Clicks the first element of a selector with the mouse.
    pub(super) fn click(&self, css: &str) {
        let element = self.post("/element", json!({"using": "css selector", "value": css}));
        self.click_on(&element);
    }

    /// Clicks the first visible link or button with these words.
    pub(super) fn click_words(&self, words: &str) {
        let js = "const is = (e) => e.textContent.trim() === words && e.checkVisibility();
            return [...document.querySelectorAll('a, button')].find(is)";
        let script = format!("const words = {}; {js}", json!(words));
        let start = Instant::now();
        let mut element = self.eval(&script);
        while element.is_null() {
            let is_early = start.elapsed() < Duration::from_secs(10);
            assert!(is_early, "nothing to click says {words:?} on {}", self.url());
            std::thread::sleep(Duration::from_millis(20));
            element = self.eval(&script);
        }
        self.click_on(&element);
    }

    fn click_on(&self, element: &Value) {
        let id = element.as_object().and_then(|o| o.values().next()).and_then(Value::as_str);
        self.post(&format!("/element/{}/click", id.expect("an element has an id")), json!({}));
    }

    /// Taps the middle of the first element of a selector with a finger.
    pub(super) fn tap(&self, css: &str) {
        self.cdp(
            "Emulation.setTouchEmulationEnabled",
            json!({"enabled": true, "maxTouchPoints": 1}),
        );
        let at = self.eval(&format!(
            "const e = document.querySelector({}); e.scrollIntoView({{block: 'center'}});
             const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2].map(Math.floor)",
            json!(css)
        ));
        self.post(
            "/actions",
            json!({"actions": [{"type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"},
            "actions": [
                {"type": "pointerMove", "x": at[0], "y": at[1]},
                {"type": "pointerDown", "button": 0},
                {"type": "pause", "duration": 60},
                {"type": "pointerUp", "button": 0},
            ]}]}),
        );
    }

    /// Presses keys one after the other; special ones by their WebDriver letter ([`TAB`] …).
    pub(super) fn press(&self, keys: &str) {
        let each = keys.chars().flat_map(|key| {
            ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key.to_string()}))
        });
        let each: Vec<Value> = each.collect();
        self.post(
            "/actions",
            json!({"actions": [{"type": "key", "id": "keyboard", "actions": each}]}),
        );
    }

    /// Goes on with Tab until the focused element matches a selector.
    pub(super) fn tab_to(&self, css: &str) {
        self.tab_until(&format!("document.activeElement.matches({})", json!(css)));
    }

    /// Goes on with Tab until the focused element has these words.
    pub(super) fn tab_to_words(&self, words: &str) {
        self.tab_until(&format!("document.activeElement.textContent.trim() === {}", json!(words)));
    }

    fn tab_until(&self, there: &str) {
        for _ in 0..700 {
            self.press(TAB);
            if self.eval(&format!("return {there}")) == json!(true) {
                return;
            }
        }
        panic!("700 times Tab do not lead to {there} on {}", self.url());
    }

    pub(super) fn window(&self, width: u32, height: u32) {
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.cdp("Emulation.setDeviceMetricsOverride", size);
    }

    /// The scheme that the reader's system asks for: `light` or `dark`.
    pub(super) fn scheme(&self, name: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": name}]);
        self.cdp("Emulation.setEmulatedMedia", json!({"features": features}));
    }

    /// The page on paper, as a PDF.
    pub(super) fn print(&self) -> Vec<u8> {
        base64(self.post("/print", json!({})).as_str().expect("a PDF comes as base64"))
    }

    /// What the console said since the last call.
    pub(super) fn log(&self) -> Vec<String> {
        let entries = self.post("/se/log", json!({"type": "browser"}));
        let entries = entries.as_array().cloned().unwrap_or_default();
        entries.iter().map(|e| e["message"].as_str().unwrap_or_default().to_string()).collect()
    }

    /// A command of Chromium's own protocol.
    pub(super) fn cdp(&self, command: &str, params: Value) -> Value {
        self.post("/goog/cdp/execute", json!({"cmd": command, "params": params}))
    }

    fn post(&self, path: &str, body: Value) -> Value {
        self.send("POST", &format!("/session/{}{path}", self.session), body)
    }

    fn send(&self, method: &str, path: &str, body: Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let mut stream =
            TcpStream::connect(("127.0.0.1", self.port)).expect("chromedriver listens");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n",
            self.port
        );
        write!(
            stream,
            "{head}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .expect("chromedriver reads");
        // The connection stays open whatever the head asks for, so the length says where an answer ends.
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a minute is a duration");
        let mut reader = BufReader::new(stream);
        let (mut length, mut line) = (0, String::new());
        while reader.read_line(&mut line).expect("chromedriver answers") > 2 {
            if let Some((name, value)) =
                line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            {
                length = value.trim().parse().unwrap_or_else(|e| panic!("{name}: {e}"));
            }
            line.clear();
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).expect("chromedriver answers");
        let mut answer: Value = serde_json::from_slice(&answer).expect("an answer is JSON");
        let value = answer["value"].take();
        assert!(
            value["error"].is_null(),
            "{method} {path} {body}: {}: {}",
            value["error"],
            value["message"]
        );
        value
    }
}

pub(super) const TAB: &str = "\u{e004}";
pub(super) const ENTER: &str = "\u{e007}";
pub(super) const ESCAPE: &str = "\u{e00c}";
pub(super) const UP: &str = "\u{e013}";
pub(super) const DOWN: &str = "\u{e015}";

fn base64(text: &str) -> Vec<u8> {
    let value = |b: u8| match b {
        b'A'..=b'Z' => Some(b - b'A'),
        b'a'..=b'z' => Some(b - b'a' + 26),
        b'0'..=b'9' => Some(b - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u8> = text.bytes().filter_map(value).collect();
    let group = |c: &[u8]| {
        let bits = c.iter().fold(0u32, |n, d| n << 6 | u32::from(*d)) << (6 * (4 - c.len()));
        bits.to_be_bytes()[1..c.len()].to_vec()
    };
    digits.chunks(4).flat_map(group).collect()
}
