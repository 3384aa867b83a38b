//! Files that are published as they are: pictures and other attachments, and files too large for the memory.

use std::path::PathBuf;

/// A file that texts can show or link to, by its path from the site's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    pub path: String,
    /// How large a picture is; `None` for one that says no size, and for other files.
    pub size: Option<ImageSize>,
    /// Whether it is an SVG picture that runs scripts where it is opened by itself.
    pub has_script: bool,
}

/// The width and height of a picture in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageSize {
    pub width: u32,
    pub height: u32,
}

impl Asset {
    /// Where a file of content/ is published: at the same place below the site's root.
    pub fn published_path(&self) -> &str {
        self.path.strip_prefix("content/").unwrap_or(&self.path)
    }
}

/// A file that is copied from the disk when the site is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedFile {
    /// From the site's root.
    pub source: String,
    /// From the output folder.
    pub path: String,
    pub disk: PathBuf,
    pub len: u64,
    /// The blake3 hash of its bytes.
    pub hash: [u8; 32],
}

/// The path of the same picture for dark pages: `chart.dark.png` beside `chart.png`.
pub fn dark_variant(path: &str) -> Option<String> {
    let (stem, ending) = path.rsplit_once('.')?;
    (is_picture(path) && !stem.ends_with(".dark")).then(|| format!("{stem}.dark.{ending}"))
}

/// Whether a path is that of a picture that browsers show.
pub fn is_picture(path: &str) -> bool {
    const ENDINGS: [&str; 10] =
        ["apng", "avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp"];
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
}
