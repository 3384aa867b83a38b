//! Cargo's build script: a mark of everything that pages are made with.
//!
//! Takes the sources, templates, styles and the lock file, gives `AGON_BUILD`. A changed agon makes its pages anew, and a
//! new file under templates/ or static/ gets into the binary.

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut files = Vec::new();
    for place in ["src", "templates", "static", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={place}");
        collect(Path::new(place), &mut files);
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        hasher.write(file.to_string_lossy().as_bytes());
        hasher.write(&std::fs::read(&file).unwrap_or_default());
    }
    println!("cargo::rustc-env=AGON_BUILD={:016x}", hasher.finish());
}

fn collect(place: &Path, files: &mut Vec<PathBuf>) {
    match std::fs::read_dir(place) {
        Ok(entries) => entries.flatten().for_each(|e| collect(&e.path(), files)),
        Err(_) => files.push(place.to_path_buf()),
    }
}
