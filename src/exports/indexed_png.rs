//! PNG with a palette: a drawing of few colours takes a fraction of the time and of the bytes of one with whole colours.

use png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};
use rustc_hash::FxHashMap;

/// How many colours a palette has room for.
const PALETTE: usize = 256;

type Rgb = [u8; 3];

/// A drawing with a palette. `None` for one with transparent pixels.
pub(super) fn encode(pixels: &Pixmap) -> Option<Vec<u8>> {
    let colours = colours(pixels)?;
    let palette: Vec<Rgb> = palette(&colours);
    let indices = indices(pixels, &colours, &palette);
    write(pixels, &palette, &indices).ok()
}

/// Each colour with the number of its pixels.
fn colours(pixels: &Pixmap) -> Option<FxHashMap<Rgb, u32>> {
    let mut colours: FxHashMap<Rgb, u32> = FxHashMap::default();
    for run in pixels.pixels().chunk_by(|a, b| a == b) {
        if !run[0].is_opaque() {
            return None;
        }
        *colours.entry(rgb(run[0])).or_default() += run.len() as u32;
    }
    Some(colours)
}

fn rgb(pixel: PremultipliedColorU8) -> Rgb {
    [pixel.red(), pixel.green(), pixel.blue()]
}

/// The most frequent colours; of equally frequent ones the darker first, so that the same drawing has the same bytes.
fn palette(colours: &FxHashMap<Rgb, u32>) -> Vec<Rgb> {
    let mut sorted: Vec<(u32, Rgb)> = colours.iter().map(|(rgb, count)| (*count, *rgb)).collect();
    sorted.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    sorted.truncate(PALETTE);
    sorted.into_iter().map(|(_, rgb)| rgb).collect()
}

/// The index of each pixel's colour; of a colour without a place in the palette that of the nearest one.
fn indices(pixels: &Pixmap, colours: &FxHashMap<Rgb, u32>, palette: &[Rgb]) -> Vec<u8> {
    let mut places: FxHashMap<Rgb, u8> = FxHashMap::default();
    for (index, rgb) in palette.iter().enumerate() {
        places.insert(*rgb, index as u8);
    }
    for rgb in colours.keys() {
        places.entry(*rgb).or_insert_with(|| nearest(*rgb, palette));
    }
    let mut indices = Vec::with_capacity(pixels.pixels().len());
    for run in pixels.pixels().chunk_by(|a, b| a == b) {
        indices.resize(indices.len() + run.len(), places[&rgb(run[0])]);
    }
    indices
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

fn write(pixels: &Pixmap, palette: &[Rgb], indices: &[u8]) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.as_flattened());
    // Runs of one colour become zeros, for which this compression is made: level 2 of the usual one takes ten times as
    // long for two thirds of the bytes.
    encoder.set_filter(Filter::Sub);
    encoder.set_deflate_compression(DeflateCompression::FdeflateUltraFast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(indices)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use png::{Decoder, Transformations};
    use resvg::tiny_skia::Color;
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
