//! The rules of definitions, written out in the language of a site.

use super::definition::{ItemTest, LicenceList, Rule};
use super::locale::{Argument, Locale, MessageId};
use super::words::FactAspect;

impl Rule {
    /// The rule written out.
    pub fn shown(&self, locale: &Locale) -> String {
        let list = |parts: &[Rule]| {
            let words: Vec<String> = parts.iter().map(|part| part.nested(locale)).collect();
            Argument::from(words.join(locale.text(MessageId::ListSemicolon)))
        };
        match self {
            Rule::Item(test) => test.shown(locale),
            Rule::All(parts) => locale.format(MessageId::RuleAll, &[("rules", list(parts))]),
            Rule::Any(parts) => locale.format(MessageId::RuleAny, &[("rules", list(parts))]),
            Rule::AtLeast(least, parts) => {
                let values = [("least", (*least).into()), ("rules", list(parts))];
                locale.format(MessageId::RuleAtLeast, &values)
            }
            Rule::Sum(sum) => {
                let mut words = Vec::new();
                for (rule, weight) in &sum.weights {
                    let (rule, weight) = (rule.nested(locale), Argument::Number(*weight));
                    let values = [("rule", rule.into()), ("weight", weight)];
                    words.push(locale.format(MessageId::RuleWeighted, &values));
                }
                let rules = words.join(locale.text(MessageId::ListSemicolon));
                let values = [("least", Argument::Number(sum.threshold)), ("rules", rules.into())];
                locale.format(MessageId::RuleSum, &values)
            }
        }
    }

    fn nested(&self, locale: &Locale) -> String {
        match self {
            Rule::Item(test) => test.shown(locale),
            other => format!("({})", other.shown(locale)),
        }
    }
}

impl ItemTest {
    /// What it asks for: `weights available`.
    pub fn shown(&self, locale: &Locale) -> String {
        let item = self.item.replace('-', " ");
        if let Some(list) = &self.licences {
            let values = [("item", item.into()), ("licence", list.shown(locale).into())];
            return locale.format(MessageId::ItemUnder, &values);
        }
        let id = match self.aspect {
            FactAspect::Available => MessageId::ItemAvailable,
            FactAspect::Licence => MessageId::ItemUnderALicence,
            FactAspect::Documented => MessageId::ItemDocumented,
        };
        locale.format(id, &[("item", item.into())])
    }
}

impl LicenceList {
    fn shown(&self, locale: &Locale) -> String {
        match self {
            LicenceList::Osi => locale.text(MessageId::LicenceOsi).to_string(),
            LicenceList::Fsf => locale.text(MessageId::LicenceFsf).to_string(),
            LicenceList::Named(ids) => ids.join(locale.text(MessageId::ListOr)),
        }
    }
}
