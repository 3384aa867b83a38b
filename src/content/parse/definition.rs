//! definitions.yaml as written: what a word demands, as a tree of rules.

use super::fields::Fields;
use super::yaml::{Node, Str, Value};
use crate::diagnostics::{Report, codes};
use crate::model::*;
use crate::source::Span;

/// How many rules may be inside each other.
const DEPTH: usize = 8;

#[derive(Debug)]
pub struct RawDefinition {
    pub id: Str,
    pub name: Option<String>,
    pub version: Option<String>,
    pub issued: Option<Date>,
    pub source: Option<Str>,
    pub term: Option<Str>,
    pub undisclosed: UndisclosedRule,
    pub partial: PartialRule,
    pub classes: Vec<DefinitionClass>,
}

pub(super) fn record(mut f: Fields<'_>) -> RawDefinition {
    let definition = RawDefinition {
        id: f.need_id("id", "the definition's id"),
        name: f.text("name"),
        version: f.text("version"),
        issued: f.date("issued"),
        source: f.str("source"),
        term: f.str("term"),
        undisclosed: f.word("undisclosed").unwrap_or(UndisclosedRule::Unknown),
        partial: f.word("partial").unwrap_or(PartialRule::NotMet),
        classes: Vec::new(),
    };
    f.require("source", "`source: …`, the key of its text");
    let whole = class(&mut f, None);
    let classes = f.each("classes", "a class", |mut c| {
        let name = c.need("name").text;
        c.require("rule", "`rule: {all: [weights, code]}`");
        let class = class(&mut c, Some(name));
        c.done();
        class
    });
    f.require_one(&["rule", "classes"], "add `rule: {all: [weights, training-code]}`");
    f.done();
    let classes = whole.into_iter().chain(classes.into_iter().flatten()).collect();
    RawDefinition { classes, ..definition }
}

fn class(f: &mut Fields<'_>, name: Option<String>) -> Option<DefinitionClass> {
    let node = f.rule("rule")?;
    let rule = rule(node, DEPTH, f.report)?;
    Some(DefinitionClass { name, rule })
}

/// Reads a rule and those inside it; `None` where one is wrong, which is reported.
fn rule(node: Node, depth: usize, report: &mut Report) -> Option<Rule> {
    if depth == 0 {
        let message = format!("rules are inside each other more than {DEPTH} deep");
        wrong(node.span, message, report);
        return None;
    }
    let found = match node.value {
        Value::Scalar(text) => return item(&text, node.span, report).map(Rule::Item),
        Value::Map(pairs) if pairs.len() == 1 => pairs.into_iter().next(),
        other => {
            let message = format!(
                "a rule is an item or one of all, any, at_least and sum, not {}",
                other.kind()
            );
            wrong(node.span, message, report);
            return None;
        }
    };
    let (key, value) = found?;
    match key.text.as_str() {
        "all" => rules(value, depth, report).map(Rule::All),
        "any" => rules(value, depth, report).map(Rule::Any),
        "at_least" => {
            let (n, of) = two_keys(value, "n", "of", report)?;
            let n = number(&n, report)?;
            let of = rules(of, depth, report)?;
            if n < 1.0 || n.fract() != 0.0 || n > of.len() as f64 {
                wrong(key.span, format!("at least {n} of {} cannot be asked", of.len()), report);
                return None;
            }
            Some(Rule::AtLeast(n as usize, of))
        }
        "sum" => {
            let (weights, threshold) = two_keys(value, "weights", "threshold", report)?;
            let threshold = number(&threshold, report)?;
            Some(Rule::Sum(WeightedSum { weights: weighted(weights, report)?, threshold }))
        }
        other => {
            let message = format!("\"{other}\" is not a rule");
            wrong(key.span, message, report);
            None
        }
    }
}

fn rules(node: Node, depth: usize, report: &mut Report) -> Option<Vec<Rule>> {
    let Value::List(items) = node.value else {
        wrong(node.span, "the rules below it are a list".to_string(), report);
        return None;
    };
    let before = items.len();
    let span = node.span;
    let read: Vec<Rule> =
        items.into_iter().filter_map(|item| rule(item, depth - 1, report)).collect();
    if before == 0 {
        wrong(span, "the list of rules is empty".to_string(), report);
    }
    (before > 0 && read.len() == before).then_some(read)
}

/// Items with their weights; in a list each weighs one.
fn weighted(node: Node, report: &mut Report) -> Option<Vec<(Rule, f64)>> {
    match node.value {
        Value::Map(pairs) => {
            let mut weights = Vec::new();
            for (key, weight) in pairs {
                weights.push((
                    Rule::Item(item(&key.text, key.span, report)?),
                    number(&weight, report)?,
                ));
            }
            Some(weights)
        }
        value => {
            let rules = rules(Node { value, span: node.span }, 2, report)?;
            Some(rules.into_iter().map(|rule| (rule, 1.0)).collect())
        }
    }
}

fn two_keys(node: Node, first: &str, second: &str, report: &mut Report) -> Option<(Node, Node)> {
    let span = node.span;
    if let Value::Map(pairs) = node.value {
        let (mut a, mut b, mut others) = (None, None, 0);
        for (key, value) in pairs {
            match key.text.as_str() {
                text if text == first => a = Some(value),
                text if text == second => b = Some(value),
                _ => others += 1,
            }
        }
        if let (Some(a), Some(b), 0) = (a, b, others) {
            return Some((a, b));
        }
    }
    wrong(span, format!("it needs the keys `{first}` and `{second}` and no other"), report);
    None
}

fn number(node: &Node, report: &mut Report) -> Option<f64> {
    let number = match &node.value {
        Value::Scalar(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    };
    if number.is_none() {
        wrong(node.span, "a number belongs here".to_string(), report);
    }
    number
}

/// `weights`, `weights.licence`, `weights.licence in osi`, `weights.licence in MIT or Apache-2.0`.
fn item(text: &str, span: Span, report: &mut Report) -> Option<ItemTest> {
    let (name, list) = match text.split_once(" in ") {
        Some((name, list)) => (name.trim(), Some(list.trim())),
        None => (text.trim(), None),
    };
    let (item, aspect) = match name.split_once('.') {
        Some((item, aspect)) => (item, FactAspect::parse(aspect)),
        None => (name, Some(FactAspect::Available)),
    };
    let is_item = !item.is_empty() && item.chars().all(is_of_id);
    let Some(aspect) =
        aspect.filter(|aspect| is_item && (list.is_none() || *aspect == FactAspect::Licence))
    else {
        let message =
            format!("\"{text}\" is not an item, such as weights or weights.licence in osi");
        wrong(span, message, report);
        return None;
    };
    let licences = list.map(|list| match list {
        "osi" => LicenceList::Osi,
        "fsf" => LicenceList::Fsf,
        names => LicenceList::Named(names.split(" or ").map(|n| n.trim().to_string()).collect()),
    });
    Some(ItemTest { item: item.to_string(), aspect, licences, span })
}

fn is_of_id(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

fn wrong(span: Span, message: String, report: &mut Report) {
    let help = "write an item such as weights, or {all: […]}, {any: […]}, {at_least: {n: 2, of: […]}} or {sum: {weights: {…}, threshold: 3}}";
    report.add(&codes::BAD_RULE, span, message, help);
}
