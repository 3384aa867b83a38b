//! Any edits, one after another with a build after each: what is there then is what a clean build makes.
//!
//! The edits are the same in every run; `AGON_SEED=7 cargo test --test build` tries others, and a failure prints them.

use crate::support::folder::{Folder, Tree, build_at, differences, findings, tree};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};

#[derive(Clone, Debug)]
pub(super) enum Edit {
    Sentence(usize, String),
    Words(usize, usize, String),
    Title(usize, String),
    Rename(usize, u8),
    Delete(usize),
    Gather(u8, String),
    Entity(u8, String),
    Template(Option<String>),
    Style(Option<String>),
    SiteTitle(String),
    Day(u8),
    PageByHand(usize),
    PageRemoved(usize),
}

fn words() -> impl Strategy<Value = String> {
    "[a-z]{1,6}( [a-zäß]{1,6}){0,3}"
}

pub(super) fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => (any::<usize>(), words()).prop_map(|(n, words)| Edit::Sentence(n, words)),
        3 => (any::<usize>(), any::<usize>(), words()).prop_map(|(n, at, words)| Edit::Words(n, at, words)),
        2 => (any::<usize>(), words()).prop_map(|(n, words)| Edit::Title(n, words)),
        1 => (any::<usize>(), 0..9_u8).prop_map(|(n, to)| Edit::Rename(n, to)),
        1 => any::<usize>().prop_map(Edit::Delete),
        2 => (1..9_u8, words()).prop_map(|(day, words)| Edit::Gather(day, words)),
        1 => (0..4_u8, words()).prop_map(|(n, words)| Edit::Entity(n, words)),
        1 => proptest::option::of(words()).prop_map(Edit::Template),
        1 => proptest::option::of(words()).prop_map(Edit::Style),
        1 => words().prop_map(Edit::SiteTitle),
        1 => (1..9_u8).prop_map(Edit::Day),
        1 => any::<usize>().prop_map(Edit::PageByHand),
        1 => any::<usize>().prop_map(Edit::PageRemoved),
    ]
}

/// A site's files, and the day that it is built for.
#[derive(Clone)]
pub(super) struct State {
    pub files: Tree,
    pub day: String,
}

impl State {
    fn markdown(&self, n: usize) -> String {
        let paths: Vec<&String> = self.files.keys().filter(|p| p.ends_with(".md")).collect();
        paths[n % paths.len()].clone()
    }

    fn content(&self) -> Vec<String> {
        self.files.keys().filter(|path| path.starts_with("content/")).cloned().collect()
    }

    fn change(&mut self, path: &str, change: impl Fn(&str) -> String) {
        let text = change(std::str::from_utf8(&self.files[path]).unwrap());
        self.files.insert(path.into(), text.into_bytes());
    }

    fn put(&mut self, path: String, text: Option<String>) {
        match text {
            Some(text) => drop(self.files.insert(path, text.into_bytes())),
            None => drop(self.files.remove(&path)),
        }
    }

    pub(super) fn apply(&mut self, edit: &Edit, public: &Folder) {
        let gathers = "content/topics/parking-minimums/gathers";
        match edit {
            Edit::Sentence(n, words) => self.change(&self.markdown(*n), |text| format!("{text}\n## A later {words}\n\n{words}.\n")),
            // after some blank of the text, wherever that is
            Edit::Words(n, at, words) => self.change(&self.markdown(*n), |text| {
                let blanks: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
                let at = blanks.get(at % blanks.len().max(1)).copied().unwrap_or(text.len());
                format!("{}{words} {}", &text[..at], &text[at..])
            }),
            Edit::Title(n, words) => {
                let with_title = |line: &str| match line.split_once(": ") {
                    Some((key @ ("title" | "name" | "summary"), _)) => format!("{key}: {words}\n"),
                    _ => format!("{line}\n"),
                };
                self.change(&self.markdown(*n), |text| text.lines().map(with_title).collect());
            }
            Edit::Rename(n, to) => {
                let paths = self.content();
                let from = &paths[n % paths.len()];
                let (folder, name) = from.rsplit_once('/').unwrap();
                let bytes = self.files.remove(from).unwrap();
                self.files.insert(format!("{folder}/renamed-{to}.{}", name.rsplit('.').next().unwrap()), bytes);
            }
            Edit::Delete(n) => {
                let paths = self.content();
                self.files.remove(&paths[n % paths.len()]);
            }
            Edit::Gather(day, words) => self.put(
                format!("{gathers}/2025-05-0{day}.md"),
                Some(format!(
                    "---\nkind: gather\ndate: 2025-05-0{day}\nsummary: {words}\n---\n## Found\n\n- [@gazette-parking-bill] {words}, \
                     says [[robin-sample]]. (disputes:: [[2025-04-07#^n-survey]]) ^n-{day}\n"
                )),
            ),
            Edit::Entity(n, words) => {
                self.put(format!("content/entities/new-{n}.md"), Some(format!("---\nname: New {words}\nkind: project\n---\n\n{words}.\n")));
            }
            Edit::Template(words) => self.put(
                "templates/pages/search.html".into(),
                words.as_ref().map(|w| format!("{{% extends \"layout.html\" %}}{{% block main %}}<h1>{w}</h1>{{% endblock main %}}\n")),
            ),
            Edit::Style(words) => {
                self.put("static/css/components/own.css".into(), words.as_ref().map(|w| format!(".own::before {{ content: \"{w}\" }}\n")));
            }
            Edit::SiteTitle(words) => self.change("content/site.yaml", |text| {
                text.lines().map(|l| if l.starts_with("title: ") { format!("title: {words}\n") } else { format!("{l}\n") }).collect()
            }),
            Edit::Day(day) => self.day = format!("2025-0{day}-15"),
            Edit::PageByHand(n) | Edit::PageRemoved(n) => {
                let pages: Vec<String> = public.public().into_keys().collect();
                let Some(path) = pages.get(n % pages.len().max(1)).map(|p| format!("public/{p}")) else { return };
                match edit {
                    Edit::PageRemoved(_) => public.remove(&path),
                    _ => public.put(&path, "by hand"),
                }
            }
        }
    }
}

/// Makes the folder hold what the state says, touching only what differs.
pub(super) fn sync(folder: &Folder, from: &Tree, to: &Tree) {
    from.keys().filter(|path| !to.contains_key(*path)).for_each(|path| folder.remove(path));
    to.iter()
        .filter(|(path, bytes)| from.get(*path) != Some(bytes))
        .for_each(|(path, bytes)| folder.put(path, bytes));
}

/// Makes so many cases of the seed; a panic in a test shows what the seed was.
pub(super) fn runner(cases: u32) -> TestRunner {
    let seed =
        std::env::var("AGON_SEED").map_or(1, |seed| seed.parse().expect("AGON_SEED is a number"));
    println!("AGON_SEED={seed}");
    TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        max_shrink_iters: 64,
        ..ProptestConfig::default()
    })
}

#[test]
fn after_any_edits_a_build_leaves_what_a_clean_one_makes() {
    let started = tree(Folder::started().root());
    let edits = proptest::collection::vec(edit(), 1..5);
    let run = runner(24).run(&edits, |edits| {
        let folder = Folder::of(&started);
        let mut state = State { files: started.clone(), day: crate::support::folder::TODAY.into() };
        build_at(folder.root(), &folder.at("public"), &state.day);
        for edit in edits {
            let mut next = state.clone();
            next.apply(&edit, &folder);
            let before = folder.public();
            sync(&folder, &state.files, &next.files);
            let outcome = build_at(folder.root(), &folder.at("public"), &next.day);
            let clean = Folder::empty();
            let expected = build_at(folder.root(), &clean.at("public"), &next.day);
            prop_assert_eq!(findings(&outcome), findings(&expected), "after {:?}", edit);
            let wanted = if expected.summary.is_some() { clean.public() } else { before };
            prop_assert_eq!(
                differences(&folder.public(), &wanted),
                Vec::<String>::new(),
                "after {:?}",
                edit
            );
            match expected.summary {
                Some(_) => state = next,
                None => sync(&folder, &next.files, &state.files), // the author takes the mistake back
            }
        }
        Ok(())
    });
    run.unwrap_or_else(|e| panic!("{e}"));
}
