//! Odd forms and what becomes of them.

use super::*;

fn page(body: &str) -> String {
    let text = tidy(FileKind::Page, &format!("---\ntitle: A\n---\n{body}"));
    text.strip_prefix("---\ntitle: A\n---\n").expect("the front matter stays").to_string()
}
