//! The data and the list of addresses of the shipped site.

use crate::support::call::root;
use crate::support::folder::{TODAY, date, stale_addresses};
use crate::support::records::{SHIPPED, export_differences, lost_addresses};
use agon::build::pipeline::{Request, Strictness};
use agon::model::Day;

#[test]
fn every_address_in_the_data_leads_to_a_place_on_a_page() {
    assert_eq!(lost_addresses(&SHIPPED), Vec::<String>::new());
}

#[test]
fn every_file_that_a_build_writes_can_be_exported() {
    assert_eq!(export_differences(&SHIPPED), Vec::<String>::new());
}

#[test]
fn the_list_of_addresses_is_complete() {
    let request = Request {
        root: root().into(),
        out: "nowhere".into(),
        day: Day::Today(date(TODAY)),
        drafts: agon::model::Drafts::Hidden,
        strictness: Strictness::Normal,
        output: agon::output::OutputOptions::default(),
    };
    assert_eq!(stale_addresses(&request, root()), Vec::<String>::new());
}
