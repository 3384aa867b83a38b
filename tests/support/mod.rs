//! What the three test programs share: sites on the disk and in memory, the program as a shell calls it, readers of pages.
#![allow(dead_code, reason = "each test program uses a part of it")]

pub mod call;
pub mod crawl;
pub mod folder;
pub mod golden;
pub mod html;
pub mod memory;
pub mod records;
pub mod shipped;
