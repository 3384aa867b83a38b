//! The source files of a site, by id and by path.

use super::asset::Asset;
use super::line_map::LineMap;
use super::lines::{line_end, line_start};
use super::span::{FileId, Span};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A source file: its path from the site's root, with `/`, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    pub path: String,
    pub body: String,
}

/// A source file with its lines, which are looked for when the first position is asked for.
#[derive(Debug)]
struct MappedFile {
    file: SourceFile,
    lines: OnceLock<LineMap>,
}

impl MappedFile {
    fn new(file: SourceFile) -> MappedFile {
        MappedFile { file, lines: OnceLock::new() }
    }
}

/// The source files of a site in the order of their paths, and its templates. A clone shares the texts.
#[derive(Clone, Debug, Default)]
pub struct Files {
    texts: Vec<Arc<MappedFile>>,
    /// The ids of the files that are present, in the order of their paths.
    order: Vec<FileId>,
    templates: Arc<[MappedFile]>,
    /// Sorted by path.
    assets: Arc<[Asset]>,
}

impl Files {
    /// `texts` must be sorted by path; their ids follow that order.
    pub fn new(texts: Vec<SourceFile>) -> Self {
        let order = (0..texts.len() as u32).map(FileId).collect();
        Files {
            texts: texts.into_iter().map(|text| Arc::new(MappedFile::new(text))).collect(),
            order,
            templates: Arc::default(),
            assets: Arc::default(),
        }
    }

    /// Adds the templates (paths from templates/, those of a theme from the site's root), so that diagnostics can quote them.
    pub fn with_templates(mut self, templates: &[SourceFile]) -> Self {
        let from_root = |t: &SourceFile| {
            let path = match t.path.starts_with("themes/") {
                true => t.path.clone(),
                false => format!("templates/{}", t.path),
            };
            MappedFile::new(SourceFile { path, body: t.body.clone() })
        };
        self.templates = templates.iter().map(from_root).collect();
        self
    }

    /// Sets the files that texts can show or link to.
    pub fn with_assets(mut self, mut assets: Vec<Asset>) -> Self {
        assets.sort_by(|a, b| a.path.cmp(&b.path));
        self.assets = assets.into();
        self
    }

    /// The files that texts can show or link to, sorted by path.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// Where a path from the site's root is among [`Files::assets`].
    pub fn find_asset(&self, path: &str) -> Option<u32> {
        let found = self.assets.binary_search_by(|asset| asset.path.as_str().cmp(path));
        found.ok().map(|index| index as u32)
    }

    /// The id of a path.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.index(path).ok().map(|index| self.order[index])
    }

    /// Inserts or replaces a file. A known path keeps its id, and a new one gets an id that was never used, so that
    /// spans in other files stay valid.
    pub fn set(&mut self, text: SourceFile) -> FileId {
        let index = self.index(&text.path);
        let text = Arc::new(MappedFile::new(text));
        match index {
            Ok(index) => {
                let id = self.order[index];
                self.texts[id.0 as usize] = text;
                id
            }
            Err(index) => {
                let id = FileId(self.texts.len() as u32);
                self.order.insert(index, id);
                self.texts.push(text);
                id
            }
        }
    }

    /// Removes a file, if it is present; its id is not used again.
    pub fn remove(&mut self, path: &str) -> Option<FileId> {
        let index = self.index(path).ok()?;
        let id = self.order.remove(index);
        let empty = SourceFile { path: path.to_string(), body: String::new() };
        self.texts[id.0 as usize] = Arc::new(MappedFile::new(empty));
        Some(id)
    }

    fn index(&self, path: &str) -> Result<usize, usize> {
        self.order.binary_search_by(|id| self.get(*id).path.as_str().cmp(path))
    }

    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.mapped(id).file
    }

    fn mapped(&self, id: FileId) -> &MappedFile {
        match id.0.checked_sub(FileId::FIRST_TEMPLATE) {
            Some(template) => &self.templates[template as usize],
            None => &self.texts[id.0 as usize],
        }
    }

    pub fn slice(&self, span: Span) -> &str {
        &self.get(span.file).body[span.range()]
    }

    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.order.iter().map(|id| (*id, self.get(*id)))
    }

    pub fn len(&self) -> usize {
        self.order.len()
    }

    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Line and column of a byte, both from 1; the column counts characters.
    pub fn position(&self, file: FileId, byte: u32) -> (usize, usize) {
        let MappedFile { file, lines } = self.mapped(file);
        lines.get_or_init(|| LineMap::new(&file.body)).position(&file.body, byte as usize)
    }

    /// The bytes of the lines that a span is in, without the last line break.
    pub fn lines(&self, span: Span) -> Range<usize> {
        let body = &self.get(span.file).body;
        line_start(body, span.start as usize)..line_end(body, span.end as usize)
    }

    /// The line that holds a byte, without its line break.
    pub fn line_at(&self, file: FileId, byte: u32) -> &str {
        let line = self.lines(Span { file, start: byte, end: byte });
        self.get(file).body[line].trim_end_matches('\r')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_comes_goes_or_changes_moves_no_other_id() {
        let text = |path: &str, body: &str| SourceFile { path: path.into(), body: body.into() };
        let mut files = Files::new(vec![text("b", "1"), text("d", "2")]);
        let before = files.clone();
        assert_eq!(
            [files.set(text("d", "3")), files.set(text("a", "4")), files.set(text("c", "5"))]
                .map(|i| i.0),
            [1, 2, 3]
        );
        assert_eq!(
            [files.remove("b"), files.remove("b"), files.find("b")],
            [Some(FileId(0)), None, None]
        );
        let all: Vec<_> =
            files.iter().map(|(id, t)| (id.0, t.path.as_str(), t.body.as_str())).collect();
        assert_eq!(all, [(2, "a", "4"), (3, "c", "5"), (1, "d", "3")]);
        assert_eq!(
            (before.get(FileId(1)).body.as_str(), before.len(), files.get(FileId(0)).path.as_str()),
            ("2", 2, "b")
        );
    }

    #[test]
    fn a_position_counts_lines_and_characters_from_one() {
        let files = Files::new(vec![SourceFile {
            path: "a.md".into(),
            body: "eins\nzwölf drei\r\nvier".into(),
        }]);
        let at = files.get(FileId(0)).body.find("drei").unwrap() as u32;
        assert_eq!(files.position(FileId(0), 0), (1, 1));
        assert_eq!(files.position(FileId(0), at), (2, 7));
        assert_eq!(files.line_at(FileId(0), at), "zwölf drei");
    }
}
