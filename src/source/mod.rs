//! What came in and what goes out.
//!
//! Takes nothing, gives the texts of a site with their byte positions ([`Files`], [`Span`]) and the finished
//! bytes of one output file ([`Artifact`]) with what a browser is told of it ([`media`]). Never touches the disk.

pub mod media;

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Index of a text in [`Files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

impl FileId {
    /// Templates are numbered by themselves, so that they are no texts of the site and yet can be quoted.
    const FIRST_TEMPLATE: u32 = 1 << 31;

    /// The template of this number among those of [`Files::with_templates`].
    pub fn template(number: usize) -> FileId {
        FileId(Self::FIRST_TEMPLATE + number as u32)
    }
}

/// A range of bytes in one text, `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        Span { file, start: range.start as u32, end: range.end as u32 }
    }
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
    pub fn contains(&self, other: &Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }
}

/// One file of the site as it was read: its path from the site's root, with `/`, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub path: String,
    pub body: String,
}

/// All texts of a site, in the order of their paths; beside them its templates. A copy shares the texts.
#[derive(Clone, Debug, Default)]
pub struct Files {
    texts: Vec<Arc<Text>>,
    /// The ids in the order of the paths; those of texts that were taken out are not among them.
    order: Vec<FileId>,
    templates: Arc<[Text]>,
}

impl Files {
    /// Takes the texts in the order of their paths, which their ids follow.
    pub fn new(texts: Vec<Text>) -> Self {
        let order = (0..texts.len() as u32).map(FileId).collect();
        Files { texts: texts.into_iter().map(Arc::new).collect(), order, templates: Arc::default() }
    }
    /// The id of a path.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.place(path).ok().map(|at| self.order[at])
    }
    /// Sets a text. A path that is there keeps its id; a new one gets an id that no text had before, so that the places
    /// in other texts stay true.
    pub fn set(&mut self, text: Text) -> FileId {
        match self.place(&text.path) {
            Ok(at) => {
                let id = self.order[at];
                self.texts[id.0 as usize] = Arc::new(text);
                id
            }
            Err(at) => {
                let id = FileId(self.texts.len() as u32);
                self.order.insert(at, id);
                self.texts.push(Arc::new(text));
                id
            }
        }
    }
    /// Takes a text out, if it is there; its id is not given again.
    pub fn remove(&mut self, path: &str) -> Option<FileId> {
        let at = self.place(path).ok()?;
        let id = self.order.remove(at);
        self.texts[id.0 as usize] = Arc::new(Text { path: path.to_string(), body: String::new() });
        Some(id)
    }
    fn place(&self, path: &str) -> Result<usize, usize> {
        self.order.binary_search_by(|id| self.get(*id).path.as_str().cmp(path))
    }
    /// Adds the templates, so that what is wrong in one can be shown. Their paths are seen from templates/.
    pub fn with_templates(mut self, templates: &[Text]) -> Self {
        let seen_from_root =
            |t: &Text| Text { path: format!("templates/{}", t.path), body: t.body.clone() };
        self.templates = templates.iter().map(seen_from_root).collect();
        self
    }
    pub fn get(&self, id: FileId) -> &Text {
        match id.0.checked_sub(FileId::FIRST_TEMPLATE) {
            Some(template) => &self.templates[template as usize],
            None => &self.texts[id.0 as usize],
        }
    }
    pub fn slice(&self, span: Span) -> &str {
        &self.get(span.file).body[span.range()]
    }
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Text)> {
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
        let before = &self.get(file).body[..byte as usize];
        let line_start = before.rfind('\n').map_or(0, |n| n + 1);
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }
    /// The whole line that holds a byte, without its line break.
    pub fn line_at(&self, file: FileId, byte: u32) -> &str {
        let body = &self.get(file).body;
        let start = body[..byte as usize].rfind('\n').map_or(0, |n| n + 1);
        let end = body[byte as usize..].find('\n').map_or(body.len(), |n| byte as usize + n);
        body[start..end].trim_end_matches('\r')
    }
}

/// One output file: its path from the output folder, with `/`, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    pub path: String,
    pub bytes: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_comes_goes_or_changes_moves_no_other_id() {
        let text = |path: &str, body: &str| Text { path: path.into(), body: body.into() };
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
        let files = Files::new(vec![Text {
            path: "a.md".into(),
            body: "eins\nzwölf drei\r\nvier".into(),
        }]);
        let at = files.get(FileId(0)).body.find("drei").unwrap() as u32;
        assert_eq!(files.position(FileId(0), 0), (1, 1));
        assert_eq!(files.position(FileId(0), at), (2, 7));
        assert_eq!(files.line_at(FileId(0), at), "zwölf drei");
    }
}
