//! Old addresses as servers want them: `_redirects` for Netlify and Cloudflare, a map for nginx.
//!
//! Takes the rules, gives files for the top of the output folder; none where no address is old. The pages at the old
//! addresses do the same on every other host. Paths are those on the host: under a sub-path they have it before them.

use crate::exports::host_rule::RESERVED;
use crate::model::DataFiles;
use crate::pages::{Ctx, RedirectRule, cards, downloads, rules};
use crate::source::OutputFile;
use percent_encoding::{AsciiSet, utf8_percent_encode};
use std::collections::BTreeSet;

/// The paths of the files for hosts.
pub const FILES: [&str; 2] = ["_redirects", "redirects.nginx.conf"];

/// Files for hosts. A file of static/ with the same name goes before ours.
pub fn files(ctx: &Ctx) -> Vec<OutputFile> {
    let mut rules = rules(ctx);
    if rules.is_empty() {
        return Vec::new();
    }
    rules.extend(data_rules(ctx, &rules));
    let base = ctx.base_path();
    let made = [(FILES[0], netlify(&base, &rules)), (FILES[1], nginx(&base, &rules))];
    let made = made.into_iter().filter(|(name, _)| !ctx.site.has_static(name));
    made.map(|(path, text)| OutputFile { path: path.into(), bytes: text.into_bytes() }).collect()
}

/// The files next to old pages that the new pages have too: facts, lists for other tools, pictures.
fn data_rules(ctx: &Ctx, rules: &[RedirectRule]) -> Vec<RedirectRule> {
    let mut files: BTreeSet<String> = downloads(ctx).iter().map(|file| file.path(ctx)).collect();
    files.extend(cards(ctx).into_iter().map(|card| card.path));
    let has_facts = ctx.site.config.data == DataFiles::Pages;
    let mut found = Vec::new();
    for rule in rules {
        let Some(old) = rule.from.strip_suffix(".html") else { continue };
        let to = rule.to.as_deref().unwrap_or_default();
        let Some(new) = to.split('#').next().and_then(|path| path.strip_suffix(".html")) else {
            continue;
        };
        if has_facts && !new.starts_with("embed/") {
            let (from, to) = (format!("{old}.json"), format!("{new}.json"));
            found.push(RedirectRule { from, to: Some(to) });
        }
        let beside = format!("{new}.");
        for file in files.range(beside.clone()..).take_while(|file| file.starts_with(&beside)) {
            let from = format!("{old}{}", &file[new.len()..]);
            found.push(RedirectRule { from, to: Some(file.clone()) });
        }
    }
    found
}

/// Under which paths hosts know a page: with its ending, without it, and a folder's page by its folder.
fn forms(path: &str) -> Vec<&str> {
    match (path.strip_suffix("index.html"), path.strip_suffix(".html")) {
        (Some(folder), _) if folder.is_empty() || folder.ends_with('/') => vec![path, folder],
        (_, Some(stem)) => vec![path, stem],
        _ => vec![path],
    }
}

/// A folder's page is named by its folder: Cloudflare takes a rule from `/` to `/index.html` for a loop and drops it.
fn place(to: &str) -> &str {
    to.strip_suffix("index.html")
        .filter(|folder| folder.is_empty() || folder.ends_with('/'))
        .unwrap_or(to)
}

/// A fragment keeps its `#`.
const IN_RULE: &AsciiSet = &RESERVED.add(b'%').add(b'`').add(b'|');

/// A path as a URL in a rule.
fn encoded(path: &str) -> String {
    utf8_percent_encode(path, IN_RULE).to_string()
}

/// The page for what is gone is served as it is, with the status.
/// Netlify serves a file that exists unless the rule is forced with `!`; Cloudflare knows no `!` and no 410, and passes
/// over lines that it cannot read, but takes the plain rule and applies it before files. So each rule is written twice.
fn netlify(base: &str, rules: &[RedirectRule]) -> String {
    let mut out = String::from(
        "# Written by agon. Netlify takes the lines with !, Cloudflare Pages those without.\n",
    );
    let base = encoded(base);
    for rule in rules {
        for from in forms(&rule.from) {
            let from = encoded(from).replace('#', "%23");
            match &rule.to {
                Some(to) => {
                    let to = encoded(place(to));
                    out += &format!("{base}{from} {base}{to} 301!\n{base}{from} {base}{to} 301\n");
                }
                None => out += &format!("{base}{from} {base}{} 410!\n", encoded(&rule.from)),
            }
        }
    }
    out
}

fn nginx(base: &str, rules: &[RedirectRule]) -> String {
    let mut moved = String::new();
    let mut gone = String::new();
    for rule in rules {
        for from in forms(&rule.from) {
            let from = quoted(&format!("{base}{from}"));
            match &rule.to {
                Some(to) => {
                    let to = quoted(&encoded(&format!("{base}{}", place(to))));
                    moved += &format!("    {from} {to};\n");
                }
                None => gone += &format!("    {from} 1;\n"),
            }
        }
    }
    format!(
        "# Written by agon. In nginx.conf, inside http: include /srv/site/redirects.nginx.conf;
# and inside server: if ($agon_moved) {{ return 301 $agon_moved; }}
#                    if ($agon_gone) {{ return 410; }}
#                    error_page 410 @gone;
#                    location @gone {{ try_files $uri $uri.html =410; }}
# Addresses are longer than nginx expects of a map's keys.
map_hash_bucket_size 512;
map_hash_max_size 65536;
map $uri $agon_moved {{
    default \"\";
{moved}}}
map $uri $agon_gone {{
    default 0;
{gone}}}
"
    )
}

/// A text in quotation marks for nginx, on one line.
fn quoted(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Vec<RedirectRule> {
        let rule = |from: &str, to: Option<&str>| RedirectRule {
            from: from.into(),
            to: to.map(String::from),
        };
        vec![
            rule("old/index.html", Some("new/index.html")),
            rule("a.html", Some("b.html#c")),
            rule("x.html", None),
        ]
    }

    #[test]
    fn netlify_has_every_form_of_an_old_path() {
        let lines: Vec<String> =
            netlify("/s/", &rules()).lines().skip(1).map(str::to_string).collect();
        assert_eq!(
            lines,
            [
                "/s/old/index.html /s/new/ 301!",
                "/s/old/index.html /s/new/ 301",
                "/s/old/ /s/new/ 301!",
                "/s/old/ /s/new/ 301",
                "/s/a.html /s/b.html#c 301!",
                "/s/a.html /s/b.html#c 301",
                "/s/a /s/b.html#c 301!",
                "/s/a /s/b.html#c 301",
                "/s/x.html /s/x.html 410!",
                "/s/x /s/x.html 410!",
            ]
        );
    }

    #[test]
    fn nginx_has_a_map_of_moved_and_one_of_gone() {
        let text = nginx("/", &rules());
        let rows: Vec<&str> = text.lines().filter(|l| !l.starts_with('#')).map(str::trim).collect();
        assert_eq!(
            rows,
            [
                "map_hash_bucket_size 512;",
                "map_hash_max_size 65536;",
                "map $uri $agon_moved {",
                "default \"\";",
                "\"/old/index.html\" \"/new/\";",
                "\"/old/\" \"/new/\";",
                "\"/a.html\" \"/b.html#c\";",
                "\"/a\" \"/b.html#c\";",
                "}",
                "map $uri $agon_gone {",
                "default 0;",
                "\"/x.html\" 1;",
                "\"/x\" 1;",
                "}"
            ]
        );
    }

    #[test]
    fn paths_cannot_add_rules_or_directives() {
        let hostile = "a\"; } server { listen 1; }\n/* https://evil.example/:splat 302!\\";
        let rules =
            [RedirectRule { from: hostile.into(), to: Some(format!("b.html#{hostile}$uri")) }];
        let text = netlify("/", &rules);
        let rows: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(rows.len(), 2, "{text}");
        assert!(rows.iter().all(|row| row.split(' ').count() == 3 && !row.contains('*')), "{text}");
        let text = nginx("/", &rules);
        let row = text.lines().find(|line| line.contains("evil")).unwrap();
        let bare = row.replace("\\\\", "").replace("\\\"", "");
        assert_eq!(bare.matches('"').count(), 4, "{row}");
        assert_eq!(text.lines().filter(|line| line.contains("evil")).count(), 1);
        assert!(!row.rsplit(' ').next().unwrap().contains('$'), "{row}");
    }
}
