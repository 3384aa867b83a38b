//! The theme that a site names: whether it is there, whether this agon can use it, and what it says to templates.

use crate::content::parse::theme::RawTheme;
use crate::content::parse::{Raw, Str};
use crate::diagnostics::{Diagnostic, Report, codes, suggest};
use serde_json::Value;

/// Reports a theme that is missing or too new. Returns what templates get as `site.extra`: the site's own values over the
/// defaults of the theme.
pub(super) fn extra(raw: &Raw, report: &mut Report) -> Option<Value> {
    let theme = raw.site.theme.as_ref().and_then(|said| theme(raw, said, report));
    let defaults = theme.and_then(|theme| theme.extra.clone());
    match (defaults, raw.site.extra.clone()) {
        (Some(Value::Object(mut all)), Some(Value::Object(own))) => {
            all.extend(own);
            Some(Value::Object(all))
        }
        (defaults, own) => own.or(defaults),
    }
}

fn theme<'r>(raw: &'r Raw, said: &Str, report: &mut Report) -> Option<&'r RawTheme> {
    if let Some((_, theme)) = raw.themes.iter().find(|(name, _)| *name == said.text) {
        check_version(theme, report);
        return Some(theme);
    }
    let names = raw.themes.iter().map(|(name, _)| name.as_str());
    let near = suggest::nearest(&said.text, names, 1).first().copied();
    let hint = near.map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default();
    let message = format!("there is no theme \"{}\"{hint}", said.text);
    let found = Diagnostic::at(&codes::UNKNOWN_TARGET, said.span, message);
    report.push(match near {
        Some(near) => found.fix(said.span, near),
        None => found.help(format!(
            "put it into themes/{}/ with a theme.yaml, or remove the key",
            said.text.escape_debug()
        )),
    });
    None
}

/// Reports a theme that is made for a later agon.
fn check_version(theme: &RawTheme, report: &mut Report) {
    let Some(said) = &theme.agon else { return };
    let least = said.text.strip_prefix(">=").map(str::trim).and_then(version);
    let Some(least) = least else {
        let message =
            format!("`agon` is the least version that the theme needs, not \"{}\"", said.text);
        report.add(&codes::THEME_VERSION, said.span, message, "write it as \">=0.1\"");
        return;
    };
    let own = env!("CARGO_PKG_VERSION");
    if version(own).is_some_and(|own| own < least) {
        let message = format!("the theme needs agon {}, and this is {own}", said.text);
        let help = "install a later agon, or an earlier version of the theme";
        report.add(&codes::THEME_VERSION, said.span, message, help);
    }
}

/// `0.1` or `0.1.2`.
fn version(text: &str) -> Option<[u32; 3]> {
    let mut parts = [0; 3];
    let mut count = 0;
    for part in text.split('.') {
        *parts.get_mut(count)? = part.parse().ok()?;
        count += 1;
    }
    (count >= 2).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_have_two_or_three_numbers() {
        assert_eq!(version("0.1"), Some([0, 1, 0]));
        assert_eq!(version("1.20.3"), Some([1, 20, 3]));
        for text in ["1", "", "1.x", "1.2.3.4", "0.1-beta"] {
            assert_eq!(version(text), None, "{text}");
        }
        assert!(version("0.9") < version("0.10"));
    }
}
