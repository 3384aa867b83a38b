//! HTML elements that pulldown-cmark's writer has no events for: pictures with their sizes, callouts, links with a class.

use super::embed::Embed;
use super::escape::escape;
use super::reference_renderer::{ImageTag, LinkTag, ReferenceRenderer};
use super::tree::Callout;
use crate::source::ImageSize;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use pulldown_cmark::Alignment;

/// The start of a list of another direction; `first` is the number of a numbered one.
pub(super) fn list_start(first: Option<u64>, dir: &str) -> String {
    match first {
        None => format!("<ul dir=\"{dir}\">\n"),
        Some(1) => format!("<ol dir=\"{dir}\">\n"),
        Some(first) => format!("<ol start=\"{first}\" dir=\"{dir}\">\n"),
    }
}

/// What an address cannot have.
const IN_ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A picture with its size, or a link to another file. `words` are `None` for an ornament.
pub(super) fn image_tag(
    image: &ImageTag,
    words: Option<&str>,
    title: &str,
    embed: Option<Embed>,
) -> String {
    let mut out = String::from(if image.is_picture { "<img src=\"" } else { "<a href=\"" });
    escape(&utf8_percent_encode(&image.href, IN_ADDRESS).to_string(), &mut out);
    let own_words = words.filter(|words| !words.trim().is_empty());
    if image.is_picture {
        out.push_str("\" alt=\"");
        escape(if words.is_none() { "" } else { own_words.unwrap_or(&image.alt) }, &mut out);
    }
    if !title.is_empty() {
        out.push_str("\" title=\"");
        escape(title, &mut out);
    }
    out.push('"');
    if !image.is_picture {
        out.push('>');
        let path = image.href.split(['?', '#']).next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        let name = percent_decode_str(name).decode_utf8_lossy();
        escape(own_words.unwrap_or(&name), &mut out);
        out.push_str("</a>");
        return out;
    }
    let (width, height) = shown_size(image.size, &embed.unwrap_or_default());
    for (name, value) in [("width", width), ("height", height)] {
        if let Some(value) = value {
            out.push_str(&format!(" {name}=\"{value}\""));
        }
    }
    // Until it is near the screen it is not loaded; its size is known, so nothing moves then.
    out.push_str(" loading=\"lazy\" decoding=\"async\" />");
    let Some(dark) = &image.dark else { return out };
    let mut picture = String::from("<picture><source srcset=\"");
    escape(&utf8_percent_encode(dark, IN_ADDRESS).to_string(), &mut picture);
    picture.push_str("\" media=\"(prefers-color-scheme: dark)\" />");
    picture + &out + "</picture>"
}

/// The width and the height that a picture gets: as the text says, else its own. A width alone keeps the proportions.
fn shown_size(own: Option<ImageSize>, said: &Embed) -> (Option<u32>, Option<u32>) {
    let Some(width) = said.width else {
        return (own.map(|size| size.width), own.map(|size| size.height));
    };
    let in_proportion = |size: ImageSize| {
        let height = (u64::from(size.height) * u64::from(width)).div_ceil(u64::from(size.width));
        u32::try_from(height).unwrap_or(u32::MAX)
    };
    (Some(width), said.height.or_else(|| own.map(in_proportion)))
}

/// The start of a callout with its title.
pub(super) fn callout_start(
    source: &str,
    callout: &Callout,
    names: &dyn ReferenceRenderer,
) -> String {
    let kind = source[callout.kind.clone()].to_ascii_lowercase();
    let written = source[callout.title.clone()].trim();
    let class = kind.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let mut title = String::new();
    names.callout_title(&kind, written, &mut title);
    format!("<aside class=\"callout callout--{class}\">\n<p class=\"callout__title\">{title}</p>\n")
}

pub(super) fn alignment_class(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::None => None,
        Alignment::Left => Some("align-left"),
        Alignment::Center => Some("align-center"),
        Alignment::Right => Some("align-right"),
    }
}

pub(super) fn wiki_tag(link: &LinkTag, out: &mut String) {
    out.push_str("<a class=\"");
    out.push_str(link.class);
    out.push_str("\" href=\"");
    escape(&link.href, out);
    out.push_str("\">");
}
