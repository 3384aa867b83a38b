//! What readers have to load, as gzip makes it, stays within its budget on the shipped site.

use crate::support::shipped::{files, folder, pages, resolve};
use flate2::{Compression, write::GzEncoder};
use std::collections::BTreeMap;
use std::io::Write;

const KB: usize = 1000;

fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written").len()
}

fn size_of(path: &str) -> usize {
    std::fs::read(folder().join(path)).map_or(0, |bytes| gzipped(&bytes))
}

#[test]
fn the_median_page_has_at_most_30_kb_and_no_page_more_than_300() {
    let mut sizes: Vec<(usize, &str)> =
        pages().iter().map(|(path, p)| (gzipped(p.html.as_bytes()), path.as_str())).collect();
    sizes.sort();
    let (median, largest) = (sizes[sizes.len() / 2], sizes[sizes.len() - 1]);
    println!("median {median:?}, largest {largest:?}");
    assert!(median.0 <= 30 * KB, "{median:?}");
    assert!(largest.0 <= 300 * KB, "{largest:?}");
}

#[test]
fn all_styles_have_at_most_25_kb() {
    let sizes: BTreeMap<String, usize> = files()
        .into_iter()
        .filter(|f| f.ends_with(".css"))
        .map(|f| (f.clone(), size_of(&f)))
        .collect();
    println!("{sizes:?}");
    assert!((1..=25 * KB).contains(&sizes.values().sum()), "{sizes:?}");
}

#[test]
fn no_page_loads_more_than_10_kb_of_scripts_before_the_reader_does_something() {
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    let mut heaviest = (0, "");
    for (path, page) in pages() {
        let scripts = page.loads.iter().filter(|(tag, _)| tag == "script");
        let scripts = scripts.filter_map(|(_, address)| resolve(path, address)).map(|(to, _)| to);
        let sum = scripts.map(|to| *sizes.entry(to.clone()).or_insert_with(|| size_of(&to))).sum();
        heaviest = heaviest.max((sum, path.as_str()));
    }
    println!("{heaviest:?} of {sizes:?}");
    assert!((1..=10 * KB).contains(&heaviest.0), "{heaviest:?} of {sizes:?}");
}

#[test]
fn all_fonts_have_at_most_120_kb() {
    // they are compressed as they are
    let size = |f: &String| std::fs::metadata(folder().join(f)).map_or(0, |m| m.len() as usize);
    let sizes: BTreeMap<String, usize> = files()
        .into_iter()
        .filter(|f| f.ends_with(".woff2"))
        .map(|f| (f.clone(), size(&f)))
        .collect();
    println!("{sizes:?}");
    assert!((1..=120 * KB).contains(&sizes.values().sum()), "{sizes:?}");
}
