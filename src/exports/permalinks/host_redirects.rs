//! Old addresses as servers want them: `_redirects` for Netlify and Cloudflare, a map for nginx.
//!
//! Takes the rules, gives files for the top of the output folder; none where no address is old. The pages at the old
//! addresses do the same on every other host. Paths are those on the host: under a sub-path they have it before them.

use crate::pages::{Ctx, RedirectRule, rules};
use crate::source::OutputFile;
use std::fmt::Write;

/// The paths of the files for hosts.
pub const FILES: [&str; 2] = ["_redirects", "redirects.nginx.conf"];

/// Files for hosts. A file of static/ with the same name goes before ours.
pub fn files(ctx: &Ctx) -> Vec<OutputFile> {
    let rules = rules(ctx);
    if rules.is_empty() {
        return Vec::new();
    }
    let base = ctx.base_path();
    let made = [(FILES[0], netlify(&base, &rules)), (FILES[1], nginx(&base, &rules))];
    let made = made.into_iter().filter(|(name, _)| !ctx.site.has_static(name));
    made.map(|(path, text)| OutputFile { path: path.into(), bytes: text.into_bytes() }).collect()
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

/// The page for what is gone is served as it is, with the status.
/// Netlify serves a file that is there unless the rule is forced with `!`; Cloudflare knows no `!` and no 410, and passes
/// over lines that it cannot read, but takes the plain rule and puts it before files. So each rule stands twice.
fn netlify(base: &str, rules: &[RedirectRule]) -> String {
    let mut out = String::from(
        "# Written by agon. Netlify takes the lines with !, Cloudflare Pages those without.\n",
    );
    for rule in rules {
        for from in forms(&rule.from) {
            let _ = match &rule.to {
                Some(to) => {
                    let to = place(to);
                    writeln!(out, "{base}{from} {base}{to} 301!\n{base}{from} {base}{to} 301")
                }
                None => writeln!(out, "{base}{from} {base}{} 410!", rule.from),
            };
        }
    }
    out
}

fn nginx(base: &str, rules: &[RedirectRule]) -> String {
    let mut out = String::from(
        "# Written by agon. In nginx.conf, inside http: include /srv/site/redirects.nginx.conf;
# and inside server: if ($agon_moved) { return 301 $agon_moved; }
#                    if ($agon_gone) { return 410; }
#                    error_page 410 @gone;
#                    location @gone { try_files $uri $uri.html =410; }
# Addresses are longer than nginx expects of a map's keys.
map_hash_bucket_size 512;
map_hash_max_size 65536;
",
    );
    let each = |out: &mut String,
                name: &str,
                default: &str,
                rows: &mut dyn Iterator<Item = (String, String)>| {
        let _ = writeln!(out, "map $uri ${name} {{\n    default {default};");
        for (from, to) in rows {
            let _ = writeln!(out, "    \"{base}{from}\" {to};");
        }
        out.push_str("}\n");
    };
    let all = || {
        rules.iter().flat_map(|rule| {
            forms(&rule.from).into_iter().map(move |from| (from.to_string(), rule))
        })
    };
    let mut moved = all()
        .filter_map(|(from, rule)| Some((from, format!("\"{base}{}\"", place(rule.to.as_ref()?)))));
    each(&mut out, "agon_moved", "\"\"", &mut moved);
    let mut gone =
        all().filter(|(_, rule)| rule.to.is_none()).map(|(from, _)| (from, "1".to_string()));
    each(&mut out, "agon_gone", "0", &mut gone);
    out
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
    fn a_host_learns_every_form_of_an_old_address_under_the_sites_own_path() {
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
    fn the_map_for_nginx_tells_what_moved_from_what_is_gone() {
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
}
