use super::{Choices, Here};
use std::ops::Range;
pub fn region(here: &Here<'_>) -> Option<Range<usize>> { (!here.path.ends_with(".md")).then_some(0..here.text.len()) }
pub fn choices(_: &Here<'_>, _: Range<usize>) -> Option<Choices> { None }
