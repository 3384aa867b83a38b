//! What belongs to one moment: the events of a save, or of a thousand.
//!
//! Takes what happened, says how long to wait for more and what changed in all.

use crate::content::load::Changed;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

/// What is told of a path, or of more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Something is being written there; where the system tells when that is done, it does so soon.
    Begun(PathBuf),
    /// It is written, or gone, or has another name.
    Written(PathBuf),
    /// One of the watched folders itself came or went.
    Folder,
    /// The site's folder itself went.
    Root,
    /// More happened than the system kept.
    Lost,
}

/// How long a file that is being written is waited for since its last change.
const WRITING: Duration = Duration::from_millis(5);

/// A save is several events (a test file, the rename of a copy); they follow each other within this time.
const SAVE: Duration = Duration::from_millis(1);

/// How many events are waited for: when more come, they are taken as they are there, so that a stream of saves does not
/// keep the first of them from being shown.
const MOST: usize = 512;

pub struct Moment {
    paths: BTreeSet<PathBuf>,
    /// Those that are still being written.
    begun: BTreeSet<PathBuf>,
    everything: bool,
    count: usize,
    /// Whether one of the watched folders came or went.
    pub folders: bool,
    /// Whether the site's folder itself went.
    pub lost_root: bool,
}

impl Moment {
    pub fn new(first: News) -> Moment {
        let (paths, begun) = Default::default();
        let mut moment =
            Moment { paths, begun, everything: false, count: 0, folders: false, lost_root: false };
        moment.add(first);
        moment
    }

    pub fn add(&mut self, news: News) {
        self.count += 1;
        match news {
            News::Begun(path) => {
                self.begun.insert(path.clone());
                self.paths.insert(path);
            }
            News::Written(path) => {
                self.begun.remove(&path);
                self.paths.insert(path);
            }
            News::Folder => (self.everything, self.folders) = (true, true),
            News::Root => (self.everything, self.lost_root) = (true, true),
            News::Lost => (self.everything, self.folders) = (true, true),
        }
    }

    /// How long to wait for more.
    pub fn patience(&self) -> Duration {
        match self.begun.is_empty() {
            _ if self.count > MOST => Duration::ZERO,
            true => SAVE,
            false => WRITING,
        }
    }

    pub fn changed(self) -> Changed {
        if self.everything {
            Changed::Everything
        } else {
            Changed::Paths(self.paths.into_iter().collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_waited_for_until_it_is_written_and_a_flood_is_not() {
        let path = |n: usize| PathBuf::from(format!("/site/content/{n}.md"));
        let mut moment = Moment::new(News::Begun(path(1)));
        assert_eq!(moment.patience(), WRITING);
        moment.add(News::Written(path(1)));
        assert_eq!(moment.patience(), SAVE);
        (0..MOST).for_each(|n| moment.add(News::Begun(path(n % 2))));
        assert_eq!(moment.patience(), Duration::ZERO);
        assert_eq!(moment.changed(), Changed::Paths(vec![path(0), path(1)]));
    }

    #[test]
    fn where_a_folder_went_or_events_were_lost_everything_changed() {
        for news in [News::Folder, News::Root, News::Lost] {
            let mut moment = Moment::new(News::Written("/site/content/a.md".into()));
            moment.add(news);
            assert_eq!(moment.changed(), Changed::Everything);
        }
    }
}
