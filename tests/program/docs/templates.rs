//! The page of the manual on templates: what each has, made from the types of the views and from the templates.

use super::reference::assert_page;
use super::texts;
use proc_macro2::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use syn::spanned::Spanned;
use walkdir::WalkDir;

/// Templates that are no pages, and the structs of their data.
const OTHERS: [(&str, &str); 9] = [
    ("feeds/atom.xml", "FeedPage"),
    ("feeds/rss.xml", "FeedPage"),
    ("feeds/title.txt", "EntryPage"),
    ("feeds/entry.html", "EntryPage"),
    ("feeds/opml.xml", "Directory"),
    ("feeds/sitemap.xml", "SitemapPage"),
    ("feeds/sitemaps.xml", "SitemapPage"),
    ("feeds/robots.txt", "RobotsPage"),
    ("cards/card.xml", "SocialCardView"),
];

/// The most bytes of the page.
const MOST: usize = 150_000;

/// A field or a variant: its name, its type and what it says.
struct Field {
    name: String,
    shown: String,
    doc: String,
    /// The structs that its type names.
    named: Vec<String>,
}

#[derive(Default)]
struct Record {
    doc: String,
    fields: Vec<Field>,
    /// Of an enum: whether templates see one of its words and no fields.
    is_word: bool,
}

/// The structs and enums that templates see, by name.
#[derive(Default)]
struct Types(BTreeMap<String, Record>);

impl Types {
    /// The types of the views, else those of the record: a name of both is that of the view.
    fn read() -> Types {
        let mut types = Types::default();
        for folder in ["src/records", "src/exports/feeds", "src/pages"] {
            let files = WalkDir::new(texts::root().join(folder)).sort_by_file_name();
            for file in files {
                let file = file.expect("the sources can be listed");
                if file.path().extension().is_some_and(|e| e == "rs") {
                    types.add(file.path());
                }
            }
        }
        types
    }

    fn add(&mut self, path: &Path) {
        let text = std::fs::read_to_string(path).expect("a source is text");
        let file = syn::parse_file(&text).expect("a source can be parsed");
        for item in &file.items {
            let (attributes, name) = match item {
                syn::Item::Struct(item) => (&item.attrs, item.ident.to_string()),
                syn::Item::Enum(item) => (&item.attrs, item.ident.to_string()),
                _ => continue,
            };
            if !is_serialized(attributes) {
                continue;
            }
            let record = match item {
                syn::Item::Struct(item) => match &item.fields {
                    syn::Fields::Named(fields) => of_fields(&fields.named, attributes),
                    _ => continue,
                },
                syn::Item::Enum(item) => of_enum(item),
                _ => continue,
            };
            self.0.insert(name, record);
        }
    }
}

fn is_serialized(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|a| a.path().is_ident("derive") && tokens(&a.meta).contains("Serialize"))
}

fn of_fields<'f>(
    fields: impl IntoIterator<Item = &'f syn::Field>,
    attributes: &[syn::Attribute],
) -> Record {
    let mut record = Record { doc: doc(attributes), ..Record::default() };
    for field in fields {
        let serde = serde_of(&field.attrs);
        if serde.contains("skip)") {
            continue;
        }
        let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        let name = match serde.split_once("rename = \"") {
            Some((_, rest)) => rest.split('"').next().unwrap_or_default().to_string(),
            None => name.trim_start_matches("r#").to_string(),
        };
        let name = if serde.contains("flatten") { format!("({name})") } else { name };
        let mut named = Vec::new();
        let shown = shown_type(&field.ty, &mut named);
        record.fields.push(Field { name, shown, doc: doc(&field.attrs), named });
    }
    record
}

/// An enum with data has a row for each variant with the fields of that.
fn of_enum(item: &syn::ItemEnum) -> Record {
    let mut record = Record { doc: doc(&item.attrs), is_word: true, ..Record::default() };
    for variant in &item.variants {
        let mut named = Vec::new();
        let mut parts = Vec::new();
        for field in &variant.fields {
            let shown = shown_type(&field.ty, &mut named);
            parts.push(match &field.ident {
                Some(name) => format!("`{name}`: {shown}"),
                None => shown,
            });
        }
        record.is_word &= parts.is_empty();
        let (name, shown) = (snake(&variant.ident.to_string()), parts.join("; "));
        record.fields.push(Field { name, shown, doc: doc(&variant.attrs), named });
    }
    record
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// The source of a node on one line.
fn tokens(node: &impl Spanned) -> String {
    let span: Span = node.span();
    span.source_text().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn serde_of(attributes: &[syn::Attribute]) -> String {
    let serde = attributes.iter().filter(|a| a.path().is_ident("serde"));
    serde.map(|a| tokens(&a.meta)).collect()
}

/// The doc comment as one text, with links to items as code.
fn doc(attributes: &[syn::Attribute]) -> String {
    let mut text = String::new();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("doc")) {
        if let syn::Meta::NameValue(pair) = &attribute.meta
            && let syn::Expr::Lit(literal) = &pair.value
            && let syn::Lit::Str(line) = &literal.lit
        {
            text.push_str(line.value().trim());
            text.push(' ');
        }
    }
    let mut out = String::new();
    let mut rest = text.trim();
    while let Some((before, after)) = rest.split_once("[`") {
        let (path, end) = after.split_once("`]").unwrap_or((after, ""));
        let _ = write!(out, "{before}`{}`", path.rsplit("::").next().unwrap_or(path));
        rest = match end.strip_prefix('(') {
            Some(address) => address.split_once(')').map_or("", |(_, end)| end),
            None => end,
        };
    }
    out.push_str(rest);
    out
}

/// A type in words; the structs that it names are added to `named`.
fn shown_type(ty: &syn::Type, named: &mut Vec<String>) -> String {
    match ty {
        syn::Type::Reference(reference) => shown_type(&reference.elem, named),
        syn::Type::Slice(slice) => format!("list of {}", shown_type(&slice.elem, named)),
        syn::Type::Array(array) => format!("list of {}", shown_type(&array.elem, named)),
        syn::Type::Tuple(tuple) => {
            let parts: Vec<String> = tuple.elems.iter().map(|ty| shown_type(ty, named)).collect();
            format!("list of {}", parts.join(", "))
        }
        syn::Type::Path(path) => of_path(path.path.segments.last().expect("a name"), named),
        _ => "any".to_string(),
    }
}

fn of_path(segment: &syn::PathSegment, named: &mut Vec<String>) -> String {
    let mut inner = Vec::new();
    if let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments {
        for argument in &arguments.args {
            if let syn::GenericArgument::Type(ty) = argument {
                inner.push(shown_type(ty, named));
            }
        }
    }
    let first = inner.first().cloned().unwrap_or_default();
    let name = segment.ident.to_string();
    match (name.as_str(), inner.last()) {
        ("Option", _) => format!("{first}, or none"),
        ("Vec", _) => format!("list of {first}"),
        ("Box" | "Arc" | "Rc" | "Cow", Some(last)) => last.clone(),
        ("BTreeMap" | "HashMap", Some(last)) => format!("map of {last}"),
        ("String" | "str", _) => "text".to_string(),
        ("bool", _) => "yes or no".to_string(),
        ("u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" | "f64", _) => "number".to_string(),
        ("Value", _) => "any".to_string(),
        _ => {
            named.push(name.clone());
            match inner.is_empty() {
                true => format!("{{{name}}}"),
                false => format!("{{{name}}} of {}", inner.join(", ")),
            }
        }
    }
}

/// A text in a cell: nothing of it is markup but code.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for (n, part) in text.split('`').enumerate() {
        let part = part.replace('|', "\\|");
        match n % 2 {
            0 => out += &part.replace('<', "\\<").replace('[', "\\[").replace('{', "\\{"),
            _ => out += &format!("`{part}`"),
        }
    }
    out
}

/// A type with links to the structs on the page; a name without one is a text.
fn linked(shown: &str, types: &Types) -> String {
    let mut out = String::new();
    let mut rest = shown;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, end) = after.split_once('}').expect("a closed name");
        out.push_str(before);
        match types.0.get(name) {
            Some(record) if !record.is_word => {
                let _ = write!(out, "[{name}](#{})", name.to_lowercase());
            }
            _ => out.push_str("text"),
        }
        rest = end;
    }
    out + rest
}

fn table(record: &Record, types: &Types, out: &mut String) {
    if record.fields.is_empty() {
        out.push_str("\nNothing of its own.\n");
        return;
    }
    out.push_str("\n| name | type | |\n|---|---|---|\n");
    for field in &record.fields {
        let name = match field.name.strip_prefix('(') {
            Some(_) => "…".to_string(),
            None => format!("`{}`", field.name),
        };
        let _ =
            writeln!(out, "| {name} | {} | {} |", linked(&field.shown, types), cell(&field.doc));
    }
}

/// The structs that a struct leads to.
fn reach(name: &str, types: &Types, found: &mut BTreeSet<String>) {
    let Some(record) = types.0.get(name).filter(|record| !record.is_word) else { return };
    if !found.insert(name.to_string()) {
        return;
    }
    for field in &record.fields {
        field.named.iter().for_each(|name| reach(name, types, found));
    }
}

/// The struct of each template of a page, from the table of page kinds and that of views.
fn page_templates() -> BTreeMap<String, String> {
    let read = |path: &str| std::fs::read_to_string(texts::root().join(path)).expect("a source");
    let (kinds, views) = (read("src/pages/routes/route.rs"), read("src/pages/views/page_view.rs"));
    let mut structs = BTreeMap::new();
    for line in views.lines().filter(|line| line.contains(" -> ") && line.ends_with(';')) {
        let kind = line.trim().split(['(', ' ']).next().unwrap_or_default();
        let name = line.rsplit("::").next().unwrap_or_default();
        structs.insert(kind, name.trim_end_matches([';', '>', '\'', 'a', '<']).to_string());
    }
    let mut templates = BTreeMap::new();
    for line in kinds.lines() {
        let Some((kind, rest)) = line.trim().split_once(" \"") else { continue };
        let kind = kind.split('(').next().unwrap_or_default();
        if let (Some((template, _)), Some(name)) = (rest.split_once("\":"), structs.get(kind)) {
            templates.insert(format!("pages/{template}.html"), name.clone());
        }
    }
    templates
}

/// The components of a template: name, arguments, and the comment before it.
fn components(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{% component ") {
        let (call, end) = after.split_once("%}").expect("a closed tag");
        let comment = before.rsplit_once("{#").and_then(|(_, comment)| comment.split_once("#}"));
        let comment = comment.filter(|(_, between)| between.trim().is_empty());
        let words = comment.map_or("", |(words, _)| words).split_whitespace();
        let call = call.trim().trim_end_matches('-').trim().to_string();
        found.push((call, words.collect::<Vec<_>>().join(" ")));
        rest = end;
    }
    found
}

#[test]
fn page_of_templates_names_every_variable_block_and_component() {
    let types = Types::read();
    let mut pages = page_templates();
    assert!(pages.len() > 40, "{pages:?}");
    pages.extend(OTHERS.map(|(template, name)| (template.to_string(), name.to_string())));
    let mut text = String::from(
        "---\ntitle: Template reference\nsummary: What each template gets, with the blocks and components that can be replaced.\n---\n\
         Made from the types of the program. How to change a template is in [Change a template](own-template.md).\n\n\
         A value of a struct has the fields of its table below, `…` those of another struct beside its own. A value that may\n\
         be none is left out or empty where there is none. Names of a text are words in English; `label`, `t` and `long_date`\n\
         write them out in the language of the site.\n\n## In every template of a page\n",
    );
    let mut used = BTreeSet::new();
    for (name, record) in [("site", "SharedData"), ("page", "PageHead")] {
        let _ = writeln!(text, "\n`{name}`: [{record}](#{})", record.to_lowercase());
        reach(record, &types, &mut used);
    }
    text += "\n## Templates\n\n| template | its data |\n|---|---|\n";
    for (template, record) in &pages {
        assert!(types.0.contains_key(record), "{template} has a {record}, which is unknown");
        reach(record, &types, &mut used);
        let _ = writeln!(text, "| `{template}` | [{record}](#{}) |", record.to_lowercase());
    }
    text += "\n## Blocks and hooks\n\n| file | block |\n|---|---|\n";
    let (mut calls, mut hooks) = (String::new(), Vec::new());
    let root = texts::root().join("templates");
    for file in WalkDir::new(&root).sort_by_file_name() {
        let file = file.expect("templates/ can be listed");
        let path = file.path().strip_prefix(&root).expect("below templates/").to_str().unwrap();
        let Some(template) = std::fs::read_to_string(file.path()).ok() else { continue };
        if path.starts_with("hooks/") {
            hooks.push(format!("`{path}`"));
        }
        if path == "layout.html" {
            for block in template.split("{% block ").skip(1) {
                let name = block.split_whitespace().next().unwrap_or_default();
                let _ = writeln!(text, "| `{path}` | `{name}` |");
            }
        }
        for (call, words) in components(&template) {
            let _ =
                writeln!(calls, "| `{}` | `{path}` | {} |", call.replace("|", "\\|"), cell(&words));
        }
    }
    let _ = writeln!(text, "\nHooks, which are empty: {}.", hooks.join(", "));
    text += "\n## Components\n\n| component | file | |\n|---|---|---|\n";
    text += &calls;
    text += "\n## Structs\n";
    for name in &used {
        let record = &types.0[name];
        let _ = writeln!(text, "\n### {name}");
        if !record.doc.is_empty() {
            let _ = writeln!(text, "\n{}", cell(&record.doc));
        }
        table(record, &types, &mut text);
    }
    assert!(text.len() <= MOST, "the page has {} bytes", text.len());
    assert_page("templates", &text);
}
