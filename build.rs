//! Sets `AGON_BUILD`, the hash of the sources, templates, static files and the lock file. It is part of the build cache's
//! version, so that a changed agon makes all pages again. A new file in templates/ or static/ gets into the binary.

use std::path::{Path, PathBuf};

fn main() {
    let mut files = Vec::new();
    for place in ["src", "templates", "static", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={place}");
        collect(Path::new(place), &mut files);
    }
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for file in files {
        hasher.update(file.to_string_lossy().replace('\\', "/").as_bytes());
        hasher.update(&std::fs::read(&file).unwrap_or_default());
    }
    println!("cargo::rustc-env=AGON_BUILD={}", &hasher.finalize().to_hex()[..16]);
}

fn collect(place: &Path, files: &mut Vec<PathBuf>) {
    match std::fs::read_dir(place) {
        Ok(entries) => entries.flatten().for_each(|e| collect(&e.path(), files)),
        Err(_) => files.push(place.to_path_buf()),
    }
}
