//! Rules over facts in Kleene's three-valued logic: what is not known stays not known, unless the rest decides.

use crate::model::{Argument, DefinitionVerdict, ItemTest, Locale, MessageId, Rule, WeightedSum};
use DefinitionVerdict::{Met, NotMet, Unknown};

/// What a fact gives for a leaf.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ItemReading {
    /// `None` where the item does not apply to the subject: it is left out.
    pub verdict: Option<DefinitionVerdict>,
    /// Its points in a sum, as a share of its weight.
    pub points: (f64, f64),
}

/// What a rule comes to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RuleResult<'a> {
    /// `None` where nothing in it applies.
    pub verdict: Option<DefinitionVerdict>,
    /// The leaves that decide it.
    pub deciding: Vec<&'a ItemTest>,
    /// Of a sum.
    pub score: Option<ScoreRange>,
}

/// A sum, between all unknown items as none and all of them as whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreRange {
    pub least: f64,
    pub most: f64,
    pub total: f64,
    /// How many items are undecided.
    pub unknown: usize,
}

impl ItemReading {
    pub(super) fn of(verdict: DefinitionVerdict) -> ItemReading {
        let points = match verdict {
            Met => (1.0, 1.0),
            NotMet => (0.0, 0.0),
            Unknown => (0.0, 1.0),
        };
        ItemReading { verdict: Some(verdict), points }
    }
}

impl ScoreRange {
    /// `12–14 of 14, 2 unchecked`.
    pub fn shown(self, locale: &Locale) -> String {
        let [least, most, total] = [self.least, self.most, self.total].map(Argument::Number);
        if self.least == self.most {
            return locale.format(MessageId::ScoreOf, &[("least", least), ("total", total)]);
        }
        let values =
            [("least", least), ("most", most), ("total", total), ("n", self.unknown.into())];
        locale.format(MessageId::ScoreRange, &values)
    }
}

/// Applies a rule to what `read` finds for its leaves.
pub(super) fn apply<'a>(rule: &'a Rule, read: &dyn Fn(&ItemTest) -> ItemReading) -> RuleResult<'a> {
    if let Rule::Item(test) = rule {
        return RuleResult { verdict: read(test).verdict, deciding: vec![test], score: None };
    }
    let mut parts: Vec<RuleResult> =
        rule.parts().into_iter().map(|part| apply(part, read)).collect();
    parts.retain(|part| part.verdict.is_some());
    let count = |verdict| parts.iter().filter(|part| part.verdict == Some(verdict)).count();
    let (met, not_met) = (count(Met), count(NotMet));
    let mut score = None;
    let verdict = match rule {
        Rule::Sum(sum) => {
            let range = score_range(sum, read);
            score = Some(range);
            at_least(range.least >= sum.threshold, range.most < sum.threshold)
        }
        Rule::AtLeast(least, _) => at_least(met >= *least, parts.len() - not_met < *least),
        Rule::Any(_) => at_least(met > 0, not_met == parts.len()),
        _ => at_least(met == parts.len(), not_met > 0),
    };
    let verdict = Some(verdict).filter(|_| !parts.is_empty());
    parts.retain(|part| part.verdict == verdict);
    let deciding = parts.into_iter().flat_map(|part| part.deciding).collect();
    RuleResult { verdict, deciding, score }
}

fn at_least(is_met: bool, is_not_met: bool) -> DefinitionVerdict {
    match (is_met, is_not_met) {
        (true, _) => Met,
        (_, true) => NotMet,
        _ => Unknown,
    }
}

fn score_range(sum: &WeightedSum, read: &dyn Fn(&ItemTest) -> ItemReading) -> ScoreRange {
    let mut range = ScoreRange { least: 0.0, most: 0.0, total: 0.0, unknown: 0 };
    for (rule, weight) in &sum.weights {
        let reading = match rule {
            Rule::Item(test) => read(test),
            other => match apply(other, read).verdict {
                Some(verdict) => ItemReading::of(verdict),
                None => continue,
            },
        };
        if reading.verdict.is_none() {
            continue;
        }
        range.least += weight * reading.points.0;
        range.most += weight * reading.points.1;
        range.total += weight;
        range.unknown += usize::from(reading.verdict == Some(Unknown));
    }
    range
}

/// The verdicts of classes, the lowest first; each demands those below it too.
pub(super) fn cumulative(verdicts: &[DefinitionVerdict]) -> Vec<DefinitionVerdict> {
    let mut so_far = Met;
    let mut all = Vec::new();
    for verdict in verdicts {
        so_far = match (so_far, verdict) {
            (NotMet, _) | (_, NotMet) => NotMet,
            (Unknown, _) | (_, Unknown) => Unknown,
            _ => Met,
        };
        all.push(so_far);
    }
    all
}

/// `Class III, at most II`, from the names and verdicts of classes, the lowest first.
pub(super) fn class_words(
    names: &[&str],
    verdicts: &[DefinitionVerdict],
    locale: &Locale,
) -> String {
    let sure = verdicts.iter().rposition(|verdict| *verdict == Met);
    let most = verdicts.iter().rposition(|verdict| *verdict != NotMet);
    let name = |index: Option<usize>| index.map(|index| names[index]);
    match (name(sure), name(most)) {
        (Some(sure), Some(most)) if sure == most => {
            locale.format(MessageId::ClassSure, &[("class", sure.into())])
        }
        (Some(sure), Some(most)) => {
            let values = [("class", sure.into()), ("most", most.into())];
            locale.format(MessageId::ClassAtMost, &values)
        }
        (None, Some(most)) => locale.format(MessageId::ClassUnsure, &[("most", most.into())]),
        (_, None) => locale.text(MessageId::ClassNone).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FactAspect;
    use crate::source::{FileId, Span};

    /// `y`es, `n`o, `?` unchecked, `h`alf and `-` not applicable, one letter an item.
    fn read<'a>(facts: &'a str) -> impl Fn(&ItemTest) -> ItemReading + 'a {
        |test| {
            let index: usize = test.item.parse().unwrap();
            match facts.as_bytes()[index] {
                b'y' => ItemReading::of(Met),
                b'n' => ItemReading::of(NotMet),
                b'h' => ItemReading { verdict: Some(NotMet), points: (0.5, 0.5) },
                b'-' => ItemReading { verdict: None, points: (0.0, 0.0) },
                _ => ItemReading::of(Unknown),
            }
        }
    }

    fn item(index: usize) -> Rule {
        let span = Span::new(FileId(0), 0..0);
        let aspect = FactAspect::Available;
        Rule::Item(ItemTest { item: index.to_string(), aspect, licences: None, span })
    }

    fn items(count: usize) -> Vec<Rule> {
        (0..count).map(item).collect()
    }

    fn sum(weights: &[f64], threshold: f64) -> Rule {
        let weights = weights.iter().enumerate().map(|(n, weight)| (item(n), *weight)).collect();
        Rule::Sum(WeightedSum { weights, threshold })
    }

    fn verdict(rule: &Rule, facts: &str) -> Option<DefinitionVerdict> {
        apply(rule, &read(facts)).verdict
    }

    fn score(rule: &Rule, facts: &str) -> String {
        apply(rule, &read(facts)).score.unwrap().shown(&Locale::english())
    }

    #[test]
    fn all_needs_every_item_and_one_no_decides() {
        let rule = Rule::All(items(3));
        let verdicts = ["yyy", "y?y", "n?y", "???"].map(|facts| verdict(&rule, facts).unwrap());
        assert_eq!(verdicts, [Met, Unknown, NotMet, Unknown]);
    }

    #[test]
    fn any_needs_one_item_and_one_yes_decides() {
        let rule = Rule::Any(items(2));
        let verdicts = ["n?", "y?", "nn"].map(|facts| verdict(&rule, facts).unwrap());
        assert_eq!(verdicts, [Unknown, Met, NotMet]);
    }

    #[test]
    fn at_least_counts_what_can_still_be_met() {
        let rule = Rule::AtLeast(2, items(3));
        let verdicts = ["yy?", "y?n", "?nn"].map(|facts| verdict(&rule, facts).unwrap());
        assert_eq!(verdicts, [Met, Unknown, NotMet]);
    }

    #[test]
    fn partial_items_count_half_in_a_sum() {
        assert_eq!(score(&sum(&[1.0; 14], 13.0), "yyyyyyyyyyyyhn"), "12.5 of 14");
    }

    #[test]
    fn unchecked_items_make_a_range_of_a_sum() {
        let rule = sum(&[1.0; 14], 13.0);
        assert_eq!(score(&rule, "yyyyyyyyyyyy??"), "12–14 of 14, 2 unchecked");
        assert_eq!(verdict(&rule, "yyyyyyyyyyyy??"), Some(Unknown));
    }

    #[test]
    fn sums_of_ones_and_noughts_are_those_of_the_transparency_index() {
        let published = [95, 72, 66, 46, 41, 39, 35, 32, 31, 26, 18, 14, 14];
        for met in published {
            let facts = "y".repeat(met) + &"n".repeat(100 - met);
            assert_eq!(score(&sum(&[1.0; 100], 50.0), &facts), format!("{met} of 100"));
        }
    }

    #[test]
    fn class_is_between_what_is_sure_and_what_is_possible() {
        let names = ["III", "II", "I"];
        // III: 0 and (1 report or 2 paper); II: 3; I: 4
        let rules = [Rule::All(vec![item(0), Rule::Any(vec![item(1), item(2)])]), item(3), item(4)];
        let class = |facts: &str| {
            let verdicts = rules.each_ref().map(|rule| verdict(rule, facts).unwrap());
            class_words(&names, &cumulative(&verdicts), &Locale::english())
        };
        assert_eq!(class("yyn?n"), "class III, at most II");
        assert_eq!(class("yynnn"), "class III");
        assert_eq!(class("yny?n"), "class III, at most II");
        assert_eq!(class("nyyyy"), "no class");
        assert_eq!(class("?yyyy"), "no class for sure, at most I");
    }

    #[test]
    fn item_that_does_not_apply_is_left_out() {
        assert_eq!(verdict(&Rule::All(items(2)), "y-"), Some(Met));
        assert_eq!(verdict(&Rule::Any(items(2)), "--"), None);
        assert_eq!(score(&sum(&[1.0, 1.0], 1.0), "y-"), "1 of 1");
    }

    #[test]
    fn what_has_the_verdict_of_the_whole_decides_it() {
        let rule = Rule::All(items(3));
        let deciding: Vec<&str> =
            apply(&rule, &read("n?y")).deciding.iter().map(|test| test.item.as_str()).collect();
        assert_eq!(deciding, ["0"]);
    }
}
