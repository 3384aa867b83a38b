//! The HTTP headers of a file: its media type, by the ending of its name, and how long browsers may cache it.
//!
//! Takes paths from the output folder, gives the values of HTTP headers. For `agon serve` and for stores that keep headers
//! with their objects.

pub const HTML: &str = "text/html; charset=utf-8";

/// The value of `Content-Type`.
pub fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "jsonl" => "application/jsonl",
        "webmanifest" => "application/manifest+json",
        "xml" | "opml" => "application/xml",
        "md" => "text/markdown; charset=utf-8",
        "txt" | "bib" | "ris" | "argdown" | "conf" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "wasm" => "application/wasm",
        "gz" => "application/gzip",
        _ => "application/octet-stream",
    }
}

/// Whether a file is text, which is smaller once it is compressed; pictures and fonts are compressed already.
pub fn is_text(name: &str) -> bool {
    let kind = kind(name);
    kind.starts_with("text/") || ["json", "xml"].iter().any(|form| kind.contains(form))
}

/// The value of `Cache-Control`: a file that carries its hash in its name never changes, everything else is asked for anew.
pub fn cache(name: &str) -> &'static str {
    match has_hash(name) {
        true => "public, max-age=31536000, immutable",
        false => "public, max-age=0, must-revalidate",
    }
}

/// `css/agon.1a2b3c4d.css` and `js/search.1a2b3c4d.js.br`, as `assets` names what it joins; a date in the name of some
/// other file is none.
fn has_hash(name: &str) -> bool {
    let Some(("css" | "js" | "fonts", file)) = name.split_once('/') else { return false };
    let part = file.split('.').nth(1).unwrap_or_default();
    file.split('.').count() > 2
        && part.len() == 8
        && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_by_its_hash_is_kept_for_a_year_and_nothing_else_is() {
        for name in [
            "css/agon.12ab34cd.css",
            "js/search.00000000.js",
            "css/agon.12ab34cd.css.br",
            "fonts/a-b.12ab34cd.woff2",
        ] {
            assert_eq!(cache(name), "public, max-age=31536000, immutable", "{name}");
        }
        for name in [
            "index.html",
            "feed.xml",
            "css/agon.css",
            "12ab34cd",
            "js/12ab34cd.js",
            "files/report.20261120.pdf",
        ] {
            assert_eq!(cache(name), "public, max-age=0, must-revalidate", "{name}");
        }
    }

    #[test]
    fn the_ending_says_what_a_file_is() {
        let kinds = ["a.html", "a.b.css", "feeds.opml", "a", "page.html.gz"].map(kind);
        let wanted = [
            HTML,
            "text/css; charset=utf-8",
            "application/xml",
            "application/octet-stream",
            "application/gzip",
        ];
        assert_eq!(kinds, wanted);
    }
}
