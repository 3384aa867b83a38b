//! A made-up site of any size: the same text for agon and for Hugo, the same bytes each time.
//!
//! A gather has three to five sections with six to ten items in all, links to other gathers and observations. In a topic
//! there is one gather a day. A work is cited again and again, as in a real journal: items share a pool of half as many
//! works as there are gathers. What Hugo has as taxonomies is in the text for agon: actors are entities that the text
//! links to, publishers are records.

pub(crate) mod agon;
pub(crate) mod hugo;
mod random;
mod words;

use chrono::{Days, NaiveDate};
use random::Random;
use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// How many topics a corpus has unless another number is asked for.
pub(crate) const TOPICS: usize = 20;
const PUBLISHERS: usize = 200;
const ACTORS: usize = 100;

/// A work is cited by gathers up to this many works after its own.
const WINDOW: usize = 1_000;

const TITLE: &str = "Debate Tracker";
const BASE_URL: &str = "https://debate.example";

/// Something that has a page: a topic, a publisher or an actor.
pub(crate) struct Term {
    pub name: String,
    pub slug: String,
}

impl Term {
    fn new(name: String) -> Term {
        let slug = slug::slugify(&name);
        Term { name, slug }
    }
}

/// A cited work.
pub(crate) struct Work {
    pub title: String,
    pub url: String,
    pub publisher: usize,
    pub date: NaiveDate,
}

pub(crate) struct Gather {
    pub number: usize,
    pub tags: Vec<&'static str>,
    pub actors: Vec<usize>,
    pub sections: Vec<Section>,
    /// Other gathers, each with a sentence.
    pub links: Vec<(usize, String)>,
    pub observations: Vec<(&'static str, String)>,
}

pub(crate) struct Section {
    pub title: String,
    /// Indices of works, each with what the gather says of it.
    pub items: Vec<(usize, String)>,
}

pub(crate) struct Corpus {
    /// Number of gathers; gather 0 is the newest.
    pub gathers: usize,
    pub topics: Vec<Term>,
    pub publishers: Vec<Term>,
    pub actors: Vec<Term>,
    /// Newest first.
    pub works: Vec<Work>,
}

impl Corpus {
    pub(crate) fn new(gathers: usize, topics: usize) -> Corpus {
        let terms = |names: Vec<String>| names.into_iter().map(Term::new).collect();
        let mut random = Random::new("names", 0);
        let mut corpus = Corpus {
            gathers,
            topics: terms(words::topics(topics)),
            publishers: terms(random.sample(&words::publishers(), PUBLISHERS)),
            actors: terms(random.sample(&words::actors(), ACTORS)),
            works: Vec::new(),
        };
        let mut titles = HashSet::new();
        let works = (0..gathers.div_ceil(2)).map(|n| corpus.work(n));
        corpus.works = works.filter(|w| titles.insert((w.title.clone(), w.publisher))).collect();
        corpus
    }

    pub(crate) fn topic(&self, gather: usize) -> &Term {
        &self.topics[gather % self.topics.len()]
    }

    pub(crate) fn date(&self, gather: usize) -> NaiveDate {
        let newest = NaiveDate::from_ymd_opt(2026, 6, 26).expect("a day of the calendar");
        newest - Days::new((gather / self.topics.len()) as u64)
    }

    pub(crate) fn title(&self, gather: usize) -> String {
        format!("{}: {} Gather", self.topic(gather).name, self.date(gather))
    }

    pub(crate) fn introduction(&self, topic: usize) -> String {
        let mut random = Random::new("introduction", topic);
        [(); 3].map(|()| sentence(&mut random)).join(" ")
    }

    fn work(&self, number: usize) -> Work {
        let mut random = Random::new("work", number);
        // the first publishers are cited more often than the last
        let publisher = (PUBLISHERS as f64 * random.fraction().powf(1.5)) as usize;
        let date = self.date(number * 2) - Days::new(random.below(10) as u64);
        let title = format!(
            "{} {} {} it",
            random.choice(words::OPENINGS),
            random.choice(words::SUBJECTS).to_lowercase(),
            random.choice(words::VERBS)
        );
        let url = format!(
            "https://www.{}.example/{}/{}-{number}",
            self.publishers[publisher].slug,
            date.format("%Y/%m"),
            slug::slugify(&title)
        );
        Work { title, url, publisher, date }
    }

    /// A work that is as old as a gather or older.
    fn cited(&self, gather: usize, random: &mut Random) -> usize {
        let newest = (gather / 2 + 1).min(self.works.len() - 1);
        newest + random.below(WINDOW.min(self.works.len() - newest))
    }

    pub(crate) fn gather(&self, number: usize) -> Gather {
        let mut random = Random::new("gather", number);
        let tags = random.sample(words::TAGS, 3);
        let actors: Vec<usize> = (0..ACTORS).collect();
        let actor_count = 2 + random.below(3);
        let actors = random.sample(&actors, actor_count);
        let section_count = 3 + random.below(3);
        let mut sections: Vec<Section> = random
            .sample(words::SECTIONS, section_count)
            .into_iter()
            .map(|title| {
                let title = format!("{title}: {}", random.choice(words::OBJECTS));
                Section { title, items: Vec::new() }
            })
            .collect();
        for item in 0..6 + random.below(5) {
            let section = if item < section_count { item } else { random.below(section_count) };
            let sentences = if random.below(3) == 0 { 2 } else { 1 };
            let note: Vec<String> = (0..sentences).map(|_| sentence(&mut random)).collect();
            let work = self.cited(number, &mut random);
            sections[section].items.push((work, note.join(" ")));
        }
        let mut targets: Vec<usize> =
            (0..1 + random.below(3)).map(|_| random.below(self.gathers)).collect();
        let previous = number + self.topics.len();
        targets.extend(Some(previous).filter(|previous| *previous < self.gathers));
        targets.sort_unstable();
        targets.dedup();
        targets.retain(|target| *target != number);
        let links = targets.into_iter().map(|t| (t, sentence(&mut random))).collect();
        let observations = (0..2 + random.below(2))
            .map(|_| (random.choice(words::OBSERVATIONS), sentence(&mut random)))
            .collect();
        Gather { number, tags, actors, sections, links, observations }
    }
}

fn sentence(random: &mut Random) -> String {
    let (percent, count) = (3 + random.below(95), 2 + random.below(8));
    let tail = random
        .choice(words::TAILS)
        .replace("{n}", &percent.to_string())
        .replace("{m}", &count.to_string());
    let subject = random.choice(words::SUBJECTS);
    format!("{subject} {} {} — {tail}.", random.choice(words::VERBS), random.choice(words::OBJECTS))
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a file has a folder"))
        .expect("the corpus is writable");
    fs::write(path, text).expect("the corpus is writable");
}
