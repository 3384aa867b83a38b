//! Compressed copies of text files, for hosts that serve them as they are: nginx (`gzip_static`), Caddy (`precompressed`),
//! object stores. Hosts that compress by themselves need none.

use crate::model::Finish;
use crate::source::OutputFile;
use crate::source::media::is_text;
use flate2::{Compression, GzBuilder};
use std::io::Write;

/// The highest level takes twenty times as long for three per cent.
const BROTLI_LEVEL: u32 = 9;
/// 4 MiB, which every browser has.
const BROTLI_WINDOW: u32 = 22;

type Compressor = fn(&[u8]) -> Vec<u8>;

const FORMATS: [(&str, Compressor); 2] = [("gz", gzip), ("br", brotli)];

/// The paths of a file's compressed copies; none for binary files or where `output: compressed` is not set.
pub(super) fn compressed_paths(path: &str, finishes: &[Finish]) -> Vec<String> {
    formats(path, finishes).iter().map(|(extension, _)| format!("{path}.{extension}")).collect()
}

/// A file's compressed copies, in the order of [`compressed_paths`].
pub(super) fn compressed_files(file: &OutputFile, finishes: &[Finish]) -> Vec<OutputFile> {
    let mut files = Vec::new();
    for (extension, compress) in formats(&file.path, finishes) {
        let path = format!("{}.{extension}", file.path);
        files.push(OutputFile { path, bytes: compress(&file.bytes) });
    }
    files
}

fn formats(path: &str, finishes: &[Finish]) -> &'static [(&'static str, Compressor)] {
    if finishes.contains(&Finish::Compressed) && is_text(path) { &FORMATS } else { &[] }
}

/// RFC 1952, without a name or a time: the same bytes give the same file.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzBuilder::new().write(Vec::new(), Compression::best());
    let written = writer.write_all(bytes).and_then(|()| writer.finish());
    written.expect("writing to memory does not fail")
}

/// RFC 7932.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut writer =
        brotli::CompressorWriter::new(Vec::new(), 1 << 14, BROTLI_LEVEL, BROTLI_WINDOW);
    writer.write_all(bytes).expect("writing to memory does not fail");
    writer.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn file(path: &str) -> OutputFile {
        OutputFile { path: path.into(), bytes: b"the same words over and over ".repeat(99) }
    }

    #[test]
    fn text_round_trips_through_both_formats() {
        let html = file("a/b.html");
        let compressed = compressed_files(&html, &[Finish::Compressed]);
        let paths: Vec<&str> = compressed.iter().map(|f| f.path.as_str()).collect();
        assert_eq!(paths, ["a/b.html.gz", "a/b.html.br"]);
        assert_eq!(paths, compressed_paths("a/b.html", &[Finish::Compressed]));
        let (mut gz, mut br) = (Vec::new(), Vec::new());
        flate2::read::GzDecoder::new(&compressed[0].bytes[..]).read_to_end(&mut gz).unwrap();
        brotli::Decompressor::new(&compressed[1].bytes[..], 4096).read_to_end(&mut br).unwrap();
        assert_eq!((&gz, &br), (&html.bytes, &html.bytes));
        assert_eq!(compressed, compressed_files(&html, &[Finish::Compressed]), "reproducible");
    }

    #[test]
    fn binary_files_and_unset_options_give_no_copies() {
        assert_eq!(compressed_files(&file("a.html"), &[Finish::Integrity]), []);
        assert_eq!(compressed_files(&file("a.woff2"), &[Finish::Compressed]), []);
    }
}
