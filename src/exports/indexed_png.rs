//! PNG with a palette: a drawing of few colours takes a fraction of the time and of the bytes of one with whole colours.

use png::{BitDepth, ColorType, Encoder, EncodingError, chunk};
use resvg::tiny_skia::Pixmap;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use zlib_rs::{DeflateConfig, Strategy, compress_bound, compress_slice};

/// How many colours a palette has room for.
const PALETTE: usize = 256;

type Rgb = [u8; 3];

/// A drawing as runs of one colour, which end with their row.
#[derive(Default)]
struct Runs {
    /// Each colour with the number of its pixels.
    colours: Vec<(Rgb, usize)>,
    /// The index of each run's colour, and its length.
    runs: Vec<(u32, usize)>,
}

/// A drawing with a palette. `None` for one with transparent pixels.
pub(super) fn encode(pixels: &Pixmap) -> Option<Vec<u8>> {
    let runs = runs(pixels)?;
    let palette: Vec<Rgb> = palette(&runs.colours);
    let rows = rows(&runs, &palette, pixels.width() as usize);
    write(pixels, &palette, &rows).ok()
}

/// Most rows are the same as the one before.
fn runs(pixels: &Pixmap) -> Option<Runs> {
    let mut found = Runs::default();
    let mut places: FxHashMap<u32, u32> = FxHashMap::default();
    let mut previous: &[u8] = &[];
    let mut start = 0;
    for row in pixels.data().chunks_exact(pixels.width() as usize * 4) {
        let end = found.runs.len();
        if row == previous {
            found.runs.extend_from_within(start..end);
        } else {
            for run in row.as_chunks::<4>().0.chunk_by(|a, b| a == b) {
                let [rgb @ .., u8::MAX] = run[0] else { return None };
                let place = match places.entry(u32::from_le_bytes(run[0])) {
                    Entry::Occupied(known) => *known.get(),
                    Entry::Vacant(new) => {
                        found.colours.push((rgb, 0));
                        *new.insert(found.colours.len() as u32 - 1)
                    }
                };
                found.runs.push((place, run.len()));
            }
        }
        start = end;
        previous = row;
    }
    for (colour, len) in &found.runs {
        found.colours[*colour as usize].1 += len;
    }
    Some(found)
}

/// The most frequent colours; of equally frequent ones the darker first, so that the same drawing has the same bytes.
fn palette(colours: &[(Rgb, usize)]) -> Vec<Rgb> {
    let mut sorted: Vec<(Rgb, usize)> = colours.to_vec();
    sorted.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    sorted.truncate(PALETTE);
    sorted.into_iter().map(|(rgb, _)| rgb).collect()
}

/// The rows as a PNG has them: the number of a filter, which is none, and the index of each pixel's colour; of a colour
/// without a place in the palette that of the nearest one.
fn rows(runs: &Runs, palette: &[Rgb], width: usize) -> Vec<u8> {
    let mut indices = Vec::with_capacity(runs.colours.len());
    for (rgb, _) in &runs.colours {
        let place = palette.iter().position(|own| own == rgb);
        indices.push(place.map_or_else(|| nearest(*rgb, palette), |index| index as u8));
    }
    let mut rows: Vec<u8> = Vec::new();
    let mut column = 0;
    for (colour, len) in &runs.runs {
        if column == 0 {
            rows.push(0);
        }
        rows.resize(rows.len() + len, indices[*colour as usize]);
        column = (column + len) % width;
    }
    rows
}

fn nearest(wanted: Rgb, palette: &[Rgb]) -> u8 {
    let distance = |rgb: &Rgb| -> u32 {
        let channels = rgb.iter().zip(wanted);
        channels.map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    let mut best = 0;
    for (index, rgb) in palette.iter().enumerate() {
        if distance(rgb) < distance(&palette[best]) {
            best = index;
        }
    }
    best as u8
}

/// Flat colours with smooth edges: looking for runs alone takes a fraction of the time of a search for longer repetitions, and
/// gives fewer bytes than all but the slowest of those.
fn write(pixels: &Pixmap, palette: &[Rgb], rows: &[u8]) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.as_flattened());
    let mut writer = encoder.write_header()?;
    let config = DeflateConfig { strategy: Strategy::Rle, ..DeflateConfig::default() };
    let mut room = vec![0; compress_bound(rows.len())];
    let (compressed, _) = compress_slice(&mut room, rows, config);
    writer.write_chunk(chunk::IDAT, compressed)?;
    drop(writer);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use png::{Decoder, Transformations};
    use resvg::tiny_skia::{Color, PremultipliedColorU8};
    use std::io::Cursor;

    /// The colours of a PNG, row by row.
    fn decoded(bytes: &[u8]) -> Vec<Rgb> {
        let mut decoder = Decoder::new(Cursor::new(bytes));
        decoder.set_transformations(Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut rgb = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut rgb).unwrap();
        rgb.as_chunks::<3>().0.to_vec()
    }

    /// A drawing with one pixel of each colour.
    fn drawing(colours: &[Rgb]) -> Pixmap {
        let mut pixels = Pixmap::new(colours.len() as u32, 1).unwrap();
        for (pixel, [r, g, b]) in pixels.pixels_mut().iter_mut().zip(colours) {
            *pixel = PremultipliedColorU8::from_rgba(*r, *g, *b, 255).unwrap();
        }
        pixels
    }

    #[test]
    fn few_colours_stay_as_they_are() {
        let colours: Vec<Rgb> = (0..=255).map(|n| [n, 255 - n, n / 2]).collect();
        assert_eq!(decoded(&encode(&drawing(&colours)).unwrap()), colours);
    }

    #[test]
    fn a_colour_too_many_becomes_its_nearest() {
        // 255 appears once and is last by its value; the others appear twice
        let mut colours: Vec<Rgb> = (0..128).flat_map(|n| [[n, 0, 0], [n, 9, 0]]).collect();
        colours.extend(colours.clone());
        colours.push([200, 9, 0]);
        let found = decoded(&encode(&drawing(&colours)).unwrap());
        assert_eq!(found[..512], colours[..512]);
        assert_eq!(found[512], [127, 9, 0]);
    }

    #[test]
    fn a_transparent_drawing_has_no_palette() {
        let mut pixels = Pixmap::new(4, 4).unwrap();
        pixels.fill(Color::from_rgba8(9, 9, 9, 200));
        assert_eq!(encode(&pixels), None);
    }
}
