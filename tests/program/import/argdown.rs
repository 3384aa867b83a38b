//! Argdown files as people write them.

use super::*;

#[test]
fn the_front_matter_is_what_readers_are_told_and_settings_that_are_named() {
    let text = "===\ntitle: Cranes\n    in the port\nauthor:\n    - Ann Reed\n    - Bo Hale\ndate: 19/10/2018\ngroup:\n    regroup: [{\n        title: \"A part\"\n    }]\n===\n\n[Automate]: Cranes should run alone.\n";
    let found = imported("cranes.argdown", text, Some("harbours"));
    assert_eq!(
        found.body("threads/cranes-in-the-port.md"),
        "- author:\n  - Ann Reed\n  - Bo Hale\n- date: 19/10/2018\n- **Automate:** Cranes should run alone."
    );
    assert_eq!(
        found.notes(LineOutcome::Dropped),
        ["8: \"group: regroup: [{ title: \"A part\" }]\": a setting of Argdown"]
    );
    assert_eq!(found.notes(LineOutcome::Missing), Vec::<String>::new());
    assert_eq!(found.findings(), Vec::<String>::new());
}

#[test]
fn a_front_matter_that_is_not_closed_is_text() {
    let text = "=== title: Cranes === ===\n\n# Reasons\n\n[Automate]: Cranes should run alone.\n  + <Safety>: Nobody stands below.\n";
    let found = imported("cranes.argdown", text, Some("harbours"));
    assert_eq!(
        found.body("threads/reasons.md"),
        "=== title: Cranes === ===\n\n- **Automate:** Cranes should run alone.\n  - **Supported by** **Safety:** Nobody stands below."
    );
}

#[test]
fn mentions_rules_and_data_of_headings_are_read() {
    let text = "# Reasons\n\nAs @<Safety> shows, @[Automate] holds; write to a@[b].example.\n\n## Steps {isGroup: false}\n\n<Safety>\n\n(1) Cranes fall.\n--\nModus ponens\n{uses: [1]}\n--\n(2) Crews are in danger.\n";
    let found = imported("cranes.argdown", text, Some("harbours"));
    assert_eq!(
        found.body("threads/reasons.md"),
        "As **Safety** shows, **Automate** holds; write to a@[b].example.\n\n## Steps\n\n- **Safety**\n- (1) Cranes fall.\n- *Inference:* Modus ponens\n  {uses: [1]}\n- (2) Therefore: Crews are in danger."
    );
    assert_eq!(found.notes(LineOutcome::Dropped), ["5: \"isGroup: false\": data of Argdown"]);
}
