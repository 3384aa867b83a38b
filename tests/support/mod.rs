//! What the three test programs share: sites on the disk and in memory, the program as a shell calls it, readers of pages.
#![allow(dead_code, reason = "each test program uses a part of it")]

pub(crate) mod call;
pub(crate) mod crawl;
pub(crate) mod folder;
pub(crate) mod golden;
pub(crate) mod html;
pub(crate) mod memory;
pub(crate) mod records;
pub(crate) mod shipped;
