//! Facts that decide nothing, items without a fact, and names of licences.

use crate::analysis::reasoning::LicenceName;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;
use std::collections::{HashMap, HashSet};

/// Facts that no definition asks for, twice of one day, or with the name of a licence that is not its identifier.
pub(super) fn facts(site: &Site, report: &mut Report) {
    let mut seen: HashMap<(EntityId, &str, FactAspect, Option<Date>), &Fact> = HashMap::new();
    let mut asked: HashSet<(&str, FactAspect)> = HashSet::new();
    for class in site.definitions.iter().flat_map(|definition| &definition.classes) {
        asked.extend(class.rule.items().iter().map(|test| (test.item.as_str(), test.aspect)));
    }
    for fact in site.facts.iter().filter(|fact| fact.visible) {
        if !asked.contains(&(fact.item.as_str(), fact.aspect)) {
            let message =
                format!("no definition asks for \"{}\" ({})", fact.item, fact.aspect.word());
            let help = "name the item as the definitions do, or add it to one";
            report.add(&codes::UNUSED_FACT, fact.span, message, help);
        }
        let key = (fact.subject, fact.item.as_str(), fact.aspect, site.fact_date(fact));
        if let Some(first) = seen.insert(key, fact) {
            let subject = &site.entity(fact.subject).name;
            let message = format!("\"{}\" of {subject} has two facts of one day", fact.item);
            let duplicate = Diagnostic::at(&codes::DUPLICATE_FACT, fact.span, message)
                .related(first.span, "the first one");
            report.push(duplicate.help("keep one; where sources disagree, `status: disputed`"));
        }
        licence(fact, report);
    }
}

fn licence(fact: &Fact, report: &mut Report) {
    let (FactAspect::Licence, Some(name), Some(span)) = (fact.aspect, &fact.value, fact.value_span)
    else {
        return;
    };
    match LicenceName::of(name) {
        LicenceName::Misspelt(id) => {
            let message = format!("\"{name}\" is the licence {id}");
            report.push(Diagnostic::at(&codes::LICENCE_NAME, span, message).fix(span, id));
        }
        LicenceName::Unknown => {
            let message = format!("\"{name}\" is not an identifier of the SPDX list");
            let help = "write its identifier, or LicenseRef-name for a licence of its own";
            report.add(&codes::LICENCE_NAME, span, message, help);
        }
        LicenceName::Listed(_) | LicenceName::Custom(_) => {}
    }
}

/// Items of definitions that no subject has a fact on.
pub(super) fn items(site: &Site, report: &mut Report) {
    let visible = site.facts.iter().filter(|fact| fact.visible);
    let known: HashSet<(&str, FactAspect)> =
        visible.map(|fact| (fact.item.as_str(), fact.aspect)).collect();
    for definition in site.definitions.iter().filter(|definition| definition.visible) {
        for test in definition.classes.iter().flat_map(|class| class.rule.items()) {
            if !known.contains(&(test.item.as_str(), test.aspect)) {
                let message = format!("no subject has a fact for \"{}\"", test.words());
                let help = "add facts for it to a facts.yaml, with what a source says of it";
                report.add(&codes::UNREACHED_ITEM, test.span, message, help);
            }
        }
    }
}
