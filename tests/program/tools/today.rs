//! What counts as today: the day where the editor is.

use crate::support::call::{command, ended};
use crate::support::folder::Folder;
use chrono::{Duration, Utc};

/// Exit code, stdout and stderr of a call with a clock that is some hours ahead of UTC.
fn agon_at(hours: i64, site: &Folder, args: &[&str]) -> (i32, String, String) {
    let mut command = command(site.root(), args);
    command.env("TZ", format!("<zone>{}", -hours));
    ended(command)
}

/// The day at some hours ahead of UTC.
fn day_at(hours: i64) -> String {
    (Utc::now() + Duration::hours(hours)).date_naive().to_string()
}

#[test]
fn new_and_build_take_the_day_of_the_time_zone() {
    // the days of the two zones always differ
    let (east, west) = (14, -12);
    let site = Folder::started();
    let day = day_at(east);
    let (code, out, err) = agon_at(east, &site, &["new", "gather", "parking-minimums"]);
    let path = format!("content/topics/parking-minimums/gathers/{day}.md");
    assert_eq!((code, err.as_str(), site.at(&path).is_file()), (0, "", true), "{out}");
    let gather = format!("---\nkind: gather\ndate: {day}\n---\n## Notes\n- More of it.\n");
    site.put(&path, gather);
    let hidden = format!("this is dated {day}, after ");
    for (hours, is_hidden) in [(east, false), (west, true)] {
        let (code, _, err) = agon_at(hours, &site, &["build"]);
        let page = format!("public/topics/parking-minimums/gathers/{day}.html");
        assert_eq!(
            (code, err.contains(&hidden), site.at(&page).is_file()),
            (0, is_hidden, !is_hidden),
            "{hours}: {err}"
        );
    }
}
