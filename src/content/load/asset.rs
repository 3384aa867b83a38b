//! Files that are published as they are: their sizes, and their bytes where they are too many for the memory.

use super::read::unreadable;
use crate::diagnostics::{Diagnostic, codes};
use crate::markdown::scheme;
use crate::source::{Asset, CopiedFile, ImageSize, is_picture};
use html5gum::{IoReader, StartTag, Token, Tokenizer};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

/// Files of static/ from this size on are copied from the disk when the site is written.
pub(super) const COPIED: u64 = 1024 * 1024;

/// The root element of an SVG picture is within this many bytes.
const SVG_START: u64 = 64 * 1024;

/// Reads how large a picture is and what its bytes are, but keeps none of them.
pub(super) fn read_copied(
    source: &str,
    path: &str,
    disk: &Path,
) -> Result<(CopiedFile, Asset), Box<Diagnostic>> {
    let (len, hash, asset) =
        examine(source, disk).map_err(|error| Box::new(unreadable(source, &error)))?;
    let copied = CopiedFile {
        source: source.into(),
        path: path.into(),
        disk: PathBuf::from(disk),
        len,
        hash,
    };
    Ok((copied, asset))
}

fn examine(path: &str, disk: &Path) -> io::Result<(u64, [u8; 32], Asset)> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(disk)?)?;
    let size = match is_picture(path) {
        true => image_size(path, BufReader::new(File::open(disk)?)),
        false => None,
    };
    let has_script = is_svg(path) && has_script(BufReader::new(File::open(disk)?));
    let asset = Asset { path: path.to_string(), size, has_script };
    Ok((hasher.count(), hasher.finalize().into(), asset))
}

/// What texts can know of a file whose bytes are in the memory.
pub(super) fn asset(path: &str, bytes: &[u8]) -> Asset {
    let size = is_picture(path).then(|| image_size(path, Cursor::new(bytes))).flatten();
    let has_script = is_svg(path) && has_script(bytes);
    Asset { path: path.to_string(), size, has_script }
}

fn is_svg(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".svg")
}

/// Whether an SVG picture has a script, a handler of events or an address that is a script.
fn has_script(svg: impl Read) -> bool {
    let mut tokens = Tokenizer::new(IoReader::new(svg));
    tokens.any(|token| match token {
        Ok(Token::StartTag(tag)) => {
            let is_script = tag.name.ends_with(b"script");
            is_script
                || tag.attributes.iter().any(|(name, value)| {
                    let value = String::from_utf8_lossy(&value.value);
                    let is_handler = name.len() > 2 && name.starts_with(b"on");
                    is_handler || scheme(value.trim()).as_deref() == Some("javascript")
                })
        }
        _ => false,
    })
}

/// What is said of a picture with a script.
pub(super) fn scripted(asset: &Asset) -> Option<Diagnostic> {
    let message = "the picture has a script, which runs where its own address is opened";
    let found = Diagnostic::in_file(&codes::PICTURE_WITH_SCRIPT, &asset.path, message);
    asset
        .has_script
        .then(|| found.help("remove the script, `on…` attributes and addresses `javascript:`"))
}

/// The width and height with which browsers show a picture.
fn image_size(path: &str, mut picture: impl BufRead + Seek) -> Option<ImageSize> {
    if is_svg(path) {
        let mut start = Vec::new();
        picture.take(SVG_START).read_to_end(&mut start).ok()?;
        return svg_size(&start);
    }
    let size = imagesize::reader_size(&mut picture).ok()?;
    let (mut width, mut height) = (size.width, size.height);
    picture.rewind().ok()?;
    if is_on_its_side(&mut picture) {
        std::mem::swap(&mut width, &mut height);
    }
    let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    (width > 0 && height > 0).then_some(ImageSize { width, height })
}

/// Whether the orientation in the picture's Exif data exchanges its width and height, as browsers do.
fn is_on_its_side(picture: &mut (impl BufRead + Seek)) -> bool {
    let Ok(data) = exif::Reader::new().read_from_container(picture) else { return false };
    let orientation = data.get_field(exif::Tag::Orientation, exif::In::PRIMARY);
    orientation.and_then(|field| field.value.get_uint(0)).is_some_and(|n| (5..=8).contains(&n))
}

/// The size of an SVG picture: `width` and `height` in pixels, else those of `viewBox`.
fn svg_size(start: &[u8]) -> Option<ImageSize> {
    let svg = Tokenizer::new(start).find_map(|token| match token {
        Ok(Token::StartTag(tag)) if *tag.name == b"svg".as_slice() => Some(tag),
        _ => None,
    })?;
    let view_box = attribute(&svg, "viewbox").unwrap_or_default();
    let mut view_box = view_box.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty());
    let view_box = view_box.nth(2).and_then(pixels).zip(view_box.next().and_then(pixels));
    let [width, height] =
        ["width", "height"].map(|name| attribute(&svg, name).as_deref().and_then(pixels));
    let (width, height) = match (width, height, view_box) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(size)) => size,
        _ => return None,
    };
    Some(ImageSize { width: whole_pixels(width)?, height: whole_pixels(height)? })
}

fn whole_pixels(n: f64) -> Option<u32> {
    (1.0..=1e6).contains(&n).then_some(n.round() as u32)
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).into_owned())
}

/// A positive number of pixels.
fn pixels(text: &str) -> Option<f64> {
    let text = text.trim();
    let number: f64 = text.strip_suffix("px").unwrap_or(text).parse().ok()?;
    (number.is_finite() && number > 0.0).then_some(number)
}

/// The bytes of a file that is copied, for a server.
pub fn read_copied_file(file: &CopiedFile) -> Option<Vec<u8>> {
    std::fs::read(&file.disk).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG file of 20 by 10 pixels with an orientation.
    fn jpeg(orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        let mut file = vec![0xff, 0xd8, 0xff, 0xe1, 0, exif.len() as u8 + 2];
        file.extend(exif);
        file.extend([0xff, 0xc0, 0, 11, 8, 0, 10, 0, 20, 1, 1, 0x11, 0, 0xff, 0xd9]);
        file
    }

    #[test]
    fn scripts_of_pictures_are_seen() {
        for (svg, expected) in [
            ("<svg><g/><script>a()</script></svg>", true),
            ("<svg onload='a()'/>", true),
            ("<svg><a xlink:href=' JavaScript:a()'/></svg>", true),
            ("<svg><a href='https://a.example'>on</a></svg>", false),
        ] {
            assert_eq!(asset("a.svg", svg.as_bytes()).has_script, expected, "{svg}");
            assert!(!asset("a.png", svg.as_bytes()).has_script);
        }
    }

    #[test]
    fn sizes_are_those_that_browsers_show() {
        let svg =
            |attributes: &str| format!("<?xml version=\"1.0\"?>\n<svg {attributes}><g/></svg>");
        for (path, bytes, expected) in [
            ("a.jpg", jpeg(1), Some((20, 10))),
            ("b.JPG", jpeg(6), Some((10, 20))),
            ("c.jpeg", jpeg(3), Some((20, 10))),
            ("d.svg", svg("width=\"300\" height='20.4px'").into_bytes(), Some((300, 20))),
            ("e.svg", svg("viewBox=\"0 0 40 20\"").into_bytes(), Some((40, 20))),
            ("f.svg", svg("width=\"80\" viewBox=\"0,0,40,20\"").into_bytes(), Some((80, 40))),
            ("g.svg", svg("width=\"100%\"").into_bytes(), None),
            ("h.svg", b"<svg".to_vec(), None),
            ("i.png", b"no picture".to_vec(), None),
            ("j.txt", jpeg(1), None),
        ] {
            let size = asset(path, &bytes).size.map(|size| (size.width, size.height));
            assert_eq!(size, expected, "{path}");
        }
    }
}
