//! HTTP headers for hosts: a content security policy and caching rules, one file for each kind of host.
//!
//! The texts are templates in `templates/hosting/`; a file of the same name in static/ takes precedence.

use super::host_rule::RESERVED;
use crate::diagnostics::Diagnostic;
use crate::pages::Ctx;
use crate::pages::render::Renderer;
use crate::source::OutputFile;
use percent_encoding::{AsciiSet, percent_decode_str, utf8_percent_encode};
use serde::Serialize;

/// The path of each file and its template.
const FILES: [(&str, &str); 3] = [
    // Netlify, Cloudflare Pages
    ("_headers", "hosting/headers.txt"),
    // `include` it in a server block
    ("headers.nginx.conf", "hosting/nginx.txt"),
    // Apache, where `AllowOverride FileInfo` is on
    (".htaccess", "hosting/htaccess.txt"),
];

/// The paths of all of them.
pub const PATHS: [&str; FILES.len()] = [FILES[0].0, FILES[1].0, FILES[2].0];

#[derive(Serialize)]
struct HeadersView {
    /// The path of the site on its host as a URL, with slashes at both ends.
    base: String,
    /// The same as a regular expression of nginx, which compares decoded paths.
    base_pattern: String,
}

impl HeadersView {
    fn new(ctx: &Ctx) -> HeadersView {
        let base = ctx.base_path();
        let decoded = percent_decode_str(&base).decode_utf8_lossy();
        HeadersView { base_pattern: pattern(&decoded), base: encoded(&base) }
    }
}

/// What a path of `base_url` can have and hosts give a meaning. What is encoded stays so.
const IN_HEADER_RULE: &AsciiSet = &RESERVED.add(b'#');

fn encoded(path: &str) -> String {
    utf8_percent_encode(path, IN_HEADER_RULE).to_string()
}

/// A text as a regular expression that matches it alone, for a string in quotation marks.
fn pattern(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.chars() {
        match c {
            c if c.is_control() => {}
            c if c.is_alphanumeric() || "/-_~".contains(c) => pattern.push(c),
            '"' => pattern.push_str("\\x22"),
            '\\' => pattern.push_str("\\x5c"),
            c => pattern.extend(['[', c, ']']),
        }
    }
    pattern
}

/// The content security policy, for the development server.
///
/// # Errors
/// If the template fails.
pub fn content_security_policy(ctx: &Ctx, renderer: &Renderer) -> Result<String, Box<Diagnostic>> {
    let view = HeadersView::new(ctx);
    renderer.render("hosting/policy.txt", &view)
}

/// The files of all hosts.
///
/// # Errors
/// Where a template fails.
pub fn files(ctx: &Ctx, renderer: &Renderer) -> Result<Vec<OutputFile>, Box<Diagnostic>> {
    let view = HeadersView::new(ctx);
    let mut files = Vec::new();
    for (path, template) in FILES {
        if !ctx.site.has_static(path) {
            let bytes = renderer.render(template, &view)?.into_bytes();
            files.push(OutputFile { path: path.to_string(), bytes });
        }
    }
    Ok(files)
}
