//! The lists for other tools.

use crate::support::golden;
use crate::support::records::SMALL;

#[test]
fn the_lists_of_a_small_site_are_these() {
    for path in [
        "figures.csv",
        "questions.ics",
        "tensions.argdown",
        "topics/wages/threads/who-leads.timelinejs.json",
    ] {
        golden::assert(
            &format!("records/expected/{}", path.replace('/', "-")),
            &SMALL.text(path).replace('\r', ""),
        );
    }
    for name in ["figures.csv", "questions.ics", "tensions.argdown", "timeline.timelinejs.json"] {
        assert!(
            SMALL.files.contains_key(&format!("topics/wages/{name}")),
            "the topic has its own {name}"
        );
    }
}
