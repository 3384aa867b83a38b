//! Which file of a site is what, by its path: the one table of places.

/// What a file under content/ is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    Site,
    Elsewhere,
    Sources,
    Publishers,
    Entity,
    Page,
    Topic,
    Watch,
    Figures,
    Gather,
    Thread,
    Article,
}

impl FileKind {
    pub const ALL: [FileKind; 12] = [
        FileKind::Site,
        FileKind::Elsewhere,
        FileKind::Sources,
        FileKind::Publishers,
        FileKind::Entity,
        FileKind::Page,
        FileKind::Topic,
        FileKind::Watch,
        FileKind::Figures,
        FileKind::Gather,
        FileKind::Thread,
        FileKind::Article,
    ];

    /// What stands at a path from the site's root; `None` where no file has its place.
    pub fn of(path: &str) -> Option<FileKind> {
        let markdown = path.ends_with(".md");
        let path: Vec<&str> = path.split('/').skip(1).collect();
        Some(match path[..] {
            ["site.yaml" | "site.yml"] => FileKind::Site,
            ["publishers.yaml" | "publishers.yml"] => FileKind::Publishers,
            ["elsewhere", _] if !markdown => FileKind::Elsewhere,
            ["sources", _] if !markdown => FileKind::Sources,
            ["entities", _] if markdown => FileKind::Entity,
            ["pages", _] if markdown => FileKind::Page,
            ["topics", _, "topic.md"] => FileKind::Topic,
            ["topics", _, "watch.yaml" | "watch.yml"] => FileKind::Watch,
            ["topics", _, "figures.yaml" | "figures.yml"] => FileKind::Figures,
            ["topics", _, "gathers", _] if markdown => FileKind::Gather,
            ["topics", _, "threads", _] if markdown => FileKind::Thread,
            ["topics", _, "articles", _] if markdown => FileKind::Article,
            _ => return None,
        })
    }

    /// Its name in commands and file names.
    pub fn name(self) -> &'static str {
        match self {
            FileKind::Site => "site",
            FileKind::Elsewhere => "elsewhere",
            FileKind::Sources => "sources",
            FileKind::Publishers => "publishers",
            FileKind::Entity => "entity",
            FileKind::Page => "page",
            FileKind::Topic => "topic",
            FileKind::Watch => "watch",
            FileKind::Figures => "figures",
            FileKind::Gather => "gather",
            FileKind::Thread => "thread",
            FileKind::Article => "article",
        }
    }

    /// Where such files stand, as a pattern that editors know.
    pub fn pattern(self) -> &'static str {
        match self {
            FileKind::Site => "content/site.yaml",
            FileKind::Elsewhere => "content/elsewhere/*.yaml",
            FileKind::Sources => "content/sources/*.yaml",
            FileKind::Publishers => "content/publishers.yaml",
            FileKind::Entity => "content/entities/*.md",
            FileKind::Page => "content/pages/*.md",
            FileKind::Topic => "content/topics/*/topic.md",
            FileKind::Watch => "content/topics/*/watch.yaml",
            FileKind::Figures => "content/topics/*/figures.yaml",
            FileKind::Gather => "content/topics/*/gathers/*.md",
            FileKind::Thread => "content/topics/*/threads/*.md",
            FileKind::Article => "content/topics/*/articles/*.md",
        }
    }

    /// Whether it is Markdown with front matter; the others are YAML alone.
    pub fn is_markdown(self) -> bool {
        self.pattern().ends_with(".md")
    }

    /// Whether it is a list of records; the others are one mapping.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            FileKind::Elsewhere | FileKind::Sources | FileKind::Publishers | FileKind::Figures
        )
    }
}
