//! What is done to finished files where site.yaml asks for it: smaller HTML, and each text compressed beside itself.
//!
//! Takes a file's bytes, gives others. Knows nothing of what a page says, and never touches a file that nobody asked for.
//! Hosts that compress themselves need none of it; nginx (`gzip_static`), Caddy (`precompressed`) and object stores do.

mod html;

use crate::model::Finish;
use crate::source::Artifact;
use crate::source::media::is_text;
use flate2::{Compression, GzBuilder};
use std::io::Write;

/// Brotli's level; its highest takes twenty times as long for three per cent.
const BROTLI: u32 = 9;
/// The window of 4 MiB that every browser has.
const WINDOW: u32 = 22;

/// The page as it goes out: without comments and with one space for many, where `minified` is asked for.
pub fn page(html: String, asked: &[Finish]) -> String {
    if asked.contains(&Finish::Minified) { html::minified(&html) } else { html }
}

/// Makes the bytes of a compressed form.
type Pack = fn(&[u8]) -> Vec<u8>;

/// The compressed forms by their endings.
const FORMS: [(&str, Pack); 2] = [("gz", gzip), ("br", brotli)];

/// Where the compressed forms of a file stand; nowhere for what is no text or is not to be compressed.
pub fn paths_beside(path: &str, asked: &[Finish]) -> Vec<String> {
    forms(path, asked).iter().map(|(ending, _)| format!("{path}.{ending}")).collect()
}

/// The file's compressed forms, in the order of [`paths_beside`].
pub fn beside(file: &Artifact, asked: &[Finish]) -> Vec<Artifact> {
    let form = |(ending, pack): &(&str, Pack)| Artifact {
        path: format!("{}.{ending}", file.path),
        bytes: pack(&file.bytes),
    };
    forms(&file.path, asked).iter().map(form).collect()
}

fn forms(path: &str, asked: &[Finish]) -> &'static [(&'static str, Pack)] {
    if asked.contains(&Finish::Compressed) && is_text(path) { &FORMS } else { &[] }
}

/// RFC 1952, without a name or a time: the same bytes give the same file.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzBuilder::new().write(Vec::new(), Compression::best());
    writer.write_all(bytes).and_then(|()| writer.finish()).expect("memory takes what is written")
}

/// RFC 7932.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 14, BROTLI, WINDOW);
    writer.write_all(bytes).expect("memory takes what is written");
    writer.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_text_is_compressed_both_ways_and_comes_back_whole() {
        let file = Artifact {
            path: "a/b.html".into(),
            bytes: b"the same words over and over ".repeat(99),
        };
        let made = beside(&file, &[Finish::Compressed]);
        assert_eq!(
            made.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(),
            ["a/b.html.gz", "a/b.html.br"]
        );
        assert_eq!(paths_beside("a/b.html", &[Finish::Compressed]), ["a/b.html.gz", "a/b.html.br"]);
        let (mut plain, mut other) = (Vec::new(), Vec::new());
        flate2::read::GzDecoder::new(&made[0].bytes[..]).read_to_end(&mut plain).unwrap();
        brotli::Decompressor::new(&made[1].bytes[..], 4096).read_to_end(&mut other).unwrap();
        assert_eq!((&plain, &other), (&file.bytes, &file.bytes));
        assert_eq!(made, beside(&file, &[Finish::Compressed]), "the same bytes each time");
    }

    #[test]
    fn what_is_not_asked_for_or_not_text_is_left_alone() {
        let file = |path: &str, text: &str| Artifact { path: path.into(), bytes: text.into() };
        let long = "a".repeat(999);
        assert_eq!(beside(&file("a.html", &long), &[Finish::Minified]), []);
        assert_eq!(beside(&file("a.woff2", &long), &[Finish::Compressed]), []);
        assert_eq!(page("<p>a  b</p>".into(), &[Finish::Compressed]), "<p>a  b</p>");
        assert_eq!(page("<p>a  b</p>".into(), &[Finish::Minified]), "<p>a b</p>");
    }
}
