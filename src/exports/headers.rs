//! HTTP headers for hosts: a content security policy and caching rules, one file for each kind of host.
//!
//! The texts are templates in `templates/hosting/`; a file of the same name in static/ takes precedence.

use crate::diagnostics::Diagnostic;
use crate::pages::Ctx;
use crate::pages::render::Renderer;
use crate::source::OutputFile;
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
    /// The path of the site on its host, with slashes at both ends.
    base: String,
}

/// The content security policy, for the development server.
///
/// # Errors
/// If the template fails.
pub fn content_security_policy(ctx: &Ctx, renderer: &Renderer) -> Result<String, Box<Diagnostic>> {
    let view = HeadersView { base: ctx.base_path() };
    renderer.render("hosting/policy.txt", &view)
}

/// The files of all hosts.
///
/// # Errors
/// Where a template fails.
pub fn files(ctx: &Ctx, renderer: &Renderer) -> Result<Vec<OutputFile>, Box<Diagnostic>> {
    let view = HeadersView { base: ctx.base_path() };
    let mut files = Vec::new();
    for (path, template) in FILES {
        if !ctx.site.has_static(path) {
            let bytes = renderer.render(template, &view)?.into_bytes();
            files.push(OutputFile { path: path.to_string(), bytes });
        }
    }
    Ok(files)
}
