//! Sets `AGON_BUILD`, the hash of the sources, templates, static files and the lock file. It is part of the build cache's
//! version, so that a changed agon makes all pages again. A new file in templates/, static/ or locales/ gets into the binary.
//!
//! Writes the ids of the messages of locales/en.yaml as a Rust enum, so that an unknown one does not compile.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    let mut files = Vec::new();
    for place in ["src", "templates", "static", "locales", "Cargo.lock"] {
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
    let english = std::fs::read_to_string("locales/en.yaml").expect("locales/en.yaml is there");
    let out = std::env::var("OUT_DIR").expect("Cargo names the folder of outputs");
    std::fs::write(Path::new(&out).join("message_ids.rs"), message_ids(&english))
        .expect("the folder of outputs can be written");
}

/// The enum `MessageId` with a variant for each key below `messages:`, documented by the comment above the key.
///
/// Keys are read line by line, as the file is written: two spaces, the key, a colon. A test compares them with those that
/// the YAML library reads.
fn message_ids(yaml: &str) -> String {
    let (mut variants, mut keys, mut all) = (String::new(), String::new(), String::new());
    let mut comment = String::new();
    let lines = yaml.lines().skip_while(|line| *line != "messages:").skip(1);
    for line in lines {
        if let Some(words) = line.strip_prefix("  # ") {
            comment += &format!("/// {words}\n");
            continue;
        }
        let key = line.strip_prefix("  ").and_then(|line| line.split_once(':')).map(|(key, _)| key);
        if let Some(key) = key.filter(|key| is_message_key(key)) {
            let name = variant(key);
            let comment = if comment.is_empty() { "/// A message.\n" } else { &comment };
            let _ = writeln!(variants, "{comment}{name},");
            let _ = writeln!(keys, "{key:?},");
            let _ = writeln!(all, "MessageId::{name},");
        }
        comment.clear();
    }
    format!(
        "/// The messages of locales/en.yaml.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
         #[allow(clippy::doc_markdown, clippy::enum_variant_names)]\n\
         pub enum MessageId {{\n{variants}}}\n\
         const KEYS: &[&str] = &[{keys}];\n\
         const ALL: &[MessageId] = &[{all}];\n"
    )
}

fn is_message_key(key: &str) -> bool {
    !key.is_empty()
        && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
}

/// `nav.skip-link` as `NavSkipLink`.
fn variant(key: &str) -> String {
    let mut name = String::new();
    for part in key.split(['.', '-', '_']) {
        let mut letters = part.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

fn collect(place: &Path, files: &mut Vec<PathBuf>) {
    match std::fs::read_dir(place) {
        Ok(entries) => entries.flatten().for_each(|e| collect(&e.path(), files)),
        Err(_) => files.push(place.to_path_buf()),
    }
}
