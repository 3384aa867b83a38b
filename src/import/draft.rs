//! A content file in the making: front matter, sections, and at its end what found no place.

use super::blocks::flat;
use crate::content::parse::UNSORTED;

/// Markdown under construction: a list's items stand together, everything else apart.
#[derive(Clone, Debug, Default)]
pub struct Body {
    pub text: String,
    last: Last,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Other,
    Item,
    Row,
}

impl Body {
    fn add(&mut self, text: &str, kind: Last) {
        if !self.text.is_empty() {
            let together = kind != Last::Other && kind == self.last;
            self.text.push_str(if together { "\n" } else { "\n\n" });
        }
        self.text.push_str(text);
        self.last = kind;
    }
    /// A paragraph, a heading, code.
    pub fn apart(&mut self, text: &str) {
        self.add(text, Last::Other);
    }
    /// An item with its mark and indentation.
    pub fn item(&mut self, text: &str) {
        self.add(text, Last::Item);
    }
    pub fn row(&mut self, text: &str) {
        self.add(text, Last::Row);
    }
    pub fn ends_with_item(&self) -> bool {
        self.last == Last::Item
    }
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// One file.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub front: Vec<String>,
    pub body: Body,
    /// Lines that found no place, as paragraphs.
    pub unsorted: Vec<String>,
}

impl Draft {
    pub fn text(mut self) -> String {
        if !self.unsorted.is_empty() {
            self.body.apart(&format!("## {UNSORTED}"));
            self.unsorted.iter().for_each(|u| self.body.apart(&flat(u)));
        }
        let front = self.front.join("\n");
        let body =
            if self.body.is_empty() { String::new() } else { format!("\n{}\n", self.body.text) };
        format!("---\n{front}\n---\n{body}")
    }
}
