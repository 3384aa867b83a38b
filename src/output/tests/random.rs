//! Any sequence of builds ends in the tree that a clean build of the last one makes.

use super::*;
use proptest::prelude::*;

const PATHS: [&str; 9] =
    ["a", "a/b", "a/b/c", "x.html", "d/x.html", "d/y.html", "D/x.html", "e/f/g.html", "e/f"];

fn pages() -> impl Strategy<Value = Tree> {
    proptest::collection::btree_map(0..PATHS.len(), "[xy]{0,2}", 0..6)
        .prop_map(|set| set.into_iter().map(|(at, text)| (PATHS[at].to_string(), text)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_sequence_of_builds_ends_in_a_clean_build(
        rounds in proptest::collection::vec((pages(), any::<bool>(), 0..PATHS.len()), 1..7),
    ) {
        let unmanaged = [("CNAME", "mine"), ("d/notes.txt", "mine"), ("empty/", "")];
        let site = Site::new();
        site.build(&Tree::new()).unwrap();
        site.put("CNAME", "mine");
        site.put("d/notes.txt", "mine");
        fs::create_dir(site.out().join("empty")).unwrap();
        let mut last = Tree::new();
        for (pages, in_place, edited) in rounds {
            let mut output = site.open();
            output.method = if in_place { SwapMethod::InPlace } else { SwapMethod::Exchange };
            let clean = Site::new();
            match (build(&mut output, &pages), clean.build(&pages)) {
                (Ok(summary), Ok(_)) => {
                    prop_assert_eq!(site.snapshot(), with_unmanaged(&clean.snapshot(), &unmanaged));
                    prop_assert_eq!(summary.written + summary.reused, pages.len());
                    last = pages;
                }
                (Err(_), Err(_)) => prop_assert_eq!(site.snapshot(), with_unmanaged(&last, &unmanaged)),
                (one, other) => prop_assert!(false, "{one:?} but clean {other:?}"),
            }
            drop(output);
            // someone edits a page by hand, with bytes of the same length
            if let Some(text) = last.get(PATHS[edited]) {
                site.put(PATHS[edited], &"z".repeat(text.len()));
                site.build(&last).unwrap();
                prop_assert_eq!(site.snapshot(), with_unmanaged(&last, &unmanaged));
            }
        }
    }
}
