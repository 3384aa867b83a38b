//! Which file of a site is what, by its path: the one table of places.

use crate::model::Date;
use crate::source::is_picture;

/// What a text of a site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    Site,
    Vocabulary,
    Theme,
    Elsewhere,
    Sources,
    Publishers,
    Entity,
    Page,
    Topic,
    Watch,
    Figures,
    Contradictions,
    Definitions,
    SharedDefinitions,
    Facts,
    Gather,
    Thread,
    Article,
    Picture,
}

impl FileKind {
    pub const ALL: [FileKind; 19] = [
        FileKind::Site,
        FileKind::Vocabulary,
        FileKind::Theme,
        FileKind::Elsewhere,
        FileKind::Sources,
        FileKind::Publishers,
        FileKind::Entity,
        FileKind::Page,
        FileKind::Topic,
        FileKind::Watch,
        FileKind::Figures,
        FileKind::Contradictions,
        FileKind::Definitions,
        FileKind::SharedDefinitions,
        FileKind::Facts,
        FileKind::Gather,
        FileKind::Thread,
        FileKind::Article,
        FileKind::Picture,
    ];

    /// The kind of the file at a path from the site's root; `None` for a path that matches no pattern.
    pub fn of(path: &str) -> Option<FileKind> {
        if describes_picture(path) {
            return Some(FileKind::Picture);
        }
        FileKind::ALL.into_iter().find(|kind| {
            let mut parts = kind.pattern().split('/').zip(path.split('/'));
            kind.pattern().split('/').count() == path.split('/').count()
                && parts.all(|(pattern, part)| matches_part(pattern, part))
        })
    }

    /// The path that was meant by one that is nearly of a kind: `content/topic/a/thread/b.md`.
    pub(super) fn meant(path: &str) -> Option<String> {
        let parts: Vec<&str> = path.split('/').collect();
        if let Some(place) = habitual_place(&parts[1..]) {
            return Some(format!("content/{place}"));
        }
        let kinds = FileKind::ALL.into_iter().filter(is_placed);
        let candidates = kinds.filter_map(|kind| {
            let patterns: Vec<&str> = kind.pattern().split('/').collect();
            if patterns.len() != parts.len() {
                return None;
            }
            let mut meant = Vec::new();
            let mut distance = 0;
            for (pattern, part) in patterns.into_iter().zip(&parts) {
                let is_known = part == &"content" || matches_part(pattern, part);
                let name = if is_known { part } else { pattern };
                distance += strsim::damerau_levenshtein(name, part);
                meant.push(name);
            }
            let is_near = distance <= 3 && !meant.iter().any(|part| part.starts_with('*'));
            is_near.then(|| (distance, meant.join("/")))
        });
        candidates.min().map(|(_, path)| path)
    }

    /// Its name in commands and file names, its pattern, and what it or one of its records is called in messages.
    fn row(self) -> [&'static str; 3] {
        match self {
            FileKind::Site => ["site", "content/site.yaml", "site.yaml"],
            FileKind::Vocabulary => ["vocabulary", "content/vocabulary.yaml", "vocabulary.yaml"],
            FileKind::Theme => ["theme", "themes/*/theme.yaml", "theme.yaml"],
            FileKind::Elsewhere => {
                ["elsewhere", "content/elsewhere/*.yaml", "a topic followed elsewhere"]
            }
            FileKind::Sources => ["sources", "content/sources/*.yaml", "a source"],
            FileKind::Publishers => ["publishers", "content/publishers.yaml", "a publisher"],
            FileKind::Entity => ["entity", "content/entities/*.md", "an entity"],
            FileKind::Page => ["page", "content/pages/*.md", "a page"],
            FileKind::Topic => ["topic", "content/topics/*/topic.md", "topic.md"],
            FileKind::Watch => ["watch", "content/topics/*/watch.yaml", "watch.yaml"],
            FileKind::Figures => ["figures", "content/topics/*/figures.yaml", "a figure"],
            FileKind::Contradictions => {
                ["contradictions", "content/topics/*/contradictions.yaml", "a contradiction"]
            }
            FileKind::Definitions => {
                ["definitions", "content/topics/*/definitions.yaml", "a definition"]
            }
            FileKind::SharedDefinitions => {
                ["shared-definitions", "content/definitions/*.yaml", "a definition"]
            }
            FileKind::Facts => ["facts", "content/topics/*/facts.yaml", "facts.yaml"],
            FileKind::Gather => ["gather", "content/topics/*/gathers/*.md", "a gather"],
            FileKind::Thread => ["thread", "content/topics/*/threads/*.md", "a thread"],
            FileKind::Article => ["article", "content/topics/*/articles/*.md", "an article"],
            FileKind::Picture => [
                "picture",
                "content/**/*.{avif,gif,jpeg,jpg,png,svg,webp}.yaml",
                "the description of a picture",
            ],
        }
    }

    pub fn name(self) -> &'static str {
        self.row()[0]
    }

    /// Where such files are, as a pattern that editors know.
    pub fn pattern(self) -> &'static str {
        self.row()[1]
    }

    pub(super) fn noun(self) -> &'static str {
        self.row()[2]
    }

    /// Whether it is Markdown with front matter; the others are YAML alone.
    pub fn is_markdown(self) -> bool {
        self.pattern().ends_with(".md")
    }

    /// Whether it is a list of records; the others are one mapping.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            FileKind::Elsewhere
                | FileKind::Sources
                | FileKind::Publishers
                | FileKind::Figures
                | FileKind::Contradictions
                | FileKind::Definitions
                | FileKind::SharedDefinitions
        )
    }
}

/// Whether files of a kind have a place of their own.
fn is_placed(kind: &FileKind) -> bool {
    !matches!(kind, FileKind::Theme | FileKind::Picture)
}

/// Whether a file of content/ is the sidecar file of a picture: `quay.jpg.yaml`.
fn describes_picture(path: &str) -> bool {
    let described = [".yaml", ".yml"].iter().find_map(|ending| path.strip_suffix(ending));
    path.starts_with("content/") && described.is_some_and(is_picture)
}

/// The place of a file that is put where other programs have it; `parts` are below content/.
fn habitual_place(parts: &[&str]) -> Option<String> {
    let (name, ending) = parts.last()?.rsplit_once('.')?;
    let is_index = ["index", "_index"].contains(&name);
    if ["README", "CHANGELOG", "LICENSE"].contains(&name) {
        return None;
    }
    match (parts, ending) {
        (["topics", _], "md") => Some(format!("topics/{name}/topic.md")),
        (["topics", topic, _], "md") if is_index => Some(format!("topics/{topic}/topic.md")),
        (["topics", topic, file], "md") if name.get(..10).and_then(Date::parse).is_some() => {
            Some(format!("topics/{topic}/gathers/{file}"))
        }
        (["entities", _], "yaml" | "yml") => Some(format!("entities/{name}.md")),
        (["sources", _], "md") => Some(format!("sources/{name}.yaml")),
        (["sources", folder, _], "yaml" | "yml") => Some(format!("sources/{folder}-{name}.yaml")),
        (
            ["people" | "persons" | "actors" | "organisations" | "organizations" | "terms", file],
            "md",
        ) => Some(format!("entities/{file}")),
        _ => None,
    }
}

fn matches_part(pattern: &str, part: &str) -> bool {
    match pattern {
        "*" => true,
        "*.md" => part.ends_with(".md"),
        "*.yaml" => !part.ends_with(".md"),
        name => part == name || name == part.replace(".yml", ".yaml"),
    }
}
