//! The architecture rules: no module uses one that is declared after it, in any folder of `src`; a `mod.rs` declares and
//! re-exports, it holds no logic; and each external capability is used only by the modules that own it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

/// What only some modules may use: the capability, the paths that show it, and the modules.
const CAPABILITIES: [(&str, &[&str], &[&str]); 7] = [
    ("Markdown", &["pulldown_cmark"], &["markdown"]),
    ("Tera", &["tera"], &["pages::render"]),
    (
        "YAML",
        &["serde_yaml"],
        &[
            "content::load",
            "content::parse",
            "diagnostics",
            "format",
            "import",
            "model::locale",
            "scaffold",
        ],
    ),
    (
        "the clock",
        &["std::time::SystemTime", "SystemTime", "chrono::Utc", "chrono::Local"],
        &["cli"],
    ),
    ("a stopwatch", &["std::time::Instant", "Instant"], &["build::pipeline", "cli"]),
    (
        "the file system",
        &["std::fs", "fs", "walkdir", "rustix", "tempfile", "File"],
        &["content::load", "output", "link_check", "publish", "scaffold"],
    ),
    ("the network", &["ureq", "rusty_s3", "TcpStream"], &["link_check", "publish"]),
];

/// Folders whose files are not ordered yet, and `mod.rs` files that still hold logic.
const UNORDERED: &[&str] = &[];

#[test]
fn modules_use_only_what_is_declared_before_them() {
    let crate_ = Crate::read();
    let mut found = Vec::new();
    for module in crate_.modules.values() {
        found.extend(crate_.order_violations(module));
    }
    found.retain(|v| !UNORDERED.contains(&v.folder.as_str()));
    let found: Vec<String> = found.into_iter().map(|v| v.message).collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn mod_files_declare_and_re_export() {
    let crate_ = Crate::read();
    let with_logic: Vec<&str> = crate_
        .modules
        .values()
        .filter(|m| m.is_folder && m.has_logic && !UNORDERED.contains(&m.name().as_str()))
        .map(|m| m.file.as_str())
        .collect();
    assert_eq!(with_logic, Vec::<&str>::new());
}

#[test]
fn capabilities_are_used_only_by_their_owners() {
    let crate_ = Crate::read();
    let mut found = Vec::new();
    for module in crate_.modules.values() {
        let name = module.name();
        for (what, paths, owners) in CAPABILITIES {
            let is_owner = owners.iter().any(|o| name == *o || name.starts_with(&format!("{o}::")));
            if is_owner {
                continue;
            }
            for used in &module.external {
                if paths.iter().any(|p| used == p || used.starts_with(&format!("{p}::"))) {
                    found.push(format!("{} uses {what}: {used}", module.file));
                }
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn there_are_at_most_twenty_top_level_modules() {
    let crate_ = Crate::read();
    let count = crate_.children(&[]).len();
    assert!(count <= 20, "{count} top-level modules");
}

#[test]
fn lib_documentation_lists_the_modules_in_order() {
    let page = std::fs::read_to_string(source_root().join("lib.rs")).unwrap();
    let rows: Vec<&str> = page
        .lines()
        .filter_map(|l| Some(l.strip_prefix("//! | [`")?.split_once("`]")?.0))
        .collect();
    assert_eq!(rows, Crate::read().children(&[]));
}

/// What is planted, the files, and the violation.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);

#[test]
fn violations_are_found_when_planted() {
    let cases: [Case; 6] = [
        (
            "a sibling that is declared later",
            &[("lib.rs", "mod a; mod b;"), ("a.rs", "use crate::b::X;"), ("b.rs", "")],
            "a.rs uses crate::b, declared after crate::a",
        ),
        (
            "a sibling through super",
            &[
                ("lib.rs", "mod r;"),
                ("r/mod.rs", "mod a; mod b;"),
                ("r/a.rs", "fn f() { super::b::g() }"),
                ("r/b.rs", ""),
            ],
            "r/a.rs uses crate::r::b, declared after crate::r::a",
        ),
        (
            "a re-export of the own folder",
            &[
                ("lib.rs", "mod r;"),
                ("r/mod.rs", "mod a; mod b; pub use b::X;"),
                ("r/a.rs", "use super::X;"),
                ("r/b.rs", ""),
            ],
            "r/a.rs uses X through crate::r; import it from its module",
        ),
        (
            "a path in a macro",
            &[("lib.rs", "mod a; mod b;"), ("a.rs", "fn f() { vec![crate::b::X] }"), ("b.rs", "")],
            "a.rs uses crate::b, declared after crate::a",
        ),
        (
            "tests may use anything",
            &[
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", "#[cfg(test)] mod tests { use crate::b::X; }"),
                ("b.rs", ""),
            ],
            "",
        ),
        (
            "grouped imports",
            &[("lib.rs", "mod a; mod b;"), ("a.rs", "use crate::{a::Y, b::{X, Z}};"), ("b.rs", "")],
            "a.rs uses crate::b, declared after crate::a",
        ),
    ];
    for (case, files, expected) in cases {
        let crate_ = Crate::parse(files.iter().map(|(p, t)| (p.to_string(), t.to_string())));
        let found: Vec<String> = crate_
            .modules
            .values()
            .flat_map(|m| crate_.order_violations(m))
            .map(|v| v.message)
            .collect();
        assert_eq!(found.join("\n"), expected, "{case}");
    }
}

/// The modules of the library by path.
struct Crate {
    modules: BTreeMap<Vec<String>, Module>,
}

struct Module {
    /// From `src`.
    file: String,
    path: Vec<String>,
    is_folder: bool,
    /// Child modules in the order of their declaration.
    declared: Vec<String>,
    has_logic: bool,
    /// Absolute paths inside the crate that the module uses, outside of its tests.
    internal: BTreeSet<Vec<String>>,
    /// Paths that start with another crate or a name in scope.
    external: BTreeSet<String>,
}

impl Module {
    fn name(&self) -> String {
        self.path.join("::")
    }
}

struct Violation {
    folder: String,
    message: String,
}

impl Crate {
    fn read() -> Crate {
        let root = source_root();
        let mut files = Vec::new();
        collect(&root, &mut files);
        Crate::parse(files.into_iter().map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            let text = std::fs::read_to_string(&path).unwrap();
            (name, text)
        }))
    }

    fn parse(files: impl Iterator<Item = (String, String)>) -> Crate {
        let mut modules = BTreeMap::new();
        for (file, text) in files {
            let path = module_path(&file);
            if file == "main.rs" || path.iter().any(|p| p == "tests") {
                continue;
            }
            let syntax = syn::parse_file(&text).unwrap_or_else(|e| panic!("{file}: {e}"));
            let mut visitor = Visitor::new(&path);
            visitor.visit_file(&syntax);
            let module = Module {
                is_folder: file.ends_with("mod.rs") || file == "lib.rs",
                declared: visitor.declared,
                has_logic: syntax.items.iter().any(is_logic),
                internal: visitor.internal,
                external: visitor.external,
                path: path.clone(),
                file,
            };
            modules.insert(path, module);
        }
        Crate { modules }
    }

    fn children(&self, folder: &[String]) -> Vec<String> {
        let declared = &self.modules[folder].declared;
        declared.iter().filter(|d| *d != "tests").cloned().collect()
    }

    fn order_violations(&self, module: &Module) -> Vec<Violation> {
        let mut found: Vec<Violation> = Vec::new();
        let mut seen = BTreeSet::new();
        for used in &module.internal {
            let common = module.path.iter().zip(used).take_while(|(a, b)| a == b).count();
            if common == module.path.len() || common == used.len() {
                // It uses its own children, or only names its parent.
                continue;
            }
            let folder = &module.path[..common];
            let children = self.children(folder);
            let own = &module.path[common];
            let folder_name = if common == 0 { String::new() } else { folder.join("::") };
            let shown = |name: &str| {
                let parts: Vec<&str> = std::iter::once("crate")
                    .chain(folder.iter().map(String::as_str))
                    .chain([name])
                    .collect();
                parts.join("::")
            };
            let position = |name: &str| children.iter().position(|c| c == name);
            let message = match (position(own), position(&used[common])) {
                (Some(a), Some(b)) if b > a => {
                    format!(
                        "{} uses {}, declared after {}",
                        module.file,
                        shown(&used[common]),
                        shown(own)
                    )
                }
                (Some(_), None) => {
                    let parent = shown("").trim_end_matches("::").to_string();
                    format!(
                        "{} uses {} through {parent}; import it from its module",
                        module.file, used[common]
                    )
                }
                _ => continue,
            };
            if seen.insert(message.clone()) {
                found.push(Violation { folder: folder_name, message });
            }
        }
        found
    }
}

/// Whether an item of a `mod.rs` is more than a declaration or a re-export.
fn is_logic(item: &syn::Item) -> bool {
    !matches!(item, syn::Item::Mod(m) if m.content.is_none() || is_test(&m.attrs))
        && !matches!(item, syn::Item::Use(_))
}

fn is_test(attrs: &[syn::Attribute]) -> bool {
    attrs.iter().any(|a| {
        a.path().is_ident("cfg") && a.parse_args::<syn::Path>().is_ok_and(|p| p.is_ident("test"))
    })
}

struct Visitor {
    path: Vec<String>,
    declared: Vec<String>,
    internal: BTreeSet<Vec<String>>,
    external: BTreeSet<String>,
}

impl Visitor {
    fn new(path: &[String]) -> Visitor {
        Visitor {
            path: path.to_vec(),
            declared: Vec::new(),
            internal: BTreeSet::new(),
            external: BTreeSet::new(),
        }
    }

    fn use_path(&mut self, segments: &[String]) {
        let Some(first) = segments.first() else { return };
        let mut absolute = match first.as_str() {
            "crate" => Vec::new(),
            "self" => self.path.clone(),
            "super" => self.path.clone(),
            _ => {
                self.external.insert(segments.join("::"));
                return;
            }
        };
        let supers = segments.iter().take_while(|s| *s == "super").count();
        absolute.truncate(absolute.len() - supers.min(absolute.len()));
        absolute.extend(segments[supers.max(1)..].iter().cloned());
        self.internal.insert(absolute);
    }

    fn use_tree(&mut self, tree: &syn::UseTree, prefix: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(p) => {
                prefix.push(p.ident.to_string());
                self.use_tree(&p.tree, prefix);
                prefix.pop();
            }
            syn::UseTree::Group(g) => g.items.iter().for_each(|t| self.use_tree(t, prefix)),
            syn::UseTree::Name(n) if n.ident == "self" => self.use_path(&prefix.clone()),
            syn::UseTree::Name(n) => self.use_leaf(n.ident.to_string(), prefix),
            syn::UseTree::Rename(r) => self.use_leaf(r.ident.to_string(), prefix),
            syn::UseTree::Glob(_) => self.use_leaf("*".to_string(), prefix),
        }
    }

    fn use_leaf(&mut self, leaf: String, prefix: &[String]) {
        let mut path = prefix.to_vec();
        path.push(leaf);
        self.use_path(&path);
    }

    /// Paths inside of a macro call, which syn does not parse.
    fn use_tokens(&mut self, tokens: proc_macro2::TokenStream) {
        use proc_macro2::TokenTree;
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.flush(&mut path);
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(p) if p.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.flush(&mut path);
                    self.use_tokens(group.stream());
                }
                _ => self.flush(&mut path),
            }
        }
        self.flush(&mut path);
    }

    fn flush(&mut self, path: &mut Vec<String>) {
        if path.len() > 1 {
            self.use_path(path);
        }
        path.clear();
    }
}

impl<'ast> Visit<'ast> for Visitor {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if is_test(&item.attrs) {
            return;
        }
        match item.content {
            None => self.declared.push(item.ident.to_string()),
            Some(_) => visit::visit_item_mod(self, item),
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test(&item.attrs) {
            self.use_tree(&item.tree, &mut Vec::new());
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            let segments: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
            self.use_path(&segments);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.use_tokens(item.tokens.clone());
    }
}

fn source_root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn module_path(file: &str) -> Vec<String> {
    if file == "lib.rs" {
        return Vec::new();
    }
    let stem = file.trim_end_matches(".rs").trim_end_matches("/mod");
    stem.split('/').map(str::to_string).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            found.push(entry);
        }
    }
}
