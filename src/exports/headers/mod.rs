//! What a host is to send with each file: a content security policy, how long a browser may keep it.
//!
//! Takes the site and a renderer, gives a file for each kind of host that reads one. The words stand in
//! `templates/hosting/`, so that a publisher can change them; a file of the same name in static/ goes before ours.

use crate::diagnostics::Diagnostic;
use crate::pages::Ctx;
use crate::pages::render::Renderer;
use crate::source::OutputFile;
use serde::Serialize;

/// Where each file stands in the site, and its template.
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
struct Hosting {
    /// The path of the site on its host, with slashes at both ends.
    base: String,
}

/// The files of all hosts.
///
/// # Errors
/// Where a template fails.
pub fn files(ctx: &Ctx, renderer: &Renderer) -> Result<Vec<OutputFile>, Box<Diagnostic>> {
    let hosting = Hosting { base: ctx.base_path() };
    let file = |(path, template): &(&str, &str)| {
        let text = renderer.render(template, &hosting)?;
        Ok(OutputFile { path: path.to_string(), bytes: text.into_bytes() })
    };
    FILES.iter().filter(|(path, _)| !ctx.site.has_static(path)).map(file).collect()
}
