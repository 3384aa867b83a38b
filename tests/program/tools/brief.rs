//! `agon brief`: what the next gather of a topic has to look for.

use crate::support::call::agon;
use crate::support::folder::{Folder, TODAY};
use crate::support::golden;
use serde_json::Value;

const TOPIC: &str = "content/topics/parking-minimums";

/// The starting site with something of each kind that a brief lists.
fn site() -> Folder {
    let site = Folder::started();
    site.put(
        &format!("{TOPIC}/gathers/2026-10-26.md"),
        "---\nkind: gather\ndate: 2026-10-26\ncompiled: 2026-10-27\n---\n\
         ## Observations\n\n\
         - **Gap:** Still no tenants. (confirms:: [[2025-03-10-initial#^o-gap-tenants]]) ^o-gap-again\n\
         - **Gap:** Nobody counts on Saturdays.\n\
         - **Keyword suggestion:** \"shared parking\", a *new* word. ^o-kw-shared\n",
    );
    site.put(
        &format!("{TOPIC}/threads/who-pays.md"),
        "---\ntitle: Who pays?\nopened: 2026-01-10\n---\n\
         ## Open questions\n\n\
         - What does a permit cost? [@council-street-survey] (status:: open) (asked:: 2026-02-01) (due:: 2026-09) ^q-permit\n  \
           - Would settle it: The fees of the council.\n\
         - Who decides? (status:: open) (asked:: 2026-03-01) ^q-who\n\n\
         ## Tensions\n\n\
         - [[tenants]] × [[high-street-traders]]: Who gets the space? [@council-street-survey] ^ten-space\n\n\
         ## Forecasts\n\n\
         - 2026-01-10: Fees double [@council-street-survey]. (by:: [[high-street-traders]]) (due:: 2026-10-31) (chance:: 0.6) ^f-fees\n  \
           - Reads as: The fee in October is at least twice that of January.\n\
         - 2026-01-10: A vote is held [@council-street-survey]. (by:: [[high-street-traders]]) (due:: 2026-12-10) ^f-vote\n\
         - 2026-01-10: The rule goes [@council-street-survey]. (by:: [[high-street-traders]]) (due:: 2027-06) ^f-rule\n",
    );
    site.put(
        "content/entities/tenants.md",
        "---\nname: The tenants\nkind: collective\naliases: [Tenants’ union]\n---\nThey rent.\n",
    );
    site.replace(&format!("{TOPIC}/topic.md"), "status: dormant", "status: active");
    site
}

#[test]
fn brief_lists_what_the_record_waits_for() {
    let site = site();
    for (format, file) in [("markdown", "brief.md"), ("text", "brief.txt"), ("json", "brief.json")]
    {
        let args = ["brief", "parking-minimums", "--as-of", TODAY, "--format", format];
        let (code, out, err) = agon(site.root(), &args);
        assert_eq!((code, err.as_str()), (0, ""), "{format}");
        golden::assert(&format!("brief/{file}"), &out);
    }
}

#[test]
fn brief_is_in_the_language_of_the_site() {
    let site = site();
    site.put("content/site.yaml", "title: Stellplätze\nlanguage: de\nas_of: 2026-11-20\n");
    for (format, file) in [("markdown", "brief.de.md"), ("text", "brief.de.txt")] {
        let args = ["brief", "parking-minimums", "--as-of", TODAY, "--format", format];
        golden::assert(&format!("brief/{file}"), &agon(site.root(), &args).1);
    }
}

#[test]
fn brief_of_another_day_knows_what_was_known_then() {
    let site = site();
    let args = ["brief", "parking-minimums", "--as-of", "2025-04-03", "--format", "json"];
    let (_, out, _) = agon(site.root(), &args);
    let brief: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(brief["last_gather"], "2025-03-10");
    assert_eq!(brief["days_since_last_gather"], 24);
    assert_eq!(brief["gaps"][0]["gathers"], 1);
    assert_eq!(brief["gaps"][0]["length"], 24);
    assert_eq!(brief["forecasts_due"][0]["name"], "parking-minimums/who-needs-the-spaces#^f-full");
    assert_eq!(brief["questions_due"], serde_json::json!([]));
}

#[test]
fn brief_of_an_unknown_topic_names_the_nearest() {
    let site = Folder::started();
    let found = agon(site.root(), &["brief", "parking-minimum"]);
    let message =
        "error: no topic is called \"parking-minimum\"; did you mean \"parking-minimums\"?\n";
    assert_eq!(found, (2, String::new(), message.to_string()));
    assert_eq!(agon(Folder::empty().root(), &["brief", "parking-minimums"]).0, 1);
}

#[test]
fn brief_of_a_site_with_errors_says_that_it_may_lack_something() {
    let site = Folder::started();
    site.replace("content/pages/about.md", "This site", "This [[nothing-of-that-name]] site");
    let (code, out, err) = agon(site.root(), &["brief", "parking-minimums", "--as-of", TODAY]);
    assert_eq!(code, 1);
    assert!(out.starts_with("# Brief: Parking minimums (an example)\n"), "{out}");
    assert!(err.contains("`agon check` says which"), "{err}");
}

#[test]
fn new_gather_names_the_brief() {
    let site = Folder::started();
    let (code, path, err) = agon(site.root(), &["new", "gather", "parking-minimums"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let text = site.read(path.trim());
    assert!(text.contains("\n# what to look for: agon brief parking-minimums\n"), "{text}");
}
