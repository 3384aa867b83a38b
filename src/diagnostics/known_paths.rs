//! Many paths, so kept that the nearest one to a wrong path is found without comparing each with it.

use super::known_names::{KnownNames, Reach};
use std::collections::BTreeSet;

/// Paths, and the names of their files.
#[derive(Debug)]
pub struct KnownPaths<S> {
    paths: KnownNames<S>,
    stems: KnownNames<String>,
}

impl<S: AsRef<str>> KnownPaths<S> {
    pub fn new(paths: impl IntoIterator<Item = S>) -> Self {
        let paths: Vec<S> = paths.into_iter().collect();
        let stems: BTreeSet<&str> = paths.iter().map(|path| file_stem(path.as_ref())).collect();
        let stems = KnownNames::new(stems.into_iter().map(str::to_string));
        KnownPaths { paths: KnownNames::with_reach(paths, Reach::Path), stems }
    }

    /// Returns the path that is nearest to `wrong`. The names of the files, without folders and ending, have to be near each
    /// other: paths of one folder are alike in the rest.
    pub fn nearest(&self, wrong: &str) -> Option<&S> {
        let stem = file_stem(wrong);
        if self.stems.nearest(stem, 1).is_empty() {
            return None;
        }
        self.paths.nearest_that(wrong, |path| is_near(stem, file_stem(path)))
    }
}

fn is_near(wrong: &str, known: &str) -> bool {
    !KnownNames::new([known]).nearest(wrong, 1).is_empty()
}

/// The name of a path's file, without folders and ending.
fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by a comparison with each path.
    fn scanned<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
        let near = known.iter().copied().filter(|path| is_near(file_stem(wrong), file_stem(path)));
        near.min_by_key(|path| (strsim::damerau_levenshtein(wrong, path), path.to_string()))
    }

    fn path() -> impl Strategy<Value = String> {
        "([ab]{1,3}/){0,2}[abcA]{0,5}(\\.md)?"
    }

    proptest! {
        #[test]
        fn the_nearest_path_is_the_one_that_a_scan_finds(
            known in prop::collection::vec(path(), 0..60),
            wrong in path(),
        ) {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let paths = KnownPaths::new(known.iter().copied());
            prop_assert_eq!(paths.nearest(&wrong).copied(), scanned(&wrong, &known));
        }
    }
}
