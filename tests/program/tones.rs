//! The numbered colours of a site's vocabulary: legible on every paper, each with a shape of its own.

use agon::content::load::embedded;
use agon::model::COLOURS;
use std::collections::BTreeSet;

fn style(path: &str) -> String {
    let all = embedded::statics();
    let file = all.iter().find(|file| file.path == path).expect("the style is built in");
    String::from_utf8(file.bytes.to_vec()).unwrap()
}

/// The value of a custom property.
fn value<'a>(css: &'a str, name: &str) -> &'a str {
    let (_, rest) = css.split_once(&format!("{name}: ")).unwrap_or_else(|| panic!("no {name}"));
    rest.split(';').next().unwrap()
}

/// The light and the dark colour of a property.
fn colours(css: &str, name: &str) -> [String; 2] {
    let value = value(css, name);
    if let Some(other) = value.strip_prefix("var(") {
        return colours(css, other.trim_end_matches(')'));
    }
    let pair = value.strip_prefix("light-dark(").expect("two colours").trim_end_matches(')');
    let (light, dark) = pair.split_once(", ").expect("two colours");
    [light.to_string(), dark.to_string()]
}

fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn tones_are_legible_on_every_paper() {
    let tokens = style("css/tokens.css");
    let mut pale = Vec::new();
    for tone in 1..=COLOURS {
        for paper in ["--paper", "--raised", "--tint"] {
            let (tones, papers) =
                (colours(&tokens, &format!("--tone-{tone}")), colours(&tokens, paper));
            for scheme in 0..2 {
                if contrast(&tones[scheme], &papers[scheme]) < 4.5 {
                    pale.push(format!("--tone-{tone} {} on {paper}", tones[scheme]));
                }
            }
        }
    }
    assert_eq!(pale, Vec::<String>::new());
}

#[test]
fn tones_differ_in_colour_and_shape() {
    let (tokens, tags, charts) = (
        style("css/tokens.css"),
        style("css/components/tag.css"),
        style("css/components/chart.css"),
    );
    let mut found = BTreeSet::new();
    let mut shapes = BTreeSet::new();
    for tone in 1..=COLOURS {
        found.insert(colours(&tokens, &format!("--tone-{tone}")));
        let (_, rule) = tags.split_once(&format!(".tone-{tone} {{")).expect("a rule of the tone");
        shapes.insert(value(rule, "--shape").to_string());
        assert!(charts.contains(&format!(".chart-tone-{tone} {{ --tone: var(--tone-{tone}); }}")));
    }
    assert_eq!((found.len(), shapes.len()), (usize::from(COLOURS), usize::from(COLOURS)));
}
