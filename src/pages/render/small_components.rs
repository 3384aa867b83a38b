//! Small components are written out where built-in templates call them: a call makes a context of its own, a page has
//! thousands, and most of them write one date or one link.
//!
//! Takes the sources of templates, gives them with calls replaced by the body of the component, in which arguments stand for
//! its parameters. A call stays a call where that could mean something else: the site has a component of that name, an
//! argument is more than a path or a literal, or the component has more than conditions and loops.

use std::collections::{HashMap, HashSet};

/// A longer body is called: templates would grow, and take longer to read.
const MOST_BYTES: usize = 700;
/// How deep bodies are written out within each other.
const MOST_LEVELS: usize = 6;

/// Text or a tag with its braces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece<'t> {
    Text(&'t str),
    Tag(&'t str),
}

struct Component<'t> {
    /// The parameters with their defaults.
    parameters: Vec<(&'t str, Option<&'t str>)>,
    body: Vec<Piece<'t>>,
    /// Names that loops of the body give to values.
    loop_names: HashSet<&'t str>,
}

pub(super) struct SmallComponents<'t>(HashMap<&'t str, Component<'t>>);

impl<'t> SmallComponents<'t> {
    /// Those of the built-in templates that the site's own templates do not replace.
    pub(super) fn new(
        built_in: impl Iterator<Item = &'t str>,
        own: impl Iterator<Item = &'t str>,
    ) -> SmallComponents<'t> {
        let mut components = HashMap::new();
        for source in built_in {
            components
                .extend(definitions(source).filter_map(|(name, header, body)| {
                    Some((name, Component::new(header, body)?))
                }));
        }
        for source in own {
            for (name, ..) in definitions(source) {
                components.remove(name);
            }
        }
        SmallComponents(components)
    }

    /// A built-in template with its calls of these written out.
    pub(super) fn written_out(&self, source: &str) -> String {
        self.write_out(source, MOST_LEVELS)
    }

    fn write_out(&self, source: &str, levels: usize) -> String {
        let mut out = String::with_capacity(source.len());
        let mut is_trimmed = false;
        for piece in pieces(source) {
            match piece {
                Piece::Text(text) if is_trimmed => out.push_str(text.trim_start()),
                Piece::Text(text) => out.push_str(text),
                Piece::Tag(tag) => match self.body_of(tag) {
                    Some(body) if levels > 0 => {
                        if tag.starts_with("{{-") {
                            out.truncate(out.trim_end().len());
                        }
                        out.push_str(&self.write_out(&body, levels - 1));
                        is_trimmed = tag.ends_with("-}}");
                        continue;
                    }
                    _ => out.push_str(tag),
                },
            }
            is_trimmed = false;
        }
        out
    }

    /// What a call stands for.
    fn body_of(&self, tag: &str) -> Option<String> {
        let call = tag.strip_prefix("{{")?;
        let call = content(call.strip_suffix("}}")?).strip_prefix('<')?.strip_suffix("/>")?;
        let (name, arguments) = split_name(call);
        let component = self.0.get(name)?;
        let mut given: HashMap<&str, &str> = HashMap::new();
        let mut rest = arguments.trim_start();
        while !rest.is_empty() {
            let (parameter, value) = rest.split_once('=')?;
            let end = match value.as_bytes().first()? {
                b'"' => value[1..].find('"')? + 2,
                b'{' => value.find('}')? + 1,
                _ => return None,
            };
            let written = value[..end].trim_matches(['{', '}']).trim();
            let is_known = component.parameters.iter().any(|(known, _)| *known == parameter);
            if !is_known || !component.takes(written) {
                return None;
            }
            given.insert(parameter, written);
            rest = value[end..].trim_start();
        }
        for (parameter, default) in &component.parameters {
            if !given.contains_key(parameter) {
                given.insert(parameter, (*default)?);
            }
        }
        let mut body = String::new();
        for piece in &component.body {
            match piece {
                Piece::Text(text) => body.push_str(text),
                Piece::Tag(tag) => substitute(tag, &given, &mut body),
            }
        }
        // white space beside the call is not the body's to trim
        if matches!(body.get(..3), Some("{{-" | "{%-")) {
            body.remove(2);
        }
        if body.ends_with("-}}") || body.ends_with("-%}") {
            body.remove(body.len() - 3);
        }
        Some(body)
    }
}

impl<'t> Component<'t> {
    fn new(header: &'t str, mut body: Vec<Piece<'t>>) -> Option<Component<'t>> {
        let mut parameters = Vec::new();
        for parameter in header.split(',').map(str::trim).filter(|written| !written.is_empty()) {
            match parameter.split_once('=') {
                Some((name, default)) => parameters.push((name.trim(), Some(default.trim()))),
                None => parameters.push((parameter, None)),
            }
        }
        body.retain(|piece| !matches!(piece, Piece::Tag(tag) if tag.starts_with("{#")));
        let (mut loop_names, mut len) = (HashSet::new(), 0);
        for piece in &body {
            let (Piece::Text(written) | Piece::Tag(written)) = piece;
            len += written.len();
            let Piece::Tag(tag) = piece else { continue };
            let Some(statement) = tag.strip_prefix("{%") else { continue };
            let (word, rest) = split_name(content(statement.strip_suffix("%}")?));
            match word {
                "if" | "elif" | "else" | "endif" | "endfor" => {}
                "for" => {
                    let (names, _) = rest.split_once(" in ")?;
                    loop_names.extend(names.split(',').map(str::trim));
                }
                _ => return None,
            }
        }
        let names = parameters.iter().map(|(name, _)| *name);
        let is_plain = len <= MOST_BYTES
            && names.clone().all(|name| split_name(name) == (name, ""))
            && names.clone().all(|name| !loop_names.contains(name));
        is_plain.then_some(Component { parameters, body, loop_names })
    }

    /// Whether an argument means the same inside of the body.
    fn takes(&self, argument: &str) -> bool {
        let is_text = argument.len() > 1 && argument.starts_with('"');
        if is_text || argument.bytes().all(|byte| byte.is_ascii_digit()) {
            return true;
        }
        let root = argument.split('.').next().unwrap_or_default();
        root != "loop"
            && !self.loop_names.contains(root)
            && argument.split('.').all(|name| !name.is_empty() && split_name(name) == (name, ""))
    }
}

/// The components that a template defines: the name, the parameters, and the body as it is written between other words.
fn definitions(source: &str) -> impl Iterator<Item = (&str, &str, Vec<Piece<'_>>)> {
    let mut pieces = pieces(source).into_iter();
    std::iter::from_fn(move || {
        let (start, name, header) = pieces.by_ref().find_map(|piece| {
            let Piece::Tag(tag) = piece else { return None };
            let (word, rest) = split_name(content(tag.strip_prefix("{%")?.strip_suffix("%}")?));
            let (name, header) = split_name(rest.trim_start());
            let header = header.trim().strip_prefix('(')?.strip_suffix(')')?;
            (word == "component").then_some((tag, name, header))
        })?;
        let mut body = Vec::new();
        let mut end = "";
        for piece in pieces.by_ref() {
            if let Piece::Tag(tag) = piece
                && tag.starts_with("{%")
                && content(&tag[2..tag.len() - 2]).starts_with("endcomponent")
            {
                end = tag;
                break;
            }
            body.push(piece);
        }
        trim_edges(&mut body, start.ends_with("-%}"), end.starts_with("{%-"));
        Some((name, header, body))
    })
}

/// Takes away the white space that tags at the edges of a body do not let through, so that they need not do it elsewhere.
fn trim_edges(body: &mut Vec<Piece>, at_start: bool, at_end: bool) {
    if let [Piece::Text(text), rest @ ..] = &mut body[..] {
        let next_trims = matches!(rest, [Piece::Tag(tag), ..] if tag.as_bytes()[2] == b'-');
        if at_start {
            *text = text.trim_start();
        }
        if next_trims {
            *text = text.trim_end();
        }
    }
    if let [rest @ .., Piece::Text(text)] = &mut body[..] {
        let last_trims =
            matches!(rest, [.., Piece::Tag(tag)] if tag.as_bytes()[tag.len() - 3] == b'-');
        if at_end {
            *text = text.trim_end();
        }
        if last_trims {
            *text = text.trim_start();
        }
    }
    body.retain(|piece| *piece != Piece::Text(""));
}

/// A tag with arguments in the place of parameters.
fn substitute(tag: &str, given: &HashMap<&str, &str>, out: &mut String) {
    let mut rest = tag;
    let mut before = String::new();
    while let Some(first) = rest.chars().next() {
        if first == '"' || first == '\'' {
            let end = rest[1..].find(first).map_or(rest.len(), |end| end + 2);
            before.clear();
            before.push(first);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        let (name, behind) = split_name(rest);
        if name.is_empty() {
            if !first.is_whitespace() {
                before.clear();
                before.push(first);
            }
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let is_key = behind.trim_start().starts_with('=') && !behind.trim_start().starts_with("==");
        let is_other = is_key || out.ends_with(['.', '<']) || matches!(&*before, "|" | "is");
        match given.get(name).filter(|_| !is_other) {
            Some(argument) => out.push_str(argument),
            None => out.push_str(name),
        }
        before.clear();
        before.push_str(name);
        rest = behind;
    }
}

/// Texts and tags in turn.
fn pieces(source: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = source;
    while let Some(start) = ["{{", "{%", "{#"].iter().filter_map(|tag| rest.find(tag)).min() {
        let end = start + tag_len(&rest[start..]);
        if start > 0 {
            pieces.push(Piece::Text(&rest[..start]));
        }
        pieces.push(Piece::Tag(&rest[start..end]));
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// Where the tag at the start of a text ends.
fn tag_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (close, mut at) = (if bytes[1] == b'{' { b'}' } else { bytes[1] }, 2);
    let (mut depth, mut quote) = (0_usize, None);
    while at + 1 < bytes.len() {
        match (quote, bytes[at]) {
            (Some(mark), byte) if byte == mark => quote = None,
            (Some(_), _) => {}
            (None, byte) if depth == 0 && byte == close && bytes[at + 1] == b'}' => return at + 2,
            (None, byte @ (b'"' | b'\'')) if close != b'#' => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    text.len()
}

/// What is in a tag without its braces.
fn content(tag: &str) -> &str {
    let tag = tag.strip_prefix('-').unwrap_or(tag);
    tag.strip_suffix('-').unwrap_or(tag).trim()
}

/// The name at the start of a text, and the rest.
fn split_name(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPONENTS: &str = "\
        {% component time(d) %}<time>{{ d.iso }}</time>{% endcomponent time %}\n\
        {% component links(items, what=\"page\") -%}\n\
        {% for l in items %}{{ l.what }} {{ \"what\" | t(what=what) }}{% endfor %}\n\
        {%- endcomponent links %}\n\
        {% component place(n) -%}\n  <a>{{ n.text }}</a> {{ <time d={n.date} /> }}\n{%- endcomponent place %}\n\
        {% component maybe(a, b) %}\n{%- if a and 2 < b -%} x {%- endif -%}\n{% endcomponent maybe %}\n\
        {% component line(a) %}\n<p>{{ a }}\n{%- if a %}</p>{% endif %}{% endcomponent line %}\n\
        {% component kept(n) %}{% set a = n %}{{ a }}{% endcomponent kept %}";

    fn written_out(template: &str, own: &str) -> String {
        SmallComponents::new([COMPONENTS].into_iter(), [own].into_iter()).written_out(template)
    }

    #[test]
    fn calls_become_bodies_with_their_arguments() {
        let cases = [
            ("path", "a {{ <time d={e.date} /> }} b", "a <time>{{ e.date.iso }}</time> b"),
            ("white space", "a {{- <time d={e} /> -}} b", "a<time>{{ e.iso }}</time>b"),
            (
                "default, loop, name of an argument",
                "{{ <links items={e.all} /> }}",
                "{% for l in e.all %}{{ l.what }} {{ \"what\" | t(what=\"page\") }}{% endfor %}",
            ),
            (
                "white space of the body",
                "a {{ <maybe a={e.b} b={c} /> }} d",
                "a {% if e.b and 2 < c -%} x {%- endif %} d",
            ),
            (
                "lines of the body",
                "a{{ <line a={e} /> }}",
                "a\n<p>{{ e }}\n{%- if e %}</p>{% endif %}",
            ),
            (
                "within each other",
                "{{ <place n={m} /> }}",
                "<a>{{ m.text }}</a> <time>{{ m.date.iso }}</time>",
            ),
        ];
        for (name, template, expected) in cases {
            assert_eq!(written_out(template, ""), expected, "{name}");
        }
    }

    #[test]
    fn calls_that_could_mean_something_else_stay() {
        let own = "{% component time(d) %}{{ d.iso }}{% endcomponent time %}";
        let cases = [
            ("the site's own component", "{{ <time d={e} /> }}", own),
            ("a filtered argument", "{{ <time d={e | first} /> }}", ""),
            ("a name that the loop takes", "{{ <links items={l.all} /> }}", ""),
            ("a missing argument", "{{ <time /> }}", ""),
            ("a body that sets a name", "{{ <kept n={e} /> }}", ""),
            ("an argument of a message", "{{ \"x\" | t(d=<time d={e} />) }}", ""),
            ("another component", "{{ <other d={e} /> }}", ""),
        ];
        for (name, template, own) in cases {
            assert_eq!(written_out(template, own), template, "{name}");
        }
    }
}
